//! A line of cells, as long as it needs to be, and the windows that are cut out of it.

use crate::{intent::Intent, node::NodeId, range::Step};
use std::ops::Range;

/// What lies under a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing to be done here.
    Nothing,
    /// A node.
    Node(NodeId),
    /// A letter of a field.
    Letter(NodeId, usize),
    /// A sign that changes a number.
    Step(NodeId, Step),
}

/// A line of cells, as long as it needs to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The cells.
    pub cells: Vec<u8>,
    /// What lies under each cell.
    pub targets: Vec<Target>,
    /// Where the line may be cut: before these cells.
    pub(super) breaks: Vec<usize>,
    /// The cell of the caret, if there is one.
    pub caret: Option<usize>,
    /// Where the focused node begins.
    pub focus: usize,
}

impl Line {
    /// The line in windows of a display's width: cut behind blanks where there are any, else between letters.
    pub fn windows(&self, width: usize) -> Vec<Range<usize>> {
        let width = width.max(1);
        let mut windows = Vec::new();
        let mut start = 0;
        while self.cells.len() - start > width {
            let limit = start + width;
            let after_blank = |cell: &usize| {
                self.cells.get(cell - 1) == Some(&0) || self.cells.get(*cell) == Some(&0)
            };
            // They are in order: a long answer is cut at each key.
            let from = self.breaks.partition_point(|cell| *cell <= start);
            let to = self.breaks.partition_point(|cell| *cell <= limit);
            let inside = self
                .breaks
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .copied();
            let end = inside.clone().rfind(after_blank);
            let end = end.or_else(|| inside.last()).unwrap_or(limit);
            windows.push(start..end);
            start = end;
            // The blank at which the line was cut needs no cell of the next window, unless it holds the caret.
            while self.cells.get(start) == Some(&0) && start + 1 < self.cells.len() {
                start += 1;
            }
        }
        windows.push(start..self.cells.len());
        windows
    }

    /// What the routing key above a cell means.
    pub fn route(&self, cell: usize) -> Option<Intent> {
        match self.targets.get(cell)? {
            Target::Nothing => None,
            Target::Node(id) => Some(Intent::ActivateNode(id.clone())),
            Target::Step(id, step) => Some(Intent::AdjustNode(id.clone(), *step)),
            Target::Letter(id, letter) => Some(Intent::Place {
                node: id.clone(),
                anchor: *letter,
                caret: *letter,
            }),
        }
    }
}
