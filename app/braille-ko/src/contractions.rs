//! What is contracted in grade 2, and where it is not: 약자 and 약어, articles 13 to 18.

use crate::hangul::{Syllable, cell, place, row};

/// A vowel and a final in one cell. Article 15.
pub(crate) struct Rime {
    pub cell: u8,
    pub vowel: usize,
    pub last: usize,
}

const fn rime(pattern: char, vowel: usize, last: usize) -> Rime {
    Rime {
        cell: cell(pattern),
        vowel,
        last,
    }
}

const RIMES: [Rime; 14] = [
    rime('⠹', 4, 1),  // 억
    rime('⠾', 4, 4),  // 언
    rime('⠞', 4, 8),  // 얼
    rime('⠡', 6, 4),  // 연
    rime('⠳', 6, 8),  // 열
    rime('⠻', 6, 21), // 영
    rime('⠭', 8, 1),  // 옥
    rime('⠷', 8, 4),  // 온
    rime('⠿', 8, 21), // 옹
    rime('⠛', 13, 4), // 운
    rime('⠯', 13, 8), // 울
    rime('⠵', 18, 4), // 은
    rime('⠮', 18, 8), // 을
    rime('⠟', 20, 4), // 인
];
/// 성, 썽, 정, 쩡 and 청 take the cell of 영. Article 17.
const EONG: Rime = rime('⠻', place::EO, place::FINAL_IEUNG);
const EONG_INITIALS: [usize; 5] = [9, 10, 12, 13, 14];
/// 가 and 사 have cells of their own. Article 13.
pub(crate) const GA: u8 = cell('⠫');
pub(crate) const SA: u8 = cell('⠇');
/// 것 is these two cells, 껏 the same behind ⠠. Articles 15 and 16.
pub(crate) const GEOT: [u8; 2] = row(['⠸', '⠎']);
/// 나, 다, 마, 바, 자, 카, 타, 파 and 하 are their initials alone (article 13), and 따, 빠, 짜 with them (article 16).
const BARE: [usize; 12] = [2, 3, 4, 6, 7, 8, 12, 13, 15, 16, 17, 18];

/// Words that are two cells. Article 18.
pub(crate) const WORDS: [(&str, [u8; 2]); 7] = [
    ("그러므로", row(['⠁', '⠢'])),
    ("그리하여", row(['⠁', '⠱'])),
    ("그래서", row(['⠁', '⠎'])),
    ("그러나", row(['⠁', '⠉'])),
    ("그러면", row(['⠁', '⠒'])),
    ("그런데", row(['⠁', '⠝'])),
    ("그리고", row(['⠁', '⠥'])),
];

/// The rime that a cell is behind an initial.
pub(crate) fn rime_of(initial: usize, cell: u8) -> Option<&'static Rime> {
    if cell == EONG.cell && EONG_INITIALS.contains(&initial) {
        return Some(&EONG);
    }
    RIMES.iter().find(|rime| rime.cell == cell)
}

/// The rime that begins a syllable's vowel and final.
pub(crate) fn rime_for(syllable: Syllable, first_final: usize) -> Option<&'static Rime> {
    let is = |rime: &&Rime| (rime.vowel, rime.last) == (syllable.vowel, first_final);
    let rime = RIMES.iter().chain([&EONG]).find(is)?;
    // 영 behind ㅅ, ㅈ and ㅊ is 엉 (article 17): neither is contracted where the other would be read.
    let shared = rime.cell == EONG.cell;
    let is_eong = rime.vowel == place::EO && rime.last == place::FINAL_IEUNG;
    (!shared || is_eong == EONG_INITIALS.contains(&syllable.initial)).then_some(rime)
}

/// Whether an initial may leave out its ㅏ.
pub(crate) fn is_bare(initial: usize) -> bool {
    BARE.contains(&initial)
}

/// Whether a syllable leaves out its ㅏ. Before a vowel it does not (article 14), but 예, which ⠤ parts from it;
/// nor does 팠, which would be 폐.
pub(crate) fn leaves_out_a(syllable: Syllable, next: Option<Syllable>) -> bool {
    let before_vowel = syllable.last == 0
        && next.is_some_and(|next| next.initial == place::IEUNG && next.vowel != place::YE);
    let is_path = syllable.initial == place::PIEUP && syllable.last == place::FINAL_SSANG_SIOS;
    is_bare(syllable.initial) && syllable.vowel == place::A && !before_vowel && !is_path
}

/// Whether an initial with ⠌ behind it is rather ㅏ with ㅆ (났, 잤, 탔, 땄, 짰) than ㅖ (폐, 혜): the rules write both so,
/// words have the one or the other.
pub(crate) fn rather_past(initial: usize) -> bool {
    [2, 4, 8, 12, 13, 16].contains(&initial)
}
