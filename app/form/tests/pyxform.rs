//! A form with every kind of question of the first release, as pyxform writes it.

mod common;

use std::sync::Arc;

use common::{Record, ambient};
use maru_form::{Answer, Control, DataType, Form, Session, ViolationKind};

fn record() -> Record {
    let loaded = Form::parse(include_str!("forms/every_question.xml"))
        .unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(loaded.remarks, []);
    Record(Session::new(Arc::new(loaded.form), ambient()))
}

#[test]
fn knows_who_it_is_and_what_it_speaks() {
    let record = record();
    let form = record.0.form();
    assert_eq!(
        (form.id(), form.version(), form.title()),
        ("every_question", Some("2026030501"), "Every question")
    );
    let languages: Vec<_> = form
        .languages()
        .iter()
        .map(|language| language.code.as_deref())
        .collect();
    assert_eq!(languages, [Some("en"), Some("ko")]);
}

#[test]
fn every_question_is_asked_as_what_it_is() {
    let mut record = record();
    record.types("/data/age", "30").unwrap();
    record.chooses("/data/agrees", "y").unwrap();
    let told: Vec<String> = record
        .0
        .questions()
        .iter()
        .map(|id| {
            let question = record.question(id.as_str());
            format!(
                "{} {:?} {:?}",
                id.as_str().trim_start_matches("/data/"),
                question.control,
                question.data_type
            )
        })
        .collect();
    let expected = "name Input String; age Input Integer; weight Input Decimal; day Input Date; hour Input Time; \
        moment Input DateTime; agrees SelectOne String; district SelectOne String; town SelectOne String; \
        several SelectMultiple String; more/told Note String; more/read Trigger String; more/stamp Input String; \
        more/fixed Input String; last SelectOne String";
    assert_eq!(told.join("; "), expected);
    assert!(record.question("/data/more/fixed").read_only);
    assert_eq!(record.question("/data/agrees").appearance, ["minimal"]);
    assert_eq!(record.question("/data/day").data_type, DataType::Date);
}

#[test]
fn speaks_korean_and_falls_back_where_nothing_is_translated() {
    let mut record = record();
    record.types("/data/name", "민지").unwrap();
    assert_eq!(record.label("/data/age"), "Age of 민지");
    record.0.set_language(Some(1));
    assert_eq!(record.label("/data/age"), "민지의 나이");
    let name = record.question("/data/name");
    assert_eq!(name.hint.unwrap().plain(), "As on your card");
    assert_eq!(
        name.guidance.unwrap().plain(),
        "The card has it on its front"
    );
    let agrees: Vec<_> = record
        .choices("/data/agrees")
        .iter()
        .map(|choice| choice.label.plain().to_string())
        .collect();
    // or_other adds its choice to the list that both selects share.
    assert_eq!(agrees, ["예", "아니요", "Other"]);
}

#[test]
fn defaults_triggers_filters_and_others_work_together() {
    let mut record = record();
    assert_eq!(record.value("/data/day"), "2026-03-05");
    assert_eq!(record.value("/data/several"), "y");
    record.chooses("/data/several", "y other").unwrap();
    assert!(record.asks().contains("several_other"));
    record.chooses("/data/agrees", "y").unwrap();
    assert_eq!(record.value("/data/more/stamp"), "y!");
    assert_eq!(record.value("/data/more/ticket").len(), 36);
    record.chooses("/data/district", "mapo").unwrap();
    assert_eq!(record.offers("/data/town"), "hapjeong");
    record.types("/data/age", "7").unwrap();
    assert_eq!(record.label("/data/more/told"), "You are 7");
    assert_eq!(record.value("/data/more/double"), "14");
}

#[test]
fn what_is_sent_is_complete() {
    let mut record = record();
    assert_eq!(
        record.types("/data/name", "K"),
        Err(ViolationKind::Constraint)
    );
    record.types("/data/name", "Kim").unwrap();
    record.types("/data/age", "10").unwrap();
    record.chooses("/data/agrees", "n").unwrap();
    assert_eq!(record.0.violations(), []);
    let ticket = record.value("/data/more/ticket");
    assert!(
        record
            .0
            .save()
            .contains(&format!("<ticket>{ticket}</ticket>"))
    );
    record
        .0
        .set_now("2026-03-05T09:10:00+09:00[+09:00]".parse().unwrap());
    assert_eq!(
        record.0.submission(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><data id=\"every_question\" version=\"2026030501\">\
         <start>2026-03-05T09:00:00.000+09:00</start><end>2026-03-05T09:10:00.000+09:00</end><today>2026-03-05</today>\
         <deviceid>kiosk-1</deviceid><name>Kim</name><age>10</age><day>2026-03-05</day><hour/><moment/><agrees>n</agrees>\
         <district/><town/><several>y</several><last/>\
         <meta><instanceID>uuid:0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11</instanceID></meta></data>"
    );
    assert_eq!(record.question("/data/agrees").control, Control::SelectOne);
    record
        .0
        .set(&"/data/agrees".into(), Answer::Choice("y".into()))
        .unwrap();
    assert_eq!(record.value("/data/more/ticket"), ticket);
}
