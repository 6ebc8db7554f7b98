//! Choices that cannot be made, taken back, or only be read.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};

/// Districts of the chosen city: the city of sands has none.
fn districts(tag: &str, required: bool) -> String {
    form(
        "<city/><a/><after/>",
        &format!(
            r#"<instance id="districts"><root>
              <item><name>d1</name><label>Old Town</label><city>c1</city></item>
              <item><name>d2</name><label>Harbour</label><city>c1</city></item></root></instance>
            <bind nodeset="/data/city"/><bind nodeset="/data/a" required="{required}()"/><bind nodeset="/data/after"/>"#
        ),
        &format!(
            r#"<select1 ref="/data/city"><label>Which city?</label>
              <item><label>Port</label><value>c1</value></item><item><label>Sands</label><value>c2</value></item></select1>
            <{tag} ref="/data/a"><label>Which district?</label>
              <itemset nodeset="instance('districts')/root/item[city = /data/city]"><value ref="name"/><label ref="label"/></itemset></{tag}>
            <input ref="/data/after"><label>Anything else?</label></input>"#
        ),
    )
}

#[test]
fn where_an_earlier_answer_leaves_nothing_to_choose_the_page_says_so() {
    for tag in [
        "select1",
        "select",
        "odk:rank xmlns:odk='http://www.opendatakit.org/xforms'",
    ] {
        let name = tag.split(' ').next().unwrap();
        let xml = |required| {
            let xml = districts(tag, required);
            xml.replace(&format!("</{tag}>"), &format!("</{name}>"))
        };
        let mut person = Person::filling("en", &xml(true));
        person.does(&["type 2", "proceed"]);
        assert_eq!(
            person.stands(),
            ("question-/data/a".to_owned(), "nothing".to_owned()),
            "{tag}"
        );
        person.sees("> There is nothing to choose here. It depends on an earlier answer");
        // Enter on it and the key to go on both say why there is no going on.
        for act in ["activate", "proceed"] {
            person.does(&["focus next", act]);
            assert_eq!(
                person.stands(),
                ("question-/data/a".to_owned(), "nothing".to_owned()),
                "{tag} {act}"
            );
            let page = person.page();
            let refused = &page.focused().unwrap().state.refused;
            assert!(
                refused.as_ref().unwrap().shown.contains("needs an answer"),
                "{tag} {act}"
            );
        }
        person.does(&["back", "type 1", "proceed"]);
        person.sees("Old Town");

        let mut person = Person::filling("en", &xml(false));
        person.does(&["type 2", "proceed"]);
        person.sees("> There is nothing to choose here");
        person.does(&["activate"]);
        assert_eq!(person.page().id.0, "question-/data/after", "{tag}");
    }
}

#[test]
fn what_was_chosen_before_the_choices_went_keeps_nobody_there() {
    for tag in ["select1", "select"] {
        let mut person = Person::filling("en", &districts(tag, false));
        person.does(&[
            "type 1", "proceed", "type 2", "proceed", "back", "back", "type 2", "proceed",
        ]);
        person.sees("> There is nothing to choose here");
        person.does(&["activate"]);
        assert_eq!(person.page().id.0, "question-/data/after", "{tag}");
        assert!(person.xml().contains("<a/>"), "{tag}: {}", person.xml());
    }
}

/// A question with so many choices.
fn select(bind: &str, count: usize) -> String {
    let items =
        (1..=count).map(|at| format!("<item><label>Town {at}</label><value>t{at}</value></item>"));
    form(
        "<a/><after/>",
        &format!(r#"<bind nodeset="/data/a" {bind}/><bind nodeset="/data/after"/>"#),
        &format!(
            r#"<select1 ref="/data/a"><label>Which town?</label>{}</select1>
            <input ref="/data/after"><label>Anything else?</label></input>"#,
            items.collect::<String>()
        ),
    )
}

#[test]
fn a_choice_that_nobody_must_make_can_be_taken_back() {
    for (count, choose, then) in [
        (3, "type 2", "choice-2"),
        (40, "activate choice-2", "choice-2"),
    ] {
        let mut person = Person::filling("en", &select("", count));
        assert!(!person.seen().contains("Take this answer back"));
        person.does(&[choose, "proceed", "back"]);
        person.sees("<Take this answer back>");
        person.does(&["activate clear"]);
        assert_eq!(person.page().focus.as_str(), then);
        assert!(!person.seen().contains("(•)"), "{}", person.seen());
        assert!(!person.seen().contains("Take this answer back"));
        person.does(&["proceed"]);
        assert!(person.xml().contains("<a/>"), "{}", person.xml());
    }
    for bind in [r#"required="true()""#, r#"readonly="true()""#] {
        let mut person = Person::filling("en", &select(bind, 3));
        person.does(&["type 2"]);
        assert!(!person.seen().contains("Take this answer back"), "{bind}");
    }
}

#[test]
fn what_can_only_be_read_says_so_whatever_is_pressed() {
    let items = "<item><label>Bus</label><value>bus</value></item><item><label>Tram</label><value>tram</value></item>";
    let rank = format!(
        r#"<odk:rank xmlns:odk="http://www.opendatakit.org/xforms" ref="/data/a"><label>What?</label>{items}</odk:rank>"#
    );
    let select = |tag: &str| format!(r#"<{tag} ref="/data/a"><label>What?</label>{items}</{tag}>"#);
    for (value, control, id, acts) in [
        (
            "bus",
            select("select1"),
            "choice-2",
            &["activate", "select", "type 2"][..],
        ),
        (
            "bus",
            select("select1"),
            "choice-1",
            &["activate", "select"],
        ),
        (
            "bus",
            select("select"),
            "choice-2",
            &["activate", "select", "type 1"],
        ),
        (
            "bus tram",
            rank,
            "choice-2",
            &["activate", "select", "more", "type 1"],
        ),
        (
            "",
            r#"<trigger ref="/data/a"><label>What?</label></trigger>"#.to_owned(),
            "acknowledge",
            &["activate", "select"],
        ),
        (
            "3",
            r#"<range ref="/data/a" start="1" end="5" step="1"><label>What?</label></range>"#
                .to_owned(),
            "range",
            &["more", "type 4", "replace range 4"],
        ),
    ] {
        let xml = form(
            &format!("<a>{value}</a><after/>"),
            r#"<bind nodeset="/data/a" readonly="true()"/><bind nodeset="/data/after"/>"#,
            &format!(r#"{control}<input ref="/data/after"><label>Anything else?</label></input>"#),
        );
        for act in acts {
            let mut person = Person::filling("en", &xml);
            let before = person.page().node(&id.into()).unwrap().kind.clone();
            person.does(&[&format!("focus {id}"), act]);
            assert_eq!(
                person.told(),
                "This answer cannot be changed.",
                "{id} {act}"
            );
            let page = person.page();
            let node = page.node(&id.into()).unwrap();
            assert_eq!(node.kind, before, "{id} {act}");
            assert!(node.state.read_only, "{id}");
            person.sees("(cannot be changed)");
        }
    }
}

#[test]
fn a_time_that_can_only_be_read_stands_in_words() {
    for (data_type, value, words) in [
        ("time", "15:20:00.000+09:00", "3:20 in the afternoon"),
        ("date", "2026-03-05", "Thursday, 5 March 2026"),
    ] {
        let person = Person::filling(
            "en",
            &form(
                &format!("<a>{value}</a>"),
                &format!(r#"<bind nodeset="/data/a" type="{data_type}" readonly="true()"/>"#),
                r#"<input ref="/data/a"><label>When?</label><hint>As agreed</hint></input>"#,
            ),
        );
        person.sees("(cannot be changed)");
        person.sees(words);
        person.sees("As agreed");
    }
}
