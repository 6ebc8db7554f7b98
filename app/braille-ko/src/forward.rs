//! Text to cells.

use crate::{
    Grade, code,
    hangul::{JAMO, Syllable, place},
    latin,
    signs::{DIGITS, FRACTIONS},
};
use runs::Run;

mod letters;
mod runs;
mod signs;
mod syllables;

/// Dot 7 on the first cell of a letter: it is read as a letter, or as the other letter that it could be.
pub(crate) const LETTER: u8 = 0x40;
/// Dot 8 on the first cell of a sign: it is read as a sign.
pub(crate) const SIGN: u8 = 0x80;
/// Dots 7 and 8: the other sign of these cells.
pub(crate) const OTHER: u8 = 0xc0;

/// How a character is kept from being read as something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Not at all: as the rules write it.
    #[default]
    None,
    /// With a mark in dots 7 and 8.
    Mark,
    /// By its code.
    Code,
}

/// What was written: the cells, and where each character begins in them.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub cells: Vec<u8>,
    pub starts: Vec<usize>,
}

/// Writes letters, each with its guard.
pub(crate) fn write(letters: &[char], guards: &[Guard], grade: Grade) -> Draft {
    let mut writer = Writer {
        letters,
        guards,
        grade,
        runs: runs::find(letters, guards),
        spans: letters::Spans::default(),
        draft: Draft::default(),
        english: letters::English::default(),
        straight_double: false,
        straight_single: false,
    };
    let mut at = 0;
    while at < letters.len() {
        let count = writer.piece(at).max(1);
        let start = writer.draft.starts.last().copied().unwrap_or(0);
        at += count;
        // Characters that share their cells begin at the same one.
        writer.draft.starts.resize(at, start);
    }
    writer.draft
}

struct Writer<'a> {
    letters: &'a [char],
    guards: &'a [Guard],
    grade: Grade,
    runs: Vec<Run>,
    spans: letters::Spans,
    english: letters::English,
    draft: Draft,
    straight_double: bool,
    straight_single: bool,
}

/// Whether a cell behind a number would be read as a digit of it. Article 44: Hangul that begins so stands off.
pub(crate) fn looks_like_digit(cell: u8, grade: Grade) -> bool {
    let clash = DIGITS.contains(&cell) && JAMO.initial(cell).is_some();
    clash || grade == Grade::Two && cell == crate::hangul::cell('⠛')
}

/// Whether a letter belongs to a word: article 18 contracts only where none stands before.
pub(crate) fn is_word(letter: char) -> bool {
    Syllable::of(letter).is_some()
        || JAMO.lone(letter).is_some()
        || letter.is_ascii_digit()
        || latin::letter(letter).is_some()
}

pub(crate) fn is_number(letter: char) -> bool {
    letter.is_ascii_digit() || FRACTIONS.iter().any(|(fraction, ..)| *fraction == letter)
}

impl Writer<'_> {
    fn guard(&self, at: usize) -> Guard {
        self.guards.get(at).copied().unwrap_or_default()
    }

    /// The letter at a place, if it is written by the rules.
    fn plain(&self, at: usize) -> Option<char> {
        let letter = self.letters.get(at).copied()?;
        (self.guard(at) != Guard::Code).then_some(letter)
    }

    /// The Latin letters that a place is among.
    fn run(&self, at: usize) -> Option<Run> {
        let place = self.runs.partition_point(|run| run.end < at);
        self.runs.get(place).copied().filter(|run| run.holds(at))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.plain(at.checked_sub(1)?)
    }

    fn syllable(&self, at: usize) -> Option<Syllable> {
        Syllable::of(self.plain(at)?)
    }

    fn syllable_before(&self, at: usize) -> Option<Syllable> {
        self.syllable(at.checked_sub(1)?)
    }

    fn put(&mut self, cells: &[u8]) {
        self.draft.cells.extend_from_slice(cells);
    }

    /// The cells of a new character, the first of them marked.
    fn start(&mut self, cells: &[u8], mark: u8) {
        let start = self.draft.cells.len();
        self.draft.starts.push(start);
        self.put(cells);
        if let Some(first) = self.draft.cells.get_mut(start) {
            *first |= mark;
        }
    }

    /// Writes the characters from a place on that go together, and says how many they are.
    fn piece(&mut self, at: usize) -> usize {
        let Some(letter) = self.plain(at) else {
            let mut cells = Vec::new();
            if let Some(letter) = self.letters.get(at) {
                code::write(*letter, &mut cells);
            }
            self.start(&cells, 0);
            return 1;
        };
        let run = self.run(at);
        let count = match letter {
            ' ' => {
                self.start(&[0], 0);
                1
            }
            _ if is_number(letter) => self.number(at, letter),
            _ if run.is_some() => run.map_or(1, |run| self.latin(at, letter, run)),
            _ => match Syllable::of(letter) {
                Some(syllable) => self.hangul(at, syllable),
                None => self.sign(at, letter),
            },
        };
        if let Some(run) = run.filter(|run| (at..at + count).contains(&run.end)) {
            self.end_run(run);
        }
        self.keep_blank(at);
        count
    }

    /// A blank behind a number and before what looks like a digit is taken for the one of article 44. If it was
    /// written, dot 8 of the digit before it says so.
    fn keep_blank(&mut self, at: usize) {
        let behind_number = self.before(at) == Some(' ')
            && at
                .checked_sub(2)
                .and_then(|at| self.plain(at))
                .is_some_and(is_number);
        let start = self.draft.starts.get(at).copied().unwrap_or(0);
        let first = self.draft.cells.get(start).copied().unwrap_or(0);
        if behind_number
            && looks_like_digit(first, self.grade)
            && let Some(digit) = start
                .checked_sub(2)
                .and_then(|at| self.draft.cells.get_mut(at))
        {
            *digit |= SIGN;
        }
    }
}

/// The syllable in a circle. Article 64.
pub(crate) fn circled(letter: char) -> Option<Syllable> {
    const INITIALS: [usize; 14] = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18];
    let place = u32::from(letter).checked_sub(u32::from('㉮'))? as usize;
    INITIALS.get(place).map(|initial| Syllable {
        initial: *initial,
        vowel: place::A,
        last: 0,
    })
}
