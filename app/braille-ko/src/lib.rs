//! Korean Braille.

mod back;
mod code;
mod contractions;
mod exact;
mod forward;
mod hangul;
mod latin;
mod signs;
mod typist;

pub use exact::{emboss, read, translate};
pub use typist::Typist;

/// Uncontracted or contracted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grade {
    /// 정자: each letter is written.
    #[default]
    One,
    /// 약자: articles 13 to 18 contract syllables and words.
    Two,
}

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

/// Text of cells, with positions both ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// For each `char` of the text its first cell.
    pub char_to_cell: Vec<usize>,
    /// For each cell its `char`.
    pub cell_to_char: Vec<usize>,
}
