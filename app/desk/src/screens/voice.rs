//! How Maru's voice sounds and what it tells, and which of the computer's voices it is.

use super::Screen;
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    settings::{Settings, after, round},
};
use maru_page::{
    Icon, Kind, Node, Page, Text,
    speech::{Detail, Echo},
};

/// More voices than this are not offered: nobody listens to a longer list.
const VOICES_MAX: usize = 100;

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let settings = &desk.settings;
    let chosen = settings.voices.get(&settings.language);
    let private = if settings.private_aloud {
        "private-aloud"
    } else {
        "private-hidden"
    };
    let rows: [(&str, Icon, Text); 7] = [
        ("rate", Icon::Next, desk.rate("rate-step")),
        ("volume", Icon::Speak, desk.volume("rate-step")),
        ("pitch", Icon::Up, desk.pitch("rate-step")),
        (
            "which-voice",
            Icon::Person,
            match chosen {
                Some(voice) => Text::plain(&voice.name, words.lang()),
                None => words.text("which-voice-any"),
            },
        ),
        (
            "detail",
            Icon::Learn,
            words.text(&format!("detail-{}", settings.detail.name())),
        ),
        (
            "echo",
            Icon::Document,
            words.text(&format!("echo-{}", settings.echo.name())),
        ),
        ("private", Icon::Ear, words.text(private)),
    ];
    let mut build = Build::new(desk, "voice-settings", words.text("voice-title"));
    build
        .heading()
        .paragraph("hint", words.text("settings-hint"));
    let of = rows.len();
    for (index, (name, icon, value)) in rows.into_iter().enumerate() {
        let kind = Kind::Row {
            value,
            active: true,
            icon: Some(icon),
        };
        let id = format!("setting-{name}");
        let label = words.text(&id);
        build.push(Node::new(id.as_str(), kind, label).at(index + 1, of));
    }
    build.primary("done", words.text("act-done"), Icon::Check);
    build.focus("setting-rate");
    build.finish(desk)
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    let settings = &mut desk.settings;
    match node.id.as_str() {
        "setting-rate" => settings.rate = round(&Settings::RATES, settings.rate),
        "setting-volume" => settings.volume = round(&Settings::VOLUMES, settings.volume),
        "setting-pitch" => settings.pitch = round(&Settings::PITCHES, settings.pitch),
        "setting-detail" => settings.detail = after(&Detail::ALL, settings.detail),
        "setting-echo" => settings.echo = after(&Echo::ALL, settings.echo),
        "setting-private" => settings.private_aloud = !settings.private_aloud,
        "setting-which-voice" => {
            let language = settings.language.clone();
            desk.go(Screen::WhichVoice);
            return vec![Effect::ListVoices(language)];
        }
        _ => {
            desk.places.pop();
            return Vec::new();
        }
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}

/// The voices that speak the language of the pages.
pub(super) fn which(desk: &Desk) -> Page {
    let words = desk.words();
    let language = &desk.settings.language;
    let mut build = Build::new(desk, "which-voice", words.text("which-voice-title"));
    build.heading();
    let Some(voices) = desk.hearing.voices.get(language) else {
        let mut looking = Node::new(
            "looking",
            Kind::Paragraph,
            words.text("which-voice-looking"),
        );
        looking.state.busy = !desk.hearing.no_voice;
        build.push(looking).focus("looking");
        build.primary("done", words.text("act-done"), Icon::Check);
        return build.finish(desk);
    };
    build.paragraph("hint", words.text("which-voice-hint"));
    let chosen = desk.settings.voices.get(language);
    let shown = voices.iter().take(VOICES_MAX);
    let of = shown.len() + 1;
    let mut choice = |index: usize, label: Text, selected: bool| {
        let id = format!("voice-choice-{index}");
        build.push(Node::new(id.as_str(), Kind::Choice { selected }, label).at(index + 1, of));
        if selected {
            build.focus(&id);
        }
    };
    choice(0, words.text("which-voice-any"), chosen.is_none());
    for (index, voice) in shown.enumerate() {
        let args = [
            ("name", (&voice.name).into()),
            ("module", (&voice.module).into()),
        ];
        let label = words.with("which-voice-one", &args);
        choice(index + 1, label, chosen == Some(voice));
    }
    build.primary("done", words.text("act-done"), Icon::Check);
    build.finish(desk)
}

pub(super) fn activate_which(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    let language = desk.settings.language.clone();
    let index = super::tail(node, "voice-choice-").and_then(|index| index.parse::<usize>().ok());
    let Some(index) = index else {
        desk.places.pop();
        return Vec::new();
    };
    let voices = desk.hearing.voices.get(&language);
    let voice = index
        .checked_sub(1)
        .and_then(|index| voices?.get(index).cloned());
    let same = desk.settings.voices.get(&language) == voice.as_ref();
    match voice {
        Some(voice) => drop(desk.settings.voices.insert(language, voice)),
        None => drop(desk.settings.voices.remove(&language)),
    }
    if same && go_on {
        desk.places.pop();
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}
