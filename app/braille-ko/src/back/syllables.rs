//! Hangul: syllables, contracted words, letters that stand alone, and the signs between them.

use super::{Reader, words};
use crate::{
    Grade,
    contractions::{self, GA, GEOT, SA, WORDS},
    forward::{circled, is_word},
    hangul::{JAMO, LONE, Syllable, cell, place, row},
    latin::CAPITAL,
};

/// The first cells of ← and ↔. Article 70.
const ARROW: [u8; 2] = row(['⠪', '⠒']);

/// Finals whose cells begin signs, too.
const SIGNS_TOO: [u8; 5] = row(['⠲', '⠦', '⠖', '⠴', '⠶']);

/// A syllable without its last final, and where it ends.
#[derive(Clone, Copy, Debug)]
struct Onset {
    syllable: Syllable,
    end: usize,
    is_whole: bool,
}

impl Reader<'_> {
    /// A cell among Hangul.
    pub(super) fn hangul(&mut self, cell: u8) {
        if self.parting() || self.contracted_word() {
            return;
        }
        if cell == LONE && self.lone(false) || self.operator(cell) || self.arrow(cell) {
            return;
        }
        if let Some((syllable, end)) = self.syllable(self.at, false) {
            return self.item(syllable.letter(), end);
        }
        self.sign(cell);
    }

    /// ⠤ that only parts two vowels. Articles 11 and 12.
    fn parting(&mut self) -> bool {
        if self.plain(self.at) != cell('⠤') {
            return false;
        }
        let next = self.onset(self.at + 1, false);
        let parts = match (self.syllable_before(), next) {
            (Some(before), Some(next)) => next.syllable.is_parted_from(before),
            _ => false,
        };
        if parts {
            self.skip(self.at + 1);
        }
        parts
    }

    fn contracted_word(&mut self) -> bool {
        if self.grade == Grade::One || self.last().is_some_and(is_word) {
            return false;
        }
        let cells = [self.plain(self.at), self.plain(self.at + 1)];
        let word = WORDS.iter().find(|(_, word)| *word == cells);
        if let Some((word, _)) = word {
            self.text(word, self.at + 2);
        }
        word.is_some()
    }

    /// ⠿ before a letter that stands alone (article 8); in grade 2 it is 옹, too, and dot 7 says that it is the other one.
    pub(super) fn lone(&mut self, is_other: bool) -> bool {
        let behind = self.at + 1;
        let (long, short) = {
            let mut letters = JAMO.lone_letters(self.rest(behind));
            (letters.next(), letters.next())
        };
        let Some(long) = long else {
            return false;
        };
        let is_vowel = ('ㅏ'..='ㅣ').contains(&long.0);
        // Behind a syllable 옹 is likelier than a vowel alone (새옹지마), and before a syllable that has a final (옹알).
        let after = self.plain(behind + long.1);
        let is_final = JAMO.last(after).is_some_and(|last| last > 0) && !SIGNS_TOO.contains(&after);
        let is_ong = self.grade == Grade::Two
            && is_vowel
            && (is_final || self.last().is_some_and(|last| Syllable::of(last).is_some()));
        if is_ong != (is_other && self.grade == Grade::Two && is_vowel) {
            return false;
        }
        let (letter, length) = match short {
            Some(short) if self.is_rather_sign(behind + 1) != is_other => short,
            _ => long,
        };
        self.item(letter, behind + length);
        true
    }

    /// ← and ↔ have the cells of 은, which grade 2 contracts.
    fn arrow(&mut self, first: u8) -> bool {
        let is_arrow = self.grade == Grade::Two && [first, self.plain(self.at + 1)] == ARROW;
        if is_arrow {
            self.sign(first);
        }
        is_arrow
    }

    /// Whether the second consonant of a letter alone is rather a sign: ㄹ. and not ㄿ.
    fn is_rather_sign(&self, at: usize) -> bool {
        let next = self.plain(at + 1);
        match self.plain(at) {
            sign if sign == cell('⠲') || sign == cell('⠦') => true,
            sign if sign == cell('⠴') => self.open_double > 0 || next == cell('⠄'),
            _ => false,
        }
    }

    /// The syllable at a place. `is_other`: it was marked, so that what is doubtful in it is the other way round.
    pub(super) fn syllable(&self, at: usize, is_other: bool) -> Option<(Syllable, usize)> {
        let Onset {
            mut syllable,
            mut end,
            is_whole,
        } = self.onset(at, is_other)?;
        if is_whole {
            return Some((syllable, end));
        }
        if syllable.last == 0 {
            let last = JAMO.last(self.plain(end)).filter(|last| *last > 0);
            let Some(last) = last.filter(|last| {
                let with = Syllable {
                    last: *last,
                    ..syllable
                };
                is_other || self.is_final(with, end)
            }) else {
                return Some((syllable, end));
            };
            syllable.last = last;
            end += 1;
        }
        if let Some(last) = JAMO.cluster(syllable.last, self.plain(end)) {
            let with = Syllable { last, ..syllable };
            if is_other || self.is_final(with, end) {
                syllable.last = last;
                end += 1;
            }
        }
        Some((syllable, end))
    }

    /// Initial and vowel, contracted or not.
    fn onset(&self, at: usize, is_marked: bool) -> Option<Onset> {
        let first = if is_marked {
            self.raw_at(at)? & 0x3f
        } else {
            self.plain(at)
        };
        let two = self.grade == Grade::Two;
        if first == CAPITAL {
            let second = self.plain(at + 1);
            if two && let Some(onset) = self.special(second, at + 1) {
                return onset.tense();
            }
            let tense = JAMO
                .initials
                .iter()
                .position(|cells| *cells == [first, second]);
            if let Some(onset) = tense.and_then(|tense| self.nucleus(tense, at + 2, is_marked)) {
                return Some(onset);
            }
        }
        if two && let Some(onset) = self.special(first, at) {
            return Some(onset);
        }
        match JAMO.initial(first) {
            Some(initial) => self.nucleus(initial, at + 1, is_marked),
            None => self.vowel(place::IEUNG, first, at),
        }
    }

    /// 가, 사 and 것 in grade 2. Articles 13 and 15.
    fn special(&self, cell: u8, at: usize) -> Option<Onset> {
        let (initial, vowel, last, length) = match cell {
            GA => (place::GIYEOK, place::A, 0, 1),
            SA => (place::SIOS, place::A, 0, 1),
            _ if [cell, self.plain(at + 1)] == GEOT => {
                (place::GIYEOK, place::EO, place::FINAL_SIOS, 2)
            }
            _ => return None,
        };
        Some(Onset {
            syllable: Syllable {
                initial,
                vowel,
                last,
            },
            end: at + length,
            is_whole: last > 0,
        })
    }

    /// What follows an initial.
    fn nucleus(&self, initial: usize, at: usize, is_marked: bool) -> Option<Onset> {
        let cell = self.plain(at);
        let is_bare = self.grade == Grade::Two && contractions::is_bare(initial);
        let without_vowel = || {
            is_bare.then_some(Onset {
                syllable: Syllable {
                    initial,
                    vowel: place::A,
                    last: 0,
                },
                end: at,
                is_whole: false,
            })
        };
        let is_ye = cell == crate::hangul::cell('⠌');
        if is_ye && is_bare && contractions::rather_past(initial) != is_marked {
            return without_vowel();
        }
        self.vowel(initial, cell, at).or_else(without_vowel)
    }

    fn vowel(&self, initial: usize, cell: u8, at: usize) -> Option<Onset> {
        let onset = |vowel, last, end| Onset {
            syllable: Syllable {
                initial,
                vowel,
                last,
            },
            end,
            is_whole: false,
        };
        if self.grade == Grade::Two
            && let Some(rime) = contractions::rime_of(initial, cell)
        {
            return Some(onset(rime.vowel, rime.last, at + 1));
        }
        if let Some(long) = JAMO.long_vowel(cell, self.plain(at + 1)) {
            return Some(onset(long, 0, at + 2));
        }
        JAMO.vowel(cell).map(|vowel| onset(vowel, 0, at + 1))
    }

    /// Whether a cell is the final that makes this syllable, and not a sign behind it.
    fn is_final(&self, syllable: Syllable, at: usize) -> bool {
        let next = self.plain(at + 1);
        let is_in = |patterns: [char; 4]| patterns.iter().any(|pattern| cell(*pattern) == next);
        let sign = self.plain(at);
        let follows = || self.onset(at + 1, false).is_some();
        let letter = syllable.letter();
        // 앞. ends a sentence, too: words decide, and so does a letter behind.
        let by_word = |follows: bool| {
            if words::is_cluster(syllable.last) {
                words::has_cluster(letter)
            } else {
                follows || words::ends(&self.word(), letter)
            }
        };
        match sign {
            _ if sign == cell('⠶') => !is_in(['⠂', '⠆', '⠂', '⠆']),
            _ if sign == cell('⠦') => !is_in(['⠄', '⠂', '⠆', '⠄']) && by_word(follows()),
            _ if sign == cell('⠲') || sign == cell('⠖') => by_word(follows()),
            _ if sign == cell('⠴') => {
                let closes = is_in(['⠄', '⠂', '⠆', '⠴']);
                let quoted = self.open_double > 0;
                !closes
                    && words::has_hieut(letter, quoted, self.word().is_empty())
                    && (!quoted || follows())
            }
            _ => true,
        }
    }

    /// The syllables of the word so far.
    fn word(&self) -> String {
        let letters = self.items.iter().rev().map(|item| item.letter);
        let syllables = letters
            .take(4)
            .take_while(|letter| Syllable::of(*letter).is_some());
        let mut word: Vec<char> = syllables.collect();
        word.reverse();
        word.into_iter().collect()
    }

    /// A syllable in a circle. Article 64.
    pub(super) fn circled(&self, at: usize) -> Option<(char, usize)> {
        let onset = self.onset(at + 1, false)?;
        let ends = self.plain(onset.end) == cell('⠶');
        let letter = ('㉮'..='㉻').find(|letter| circled(*letter) == Some(onset.syllable))?;
        ends.then_some((letter, onset.end + 1))
    }
}

impl Onset {
    /// 까, 싸 and 껏: ⠠ before 가, 사 and 것. Article 16.
    fn tense(mut self) -> Option<Onset> {
        self.syllable.initial = match self.syllable.initial {
            place::GIYEOK => place::SSANG_GIYEOK,
            place::SIOS => place::SSANG_SIOS,
            _ => return None,
        };
        Some(self)
    }
}
