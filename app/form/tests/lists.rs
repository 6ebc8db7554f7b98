//! Lists in files: read with the form, filtered, looked up.

mod common;

use common::{Builder, Record, ambient};
use maru_form::{Form, Session, Source};
use std::sync::Arc;

const PLACES: &str = "name,label,state,size\np1,Jongno,s1,10\np2,Mapo,s1,9\np3,Haeundae,s2,10\n";

fn form(src: &str) -> String {
    Builder::new()
        .nodes("<state/><size>10</size><place/><label/><pulled/><count/>")
        .model(&format!("<instance id=\"places\" src=\"{src}\"/>"))
        .bind("/data/size", "type=\"int\"")
        .bind("/data/label", "calculate=\"instance('places')/root/item[name = /data/place]/label\"")
        .bind("/data/pulled", "calculate=\"pulldata('places', 'label', 'name', /data/place)\"")
        .bind(
            "/data/count",
            "calculate=\"count(instance('places')/root/item[size = 10 and state != 's2'])\"",
        )
        .inputs(&["/data/state", "/data/size"])
        .body(
            "<select1 ref=\"/data/place\"><label>Place</label>\
             <itemset nodeset=\"instance('places')/root/item[state = /data/state and size = /data/size]\">\
             <value ref=\"name\"/><label ref=\"label\"/></itemset></select1>",
        )
        .xml()
}

fn begin(src: &str, bytes: &str) -> Record {
    let loaded = Form::parse_with(&form(src), &|source| match source {
        Source::File(_) => Some(bytes.as_bytes().to_vec()),
        Source::LastSaved => None,
    });
    let form = loaded.expect("the form loads").form;
    Record(Session::new(Arc::new(form), ambient()))
}

#[test]
fn a_list_is_filtered_and_looked_up() {
    let mut record = begin("jr://file-csv/places.csv", PLACES);
    assert_eq!(record.offers("/data/place"), "");
    record.types("/data/state", "s1").expect("a state");
    assert_eq!(record.offers("/data/place"), "p1");
    record.chooses("/data/place", "p1").expect("a place");
    assert_eq!(record.value("/data/label"), "Jongno");
    assert_eq!(record.value("/data/pulled"), "Jongno");
    assert_eq!(record.value("/data/count"), "1");
    record.types("/data/size", "9").expect("a size");
    assert_eq!(record.value("/data/place"), "");
    assert_eq!(record.offers("/data/place"), "p2");
    record.types("/data/size", "10").expect("a size");
    assert_eq!(record.value("/data/label"), "Jongno");
}

#[test]
fn columns_may_be_parted_by_other_signs() {
    for sign in [";", "\t", "|"] {
        let mut record = begin("jr://file-csv/places.csv", &PLACES.replace(',', sign));
        record.types("/data/state", "s1").expect("a state");
        assert_eq!(record.offers("/data/place"), "p1", "{sign:?}");
    }
}

#[test]
fn an_entity_carries_the_versions_that_its_list_has() {
    let column = |name: &str| {
        format!("calculate=\"instance('trees')/root/item[name = /data/meta/entity/@id]/{name}\"")
    };
    let xml = Builder::new()
        .nodes("<tree/>")
        .model("<instance id=\"trees\" src=\"jr://file-csv/trees.csv\"/>")
        .bind("/data/meta/entity/@id", "calculate=\"/data/tree\"")
        .bind("/data/meta/entity/@baseVersion", &column("__version"))
        .bind("/data/meta/entity/@trunkVersion", &column("__trunkVersion"))
        .bind("/data/meta/entity/@branchId", &column("__branchId"))
        .body(
            "<select1 ref=\"/data/tree\"><itemset nodeset=\"instance('trees')/root/item\"><value ref=\"name\"/>\
             <label ref=\"label\"/></itemset></select1>",
        )
        .xml()
        .replace("<model ", "<model xmlns:entities=\"http://www.opendatakit.org/xforms/entities\" entities:entities-version=\"2024.1.0\" ")
        .replace(
            "<meta>",
            "<meta><entity dataset=\"trees\" id=\"\" update=\"1\" baseVersion=\"\" trunkVersion=\"\" branchId=\"\"/>",
        );
    let list = "name,label,__version,__trunkVersion,__branchId\nt1,Oak,3,2,b9\nt2,Elm,1,,\n";
    let loaded = Form::parse_with(&xml, &|_| Some(list.as_bytes().to_vec()));
    let form = Arc::new(loaded.expect("the form loads").form);
    let mut record = Record(Session::new(form, ambient()));
    record.chooses("/data/tree", "t1").expect("a tree");
    let sent = record.0.submission();
    assert!(
        sent.contains(
            "id=\"t1\" update=\"1\" baseVersion=\"3\" trunkVersion=\"2\" branchId=\"b9\""
        ),
        "{sent}"
    );
}

#[test]
fn a_row_is_pulled_by_an_attribute() {
    let record = Builder::new()
        .nodes("<where>south</where><state/>")
        .model("<instance id=\"states\"><root><item at=\"north\"><value>Alaska</value></item><item at=\"south\"><value>Texas</value></item></root></instance>")
        .bind("/data/state", "calculate=\"pulldata('states', 'value', '@at', /data/where)\"")
        .inputs(&["/data/where"])
        .begin();
    assert_eq!(record.value("/data/state"), "Texas");
}

#[test]
fn xml_and_geojson_lists_are_lists_too() {
    let xml =
        "<root><item><name>p1</name><label>A</label><state>s1</state><size>10</size></item></root>";
    let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[127,37.5]},
        "properties":{"name":"p1","label":"A","state":"s1","size":10}}]}"#;
    for (src, bytes) in [
        ("jr://file/places.xml", xml),
        ("jr://file/places.geojson", geojson),
    ] {
        let mut record = begin(src, bytes);
        record.types("/data/state", "s1").expect("a state");
        assert_eq!(record.offers("/data/place"), "p1");
        record.chooses("/data/place", "p1").expect("a place");
        assert_eq!(record.value("/data/label"), "A", "{src}");
    }
}

#[test]
fn searches_and_queries_are_lists_with_filters() {
    let xml = Builder::new()
        .nodes("<state/><fruit/><town/>")
        .inputs(&["/data/state"])
        .body(
            "<select1 ref=\"/data/fruit\" appearance=\"quick search('fruits', 'matches', 'where', /data/state)\">\
             <item><label>name</label><value>key</value></item></select1>\
             <input ref=\"/data/town\" query=\"instance('towns')/root/item[state= /data/state ]\"/>",
        )
        .xml();
    let files = |source: Source| match source {
        Source::File("fruits.csv") => Some(b"key,name,where\nf1,Pear,s1\nf2,Fig,s2\n".to_vec()),
        Source::File("itemsets.csv") => {
            Some(b"list_name,name,label,state\ntowns,t1,Mapo,s1\nother,t2,No,s1\n".to_vec())
        }
        _ => None,
    };
    let form = Form::parse_with(&xml, &files).expect("the form loads").form;
    let mut record = Record(Session::new(Arc::new(form), ambient()));
    assert_eq!(record.offers("/data/fruit"), "");
    record.types("/data/state", "s1").expect("a state");
    let offered = ["/data/fruit", "/data/town"].map(|list| {
        let choices = record.choices(list);
        let texts = choices
            .iter()
            .map(|choice| format!("{} {}", choice.value, choice.label.plain()));
        texts.collect::<Vec<_>>().join(", ")
    });
    assert_eq!(offered, ["f1 Pear", "t1 Mapo"]);
    assert_eq!(record.question("/data/fruit").appearance, ["quick"]);
}

#[test]
fn a_list_that_is_not_there_is_empty_and_one_that_is_broken_is_told() {
    let loaded = Form::parse(&form("jr://file-csv/places.csv")).expect("the form loads");
    let remarks: Vec<String> = loaded.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(
        remarks[0].contains("places.csv is not there"),
        "{remarks:?}"
    );

    let broken = Form::parse_with(&form("jr://file/places.geojson"), &|_| Some(b"{".to_vec()));
    let told = broken.expect_err("it is broken").to_string();
    assert!(told.contains("jr://file/places.geojson"), "{told}");
}

#[test]
fn the_record_sent_last_is_offered_when_it_is_handed_in() {
    let xml = Builder::new()
        .nodes("<street/>")
        .model("<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>")
        .model(
            "<setvalue event=\"odk-instance-first-load\" ref=\"/data/street\" value=\"instance('__last-saved')/data/street\"/>",
        )
        .inputs(&["/data/street"])
        .xml();
    let begin = |last: Option<&str>| {
        let last = last.map(|last| last.as_bytes().to_vec());
        let loaded = Form::parse_with(&xml, &|source| {
            assert_eq!(source, Source::LastSaved);
            last.clone()
        });
        Record(Session::new(
            Arc::new(loaded.expect("it loads").form),
            ambient(),
        ))
    };
    assert_eq!(begin(None).value("/data/street"), "");
    let last = "<data id='test'><street>Sejong-daero</street></data>";
    assert_eq!(begin(Some(last)).value("/data/street"), "Sejong-daero");
}

#[test]
fn what_the_record_sent_last_lacks_is_blank() {
    let next = "if(instance('__last-saved')/data/number = '', 1, instance('__last-saved')/data/number + 1)";
    let xml = Builder::new()
        .nodes("<number/><g><asked/><r jr:template=\"\"><x/></r></g><before/><times/>")
        .model("<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>")
        .model(&format!(
            "<setvalue event=\"odk-instance-first-load\" ref=\"/data/number\" value=\"{next}\"/>"
        ))
        .bind(
            "/data/before",
            "calculate=\"instance('__last-saved')/data/g/asked = ''\"",
        )
        .bind(
            "/data/times",
            "calculate=\"count(instance('__last-saved')/data/g/r)\"",
        )
        .body("<group ref=\"/data/g\"><repeat nodeset=\"/data/g/r\"/></group>")
        .xml();
    for (last, expected) in [
        (None, ["1", "true", "0"]),
        (
            Some("<data><number>7</number><meta/></data>"),
            ["8", "true", "0"],
        ),
        (
            Some("<data><g><asked>a</asked><r/><r/></g><meta/></data>"),
            ["1", "false", "2"],
        ),
        // A record of another form has what it has.
        (
            Some("<other><number>7</number></other>"),
            ["", "false", "0"],
        ),
    ] {
        let files = |_: Source<'_>| last.map(|last: &str| last.as_bytes().to_vec());
        let loaded = Form::parse_with(&xml, &files).expect("it loads");
        let record = Record(Session::new(Arc::new(loaded.form), ambient()));
        let values =
            ["number", "before", "times"].map(|name| record.value(&format!("/data/{name}")));
        assert_eq!(values, expected, "{last:?}");
    }
}

/// Values pasted from a text may have the space that does not break, or the wide one of the East.
#[test]
fn only_plain_spaces_part_what_is_chosen() {
    let mut record = Builder::new()
        .nodes("<many/><said/><count/><second/>")
        .bind(
            "/data/said",
            "calculate=\"selected(/data/many, 'a\u{a0}b')\"",
        )
        .bind("/data/count", "calculate=\"count-selected(/data/many)\"")
        .bind("/data/second", "calculate=\"selected-at(/data/many, 1)\"")
        .body(
            "<select ref=\"/data/many\"><label>M</label>\
             <item><label>A</label><value>a\u{a0}b</value></item>\
             <item><label>C</label><value>서울\u{3000}시</value></item></select>",
        )
        .begin();
    record
        .chooses("/data/many", "a\u{a0}b 서울\u{3000}시")
        .unwrap();
    assert_eq!(record.value("/data/many"), "a\u{a0}b 서울\u{3000}시");
    assert_eq!(record.value("/data/said"), "true");
    assert_eq!(record.value("/data/count"), "2");
    assert_eq!(record.value("/data/second"), "서울\u{3000}시");
}
