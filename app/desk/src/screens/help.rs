//! Help: for the question one came from, whom to call, and which key does what.

use crate::{build::Build, desk::Desk, event::Effect, screens::Screen};
use maru_city::Phone;
use maru_page::{Icon, Intent, Kind, Node, Page, Text, Words, gestures};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "help", words.text("help-title"));
    build.heading();
    let asked = desk
        .places
        .iter()
        .any(|place| place.screen == Screen::Question);
    if let Some(guidance) = desk
        .filling
        .as_ref()
        .filter(|_| asked)
        .and_then(|filling| filling.guidance(words))
    {
        build.subheading("help-question", words.text("help-question"));
        build.paragraph("guidance", guidance);
    }
    let city = &desk.city;
    if desk.phone().is_some() || !city.telephones.is_empty() {
        build.subheading("help-person", words.text("help-person"));
        telephone(&mut build, desk, &city.phone, "");
        for (index, phone) in city.telephones.iter().enumerate() {
            telephone(&mut build, desk, phone, &format!("-{}", index + 2));
        }
    }
    build.subheading("help-moving", words.text("help-moving"));
    build.paragraph("moving", words.text("help-moving-text"));
    build.subheading("help-keys", words.text("help-keys"));
    let intents = [
        (Intent::Stop, "help-key-stop"),
        (Intent::Pause, "help-key-pause"),
        (Intent::Repeat, "help-key-repeat"),
        (Intent::WhereAmI, "help-key-where"),
        (Intent::ReadPage, "help-key-read"),
        (Intent::Scroll, "help-key-scroll"),
        (Intent::NextSentence, "help-key-next-sentence"),
        (Intent::PreviousSentence, "help-key-previous-sentence"),
        (Intent::Spell, "help-key-spell"),
        (Intent::Slower, "help-key-slower"),
        (Intent::Faster, "help-key-faster"),
        (Intent::Softer, "help-key-softer"),
        (Intent::Louder, "help-key-louder"),
        (Intent::VoiceButtons, "help-key-voice-buttons"),
        (Intent::ToggleVoice, "help-key-voice"),
        (Intent::NextTheme, "help-key-theme"),
        (Intent::Larger, "help-key-larger"),
        (Intent::Smaller, "help-key-smaller"),
        (Intent::Proceed, "help-key-proceed"),
        (Intent::LineBreak, "help-key-line-break"),
        (Intent::Hangul, "help-key-hangul"),
        (Intent::Settings, "help-key-settings"),
        (Intent::Messages, "help-key-messages"),
        (Intent::LearnKeys, "help-key-learn"),
        (Intent::Emboss, "help-key-emboss"),
        (Intent::Home, "help-key-home"),
        (Intent::Quit, "help-key-quit"),
    ];
    for (intent, id) in intents {
        if desk.shared && intent == Intent::Quit {
            continue;
        }
        let keys = gestures::keys_for(&intent);
        let Some(key) = keys.first() else { continue };
        let kind = Kind::Row {
            value: key_in_words(key, words),
            active: false,
            icon: None,
        };
        build.push(Node::new(id, kind, words.text(id)));
    }
    build.subheading("help-braille", words.text("help-braille"));
    build.paragraph("braille", words.text("help-braille-text"));
    build.secondary("learn", words.text("help-learn"), Icon::Help);
    build.secondary("messages", words.text("help-messages"), Icon::Speak);
    build.secondary("emboss", words.text("help-emboss"), Icon::Braille);
    build.subheading("help-safe", words.text("help-safe"));
    build.paragraph("safe", words.text("help-safe-text"));
    build.primary("done", words.text("act-return"), Icon::Back);
    build.focus("title");
    build.finish(desk)
}

/// Who can be called, and when.
fn telephone(build: &mut Build, desk: &Desk, phone: &Phone, suffix: &str) {
    let name = desk.named(&phone.names).shown;
    let number = phone.number.trim();
    if number.is_empty() {
        return;
    }
    let args = [("name", (&name).into()), ("number", number.into())];
    let text = desk.words().with("help-phone", &args);
    build.paragraph(&format!("phone{suffix}"), text);
    if let Some(hours) = &phone.hours {
        build.paragraph(&format!("hours{suffix}"), desk.named(hours));
    }
}

/// A key of the table in the words of the page: `Ctrl+plus` is no word that is printed on any key.
fn key_in_words(key: &str, words: &Words) -> Text {
    let part = |part: &str| match part {
        "Return" => words.text("key-enter").shown,
        "Space" => words.text("key-space").shown,
        "Home" => words.text("key-home").shown,
        "Up" => words.text("key-up").shown,
        "Down" => words.text("key-down").shown,
        "plus" => words.text("key-plus").shown,
        "minus" => words.text("key-minus").shown,
        "Ctrl" => words.text("key-control").shown,
        "Shift" => words.text("key-shift").shown,
        "Alt" => words.text("key-alt").shown,
        other => other.to_uppercase(),
    };
    let parts: Vec<String> = key.split('+').map(part).collect();
    match parts.as_slice() {
        [held, key] => words.with(
            "key-together",
            &[("held", held.into()), ("key", key.into())],
        ),
        _ => Text::plain(parts.join(" "), words.lang()),
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "learn" => desk.open_learning(),
        "messages" => desk.open(Screen::Messages),
        "emboss" => desk.open(Screen::Paper),
        _ => return leave(desk),
    }
    Vec::new()
}

/// Back to where one came from.
pub(super) fn leave(desk: &mut Desk) -> Vec<Effect> {
    desk.places.pop();
    Vec::new()
}
