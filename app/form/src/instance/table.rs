//! A list in rows and columns: `root/item/column`, all items alike, neither attributes nor namespaces.
//!
//! A node is no more than its place, so only the texts are kept, end to end. With `c` columns the root is node 0,
//! row `r` is node `1 + r * (c + 1)`, and its cells are the `c` nodes behind it: the order of the document.

/// A secondary instance without a node in it.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) root: u32,
    pub(super) item: u32,
    /// The names of an item's children; a name may come twice.
    pub(super) columns: Box<[u32]>,
    pub(super) rows: u32,
    /// All cells, row by row.
    pub(super) text: Box<str>,
    /// Where each cell ends in the text; it begins where the one before it ends.
    pub(super) ends: Box<[u32]>,
}

enum Place {
    Root,
    Item,
    /// A cell by its column and by its number among all cells.
    Cell {
        column: u32,
        number: u32,
    },
}

impl Table {
    fn item_width(&self) -> u32 {
        self.columns.len() as u32 + 1
    }

    fn place(&self, index: u32) -> Place {
        let width = self.item_width();
        let Some(at) = index.checked_sub(1) else {
            return Place::Root;
        };
        match (at / width, at % width) {
            (_, 0) => Place::Item,
            (row, within) => Place::Cell {
                column: within - 1,
                number: row * (width - 1) + within - 1,
            },
        }
    }

    pub(super) fn len(&self) -> u32 {
        1 + self.rows * self.item_width()
    }

    pub(super) fn name(&self, index: u32) -> u32 {
        match self.place(index) {
            Place::Root => self.root,
            Place::Item => self.item,
            Place::Cell { column, .. } => self.columns[column as usize],
        }
    }

    pub(super) fn parent(&self, index: u32) -> Option<u32> {
        match self.place(index) {
            Place::Root => None,
            Place::Item => Some(0),
            Place::Cell { column, .. } => Some(index - column - 1),
        }
    }

    pub(super) fn end(&self, index: u32) -> u32 {
        match self.place(index) {
            Place::Root => self.len(),
            Place::Item => index + self.item_width(),
            Place::Cell { .. } => index + 1,
        }
    }

    pub(super) fn text(&self, index: u32) -> &str {
        let Place::Cell { number, .. } = self.place(index) else {
            return "";
        };
        let number = number as usize;
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[number] as usize]
    }
}
