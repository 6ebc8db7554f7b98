//! The languages of a city: which are offered, and in which a text is said to be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Person, files};
use maru_city::City;
use std::collections::BTreeMap;

/// The demo city, which says that it speaks Vietnamese as well.
fn with_vietnamese(more: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let mut files = files();
    let city = String::from_utf8(files["city.toml"].clone()).unwrap();
    let city = city.replace(r#"["ko", "en"]"#, r#"["ko", "en", "vi"]"#);
    files.insert("city.toml".to_owned(), city.into_bytes());
    for (path, text) in more {
        files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    files
}

fn offered(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    maru_desk::languages(&City::read(files).unwrap().city)
}

#[test]
fn a_language_without_words_is_not_offered() {
    let files = with_vietnamese(&[]);
    assert_eq!(offered(&files), ["ko", "en"]);
    let mut person = Person::at_home("en", &files);
    let mut seen = Vec::new();
    for _ in 0..2 {
        person.does(&["activate settings", "activate setting-language"]);
        seen.push(person.desk.settings().language.clone());
        person.does(&["home"]);
    }
    assert_eq!(seen, ["ko", "en"]);
    let only = String::from_utf8(files["city.toml"].clone()).unwrap();
    let only = only.replace(r#"["ko", "en", "vi"]"#, r#"["vi"]"#);
    let only = only
        .replace("ko = ", "vi = ")
        .replace(", en = ", ", vi-VN = ");
    let mut files = files;
    files.insert("city.toml".to_owned(), only.into_bytes());
    let city = City::read(&files).map(|read| maru_desk::languages(&read.city));
    assert!(city.is_err() || city.is_ok_and(|offered| offered == ["en"]));
}

#[test]
fn what_is_in_another_language_is_said_to_be() {
    let own = "language-name = Tiếng Việt\nhome-hint = Quý vị muốn làm gì?\n";
    let files = with_vietnamese(&[("locales/vi/city.ftl", own)]);
    assert_eq!(offered(&files), ["ko", "en", "vi"]);
    let person = Person::at_home("vi", &files);
    let page = person.page();
    let lang = |id: &str| {
        let node = page.node(&id.into()).unwrap();
        node.label.lang.tag().to_owned()
    };
    assert_eq!(lang("hint"), "vi", "the city's own words");
    assert_eq!(lang("my-forms"), "en", "Maru's");
    assert_eq!(lang("sector-tell"), "ko", "the city's first language");
    assert_eq!(page.title.lang.tag(), "ko");
}

#[test]
fn all_telephones_of_the_city_stand_on_the_help_page() {
    let mut person = Person::at_home("en", &files());
    person.does(&["help"]);
    for words in [
        "120",
        "Fire and ambulance: call 119",
        "Police: call 112",
        "call 109",
    ] {
        person.sees(words);
    }
}
