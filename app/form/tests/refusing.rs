//! Forms that would lose answers, and forms that mean harm.

mod common;

use std::sync::Arc;

use common::{Builder, ambient};
use maru_form::{Control, Form, Session, ViolationKind};

#[test]
fn says_where_and_what_cures_it() {
    let identity = Builder::new().nodes("<a/>").inputs(&["/data/@id"]);
    assert!(identity.refusal().contains("writes /data/@id"));
    let nowhere = Builder::new().nodes("<a/>").inputs(&["/data/b"]);
    assert!(nowhere.refusal().contains("the form has no node /data/b"));
    let entities = Builder::new().xml().replace(
        "odk:xforms-version",
        "entities-version=\"3000.1\" odk:xforms-version",
    );
    assert!(
        Form::parse(&entities)
            .unwrap_err()
            .to_string()
            .contains("3000.1")
    );
}

#[test]
fn circles_are_named() {
    let circle = Builder::new()
        .nodes("<a/><b/><c/>")
        .bind("/data/a", "calculate=\"/data/b + 1\"")
        .bind("/data/b", "relevant=\"/data/a = 1\"")
        .bind("/data/c", "calculate=\"/data/a\"")
        .refusal();
    assert!(
        circle.contains("circle: ") && circle.contains("/data/a") && circle.contains("/data/b"),
        "{circle}"
    );
    assert!(!circle.contains("/data/c"), "{circle}");
    let own = Builder::new()
        .nodes("<a/>")
        .bind("/data/a", "calculate=\". + 1\"")
        .refusal();
    assert!(own.contains("calculate of /data/a"), "{own}");
    let group = Builder::new()
        .nodes("<g><a/></g>")
        .bind("/data/g", "relevant=\"/data/g/a = 1\"")
        .refusal();
    assert!(group.contains("relevant of /data/g"), "{group}");
    Builder::new()
        .nodes("<a/>")
        .bind("/data/a", "constraint=\". != ''\" required=\". = ''\"")
        .load();
}

#[test]
fn what_is_harmless_is_remarked_on() {
    let loaded = Builder::new()
        .nodes("<p>a.png</p><n/>")
        .bind("/data/p", "type=\"binary\" required=\"true()\"")
        .bind("/data/n", "type=\"int\" relevant=\"/data/gone = ''\"")
        .body("<input ref=\"/data/p\"><label>Way</label></input>")
        .body("<range ref=\"/data/n\" start=\"5\" end=\"5\" step=\"1\"><label>N</label></range>")
        .body("<setvalue event=\"odk-instance-first-load\" ref=\"/data/lost\">1</setvalue>")
        .load();
    let remarks: Vec<String> = loaded.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks.len(), 4, "{remarks:?}");
    assert!(remarks.iter().any(|remark| remark.contains("/data/gone")));
    let session = Session::new(Arc::new(loaded.form), ambient());
    let place = session.question(&"/data/p".into()).unwrap();
    assert_eq!(
        (place.control, place.value.as_str()),
        (Control::Unsupported, "a.png")
    );
    assert_eq!(session.violations(), []);
}

#[test]
fn a_function_that_is_given_a_path_to_nowhere_is_empty() {
    let loaded = Builder::new()
        .nodes("<r><v>1</v></r><pick>b</pick><a/><b/><c/><d/>")
        .bind("/data/a", "calculate=\"indexed-repeat(/data/r/gone, /data/r, 1)\"")
        .bind("/data/b", "calculate=\"count(indexed-repeat(/data/r/v, /data/away, 1))\"")
        .bind("/data/c", "calculate=\"jr:choice-name('b', '/data/lost')\"")
        .bind("/data/d", "calculate=\"jr:choice-name(/data/pick, /data/pick)\"")
        .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"><label>V</label></input></repeat>")
        .body("<select1 ref=\"/data/pick\"><label>P</label><item><label>Bee</label><value>b</value></item></select1>")
        .load();
    let remarks: Vec<String> = loaded.remarks.iter().map(ToString::to_string).collect();
    for (remark, path) in remarks
        .iter()
        .zip(["/data/r/gone", "/data/away", "/data/lost"])
    {
        assert!(remark.contains(path), "{remarks:?}");
    }
    assert_eq!(remarks.len(), 3, "{remarks:?}");
    let session = Session::new(Arc::new(loaded.form), ambient());
    let nodes = session.nodes();
    let value = |name: &str| {
        let found = nodes
            .iter()
            .find(|node| node.reference == format!("/data/{name}"));
        found
            .and_then(|node| node.value.clone())
            .unwrap_or_default()
    };
    assert_eq!(["a", "b", "c", "d"].map(value), ["", "0", "", "Bee"]);
}

#[test]
fn a_range_keeps_its_bounds() {
    let mut record = Builder::new()
        .nodes("<n/>")
        .bind("/data/n", "type=\"int\"")
        .body("<range ref=\"/data/n\" start=\"5\" end=\"1\" step=\"2\"><label>N</label></range>")
        .begin();
    let range = record.question("/data/n").range.unwrap();
    assert_eq!((range.start, range.end, range.step), (5.0, 1.0, 2.0));
    record.types("/data/n", "5").unwrap();
    assert!(record.types("/data/n", "6").is_err());
}

#[test]
fn texts_that_name_each_other_end() {
    let record = Builder::new()
        .nodes("<a/>")
        .model(
            "<itext><translation lang=\"en\"><text id=\"x\"><value>x <output value=\"jr:itext('y')\"/></value></text>\
             <text id=\"y\"><value>y <output value=\"jr:itext('x')\"/> <output value=\"jr:itext('x')\"/></value></text></translation></itext>",
        )
        .body("<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>");
    let session = record.begin().0;
    assert!(session.question(&"/data/a".into()).is_some());
}

#[test]
fn deep_expressions_are_evaluated_in_bounds() {
    let nested = format!("{}1{}", "if(true(), ".repeat(200), ", 0)".repeat(200));
    let record = Builder::new()
        .nodes("<a/>")
        .bind("/data/a", &format!("calculate=\"{nested}\""))
        .begin();
    assert_eq!(record.value("/data/a"), "1");
    let predicates = format!("/data{}{}", "[/data".repeat(120), "]".repeat(120));
    Builder::new()
        .nodes("<a/>")
        .bind("/data/a", &format!("constraint=\"{predicates}\""))
        .inputs(&["/data/a"])
        .begin();
}

#[test]
fn a_pattern_that_would_take_minutes_does_not_match() {
    let pattern = "'[ab]*a[ab]{8000}'";
    let record = Builder::new()
        .nodes(&format!("<big>{}</big><a/><b/>", "ab".repeat(500_000)))
        .bind(
            "/data/a",
            &format!("calculate=\"regex(/data/big, {pattern})\""),
        )
        .bind(
            "/data/b",
            &format!("calculate=\"regex(/data/big, concat('', {pattern}))\""),
        )
        .begin();
    assert_eq!(
        (record.value("/data/a"), record.value("/data/b")),
        ("false".to_string(), "false".to_string())
    );
}

#[test]
fn what_there_is_no_time_to_find_out_is_no_fault_of_the_answers() {
    /// Each costs eight million steps, of twenty for an expression and a hundred for a call.
    const DEAR: &str = "regex(/data/big, '[0-9]*')";
    const QUESTIONS: usize = 15;
    let mut form = Builder::new().nodes(&format!("<big>{}</big>", "a".repeat(1_000_000)));
    for at in 0..QUESTIONS {
        form = form
            .nodes(&format!("<q{at}>1</q{at}>"))
            .bind(
                &format!("/data/q{at}"),
                &format!("constraint=\"not({DEAR}) and . &lt; 5\""),
            )
            .inputs(&[&format!("/data/q{at}")]);
    }
    let mut record = form
        .nodes("<dearer>1</dearer><seen>1</seen>")
        .bind(
            "/data/dearer",
            &format!("constraint=\"{DEAR} or {DEAR} or {DEAR} or . = 1\""),
        )
        .bind(
            "/data/seen",
            &format!("relevant=\"{DEAR} or {DEAR} or {DEAR} or /data/q0 = 2\""),
        )
        .inputs(&["/data/dearer", "/data/seen"])
        .begin();
    assert_eq!(record.0.violations(), []);
    assert!(record.0.submission().contains("<seen>1</seen>"));
    let last = format!("/data/q{}", QUESTIONS - 1);
    let broken = record.types(&last, "7");
    assert_eq!(broken, Err(ViolationKind::Constraint));
    let found: Vec<String> = record
        .0
        .violations()
        .into_iter()
        .map(|(id, _)| id.as_str().to_string())
        .collect();
    assert_eq!(found, [last]);
}

#[test]
fn rubbish_is_refused() {
    for xml in [
        "",
        "<",
        "<a/>",
        "not xml",
        "<h:html/>",
        "<html><head/><body/></html>",
        "\u{feff}<html><head><model/></head><body/></html>",
    ] {
        assert!(Form::parse(xml).is_err(), "{xml}");
    }
    let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'>]><a>&b;</a>";
    assert!(
        Form::parse(bomb)
            .unwrap_err()
            .to_string()
            .contains("DOCTYPE")
    );
}
