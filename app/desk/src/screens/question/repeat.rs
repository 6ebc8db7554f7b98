//! The page of a repeat: its instances, looked over, added and removed.

use super::asked::{self, Asked};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    screens::{Screen, tail},
};
use maru_page::{Icon, Kind, Node, Page, Text, Words};

pub(super) fn push(build: &mut Build, asked: &Asked<'_>) {
    let words = asked.words();
    let Some((question, instances)) = asked.filling.repeat() else {
        return;
    };
    let of = instances.len();
    build.paragraph("count", count(of, words));
    if of > 0 {
        build.paragraph("how", words.text("repeat-hint"));
    }
    let label = question.label.plain();
    for (index, instance) in instances.iter().enumerate() {
        let number = index + 1;
        let name = asked::instance(label, number, &asked.lang, words);
        let summary = match instance.summary.as_slice() {
            [] => words.text("repeat-nothing-answered"),
            answers => Text::plain(answers.join(", "), &asked.lang),
        };
        let kind = Kind::Row {
            value: summary,
            active: true,
            icon: None,
        };
        let id = format!("instance-{number}");
        let remove = words.with("repeat-remove", &[("instance", (&name.shown).into())]);
        build.push(Node::new(id.as_str(), kind, name).at(number, of));
        if !question.read_only {
            build.secondary(&format!("remove-{number}"), remove, Icon::Remove);
        }
    }
    if !question.read_only {
        let add = if of == 0 {
            "repeat-add-first"
        } else {
            "repeat-add"
        };
        build.secondary("add", words.text(add), Icon::Add);
    }
    // Who presses Enter again and again goes on; who has none yet is asked.
    build.focus(if of == 0 { "add" } else { "next" });
}

/// How many there are.
pub(in crate::screens) fn count(of: usize, words: &Words) -> Text {
    words.with("repeat-count", &[("count", of.into())])
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Option<Vec<Effect>> {
    if let Some(number) = tail(node, "instance-") {
        return Some(desk.open_instance(number.parse().ok()?));
    }
    if let Some(number) = tail(node, "remove-") {
        desk.go(Screen::RemoveInstance(number.parse().ok()?));
        return Some(Vec::new());
    }
    (node.id.as_str() == "add").then(|| desk.add_instance())
}

/// The question back, before anything is deleted.
pub(crate) fn remove_page(desk: &Desk, number: usize) -> Page {
    let words = desk.words();
    let id = format!("remove-{number}");
    let open = desk.filling.as_ref();
    let open = open.and_then(|filling| Some((filling, filling.repeat()?)));
    let Some((filling, (question, instances))) = open else {
        let mut build = Build::new(desk, id, words.text("check-title"));
        build
            .heading()
            .primary("keep", words.text("act-return"), Icon::Back);
        return build.finish(desk);
    };
    let lang = filling.lang(words);
    let name = asked::instance(question.label.plain(), number, &lang, words);
    let title = words.with("remove-title", &[("instance", (&name.shown).into())]);
    let mut build = Build::new(desk, id, title);
    build.heading();
    let summary = instances.get(number.wrapping_sub(1));
    let summary = summary.map_or(String::new(), |instance| instance.summary.join(", "));
    build.paragraph("summary", Text::plain(summary, &lang));
    build.secondary("remove", words.text("act-remove"), Icon::Remove);
    build.primary("keep", words.text("act-keep-instance"), Icon::Back);
    build.focus("keep");
    build.finish(desk)
}

pub(crate) fn activate_remove(desk: &mut Desk, node: &Node, number: usize) -> Vec<Effect> {
    match node.id.as_str() {
        "remove" => {
            desk.places.pop();
            desk.remove_instance(number)
        }
        "keep" => {
            desk.places.pop();
            Vec::new()
        }
        _ => Vec::new(),
    }
}
