//! What stands around a question: its group, its short form for narrow lines, and more about it.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};

fn contact() -> String {
    form(
        "<first/><contact><phone/><mail/></contact><rest><last/></rest>",
        r#"<itext><translation lang="English (en)">
             <text id="phone"><value>What is the number of the telephone at home?</value>
               <value form="short">Phone?</value></text>
             <text id="help"><value>Digits only</value><value form="guidance">Any telephone will do.</value></text>
           </translation></itext>"#,
        r#"<input ref="/data/first"><label>First?</label></input>
           <group ref="/data/contact" appearance="field-list"><label>How to reach you</label>
             <input ref="/data/contact/phone"><label ref="jr:itext('phone')"/><hint ref="jr:itext('help')"/></input>
             <input ref="/data/contact/mail"><label>Mail?</label></input>
           </group>
           <group ref="/data/rest"><label>Last?</label><input ref="/data/rest/last"><label>Last</label></input></group>"#,
    )
}

#[test]
fn a_group_is_told_once_at_its_first_question() {
    let mut person = Person::filling("en", &contact());
    for told in [false, true, false, false] {
        let seen = person.seen();
        assert_eq!(seen.contains("How to reach you"), told, "{seen}");
        // A group that is called as its only question is would be told twice.
        assert!(seen.matches("Last").count() < 2, "{seen}");
        person.does(&["proceed"]);
    }
    assert_eq!(person.page().id.0, "check");
}

#[test]
fn more_is_told_to_those_who_ask() {
    let mut person = Person::filling("en", &contact());
    assert!(!person.seen().contains("More about this question"));
    person.does(&["proceed"]);
    assert!(!person.seen().contains("Any telephone will do."));
    person.does(&["activate explain"]);
    person.sees("> Any telephone will do.");
    person.does(&["proceed", "back"]);
    person.sees("More about this question");
}

#[test]
fn a_narrow_line_has_the_short_form() {
    let mut person = Person::filling("en", &contact());
    person.does(&["proceed"]);
    let title = person.page().title;
    assert_eq!(
        (title.braille(), title.speech()),
        ("Phone?", title.shown.as_str())
    );
    assert!(title.shown.starts_with("What is the number"));
}
