//! A question as it is put now: an owned snapshot.

use super::texts::Form as TextForm;
use super::{QuestionId, Session};
use crate::answer::Violation;
use crate::data_type::DataType;
use crate::definition::{ControlKind, QuestionDefinition};
use crate::rich::Rich;
use crate::xpath::Context;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// By typing; the data type says what.
    Input,
    /// By choosing one.
    SelectOne,
    /// By choosing any number.
    SelectMultiple,
    /// Not at all: words to be read.
    Note,
    /// By saying "OK".
    Trigger,
    /// Not here: its answer is shown as text and kept as it is.
    Unsupported,
}

/// A choice as it is offered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Rich,
    /// Whether it is chosen.
    pub selected: bool,
}

/// A question as it is put now.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// Which question it is.
    pub id: QuestionId,
    /// How it is answered.
    pub control: Control,
    /// What kind of answer it takes.
    pub data_type: DataType,
    /// The question itself.
    pub label: Rich,
    /// A hint for everybody.
    pub hint: Option<Rich>,
    /// A longer explanation for whoever asks.
    pub guidance: Option<Rich>,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it may only be read.
    pub read_only: bool,
    /// The answer as it is stored.
    pub value: String,
    /// For selects: what is offered now.
    pub options: Vec<Choice>,
    /// The labels of the groups it stands in, outermost first.
    pub groups: Vec<Rich>,
    /// How the form would like it shown.
    pub appearance: Vec<String>,
    /// What is wrong with the answer now.
    pub violation: Option<Violation>,
}

/// Shows no answer: answers never enter a log.
impl std::fmt::Debug for Question {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Question")
            .field("id", &self.id)
            .field("control", &self.control)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A question as it is put now; none when the form has no such question.
    pub fn question(&self, id: &QuestionId) -> Option<Question> {
        let definition = self.definition(id)?;
        let slot = definition.slot;
        let context = Context::of(slot);
        let evaluator = self.evaluator();
        let hint = definition.hint.as_ref();
        let read_only = self.is_read_only(slot);
        let selected: Vec<&str> = match definition.kind {
            ControlKind::SelectMultiple => self.state.answer(slot).split_whitespace().collect(),
            _ => vec![self.state.answer(slot)],
        };
        let options = evaluator
            .offered_labels(&definition.choices, slot)
            .into_iter()
            .map(|(value, label)| Choice {
                selected: selected.contains(&value.as_str()),
                value,
                label,
            });
        Some(Question {
            id: self.id_of(slot),
            control: self.control(definition, read_only),
            data_type: self.form.data_type(slot),
            label: definition
                .label
                .as_ref()
                .map(|label| evaluator.rich(label, &context))
                .unwrap_or_default(),
            hint: hint.and_then(|hint| evaluator.rich_form(hint, &context, TextForm::Plain)),
            guidance: hint.and_then(|hint| evaluator.rich_form(hint, &context, TextForm::Guidance)),
            required: self.is_required(slot),
            read_only,
            value: self.state.answer(slot).to_string(),
            options: options.collect(),
            groups: self.group_labels(definition),
            appearance: definition.appearance.clone(),
            violation: self.violation_of(definition),
        })
    }

    pub(super) fn definition(&self, id: &QuestionId) -> Option<&QuestionDefinition> {
        let slot = self.form.slots.get(id.as_str())?;
        self.form
            .questions
            .get(*self.form.question_of_slot.get(slot)?)
    }

    /// What may only be read and says nothing yet is a note.
    fn control(&self, definition: &QuestionDefinition, read_only: bool) -> Control {
        let is_calculated = self
            .form
            .bind(definition.slot)
            .is_some_and(|bind| bind.calculate.is_some());
        match definition.kind {
            ControlKind::Input
                if read_only && !is_calculated && self.state.answer(definition.slot).is_empty() =>
            {
                Control::Note
            }
            ControlKind::Input => Control::Input,
            ControlKind::SelectOne => Control::SelectOne,
            ControlKind::SelectMultiple => Control::SelectMultiple,
            ControlKind::Trigger => Control::Trigger,
            ControlKind::Unsupported => Control::Unsupported,
        }
    }

    fn group_labels(&self, definition: &QuestionDefinition) -> Vec<Rich> {
        let evaluator = self.evaluator();
        let mut labels = Vec::new();
        let mut next = definition.group;
        while let Some(group) = next.and_then(|at| self.form.groups.get(at)) {
            let context = Context::of(group.slot.unwrap_or(definition.slot));
            labels.extend(
                group
                    .label
                    .as_ref()
                    .map(|label| evaluator.rich(label, &context)),
            );
            next = group.parent;
        }
        labels.retain(|label| !label.plain().is_empty());
        labels.reverse();
        labels
    }
}
