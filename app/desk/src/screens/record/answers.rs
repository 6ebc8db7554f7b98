//! A record as it was sent: all questions and answers, to be looked at.

use super::{gone, row, title};
use crate::{build::Build, desk::Desk, event::Effect, filling::Filling, screens::check};
use maru_page::{Icon, Kind, Node, Page};

pub(in crate::screens) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let name = format!("answers-{id}");
    let looked_at = desk.looking.as_ref();
    let looked_at = looked_at.filter(|filling| filling.record == Some(id));
    let (Some(record), Some(filling)) = (desk.record(id), looked_at) else {
        return gone(desk, name);
    };
    let mut build = Build::new(desk, name, title("answers-title", record, desk));
    build.heading().push(row(record, desk));
    check::rows(
        &mut build,
        desk,
        (filling, filling.reviewed()),
        check::Rows::ToRead,
    );
    build.primary("done", words.text("act-return"), Icon::Back);
    build.focus("title");
    build.finish(desk)
}

pub(in crate::screens) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "home" => desk.places.truncate(1),
        _ => drop(desk.places.pop()),
    }
    Vec::new()
}

/// The same as text, a line for each answer.
pub(super) fn text(desk: &Desk, record: i64, filling: Option<&Filling>) -> String {
    let words = desk.words();
    let heading = desk
        .record(record)
        .map(|record| title("answers-title", record, desk));
    let mut build = Build::new(
        desk,
        "text",
        heading.unwrap_or_else(|| words.text("my-forms-title")),
    );
    build.heading();
    if let Some(record) = desk.record(record) {
        build.push(row(record, desk));
        if let Some(number) = &record.receipt {
            build.push(Node::new(
                "receipt",
                Kind::Row {
                    value: crate::screens::receipt(number, words),
                    active: false,
                    icon: None,
                },
                words.text("receipt-number"),
            ));
        }
    }
    match filling {
        Some(filling) => {
            let answers = (filling, filling.reviewed());
            check::rows(&mut build, desk, answers, check::Rows::ToRead);
        }
        None => {
            let is_locked = desk.record(record).is_some_and(|record| record.sealed);
            let why = match is_locked {
                true => "receipt-locked",
                false => "copy-unreadable",
            };
            build.subheading("no-answers", words.text(why));
        }
    }
    let lines = build.finish(desk).nodes;
    let lines = lines.iter().filter_map(|node| match &node.kind {
        Kind::Heading { .. } => Some(format!("\n{}\n", node.label.shown)),
        Kind::Row { value, .. } => {
            let refused = node.state.refused.as_ref();
            let refused = refused.map_or(String::new(), |why| format!(" ({})", why.shown));
            Some(format!("{}: {}{refused}\n", node.label.shown, value.shown))
        }
        _ => None,
    });
    lines.collect::<String>().trim_start().to_owned()
}
