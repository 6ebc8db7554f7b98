//! Beginning a form, and going on with a draft.

use super::Filling;
use crate::{
    desk::Desk,
    event::{Effect, Fault},
    files::{Attached, FormFiles},
    forms::{Opening, Unopened},
    screens::Screen,
};
use maru_form::{Ambient, QuestionId, Session};
use std::collections::BTreeMap;

/// A draft as it was kept.
pub(crate) struct Opened {
    pub(crate) record: i64,
    pub(crate) form_id: String,
    pub(crate) form_xml: String,
    pub(crate) files: FormFiles,
    pub(crate) attached: Vec<Attached>,
    pub(crate) saved: String,
    pub(crate) at_question: Option<String>,
    pub(crate) pending: Option<String>,
}

impl Desk {
    /// Begins a form; one that asks for what was sent last waits until that is found.
    pub(crate) fn begin(&mut self, form_id: &str) -> Vec<Effect> {
        if self.asks_for_last_sent(form_id) {
            let form_id = form_id.to_owned();
            return vec![Effect::FindLastSent { form_id }];
        }
        self.begin_with(form_id, None)
    }

    /// Begins a form, with the record of it that was sent last.
    pub(crate) fn begin_with(&mut self, form_id: &str, last_sent: Option<Vec<u8>>) -> Vec<Effect> {
        let (opening, form_xml) = match self.form(form_id, last_sent) {
            Ok(found) => found,
            Err(fault) => return vec![Effect::Fault(fault)],
        };
        let session = Session::new(opening.form, self.ambient());
        if session.instance_id().is_none() {
            return self.no_identity(form_id);
        }
        let mut filling = Filling::new(session, form_xml, &self.settings.language.clone());
        filling.key = opening.key;
        let first = filling.session.next_after(None);
        filling.open(first);
        self.show_filling(filling);
        Vec::new()
    }

    /// Goes on with a draft, at the question it was left at.
    pub(crate) fn resume(&mut self, draft: Opened) -> Vec<Effect> {
        let record = draft.record;
        let opening = self.read_form(&draft.form_id, &draft.form_xml, &draft.files);
        let resumed = opening.and_then(|Opening { form, key }| {
            let session = Session::resume(form, &draft.saved, self.ambient());
            let session = session.map_err(|error| Unopened::Form(error.to_string()));
            Ok((session?, key))
        });
        let (session, key) = match resumed {
            Ok(resumed) => resumed,
            Err(cause) => {
                self.tell_with_phone("notice-draft-broken");
                let fault = cause.fault("draft-refused", format!("record {record}"));
                return vec![Effect::Fault(fault)];
            }
        };
        let mut filling = Filling::new(session, draft.form_xml, &self.settings.language.clone());
        filling.key = key;
        filling.record = Some(record);
        let attached = draft.attached.into_iter();
        filling.attached = attached.map(|file| (file.name, file.size)).collect();
        let (at_question, pending) = (draft.at_question, draft.pending);
        let questions = filling.session.questions();
        filling.keeps(pending.as_deref(), at_question.as_deref());
        let left_at = at_question.map(|at| QuestionId::from(at.as_str()));
        let open = match left_at {
            // It was left at the page of all answers.
            None => None,
            Some(at) if questions.contains(&at) => Some(at),
            Some(_) => questions.first().cloned(),
        };
        filling.open(open);
        self.show_filling(filling);
        Vec::new()
    }

    pub(crate) fn show_filling(&mut self, filling: Filling) {
        let screen = if filling.at.is_some() {
            Screen::Question
        } else {
            Screen::Check
        };
        self.filling = Some(filling);
        self.places.retain(|place| {
            !matches!(
                place.screen,
                Screen::Question | Screen::Check | Screen::RemoveInstance(_)
            )
        });
        self.go(screen);
    }

    pub(crate) fn ambient(&self) -> Ambient {
        Ambient {
            now: self.world.now.clone(),
            uuid: self.world.uuid.clone(),
            seed: self.world.seed,
            device_id: self.world.device_id.clone(),
            properties: BTreeMap::new(),
            // Where a household is, nobody has to know who is not told in an answer.
            place: None,
        }
    }

    fn no_identity(&mut self, form_id: &str) -> Vec<Effect> {
        self.tell_with_phone("notice-form-broken");
        let cause =
            "the form has no meta/instanceID: a resend could not be told from a second record"
                .to_owned();
        vec![Effect::Fault(Fault {
            code: "form-no-instance-id",
            subject: form_id.to_owned(),
            cause,
        })]
    }
}
