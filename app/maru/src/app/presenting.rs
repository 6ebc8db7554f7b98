//! The page as it is, given to ear and finger.

use super::App;
use maru_desk::Event;
use maru_page::Intent;

impl App {
    /// Presents the page as it is now. Returns whether it changed.
    pub(super) fn show(&mut self, cause: Option<&Intent>) -> bool {
        let page = self.desk.page();
        let changed = page != self.page;
        self.tables.grades = self.desk.settings().grades();
        let words = self.desk.words();
        let readings = self.reader.show(&page, words, &self.tables, cause);
        self.page = page;
        self.say(readings);
        let lacks = self.tables.lacked() && self.displays.are_used();
        if lacks && !std::mem::replace(&mut self.told_tables, true) {
            self.update(Event::NoBrailleTables);
            return self.show(None);
        }
        self.feel();
        changed
    }

    pub(super) fn feel(&self) {
        self.displays.show(|| self.reader.cells());
    }
}
