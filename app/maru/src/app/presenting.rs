//! The page as it is, given to ear and finger.

use super::App;
use crate::translate::Tables;
use maru_page::Intent;

impl App {
    /// Presents the page as it is now. Returns whether it changed.
    pub(super) fn show(&mut self, cause: Option<&Intent>) -> bool {
        let page = self.desk.page();
        let changed = page != self.page;
        self.tables();
        let grade = self.desk.settings().braille_grade;
        if let Some(tables) = &mut self.tables {
            tables.grade = grade;
        }
        let Some(tables) = &self.tables else {
            return changed;
        };
        let readings = self.reader.show(&page, self.desk.words(), tables, cause);
        self.page = page;
        self.say(readings);
        self.feel();
        changed
    }

    /// The tables are looked for when a line of cells is first wanted.
    pub(super) fn tables(&mut self) {
        if self.tables.is_none() {
            let (tables, missing) = Tables::load();
            if let Some(missing) = missing {
                tracing::warn!(code = "no-liblouis", "{missing}");
            }
            self.tables = Some(tables);
        }
    }

    pub(super) fn feel(&self) {
        self.displays.show(|| self.reader.cells());
    }
}
