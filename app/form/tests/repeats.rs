//! Repeats: begun, added, removed, counted, nested, walked, saved.

mod common;

use common::{Builder, Record, ambient};
use maru_form::{Control, QuestionId, Session, ViolationKind};

/// A household with a head and its members, as pyxform writes it.
fn household() -> Builder {
    Builder::new()
        .nodes(
            "<town/><member jr:template=\"\"><number/><name/><age>0</age><pet jr:template=\"\"><kind/></pet></member>\
             <member><number/><name/><age>7</age></member><count/><sum/><oldest/>",
        )
        .bind("/data/member/number", "type=\"int\" calculate=\"position(..)\"")
        .bind("/data/member/age", "type=\"int\" constraint=\". &lt; 150\"")
        .bind("/data/member/name", "required=\"true()\" relevant=\"../age &gt; 0\"")
        .bind("/data/count", "calculate=\"count(/data/member)\"")
        .bind("/data/sum", "calculate=\"sum(/data/member/age)\"")
        .bind("/data/oldest", "calculate=\"indexed-repeat(/data/member/name, /data/member, 2)\"")
        .inputs(&["/data/town"])
        .body(
            "<group ref=\"/data/member\"><label>Household member</label><repeat nodeset=\"/data/member\">\
             <input ref=\"/data/member/age\"><label>Age of <output value=\"../number\"/></label></input>\
             <input ref=\"/data/member/name\"><label>Name</label></input>\
             <group ref=\"/data/member/pet\"><label>Pet</label><repeat nodeset=\"/data/member/pet\">\
             <input ref=\"/data/member/pet/kind\"><label>Kind</label></input></repeat></group>\
             </repeat></group>",
        )
}

fn adds(record: &mut Record, repeat: &str) -> QuestionId {
    record
        .0
        .add_instance(&repeat.into(), None)
        .expect("an instance")
}

#[test]
fn an_instance_begins_as_its_template() {
    let mut record = household().begin();
    assert_eq!(record.value("/data/member[1]/age"), "7");
    assert_eq!(
        adds(&mut record, "/data/member").as_str(),
        "/data/member[2]"
    );
    assert_eq!(record.value("/data/member[2]/age"), "0");
    assert_eq!(record.value("/data/member[2]/number"), "2");
    assert_eq!(record.value("/data/count"), "2");
    assert_eq!(record.value("/data/sum"), "7");
}

#[test]
fn without_a_template_new_instances_begin_blank() {
    let mut record = Builder::new()
        .nodes("<n>2</n><r kind=\"k\"><a>1</a><s jr:template=\"\"><b>T</b></s><s><b>I</b></s></r><c><a>3</a></c>")
        .body(
            "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"/><repeat nodeset=\"/data/r/s\">\
             <input ref=\"/data/r/s/b\"/></repeat></repeat>\
             <repeat nodeset=\"/data/c\" jr:count=\"/data/n\"><input ref=\"/data/c/a\"/></repeat>",
        )
        .begin();
    assert_eq!(record.value("/data/r[1]/a"), "1");
    assert_eq!(record.value("/data/r[1]/s[1]/b"), "I");
    adds(&mut record, "/data/r");
    assert_eq!(record.value("/data/r[2]/a"), "");
    adds(&mut record, "/data/r[2]/s");
    assert_eq!(record.value("/data/r[2]/s[1]/b"), "T");
    assert_eq!(record.value("/data/c[1]/a"), "3");
    assert_eq!(record.value("/data/c[2]/a"), "");
    assert!(record.0.submission().contains("<r kind=\"k\"><a/>"));
}

#[test]
fn removing_renumbers_and_recounts() {
    let mut record = household().begin();
    adds(&mut record, "/data/member");
    adds(&mut record, "/data/member");
    record.types("/data/member[3]/age", "30").unwrap();
    record.types("/data/member[3]/name", "Lee").unwrap();
    record.0.remove_instance(&"/data/member".into(), 1).unwrap();
    assert_eq!(record.value("/data/member[2]/age"), "30");
    assert_eq!(record.value("/data/member[2]/number"), "2");
    assert_eq!(record.value("/data/oldest"), "Lee");
    assert_eq!(record.value("/data/sum"), "30");
    let gone = record.0.remove_instance(&"/data/member".into(), 3);
    assert_eq!(gone.unwrap_err().kind, ViolationKind::NoSuchQuestion);
}

#[test]
fn the_way_leads_through_the_instances_and_then_to_the_repeat() {
    let mut record = household().begin();
    adds(&mut record, "/data/member");
    adds(&mut record, "/data/member[2]/pet");
    assert_eq!(
        record.asks(),
        "town member[1]/age member[1]/name member[1]/pet member[2]/age member[2]/pet[1]/kind member[2]/pet member"
    );
    let all = record.0.questions();
    for pair in all.windows(2) {
        assert_eq!(record.0.next_after(Some(&pair[0])).as_ref(), Some(&pair[1]));
        assert_eq!(
            record.0.previous_before(Some(&pair[1])).as_ref(),
            Some(&pair[0])
        );
    }
    assert_eq!(record.0.previous_before(None), all.last().cloned());
    assert_eq!(record.0.next_after(all.last()), None);
    assert_eq!(record.0.previous_before(all.first()), None);
    assert_eq!(
        record
            .0
            .first_in(&"/data/member[2]".into())
            .unwrap()
            .as_str(),
        "/data/member[2]/age"
    );
}

#[test]
fn every_stop_knows_its_place_on_the_way() {
    let mut record = household().begin();
    adds(&mut record, "/data/member");
    let ids = record.0.questions();
    for (at, id) in (1..).zip(&ids) {
        assert_eq!(record.0.progress(id), (Some(at), ids.len()), "{id}");
    }
    assert_eq!(record.0.progress(&"/data/none".into()), (None, ids.len()));
}

#[test]
fn a_question_knows_its_instance_and_the_repeat_its_instances() {
    let mut record = household().begin();
    adds(&mut record, "/data/member");
    record.types("/data/member[2]/age", "30").unwrap();
    record.types("/data/member[2]/name", "Lee").unwrap();
    let age = record.question("/data/member[2]/age");
    assert_eq!(age.label.plain(), "Age of 2");
    assert_eq!(age.groups.len(), 1);
    assert_eq!(age.groups[0].label.plain(), "Household member");
    assert_eq!(age.groups[0].place, Some((2, 2)));
    let members = record.question("/data/member");
    assert_eq!(members.control, Control::Repeat);
    assert_eq!(members.label.plain(), "Household member");
    let instances = members.repeat.unwrap().instances;
    assert_eq!(instances[1].id.as_str(), "/data/member[2]");
    assert_eq!(instances[1].summary, ["30", "Lee"]);
}

#[test]
fn absolute_paths_mean_ones_own_instance() {
    let mut record = Builder::new()
        .nodes("<r><v>1</v><next/><all/><own/></r><r><v>2</v><next/><all/><own/></r>")
        .bind("/data/r/next", "calculate=\"/data/r/v + 1\"")
        .bind("/data/r/all", "calculate=\"sum(../../r/v)\"")
        .bind("/data/r/own", "calculate=\"count(/data/r)\"")
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
        .begin();
    assert_eq!(record.value("/data/r[1]/next"), "2");
    assert_eq!(record.value("/data/r[2]/next"), "3");
    record.types("/data/r[2]/v", "5").unwrap();
    assert_eq!(record.value("/data/r[1]/next"), "2");
    assert_eq!(record.value("/data/r[2]/next"), "6");
    assert_eq!(record.value("/data/r[1]/all"), "6");
    assert_eq!(record.value("/data/r[2]/own"), "1");
}

#[test]
fn a_repeat_may_be_as_long_as_it_is() {
    let mut record = Builder::new()
        .nodes("<r><v/></r><r><v/></r>")
        .body("<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\" jr:noAddRemove=\"true()\"><input ref=\"/data/r/v\"/></repeat></group>")
        .begin();
    assert_eq!(record.asks(), "r[1]/v r[2]/v");
    let repeat = "/data/r".into();
    let added = record.0.add_instance(&repeat, None).unwrap_err();
    let removed = record.0.remove_instance(&repeat, 1).unwrap_err();
    assert_eq!(added.kind, ViolationKind::ReadOnly);
    assert_eq!(removed.kind, ViolationKind::ReadOnly);
}

#[test]
fn a_repeat_without_a_number_is_ones_own_or_else_all() {
    let record = Builder::new()
        .nodes("<r><w>a</w><p><v>1</v></p><p><v>2</v></p><in/></r><r><w>b</w><p><v>3</v></p><p><v>4</v></p><in/></r><out/><none/>")
        .bind("/data/r/in", "calculate=\"sum(indexed-repeat(/data/r/p/v, /data/r/p, 2))\"")
        .bind("/data/out", "calculate=\"sum(indexed-repeat(/data/r/p/v, /data/r/p, 2))\"")
        .bind("/data/none", "calculate=\"concat('[', indexed-repeat(/data/r/w, /data/r, 3), ']')\"")
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/w\"/><group ref=\"/data/r/p\"><repeat nodeset=\"/data/r/p\"><input ref=\"/data/r/p/v\"/></repeat></group></repeat></group>")
        .begin();
    assert_eq!(record.value("/data/r[2]/in"), "4");
    assert_eq!(record.value("/data/out"), "6");
    assert_eq!(record.value("/data/none"), "[]");
}

#[test]
fn an_instance_put_between_others_moves_those_behind_it() {
    let mut record = Builder::new()
        .nodes("<r jr:template=\"\"><p jr:template=\"\"><v/></p></r><r><p><v>1</v></p></r><r><p><v>2</v></p></r><indexed/><placed/>")
        .bind("/data/indexed", "calculate=\"indexed-repeat(/data/r/p/v, /data/r, 2)\"")
        .bind("/data/placed", "calculate=\"/data/r[position() = 2]/p/v\"")
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><group ref=\"/data/r/p\"><repeat nodeset=\"/data/r/p\"><input ref=\"/data/r/p/v\"/></repeat></group></repeat></group>")
        .begin();
    let both = |record: &Record| [record.value("/data/indexed"), record.value("/data/placed")];
    assert_eq!(both(&record), ["2", "2"]);
    record.0.add_instance(&"/data/r".into(), Some(1)).unwrap();
    assert_eq!(both(&record), ["", ""]);
    record.0.remove_instance(&"/data/r".into(), 1).unwrap();
    assert_eq!(both(&record), ["2", "2"]);
}

#[test]
fn choices_may_be_the_instances_of_a_repeat() {
    let mut record = household()
        .nodes("<head/>")
        .body(
            "<select1 ref=\"/data/head\"><itemset nodeset=\"/data/member[./name != '']\">\
             <value ref=\"number\"/><label ref=\"name\"/></itemset></select1>",
        )
        .begin();
    assert_eq!(record.offers("/data/head"), "");
    record.types("/data/member[1]/name", "Kim").unwrap();
    adds(&mut record, "/data/member");
    record.types("/data/member[2]/age", "40").unwrap();
    record.types("/data/member[2]/name", "Lee").unwrap();
    assert_eq!(record.offers("/data/head"), "1 2");
    record.chooses("/data/head", "2").unwrap();
    assert_eq!(record.choices("/data/head")[1].label.plain(), "Lee");
    record.0.remove_instance(&"/data/member".into(), 1).unwrap();
    assert_eq!(record.offers("/data/head"), "1");
    assert_eq!(record.value("/data/head"), "");
}

#[test]
fn new_instances_set_off_their_actions() {
    let mut record = Builder::new()
        .nodes("<last/><r jr:template=\"\"><v/><w/></r>")
        .inputs(&["/data/last"])
        .body(
            "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\">\
             <setvalue event=\"odk-new-repeat\" ref=\"/data/r/v\" value=\"concat('n', position(..))\"/>\
             <input ref=\"/data/r/v\"><setvalue event=\"xforms-value-changed\" ref=\"/data/r/w\" value=\"../v\"/></input>\
             </repeat></group>",
        )
        .begin();
    adds(&mut record, "/data/r");
    adds(&mut record, "/data/r");
    assert_eq!(record.value("/data/r[2]/v"), "n2");
    // What is set is a change that others hear of.
    assert_eq!(record.value("/data/r[2]/w"), "n2");
    record.types("/data/r[1]/v", "x").unwrap();
    assert_eq!(record.value("/data/r[1]/w"), "x");
    assert_eq!(record.value("/data/r[2]/w"), "n2");
}

/// A house with flats, each with rooms, as pyxform writes it: the template of a flat has a template of a room and a
/// room.
fn house() -> Builder {
    let flat = "<rooms><room jr:template=\"\"><size>9</size><id/><seen/></room><room><size>9</size><id/><seen/></room></rooms><x/>";
    Builder::new()
        .nodes(&format!("<flat jr:template=\"\">{flat}</flat><flat>{flat}</flat>"))
        .bind("/data/flat/rooms/room/id", "jr:preload=\"uid\"")
        .body(
            "<group ref=\"/data/flat\"><repeat nodeset=\"/data/flat\"><group ref=\"/data/flat/rooms/room\">\
             <repeat nodeset=\"/data/flat/rooms/room\"><input ref=\"/data/flat/rooms/room/size\"/>\
             <setvalue event=\"odk-new-repeat\" ref=\"/data/flat/rooms/room/seen\">new</setvalue>\
             </repeat></group><input ref=\"/data/flat/x\"/></repeat></group>",
        )
}

#[test]
fn a_new_instance_has_the_instances_of_its_template() {
    let mut record = house().begin();
    let begun = "flat[1]/rooms/room[1]/size flat[1]/rooms/room flat[1]/x";
    assert_eq!(record.asks(), format!("{begun} flat"));
    adds(&mut record, "/data/flat");
    let added = "flat[2]/rooms/room[1]/size flat[2]/rooms/room flat[2]/x";
    assert_eq!(record.asks(), format!("{begun} {added} flat"));
    assert_eq!(record.value("/data/flat[2]/rooms/room[1]/size"), "9");
    assert_eq!(record.value("/data/flat[1]/rooms/room[1]/seen"), "");
    assert_eq!(record.value("/data/flat[2]/rooms/room[1]/seen"), "new");
    adds(&mut record, "/data/flat[2]/rooms/room");
    assert_eq!(record.value("/data/flat[2]/rooms/room[2]/seen"), "new");
}

#[test]
fn the_one_instance_of_a_fixed_repeat_has_those_of_its_template() {
    let record = Builder::new()
        .nodes("<o jr:template=\"\"><i jr:template=\"\"><a/></i><i><a/></i><i><a/></i></o>")
        .body(
            "<repeat nodeset=\"/data/o\" jr:noAddRemove=\"true()\"><repeat nodeset=\"/data/o/i\">\
             <input ref=\"/data/o/i/a\"/></repeat></repeat>",
        )
        .begin();
    assert_eq!(record.asks(), "o[1]/i[1]/a o[1]/i[2]/a o[1]/i");
}

#[test]
fn every_unique_id_is_one_of_its_own() {
    let mut record = house()
        .nodes("<own/>")
        .bind("/data/own", "jr:preload=\"uid\"")
        .begin();
    adds(&mut record, "/data/flat");
    let ids = [
        "/data/flat[1]/rooms/room[1]/id",
        "/data/flat[2]/rooms/room[1]/id",
        "/data/own",
        "/data/meta/instanceID",
    ];
    let ids: std::collections::BTreeSet<String> = ids.map(|id| record.value(id)).into();
    assert_eq!(ids.len(), 4);
    assert!(
        ids.iter()
            .all(|id| id.starts_with("uuid:") && id.len() == 41),
        "{ids:?}"
    );
    assert!(ids.contains(&format!("uuid:{}", ambient().uuid)));
}

#[test]
fn relative_paths_with_predicates_set_out_from_where_they_are_written() {
    let mut record = Builder::new()
        .nodes("<p><age>20</age></p><p><age>10</age></p><p><age>30</age></p><g><r jr:template=\"\"><a/></r><s jr:template=\"\"><b/></s></g>")
        .bind("/data/g/s", "relevant=\"count(../../p[age &gt; 25]) = 1\"")
        .body(
            "<repeat nodeset=\"/data/p\"><input ref=\"/data/p/age\">\
             <setvalue event=\"xforms-value-changed\" ref=\"../../p[age = 10]/age\">11</setvalue></input></repeat>\
             <repeat nodeset=\"/data/g/r\" jr:count=\"count(../../p[age &gt; 17])\"><input ref=\"/data/g/r/a\"/></repeat>\
             <repeat nodeset=\"/data/g/s\"><input ref=\"/data/g/s/b\"/></repeat>",
        )
        .begin();
    let people = "p[1]/age p[2]/age p[3]/age p";
    assert_eq!(record.asks(), format!("{people} g/r[1]/a g/r[2]/a g/s"));
    record.types("/data/p[1]/age", "27").unwrap();
    assert_eq!(record.value("/data/p[2]/age"), "11");
    assert_eq!(record.asks(), format!("{people} g/r[1]/a g/r[2]/a"));
    record.types("/data/p[2]/age", "18").unwrap();
    assert_eq!(
        record.asks(),
        format!("{people} g/r[1]/a g/r[2]/a g/r[3]/a")
    );
}

#[test]
fn an_action_in_a_question_hears_of_its_new_instance() {
    let mut record = Builder::new()
        .nodes("<r jr:template=\"\"><a/></r>")
        .body("<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"><setvalue event=\"odk-new-repeat\" ref=\"/data/r/a\">new</setvalue></input></repeat>")
        .begin();
    adds(&mut record, "/data/r");
    assert_eq!(record.value("/data/r[1]/a"), "new");
}

#[test]
fn a_saved_record_has_its_instances_again() {
    let mut record = household().begin();
    adds(&mut record, "/data/member");
    adds(&mut record, "/data/member[2]/pet");
    record.types("/data/member[2]/pet[1]/kind", "cat").unwrap();
    let saved = record.0.save();
    let again = Session::resume(record.0.form().clone(), &saved, ambient()).unwrap();
    assert_eq!(again.save(), saved);
    assert_eq!(again.submission(), record.0.submission());
    assert_eq!(again.questions(), record.0.questions());
    assert!(saved.contains("<pet><kind>cat</kind></pet>"), "{saved}");
}

#[test]
fn a_repeat_that_is_irrelevant_is_neither_asked_nor_sent() {
    let mut record = Builder::new()
        .nodes("<a>1</a><r><v>1</v></r><sum/>")
        .bind("/data/r", "relevant=\"/data/a = 1\"")
        .bind("/data/sum", "calculate=\"sum(/data/r/v) + count(/data/r)\"")
        .inputs(&["/data/a"])
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
        .begin();
    assert_eq!(record.asks(), "a r[1]/v r");
    assert_eq!(record.value("/data/sum"), "2");
    record.types("/data/a", "2").unwrap();
    assert_eq!(record.asks(), "a");
    assert_eq!(record.value("/data/sum"), "0");
    assert!(!record.0.submission().contains("<r>"));
}

#[test]
fn choices_from_a_repeat_follow_what_they_are_and_are_called() {
    let mut record = Builder::new()
        .nodes("<pick/><shown/><p jr:template=\"\"><id/><name/></p><p><id>a</id><name>Ann</name></p><p><id>b</id><name/></p>")
        .bind("/data/shown", "calculate=\"jr:choice-name(/data/pick, '/data/pick')\"")
        .body(
            "<group ref=\"/data/p\"><repeat nodeset=\"/data/p\"><input ref=\"/data/p/id\"/><input ref=\"/data/p/name\"/>\
             </repeat></group><select1 ref=\"/data/pick\"><itemset nodeset=\"/data/p\"><value ref=\"id\"/>\
             <label ref=\"name\"/></itemset></select1>",
        )
        .begin();
    record.chooses("/data/pick", "a").unwrap();
    assert_eq!(record.value("/data/shown"), "Ann");
    record.types("/data/p[1]/name", "Anne").unwrap();
    assert_eq!(record.value("/data/shown"), "Anne");
    record.types("/data/p[1]/id", "c").unwrap();
    assert_eq!(record.value("/data/shown"), "");
    assert_eq!(record.question("/data/pick").value, "");
    record.types("/data/p[1]/id", "a").unwrap();
    assert_eq!(record.value("/data/shown"), "Anne");
}

#[test]
fn what_a_path_reads_behind_parentheses_and_functions_is_noticed() {
    for (expression, before, after) in [
        ("sum((/data/r[k = 'a'])/v)", "1", "7"),
        ("join(',', randomize(/data/r)/v)", "1", "7"),
        ("sum((/data/r | /data/s)/v)", "3", "9"),
        ("string(if(/data/s, /data/r, /data/s)/v)", "1", "7"),
        ("string(coalesce(/data/none, /data/r/v)/../v)", "1", "7"),
        (
            "string(indexed-repeat(/data/r/k, /data/r, 1)/../v)",
            "1",
            "7",
        ),
        ("string(((/data/r[1])/k)/../v)", "1", "7"),
    ] {
        let mut record = Builder::new()
            .nodes("<r><k>a</k><v>1</v></r><s><v>2</v></s><out/>")
            .bind("/data/out", &format!("calculate=\"{expression}\""))
            .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
            .begin();
        assert_eq!(record.value("/data/out"), before, "{expression}");
        record.types("/data/r[1]/v", "7").unwrap();
        assert_eq!(record.value("/data/out"), after, "{expression}");
    }
}

#[test]
fn a_total_of_those_before_may_stand_in_parentheses() {
    let mut record = Builder::new()
        .nodes("<r jr:template=\"\"><v/><total/></r><r><v>1</v></r>")
        .bind(
            "/data/r/total",
            "calculate=\"../v + coalesce((/data/r[position() = position(current()/..) - 1])/total, 0)\"",
        )
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
        .begin();
    adds(&mut record, "/data/r");
    record.types("/data/r[2]/v", "2").unwrap();
    assert_eq!(record.value("/data/r[2]/total"), "3");
    record.types("/data/r[1]/v", "10").unwrap();
    assert_eq!(record.value("/data/r[2]/total"), "12");
}
