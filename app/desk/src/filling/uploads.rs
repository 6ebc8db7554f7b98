//! Files that a person puts with a record. A file is on disk before the draft names it, and goes only when no draft
//! names it any more.

use super::Then;
use crate::{
    desk::Desk,
    event::{Attach, Effect},
    files::{AttachTrouble, Attached, Place},
    screens::{self, Screen},
};
use maru_form::{Answer, Control};

impl Desk {
    /// Looks for files that the open question takes.
    pub(crate) fn list_files(&mut self) -> Vec<Effect> {
        let question = self.filling.as_ref().and_then(|filling| filling.question());
        let upload = question.and_then(|question| question.upload);
        let effect = upload.map(|upload| Effect::ListFiles {
            accept: upload.accept,
        });
        effect.into_iter().collect()
    }

    /// The files are there to be chosen from.
    pub(crate) fn files_found(&mut self, places: Vec<Place>) {
        let is_open = self.screen() == Screen::Question;
        let Some(filling) = self.filling.as_mut().filter(|_| is_open) else {
            return;
        };
        if filling
            .question()
            .is_none_or(|question| question.control != Control::Upload)
        {
            return;
        }
        let is_empty = places.iter().all(|place| place.files.is_empty());
        filling.found = Some(places);
        if is_empty {
            self.tell(self.words().text("notice-no-files"), false);
        }
        screens::show_files(self);
    }

    /// Puts a found file with the record; a record that has no number yet is saved first.
    pub(crate) fn attach(&mut self, path: String) -> Vec<Effect> {
        self.save_and(Then::Attach(path))
    }

    /// The record is on disk: the file goes beside it, under a name that no other file of it has.
    pub(super) fn attach_now(&mut self, path: String) -> Vec<Effect> {
        let stem = self.world.now.timestamp().as_millisecond().to_string();
        let Some(filling) = &self.filling else {
            return Vec::new();
        };
        let upload = filling.question().and_then(|question| question.upload);
        let (Some(record), Some(upload)) = (filling.record, upload) else {
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
        vec![Effect::Attach(Attach {
            record,
            path,
            stem,
            pixels_max: upload.max_pixels,
            keep_place: filling.keep_place,
        })]
    }

    /// The file is on disk: now the draft names it, and the one before it goes.
    pub(crate) fn attached(&mut self, file: Attached) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let Some(question) = filling
            .question()
            .filter(|question| question.control == Control::Upload)
        else {
            return Vec::new();
        };
        if let Err(violation) = filling
            .session
            .set(&question.id, Answer::File(file.name.clone()))
            && filling
                .session
                .question(&question.id)
                .is_none_or(|now| now.value != file.name)
        {
            filling.refused = Some(super::Refused {
                violation,
                tried: String::new(),
            });
            return self.detach_now(file.name);
        }
        filling.attached.insert(file.name, file.size);
        filling.found = None;
        filling.refused = None;
        self.tell(self.words().text("notice-attached"), false);
        self.let_go(question.value)
    }

    /// The answer is taken back, and its file with it.
    pub(crate) fn remove_file(&mut self) -> Vec<Effect> {
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
        let record = filling.record;
        record
            .map(|record| Effect::Detach { record, name })
            .into_iter()
            .collect()
    }

    /// It is not on disk; what was attached before still is.
    pub(crate) fn attach_failed(&mut self, trouble: AttachTrouble) {
        let id = match trouble {
            AttachTrouble::Unreadable => "notice-file-unreadable",
            AttachTrouble::Damaged => "notice-file-damaged",
            AttachTrouble::TooLarge => "notice-file-too-large",
            AttachTrouble::DiskFull => "notice-file-disk-full",
            AttachTrouble::Other => "notice-file-not-taken",
        };
        self.tell(self.words().text(id), true);
    }
}
