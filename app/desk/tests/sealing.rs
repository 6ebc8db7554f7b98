//! Forms whose finished records only the city may read: what the person is told, and what is never done.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, files, form};
use maru_desk::{Effect, Event, Record, RecordState, SaveTrouble};

const SETTINGS: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");

fn key() -> &'static str {
    SETTINGS.trim_end().rsplit(',').next().unwrap()
}

/// A form of one question, encrypted with this key.
fn private(key: &str) -> String {
    let model = format!(
        "<submission base64RsaPublicKey=\"{key}\"/><bind nodeset=\"/data/worry\" type=\"string\"/>"
    );
    let body = r#"<input ref="/data/worry"><label>What worries you?</label></input>"#;
    form("<worry/>", &model, body)
}

/// Everything is answered and looked over.
fn before_sending(lang: &str) -> Person {
    let mut person = Person::filling(lang, &private(key()));
    person.does(&["type My neighbour", "proceed"]);
    assert_eq!(person.page().id.0, "check");
    person
}

fn record(sealed: bool) -> Event {
    Event::Records(vec![Record {
        id: 1,
        instance_id: "uuid:1".to_owned(),
        replaces: None,
        form_id: "street_light".to_owned(),
        title: "A form".to_owned(),
        state: RecordState::Waiting,
        sealed,
        receipt: Some("0042 1234".to_owned()),
        changed_at: "2026-03-05T06:20:00Z".to_owned(),
        server_message: None,
        trouble: None,
        case: None,
    }])
}

#[test]
fn it_says_beforehand_that_the_answers_will_be_locked_and_afterwards_that_they_are() {
    for (lang, before, after) in [
        (
            "en",
            "your answers are locked",
            "Only the city can open them",
        ),
        ("ko", "답을 잠그고", "시에서만 열어 볼 수 있고"),
    ] {
        let mut person = before_sending(lang);
        person.sees(before);
        person.sees("My neighbour");
        person.does(&["activate send"]);
        let recipient = person.recipient.clone().unwrap();
        assert_eq!(recipient.form_id, "street_light");
        assert_eq!(recipient.version.as_deref(), Some("1"));
        let identity = format!("<orx:instanceID>{}</orx:instanceID>", recipient.instance_id);
        assert!(person.sent.clone().unwrap().contains(&identity));
        person.tell(record(true));
        person.tell(Event::Finalised { record: 1 });
        assert_eq!(person.page().id.0, "record-1");
        person.sees(after);
        person.sees("0042 1234");
        assert!(!person.seen().contains("My neighbour"), "{}", person.seen());
    }
}

#[test]
fn a_form_without_a_key_says_nothing_of_locks() {
    let mut person = Person::filling("en", &private(""));
    person.does(&["type My neighbour", "proceed"]);
    assert!(!person.seen().contains("locked"), "{}", person.seen());
    person.does(&["activate send"]);
    assert!(person.recipient.is_none());
    person.tell(record(false));
    person.tell(Event::Finalised { record: 1 });
    assert!(!person.seen().contains("locked"), "{}", person.seen());
}

/// A film takes its time: meanwhile nobody changes what is being encrypted.
#[test]
fn while_it_is_locked_nothing_is_changed() {
    let mut person = before_sending("en");
    person.does(&["activate send"]);
    assert_eq!(person.page().id.0, "locking");
    for act in ["back", "home", "proceed", "type 1"] {
        person.does(&[act]);
        assert_eq!(person.page().id.0, "locking", "{act}");
    }
    person.does(&["home"]);
    assert!(person.told().contains("being locked"), "{}", person.told());
    person.does(&["settings", "home"]);
    assert_eq!(person.page().id.0, "settings");
    person.does(&["back"]);
    assert_eq!(person.page().id.0, "locking");
    // Whoever leaves the program finds the draft again.
    person.does(&["quit"]);
    assert!(person.left);
}

#[test]
fn what_could_not_be_locked_is_still_there() {
    let mut person = before_sending("en");
    person.does(&["activate send"]);
    person.tell(Event::SaveFailed(SaveTrouble::DiskFull));
    assert_eq!(person.page().id.0, "check");
    person.sees("My neighbour");
    assert!(person.told().contains("full"), "{}", person.told());
    person.does(&["activate send"]);
    assert_eq!(person.page().id.0, "locking");
}

#[test]
fn a_key_that_keeps_no_secret_opens_no_form() {
    let megabyte = "A".repeat(1_000_000);
    for bad in [
        "secret!",
        "AAAA",
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC",
        &megabyte,
    ] {
        let mut files = files();
        let xml = private(bad);
        files.insert("forms/street_light.xml".to_owned(), xml.into_bytes());
        let mut person = Person::at_home("en", &files);
        person.does(&["activate sector-tell", "activate service-street-light"]);
        assert_eq!(person.page().id.0, "services-tell");
        let told = person.told();
        assert!(
            told.contains("could not be locked safely") && told.contains("120"),
            "{told}"
        );
        let Some(Effect::Fault(fault)) = person.asked.last() else {
            panic!("the operator is not told");
        };
        assert_eq!(
            (fault.code, fault.subject.as_str()),
            ("form-key", "street_light")
        );
        assert!(fault.cause.contains("public key"), "{}", fault.cause);
    }
}

/// The city's newest form has a broken key; the pack's has none, and would send in plain.
#[test]
fn a_broken_key_is_no_reason_to_do_without() {
    let mut person = Person::at_home("en", &files());
    person.tell(Event::FormArrived {
        form_id: "street_light".to_owned(),
        xml: private("secret!"),
        files: maru_desk::FormFiles::default(),
    });
    person.does(&["activate sector-tell", "activate service-street-light"]);
    assert_eq!(person.page().id.0, "services-tell");
    assert!(
        person.told().contains("could not be locked safely"),
        "{}",
        person.told()
    );
}

#[test]
fn what_was_sent_last_is_not_asked_for() {
    let asks = private(key()).replace(
        "<submission",
        "<instance id=\"last\" src=\"jr://instance/last-saved\"/><submission",
    );
    let mut person = Person::filling("en", &asks);
    person.does(&["type x", "proceed"]);
    assert_eq!(person.page().id.0, "check");
    let asked = person
        .asked
        .iter()
        .any(|effect| matches!(effect, Effect::FindLastSent { .. }));
    assert!(!asked);
    // The same form without a key asks.
    let open = asks.replace(&format!(" base64RsaPublicKey=\"{}\"", key()), "");
    let mut files = files();
    files.insert("forms/street_light.xml".to_owned(), open.into_bytes());
    let mut person = Person::at_home("en", &files);
    person.does(&["activate sector-tell", "activate service-street-light"]);
    assert!(matches!(
        person.asked.last(),
        Some(Effect::FindLastSent { .. })
    ));
}

#[test]
fn on_a_shared_computer_it_says_who_could_read_a_draft() {
    let leave = |shared: bool| {
        let mut files = files();
        files.insert(
            "forms/street_light.xml".to_owned(),
            private(key()).into_bytes(),
        );
        let mut person = match shared {
            true => Person::shared(&files),
            false => Person::at_home("en", &files),
        };
        person.opens("tell", "street-light");
        person.does(&["type My neighbour", "proceed", "home"]);
        person.told()
    };
    assert!(leave(true).contains("could read it"), "{}", leave(true));
    assert!(!leave(false).contains("could read it"), "{}", leave(false));
}

#[test]
fn a_draft_that_is_opened_again_is_encrypted_too() {
    let mut person = before_sending("en");
    person.does(&["home"]);
    person.resumes();
    person.does(&["activate send"]);
    assert!(person.recipient.is_some());
}
