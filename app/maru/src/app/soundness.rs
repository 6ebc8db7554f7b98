//! Whether the store is sound: looked at behind the first page, and mended when it is not.

use super::App;
use crate::{courier::Courier, incoming::Incoming, profile};
use maru_desk::Event;
use maru_store::{DamageSetAside, Store, StoreError};
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
            let looked = Store::open_quickly(&folder, &profile::now());
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
        match found {
            Err(StoreError::Damaged { what }) => self.mend(&what),
            Err(error) => tracing::warn!(code = error.code(), "{error}"),
            Ok(()) => {}
        }
        self.start_courier();
    }

    fn mend(&mut self, what: &str) {
        // What is open on a file must be closed before it is put aside, else its end is that of the new one.
        self.store = match Store::nowhere() {
            Ok(nowhere) => nowhere,
            Err(error) => return tracing::error!(code = error.code(), "{error}"),
        };
        let now = self.now();
        let mended = Store::mend(&self.folder, &now, what);
        match mended.or_else(|_| Store::open_quickly(&self.folder, &now)) {
            Ok((store, report)) => {
                self.store = store;
                self.is_read_only = report.is_read_only;
                super::keeping::records(&self.store)
                    .into_iter()
                    .for_each(|records| self.update(records));
                if let Some(aside) = &report.set_aside {
                    self.tell_set_aside(aside);
                }
            }
            Err(error) => tracing::error!(code = error.code(), "{error}"),
        }
    }

    /// Tells both audiences that a damaged store was put aside.
    pub(super) fn tell_set_aside(&mut self, aside: &DamageSetAside) {
        let carried = aside.carried;
        tracing::error!(
            code = "store-set-aside",
            path = %aside.path.display(),
            records = carried.records,
            whole = carried.is_whole,
            "{}",
            aside.what
        );
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
