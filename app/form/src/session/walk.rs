//! From question to question: what is asked now, in the form's order.

use super::{QuestionId, Session};
use crate::definition::QuestionDefinition;

impl Session {
    /// The questions a person walks through now, notes and triggers among them.
    pub fn questions(&self) -> Vec<QuestionId> {
        let asked = self
            .form
            .questions
            .iter()
            .filter(|question| self.is_asked(question));
        asked.map(|question| self.id_of(question.slot)).collect()
    }

    /// The question after another one, or the first; none after the last.
    pub fn next_after(&self, id: Option<&QuestionId>) -> Option<QuestionId> {
        let from = match id {
            None => 0,
            Some(id) => self.place(id)? + 1,
        };
        let mut later = self.form.questions.get(from..)?.iter();
        later
            .find(|question| self.is_asked(question))
            .map(|question| self.id_of(question.slot))
    }

    /// The question before another one, or the last; none before the first.
    pub fn previous_before(&self, id: Option<&QuestionId>) -> Option<QuestionId> {
        let to = match id {
            None => self.form.questions.len(),
            Some(id) => self.place(id)?,
        };
        let mut earlier = self.form.questions.get(..to)?.iter().rev();
        earlier
            .find(|question| self.is_asked(question))
            .map(|question| self.id_of(question.slot))
    }

    fn place(&self, id: &QuestionId) -> Option<usize> {
        let slot = self.form.slots.get(id.as_str())?;
        self.form.question_of_slot.get(slot).copied()
    }

    /// Relevant itself, and in groups that are.
    pub(super) fn is_asked(&self, question: &QuestionDefinition) -> bool {
        let mut next = question.group;
        while let Some(group) = next.and_then(|at| self.form.groups.get(at)) {
            if group.slot.is_some_and(|slot| !self.state.is_relevant(slot)) {
                return false;
            }
            next = group.parent;
        }
        self.state.is_relevant(question.slot)
    }
}
