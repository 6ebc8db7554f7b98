//! The voice's thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::link::{Handed, Link};
use super::queue::{Gate, Notice, Played, Queue, Work};
use super::sound::{Loudness, Player, Recording};
use super::text::speakable;
use super::{Said, SaidId, Tuning, VoiceEvent, VoiceFault};

/// The pause after the first attempt that failed; it doubles up to the longest.
const PAUSE_FIRST: Duration = Duration::from_millis(500);

/// The longest pause between two attempts to reach the daemon.
const PAUSE_MAX: Duration = Duration::from_secs(15);

/// So many messages may be begun and not ended before it is clear that none is heard: one is being said, and the
/// end of another may be on its way.
const BEGUN_MAX: usize = 2;

/// A daemon that needs longer than this for one thing hangs.
const HANGS: Duration = Duration::from_secs(8);

/// Where events go; two threads have some.
pub(super) type Sink = Arc<Mutex<Box<dyn Fn(VoiceEvent) + Send>>>;

/// Tells of a daemon that hangs, and of its return: the voice's own thread is held up by it.
pub(super) fn watch(queue: &Queue, sink: &Sink) {
    while queue.wait_for_hang(HANGS) {
        let reason = VoiceFault::Hangs;
        tracing::warn!(%reason, "no voice");
        tell(sink, VoiceEvent::Unavailable { reason });
        if !queue.wait_for_life() {
            return;
        }
        let modules = Vec::new();
        tell(sink, VoiceEvent::Ready { modules });
    }
}

fn tell(sink: &Sink, event: VoiceEvent) {
    let sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
    sink(event);
}

pub(super) struct Engine {
    queue: Arc<Queue>,
    sink: Sink,
    link: Option<Link>,
    player: Option<Player>,
    /// The recording that is heard, by the player's number.
    playing: Option<(u64, SaidId, Said)>,
    /// Whether the last recording was heard: then the words that it says are not said again.
    was_heard: bool,
    /// Languages whose voices are looked for when nothing is said.
    lists: VecDeque<String>,
    pause: Duration,
    not_before: Option<Instant>,
}

impl Engine {
    pub fn new(queue: Arc<Queue>, sink: Sink) -> Engine {
        Engine {
            queue,
            sink,
            link: None,
            player: None,
            playing: None,
            was_heard: false,
            lists: VecDeque::new(),
            pause: PAUSE_FIRST,
            not_before: None,
        }
    }

    pub fn run(mut self) {
        self.connect();
        loop {
            while self.may_ask() {
                let list = self.lists.pop_front();
                list.into_iter().for_each(|language| self.list(language));
            }
            let overdue = self.link.as_ref().and_then(Link::overdue_at);
            match self.queue.take(self.gate(), overdue) {
                Work::Cancel => self.cancel(),
                Work::Tune(tuning) => self.tune(tuning),
                Work::Dropped(id) => self.tell(VoiceEvent::Cancelled(id)),
                Work::Notice(message, notice) => self.pass_on(message, notice),
                Work::Played(serial, played) => self.played(serial, played),
                Work::List(language) => self.list(language),
                Work::Late => self.is_silent(),
                Work::Hurry => self.stop_recording(),
                Work::Say(id, said) => self.say(id, said),
                Work::Close => break,
            }
        }
        self.cancel();
        self.link = None;
        self.queue.closed();
    }

    fn tell(&self, event: VoiceEvent) {
        tell(&self.sink, event);
    }

    fn gate(&self) -> Gate {
        match (&self.playing, &self.link) {
            (Some(_), _) => Gate::UrgentOnly,
            (None, Some(link)) if link.is_speaking() => Gate::WordsOnly,
            _ => Gate::Open,
        }
    }

    /// Reaches the daemon, or tells why not and when to try again.
    fn connect(&mut self) {
        if self
            .not_before
            .is_some_and(|moment| Instant::now() < moment)
        {
            return;
        }
        let opened = Link::open(&self.queue);
        let fault = match &opened {
            Some(link) if link.has_synthesizer() => None,
            Some(_) => Some(VoiceFault::NoSynthesizer),
            None => Some(VoiceFault::Unreachable),
        };
        if let (Some(link), None) = (opened, fault) {
            let modules = link.modules().to_vec();
            tracing::info!(?modules, "speech-dispatcher connected");
            self.link = Some(link);
            self.pause = PAUSE_FIRST;
            self.not_before = None;
            return self.tell(VoiceEvent::Ready { modules });
        }
        self.not_before = Some(Instant::now() + self.pause);
        self.pause = (self.pause * 2).min(PAUSE_MAX);
        self.tell_unavailable(fault.unwrap_or(VoiceFault::Unreachable));
    }

    fn tune(&mut self, tuning: Tuning) {
        let chosen = self.queue.chosen();
        if let Some(link) = &mut self.link {
            link.tune(tuning);
            link.choose(chosen);
        }
    }

    fn say(&mut self, id: SaidId, said: Said) {
        if said.is_in_sound && self.was_heard {
            return self.tell(VoiceEvent::Ended(id));
        }
        if let Some(recording) = said.sound.clone() {
            return self.play(id, recording, said);
        }
        if !said.is_in_sound {
            self.was_heard = false;
        }
        self.speak(id, &said);
    }

    fn speak(&mut self, id: SaidId, said: &Said) {
        if speakable(&said.text).is_empty() {
            return self.tell(VoiceEvent::Ended(id));
        }
        // The second time is for a daemon that had died unnoticed and has just been started again.
        for _ in 0..2 {
            if self.link.is_none() {
                self.connect();
            }
            let Some(link) = &mut self.link else {
                break;
            };
            match link.say(id, said) {
                Handed::Taken => return,
                // One that died was perhaps given more voices since.
                Handed::Unspoken if !link.is_alive() => self.lose(),
                Handed::Unspoken => {
                    tracing::warn!(language = said.language, "no voice for a language");
                    let language = said.language.clone();
                    self.tell(VoiceEvent::NoVoiceFor { language });
                    break;
                }
                Handed::Refused if link.is_alive() => break,
                Handed::Refused => self.lose(),
            }
        }
        self.tell(VoiceEvent::Cancelled(id));
    }

    fn play(&mut self, id: SaidId, recording: Recording, said: Said) {
        if self.player.is_none() {
            self.player = Player::start(&self.queue).ok();
        }
        let tuning = self.queue.tuning();
        match &mut self.player {
            Some(player) => {
                let serial = player.play(recording, loudness(tuning));
                self.playing = Some((serial, id, said));
            }
            None => self.speak(id, &said),
        }
    }

    fn played(&mut self, serial: u64, played: Played) {
        let Some((_, id, said)) = self.playing.take_if(|(own, _, _)| *own == serial) else {
            return;
        };
        match played {
            Played::Began => {
                self.tell(VoiceEvent::Began(id));
                self.playing = Some((serial, id, said));
            }
            Played::Ended => {
                self.was_heard = true;
                self.tell(VoiceEvent::Ended(id));
            }
            // The words can still be said.
            Played::Failed => {
                self.was_heard = false;
                self.speak(id, &said);
            }
        }
    }

    fn stop_recording(&mut self) {
        if let Some((_, id, _)) = self.playing.take() {
            self.player.iter().for_each(Player::stop);
            self.was_heard = true;
            self.tell(VoiceEvent::Cancelled(id));
        }
    }

    fn cancel(&mut self) {
        self.stop_recording();
        let Some(link) = &self.link else {
            return;
        };
        if !link.cancel() && !link.is_alive() {
            self.lose();
        }
    }

    fn list(&mut self, language: String) {
        if self.link.is_none() {
            self.connect();
        }
        let is_silent = self.gate() == Gate::Open;
        let queue = Arc::clone(&self.queue);
        let may_ask = || is_silent && !queue.is_wanted();
        let voices = match &mut self.link {
            Some(link) => link.voices_for(&language, may_ask),
            None => Some(Vec::new()),
        };
        match voices {
            Some(voices) => self.tell(VoiceEvent::Voices { language, voices }),
            None if self.lists.contains(&language) => {}
            None => self.lists.push_back(language),
        }
    }

    /// Whether a synthesizer may be asked for its voices: nothing is said, and nobody wants anything else.
    fn may_ask(&self) -> bool {
        !self.lists.is_empty() && self.gate() == Gate::Open && !self.queue.is_wanted()
    }

    /// Gives the connection up and tells what will not be said any more.
    fn lose(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        self.queue.forget_notices();
        self.tell_unavailable(VoiceFault::Lost);
        for id in link.lose() {
            self.tell(VoiceEvent::Cancelled(id));
        }
    }

    fn pass_on(&mut self, message: u64, notice: Notice) {
        let Some(link) = &mut self.link else {
            return;
        };
        let Some(id) = link.noticed(message, notice) else {
            return;
        };
        let too_many = link.begun() > BEGUN_MAX;
        self.tell(match notice {
            Notice::Began => VoiceEvent::Began(id),
            Notice::Ended => VoiceEvent::Ended(id),
            Notice::Cancelled => VoiceEvent::Cancelled(id),
        });
        if too_many {
            self.is_silent();
        }
    }

    /// What was begun should be over: nothing is heard.
    fn is_silent(&mut self) {
        let Some(link) = &mut self.link else {
            return;
        };
        let unheard = link.forget_spoken();
        if unheard.is_empty() {
            return;
        }
        tracing::warn!("the daemon speaks, but there is no sound");
        self.tell(VoiceEvent::NoSound);
        for id in unheard {
            self.tell(VoiceEvent::Cancelled(id));
        }
    }

    fn tell_unavailable(&self, reason: VoiceFault) {
        tracing::warn!(%reason, "no voice");
        self.tell(VoiceEvent::Unavailable { reason });
    }
}

/// Recordings are as loud and as fast as the voice: as espeak-ng understands the daemon's figures, for none are
/// more often heard beside them. What was not set is as it was recorded.
fn loudness(tuning: Tuning) -> Loudness {
    let volume = tuning.volume.unwrap_or(100).clamp(-100, 100);
    let rate = f64::from(tuning.rate.unwrap_or(0).clamp(-100, 100));
    // Words a minute: 80 at the slowest, 170 as usual, 449 at the fastest.
    let words = if rate < 0.0 {
        170.0 + rate * 0.9
    } else {
        170.0 + rate * 2.79
    };
    Loudness {
        volume: (f32::from(i16::try_from(volume).unwrap_or(0)) + 100.0) / 200.0,
        speed: words / 170.0,
    }
}
