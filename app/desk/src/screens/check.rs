//! All answers, to be looked over before they are sent; each can be changed.

use super::{Screen, question, tail};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    filling::{Filling, Then},
};
use maru_form::{Control, DataType, Question, QuestionId};
use maru_page::{Icon, Kind, Lang, Node, Page, Text, Words, dates};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "check", words.text("check-title"));
    build.heading().paragraph("hint", words.text("check-hint"));
    let Some(filling) = &desk.filling else {
        build.primary("home", words.text("act-home"), Icon::Home);
        return build.finish(desk);
    };
    let lang = filling.lang(words);
    let violations = filling.session.violations();
    let answers = answered(filling);
    for (index, question) in answers.iter().enumerate() {
        let value = value(filling, question, &lang, words);
        let kind = Kind::Row {
            value,
            active: !question.read_only,
            icon: None,
        };
        let label = Text::plain(question.label.plain(), &lang);
        let id = format!("answer-{}", question.id);
        let mut node = Node::new(id.as_str(), kind, label).at(index + 1, answers.len());
        let violation = violations.iter().find(|(id, _)| *id == question.id);
        node.state.refused =
            violation.map(|(_, violation)| question::reason(violation, &lang, words));
        build.push(node);
    }
    build.secondary("later", words.text("act-keep-draft"), Icon::Document);
    build.primary("send", words.text("act-send"), Icon::Send);
    build.finish(desk)
}

/// The questions that take an answer.
fn answered(filling: &Filling) -> Vec<Question> {
    let questions = filling.session.questions();
    let questions = questions
        .iter()
        .filter_map(|id| filling.session.question(id));
    questions
        .filter(|question| !matches!(question.control, Control::Note))
        .collect()
}

/// An answer in words.
fn value(filling: &Filling, question: &Question, lang: &Lang, words: &Words) -> Text {
    if question.value.is_empty() {
        return words.text("check-no-answer");
    }
    let masked = question
        .appearance
        .iter()
        .any(|appearance| appearance == "masked");
    if masked {
        return words.with(
            "state-secret",
            &[("count", question.value.chars().count().into())],
        );
    }
    match (&question.control, &question.data_type) {
        (Control::SelectOne | Control::SelectMultiple, _) => {
            let choices = filling.session.choices(&question.id);
            let chosen = choices.iter().filter(|choice| choice.selected);
            let labels: Vec<&str> = chosen.map(|choice| choice.label.plain()).collect();
            Text::plain(labels.join(", "), lang)
        }
        (Control::Trigger, _) => words.text("question-acknowledge"),
        (_, DataType::Date) => question.value.parse().map_or_else(
            |_| Text::plain(&question.value, lang),
            |date| dates::date(date, words),
        ),
        _ => Text::plain(&question.value, lang),
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "send" => desk.finish_form(),
        "later" | "home" => desk.leave_question(Then::Home),
        _ => {
            if let (Some(id), Some(filling)) = (tail(node, "answer-"), &mut desk.filling) {
                filling.open(Some(QuestionId::from(id)));
                filling.changing = true;
                desk.replace(Screen::Question);
            }
            Vec::new()
        }
    }
}
