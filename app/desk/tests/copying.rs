//! Copies of what was sent: to a stick or a folder, with answers to be read.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::records::{record, sent, with};
use maru_desk::{
    CopyTrouble, Event, Place, PlaceKind, Record, RecordEffect, RecordEvent, RecordState, Trouble,
};

#[test]
fn a_copy_goes_where_the_person_says_with_answers_to_be_read() {
    let (mut person, kept) = sent();
    person.does(&[
        "activate my-forms",
        "activate record-1",
        "activate acts",
        "activate acts-copy",
    ]);
    assert_eq!(person.asked_of_records(), [RecordEffect::ListPlaces]);
    person.sees("Looking for a place");
    let place = |kind, name: &str| Place {
        kind,
        name: name.to_owned(),
        files: Vec::new(),
    };
    person.tell(Event::Record(RecordEvent::Places(Vec::new())));
    person.sees("Plug in a stick");
    person.does(&["activate again"]);
    person.tell(Event::Record(RecordEvent::Places(vec![
        place(PlaceKind::Removable, "BLUE"),
        place(PlaceKind::Documents, "Documents"),
    ])));
    person.sees("Plugged in: BLUE");
    person.asked.clear();
    person.does(&["type 1"]);
    assert_eq!(person.asked_of_records(), [RecordEffect::Read(1)]);
    person.tell(Event::Record(RecordEvent::Read(kept)));
    let asked = person.asked_of_records();
    let [RecordEffect::Copy(copy)] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!((copy.record, copy.place), (1, 0));
    assert!(copy.name.ends_with("0042-0001"), "{}", copy.name);
    assert!(
        copy.text.contains("What is broken?: A street light"),
        "{}",
        copy.text
    );
    assert!(
        copy.text.contains("Receipt number: 0042 0001"),
        "{}",
        copy.text
    );
    assert!(
        !format!("{copy:?}").contains("street"),
        "no answer in Debug"
    );

    person.tell(Event::Record(RecordEvent::NotCopied(CopyTrouble::DiskFull)));
    assert!(
        person.told().contains("not enough room"),
        "{}",
        person.told()
    );
    assert_eq!(person.page().id.0, "copy-1", "another place can be chosen");
    person.tell(Event::Record(RecordEvent::Copied {
        folder: "A folder".to_owned(),
        missing: Vec::new(),
    }));
    assert_eq!(person.page().id.0, "acts-1");
}

#[test]
fn of_what_only_the_city_can_read_a_locked_copy_can_be_made() {
    let mut person = with(&[Record {
        sealed: true,
        ..record(1, RecordState::Sent)
    }]);
    person.does(&["activate my-forms", "activate record-1", "activate acts"]);
    for act in ["acts-look", "acts-correct"] {
        assert!(person.page().node(&act.into()).is_none(), "{act}");
    }
    person.does(&["activate acts-copy"]);
    person.tell(Event::Record(RecordEvent::Places(vec![Place {
        kind: PlaceKind::Documents,
        name: "Documents".to_owned(),
        files: Vec::new(),
    }])));
    person.asked.clear();
    person.does(&["type 1"]);
    let asked = person.asked_of_records();
    assert!(
        matches!(&asked[..], [RecordEffect::Copy(copy)] if copy.text.contains("0042 0001")),
        "{asked:?}"
    );
}

#[test]
fn of_what_cannot_be_read_here_a_copy_is_made_all_the_same_and_what_is_missing_is_told() {
    let mut person = with(&[Record {
        trouble: Some(Trouble::Altered),
        ..record(1, RecordState::Refused)
    }]);
    person.does(&["activate my-forms", "activate record-1", "activate acts"]);
    person.does(&["activate acts-copy"]);
    person.tell(Event::Record(RecordEvent::Places(vec![Place {
        kind: PlaceKind::Removable,
        name: "STICK".to_owned(),
        files: Vec::new(),
    }])));
    person.asked.clear();
    person.does(&["type 1"]);
    assert_eq!(person.asked_of_records(), [RecordEffect::Read(1)]);
    person.tell(Event::Record(RecordEvent::Unreadable(1)));
    let asked = person.asked_of_records();
    let [RecordEffect::Copy(copy)] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert!(copy.text.contains("could not be read"), "{}", copy.text);
    assert!(!copy.text.contains("locked"), "{}", copy.text);
    person.tell(Event::Record(RecordEvent::Copied {
        folder: "A folder".to_owned(),
        missing: vec!["bill.png".to_owned()],
    }));
    assert!(
        person.told().contains("missing: bill.png"),
        "{}",
        person.told()
    );
    // To be looked at it has to be readable.
    person.does(&["activate acts-look"]);
    person.tell(Event::Record(RecordEvent::Unreadable(1)));
    assert!(
        person.told().contains("cannot be read"),
        "{}",
        person.told()
    );
}
