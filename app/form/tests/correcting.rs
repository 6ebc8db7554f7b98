//! What was sent, looked at and corrected.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::sync::Arc;

use common::{Builder, Record, ambient};
use maru_form::{Ambient, Form, Session};

const OLD: &str = "uuid:0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11";

fn later() -> Ambient {
    Ambient {
        uuid: "11111111-1111-4111-8111-111111111111".to_string(),
        now: "2026-04-01T09:00:00+09:00[+09:00]".parse().unwrap(),
        ..ambient()
    }
}

fn card() -> Builder {
    Builder::new()
        .nodes("<name/><wants/><street/><begun/><opened/>")
        .bind("/data/street", "relevant=\"/data/wants = 'yes'\"")
        .bind(
            "/data/begun",
            "jr:preload=\"timestamp\" jr:preloadParams=\"start\"",
        )
        .bind("/data/meta/instanceID", "jr:preload=\"uid\"")
        .model("<setvalue ref=\"/data/opened\" event=\"odk-instance-load\" value=\"heard\"/>")
        .inputs(&["/data/name", "/data/wants", "/data/street"])
}

fn sent() -> (Arc<Form>, String) {
    let mut record = card().begin();
    record.types("/data/name", "Kim & Lee").unwrap();
    record.types("/data/wants", "yes").unwrap();
    record.types("/data/street", "Mill Lane").unwrap();
    (record.0.form().clone(), record.0.submission())
}

#[test]
fn a_correction_has_the_answers_and_names_what_it_takes_the_place_of() {
    let (form, sent) = sent();
    let mut session = Session::correct(form.clone(), &sent, true, later()).unwrap();
    assert_eq!(
        session.instance_id().unwrap(),
        "uuid:11111111-1111-4111-8111-111111111111"
    );
    assert_eq!(session.deprecated_id().as_deref(), Some(OLD));
    let street = session.question(&"/data/street".into()).unwrap();
    assert_eq!(street.value, "Mill Lane");
    session
        .set(
            &"/data/name".into(),
            maru_form::Answer::Text("Park".to_string()),
        )
        .unwrap();
    let text = session.submission();
    let meta = format!(
        "<meta><instanceID>uuid:11111111-1111-4111-8111-111111111111</instanceID><deprecatedID>{OLD}</deprecatedID></meta>"
    );
    assert!(text.contains(&meta), "{text}");
    assert!(text.contains("<name>Park</name>"), "{text}");
    // When it was begun is when the first was begun, as the server knows it.
    assert!(text.contains("<begun>2026-03-05"), "{text}");

    let again = Session::resume(form, &session.save(), ambient()).unwrap();
    assert_eq!(again.deprecated_id().as_deref(), Some(OLD));
    assert_eq!(again.submission(), text);
}

#[test]
fn the_id_that_is_replaced_has_the_namespace_of_the_new_one() {
    let builder = Builder::new().nodes("<a/>").inputs(&["/data/a"]);
    let prefixed = builder.xml().replace(
        "<meta><instanceID/></meta>",
        "<orx:meta><orx:instanceID/></orx:meta>",
    );
    let inherited = builder.xml().replace(
        "<meta><instanceID/></meta>",
        "<meta xmlns=\"http://openrosa.org/xforms\"><instanceID/></meta>",
    );
    for xml in [prefixed, inherited] {
        let xml = xml.replace("</model>", "<bind nodeset=\"/data/meta/instanceID\" jr:preload=\"uid\"/><bind nodeset=\"/data/orx:meta/orx:instanceID\" jr:preload=\"uid\"/></model>");
        let form = Arc::new(Form::parse(&xml).unwrap().form);
        let sent = Session::new(form.clone(), ambient()).submission();
        let text = Session::correct(form, &sent, true, later())
            .unwrap()
            .submission();
        let document = roxmltree::Document::parse(&text).unwrap();
        let named = |name: &str| {
            let mut found = document.descendants().filter(|node| {
                node.tag_name().name() == name
                    && node.tag_name().namespace() == Some("http://openrosa.org/xforms")
            });
            found
                .next()
                .and_then(|node| node.text().map(str::to_string))
        };
        assert_eq!(named("deprecatedID").as_deref(), Some(OLD), "{text}");
        assert!(
            named("instanceID").unwrap().starts_with("uuid:1111"),
            "{text}"
        );
    }
}

#[test]
fn a_form_that_has_the_node_itself_has_it_once() {
    let xml = card()
        .xml()
        .replace("<instanceID/>", "<instanceID/><deprecatedID/>");
    let form = Arc::new(Form::parse(&xml).unwrap().form);
    let mut first = Record(Session::new(form.clone(), ambient()));
    first.types("/data/name", "Kim").unwrap();
    assert_eq!(first.0.deprecated_id(), None);
    let session = Session::correct(form, &first.0.submission(), true, later()).unwrap();
    assert_eq!(session.deprecated_id().as_deref(), Some(OLD));
    assert_eq!(session.submission().matches("<deprecatedID>").count(), 1);
}

#[test]
fn what_the_city_never_had_is_filled_in_anew_and_replaces_nothing() {
    let (form, sent) = sent();
    let first = Session::correct(form.clone(), &sent, true, later()).unwrap();
    let anew = Session::correct(form, &first.submission(), false, ambient()).unwrap();
    assert_eq!(anew.deprecated_id(), None);
    assert!(!anew.submission().contains("deprecatedID"));
}

#[test]
fn looking_changes_nothing() {
    let (form, sent) = sent();
    let sent = sent.replace("<opened>heard</opened>", "<opened>then</opened>");
    let session = Session::look_at(form, &sent, later()).unwrap();
    assert_eq!(session.submission(), sent);
}
