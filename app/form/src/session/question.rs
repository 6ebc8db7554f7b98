//! A question as it is put now: an owned snapshot.

use std::collections::BTreeSet;

use super::stop::RepeatState;
use super::texts::Form as TextForm;
use super::{QuestionId, Session};
use crate::answer::Violation;
use crate::data_type::DataType;
use crate::definition::{ControlKind, Media, QuestionDefinition, Range, Text, Upload};
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
    /// By putting all choices in an order.
    Rank,
    /// By a number between bounds.
    Range,
    /// By a file.
    Upload,
    /// Not at all: words to be read.
    Note,
    /// By saying "OK".
    Trigger,
    /// By adding and removing instances of a repeat.
    Repeat,
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
    /// Pictures and recordings that belong to it.
    pub media: Media,
    /// Whether it is chosen.
    pub selected: bool,
}

/// What a number of a range is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// The number.
    pub number: f64,
    /// Its name.
    pub label: Rich,
}

/// Choices that suit what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The first of them.
    pub choices: Vec<Choice>,
    /// How many there are.
    pub of: usize,
}

/// A group that a question stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub label: Rich,
    /// Of an instance of a repeat: which one it is, from 1, and of how many.
    pub place: Option<(usize, usize)>,
    /// Whether the form wants its questions to stand together.
    pub is_field_list: bool,
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
    /// A short form of it, for narrow lines.
    pub short: Option<Rich>,
    /// A hint for everybody.
    pub hint: Option<Rich>,
    /// A longer explanation for whoever asks.
    pub guidance: Option<Rich>,
    /// Pictures and recordings that belong to it.
    pub media: Media,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it may only be read.
    pub read_only: bool,
    /// Whether the form calculates it; what a person changes stands until what it depends on changes.
    pub is_calculated: bool,
    /// The answer as it is stored.
    pub value: String,
    /// The groups it stands in, outermost first.
    pub groups: Vec<Group>,
    /// How the form would like it shown.
    pub appearance: Vec<String>,
    /// The bounds of a range.
    pub range: Option<Range>,
    /// What some numbers of it are called.
    pub ticks: Vec<Tick>,
    /// What an upload takes.
    pub upload: Option<Upload>,
    /// For repeats: their instances.
    pub repeat: Option<RepeatState>,
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
        self.begin_call();
        if let Some((outer, home)) = self.repeat_of(id) {
            return self.repeat_question(outer, home);
        }
        let (node, definition) = self.asked(&self.form, id)?;
        let context = Context::of(node);
        let evaluator = self.evaluator();
        let label = definition.label.as_ref();
        let hint = definition.hint.as_ref();
        let form_of = |text: Option<&Text>, form| {
            text.and_then(|text| self.evaluator().rich_form(text, &context, form))
        };
        let read_only = self.is_read_only(node);
        Some(Question {
            id: self.id_of(node),
            control: self.control(definition, node, read_only),
            data_type: self.form.data_type(definition.slot),
            label: label
                .map(|label| evaluator.rich(label, &context))
                .unwrap_or_default(),
            short: form_of(label, TextForm::Short),
            hint: form_of(hint, TextForm::Plain),
            guidance: form_of(hint, TextForm::Guidance),
            media: label
                .map(|label| evaluator.media(label))
                .unwrap_or_default(),
            required: self.is_required(node),
            read_only,
            is_calculated: self.is_calculated(definition),
            value: self.state.answer(node).to_string(),
            groups: self.group_labels(definition.group, self.state.block(node)),
            appearance: definition.appearance.clone(),
            range: definition.range,
            ticks: self.ticks(definition, node),
            upload: definition.upload.clone(),
            repeat: None,
            violation: self.violation_of(definition, node),
        })
    }

    /// What a select or a rank offers now, in the form's order.
    pub fn choices(&self, id: &QuestionId) -> Vec<Choice> {
        self.find_choices(id, usize::MAX, |_| true).choices
    }

    /// The choices whose label suits; of these the first ones.
    pub fn find_choices(
        &self,
        id: &QuestionId,
        limit: usize,
        mut suits: impl FnMut(&Rich) -> bool,
    ) -> Found {
        self.begin_call();
        let mut found = Found {
            choices: Vec::new(),
            of: 0,
        };
        let Some((node, definition)) = self.asked(&self.form, id) else {
            return found;
        };
        let answer = self.state.answer(node);
        let selected: BTreeSet<&str> = match definition.kind {
            ControlKind::SelectMultiple | ControlKind::Rank => {
                answer.split_ascii_whitespace().collect()
            }
            _ => BTreeSet::from([answer]),
        };
        for offer in self.evaluator().offered_labels(&definition.choices, node) {
            if !suits(&offer.label) {
                continue;
            }
            found.of += 1;
            if found.choices.len() < limit {
                found.choices.push(Choice {
                    selected: selected.contains(offer.value.as_str()),
                    value: offer.value,
                    label: offer.label,
                    media: offer.media,
                });
            }
        }
        found
    }

    /// A question's answer as people read it: of a select or a rank the labels of what is chosen.
    pub fn answer_text(&self, id: &QuestionId) -> Option<String> {
        self.begin_call();
        let (node, definition) = self.asked(&self.form, id)?;
        Some(self.answer_in_words(definition, node))
    }

    /// The named numbers of a range, those that lie within it.
    fn ticks(&self, definition: &QuestionDefinition, node: u32) -> Vec<Tick> {
        let Some(range) = definition.range else {
            return Vec::new();
        };
        let named = self.evaluator().offered_labels(&definition.ticks, node);
        let ticks = named.into_iter().filter_map(|offer| {
            let number = offer.value.parse().ok();
            let number = number.filter(|&number| range.holds(number))?;
            let label = offer.label;
            Some(Tick { number, label })
        });
        ticks.collect()
    }

    fn is_calculated(&self, definition: &QuestionDefinition) -> bool {
        self.form
            .bind(definition.slot)
            .is_some_and(|bind| bind.calculate.is_some())
    }

    /// What may only be read and says nothing yet is a note.
    fn control(&self, definition: &QuestionDefinition, node: u32, read_only: bool) -> Control {
        match definition.kind {
            _ if definition.is_heading() => Control::Note,
            ControlKind::Input
                if read_only
                    && !self.is_calculated(definition)
                    && self.state.answer(node).is_empty() =>
            {
                Control::Note
            }
            ControlKind::Input => Control::Input,
            ControlKind::SelectOne => Control::SelectOne,
            ControlKind::SelectMultiple => Control::SelectMultiple,
            ControlKind::Rank => Control::Rank,
            ControlKind::Range => Control::Range,
            ControlKind::Upload => Control::Upload,
            ControlKind::Trigger => Control::Trigger,
            ControlKind::Unsupported => Control::Unsupported,
        }
    }

    /// The groups around, outermost first, seen from a block; those without words are left out.
    pub(super) fn group_labels(&self, group: Option<usize>, block: u32) -> Vec<Group> {
        let evaluator = self.evaluator();
        let mut labels = Vec::new();
        let mut next = group;
        while let Some(group) = next.and_then(|at| self.form.groups.get(at)) {
            let node = group.slot.and_then(|slot| self.own_node(slot, block));
            let context = Context::of(node.unwrap_or(self.state.base(block)));
            let label = group
                .label
                .as_ref()
                .map(|label| evaluator.rich(label, &context))
                .unwrap_or_default();
            let place = group.repeat.map(|home| {
                let own = self.state.ancestor(block, home);
                let outer = self.state.outer(own);
                let of = self
                    .state
                    .instances_of(&self.form.layout, outer, home)
                    .len();
                (self.state.place(own) + 1, of)
            });
            labels.push(Group {
                label,
                place,
                is_field_list: group.is_field_list,
            });
            next = group.parent;
        }
        labels.retain(|group| {
            group.place.is_some() || group.is_field_list || !group.label.plain().is_empty()
        });
        labels.reverse();
        labels
    }
}
