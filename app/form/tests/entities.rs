//! What a record makes of a list of entities before the city's own list has it.

use std::collections::BTreeSet;

use maru_form::entities::{EntityChange, changes, merged};

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:entities="http://www.opendatakit.org/xforms/entities"><h:head><model entities:entities-version="2024.1.0"><instance>
<data id="trees"><tree/><kind/><leaf><size/><meta><entity/></meta></leaf><meta><entity/></meta></data></instance>
<bind nodeset="/data/kind" entities:saveto="species"/><bind nodeset=" /data/leaf/size " entities:saveto="size"/>
</model></h:head><h:body/></h:html>"#;

const CREATED: &str = r#"<data id="trees"><kind>Oak, old</kind><leaf><size>3</size><meta><entity dataset="leaves" id="l1" create="1"/></meta></leaf>
<leaf><size>4</size><meta><entity dataset="leaves" id="l2" create="0"/></meta></leaf>
<meta><entity dataset="trees" id="t9" create="true" branchId="b1"><label>The oak</label></entity></meta></data>"#;

fn updated(base: u64, kind: &str) -> String {
    format!(
        r#"<data id="trees"><kind>{kind}</kind><meta><entity dataset="trees" id="t9" update="1" baseVersion="{base}" trunkVersion="" branchId="b1"/></meta></data>"#
    )
}

fn found(record: &str) -> Vec<EntityChange> {
    changes(FORM, record)
}

fn merge(list: &str, own: &[EntityChange], deleted: &[&str]) -> Option<String> {
    let own: Vec<&EntityChange> = own.iter().filter(|change| change.list == "trees").collect();
    let deleted: BTreeSet<String> = deleted.iter().map(|id| (*id).to_owned()).collect();
    let list = merged(list.as_bytes(), &own, &deleted, &mut || "new".to_owned())?;
    Some(String::from_utf8(list).expect("text"))
}

#[test]
fn a_record_says_what_it_makes_of_entities() {
    let said = found(CREATED);
    // One of the leaves is not created: its part of the form says so.
    assert_eq!(said.len(), 2);
    assert_eq!(
        (said[0].list.as_str(), said[0].id.as_str()),
        ("leaves", "l1")
    );
    assert_eq!(said[0].properties["size"], "3");
    let tree = &said[1];
    assert_eq!(tree.label.as_deref(), Some("The oak"));
    // What is said of a leaf is not said of the tree.
    assert_eq!(tree.properties.len(), 1);
    assert_eq!(tree.properties["species"], "Oak, old");
    assert!(!format!("{tree:?}").contains("oak"), "answers in a log");
    assert!(changes("<no", CREATED).is_empty() && changes(FORM, "<no").is_empty());
}

#[test]
fn what_was_made_here_is_in_the_list_at_once() {
    let list = "name,label,__version,species\nt1,Elm,3,Elm\n";
    let head = "name,label,__version,species,__trunkVersion,__branchId\nt1,Elm,3,Elm,3,new\n";
    assert_eq!(merge(list, &[], &[]).as_deref(), Some(head));
    let own = found(CREATED);
    let made = format!("{head}t9,The oak,1,\"Oak, old\",,b1\n");
    assert_eq!(merge(list, &own, &[]).as_deref(), Some(made.as_str()));
    // A list that nobody has written to yet; one that the city deleted from; what is no list of entities.
    let new =
        "name,label,__version,__trunkVersion,__branchId,species\nt9,The oak,1,,b1,\"Oak, old\"\n";
    assert_eq!(merge("", &own, &[]).as_deref(), Some(new));
    assert_eq!(merge(list, &own, &["t9"]).as_deref(), Some(head));
    for other in ["name,label\na,A\n", "\"", "name,__version\n\"x"] {
        let merged = merge(other, &own, &[]);
        assert!(
            merged.as_ref().is_none_or(|merged| merged.contains("t9")),
            "{merged:?}"
        );
    }
    assert_eq!(merge("name,label\na,A\n", &own, &[]), None);
}

#[test]
fn changes_follow_each_other_until_the_city_has_them() {
    let mut own = found(CREATED);
    // Not in the order in which they were made.
    own.extend(found(&updated(2, "Third")));
    own.extend(found(&updated(1, "Second")));
    let list = |version: &str, species: &str| {
        format!("name,label,__version,species\nt9,The oak,{version},{species}\n")
    };
    let row = |merged: Option<String>| merged.expect("a list").lines().nth(1).map(str::to_owned);
    let here = merge("name,label,__version,species\n", &own, &[]);
    assert_eq!(row(here).as_deref(), Some("t9,The oak,3,Third,,b1"));
    // The city has the first, then both, then a change of somebody else's.
    for (version, species, expected) in [
        ("1", "\"Oak, old\"", "t9,The oak,3,Third,,b1"),
        ("2", "Second", "t9,The oak,3,Third,,b1"),
        ("3", "Third", "t9,The oak,3,Third,3,new"),
        ("4", "Other", "t9,The oak,4,Other,4,new"),
    ] {
        let merged = merge(&list(version, species), &own, &[]);
        assert_eq!(row(merged).as_deref(), Some(expected), "{version}");
    }
}
