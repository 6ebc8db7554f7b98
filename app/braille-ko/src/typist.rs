//! Cells typed one by one on a Perkins keyboard.

use crate::{Grade, back, hangul::cell};
use std::ops::Range;

/// Text being built from cells: what it holds is at any time what [`crate::read`] makes of them.
#[derive(Clone, Debug, Default)]
pub struct Typist {
    grade: Grade,
    cells: Vec<u8>,
}

impl Typist {
    /// Nothing typed.
    pub fn new(grade: Grade) -> Typist {
        Typist {
            grade,
            cells: Vec::new(),
        }
    }

    /// Takes the next cell; 0 is a blank.
    pub fn push(&mut self, cell: u8) {
        self.cells.push(cell);
    }

    /// What was typed so far.
    pub fn cells(&self) -> &[u8] {
        &self.cells
    }

    /// The text so far.
    pub fn text(&self) -> String {
        crate::read(&self.cells, self.grade).text
    }

    /// Which `char`s of the text the next cell may still change: the syllable or sign being built, or marks that wait for
    /// what they mark.
    pub fn building(&self) -> Range<usize> {
        let items = back::read(&self.cells, self.grade);
        if matches!(self.cells.last(), None | Some(0)) {
            return items.len()..items.len();
        }
        let is_waiting = |item: &&back::Item| ('\u{2800}'..='\u{28ff}').contains(&item.letter);
        let waiting = items.iter().rev().take_while(is_waiting).count();
        let from = items.last().map_or(0, |item| item.start);
        let start = items.partition_point(|item| item.start < from);
        start.min(items.len() - waiting)..items.len()
    }

    /// Takes back the last jamo of a syllable, or else the last character; says whether there was any.
    pub fn backspace(&mut self) -> bool {
        let items = back::read(&self.cells, self.grade);
        let Some(last) = items.last() else {
            return self.cells.pop().is_some();
        };
        let count = self.cells.len();
        let length = if last.end < count {
            last.end
        } else if ('가'..='힣').contains(&last.letter) {
            count - last_jamo(&self.cells)
        } else {
            last.start
        };
        self.cells.truncate(length.min(count.saturating_sub(1)));
        true
    }

    /// The text, and an empty typist.
    pub fn finish(&mut self) -> String {
        let text = self.text();
        self.cells.clear();
        text
    }
}

/// How many cells the last jamo has.
fn last_jamo(cells: &[u8]) -> usize {
    const PAIRS: [[char; 2]; 11] = [
        ['⠜', '⠗'],
        ['⠧', '⠗'],
        ['⠏', '⠗'],
        ['⠍', '⠗'],
        ['⠁', '⠁'],
        ['⠸', '⠎'],
        ['⠠', '⠈'],
        ['⠠', '⠊'],
        ['⠠', '⠘'],
        ['⠠', '⠠'],
        ['⠠', '⠨'],
    ];
    let is_pair = |pair: &[char; 2]| cells.ends_with(&pair.map(cell));
    if PAIRS.iter().any(is_pair) { 2 } else { 1 }
}
