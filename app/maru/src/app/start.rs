//! How the app begins: what it is told, what may keep it from starting, and the way to the first page.

use super::{App, displays, hearing::Hearing, keeping, keeping::listed, sitting};
use crate::{
    entities::OwnChanges,
    incoming::{Incoming, Sink},
    pack, profile,
    sign_in::Door,
    six_dots::SixDots,
    translate::Tables,
};
use maru_city::City;
use maru_desk::{Desk, Event, RecordEvent, Settings, Start, World};
use maru_page::reader::Reader;
use maru_port::{
    braille::BrailleSpec,
    reader_status::{ReaderWatch, screen_reader_running},
    voice::Voice,
};
use maru_store::{Store, StoreError};
use std::{cell::Cell, collections::BTreeMap, path::PathBuf, time::Duration};

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
        let settings = settings(&store, &city, options.lang.as_deref()).map_err(fails)?;
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
}

/// The settings that were kept, in a language that there is.
fn settings(store: &Store, city: &City, lang: Option<&str>) -> Result<Settings, StoreError> {
    let mut settings = profile::settings(store)?.unwrap_or_else(|| Settings {
        language: profile::language(city, lang),
        ..Settings::default()
    });
    let is_offered = maru_desk::languages(city).contains(&settings.language);
    if lang.is_some() || !is_offered {
        settings.language = profile::language(city, lang.or(Some(&settings.language)));
    }
    Ok(settings)
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
