//! The way of a record, from draft to answer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{LATER, NOW, draft, open, ready, xml};
use maru_store::{RecordId, RecordState, Store, StoreError};
use maru_sync::{Content, Delivered, Reason, ServerMessage, Trouble};
use tempfile::TempDir;

fn state(store: &Store, id: RecordId) -> RecordState {
    store.record(id).unwrap().unwrap().summary.state
}

#[test]
fn keeps_the_last_saved_answer_and_what_was_half_typed() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let first = store.save_draft(&draft("uuid:1", "1")).unwrap();
    let mut second = draft("uuid:1", "2");
    second.pending = Some("half a na".to_owned());
    second.at = LATER.to_owned();
    assert_eq!(store.save_draft(&second).unwrap(), first);
    drop(store);

    let (store, report) = open(&folder);
    assert_eq!((report.found_version, report.set_aside), (Some(4), None));
    let record = store.draft(first).unwrap().unwrap();
    assert_eq!(record.xml, xml("uuid:1", "2"));
    assert_eq!(record.pending.as_deref(), Some("half a na"));
    assert_eq!(record.at_question.as_deref(), Some("/d/a"));
    assert_eq!(
        (
            record.summary.created_at.as_str(),
            record.summary.updated_at.as_str()
        ),
        (NOW, LATER)
    );
    assert_eq!(store.records().unwrap(), [record.summary]);
}

#[test]
fn finalising_freezes_the_bytes_and_gives_one_number_for_good() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = store.save_draft(&draft("uuid:1", "1")).unwrap();
    let bytes = xml("uuid:1", "final");
    let receipt = store.finalise(id, bytes.as_bytes(), NOW).unwrap();
    assert_eq!(
        store.finalise(id, bytes.as_bytes(), LATER).unwrap(),
        receipt
    );
    assert!(matches!(
        store.finalise(id, b"<other/>", LATER),
        Err(StoreError::Frozen { .. })
    ));
    assert!(matches!(
        store.save_draft(&draft("uuid:1", "late")),
        Err(StoreError::Frozen { .. })
    ));
    assert_eq!(store.draft(id).unwrap(), None);

    let record = store.record(id).unwrap().unwrap();
    assert_eq!(
        (record.xml, record.pending, record.at_question),
        (bytes, None, None)
    );
    assert_eq!(record.summary.receipt, Some(receipt));
    assert_eq!(record.summary.finalised_at.as_deref(), Some(NOW));
}

#[test]
fn the_schema_itself_refuses_to_change_frozen_bytes() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    ready(&mut store, "uuid:1", NOW);
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    let error = outside
        .execute("UPDATE record SET xml = x'00'", [])
        .unwrap_err();
    assert!(error.to_string().contains("frozen"), "{error}");
}

#[test]
fn a_taken_number_is_not_given_twice() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let taken = ready(&mut store, "uuid:1", NOW);
    let number = store
        .record(taken)
        .unwrap()
        .unwrap()
        .summary
        .receipt
        .unwrap();
    store.delete(taken, true).unwrap();
    // Another record holds the number that uuid:1 would have.
    let other = ready(&mut store, "uuid:2", NOW);
    drop(store);
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    outside
        .execute_batch("DROP TRIGGER record_is_frozen")
        .unwrap();
    outside
        .execute(
            "UPDATE record SET receipt = ?1 WHERE id = ?2",
            (number.digits(), other.0),
        )
        .unwrap();
    drop(outside);

    let (mut store, _) = open(&folder);
    let again = ready(&mut store, "uuid:1", NOW);
    let receipt = store
        .record(again)
        .unwrap()
        .unwrap()
        .summary
        .receipt
        .unwrap();
    assert_ne!(receipt, number);
}

#[test]
fn sends_the_least_tried_first_then_the_oldest() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    assert_eq!(store.next_to_send().unwrap(), None);
    let late = ready(&mut store, "uuid:late", LATER);
    let early = ready(&mut store, "uuid:early", NOW);
    store.save_draft(&draft("uuid:draft", "1")).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [early, late]);

    let outgoing = store.next_to_send().unwrap().unwrap();
    assert_eq!((outgoing.id, outgoing.attempts), (early, 0));
    assert_eq!(outgoing.submission.xml, xml("uuid:early", "final"));
    store.mark_sending(early, NOW).unwrap();
    let outcome = Err(Trouble::TryLater {
        reason: Reason::Portal,
        retry_after: None,
    });
    store.settle(early, &outcome, LATER).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [late, early]);
    let summary = store.record(early).unwrap().unwrap().summary;
    assert_eq!(
        (summary.attempts, summary.last_error.as_deref()),
        (1, Some("portal"))
    );
}

#[test]
fn a_delivered_record_is_never_sent_again() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = ready(&mut store, "uuid:1", NOW);
    store.mark_sending(id, NOW).unwrap();
    assert!(matches!(
        store.mark_sending(id, NOW),
        Err(StoreError::WrongState { .. })
    ));
    let message = ServerMessage::new("thank you");
    store
        .settle(
            id,
            &Ok(Delivered {
                message: message.clone(),
            }),
            LATER,
        )
        .unwrap();
    store
        .settle(id, &Ok(Delivered { message: None }), LATER)
        .unwrap();
    let summary = store.record(id).unwrap().unwrap().summary;
    assert_eq!(summary.state, RecordState::Sent);
    assert_eq!(
        (summary.sent_at.as_deref(), summary.server_message),
        (Some(LATER), message)
    );
    assert_eq!(store.next_to_send().unwrap(), None);
    assert!(matches!(
        store.mark_retry(id, LATER, None),
        Err(StoreError::WrongState { .. })
    ));
    assert_eq!(store.recover().unwrap(), 0);
    store
        .mark_answered(id, LATER, ServerMessage::new("your card is ready").as_ref())
        .unwrap();
    assert_eq!(state(&store, id), RecordState::Answered);
}

#[test]
fn a_refused_record_waits_for_a_person_and_can_be_tried_again() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = ready(&mut store, "uuid:1", NOW);
    store.mark_sending(id, NOW).unwrap();
    let outcome = Err(Trouble::Refused {
        status: 404,
        message: ServerMessage::new("no such form"),
    });
    store.settle(id, &outcome, NOW).unwrap();
    let summary = store.record(id).unwrap().unwrap().summary;
    assert_eq!(
        (summary.state, summary.last_error.as_deref()),
        (RecordState::Refused, Some("refused-404"))
    );
    assert_eq!(summary.server_message.unwrap().as_str(), "no such form");
    assert_eq!(store.next_to_send().unwrap(), None);
    store.mark_retry(id, LATER, None).unwrap();
    assert_eq!(store.next_to_send().unwrap().unwrap().id, id);
}

#[test]
fn what_was_being_sent_when_the_power_failed_is_ready_again() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = ready(&mut store, "uuid:1", NOW);
    store.mark_sending(id, NOW).unwrap();
    drop(store);
    let (store, _) = open(&folder);
    assert_eq!(store.next_to_send().unwrap(), None);
    assert_eq!(store.recover().unwrap(), 1);
    assert_eq!(store.next_to_send().unwrap().unwrap().id, id);
}

#[test]
fn deletes_what_may_go_and_guards_what_may_not() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let draft = store.save_draft(&draft("uuid:draft", "1")).unwrap();
    let waiting = ready(&mut store, "uuid:1", NOW);
    assert!(matches!(
        store.delete(waiting, false),
        Err(StoreError::WrongState { .. })
    ));
    store.mark_sending(waiting, NOW).unwrap();
    assert!(matches!(
        store.delete(waiting, true),
        Err(StoreError::WrongState { .. })
    ));
    store.mark_retry(waiting, NOW, None).unwrap();
    store.delete(waiting, true).unwrap();
    store.delete(draft, false).unwrap();
    assert!(matches!(
        store.delete(draft, false),
        Err(StoreError::NoSuchRecord)
    ));
    assert_eq!(store.records().unwrap(), []);
}

#[test]
fn deleted_answers_are_gone_from_the_disk() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let id = store.save_draft(&draft("uuid:1", "Hong Gil-dong")).unwrap();
    let is_on_disk = || {
        let files = std::fs::read_dir(folder.path()).unwrap();
        let bytes: Vec<u8> = files
            .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .collect();
        bytes.windows(13).any(|window| window == b"Hong Gil-dong")
    };
    assert!(is_on_disk());
    store.delete(id, false).unwrap();
    assert!(!is_on_disk());
}

#[test]
fn altered_bytes_are_never_sent_and_hold_up_nobody() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let hurt = ready(&mut store, "uuid:1", NOW);
    let sound = ready(&mut store, "uuid:2", LATER);
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    outside
        .execute_batch("DROP TRIGGER record_is_frozen")
        .unwrap();
    outside
        .execute(
            "UPDATE record SET xml = x'3c612f3e' WHERE id = ?1",
            [hurt.0],
        )
        .unwrap();

    assert_eq!(store.next_to_send().unwrap().unwrap().id, sound);
    assert!(matches!(
        store.record(hurt),
        Err(StoreError::Altered { .. })
    ));
    assert_eq!(
        store.export(hurt).unwrap(),
        Content::from(b"<a/>".as_slice())
    );
    let summaries = store.records().unwrap();
    let summary = summaries.iter().find(|summary| summary.id == hurt).unwrap();
    assert_eq!(
        (summary.state, summary.last_error.as_deref()),
        (RecordState::Refused, Some("altered"))
    );
}

#[test]
fn debug_shows_no_answer() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let mut write = draft("uuid:1", "Hong");
    write.pending = Some("Gil-dong".to_owned());
    let id = store.save_draft(&write).unwrap();
    let record = store.record(id).unwrap().unwrap();
    for shown in [format!("{write:?}"), format!("{record:?}")] {
        assert!(
            !shown.contains("Hong") && !shown.contains("Gil-dong"),
            "{shown}"
        );
    }
}
