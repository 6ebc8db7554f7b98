//! Files for the desk: those that belong to a form, those that a person may choose, and those of a record.

use super::App;
use crate::{
    attach::{self, AttachError},
    entities::OwnChanges,
    incoming::{Files, Incoming},
};
use maru_desk::{AttachTrouble, Attached, Event, FILE_BYTES_MAX, FormFiles, Place, PlaceKind};
use maru_page::ImageId;
use maru_picture::{PictureError, Wishes};
use maru_port::files::{self, Accept};
use maru_store::{RecordId, RecordState, Store, StoreError};
use std::{io::Read, path::Path, thread};

/// The endings of lists.
const LISTS: [&str; 3] = ["csv", "xml", "geojson"];

/// The lists that a form has in files, as the city's server sent them, with what was changed here since.
pub(crate) fn form_files(
    store: &Store,
    form_hash: &str,
    own: &OwnChanges,
) -> Result<FormFiles, StoreError> {
    let mut found = FormFiles::default();
    for name in store.media_of(form_hash)?.into_keys() {
        let ending = Path::new(&name)
            .extension()
            .and_then(|ending| ending.to_str());
        let is_list =
            ending.is_some_and(|ending| LISTS.contains(&ending.to_ascii_lowercase().as_str()));
        if is_list && let Some(content) = store.media(form_hash, &name)? {
            found.lists.insert(name, content.into_vec());
        }
    }
    own.merge(&mut found.lists);
    Ok(found)
}

/// The record of a form that was finished last.
pub(super) fn last_sent(store: &Store, form_id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let records = store.records()?;
    let finished = records
        .into_iter()
        .filter(|record| record.form_id == form_id && record.state != RecordState::Draft)
        .filter(|record| !record.is_sealed);
    let Some(last) = finished.max_by(|one, other| one.updated_at.cmp(&other.updated_at)) else {
        return Ok(None);
    };
    Ok(Some(store.export(last.id)?.as_bytes().to_vec()))
}

/// Where files are looked for and put: on a computer that people share only on what one has brought along, for its
/// folders are everybody's.
pub(super) fn places(shared: bool) -> Vec<files::Place> {
    let mut places = files::places();
    places.retain(|place| !shared || place.kind == files::PlaceKind::Removable);
    places
}

/// Looks for files on a thread: a stick takes its time, and a key press waits for nobody.
fn find(accept: &str, shared: bool) -> Vec<(files::Place, Vec<files::FoundFile>)> {
    let accept = Accept::parse(accept);
    let places = places(shared).into_iter();
    places
        .map(|place| {
            let found = files::files(&place, &accept);
            (place, found)
        })
        .collect()
}

impl App {
    /// Runs an errand on a thread of its own; what comes of it comes in as news.
    pub(super) fn errand(&self, errand: impl FnOnce() -> Incoming + Send + 'static) -> bool {
        let sink = self.sink.clone();
        let thread = thread::Builder::new().name("files".to_owned());
        let started = thread.spawn(move || sink(errand()));
        let started = started
            .inspect_err(|error| tracing::warn!(code = "thread", "{error}"))
            .is_ok();
        self.errands.set(self.errands.get() + usize::from(started));
        started
    }

    /// An errand is over: what waited for it can be done.
    pub(super) fn errand_is_over(&mut self) {
        self.errands.set(self.errands.get().saturating_sub(1));
        self.mend_when_alone();
    }

    pub(super) fn list_files(
        &self,
        record: Option<i64>,
        question: String,
        accept: String,
    ) -> Vec<Event> {
        let (asked, shared) = (question.clone(), self.shared);
        let errand = move || {
            let found = find(&accept, shared);
            Incoming::Files(Files::Found {
                record,
                question: asked,
                found,
            })
        };
        if self.errand(errand) {
            return Vec::new();
        }
        vec![Event::Files {
            record,
            question,
            places: Vec::new(),
        }]
    }

    /// What an errand brought.
    pub(super) fn files(&mut self, files: Files) -> Event {
        match files {
            Files::Found {
                record,
                question,
                found,
            } => Event::Files {
                record,
                question,
                places: self.found(found),
            },
            Files::CopyPlaces(places) => self.copy_places(places),
            Files::Copied(copied) => super::records::copied(copied),
            Files::Attached {
                record,
                question,
                done: Ok(file),
            } => Event::Attached {
                record,
                question,
                file,
            },
            Files::Attached {
                record,
                question,
                done: Err(trouble),
            } => Event::AttachFailed {
                record,
                question,
                trouble,
            },
            Files::Embossed(result) => Event::Embossed(result),
        }
    }

    /// What a person may choose from, which is remembered: nothing else is ever read.
    fn found(&mut self, found: Vec<(files::Place, Vec<files::FoundFile>)>) -> Vec<Place> {
        self.found.clear();
        let places = found.into_iter().map(|(place, found)| Place {
            kind: match place.kind {
                files::PlaceKind::Removable => PlaceKind::Removable,
                files::PlaceKind::Pictures => PlaceKind::Pictures,
                files::PlaceKind::Documents => PlaceKind::Documents,
                files::PlaceKind::Downloads => PlaceKind::Downloads,
            },
            name: place.name,
            files: found.into_iter().map(|file| self.remember(file)).collect(),
        });
        places.collect()
    }

    fn remember(&mut self, file: files::FoundFile) -> maru_desk::FoundFile {
        let path = file.path.to_string_lossy().into_owned();
        let changed = jiff::Timestamp::try_from(file.modified);
        let found = maru_desk::FoundFile {
            name: file.name.clone(),
            path: path.clone(),
            size: file.size,
            changed_at: changed.map_or_else(|_| String::new(), |changed| changed.to_string()),
        };
        self.found.insert(path, file);
        found
    }

    /// Puts a file with a draft; a picture without what the camera noted, and no larger than the form wants.
    pub(super) fn attach(&self, attach: maru_desk::Attach) -> Vec<Event> {
        let (record, question) = (attach.record, attach.question.clone());
        let failed = |question, trouble| {
            vec![Event::AttachFailed {
                record,
                question,
                trouble,
            }]
        };
        let Some(found) = self.found.get(&attach.path).cloned() else {
            return failed(question, AttachTrouble::Unreadable);
        };
        let folder = self.folder.clone();
        let errand = move || {
            let done = attached(&folder, &found, &attach);
            Incoming::Files(Files::Attached {
                record,
                question: attach.question,
                done,
            })
        };
        if self.errand(errand) {
            return Vec::new();
        }
        failed(question, AttachTrouble::Other)
    }

    /// Takes a file away that no draft names any more. One that stays for now goes when the record is finalised.
    pub(super) fn detach(&self, record: i64, name: &str) {
        if let Err(error) = self.store.detach(RecordId(record), name) {
            tracing::warn!(code = error.code(), record, "{error}");
        }
    }

    /// The bytes of a picture that a page shows: a file of a record, or of a form's media.
    pub fn image(&self, image: &ImageId) -> Option<Vec<u8>> {
        let mut parts = image.0.splitn(3, '/');
        let (kind, owner, name) = (parts.next()?, parts.next()?, parts.next()?);
        match kind {
            "record" => {
                let record = RecordId(owner.parse().ok()?);
                let file = self.store.open_attachment(record, name).ok()?;
                let mut bytes = Vec::new();
                file.take(FILE_BYTES_MAX).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
            "form" => {
                let sent = self.store.latest_form(owner).ok().flatten();
                let sent = sent.and_then(|form| {
                    let media = self.store.media(&form.summary.hash, name);
                    media.ok().flatten()
                });
                let pack = || self.desk.form_media(owner, name).map(<[u8]>::to_vec);
                sent.map(|content| content.as_bytes().to_vec())
                    .or_else(pack)
            }
            _ => None,
        }
    }

    /// The files of a record.
    pub(super) fn attachments(&self, record: i64) -> Result<Vec<Attached>, StoreError> {
        let files = self.store.attachments(RecordId(record))?.into_iter();
        let attached = files.map(|attachment| Attached {
            name: attachment.name,
            size: attachment.file.size,
        });
        Ok(attached.collect())
    }
}

fn attached(
    folder: &Path,
    found: &files::FoundFile,
    attach: &maru_desk::Attach,
) -> Result<Attached, AttachTrouble> {
    let wishes = Wishes {
        pixels_max: attach.pixels_max,
        keep_place: attach.keep_place,
    };
    let record = RecordId(attach.record);
    let source = (&*found.path, &*found.media_type);
    let kept = Store::open_beside(folder)
        .map_err(AttachError::Store)
        .and_then(|(mut store, _)| {
            attach::attach(&mut store, record, source, &wishes, &attach.stem)
        });
    let kept = kept.map_err(|error| {
        tracing::warn!(code = "attach", record = attach.record, "{error}");
        trouble(&error)
    })?;
    Ok(Attached {
        name: kept.name,
        size: kept.file.size,
    })
}

fn trouble(error: &AttachError) -> AttachTrouble {
    match error {
        AttachError::Source(_) => AttachTrouble::Unreadable,
        AttachError::Picture(PictureError::UnknownFormat | PictureError::Damaged) => {
            AttachTrouble::Damaged
        }
        AttachError::TooLarge => AttachTrouble::TooLarge,
        AttachError::Picture(PictureError::TooManyBytes | PictureError::TooManyPixels { .. }) => {
            AttachTrouble::PictureTooLarge
        }
        AttachError::Store(error) if error.is_disk_full() => AttachTrouble::DiskFull,
        AttachError::Store(_) => AttachTrouble::Other,
    }
}
