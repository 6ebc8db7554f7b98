//! What is worked out in one instance of a repeat from the one before it: totals so far, balances carried over.

mod common;

use common::{Builder, Record, ambient};
use maru_form::Session;
use std::sync::Arc;

/// What stands on an account: the opening balance is the closing one of the line before.
fn account(opening: &str) -> Builder {
    Builder::new()
        .nodes("<line jr:template=\"\"><open/><paid/><close/></line><last/>")
        .bind("/data/line/open", &format!("type=\"int\" calculate=\"{opening}\""))
        .bind("/data/line/paid", "type=\"int\"")
        .bind("/data/line/close", "type=\"int\" calculate=\"../open + coalesce(../paid, 0)\"")
        .bind("/data/last", "calculate=\"/data/line[position() = last()]/close\"")
        .body("<group ref=\"/data/line\"><repeat nodeset=\"/data/line\"><input ref=\"/data/line/paid\"/></repeat></group>")
}

fn begin(opening: &str, lines: usize) -> Record {
    let mut record = account(opening).begin();
    for _ in 0..lines {
        record
            .0
            .add_instance(&"/data/line".into(), None)
            .expect("a line");
    }
    record
}

fn closes(record: &Record) -> String {
    let nodes = record.0.nodes().into_iter();
    let closes = nodes.filter(|node| node.reference.ends_with("/close"));
    closes
        .filter_map(|node| node.value)
        .collect::<Vec<_>>()
        .join(" ")
}

const WAYS: [&str; 4] = [
    "coalesce(/data/line[position() = (position(current()/../paid/..) - 1)]/close, 0)",
    "coalesce(indexed-repeat(/data/line/close, /data/line, position(..) - 1), 0)",
    "coalesce(/data/line[position() = position(current()/..) - 1]/close, 0)",
    "coalesce(../../line[position(current()/..) - 1]/close, 0)",
];

#[test]
fn a_total_runs_through_the_instances() {
    for way in WAYS {
        let mut record = begin(way, 5);
        record.types("/data/line[1]/paid", "10").expect("a number");
        record.types("/data/line[3]/paid", "5").expect("a number");
        assert_eq!(closes(&record), "10 10 15 15 15", "{way}");
        assert_eq!(record.value("/data/last"), "15");
        record
            .0
            .remove_instance(&"/data/line".into(), 1)
            .expect("it goes");
        assert_eq!(closes(&record), "0 5 5 5", "{way}");
        record
            .0
            .add_instance(&"/data/line".into(), Some(1))
            .expect("a line");
        record.types("/data/line[2]/paid", "7").expect("a number");
        assert_eq!(closes(&record), "0 7 12 12 12", "{way}");
        let before = (record.0.save(), record.0.nodes());
        record.0.recompute_all();
        assert_eq!(before, (record.0.save(), record.0.nodes()), "{way}");
        let opened = Session::resume(record.0.form().clone(), &before.0, ambient());
        assert_eq!(opened.expect("it opens").nodes(), before.1, "{way}");
    }
}

#[test]
fn what_follows_in_any_order_comes_to_rest() {
    // From the last instance to the first, and two instances away.
    for (way, closed) in [
        (
            "coalesce(indexed-repeat(/data/line/close, /data/line, position(..) + 1), 0)",
            "8 8 8 1",
        ),
        (
            "coalesce(indexed-repeat(/data/line/close, /data/line, position(..) - 2), 0)",
            "0 0 7 1",
        ),
    ] {
        let mut record = begin(way, 4);
        record.types("/data/line[4]/paid", "1").expect("a number");
        record.types("/data/line[3]/paid", "7").expect("a number");
        assert_eq!(closes(&record), closed, "{way}");
        let before = record.0.save();
        record.0.recompute_all();
        assert_eq!(record.0.save(), before, "{way}");
    }
}

#[test]
fn a_circle_through_instances_ends_blank() {
    let mut record = begin(
        "concat('1', indexed-repeat(/data/line/close, /data/line, 3 - position(..)))",
        2,
    );
    record.types("/data/line[1]/paid", "1").expect("a number");
    let opened = Session::resume(Arc::clone(record.0.form()), &record.0.save(), ambient());
    assert!(opened.is_ok());
    assert_eq!(record.value("/data/line[1]/open"), "");
}

#[test]
fn whether_an_instance_is_asked_may_hang_on_the_one_before() {
    let mut record = Builder::new()
        .nodes("<child jr:template=\"\"><name/><more/></child>")
        .bind(
            "/data/child/more",
            "relevant=\"position(..) = 1 or indexed-repeat(/data/child/more, /data/child, position(..) - 1) = 'y'\"",
        )
        .body("<group ref=\"/data/child\"><repeat nodeset=\"/data/child\"><input ref=\"/data/child/more\"/></repeat></group>")
        .begin();
    for _ in 0..3 {
        record
            .0
            .add_instance(&"/data/child".into(), None)
            .expect("a child");
    }
    assert_eq!(record.asks(), "child[1]/more child");
    record.types("/data/child[1]/more", "y").expect("an answer");
    record.types("/data/child[2]/more", "y").expect("an answer");
    assert_eq!(
        record.asks(),
        "child[1]/more child[2]/more child[3]/more child"
    );
    record.types("/data/child[1]/more", "n").expect("an answer");
    assert_eq!(record.asks(), "child[1]/more child");
}

#[test]
fn one_that_reads_its_own_instance_is_refused() {
    for circle in [
        "../close",
        "sum(../../line/close)",
        "sum(/data/line[paid > 1]/close)",
        "../close + indexed-repeat(/data/line/close, /data/line, position(..) - 1)",
    ] {
        let refusal = account(&common::escape(circle)).refusal();
        assert!(refusal.contains("in a circle"), "{circle}: {refusal}");
    }
}

#[test]
fn a_thousand_lines_are_carried_over() {
    for way in WAYS {
        let mut record = begin(way, 1_000);
        record.types("/data/line[1]/paid", "3").expect("a number");
        assert_eq!(record.value("/data/last"), "3", "{way}");
    }
}

#[test]
fn a_text_whose_id_is_worked_out_follows_what_stands_in_it() {
    let form = |label: &str| {
        Builder::new()
            .nodes("<id>t</id><name/><told/><q/><chosen/>")
            .model(
                "<itext><translation lang=\"en\"><text id=\"t\"><value>Dear <output value=\"/data/name\"/></value></text>\
                 <text id=\"l\"><value>You chose <output value=\"/data/chosen\"/></value></text></translation></itext>\
                 <instance id=\"list\"><root><item><itextId>t</itextId><name>1</name></item></root></instance>",
            )
            .bind("/data/told", "calculate=\"jr:itext(/data/id)\"")
            .bind("/data/chosen", "calculate=\"jr:choice-name(/data/q, '/data/q')\"")
            .inputs(&["/data/name"])
            .body(&format!(
                "<select1 ref=\"/data/q\"><label{label}/><itemset nodeset=\"instance('list')/root/item\"><value ref=\"name\"/>\
                 <label ref=\"jr:itext(itextId)\"/></itemset></select1>"
            ))
    };
    for label in ["", " ref=\"jr:itext('l')\""] {
        let mut record = form(label).begin();
        record.chooses("/data/q", "1").expect("a choice");
        record.types("/data/name", "Kim").expect("a name");
        assert_eq!(record.value("/data/told"), "Dear Kim");
        assert_eq!(record.value("/data/chosen"), "Dear Kim");
        record.types("/data/name", "Lee").expect("a name");
        assert_eq!(record.value("/data/chosen"), "Dear Lee");
    }
}

#[test]
fn texts_may_stand_in_texts_that_are_worked_out() {
    const DEPTH: usize = 20;
    let (mut nodes, mut texts, mut form) = (String::new(), String::new(), Builder::new());
    for at in 0..DEPTH {
        let before = match at {
            0 => "name".to_string(),
            at => format!("c{}", at - 1),
        };
        nodes.push_str(&format!("<c{at}/>"));
        texts.push_str(&format!(
            "<text id=\"t{at}\"><value>x<output value=\"/data/{before}\"/></value></text>"
        ));
        form = form.bind(
            &format!("/data/c{at}"),
            &format!("calculate=\"jr:itext(concat('t', {at}))\""),
        );
    }
    let itext = format!("<itext><translation lang=\"en\">{texts}</translation></itext>");
    let mut record = form
        .nodes(&format!("<name/>{nodes}"))
        .model(&itext)
        .inputs(&["/data/name"])
        .begin();
    record.types("/data/name", "y").expect("a name");
    let last = record.value(&format!("/data/c{}", DEPTH - 1));
    assert_eq!(last, format!("{}y", "x".repeat(DEPTH)));
    record.types("/data/name", "z").expect("a name");
    let last = record.value(&format!("/data/c{}", DEPTH - 1));
    assert_eq!(last, format!("{}z", "x".repeat(DEPTH)));
}

#[test]
fn a_thousand_totals_are_put_in_order_at_once() {
    let (mut nodes, mut form) = (String::new(), Builder::new());
    for at in 0..1_000 {
        nodes.push_str(&format!("<t{at}/>"));
        form = form.bind(
            &format!("/data/r/t{at}"),
            &format!("calculate=\"coalesce(indexed-repeat(/data/r/t{at}, /data/r, position(..) - 1), 0) + 1\""),
        );
    }
    let mut record = form
        .nodes(&format!("<r jr:template=\"\"><a/>{nodes}</r>"))
        .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"/></repeat>")
        .begin();
    for _ in 0..2 {
        record
            .0
            .add_instance(&"/data/r".into(), None)
            .expect("an instance");
    }
    assert_eq!(record.value("/data/r[2]/t999"), "2");
}
