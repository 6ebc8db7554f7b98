//! Every node's state, for tests and tools.

use super::Session;
use crate::definition::ControlKind;

/// The state of one node of the primary instance.
#[derive(Clone, PartialEq, Eq)]
pub struct NodeState {
    /// The node's reference.
    pub reference: String,
    /// What is stored; none for a node that holds others.
    pub value: Option<String>,
    /// Whether it counts now.
    pub relevant: bool,
    /// Whether it may only be read.
    pub read_only: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether its constraint holds, or it is blank.
    pub constraint_valid: bool,
    /// Whether it is answered, or need not be.
    pub required_valid: bool,
    /// The name of its control.
    pub control: Option<&'static str>,
}

/// Shows no answer: answers never enter a log.
impl std::fmt::Debug for NodeState {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NodeState")
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// The state of every element, in document order.
    pub fn nodes(&self) -> Vec<NodeState> {
        let tree = self.form.primary();
        let elements =
            (0..tree.nodes.len() as u32).filter(|&slot| !tree.nodes[slot as usize].is_attribute);
        elements.map(|slot| self.node(slot)).collect()
    }

    fn node(&self, slot: u32) -> NodeState {
        let bind = self.form.bind(slot);
        let value = self.state.answer(slot);
        let required = self.is_required(slot);
        let question = self
            .form
            .question_of_slot
            .get(&slot)
            .map(|&at| &self.form.questions[at]);
        let constraint = bind.and_then(|bind| bind.constraint.as_ref());
        NodeState {
            reference: self.form.references[slot as usize].to_string(),
            value: (!self.form.primary().has_children(slot)).then(|| value.to_string()),
            relevant: self.state.is_relevant(slot),
            read_only: self.is_read_only(slot),
            required,
            constraint_valid: value.is_empty() || self.holds(constraint, slot, true),
            required_valid: !required || !value.is_empty(),
            control: question.map(|question| match question.kind {
                ControlKind::Input => "input",
                ControlKind::SelectOne => "select1",
                ControlKind::SelectMultiple => "select",
                ControlKind::Trigger => "trigger",
                ControlKind::Unsupported => "unsupported",
            }),
        }
    }
}
