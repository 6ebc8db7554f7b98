//! The page for the finger: a line of cells with a map back from each cell to what it means.

use crate::{
    node::{Kind, Node},
    page::Page,
    speech,
    text::{Lang, Text},
    words::Words,
};
use writer::Writer;

mod computer;
pub mod emboss;
mod field;
mod line;
mod literary;
mod typing;
mod writer;

pub use computer::{Computer, letter};
pub use line::{Line, Target};
pub use literary::Literary;
pub use typing::{Grade, Typist, Typists, is_waiting};

/// Cells of a text, with positions both ways. A cell is a byte: dot n is bit n-1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// The cells.
    pub cells: Vec<u8>,
    /// For each `char` of the text its first cell.
    pub char_to_cell: Vec<usize>,
    /// For each cell its `char`.
    pub cell_to_char: Vec<usize>,
}

/// Translates text into cells. Handed in: the tables are not this crate's.
pub trait Translate {
    /// The cells of a text in a language; never fails and never leaves a symbol blank.
    fn translate(&self, text: &str, lang: &Lang) -> Cells;

    /// The same for a text that is being written, with the caret at that `char`: where several letters share cells there,
    /// they are written out, so that each can be pointed at.
    fn translate_around(&self, text: &str, lang: &Lang, caret: usize) -> Cells {
        let _ = caret;
        self.translate(text, lang)
    }
}

impl Cells {
    /// Puts others behind these.
    pub fn append(&mut self, more: Cells) {
        let (cells, chars) = (self.cells.len(), self.char_to_cell.len());
        self.cells.extend(more.cells);
        let starts = more.char_to_cell.into_iter().map(|cell| cell + cells);
        self.char_to_cell.extend(starts);
        let owners = more.cell_to_char.into_iter().map(|place| place + chars);
        self.cell_to_char.extend(owners);
    }
}

/// The line of a page that was just opened: the notice, the title, and on to the focus, as it is spoken.
pub fn opened(page: &Page, words: &Words, translate: &dyn Translate) -> Line {
    line_of(page, speech::opening(page), words, translate)
}

/// The same for who asks where they are.
pub fn whereabouts(page: &Page, words: &Words, translate: &dyn Translate) -> Line {
    line_of(page, speech::whereabouts(page), words, translate)
}

fn line_of<'a>(
    page: &Page,
    nodes: impl Iterator<Item = &'a Node>,
    words: &Words,
    translate: &dyn Translate,
) -> Line {
    let mut line = Writer {
        line: Line::default(),
        words,
        translate,
        on_paper: false,
    };
    line.notice(page);
    let mut above = None;
    for node in nodes {
        if node.id == page.focus {
            line.line.focus = line.line.cells.len();
        }
        line.node(node, above);
        if let Kind::Heading { .. } = node.kind {
            above = Some(node);
        }
    }
    line.line
}

/// The line of all of a page, one thing behind the other.
pub fn whole(page: &Page, words: &Words, translate: &dyn Translate) -> Line {
    let mut line = Writer {
        line: Line::default(),
        words,
        translate,
        on_paper: false,
    };
    line.notice(page);
    for node in &page.nodes {
        if node.id == page.focus {
            line.line.focus = line.line.cells.len();
        }
        line.node(node, None);
    }
    line.line
}

/// What stands before the focused node because it is news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct First<'a> {
    /// What happened and was not answered by a key yet.
    pub notices: &'a [Text],
    /// Why the answer was refused.
    pub refusal: bool,
}

/// The line of the focused node, behind what is news.
pub fn focused(page: &Page, words: &Words, translate: &dyn Translate, first: First<'_>) -> Line {
    let mut line = Writer {
        line: Line::default(),
        words,
        translate,
        on_paper: false,
    };
    for notice in first.notices {
        line.text(notice, &Target::Nothing);
    }
    if let Some(node) = page.focused() {
        let mut node = node.clone();
        // The cure first, and not once more behind.
        if let Some(reason) = node.state.refused.take_if(|_| first.refusal) {
            line.text(&reason, &Target::Nothing);
        }
        line.line.focus = line.line.cells.len();
        line.node(&node, None);
    }
    line.line
}

/// Cells as Unicode Braille patterns, for people and tests.
pub fn unicode(cells: &[u8]) -> String {
    cells
        .iter()
        .filter_map(|cell| char::from_u32(0x2800 + u32::from(*cell)))
        .collect()
}
