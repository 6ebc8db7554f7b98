//! Taking an answer.

use super::recompute::Pending;
use super::{QuestionId, Session};
use crate::answer::{Answer, Violation, ViolationKind};
use crate::definition::{ControlKind, QuestionDefinition};

/// What a trigger stores.
const ACKNOWLEDGED: &str = "OK";

impl Session {
    /// Stores what a person answers.
    ///
    /// An answer that breaks the form's condition, or takes a required answer back, is stored all the same and
    /// the violation returned; one that does not fit the question at all is not stored.
    pub fn set(&mut self, id: &QuestionId, answer: Answer) -> Result<(), Violation> {
        let form = self.form.clone();
        let slot = form.slots.get(id.as_str());
        let at = slot.and_then(|slot| form.question_of_slot.get(slot));
        let Some(definition) = at.and_then(|&at| form.questions.get(at)) else {
            return Err(ViolationKind::NoSuchQuestion.into());
        };
        if !self.is_asked(definition) {
            return Err(ViolationKind::NotRelevant.into());
        }
        if self.is_read_only(definition.slot) {
            return Err(ViolationKind::ReadOnly.into());
        }
        let value = self.stored_answer(definition, answer)?;
        if self.state.set_value(definition.slot, value) {
            let mut pending = Pending::default();
            pending.changed(&form, definition.slot);
            self.settle(pending);
            self.run_change_actions(definition.slot);
        }
        self.violation_of(definition).map_or(Ok(()), Err)
    }

    /// How a question is answered, if the form has it.
    pub(crate) fn kind(&self, id: &QuestionId) -> Option<ControlKind> {
        self.definition(id).map(|definition| definition.kind)
    }

    /// Actions that hear of a change; what they set is a change that others may hear of.
    fn run_change_actions(&mut self, slot: u32) {
        /// Actions may set each other off in a circle.
        const RUNS_MAX: usize = 1000;
        let form = self.form.clone();
        let mut changed = std::collections::VecDeque::from([slot]);
        let mut runs = 0;
        while let Some(slot) = changed.pop_front() {
            for action in form
                .actions
                .iter()
                .filter(|action| action.on_change_of == Some(slot))
            {
                runs += 1;
                if runs > RUNS_MAX {
                    return;
                }
                if self.run(action) {
                    changed.push_back(action.target);
                }
            }
        }
    }

    fn stored_answer(
        &self,
        definition: &QuestionDefinition,
        answer: Answer,
    ) -> Result<String, Violation> {
        if matches!(answer, Answer::Clear) {
            return Ok(String::new());
        }
        match (definition.kind, answer) {
            (ControlKind::Input, Answer::Text(text)) => {
                let data_type = self.form.data_type(definition.slot);
                Ok(data_type.canonical(&text, self.ambient.now.time_zone())?)
            }
            (ControlKind::Trigger, Answer::Acknowledged(done)) => {
                Ok(if done { ACKNOWLEDGED } else { "" }.to_string())
            }
            (ControlKind::SelectOne, Answer::Choice(value)) => self.chosen(definition, vec![value]),
            (ControlKind::SelectMultiple, Answer::Choices(values)) => {
                self.chosen(definition, values)
            }
            (ControlKind::SelectMultiple, Answer::Choice(value)) => {
                self.chosen(definition, vec![value])
            }
            _ => Err(ViolationKind::WrongKind.into()),
        }
    }

    fn chosen(
        &self,
        definition: &QuestionDefinition,
        values: Vec<String>,
    ) -> Result<String, Violation> {
        let offered = self
            .evaluator()
            .offered(&definition.choices, definition.slot);
        let is_many = definition.kind == ControlKind::SelectMultiple;
        let mut chosen: Vec<String> = Vec::with_capacity(values.len());
        for value in values {
            let splits = is_many && value.contains(char::is_whitespace);
            if splits || !offered.contains(&value) {
                return Err(ViolationKind::NotAChoice.into());
            }
            if !chosen.contains(&value) {
                chosen.push(value);
            }
        }
        Ok(chosen.join(" "))
    }
}
