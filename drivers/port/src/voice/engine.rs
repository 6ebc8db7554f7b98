//! The voice's thread and its connection to the daemon.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use speech_dispatcher::{Connection, DataMode, Mode, Priority};

use super::queue::{Notice, Queue, Work};
use super::text::{language_for, speakable};
use super::{Said, SaidId, Tuning, VoiceEvent, VoiceFault};

/// The pause after the first attempt that failed; it doubles up to the longest.
const PAUSE_FIRST: Duration = Duration::from_millis(500);

/// The longest pause between two attempts to reach the daemon.
const PAUSE_MAX: Duration = Duration::from_secs(15);

/// The most messages of which we wait to hear.
const SPOKEN_MAX: usize = 1_024;

pub(super) struct Engine {
    queue: Arc<Queue>,
    sink: Box<dyn Fn(VoiceEvent) + Send>,
    link: Option<Link>,
    pause: Duration,
    not_before: Option<Instant>,
}

/// A connection that works, as far as we know.
struct Link {
    connection: Connection,
    is_espeak: bool,
    language: Option<String>,
    spoken: BTreeMap<u64, SaidId>,
}

impl Engine {
    pub fn new(queue: Arc<Queue>, sink: Box<dyn Fn(VoiceEvent) + Send>) -> Engine {
        Engine {
            queue,
            sink,
            link: None,
            pause: PAUSE_FIRST,
            not_before: None,
        }
    }

    pub fn run(mut self) {
        self.connect();
        loop {
            match self.queue.take() {
                Work::Cancel => self.cancel(),
                Work::Tune(tuning) => {
                    if let Some(link) = &self.link {
                        link.tune(tuning);
                    }
                }
                Work::Dropped(id) => (self.sink)(VoiceEvent::Cancelled(id)),
                Work::Notice(message, notice) => self.pass_on(message, notice),
                Work::Say(id, said) => self.say(id, &said),
                Work::Close => break,
            }
        }
        self.cancel();
        self.link = None;
        self.queue.closed();
    }

    /// Reaches the daemon, or tells why not and when to try again.
    fn connect(&mut self) {
        if self
            .not_before
            .is_some_and(|moment| Instant::now() < moment)
        {
            return;
        }
        match Link::open(&self.queue) {
            Some(link) => {
                let modules = link.connection.list_output_modules().unwrap_or_default();
                tracing::info!(?modules, "speech-dispatcher connected");
                self.link = Some(link);
                self.pause = PAUSE_FIRST;
                self.not_before = None;
                (self.sink)(VoiceEvent::Ready { modules });
            }
            None => {
                self.not_before = Some(Instant::now() + self.pause);
                self.pause = (self.pause * 2).min(PAUSE_MAX);
                self.tell_unavailable(VoiceFault::Unreachable);
            }
        }
    }

    fn say(&mut self, id: SaidId, said: &Said) {
        let words = speakable(&said.text);
        if words.is_empty() {
            return (self.sink)(VoiceEvent::Ended(id));
        }
        // The second time is for a daemon that had died unnoticed and has just been started again.
        for _ in 0..2 {
            if self.link.is_none() {
                self.connect();
            }
            let Some(link) = &mut self.link else {
                break;
            };
            if link.say(id, &words, said) {
                return;
            }
            if link.is_alive() {
                break;
            }
            self.lose();
        }
        (self.sink)(VoiceEvent::Cancelled(id));
    }

    fn cancel(&mut self) {
        let Some(link) = &self.link else {
            return;
        };
        if link.connection.cancel().is_err() && !link.is_alive() {
            self.lose();
        }
    }

    /// Gives the connection up and tells what will not be said any more.
    fn lose(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        // Closing it would close its descriptor a second time, which may be another file by now.
        std::mem::forget(link.connection);
        self.queue.forget_notices();
        self.tell_unavailable(VoiceFault::Lost);
        for id in link.spoken.into_values() {
            (self.sink)(VoiceEvent::Cancelled(id));
        }
    }

    fn pass_on(&mut self, message: u64, notice: Notice) {
        let Some(link) = &mut self.link else {
            return;
        };
        let id = match notice {
            Notice::Began => link.spoken.get(&message).copied(),
            Notice::Ended | Notice::Cancelled => link.spoken.remove(&message),
        };
        let Some(id) = id else {
            return;
        };
        (self.sink)(match notice {
            Notice::Began => VoiceEvent::Began(id),
            Notice::Ended => VoiceEvent::Ended(id),
            Notice::Cancelled => VoiceEvent::Cancelled(id),
        });
    }

    fn tell_unavailable(&self, reason: VoiceFault) {
        tracing::warn!(%reason, "no voice");
        (self.sink)(VoiceEvent::Unavailable { reason });
    }
}

impl Link {
    fn open(queue: &Arc<Queue>) -> Option<Link> {
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
        let module = connection.send_data("GET OUTPUT_MODULE\r\n", true);
        let link = Link {
            is_espeak: module.is_some_and(|answer| answer.contains("espeak")),
            connection,
            language: None,
            spoken: BTreeMap::new(),
        };
        link.tune(queue.tuning());
        Some(link)
    }

    /// Hands words to the daemon and tells whether it took them.
    fn say(&mut self, id: SaidId, words: &str, said: &Said) -> bool {
        let language = language_for(&said.language, self.is_espeak);
        if let Some(language) = language.filter(|tag| self.language.as_ref() != Some(tag)) {
            // A synthesizer without this language says the words with the voice it has.
            let taken = self.connection.set_language(language.as_str()).is_ok();
            self.language = taken.then_some(language);
        }
        let priority = if said.urgent {
            Priority::Important
        } else {
            Priority::Message
        };
        let Some(message) = self.connection.say(priority, words) else {
            return false;
        };
        self.spoken.insert(message, id);
        while self.spoken.len() > SPOKEN_MAX {
            self.spoken.pop_first();
        }
        true
    }

    fn tune(&self, tuning: Tuning) {
        // A daemon that refuses speaks as it did; one that is gone is noticed with the next words.
        let _ = tuning.rate.map(|rate| self.connection.set_voice_rate(rate));
        let _ = tuning
            .pitch
            .map(|pitch| self.connection.set_voice_pitch(pitch));
        let _ = tuning
            .volume
            .map(|volume| self.connection.set_volume(volume));
    }

    fn is_alive(&self) -> bool {
        let answer = self.connection.send_data("GET OUTPUT_MODULE\r\n", true);
        answer.is_some()
    }
}
