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
    /// One question back; before the first one, out of the form.
    Back,
    /// The first page.
    Home,
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
    /// Whether there is something that is not on disk yet.
    unsaved: bool,
    /// What was typed and refused for its kind, so that it is nowhere in the record.
    kept: BTreeMap<QuestionId, String>,
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
            unsaved: false,
            kept: BTreeMap::new(),
            form_xml,
        };
        filling.set_language(tag);
        filling
    }

    /// Words of the form in this language, if it has them.
    pub(crate) fn set_language(&mut self, tag: &str) {
        let language = self.session.form().language_for(tag);
        self.session.set_language(language);
        // The form's own words for a refusal are in its language too.
        let told_again = self.at.as_ref().and_then(|at| self.session.violation(at));
        if let (Some(refused), Some(again)) = (&mut self.refused, told_again)
            && refused.kind == again.kind
        {
            *refused = again;
        }
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
        let kept = self.at.as_ref().and_then(|at| self.kept.get(at));
        let edit = Edit::new(kept.cloned().unwrap_or(value));
        self.input = Given { edit, chosen };
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

    /// The draft as it is now, to be gone on with at that question.
    fn draft(&self, at: Option<&QuestionId>) -> DraftWrite {
        let form = self.session.form();
        DraftWrite {
            record: self.record,
            instance_id: self.session.instance_id().unwrap_or_default(),
            form_id: form.id().to_owned(),
            version: form.version().map(str::to_owned),
            title: form.title().to_owned(),
            form_xml: self.form_xml.clone(),
            xml: self.session.save(),
            at_question: at.map(ToString::to_string),
            pending: at.and_then(|at| self.kept.get(at)).cloned(),
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
        let refused = self.give(&mut filling);
        let effects = if refused.is_some() {
            filling.refused = refused;
            Vec::new()
        } else {
            filling.refused = None;
            let next = filling.session.next_after(filling.at.as_ref());
            let next = next.filter(|_| !filling.changing);
            let draft = filling.draft(next.as_ref());
            filling.then = Some(Then::Go(next));
            vec![Effect::SaveDraft(draft)]
        };
        self.filling = Some(filling);
        effects
    }

    /// Gives the open question's answer to the session. What is refused for its kind is kept beside the answers:
    /// a refusal is no reason to lose what was typed.
    fn give(&self, filling: &mut Filling) -> Option<Violation> {
        let question = filling.question()?;
        let answer = filling.answer(&question, self)?;
        let refused = filling.session.set(&question.id, answer).err();
        let now = filling.session.question(&question.id);
        let is_kept = now.is_some_and(|now| now.value != question.value);
        let typed = filling.input.edit.text();
        let typed = (question.control == Control::Input && refused.is_some() && !typed.is_empty())
            .then(|| typed.to_owned());
        filling.unsaved |= is_kept || typed != filling.kept.get(&question.id).cloned();
        match typed {
            Some(typed) => drop(filling.kept.insert(question.id, typed)),
            None => drop(filling.kept.remove(&question.id)),
        }
        refused
    }

    /// Leaves the open question without going on. What was typed is on disk, taken or not, before anything else
    /// happens.
    pub(crate) fn leave_question(&mut self, then: Then) -> Vec<Effect> {
        let Some(mut filling) = self.filling.take() else {
            return self.follow(then);
        };
        self.give(&mut filling);
        if !filling.unsaved {
            self.filling = Some(filling);
            return self.follow(then);
        }
        let draft = filling.draft(filling.at.as_ref());
        filling.then = Some(then);
        self.filling = Some(filling);
        vec![Effect::SaveDraft(draft)]
    }

    /// The draft is on disk: on with what was waiting for it.
    pub(crate) fn saved(&mut self, record: i64) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.record = Some(record);
        filling.unsaved = false;
        match filling.then.take() {
            Some(then) => self.follow(then),
            None => Vec::new(),
        }
    }

    /// It could not be written: the page stays, with all that is on it.
    pub(crate) fn not_saved(&mut self) {
        let then = self.filling.as_mut().and_then(|filling| {
            filling.unsaved = true;
            filling.then.take()
        });
        if then == Some(Then::Effect(Effect::Quit)) {
            self.quit_failed = true;
            self.tell(self.words().text("notice-quit-again"), true);
        }
    }

    fn follow(&mut self, then: Then) -> Vec<Effect> {
        match then {
            Then::Effect(effect) => return vec![effect],
            Then::Home => {
                self.tell_draft_kept();
                self.places.truncate(1);
                self.filling = None;
            }
            Then::Back => self.follow_back(),
            Then::Finalise => {
                let record = self.filling.as_ref().and_then(|filling| filling.record);
                let bytes = self
                    .filling
                    .as_ref()
                    .map(|filling| filling.session.submission());
                let finalise = record.zip(bytes);
                return finalise
                    .map(|(record, bytes)| Effect::Finalise { record, bytes })
                    .into_iter()
                    .collect();
            }
            Then::Go(next) => self.follow_on(next),
        }
        Vec::new()
    }

    fn follow_on(&mut self, next: Option<QuestionId>) {
        let Some(filling) = &mut self.filling else {
            return;
        };
        let changed = filling.at.clone().filter(|_| filling.changing);
        filling.changing = false;
        let screen = if next.is_some() {
            Screen::Question
        } else {
            Screen::Check
        };
        filling.open(next);
        self.replace(screen);
        if let Some(changed) = changed {
            self.focus_answer(&changed);
        }
    }

    fn follow_back(&mut self) {
        let previous = self.filling.as_mut().and_then(|filling| {
            let previous = filling.session.previous_before(filling.at.as_ref());
            Some((filling.changing, previous))
                .filter(|(changing, previous)| *changing || previous.is_some())
        });
        match previous {
            Some((true, _)) => self.follow_on(None),
            Some((false, previous)) => {
                if let Some(filling) = &mut self.filling {
                    filling.open(previous);
                }
                self.replace(Screen::Question);
            }
            None => {
                self.tell_draft_kept();
                self.places.pop();
                self.filling = None;
            }
        }
    }

    fn tell_draft_kept(&mut self) {
        if self
            .filling
            .as_ref()
            .is_some_and(|filling| filling.record.is_some())
        {
            self.tell(self.words().text("notice-draft-kept"), false);
        }
    }

    /// On the page of all answers: to the one that was changed, or to the first that the change has broken.
    fn focus_answer(&mut self, changed: &QuestionId) {
        let broken = self
            .filling
            .as_ref()
            .map(|filling| filling.session.violations());
        let broken = broken
            .and_then(|broken| broken.into_iter().next())
            .map(|(id, _)| id);
        let row = format!("answer-{}", broken.as_ref().unwrap_or(changed));
        if let Some(place) = self.places.last_mut() {
            place.focus = Some(("check".to_owned(), row.as_str().into()));
        }
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
