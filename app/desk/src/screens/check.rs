//! All answers, to be looked over before they are sent; each can be changed.

use super::{Screen, question, tail};
use crate::{
    answers,
    build::Build,
    desk::Desk,
    event::Effect,
    filling::{Filling, Reviewed, Then},
};
use maru_form::{Control, Question, QuestionId};
use maru_page::{Icon, Kind, Lang, Node, Page, Text, Words};

pub(super) fn page(desk: &Desk) -> Page {
    if let Some(filling) = &desk.filling {
        return page_with(desk, (filling, filling.reviewed()), Rows::ToChange);
    }
    let words = desk.words();
    let mut build = Build::new(desk, "check", words.text("check-title"));
    build.heading().paragraph("hint", words.text("check-hint"));
    build.primary("home", words.text("act-home"), Icon::Home);
    build.finish(desk)
}

/// The page of these answers.
pub(crate) fn page_with(
    desk: &Desk,
    (filling, answers): (&Filling, &[Reviewed]),
    rows: Rows,
) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "check", words.text("check-title"));
    let (hint, send) = match desk.can_send {
        true => ("check-hint", "act-send"),
        false => ("check-hint-kept", "act-finish-form"),
    };
    build.heading();
    let locks = filling.key.is_some().then_some(("locks", "check-locks"));
    for (id, label) in [("hint", hint)].into_iter().chain(locks) {
        let mut node = Node::new(id, Kind::Paragraph, words.text(label));
        // Who comes back to an answer knows what the page is for.
        node.state.told = desk.kept_focus("check").is_some();
        build.push(node);
    }
    self::rows(&mut build, desk, (filling, answers), rows);
    build.secondary("later", words.text("act-keep-draft"), Icon::Document);
    build.primary("send", words.text(send), Icon::Send);
    build.finish(desk)
}

/// What is done with the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Each opens its question.
    ToChange,
    /// They are read.
    ToRead,
}

/// A row for each answer, under the headings of the instances.
pub(super) fn rows(
    build: &mut Build,
    desk: &Desk,
    (filling, answers): (&Filling, &[Reviewed]),
    rows: Rows,
) {
    let words = desk.words();
    let lang = filling.lang(words);
    let mut inside = None;
    for (index, reviewed) in answers.iter().enumerate() {
        let question = &reviewed.question;
        let instance = instance(question, &lang, words);
        heading(build, question, &mut inside, instance, words);
        let kind = Kind::Row {
            value: value(desk, filling, reviewed, &lang),
            active: rows == Rows::ToChange && !question.read_only,
            icon: None,
        };
        let label = called(reviewed, &lang, words);
        let id = format!("answer-{}", question.id);
        let mut node = Node::new(id.as_str(), kind, label).at(index + 1, answers.len());
        // What was sent is as it is.
        let violation = reviewed.violation.as_ref();
        let violation = violation.filter(|_| rows == Rows::ToChange);
        let violation = violation.map(|violation| question::reason(violation, &lang, words));
        let kept = filling.kept(&question.id);
        node.state.refused = kept.map(|_| words.text("refused-not-taken")).or(violation);
        build.push(node);
    }
}

/// What a question is called; one that has no label, by its hint or its number.
fn called(reviewed: &Reviewed, lang: &Lang, words: &Words) -> Text {
    let question = &reviewed.question;
    let hint = question.hint.as_ref().map_or("", |hint| hint.plain());
    let own = [question.label.plain(), hint];
    match own.into_iter().find(|own| !own.trim().is_empty()) {
        Some(own) => Text::plain(own, lang),
        None if question.control == Control::Repeat => words.text("repeat-untitled"),
        None => words.with("question-number", &[("index", reviewed.number.into())]),
    }
}

/// The innermost instance that a question stands in: its name and what it is called.
fn instance(question: &Question, lang: &Lang, words: &Words) -> Option<(String, Text)> {
    let placed = question.groups.iter().rev().find_map(|group| {
        let (index, _) = group.place?;
        Some(question::instance(group.label.plain(), index, lang, words))
    })?;
    let id = question.id.as_str();
    let end = id.rfind(']').map_or(id.len(), |end| end + 1);
    Some((id.get(..end).unwrap_or(id).to_owned(), placed))
}

/// A heading where an instance begins, and where the answers outside go on.
fn heading(
    build: &mut Build,
    question: &Question,
    inside: &mut Option<String>,
    instance: Option<(String, Text)>,
    words: &Words,
) {
    let own = instance.as_ref().map(|(id, _)| id.clone());
    // The row of a repeat stands at the end of its instances, and tells itself what it is.
    if own == *inside || question.control == Control::Repeat {
        return;
    }
    match instance {
        Some((id, name)) => build.subheading(&format!("instance-{id}"), name),
        None => build.subheading(
            &format!("outside-{}", question.id),
            words.text("check-outside"),
        ),
    };
    *inside = own;
}

/// An answer in words; what was typed and is no answer, as it was typed.
fn value(desk: &Desk, filling: &Filling, reviewed: &Reviewed, lang: &Lang) -> Text {
    let (words, question) = (desk.words(), &reviewed.question);
    if let Some(repeat) = &question.repeat {
        return question::count(repeat.instances.len(), words);
    }
    let typed = filling
        .kept(&question.id)
        .filter(|_| question.control == Control::Input);
    let letters = typed.unwrap_or(&question.value);
    if letters.is_empty() {
        return words.text("check-no-answer");
    }
    let asked = answers::asked(question);
    if asked == answers::Typed::Secret {
        return words.with("state-secret", &[("count", letters.chars().count().into())]);
    }
    if let Some(typed) = typed {
        return Text::plain(typed, lang);
    }
    match &question.control {
        Control::SelectOne | Control::SelectMultiple | Control::Rank => {
            Text::plain(reviewed.chosen.clone().unwrap_or_default(), lang)
        }
        Control::Trigger => words.text("question-acknowledge"),
        Control::Upload => question::described_file(&question.value, filling, words),
        _ if question::asks_for_places(question) => {
            let (places, _) = answers::places(question, &question.value);
            question::count_of_places(places.len(), words)
        }
        _ => {
            let shown = answers::shown(question);
            if question.appearance.iter().any(|own| own == "thousands-sep")
                && let Some(grouped) = answers::grouped(&shown, words)
            {
                return grouped;
            }
            answers::understood(&shown, asked, &desk.reading(), words)
                .unwrap_or_else(|| Text::plain(shown, lang))
        }
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
