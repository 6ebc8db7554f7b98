//! What assistive technology finds of a page and does to it, over a real AT-SPI bus; and Debian's own screen reader.

use std::process::Stdio;

use maru_page::Intent;
use maru_tests::desktop::accessible::Assistant;
use maru_tests::desktop::program::{Maru, Start};
use maru_tests::desktop::visit::Visit;
use maru_tests::desktop::wait::{self, Running};
use maru_tests::desktop::{Desktop, accessible::Accessible};

#[test]
fn a_question_is_a_group_of_radio_buttons_that_can_be_pressed() {
    let mut visit = Visit::first_start("window-accessible-choices", "en");
    visit.to_first_question();
    let tree = visit.assistant.tree();
    let frame = tree
        .find("frame", "What is broken?")
        .unwrap_or_else(|| panic!("{}", tree.lines()));
    assert!(frame.is("active"), "the window has the keyboard");
    let heading = tree.find("heading", "What is broken?").expect("a heading");
    assert!(
        heading.description().contains("Heading level 1"),
        "{}",
        heading.description()
    );
    let choice = tree
        .find("radio button", "A street light")
        .expect("a choice");
    assert!(choice.is("focused") && !choice.is("checked") && choice.can_be_pressed());
    let place = choice.place().expect("a place on the screen");
    assert!(
        place[2] > 100 && place[3] > 20 && place[1] > heading.place().expect("a place")[1],
        "{place:?}"
    );
    assert!(
        tree.all().iter().any(|thing| thing.is("required")),
        "an answer is required:\n{}",
        tree.lines()
    );
    assert!(
        tree.find("progress bar", "Question 1 of 5").is_some(),
        "{}",
        tree.lines()
    );
    let next = tree.find("push button", "Next").expect("the main act");
    assert!(next.can_be_pressed());

    let label = "The pavement";
    let node = visit.node(label);
    visit.assist(
        "press a choice by AT-SPI",
        |assistant| assistant.click(label),
        Intent::ActivateNode(node),
    );
    let tree = visit.assistant.tree_when("the choice is checked", |tree| {
        tree.find("radio button", label)
            .is_some_and(|choice| choice.is("checked") && choice.is("focused"))
    });
    let checked = tree
        .all()
        .into_iter()
        .filter(|thing| thing.is("checked"))
        .count();
    assert_eq!(checked, 1, "one is chosen:\n{}", tree.lines());
    let node = visit.node("A traffic light");
    visit.assist(
        "focus a choice by AT-SPI",
        |assistant| assistant.focus("A traffic light"),
        Intent::Focus(node),
    );
    assert_eq!(visit.expected.focused(), "A traffic light");
}

#[test]
fn a_text_is_read_selected_and_changed_letter_by_letter() {
    let mut visit = Visit::first_start("window-accessible-text", "en");
    visit.to_first_question().choose("Something else");
    let label = "What is broken? Please write it.";
    let field = |tree: &Accessible| {
        tree.find("entry", label)
            .unwrap_or_else(|| panic!("{}", tree.lines()))
    };
    let empty = field(&visit.assistant.tree());
    assert_eq!((empty.text(), empty.caret()), (Some(""), Some(0)));
    assert!(empty.is("focused") && empty.is("editable"));
    assert!(empty.is("required"), "{}", visit.assistant.tree().lines());
    assert!(
        empty.description().contains("a bench, a railing"),
        "{}",
        empty.description()
    );

    let node = visit.node(label);
    let replace = Intent::Replace {
        node: node.clone(),
        text: "A lamp".to_owned(),
    };
    visit.assist(
        "set the text by AT-SPI",
        |assistant| assistant.replace(label, "A lamp"),
        replace,
    );
    let place = |anchor, caret| Intent::Place {
        node: node.clone(),
        anchor,
        caret,
    };
    visit.assist(
        "set the caret by AT-SPI",
        |assistant| assistant.set_caret(label, 2),
        place(2, 2),
    );
    let tree = visit
        .assistant
        .tree_when("the caret stands before the third letter", |tree| {
            tree.find("entry", label)
                .is_some_and(|field| field.caret() == Some(2))
        });
    assert_eq!(field(&tree).text(), Some("A lamp"));
    visit.type_keys("big ");
    assert!(
        visit.expected.seen().contains("[A big |lamp]"),
        "{}",
        visit.expected.seen()
    );
    visit.assist(
        "select by AT-SPI",
        |assistant| assistant.select(label, 2, 6),
        place(2, 6),
    );
    visit
        .assistant
        .tree_when("four letters are selected", |tree| {
            tree.find("entry", label)
                .is_some_and(|field| field.selection() == Some((2, 6)))
        });
    visit.key("Delete");
    visit.assistant.tree_when("they are deleted", |tree| {
        tree.find("entry", label)
            .is_some_and(|field| field.text() == Some("A lamp") && field.selection().is_none())
    });
}

/// What Orca had said, without the marks that it sets between words.
fn said_by_orca(desktop: &Desktop) -> String {
    let mut said = String::new();
    for spoken in desktop.speech().spoken_by("Orca") {
        let mut is_mark = false;
        for letter in spoken.text.chars() {
            match letter {
                '<' => is_mark = true,
                '>' => is_mark = false,
                letter if !is_mark => said.push(letter),
                _ => {}
            }
        }
        said.push('\n');
    }
    said
}

#[test]
fn debians_screen_reader_reads_the_page_and_maru_is_silent() {
    let desktop = Desktop::start();
    desktop.set_screen_reader(true);
    let maru = Maru::start(
        &desktop,
        &Start {
            lang: "en",
            server: None,
            braille: None,
        },
    );
    let assistant = Assistant::start(&desktop, maru.id());
    assistant.tree_when("the first page", |tree| {
        tree.find("radio button", "English").is_some()
    });
    let debug = desktop.path("orca.log");
    let mut command = desktop.command("orca");
    command
        .arg("--replace")
        .arg(format!("--debug-file={}", debug.display()));
    let orca = Running::start(
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit()),
    );
    let says = |words: &str| {
        let found = wait::try_until(wait::PATIENCE, || {
            said_by_orca(&desktop).contains(words).then_some(())
        });
        assert!(
            found.is_some(),
            "Orca did not say {words:?}:\n{}",
            said_by_orca(&desktop)
        );
    };
    says("Welcome to Maru. Which language do you want?");
    says("English");

    for key in [
        "Return", "Down", "Down", "Down", "Return", "Return", "Return", "Return",
    ] {
        desktop.screen().press(key);
    }
    assistant.tree_when("the first question", |tree| {
        tree.find("frame", "What is broken?").is_some()
    });
    says("What is broken?");
    says("A street light");
    desktop.screen().press("Down");
    says("A traffic light");
    for key in ["End", "Up", "Return", "Return"] {
        desktop.screen().press(key);
    }
    says("Please write it. entry required");
    says("Examples: a bench, a railing, a sign");
    let own = desktop.speech().spoken_by("maru");
    assert!(
        own.is_empty(),
        "Maru spoke beside the screen reader: {own:?}"
    );
    drop(orca);
    let log = std::fs::read_to_string(&debug).unwrap_or_default();
    assert!(log.contains("What is broken?"), "Orca's own log");
}

#[test]
fn a_notice_longer_than_the_window_is_wide_leaves_the_page_where_it_is() {
    let desktop = Desktop::start();
    let start = Start {
        lang: "en",
        server: None,
        braille: None,
    };
    let maru = Maru::start_with(&desktop, &start, &["--shared", "--offline", "--no-speech"]);
    let assistant = Assistant::start(&desktop, maru.id());
    let go_on = |keys: &[&str], found: &str| {
        keys.iter().for_each(|key| desktop.screen().press(key));
        assistant.tree_when(found, |tree| {
            tree.all().iter().any(|thing| thing.name().contains(found))
        })
    };
    go_on(&[], "English");
    go_on(&["ctrl+Return"], "How do you want to use Maru?");
    go_on(&["ctrl+Return", "ctrl+Return"], "I am finished here");
    go_on(&["1"], "A street light or road is broken");
    go_on(&["1"], "A street light");
    go_on(&["1", "ctrl+Return"], "What is wrong with it?");
    let tree = go_on(&["alt+Home"], "could read it");
    for thing in tree.all() {
        if let Some([left, _, width, _]) = thing.place().filter(|place| place[2] > 0) {
            let right = left + width;
            assert!(
                left >= 0 && right <= 1024,
                "{}: {left} to {right}",
                thing.name()
            );
        }
    }
}
