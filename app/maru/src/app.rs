//! The one loop's state: what happens goes in, what is seen, heard and felt comes out.

mod displays;
mod embossing;
mod files;
mod hearing;
mod keeping;
mod presenting;
mod records;
mod sealing;
mod sitting;
mod soundness;
#[cfg(feature = "window")]
pub(crate) use hearing::said;

use crate::{
    courier::Courier,
    entities::OwnChanges,
    gestures,
    incoming::{Incoming, News, Sink},
    pack, profile,
    sign_in::Door,
    six_dots::SixDots,
    translate::Tables,
};
pub(crate) use files::form_files;
use hearing::Hearing;
use keeping::{listed, records};
use maru_city::City;
use maru_desk::{Desk, Event, RecordEvent, Settings, Start, World};
use maru_page::{
    Intent, Page, Words,
    reader::{Outcome, Reader},
    screen,
};
use maru_port::{
    braille::{BrailleEvent, BrailleSpec},
    files::{FoundFile, Place},
    reader_status::{ReaderWatch, screen_reader_running},
    voice::Voice,
};
use maru_store::{Store, StoreError};
use std::{
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    fs::File,
    mem::ManuallyDrop,
    path::PathBuf,
    time::Duration,
};

/// What the app is started with.
#[derive(Clone, Debug)]
pub struct AppOptions {
    /// The city pack's folder; found by itself if not given.
    pub city: Option<PathBuf>,
    /// The folder of a person's data; found by itself if not given.
    pub data: Option<PathBuf>,
    /// The city's server, instead of the one that the pack names.
    pub server: Option<String>,
    /// The language, instead of the one that was kept.
    pub lang: Option<String>,
    /// The Braille display; without one it is the one that was found before.
    pub braille: Option<BrailleSpec>,
    /// Where the file system begins in which displays are looked for; none if they are not.
    pub find_displays: Option<PathBuf>,
    /// Whether to do without a voice.
    pub no_speech: bool,
    /// Whether to do without the network.
    pub offline: bool,
    /// Whether a line waits until the Braille table of its language has been read; else it is felt in computer Braille
    /// meanwhile.
    pub wait_for_tables: bool,
    /// Whether people share this computer: nothing of what one began or sent is shown to the next.
    pub shared: bool,
    /// How long somebody at a shared computer may do nothing before they are asked if they are still there.
    pub ask_after: Duration,
    /// How long they have to answer before they are taken to be gone.
    pub gone_after: Duration,
    /// What the clock and chance say; tests hold both still.
    pub world: fn() -> World,
}

impl Default for AppOptions {
    fn default() -> AppOptions {
        AppOptions {
            city: None,
            data: None,
            server: None,
            lang: None,
            braille: None,
            find_displays: None,
            no_speech: false,
            offline: false,
            wait_for_tables: true,
            shared: false,
            ask_after: sitting::ASK_AFTER,
            gone_after: sitting::GONE_AFTER,
            world,
        }
    }
}

/// Why the app cannot start. Anything less is a notice on the page.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no city.
    #[error(transparent)]
    Pack(#[from] pack::PackTrouble),
    /// Another Maru is at work on the same data.
    #[error(transparent)]
    InUse(#[from] profile::InUse),
    /// The person's data cannot be opened.
    #[error("the data in {folder} cannot be opened: {source}")]
    Store {
        /// Where.
        folder: PathBuf,
        /// Why.
        source: StoreError,
    },
}

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
    /// Opens the store and the city, starts the threads, and stands at the first page.
    pub fn open(options: &AppOptions, sink: &Sink) -> Result<App, AppError> {
        let (city, remarks) = pack::read(options.city.as_deref())?;
        remarks
            .iter()
            .for_each(|remark| tracing::warn!(code = "pack", "{remark}"));
        let pack_trouble = remarks
            .iter()
            .any(|remark| remark.effect == maru_city::Effect::Dropped);
        let folder = options.data.clone().unwrap_or_else(profile::default_folder);
        let lock = profile::lock(&folder)?;
        let fails = |source| AppError::Store {
            folder: folder.clone(),
            source,
        };
        // All its pages are looked at behind the first page, not before it.
        let (store, report) = Store::open_quickly(&folder, &profile::now()).map_err(fails)?;
        if !report.is_read_only {
            // On a full disk the courier does it, before it sends anything.
            let _ = store.recover().inspect_err(keeping::tell);
        }
        match store.unreadable_settings() {
            Ok(keys) => keys
                .iter()
                .for_each(|key| tracing::warn!(code = "setting-unreadable", key, "as if unset")),
            Err(error) => keeping::tell(&error),
        }
        // What is left over costs room and nothing else.
        let _ = store
            .collect_garbage()
            .inspect_err(|error| tracing::warn!(code = error.code(), "{error}"));
        // What a crash left in the log of a record that was encrypted or deleted.
        store.forget_log();
        let mut settings = profile::settings(&store)
            .map_err(fails)?
            .unwrap_or_else(|| Settings {
                language: profile::language(&city, options.lang.as_deref()),
                ..Settings::default()
            });
        let is_offered = maru_desk::languages(&city).contains(&settings.language);
        if options.lang.is_some() || !is_offered {
            settings.language =
                profile::language(&city, options.lang.as_deref().or(Some(&settings.language)));
        }
        let door = Door::find(&city, options.server.as_deref()).filter(|_| !options.offline);
        let mut app = App::new((city, settings), store, door.is_some(), options, sink);
        app.folder.clone_from(&folder);
        app.lock = lock;
        app.start_display(options.braille.as_ref(), options.find_displays.as_deref());
        app.is_read_only = report.is_read_only;
        if let Some(aside) = &report.set_aside {
            app.tell_set_aside(aside);
        } else if report.is_read_only {
            app.update(Event::DiskIsReadOnly);
        } else if pack_trouble {
            app.update(Event::PackTrouble);
        }
        app.own = app.own_changes();
        for form in app.arrived_forms() {
            app.update(form);
        }
        if let Some(record) = app.left_open() {
            app.open_draft = Some(record);
            app.update(Event::Record(RecordEvent::LeftOpen(record)));
        }
        // Before the first page: two voices at once are worse than none.
        if app.voice.is_some() && screen_reader_running() == Some(true) {
            app.screen_reader(true);
        }
        app.door = door;
        app.look_at_store();
        app.show(None);
        Ok(app)
    }

    fn new(
        (city, settings): (City, Settings),
        store: Store,
        can_send: bool,
        options: &AppOptions,
        sink: &Sink,
    ) -> App {
        let records = listed(&store).unwrap_or_default();
        let (is_set_up, hearing) = (settings.set_up, Hearing::new(&city));
        let told = sink.clone();
        let (tables, missing) = Tables::start(options.wait_for_tables, move || {
            told(Incoming::BrailleTable)
        });
        if let Some(missing) = missing {
            tracing::warn!(code = "no-liblouis", "{missing}");
        }
        let desk = Desk::new(
            Start {
                city,
                settings,
                records,
                shared: options.shared,
                can_send,
                typists: Box::new(SixDots::new(tables.louis())),
            },
            (options.world)(),
        );
        let page = desk.page();
        let voice = (!options.no_speech).then(|| {
            let sink = sink.clone();
            Voice::open(move |event| sink(Incoming::Voice(event)))
        });
        let told = |what: &str, error: &dyn std::fmt::Display| {
            tracing::warn!(code = "device", "{what}: {error}")
        };
        let mut app = App {
            desk,
            page,
            reader: Reader::new(),
            store,
            tables,
            told_tables: false,
            voice: voice.and_then(|voice| voice.inspect_err(|error| told("voice", error)).ok()),
            displays: displays::Displays::default(),
            felt: 0,
            courier: None,
            _screen_reader: (!options.no_speech)
                .then(|| watch_screen_reader(sink))
                .flatten(),
            said: Vec::new(),
            hearing,
            world: options.world,
            quit: false,
            shared: options.shared,
            sitting: sitting::Sitting::new(options),
            is_set_up,
            found: BTreeMap::new(),
            folder: PathBuf::new(),
            own: OwnChanges::default(),
            sink: sink.clone(),
            copy_places: Vec::new(),
            open_draft: None,
            tries_again: false,
            is_read_only: false,
            is_nowhere: false,
            errands: Cell::new(0),
            damage: None,
            door: None,
            lock: None,
        };
        app.tune(&app.desk.settings().clone());
        app
    }

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

    /// Something happened outside. Returns whether anything is to be drawn anew.
    pub fn incoming(&mut self, incoming: Incoming) -> bool {
        match incoming {
            Incoming::Braille(event) => return self.braille(event),
            Incoming::Voice(event) => {
                if !self.heard(event) {
                    return false;
                }
            }
            Incoming::ScreenReader(running) => self.screen_reader(running),
            Incoming::Ports => self.ports_changed(),
            Incoming::News(News::Records) => {
                self.forget_log();
                records(&self.store)
                    .into_iter()
                    .for_each(|news| self.update(news));
                for form in self.lists_changed() {
                    self.update(form);
                }
            }
            Incoming::BrailleTable => {
                self.reader.write_again(self.desk.words(), &self.tables);
                self.feel();
                return false;
            }
            Incoming::Files(files) => {
                let event = self.files(files);
                self.update(event);
                self.errand_is_over();
            }
            Incoming::ScrollOn { felt } => {
                self.scroll_on(felt);
                return false;
            }
            Incoming::TryAgain => self.try_again(),
            Incoming::Unused => {
                if !self.may_be_unused() {
                    return false;
                }
            }
            Incoming::Checked(found) => self.checked(found),
            Incoming::Sealed { record, done } => {
                self.sealed(record, done);
                self.errand_is_over();
            }
            Incoming::News(News::Network(network)) => self.update(Event::Network(network)),
            Incoming::News(News::Failed) => self.update(Event::SendFailed),
            Incoming::News(News::Progress {
                instance_id,
                percent,
            }) => match self.store.id_of_instance(&instance_id) {
                Ok(Some(record)) => self.update(Event::Progress {
                    record: record.0,
                    percent,
                }),
                Ok(None) | Err(_) => return false,
            },
            Incoming::News(News::Form {
                form_id,
                xml,
                mut files,
            }) => {
                self.own.merge(&mut files.lists);
                self.update(Event::FormArrived {
                    form_id,
                    xml,
                    files,
                });
            }
        }
        self.show(None)
    }

    fn braille(&mut self, event: BrailleEvent) -> bool {
        match event {
            BrailleEvent::Connected { model, cells } => {
                self.reader.set_width(cells);
                self.update(Event::BrailleReady { model, cells });
                self.show(None);
                true
            }
            BrailleEvent::Pressed {
                command: Some(command),
                ..
            } => self.pressed(gestures::intent(command)),
            BrailleEvent::Pressed { command: None, .. } => {
                self.said.clear();
                self.update(Event::UnknownKeys);
                self.show(None)
            }
            BrailleEvent::Routing(cell) => self.pressed(Intent::Route(cell)),
            BrailleEvent::Disconnected { reason } => {
                tracing::warn!(code = "braille-gone", "{reason}");
                self.update(Event::BrailleGone);
                self.show(None)
            }
            BrailleEvent::Failed { reason } => {
                tracing::warn!(code = "braille", "{reason}");
                self.update(Event::BrailleFailed(displays::trouble(&reason)));
                self.show(None)
            }
        }
    }

    fn screen_reader(&mut self, running: bool) {
        self.display_beside_screen_reader(running);
        self.update(Event::ScreenReader(running));
        if let Some(voice) = self.voice.as_ref().filter(|_| !self.desk.speaks()) {
            voice.stop();
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

/// What the computer's clock and chance say.
pub fn world() -> World {
    World {
        now: jiff::Zoned::now(),
        uuid: uuid::Uuid::new_v4().to_string(),
        seed: uuid::Uuid::new_v4().as_u64_pair().0,
        device_id: String::from("maru"),
    }
}

/// Maru's own voice is silent beside a screen reader; without a bus there is none to hear.
fn watch_screen_reader(sink: &Sink) -> Option<ReaderWatch> {
    let sink = sink.clone();
    let watch = ReaderWatch::start(move |running| sink(Incoming::ScreenReader(running)));
    watch
        .inspect_err(|error| tracing::warn!(code = "screen-reader", "{error}"))
        .ok()
}
