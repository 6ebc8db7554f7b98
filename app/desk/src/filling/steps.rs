//! From question to question: an answer is on disk before anything else happens.

use super::{Filling, Then};
use crate::{desk::Desk, event::Effect, screens::Screen};
use maru_form::{Control, QuestionId, Violation};

impl Desk {
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
