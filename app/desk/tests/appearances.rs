//! What forms ask for by appearances, data types and lists of names: each has its page.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
use maru_page::{
    Kind,
    node::Input,
    speech::{self, Manner, Reason},
};

/// A form of one question about `/data/a` and one behind it.
fn one(model: &str, control: &str) -> String {
    form(
        "<a/><after/>",
        model,
        &format!(r#"{control}<input ref="/data/after"><label>Anything else?</label></input>"#),
    )
}

fn typed(bind: &str, appearance: &str) -> String {
    one(
        &format!(r#"<bind nodeset="/data/a" type="{bind}"/>"#),
        &format!(
            r#"<input ref="/data/a" appearance="{appearance}"><label>What is it?</label></input>"#
        ),
    )
}

#[test]
fn a_way_is_typed_place_by_place() {
    let mut person = Person::filling("en", &typed("geotrace", ""));
    person.sees("No place yet");
    person.does(&["type 37.5 127", "activate"]);
    person.sees("1 place");
    person.sees("Place 1: 37.5 127");
    assert_eq!(
        (person.page().focus.as_str(), person.typed().as_str()),
        ("answer", "")
    );
    person.does(&["type here", "activate"]);
    person.sees("not a place on the map");
    assert_eq!(person.typed(), "here");
    person.does(&["replace answer 38, 127.5", "activate add-place"]);
    person.sees("2 places");
    person.does(&["type 39 128", "activate add-place", "activate take-2"]);
    person.sees("Place 2: 39 128");
    // Nothing is typed: Enter goes on.
    person.does(&["activate"]);
    assert!(
        person
            .xml()
            .contains("<a>37.5 127.0 0.0 0.0; 39.0 128.0 0.0 0.0</a>"),
        "{}",
        person.xml()
    );
    person.does(&["back"]);
    person.sees("2 places");
    person.does(&["proceed", "proceed"]);
    person.sees("2 places");
}

#[test]
fn a_piece_of_ground_has_three_corners_and_closes_itself() {
    let mut person = Person::filling("en", &typed("geoshape", ""));
    person.sees("The last corner is joined to the first for you.");
    person.does(&["type 0 0", "activate", "type 0 1", "activate", "proceed"]);
    person.sees("needs at least three corners");
    // What was not enough is kept, and is here again after all else.
    person.does(&["home"]);
    person.resumes();
    person.sees("2 places");
    // A place that was typed and not added belongs to it.
    person.does(&["replace answer 1 1", "proceed"]);
    let closed = "<a>0.0 0.0 0.0 0.0; 0.0 1.0 0.0 0.0; 1.0 1.0 0.0 0.0; 0.0 0.0 0.0 0.0</a>";
    assert!(person.xml().contains(closed), "{}", person.xml());
    person.does(&["back"]);
    person.sees("3 places");
}

#[test]
fn numbers_between_bounds_have_names_and_a_beginning() {
    let control = r#"<range ref="/data/a" start="1" end="5" step="1" odk:placeholder="3" xmlns:odk="http://www.opendatakit.org/xforms">
        <label>How often?</label><item><label>never</label><value>1</value></item><item><label>always</label><value>5</value></item></range>"#;
    let mut person = Person::filling(
        "en",
        &one(r#"<bind nodeset="/data/a" type="int"/>"#, control),
    );
    person.sees("1: never; 5: always");
    person.does(&["more"]);
    let text = |person: &Person| match &person.page().focused().unwrap().kind {
        Kind::Range { text, .. } => text.shown.clone(),
        _ => String::new(),
    };
    assert_eq!(text(&person), "3");
    person.does(&["most"]);
    assert_eq!(text(&person), "5: always");
    person.does(&["proceed"]);
    assert!(person.xml().contains("<a>5</a>"));
}

#[test]
fn what_is_counted_is_counted_by_buttons() {
    let mut person = Person::filling("en", &typed("int", "counter"));
    person.does(&[
        "activate one-more",
        "activate one-more",
        "activate one-less",
    ]);
    assert_eq!(person.typed(), "1");
    person.does(&["activate one-less", "activate one-less"]);
    assert_eq!(person.typed(), "0");
    person.does(&["proceed"]);
    assert!(person.xml().contains("<a>0</a>"));
}

#[test]
fn a_text_of_several_lines_takes_line_breaks_and_no_other_does() {
    let mut person = Person::filling("en", &typed("string", "multiline"));
    person.does(&["type Mina", "line-break", "type Jun"]);
    assert_eq!(person.typed(), "Mina\nJun");
    let page = person.page();
    let said = speech::present(
        &page,
        person.words(),
        Manner::default(),
        &Reason::FocusMoved,
    );
    assert!(
        said[0].text.contains("text box of several lines"),
        "{said:?}"
    );
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/after");
    assert!(
        person.xml().contains("<a>Mina\nJun</a>"),
        "{}",
        person.xml()
    );
    // Anywhere else it is Enter.
    person.does(&["type x", "line-break"]);
    assert_eq!(person.page().id.0, "check");
    assert!(
        person.xml().contains("<after>x</after>"),
        "{}",
        person.xml()
    );
}

#[test]
fn thousands_are_parted_for_the_eye() {
    let mut person = Person::filling("en", &typed("int", "thousands-sep"));
    person.does(&["type 1234567"]);
    person.sees("1,234,567");
    // The ear has heard the number already, letter by letter or in the box.
    let (page, words) = (person.page(), person.desk.words());
    assert_eq!(speech::hint(&page, words), []);
    let said = speech::present(&page, words, Manner::default(), &Reason::PageOpened);
    let said = said.iter().map(|said| said.text.matches("1234567").count());
    assert_eq!(said.sum::<usize>(), 1);
    person.does(&["proceed", "proceed"]);
    person.sees("1,234,567");
    assert!(person.xml().contains("<a>1234567</a>"));
}

#[test]
fn a_text_of_digits_is_typed_as_digits_and_keeps_its_noughts() {
    let mut person = Person::filling("ko", &typed("string", "numbers"));
    let kind = person.page().focused().unwrap().kind.clone();
    assert!(matches!(
        kind,
        Kind::Field {
            input: Input::Integer,
            ..
        }
    ));
    person.does(&["type 0105550100", "proceed"]);
    assert!(person.xml().contains("<a>0105550100</a>"));
}

#[test]
fn a_signature_is_asked_for_as_a_picture() {
    let control = r#"<upload ref="/data/a" mediatype="image/*" appearance="signature"><label>Please sign</label></upload>"#;
    let person = Person::filling(
        "en",
        &one(r#"<bind nodeset="/data/a" type="binary"/>"#, control),
    );
    person.sees("Please sign on paper");
    person.sees("Look for pictures on this computer");
}

/// Whatever a form would have a question look like, it is asked by a control that stores the same.
#[test]
fn other_appearances_leave_the_plain_control() {
    for (bind, appearance) in [
        ("string", "url"),
        ("string", "hidden-answer"),
        ("string", "multiline"),
        ("decimal", "bearing"),
        ("geopoint", "maps"),
        ("geopoint", "placement-map hide-input"),
        ("date", "no-calendar"),
        ("date", "ethiopian"),
        ("date", "coptic"),
        ("date", "islamic"),
        ("date", "bikram-sambat"),
        ("date", "myanmar"),
        ("date", "persian"),
        ("date", "buddhist"),
        ("barcode", "front"),
    ] {
        let mut person = Person::filling("en", &typed(bind, appearance));
        let (text, stored) = match bind {
            "date" => ("2026-03-05", "2026-03-05"),
            "geopoint" => ("37.5 127", "37.5 127.0 0.0 0.0"),
            "decimal" => ("12.5", "12.5"),
            _ => ("words", "words"),
        };
        person.does(&[&format!("replace answer {text}"), "proceed"]);
        let xml = person.xml();
        assert!(
            xml.contains(&format!("<a>{stored}</a>")),
            "{bind} {appearance}: {xml}"
        );
    }
    let items = "<item><label>One</label><value>1</value></item><item><label>Two</label><value>2</value></item>";
    for appearance in [
        "minimal",
        "quick",
        "autocomplete",
        "search",
        "columns",
        "columns-3",
        "columns-pack",
        "no-buttons",
        "image-map",
        "likert",
        "map",
        "list",
        "list-nolabel",
        "horizontal",
        "compact",
    ] {
        for tag in ["select1", "select"] {
            let control = format!(
                r#"<{tag} ref="/data/a" appearance="{appearance}"><label>Which?</label>{items}</{tag}>"#
            );
            let mut person = Person::filling("en", &one("", &control));
            person.does(&["activate choice-2", "proceed"]);
            assert!(person.xml().contains("<a>2</a>"), "{appearance}");
        }
    }
    for appearance in ["vertical", "no-ticks", "picker", "rating"] {
        let control = format!(
            r#"<range ref="/data/a" start="1" end="5" step="1" appearance="{appearance}"><label>How good?</label></range>"#
        );
        let mut person = Person::filling(
            "en",
            &one(r#"<bind nodeset="/data/a" type="int"/>"#, &control),
        );
        person.does(&["type 4", "proceed"]);
        assert!(person.xml().contains("<a>4</a>"), "{appearance}");
    }
    for appearance in ["new", "new-front", "selfie", "draw", "annotate"] {
        let control = format!(
            r#"<upload ref="/data/a" mediatype="image/*" appearance="{appearance}"><label>A picture</label></upload>"#
        );
        let person = Person::filling(
            "en",
            &one(r#"<bind nodeset="/data/a" type="binary"/>"#, &control),
        );
        person.sees("Look for pictures on this computer");
    }
}

#[test]
fn a_table_of_questions_is_asked_row_by_row() {
    let items = "<item><label>Yes</label><value>y</value></item><item><label>No</label><value>n</value></item>";
    let body = format!(
        r#"<group appearance="field-list"><label>What do you have?</label>
        <select1 ref="/data/head" appearance="label"><label> </label>{items}</select1>
        <select1 ref="/data/a" appearance="list-nolabel"><label>A chair</label>{items}</select1>
        <select1 ref="/data/b" appearance="list-nolabel"><label>A table</label>{items}</select1></group>"#
    );
    let mut person = Person::filling("en", &form("<head/><a/><b/>", "", &body));
    person.sees("What do you have?");
    person.sees("# A chair");
    person.sees("Question 1 of 2");
    person.does(&["activate choice-1", "proceed"]);
    person.sees("# A table");
}

#[test]
fn what_was_typed_at_several_questions_is_there_after_a_new_start() {
    let xml = form(
        "<a/><b/><c/>",
        r#"<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="date"/>"#,
        r#"<input ref="/data/a"><label>How many?</label></input><input ref="/data/b"><label>When?</label></input>
        <input ref="/data/c"><label>Why?</label></input>"#,
    );
    let mut person = Person::filling("en", &xml);
    person.does(&[
        "proceed",
        "type someday",
        "back",
        "replace answer many",
        "home",
    ]);
    person.resumes();
    assert_eq!(person.typed(), "many");
    person.does(&["replace answer 3", "proceed"]);
    assert_eq!(person.typed(), "someday");
    person.does(&["home"]);
    person.resumes();
    assert_eq!(person.typed(), "someday");
}

#[test]
fn a_note_keeps_its_headings_and_paragraphs() {
    let note = r#"<input ref="/data/a"><label># Before you begin

Please have your **card** ready.
## What you need
It takes five minutes.</label></input>"#;
    let person = Person::filling(
        "en",
        &one(r#"<bind nodeset="/data/a" readonly="true()"/>"#, note),
    );
    let page = person.page();
    let kinds: Vec<(String, Kind)> = page
        .nodes
        .iter()
        .filter(|node| node.id.as_str().starts_with("note"))
        .map(|node| (node.label.shown.clone(), node.kind.clone()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Before you begin".to_owned(), Kind::Heading { level: 2 }),
            ("Please have your card ready.".to_owned(), Kind::Paragraph),
            ("What you need".to_owned(), Kind::Heading { level: 3 }),
            ("It takes five minutes.".to_owned(), Kind::Paragraph),
        ]
    );
}

#[test]
fn a_comma_that_parts_no_thousands_multiplies_nothing() {
    let temperature = |kind: &str| {
        form(
            "<a/>",
            &format!(r#"<bind nodeset="/data/a" type="{kind}"/>"#),
            r#"<input ref="/data/a" appearance="thousands-sep"><label>How warm?</label></input>"#,
        )
    };
    for (kind, typed, stored) in [
        ("decimal", "36,5", None),
        ("decimal", "0,125", None),
        ("decimal", "1,2345", None),
        ("decimal", "12,50.5", None),
        ("decimal", "1.5,000", None),
        ("decimal", ",500", None),
        ("decimal", "36,", None),
        ("decimal", "36.5", Some("36.5")),
        ("decimal", "12,500", Some("12500")),
        ("decimal", "-1,234,567.25", Some("-1234567.25")),
        ("decimal", "12 500", Some("12500")),
        ("int", "12,500", Some("12500")),
        ("int", "1, 234", Some("1234")),
        ("int", "1,50", None),
    ] {
        let mut person = Person::filling("en", &temperature(kind));
        person.does(&[&format!("replace answer {typed}")]);
        if stored.is_none() {
            let hint = person.page().focused().unwrap().hint.clone();
            assert_eq!(hint, None, "{typed}: nothing is read into it");
        }
        person.does(&["proceed"]);
        match stored {
            Some(stored) => {
                assert_eq!(person.page().id.0, "check", "{typed}");
                assert!(
                    person.xml().contains(&format!("<a>{stored}</a>")),
                    "{typed}"
                );
            }
            None => {
                assert_eq!(person.typed(), typed);
                let page = person.page();
                assert!(page.focused().unwrap().state.refused.is_some(), "{typed}");
            }
        }
    }
}
