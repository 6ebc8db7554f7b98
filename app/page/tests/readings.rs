//! One page, read by ear and by finger.

mod pages;

use maru_page::{
    Edit, Intent, Kind, Lang, Node, Notice, Page, Role, Text,
    braille::{self, Cells, Computer, First, Translate},
    node::Input,
    reader::{Outcome, Reader},
    speech::{self, Manner, Reason},
    spoken::spell::How,
    tree::{self, Layout},
};
use pages::{button, english, field, name_page, page, text};
use proptest::prelude::*;

fn said(page: &Page, reason: &Reason) -> String {
    let said = speech::present(page, &english(), Manner::default(), reason);
    said.iter()
        .map(|utterance| utterance.text.as_str())
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn a_page_that_opens_says_its_title_once_and_what_it_wants() {
    let page = name_page(Edit::default());
    assert_eq!(
        said(&page, &Reason::PageOpened),
        "What is your name? required. text box, empty. As on your card"
    );
}

#[test]
fn a_label_in_another_language_is_an_utterance_of_its_own() {
    let korean = Text::plain("한국어", &Lang::new("ko"));
    let choice = Node::new("choice-1", Kind::Choice { selected: false }, korean).at(1, 2);
    let page = page(vec![choice], "choice-1");
    let said = speech::present(&page, &english(), Manner::default(), &Reason::FocusMoved);
    let told: Vec<_> = said
        .iter()
        .map(|utterance| (utterance.lang.tag(), utterance.text.as_str()))
        .collect();
    assert_eq!(told, [("ko", "한국어"), ("en", "not chosen, 1 of 2")]);
}

#[test]
fn a_private_text_is_never_said_or_felt() {
    let secret = page(vec![field(Edit::new("hunter2"), Input::Secret)], "answer");
    for reason in [
        Reason::PageOpened,
        Reason::FocusMoved,
        Reason::ReadPage,
        Reason::WhereAmI,
        Reason::ValueChanged,
        Reason::CaretMoved,
        Reason::Typed("2".into()),
        Reason::Spell(How::Letters),
        Reason::Spell(How::Sounds),
    ] {
        assert!(!said(&secret, &reason).contains("hunter"), "{reason:?}");
    }
    assert_eq!(said(&secret, &Reason::Typed("2".into())), "star");
    let line = braille::focused(&secret, &english(), &Computer, First::default());
    let shown = braille::unicode(&line.cells);
    let masked = braille::unicode(&[0x21; 7]);
    assert!(shown.contains(&masked), "{shown}");
    let tree = tree::present(&secret, &english(), &Layout::default());
    assert!(!format!("{tree:?}").contains("hunter"));
    let mut edit = Edit::new("hunter2");
    edit.select(0, 7);
    let selected = page(vec![field(edit, Input::Secret)], "answer");
    assert_eq!(said(&selected, &Reason::CaretMoved), "7 letters, hidden");
}

#[test]
fn spelling_once_more_is_by_sounds_and_another_act_begins_anew() {
    let words = english();
    let mut reader = Reader::new();
    reader.show(&name_page(Edit::new("Ko")), &words, &Computer, None);
    let mut told = |intent: Intent| match reader.take(intent, &words) {
        Outcome::Done(readings) => readings
            .speech
            .iter()
            .map(|said| said.text.clone())
            .collect::<Vec<_>>()
            .join(" / "),
        Outcome::Pass(_) => String::new(),
    };
    assert_eq!(told(Intent::Spell), "capital K, o");
    assert_eq!(told(Intent::Spell), "capital K as in Kilo, o as in Oscar");
    assert_eq!(told(Intent::Spell), "capital K, o");
    assert_eq!(told(Intent::Stop), "");
    assert_eq!(told(Intent::Spell), "capital K, o");
}

#[test]
fn a_refusal_is_said_with_its_cure_and_brings_the_field() {
    let mut refused = name_page(Edit::new("1"));
    refused.nodes[2].state.refused = Some(text("Please write letters."));
    let mut reader = Reader::new();
    let words = english();
    reader.show(&name_page(Edit::new("1")), &words, &Computer, None);
    let readings = reader.show(&refused, &words, &Computer, Some(&Intent::Activate));
    let said: Vec<_> = readings
        .speech
        .iter()
        .map(|utterance| utterance.text.as_str())
        .collect();
    assert_eq!(
        said,
        ["Please write letters. What is your name? text box, 1, required, please check"]
    );
    assert!(readings.interrupt);
}

#[test]
fn the_line_is_cut_between_words_and_panned_to_its_end_and_beyond() {
    let words = english();
    let long = Node::new(
        "long",
        Kind::Paragraph,
        text("the quick brown fox jumps over the lazy dog"),
    );
    let page = page(vec![long, button("next", Role::Primary)], "long");
    let mut reader = Reader::new();
    reader.set_width(12);
    reader.show(&page, &words, &Computer, None);
    let mut windows = vec![braille::unicode(&reader.cells())];
    while let Outcome::Done(_) = reader.take(Intent::PanRight, &words) {
        windows.push(braille::unicode(&reader.cells()));
    }
    let shown = |text: &str| {
        let cells = braille::Translate::translate(&Computer, text, &Lang::new("en")).cells;
        let mut cells = cells;
        cells.resize(12, 0);
        braille::unicode(&cells)
    };
    assert_eq!(
        windows,
        ["the quick", "brown fox", "jumps over", "the lazy dog"].map(shown)
    );
    assert_eq!(
        reader.take(Intent::PanRight, &words),
        Outcome::Pass(Intent::Next)
    );
}

#[test]
fn a_routing_key_puts_the_caret_under_the_finger_and_presses_buttons() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(40);
    let mut open = name_page(Edit::new("Kim"));
    reader.show(&open, &words, &Computer, None);
    open.nodes[2].state.required = true;
    reader.show(
        &name_page(Edit::new("Kim ")),
        &words,
        &Computer,
        Some(&Intent::Type(" ".into())),
    );
    let cells = braille::unicode(&reader.cells());
    let kim =
        braille::unicode(&braille::Translate::translate(&Computer, "Kim", &Lang::new("en")).cells);
    let at = cells
        .find(&kim)
        .map(|byte| cells[..byte].chars().count())
        .expect("the text is on the line");
    let place = |letter| {
        Outcome::Pass(Intent::Place {
            node: "answer".into(),
            anchor: letter,
            caret: letter,
        })
    };
    assert_eq!(reader.take(Intent::Route(at + 1), &words), place(1));
    assert_eq!(reader.take(Intent::Route(at + 4), &words), place(4));
    let on_next = Page {
        focus: "next".into(),
        ..name_page(Edit::new("Kim"))
    };
    reader.show(&on_next, &words, &Computer, Some(&Intent::Next));
    assert_eq!(
        reader.take(Intent::Route(0), &words),
        Outcome::Pass(Intent::ActivateNode("next".into()))
    );
}

#[test]
fn what_is_typed_and_deleted_is_echoed() {
    let words = english();
    let mut reader = Reader::new();
    reader.show(&name_page(Edit::new("Ki")), &words, &Computer, None);
    let mut echo = |text: &str, cause: Intent| {
        let readings = reader.show(&name_page(Edit::new(text)), &words, &Computer, Some(&cause));
        readings
            .speech
            .first()
            .map(|utterance| utterance.text.clone())
    };
    assert_eq!(echo("Kim", Intent::Type("m".into())), Some("m".into()));
    assert_eq!(echo("Kim ", Intent::Type(" ".into())), Some("space".into()));
    assert_eq!(
        echo("Kim", Intent::DeleteBack),
        Some("space, deleted".into())
    );
    assert_eq!(echo("Kim", Intent::DeleteForward), None);
}

#[test]
fn a_letter_like_its_neighbour_is_echoed_too() {
    let words = english();
    let mut edit = Edit::new("111");
    edit.place(1, false);
    let mut reader = Reader::new();
    reader.show(&name_page(edit.clone()), &words, &Computer, None);
    edit.insert("1", false);
    let typed = Intent::Type("1".into());
    let readings = reader.show(&name_page(edit), &words, &Computer, Some(&typed));
    let said = readings.speech.first().map(|said| said.text.clone());
    assert_eq!(said, Some("1".into()));
}

#[test]
fn a_refusal_is_told_again_to_who_tries_again_and_stands_first_on_the_line() {
    let words = english();
    let mut refused = name_page(Edit::new("1"));
    refused.nodes[2].state.refused = Some(text("Letters please."));
    let mut reader = Reader::new();
    reader.show(&name_page(Edit::new("1")), &words, &Computer, None);
    reader.show(&refused, &words, &Computer, Some(&Intent::Activate));
    let again = reader.show(&refused, &words, &Computer, Some(&Intent::Activate));
    assert!(again.speech[0].text.starts_with("Letters please."));
    let line = braille::Translate::translate(&Computer, "Letters please.", &Lang::new("en"));
    assert!(braille::unicode(&reader.cells()).starts_with(&braille::unicode(&line.cells)));
}

#[test]
fn a_routing_key_behind_the_end_of_the_window_does_nothing() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(12);
    let long = Page {
        focus: "next".into(),
        ..page(
            vec![Node::new(
                "next",
                Kind::Button {
                    role: Role::Primary,
                    icon: None,
                },
                text("go on now please"),
            )],
            "next",
        )
    };
    reader.show(&long, &words, &Computer, None);
    reader.show(&long, &words, &Computer, Some(&Intent::Next));
    assert!(matches!(
        reader.take(Intent::Route(0), &words),
        Outcome::Pass(_)
    ));
    for cell in [10, 11, usize::MAX] {
        assert!(
            matches!(reader.take(Intent::Route(cell), &words), Outcome::Done(_)),
            "{cell}"
        );
    }
}

#[test]
fn a_notice_is_said_and_felt_before_the_focus() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(40);
    let plain = name_page(Edit::default());
    reader.show(&plain, &words, &Computer, None);
    let told = Page {
        notice: Some(Notice {
            serial: 1,
            text: text("Saved."),
            urgent: true,
        }),
        ..plain
    };
    let readings = reader.show(&told, &words, &Computer, None);
    assert_eq!(
        readings
            .speech
            .first()
            .map(|utterance| (utterance.text.as_str(), utterance.urgent)),
        Some(("Saved.", true))
    );
    let saved = braille::unicode(
        &braille::Translate::translate(&Computer, "Saved.", &Lang::new("en")).cells,
    );
    assert!(braille::unicode(&reader.cells()).starts_with(&saved));
}

#[test]
fn of_a_notice_that_is_added_to_the_new_part_is_said_and_then_where_the_focus_went() {
    let words = english();
    let mut reader = Reader::new();
    let told = |serial, message: Text, focus: &str| {
        let buttons = vec![button("one", Role::Secondary), button("two", Role::Primary)];
        Page {
            notice: Some(Notice {
                serial,
                text: message,
                urgent: true,
            }),
            ..page(buttons, focus)
        }
    };
    let (full, silent) = (text("The disk is full."), text("No sound."));
    let both = full.followed_by(&silent);
    for (page, heard) in [
        (told(1, full.clone(), "one"), "The disk is full."),
        (told(2, both.clone(), "one"), "No sound."),
        (
            told(3, both.followed_by(&text("Saved.")), "two"),
            "Saved. / two, button",
        ),
        (
            told(4, silent.followed_by(&full), "two"),
            "No sound. The disk is full.",
        ),
    ] {
        let readings = reader.show(&page, &words, &Computer, None);
        let said: Vec<&str> = readings
            .speech
            .iter()
            .map(|utterance| utterance.text.as_str())
            .collect();
        assert!(said.join(" / ").starts_with(heard), "{heard}: {said:?}");
    }
    // All of it is felt once.
    reader.set_width(200);
    let line = braille::unicode(&reader.cells());
    let full = braille::unicode(
        &braille::Translate::translate(&Computer, "The disk is full.", &Lang::new("en")).cells,
    );
    assert_eq!(line.matches(&full).count(), 1, "{line}");
}

#[test]
fn messages_stay_under_the_finger_until_a_key_is_pressed() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(60);
    let plain = name_page(Edit::default());
    reader.show(&plain, &words, &Computer, None);
    let told = |serial, message: &str, typed: &str| Page {
        notice: Some(Notice {
            serial,
            text: text(message),
            urgent: false,
        }),
        ..name_page(Edit::new(typed))
    };
    let felt = |message: &str| {
        braille::unicode(&braille::Translate::translate(&Computer, message, &Lang::new("en")).cells)
    };
    for (page, cause, begins) in [
        (told(1, "Saved.", ""), None, "Saved."),
        // Something changes by itself; then there is more news.
        (told(1, "Saved.", "a"), None, "Saved."),
        (told(2, "Sent.", "a"), None, "Saved. Sent."),
        (told(3, "Hello.", "a"), Some(Intent::Next), "Hello."),
        (name_page(Edit::new("b")), Some(Intent::Previous), "What is"),
    ] {
        reader.show(&page, &words, &Computer, cause.as_ref());
        let cells = braille::unicode(&reader.cells());
        assert!(cells.starts_with(&felt(begins)), "{begins}: {cells}");
    }
}

/// Tables that come late: each letter is one cell at first, two when they are there.
struct Late(bool);

impl Translate for Late {
    fn translate(&self, text: &str, lang: &Lang) -> Cells {
        let mut cells = Computer.translate(text, lang);
        if self.0 {
            cells.cells = cells.cells.iter().flat_map(|cell| [*cell; 2]).collect();
            cells.cell_to_char = cells.cell_to_char.iter().flat_map(|at| [*at; 2]).collect();
            cells.char_to_cell.iter_mut().for_each(|cell| *cell *= 2);
        }
        cells
    }
}

#[test]
fn a_line_is_written_again_when_its_tables_are_there() {
    let (page, words) = (name_page(Edit::default()), english());
    let mut reader = Reader::new();
    reader.set_width(40);
    reader.show(&page, &words, &Late(false), None);
    let before = reader.cells();
    reader.write_again(&words, &Late(true));
    let first = reader.cells();
    assert_eq!(first[..2], [before[0]; 2]);
    reader.write_again(&words, &Late(false));
    assert_eq!(reader.cells(), before);
}

#[test]
fn what_is_being_built_is_underlined_and_waiting_marks_are_not_said() {
    let words = english();
    let mut reader = Reader::new();
    reader.set_width(60);
    reader.show(&name_page(Edit::default()), &words, &Computer, None);
    let mut edit = Edit::default();
    let so_far = edit
        .rebuild(0..0, "h\u{2820}", 1..2, &[0x20])
        .expect("room");
    let readings = reader.show(
        &name_page(edit.clone()),
        &words,
        &Computer,
        Some(&Intent::Dots(0x20)),
    );
    assert_eq!(readings.speech.len(), 1);
    assert_eq!(readings.speech[0].text, "h");
    edit.rebuild(so_far, "ha", 1..2, &[0x20, 0x01])
        .expect("room");
    reader.show(&name_page(edit), &words, &Computer, Some(&Intent::Dots(1)));
    let cells = braille::unicode(&reader.cells());
    // The very cells that were typed, not what the letter would be written with.
    assert!(cells.contains("⠓⣠⣁⣀"), "{cells}");
}

proptest! {
    /// Every cell of the line is in one window or a blank between two, in order, and no window is too wide.
    #[test]
    fn windows_cover_the_line(words in proptest::collection::vec("[a-z가-힣]{1,14}", 1..12), width in 1_usize..45) {
        let page = page(vec![Node::new("long", Kind::Paragraph, text(&words.join(" ")))], "long");
        let line = braille::focused(&page, &english(), &Computer, First::default());
        let mut at = 0;
        for window in line.windows(width) {
            prop_assert!(window.len() <= width && window.start >= at);
            prop_assert!(line.cells[at..window.start].iter().all(|cell| *cell == 0));
            at = window.end;
        }
        prop_assert_eq!(at, line.cells.len());
    }
}

#[test]
fn progress_is_two_cells_of_its_own() {
    let felt = |done, of| {
        let words = Text::plain("q", &Lang::new("en"));
        let node = Node::new("progress", Kind::Progress { done, of }, words);
        let page = page(vec![node], "progress");
        let line = braille::focused(&page, &english(), &Computer, First::default());
        braille::unicode(&line.cells)
    };
    for (done, of, cells) in [
        (0, 9, "⠟⠀⣴⣴"),
        (3, 8, "⠟⠀⣒⣶"),
        (9, 9, "⠟⠀⣿⣿"),
        (1, 0, "⠟⠀⣴⣴"),
        (usize::MAX, 2, "⠟⠀⣿⣿"),
    ] {
        assert_eq!(felt(done, of), cells, "{done} of {of}");
    }
}

#[test]
fn who_asks_where_they_are_or_for_the_page_feels_it_too() {
    let mut page = name_page(Edit::default());
    page.focus = "next".into();
    let (words, mut reader) = (english(), Reader::new());
    reader.set_width(200);
    reader.show(&page, &words, &Computer, None);
    page.focus = "answer".into();
    reader.show(&page, &words, &Computer, Some(&Intent::Previous));
    let focused = braille::unicode(&reader.cells());
    let title = braille::unicode(
        &Computer
            .translate("What is your name?", &Lang::new("en"))
            .cells,
    );
    for (intent, count) in [(Intent::WhereAmI, 1), (Intent::ReadPage, 2)] {
        reader.take(intent, &words);
        reader.catch_up(&words, &Computer);
        let felt = braille::unicode(&reader.cells());
        assert_ne!(felt, focused);
        assert!(felt.matches(&title).count() >= count, "{felt}");
    }
    reader.show(&page, &words, &Computer, Some(&Intent::ToCursor));
}
