//! What is wrong now: derived whenever somebody asks, never stored.
//!
//! | | blank | answered |
//! |---|---|---|
//! | required | Required | constraint decides |
//! | not required | nothing | constraint decides |
//!
//! Nothing is asked of what is irrelevant, read-only and blank, or cannot be answered here.

use super::{QuestionId, Session};
use crate::answer::{Violation, ViolationKind};
use crate::definition::{Bind, ControlKind, QuestionDefinition, Text};
use crate::xpath::Context;
use crate::xpath::expression::Compiled;

impl Session {
    /// What is wrong with a question's answer now.
    pub fn violation(&self, id: &QuestionId) -> Option<Violation> {
        self.violation_of(self.definition(id)?)
    }

    /// Everything that is wrong now, in the form's order.
    pub fn violations(&self) -> Vec<(QuestionId, Violation)> {
        let questions = self.form.questions.iter();
        questions
            .filter_map(|question| Some((self.id_of(question.slot), self.violation_of(question)?)))
            .collect()
    }

    pub(super) fn violation_of(&self, question: &QuestionDefinition) -> Option<Violation> {
        if !self.is_asked(question) {
            return None;
        }
        let slot = question.slot;
        let bind = self.form.bind(slot);
        let value = self.state.answer(slot);
        if value.is_empty() {
            let can_answer = question.kind != ControlKind::Unsupported && !self.is_read_only(slot);
            let asked = can_answer && self.is_required(slot);
            return asked.then(|| {
                self.worded(ViolationKind::Required, slot, |bind| {
                    bind.required_message.as_ref()
                })
            });
        }
        let breaks_range = question.range.is_some_and(|(least, most)| {
            let number = self.evaluator().number_of(value);
            !(number >= least && number <= most)
        });
        let holds = self.holds(bind.and_then(|bind| bind.constraint.as_ref()), slot, true);
        (breaks_range || !holds).then(|| {
            self.worded(ViolationKind::Constraint, slot, |bind| {
                bind.constraint_message.as_ref()
            })
        })
    }

    pub(super) fn is_required(&self, slot: u32) -> bool {
        self.holds(
            self.form.bind(slot).and_then(|bind| bind.required.as_ref()),
            slot,
            false,
        )
    }

    /// By its own expression or that of a node above.
    pub(super) fn is_read_only(&self, slot: u32) -> bool {
        let mut next = Some(slot);
        while let Some(slot) = next {
            if self.holds(
                self.form
                    .bind(slot)
                    .and_then(|bind| bind.read_only.as_ref()),
                slot,
                false,
            ) {
                return true;
            }
            next = self.form.primary().nodes[slot as usize].parent;
        }
        false
    }

    pub(super) fn holds(&self, compiled: Option<&Compiled>, slot: u32, otherwise: bool) -> bool {
        compiled.map_or(otherwise, |compiled| {
            self.evaluator()
                .evaluate_boolean(&compiled.expression, &Context::of(slot))
        })
    }

    fn worded(
        &self,
        kind: ViolationKind,
        slot: u32,
        message: impl Fn(&Bind) -> Option<&Text>,
    ) -> Violation {
        let text = self.form.bind(slot).and_then(message);
        let message = text.map(|text| {
            self.evaluator()
                .rich(text, &Context::of(slot))
                .plain()
                .to_string()
        });
        Violation {
            kind,
            message: message.filter(|message| !message.is_empty()),
        }
    }
}
