//! Numbers and fractions.

use super::Reader;
use crate::{
    forward::{OTHER, SIGN, is_number, looks_like_digit},
    hangul::cell,
    signs::{self, DIGITS, FRACTIONS, NUMBER, SIGNS},
};

impl Reader<'_> {
    /// A number, a fraction, or a number in a circle. Articles 40 to 44, 47 and 64.
    pub(super) fn number(&mut self) {
        let first = self.at + 1;
        if let Some(fraction_end) = self.fraction(first) {
            return self.end_number(fraction_end);
        }
        let apostrophe = usize::from(self.plain(first) == cell('⠄'));
        if self.digit(first + apostrophe).is_none() {
            if let Some(sign) = SIGNS.read(NUMBER, self.rest(first), false) {
                self.text(sign.text, self.at + sign.cells.len());
            } else {
                self.at = first;
            }
            return;
        }
        self.at = first;
        if apostrophe == 1 {
            self.item('’', first + 1);
        }
        while let Some((digit, is_marked)) = self.digit(self.at) {
            self.item(digit, self.at + 1);
            if is_marked {
                break;
            }
            let point = match self.plain(self.at) {
                sign if sign == cell('⠲') => '.',
                sign if sign == cell('⠂') => ',',
                _ => continue,
            };
            if self.digit(self.at + 1).is_none() {
                break;
            }
            self.item(point, self.at + 1);
        }
        self.end_number(self.at);
    }

    /// The digit of a cell, and whether dot 8 says that the blank behind it was written.
    fn digit(&self, at: usize) -> Option<(char, bool)> {
        let cell = self.raw_at(at)?;
        let mark = cell & OTHER;
        let digit = signs::digit_of(cell & 0x3f)?;
        (mark == 0 || mark == SIGN && self.raw_at(at + 1) == Some(0)).then_some((digit, mark != 0))
    }

    /// Reads a fraction whose denominator begins here; says where it ends.
    fn fraction(&mut self, first: usize) -> Option<usize> {
        let is_digit = |cell: &&u8| DIGITS.contains(cell);
        let under = self.rest(first).iter().take_while(is_digit).count();
        let bar = first + under;
        if under == 0 || !self.rest(bar).starts_with(&[cell('⠌'), NUMBER]) {
            return None;
        }
        let top = bar + 2;
        let over = self.rest(top).iter().take_while(is_digit).count();
        let digits = |from: usize, count: usize| -> String {
            let cells = self.rest(from).iter().take(count);
            cells.filter_map(|cell| signs::digit_of(*cell)).collect()
        };
        let (under, top) = (digits(first, under), (digits(top, over), top + over));
        let (over, mut end) = top;
        if over.is_empty() {
            return None;
        }
        // A last digit may say that the blank behind was written.
        if let Some((digit, true)) = self.digit(end) {
            let whole = format!("{over}{digit}");
            end += 1;
            self.fraction_text(&whole, &under, end);
        } else {
            self.fraction_text(&over, &under, end);
        }
        Some(end)
    }

    fn fraction_text(&mut self, over: &str, under: &str, end: usize) {
        let known = FRACTIONS
            .iter()
            .find(|(_, top, bottom)| (*top, *bottom) == (over, under));
        match known {
            Some((fraction, ..)) => self.item(*fraction, end),
            None => self.text(&format!("{over}/{under}"), end),
        }
    }

    /// Behind a number Hangul is read, unless Latin letters visibly go on; a blank before what looks like a digit was
    /// put there by article 44.
    fn end_number(&mut self, end: usize) {
        self.at = end;
        let is_followed_by_blank = end
            .checked_sub(1)
            .and_then(|at| self.raw_at(at))
            .is_some_and(|cell| cell >= SIGN);
        if self.latin.is_some() && !self.latin_goes_on() {
            self.latin = None;
        }
        if self.latin.is_none()
            && !is_followed_by_blank
            && self.raw_at(end) == Some(0)
            && looks_like_digit(self.plain(end + 1), self.grade)
            && self.last().is_some_and(is_number)
        {
            self.skip(end + 1);
        }
    }
}
