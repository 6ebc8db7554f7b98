//! Finding one's Braille display: who made it, where it is plugged in, and what became of asking for it there.

use super::tail;
use crate::{
    build::Build,
    desk::Desk,
    displays::{BRLTTY, FAMILIES, Port, TrialState},
    event::Effect,
    screens::Screen,
};
use maru_page::{Icon, Kind, Node, Page, Text};

fn row(id: String, label: Text, value: Text, index: usize, of: usize) -> Node {
    let kind = Kind::Row {
        value,
        active: true,
        icon: Some(Icon::Braille),
    };
    Node::new(id.as_str(), kind, label).at(index, of)
}

/// Who made the display.
pub(super) fn find(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "find-display", words.text("find-title"));
    build.heading().paragraph("state", state(desk));
    if desk.displays.named {
        build.paragraph("named", words.text("find-named"));
        build.primary("done", words.text("act-return"), Icon::Back);
        build.focus("named");
        return build.finish(desk);
    }
    build.paragraph("hint", words.text("find-hint"));
    let known: Vec<&Port> = known(desk).collect();
    let of = known.len() + usize::from(desk.displays.brltty) + FAMILIES.len();
    let mut index = 0;
    let mut next = || {
        index += 1;
        index
    };
    for port in known {
        let maker = desk.maker_text(port.family.as_deref().unwrap_or_default());
        let label = words.with("find-known", &[("maker", (&maker.shown).into())]);
        let id = format!("known-{}", port.tty);
        build.push(row(id, label, desk.port_text(port), next(), of));
    }
    if desk.displays.brltty {
        let label = words.text("maker-brltty");
        let value = words.text("products-brltty");
        build.push(row("brltty".to_owned(), label, value, next(), of));
    }
    for family in FAMILIES {
        let products = words.text(&format!("products-{family}"));
        let id = format!("maker-{family}");
        build.push(row(id, desk.maker_text(family), products, next(), of));
    }
    if desk.settings.display.is_some() {
        build.secondary("forget", words.text("act-forget-display"), Icon::Remove);
    }
    build.primary("done", words.text("act-return"), Icon::Back);
    build.finish(desk)
}

/// Ports that belong to a maker of displays alone.
fn known(desk: &Desk) -> impl Iterator<Item = &Port> {
    let ports = desk.displays.ports.iter();
    ports.filter(|port| port.family.is_some())
}

/// Which display is used, or will be.
fn state(desk: &Desk) -> Text {
    let words = desk.words();
    if let Some((model, cells)) = &desk.braille {
        let args = [("model", model.into()), ("cells", (*cells).into())];
        return words.with("find-in-use", &args);
    }
    match &desk.settings.display {
        Some(spec) => {
            let (maker, port) = desk.spec_texts(spec);
            let args = [
                ("maker", (&maker.shown).into()),
                ("port", (&port.shown).into()),
            ];
            words.with("find-remembered", &args)
        }
        None => words.text("find-none"),
    }
}

pub(super) fn activate_find(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    if let Some(family) = tail(node, "maker-") {
        desk.go(Screen::FindPort(family.to_owned()));
        return desk.list_ports();
    }
    if let Some(tty) = tail(node, "known-") {
        let port = known(desk).find(|port| port.tty == tty);
        let spec = port.and_then(|port| Some(format!("{}@{}", port.family.as_ref()?, port.path)));
        return spec.map_or_else(Vec::new, |spec| desk.try_display(spec));
    }
    match node.id.as_str() {
        "brltty" => return desk.try_display(BRLTTY.to_owned()),
        "forget" => {
            desk.settings.display = None;
            desk.tell(desk.words().text("notice-display-forgotten"), false);
            return vec![
                Effect::SaveSettings(desk.settings.clone()),
                Effect::UseDisplay(None),
            ];
        }
        _ => {
            desk.places.pop();
        }
    }
    Vec::new()
}

/// Where it is plugged in.
pub(super) fn port(desk: &Desk, family: &str) -> Page {
    let words = desk.words();
    let maker = desk.maker_text(family);
    let title = words.with("find-port-title", &[("maker", (&maker.shown).into())]);
    let mut build = Build::new(desk, "find-port", title);
    let ports = &desk.displays.ports;
    let hint = if ports.is_empty() {
        "find-port-none"
    } else {
        "find-port-hint"
    };
    build.heading().paragraph("hint", words.text(hint));
    for (index, port) in ports.iter().enumerate() {
        let value = Text::plain(&port.tty, words.lang());
        let id = format!("port-{}", port.tty);
        let label = desk.port_place_text(port);
        build.push(row(id, label, value, index + 1, ports.len()));
    }
    build.primary("look-again", words.text("act-look-again"), Icon::Computer);
    build.finish(desk)
}

pub(super) fn activate_port(desk: &mut Desk, node: &Node, family: &str) -> Vec<Effect> {
    let Some(tty) = tail(node, "port-") else {
        desk.tell(desk.words().text("notice-ports-looked"), false);
        return desk.list_ports();
    };
    let chosen = desk.displays.ports.iter().find(|port| port.tty == tty);
    let spec = chosen.map(|port| format!("{family}@{}", port.path));
    spec.map_or_else(Vec::new, |spec| desk.try_display(spec))
}

/// What became of asking.
pub(super) fn trial(desk: &Desk) -> Page {
    let words = desk.words();
    let (spec, state) = match &desk.displays.trial {
        Some(trial) => (trial.spec.as_str(), trial.state),
        None => ("", TrialState::Asking),
    };
    let (maker, port) = desk.spec_texts(spec);
    let args = [
        ("maker", (&maker.shown).into()),
        ("port", (&port.shown).into()),
    ];
    let title = match state {
        TrialState::Asking => "try-title",
        TrialState::Failed(_) => "try-title-failed",
        TrialState::Found => "try-title-found",
    };
    let mut build = Build::new(desk, "try-display", words.with(title, &args));
    build.heading();
    match state {
        TrialState::Asking => {
            let id = match port.is_empty() {
                true => "try-asking-brltty",
                false => "try-asking",
            };
            build.paragraph("state", words.with(id, &args));
            build.primary("done", words.text("act-stop-asking"), Icon::Back);
        }
        TrialState::Failed(trouble) => {
            build.paragraph("state", desk.trouble_text(spec, trouble));
            build.secondary("other", words.text("act-other-display"), Icon::Braille);
            build.primary("again", words.text("act-ask-again"), Icon::Next);
        }
        TrialState::Found => {
            let (model, cells) = desk.braille.clone().unwrap_or_default();
            build.paragraph("state", desk.found_text(&model, cells));
            build.primary("done", words.text("act-done"), Icon::Check);
        }
    }
    build.focus("state");
    build.finish(desk)
}

pub(super) fn activate_trial(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let trial = desk.displays.trial.clone();
    match (node.id.as_str(), trial) {
        ("again", Some(trial)) => desk.try_display(trial.spec),
        ("done", Some(trial)) if trial.state == TrialState::Found => {
            // Back to where a display was first wanted.
            let found =
                |screen: &Screen| matches!(screen, Screen::FindDisplay | Screen::FindPort(_));
            desk.places.pop();
            while desk.can_go_back() && found(&desk.screen()) {
                desk.places.pop();
            }
            Vec::new()
        }
        _ => {
            desk.places.pop();
            Vec::new()
        }
    }
}
