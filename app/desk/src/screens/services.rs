//! The services of a sector.

use super::{Screen, tail};
use crate::{build::Build, desk::Desk, event::Effect, records::RecordState};
use maru_city::{Action, Audience};
use maru_page::{Icon, Kind, Node, Page};

pub(super) fn page(desk: &Desk, sector: &str) -> Page {
    let words = desk.words();
    let title = desk.city.sector(sector).map_or_else(
        || words.text("services-title"),
        |sector| desk.named(&sector.names),
    );
    let mut build = Build::new(desk, format!("services-{sector}"), title);
    build
        .heading()
        .paragraph("hint", words.text("services-hint"));
    let services: Vec<_> = desk
        .city
        .services_for(sector, Audience::Residents)
        .collect();
    for (index, service) in services.iter().enumerate() {
        let icon = Icon::named(&service.icon).unwrap_or(Icon::Document);
        let id = format!("service-{}", service.id);
        let mut tile = Node::new(id.as_str(), Kind::Tile { icon }, desk.named(&service.names))
            .at(index + 1, services.len());
        tile.hint = service.descriptions.as_ref().map(|names| desk.named(names));
        build.push(tile);
    }
    build.finish(desk)
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let service = tail(node, "service-").and_then(|id| desk.city.service(id));
    let Some(form) = service.map(|service| match &service.action {
        Action::Form(form) => form.as_str().to_owned(),
    }) else {
        return Vec::new();
    };
    let has_draft = desk
        .shown()
        .any(|record| record.form_id == form && record.state == RecordState::Draft);
    if has_draft {
        desk.go(Screen::Begin(form));
        return Vec::new();
    }
    desk.begin(&form)
}
