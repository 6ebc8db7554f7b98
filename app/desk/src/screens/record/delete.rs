//! The question back, before a record goes for good.

use super::{gone, row};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{RecordEffect, RecordState},
};
use maru_page::{Icon, Node, Page};

pub(in crate::screens) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let name = format!("delete-{id}");
    let Some(record) = desk.record(id) else {
        return gone(desk, name);
    };
    let mut build = Build::new(desk, name, words.text("delete-title"));
    build.heading().push(row(record, desk));
    let lost = match record.state {
        RecordState::Draft => "delete-draft",
        RecordState::Waiting | RecordState::Sending => "delete-waiting",
        RecordState::Refused => "delete-refused",
        RecordState::Sent | RecordState::Answered => "delete-sent",
    };
    build.paragraph("lost", words.text(lost));
    build.secondary("delete", words.text("act-delete"), Icon::Remove);
    build.primary("keep", words.text("act-keep-record"), Icon::Back);
    build.focus("lost");
    build.finish(desk)
}

pub(in crate::screens) fn activate(desk: &mut Desk, node: &Node, id: i64) -> Vec<Effect> {
    match node.id.as_str() {
        "delete" => return vec![Effect::Record(RecordEffect::Delete(id))],
        "home" => desk.places.truncate(1),
        _ => drop(desk.places.pop()),
    }
    Vec::new()
}
