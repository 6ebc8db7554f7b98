//! Braille keys: writing with six dots, trying what keys do, and reading messages again.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
use maru_desk::{BrailleKeys, Effect, Event};
use maru_page::{Intent, braille::Grade};

/// A form with a box for words and one for a whole number.
fn boxes() -> Person {
    let xml = form(
        "<a/><n/>",
        r#"<bind nodeset="/data/n" type="int"/>"#,
        r#"<input ref="/data/a"><label>Words?</label></input><input ref="/data/n"><label>Number?</label></input>"#,
    );
    Person::filling("en", &xml)
}

/// Types cells; a blank cell is the space bar.
fn write(person: &mut Person, cells: &str) {
    for cell in cells.chars() {
        let cell = u8::try_from(u32::from(cell) - 0x2800).unwrap();
        let intent = if cell == 0 {
            Intent::Select
        } else {
            Intent::Dots(cell)
        };
        person.tell(Event::Intent(intent));
    }
}

#[test]
fn six_dots_write_words_and_numbers() {
    let mut person = boxes();
    write(&mut person, "⠠⠞⠕⠍⠀⠼⠁⠚");
    assert_eq!(person.typed(), "Tom 10");
    person.does(&["activate"]);
    for (cells, typed) in [("⠼⠙⠃", "42"), ("⠂⠆", "4212")] {
        write(&mut person, cells);
        assert_eq!(person.typed(), typed, "{cells}");
        // The caret was moved and brought back: a run ended here.
        person.does(&["caret left", "caret right"]);
    }
}

#[test]
fn eight_dots_write_characters() {
    let mut person = boxes();
    person.does(&["settings", "activate setting-braille-keys", "back"]);
    assert_eq!(person.desk.settings().braille_keys, BrailleKeys::EightDots);
    write(&mut person, "⡞⠕⠍⠀⠂⠴");
    assert_eq!(person.typed(), "Tom 10");
}

#[test]
fn what_is_being_built_is_marked_until_the_field_is_left() {
    let mut person = boxes();
    let building = |person: &Person| {
        let page = person.page();
        page.node(&"answer".into())
            .unwrap()
            .edit()
            .unwrap()
            .building()
            .letters
            .clone()
    };
    write(&mut person, "⠓⠠");
    assert_eq!((person.typed().as_str(), building(&person)), ("h⠠", 1..2));
    person.does(&["backspace"]);
    assert_eq!((person.typed().as_str(), building(&person)), ("h", 1..1));
    write(&mut person, "⠠");
    person.does(&["next"]);
    assert_eq!(building(&person), 0..0);
}

#[test]
fn a_routing_key_goes_on_writing_in_the_middle() {
    let mut person = boxes();
    write(&mut person, "⠓⠞");
    person.does(&["place answer 1 1"]);
    write(&mut person, "⠁⠠⠊");
    person.does(&["place answer 4 4"]);
    write(&mut person, "⠎");
    assert_eq!(person.typed(), "haIts");
    person.does(&["place answer 1 3"]);
    write(&mut person, "⠕");
    assert_eq!(person.typed(), "hots");
}

#[test]
fn a_field_that_is_full_keeps_what_it_has() {
    let mut person = boxes();
    let full = "x".repeat(64 * 1024 - 1);
    person.does(&[&format!("insert {full}")]);
    write(&mut person, "⠁⠃");
    assert!(person.told().contains("long"), "{}", person.told());
    assert_eq!(person.typed(), format!("{full}a"));
}

#[test]
fn korean_braille_is_contracted_on_request() {
    let mut person = boxes();
    person.does(&["settings", "activate setting-braille-grade"]);
    let kept = person.asked.iter().any(|effect| {
        matches!(effect, Effect::SaveSettings(settings) if settings.braille_grade == Grade::Two)
    });
    assert!(kept);
    person.sees("contracted");
}

#[test]
fn keys_tell_what_they_do_until_the_one_that_leaves_is_pressed_twice() {
    let mut person = boxes();
    person.does(&["help", "activate learn"]);
    for (act, told) in [
        ("next", "To the next thing"),
        ("home", "To the first page"),
        ("where", "Where am I?"),
        ("route 4", "Routing key 5"),
        ("dots 145", "dots 1 4 5"),
        ("type a", "Types a"),
        ("back", "press it again"),
        ("next", "To the next thing"),
        ("back", "press it again"),
    ] {
        person.does(&[act]);
        assert_eq!(person.stands().0, "keys", "{act}");
        assert!(person.told().contains(told), "{act}: {}", person.told());
    }
    person.tell(Event::UnknownKeys);
    assert!(person.told().contains("nothing"), "{}", person.told());
    person.does(&["back", "back"]);
    assert_eq!(person.stands().0, "help");
    // Nothing of it is a message to be read again.
    person.does(&["activate messages"]);
    person.sees("There are no messages yet.");
}

#[test]
fn touch_leaves_the_trying_of_keys_at_once() {
    let mut person = boxes();
    person.does(&["learn-keys", "activate back"]);
    assert!(person.stands().0.starts_with("question-"));
}

#[test]
fn the_last_twenty_messages_can_be_read_again() {
    let mut person = boxes();
    for _ in 0..25 {
        person.does(&["hangul"]);
    }
    person.does(&["messages"]);
    let page = person.page();
    let messages = page
        .nodes
        .iter()
        .filter(|node| node.id.as_str().starts_with("message-"));
    let shown: Vec<&str> = messages.map(|node| node.label.shown.as_str()).collect();
    assert_eq!(shown.len(), 20);
    assert_ne!(shown[0], shown[1]);
    assert_eq!(page.focus.as_str(), "message-1");
    person.does(&["next"]);
    assert_eq!(person.stands().1, "message-2");
}

#[test]
fn numbers_of_six_dots_are_numbers_where_there_is_no_box() {
    let question = |control: &str| {
        let bind = r#"<bind nodeset="/data/a"/><bind nodeset="/data/after"/>"#;
        let behind = r#"<input ref="/data/after"><label>Anything else?</label></input>"#;
        form("<a/><after/>", bind, &format!("{control}{behind}"))
    };
    let select = question(
        r#"<select1 ref="/data/a"><label>How?</label><item><label>Bus</label><value>bus</value></item>
        <item><label>Tram</label><value>tram</value></item></select1>"#,
    );
    let range = |bounds: &str| {
        let control = format!(r#"<range ref="/data/a" {bounds}><label>How far?</label></range>"#);
        question(&control).replace(
            r#"<bind nodeset="/data/a"/>"#,
            r#"<bind nodeset="/data/a" type="decimal"/>"#,
        )
    };
    let whole = range(r#"start="0" end="100" step="1""#);
    let tenths = range(r#"start="0" end="9.5" step="0.5""#);
    for (lang, xml, cells, answer) in [
        ("en", &select, "⠼⠃", "tram"),
        ("ko", &select, "⠼⠁", "bus"),
        ("en", &whole, "⠼⠙⠃", "42"),
        ("ko", &whole, "⠼⠁⠚", "10"),
        ("en", &tenths, "⠼⠉⠲⠑", "3.5"),
        // Cells that are digits by themselves.
        ("en", &whole, "⠲⠆", "42"),
    ] {
        let mut person = Person::filling(lang, xml);
        write(&mut person, cells);
        person.does(&["proceed"]);
        let kept = format!("<a>{answer}</a>");
        assert!(person.xml().contains(&kept), "{cells}: {}", person.xml());
    }
    // Letters without the sign are letters, and the sign is forgotten when another key was pressed.
    for acts in ["⠃", "⠼ ⠃"] {
        let mut person = Person::filling("en", &select);
        for part in acts.split(' ') {
            write(&mut person, part);
            person.does(&["next"]);
        }
        person.does(&["proceed"]);
        assert!(person.xml().contains("<a/>"), "{acts}: {}", person.xml());
    }
}
