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
fn lines_and_areas_are_typed_place_by_place() {
    let mut record = Builder::new()
        .nodes("<t>0 0; 1 1</t><s>0 0; 1 1; 0 1; 0 0</s>")
        .bind("/data/t", "type=\"geotrace\"")
        .bind("/data/s", "type=\"geoshape\"")
        .inputs(&["/data/t", "/data/s"])
        .begin();
    for (reference, value) in [("/data/t", "0 0; 1 1"), ("/data/s", "0 0; 1 1; 0 1; 0 0")] {
        let question = record.question(reference);
        assert_eq!(
            (question.control, question.value.as_str()),
            (Control::Input, value)
        );
    }
    let line = "37.5665 126.978 0.0 0.0; 37.57 126.98 0.0 0.0";
    record
        .types("/data/t", "37.5665, 126.978; 37.57 126.98")
        .expect("a line");
    assert_eq!(record.value("/data/t"), line);
    assert_eq!(
        record.types("/data/t", "37.5665 126.978"),
        Err(ViolationKind::NotALine)
    );
    record.types("/data/s", "0 0; 0 1; 1 1").expect("an area");
    assert_eq!(
        record.value("/data/s"),
        "0.0 0.0 0.0 0.0; 0.0 1.0 0.0 0.0; 1.0 1.0 0.0 0.0; 0.0 0.0 0.0 0.0"
    );
    assert_eq!(
        record.types("/data/s", "0 0; 0 1"),
        Err(ViolationKind::NotAnArea)
    );
}

#[test]
fn numbers_of_a_range_have_names_and_a_place_to_begin() {
    let record = Builder::new()
        .nodes("<r/><s/>")
        .model(
            "<instance id=\"names\"><root><item><name>1</name><label>never</label></item>\
             <item><name>5</name><label>always</label></item><item><name>9</name><label>out</label></item></root></instance>",
        )
        .bind("/data/r", "type=\"int\"")
        .body(
            "<range ref=\"/data/r\" start=\"1\" end=\"5\" step=\"1\" odk:placeholder=\"3\" odk:tick-labelset=\"names\">\
             <label>R</label></range><range ref=\"/data/s\" start=\"0\" end=\"2\" odk:placeholder=\"7\"><label>S</label>\
             <item><label>none</label><value>0</value></item></range>",
        )
        .begin();
    let named = |reference: &str| -> Vec<(f64, String)> {
        let ticks = record.question(reference).ticks.into_iter();
        ticks
            .map(|tick| (tick.number, tick.label.plain().to_string()))
            .collect()
    };
    let placeholder = |reference: &str| {
        record
            .question(reference)
            .range
            .expect("a range")
            .placeholder
    };
    assert_eq!(
        named("/data/r"),
        [(1.0, "never".to_string()), (5.0, "always".to_string())]
    );
    assert_eq!(placeholder("/data/r"), Some(3.0));
    assert_eq!(named("/data/s"), [(0.0, "none".to_string())]);
    assert_eq!(placeholder("/data/s"), None);
}

#[test]
fn the_headings_of_a_table_are_no_questions() {
    let items = "<item><label>Yes</label><value>y</value></item>";
    let record = Builder::new()
        .nodes("<blank/><worded/><row/>")
        .bind("/data/blank", "required=\"true()\"")
        .body(&format!(
            "<group appearance=\"field-list\"><select1 ref=\"/data/blank\" appearance=\"label\"><label> </label>{items}</select1>\
             <select1 ref=\"/data/worded\" appearance=\"label\"><label>Do you have these?</label>{items}</select1>\
             <select1 ref=\"/data/row\" appearance=\"list-nolabel\"><label>A chair</label>{items}</select1></group>"
        ))
        .begin();
    assert_eq!(record.asks(), "worded row");
    assert_eq!(record.question("/data/worded").control, Control::Note);
    assert_eq!(record.question("/data/row").control, Control::SelectOne);
    assert_eq!(record.0.violations(), []);
}

#[test]
fn choices_have_pictures_and_recordings() {
    let record = Builder::new()
        .nodes("<a/><b/>")
        .model(
            "<itext><translation lang=\"en\"><text id=\"x\"><value>Bus</value><value form=\"image\">jr://images/bus.png</value></text>\
             <text id=\"y\"><value>Train</value><value form=\"audio\">jr://audio/train.ogg</value></text></translation></itext>\
             <instance id=\"list\"><root><item><itextId>x</itextId><name>1</name></item><item><itextId>y</itextId><name>2</name></item></root></instance>",
        )
        .body(
            "<select1 ref=\"/data/a\"><item><label ref=\"jr:itext('x')\"/><value>1</value></item></select1>\
             <select1 ref=\"/data/b\"><itemset nodeset=\"instance('list')/root/item\"><value ref=\"name\"/><label ref=\"jr:itext(itextId)\"/></itemset></select1>",
        )
        .begin();
    let of_items = record.0.choices(&"/data/a".into());
    assert_eq!(of_items[0].media.image.as_deref(), Some("bus.png"));
    let of_list = record.0.choices(&"/data/b".into());
    assert_eq!(of_list[0].media.image.as_deref(), Some("bus.png"));
    assert_eq!(of_list[1].media.audio.as_deref(), Some("train.ogg"));
    assert_eq!(of_list[1].label.plain(), "Train");
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
