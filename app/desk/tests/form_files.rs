//! What a form has beside its text: lists in files, and the record that was sent last.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, files, form};
use maru_desk::{Effect, Event, FormFiles};

fn towns() -> String {
    form(
        "<a/>",
        r#"<instance id="towns" src="jr://file-csv/towns.csv"/>"#,
        r#"<select1 ref="/data/a"><label>Which town?</label>
           <itemset nodeset="instance('towns')/root/item"><value ref="name"/><label ref="label"/></itemset>
           </select1>"#,
    )
}

const CSV: &[u8] = b"name,label\na,Aldham\nb,Borley\n";

#[test]
fn lists_in_files_come_from_the_pack_or_from_the_server() {
    let mut pack = files();
    pack.insert("forms/street_light.xml".to_owned(), towns().into_bytes());
    pack.insert(
        "forms/street_light-media/towns.csv".to_owned(),
        CSV.to_vec(),
    );
    let mut person = Person::at_home("en", &pack);
    person.opens("tell", "street-light");
    person.sees("( ) Aldham");
    // A draft finds them again.
    person.does(&["type 2", "home"]);
    person.resumes();
    person.sees("(•) Borley");
    // The city's newer form brings its own.
    let mut person = Person::at_home("en", &pack);
    let lists = [("towns.csv".to_owned(), b"name,label\nc,Cold Ash\n".to_vec())];
    person.tell(Event::FormArrived {
        form_id: "street_light".to_owned(),
        xml: towns(),
        files: FormFiles {
            lists: lists.into(),
            last_sent: None,
        },
    });
    person.opens("tell", "street-light");
    person.sees("( ) Cold Ash");
}

#[test]
fn what_was_sent_last_is_asked_for_where_nobody_else_sits() {
    let xml = form(
        "<a/>",
        r#"<instance id="__last-saved" src="jr://instance/last-saved"/>
           <setvalue event="odk-instance-first-load" ref="/data/a" value="instance('__last-saved')/data/a"/>"#,
        r#"<input ref="/data/a"><label>Your street?</label></input>"#,
    );
    let mut pack = files();
    pack.insert("forms/street_light.xml".to_owned(), xml.into_bytes());
    let mut person = Person::at_home("en", &pack);
    person.does(&["activate sector-tell", "activate service-street-light"]);
    let form_id = "street_light".to_owned();
    assert_eq!(
        person.asked,
        [Effect::FindLastSent {
            form_id: form_id.clone()
        }]
    );
    let sent = br#"<data id="test"><a>Elm Row</a></data>"#.to_vec();
    person.tell(Event::LastSent {
        form_id,
        xml: Some(sent),
    });
    assert_eq!(person.typed(), "Elm Row");
    let mut person = Person::shared(&pack);
    person.opens("tell", "street-light");
    assert!(person.asked.is_empty(), "{:?}", person.asked);
    assert_eq!(person.typed(), "");
}
