//! Controls and data types of the specification, one test each: what a question takes and what it refuses.

mod common;

use common::Builder;
use maru_form::{Answer, Control, DataType, ViolationKind};

#[test]
fn a_type_may_have_a_prefix_and_an_unknown_one_is_text() {
    let record = Builder::new()
        .nodes("<a/><b/><c/>")
        .bind("/data/a", "type=\"xsd:int\"")
        .bind("/data/b", "type=\"colour\"")
        .bind("/data/c", "type=\"barcode\"")
        .inputs(&["/data/a", "/data/b", "/data/c"])
        .begin();
    let types =
        ["/data/a", "/data/b", "/data/c"].map(|reference| record.question(reference).data_type);
    assert_eq!(
        types,
        [DataType::Integer, DataType::String, DataType::Barcode]
    );
}

#[test]
fn a_boolean_is_true_or_false() {
    let mut record = Builder::new()
        .nodes("<a/>")
        .bind("/data/a", "type=\"boolean\"")
        .inputs(&["/data/a"])
        .begin();
    assert_eq!(
        record.types("/data/a", "maybe"),
        Err(ViolationKind::NotABoolean)
    );
    record.types("/data/a", "true").expect("an answer");
}

#[test]
fn lines_on_a_map_are_shown_as_text_and_kept() {
    let record = Builder::new()
        .nodes("<t>0 0; 1 1</t><s>0 0; 1 1; 0 1; 0 0</s>")
        .bind("/data/t", "type=\"geotrace\"")
        .bind("/data/s", "type=\"geoshape\"")
        .inputs(&["/data/t", "/data/s"])
        .begin();
    for (reference, value) in [("/data/t", "0 0; 1 1"), ("/data/s", "0 0; 1 1; 0 1; 0 0")] {
        let question = record.question(reference);
        assert_eq!(
            (question.control, question.value.as_str()),
            (Control::Unsupported, value)
        );
    }
}

#[test]
fn a_place_is_typed_as_latitude_and_longitude() {
    let mut record = Builder::new()
        .nodes("<p/>")
        .bind("/data/p", "type=\"geopoint\"")
        .inputs(&["/data/p"])
        .begin();
    record
        .types("/data/p", "37.5665, 126.978")
        .expect("a place");
    assert_eq!(record.value("/data/p"), "37.5665 126.978 0.0 0.0");
    record.types("/data/p", "37 127 12 5").expect("a place");
    assert_eq!(record.value("/data/p"), "37.0 127.0 12.0 5.0");
    for nowhere in ["city hall", "91 0", "0 181", "1", "1 2 3 4 5"] {
        assert_eq!(
            record.types("/data/p", nowhere),
            Err(ViolationKind::NotAPlace),
            "{nowhere}"
        );
    }
}

#[test]
fn an_upload_takes_the_name_of_a_file() {
    let mut record = Builder::new()
        .nodes("<f/>")
        .bind("/data/f", "type=\"binary\" orx:max-pixels=\"1024\"")
        .body("<upload ref=\"/data/f\" mediatype=\"image/*\"><label>F</label></upload>")
        .begin();
    let question = record.question("/data/f");
    assert_eq!(question.control, Control::Upload);
    let upload = question.upload.expect("what it takes");
    assert_eq!(
        (upload.accept.as_str(), upload.max_pixels),
        ("image/*", Some(1024))
    );
    let name = |name: &str| Answer::File(name.to_string());
    let id = "/data/f".into();
    assert_eq!(record.0.set(&id, name("a b.png")), Ok(()));
    assert_eq!(record.value("/data/f"), "a b.png");
    for path in ["", "..", "a/b.png", "..\\b.png", "a\nb"] {
        let refused = record.0.set(&id, name(path)).expect_err("no name");
        assert_eq!(refused.kind, ViolationKind::NotAFileName);
        assert_eq!(record.value("/data/f"), "a b.png");
    }
}

#[test]
fn a_rank_is_whole_or_none() {
    let mut record = Builder::new()
        .nodes("<r/>")
        .body("<odk:rank ref=\"/data/r\"><label>R</label><item><value>x</value></item><item><value>y</value></item></odk:rank>")
        .begin();
    assert_eq!(record.question("/data/r").control, Control::Rank);
    let rank = |words: &str| Answer::Choices(words.split(' ').map(str::to_string).collect());
    let id = "/data/r".into();
    assert_eq!(record.0.set(&id, rank("y x")), Ok(()));
    assert_eq!(record.value("/data/r"), "y x");
    for (words, kind) in [
        ("x", ViolationKind::NotAllRanked),
        ("x z", ViolationKind::NotAChoice),
    ] {
        assert_eq!(
            record.0.set(&id, rank(words)).expect_err("refused").kind,
            kind
        );
    }
    assert_eq!(record.value("/data/r"), "y x");
}

#[test]
fn choices_are_found_by_their_words() {
    let record = Builder::new()
        .nodes("<a/>")
        .body("<select1 ref=\"/data/a\" appearance=\"autocomplete\"><item><label>Seoul</label><value>1</value></item>\
               <item><label>Busan</label><value>2</value></item><item><label>Ulsan</label><value>3</value></item></select1>")
        .begin();
    let found = record
        .0
        .find_choices(&"/data/a".into(), 1, |label| label.plain().contains("san"));
    assert_eq!(found.of, 2);
    assert_eq!(found.choices.len(), 1);
    assert_eq!(found.choices[0].value, "2");
}

#[test]
fn appearances_are_passed_on() {
    let record = Builder::new()
        .nodes("<a/>")
        .body("<input ref=\"/data/a\" appearance=\"multiline  numbers\"><label>A</label></input>")
        .begin();
    assert_eq!(
        record.question("/data/a").appearance,
        ["multiline", "numbers"]
    );
}

#[test]
fn what_a_form_calls_secret_is_masked() {
    let record = Builder::new()
        .nodes("<a/>")
        .body("<secret ref=\"/data/a\"><label>A</label></secret>")
        .begin();
    let question = record.question("/data/a");
    assert_eq!(question.control, Control::Input);
    assert_eq!(question.appearance, ["masked"]);
}
