//! Maru's voice from the desk: its pages, its keys, its buttons, and what is told where it is missing.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Person, files};
use maru_desk::{ChosenVoice, Effect, Event, Settings};
use maru_page::{Kind, Node, speech::Detail, speech::Echo, voice_buttons};

fn voice(name: &str) -> ChosenVoice {
    ChosenVoice {
        module: "espeak-ng".to_owned(),
        name: name.to_owned(),
    }
}

fn notice(person: &Person) -> String {
    let page = person.desk.page();
    page.notice
        .map(|notice| notice.text.shown)
        .unwrap_or_default()
}

fn row(person: &Person, id: &str) -> String {
    let page = person.desk.page();
    match &page.node(&id.into()).unwrap().kind {
        Kind::Row { value, .. } => value.shown.clone(),
        other => panic!("{other:?}"),
    }
}

/// The settings that were asked to be kept last.
fn kept(person: &Person) -> Settings {
    person.desk.settings().clone()
}

#[test]
fn each_line_of_the_page_changes_what_it_says() {
    let mut person = Person::at_home("en", &files());
    person.does(&["settings"]);
    person.does(&["activate setting-voice-more"]);
    let mut changed = |id: &str, times: usize| {
        for _ in 0..times {
            person.does(&[&format!("activate setting-{id}")]);
        }
        (row(&person, &format!("setting-{id}")), kept(&person))
    };
    assert_eq!(changed("rate", 1).0, "5 of 9");
    assert_eq!(
        changed("volume", 1).1.volume,
        Settings::VOLUMES[0],
        "behind the loudest the softest"
    );
    assert_eq!(changed("pitch", 2).1.pitch, 60);
    assert_eq!(changed("detail", 1).1.detail, Detail::Brief);
    assert_eq!(changed("detail", 1).1.detail, Detail::Beginner);
    assert_eq!(changed("echo", 2).1.echo, Echo::Nothing);
    let (told, settings) = changed("private", 1);
    assert!(
        settings.private_aloud && told.contains("headphones"),
        "{told}"
    );
}

#[test]
fn louder_and_softer_end_where_the_voice_does() {
    let mut person = Person::at_home("en", &files());
    person.does(&["louder"]);
    assert_eq!(notice(&person), "Loudness 8 of 8");
    for _ in 0..9 {
        person.does(&["softer"]);
    }
    assert_eq!(
        (notice(&person).as_str(), kept(&person).volume),
        ("Loudness 1 of 8", -82)
    );
}

#[test]
fn the_buttons_for_the_voice_come_on_every_page_and_do_what_keys_do() {
    let mut person = Person::at_home("en", &files());
    let buttons = |person: &Person| {
        let page = person.desk.page();
        page.nodes
            .iter()
            .filter(|node| node.is_voice_button())
            .count()
    };
    assert_eq!(buttons(&person), 1);
    person.does(&["voice-buttons"]);
    assert_eq!(buttons(&person), 1 + voice_buttons::BUTTONS.len());
    let focus = person.desk.page().focus;
    person.does(&["activate voice-softer"]);
    assert_eq!(kept(&person).volume, Settings::VOLUMES[6]);
    person.does(&["help"]);
    assert_eq!(
        buttons(&person),
        1 + voice_buttons::BUTTONS.len(),
        "on the next page, too"
    );
    person.does(&["back"]);
    person.does(&["activate voice"]);
    assert_eq!(buttons(&person), 1);
    assert!(person.desk.page().node(&focus).is_some());
    // Without a voice there is nothing to press.
    person.does(&["voice"]);
    assert_eq!(buttons(&person), 0);
}

#[test]
fn the_voices_of_the_computer_are_offered_for_the_language_of_the_pages() {
    let mut person = Person::at_home("en", &files());
    person.does(&["settings"]);
    person.does(&["activate setting-voice-more"]);
    person.does(&["activate setting-which-voice"]);
    assert_eq!(
        person.asked.last(),
        Some(&Effect::ListVoices("en".to_owned()))
    );
    let looking = person.desk.page();
    assert!(looking.focused().unwrap().state.busy);
    let voices = vec![voice("English (Great Britain)"), voice("English (America)")];
    person.tell(Event::Voices {
        language: "en".to_owned(),
        voices: voices.clone(),
    });
    let page = person.desk.page();
    let selected = |node: &&Node| matches!(node.kind, Kind::Choice { selected: true });
    let chosen: Vec<_> = page
        .nodes
        .iter()
        .filter(selected)
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(
        (chosen, page.focus.as_str()),
        (vec!["voice-choice-0"], "voice-choice-0")
    );
    person.does(&["activate voice-choice-2"]);
    assert_eq!(kept(&person).voices.get("en"), Some(&voices[1]));
    // Chosen again, the page is done with; the line tells which it is.
    person.does(&["activate voice-choice-2"]);
    assert_eq!(row(&person, "setting-which-voice"), "English (America)");
    person.does(&["activate setting-which-voice"]);
    person.does(&["activate voice-choice-0"]);
    assert!(kept(&person).voices.is_empty());
}

#[test]
fn what_is_missing_is_told_once_and_on_the_page() {
    let mut person = Person::at_home("en", &files());
    let korean = || Event::NoVoiceFor {
        language: "ko-KR".to_owned(),
    };
    person.tell(korean());
    assert!(
        notice(&person).starts_with("There is no voice for Korean"),
        "{}",
        notice(&person)
    );
    person.does(&["next"]);
    person.tell(korean());
    assert_eq!(notice(&person), "", "once is enough");
    person.tell(Event::NoSound);
    assert!(notice(&person).contains("no sound comes out"));
    assert!(person.desk.speaks(), "the cable may be put in at any time");
    // A daemon that comes back may lack it again.
    person.tell(Event::Voice);
    person.tell(korean());
    assert!(notice(&person).contains("Korean"));
}

#[test]
fn a_recording_of_the_pack_stands_for_its_phrase() {
    let mut files = files();
    files.insert("prompts/en/home-hint.opus".to_owned(), b"OggS".to_vec());
    files.insert("prompts/ko/home-hint.opus".to_owned(), b"OggS".to_vec());
    for (lang, sound) in [
        ("en", "prompts/en/home-hint"),
        ("ko", "prompts/ko/home-hint"),
    ] {
        let person = Person::at_home(lang, &files);
        let page = person.desk.page();
        let hint = &page.node(&"hint".into()).unwrap().label;
        assert_eq!(
            hint.sound.as_ref().map(|sound| sound.0.as_str()),
            Some(sound)
        );
        assert_eq!(
            page.title.sound, None,
            "it names the city, and is no fixed phrase"
        );
    }
}

#[test]
fn the_recording_of_a_question_stands_for_its_words() {
    let model = r#"<itext><translation lang="en" default="true()"><text id="q"><value>Your name?</value><value form="audio">jr://audio/name.mp3</value></text></translation></itext><bind nodeset="/data/name" type="string"/>"#;
    let body = r#"<input ref="/data/name"><label ref="jr:itext('q')"/></input>"#;
    let person = Person::filling("en", &common::form("<name/>", model, body));
    let page = person.desk.page();
    let title = &page.node(&"title".into()).unwrap().label;
    let sound = title.sound.as_ref().map(|sound| sound.0.as_str());
    assert_eq!(
        (title.shown.as_str(), sound),
        ("Your name?", Some("form/street_light/name.mp3"))
    );
}
