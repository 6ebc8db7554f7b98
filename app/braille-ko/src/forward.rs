//! Text to cells.

use crate::{
    Grade, code,
    contractions::{self, GA, GEOT, SA},
    hangul::{JAMO, LONE, Syllable, cell, place},
    latin,
    signs::{self, DIGITS, FRACTIONS, HIDDEN, NUMBER, SIGNS},
};
use runs::Run;

mod letters;
mod runs;

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
    draft: Draft,
    straight_double: bool,
    straight_single: bool,
}

/// Whether a cell behind a number would be read as a digit of it. Article 44: Hangul that begins so stands off.
pub(crate) fn looks_like_digit(cell: u8, grade: Grade) -> bool {
    let clash = DIGITS.contains(&cell) && JAMO.initial(cell).is_some();
    clash || grade == Grade::Two && cell == self::cell('⠛')
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
        if let Some(run) = run.filter(|run| run.end == at) {
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

    /// Digits, with the points and commas between them. Articles 40 to 43; ’ for a century, article 61.
    fn number(&mut self, at: usize, letter: char) -> usize {
        if let Some((_, over, under)) = FRACTIONS.iter().find(|(fraction, ..)| *fraction == letter)
        {
            let mut cells = vec![NUMBER];
            cells.extend(under.chars().filter_map(signs::digit));
            cells.extend([cell('⠌'), NUMBER]);
            cells.extend(over.chars().filter_map(signs::digit));
            self.start(&cells, 0);
            return 1;
        }
        let is_digit = |at: usize| self.plain(at).is_some_and(|letter| letter.is_ascii_digit());
        let mut end = at + 1;
        while is_digit(end) || is_digit(end + 1) && matches!(self.plain(end), Some('.' | ',')) {
            end += 1;
        }
        for place in at..end {
            let sign = if place == at {
                [NUMBER].as_slice()
            } else {
                &[]
            };
            let cell = match self.plain(place) {
                Some('.') => cell('⠲'),
                Some(',') => cell('⠂'),
                Some('’') => cell('⠄'),
                Some(letter) => signs::digit(letter).unwrap_or_default(),
                None => 0,
            };
            self.start(&[sign, &[cell]].concat(), 0);
        }
        end - at
    }

    /// A sign, a letter that stands alone, a circled syllable, or what has only its code.
    fn sign(&mut self, at: usize, letter: char) -> usize {
        let mark = if self.guard(at) == Guard::Mark {
            SIGN
        } else {
            0
        };
        if let Some(lone) = JAMO.lone(letter) {
            let mark = if mark == 0 { 0 } else { LETTER };
            self.start(&[&[LONE], lone].concat(), mark);
            return 1;
        }
        if let Some(syllable) = circled(letter) {
            let mut cells = vec![cell('⠶')];
            self.syllable_cells(syllable, None, &mut cells);
            cells.push(cell('⠶'));
            self.start(&cells, mark);
            return 1;
        }
        let begins_year = letter == '’'
            && self.plain(at + 1).is_some_and(|next| next.is_ascii_digit())
            && self
                .before(at)
                .is_none_or(|before| before == ' ' || signs::opens(before));
        if begins_year {
            return self.number(at, letter);
        }
        if let Some(count) = self.hidden(at, letter, mark) {
            return count;
        }
        let rest = self.letters.get(at..).unwrap_or_default();
        let Some((sign, count)) = SIGNS.written(rest) else {
            let mut cells = Vec::new();
            code::write(letter, &mut cells);
            self.start(&cells, 0);
            return 1;
        };
        let all_plain = (at..at + count).all(|at| self.plain(at).is_some());
        let (sign, count) = match SIGNS.written(&[letter]) {
            Some((single, _)) if !all_plain => (single, 1),
            _ => (sign, count),
        };
        match letter {
            '"' | '\'' => self.straight(letter),
            _ if signs::is_operator(letter) => self.operator(at, &sign.cells, mark),
            '.' if self.ends_run(at) => self.start(&sign.cells, OTHER),
            _ if signs::stands_off(letter) && self.syllable(at + count).is_some() => {
                self.start(&sign.cells, OTHER);
                self.put(&[0]);
            }
            _ if sign.other => self.start(&sign.cells, OTHER),
            _ => self.start(&sign.cells, mark),
        }
        count
    }

    /// Straight quotes open and close in turn, with the cells of the curved ones. Article 49.
    fn straight(&mut self, letter: char) {
        let (is_open, open, close): (_, &[u8], &[u8]) = match letter {
            '"' => (&mut self.straight_double, &[cell('⠦')], &[cell('⠴')]),
            _ => (
                &mut self.straight_single,
                &[cell('⠠'), cell('⠦')],
                &[cell('⠴'), cell('⠄')],
            ),
        };
        *is_open = !*is_open;
        let cells = if *is_open { open } else { close };
        self.start(cells, OTHER);
    }

    /// An operator; beside Hangul it stands between blanks, which dots 7 and 8 tell from written ones. Article 46.
    fn operator(&mut self, at: usize, cells: &[u8], mark: u8) {
        let sides = [self.before(at), self.plain(at + 1)];
        let is_close = sides
            .iter()
            .all(|side| side.is_some_and(|letter| letter != ' '));
        let by_hangul = sides
            .iter()
            .flatten()
            .any(|letter| Syllable::of(*letter).is_some());
        if is_close && by_hangul {
            self.put(&[0]);
            self.start(cells, OTHER);
            self.put(&[0]);
        } else {
            self.start(cells, mark);
        }
    }

    /// Shapes that stand for hidden letters: beside a letter, or more than one. Article 57; else they are bullets, article 72.
    fn hidden(&mut self, at: usize, letter: char, mark: u8) -> Option<usize> {
        const OPEN: u8 = cell('⠸');
        const CLOSE: u8 = cell('⠇');
        let (_, shape) = HIDDEN.iter().find(|(shape, _)| *shape == letter)?;
        let count = (at..)
            .take_while(|at| self.plain(*at) == Some(letter))
            .count();
        let sides = [self.before(at), self.plain(at + count)];
        let is_word_side =
            |side: &Option<char>| side.is_some_and(|letter| Syllable::of(letter).is_some());
        let hides = match letter {
            // Between two words or numbers alike it multiplies.
            '×' => count > 1 || is_word_side(&sides[1]) && sides[0].is_none_or(|side| side == ' '),
            '☆' | '◇' | '◆' => true,
            _ => count > 1 || sides.iter().any(is_word_side),
        };
        if !hides {
            return None;
        }
        for place in 0..count {
            let first: &[u8] = if place == 0 { &[OPEN] } else { &[] };
            let last: &[u8] = if place + 1 == count { &[CLOSE] } else { &[] };
            self.start(
                &[first, &[*shape], last].concat(),
                if place == 0 { mark } else { 0 },
            );
        }
        Some(count)
    }

    /// A syllable, or a word that article 18 contracts.
    fn hangul(&mut self, at: usize, syllable: Syllable) -> usize {
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

    fn syllable_cells(&self, syllable: Syllable, next: Option<Syllable>, cells: &mut Vec<u8>) {
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
