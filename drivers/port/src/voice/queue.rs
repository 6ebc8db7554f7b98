//! What the program wants said and what the daemon tells, on the way to the voice's thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Said, SaidId, Tuning};

/// More things than this do not wait to be said; the oldest go first.
const WAITING_MAX: usize = 256;

/// More notices than this do not wait; a daemon sends three for each thing that is said.
const NOTICES_MAX: usize = 4_096;

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
    tuned: bool,
    dropped: VecDeque<SaidId>,
    notices: VecDeque<(u64, Notice)>,
    waiting: VecDeque<(SaidId, Said)>,
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

    /// Waits for the next thing to do. Silence goes before everything, words come last.
    pub fn take(&self) -> Work {
        let mut state = self.lock();
        loop {
            if let Some(work) = next(&mut state) {
                return work;
            }
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn next(state: &mut State) -> Option<Work> {
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
    let (id, said) = state.waiting.pop_front()?;
    Some(Work::Say(id, said))
}

#[cfg(test)]
mod tests {
    use super::{Queue, Work};
    use crate::voice::{Said, SaidId};

    fn said(id: u64) -> (SaidId, Said) {
        let said = Said {
            text: id.to_string(),
            language: "en".to_owned(),
            urgent: false,
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
        (0..count).map(|_| name(queue.take())).collect()
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
}
