//! What a person has given on the page of a question, before it is taken.

use crate::answers::{self, Reading, Typed};
use maru_form::{Answer, Control, Question, ViolationKind};
use maru_page::Edit;

/// What a person has given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// Typed text.
    pub(crate) edit: Edit,
    /// Chosen values; of a rank in their order.
    pub(crate) chosen: Vec<String>,
    /// What is looked for in a long list.
    pub(crate) find: Edit,
    /// A number between bounds.
    pub(crate) number: Option<f64>,
}

impl Given {
    /// The answer that a question has, or what was given before and refused.
    pub(super) fn of(question: &Question, kept: Option<&str>) -> Given {
        let value = question.value.as_str();
        let chosen = if question.control == Control::Rank {
            kept.unwrap_or(value)
        } else {
            value
        };
        let typed = kept.map_or_else(|| answers::shown(question), str::to_owned);
        if matches!(answers::asked(question), Typed::Line | Typed::Area) {
            let (places, behind) = answers::places(question, &typed);
            return Given {
                edit: Edit::new(behind),
                chosen: places,
                ..Given::default()
            };
        }
        Given {
            edit: Edit::new(typed),
            chosen: chosen.split_whitespace().map(str::to_owned).collect(),
            find: Edit::default(),
            number: value.parse().ok(),
        }
    }

    /// As an answer to the question, or why it is none; nothing to what takes none here.
    pub(super) fn answer(
        &self,
        question: &Question,
        reading: &Reading<'_>,
    ) -> Option<Result<Answer, ViolationKind>> {
        Some(Ok(match question.control {
            Control::Input if self.has_rubbish(question) => {
                return Some(Err(ViolationKind::NotAPlace));
            }
            Control::Input => {
                let typed = self.typed(question).unwrap_or_default();
                return Some(answers::typed(&typed, question, reading));
            }
            Control::Range => match answers::scale(question) {
                Some(_) if self.number == question.value.parse().ok() => {
                    Answer::Text(question.value.clone())
                }
                Some(scale) => self
                    .number
                    .map_or(Answer::Clear, |number| Answer::Text(scale.written(number))),
                None => return Some(answers::typed(self.edit.text(), question, reading)),
            },
            Control::SelectOne => match self.chosen.first() {
                Some(value) => Answer::Choice(value.clone()),
                None => Answer::Clear,
            },
            Control::SelectMultiple | Control::Rank if self.chosen.is_empty() => Answer::Clear,
            Control::SelectMultiple | Control::Rank => Answer::Choices(self.chosen.clone()),
            Control::Trigger => Answer::Acknowledged(!self.chosen.is_empty()),
            // Files are attached, and instances added, at once.
            Control::Upload if question.value.is_empty() => Answer::Clear,
            Control::Upload => Answer::File(question.value.clone()),
            Control::Repeat | Control::Note | Control::Unsupported => {
                return None;
            }
        }))
    }

    /// Whether something stands in the box of the next place that is none.
    fn has_rubbish(&self, question: &Question) -> bool {
        let typed = self.edit.text().trim();
        let asks_for_places = matches!(answers::asked(question), Typed::Line | Typed::Area);
        asks_for_places && !typed.is_empty() && answers::typed_places(typed).is_none()
    }

    /// The places and what is typed behind them; what was not touched is as it is stored.
    fn places(&self, question: &Question) -> String {
        let (stored, behind) = answers::places(question, &question.value);
        let typed = self.edit.text().trim();
        if self.chosen == stored && typed == behind {
            return question.value.clone();
        }
        let mut all = self.chosen.clone();
        match answers::typed_places(typed) {
            Some(typed) => all.extend(typed),
            None if typed.is_empty() => {}
            None => all.push(typed.to_owned()),
        }
        all.join("; ")
    }

    /// In letters, to be kept where it is no answer.
    pub(super) fn typed(&self, question: &Question) -> Option<String> {
        match question.control {
            Control::Input => Some(match answers::asked(question) {
                Typed::Line | Typed::Area => self.places(question),
                _ => self.edit.text().to_owned(),
            }),
            Control::Range if answers::scale(question).is_none() => {
                Some(self.edit.text().to_owned())
            }
            Control::Rank => Some(self.chosen.join(" ")),
            Control::SelectOne
            | Control::SelectMultiple
            | Control::Range
            | Control::Trigger
            | Control::Upload
            | Control::Repeat
            | Control::Note
            | Control::Unsupported => None,
        }
    }
}
