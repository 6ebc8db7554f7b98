//! What is given to a question and is no answer to it: it is refused, told, and kept as it was typed.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, one};

fn input(data_type: &str, appearance: &str) -> String {
    one(
        &format!(r#"type="{data_type}""#),
        &format!(r#"<input ref="/data/a" appearance="{appearance}"><label>What?</label></input>"#),
    )
}

/// What is typed into the box and gone on with is refused in these words, or stored so.
#[track_caller]
fn refused_or_stored(lang: &str, xml: &str, typed: &str, expected: Result<&str, &str>) {
    let mut person = Person::filling(lang, xml);
    person.does(&[&format!("replace answer {typed}"), "proceed"]);
    match expected {
        Ok(stored) => {
            let kept = format!("<a>{stored}</a>");
            assert!(person.xml().contains(&kept), "{typed}: {}", person.xml());
            assert_eq!(person.page().id.0, "question-/data/after", "{typed}");
        }
        Err(words) => {
            assert_eq!(person.page().id.0, "question-/data/a", "{typed}");
            person.sees(words);
            assert_eq!(person.typed(), typed, "what was typed stays");
            assert!(person.xml().contains("<a/>"), "{typed}: {}", person.xml());
        }
    }
}

#[test]
fn what_the_desk_has_not_understood_of_a_time_is_not_stored() {
    let time = input("time", "");
    for (lang, typed, expected) in [
        (
            "en",
            "3:20",
            Err("This can mean 3:20 in the morning, or 3:20 in the afternoon"),
        ),
        (
            "en",
            "9:05",
            Err("This can mean 9:05 in the morning, or 9:05 in the afternoon"),
        ),
        ("ko", "3:20", Err("오전 3:20일 수도 있고 오후 3:20일 수도")),
        ("en", "03:20", Ok("03:20:00.000+09:00")),
        ("en", "13:20", Ok("13:20:00.000+09:00")),
        ("en", "00:10", Ok("00:10:00.000+09:00")),
        ("en", "3:20 pm", Ok("15:20:00.000+09:00")),
        ("en", "15:20:00.000+09:00", Ok("15:20:00.000+09:00")),
    ] {
        refused_or_stored(lang, &time, typed, expected);
    }
    let moment = input("dateTime", "");
    for (typed, expected) in [
        ("2026-03-05 3:20", Err("3:20 in the morning, or")),
        ("2026-03-05 03:20", Ok("2026-03-05T03:20:00.000+09:00")),
        (
            "2026-03-05T15:20:00.000+09:00",
            Ok("2026-03-05T15:20:00.000+09:00"),
        ),
    ] {
        refused_or_stored("en", &moment, typed, expected);
    }
}

#[test]
fn a_whole_date_is_no_month_and_no_year() {
    for (appearance, typed, expected) in [
        ("month-year", "2020-3-5", Err("This is not a month")),
        ("month-year", "2020-3", Ok("2020-03-01")),
        ("year", "1999-01-01", Err("This is not a year")),
        ("year", "1999", Ok("1999-01-01")),
    ] {
        refused_or_stored("en", &input("date", appearance), typed, expected);
    }
}

#[test]
fn an_answer_that_is_no_longer_what_the_person_says_goes() {
    let mut person = Person::filling("en", &input("time", ""));
    person.does(&[
        "replace answer 15:20",
        "proceed",
        "back",
        "replace answer 3:20",
        "proceed",
    ]);
    person.sees("This can mean");
    assert!(person.xml().contains("<a/>"), "{}", person.xml());
    person.does(&["home"]);
    person.resumes();
    assert_eq!(person.typed(), "3:20");
}

fn range(bounds: &str) -> String {
    one(
        r#"type="int""#,
        &format!(r#"<range ref="/data/a" {bounds}><label>How hard?</label></range>"#),
    )
}

#[test]
fn digits_that_are_no_number_of_the_scale_are_told() {
    let mut person = Person::filling("en", &range(r#"start="1" end="5" step="1""#));
    person.does(&["type 3", "type 9"]);
    assert_eq!(person.told(), "9 is not a number from 1 to 5. 3 stays.");
    person.does(&["proceed"]);
    assert!(person.xml().contains("<a>3</a>"), "{}", person.xml());
    let mut person = Person::filling("en", &range(r#"start="1" end="5" step="1""#));
    person.does(&["replace range 40"]);
    assert_eq!(
        person.told(),
        "40 is not a number from 1 to 5. None is chosen yet."
    );
}

#[test]
fn a_number_that_was_only_begun_is_not_gone_on_with() {
    let wages = range(r#"start="1000" end="90000" step="1000""#);
    for go_on in ["activate", "proceed", "activate next"] {
        let mut person = Person::filling("en", &wages);
        person.does(&["type 4", "type 5", go_on]);
        assert_eq!(person.page().id.0, "question-/data/a", "{go_on}");
        assert_eq!(
            person.told(),
            "45 is not a number from 1000 to 90000. None is chosen yet."
        );
        person.does(&["type 4", "type 5", "type 0", "type 0", "type 0", go_on]);
        assert!(person.xml().contains("<a>45000</a>"), "{}", person.xml());
    }
    // Who goes elsewhere is told as well, and goes.
    let mut person = Person::filling("en", &wages);
    person.does(&["type 4", "next"]);
    assert_ne!(person.page().focus.as_str(), "range");
    assert!(person.told().starts_with("4 is not a number from 1000"));
}

#[test]
fn one_more_counts_on_from_what_was_typed() {
    let counter =
        |default: &str| input("int", "counter").replacen("<a/>", &format!("<a>{default}</a>"), 1);
    for (default, typed, act, then, told) in [
        ("", "1,200", "one-more", "1201", ""),
        ("", "1 200", "one-more", "1201", ""),
        ("", "", "one-more", "1", ""),
        ("", "", "one-less", "0", "This does not go below 0."),
        ("", "0", "one-less", "0", "This does not go below 0."),
        ("", "2", "one-less", "1", ""),
        ("", "-3", "one-less", "-4", ""),
        ("-2", "-2", "one-more", "-1", ""),
        ("-2", "0", "one-less", "-1", ""),
        (
            "",
            "2147483647",
            "one-more",
            "2147483647",
            "This does not go above 2147483647.",
        ),
    ] {
        let mut person = Person::filling("en", &counter(default));
        person.does(&[
            &format!("replace answer {typed}"),
            &format!("activate {act}"),
        ]);
        assert_eq!(
            (person.typed().as_str(), person.told().as_str()),
            (then, told),
            "{typed} {act}"
        );
    }
    for (typed, why) in [
        ("abc", "Please type a whole number"),
        ("2.5", "Please type a whole number"),
        ("99999999999", "too large"),
    ] {
        let mut person = Person::filling("en", &counter(""));
        person.does(&[&format!("replace answer {typed}"), "activate one-more"]);
        person.sees(why);
        assert_eq!(person.typed(), typed);
    }
}

#[test]
fn a_time_or_a_month_that_is_not_there_is_called_so() {
    for (data_type, appearance, typed, words) in [
        ("time", "", "25:00", "There is no such time."),
        ("date", "month-year", "2026-13", "There is no such month."),
        ("date", "", "2026-02-30", "There is no such day."),
        ("date", "year", "0000", "This is not a year"),
        (
            "dateTime",
            "",
            "2026-03-05 25:00",
            "There is no such day or time.",
        ),
    ] {
        refused_or_stored("en", &input(data_type, appearance), typed, Err(words));
    }
}

#[test]
fn a_number_beyond_what_can_be_kept_is_told_with_the_end() {
    for (data_type, typed, expected) in [
        (
            "int",
            "3000000000",
            Err("too large. The largest is 2,147,483,647."),
        ),
        (
            "int",
            "-3000000000",
            Err("too small. The smallest is -2,147,483,648."),
        ),
        ("decimal", "-12345678901234567890", Err("too many digits")),
        ("int", "1 2", Err("Please type a whole number")),
        ("int", "12 00", Err("Please type a whole number")),
        ("decimal", "1 2", Err("Please type a number")),
        ("int", "1 200", Ok("1200")),
        ("int", "1 200 000", Ok("1200000")),
        ("int", "- 5", Ok("-5")),
        ("decimal", "1,200.5", Ok("1200.5")),
    ] {
        refused_or_stored("en", &input(data_type, ""), typed, expected);
    }
}
