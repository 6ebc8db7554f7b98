//! Rows as a reader finds them: each with its own cells, until it is known whether all are alike.

use super::table::Table;
use super::{BYTES_MAX, Shape};
use crate::data_type::is_xml;
use crate::tree::{Node, Tree};

/// Ten times the largest list that Maru is made for.
pub(super) const CELLS_MAX: usize = 5_000_000;
/// A tree takes some hundred bytes a node, so a list whose rows differ has to be shorter.
pub(super) const TREE_NODES_MAX: usize = 1_000_000;

/// Rows of named cells.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Of each cell.
    names: Vec<u32>,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// Where each row ends among the cells.
    row_ends: Vec<u32>,
    /// How many cells lost a character that XML cannot carry.
    cleaned: usize,
}

impl Rows {
    /// Adds a row of names and texts.
    pub(super) fn push<'t>(
        &mut self,
        cells: impl Iterator<Item = (u32, &'t str)>,
    ) -> Result<(), String> {
        for (name, text) in cells {
            if text.chars().all(is_xml) {
                self.text.push_str(text);
            } else {
                self.cleaned += 1;
                self.text.extend(text.chars().filter(|&at| is_xml(at)));
            }
            self.names.push(name);
            self.ends.push(self.text.len() as u32);
            if self.names.len() > CELLS_MAX {
                return Err(too_many(CELLS_MAX, "cells"));
            }
            if self.text.len() > BYTES_MAX {
                return Err(too_many(BYTES_MAX, "bytes of text"));
            }
        }
        if self.row_ends.len() == CELLS_MAX {
            return Err(too_many(CELLS_MAX, "rows"));
        }
        self.row_ends.push(self.names.len() as u32);
        Ok(())
    }

    /// Takes away the rows at the end in which nothing is written.
    pub(super) fn drop_blank_end(&mut self) {
        while let Some(row) = self.row_ends.len().checked_sub(1) {
            let first = self.row(row).start;
            let text_start = first.checked_sub(1).map_or(0, |before| self.ends[before]);
            if (text_start as usize) < self.text.len() {
                break;
            }
            self.row_ends.pop();
            self.names.truncate(first);
            self.ends.truncate(first);
        }
    }

    /// What is said when cells were changed.
    pub(super) fn remark(&self) -> Option<String> {
        (self.cleaned > 0).then(|| {
            format!(
                "{} held control characters, which are left out; clean the list",
                super::counted(self.cleaned, "cell", "cells")
            )
        })
    }

    /// Where a row's cells are.
    fn row(&self, row: usize) -> std::ops::Range<usize> {
        let start = row
            .checked_sub(1)
            .map_or(0, |before| self.row_ends[before] as usize);
        start..self.row_ends[row] as usize
    }

    /// A table when all rows have the same names in the same order, else a tree.
    pub(super) fn into_shape(self, root: u32, item: u32) -> Result<Shape, String> {
        let rows = self.row_ends.len();
        let columns: Box<[u32]> = match rows {
            0 => Box::default(),
            _ => self.names[self.row(0)].into(),
        };
        if (0..rows).any(|row| self.names[self.row(row)] != *columns) {
            return self.into_tree(root, item).map(Shape::Tree);
        }
        Ok(Shape::Table(Table {
            root,
            item,
            columns,
            rows: rows as u32,
            text: self.text.into_boxed_str(),
            ends: self.ends.into_boxed_slice(),
        }))
    }

    fn into_tree(self, root: u32, item: u32) -> Result<Tree, String> {
        let length = 1 + self.row_ends.len() + self.names.len();
        if length > TREE_NODES_MAX {
            return Err(too_many(TREE_NODES_MAX, "elements in rows that differ"));
        }
        let element = |name, parent, end: usize, text: &str| Node {
            name,
            prefix: None,
            namespace: None,
            parent,
            end: end as u32,
            is_attribute: false,
            text: text.into(),
        };
        let mut nodes = Vec::with_capacity(length);
        nodes.push(element(root, None, length, ""));
        let mut start = 0;
        for row in 0..self.row_ends.len() {
            let at = nodes.len();
            let cells = self.row(row);
            nodes.push(element(item, Some(0), at + 1 + cells.len(), ""));
            for cell in cells {
                let end = self.ends[cell] as usize;
                let after = nodes.len() + 1;
                nodes.push(element(
                    self.names[cell],
                    Some(at as u32),
                    after,
                    &self.text[start..end],
                ));
                start = end;
            }
        }
        Ok(Tree { nodes })
    }
}

pub(super) fn too_many(most: usize, what: &str) -> String {
    format!("it has more than {most} {what}; split the list or leave columns out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_differ_make_a_tree_and_too_many_are_refused() {
        let shape = |rows: &[&[(u32, &'static str)]]| {
            let mut all = Rows::default();
            for row in rows {
                all.push(row.iter().copied()).unwrap();
            }
            all.into_shape(7, 8).unwrap()
        };
        let is_table = |rows: &[&[(u32, &'static str)]]| matches!(shape(rows), Shape::Table(_));
        assert!(is_table(&[&[(1, "a"), (2, "b")], &[(1, "c"), (2, "")]]));
        assert!(is_table(&[&[], &[]]));
        assert!(!is_table(&[&[(1, "a"), (2, "b")], &[(2, "b"), (1, "a")]]));
        assert!(!is_table(&[&[(1, "a"), (2, "b")], &[(1, "a")]]));

        let wide = || (0..CELLS_MAX as u32 + 1).map(|name| (name, ""));
        assert!(Rows::default().push(wide()).unwrap_err().contains("cells"));
        let mut differing = Rows::default();
        differing
            .push(wide().take(TREE_NODES_MAX))
            .and_then(|()| differing.push(wide().take(1)))
            .unwrap();
        assert!(differing.into_shape(7, 8).unwrap_err().contains("differ"));
    }
}
