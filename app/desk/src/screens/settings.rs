//! Access settings: each is a row; Enter gives it its next value.

use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    screens::Screen,
    settings::{BrailleKeys, Settings, round},
};
use maru_page::{Icon, Kind, Look, Node, Page, Text, braille::Grade};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let settings = &desk.settings;
    let size = words.with(
        "size-percent",
        &[("percent", usize::from(settings.look.text_percent).into())],
    );
    let theme = words.text(&format!("theme-{}", settings.look.theme.name()));
    let voice = words.text(
        match (desk.hearing.no_voice, desk.screen_reader, settings.voice) {
            (_, _, false) => "voice-off",
            (true, _, true) => "voice-none",
            (_, true, true) => "voice-beside-screen-reader",
            (false, false, true) => "voice-on",
        },
    );
    let rate = desk.rate("rate-step");
    let braille = match &desk.braille {
        Some((model, cells)) => words.with(
            "braille-there",
            &[("model", model.into()), ("cells", (*cells).into())],
        ),
        None => words.text("braille-none"),
    };
    let grade = words.text(match settings.braille_grade {
        Grade::One => "braille-grade-one",
        Grade::Two => "braille-grade-two",
    });
    let grade_others = words.text(match settings.braille_grade_others {
        Grade::One => "braille-grade-others-one",
        Grade::Two => "braille-grade-others-two",
    });
    let keys = words.text(match settings.braille_keys {
        BrailleKeys::SixDots => "braille-keys-six",
        BrailleKeys::EightDots => "braille-keys-eight",
    });
    let scroll = words.with(
        "scroll-speed",
        &[(
            "cells",
            usize::from(settings.scroll_speed.unsigned_abs()).into(),
        )],
    );
    let rows: [(&str, Icon, Text); 10] = [
        ("language", Icon::Speak, words.text("language-name")),
        ("size", Icon::Eye, size),
        ("theme", Icon::Lamp, theme),
        ("voice", Icon::Ear, voice),
        ("rate", Icon::Next, rate),
        ("voice-more", Icon::Speak, words.text("voice-more-value")),
        ("braille-grade", Icon::Braille, grade),
        ("braille-grade-others", Icon::Braille, grade_others),
        ("braille-keys", Icon::Braille, keys),
        ("scroll", Icon::Braille, scroll),
    ];
    let mut build = Build::new(desk, "settings", words.text("settings-title"));
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
        build.push(
            Node::new(id.as_str(), kind, words.text(&format!("setting-{name}"))).at(index + 1, of),
        );
    }
    let kind = Kind::Row {
        value: braille,
        active: true,
        icon: Some(Icon::Braille),
    };
    build.push(Node::new(
        "setting-braille",
        kind,
        words.text("setting-braille"),
    ));
    build.primary("done", words.text("act-done"), Icon::Check);
    build.focus("setting-language");
    build.finish(desk)
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "setting-language" => {
            let languages = &desk.languages;
            let index = languages
                .iter()
                .position(|tag| *tag == desk.settings.language);
            let next = index.map_or(0, |index| (index + 1) % languages.len().max(1));
            if let Some(next) = languages.get(next).cloned() {
                desk.speak_language(&next);
            }
        }
        "setting-size" => {
            let look = desk.settings.look;
            let largest = look.text_percent >= 400;
            desk.settings.look = if largest {
                Look {
                    text_percent: 100,
                    ..look
                }
            } else {
                look.larger()
            };
        }
        "setting-theme" => desk.settings.look.theme = desk.settings.look.theme.next(),
        "setting-voice" => desk.toggle_voice(),
        "setting-rate" => {
            desk.settings.rate = round(&Settings::RATES, desk.settings.rate);
        }
        "setting-voice-more" => {
            desk.go(Screen::Voice);
            return Vec::new();
        }
        "setting-braille" => return desk.find_display(),
        "setting-braille-grade" => {
            desk.settings.braille_grade = other(desk.settings.braille_grade);
        }
        "setting-braille-grade-others" => {
            desk.settings.braille_grade_others = other(desk.settings.braille_grade_others);
        }
        "setting-braille-keys" => {
            desk.settings.braille_keys = match desk.settings.braille_keys {
                BrailleKeys::SixDots => BrailleKeys::EightDots,
                BrailleKeys::EightDots => BrailleKeys::SixDots,
            };
        }
        "setting-scroll" => {
            let speed = &mut desk.settings.scroll_speed;
            *speed = round(&Settings::SCROLL_SPEEDS, *speed);
        }
        _ => {
            desk.places.pop();
            return Vec::new();
        }
    }
    vec![Effect::SaveSettings(desk.settings.clone())]
}

fn other(grade: Grade) -> Grade {
    match grade {
        Grade::One => Grade::Two,
        Grade::Two => Grade::One,
    }
}
