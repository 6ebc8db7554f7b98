//! Records as the store tells of them.

use super::{Person, files};
use maru_desk::{Event, FormFiles, KeptRecord, Record, RecordState};

pub fn record(id: i64, state: RecordState) -> Record {
    let is_draft = state == RecordState::Draft;
    Record {
        id,
        instance_id: format!("uuid:{id}"),
        replaces: None,
        form_id: "street_light".to_owned(),
        title: "Street light".to_owned(),
        state,
        sealed: false,
        receipt: (!is_draft).then(|| format!("0042 {id:04}")),
        changed_at: "2026-03-05T06:20:00Z".to_owned(),
        server_message: None,
        trouble: None,
        case: None,
    }
}

pub fn with(records: &[Record]) -> Person {
    let mut person = Person::at_home("en", &files());
    person.tell(Event::Records(records.to_vec()));
    person
}

/// A form that was filled in to its end, as it was kept.
pub fn sent() -> (Person, KeptRecord) {
    let mut person = Person::in_a_form("tell", "street-light");
    for _ in 0..20 {
        let choices = person.page();
        let choices = choices.nodes.iter().filter(|node| node.position.is_some());
        match (person.page().id.0.as_str(), choices.count()) {
            ("check", _) => break,
            (_, 0) => person.does(&["proceed"]),
            (_, 2) => person.does(&["type 2", "proceed"]),
            _ => person.does(&["type 1", "proceed"]),
        };
    }
    person.does(&["activate send"]);
    let kept = person.kept.clone().unwrap();
    let record = KeptRecord {
        record: 1,
        form_id: kept.form_id,
        form_xml: kept.form_xml,
        files: FormFiles::default(),
        attached: Vec::new(),
        saved: person.sent.clone().unwrap(),
        at_question: None,
        pending: None,
    };
    let mut person = with(&[record_sent()]);
    person.asked.clear();
    (person, record)
}

pub fn record_sent() -> Record {
    Record {
        instance_id: "uuid:00000000-0000-4000-8000-000000000001".to_owned(),
        ..record(1, RecordState::Sent)
    }
}
