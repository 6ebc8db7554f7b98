//! The voice: speech-dispatcher, reached through its own library.
//!
//! A thread of its own talks to the daemon, because opening it may start it, and because the library waits for
//! each answer. If the daemon is not there or dies, the program goes on without a voice; the next thing to say
//! tries again, at first at once, then not more often than every few seconds.
//!
//! What surprises about the daemon and its library (0.11):
//!
//! - The whole list of espeak-ng's voices has 13,000 lines and takes a third of a second. It is asked for when
//!   somebody wants to choose a voice, once, and only while nothing is said: silence is never late for it.
//! - After the daemon died, closing the connection would close a descriptor that is already closed and may belong
//!   to somebody else by then. A broken connection is therefore left as it is.
//! - A line break followed by a dot ends a message, so line breaks are not passed on.
//! - Without a sound device it begins each message and never ends it. That is how it is told ([`VoiceEvent::NoSound`]).
//! - Marks inside a message would need SSML, which not every synthesizer takes: what is to be told apart, a sentence,
//!   is a message of its own, and its beginning is the mark.
//!
//! Recordings stand in the same queue as words: each is heard when what was before it is over, and is cut short by
//! the same silence. So there are never two voices at once.

mod text;

mod queue;

mod sound;

mod speakers;

mod link;

mod engine;

use std::collections::BTreeMap;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

pub use sound::Recording;

use queue::Queue;

/// Something to say.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The words, as plain text.
    pub text: String,
    /// The same for a synthesizer that reads them letter by letter (espeak-ng's Korean), where it differs.
    pub by_letters: Option<String>,
    /// A recording of these words, to be heard instead of them if it can be.
    pub sound: Option<Recording>,
    /// Whether a recording before it says these words too: they are said if that cannot be heard.
    pub is_in_sound: bool,
    /// The language, as a tag like `ko` or `en-US`.
    pub language: String,
    /// Whether it goes before everything that is not urgent.
    pub urgent: bool,
}

/// Tells nothing of the words, which may be somebody's answers.
impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Said")
            .field("characters", &self.text.chars().count())
            .field("language", &self.language)
            .field("urgent", &self.urgent)
            .field("sound", &self.sound)
            .finish()
    }
}

/// Which thing that was said an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaidId(u64);

/// What the voice tells the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceEvent {
    /// The daemon is there.
    Ready {
        /// Its speech synthesizers.
        modules: Vec<String>,
    },
    /// The daemon is not there; everything works on without a voice.
    Unavailable {
        /// Why, for the operator.
        reason: VoiceFault,
    },
    /// Words are spoken, but nothing is heard: the computer has no sound device, or it is not connected.
    NoSound,
    /// No synthesizer of this computer speaks this language; what was to be said in it is not said.
    NoVoiceFor {
        /// Its tag.
        language: String,
    },
    /// The voices for a language that was asked about.
    Voices {
        /// Its tag.
        language: String,
        /// The voices.
        voices: Vec<VoiceName>,
    },
    /// It is being said now.
    Began(SaidId),
    /// It was said to the end.
    Ended(SaidId),
    /// It was not said, or not to the end.
    Cancelled(SaidId),
}

/// Why there is no voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VoiceFault {
    /// The daemon could neither be reached nor started.
    #[error("speech-dispatcher does not answer; check that 'spd-say hello' speaks")]
    Unreachable,
    /// The daemon is there and has no synthesizer.
    #[error("speech-dispatcher has no synthesizer; install speech-dispatcher-espeak-ng")]
    NoSynthesizer,
    /// The daemon takes words and does not answer.
    #[error("speech-dispatcher does not answer any more; restart it")]
    Hangs,
    /// The daemon was there and is gone.
    #[error("speech-dispatcher is gone; it is started again with the next words")]
    Lost,
}

/// A voice of this computer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoiceName {
    /// The synthesizer that has it.
    pub module: String,
    /// What it is called there.
    pub name: String,
}

/// The voices that a person chose, by the primary subtag of the language.
pub(crate) type Chosen = BTreeMap<String, VoiceName>;

/// How the voice sounds, each from -100 to 100. What the program did not set stays as the person chose it for
/// all programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tuning {
    rate: Option<i32>,
    pitch: Option<i32>,
    volume: Option<i32>,
}

/// An open wish for a voice. Dropping it ends the speech.
#[derive(Debug)]
pub struct Voice {
    queue: Arc<Queue>,
    next_id: AtomicU64,
}

impl Voice {
    /// Begins to reach the daemon, starting it if need be. `sink` is called on the voice's own thread and should
    /// only pass the event on.
    ///
    /// Fails only when the system gives no thread.
    pub fn open(sink: impl Fn(VoiceEvent) + Send + 'static) -> std::io::Result<Voice> {
        let queue = Arc::new(Queue::default());
        let sink: engine::Sink = Arc::new(Mutex::new(Box::new(sink)));
        let engine = engine::Engine::new(Arc::clone(&queue), Arc::clone(&sink));
        let watched = Arc::clone(&queue);
        std::thread::Builder::new()
            .name("voice watch".to_owned())
            .spawn(move || engine::watch(&watched, &sink))?;
        std::thread::Builder::new()
            .name("voice".to_owned())
            .spawn(move || engine.run())?;
        Ok(Voice {
            queue,
            next_id: AtomicU64::new(1),
        })
    }

    /// Says these things one after the other, behind what is being said or, with `interrupt`, instead of it.
    /// Never waits. Each thing gets an identity, by which events speak of it.
    pub fn speak(&self, said: Vec<Said>, interrupt: bool) -> Vec<SaidId> {
        let named = said.into_iter().map(|said| {
            let id = SaidId(self.next_id.fetch_add(1, Ordering::Relaxed));
            (id, said)
        });
        let named: Vec<(SaidId, Said)> = named.collect();
        let ids = named.iter().map(|(id, _)| *id).collect();
        self.queue.speak(named, interrupt);
        ids
    }

    /// Is silent now, and forgets what was still to be said.
    pub fn stop(&self) {
        self.queue.stop();
    }

    /// Sets how fast it speaks, from -100 to 100.
    pub fn set_rate(&self, rate: i32) {
        self.queue
            .tune(|tuning| tuning.rate = Some(rate.clamp(-100, 100)));
    }

    /// Sets which voices speak which languages, by primary subtag (`ko`); the others are the computer's own choice.
    pub fn choose(&self, voices: BTreeMap<String, VoiceName>) {
        self.queue.choose(voices);
    }

    /// Asks for the voices that speak a language; answered by [`VoiceEvent::Voices`], perhaps only when nothing is
    /// said any more.
    pub fn list(&self, language: &str) {
        self.queue.list(language.to_owned());
    }

    /// Sets how high it speaks, from -100 to 100.
    pub fn set_pitch(&self, pitch: i32) {
        self.queue
            .tune(|tuning| tuning.pitch = Some(pitch.clamp(-100, 100)));
    }

    /// Sets how loud it speaks, from -100 to 100.
    pub fn set_volume(&self, volume: i32) {
        self.queue
            .tune(|tuning| tuning.volume = Some(volume.clamp(-100, 100)));
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        // A daemon that hangs must not hold up the end of the program: the thread gets a moment, no more.
        self.queue.close(std::time::Duration::from_millis(300));
    }
}
