//! The choice of what to do with a record, and of the record.

use super::{gone, row, title};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{Act, RecordState},
    screens::{Screen, my_forms, tail},
};
use maru_page::{Icon, Kind, Node, Page};

pub(in crate::screens) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let name = format!("acts-{id}");
    let Some(record) = desk.record(id) else {
        return gone(desk, name);
    };
    let mut build = Build::new(desk, name, title("acts-title", record, desk));
    build.heading().push(row(record, desk));
    let acts = desk.acts(record);
    let of = acts.len();
    for (index, act) in acts.into_iter().enumerate() {
        let (name, icon) = named(act);
        let was_refused = record.state == RecordState::Refused;
        let label = match act {
            Act::Correct if was_refused => "acts-correct-refused",
            Act::Copy if desk.shared => "acts-copy-shared",
            _ => name,
        };
        let mut node = Node::new(name, Kind::Tile { icon }, words.text(label));
        if act == Act::Correct && !was_refused {
            node = node.hint(words.text("acts-correct-hint"));
        }
        build.push(node.at(index + 1, of));
    }
    if record.state == RecordState::Sending {
        build.paragraph("sending", words.text("acts-sending"));
    }
    build.finish(desk)
}

/// What an act is called, and its picture.
fn named(act: Act) -> (&'static str, Icon) {
    match act {
        Act::GoOn => ("acts-go-on", Icon::Next),
        Act::Look => ("acts-look", Icon::Eye),
        Act::Correct => ("acts-correct", Icon::Repair),
        Act::Retry => ("acts-retry", Icon::Send),
        Act::Copy => ("acts-copy", Icon::File),
        Act::Delete => ("acts-delete", Icon::Remove),
    }
}

pub(in crate::screens) fn activate(desk: &mut Desk, node: &Node, id: i64) -> Vec<Effect> {
    if node.id.as_str() == "home" {
        desk.places.truncate(1);
        return Vec::new();
    }
    let act = Act::ALL
        .into_iter()
        .find(|act| named(*act).0 == node.id.as_str());
    act.map_or_else(Vec::new, |act| desk.act_on(id, act))
}

/// All records; each opens the choice of what to do with it.
pub(in crate::screens) fn manage(desk: &Desk) -> Page {
    my_forms::list(desk, "manage", "manage-title", "manage-")
}

pub(in crate::screens) fn activate_manage(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    if let Some(id) = tail(node, "manage-").and_then(|id| id.parse().ok()) {
        desk.go(Screen::Acts(id));
        return Vec::new();
    }
    my_forms::activate_list(desk, node)
}
