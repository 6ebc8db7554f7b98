//! Whether a transfer still moves, and how far it is.

use maru_sync::About;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How far a transfer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it is about.
    pub about: About,
    /// How many bytes are over, of all that this request brings.
    pub done: u64,
    /// How many it brings; nothing if nobody knows.
    pub of: Option<u64>,
}

/// Who is told.
pub type Watcher = Arc<dyn Fn(&Moved) + Send + Sync>;

/// One transfer.
pub(crate) struct Pulse {
    moved: Mutex<(Moved, Instant)>,
    is_sending: AtomicBool,
    watcher: Option<Watcher>,
}

impl Pulse {
    pub(super) fn new(about: About, watcher: Option<Watcher>) -> Pulse {
        let moved = Moved {
            about,
            done: 0,
            of: None,
        };
        Pulse {
            moved: Mutex::new((moved, Instant::now())),
            is_sending: AtomicBool::new(false),
            watcher,
        }
    }

    pub(super) fn begin_sending(&self, bytes: u64) {
        self.is_sending.store(true, Ordering::Relaxed);
        self.change(|moved| moved.of = Some(bytes));
    }

    /// The head of the answer is here. What was sent counts for the watcher as it is; an answer to a GET counts anew.
    pub(super) fn begin_reading(&self, bytes: Option<u64>) {
        if !self.is_sending.swap(false, Ordering::Relaxed) {
            self.change(|moved| moved.of = bytes);
        }
    }

    /// Some bytes went, or came.
    pub(crate) fn moved(&self, bytes: u64) {
        self.change(|moved| moved.done = moved.done.saturating_add(bytes));
        if let Some(watcher) = &self.watcher {
            let moved = self.lock().0.clone();
            watcher(&moved);
        }
    }

    pub(super) fn is_sending(&self) -> bool {
        self.is_sending.load(Ordering::Relaxed)
    }

    /// How long nothing has moved.
    pub(super) fn silence(&self) -> Duration {
        self.lock().1.elapsed()
    }

    fn change(&self, change: impl FnOnce(&mut Moved)) {
        let mut moved = self.lock();
        change(&mut moved.0);
        moved.1 = Instant::now();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (Moved, Instant)> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
