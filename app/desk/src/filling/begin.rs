//! Beginning a form, and going on with a draft.

use super::Filling;
use crate::{
    desk::Desk,
    event::{Effect, Fault},
    screens::Screen,
};
use maru_form::{Ambient, Form, QuestionId, Session};
use std::{collections::BTreeMap, sync::Arc};

impl Desk {
    /// Begins a form.
    pub(crate) fn begin(&mut self, form_id: &str) -> Vec<Effect> {
        let (form, form_xml) = match self.form(form_id) {
            Ok(found) => found,
            Err(fault) => return vec![Effect::Fault(fault)],
        };
        let session = Session::new(form, self.ambient());
        if session.instance_id().is_none() {
            return self.no_identity(form_id);
        }
        let mut filling = Filling::new(session, form_xml, &self.settings.language.clone());
        let first = filling.session.next_after(None);
        filling.open(first);
        self.show_filling(filling);
        Vec::new()
    }

    /// Goes on with a draft, at the question it was left at.
    pub(crate) fn resume(
        &mut self,
        record: i64,
        form_xml: &str,
        saved: &str,
        at_question: Option<String>,
        pending: Option<String>,
    ) -> Vec<Effect> {
        let session = Form::parse(form_xml)
            .map_err(|refusal| refusal.to_string())
            .and_then(|loaded| {
                Session::resume(Arc::new(loaded.form), saved, self.ambient())
                    .map_err(|error| error.to_string())
            });
        let session = match session {
            Ok(session) => session,
            Err(cause) => {
                self.tell_with_phone("notice-draft-broken");
                return vec![Effect::Fault(Fault {
                    code: "draft-refused",
                    subject: format!("record {record}"),
                    cause,
                })];
            }
        };
        let mut filling = Filling::new(
            session,
            form_xml.to_owned(),
            &self.settings.language.clone(),
        );
        filling.record = Some(record);
        let questions = filling.session.questions();
        let left_at = at_question.map(|at| QuestionId::from(at.as_str()));
        let open = match left_at {
            // It was left at the page of all answers.
            None => None,
            Some(at) if questions.contains(&at) => {
                filling.kept.extend(pending.map(|text| (at.clone(), text)));
                Some(at)
            }
            Some(_) => questions.first().cloned(),
        };
        filling.open(open);
        self.show_filling(filling);
        Vec::new()
    }

    fn show_filling(&mut self, filling: Filling) {
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

    fn ambient(&self) -> Ambient {
        Ambient {
            now: self.world.now.clone(),
            uuid: self.world.uuid.clone(),
            seed: self.world.seed,
            device_id: self.world.device_id.clone(),
            properties: BTreeMap::new(),
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
