//! Places of a line or an area, as they are added and taken away; and places as people write them.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};

fn asks(data_type: &str) -> String {
    form(
        "<a/><after/>",
        &format!(r#"<bind nodeset="/data/a" type="{data_type}"/><bind nodeset="/data/after"/>"#),
        r#"<input ref="/data/a"><label>Where?</label></input><input ref="/data/after"><label>Anything else?</label></input>"#,
    )
}

#[test]
fn what_is_no_place_is_told_before_how_many_places_there_are() {
    let mut person = Person::filling("en", &asks("geoshape"));
    person.does(&[
        "type 37 127",
        "activate",
        "type 37 128",
        "activate",
        "type x",
        "proceed",
    ]);
    person.sees("This is not a place on the map");
    assert_eq!(person.typed(), "x");
    person.sees("2 places");
    // It is so when the form is opened again.
    person.does(&["home"]);
    person.resumes();
    person.sees("2 places");
    assert_eq!(person.typed(), "x");
    person.does(&["replace answer 38 128", "proceed"]);
    assert!(
        person.xml().contains(
            "<a>37.0 127.0 0.0 0.0; 37.0 128.0 0.0 0.0; 38.0 128.0 0.0 0.0; 37.0 127.0 0.0 0.0</a>"
        ),
        "{}",
        person.xml()
    );
}

#[test]
fn how_many_places_there_are_is_told_with_each_that_comes_or_goes() {
    let mut person = Person::filling("en", &asks("geotrace"));
    person.does(&["type 37 127", "activate"]);
    assert_eq!(person.told(), "1 place");
    person.does(&["type 37 128; 37 129", "activate add-place"]);
    assert_eq!(person.told(), "3 places");
    person.does(&["activate take-2"]);
    assert_eq!(person.told(), "Place 2 removed. 2 places.");
    assert_eq!(person.page().focus.as_str(), "answer");
}

#[test]
fn places_are_read_as_people_write_them() {
    for (lang, typed, stored) in [
        ("en", "37.5663N 126.9779E", "37.5663 126.9779 0.0 0.0"),
        ("en", "37°33.978'N 126°58.674'E", "37.5663 126.9779 0.0 0.0"),
        ("ko", "북위 37.5도 동경 127도", "37.5 127.0 0.0 0.0"),
    ] {
        let mut person = Person::filling(lang, &asks("geopoint"));
        person.does(&[&format!("replace answer {typed}"), "proceed"]);
        let kept = format!("<a>{stored}</a>");
        assert!(person.xml().contains(&kept), "{typed}: {}", person.xml());
    }
    for (data_type, acts) in [
        (
            "geopoint",
            &["replace answer 126.9779 37.5663", "proceed"][..],
        ),
        ("geotrace", &["replace answer 126.9779 37.5663", "activate"]),
        (
            "geotrace",
            &[
                "type 37 127",
                "activate",
                "type 126.9779 37.5663",
                "proceed",
            ],
        ),
    ] {
        let mut person = Person::filling("en", &asks(data_type));
        person.does(acts);
        person.sees(
            "The latitude comes first; it goes from -90 to 90. Perhaps you mean 37.5663 126.9779.",
        );
    }
}
