//! Contractions read back: what a cell is depends on what stands around it.

use super::{Contraction, Place, TABLE};
use crate::hangul::cell;

/// What stands around cells that may be a contraction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// Whether a small or capital letter stands just before.
    pub behind_letter: bool,
    /// Whether a word begins here, and does so behind a blank.
    pub begins: bool,
    pub behind_blank: bool,
}

/// The letters that cells begin with, if they are contracted, and how many cells those are.
pub(crate) fn read(rest: &[u8], around: Around) -> Option<(&'static str, usize)> {
    let whole = |entry: &&Contraction| match entry.place {
        Place::Sign => around.begins && around.behind_blank && ends_blank(rest, entry.cells.len()),
        Place::Word => around.begins && ends_word(rest, entry.cells.len()),
        _ => false,
    };
    let part = |entry: &&Contraction| {
        let next = rest.get(entry.cells.len()).copied().unwrap_or(0);
        match entry.place {
            Place::First | Place::Any => true,
            Place::Behind => around.behind_letter,
            Place::Inside => around.behind_letter && may_be_letters(next),
            Place::Begin => around.begins && may_be_letters(next),
            Place::Lower => around.behind_letter || may_be_letters(next),
            Place::Sign | Place::Word => false,
        }
    };
    let begins = |entry: &&Contraction| rest.starts_with(&entry.cells);
    let longest = |holds: &dyn Fn(&&Contraction) -> bool| {
        let fitting = TABLE.iter().filter(begins).filter(holds);
        fitting.max_by_key(|entry| entry.cells.len())
    };
    let entry = longest(&whole).or_else(|| longest(&part))?;
    Some((entry.letters, entry.cells.len()))
}

fn ends_blank(rest: &[u8], length: usize) -> bool {
    rest.get(length) == Some(&0)
}

/// Whether a word ends behind so many cells: with the text, a blank, the end of Latin letters or a sign.
fn ends_word(rest: &[u8], length: usize) -> bool {
    let next = rest.get(length).copied().unwrap_or(0);
    let second = rest.get(length + 1).copied().unwrap_or(0);
    next >= 0x40
        || next == 0
        || !may_be_letters(next) && !may_be_letters(second)
        || next == cell('⠲')
}

/// Whether a cell can be a letter or the beginning of a contraction; cells without dots 1 and 4 are signs as well.
fn may_be_letters(one: u8) -> bool {
    let has_upper_dots = one < 0x40 && one & 0x09 != 0;
    has_upper_dots || [cell('⠐'), cell('⠘'), cell('⠸'), cell('⠢'), cell('⠔')].contains(&one)
}

/// Whether Latin letters can begin with this cell, contracted.
pub(crate) fn begins(first: u8) -> bool {
    let strong =
        |entry: &&Contraction| matches!(entry.place, Place::First | Place::Any | Place::Lower);
    TABLE
        .iter()
        .filter(strong)
        .any(|entry| entry.cells.first() == Some(&first))
}
