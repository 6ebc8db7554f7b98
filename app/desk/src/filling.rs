//! A form being filled in: where it stands, what is typed but not yet taken, and what follows when it is on disk.

use crate::{
    answers,
    desk::Desk,
    event::{DraftWrite, Effect, Fault},
    screens::Screen,
};
use maru_form::{Ambient, Answer, Control, Form, Question, QuestionId, Session, Violation};
use maru_page::{Edit, Lang, Text, Words};
use std::{collections::BTreeMap, sync::Arc};

/// What follows when the draft is on disk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Then {
    /// The next question, or the answers' page behind the last one.
    Go(Option<QuestionId>),
    /// The record is finished.
    Finalise,
    /// What the person wanted when they left, such as leaving the program.
    Effect(Effect),
}

/// A form being filled in.
pub(crate) struct Filling {
    pub(crate) session: Session,
    pub(crate) record: Option<i64>,
    /// The question that is open; none on the page of all answers.
    pub(crate) at: Option<QuestionId>,
    pub(crate) input: Given,
    pub(crate) refused: Option<Violation>,
    /// Whether the question was opened from the page of all answers, to be changed.
    pub(crate) changing: bool,
    pub(crate) then: Option<Then>,
    form_xml: String,
}

/// What a person has given on the page, before it is taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// Typed text.
    pub(crate) edit: Edit,
    /// Chosen values.
    pub(crate) chosen: Vec<String>,
}

impl Filling {
    fn new(session: Session, form_xml: String, tag: &str) -> Filling {
        let mut filling = Filling {
            session,
            record: None,
            at: None,
            input: Given::default(),
            refused: None,
            changing: false,
            then: None,
            form_xml,
        };
        filling.set_language(tag);
        filling
    }

    /// Words of the form in this language, if it has them.
    pub(crate) fn set_language(&mut self, tag: &str) {
        let language = self.session.form().language_for(tag);
        self.session.set_language(language);
    }

    /// The language that the form speaks now.
    pub(crate) fn lang(&self, words: &Words) -> Lang {
        let languages = self.session.form().languages();
        let language = self
            .session
            .language()
            .and_then(|index| languages.get(index));
        language
            .and_then(|language| language.code.as_deref())
            .map_or_else(|| words.lang().clone(), Lang::new)
    }

    /// The question that is open.
    pub(crate) fn question(&self) -> Option<Question> {
        self.session.question(self.at.as_ref()?)
    }

    /// Help that the form has for the question, beyond its hint.
    pub(crate) fn guidance(&self, words: &Words) -> Option<Text> {
        let guidance = self.question()?.guidance?;
        Some(Text::plain(guidance.plain(), &self.lang(words)))
    }

    /// Opens a question with the answer it has.
    pub(crate) fn open(&mut self, at: Option<QuestionId>) {
        self.at = at;
        self.refused = None;
        let value = self
            .question()
            .map(|question| question.value)
            .unwrap_or_default();
        let chosen = value.split_whitespace().map(str::to_owned).collect();
        self.input = Given {
            edit: Edit::new(value),
            chosen,
        };
    }

    /// What is given, as the answer to the open question.
    fn answer(&self, question: &Question, desk: &Desk) -> Option<Answer> {
        Some(match question.control {
            Control::Input => {
                let today = desk.world.now.date();
                answers::typed(
                    self.input.edit.text(),
                    &question.data_type,
                    today,
                    desk.words(),
                )
            }
            Control::SelectOne => match self.input.chosen.first() {
                Some(value) => Answer::Choice(value.clone()),
                None => Answer::Clear,
            },
            Control::SelectMultiple if self.input.chosen.is_empty() => Answer::Clear,
            Control::SelectMultiple => Answer::Choices(self.input.chosen.clone()),
            Control::Trigger => Answer::Acknowledged(!self.input.chosen.is_empty()),
            _ => return None,
        })
        .filter(|_| !question.read_only)
    }

    fn draft(&self, pending: Option<String>) -> DraftWrite {
        let form = self.session.form();
        DraftWrite {
            record: self.record,
            instance_id: self.session.instance_id().unwrap_or_default(),
            form_id: form.id().to_owned(),
            version: form.version().map(str::to_owned),
            title: form.title().to_owned(),
            form_xml: self.form_xml.clone(),
            xml: self.session.save(),
            at_question: self.at.as_ref().map(ToString::to_string),
            pending,
        }
    }
}

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
        let known = left_at.filter(|at| questions.contains(at));
        let found = known.is_some();
        filling.open(known.or_else(|| questions.first().cloned()));
        if let Some(text) = pending.filter(|_| found) {
            filling.input.edit = Edit::new(text);
        }
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
        self.places
            .retain(|place| !matches!(place.screen, Screen::Question | Screen::Check));
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

    /// Takes the answer of the open question and saves; the next page waits for the disk.
    pub(crate) fn take_answer(&mut self) -> Vec<Effect> {
        let Some(mut filling) = self.filling.take() else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        let answer = filling
            .question()
            .and_then(|question| Some((question.id.clone(), filling.answer(&question, self)?)));
        let refused = answer.and_then(|(id, answer)| filling.session.set(&id, answer).err());
        if refused.is_some() {
            filling.refused = refused;
            self.filling = Some(filling);
            return Vec::new();
        }
        filling.refused = None;
        let next = filling
            .session
            .next_after(filling.at.as_ref())
            .filter(|_| !filling.changing);
        filling.then = Some(Then::Go(next.clone()));
        let draft = DraftWrite {
            at_question: next.map(|next| next.to_string()),
            ..filling.draft(None)
        };
        self.filling = Some(filling);
        vec![Effect::SaveDraft(draft)]
    }

    /// Keeps what was typed, taken or not, when the question is left without going on.
    pub(crate) fn leave_question(&mut self, wanted: Option<Effect>) -> Vec<Effect> {
        let open = matches!(self.screen(), Screen::Question | Screen::Check)
            || self
                .places
                .iter()
                .any(|place| place.screen == Screen::Question);
        let Some(mut filling) = self.filling.take().filter(|_| open) else {
            return wanted.into_iter().collect();
        };
        let answer = filling
            .question()
            .and_then(|question| Some((question.clone(), filling.answer(&question, self)?)));
        let mut pending = None;
        let mut changed = false;
        if let Some((question, answer)) = answer {
            let typed = filling.input.edit.text().to_owned();
            let before = question.value.clone();
            // A refusal is no reason to lose what was typed: it is kept beside the answers.
            let refused = filling.session.set(&question.id, answer).is_err();
            pending = (refused && question.control == Control::Input && !typed.is_empty())
                .then_some(typed);
            changed = pending.is_some()
                || filling
                    .session
                    .question(&question.id)
                    .is_some_and(|question| question.value != before);
        }
        if filling.record.is_none() && !changed {
            self.filling = Some(filling);
            return wanted.into_iter().collect();
        }
        filling.then = wanted.map(Then::Effect);
        let draft = filling.draft(pending);
        self.tell(self.words().text("notice-draft-kept"), false);
        self.filling = Some(filling);
        vec![Effect::SaveDraft(draft)]
    }

    /// The draft is on disk: on with what was waiting for it.
    pub(crate) fn saved(&mut self, record: i64) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.record = Some(record);
        match filling.then.take() {
            None => Vec::new(),
            Some(Then::Effect(effect)) => vec![effect],
            Some(Then::Finalise) => vec![Effect::Finalise {
                record,
                bytes: filling.session.submission(),
            }],
            Some(Then::Go(next)) => {
                filling.changing = false;
                let screen = if next.is_some() {
                    Screen::Question
                } else {
                    Screen::Check
                };
                filling.open(next);
                self.replace(screen);
                Vec::new()
            }
        }
    }

    /// One question back; before the first one, out of the form. Nothing typed is lost.
    pub(crate) fn question_back(&mut self) -> Vec<Effect> {
        let effects = self.leave_question(None);
        let Some(filling) = &mut self.filling else {
            self.places.pop();
            return effects;
        };
        if filling.changing {
            filling.changing = false;
            filling.open(None);
            self.replace(Screen::Check);
        } else if let Some(previous) = filling.session.previous_before(filling.at.as_ref()) {
            filling.open(Some(previous));
            self.clear_notice();
        } else {
            self.places.pop();
        }
        effects
    }

    /// All answers are looked over: freeze them.
    pub(crate) fn finish_form(&mut self) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        if let Some((id, violation)) = filling.session.violations().into_iter().next() {
            filling.open(Some(id));
            filling.refused = Some(violation);
            filling.changing = true;
            self.replace(Screen::Question);
            return Vec::new();
        }
        filling.then = Some(Then::Finalise);
        vec![Effect::SaveDraft(filling.draft(None))]
    }
}
