//! Texts, pictures and recordings that are there in some languages only.

mod common;

use common::{Builder, Record};

/// A question whose text stands in these languages, as XML below each `<translation>`.
fn question(translations: &[(&str, &str)]) -> Record {
    let translations: String = translations
        .iter()
        .map(|(language, values)| {
            format!("<translation lang=\"{language}\"><text id=\"q\">{values}</text></translation>")
        })
        .collect();
    Builder::new()
        .nodes("<q/>")
        .model(&format!("<itext>{translations}</itext>"))
        .body("<input ref=\"/data/q\"><label ref=\"jr:itext('q')\"/><hint ref=\"jr:itext('q')\"/></input>")
        .begin()
}

#[test]
fn a_text_that_the_default_language_lacks_is_anothers() {
    // What pyxform writes where a column without a language stands beside columns with one.
    let mut record = question(&[
        (
            "default",
            "<value>-</value><value form=\"guidance\">Ask</value>",
        ),
        (
            "English",
            "<value>Name</value><value form=\"guidance\">-</value>",
        ),
        (
            "Korean",
            "<value>이름</value><value form=\"guidance\">-</value>",
        ),
    ]);
    assert_eq!(record.label("/data/q"), "Name");
    let korean = record.0.form().language_for("ko-KR");
    record.0.set_language(korean);
    assert_eq!(record.label("/data/q"), "이름");
    let guidance = record.question("/data/q").guidance.unwrap();
    assert_eq!(guidance.plain(), "Ask");
    let nothing = question(&[
        ("English", "<value>-</value>"),
        ("Korean", "<value> </value>"),
    ]);
    assert_eq!(nothing.label("/data/q"), "");
}

#[test]
fn a_recording_says_the_words_that_are_shown() {
    let media = |translations: &[(&str, &str)]| {
        let mut record = question(translations);
        let korean = record.0.form().language_for("ko");
        record.0.set_language(korean);
        let media = record.question("/data/q").media;
        [media.image, media.audio].map(Option::unwrap_or_default)
    };
    let english = "<value>Name</value><value form=\"audio\">name.ogg</value><value form=\"image\">card.png</value>";
    assert_eq!(
        media(&[("English", english), ("Korean", "<value>이름</value>")]),
        ["card.png", ""]
    );
    let spoken = "<value>이름</value><value form=\"audio\">이름.ogg</value>";
    assert_eq!(
        media(&[("English", english), ("Korean", spoken)]),
        ["card.png", "이름.ogg"]
    );
    assert_eq!(
        media(&[("English", english), ("Korean", "<value>-</value>")]),
        ["card.png", "name.ogg"]
    );
    let wordless = "<value>-</value><value form=\"audio\">bell.ogg</value>";
    assert_eq!(
        media(&[("default", wordless), ("Korean", "<value>이름</value>")]),
        ["", "bell.ogg"]
    );
}
