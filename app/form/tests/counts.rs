//! Repeats that are as long as a count says.

mod common;

use common::{Builder, ambient};
use maru_form::{Answer, Session, ViolationKind};

#[test]
fn a_count_makes_instances_and_gives_back_what_it_took() {
    let counted = Builder::new()
        .nodes("<n/><r jr:template=\"\"><v/></r><sum/>")
        .bind("/data/n", "type=\"int\"")
        .bind("/data/sum", "calculate=\"sum(/data/r/v)\"")
        .inputs(&["/data/n"])
        .body("<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/v\"/></repeat></group>");
    let mut record = counted.begin();
    record.types("/data/n", "3").unwrap();
    assert_eq!(record.asks(), "n r[1]/v r[2]/v r[3]/v");
    record.types("/data/r[3]/v", "5").unwrap();
    record.types("/data/r[2]/v", "4").unwrap();
    record.types("/data/n", "1").unwrap();
    assert_eq!(record.asks(), "n r[1]/v");
    assert_eq!(record.value("/data/sum"), "0");
    let submission = record.0.submission();
    assert!(
        submission.contains("<n>1</n><r><v/></r><sum>0</sum>"),
        "{submission}"
    );

    // The draft keeps what a slip of the finger took away.
    let saved = record.0.save();
    let mut again = Session::resume(record.0.form().clone(), &saved, ambient()).unwrap();
    assert_eq!(again.save(), saved);
    for record in [&mut record.0, &mut again] {
        record
            .set(&"/data/n".into(), maru_form::Answer::Text("3".into()))
            .unwrap();
        let submission = record.submission();
        assert!(
            submission.contains("<r><v/></r><r><v>4</v></r><r><v>5</v></r><sum>9</sum>"),
            "{submission}"
        );
    }
    let added = record.0.add_instance(&"/data/r".into(), None);
    assert_eq!(added.unwrap_err().kind, ViolationKind::ReadOnly);
}

#[test]
fn a_blank_count_asks_for_none_and_its_answers_come_back() {
    let mut record = Builder::new()
        .nodes("<n/><r jr:template=\"\"><v/></r><r><v>1</v></r>")
        .bind("/data/n", "type=\"int\"")
        .inputs(&["/data/n"])
        .body(
            "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/v\"/></repeat>",
        )
        .begin();
    assert_eq!(record.asks(), "n");
    record.types("/data/n", "2").unwrap();
    assert_eq!(record.value("/data/r[1]/v"), "1");
    record.types("/data/r[2]/v", "5").unwrap();
    record.clears("/data/n").unwrap();
    assert_eq!(record.asks(), "n");
    record.types("/data/n", "2").unwrap();
    assert_eq!(record.value("/data/r[2]/v"), "5");
}

#[test]
fn a_count_that_asks_for_another_grows_when_the_last_instance_is_left() {
    let mut record = Builder::new()
        .nodes("<count/><r jr:template=\"\"><name/><more/></r><n/>")
        .bind(
            "/data/count",
            "calculate=\"if(/data/n = 0 or indexed-repeat(/data/r/more, /data/r, /data/n) = 'yes', /data/n + 1, /data/n)\"",
        )
        .bind("/data/n", "calculate=\"count(/data/r)\"")
        .body(
            "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:count=\"/data/count\">\
             <input ref=\"/data/r/name\"/><input ref=\"/data/r/more\"/></repeat></group>",
        )
        .begin();
    assert_eq!(record.asks(), "r[1]/name r[1]/more");
    record.types("/data/r[1]/more", "yes").unwrap();
    assert_eq!(record.asks(), "r[1]/name r[1]/more");
    let mut next = |id: &str| {
        let next = record.0.walk_on(&id.into());
        next.map(|id| id.to_string()).unwrap_or_default()
    };
    assert_eq!(next("/data/r[1]/name"), "/data/r[1]/more");
    assert_eq!(next("/data/r[1]/more"), "/data/r[2]/name");
    assert_eq!(next("/data/r[2]/more"), "");
    assert_eq!(record.asks(), "r[1]/name r[1]/more r[2]/name r[2]/more");
}

#[test]
fn a_count_that_asks_for_another_begins_in_every_instance_around_it() {
    let mut record = Builder::new()
        .nodes("<o jr:template=\"\"><want/><i jr:template=\"\"><more/></i></o>")
        .bind(
            "/data/o/want",
            "calculate=\"if(count(../i) = 0 or ../i[position() = last()]/more = 'y', count(../i) + 1, count(../i))\"",
        )
        .body(
            "<repeat nodeset=\"/data/o\"><repeat nodeset=\"/data/o/i\" jr:count=\"../want\"><input ref=\"/data/o/i/more\"/></repeat></repeat>",
        )
        .begin();
    for number in [1, 2] {
        record.0.add_instance(&"/data/o".into(), None).unwrap();
        let first = format!("/data/o[{number}]/i[1]/more");
        assert!(
            record.0.questions().contains(&first.as_str().into()),
            "{}",
            record.asks()
        );
        record.types(&first, "y").unwrap();
        record.0.walk_on(&first.as_str().into());
        let second = format!("/data/o[{number}]/i[2]/more");
        assert!(
            record.0.questions().contains(&second.as_str().into()),
            "{}",
            record.asks()
        );
    }
}

#[test]
fn a_repeat_that_nobody_may_add_to_has_an_instance() {
    let record = Builder::new()
        .nodes("<r jr:template=\"\"><v>1</v><s jr:template=\"\"><w/></s></r>")
        .body(
            "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:noAddRemove=\"true()\"><input ref=\"/data/r/v\"/>\
             <group ref=\"/data/r/s\"><repeat nodeset=\"/data/r/s\" jr:noAddRemove=\"true()\"><input ref=\"/data/r/s/w\"/>\
             </repeat></group></repeat></group>",
        )
        .begin();
    assert_eq!(record.asks(), "r[1]/v r[1]/s[1]/w");
    assert_eq!(record.value("/data/r[1]/v"), "1");
}

#[test]
fn what_a_count_makes_is_new_and_not_loaded() {
    let set = |event: &str, node: &str| {
        format!(
            "<setvalue event=\"{event}\" ref=\"/data/r/{node}\" value=\"concat(../{node}, 'x')\"/>"
        )
    };
    let both = "odk-instance-first-load odk-new-repeat";
    let record = Builder::new()
        .nodes("<n/><r jr:template=\"\"><loaded/><new/><both/></r><r><loaded/><new/><both/></r>")
        .model("<setvalue event=\"odk-instance-first-load\" ref=\"/data/n\">3</setvalue>")
        .model(&set("odk-instance-first-load", "loaded"))
        .body(&format!(
            "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\">{}{}<input ref=\"/data/r/new\"/></repeat>",
            set("odk-new-repeat", "new"),
            set(both, "both")
        ))
        .begin();
    let values = |node: &str| {
        [1, 2, 3]
            .map(|at| record.value(&format!("/data/r[{at}]/{node}")))
            .join("-")
    };
    assert_eq!(values("loaded"), "x--");
    assert_eq!(values("new"), "-x-x");
    assert_eq!(values("both"), "x-x-x");
}

#[test]
fn actions_of_new_instances_that_make_instances_end() {
    let record = Builder::new()
        .nodes("<n>1</n><r jr:template=\"\"><a/></r>")
        .body(
            "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><setvalue event=\"odk-new-repeat\" ref=\"/data/n\" value=\"/data/n + 1\"/>\
             <input ref=\"/data/r/a\"/></repeat>",
        )
        .begin();
    assert_eq!(record.value("/data/n"), "10001");
}

#[test]
fn a_count_may_be_written_from_the_repeat_or_from_what_is_around_it() {
    for count in ["../n", "n", "/data/o/n"] {
        let record = Builder::new()
            .nodes("<o><n>2</n><r jr:template=\"\"><a/></r></o>")
            .body(&format!(
                "<repeat nodeset=\"/data/o\"><repeat nodeset=\"/data/o/r\" jr:count=\"{count}\"><input ref=\"/data/o/r/a\"/></repeat></repeat>"
            ))
            .begin();
        assert_eq!(record.asks(), "o[1]/r[1]/a o[1]/r[2]/a o", "{count}");
    }
}

#[test]
fn a_record_opens_again_however_many_instances_wait() {
    let mut record = Builder::new()
        .nodes("<k/><r><v/></r>")
        .bind("/data/k", "type=\"int\"")
        .body("<input ref=\"/data/k\"/><group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:count=\"/data/k\" jr:noAddRemove=\"true()\"><input ref=\"/data/r/v\"/></repeat></group>")
        .begin();
    for count in ["6000", "1"] {
        record.types("/data/k", count).unwrap();
    }
    let saved = record.0.save();
    let mut resumed = Session::resume(record.0.form().clone(), &saved, ambient()).unwrap();
    assert_eq!(resumed.save(), saved);
    // They come back as they were.
    let again = resumed.set(&"/data/k".into(), Answer::Text("6000".into()));
    assert_eq!(again, Ok(()));
    assert!(resumed.question(&"/data/r[6000]/v".into()).is_some());
}
