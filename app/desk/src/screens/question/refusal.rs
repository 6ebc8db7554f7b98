//! Why an answer was refused, in the form's own words or in ours.

use crate::{
    answers::{self, Typed},
    desk::Desk,
    filling::Refused,
};
use maru_form::{Question, Violation, ViolationKind};
use maru_page::{Lang, Text, Words};

/// The reason, as exact as it can be told of what was typed.
pub(super) fn told(refused: &Refused, question: &Question, lang: &Lang, desk: &Desk) -> Text {
    let words = desk.words();
    let asked = answers::asked(question);
    let violation = &refused.violation;
    let misread = || answers::misread(&refused.tried, asked, &desk.reading(), words);
    if violation.kind.is_of_type()
        && let Some(misread) = misread()
    {
        return misread;
    }
    match (violation.kind, asked) {
        (ViolationKind::NotADate, Typed::Month) => words.text("refused-month"),
        (ViolationKind::NotADate, Typed::Year) => words.text("refused-year"),
        _ => reason(violation, lang, words),
    }
}

/// The reason of a violation, whatever was typed.
pub(in crate::screens) fn reason(violation: &Violation, lang: &Lang, words: &Words) -> Text {
    if let Some(message) = violation
        .message
        .as_deref()
        .filter(|message| !message.trim().is_empty())
    {
        return Text::plain(message, lang);
    }
    use ViolationKind::*;
    words.text(match violation.kind {
        Required => "refused-required",
        NotAnInteger => "refused-integer",
        NotANumber => "refused-number",
        TooLarge => "refused-too-large",
        NotADate => "refused-date",
        NotATime => "refused-time",
        NotADateTime => "refused-date-time",
        NotAPlace => "refused-place",
        NotALine => "refused-line",
        NotAnArea => "refused-area",
        NotAChoice => "refused-choice",
        NotAllRanked => "refused-rank",
        NotAFileName => "refused-file",
        TooManyInstances => "notice-too-many",
        Constraint | NotABoolean | WrongKind | ReadOnly | NotRelevant | NoSuchQuestion => {
            "refused-constraint"
        }
    })
}
