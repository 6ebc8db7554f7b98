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
        self.begin_call();
        let tree = &self.form.model;
        let is_element = |node: &u32| !tree.nodes[self.state.slot(*node) as usize].is_attribute;
        let nodes = self.nodes_in_order().into_iter().filter(is_element);
        nodes.map(|node| self.node(node)).collect()
    }

    fn node(&self, node: u32) -> NodeState {
        let slot = self.state.slot(node);
        let bind = self.form.bind(slot);
        let value = self.state.answer(node);
        let required = self.is_required(node);
        let question = self
            .form
            .question_of_slot
            .get(&slot)
            .map(|&at| &self.form.questions[at]);
        let constraint = bind.and_then(|bind| bind.constraint.as_ref());
        NodeState {
            reference: self.id_of(node).to_string(),
            value: (!self.form.model.has_children(slot)).then(|| value.to_string()),
            relevant: self.state.is_relevant(node),
            read_only: self.is_read_only(node),
            required,
            constraint_valid: value.is_empty() || self.holds(constraint, node, true),
            required_valid: !required || !value.is_empty(),
            control: question.map(|question| match question.kind {
                ControlKind::Input => "input",
                ControlKind::SelectOne => "select1",
                ControlKind::SelectMultiple => "select",
                ControlKind::Rank => "rank",
                ControlKind::Range => "range",
                ControlKind::Upload => "upload",
                ControlKind::Trigger => "trigger",
                ControlKind::Unsupported => "unsupported",
            }),
        }
    }
}
