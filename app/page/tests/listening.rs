//! What is told, and how much of it: levels of detail, echo, privacy, pauses, sentences, the buttons for the voice.

mod pages;

use maru_page::{
    Edit, Intent, Kind, Lang, Node, NodeId, Page, Role, SoundId, Text, Words,
    braille::Computer,
    node::Input,
    reader::{Outcome, Reader},
    speech::{self, Detail, Echo, Manner, Reason, Utterance},
    voice_buttons,
};
use pages::{button, english, field, name_page, page, range_page, text};
use std::collections::BTreeMap;

fn joined(said: &[Utterance]) -> String {
    let texts: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
    texts.join(" / ")
}

fn said(page: &Page, manner: Manner, reason: &Reason) -> String {
    joined(&speech::present(page, &english(), manner, reason))
}

fn detail(detail: Detail) -> Manner {
    Manner {
        detail,
        ..Manner::default()
    }
}

/// A reader at a page.
fn at(page: &Page) -> Reader {
    let mut reader = Reader::new();
    reader.show(page, &english(), &Computer, None);
    reader
}

/// What is said for an intent that is the reader's own.
fn take(reader: &mut Reader, intent: Intent) -> String {
    match reader.take(intent, &english()) {
        Outcome::Done(readings) => joined(&readings.speech),
        Outcome::Pass(intent) => format!("-> {intent:?}"),
    }
}

#[test]
fn each_level_of_detail_tells_a_thing_as_much_as_it_should() {
    let mut tile = Node::new(
        "tile",
        Kind::Choice { selected: false },
        text("A street light"),
    );
    tile = tile.hint(text("At a road")).at(1, 4);
    let page = page(vec![tile], "tile");
    for (level, expected) in [
        (Detail::Brief, "A street light, not chosen"),
        (
            Detail::Usual,
            "A street light, not chosen, 1 of 4. At a road",
        ),
        (
            Detail::Beginner,
            "A street light, not chosen, 1 of 4. At a road. The space bar chooses it; Enter chooses it and goes on.",
        ),
    ] {
        assert_eq!(said(&page, detail(level), &Reason::FocusMoved), expected);
    }
    // Who asks where they are is told all, however brief the rest is.
    let asked = said(&page, detail(Detail::Brief), &Reason::WhereAmI);
    assert!(asked.contains("1 of 4. At a road"), "{asked}");
}

#[test]
fn a_beginner_is_told_the_keys_of_everything_that_can_be_used() {
    for (page, told) in [
        (name_page(Edit::default()), "Type, then press Enter."),
        (
            range_page(Some(3.0)),
            "The arrow keys left and right change it.",
        ),
    ] {
        let heard = said(&page, detail(Detail::Beginner), &Reason::PageOpened);
        assert!(heard.ends_with(told), "{heard}");
        let usual = said(&page, Manner::default(), &Reason::PageOpened);
        assert!(!usual.contains(told));
    }
}

#[test]
fn a_page_that_opens_tells_what_it_wants_in_seven_seconds() {
    let long = "This text explains at some length what the city does with a report. ".repeat(4);
    let mut nodes = vec![
        Node::new("title", Kind::Heading { level: 1 }, text("What is broken?")),
        Node::new("why", Kind::Paragraph, text(&long)),
        Node::new(
            "light",
            Kind::Choice { selected: false },
            text("A street light"),
        )
        .at(1, 4),
    ];
    let opened = |nodes: &Vec<Node>, focus: &str| {
        let mut page = page(nodes.clone(), focus);
        page.title = text("What is broken?");
        said(&page, Manner::default(), &Reason::PageOpened)
    };
    let heard = opened(&nodes, "light");
    let first = "What is broken? A street light, not chosen, 1 of 4";
    assert_eq!(
        heard,
        format!("{first}. {}", long.trim()),
        "what explains it comes behind"
    );
    assert!(speech::seconds(first) < 7.0);
    // Where the text is what the page is for, it is read.
    let heard = opened(&nodes, "why");
    assert!(heard.contains("at some length"), "{heard}");
    // A text that fits is said where it stands.
    nodes[1].label = text("It is mended within three days.");
    assert_eq!(
        opened(&nodes, "light"),
        "What is broken? It is mended within three days. A street light, not chosen, 1 of 4"
    );
}

#[test]
fn what_is_typed_is_echoed_as_the_person_wants() {
    let edit = |text: &str| page(vec![field(Edit::new(text), Input::Words)], "answer");
    for (echo, text, typed, expected) in [
        (Echo::Letters, "Kim", "m", "m"),
        (Echo::Letters, "Kim ", " ", "space"),
        (Echo::Words, "Kim", "m", ""),
        (Echo::Words, "Kim Minsu ", " ", "Minsu"),
        (Echo::Words, "김민수 씨, ", " ", "씨"),
        (Echo::Words, "a  ", " ", "a"),
        (Echo::Words, " ", " ", ""),
        (Echo::Nothing, "Kim ", " ", ""),
    ] {
        let manner = Manner {
            echo,
            ..Manner::default()
        };
        let heard = said(&edit(text), manner, &Reason::Typed(typed.to_owned()));
        assert_eq!(heard, expected, "{echo:?} {text:?}");
        // What is gone is told whatever the echo.
        let gone = said(&edit(text), manner, &Reason::Deleted("x".to_owned()));
        assert_eq!(gone, "x, deleted");
    }
}

#[test]
fn what_is_private_is_told_in_stars_or_into_the_headset() {
    let secret = page(vec![field(Edit::new("hunter2"), Input::Secret)], "answer");
    let aloud = Manner {
        private_aloud: true,
        ..Manner::default()
    };
    let typed = Reason::Typed("2".to_owned());
    assert_eq!(said(&secret, Manner::default(), &typed), "star");
    assert_eq!(said(&secret, aloud, &typed), "2");
    let moved = said(&secret, aloud, &Reason::FocusMoved);
    assert!(moved.contains("hunter2"), "{moved}");
    // Words are not echoed of what is hidden.
    let words = Manner {
        echo: Echo::Words,
        ..Manner::default()
    };
    assert_eq!(said(&secret, words, &typed), "star");
    // A row of answers that is private is as well.
    let kind = Kind::Row {
        value: text("800101-1234567"),
        active: true,
        icon: None,
    };
    let mut row = Node::new("row", kind, text("Number"));
    row.state.private = true;
    let page = page(vec![row], "row");
    for reason in [Reason::FocusMoved, Reason::ReadPage, Reason::PageOpened] {
        let heard = said(&page, Manner::default(), &reason);
        assert_eq!(heard, "Number, private, not read aloud");
        assert!(said(&page, aloud, &reason).contains("1234567"));
    }
}

#[test]
fn what_gets_on_by_itself_is_told_at_each_quarter() {
    let sending = |done: usize, busy: bool| {
        let label = text(&format!("{done} of 20 sent"));
        let mut go = button("next", Role::Primary);
        go.state.busy = busy;
        let progress = Node::new("progress", Kind::Progress { done, of: 20 }, label);
        page(vec![progress, go], "next")
    };
    let mut reader = at(&sending(0, false));
    let mut heard = Vec::new();
    for done in 1..=20 {
        let readings = reader.show(&sending(done, false), &english(), &Computer, None);
        assert!(!readings.interrupt);
        heard.extend(readings.speech.into_iter().map(|said| said.text));
    }
    assert_eq!(
        heard,
        [
            "5 of 20 sent",
            "10 of 20 sent",
            "15 of 20 sent",
            "20 of 20 sent"
        ]
    );
    let busy = reader.show(&sending(20, true), &english(), &Computer, None);
    assert_eq!(joined(&busy.speech), "please wait");
}

#[test]
fn a_page_is_read_sentence_by_sentence_paused_and_gone_on_with() {
    let words = "It is dark. Is it dangerous? Call 120.";
    let page = page(
        vec![
            Node::new("title", Kind::Heading { level: 1 }, text("Lamps")),
            Node::new("words", Kind::Paragraph, text(words)),
        ],
        "words",
    );
    let mut reader = at(&page);
    assert_eq!(
        take(&mut reader, Intent::ReadPage),
        "Lamps. / It is dark. / Is it dangerous? / Call 120."
    );
    reader.heard(1);
    assert_eq!(take(&mut reader, Intent::Pause), "");
    assert_eq!(
        take(&mut reader, Intent::Pause),
        "It is dark. / Is it dangerous? / Call 120."
    );
    assert_eq!(
        take(&mut reader, Intent::NextSentence),
        "Is it dangerous? / Call 120."
    );
    assert_eq!(take(&mut reader, Intent::Stop), "");
    assert_eq!(take(&mut reader, Intent::PreviousSentence), "It is dark.");
    // What is asked in between is not what is said again.
    assert!(take(&mut reader, Intent::WhereAmI).contains("Item 2 of 2"));
    assert_eq!(take(&mut reader, Intent::NextSentence), "Is it dangerous?");
}

#[test]
fn a_button_of_the_voice_is_about_what_the_person_was_at() {
    let kind = |role| Kind::Button { role, icon: None };
    let voice = |name: &str| Node::new(name, kind(Role::Voice), text(name));
    let choice = Node::new("lamp", Kind::Choice { selected: true }, text("Lamp"));
    let nodes = vec![
        voice("voice"),
        voice("voice-spell"),
        voice("voice-louder"),
        choice,
    ];
    let mut reader = at(&page(nodes.clone(), "lamp"));
    // By touch: the focus stays.
    let touched = |name: &str| Intent::ActivateNode(NodeId::from(name));
    let spelled = "capital L, a, m, p";
    assert_eq!(take(&mut reader, touched("voice-spell")), spelled);
    assert_eq!(take(&mut reader, touched("voice-louder")), "-> Louder");
    assert_eq!(take(&mut reader, touched("voice")), "-> VoiceButtons");
    // By keys: the focus had to go there.
    reader.show(
        &page(nodes, "voice-spell"),
        &english(),
        &Computer,
        Some(&Intent::Previous),
    );
    assert_eq!(take(&mut reader, Intent::Activate), spelled);
}

#[test]
fn every_button_of_the_voice_has_a_key_and_words() {
    let words = english();
    for (name, intent, label) in voice_buttons::BUTTONS {
        assert!(!maru_page::gestures::keys_for(&intent).is_empty(), "{name}");
        assert_ne!(words.text(label).shown, label);
        assert_eq!(voice_buttons::intent(name), Some(intent));
    }
    assert_eq!(voice_buttons::intent("answer"), None);
}

#[test]
fn a_phrase_that_was_recorded_is_an_utterance_of_its_own() {
    let mut words = Words::new(&Lang::new("en"), &[]).0;
    let sound = SoundId("prompts/en/role-button".to_owned());
    words.set_recordings(BTreeMap::from([("role-button".to_owned(), sound.clone())]));
    let page = page(vec![button("next", Role::Primary).at(1, 2)], "next");
    let said = speech::present(&page, &words, Manner::default(), &Reason::FocusMoved);
    let told: Vec<_> = said
        .iter()
        .map(|said| (said.text.as_str(), said.sound.as_ref()))
        .collect();
    assert_eq!(
        told,
        [("next", None), ("button", Some(&sound)), ("1 of 2", None)]
    );
    // Of several runs for the voice, all name it, so that none is said beside it.
    let recorded = Utterance {
        sound: Some(sound.clone()),
        text: "한국어, and English".to_owned(),
        ..said[0].clone()
    };
    let runs = maru_page::spoken::utterances(&[recorded], &maru_page::spoken::Voice::default());
    assert_eq!(runs.len(), 2);
    assert!(
        runs.iter()
            .all(|(index, run)| *index == 0 && run.sound.as_ref() == Some(&sound))
    );
    assert_eq!(Text::plain("x", &Lang::new("en")).sound, None);
}
