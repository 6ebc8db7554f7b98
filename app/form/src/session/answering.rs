//! Taking an answer.

use std::collections::BTreeSet;

use super::pending::Pending;
use super::{QuestionId, Session};
use crate::answer::{Answer, Violation, ViolationKind};
use crate::definition::{ControlKind, QuestionDefinition};

/// What a trigger stores.
const ACKNOWLEDGED: &str = "OK";

impl Session {
    /// Stores what a person answers.
    ///
    /// An answer that breaks the form's condition, or takes a required answer back, is stored all the same and
    /// the violation returned; a text that does not fit the question's type leaves it blank; anything else that
    /// does not fit changes nothing.
    pub fn set(&mut self, id: &QuestionId, answer: Answer) -> Result<(), Violation> {
        self.begin_call();
        let form = self.form.clone();
        let Some((node, definition)) = self.asked(&form, id) else {
            return Err(ViolationKind::NoSuchQuestion.into());
        };
        if !self.is_asked(definition, node) {
            return Err(ViolationKind::NotRelevant.into());
        }
        if self.is_read_only(node) {
            return Err(ViolationKind::ReadOnly.into());
        }
        let (value, unfit) = match self.stored_answer(definition, node, answer) {
            Ok(value) => (value, None),
            Err(violation) if violation.kind.is_of_type() => (String::new(), Some(violation)),
            Err(violation) => return Err(violation),
        };
        if self.state.set_value(node, value) {
            let mut pending = Pending::default();
            pending.changed(&form, &self.state, node);
            self.settle(pending);
            self.run_change_actions(vec![node]);
            self.begin_lazy_repeats();
        }
        unfit
            .or_else(|| self.violation_of(definition, node))
            .map_or(Ok(()), Err)
    }

    /// How a question is answered, if the form has it.
    pub(crate) fn kind(&self, id: &QuestionId) -> Option<ControlKind> {
        self.asked(&self.form, id)
            .map(|(_, definition)| definition.kind)
    }

    /// Actions that hear of a change; what they set is a change that others may hear of.
    pub(super) fn run_change_actions(&mut self, changed: Vec<u32>) {
        /// Actions may set each other off in a circle.
        const RUNS_MAX: usize = 1000;
        /// What running one costs, whatever it sets: new instances may be many, and each have such a circle.
        const STEPS_A_RUN: u64 = 100;
        let form = self.form.clone();
        let mut changed = std::collections::VecDeque::from(changed);
        let mut runs = 0;
        while let Some(node) = changed.pop_front() {
            let (slot, block) = (self.state.slot(node), self.state.block(node));
            for action in form
                .actions
                .iter()
                .filter(|action| action.on_change_of == Some(slot))
            {
                runs += 1;
                if runs > RUNS_MAX || !self.evaluator().spend(STEPS_A_RUN) {
                    return;
                }
                changed.extend(self.run(action, block));
            }
        }
    }

    fn stored_answer(
        &self,
        definition: &QuestionDefinition,
        node: u32,
        answer: Answer,
    ) -> Result<String, Violation> {
        if matches!(answer, Answer::Clear) {
            return Ok(String::new());
        }
        match (definition.kind, answer) {
            (ControlKind::Input | ControlKind::Range, Answer::Text(text)) => {
                let data_type = self.form.data_type(definition.slot);
                Ok(data_type.canonical(&text, self.ambient.now.time_zone())?)
            }
            (ControlKind::Trigger, Answer::Acknowledged(done)) => {
                Ok(if done { ACKNOWLEDGED } else { "" }.to_string())
            }
            (ControlKind::Upload, Answer::File(name)) => file_name(name),
            (ControlKind::SelectOne | ControlKind::SelectMultiple, Answer::Choice(value)) => {
                self.chosen(definition, node, vec![value])
            }
            (ControlKind::SelectMultiple, Answer::Choices(values)) => {
                self.chosen(definition, node, values)
            }
            (ControlKind::Rank, Answer::Choices(values)) => self.ranked(definition, node, values),
            _ => Err(ViolationKind::WrongKind.into()),
        }
    }

    fn chosen(
        &self,
        definition: &QuestionDefinition,
        node: u32,
        values: Vec<String>,
    ) -> Result<String, Violation> {
        let evaluator = self.evaluator();
        let is_many = definition.kind != ControlKind::SelectOne;
        // Of several, each would have to be looked for among all.
        let all: Option<BTreeSet<String>> = (values.len() > 8).then(|| {
            evaluator
                .offered(&definition.choices, node)
                .into_iter()
                .collect()
        });
        let is_offered = |value: &str| match &all {
            Some(all) => all.contains(value),
            None => evaluator.offers(&definition.choices, node, value),
        };
        let mut seen = BTreeSet::new();
        for value in &values {
            let splits =
                is_many && value.contains(|character: char| character.is_ascii_whitespace());
            if splits || (!seen.contains(value.as_str()) && !is_offered(value)) {
                return Err(ViolationKind::NotAChoice.into());
            }
            seen.insert(value.as_str());
        }
        let each_once = values.iter().filter(|value| seen.remove(value.as_str()));
        Ok(each_once.map(String::as_str).collect::<Vec<_>>().join(" "))
    }

    /// An order is whole, or it is none.
    fn ranked(
        &self,
        definition: &QuestionDefinition,
        node: u32,
        values: Vec<String>,
    ) -> Result<String, Violation> {
        let ranked = self.chosen(definition, node, values)?;
        let count = self.evaluator().offered(&definition.choices, node).len();
        if ranked.split_ascii_whitespace().count() == count {
            Ok(ranked)
        } else {
            Err(ViolationKind::NotAllRanked.into())
        }
    }
}

/// The name of a file that lies beside the record: no path.
fn file_name(name: String) -> Result<String, Violation> {
    let name = name.trim();
    let is_plain = !name.is_empty()
        && name.len() <= 255
        && name != "."
        && name != ".."
        && !name.contains(['/', '\\'])
        && name
            .chars()
            .all(|own| crate::data_type::is_xml(own) && !own.is_control());
    if is_plain {
        Ok(name.to_string())
    } else {
        Err(ViolationKind::NotAFileName.into())
    }
}
