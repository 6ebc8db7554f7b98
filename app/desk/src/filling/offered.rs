//! What the open question offers: kept while it is open, so that no key press goes through a long list in vain.

use maru_form::{Choice, Control, Question, Session};
use maru_page::find::{Finder, Found};

/// A longer list than this is looked through by typing.
const LIST_MAX: usize = 12;
/// So many of what was found stand on the page.
const FOUND_MAX: usize = 50;

/// The choices of a question.
#[derive(Debug, Default)]
pub(crate) struct Offered {
    choices: Vec<Choice>,
    /// Of long lists alone.
    finder: Option<Finder>,
}

impl Offered {
    /// The choices that a question offers now, in the session's language.
    pub(super) fn of(session: &Session, question: &Question) -> Offered {
        let chooses = matches!(
            question.control,
            Control::SelectOne | Control::SelectMultiple | Control::Rank
        );
        if !chooses {
            return Offered::default();
        }
        let choices = session.choices(&question.id);
        let is_long = choices.len() > LIST_MAX && question.control != Control::Rank;
        let finder =
            is_long.then(|| Finder::new(choices.iter().map(|choice| choice.label.plain())));
        Offered { choices, finder }
    }

    /// All of them, in the form's order.
    pub(crate) fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// Whether they are looked through by typing.
    pub(crate) fn is_long(&self) -> bool {
        self.finder.is_some()
    }

    /// What stands on the page when that is typed: all of a short list, of a long one the first that are found.
    pub(crate) fn found(&self, typed: &str) -> Found {
        match &self.finder {
            Some(finder) => finder.find(typed, FOUND_MAX),
            None => Found {
                indices: (0..self.choices.len()).collect(),
                count: self.choices.len(),
            },
        }
    }

    /// The labels of these values, those that are still offered, in the order of the list.
    pub(crate) fn labels(&self, values: &[String]) -> Vec<&str> {
        let chosen = self
            .choices
            .iter()
            .filter(|choice| values.contains(&choice.value));
        chosen.map(|choice| choice.label.plain()).collect()
    }
}
