//! A Hangul syllable as its letters.

use crate::hangul::{self, FINALS, INITIALS, VOWELS};

/// Initial consonant, vowel and final consonant; a blank final is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syllable {
    pub initial: char,
    pub vowel: char,
    pub last: char,
}

/// The final of an open syllable.
pub(super) const OPEN: char = ' ';

impl Syllable {
    /// The letters of a syllable; `None` for everything else.
    pub fn of(letter: char) -> Option<Syllable> {
        let (initial, vowel, last) = hangul::parts(letter)?;
        Some(Syllable {
            initial: hangul::nth(INITIALS, initial)?,
            vowel: hangul::nth(VOWELS, vowel)?,
            last: hangul::nth(FINALS, last)?,
        })
    }

    /// The letters as one syllable.
    pub fn letter(self) -> char {
        let places = (
            hangul::place(INITIALS, self.initial),
            hangul::place(VOWELS, self.vowel),
            hangul::place(FINALS, self.last),
        );
        let (Some(initial), Some(vowel), Some(last)) = places else {
            return self.initial;
        };
        hangul::syllable(initial, vowel, last).unwrap_or(self.initial)
    }

    /// 제5항 다만 3: ㅢ behind a consonant is ㅣ (희망 [히망]).
    pub fn vowel_as_spoken(mut self) -> Syllable {
        if self.vowel == 'ㅢ' && self.initial != 'ㅇ' {
            self.vowel = 'ㅣ';
        }
        self
    }

    /// 제5항 다만 1: 져, 쪄, 쳐 are 저, 쩌, 처; also where they only arise in speaking (닫혀 [다처]). And 다만 4, as
    /// is allowed, where ㅢ came behind a consonant by liaison (협의 [혀비]).
    pub fn palatal_vowel(self) -> Syllable {
        let mut spoken = self.vowel_as_spoken();
        if matches!(self.initial, 'ㅈ' | 'ㅉ' | 'ㅊ') && self.vowel == 'ㅕ' {
            spoken.vowel = 'ㅓ';
        }
        spoken
    }
}
