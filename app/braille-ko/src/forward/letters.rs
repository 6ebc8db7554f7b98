//! Latin and Greek letters in their runs.

use super::{Guard, LETTER, OTHER, Run, SIGN, Writer};
use crate::latin::{self, BEGIN, CAPITAL, CAPITALS_END, END, GRADE_1, GREEK};
use std::ops::Range;

impl Writer<'_> {
    /// A letter or a sign of a run.
    pub(super) fn latin(&mut self, at: usize, letter: char, run: Run) -> usize {
        let mut cells = Vec::with_capacity(6);
        if at == run.start {
            cells.push(BEGIN);
        }
        let is_marked = self.guard(at) == Guard::Mark;
        let mut mark = match (is_marked, at == run.start) {
            (false, _) => 0,
            (true, true) => LETTER,
            // Behind a number Hangul is read; this says that Latin letters go on.
            (true, false) => OTHER,
        };
        if let Some((cell, is_capital, is_greek)) = latin::letter(letter) {
            self.letter_marks(at, is_capital, run, &mut cells);
            if is_greek {
                cells.push(GREEK);
            }
            cells.push(cell);
            self.start(&cells, mark);
            if is_capital {
                self.end_capitals(at, run);
            }
        } else {
            let sign = latin::SIGNS.iter().find(|(sign, _)| *sign == letter);
            cells.extend(sign.map_or(&[][..], |(_, cells)| *cells));
            // Among letters these would be taken for their end.
            let must_be_told = match letter {
                '.' => !run.is_address,
                '?' | '!' => true,
                _ => is_marked,
            };
            if must_be_told {
                mark = SIGN;
            }
            self.start(&cells, mark);
        }
        1
    }

    /// ⠲ behind a run, if nothing else ends it.
    pub(super) fn end_run(&mut self, run: Run) {
        if run.is_ended {
            let mark = if run.is_address { LETTER } else { 0 };
            self.put(&[END | mark]);
        }
    }

    /// Whether a sign stands where the end of a run would.
    pub(super) fn ends_run(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.runs.iter().any(|run| run.end == before))
    }

    fn letter_at(&self, at: usize, run: Run) -> Option<char> {
        self.plain(at)
            .filter(|letter| run.holds(at) && latin::letter(*letter).is_some())
    }

    fn is_capital(&self, at: usize, run: Run) -> bool {
        self.letter_at(at, run)
            .and_then(latin::letter)
            .is_some_and(|(_, is_capital, _)| is_capital)
    }

    /// The places around one that a test holds for.
    fn around(at: usize, holds: impl Fn(usize) -> bool) -> Range<usize> {
        let mut start = at;
        while let Some(before) = start.checked_sub(1).filter(|before| holds(*before)) {
            start = before;
        }
        let mut end = at + 1;
        while holds(end) {
            end += 1;
        }
        start..end
    }

    /// ⠰ and the marks of capitals.
    fn letter_marks(&self, at: usize, is_capital: bool, run: Run, cells: &mut Vec<u8>) {
        let word = Self::around(at, |at| self.letter_at(at, run).is_some());
        let passage = self.passage(at, run);
        let behind_digit = at != run.start
            && self
                .before(at)
                .is_some_and(|before| before.is_ascii_digit());
        let before_digit = self
            .plain(word.end)
            .is_some_and(|next| next.is_ascii_digit());
        let stands_alone = word.start == at && !behind_digit && !before_digit && passage.is_none();
        let letters = self.letters.get(word.clone()).unwrap_or_default();
        let needs_no_mark = run.is_address || letters.len() == 1 && at == run.start;
        let looks_like_digit = |letter: char| ('a'..='j').contains(&letter);
        let is_contraction = stands_alone && !needs_no_mark && latin::is_contraction(letters);
        if is_contraction || behind_digit && self.plain(at).is_some_and(looks_like_digit) {
            cells.push(GRADE_1);
        }
        if !is_capital {
            return;
        }
        if let Some(passage) = passage {
            if passage.start == at {
                cells.extend([CAPITAL; 3]);
            }
            return;
        }
        let capitals = Self::around(at, |at| self.is_capital(at, run));
        if capitals.start == at {
            cells.extend([CAPITAL; 2].iter().take(capitals.len().min(2)));
        }
    }

    /// The end of capitals, where small letters follow in the word, or of a passage.
    fn end_capitals(&mut self, at: usize, run: Run) {
        let passage = self.passage(at, run);
        let capitals = Self::around(at, |at| self.is_capital(at, run));
        let ends_passage = passage
            .as_ref()
            .is_some_and(|passage| passage.end == at + 1);
        let ends_word = passage.is_none()
            && capitals.len() > 1
            && capitals.end == at + 1
            && self.letter_at(at + 1, run).is_some();
        if ends_passage || ends_word {
            self.put(&[CAPITAL, CAPITALS_END]);
        }
    }

    /// Three words or more of capitals alone. Article 28.
    fn passage(&self, at: usize, run: Run) -> Option<Range<usize>> {
        let is_part = |at: usize| {
            self.is_capital(at, run)
                || run.holds(at)
                    && self.plain(at) == Some(' ')
                    && self.is_capital(at + 1, run)
                    && at
                        .checked_sub(1)
                        .is_some_and(|before| self.is_capital(before, run))
        };
        let passage = Self::around(at, is_part);
        let touches_small =
            |at: Option<usize>| at.is_some_and(|at| self.letter_at(at, run).is_some());
        if touches_small(passage.start.checked_sub(1)) || touches_small(Some(passage.end)) {
            return None;
        }
        let letters = self.letters.get(passage.clone())?;
        let words = letters.split(|letter| *letter == ' ');
        let is_spelled = words.clone().any(|word| word.len() > 1);
        (words.count() > 2 && is_spelled).then_some(passage)
    }
}
