//! How a record begins: what actions see and do, and what a form has written beforehand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Builder;

#[test]
fn actions_at_first_load_see_what_is_calculated() {
    let record = Builder::new()
        .nodes("<a>2</a><double/><kept/>")
        .bind("/data/double", "calculate=\"/data/a * 2\"")
        .model("<setvalue event=\"odk-instance-first-load\" ref=\"/data/kept\" value=\"/data/double + 1\"/>")
        .inputs(&["/data/a"])
        .begin();
    assert_eq!(record.value("/data/kept"), "5");
}

#[test]
fn actions_at_first_load_are_done_wherever_they_are_written() {
    let action = |to: &str| {
        format!("<setvalue event=\"odk-instance-first-load\" ref=\"/data/{to}\">set</setvalue>")
    };
    let (in_group, in_control) = (action("g"), action("c"));
    let record = Builder::new()
        .nodes("<a/><g/><c/>")
        .body(&format!(
            "<group><label>Group</label>{in_group}<input ref=\"/data/a\"><label>A</label>{in_control}</input></group>"
        ))
        .begin();
    assert_eq!(record.value("/data/g"), "set");
    assert_eq!(record.value("/data/c"), "set");
}

#[test]
fn a_default_that_is_not_among_the_choices_written_in_the_form_stays() {
    let mut record = Builder::new()
        .nodes("<pick>old</pick>")
        .body("<select1 ref=\"/data/pick\"><label>Pick</label><item><label>New</label><value>new</value></item></select1>")
        .begin();
    assert_eq!(record.value("/data/pick"), "old");
    assert!(
        record
            .choices("/data/pick")
            .iter()
            .all(|choice| !choice.selected)
    );
    record.chooses("/data/pick", "new").unwrap();
    assert_eq!(record.value("/data/pick"), "new");
}

#[test]
fn of_two_choices_with_one_value_the_first_is_offered() {
    let record = Builder::new()
        .nodes("<pick/>")
        .model("<instance id=\"s\"><root><item><name>a</name><label>One</label></item><item><name>a</name><label>Two</label></item></root></instance>")
        .body("<select1 ref=\"/data/pick\"><label>Pick</label><itemset nodeset=\"instance('s')/root/item\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>")
        .begin();
    let choices = record.choices("/data/pick");
    assert_eq!(choices.len(), 1);
    assert_eq!(choices[0].label.plain(), "One");
}
