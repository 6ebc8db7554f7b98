//! A form being filled in: where it stands, what is typed but not yet taken, and what follows when it is on disk.

mod begin;
mod given;
mod kept;
mod offered;
mod repeats;
mod review;
mod steps;
mod uploads;

pub(crate) use begin::Opened;
pub(crate) use given::Given;
pub(crate) use offered::Offered;
pub(crate) use review::Reviewed;
pub(crate) use uploads::Attaching;

use crate::{answers::Reading, desk::Desk, event::DraftWrite, files::Place};
use maru_form::{Answer, Group, Question, QuestionId, Session, Violation, ViolationKind};
use maru_page::{Lang, Text, Words, range::Digits};
use maru_seal::{PublicKey, Recipient};
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
    /// A file is put with the record, which has a number now.
    Attach(String),
    /// A file that no answer names any more goes.
    Detach(String),
    /// The person is told that it is on disk at last; the page stays.
    TellSaved,
    /// Nothing: the page stays.
    Stay,
    /// The sitting ends: the next person comes.
    EndSitting,
    /// The program ends.
    Quit,
}

/// An answer that was refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    /// Why.
    pub(crate) violation: Violation,
    /// What was typed then; the reason is about that, whatever is typed now.
    pub(crate) tried: String,
}

/// A form being filled in.
pub(crate) struct Filling {
    pub(crate) session: Session,
    pub(crate) record: Option<i64>,
    /// The record whose answers these were, until this one is on disk itself.
    pub(crate) corrects: Option<i64>,
    /// The question that is open; none on the page of all answers.
    pub(crate) at: Option<QuestionId>,
    pub(crate) input: Given,
    /// What the open question offers.
    pub(crate) offered: Offered,
    /// Which question it is, and how many there are; counted when it is opened, not at every key press.
    pub(crate) progress: (usize, usize),
    /// The digits that are being typed at a number between bounds.
    pub(crate) digits: Digits,
    pub(crate) refused: Option<Refused>,
    /// The groups of the question that was open before this one.
    pub(crate) before: Vec<Group>,
    /// Whether the question was opened from the page of all answers, to be changed.
    pub(crate) changing: bool,
    /// The repeat that was opened from there: behind it one is back there, whatever was added.
    pub(crate) revisited: Option<QuestionId>,
    /// Whether the longer explanation was asked for.
    pub(crate) explained: bool,
    /// The files found to choose from, if they were asked for.
    pub(crate) found: Option<Vec<Place>>,
    /// Whether they are being looked for.
    pub(crate) looks_for_files: bool,
    /// The chosen file that is not on disk yet.
    pub(crate) attaching: Option<Attaching>,
    /// Whether the place where a picture was taken may stay in it.
    pub(crate) keep_place: bool,
    /// The files of the record and their bytes.
    pub(crate) attached: BTreeMap<String, u64>,
    /// What those that were chosen since it was opened were called where they lay; nothing of it is kept.
    pub(crate) chosen: BTreeMap<String, String>,
    pub(crate) then: Option<Then>,
    /// The city's key, when nobody but the city may read the finished record.
    pub(crate) key: Option<PublicKey>,
    /// Whether there is something that is not on disk yet.
    unsaved: bool,
    /// Whether it was tried to be written and could not be.
    failed: bool,
    /// What was given and refused for its kind, so that it is nowhere in the record; as it was typed.
    kept: kept::Kept,
    /// All answers, while no question is open.
    reviewed: Vec<review::Reviewed>,
    form_xml: String,
}

impl Filling {
    pub(crate) fn new(session: Session, form_xml: String, tag: &str) -> Filling {
        let mut filling = Filling {
            session,
            record: None,
            corrects: None,
            at: None,
            input: Given::default(),
            offered: Offered::default(),
            progress: (1, 1),
            digits: Digits::default(),
            refused: None,
            before: Vec::new(),
            changing: false,
            revisited: None,
            explained: false,
            found: None,
            looks_for_files: false,
            attaching: None,
            keep_place: false,
            attached: BTreeMap::new(),
            chosen: BTreeMap::new(),
            then: None,
            key: None,
            unsaved: false,
            failed: false,
            kept: BTreeMap::new(),
            reviewed: Vec::new(),
            form_xml,
        };
        filling.set_language(tag);
        filling
    }

    /// Words of the form in this language, if it has them.
    pub(crate) fn set_language(&mut self, tag: &str) {
        let language = self.session.form().language_for(tag);
        self.session.set_language(language);
        match self.question() {
            Some(question) => self.offered = Offered::of(&self.session, &question),
            None if !self.reviewed.is_empty() => self.review(),
            None => {}
        }
        // The form's own words for a refusal are in its language too.
        let told_again = self.at.as_ref().and_then(|at| self.session.violation(at));
        if let (Some(refused), Some(again)) = (&mut self.refused, told_again)
            && refused.violation.kind == again.kind
        {
            refused.violation = again;
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
        let before = self.question();
        self.before = before.map_or(Vec::new(), |before| before.groups);
        self.at = at;
        self.refused = None;
        self.explained = false;
        self.found = None;
        self.looks_for_files = false;
        self.keep_place = false;
        self.digits.clear();
        self.review();
        let Some(question) = self.question() else {
            self.input = Given::default();
            self.offered = Offered::default();
            return;
        };
        let kept = self.kept.get(&question.id).map(String::as_str);
        self.input = Given::of(&question, kept);
        self.offered = Offered::of(&self.session, &question);
        let (here, of) = self.session.progress(&question.id);
        self.progress = (here.unwrap_or(1), of);
    }

    /// Takes what a draft keeps beside its answers. What the form does not ask now is kept all the same: it may ask
    /// again.
    pub(crate) fn keeps(&mut self, pending: Option<&str>, left_at: Option<&str>) {
        let left_at = left_at.map(QuestionId::from);
        let pending = pending.map(|written| kept::read(written, left_at.as_ref()));
        self.kept = pending.unwrap_or_default();
    }

    /// What was given to a question and is no answer.
    pub(crate) fn kept(&self, id: &QuestionId) -> Option<&str> {
        self.kept.get(id).map(String::as_str)
    }

    /// Gives the open question's answer to the session. What is refused for its kind is kept beside the answers:
    /// a refusal is no reason to lose what was typed.
    pub(crate) fn give(&mut self, reading: &Reading<'_>) -> Option<Refused> {
        let question = self.question().filter(|question| !question.read_only)?;
        let refused = match self.input.answer(&question, reading)? {
            Ok(answer) => self.session.set(&question.id, answer).err(),
            // As with what the form refuses for its kind: the old answer is no longer what the person says.
            Err(kind) => {
                let _ = self.session.set(&question.id, Answer::Clear);
                Some(kind.into())
            }
        };
        let now = self.session.question(&question.id);
        let changed = now.is_some_and(|now| now.value != question.value);
        let typed = self.input.typed(&question);
        // What breaks the form's condition is in the record all the same.
        let is_lost = refused.as_ref().is_some_and(|violation| {
            !matches!(
                violation.kind,
                ViolationKind::Required | ViolationKind::Constraint
            )
        });
        let kept = typed.clone().filter(|typed| is_lost && !typed.is_empty());
        self.unsaved |= changed || kept != self.kept.get(&question.id).cloned();
        match kept {
            Some(kept) => drop(self.kept.insert(question.id, kept)),
            None => drop(self.kept.remove(&question.id)),
        }
        refused.map(|violation| Refused {
            violation,
            tried: typed.unwrap_or_default(),
        })
    }

    /// For whom the finished record is encrypted, if it is.
    fn recipient(&self) -> Option<Recipient> {
        let form = self.session.form();
        Some(Recipient {
            key: self.key.clone()?,
            form_id: form.id().to_owned(),
            version: form.version().map(str::to_owned),
            instance_id: self.session.instance_id().unwrap_or_default(),
        })
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
            pending: kept::written(&self.kept, at),
            corrects: self.corrects.filter(|_| self.record.is_none()),
            replaces: self.session.deprecated_id(),
        }
    }
}

impl Desk {
    /// How typed answers are read now.
    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading {
            now: &self.world.now,
            lang: self.words().lang(),
        }
    }
}
