//! Files that a person puts with a record. A file is on disk before the draft names it, and goes only when no draft
//! names it any more.

use super::{Filling, Then};
use crate::{
    desk::Desk,
    event::{Attach, Effect},
    files::{AttachTrouble, Attached, FILE_BYTES_MAX, Place},
    screens,
};
use maru_form::{Answer, Control, QuestionId};

/// A chosen file on its way to the disk: a large picture takes its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attaching {
    /// The question that it answers.
    pub(crate) question: QuestionId,
    /// Where it is.
    pub(crate) path: String,
    /// What the person knows it by.
    name: Option<String>,
}

impl Filling {
    /// Whether a file was chosen for this question of this record and is not on disk yet.
    fn is_attaching(&self, record: i64, question: &QuestionId) -> bool {
        let attaching = self.attaching.as_ref();
        self.record == Some(record) && attaching.is_some_and(|file| file.question == *question)
    }
}

impl Desk {
    /// Looks for files that the open question takes.
    pub(crate) fn list_files(&mut self) -> Vec<Effect> {
        if self.stays_for_file() {
            return Vec::new();
        }
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let question = filling.question();
        let Some((question, upload)) =
            question.and_then(|question| Some((question.id, question.upload?)))
        else {
            return Vec::new();
        };
        if std::mem::replace(&mut filling.looks_for_files, true) {
            self.tell(self.words().text("notice-looking-for-files"), false);
            return Vec::new();
        }
        vec![Effect::ListFiles {
            record: filling.record,
            question: question.to_string(),
            accept: upload.accept,
        }]
    }

    /// The files are there to be chosen from, if their question is still open.
    pub(crate) fn files_found(&mut self, record: Option<i64>, question: &str, places: Vec<Place>) {
        let question = QuestionId::from(question);
        let waits = self.filling.as_mut().filter(|filling| {
            filling.looks_for_files
                && filling.at.as_ref() == Some(&question)
                // One that had no number then may have been saved since.
                && (record.is_none() || filling.record == record)
        });
        let Some(filling) = waits else {
            return;
        };
        let is_empty = places.iter().all(|place| place.files.is_empty());
        filling.looks_for_files = false;
        filling.found = Some(places);
        if is_empty {
            self.tell(self.words().text("notice-no-files"), false);
        }
        screens::show_files(self);
    }

    pub(super) fn is_attaching(&self) -> bool {
        let filling = self.filling.as_ref();
        filling.is_some_and(|filling| filling.attaching.is_some())
    }

    /// Whether a chosen file is not on disk yet: its question is not left before it is, nor is the form finished.
    pub(crate) fn stays_for_file(&mut self) -> bool {
        let stays = self.is_attaching();
        if stays {
            self.tell(self.words().text("notice-attaching"), false);
        }
        stays
    }

    /// Puts a found file with the record; a record that has no number yet is saved first.
    pub(crate) fn attach(&mut self, path: String) -> Vec<Effect> {
        if self.stays_for_file() {
            return Vec::new();
        }
        self.save_and(Then::Attach(path))
    }

    /// The record is on disk: the file goes beside it, under a name that no other file of it has.
    pub(super) fn attach_now(&mut self, path: String) -> Vec<Effect> {
        let stem = self.world.now.timestamp().as_millisecond().to_string();
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let question = filling.question();
        let asked = question.and_then(|question| Some((question.id, question.upload?)));
        let (Some(record), Some((question, upload))) = (filling.record, asked) else {
            return Vec::new();
        };
        let is_taken = |stem: &str| {
            let own = format!("{stem}.");
            filling
                .attached
                .keys()
                .any(|name| name.starts_with(&own) || name == stem)
        };
        let mut others = (2..).map(|number| format!("{stem}-{number}"));
        let stem = match is_taken(&stem) {
            true => others.find(|other| !is_taken(other)).unwrap_or(stem),
            false => stem,
        };
        let places = filling.found.iter().flatten();
        let mut found = places.flat_map(|place| &place.files);
        let chosen = found.find(|file| file.path == path);
        filling.attaching = Some(Attaching {
            question: question.clone(),
            name: chosen.map(|file| file.name.clone()),
            path: path.clone(),
        });
        vec![Effect::Attach(Attach {
            record,
            question: question.to_string(),
            path,
            stem,
            pixels_max: upload.max_pixels,
            keep_place: filling.keep_place,
        })]
    }

    /// The file is on disk: now the draft names it as the answer to its question, wherever the person is, and the one
    /// before it goes. A file that nobody waits for any more goes itself.
    pub(crate) fn attached(&mut self, record: i64, question: &str, file: Attached) -> Vec<Effect> {
        let id = QuestionId::from(question);
        let waits = self.filling.as_mut();
        let Some(filling) = waits.filter(|filling| filling.is_attaching(record, &id)) else {
            return self.let_go_unasked(record, file.name);
        };
        let chosen = filling.attaching.take().and_then(|file| file.name);
        let question = filling.session.question(&id);
        let Some(question) = question.filter(|asked| asked.control == Control::Upload) else {
            return self.let_go_unasked(record, file.name);
        };
        if let Err(violation) = filling.session.set(&id, Answer::File(file.name.clone()))
            && filling
                .session
                .question(&id)
                .is_none_or(|now| now.value != file.name)
        {
            if filling.at.as_ref() != Some(&id) {
                return self.let_go_unasked(record, file.name);
            }
            filling.refused = Some(super::Refused {
                violation,
                tried: String::new(),
            });
            return self.detach_now(file.name);
        }
        if let Some(chosen) = chosen {
            filling.chosen.insert(file.name.clone(), chosen);
        }
        filling.attached.insert(file.name, file.size);
        if filling.at.as_ref() == Some(&id) {
            filling.found = None;
            filling.refused = None;
        }
        self.tell(self.words().text("notice-attached"), false);
        self.let_go(question.value)
    }

    /// A file that is no answer is on disk: it goes again, and the person is told, if they are still there.
    fn let_go_unasked(&mut self, record: i64, name: String) -> Vec<Effect> {
        if self.may_show(record) {
            self.tell(self.words().text("notice-file-not-taken"), true);
        }
        vec![Effect::Detach { record, name }]
    }

    /// The answer is taken back, and its file with it.
    pub(crate) fn remove_file(&mut self) -> Vec<Effect> {
        if self.stays_for_file() {
            return Vec::new();
        }
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let Some(question) = filling.question() else {
            return Vec::new();
        };
        // A required answer that is taken back is told when the person wants to go on.
        let _ = filling.session.set(&question.id, Answer::Clear);
        self.let_go(question.value)
    }

    /// Saves the draft that does not name a file any more, and lets go of the file.
    fn let_go(&mut self, name: String) -> Vec<Effect> {
        screens::show_files(self);
        self.save_and(if name.is_empty() {
            Then::Stay
        } else {
            Then::Detach(name)
        })
    }

    pub(super) fn detach_now(&mut self, name: String) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.attached.remove(&name);
        filling.chosen.remove(&name);
        let record = filling.record;
        record
            .map(|record| Effect::Detach { record, name })
            .into_iter()
            .collect()
    }

    /// It is not on disk; what was attached before still is.
    pub(crate) fn attach_failed(&mut self, record: i64, question: &str, trouble: AttachTrouble) {
        let id = QuestionId::from(question);
        let waits = self.filling.as_mut();
        if let Some(filling) = waits.filter(|filling| filling.is_attaching(record, &id)) {
            filling.attaching = None;
        }
        let id = match trouble {
            AttachTrouble::Unreadable => "notice-file-unreadable",
            AttachTrouble::Damaged => "notice-file-damaged",
            AttachTrouble::TooLarge => "notice-file-too-large",
            AttachTrouble::PictureTooLarge => "notice-picture-too-large",
            AttachTrouble::DiskFull => "notice-file-disk-full",
            AttachTrouble::Other => "notice-file-not-taken",
        };
        if self.may_show(record) {
            let words = self.words();
            let most = screens::size_in_words(FILE_BYTES_MAX, words).shown;
            let told = words.with(id, &[("size", (&most).into())]);
            self.tell(told, true);
        }
    }
}
