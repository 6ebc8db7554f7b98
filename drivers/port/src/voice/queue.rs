//! What the program wants said and what the daemon tells, on the way to the voice's thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Chosen, Said, SaidId, Tuning};

/// More things than this do not wait to be said; the oldest go first.
const WAITING_MAX: usize = 256;

/// More notices than this do not wait; a daemon sends three for each thing that is said.
const NOTICES_MAX: usize = 4_096;

/// More languages than this are not asked about at once.
const LISTS_MAX: usize = 16;

/// What the daemon tells about one of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// It is being said.
    Began,
    /// It was said to the end.
    Ended,
    /// It was cancelled.
    Cancelled,
}

/// What the player of recordings tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Played {
    /// It is heard.
    Began,
    /// It is over, or was stopped.
    Ended,
    /// It cannot be heard.
    Failed,
}

/// What may be said now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// Anything.
    Open,
    /// The daemon is still speaking: words may go behind that, a recording has to wait.
    WordsOnly,
    /// A recording is heard: all has to wait, but for what is urgent.
    UrgentOnly,
}

/// The next thing for the voice's thread to do.
#[derive(Debug)]
pub(super) enum Work {
    /// Be silent now.
    Cancel,
    /// Sound like this from now on.
    Tune(Tuning),
    /// Tell the program that these are not said.
    Dropped(SaidId),
    /// The daemon told something about its message of this number.
    Notice(u64, Notice),
    /// The player told something about the recording of this number.
    Played(u64, Played),
    /// Find the voices for this language.
    List(String),
    /// Nothing came until the moment that was given.
    Late,
    /// Something urgent waits behind a recording.
    Hurry,
    /// Say this.
    Say(SaidId, Said),
    /// End.
    Close,
}

/// The way between the program, the daemon's notices and the voice's thread. Bounded; nobody waits to put in.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    cancel: bool,
    tuning: Tuning,
    chosen: Chosen,
    tuned: bool,
    dropped: VecDeque<SaidId>,
    notices: VecDeque<(u64, Notice)>,
    played: VecDeque<(u64, Played)>,
    list: VecDeque<String>,
    waiting: VecDeque<(SaidId, Said)>,
    /// Since when the thread is at work on something; it is there if it waits for work.
    busy_since: Option<Instant>,
    closing: bool,
    closed: bool,
}

impl State {
    /// Forgets what waits to be said, and remembers to tell so.
    fn drop_waiting(&mut self, keep: usize) {
        while self.waiting.len() > keep {
            let oldest = self.waiting.pop_front().map(|(id, _)| id);
            self.dropped.extend(oldest);
        }
        let over = self.dropped.len().saturating_sub(NOTICES_MAX);
        self.dropped.drain(..over);
    }
}

impl Queue {
    pub fn speak(&self, said: Vec<(SaidId, Said)>, interrupt: bool) {
        self.change(|state| {
            if interrupt {
                state.drop_waiting(0);
                state.cancel = true;
            }
            state.waiting.extend(said);
            state.drop_waiting(WAITING_MAX);
        });
    }

    pub fn stop(&self) {
        self.speak(Vec::new(), true);
    }

    pub fn tune(&self, change: impl FnOnce(&mut Tuning)) {
        self.change(|state| {
            change(&mut state.tuning);
            state.tuned = true;
        });
    }

    pub fn notice(&self, message: u64, notice: Notice) {
        self.change(|state| {
            state.notices.push_back((message, notice));
            if state.notices.len() > NOTICES_MAX {
                state.notices.pop_front();
            }
        });
    }

    /// What the player tells; it plays one recording at a time, so there is never much.
    pub fn played(&self, serial: u64, played: Played) {
        self.change(|state| state.played.push_back((serial, played)));
    }

    /// Asks for the voices of a language.
    pub fn list(&self, language: String) {
        self.change(|state| {
            if !state.list.contains(&language) && state.list.len() < LISTS_MAX {
                state.list.push_back(language);
            }
        });
    }

    /// Tells whether the thread is wanted for more than a list: to say something, to be silent, to end.
    pub fn is_wanted(&self) -> bool {
        let state = self.lock();
        state.closing || state.cancel || !state.waiting.is_empty()
    }

    /// Which voices the person chose, by language.
    pub fn choose(&self, chosen: Chosen) {
        self.change(|state| {
            state.chosen = chosen;
            state.tuned = true;
        });
    }

    /// Gives which voices the person chose.
    pub fn chosen(&self) -> Chosen {
        self.lock().chosen.clone()
    }

    /// Forgets what a daemon told that is gone: the next one counts its messages from 1 again.
    pub fn forget_notices(&self) {
        self.change(|state| state.notices.clear());
    }

    /// Asks the thread to end and gives it so long to do so.
    pub fn close(&self, patience: Duration) {
        self.change(|state| state.closing = true);
        let state = self.lock();
        let waiting = |state: &mut State| !state.closed;
        let waited = self.changed.wait_timeout_while(state, patience, waiting);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    /// Tells that the thread has ended.
    pub fn closed(&self) {
        self.change(|state| state.closed = true);
    }

    /// Gives how the voice is to sound.
    pub fn tuning(&self) -> Tuning {
        self.lock().tuning
    }

    /// Waits for the next thing to do, no longer than until a moment. Silence goes before everything, words come
    /// last.
    pub fn take(&self, gate: Gate, until: Option<Instant>) -> Work {
        let mut state = self.lock();
        if state.busy_since.take().is_some() {
            self.changed.notify_all();
        }
        loop {
            if let Some(work) = next(&mut state, gate) {
                state.busy_since = Some(Instant::now());
                self.changed.notify_all();
                return work;
            }
            let Some(until) = until else {
                let waited = self.changed.wait(state);
                state = waited.unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Work::Late;
            }
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the thread has been at work on one thing for so long; `false` when it has ended.
    pub fn wait_for_hang(&self, long: Duration) -> bool {
        let mut state = self.lock();
        loop {
            let waited = match state.busy_since {
                _ if state.closing || state.closed => return false,
                Some(since) if since.elapsed() >= long => return true,
                Some(since) => {
                    let left = long.saturating_sub(since.elapsed());
                    let waited = self.changed.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => {
                    let waited = self.changed.wait(state);
                    waited.unwrap_or_else(PoisonError::into_inner)
                }
            };
            state = waited;
        }
    }

    /// Waits until the thread is at work on something else, or waits for work; `false` when it has ended.
    pub fn wait_for_life(&self) -> bool {
        let state = self.lock();
        let before = state.busy_since;
        let hangs =
            |state: &mut State| !state.closing && !state.closed && state.busy_since == before;
        let waited = self.changed.wait_while(state, hangs);
        let state = waited.unwrap_or_else(PoisonError::into_inner);
        !state.closing && !state.closed
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn next(state: &mut State, gate: Gate) -> Option<Work> {
    if state.closing {
        return Some(Work::Close);
    }
    if std::mem::take(&mut state.cancel) {
        return Some(Work::Cancel);
    }
    if std::mem::take(&mut state.tuned) {
        return Some(Work::Tune(state.tuning));
    }
    if let Some((message, notice)) = state.notices.pop_front() {
        return Some(Work::Notice(message, notice));
    }
    if let Some(id) = state.dropped.pop_front() {
        return Some(Work::Dropped(id));
    }
    if let Some((serial, played)) = state.played.pop_front() {
        return Some(Work::Played(serial, played));
    }
    let Some((_, first)) = state.waiting.front() else {
        return state.list.pop_front().map(Work::List);
    };
    let passes = match gate {
        Gate::Open => true,
        Gate::WordsOnly => first.sound.is_none(),
        Gate::UrgentOnly if state.waiting.iter().any(|(_, said)| said.urgent) => {
            return Some(Work::Hurry);
        }
        Gate::UrgentOnly => false,
    };
    if passes {
        let (id, said) = state.waiting.pop_front()?;
        return Some(Work::Say(id, said));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Gate, Queue, Work};
    use crate::voice::{Said, SaidId};

    fn said(id: u64) -> (SaidId, Said) {
        let said = Said {
            text: id.to_string(),
            language: "en".to_owned(),
            ..Said::default()
        };
        (SaidId(id), said)
    }

    fn order(queue: &Queue, count: usize) -> Vec<String> {
        let name = |work| match work {
            Work::Cancel => "cancel".to_owned(),
            Work::Dropped(SaidId(id)) => format!("dropped {id}"),
            Work::Say(SaidId(id), _) => format!("say {id}"),
            other => format!("{other:?}"),
        };
        (0..count)
            .map(|_| name(queue.take(Gate::Open, None)))
            .collect()
    }

    #[test]
    fn an_interruption_silences_first_and_drops_what_waited() {
        let queue = Queue::default();
        queue.speak(vec![said(1), said(2)], false);
        queue.speak(vec![said(3)], true);
        let expected = ["cancel", "dropped 1", "dropped 2", "say 3"];
        assert_eq!(order(&queue, 4), expected);
    }

    #[test]
    fn never_holds_more_than_its_limit() {
        let queue = Queue::default();
        queue.speak((0..300).map(said).collect(), false);
        assert_eq!(order(&queue, 45)[43..], ["dropped 43", "say 44"]);
    }

    #[test]
    fn behind_a_recording_all_waits_but_for_what_is_urgent() {
        let queue = Queue::default();
        let now = Some(std::time::Instant::now());
        queue.speak(vec![said(1)], false);
        assert!(matches!(queue.take(Gate::UrgentOnly, now), Work::Late));
        let (id, mut urgent) = said(2);
        urgent.urgent = true;
        queue.speak(vec![(id, urgent)], false);
        assert!(matches!(queue.take(Gate::UrgentOnly, now), Work::Hurry));
        assert_eq!(order(&queue, 2), ["say 1", "say 2"]);
    }

    #[test]
    fn voices_are_looked_for_when_nothing_waits_to_be_said() {
        let queue = Queue::default();
        queue.list("ko".to_owned());
        queue.list("ko".to_owned());
        queue.speak(vec![said(1)], false);
        assert_eq!(order(&queue, 2), ["say 1", "List(\"ko\")"]);
        let now = Some(std::time::Instant::now());
        assert!(matches!(queue.take(Gate::Open, now), Work::Late));
    }
}
