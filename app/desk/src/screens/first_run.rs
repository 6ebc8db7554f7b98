//! The first run: language, ways, text size. Nothing is typed, and all can be changed later.

use super::{Screen, tail};
use crate::{
    build::Build,
    desk::{Desk, words},
    event::Effect,
};
use maru_page::{Icon, Kind, Node, Page, Text};

/// The text sizes offered at first.
const SIZES: [u16; 5] = [100, 150, 200, 300, 400];

pub(super) fn language(desk: &Desk) -> Page {
    let mut build = Build::new(
        desk,
        "first-language",
        desk.words().text("first-language-title"),
    );
    build
        .heading()
        .paragraph("hint", desk.words().text("first-language-hint"));
    let languages = &desk.languages;
    for (index, tag) in languages.iter().enumerate() {
        let label = words(&desk.city, tag).text("language-name");
        let selected = *tag == desk.settings.language;
        let id = format!("language-{tag}");
        if selected {
            build.focus(&id);
        }
        build.push(
            Node::new(id.as_str(), Kind::Choice { selected }, label).at(index + 1, languages.len()),
        );
    }
    build.primary("next", desk.words().text("act-next"), Icon::Next);
    build.finish(desk)
}

pub(super) fn activate_language(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    match tail(node, "language-") {
        Some(tag) if tag != desk.settings.language => {
            let tag = tag.to_owned();
            desk.speak_language(&tag);
        }
        Some(_) if !go_on => {}
        _ => desk.go(Screen::Ways),
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}

pub(super) fn ways(desk: &Desk) -> Page {
    let words = desk.words();
    let ways = desk.settings.ways;
    let mut build = Build::new(desk, "first-ways", words.text("first-ways-title"));
    build
        .heading()
        .paragraph("hint", words.text("first-ways-hint"));
    let checks = [("see", ways.see), ("hear", ways.hear), ("feel", ways.feel)];
    for (index, (way, checked)) in checks.into_iter().enumerate() {
        let node = Node::new(
            format!("way-{way}").as_str(),
            Kind::Check { checked },
            words.text(&format!("way-{way}")),
        );
        build.push(
            node.hint(words.text(&format!("way-{way}-hint")))
                .at(index + 1, checks.len()),
        );
    }
    if ways.feel && desk.braille.is_none() {
        build.secondary("find-display", words.text("find-title"), Icon::Braille);
    }
    build.primary("next", words.text("act-next"), Icon::Next);
    build.finish(desk)
}

pub(super) fn activate_ways(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let ways = &mut desk.settings.ways;
    match node.id.as_str() {
        "way-see" => ways.see = !ways.see,
        "way-hear" => ways.hear = !ways.hear,
        "way-feel" => ways.feel = !ways.feel,
        "find-display" => return desk.find_display(),
        _ => {
            // Somebody who chose nothing at all is served by all three.
            if !(ways.see || ways.hear || ways.feel) {
                *ways = crate::Ways {
                    see: true,
                    hear: true,
                    feel: true,
                };
            }
            desk.settings.voice = desk.settings.ways.hear;
            desk.go(Screen::TextSize);
        }
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}

pub(super) fn text_size(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "first-text-size", words.text("first-size-title"));
    build
        .heading()
        .paragraph("hint", words.text("first-size-hint"));
    for (index, size) in SIZES.into_iter().enumerate() {
        let selected = size == desk.settings.look.text_percent;
        let id = format!("size-{size}");
        if selected {
            build.focus(&id);
        }
        let label: Text = words.with("size-percent", &[("percent", usize::from(size).into())]);
        build.push(
            Node::new(id.as_str(), Kind::Choice { selected }, label).at(index + 1, SIZES.len()),
        );
    }
    build.primary("next", words.text("act-finish"), Icon::Check);
    build.finish(desk)
}

pub(super) fn activate_text_size(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    let size = tail(node, "size-").and_then(|size| size.parse().ok());
    match size {
        Some(size) if size != desk.settings.look.text_percent => {
            desk.settings.look.text_percent = size
        }
        Some(_) if !go_on => {}
        _ => {
            desk.settings.set_up = true;
            desk.set_up();
            desk.places.clear();
            desk.go(Screen::Home);
        }
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}
