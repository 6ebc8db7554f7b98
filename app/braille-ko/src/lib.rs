//! Korean Braille: text to cells, cells to text, and cells typed one by one.
//!
//! The rules are those of 한글 점자 in 한국 점자 규정, in force since 2024; "article" in this crate means 항 there. Tables carry
//! their articles, and `tests/rules.tsv` has more than six hundred examples of the rules with the cells that they give.
//!
//! # Its law
//!
//! [`read`] undoes [`translate`]: any text comes back as it was, in both grades. The rules alone do not give that. They write 앞 and 아. alike, and 닿 and 다”, KTX and KTX., …… and …, 3 명 and 3명, “ and the straight quote.
//! Each time [`read`] takes the likelier text, and [`translate`] adds a mark in dots 7 and 8 to the other:
//!
//! | the first cell of a character has | it is |
//! | --- | --- |
//! | dot 7 | a letter, the other one that it could be: 잎 and not 이.; on ⠴ and ⠲: Latin letters begin and end |
//! | dot 8 | a sign and not a letter; on a digit: the blank behind it was written |
//! | dots 7 and 8 | the other sign of these cells, or one with blanks that nobody wrote (articles 46, 65, 69), or Latin letters that go on behind a number |
//!
//! The six dots stay those of the rules. [`emboss`] leaves the marks out, for paper. A character that the rules have no
//! cells for (an emoji, a Chinese character, a line's end) is written as its number: see `code.rs`.
//!
//! # What it is not
//!
//! - English is contracted among Korean in grade 2 (article 37), as far as letters tell: what depends on how a word is
//!   pronounced or made up (sweetheart, severed) is not known; words of capitals alone and addresses are spelled.
//! - No old Hangul (19 to 27), phonetic letters (10 and 38), Hangul within English text (39), emphasis (56), notes of the
//!   transcriber (66, 67), blanks to fill in (73), and of mathematics single signs alone (≥, ±, ²), no formulas.
//! - Chinese characters are not read aloud into Hangul: that takes a dictionary.
//! - Eight-dot computer Braille is `page`'s.
//!
//! # How it was held against others
//!
//! `braillify` 2.2.0, the other program that follows the rules of 2024, writes grade 2, from text to cells. Compared with
//! [`emboss`]: 101,428 of 101,454 words of Debian's `hunspell-ko` alike, the others single Latin letters; 640 of 700 texts of
//! `tests/rules.tsv`; 665 of 668 lines of city forms and messages. Of 42,519 English words that were found in documents,
//! 42,208 are contracted as liblouis 3.24 contracts them by `en-ueb-g2.ctb`. Where they differ from `braillify`:
//!
//! | difference | by the rules |
//! | --- | --- |
//! | a text of Latin letters alone: theirs leaves out ⠴ and ⠲ | either: theirs is an English text, ours a Korean one (29) |
//! | a straight quote beside a blank: theirs has ⠈ for the blank | ours (49: blanks follow print) |
//! | liblouis20과 liblouis-data: theirs leaves the letters' signs out behind the number, and has a minus | ours (29, 35) |
//! | 책3! and 책3…: theirs takes the number for mathematics and adds blanks | ours (44) |
//! | 12-3456 behind a comma: theirs has a minus | ours (43: a hyphen) |
//!
//! Doubtful, and done as `braillify` does: 자예 keeps its contraction before ⠤ (articles 11 and 14 can be read either way).

mod alike;
mod back;
mod code;
mod contractions;
mod english;
mod exact;
mod forward;
mod hangul;
mod latin;
mod signs;
mod typist;

pub use exact::{emboss, emboss_around, read, translate};
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
