//! One record being filled in.

mod ambient;
pub use ambient::Ambient;
#[cfg(test)]
pub(crate) use ambient::example;

mod state;
pub(crate) use state::{ROOT, State};

mod naming;

mod repeating;
pub(crate) use repeating::COUNT_MAX;

mod pending;
mod recompute;

mod begin;

mod texts;

mod choices;

mod question;
pub use question::{Choice, Control, Found, Group, Question, Tick};

mod stop;
pub use stop::{Instance, RepeatState};

mod walk;

mod whole;

mod answering;

mod check;

mod serialize;

mod resume;
pub use resume::ResumeError;

mod correct;

mod inspect;
pub use inspect::NodeState;

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::definition::Form;
use crate::xpath::Evaluator;

/// Names a question by the reference of its node, such as `/data/group/age`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(String);

impl QuestionId {
    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&str> for QuestionId {
    fn from(reference: &str) -> QuestionId {
        QuestionId(reference.to_string())
    }
}

impl std::str::FromStr for QuestionId {
    type Err = std::convert::Infallible;

    fn from_str(reference: &str) -> Result<QuestionId, Self::Err> {
        Ok(QuestionId::from(reference))
    }
}

/// A record being filled in: the answers so far, and what follows from them.
pub struct Session {
    form: Arc<Form>,
    ambient: Ambient,
    state: State,
    language: Option<usize>,
    /// The record that this one takes the place of, where the form has no node for it.
    replaces: Option<String>,
    draws: Cell<u64>,
    /// Blocks of new instances that have not yet set off their actions.
    created: VecDeque<u32>,
    /// Whether somebody is going through those already.
    is_telling: bool,
    /// Whether repeats wait for the instances that their counts ask for.
    holds_counts: bool,
    /// What expressions may still cost until the next call from outside.
    allowance: Cell<u64>,
}

/// What all expressions of one call may cost together: some seconds on an old machine. Only a form that means harm
/// comes near it; what is beyond is blank.
const ALLOWANCE: u64 = 100_000_000;

/// Shows the form only: answers never enter a log.
impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session")
            .field("form", &self.form.id)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// The form that is being filled in.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Tells the record what time it is now.
    pub fn set_now(&mut self, now: jiff::Zoned) {
        self.ambient.now = now;
    }

    /// The language that texts are in, as a place in the form's languages.
    pub fn language(&self) -> Option<usize> {
        self.language
    }

    /// Changes the language; none is the form's default.
    pub fn set_language(&mut self, index: Option<usize>) {
        let index = index.filter(|&index| index < self.form.languages.len());
        let language = index.or(if self.form.languages.is_empty() {
            None
        } else {
            Some(0)
        });
        if language != self.language {
            self.begin_call();
            self.language = language;
            self.recompute_worded();
        }
    }

    /// The id under which the record is sent, `uuid:…`.
    pub fn instance_id(&self) -> Option<String> {
        let node = self.form.layout.offset(self.form.instance_id?);
        let value = self.state.value(node);
        (!value.is_empty()).then(|| value.to_string())
    }

    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator {
            form: &self.form,
            state: &self.state,
            language: self.language,
            ambient: &self.ambient,
            draws: &self.draws,
            depth: Cell::new(0),
            fuel: Cell::new(crate::xpath::FUEL),
            text_depth: Cell::new(0),
            allowance: &self.allowance,
        }
    }

    /// A call from outside begins.
    fn begin_call(&self) {
        self.allowance.set(ALLOWANCE);
    }

    /// The block of the whole form and those of all instances, in document order.
    fn blocks(&self) -> Vec<u32> {
        let mut blocks = Vec::new();
        let mut open = vec![ROOT];
        while let Some(block) = open.pop() {
            blocks.push(block);
            let lists = self.form.layout.home(self.state.home(block)).inner.len();
            for list in (0..lists).rev() {
                open.extend(self.state.instances(block, list).iter().rev());
            }
        }
        blocks
    }

    /// All nodes, in document order, attributes among them.
    fn nodes_in_order(&self) -> Vec<u32> {
        let mut nodes = Vec::new();
        self.add_nodes_below(0, &mut nodes);
        nodes
    }

    /// As deep as the form is.
    fn add_nodes_below(&self, node: u32, nodes: &mut Vec<u32>) {
        nodes.push(node);
        for slot in self.form.model.members(self.state.slot(node)) {
            let mut members = Vec::new();
            self.state
                .each_child(&self.form.layout, node, slot, &mut |node| {
                    members.push(node)
                });
            for member in members {
                self.add_nodes_below(member, nodes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_shared_and_a_record_moved_between_threads() {
        fn is_shared<T: Send + Sync>() {}
        fn is_moved<T: Send>() {}
        is_shared::<Form>();
        is_moved::<Session>();
    }

    #[test]
    fn no_answer_is_in_debug_output() {
        let xml = "<html><head><model><instance><data id='f'><a>secret</a></data></instance></model></head>\
            <body><input ref='/data/a'/></body></html>";
        let session = Session::new(Arc::new(Form::parse(xml).unwrap().form), example());
        let question = session.question(&"/data/a".into()).unwrap();
        assert_eq!(question.value, "secret");
        let shown = format!(
            "{session:?} {question:?} {:?} {:?}",
            session.nodes(),
            example()
        );
        assert!(
            !shown.contains("secret") && !shown.contains("somebody"),
            "{shown}"
        );
    }
}
