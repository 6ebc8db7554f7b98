//! A form being filled in: where it stands, what is typed but not yet taken, and what follows when it is on disk.

mod begin;
mod steps;

use crate::{
    answers,
    desk::Desk,
    event::{DraftWrite, Effect},
};
use maru_form::{Answer, Control, Question, QuestionId, Session, Violation};
use maru_page::{Edit, Lang, Text, Words};
use std::collections::BTreeMap;

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
                    desk.words().lang(),
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
