//! Records that are looked at, corrected, copied, tried again and deleted: what the desk asks for, done.

use super::{App, files, files::form_files, files::last_sent, keeping::listed_one, keeping::tell};
use crate::{
    copy::{self, Copied, CopyError},
    incoming::{Files, Incoming},
};
use maru_desk::{
    Copy, CopyTrouble, Event, FormFiles, KeptRecord, PlaceKind, RecordEffect, RecordEvent,
};
use maru_port::files::{Place, PlaceKind as Kind};
use maru_store::{RecordId, Store, StoreError};

/// The setting that names the draft that was open last.
const OPEN_DRAFT: &str = "open-draft";

impl App {
    pub(super) fn record_effect(&mut self, effect: RecordEffect) -> Vec<Event> {
        match effect {
            RecordEffect::Read(record) => {
                let kept = self.kept(record).inspect_err(tell).ok().flatten();
                let event = kept.map_or(RecordEvent::Unreadable(record), RecordEvent::Read);
                vec![Event::Record(event)]
            }
            RecordEffect::Delete(record) => {
                let deleted = self.store.delete(RecordId(record), true);
                let event = match deleted.inspect_err(tell) {
                    Ok(()) | Err(StoreError::NoSuchRecord) => RecordEvent::Deleted(record),
                    Err(_) => RecordEvent::NotDeleted,
                };
                let lists = self.lists_changed().into_iter();
                lists.chain([Event::Record(event)]).collect()
            }
            RecordEffect::Retry(record) => {
                // One that has gone on meanwhile is told as it is.
                let _ = self
                    .store
                    .mark_retry(RecordId(record), &self.now(), None)
                    .inspect_err(tell);
                self.changed(record).into_iter().collect()
            }
            RecordEffect::ListPlaces => {
                let shared = self.shared;
                let look = move || Incoming::Files(Files::CopyPlaces(files::places(shared)));
                if self.errand(look) {
                    return Vec::new();
                }
                vec![Event::Record(RecordEvent::Places(Vec::new()))]
            }
            RecordEffect::Copy(wanted) => self.copy(wanted),
        }
    }

    /// One record as it is now, as news for the desk.
    pub(super) fn changed(&self, record: i64) -> Option<Event> {
        let record = listed_one(&self.store, record)?;
        Some(Event::Record(RecordEvent::Changed(record)))
    }

    /// A record with the form it was filled in with; `None` when one of them is not here.
    pub(super) fn kept(&self, record: i64) -> Result<Option<KeptRecord>, StoreError> {
        let Some(found) = self.store.record(RecordId(record))? else {
            return Ok(None);
        };
        let Some(form) = self.store.form(&found.summary.form_hash)? else {
            return Ok(None);
        };
        let text =
            |content: &maru_sync::Content| String::from_utf8_lossy(content.as_bytes()).into_owned();
        let last_sent = (!self.shared).then(|| last_sent(&self.store, &found.summary.form_id));
        let files = FormFiles {
            last_sent: last_sent.transpose()?.flatten(),
            ..form_files(&self.store, &found.summary.form_hash, &self.own)?
        };
        Ok(Some(KeptRecord {
            record,
            form_id: found.summary.form_id,
            form_xml: text(&form.xml),
            files,
            attached: self.attachments(record)?,
            saved: text(&found.xml),
            at_question: found.at_question,
            pending: found.pending,
        }))
    }

    /// What was found to copy to, which is remembered: nothing is ever written elsewhere.
    pub(super) fn copy_places(&mut self, places: Vec<Place>) -> Event {
        let told = places.iter().map(|place| maru_desk::Place {
            kind: match place.kind {
                Kind::Removable => PlaceKind::Removable,
                Kind::Pictures => PlaceKind::Pictures,
                Kind::Documents => PlaceKind::Documents,
                Kind::Downloads => PlaceKind::Downloads,
            },
            name: place.name.clone(),
            files: Vec::new(),
        });
        let told = told.collect();
        self.copy_places = places;
        Event::Record(RecordEvent::Places(told))
    }

    /// Makes a copy on a thread: a stick is slow.
    fn copy(&self, wanted: Copy) -> Vec<Event> {
        let failed = |trouble| vec![Event::Record(RecordEvent::NotCopied(trouble))];
        let Some(place) = self.copy_places.get(wanted.place) else {
            return failed(CopyTrouble::Unwritable);
        };
        let (into, folder) = (place.path.clone(), self.folder.clone());
        let errand = move || {
            let copied = Store::open_beside(&folder)
                .map_err(CopyError::Store)
                .and_then(|(store, _)| {
                    let record = RecordId(wanted.record);
                    copy::copy(&store, record, &into, &wanted.name, Some(&wanted.text))
                });
            Incoming::Files(Files::Copied(copied.map_err(|error| {
                tracing::warn!(code = "copy", record = wanted.record, "{error}");
                match error.is_disk_full() {
                    true => CopyTrouble::DiskFull,
                    false => CopyTrouble::Unwritable,
                }
            })))
        };
        if self.errand(errand) {
            return Vec::new();
        }
        failed(CopyTrouble::Unwritable)
    }

    /// Remembers which draft is open, so that a start after a power cut can tell of it.
    pub(super) fn note_open_draft(&mut self) {
        let open = self.desk.filling_record();
        if open == self.open_draft {
            return;
        }
        self.open_draft = open;
        let noted = match open {
            Some(record) => self.store.set_setting(OPEN_DRAFT, &record.into()),
            None => self.store.remove_setting(OPEN_DRAFT),
        };
        // The draft itself is safe; only the hint to it is not.
        let _ = noted.inspect_err(tell);
    }

    /// The draft that was open when Maru ended.
    pub(super) fn left_open(&self) -> Option<i64> {
        let noted = self.store.setting(OPEN_DRAFT).ok().flatten();
        noted.filter(|_| !self.shared)?.as_i64()
    }
}

/// What an errand among the records brought.
pub(super) fn copied(copied: Result<Copied, CopyTrouble>) -> Event {
    Event::Record(match copied {
        Ok(Copied { folder, missing }) => RecordEvent::Copied { folder, missing },
        Err(trouble) => RecordEvent::NotCopied(trouble),
    })
}
