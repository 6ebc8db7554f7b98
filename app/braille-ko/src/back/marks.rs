//! Signs among Hangul, and cells with dots 7 or 8.

use super::{Latin, Reader};
use crate::{
    Grade, english,
    forward::{LETTER, OTHER, SIGN, is_number},
    hangul::{LONE, cell},
    latin::{self, BEGIN, CAPITAL, END, GRADE_1, GREEK},
    signs::{self, HIDDEN, NUMBER, SIGNS},
};

impl Reader<'_> {
    /// A sign; a cell that is none is shown as it is.
    pub(super) fn sign(&mut self, first: u8) {
        if first == BEGIN {
            return self.close_or_latin();
        }
        if first == cell('⠦') && self.one_of(self.at + 1, &['⠄', '⠂', '⠆']).is_none() {
            let letter = if self.opens_here() { '“' } else { '?' };
            return self.quote(letter, self.at + 1);
        }
        if first == cell('⠶')
            && let Some((letter, end)) = self.circled(self.at)
        {
            return self.item(letter, end);
        }
        if first == cell('⠸') && self.hidden() {
            return;
        }
        match SIGNS.read(first, self.rest(self.at + 1), false) {
            Some(sign) => self.table(sign.text, self.at + sign.cells.len()),
            None => self.raw(),
        }
    }

    pub(super) fn table(&mut self, text: &str, end: usize) {
        match text.chars().next() {
            Some(letter) if text.chars().count() == 1 => self.quote(letter, end),
            _ => self.text(text, end),
        }
    }

    /// A sign that may open or close a quotation.
    fn quote(&mut self, letter: char, end: usize) {
        match letter {
            '“' => self.open_double += 1,
            '”' => self.open_double = self.open_double.saturating_sub(1),
            _ => {}
        }
        self.item(letter, end);
    }

    fn one_of(&self, at: usize, patterns: &[char]) -> Option<char> {
        let next = self.plain(at);
        patterns
            .iter()
            .copied()
            .find(|pattern| cell(*pattern) == next)
    }

    /// Whether a quotation may open here: behind a blank or a bracket, before something.
    fn opens_here(&self) -> bool {
        let before = self.last();
        before.is_none_or(|before| before == ' ' || signs::opens(before))
            && self.raw_at(self.at + 1).is_some_and(|next| next != 0)
    }

    /// An operator beside a number is read before the syllable that its cells could be: 12÷3.
    pub(super) fn operator(&mut self, first: u8) -> bool {
        let Some(sign) = SIGNS.read(first, self.rest(self.at + 1), false) else {
            return false;
        };
        let end = self.at + sign.cells.len();
        let beside_number = self.last().is_some_and(is_number) || self.plain(end) == NUMBER;
        let is_operator = sign.text.chars().all(signs::is_operator);
        // 8개 has ⠗ behind the number, not an operator; ⠡ alone is 연.
        let could_be_syllable = self.syllable(self.at, false).is_some();
        if !is_operator || !beside_number || could_be_syllable && self.plain(end) != NUMBER {
            return false;
        }
        self.table(sign.text, end);
        true
    }

    /// ⠴ begins Latin letters, or closes a quotation, or is the first cell of a sign.
    fn close_or_latin(&mut self) {
        let next = self.raw_at(self.at + 1).unwrap_or(0);
        if let Some(sign) = SIGNS.read(BEGIN, self.rest(self.at + 1), false)
            && sign.cells.len() > 1
            && self.is_sign_here(sign.text, self.at + sign.cells.len())
        {
            self.table(sign.text, self.at + sign.cells.len());
            if sign.text.chars().take(1).all(signs::stands_off) && self.is_before_particle() {
                self.skip(self.at + 1);
            }
            return;
        }
        let behind_text = self
            .last()
            .is_some_and(|last| last != ' ' && !signs::opens(last));
        let begins = begins_latin(next) || self.grade == Grade::Two && english::begins(next);
        if self.open_double > 0 && behind_text || !begins {
            return self.quote('”', self.at + 1);
        }
        self.begin_latin();
    }

    /// Whether a blank stands here, and a particle behind it.
    fn is_before_particle(&self) -> bool {
        let first = self.syllable(self.at + 1, false);
        let is_blank = self.raw_at(self.at) == Some(0);
        first.filter(|_| is_blank).is_some_and(|(first, end)| {
            let second = self.syllable(end, false).map(|(second, _)| second.letter());
            signs::is_particle(first.letter(), second)
        })
    }

    /// Whether cells that begin with ⠴ are a sign, and not letters: 50% and not p.
    fn is_sign_here(&self, text: &str, end: usize) -> bool {
        let Some(letter) = text.chars().next() else {
            return false;
        };
        if !"%‰°℃℉′″Å".contains(letter) {
            return true;
        }
        let mut numbers = self.items.iter().rev().map(|item| item.letter);
        let behind_number = numbers.find(|letter| *letter != ' ').is_some_and(is_number);
        let next = self.raw_at(end).unwrap_or(0);
        let goes_on = latin::letter_of(next & 0x3f, false, false).is_some() || next & 0x3f == END;
        behind_number && !goes_on
    }

    pub(super) fn begin_latin(&mut self) {
        self.latin = Some(Latin {
            from: self.items.len(),
            ..Latin::default()
        });
        self.at += 1;
    }

    /// Shapes between ⠸ and ⠇. Article 57.
    fn hidden(&mut self) -> bool {
        let shape = self.plain(self.at + 1);
        let Some((letter, _)) = HIDDEN.iter().find(|(_, cell)| *cell == shape) else {
            return false;
        };
        let shapes = self.rest(self.at + 1);
        let count = shapes.iter().take_while(|cell| **cell == shape).count();
        if self.plain(self.at + 1 + count) != cell('⠇') {
            return false;
        }
        for place in 0..count {
            let is_first = place == 0;
            let is_last = place + 1 == count;
            self.item(
                *letter,
                self.at + 1 + usize::from(is_first) + usize::from(is_last),
            );
        }
        true
    }

    /// A cell with dot 7 or 8 says which of two readings it has.
    pub(super) fn marked(&mut self, cell: u8) {
        let first = cell & 0x3f;
        if self.latin.is_some() && self.marked_latin(cell) {
            return;
        }
        self.pending();
        match cell & OTHER {
            LETTER if first == BEGIN => {
                self.latin = None;
                self.begin_latin();
            }
            LETTER if first == LONE && self.lone(true) => {}
            LETTER => match self.syllable(self.at, true) {
                Some((syllable, end)) => self.item(syllable.letter(), end),
                None => self.raw(),
            },
            SIGN => self.forced(first, false),
            _ => self.forced(first, true),
        }
    }

    /// A sign that is one whatever stands around it. Dots 7 and 8: the other sign of these cells, or an operator (article
    /// 46), a unit or a currency (65, 69) with the blanks that stand off from Hangul, or Latin letters that go on behind
    /// a number (35).
    fn forced(&mut self, first: u8, other: bool) {
        if first == cell('⠸') && self.hidden() {
            return;
        }
        let rest = self.rest(self.at + 1);
        let plain = SIGNS.read(first, rest, false);
        let other_sign = SIGNS.read(first, rest, true);
        let with_blanks = plain.filter(|sign| {
            let is_longer = other_sign.is_none_or(|other| other.cells.len() < sign.cells.len());
            is_longer && sign.text.chars().take(1).all(signs::has_blanks)
        });
        let sign = match (other, with_blanks) {
            (false, _) => plain,
            (true, None) => other_sign,
            (true, sign) => sign,
        };
        let Some(sign) = sign else {
            return self.forced_letter(first, other);
        };
        self.latin = None;
        self.table(sign.text, self.at + sign.cells.len());
        let has_blanks = sign.text.chars().take(1).all(signs::has_blanks);
        if other && has_blanks && self.raw_at(self.at) == Some(0) {
            self.skip(self.at + 1);
        }
    }

    fn forced_letter(&mut self, first: u8, other: bool) {
        let circled = (first == cell('⠶'))
            .then(|| self.circled(self.at))
            .flatten();
        if let Some((letter, end)) = circled {
            self.item(letter, end);
        } else if other && begins_latin(first) {
            self.latin = Some(Latin {
                from: self.items.len(),
                ..Latin::default()
            });
            self.latin_letter(first);
        } else {
            self.raw();
        }
    }
}

/// Whether a cell can begin Latin letters.
pub(super) fn begins_latin(first: u8) -> bool {
    let marks = [CAPITAL, GREEK, GRADE_1, cell('⠐')];
    let is_letter = latin::letter_of(first & 0x3f, false, false).is_some();
    is_letter || marks.contains(&first)
}
