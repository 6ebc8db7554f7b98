//! Cells to text.
//!
//! Cells mean one thing among Hangul and another among Latin letters; the reader is in one or the other. Where the rules
//! write two texts alike it takes the likelier one, unless dots 7 and 8 say otherwise: see `forward`.

use crate::{
    Grade, code,
    forward::{LETTER, OTHER},
    hangul::{JAMO, Syllable},
    signs::{self, NUMBER, SIGNS},
};

mod letters;
mod marks;
mod numbers;
mod syllables;
mod words;

/// A character that was read, and where its cells begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub start: usize,
    /// Behind its own cells; a sign that only ends something may follow.
    pub end: usize,
    pub letter: char,
}

/// Reads cells. Whatever they are, none is passed over.
pub(crate) fn read(cells: &[u8], grade: Grade) -> Vec<Item> {
    let mut reader = Reader {
        cells,
        grade,
        at: 0,
        from: 0,
        items: Vec::with_capacity(cells.len()),
        latin: None,
        open_double: 0,
    };
    while reader.at < cells.len() {
        let before = reader.at;
        reader.step();
        // Nothing is left where it was.
        if reader.at == before {
            reader.raw();
        }
    }
    reader.pending();
    reader.items
}

/// Where the reader is among Latin letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Latin {
    /// Where the letters began.
    from: usize,
    capitals: Capitals,
    /// In an address of the web a point is likelier than the end.
    is_address: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Capitals {
    #[default]
    None,
    Letter,
    Word,
    Passage,
}

struct Reader<'a> {
    cells: &'a [u8],
    grade: Grade,
    at: usize,
    /// Where the cells begin that the next character has: marks stand before it.
    from: usize,
    items: Vec<Item>,
    latin: Option<Latin>,
    /// How many “ have no ” yet.
    open_double: usize,
}

impl Reader<'_> {
    /// The cell at a distance, marked or not; none behind the last.
    fn raw_at(&self, at: usize) -> Option<u8> {
        self.cells.get(at).copied()
    }

    /// The cell at a place, 0 if it is marked or there is none.
    fn plain(&self, at: usize) -> u8 {
        self.raw_at(at).filter(|cell| *cell < 0x40).unwrap_or(0)
    }

    fn rest(&self, at: usize) -> &[u8] {
        self.cells.get(at..).unwrap_or_default()
    }

    /// A character, up to a cell.
    fn item(&mut self, letter: char, end: usize) {
        self.items.push(Item {
            start: self.from,
            end,
            letter,
        });
        self.at = end;
        self.from = end;
    }

    /// Cells that belong to the character before them.
    fn skip(&mut self, end: usize) {
        self.at = end;
        self.from = end;
    }

    fn last(&self) -> Option<char> {
        self.items.last().map(|item| item.letter)
    }

    /// The syllable that ends just here.
    fn syllable_before(&self) -> Option<Syllable> {
        let last = self.items.last()?;
        Syllable::of(last.letter).filter(|_| last.end == self.from)
    }

    fn step(&mut self) {
        let Some(cell) = self.raw_at(self.at) else {
            return;
        };
        if let Some((letter, length)) = code::read(self.rest(self.at)) {
            self.item(letter, self.at + length);
        } else if cell >= LETTER {
            self.marked(cell);
        } else if cell == 0 {
            self.blank();
        } else if cell == NUMBER {
            self.number();
        } else if let Some(latin) = self.latin {
            self.latin(cell, latin);
        } else {
            self.hangul(cell);
        }
    }

    /// A cell that is nothing of what could be here.
    fn raw(&mut self) {
        self.pending();
        let Some(cell) = self.raw_at(self.at) else {
            return;
        };
        let letter = JAMO.letter_of(self.rest(self.at));
        let (letter, length) = letter
            .filter(|_| self.latin.is_none())
            .unwrap_or((pattern(cell), 1));
        self.item(letter, self.at + length);
    }

    /// Marks that nothing followed are shown as they are.
    fn pending(&mut self) {
        while self.from < self.at {
            let mark = self.raw_at(self.from).unwrap_or_default();
            self.items.push(Item {
                start: self.from,
                end: self.from + 1,
                letter: pattern(mark),
            });
            self.from += 1;
        }
    }

    fn blank(&mut self) {
        self.pending();
        if let Some(latin) = &mut self.latin {
            latin.capitals = match latin.capitals {
                Capitals::Passage => Capitals::Passage,
                _ => Capitals::None,
            };
            latin.is_address = false;
        }
        let next = self.raw_at(self.at + 1).unwrap_or(0);
        let stands_before_operator = next & OTHER == OTHER && {
            let sign = SIGNS.read(next & 0x3f, self.rest(self.at + 2), false);
            sign.is_some_and(|sign| sign.text.chars().all(signs::is_operator))
        };
        if stands_before_operator && self.latin.is_none() && !self.items.is_empty() {
            self.skip(self.at + 1);
        } else {
            self.item(' ', self.at + 1);
        }
    }

    /// Characters that share their cells.
    fn text(&mut self, text: &str, end: usize) {
        let start = self.from;
        for letter in text.chars() {
            self.from = start;
            self.item(letter, end);
        }
    }
}

/// A cell as a Unicode Braille pattern.
fn pattern(cell: u8) -> char {
    char::from_u32(0x2800 + u32::from(cell)).unwrap_or(char::REPLACEMENT_CHARACTER)
}
