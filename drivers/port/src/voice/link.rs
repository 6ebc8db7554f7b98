//! A connection to the daemon that works, as far as we know.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use speech_dispatcher::{Connection, DataMode, Mode, Priority};

use super::queue::{Notice, Queue};
use super::speakers::{Speaker, Speakers, is_espeak, listed};
use super::text::speakable;
use super::{Chosen, Said, SaidId, Tuning, VoiceName};

/// The most messages of which we wait to hear.
const SPOKEN_MAX: usize = 1_024;

/// The name of the daemon's own synthesizer for when it has none: it says that in English, if at all.
const NO_SYNTHESIZER: &str = "dummy";

pub(super) struct Link {
    connection: Connection,
    speakers: Speakers,
    /// The synthesizer that the daemon takes by itself.
    usual: String,
    /// Who spoke last.
    speaker: Option<Speaker>,
    known: BTreeMap<String, Option<Speaker>>,
    spoken: BTreeMap<u64, Spoken>,
    /// When the daemon last told of one of them, or was given the first.
    last_news: Instant,
}

/// A message that the daemon took.
struct Spoken {
    id: SaidId,
    letters: usize,
    has_begun: bool,
}

/// What became of words that were handed to the daemon.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// It took them.
    Taken,
    /// Nobody speaks their language.
    Unspoken,
    /// It did not answer.
    Refused,
}

impl Link {
    pub fn open(queue: &Arc<Queue>) -> Option<Link> {
        let connection = Connection::open("maru", "main", "maru", Mode::Threaded).ok()?;
        let listen = |notice: Notice| {
            let queue = Arc::clone(queue);
            let pass: Box<dyn FnMut(usize, usize)> =
                Box::new(move |message, _| queue.notice(message as u64, notice));
            Some(pass)
        };
        connection.on_begin(listen(Notice::Began));
        connection.on_end(listen(Notice::Ended));
        connection.on_cancel(listen(Notice::Cancelled));
        connection.set_data_mode(DataMode::Text).ok()?;
        let modules = connection.list_output_modules().unwrap_or_default();
        let mut link = Link {
            usual: usual_module(&connection).unwrap_or_default(),
            connection,
            speakers: Speakers {
                modules,
                chosen: queue.chosen(),
                ..Speakers::default()
            },
            speaker: None,
            known: BTreeMap::new(),
            spoken: BTreeMap::new(),
            last_news: Instant::now(),
        };
        // The list of espeak-ng is long, and it knows every language that is wanted here.
        let others: Vec<String> = link
            .modules()
            .iter()
            .filter(|module| !is_espeak(module))
            .cloned()
            .collect();
        others.iter().for_each(|module| link.ask_voices(module));
        link.tune(queue.tuning());
        Some(link)
    }

    /// Its synthesizers.
    pub fn modules(&self) -> &[String] {
        &self.speakers.modules
    }

    /// Whether it has any.
    pub fn has_synthesizer(&self) -> bool {
        self.modules().iter().any(|module| module != NO_SYNTHESIZER)
    }

    /// Hands words to the daemon.
    pub fn say(&mut self, id: SaidId, said: &Said) -> Handed {
        let Some(speaker) = self.speaker_for(&said.language) else {
            return Handed::Unspoken;
        };
        let by_letters = said.by_letters.as_ref().filter(|_| speaker.reads_letters());
        let words = speakable(by_letters.unwrap_or(&said.text));
        self.take_turn(&speaker);
        let priority = if said.urgent {
            Priority::Important
        } else {
            Priority::Message
        };
        let letters = words.chars().count();
        let Some(message) = self.connection.say(priority, words) else {
            return Handed::Refused;
        };
        if self.spoken.is_empty() {
            self.last_news = Instant::now();
        }
        let spoken = Spoken {
            id,
            letters,
            has_begun: false,
        };
        self.spoken.insert(message, spoken);
        while self.spoken.len() > SPOKEN_MAX {
            self.spoken.pop_first();
        }
        Handed::Taken
    }

    fn speaker_for(&mut self, tag: &str) -> Option<Speaker> {
        if let Some(known) = self.known.get(tag) {
            return known.clone();
        }
        let usual = self.usual_for(tag);
        let speaker = self.speakers.speaker(tag, &usual);
        if self.known.len() < 64 {
            self.known.insert(tag.to_owned(), speaker.clone());
        }
        speaker
    }

    /// The synthesizer that the daemon takes by itself for a language: an operator may have named one for it.
    fn usual_for(&mut self, tag: &str) -> String {
        let asked = super::text::language_for(tag, false).filter(|_| self.modules().len() > 1);
        let Some(language) = asked else {
            return self.usual.clone();
        };
        // Whoever speaks next is told so anew.
        self.speaker = None;
        let taken = self
            .connection
            .set_output_module(self.usual.as_str())
            .is_ok()
            && self.connection.set_language(language).is_ok();
        let usual = usual_module(&self.connection).filter(|_| taken);
        usual.unwrap_or_else(|| self.usual.clone())
    }

    /// Tells the daemon who speaks next, where that is another one than before.
    fn take_turn(&mut self, speaker: &Speaker) {
        if self.speaker.as_ref() == Some(speaker) {
            return;
        }
        let before = self.speaker.take();
        let is_other = before
            .as_ref()
            .is_none_or(|old| old.module != speaker.module);
        let mut taken = true;
        if is_other && self.modules().len() > 1 {
            taken &= self
                .connection
                .set_output_module(speaker.module.as_str())
                .is_ok();
        }
        if before.as_ref().is_some_and(|old| old.voice.is_some()) && speaker.voice.is_none() {
            // A voice that was named stays until a kind of voice is.
            let kind = "SET SELF VOICE_TYPE MALE1\r\n";
            taken &= self.connection.send_data(kind, true).is_some();
        }
        if let Some(language) = &speaker.language {
            // A synthesizer without this language says the words with the voice it has.
            taken &= self.connection.set_language(language.as_str()).is_ok();
        }
        if let Some(voice) = &speaker.voice {
            let name = format!("SET SELF SYNTHESIS_VOICE {}\r\n", speakable(voice));
            taken &= self.connection.send_data(name, true).is_some();
        }
        self.speaker = taken.then(|| speaker.clone());
    }

    /// What the person chose from now on.
    pub fn choose(&mut self, chosen: Chosen) {
        if self.speakers.chosen != chosen {
            self.speakers.chosen = chosen;
            self.known.clear();
        }
    }

    /// The voices that speak a language. The synthesizers are asked once in the life of a connection, each while
    /// `may_ask`; none if one could not be asked yet.
    pub fn voices_for(&mut self, tag: &str, may_ask: impl Fn() -> bool) -> Option<Vec<VoiceName>> {
        let all: Vec<String> = self.modules().to_vec();
        for module in all {
            if self.speakers.voices.contains_key(&module) {
                continue;
            }
            if !may_ask() {
                return None;
            }
            self.ask_voices(&module);
        }
        Some(self.speakers.for_language(tag))
    }

    fn ask_voices(&mut self, module: &str) {
        self.speaker = None;
        let asks = self.connection.set_output_module(module).is_ok();
        let answer = asks.then(|| self.connection.send_data("LIST SYNTHESIS_VOICES\r\n", true));
        let voices = listed(&answer.flatten().unwrap_or_default());
        self.speakers.voices.insert(module.to_owned(), voices);
        // Nobody is asked about who is left alone.
        let _ = self.connection.set_output_module(self.usual.as_str());
    }

    pub fn tune(&self, tuning: Tuning) {
        // A daemon that refuses speaks as it did; one that is gone is noticed with the next words.
        let _ = tuning.rate.map(|rate| self.connection.set_voice_rate(rate));
        let _ = tuning
            .pitch
            .map(|pitch| self.connection.set_voice_pitch(pitch));
        let _ = tuning
            .volume
            .map(|volume| self.connection.set_volume(volume));
    }

    pub fn is_alive(&self) -> bool {
        let answer = self.connection.send_data("GET OUTPUT_MODULE\r\n", true);
        answer.is_some()
    }

    pub fn cancel(&self) -> bool {
        self.connection.cancel().is_ok()
    }

    /// Which thing a notice is about; its beginning is noted, its end forgets it.
    pub fn noticed(&mut self, message: u64, notice: Notice) -> Option<SaidId> {
        self.last_news = Instant::now();
        match notice {
            Notice::Began => {
                let spoken = self.spoken.get_mut(&message)?;
                spoken.has_begun = true;
                Some(spoken.id)
            }
            Notice::Ended | Notice::Cancelled => {
                self.spoken.remove(&message).map(|spoken| spoken.id)
            }
        }
    }

    /// Whether the daemon has still something to say.
    pub fn is_speaking(&self) -> bool {
        !self.spoken.is_empty()
    }

    /// When the message that is being said should long be over: where there is no sound, its end never comes, and
    /// those behind it never begin.
    pub fn overdue_at(&self) -> Option<Instant> {
        let letters = self.spoken.values().map(|spoken| spoken.letters).max()?;
        let slowest = Duration::from_millis(500) * u32::try_from(letters).unwrap_or(u32::MAX);
        Some(self.last_news + Duration::from_secs(8) + slowest)
    }

    /// How many messages were begun and neither ended nor cut short: more than one is being said at no time.
    pub fn begun(&self) -> usize {
        self.spoken
            .values()
            .filter(|spoken| spoken.has_begun)
            .count()
    }

    /// Waits for none of them any more.
    pub fn forget_spoken(&mut self) -> Vec<SaidId> {
        let spoken = std::mem::take(&mut self.spoken);
        spoken.into_values().map(|spoken| spoken.id).collect()
    }

    /// Gives it up: what was not said.
    pub fn lose(self) -> Vec<SaidId> {
        // Closing it would close its descriptor a second time, which may be another file by now.
        std::mem::forget(self.connection);
        self.spoken.into_values().map(|spoken| spoken.id).collect()
    }
}

/// The synthesizer that is set now: `251-espeak-ng`.
fn usual_module(connection: &Connection) -> Option<String> {
    let answer = connection.send_data("GET OUTPUT_MODULE\r\n", true)?;
    let line = answer.lines().find_map(|line| line.strip_prefix("251-"))?;
    Some(line.trim().to_owned())
}
