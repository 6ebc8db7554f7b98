//! Records that only the city may read are encrypted when they are finished: at once, or on a thread when they have
//! large files.

use super::App;
use crate::incoming::Incoming;
use maru_desk::Event;
use maru_seal::{Chance, Recipient};
use maru_store::{RecordId, Store, StoreError};

/// So many bytes are encrypted, and brought to an old disk, before anybody could press a key.
const AT_ONCE_BYTES_MAX: u64 = 4_000_000;

impl App {
    /// Freezes a record for its recipient alone.
    pub(super) fn seal(&mut self, record: i64, bytes: String, recipient: Recipient) -> Vec<Event> {
        let at = self.now();
        let files = self.store.attachments(RecordId(record));
        let size: u64 = files.iter().flatten().map(|file| file.file.size).sum();
        if size <= AT_ONCE_BYTES_MAX {
            let done = seal(&mut self.store, record, &bytes, &recipient, &at);
            return self.finalised(record, done);
        }
        let folder = self.folder.clone();
        let errand = move || {
            let opened = Store::open_beside(&folder);
            let done =
                opened.and_then(|(mut store, _)| seal(&mut store, record, &bytes, &recipient, &at));
            Incoming::Sealed { record, done }
        };
        if self.errand(errand) {
            return Vec::new();
        }
        self.finalised(record, Err(StoreError::Busy))
    }

    /// A record was encrypted on its thread, or not.
    pub(super) fn sealed(&mut self, record: i64, done: Result<(), StoreError>) {
        self.store.forget_log();
        for event in self.finalised(record, done) {
            self.update(event);
        }
    }

    /// Somebody else was at the database when a record was encrypted: now its log can be emptied.
    pub(super) fn forget_log(&self) {
        if self.store.has_log_to_forget() {
            self.store.forget_log();
        }
    }
}

fn seal(
    store: &mut Store,
    record: i64,
    bytes: &str,
    recipient: &Recipient,
    at: &str,
) -> Result<(), StoreError> {
    // Without chance there is no key: the draft stays, and can be finished later.
    let chance = Chance::draw(getrandom::fill).map_err(|error| {
        tracing::error!(code = "no-chance", "{error}");
        StoreError::Busy
    })?;
    let sealing = (recipient, chance);
    let sealed = store.finalise_sealed(RecordId(record), bytes.as_bytes(), sealing, at);
    sealed.map(drop)
}
