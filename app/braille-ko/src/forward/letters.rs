//! Latin and Greek letters in their runs.

use super::{Guard, LETTER, OTHER, Run, SIGN, Writer};
use crate::{
    Grade,
    english::{self, Piece, Stands},
    latin::{self, BEGIN, CAPITAL, CAPITALS_END, END, GRADE_1, GREEK},
};
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
            self.letter_marks(at, run, &mut cells);
            if let Some(piece) = self.contraction(at, run) {
                cells.extend(piece.cells);
                self.start(&cells, mark);
                return piece.letters;
            }
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
                '.' => !run.is_address || self.ends_address(at, run),
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

    /// The contraction that begins at a letter, in grade 2: article 37.
    fn contraction(&mut self, at: usize, run: Run) -> Option<Piece> {
        if self.grade == Grade::One || run.is_address {
            return None;
        }
        let word = self.spans(at, run).word;
        if self.english.word != word {
            self.english = English {
                pieces: self.contractions(word.clone(), run),
                word,
            };
        }
        let place = at - self.english.word.start;
        let found = self
            .english
            .pieces
            .iter()
            .find(|(start, _)| *start == place);
        found.map(|(_, piece)| piece.clone())
    }

    /// All contractions of a word; none where digits touch it, or capitals stand inside.
    fn contractions(&self, word: Range<usize>, run: Run) -> Vec<(usize, Piece)> {
        let letters = self.letters.get(word.clone()).unwrap_or_default();
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let behind_digit = is_digit(self.before(word.start));
        let has_capital_inside = letters.iter().skip(1).any(char::is_ascii_uppercase);
        if letters.len() > english::LETTERS_MAX || behind_digit || has_capital_inside {
            return Vec::new();
        }
        let small: String = letters.iter().map(char::to_ascii_lowercase).collect();
        let fixed: Vec<bool> = word
            .clone()
            .map(|at| self.guard(at) != Guard::None)
            .collect();
        let is_blank = |at: Option<usize>| at.is_some_and(|at| self.plain(at) == Some(' '));
        let stands = Stands {
            between_blanks: word.start > run.start
                && is_blank(word.start.checked_sub(1))
                && word.end < run.end
                && is_blank(Some(word.end)),
            behind_sign: word.start > run.start && !is_blank(word.start.checked_sub(1)),
        };
        english::pieces(&small, stands, &fixed)
    }

    /// ⠲ behind a run, if nothing else ends it.
    pub(super) fn end_run(&mut self, run: Run) {
        if run.is_ended {
            let is_doubtful = run.is_address && !self.ends_address(run.end + 1, run);
            let mark = if is_doubtful { LETTER } else { 0 };
            self.put(&[END | mark]);
        }
    }

    /// Whether the last part of an address ends before a place.
    fn ends_address(&self, at: usize, run: Run) -> bool {
        let letters = self.letters.get(run.start..at).unwrap_or_default();
        latin::ends_address(letters.iter().copied())
    }

    /// Whether a sign stands where the end of a run would.
    pub(super) fn ends_run(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.run(before).is_some_and(|run| run.end == before))
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

    /// The word, the capitals and the passage of them that a letter stands in; found once for all their letters.
    fn spans(&mut self, at: usize, run: Run) -> Spans {
        let mut spans = self.spans.clone();
        if !spans.word.contains(&at) {
            spans.word = around(at, |at| self.letter_at(at, run).is_some());
        }
        if !self.is_capital(at, run) {
            spans.capitals = at..at;
            spans.is_passage = false;
        } else if !spans.capitals.contains(&at) {
            spans.capitals = around(at, |at| self.is_capital(at, run));
            if !spans.passage.contains(&at) {
                spans.passage = around(at, |at| self.may_be_in_passage(at, run));
                spans.counts = self.counts_as_passage(&spans.passage, run);
            }
            spans.is_passage = spans.counts;
        }
        self.spans = spans.clone();
        spans
    }

    /// ⠰ and the marks of capitals.
    fn letter_marks(&mut self, at: usize, run: Run, cells: &mut Vec<u8>) {
        let spans = self.spans(at, run);
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let behind_digit = at != run.start && is_digit(self.before(at));
        let before_digit = is_digit(self.plain(spans.word.end));
        let stands_alone =
            spans.word.start == at && !behind_digit && !before_digit && !spans.is_passage;
        let letters = self.letters.get(spans.word.clone()).unwrap_or_default();
        let needs_no_mark = run.is_address || letters.len() == 1 && at == run.start;
        let looks_like_digit = |letter: char| ('a'..='j').contains(&letter);
        let is_contraction = stands_alone && !needs_no_mark && latin::is_contraction(letters);
        if is_contraction || behind_digit && self.plain(at).is_some_and(looks_like_digit) {
            cells.push(GRADE_1);
        }
        let marks = match () {
            () if spans.capitals.start != at || spans.capitals.is_empty() => 0,
            () if spans.is_passage => usize::from(spans.passage.start == at) * 3,
            () => spans.capitals.len().min(2),
        };
        cells.extend([CAPITAL; 3].iter().take(marks));
    }

    /// The end of capitals, where small letters follow in the word, or of a passage.
    fn end_capitals(&mut self, at: usize, run: Run) {
        let spans = self.spans(at, run);
        let ends_passage = spans.is_passage && spans.passage.end == at + 1;
        let ends_word = !spans.is_passage
            && spans.capitals.len() > 1
            && spans.capitals.end == at + 1
            && self.letter_at(at + 1, run).is_some();
        if ends_passage || ends_word {
            self.put(&[CAPITAL, CAPITALS_END]);
        }
    }

    fn may_be_in_passage(&self, at: usize, run: Run) -> bool {
        let parts = |at: usize| {
            let before = at.checked_sub(1);
            self.is_capital(at + 1, run) && before.is_some_and(|at| self.is_capital(at, run))
        };
        self.is_capital(at, run) || run.holds(at) && self.plain(at) == Some(' ') && parts(at)
    }

    /// Three words or more of capitals alone. Article 28.
    fn counts_as_passage(&self, passage: &Range<usize>, run: Run) -> bool {
        let is_letter = |at: Option<usize>| at.is_some_and(|at| self.letter_at(at, run).is_some());
        let letters = self.letters.get(passage.clone()).unwrap_or_default();
        let words = letters.split(|letter| *letter == ' ');
        let is_spelled = words.clone().any(|word| word.len() > 1);
        let touches_small = is_letter(passage.start.checked_sub(1)) || is_letter(Some(passage.end));
        !touches_small && is_spelled && words.count() > 2
    }
}

/// The word that was looked at last, and what is contracted in it.
#[derive(Debug, Default)]
pub(super) struct English {
    word: Range<usize>,
    pieces: Vec<(usize, Piece)>,
}

/// What a letter stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    word: Range<usize>,
    capitals: Range<usize>,
    passage: Range<usize>,
    /// Whether the passage is long enough to be marked as one.
    counts: bool,
    /// Whether the letter is part of such a passage.
    is_passage: bool,
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
