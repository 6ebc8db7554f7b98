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
        (ViolationKind::TooLarge, Typed::Integer) => beyond(&refused.tried, words),
        (ViolationKind::NotAPlace, _) => no_place(&refused.tried, asked, words),
        _ => reason(violation, lang, words),
    }
}

/// A whole number that is beyond those that a form can keep.
fn beyond(tried: &str, words: &Words) -> Text {
    let (id, end) = match tried.trim().starts_with(['-', '−']) {
        true => ("refused-too-small", i32::MIN),
        false => ("refused-too-large", i32::MAX),
    };
    let end = end.to_string();
    let end = answers::grouped(&end, words).unwrap_or_else(|| Text::plain(end, words.lang()));
    let with = |number: &str| words.with(id, &[("number", number.into())]).shown;
    Text {
        spoken: Some(with(end.speech())),
        ..Text::plain(with(&end.shown), words.lang())
    }
}

/// What was typed is no place, or one with the longitude first.
fn no_place(tried: &str, asked: Typed, words: &Words) -> Text {
    let last = match asked {
        Typed::Place => Some(tried),
        _ => tried.rsplit(';').next(),
    };
    match last.and_then(answers::swapped) {
        Some(place) => words.with("refused-place-swapped", &[("place", (&place).into())]),
        None => words.text("refused-place"),
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
        TooLarge => "refused-digits",
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
