//! A page that opens: what is told of it for the eye, the ear and the finger, and nothing of it twice.

mod pages;

use maru_page::{
    Edit, Kind, Lang, Node, Page, Role,
    braille::{self, Cells, Computer, First, Translate},
    node::Input,
    screen,
    speech::{self, Manner, Reason},
};
use pages::{button, english, page, text};

fn said(page: &Page, reason: &Reason) -> String {
    let said = speech::present(page, &english(), Manner::default(), reason);
    let said: Vec<_> = said.into_iter().map(|utterance| utterance.text).collect();
    said.join(" / ")
}

fn felt(page: &Page) -> String {
    braille::unicode(&braille::opened(page, &english(), &Computer).cells)
}

fn cells(text: &str) -> String {
    braille::unicode(&Computer.translate(text, &Lang::new("en")).cells)
}

/// A question that wants an answer, with what it is answered with.
fn question(title: &str, label: &str, kind: Kind) -> Page {
    let mut heading = Node::new("title", Kind::Heading { level: 1 }, text(title));
    let mut control = Node::new("answer", kind, text(label));
    heading.state.required = true;
    control.state.required = true;
    let mut page = page(
        vec![heading, control, button("next", Role::Primary)],
        "answer",
    );
    page.title = text(title);
    page
}

fn written(text: &str) -> Kind {
    Kind::Field {
        edit: Edit::new(text),
        input: Input::Words,
        multiline: false,
    }
}

#[test]
fn a_long_question_is_said_once_with_what_it_is_and_that_it_is_required() {
    let long = "The city asks everybody who lives here about the water. ".repeat(20);
    let title = long.trim();
    for answer in ["", "blue", title] {
        let said = said(
            &question(title, title, written(answer)),
            &Reason::PageOpened,
        );
        let told = said.replacen(title, "*", 1);
        assert!(told.starts_with("* required. text box"), "{answer}: {told}");
        let again = usize::from(answer == title);
        assert_eq!(told.matches(title).count(), again, "{told}");
        assert_eq!(told.matches("required").count(), 1, "{told}");
    }
    // What is called by another name is told with it.
    let said = said(&question(title, "Colour", written("")), &Reason::PageOpened);
    assert!(
        said.ends_with("required. Colour, text box. empty"),
        "{said}"
    );
}

#[test]
fn required_is_told_once() {
    let page = question(
        "Do you agree?",
        "Yes, I confirm this",
        Kind::Check { checked: false },
    );
    let opened = said(&page, &Reason::PageOpened);
    assert_eq!(
        opened,
        "Do you agree? required. Yes, I confirm this, not ticked"
    );
    let seen = screen::present(&page, &english()).lines().join("\n");
    assert_eq!(seen.matches("required").count(), 1, "{seen}");
    let felt = felt(&page);
    assert_eq!(felt.matches(&cells("req")).count(), 1, "{felt}");
    // Who comes to it again is told.
    assert_eq!(
        said(&page, &Reason::FocusMoved),
        "Yes, I confirm this, not ticked, required"
    );
}

#[test]
fn where_am_i_tells_that_an_answer_is_required() {
    let page = question("Your name?", "Your name?", written("Mina"));
    assert_eq!(
        said(&page, &Reason::WhereAmI),
        "Your name? required. text box, Mina. Item 2 of 3 on this page"
    );
}

/// Cells of computer Braille; of a line break, all eight dots.
struct Breaks;

impl Translate for Breaks {
    fn translate(&self, text: &str, lang: &Lang) -> Cells {
        let mut cells = Computer.translate(text, lang);
        for (cell, letter) in cells.cells.iter_mut().zip(text.chars()) {
            if letter == '\n' {
                *cell = 0xff;
            }
        }
        cells
    }
}

#[test]
fn a_line_break_is_felt_as_a_blank() {
    let label = "First line\n  second\tline";
    let mut page = question(label, label, written(""));
    page.nodes[1].hint = Some(text("One\n\nTwo"));
    let felt = braille::unicode(&braille::opened(&page, &english(), &Breaks).cells);
    assert!(
        felt.starts_with(&cells("First line second line req")),
        "{felt}"
    );
    assert!(felt.ends_with(&cells("One Two")), "{felt}");
}

#[test]
fn a_refusal_is_felt_once() {
    let mut page = question("Your name?", "Your name?", written("1"));
    page.nodes[1].state.refused = Some(text("Please write letters."));
    for (refusal, begins) in [(true, true), (false, false)] {
        let first = First {
            refusal,
            ..First::default()
        };
        let felt = braille::unicode(&braille::focused(&page, &english(), &Computer, first).cells);
        let reason = cells("Please write letters.");
        assert_eq!(felt.matches(&reason).count(), 1, "{felt}");
        assert_eq!(felt.starts_with(&reason), begins, "{felt}");
    }
}

/// Answers to be looked over: a read-only one, two of an instance, and one of an instance inside it.
fn answers(focus: &str) -> Page {
    let heading =
        |id: &str, level, label: &str| Node::new(id, Kind::Heading { level }, text(label));
    let row = |id: &str, active| {
        let kind = Kind::Row {
            value: text("1"),
            active,
            icon: None,
        };
        Node::new(id, kind, text(id))
    };
    let nodes = vec![
        heading("title", 1, "Check"),
        Node::new("hint", Kind::Paragraph, text("Send it.")),
        row("sum", false),
        heading("one", 2, "Member 1"),
        row("name", true),
        row("total", false),
        heading("two", 2, "Illness 1"),
        row("illness", true),
        row("age", true),
        button("send", Role::Primary),
    ];
    page(nodes, focus)
}

#[test]
fn who_comes_back_to_an_answer_is_told_no_others() {
    for (focus, back, told) in [
        ("name", false, "Check. Send it. Member 1, heading. name, 1"),
        ("name", true, "Check. Member 1, heading. name, 1"),
        ("illness", true, "Check. Illness 1, heading. illness, 1"),
        ("age", true, "Check. Illness 1, heading. age, 1"),
    ] {
        let mut page = answers(focus);
        page.nodes[1].state.told = back;
        assert_eq!(said(&page, &Reason::PageOpened), told);
        let told = told.replace(", heading", "").replace(',', "");
        let told = told.replace("Check.", "Check").replace(" 1. ", " 1 ");
        assert_eq!(felt(&page), cells(&told));
    }
    let asked = said(&answers("age"), &Reason::WhereAmI);
    assert_eq!(
        asked,
        "Check. Illness 1, heading. age, 1. Item 9 of 10 on this page"
    );
    let sends = said(&answers("send"), &Reason::PageOpened);
    assert!(sends.contains("Send it. sum, 1. Member 1"), "{sends}");
}
