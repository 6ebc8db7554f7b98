//! The one loop's state: what happens goes in, what is seen, heard and felt comes out.

use crate::{
    courier::Courier,
    gestures,
    incoming::{Incoming, News, Sink},
    pack, profile,
    translate::Tables,
};
use maru_city::City;
use maru_desk::{Desk, DraftWrite, Effect, Event, Record, SaveTrouble, Settings, Start, World};
use maru_page::{
    Intent, Page, Words,
    reader::{Outcome, Reader, Readings},
    screen,
};
use maru_port::{
    braille::{BrailleEvent, BrailleSpec, Display},
    reader_status::{ReaderWatch, screen_reader_running},
    voice::{Said, Voice, VoiceEvent},
};
use maru_store::{FormSource, FormWrite, RecordId, RecordState, Store, StoreError};
use std::{collections::VecDeque, fs::File, mem::ManuallyDrop, path::PathBuf};

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
    /// The Braille display.
    pub braille: Option<BrailleSpec>,
    /// Whether to do without a voice.
    pub no_speech: bool,
    /// Whether to do without the network.
    pub offline: bool,
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
            no_speech: false,
            offline: false,
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

/// How much of what was said is remembered, when news come in and nobody presses a key.
const SAID_MAX: usize = 64;

/// The app without a window.
pub struct App {
    desk: Desk,
    reader: Reader,
    store: Store,
    tables: Option<Tables>,
    voice: Option<Voice>,
    display: Option<Display>,
    courier: Option<Courier>,
    _screen_reader: Option<ReaderWatch>,
    page: Page,
    said: Vec<maru_page::speech::Utterance>,
    world: fn() -> World,
    quit: bool,
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
        let (store, report) = Store::open(&folder, &profile::now()).map_err(fails)?;
        store.recover().map_err(fails)?;
        let mut settings = profile::settings(&store)
            .map_err(fails)?
            .unwrap_or_else(|| Settings {
                language: profile::language(&city, options.lang.as_deref()),
                ..Settings::default()
            });
        if options.lang.is_some() || city.language_for(&settings.language).is_none() {
            settings.language =
                profile::language(&city, options.lang.as_deref().or(Some(&settings.language)));
        }
        let account =
            crate::courier::account(&city, options.server.as_deref()).filter(|_| !options.offline);
        let mut app = App::new(city, settings, store, options, sink);
        app.lock = lock;
        if let Some(aside) = report.set_aside {
            tracing::error!(code = "store-set-aside", path = %aside.path.display(), "{}", aside.what);
            app.update(Event::StoreReplaced);
        } else if pack_trouble {
            app.update(Event::PackTrouble);
        }
        app.load_forms();
        // Before the first page: two voices at once are worse than none.
        if app.voice.is_some() && screen_reader_running() == Some(true) {
            app.screen_reader(true);
        }
        app.courier = account.and_then(|account| {
            let started = Courier::start(folder, account, sink.clone());
            started
                .inspect_err(|error| tracing::error!(code = "courier", "{error}"))
                .ok()
        });
        app.show(None);
        Ok(app)
    }

    fn new(city: City, settings: Settings, store: Store, options: &AppOptions, sink: &Sink) -> App {
        let records = records(&store);
        let rate = i32::from(settings.rate);
        let desk = Desk::new(
            Start {
                city,
                settings,
                records,
            },
            (options.world)(),
        );
        let page = desk.page();
        let voice = (!options.no_speech).then(|| {
            let sink = sink.clone();
            Voice::open(move |event| sink(Incoming::Voice(event)))
                .inspect(|voice| voice.set_rate(rate))
        });
        let display = options.braille.clone().map(|spec| {
            let sink = sink.clone();
            Display::open(&spec, move |event| sink(Incoming::Braille(event)))
        });
        let told = |what: &str, error: &dyn std::fmt::Display| {
            tracing::warn!(code = "device", "{what}: {error}")
        };
        App {
            desk,
            page,
            reader: Reader::new(),
            store,
            tables: None,
            voice: voice.and_then(|voice| voice.inspect_err(|error| told("voice", error)).ok()),
            display: display
                .and_then(|display| display.inspect_err(|error| told("braille", error)).ok()),
            courier: None,
            _screen_reader: (!options.no_speech)
                .then(|| watch_screen_reader(sink))
                .flatten(),
            said: Vec::new(),
            world: options.world,
            quit: false,
            lock: None,
        }
    }

    /// Ends as when the power fails: nothing is written, closed or told; only the data are let go, as the kernel does.
    pub fn power_cut(self) {
        ManuallyDrop::new(self).lock.take();
    }

    /// A person wants something. Returns whether anything is to be drawn anew.
    pub fn intent(&mut self, intent: Intent) -> bool {
        self.said.clear();
        match self.reader.take(intent, self.desk.words()) {
            Outcome::Done(readings) => {
                self.say(readings);
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
            Incoming::Voice(VoiceEvent::Unavailable { reason }) => {
                tracing::warn!(code = "no-voice", "{reason}");
                self.update(Event::NoVoice);
            }
            Incoming::Voice(_) => return false,
            Incoming::ScreenReader(running) => self.screen_reader(running),
            Incoming::News(News::Records) => {
                let records = records(&self.store);
                self.update(Event::Records(records));
            }
            Incoming::News(News::Network(network)) => self.update(Event::Network(network)),
            Incoming::News(News::Form { form_id, xml }) => {
                self.update(Event::FormArrived { form_id, xml })
            }
        }
        self.show(None)
    }

    fn braille(&mut self, event: BrailleEvent) -> bool {
        match event {
            BrailleEvent::Connected { model, cells } => {
                self.reader.set_width(cells);
                self.update(Event::BrailleReady { model, cells });
                self.tables();
                self.show(None);
                true
            }
            BrailleEvent::Pressed {
                command: Some(command),
                ..
            } => match gestures::intent(command) {
                Some(intent) => self.intent(intent),
                None => false,
            },
            BrailleEvent::Pressed { command: None, .. } => false,
            BrailleEvent::Routing(cell) => self.intent(Intent::Route(cell)),
            BrailleEvent::Disconnected { reason } => {
                tracing::warn!(code = "braille-gone", "{reason}");
                self.update(Event::BrailleGone);
                self.show(None)
            }
            BrailleEvent::Failed { reason } => {
                tracing::warn!(code = "braille", "{reason}");
                false
            }
        }
    }

    fn screen_reader(&mut self, running: bool) {
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
    }

    /// Now, as the store keeps it.
    fn now(&self) -> String {
        (self.world)().now.timestamp().to_string()
    }

    fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::SaveDraft(draft) => match self.save_draft(draft) {
                Ok(RecordId(record)) => vec![
                    Event::Saved { record },
                    Event::Records(records(&self.store)),
                ],
                Err(error) => vec![save_failed(&error)],
            },
            Effect::OpenDraft(record) => self.open_draft(record),
            Effect::Finalise { record, bytes } => {
                match self
                    .store
                    .finalise(RecordId(record), bytes.as_bytes(), &self.now())
                {
                    Ok(_) => vec![
                        Event::Records(records(&self.store)),
                        Event::Finalised { record },
                    ],
                    Err(error) => vec![save_failed(&error)],
                }
            }
            Effect::SaveSettings(settings) => {
                if let Some(voice) = &self.voice {
                    voice.set_rate(i32::from(settings.rate));
                }
                let kept = profile::keep_settings(&self.store, &settings);
                kept.err()
                    .map(|error| save_failed(&error))
                    .into_iter()
                    .collect()
            }
            Effect::Send => {
                if let Some(courier) = &self.courier {
                    courier.call();
                }
                Vec::new()
            }
            Effect::Fault(fault) => {
                tracing::error!(
                    code = fault.code,
                    subject = fault.subject,
                    "{}",
                    fault.cause
                );
                Vec::new()
            }
            Effect::Quit => {
                self.quit = true;
                Vec::new()
            }
        }
    }

    fn save_draft(&self, draft: DraftWrite) -> Result<RecordId, StoreError> {
        let at = self.now();
        let version = draft.version.unwrap_or_default();
        let form_hash = self.store.put_form(&FormWrite {
            form_id: draft.form_id.clone(),
            version: version.clone(),
            title: draft.title.clone(),
            xml: draft.form_xml.into_bytes().into(),
            source: FormSource::Pack,
            at: at.clone(),
        })?;
        self.store.save_draft(&maru_store::DraftWrite {
            instance_id: draft.instance_id,
            form_hash,
            form_id: draft.form_id,
            version,
            title: draft.title,
            xml: draft.xml.into_bytes().into(),
            at_question: draft.at_question,
            pending: draft.pending,
            at,
        })
    }

    fn open_draft(&self, record: i64) -> Vec<Event> {
        let opened = || -> Result<Option<Event>, StoreError> {
            let Some(draft) = self.store.draft(RecordId(record))? else {
                return Ok(None);
            };
            let Some(form) = self.store.form(&draft.summary.form_hash)? else {
                return Ok(None);
            };
            let text = |content: &maru_sync::Content| {
                String::from_utf8_lossy(content.as_bytes()).into_owned()
            };
            Ok(Some(Event::DraftOpened {
                record,
                form_xml: text(&form.xml),
                saved: text(&draft.xml),
                at_question: draft.at_question,
                pending: draft.pending,
            }))
        };
        match opened() {
            Ok(event) => event.into_iter().collect(),
            Err(error) => {
                tracing::error!(code = error.code(), record, "{error}");
                vec![Event::SaveFailed(SaveTrouble::Other)]
            }
        }
    }

    /// Forms that the city sent before are as good as those of the pack.
    fn load_forms(&mut self) {
        let arrived = || -> Result<Vec<(String, String)>, StoreError> {
            let from_server = self
                .store
                .forms()?
                .into_iter()
                .filter(|form| form.source == FormSource::Server);
            let ids: std::collections::BTreeSet<String> =
                from_server.map(|form| form.form_id).collect();
            let latest = ids
                .into_iter()
                .map(|id| Ok((self.store.latest_form(&id)?, id)));
            let latest: Vec<_> = latest.collect::<Result<_, StoreError>>()?;
            let text =
                |form: maru_store::Form| String::from_utf8(form.xml.as_bytes().to_vec()).ok();
            Ok(latest
                .into_iter()
                .filter_map(|(form, id)| Some((id, text(form?)?)))
                .collect())
        };
        match arrived() {
            Ok(forms) => forms
                .into_iter()
                .for_each(|(form_id, xml)| self.update(Event::FormArrived { form_id, xml })),
            Err(error) => tracing::error!(code = error.code(), "{error}"),
        }
    }

    /// Presents the page as it is now. Returns whether it changed.
    fn show(&mut self, cause: Option<&Intent>) -> bool {
        let page = self.desk.page();
        let changed = page != self.page;
        self.tables();
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
    fn tables(&mut self) {
        if self.tables.is_none() {
            let (tables, missing) = Tables::load();
            if let Some(missing) = missing {
                tracing::warn!(code = "no-liblouis", "{missing}");
            }
            self.tables = Some(tables);
        }
    }

    fn say(&mut self, readings: Readings) {
        if let Some(voice) = &self.voice {
            if readings.interrupt && (readings.speech.is_empty() || !self.desk.speaks()) {
                voice.stop();
            } else if self.desk.speaks() && !readings.speech.is_empty() {
                let said = readings.speech.iter().map(|utterance| Said {
                    text: utterance.text.clone(),
                    language: utterance.lang.tag().to_owned(),
                    urgent: utterance.urgent,
                });
                voice.speak(said.collect(), readings.interrupt);
            }
        }
        self.said.extend(readings.speech);
        let more = self.said.len().saturating_sub(SAID_MAX);
        self.said.drain(..more);
    }

    fn feel(&self) {
        if let Some(display) = &self.display {
            display.show(self.reader.cells());
        }
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

fn save_failed(error: &StoreError) -> Event {
    tracing::error!(code = error.code(), "{error}");
    Event::SaveFailed(if error.is_disk_full() {
        SaveTrouble::DiskFull
    } else if error.code() == "read-only" {
        SaveTrouble::ReadOnly
    } else {
        SaveTrouble::Other
    })
}

/// The records as the desk knows them; none if they cannot be read, which is told.
fn records(store: &Store) -> Vec<Record> {
    let summaries = store.records().unwrap_or_else(|error| {
        tracing::error!(code = error.code(), "{error}");
        Vec::new()
    });
    let record = |summary: maru_store::RecordSummary| Record {
        id: summary.id.0,
        form_id: summary.form_id,
        title: summary.title,
        state: match summary.state {
            RecordState::Draft => maru_desk::RecordState::Draft,
            RecordState::Ready => maru_desk::RecordState::Waiting,
            RecordState::Sending => maru_desk::RecordState::Sending,
            RecordState::Sent => maru_desk::RecordState::Sent,
            RecordState::Answered => maru_desk::RecordState::Answered,
            RecordState::Refused => maru_desk::RecordState::Refused,
        },
        receipt: summary.receipt.map(|receipt| receipt.to_string()),
        changed_at: summary.updated_at,
        server_message: summary
            .server_message
            .map(|message| message.as_str().to_owned()),
    };
    summaries.into_iter().map(record).collect()
}
