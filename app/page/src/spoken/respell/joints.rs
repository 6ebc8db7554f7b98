//! Where the sound depends on what two words are to each other: numbers and counters, nouns and the particle 의,
//! names and stations.

use super::syllable::{OPEN, Syllable};
use crate::hangul::is_syllable;

/// How Sino-Korean numbers end, where the ending meets what follows.
const SINO_ENDINGS: &str = "영공일삼육칠팔십백천만억";
/// What Sino-Korean numbers are made of.
const SINO: &str = "영공일이삼사오육칠팔구십백천만억조점";
/// Native numbers in a stop; the counter behind them becomes tense or nasal.
const NATIVE: [&str; 3] = ["다섯", "여섯", "일곱"];
/// Counters that are said with their number. Those that begin with a vowel only follow Sino-Korean ones.
const COUNTERS: &[&str] = &[
    "개월",
    "개국",
    "개소",
    "개",
    "건",
    "곳",
    "그루",
    "권",
    "년",
    "달러",
    "단계",
    "달",
    "대",
    "도",
    "동",
    "등",
    "리터",
    "마리",
    "명",
    "미터",
    "반",
    "배",
    "번지",
    "번",
    "병",
    "분",
    "살",
    "센티미터",
    "세",
    "시간",
    "시",
    "원",
    "위",
    "인",
    "자",
    "장",
    "점",
    "조",
    "주년",
    "주",
    "줄",
    "제곱미터",
    "초",
    "층",
    "칸",
    "킬로그램",
    "킬로미터",
    "퍼센트",
    "페이지",
    "호선",
    "호",
    "회",
    "학년",
];
/// How many letters of particles and the like a counter may have behind it.
const TAIL_MAX: usize = 3;

/// Nouns in 의 behind a consonant; any other 의 at a word's end is the particle. They begin a word, or are the second
/// part of a compound (전화문의): with one syllable before it 의 belongs to another noun (신문의, 조건의).
const NOUNS_IN_UI: [&str; 9] = [
    "협의", "문의", "합의", "결의", "논의", "질의", "발의", "심의", "건의",
];
/// Nouns in 의 that only begin a word: no compound ends in them, but many nouns end as they begin (국민의, 자신의).
const WORDS_IN_UI: [&str; 11] = [
    "숙의", "선의", "악의", "열의", "본의", "편의", "임의", "한의", "민의", "신의", "찬의",
];

/// The particle 의 behind a consonant as 에, which 제5항 다만 4 allows: by liaison 사람의 would come near 사람이.
pub(super) fn particle_ui(text: &mut [char]) {
    for at in 1..text.len() {
        let ends_word = text.get(at + 1).is_none_or(|behind| !is_syllable(*behind));
        let closed =
            Syllable::of(text[at - 1]).is_some_and(|before| !matches!(before.last, OPEN | 'ㅇ'));
        if text[at] == '의' && ends_word && closed && !is_noun_in_ui(text, at) {
            text[at] = '에';
        }
    }
}

/// Whether the 의 at a place ends a noun.
fn is_noun_in_ui(text: &[char], at: usize) -> bool {
    let is_one_of = |nouns: &[&str]| {
        let mut nouns = nouns.iter();
        nouns.any(|noun| noun.chars().eq([text[at - 1], '의']))
    };
    match word_before(&text[..at - 1]).len() {
        0 => is_one_of(&NOUNS_IN_UI) || is_one_of(&WORDS_IN_UI),
        // 재협의, 재심의.
        1 => text[at - 2] == '재' && is_one_of(&NOUNS_IN_UI),
        _ => is_one_of(&NOUNS_IN_UI),
    }
}

/// Words in 역 that are no stations; 동시통역 and the like end in them.
const WORDS_IN_STATION: [&str; 21] = [
    "통역", "번역", "용역", "면역", "병역", "전역", "영역", "반역", "현역", "단역", "악역", "징역",
    "직역", "권역", "광역", "음역", "성역", "완역", "방역", "검역", "공역",
];
/// How particles behind a station begin.
const BEHIND_STATION: &str = "에을은이과의으까부도";

/// The 역 of a station behind a consonant is 녁 (제29항: 서울역 [서울력]), whatever its name.
pub(super) fn station(text: &mut [char]) {
    for at in 2..text.len() {
        let before = (text[at - 2], text[at - 1]);
        let named = is_syllable(before.0)
            && Syllable::of(before.1).is_some_and(|before| before.last != OPEN);
        let ends = text
            .get(at + 1)
            .is_none_or(|behind| !is_syllable(*behind) || BEHIND_STATION.contains(*behind));
        let is_word = || {
            WORDS_IN_STATION
                .iter()
                .any(|word| word.chars().eq([before.1, '역']))
        };
        if text[at] == '역' && named && ends && !is_word() {
            text[at] = '녁';
        }
    }
}

/// Words in 로 and 란 whose ㄴ becomes ㄹ, in compounds too (근로 [글로], 대혼란 [대홀란]).
const WORDS_IN_LIQUID: [&str; 18] = [
    "진로", "난로", "근로", "원로", "언로", "관로", "선로", "전로", "곤란", "혼란", "논란", "반란",
    "산란", "분란", "민란", "문란", "찬란", "환란",
];
/// How particles behind a road or a field of a form begin.
const BEHIND_ROAD: &str = "에을를은는이가의과와도만까부";

/// 로 of a road and 란 of a form behind a word in ㄴ: the ㄴ stays (제20항 다만: 횡단로 [횡단노], 의견란 [의견난]).
pub(super) fn road(text: &mut [char]) {
    for at in 2..text.len() {
        let spoken = match text[at] {
            '로' => '노',
            '란' => '난',
            _ => continue,
        };
        let named = is_syllable(text[at - 2])
            && Syllable::of(text[at - 1]).is_some_and(|before| before.last == 'ㄴ');
        let ends = text
            .get(at + 1)
            .is_none_or(|behind| !is_syllable(*behind) || BEHIND_ROAD.contains(*behind));
        let is_word = || {
            WORDS_IN_LIQUID
                .iter()
                .any(|word| word.chars().eq([text[at - 1], text[at]]))
        };
        if named && ends && !is_word() {
            text[at] = spoken;
        }
    }
}

/// Takes away the space between a number and its counter: they are said in one breath (십 년 [심년], 백 원 [배권]).
pub(super) fn join_counters(text: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for (at, letter) in text.iter().enumerate() {
        let joins = *letter == ' ' && {
            let left = word_before(&out);
            let right = word_behind(text.get(at + 1..).unwrap_or_default());
            joins(left, right)
        };
        if !joins {
            out.push(*letter);
        }
    }
    out
}

fn joins(left: &[char], right: &[char]) -> bool {
    let is_counter = |counter: &&str| {
        let length = counter.chars().count();
        right.len() <= length + TAIL_MAX && right.iter().take(length).copied().eq(counter.chars())
    };
    let Some(last) = left.last() else {
        return false;
    };
    let is_sino = SINO_ENDINGS.contains(*last) && left.iter().all(|part| SINO.contains(*part));
    let is_native = || {
        let number: String = left.iter().collect();
        NATIVE.iter().any(|ending| number.ends_with(ending))
    };
    if is_sino {
        return COUNTERS.iter().any(is_counter);
    }
    let begins_with_vowel = right
        .first()
        .is_none_or(|first| matches!(first, '아'..='잏'));
    is_native() && !begins_with_vowel && COUNTERS.iter().any(is_counter)
}

/// The Hangul word that ends here; of a long one only its end is of interest.
fn word_before(out: &[char]) -> &[char] {
    let behind = out.iter().rev().take(24);
    let length = behind.take_while(|letter| is_syllable(**letter)).count();
    out.get(out.len() - length..).unwrap_or_default()
}

fn word_behind(text: &[char]) -> &[char] {
    let ahead = text.iter().take(12);
    let length = ahead.take_while(|letter| is_syllable(**letter)).count();
    text.get(..length).unwrap_or_default()
}
