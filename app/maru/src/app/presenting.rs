//! The page as it is, given to ear and finger.

use super::App;
use crate::incoming::Incoming;
use maru_desk::Event;
use maru_page::Intent;
use std::thread;

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

    /// Gives the display what is to be felt now, and remembers to move on where the line does so by itself.
    pub(super) fn feel(&mut self) {
        self.displays.show(|| self.reader.cells());
        self.felt += 1;
        let time = self
            .reader
            .scrolls_in()
            .filter(|_| self.displays.are_used());
        let Some(time) = time else { return };
        let (sink, felt) = (self.sink.clone(), self.felt);
        let thread = thread::Builder::new().name("scroll".to_owned());
        let started = thread.spawn(move || {
            thread::sleep(time);
            sink(Incoming::ScrollOn { felt });
        });
        if let Err(error) = started {
            tracing::warn!(code = "scroll", "{error}");
        }
    }

    /// The time of what stands on the line is over, unless something else was felt since.
    pub(super) fn scroll_on(&mut self, felt: u64) {
        if felt == self.felt {
            self.reader.scroll_on();
            self.feel();
        }
    }
}
