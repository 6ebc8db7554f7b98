//! A repeat as a stop of its own, and its instances as a person would know them again.

use super::question::{Control, Question};
use super::{QuestionId, Session};
use crate::data_type::DataType;
use crate::definition::{BodyItem, ControlKind, Media, QuestionDefinition};
use crate::layout::HomeId;
use crate::rich::Rich;
use crate::xpath::Context;

/// The instances of a repeat.
#[derive(Clone, PartialEq, Eq)]
pub struct RepeatState {
    /// All of them, in order.
    pub instances: Vec<Instance>,
}

/// One instance of a repeat.
#[derive(Clone, PartialEq, Eq)]
pub struct Instance {
    /// What names it.
    pub id: QuestionId,
    /// The first answers in it, to know it by.
    pub summary: Vec<String>,
}

impl Session {
    /// A repeat as a stop of its own.
    pub(super) fn repeat_question(&self, outer: u32, home: HomeId) -> Option<Question> {
        let repeat = self.form.repeat(home)?;
        let group = self.form.groups.get(repeat.group?)?;
        let parent = self.form.model.nodes[repeat.slot as usize]
            .parent
            .unwrap_or(0);
        let above = self.state.base(outer) + self.form.layout.offset(parent);
        let evaluator = self.evaluator();
        let label = group
            .label
            .as_ref()
            .map(|label| evaluator.rich(label, &Context::of(above)));
        let instances = self.state.instances_of(&self.form.layout, outer, home);
        let instances = instances.iter().map(|&block| Instance {
            id: self.id_of(self.state.base(block)),
            summary: self.summary(block),
        });
        Some(Question {
            id: self.id_of_repeat(outer, home),
            control: Control::Repeat,
            data_type: DataType::String,
            label: label.unwrap_or_default(),
            short: None,
            hint: None,
            guidance: None,
            media: Media::default(),
            required: false,
            read_only: repeat.is_fixed,
            is_calculated: false,
            value: String::new(),
            groups: self.group_labels(group.parent, outer),
            appearance: Vec::new(),
            range: None,
            ticks: Vec::new(),
            upload: None,
            repeat: Some(RepeatState {
                instances: instances.collect(),
            }),
            violation: None,
        })
    }

    /// The first answers in an instance, as a person would know them again; nothing that is masked.
    fn summary(&self, block: u32) -> Vec<String> {
        const ANSWERS: usize = 2;
        let items = &self.form.bodies[usize::from(self.state.home(block))];
        let answers = items.iter().filter_map(|item| {
            let BodyItem::Question(at) = item else {
                return None;
            };
            let question = &self.form.questions[*at];
            let node = self.state.first(&self.form.layout, question.slot, block)?;
            let answer = self.state.answer(node);
            let is_masked = question.appearance.iter().any(|own| own == "masked");
            let is_told = !answer.is_empty() && !is_masked && self.is_asked(question, node);
            is_told.then(|| self.answer_in_words(question, node))
        });
        answers.take(ANSWERS).collect()
    }

    /// An answer as it is shown: the labels of what is chosen.
    pub(super) fn answer_in_words(&self, question: &QuestionDefinition, node: u32) -> String {
        /// More of them nobody reads; each may have to be looked for among all.
        const LABELS: usize = 100;
        let answer = self.state.answer(node);
        let evaluator = self.evaluator();
        let label = |value: &str| match evaluator.choice_label(node, value) {
            Some(label) => Rich::new(&label).plain().to_string(),
            None => value.to_string(),
        };
        match question.kind {
            ControlKind::SelectOne => label(answer),
            ControlKind::SelectMultiple | ControlKind::Rank => {
                let mut values = answer.split_ascii_whitespace();
                let mut labels: Vec<String> = values.by_ref().take(LABELS).map(label).collect();
                if values.next().is_some() {
                    labels.push("…".to_string());
                }
                labels.join(", ")
            }
            _ => answer.to_string(),
        }
    }
}
