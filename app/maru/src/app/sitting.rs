//! On a computer that people share: when somebody who does nothing is asked, and when they are taken to be gone.
//!
//! One thread sleeps until the time is over that began with the last key; where nobody is, none does.

use super::{App, AppOptions};
use crate::incoming::Incoming;
use maru_desk::Event;
use std::{
    thread,
    time::{Duration, Instant},
};

/// How long somebody may do nothing before they are asked: long enough to look for a letter with a number in it.
pub(super) const ASK_AFTER: Duration = Duration::from_secs(150);
/// How long they have to answer, as `notice-who-is-there` tells them.
pub(super) const GONE_AFTER: Duration = Duration::from_secs(30);

/// The time that is left to who sits here.
pub(super) struct Sitting {
    ask_after: Duration,
    gone_after: Duration,
    over_at: Instant,
    /// Whether a thread sleeps.
    is_awaited: bool,
}

impl Sitting {
    pub(super) fn new(options: &AppOptions) -> Sitting {
        Sitting {
            ask_after: options.ask_after,
            gone_after: options.gone_after,
            over_at: Instant::now(),
            is_awaited: false,
        }
    }
}

impl App {
    /// Gives who sits here their time anew.
    pub(super) fn wait_for_the_next_key(&mut self) {
        if !self.desk.is_in_use() {
            return;
        }
        let time = if self.desk.asks_who_is_there() {
            self.sitting.gone_after
        } else {
            self.sitting.ask_after
        };
        self.sitting.over_at = Instant::now() + time;
        self.sleep_until_it_is_over();
    }

    /// A thread that sleeps already wakes too early, and then another one sleeps for the rest.
    fn sleep_until_it_is_over(&mut self) {
        if self.sitting.is_awaited {
            return;
        }
        let left = self
            .sitting
            .over_at
            .saturating_duration_since(Instant::now());
        let sink = self.sink.clone();
        let thread = thread::Builder::new().name("sitting".to_owned());
        let started = thread.spawn(move || {
            thread::sleep(left);
            sink(Incoming::Unused);
        });
        let started = started.inspect_err(|error| tracing::warn!(code = "thread", "{error}"));
        self.sitting.is_awaited = started.is_ok();
    }

    /// Nobody has pressed a key since the thread began to sleep, or somebody has. Returns whether anything changed.
    pub(super) fn may_be_unused(&mut self) -> bool {
        self.sitting.is_awaited = false;
        if !self.desk.is_in_use() {
            return false;
        }
        if Instant::now() < self.sitting.over_at {
            self.sleep_until_it_is_over();
            return false;
        }
        self.update(Event::Unused);
        self.wait_for_the_next_key();
        true
    }
}
