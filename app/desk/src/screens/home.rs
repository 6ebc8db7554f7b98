//! The first page: the city's sectors, the person's own forms, the settings.

use super::{Screen, tail};
use crate::{build::Build, desk::Desk, event::Effect, records::RecordState};
use maru_city::Audience;
use maru_page::{Icon, Kind, Node, Page, Text};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let city = desk.named(&desk.city.names);
    let title = Text {
        lang: city.lang.clone(),
        ..words.with("home-title", &[("city", (&city.shown).into())])
    };
    let mut build = Build::new(desk, "home", title);
    build.heading().paragraph("hint", words.text("home-hint"));
    let sectors: Vec<_> = desk.city.sectors_for(Audience::Residents).collect();
    let of = sectors.len() + 2;
    for (index, sector) in sectors.iter().enumerate() {
        let icon = Icon::named(&sector.icon).unwrap_or(Icon::Document);
        let id = format!("sector-{}", sector.id);
        let mut tile = Node::new(id.as_str(), Kind::Tile { icon }, desk.named(&sector.names))
            .at(index + 1, of);
        tile.hint = sector.descriptions.as_ref().map(|names| desk.named(names));
        build.push(tile);
    }
    let count = |wanted: fn(RecordState) -> bool| {
        desk.shown().filter(|record| wanted(record.state)).count()
    };
    let drafts = count(|state| state == RecordState::Draft);
    let waiting = count(|state| matches!(state, RecordState::Waiting | RecordState::Sending));
    let forms = Node::new(
        "my-forms",
        Kind::Tile { icon: Icon::Forms },
        words.text("my-forms-title"),
    );
    let count = match desk.can_send {
        true => "my-forms-count",
        false => "my-forms-count-kept",
    };
    let state = words.with(
        count,
        &[("drafts", drafts.into()), ("waiting", waiting.into())],
    );
    build.push(forms.hint(state).at(of - 1, of));
    let settings = Node::new(
        "settings",
        Kind::Tile {
            icon: Icon::Settings,
        },
        words.text("settings-title"),
    );
    build.push(settings.hint(words.text("settings-tile-hint")).at(of, of));
    if desk.shared {
        build.secondary("end-sitting", words.text("act-end-sitting"), Icon::Check);
    }
    build.finish(desk)
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "my-forms" => desk.go(Screen::MyForms),
        "settings" => desk.go(Screen::Settings),
        "end-sitting" => return desk.leave_sitting(),
        _ => {
            if let Some(sector) = tail(node, "sector-") {
                desk.go(Screen::Services(sector.to_owned()));
            }
        }
    }
    Vec::new()
}
