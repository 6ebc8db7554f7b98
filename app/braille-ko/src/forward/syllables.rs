//! Hangul: syllables and contracted words.

use super::{Guard, LETTER, Writer, is_number, is_word, looks_like_digit};
use crate::{
    Grade,
    contractions::{self, GA, GEOT, SA},
    hangul::{JAMO, Syllable, cell, place},
    latin,
};

impl Writer<'_> {
    /// A syllable, or a word that article 18 contracts.
    pub(super) fn hangul(&mut self, at: usize, syllable: Syllable) -> usize {
        if let Some((count, cells)) = self.contracted_word(at) {
            self.start(&cells, 0);
            return count;
        }
        let before = self.syllable_before(at);
        if before.is_some_and(|before| syllable.is_parted_from(before)) {
            self.put(&[cell('⠤')]);
        }
        let mut cells = Vec::with_capacity(6);
        self.syllable_cells(syllable, self.syllable(at + 1), &mut cells);
        let behind_number = self.before(at).is_some_and(is_number);
        let first = cells.first().copied().unwrap_or_default();
        if behind_number && looks_like_digit(first, self.grade) && self.guard(at) == Guard::None {
            self.put(&[0]);
        }
        let mark = if self.guard(at) == Guard::Mark {
            LETTER
        } else {
            0
        };
        self.start(&cells, mark);
        1
    }

    fn contracted_word(&self, at: usize) -> Option<(usize, [u8; 2])> {
        let begins = at.checked_sub(1).is_none_or(|before| {
            self.letters
                .get(before)
                .is_some_and(|letter| !is_word(*letter))
        });
        if self.grade == Grade::One || !begins || self.letters.get(at) != Some(&'그') {
            return None;
        }
        contractions::WORDS.iter().find_map(|(word, cells)| {
            let count = word.chars().count();
            let is_here = word.chars().enumerate().all(|(index, letter)| {
                self.plain(at + index) == Some(letter) && self.guard(at + index) == Guard::None
            });
            is_here.then_some((count, *cells))
        })
    }

    pub(super) fn syllable_cells(
        &self,
        syllable: Syllable,
        next: Option<Syllable>,
        cells: &mut Vec<u8>,
    ) {
        let of = |table: &[Vec<u8>], place: usize| table.get(place).cloned().unwrap_or_default();
        let last = of(&JAMO.finals, syllable.last);
        if self.grade == Grade::One {
            cells.extend(of(&JAMO.initials, syllable.initial));
            cells.extend(of(&JAMO.vowels, syllable.vowel));
            cells.extend(last);
            return;
        }
        let (is_tense, plain) = match syllable.initial {
            place::SSANG_GIYEOK => (true, place::GIYEOK),
            place::SSANG_SIOS => (true, place::SIOS),
            initial => (false, initial),
        };
        let tense: &[u8] = if is_tense { &[latin::CAPITAL] } else { &[] };
        let is_geot = plain == place::GIYEOK
            && syllable.vowel == place::EO
            && syllable.last == place::FINAL_SIOS;
        if is_geot {
            cells.extend(tense);
            cells.extend(GEOT);
            return;
        }
        if syllable.vowel == place::A && matches!(plain, place::GIYEOK | place::SIOS) {
            cells.extend(tense);
            cells.push(if plain == place::SIOS { SA } else { GA });
            cells.extend(last);
            return;
        }
        cells.extend(of(&JAMO.initials, syllable.initial));
        let first_final = last.first().and_then(|cell| JAMO.last(*cell)).unwrap_or(0);
        if let Some(rime) = contractions::rime_for(syllable, first_final) {
            cells.push(rime.cell);
            cells.extend(last.iter().skip(1));
            return;
        }
        if !contractions::leaves_out_a(syllable, next) {
            cells.extend(of(&JAMO.vowels, syllable.vowel));
        }
        cells.extend(last);
    }
}
