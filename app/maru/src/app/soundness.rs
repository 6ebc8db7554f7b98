//! Whether the store is sound: looked at behind the first page, and mended when it is not.

use super::{App, keeping};
use crate::{courier::Courier, incoming::Incoming, profile};
use maru_desk::Event;
use maru_store::{DamageSetAside, OpenReport, Store, StoreError};
use std::thread;

impl App {
    /// Has all pages of the store looked at, on a thread of its own. Until that is over nobody else works with it: a
    /// damaged one can only be put aside when it is closed.
    pub(super) fn look_at_store(&mut self) {
        if self.is_read_only {
            return self.start_courier();
        }
        let (folder, sink) = (self.folder.clone(), self.sink.clone());
        let thread = thread::Builder::new().name("soundness".to_owned());
        let started = thread.spawn(move || {
            let looked = Store::open_beside(&folder);
            let found = looked.and_then(|(store, _)| store.check());
            sink(Incoming::Checked(found));
        });
        if let Err(error) = started {
            tracing::warn!(code = "thread", "{error}");
            self.start_courier();
        }
    }

    /// The store was looked at.
    pub(super) fn checked(&mut self, found: Result<(), StoreError>) {
        self.forget_log();
        match found {
            Err(StoreError::Damaged { what }) => {
                self.damage = Some(what);
                self.mend_when_alone();
            }
            Err(error) => {
                tracing::warn!(code = error.code(), "{error}");
                self.start_courier();
            }
            Ok(()) => self.start_courier(),
        }
    }

    /// Mends what was found to be damaged, once no errand has it open: what it wrote would be put aside with it.
    pub(super) fn mend_when_alone(&mut self) {
        if self.errands.get() > 0 {
            return;
        }
        let Some(what) = self.damage.take() else {
            return;
        };
        if !self.let_go() {
            return;
        }
        let now = self.now();
        let mended = Store::mend(&self.folder, &now, &what).inspect_err(keeping::tell);
        // What could not be mended now is used as it is, or what was begun is finished.
        let opened = mended.or_else(|_| Store::open_quickly(&self.folder, &now));
        self.reopened(opened);
    }

    /// Closes the store: what is open on a file when it is put aside writes into that one, and what is open on it to be
    /// read keeps the whole process from writing it.
    fn let_go(&mut self) -> bool {
        let nowhere = Store::nowhere().inspect_err(keeping::tell);
        let is_closed = nowhere.is_ok();
        if let Ok(nowhere) = nowhere {
            (self.store, self.is_nowhere) = (nowhere, true);
        }
        is_closed
    }

    /// Opens the store anew if it could only be read, or not be opened at all.
    pub(super) fn reopen(&mut self) {
        if !(self.is_read_only || self.is_nowhere) || !self.let_go() {
            return;
        }
        let is_alone = self.courier.is_none() && self.errands.get() == 0;
        let opened = match is_alone {
            true => Store::open_quickly(&self.folder, &self.now()),
            false => Store::open_beside(&self.folder),
        };
        self.reopened(opened);
    }

    /// Takes the store that was opened; without one it is tried again after a while.
    fn reopened(&mut self, opened: Result<(Store, OpenReport), StoreError>) {
        match opened {
            Ok((store, report)) => {
                (self.store, self.is_nowhere) = (store, false);
                self.is_read_only = report.is_read_only;
                keeping::records(&self.store)
                    .into_iter()
                    .for_each(|records| self.update(records));
                if let Some(aside) = &report.set_aside {
                    self.tell_set_aside(aside);
                }
                self.start_courier();
            }
            Err(error) => {
                keeping::tell(&error);
                self.try_again_later();
            }
        }
    }

    /// Tells both audiences that a damaged store was put aside.
    pub(super) fn tell_set_aside(&mut self, aside: &DamageSetAside) {
        let carried = aside.carried;
        profile::log_set_aside(aside);
        self.update(match carried.records {
            0 => Event::StoreReplaced,
            records => Event::StoreMended {
                records,
                is_whole: carried.is_whole,
            },
        });
    }

    fn start_courier(&mut self) {
        let Some(door) = self.door.take() else {
            return;
        };
        let language = self.desk.settings().language.clone();
        let started = Courier::start(self.folder.clone(), door, language, self.sink.clone());
        self.courier = started
            .inspect_err(|error| tracing::error!(code = "courier", "{error}"))
            .ok();
    }
}
