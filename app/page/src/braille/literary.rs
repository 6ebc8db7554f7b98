//! Uncontracted Unified English Braille from six dots: letters, capitals, numbers and common signs.
//!
//! Source: The Rules of Unified English Braille (ICEB, 2013), sections 3, 5 to 8. Contractions (section 10), typeforms
//! and accents are not read: a cell that means one of them stays in the text as itself.

use super::typing::{Grade, Typist, Typists, is_waiting};
use crate::text::Lang;
use std::ops::Range;

const CAPITAL: u8 = 0x20;
const NUMBER: u8 = 0x3c;
const LETTERS_FOLLOW: u8 = 0x30;
/// Dots 2-3-6: a question mark, or the quotation mark that opens a word.
const QUESTION: u8 = 0x26;
/// The letters in the order of the alphabet.
const LETTERS: &str = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵";
/// Signs of one or two cells.
const SIGNS: [(&str, char); 35] = [
    ("⠂", ','),
    ("⠲", '.'),
    ("⠦", '?'),
    ("⠖", '!'),
    ("⠒", ':'),
    ("⠆", ';'),
    ("⠤", '-'),
    ("⠄", '\''),
    ("⠴", '"'),
    ("⠐⠣", '('),
    ("⠐⠜", ')'),
    ("⠐⠖", '+'),
    ("⠐⠤", '−'),
    ("⠐⠶", '='),
    ("⠐⠔", '*'),
    ("⠐⠦", '×'),
    ("⠐⠌", '÷'),
    ("⠨⠣", '['),
    ("⠨⠜", ']'),
    ("⠨⠴", '%'),
    ("⠨⠤", '_'),
    ("⠸⠣", '{'),
    ("⠸⠜", '}'),
    ("⠸⠌", '/'),
    ("⠸⠡", '\\'),
    ("⠸⠹", '#'),
    ("⠈⠁", '@'),
    ("⠈⠯", '&'),
    ("⠈⠎", '$'),
    ("⠈⠑", '€'),
    ("⠈⠇", '£'),
    ("⠈⠔", '~'),
    ("⠈⠣", '<'),
    ("⠈⠜", '>'),
    ("⠘⠚", '°'),
];

/// Knows how English is written with six dots.
#[derive(Clone, Copy, Debug, Default)]
pub struct Literary;

impl Typists for Literary {
    fn typist(&self, lang: &Lang, _grade: Grade) -> Option<Box<dyn Typist>> {
        (lang.primary() == "en").then(|| Box::new(English::default()) as Box<dyn Typist>)
    }

    fn reopen(&self, _text: &str, _lang: &Lang, _grade: Grade) -> Option<Box<dyn Typist>> {
        None
    }
}

/// English being typed.
#[derive(Clone, Debug, Default)]
struct English {
    cells: Vec<u8>,
}

impl Typist for English {
    fn push(&mut self, cell: u8) {
        self.cells.push(cell);
    }

    fn backspace(&mut self) -> bool {
        let start = read(&self.cells).last().map(|(start, _)| *start);
        if let Some(start) = start {
            self.cells.truncate(start);
        }
        start.is_some()
    }

    fn text(&self) -> String {
        read(&self.cells)
            .into_iter()
            .map(|(_, letter)| letter)
            .collect()
    }

    fn building(&self) -> Range<usize> {
        let items = read(&self.cells);
        let waiting = items
            .iter()
            .rev()
            .take_while(|(_, letter)| is_waiting(*letter));
        items.len() - waiting.count()..items.len()
    }

    fn building_cells(&self) -> Vec<u8> {
        let items = read(&self.cells);
        let from = items.get(self.building().start).map(|(from, _)| *from);
        let cells = from.and_then(|from| self.cells.get(from..));
        cells.unwrap_or_default().to_vec()
    }
}

/// How far capitals reach (section 8).
#[derive(Clone, Copy, PartialEq)]
enum Capitals {
    None,
    Letter,
    Word,
    Passage,
}

/// The characters of cells, each with the cell where it begins.
fn read(cells: &[u8]) -> Vec<(usize, char)> {
    let mut items: Vec<(usize, char)> = Vec::with_capacity(cells.len());
    let mut capitals = Capitals::None;
    let mut in_number = false;
    let mut at = 0;
    // Where indicators began that belong to the next character.
    let mut from = 0;
    while let Some(cell) = cells.get(at).copied() {
        let rest = cells.get(at..).unwrap_or_default();
        let count = rest.iter().take_while(|cell| **cell == CAPITAL).count();
        if count > 0 {
            (capitals, at) = match (capitals, rest) {
                (Capitals::Word | Capitals::Passage, [_, 0x04, ..]) => (Capitals::None, at + 2),
                _ => (reach(count), at + count),
            };
            in_number = false;
            continue;
        }
        if cell == NUMBER || cell == LETTERS_FOLLOW {
            in_number = cell == NUMBER;
            at += 1;
            continue;
        }
        let before = items.last().map(|(_, last)| *last);
        let begins_word = before.is_none_or(|before| matches!(before, ' ' | '(' | '[' | '{' | '-'));
        let (letter, length) = if cell == QUESTION && begins_word && from == at {
            ('"', 1)
        } else {
            character(rest, in_number)
        };
        in_number &= letter.is_ascii_digit() || matches!(letter, ',' | '.');
        if capitals == Capitals::Word && !letter.is_alphabetic() {
            capitals = Capitals::None;
        }
        let upper = capitals != Capitals::None;
        items.push((
            from,
            if upper {
                letter.to_ascii_uppercase()
            } else {
                letter
            },
        ));
        if capitals == Capitals::Letter {
            capitals = Capitals::None;
        }
        at += length;
        from = at;
    }
    // What still waits for its character is seen as itself.
    let waiting = cells.get(from..).unwrap_or_default().iter().enumerate();
    items.extend(waiting.map(|(index, cell)| (from + index, itself(*cell))));
    items
}

fn reach(count: usize) -> Capitals {
    match count {
        1 => Capitals::Letter,
        2 => Capitals::Word,
        _ => Capitals::Passage,
    }
}

/// The character that cells begin with, and how many they are.
fn character(cells: &[u8], in_number: bool) -> (char, usize) {
    let first = cells.first().copied().unwrap_or(0);
    if first == 0 {
        return (' ', 1);
    }
    let index = LETTERS.chars().position(|letter| letter == itself(first));
    let nth = |first: u8, index: usize| {
        u8::try_from(index).map_or(' ', |index| char::from(first + index))
    };
    match index {
        Some(9) if in_number => return ('0', 1),
        Some(index @ 0..9) if in_number => return (nth(b'1', index), 1),
        Some(index) => return (nth(b'a', index), 1),
        None => {}
    }
    let sign = SIGNS.iter().find_map(|(sign, letter)| {
        let length = sign.chars().count();
        let typed = cells.get(..length)?.iter().map(|cell| itself(*cell));
        typed.eq(sign.chars()).then_some((*letter, length))
    });
    sign.unwrap_or((itself(first), 1))
}

/// The cell as a character of its own.
fn itself(cell: u8) -> char {
    char::from_u32(0x2800 + u32::from(cell)).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(cells: &str) -> English {
        let mut typist = English::default();
        for cell in cells.chars() {
            typist.push(u8::try_from(u32::from(cell) - 0x2800).unwrap_or(0));
        }
        typist
    }

    #[test]
    fn english_is_read_as_it_is_written() {
        for (cells, text) in [
            ("⠠⠍⠗⠄⠎⠀⠓⠁⠞", "Mr's hat"),
            ("⠠⠠⠎⠑⠕⠥⠇⠀⠉⠊⠞⠽", "SEOUL city"),
            ("⠠⠠⠠⠁⠀⠃⠠⠄⠀⠉", "A B c"),
            ("⠠⠠⠉⠙⠠⠄⠎⠀⠊⠞⠄⠎", "CDs it's"),
            ("⠐⠣⠦⠁⠴⠐⠜⠀⠃⠤⠦⠉⠴", "(\"a\") b-\"c\""),
            ("⠐⠣⠓⠥⠓⠦⠐⠜", "(huh?)"),
            ("⠼⠁⠚⠂⠑⠚⠚⠲⠑", "10,500.5"),
            ("⠼⠉⠰⠃⠀⠼⠙⠤⠼⠑", "3b 4-5"),
            ("⠁⠈⠁⠃⠲⠉⠕⠍", "a@b.com"),
            ("⠦⠓⠊⠖⠴⠀⠓⠥⠓⠦", "\"hi!\" huh?"),
            ("⠐⠣⠁⠐⠜⠸⠌⠃", "(a)/b"),
            ("⠓⠊⠠", "hi⠠"),
            ("⠁⠐", "a⠐"),
        ] {
            assert_eq!(typed(cells).text(), text, "{cells}");
        }
    }

    #[test]
    fn what_waits_is_being_built_and_backspace_takes_a_character() {
        assert_eq!(typed("⠓⠊⠼").building(), 2..3);
        assert_eq!(typed("⠓⠊").building(), 2..2);
        let mut typist = typed("⠓⠠⠊");
        assert!(typist.backspace());
        assert_eq!(typist.text(), "h");
        assert!(typist.backspace());
        assert!(!typist.backspace());
    }
}
