//! A copy of a record, on a stick or in a folder of the person's own.

use super::{answers, gone, row};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    filling::Filling,
    records::{Copy, Purpose, RecordEffect},
    screens::{question, tail},
};
use maru_page::{Icon, Kind, Node, Page};

pub(in crate::screens) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let name = format!("copy-{id}");
    let Some(record) = desk.record(id) else {
        return gone(desk, name);
    };
    let mut build = Build::new(desk, name, words.text("copy-title"));
    build.heading().push(row(record, desk));
    let places = desk.copy_places.as_deref();
    build.paragraph(
        "hint",
        words.text(match places {
            None => "copy-looking",
            Some([]) if desk.shared => "copy-none-shared",
            Some([]) => "copy-none",
            Some(_) => "copy-hint",
        }),
    );
    let places = places.unwrap_or_default();
    for (index, place) in places.iter().enumerate() {
        let icon = Icon::File;
        let id = format!("place-{}", index + 1);
        let label = question::place_name(place, words);
        let node = Node::new(id.as_str(), Kind::Tile { icon }, label);
        build.push(node.at(index + 1, places.len()));
    }
    build.secondary("again", words.text("copy-again"), Icon::File);
    build.finish(desk)
}

pub(in crate::screens) fn activate(desk: &mut Desk, node: &Node, id: i64) -> Vec<Effect> {
    if node.id.as_str() == "home" {
        desk.places.truncate(1);
        return Vec::new();
    }
    if node.id.as_str() == "again" {
        desk.copy_places = None;
        return vec![Effect::Record(RecordEffect::ListPlaces)];
    }
    let place = tail(node, "place-").and_then(|number| number.parse::<usize>().ok());
    let Some(place) = place.and_then(|number| number.checked_sub(1)) else {
        return Vec::new();
    };
    if desk.record(id).is_some_and(|record| record.sealed) {
        return copy(desk, id, place, None);
    }
    desk.read_for(id, Purpose::Copy(place))
}

/// Asks for the copy, with what people can read beside what computers can.
pub(crate) fn copy(desk: &Desk, id: i64, place: usize, filling: Option<&Filling>) -> Vec<Effect> {
    let Some(record) = desk.record(id) else {
        return Vec::new();
    };
    let title = desk.title_of(&record.form_id, &record.title).shown;
    let number = record.receipt.clone();
    let number = number.map_or_else(|| id.to_string(), |number| number.replace(' ', "-"));
    vec![Effect::Record(RecordEffect::Copy(Copy {
        record: id,
        place,
        name: format!("{title} {number}"),
        text: answers::text(desk, id, filling),
    }))]
}
