//! Choosing in long lists, numbers between bounds, orders, dates and places: by keys, as people press them.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, one};
use maru_page::Kind;

fn items(labels: impl IntoIterator<Item = String>) -> String {
    let items = labels.into_iter().enumerate().map(|(index, label)| {
        format!("<item><label>{label}</label><value>v{index}</value></item>")
    });
    items.collect()
}

fn select(tag: &str, required: bool, labels: impl IntoIterator<Item = String>) -> String {
    one(
        &format!(r#"required="{required}()""#),
        &format!(
            r#"<{tag} ref="/data/a"><label>Which one?</label>{}</{tag}>"#,
            items(labels)
        ),
    )
}

fn towns(count: usize) -> impl Iterator<Item = String> {
    (1..=count).map(|number| match number {
        700 => "서대문구 신촌동".to_owned(),
        701 => "Old Mill".to_owned(),
        _ => format!("Town {number}"),
    })
}

fn choices(person: &Person) -> usize {
    let page = person.page();
    page.nodes
        .iter()
        .filter(|node| node.id.as_str().starts_with("choice-"))
        .count()
}

#[test]
fn a_long_list_is_looked_through_by_typing() {
    let mut person = Person::filling("en", &select("select1", true, towns(1000)));
    assert_eq!(person.page().focus.as_str(), "find");
    person.sees("1000 in all; type to find");
    person.sees("And 950 more");
    assert_eq!(choices(&person), 50);
    person.does(&["type town 99"]);
    person.sees("19 of 1000 found");
    assert_eq!(choices(&person), 19);
    // Enter goes to what was found first, chooses it, and goes on.
    person.does(&["activate"]);
    person.sees("> ( ) Town 99");
    person.does(&["activate"]);
    person.sees("(•) Town 99");
    person.sees("Chosen: Town 99");
    // Letters typed at a choice go on in the box, and what is chosen stays in sight.
    person.does(&["backspace"]);
    assert_eq!(
        (person.page().focus.as_str(), person.typed().as_str()),
        ("find", "town 9")
    );
    person.does(&["next", "type 9", "type 9"]);
    assert_eq!(person.typed(), "town 999");
    person.sees("Chosen: Town 99");
    person.does(&["replace find zzz"]);
    person.sees("Nothing found");
    person.does(&["activate"]);
    assert!(
        person.told().contains("Nothing was found"),
        "{}",
        person.told()
    );
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/after");
    assert!(person.xml().contains("<a>v98</a>"), "{}", person.xml());
}

#[test]
fn a_long_list_is_found_by_initials_and_by_syllables_being_composed() {
    // Two-set layout: t is ㅅ, j is ㅓ, e is ㄷ, s is ㄴ, m is ㅡ.
    for (keys, typed, is_found) in [
        ("te", "ㅅㄷ", true),
        ("tj", "서", true),
        ("tje", "섣", true),
        ("sm", "느", false),
    ] {
        let mut person = Person::filling("ko", &select("select1", true, towns(1000)));
        for key in keys.chars() {
            person.does(&[&format!("type {key}")]);
        }
        assert_eq!(person.typed(), typed);
        assert_eq!(
            person.seen().contains("서대문구"),
            is_found,
            "{}",
            person.seen()
        );
    }
}

#[test]
fn a_long_list_that_needs_an_answer_says_so_in_its_box() {
    let mut person = Person::filling("en", &select("select1", true, towns(20)));
    person.does(&["activate"]);
    let page = person.page();
    let focused = page.focused().unwrap();
    assert_eq!(focused.id.as_str(), "find");
    assert!(focused.state.refused.is_some());
    // Digits are looked for too: they are no numbers of choices here.
    person.does(&["next", "type 7"]);
    assert_eq!(person.typed(), "7");
}

#[test]
fn several_are_ticked_in_a_long_list_whatever_is_looked_for() {
    let mut person = Person::filling("en", &select("select", false, towns(20)));
    person.does(&[
        "type 20",
        "activate",
        "activate",
        "replace find 3",
        "next",
        "select",
    ]);
    person.sees("Chosen: Town 3, Town 20");
    person.does(&["proceed", "back"]);
    person.sees("Chosen: Town 3, Town 20");
}

#[test]
fn twelve_choices_stand_on_the_page_and_a_hundred_thousand_stay_quick() {
    let person = Person::filling("en", &select("select1", true, towns(12)));
    assert!(person.page().node(&"find".into()).is_none());
    let mut person = Person::filling("en", &select("select1", true, towns(100_000)));
    for typed in ["t", "o", "w", "n", " ", "9", "9"] {
        person.does(&[&format!("type {typed}")]);
        assert!(person.page().nodes.len() < 70);
    }
    person.does(&["activate", "activate", "proceed"]);
    assert!(person.xml().contains("<a>v98</a>"), "{}", person.typed());
}

fn range(bind: &str, bounds: &str) -> String {
    one(
        bind,
        &format!(r#"<range ref="/data/a" {bounds}><label>How hard?</label></range>"#),
    )
}

/// The number as it is shown; none while nobody has given one.
fn number(person: &Person) -> Option<f64> {
    person
        .page()
        .nodes
        .iter()
        .find_map(|node| match node.kind {
            Kind::Range { value, .. } => Some(value),
            _ => None,
        })?
}

#[test]
fn a_number_between_bounds_is_blank_at_first_and_moves_by_every_key() {
    let ten = range(r#"type="int""#, r#"start="0" end="10" step="1""#);
    for (acts, value) in [
        (&[][..], None),
        (&["more"], Some(0.0)),
        (&["more", "more"], Some(1.0)),
        (&["less"], Some(10.0)),
        (&["type 7"], Some(7.0)),
        (&["type 1", "type 0"], Some(10.0)),
        (&["type 1", "more", "type 0"], Some(0.0)),
        (&["type 5", "type +", "type +", "type -"], Some(6.0)),
        (&["most"], Some(10.0)),
        (&["less range"], Some(10.0)),
        (&["replace range 4"], Some(4.0)),
        (&["replace range 40"], None),
        (&["type 4", "activate clear"], None),
        (&["activate range", "activate range"], None),
    ] {
        let mut person = Person::filling("en", &ten);
        assert_eq!(person.page().focus.as_str(), "range");
        person.does(acts);
        assert_eq!(number(&person), value, "{acts:?}");
        let open = person.page().id.0;
        assert_eq!(open, "question-/data/a", "{acts:?} went on");
        person.does(&["proceed"]);
        let kept = value.map_or("<a/>".to_owned(), |value| format!("<a>{value}</a>"));
        assert!(person.xml().contains(&kept), "{acts:?}: {}", person.xml());
    }
}

#[test]
fn a_number_that_must_be_given_is_asked_for_and_one_that_stands_is_kept() {
    let mut person = Person::filling(
        "en",
        &range(
            r#"type="decimal" required="true()""#,
            r#"start="0" end="1" step="0.25""#,
        ),
    );
    person.does(&["activate"]);
    person.sees("This question needs an answer");
    person.does(&["type 0", "type .", "type 5", "activate", "back"]);
    assert_eq!(number(&person), Some(0.5));
    assert!(person.xml().contains("<a>0.5"), "{}", person.xml());
}

fn rank() -> String {
    let labels = ["Bus", "Train", "Bike"].map(str::to_owned);
    one(
        r#"required="true()""#,
        &format!(
            r#"<odk:rank xmlns:odk="http://www.opendatakit.org/xforms" ref="/data/a"><label>What first?</label>{}</odk:rank>"#,
            items(labels)
        ),
    )
}

#[test]
fn things_are_put_in_order_by_choosing_them_in_turn() {
    for (acts, order) in [
        (&["type 3", "type 1", "type 2"][..], "v2 v0 v1"),
        (
            &[
                "activate choice-1",
                "activate choice-2",
                "activate choice-3",
            ],
            "v0 v1 v2",
        ),
        (
            &["type 1", "type 2", "type 3", "focus choice-3", "more"],
            "v0 v2 v1",
        ),
        (&["type 1", "type 2", "type 3", "less choice-1"], "v1 v0 v2"),
        (
            &["type 1", "type 1", "type 2", "type 1", "type 3"],
            "v1 v0 v2",
        ),
        (
            &["type 1", "activate clear", "type 2", "type 1", "type 3"],
            "v1 v0 v2",
        ),
    ] {
        let mut person = Person::filling("en", &rank());
        person.does(acts).does(&["proceed"]);
        assert_eq!(person.page().id.0, "question-/data/after", "{acts:?}");
        let kept = format!("<a>{order}</a>");
        assert!(person.xml().contains(&kept), "{acts:?}: {}", person.xml());
    }
}

#[test]
fn an_order_with_a_gap_is_refused_at_the_gap_and_not_forgotten() {
    let mut person = Person::filling("en", &rank());
    person.does(&["type 3", "proceed"]);
    assert_eq!(person.page().focus.as_str(), "choice-1");
    person.sees("Please give everything a place in the order");
    person.does(&["home"]);
    person.resumes();
    person.sees("<1> Bike");
    person.does(&["type 1", "type 2", "proceed", "back"]);
    person.sees("<2> Bus");
}

/// A question of a type, what is typed, what is understood (in words) or why not, and what is stored.
#[test]
fn dates_times_and_places_are_typed_as_people_write_them() {
    let field = r#"<input ref="/data/a"><label>When?</label></input>"#;
    let with = |appearance: &str| {
        format!(r#"<input ref="/data/a" appearance="{appearance}"><label>When?</label></input>"#)
    };
    let [month, year] = [with("month-year"), with("year")];
    for (lang, data_type, control, typed, seen, stored) in [
        (
            "ko",
            "date",
            field,
            "3월 5일",
            "2026년 3월 5일 목요일",
            "2026-03-05",
        ),
        (
            "en",
            "date",
            field,
            "5 Mar 2026",
            "Thursday, 5 March 2026",
            "2026-03-05",
        ),
        (
            "ko",
            "date",
            field,
            "모레",
            "2026년 3월 7일 토요일",
            "2026-03-07",
        ),
        (
            "en",
            "date",
            field,
            "30 February",
            "There is no such day",
            "",
        ),
        (
            "en",
            "date",
            field,
            "5/3/2026",
            "This can mean Thursday, 5 March 2026, or Sunday, 3 May 2026",
            "",
        ),
        (
            "en",
            "date",
            field,
            "abc",
            "This is not a date that Maru understands",
            "",
        ),
        (
            "en",
            "date",
            &month,
            "March 2026",
            "March 2026",
            "2026-03-01",
        ),
        ("en", "date", &month, "abc", "This is not a month", ""),
        ("ko", "date", &year, "2026년", "2026년", "2026-01-01"),
        ("en", "date", &year, "abc", "This is not a year", ""),
        (
            "ko",
            "time",
            field,
            "오후 3시 20분",
            "오후 3:20",
            "15:20:00.000+09:00",
        ),
        ("ko", "time", field, "3시 20분", "오전 3:20", ""),
        (
            "ko",
            "dateTime",
            field,
            "3월 5일 오후 3시 20분",
            "2026년 3월 5일 목요일 오후 3:20",
            "2026-03-05T15:20:00.000+09:00",
        ),
        (
            "en",
            "dateTime",
            field,
            "2026-03-05 15:20",
            "Thursday, 5 March 2026, 3:20 in the afternoon",
            "2026-03-05T15:20:00.000+09:00",
        ),
        (
            "en",
            "dateTime",
            field,
            "2026-03-05",
            "not a date and a time",
            "",
        ),
        (
            "en",
            "geopoint",
            field,
            "37.5663, 126.9779",
            "",
            "37.5663 126.9779 0.0 0.0",
        ),
        (
            "en",
            "geopoint",
            field,
            "city hall",
            "This is not a place on the map",
            "",
        ),
        ("en", "int", field, "99999999999999999999", "too large", ""),
    ] {
        let mut person = Person::filling(lang, &one(&format!(r#"type="{data_type}""#), control));
        person.does(&[&format!("replace answer {typed}")]);
        if stored.is_empty() {
            person.does(&["proceed"]);
            person.sees(seen);
            assert_eq!(person.typed(), typed, "what was typed stays");
            continue;
        }
        person.sees(seen);
        person.does(&["proceed"]);
        let kept = format!("<a>{stored}</a>");
        assert!(person.xml().contains(&kept), "{typed}: {}", person.xml());
        // Opened once more and left untouched, it is the same to the byte; and all answers tell it in words.
        person.does(&["back", "proceed", "proceed"]);
        assert!(person.xml().contains(&kept), "{typed}: {}", person.xml());
        assert_eq!(person.page().id.0, "check");
        person.sees(seen);
    }
}

#[test]
fn a_month_is_written_with_korean_letters_in_a_date() {
    let field = r#"<input ref="/data/a"><label>When?</label></input>"#;
    let mut person = Person::filling("ko", &one(r#"type="date""#, field));
    // 3월 5일 on a two-set keyboard.
    for key in ["3", "d", "n", "j", "f", " ", "5", "d", "l", "f"] {
        person.does(&[&format!("type {key}")]);
    }
    assert_eq!(person.typed(), "3월 5일");
    person.sees("2026년 3월 5일 목요일");
}

#[test]
fn what_was_typed_and_is_no_answer_keeps_a_form_from_being_finished() {
    let field = r#"<input ref="/data/a"><label>How many?</label></input>"#;
    let mut person = Person::filling("en", &one(r#"type="int""#, field));
    person.does(&["type 12", "proceed", "proceed"]);
    person.does(&["activate answer-/data/a", "replace answer abc", "back"]);
    assert_eq!(person.page().id.0, "check");
    person.sees("abc");
    person.sees("This does not fit the question yet");
    person.does(&["activate send"]);
    assert_eq!(person.page().id.0, "question-/data/a");
    assert_eq!(person.typed(), "abc");
    person.sees("Please type a whole number");
    assert!(person.told().contains("does not fit"), "{}", person.told());
    assert!(person.sent.is_none());
    person.does(&["replace answer 13", "proceed", "activate send"]);
    assert!(person.sent.unwrap().contains("<a>13</a>"));
}
