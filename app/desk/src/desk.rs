//! The desk itself: what is open, and what an event does.

use crate::{
    displays::Displays,
    event::{Effect, Event, Network, SaveTrouble, World},
    files::{FormFiles, Place as FilePlace},
    filling::{Filling, Opened},
    hearing::Hearing,
    records::{Purpose, Record},
    screens::{self, Screen},
    settings::Settings,
    sitting::Sitting,
    writing::Writing,
};
use maru_city::{City, Names};
use maru_page::{
    Intent, Lang, NodeId, Notice, Page, SoundId, Text, Words, braille::Typists, words::LOCALES,
};
use std::collections::{BTreeMap, VecDeque};

/// What the desk begins with.
pub struct Start {
    /// The city.
    pub city: City,
    /// The settings that were kept, or the first ones.
    pub settings: Settings,
    /// The records there are.
    pub records: Vec<Record>,
    /// Whether people share this computer: then nothing of what one began or sent is shown to the next.
    pub shared: bool,
    /// Whether anything is ever sent from here: the city has a server, and nobody forbade it.
    pub can_send: bool,
    /// How languages are written with six dots.
    pub typists: Box<dyn Typists>,
}

/// How many messages can be read again.
const MESSAGES_MAX: usize = 20;
/// How many messages stand in one notice.
const TOLD_MAX: usize = 3;

/// A page on the way back, with the node that had its focus.
pub(crate) struct Place {
    pub(crate) screen: Screen,
    pub(crate) focus: Option<(String, NodeId)>,
}

/// What is open, and what is known.
pub struct Desk {
    pub(crate) city: City,
    /// The languages that are offered.
    pub(crate) languages: Vec<String>,
    pub(crate) settings: Settings,
    pub(crate) records: Vec<Record>,
    pub(crate) places: Vec<Place>,
    pub(crate) filling: Option<Filling>,
    pub(crate) network: Network,
    /// The record that is on its way, and how much of it is over, in percent.
    pub(crate) progress: Option<(i64, u8)>,
    pub(crate) braille: Option<(String, usize)>,
    pub(crate) hearing: Hearing,
    pub(crate) displays: Displays,
    pub(crate) screen_reader: bool,
    pub(crate) hangul: bool,
    pub(crate) composing: bool,
    /// Whether the sign of numbers was typed with Braille keys where there is no box: letters are digits then.
    pub(crate) counts: bool,
    pub(crate) typists: Box<dyn Typists>,
    pub(crate) writing: Option<Writing>,
    /// What was told, the newest last.
    pub(crate) messages: VecDeque<Text>,
    /// Whether the key before, of those whose meaning is told, was the one that leaves.
    pub(crate) leaves_learning: bool,
    pub(crate) quit_failed: bool,
    pub(crate) trying: bool,
    pub(crate) can_send: bool,
    pub(crate) shared: bool,
    pub(crate) sitting: Sitting,
    pub(crate) world: World,
    words: Words,
    notice: Option<Notice>,
    notices: u64,
    /// What the notice is made of.
    told: Vec<Text>,
    pub(crate) arrived: BTreeMap<String, (String, FormFiles)>,
    /// For what a record is being read.
    pub(crate) reading: Option<Purpose>,
    /// The record that is looked at.
    pub(crate) looking: Option<Filling>,
    /// Where a copy can be put; none while it is looked for.
    pub(crate) copy_places: Option<Vec<FilePlace>>,
    /// How many records of a section are shown.
    pub(crate) rows_shown: usize,
}

impl Desk {
    /// A desk at its first page: the first run, or home.
    pub fn new(start: Start, world: World) -> Desk {
        let first = if start.settings.set_up {
            Screen::Home
        } else {
            Screen::Language
        };
        let mut settings = start.settings;
        if start.shared {
            // What one person says into headphones, the next hears from a loudspeaker.
            settings.private_aloud = false;
        }
        let words = words(&start.city, &settings.language);
        let sitting = Sitting::new(settings.clone());
        Desk {
            hangul: settings.language == "ko",
            words,
            languages: languages(&start.city),
            city: start.city,
            settings,
            records: start.records,
            places: vec![Place {
                screen: first,
                focus: None,
            }],
            filling: None,
            network: Network::Unknown,
            progress: None,
            braille: None,
            hearing: Hearing::default(),
            displays: Displays::default(),
            screen_reader: false,
            composing: false,
            counts: false,
            typists: start.typists,
            writing: None,
            messages: VecDeque::new(),
            leaves_learning: false,
            quit_failed: false,
            trying: false,
            can_send: start.can_send,
            shared: start.shared,
            sitting,
            world,
            notice: None,
            notices: 0,
            told: Vec::new(),
            arrived: BTreeMap::new(),
            reading: None,
            looking: None,
            copy_places: None,
            rows_shown: screens::ROWS_STEP,
        }
    }

    /// The page as it is.
    pub fn page(&self) -> Page {
        screens::page(self)
    }

    /// Takes in what happened.
    pub fn update(&mut self, event: Event, world: World) -> Vec<Effect> {
        self.world = world;
        if self.comes_too_late(&event) {
            return Vec::new();
        }
        match event {
            Event::Intent(intent) => return self.intent(intent),
            Event::Saved { record } => return self.saved(record),
            Event::SaveFailed(trouble) => return self.save_failed(trouble),
            Event::DraftOpened {
                record,
                form_id,
                form_xml,
                files,
                attached,
                saved,
                at_question,
                pending,
            } => {
                return self.resume(Opened {
                    record,
                    form_id,
                    form_xml,
                    files,
                    attached,
                    saved,
                    at_question,
                    pending,
                });
            }
            Event::LastSent { form_id, xml } => return self.begin_with(&form_id, xml),
            Event::Files {
                record,
                question,
                places,
            } => self.files_found(record, &question, places),
            Event::Attached {
                record,
                question,
                file,
            } => return self.attached(record, &question, file),
            Event::AttachFailed {
                record,
                question,
                trouble,
            } => self.attach_failed(record, &question, trouble),
            Event::Embossed(result) => self.embossed(&result),
            Event::Finalised { record } => {
                self.owns(record);
                self.forget_told();
                self.filling = None;
                self.places.truncate(1);
                self.go(Screen::Record(record));
                return vec![Effect::Send];
            }
            Event::Records(records) => self.records_changed(records),
            Event::Record(event) => return self.record_event(event),
            Event::TryAgain => return self.save_again(),
            Event::Unused => return self.is_unused(),
            Event::MayNotLeave => self.tell(self.words().text("notice-may-not-leave"), false),
            Event::DiskIsReadOnly => self.tell(self.words().text("notice-disk-read-only"), true),
            Event::FormArrived {
                form_id,
                xml,
                files,
            } => {
                self.arrived.insert(form_id, (xml, files));
            }
            Event::Network(network) => {
                self.network = network;
                let tried = std::mem::take(&mut self.trying);
                if tried && network != Network::Online {
                    self.tell(crate::way::still_waiting(self), false);
                }
            }
            Event::SendFailed => {
                if std::mem::take(&mut self.trying) {
                    self.tell_with_phone("notice-not-tried");
                }
            }
            Event::Progress { record, percent } => self.progressed(record, percent),
            Event::Voice => self.voice_is_there(),
            Event::NoVoice => self.voice_is_missing(),
            Event::NoSound => self.sound_is_missing(),
            Event::NoVoiceFor { language } => self.language_is_missing(&language),
            Event::Voices { language, voices } => {
                self.hearing.voices.insert(language, voices);
            }
            Event::SettingsNotKept => {
                self.tell(self.words.text("notice-settings-not-kept"), true);
            }
            Event::DraftUnreadable => self.tell_with_phone("notice-draft-broken"),
            Event::BrailleReady { model, cells } => return self.display_ready(model, cells),
            Event::BrailleFailed(trouble) => self.display_failed(trouble),
            Event::BrailleNamed => self.displays.named = true,
            Event::Ports { ports, brltty } => self.ports_are(ports, brltty),
            Event::BrailleGone => self.display_gone(),
            Event::NoBrailleTables => {
                self.tell(self.words.text("notice-no-braille-tables"), false);
            }
            Event::UnknownKeys => self.tell_unknown_keys(),
            Event::ScreenReader(running) => {
                if running && !self.screen_reader && self.settings.voice {
                    self.tell(self.words.text("notice-screen-reader"), false);
                }
                self.screen_reader = running;
            }
            Event::StoreMended { records, is_whole } => self.store_mended(records, is_whole),
            Event::StoreReplaced => self.tell(self.words.text("notice-store-replaced"), true),
            Event::PackTrouble => self.tell(self.words.text("notice-pack-trouble"), false),
        }
        Vec::new()
    }

    /// The settings as they are.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The words of the language in use.
    pub fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// A text of the city's, in the language in use or the nearest that it has; it is read in the one that it has.
    pub(crate) fn named(&self, names: &Names) -> Text {
        let nearest = names.nearest(&self.settings.language);
        let (lang, text) = nearest.map_or(("und", ""), |(lang, text)| (lang.as_str(), text));
        Text::plain(text, &Lang::new(lang))
    }

    pub(crate) fn phone(&self) -> Option<String> {
        let number = self.city.phone.number.trim();
        (!number.is_empty()).then(|| number.to_owned())
    }

    pub(crate) fn can_go_back(&self) -> bool {
        self.places.len() > 1
    }

    pub(crate) fn kept_focus(&self, page: &str) -> Option<NodeId> {
        let (kept, focus) = self.places.last()?.focus.as_ref()?;
        (kept == page).then(|| focus.clone())
    }

    pub(crate) fn screen(&self) -> Screen {
        self.places
            .last()
            .map_or(Screen::Home, |place| place.screen.clone())
    }

    /// Opens a page in front of this one.
    pub(crate) fn go(&mut self, screen: Screen) {
        self.places.push(Place {
            screen,
            focus: None,
        });
    }

    /// Opens a page in the place of this one.
    pub(crate) fn replace(&mut self, screen: Screen) {
        self.places.pop();
        self.go(screen);
    }

    /// Says what happened, on the page.
    pub(crate) fn tell(&mut self, text: Text, urgent: bool) {
        if self.messages.len() == MESSAGES_MAX {
            self.messages.pop_front();
        }
        self.messages.push_back(text.clone());
        self.show_notice(text, urgent);
    }

    /// Says it without keeping it for the list of messages.
    pub(crate) fn show_notice(&mut self, text: Text, urgent: bool) {
        self.notices += 1;
        // An urgent notice that nobody has answered yet stays; what else happened stands behind it.
        let stays = self.notice.as_ref().is_some_and(|notice| notice.urgent);
        self.told
            .retain(|old| stays && old.lang == text.lang && *old != text);
        // Where nobody is, things happen all night: what was told first stays, and of the others the newest.
        if self.told.len() == TOLD_MAX {
            self.told.remove(1);
        }
        let whole = self
            .told
            .iter()
            .cloned()
            .reduce(|one, other| one.followed_by(&other));
        self.notice = Some(Notice {
            serial: self.notices,
            text: whole.map_or_else(|| text.clone(), |whole| whole.followed_by(&text)),
            urgent: urgent || stays,
        });
        self.told.push(text);
    }

    /// Says what happened, and whom to call.
    pub(crate) fn tell_with_phone(&mut self, id: &str) {
        let phone = self.phone().unwrap_or_default();
        self.tell(self.words.with(id, &[("phone", (&phone).into())]), true);
    }

    pub(crate) fn clear_notice(&mut self) {
        self.notice = None;
    }

    /// Another language, for all pages and the open form.
    pub(crate) fn speak_language(&mut self, tag: &str) {
        self.settings.language = tag.to_owned();
        self.words = words(&self.city, tag);
        self.hangul = tag == "ko";
        if let Some(filling) = &mut self.filling {
            filling.set_language(tag);
        }
    }

    fn store_mended(&mut self, records: usize, is_whole: bool) {
        let id = if is_whole {
            "notice-store-mended"
        } else {
            "notice-store-mended-in-part"
        };
        self.tell(self.words.with(id, &[("count", records.into())]), true);
    }

    fn save_failed(&mut self, trouble: SaveTrouble) -> Vec<Effect> {
        let id = match trouble {
            SaveTrouble::DiskFull => "notice-disk-full",
            SaveTrouble::ReadOnly => "notice-read-only",
            SaveTrouble::Other => "notice-not-saved",
        };
        // Trying by itself is nobody's doing: that it failed once more is no news.
        if !self.saves_again() {
            self.tell(self.words.text(id), true);
        }
        self.not_saved()
    }

    fn intent(&mut self, intent: Intent) -> Vec<Effect> {
        self.clear_notice();
        self.somebody_is_here();
        if intent != Intent::Quit && self.answers_to_be_there() {
            return Vec::new();
        }
        if self.is_learning() && self.learn(&intent) {
            return Vec::new();
        }
        // Who routes the caret elsewhere goes on writing there.
        if !matches!(
            intent,
            Intent::Dots(_) | Intent::Select | Intent::DeleteBack | Intent::Place { .. }
        ) {
            self.finish_writing();
        }
        if !matches!(intent, Intent::Type(_) | Intent::DeleteBack) {
            self.composing = false;
        }
        let mut effects = self.dispatch(intent);
        effects.extend(self.end_trial());
        self.end_looking();
        effects
    }
}

/// The languages of the city that there are words in: to offer another one would be to show it in English. Never empty.
pub fn languages(city: &City) -> Vec<String> {
    let tags = city.languages.iter().map(|lang| lang.as_str().to_owned());
    let ours = |tag: &str| {
        let primary = Lang::new(tag);
        LOCALES.iter().any(|(own, _)| *own == primary.primary())
    };
    let is_spoken = |tag: &String| ours(tag) || words(city, tag).are_spoken();
    let offered: Vec<String> = tags.filter(is_spoken).collect();
    match offered.is_empty() {
        true => vec!["en".to_owned()],
        false => offered,
    }
}

/// Maru's words under the city's own, in a language.
pub(crate) fn words(city: &City, tag: &str) -> Words {
    let lang = Lang::new(tag);
    let own = city
        .words
        .iter()
        .filter(|(of, _)| of.primary() == lang.primary());
    let more: Vec<&str> = own
        .flat_map(|(_, files)| files.iter().map(|file| file.text.as_str()))
        .collect();
    let mut words = Words::new(&lang, &more).0;
    let own = city
        .prompts
        .iter()
        .filter(|(of, _)| of.primary() == lang.primary());
    let recorded = own.flat_map(|(of, prompts)| {
        prompts
            .keys()
            .map(move |message| (message.clone(), SoundId(format!("prompts/{of}/{message}"))))
    });
    words.set_recordings(recorded.collect());
    words
}
