//! Instances of repeats: opened, added and removed. Each change is on disk before the next page.

use super::{Filling, Then};
use crate::{desk::Desk, event::Effect};
use maru_form::{Control, Instance, Question, QuestionId};

impl Filling {
    /// The repeat whose page is open, with its instances.
    pub(crate) fn repeat(&self) -> Option<(Question, Vec<Instance>)> {
        let question = self.question()?;
        let is_repeat = question.control == Control::Repeat;
        let repeat = question.repeat.clone().filter(|_| is_repeat)?;
        Some((question, repeat.instances))
    }

    /// What was typed in an instance goes with it; those behind it are called by another number now.
    fn forget_instance(&mut self, repeat: &QuestionId, number: usize) {
        let own = format!("{repeat}[");
        let kept = std::mem::take(&mut self.kept);
        let moved = kept.into_iter().filter_map(|(id, typed)| {
            let Some((place, rest)) = id.as_str().strip_prefix(&own).and_then(|rest| {
                let (place, rest) = rest.split_once(']')?;
                Some((place.parse::<usize>().ok()?, rest.to_owned()))
            }) else {
                return Some((id, typed));
            };
            let place = match place {
                place if place < number => place,
                place if place == number => return None,
                place => place - 1,
            };
            Some((
                QuestionId::from(format!("{own}{place}]{rest}").as_str()),
                typed,
            ))
        });
        self.kept = moved.collect();
    }

    /// Behind the repeat one is back on the page of all answers, if one came from there.
    fn goes_into(&mut self, repeat: &QuestionId) {
        if std::mem::take(&mut self.changing) {
            self.revisited = Some(repeat.clone());
        }
    }
}

impl Desk {
    /// Opens the first question of an instance, by its number from 1.
    pub(crate) fn open_instance(&mut self, number: usize) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let first = filling.repeat().and_then(|(question, instances)| {
            let instance = instances.get(number.checked_sub(1)?)?;
            Some((question.id, filling.session.first_in(&instance.id)?))
        });
        let Some((repeat, first)) = first else {
            self.tell(self.words().text("notice-nothing-asked"), false);
            return Vec::new();
        };
        filling.goes_into(&repeat);
        self.leave_question(Then::Go(Some(first)))
    }

    /// Adds an instance behind the last one and goes to its first question.
    pub(crate) fn add_instance(&mut self) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let Some((question, _)) = filling.repeat() else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        let Ok(added) = filling.session.add_instance(&question.id, None) else {
            self.tell(self.words().text("notice-too-many"), false);
            return Vec::new();
        };
        filling.goes_into(&question.id);
        let first = filling.session.first_in(&added).unwrap_or(question.id);
        self.save_and(Then::Go(Some(first)))
    }

    /// Removes an instance, which the person has said twice to want, and comes back to the repeat.
    pub(crate) fn remove_instance(&mut self, number: usize) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        let Some((question, _)) = filling.repeat() else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        if filling
            .session
            .remove_instance(&question.id, number)
            .is_err()
        {
            return Vec::new();
        }
        filling.forget_instance(&question.id, number);
        filling.goes_into(&question.id);
        self.save_and(Then::Go(Some(question.id)))
    }

    /// Saves what was just changed, and then goes there.
    pub(crate) fn save_and(&mut self, then: Then) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.unsaved = true;
        let at = match &then {
            Then::Go(next) => next.clone(),
            _ => filling.at.clone(),
        };
        let draft = filling.draft(at.as_ref());
        filling.then = Some(then);
        vec![Effect::SaveDraft(draft)]
    }
}
