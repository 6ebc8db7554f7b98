//! A question that is answered by typing.

use super::{asked::Asked, bring, places};
use crate::{
    answers::{self, Typed},
    build::Build,
    desk::Desk,
    event::Effect,
    filling::Refused,
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
            let grouped = answers::grouped(text, words);
            // The ear has the number from the box already.
            grouped.map_or(Text::plain("", words.lang()), |grouped| Text {
                spoken: Some(String::new()),
                ..grouped
            })
        }
        None => asked.hint.clone(),
        // In words, as on the page of all answers.
        Some(_) if question.read_only => {
            build.paragraph("hint", asked.hint.clone());
            understood(asked, typed).unwrap_or_else(|| Text::plain("", words.lang()))
        }
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

/// One more or one less is counted. Who counts things does not come below nothing; where the number is below it, or was,
/// other things are counted.
pub(super) fn counted(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let Some(filling) = &mut desk.filling else {
        return Vec::new();
    };
    let typed = filling.input.edit.text().trim().to_owned();
    let now = match typed.as_str() {
        "" => Ok(0),
        typed => answers::whole(typed),
    };
    let now = match now {
        Ok(now) => now,
        Err(kind) => {
            filling.refused = Some(Refused {
                violation: kind.into(),
                tried: typed,
            });
            return bring(desk, "answer");
        }
    };
    let was = filling.question().map(|question| question.value);
    let is_below = now < 0 || was.is_some_and(|was| was.starts_with('-'));
    let least = if is_below { i32::MIN } else { 0 };
    let (next, end) = match node.id.as_str() {
        "one-more" => (now.saturating_add(1), "notice-count-most"),
        _ => (now.saturating_sub(1).max(least), "notice-count-least"),
    };
    filling.input.edit = Edit::new(next.to_string());
    filling.refused = None;
    if next == now {
        let number = next.to_string();
        let told = desk.words().with(end, &[("number", (&number).into())]);
        desk.show_notice(told, false);
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
