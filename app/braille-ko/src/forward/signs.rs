//! Numbers, signs, and letters that stand alone.

use super::{Guard, LETTER, OTHER, SIGN, Writer, circled};
use crate::{
    code,
    hangul::{JAMO, LONE, Syllable, cell},
    signs::{self, FRACTIONS, HIDDEN, NUMBER, SIGNS},
};

impl Writer<'_> {
    /// Digits, with the points and commas between them. Articles 40 to 43; ’ for a century, article 61.
    pub(super) fn number(&mut self, at: usize, letter: char) -> usize {
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
    pub(super) fn sign(&mut self, at: usize, letter: char) -> usize {
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
            _ if signs::stands_off(letter) => {
                self.standing_off(at + count, &sign.cells, sign.other, mark);
            }
            _ if sign.other => self.start(&sign.cells, OTHER),
            _ => self.start(&sign.cells, mark),
        }
        count
    }

    /// A unit or a currency, and the blank between it and Hangul. Articles 65 and 69. Before a particle the blank is one of
    /// the rules, else it is one that was written; a mark tells the other case.
    fn standing_off(&mut self, next: usize, cells: &[u8], is_other: bool, mark: u8) {
        let is_particle = |at: usize| {
            let first = self.plain(at);
            first.is_some_and(|first| signs::is_particle(first, self.plain(at + 1)))
        };
        let is_close = self.syllable(next).is_some();
        let told = match (is_close, is_particle(next)) {
            _ if is_other => OTHER,
            (true, false) => OTHER,
            (true, true) if mark > 0 => OTHER,
            (true, true) => 0,
            (false, _) if self.plain(next) == Some(' ') && is_particle(next + 1) => SIGN,
            (false, _) => mark,
        };
        self.start(cells, told);
        if is_close {
            self.put(&[0]);
        }
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
}
