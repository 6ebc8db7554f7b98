//! All answers, as the page that looks them over shows them: worked out when that page opens, since nothing changes an
//! answer while it is open, and a key press must not go through thousands of questions.

use super::Filling;
use maru_form::{Control, Question, Session, Violation};

/// A question that takes an answer.
pub(crate) struct Reviewed {
    pub(crate) question: Question,
    /// Which of all questions it is, from 1.
    pub(crate) number: usize,
    /// The labels of what is chosen.
    pub(crate) chosen: Option<String>,
    /// What is wrong with the answer.
    pub(crate) violation: Option<Violation>,
}

/// Those that are asked now, in the form's order.
pub(super) fn of(session: &Session) -> Vec<Reviewed> {
    let ids = session.questions();
    let questions = (1..).zip(&ids);
    let questions = questions.filter_map(|(number, id)| Some((number, session.question(id)?)));
    let questions = questions.filter(|(_, question)| question.control != Control::Note);
    let reviewed = questions.map(|(number, question)| Reviewed {
        number,
        chosen: match question.control {
            Control::SelectOne | Control::SelectMultiple | Control::Rank => {
                session.answer_text(&question.id)
            }
            _ => None,
        },
        violation: question.violation.clone(),
        question,
    });
    reviewed.collect()
}

impl Filling {
    /// All answers, if they are being looked over.
    pub(crate) fn reviewed(&self) -> &[Reviewed] {
        &self.reviewed
    }

    /// All answers as they are now, whatever is open.
    pub(crate) fn review_now(&self) -> Vec<Reviewed> {
        of(&self.session)
    }

    /// Looks all answers over, or lets go of that.
    pub(super) fn review(&mut self) {
        self.reviewed = match self.question() {
            None => of(&self.session),
            Some(_) => Vec::new(),
        };
    }
}
