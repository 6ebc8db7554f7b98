//! Text written with Perkins keys: what makes text of cells is handed in, as what makes cells of text is.

use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Whether syllables and words are contracted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Each letter is written.
    #[default]
    One,
    /// Frequent syllables and words have cells of their own.
    Two,
}

/// Text being built from cells that are typed one by one.
pub trait Typist {
    /// Takes the next cell; dot n is bit n-1, 0 is a blank.
    fn push(&mut self, cell: u8);
    /// Takes back the last part of a letter, or else the last letter; says whether there was any.
    fn backspace(&mut self) -> bool;
    /// The text so far; a cell that waits for what it marks stands there as itself (U+2800 to U+28FF).
    fn text(&self) -> String;
    /// Which `char`s of the text the next cell may still change.
    fn building(&self) -> Range<usize>;
    /// The cells that those were typed with.
    fn building_cells(&self) -> Vec<u8>;
}

/// Knows how languages are written with six dots.
pub trait Typists {
    /// One who has typed nothing yet; none for a language whose six dots are not known.
    fn typist(&self, lang: &Lang, grade: Grade) -> Option<Box<dyn Typist>>;

    /// One who has just typed this text, to take it apart again; none where a letter is one cell and has no parts.
    fn reopen(&self, text: &str, lang: &Lang, grade: Grade) -> Option<Box<dyn Typist>>;
}

/// Whether a letter is a cell that waits for what it marks.
pub fn is_waiting(letter: char) -> bool {
    ('\u{2800}'..='\u{28ff}').contains(&letter)
}
