//! The one loop's state: what happens goes in, what is seen, heard and felt comes out.

mod displays;
mod embossing;
mod files;
mod hearing;
mod keeping;
mod outside;
mod presenting;
mod records;
mod sealing;
mod sitting;
mod soundness;
mod start;
#[cfg(feature = "window")]
pub(crate) use hearing::said;
pub use start::{AppError, AppOptions, world};

use crate::{
    courier::Courier, entities::OwnChanges, incoming::Sink, sign_in::Door, translate::Tables,
};
pub(crate) use files::form_files;
use hearing::Hearing;
use maru_desk::{Desk, Event, Settings, World};
use maru_page::{
    Intent, Page, Words,
    reader::{Outcome, Reader},
    screen,
};
use maru_port::{
    files::{FoundFile, Place},
    reader_status::ReaderWatch,
    voice::Voice,
};
use maru_store::Store;
use std::{
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    fs::File,
    mem::ManuallyDrop,
    path::PathBuf,
};

/// The app without a window.
pub struct App {
    desk: Desk,
    reader: Reader,
    store: Store,
    tables: Tables,
    /// Whether it was told that the tables of a language are missing.
    told_tables: bool,
    voice: Option<Voice>,
    displays: displays::Displays,
    /// How often something was felt.
    felt: u64,
    courier: Option<Courier>,
    _screen_reader: Option<ReaderWatch>,
    page: Page,
    said: Vec<maru_page::speech::Utterance>,
    hearing: Hearing,
    world: fn() -> World,
    quit: bool,
    shared: bool,
    sitting: sitting::Sitting,
    /// Whether who set this computer up has said how it is to be used.
    is_set_up: bool,
    /// The files that a person may choose from, by what the desk calls them.
    found: BTreeMap<String, FoundFile>,
    folder: PathBuf,
    /// What is changed here in the city's lists.
    own: OwnChanges,
    sink: Sink,
    /// Where a copy can be put, as the desk was told.
    copy_places: Vec<Place>,
    /// The draft that the store knows to be open.
    open_draft: Option<i64>,
    /// Whether what could not be saved is going to be tried again.
    tries_again: bool,
    /// Whether the store can only be read.
    is_read_only: bool,
    /// Whether the store could not be opened again after it was closed.
    is_nowhere: bool,
    /// How many errands are under way.
    errands: Cell<usize>,
    /// What was found to be wrong with the store, until it is mended.
    damage: Option<String>,
    /// The way to the city, until the store is known to be sound.
    door: Option<Door>,
    /// Goes last: the data are free when nothing here writes them any more.
    lock: Option<File>,
}

impl App {
    /// Ends as when the power fails: nothing is written, closed or told; only the data are let go, as the kernel does.
    pub fn power_cut(self) {
        ManuallyDrop::new(self).lock.take();
    }

    /// A person wants something at the keyboard, the screen or the display, from which nobody ends a Maru that people
    /// share. Returns whether anything is to be drawn anew.
    pub fn pressed(&mut self, intent: Intent) -> bool {
        if !self.shared || intent != Intent::Quit {
            return self.intent(intent);
        }
        self.said.clear();
        self.update(Event::MayNotLeave);
        self.wait_for_the_next_key();
        self.show(None)
    }

    /// A person wants something. Returns whether anything is to be drawn anew.
    pub fn intent(&mut self, intent: Intent) -> bool {
        self.said.clear();
        let has_no_line = intent == Intent::Scroll && !self.displays.are_used();
        let taken = if has_no_line || self.desk.is_learning() || self.desk.asks_who_is_there() {
            Outcome::Pass(intent)
        } else {
            self.reader.take(intent, self.desk.words())
        };
        let draws = self.taken(taken);
        self.wait_for_the_next_key();
        draws
    }

    fn taken(&mut self, taken: Outcome) -> bool {
        match taken {
            Outcome::Done(readings) => {
                self.say(readings);
                self.reader.catch_up(self.desk.words(), &self.tables);
                self.feel();
                false
            }
            Outcome::Pass(intent) => {
                self.update(Event::Intent(intent.clone()));
                self.show(Some(&intent));
                true
            }
        }
    }

    /// The page as it is.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The words of the language in use.
    pub fn words(&self) -> &Words {
        self.desk.words()
    }

    /// The settings as they are.
    pub fn settings(&self) -> &Settings {
        self.desk.settings()
    }

    /// What was said since the person's last act, whether or not a voice was there to say it.
    pub fn said(&self) -> &[maru_page::speech::Utterance] {
        &self.said
    }

    /// The cells that a display shows.
    pub fn cells(&self) -> Vec<u8> {
        self.reader.cells()
    }

    /// The picture in words.
    pub fn screen(&self) -> screen::Screen {
        screen::present(&self.page, self.desk.words())
    }

    /// Whether the program was told to end.
    pub fn wants_to_quit(&self) -> bool {
        self.quit
    }

    /// Gives the desk an event, and does what it asks for, until it asks for nothing more.
    fn update(&mut self, event: Event) {
        let mut effects = VecDeque::from(self.desk.update(event, (self.world)()));
        while let Some(effect) = effects.pop_front() {
            let answers = self.perform(effect);
            for answer in answers {
                effects.extend(self.desk.update(answer, (self.world)()));
            }
        }
        self.note_open_draft();
    }
}
