//! Latin and Greek letters.

use super::{Capitals, Latin, Reader, marks::begins_latin};
use crate::{
    Grade,
    english::{self, Around},
    forward::{LETTER, OTHER, SIGN},
    hangul::cell,
    latin::{self, CAPITAL, CAPITALS_END, END, GRADE_1, GREEK, SIGNS},
    signs::{self, Sign},
};

/// Signs of Korean that end Latin letters without ⠲. Articles 33 and 34.
const ENDING: &str = "…(){}[]『』「」《》〈〉‘’·:;―”?!,";

impl Reader<'_> {
    /// A cell among Latin letters.
    pub(super) fn latin(&mut self, first: u8, latin: Latin) {
        let next = self.plain(self.at + 1);
        if first == END {
            return self.end_or_point(latin);
        }
        if first == CAPITAL && next == CAPITALS_END {
            self.set(Capitals::None);
            return self.skip(self.at + 2);
        }
        if self.contracted(latin) {
            return;
        }
        let begins_letters = first == GRADE_1 || first == CAPITAL || first == GREEK;
        let english = SIGNS
            .iter()
            .filter(|(sign, _)| !matches!(sign, '?' | '!' | '.'))
            .find(|(_, cells)| self.rest(self.at).starts_with(cells));
        let korean = signs::SIGNS
            .find(first, self.rest(self.at + 1), |sign| {
                !sign.other && ENDING.contains(sign.text)
            })
            .filter(|sign| sign.text != "…" || !self.begins_passage());
        let is_longer = |sign: &Sign, cells: &[u8]| sign.cells.len() > cells.len();
        match (english, korean) {
            (Some((sign, cells)), korean)
                if !korean.is_some_and(|korean| is_longer(korean, cells)) =>
            {
                self.item(*sign, self.at + cells.len());
                if let Some(latin) = &mut self.latin {
                    latin.is_address |= *sign == '@';
                }
                self.end_word();
                self.note_address();
            }
            (_, Some(sign)) => {
                self.latin = None;
                self.table(sign.text, self.at + sign.cells.len());
            }
            _ if begins_letters || latin::letter_of(first, false, false).is_some() => {
                self.latin_letter(first);
            }
            _ => {
                // Nothing that stands among letters: Hangul goes on here.
                self.latin = None;
                self.hangul(first);
            }
        }
    }

    /// Letters that are contracted: article 37. In an address, among capitals and behind ⠰ nothing is.
    fn contracted(&mut self, latin: Latin) -> bool {
        let is_spelled = self.at > self.from && self.raw_at(self.at - 1) == Some(GRADE_1)
            || latin.is_address
            || matches!(latin.capitals, Capitals::Word | Capitals::Passage);
        if self.grade == Grade::One || is_spelled {
            return false;
        }
        let touches = self.items.last().filter(|item| item.end == self.from);
        let inside = self.items.len() > latin.from;
        let before = touches.map(|item| item.letter).filter(|_| inside);
        let around = Around {
            behind_letter: before.is_some_and(|letter| letter.is_ascii_alphabetic())
                && self.at == self.from,
            begins: before.is_none_or(|letter| !letter.is_alphanumeric()),
            behind_blank: before == Some(' '),
        };
        let Some((letters, length)) = english::read(self.rest(self.at), around) else {
            return false;
        };
        let (start, end) = (self.from, self.at + length);
        for (index, letter) in letters.chars().enumerate() {
            self.from = start;
            let is_capital = index == 0 && latin.capitals == Capitals::Letter;
            self.item(
                if is_capital {
                    letter.to_ascii_uppercase()
                } else {
                    letter
                },
                end,
            );
        }
        self.set(Capitals::None);
        true
    }

    fn begins_passage(&self) -> bool {
        let next = self.plain(self.at + 3);
        next == GREEK || latin::letter_of(next, false, false).is_some()
    }

    /// ⠲ ends the letters; in an address it is a point before more of them.
    fn end_or_point(&mut self, latin: Latin) {
        let next = self.plain(self.at + 1);
        let letters = self.items.get(latin.from..).unwrap_or_default();
        let is_over = latin::ends_address(letters.iter().map(|item| item.letter));
        if latin.is_address && !is_over && begins_latin(next) {
            self.end_word();
            return self.item('.', self.at + 1);
        }
        self.latin = None;
        self.skip(self.at + 1);
    }

    fn set(&mut self, capitals: Capitals) {
        if let Some(latin) = &mut self.latin {
            latin.capitals = capitals;
        }
    }

    /// Behind a sign the capitals of a word are over.
    fn end_word(&mut self) {
        if let Some(latin) = &mut self.latin
            && latin.capitals != Capitals::Passage
        {
            latin.capitals = Capitals::None;
        }
    }

    /// A letter or a mark before it.
    pub(super) fn latin_letter(&mut self, first: u8) {
        let capitals = self.latin.map_or(Capitals::None, |latin| latin.capitals);
        match first {
            GRADE_1 => self.at += 1,
            CAPITAL => {
                self.set(match capitals {
                    Capitals::Letter => Capitals::Word,
                    Capitals::Word if self.is_behind_two() => Capitals::Passage,
                    Capitals::Passage => Capitals::Passage,
                    _ => Capitals::Letter,
                });
                self.at += 1;
            }
            GREEK => {
                let next = self.plain(self.at + 1);
                match latin::letter_of(next, capitals != Capitals::None, true) {
                    Some(letter) => self.put_letter(letter, self.at + 2, capitals),
                    None => self.raw(),
                }
            }
            _ => match latin::letter_of(first, capitals != Capitals::None, false) {
                Some(letter) => self.put_letter(letter, self.at + 1, capitals),
                None => self.raw(),
            },
        }
    }

    /// Whether two capital marks stand just before, whatever stood before them.
    fn is_behind_two(&self) -> bool {
        let two = self.at.checked_sub(2).map_or(&[][..], |at| {
            self.cells.get(at..self.at).unwrap_or_default()
        });
        !two.is_empty() && two.iter().all(|cell| cell & 0x3f == CAPITAL)
    }

    fn put_letter(&mut self, letter: char, end: usize, capitals: Capitals) {
        self.item(letter, end);
        if capitals == Capitals::Letter {
            self.set(Capitals::None);
        }
        self.note_address();
    }

    /// www, :// and @ make an address of what follows.
    fn note_address(&mut self) {
        let Some(latin) = &mut self.latin else {
            return;
        };
        let letters = self.items.get(latin.from..).unwrap_or_default();
        let ends_with = |text: &str| {
            let last = letters.iter().rev().map(|item| item.letter);
            text.chars().rev().eq(last.take(text.chars().count()))
        };
        if ends_with("www") || ends_with("://") {
            latin.is_address = true;
        }
    }

    /// Behind a number, whether Latin letters visibly go on: a mark, or a sign of an address, or a comma before a blank.
    pub(super) fn latin_goes_on(&self) -> bool {
        let (first, second) = (self.plain(self.at), self.plain(self.at + 1));
        let is_address = self.latin.is_some_and(|latin| latin.is_address);
        first == GRADE_1 && !([cell('⠆'), cell('⠴'), cell('⠦'), cell('⠶')].contains(&second))
            || [first, second] == [cell('⠈'), cell('⠁')]
            || first == cell('⠂') && self.raw_at(self.at + 1) == Some(0)
            || is_address && (begins_latin(first) || first == END && begins_latin(second))
    }

    /// Cells with dots 7 and 8 among Latin letters.
    pub(super) fn marked_latin(&mut self, cell: u8) -> bool {
        let first = cell & 0x3f;
        match cell & OTHER {
            LETTER if first == END => {
                self.latin = None;
                self.skip(self.at + 1);
            }
            SIGN => {
                let rest = self.rest(self.at + 1);
                let sign = SIGNS.iter().find(|(_, cells)| {
                    cells.first() == Some(&first)
                        && cells.get(1..).is_some_and(|cells| rest.starts_with(cells))
                });
                let Some((sign, cells)) = sign else {
                    return false;
                };
                self.end_word();
                self.item(*sign, self.at + cells.len());
            }
            OTHER if first == END => {
                self.latin = None;
                self.item('.', self.at + 1);
            }
            OTHER
                if signs::SIGNS
                    .read(first, self.rest(self.at + 1), true)
                    .is_none()
                    && begins_latin(first) =>
            {
                self.latin_letter(first);
            }
            _ => return false,
        }
        true
    }
}
