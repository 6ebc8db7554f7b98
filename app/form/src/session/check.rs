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
        self.begin_call();
        let (node, definition) = self.asked(&self.form, id)?;
        self.violation_of(definition, node)
    }

    /// Everything that is wrong now, in the form's order.
    pub fn violations(&self) -> Vec<(QuestionId, Violation)> {
        let ids = self.questions().into_iter();
        ids.filter_map(|id| {
            self.begin_call();
            let (node, definition) = self.asked(&self.form, &id)?;
            Some((id, self.violation_of(definition, node)?))
        })
        .collect()
    }

    pub(super) fn violation_of(
        &self,
        question: &QuestionDefinition,
        node: u32,
    ) -> Option<Violation> {
        if !self.is_asked(question, node) {
            return None;
        }
        let bind = self.form.bind(question.slot);
        let value = self.state.answer(node);
        if value.is_empty() {
            let is_shown_only = question.kind == ControlKind::Unsupported || question.is_heading();
            let can_answer = !is_shown_only && !self.is_read_only(node);
            let asked = can_answer && self.is_required(node);
            return asked.then(|| {
                self.worded(ViolationKind::Required, node, |bind| {
                    bind.required_message.as_ref()
                })
            });
        }
        let breaks_range = question
            .range
            .is_some_and(|range| !range.holds(self.evaluator().number_of(value)));
        let holds = self.holds(bind.and_then(|bind| bind.constraint.as_ref()), node, true);
        (breaks_range || !holds).then(|| {
            self.worded(ViolationKind::Constraint, node, |bind| {
                bind.constraint_message.as_ref()
            })
        })
    }

    pub(super) fn is_required(&self, node: u32) -> bool {
        let bind = self.form.bind(self.state.slot(node));
        self.holds(bind.and_then(|bind| bind.required.as_ref()), node, false)
    }

    /// By its own expression or that of a node above.
    pub(super) fn is_read_only(&self, node: u32) -> bool {
        let mut next = Some(node);
        while let Some(node) = next {
            let bind = self.form.bind(self.state.slot(node));
            if self.holds(bind.and_then(|bind| bind.read_only.as_ref()), node, false) {
                return true;
            }
            next = self.state.parent(&self.form.layout, &self.form.model, node);
        }
        false
    }

    /// Whether an expression holds. Where there is none, or no time to find out, it is as if nobody had asked.
    pub(super) fn holds(&self, compiled: Option<&Compiled>, node: u32, otherwise: bool) -> bool {
        compiled.map_or(otherwise, |compiled| {
            let evaluator = self.evaluator();
            let holds = evaluator.evaluate_boolean(&compiled.expression, &Context::of(node));
            if evaluator.is_exhausted() {
                otherwise
            } else {
                holds
            }
        })
    }

    fn worded(
        &self,
        kind: ViolationKind,
        node: u32,
        message: impl Fn(&Bind) -> Option<&Text>,
    ) -> Violation {
        let text = self.form.bind(self.state.slot(node)).and_then(message);
        let message = text.map(|text| {
            self.evaluator()
                .rich(text, &Context::of(node))
                .plain()
                .to_string()
        });
        Violation {
            kind,
            message: message.filter(|message| !message.is_empty()),
        }
    }
}
