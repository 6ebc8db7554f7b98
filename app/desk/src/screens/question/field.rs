//! A question that is answered by typing.

use super::{asked::Asked, bring, places};
use crate::{
    answers::{self, Typed},
    build::Build,
    desk::Desk,
    event::Effect,
};
use maru_page::{Edit, Icon, Kind, Node, Text, node::Input};

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let (question, words) = (&asked.question, asked.words());
    if places::asks(question) {
        return places::push(build, asked);
    }
    let typed = answers::asked(question);
    let has = |appearance: &str| question.appearance.iter().any(|own| own == appearance);
    let input = match input(typed) {
        // A text of digits, such as a telephone number.
        Input::Words if has("numbers") => Input::Integer,
        input => input,
    };
    let kind = Kind::Field {
        edit: asked.filling.input.edit.clone(),
        input,
        multiline: has("multiline"),
    };
    let mut node = Node::new("answer", kind, asked.label.clone());
    node.state.required = question.required;
    node.state.read_only = question.read_only;
    node.state.private = input == Input::Secret;
    node.state.refused = asked.refused.clone();
    let hint = match example(typed) {
        None if has("thousands-sep") && !question.read_only => {
            build.paragraph("hint", asked.hint.clone());
            let text = asked.filling.input.edit.text();
            answers::grouped(text, words).unwrap_or_else(|| Text::plain("", words.lang()))
        }
        None => asked.hint.clone(),
        Some(_) if question.read_only => asked.hint.clone(),
        // The form's own hint stands above; the box's tells how to type, and then what was understood.
        Some(example) => {
            build.paragraph("hint", asked.hint.clone());
            understood(asked, typed).unwrap_or_else(|| words.text(example))
        }
    };
    build.push(node.hint(hint)).focus("answer");
    if typed == Typed::Integer && has("counter") && !question.read_only {
        build.secondary("one-less", words.text("count-less"), Icon::Remove);
        build.secondary("one-more", words.text("count-more"), Icon::Add);
    }
    if typed == Typed::Date && !question.read_only {
        build.secondary("today", words.text("date-today"), Icon::Check);
        build.secondary("yesterday", words.text("date-yesterday"), Icon::Check);
    }
}

fn input(typed: Typed) -> Input {
    match typed {
        Typed::Integer => Input::Integer,
        Typed::Decimal => Input::Decimal,
        Typed::Date => Input::Date,
        Typed::Month => Input::Month,
        Typed::Year => Input::Year,
        Typed::Time => Input::Time,
        Typed::Secret => Input::Secret,
        Typed::Words | Typed::DateTime | Typed::Place | Typed::Line | Typed::Area => Input::Words,
    }
}

/// How to type what is not plain words or a number.
fn example(typed: Typed) -> Option<&'static str> {
    match typed {
        Typed::Date => Some("question-date-hint"),
        Typed::Month => Some("question-month-hint"),
        Typed::Year => Some("question-year-hint"),
        Typed::Time => Some("question-time-hint"),
        Typed::DateTime => Some("question-date-time-hint"),
        Typed::Place => Some("question-place-hint"),
        Typed::Words
        | Typed::Secret
        | Typed::Integer
        | Typed::Decimal
        | Typed::Line
        | Typed::Area => None,
    }
}

/// What is typed so far, in words.
fn understood(asked: &Asked<'_>, typed: Typed) -> Option<Text> {
    let text = asked.filling.input.edit.text();
    answers::understood(text, typed, &asked.desk.reading(), asked.words())
}

/// One more or one less is counted; below nothing is nothing.
pub(super) fn counted(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    if let Some(filling) = &mut desk.filling {
        let now = filling.input.edit.text().trim().parse::<i64>();
        let now = now.unwrap_or(0).max(0);
        let next = match node.id.as_str() {
            "one-more" => now.saturating_add(1),
            _ => (now - 1).max(0),
        };
        filling.input.edit = Edit::new(next.to_string());
        filling.refused = None;
    }
    bring(desk, "answer")
}

/// Today or yesterday is filled in, not gone on with: Enter in the box does that.
pub(super) fn day(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let today = desk.world.now.date();
    let date = if node.id.as_str() == "today" {
        Ok(today)
    } else {
        today.yesterday()
    };
    if let (Some(filling), Ok(date)) = (&mut desk.filling, date) {
        filling.input.edit = Edit::new(date.to_string());
        filling.refused = None;
    }
    bring(desk, "answer")
}
