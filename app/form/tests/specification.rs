//! Points of the ODK XForms specification that no other test is about, one each.

mod common;

use common::Builder;
use maru_form::{Form, ViolationKind};

#[test]
fn prefixes_may_be_any_and_none() {
    for (namespace, html) in [("xmlns:x=\"http://www.w3.org/1999/xhtml\"", "x:"), ("", "")] {
        let xml = format!(
            "<{html}html xmlns=\"http://www.w3.org/2002/xforms\" {namespace}><{html}head><{html}title>T</{html}title><model>\
             <instance><data id=\"f\"><a/></data></instance></model></{html}head><{html}body><input ref=\"/data/a\"/></{html}body></{html}html>"
        );
        let form = Form::parse(&xml).expect("the form").form;
        assert_eq!((form.id(), form.version(), form.title()), ("f", None, "T"));
    }
}

#[test]
fn the_version_may_be_of_openrosas_namespace() {
    let xml = Builder::new()
        .nodes("<a/>")
        .inputs(&["/data/a"])
        .xml()
        .replace("version=\"1\"", "orx:version=\"20260305\"");
    assert_eq!(
        Form::parse(&xml).expect("the form").form.version(),
        Some("20260305")
    );
}

#[test]
fn a_secondary_instance_may_have_any_shape() {
    let record = Builder::new()
        .nodes("<a/><pick/>")
        .model("<instance id=\"odd\"><things><thing key=\"k\">one</thing><thing>two</thing></things></instance>")
        .bind("/data/a", "calculate=\"concat(instance('odd')/things/thing[@key = 'k'], instance('odd')/things/@none)\"")
        .body("<select1 ref=\"/data/pick\"><itemset nodeset=\"instance('odd')/things/thing\"><value ref=\".\"/><label ref=\".\"/></itemset></select1>")
        .begin();
    assert_eq!(record.value("/data/a"), "one");
    assert_eq!(record.offers("/data/pick"), "one two");
}

#[test]
fn defaults_and_attributes_stand_in_the_record() {
    let record = Builder::new()
        .nodes("<a x=\"1\">seven</a><many>x y</many>")
        .bind("/data/a/@x", "calculate=\"concat(/data/a, '!')\"")
        .inputs(&["/data/a"])
        .body("<select ref=\"/data/many\"><item><value>x</value></item><item><value>y</value></item></select>")
        .begin();
    let sent = record.0.submission();
    assert!(
        sent.contains("<a x=\"seven!\">seven</a><many>x y</many>"),
        "{sent}"
    );
}

#[test]
fn a_default_value_fits_its_type() {
    let record = Builder::new()
        .nodes("<day>1999-11-23T23:30:05</day><n>2.5</n><r jr:template=\"\"><day>2020-01-01T00:00:00.000+09:00</day></r>")
        .bind("/data/day", "type=\"date\"")
        .bind("/data/n", "type=\"int\"")
        .bind("/data/r/day", "type=\"date\"")
        .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/day\"/></repeat>")
        .begin();
    assert_eq!(
        (record.value("/data/day"), record.value("/data/n")),
        ("1999-11-23".to_string(), "2".to_string())
    );
    let mut record = record;
    record
        .0
        .add_instance(&"/data/r".into(), None)
        .expect("an instance");
    assert_eq!(record.value("/data/r[1]/day"), "2020-01-01");
}

#[test]
fn a_default_value_may_be_written_as_spreadsheets_do() {
    for (data_type, written, expected) in [
        ("date", "2026-03-04 00:00:00", "2026-03-04"),
        (
            "dateTime",
            "2026-03-04 10:20:30",
            "2026-03-04T10:20:30.000+09:00",
        ),
        ("dateTime", "2026-03-04", "2026-03-04T00:00:00.000+09:00"),
        ("dateTime", "2026-03-04T10:20:30", "2026-03-04T10:20:30"),
        ("dateTime", "2026-03-04T10:20:30Z", "2026-03-04T10:20:30Z"),
        ("time", "9:30", "09:30:00.000+09:00"),
        ("time", "09:30:00", "09:30:00"),
        ("decimal", "3.50", "3.50"),
    ] {
        assert_eq!(
            default_value(data_type, written),
            (expected.to_string(), 0),
            "{written}"
        );
    }
}

#[test]
fn a_default_value_that_does_not_fit_is_left_out() {
    for (data_type, written) in [
        ("date", "long ago"),
        ("date", "18262"),
        ("dateTime", "now"),
        ("time", "noon"),
        ("int", "n/a"),
        ("int", "3000000000"),
        ("decimal", "1,5"),
        ("binary", "jr://images/a.jpg"),
    ] {
        assert_eq!(
            default_value(data_type, written),
            (String::new(), 1),
            "{written}"
        );
    }
    for (data_type, written) in [("string", "n/a"), ("geopoint", "here"), ("binary", "a.jpg")] {
        assert_eq!(default_value(data_type, written), (written.to_string(), 0));
    }
}

/// What a record begins with, and how many remarks there are.
fn default_value(data_type: &str, written: &str) -> (String, usize) {
    let builder = Builder::new()
        .nodes(&format!("<q>{written}</q>"))
        .bind("/data/q", &format!("type=\"{data_type}\""));
    (
        builder.begin().value("/data/q"),
        builder.load().remarks.len(),
    )
}

#[test]
fn a_moment_in_a_text_is_written_as_people_read_it() {
    let label = "<output value=\"/data/start\"/>; <output value=\"/data/hour\"/>; <output value=\"/data/day\"/>; <output value=\"/data/words\"/>";
    let mut record = Builder::new()
        .nodes("<start/><hour/><day/><words/><q/>")
        .bind(
            "/data/start",
            "type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"",
        )
        .bind("/data/hour", "type=\"time\"")
        .bind("/data/day", "type=\"date\" calculate=\"'2026-03-04'\"")
        .inputs(&["/data/hour", "/data/words"])
        .body(&format!(
            "<input ref=\"/data/q\"><label>{label}</label></input>"
        ))
        .begin();
    record.types("/data/hour", "7:05").unwrap();
    record.types("/data/words", "7:05:30").unwrap();
    assert_eq!(record.value("/data/hour"), "07:05:00.000+09:00");
    assert_eq!(
        record.label("/data/q"),
        "2026-03-05 09:00; 07:05; 2026-03-04; 7:05:30"
    );
    record.types("/data/words", "2026-03-05T00:30:00Z").unwrap();
    assert!(record.label("/data/q").ends_with("; 2026-03-05 09:30"));
}

#[test]
fn binds_and_controls_do_not_need_each_other() {
    let mut record = Builder::new()
        .nodes("<unasked/><unbound/><twice/>")
        .bind("/data/unasked", "calculate=\"/data/unbound * 2\"")
        .bind("/data/twice", "saveIncomplete=\"true()\"")
        .inputs(&["/data/unbound"])
        .begin();
    record.types("/data/unbound", "4").expect("an answer");
    assert_eq!(record.value("/data/unasked"), "8");
}

#[test]
fn relevance_and_read_only_are_inherited() {
    let mut record = Builder::new()
        .nodes("<a/><g><b>1</b><h><c>2</c></h></g><told/>")
        .bind(
            "/data/g",
            "relevant=\"/data/a != 'hide'\" readonly=\"/data/a = 'lock'\"",
        )
        .bind(
            "/data/told",
            "calculate=\"concat('[', /data/g/h/c, ']', count(/data/g/*))\"",
        )
        .inputs(&["/data/a", "/data/g/b", "/data/g/h/c"])
        .begin();
    assert_eq!(record.value("/data/told"), "[2]2");
    record.types("/data/a", "lock").expect("an answer");
    assert_eq!(
        record.types("/data/g/h/c", "3"),
        Err(ViolationKind::ReadOnly)
    );
    record.types("/data/a", "hide").expect("an answer");
    assert_eq!(record.asks(), "a");
    assert_eq!(record.value("/data/told"), "[]0");
    record.types("/data/a", "").expect("an answer");
    assert_eq!(record.value("/data/told"), "[2]2");
}

#[test]
fn a_constraint_is_asked_only_of_an_answer() {
    let mut record = Builder::new()
        .nodes("<a/>")
        .bind("/data/a", "constraint=\"false()\"")
        .inputs(&["/data/a"])
        .begin();
    assert_eq!(record.0.violations(), []);
    assert_eq!(record.types("/data/a", "x"), Err(ViolationKind::Constraint));
}

#[test]
fn messages_may_be_translated() {
    let mut record = Builder::new()
        .nodes("<a/><b/>")
        .model("<itext><translation lang=\"en\"><text id=\"m\"><value>Say it</value></text><text id=\"c\"><value>Too much</value></text></translation></itext>")
        .bind("/data/a", "required=\"true()\" jr:requiredMsg=\"jr:itext('m')\"")
        .bind("/data/b", "constraint=\". &lt; 5\" jr:constraintMsg=\"jr:itext('c')\"")
        .inputs(&["/data/a", "/data/b"])
        .begin();
    assert_eq!(record.types("/data/b", "6"), Err(ViolationKind::Constraint));
    let told: Vec<_> = record
        .0
        .violations()
        .into_iter()
        .filter_map(|(_, violation)| violation.message)
        .collect();
    assert_eq!(told, ["Say it", "Too much"]);
}

#[test]
fn a_group_needs_neither_node_nor_label() {
    let record = Builder::new()
        .nodes("<a/><b/>")
        .body("<group><group><label>Inner</label>")
        .inputs(&["/data/a"])
        .body("</group></group>")
        .inputs(&["/data/b"])
        .begin();
    assert_eq!(record.asks(), "a b");
    let groups: Vec<_> = record
        .question("/data/a")
        .groups
        .iter()
        .map(|group| group.label.plain().to_string())
        .collect();
    assert!(groups.contains(&"Inner".to_string()), "{groups:?}");
}

#[test]
fn outputs_follow_answers() {
    let mut record = Builder::new()
        .nodes("<a/><b/>")
        .inputs(&["/data/a"])
        .body("<input ref=\"/data/b\"><label>For <output value=\"/data/a\"/></label><hint>Of <output value=\"string-length(/data/a)\"/></hint></input>")
        .begin();
    record.types("/data/a", "Kim").expect("an answer");
    assert_eq!(record.label("/data/b"), "For Kim");
    let hint = record.question("/data/b").hint.expect("a hint");
    assert_eq!(hint.plain(), "Of 3");
}

#[test]
fn a_text_that_is_not_there_is_empty() {
    let record = Builder::new()
        .nodes("<a/><told/>")
        .model("<itext><translation lang=\"en\"><text id=\"x\"><value>X</value><value form=\"short\">x</value></text></translation></itext>")
        .bind("/data/told", "calculate=\"concat('[', jr:itext('gone'), ']')\"")
        .body("<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>")
        .begin();
    assert_eq!(record.value("/data/told"), "[]");
    assert_eq!(record.label("/data/a"), "X");
}

#[test]
fn a_broken_text_is_left_out() {
    let loaded = Builder::new()
        .nodes("<a/>")
        .body("<input ref=\"/data/a\"><label ref=\"gone('x')\"/><hint>Of <output value=\"1 +\"/> it</hint></input>")
        .load();
    let remarks: Vec<String> = loaded.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(remarks[0].contains("gone()"), "{remarks:?}");
    let session = maru_form::Session::new(std::sync::Arc::new(loaded.form), common::ambient());
    let question = session.question(&"/data/a".into()).expect("the question");
    assert_eq!(question.label.plain(), "");
    assert_eq!(question.hint.expect("a hint").plain(), "Of it");
}

#[test]
fn an_element_that_holds_others_has_no_text() {
    let record = Builder::new()
        .nodes("<g><a>1</a></g><own/><listed/>")
        .model("<instance id=\"s\"><root><item><x>2</x><y>3</y></item></root></instance>")
        .bind("/data/own", "calculate=\"concat('[', /data/g, ']')\"")
        .bind("/data/listed", "calculate=\"instance('s')/root/item\"")
        .inputs(&["/data/g/a"])
        .begin();
    assert_eq!(record.value("/data/own"), "[]");
    assert_eq!(record.value("/data/listed"), "23");
}

#[test]
fn a_text_has_media_and_a_short_form() {
    let values: String = ["image", "big-image", "audio", "video"]
        .map(|form| format!("<value form=\"{form}\">jr://{form}/{form}.x</value>"))
        .concat();
    let record = Builder::new()
        .nodes("<a/>")
        .model(&format!("<itext><translation lang=\"en\"><text id=\"x\"><value>Long</value><value form=\"short\">S</value>{values}</text></translation></itext>"))
        .body("<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>")
        .begin();
    let question = record.question("/data/a");
    assert_eq!(question.short.expect("a short form").plain(), "S");
    let media = question.media;
    let names = [media.image, media.big_image, media.audio, media.video];
    assert_eq!(
        names.map(Option::unwrap_or_default),
        ["image.x", "big-image.x", "audio.x", "video.x"]
    );
}

#[test]
fn values_are_set_when_a_record_begins_and_when_it_is_opened() {
    let record = Builder::new()
        .nodes("<old/><first/><each>0</each><hidden><later/></hidden>")
        .bind("/data/hidden", "relevant=\"false()\"")
        .model("<setvalue event=\"xforms-ready\" ref=\"/data/old\">o</setvalue>")
        .model("<setvalue event=\"odk-instance-first-load\" ref=\"/data/first\" value=\"1 + 1\"/>")
        .model(
            "<setvalue event=\"odk-instance-load\" ref=\"/data/each\" value=\"/data/each + 1\"/>",
        )
        .model(
            "<setvalue event=\"odk-instance-first-load\" ref=\"/data/hidden/later\">h</setvalue>",
        )
        .begin();
    assert_eq!(
        (record.value("/data/old"), record.value("/data/first")),
        ("o".to_string(), "2".to_string())
    );
    assert!(record.0.save().contains("<later>h</later>"));
    assert_eq!(record.value("/data/each"), "1");
    let saved = record.0.save();
    let opened = maru_form::Session::resume(record.0.form().clone(), &saved, common::ambient())
        .expect("the record opens");
    assert!(opened.save().contains("<each>2</each>"));
    assert!(opened.save().contains("<first>2</first>"));
}

#[test]
fn an_unknown_event_is_refused_and_other_actions_are_remarked_on() {
    let refusal = Builder::new()
        .nodes("<a/>")
        .model("<setvalue event=\"full-moon\" ref=\"/data/a\"/>")
        .refusal();
    assert!(refusal.contains("full-moon"), "{refusal}");
    for action in ["setgeopoint", "recordaudio"] {
        let loaded = Builder::new()
            .nodes("<a/>")
            .model(&format!(
                "<odk:{action} event=\"odk-instance-first-load\" ref=\"/data/a\"/>"
            ))
            .inputs(&["/data/a"])
            .load();
        assert!(loaded.remarks[0].to_string().contains(action));
    }
}

#[test]
fn a_place_is_set_where_it_is_known() {
    let builder = Builder::new()
        .nodes("<where/><moved/><a/>")
        .bind("/data/where", "type=\"geopoint\"")
        .model("<odk:setgeopoint event=\"odk-instance-first-load\" ref=\"/data/where\"/>")
        .body("<input ref=\"/data/a\"><odk:setgeopoint event=\"xforms-value-changed\" ref=\"/data/moved\"/></input>");
    let mut record = builder.begin();
    assert_eq!(record.value("/data/where"), "37.5665 126.978 0.0 0.0");
    assert_eq!(record.value("/data/moved"), "");
    record.types("/data/a", "x").expect("an answer");
    assert_eq!(record.value("/data/moved"), "37.5665 126.978 0.0 0.0");
    let nowhere = maru_form::Ambient {
        place: None,
        ..common::ambient()
    };
    let form = std::sync::Arc::new(builder.load().form);
    let session = maru_form::Session::new(form, nowhere);
    assert!(session.submission().contains("<where/>"));
}

#[test]
fn entity_attributes_are_filled_in_and_sent() {
    let record = Builder::new()
        .nodes("<kind>oak</kind>")
        .bind("/data/meta/entity/@id", "calculate=\"once(uuid())\"")
        .bind("/data/meta/entity/label", "calculate=\"/data/kind\"")
        .bind("/data/kind", "entities:saveto=\"species\" xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"")
        .inputs(&["/data/kind"])
        .xml()
        .replace(
            "<meta>",
            "<meta><entity dataset=\"trees\" id=\"\" create=\"1\"><label/></entity>",
        );
    let form = Form::parse(&record).expect("the form").form;
    let session = maru_form::Session::new(std::sync::Arc::new(form), common::ambient());
    let sent = session.submission();
    assert!(
        sent.contains("create=\"1\"><label>oak</label></entity>"),
        "{sent}"
    );
    assert!(!sent.contains("id=\"\""), "{sent}");
    assert!(sent.contains("<kind>oak</kind>"), "{sent}");
}

#[test]
fn entities_may_stand_in_a_repeat() {
    let mut record = Builder::new()
        .nodes("<tree jr:template=\"\"><kind/><meta><entity dataset=\"trees\" id=\"\" create=\"1\"><label/></entity></meta></tree>")
        .bind("/data/tree/meta/entity/@id", "calculate=\"concat('t', position(../../..))\"")
        .bind("/data/tree/meta/entity/label", "calculate=\"../../../kind\"")
        .body("<group ref=\"/data/tree\"><repeat nodeset=\"/data/tree\"><input ref=\"/data/tree/kind\"/></repeat></group>")
        .begin();
    for (number, kind) in [(1, "oak"), (2, "elm")] {
        record
            .0
            .add_instance(&"/data/tree".into(), None)
            .expect("a tree");
        let kind_of = format!("/data/tree[{number}]/kind");
        record.types(&kind_of, kind).expect("an answer");
    }
    let sent = record.0.submission();
    for (id, label) in [("t1", "oak"), ("t2", "elm")] {
        let entity = format!("id=\"{id}\" create=\"1\"><label>{label}</label></entity>");
        assert!(sent.contains(&entity), "{sent}");
    }
}

#[test]
fn space_around_a_written_text_is_not_part_of_it() {
    let record = Builder::new()
        .nodes("<a>\n   </a><n>\n 5\n</n><t> one\n two </t><e k=\" v \"/><seen/><pick/>")
        .model(
            "<instance id=\"s\"><root><item><name>\n p\n</name></item><item><name>q</name></item></root></instance>\
             <instance id=\"odd\"><root><item k=\"1\"><name> x </name></item></root></instance>",
        )
        .bind("/data/a", "required=\"true()\"")
        .bind("/data/n", "type=\"int\"")
        .bind(
            "/data/seen",
            "calculate=\"concat(count(instance('s')/root/item[name = 'p']), count(instance('odd')/root/item[name = 'x']), /data/t, /data/e/@k)\"",
        )
        .inputs(&["/data/a", "/data/n"])
        .begin();
    assert_eq!(record.value("/data/n"), "5");
    assert_eq!(record.value("/data/seen"), "11one\n two v ");
    let violations = record.0.violations();
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].1.kind, ViolationKind::Required);
}
