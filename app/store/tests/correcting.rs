//! Corrections, the order of what writes the same entity, what the city says, and the numbers of records.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{LATER, NOW, attach, draft, on_disk, open, ready};
use maru_store::{CaseWrite, DraftWrite, RecordId, RecordState, Store, StoreError};
use maru_sync::{Content, Reason, Trouble};
use tempfile::TempDir;

/// The first draft of a record that takes the place of another one.
fn correction(instance_id: &str, of: &str) -> DraftWrite {
    DraftWrite {
        replaces: Some(of.to_owned()),
        ..draft(instance_id, "better")
    }
}

fn sent(store: &mut Store, instance_id: &str) -> RecordId {
    let id = ready(store, instance_id, NOW);
    store.mark_sending(id, NOW).unwrap();
    store.mark_sent(id, NOW, None).unwrap();
    id
}

/// Finalises a record that writes an entity.
fn writes(store: &mut Store, instance_id: &str, entity: &str, at: &str) -> RecordId {
    let id = store.save_draft(&draft(instance_id, "1")).unwrap();
    let xml = format!(
        "<d id=\"bus\" xmlns:e=\"http://www.opendatakit.org/xforms/entities\"><meta><instanceID>{instance_id}</instanceID>\
         <e:entity dataset=\"trees\" id=\"{entity}\" update=\"1\"/></meta></d>"
    );
    store.finalise(id, xml.as_bytes(), at).unwrap();
    id
}

#[test]
fn numbers_go_up_by_one_however_often_an_answer_is_saved() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    for number in 1..=3 {
        let instance_id = format!("uuid:{number}");
        for answer in 0..25 {
            let id = store
                .save_draft(&draft(&instance_id, &answer.to_string()))
                .unwrap();
            assert_eq!(id.0, number);
        }
    }
}

#[test]
fn a_correction_has_the_files_of_what_it_corrects_and_is_a_record_of_its_own() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let first = store.save_draft(&draft("uuid:1", "1")).unwrap();
    attach(&mut store, first, "a.jpg", b"a picture");
    let named = common::xml("uuid:1", "a.jpg");
    store.finalise(first, named.as_bytes(), NOW).unwrap();
    store.mark_sending(first, NOW).unwrap();
    let write = correction("uuid:2", "uuid:1");
    assert!(matches!(
        store.begin_correction(first, &write),
        Err(StoreError::WrongState { .. })
    ));
    store.mark_sent(first, NOW, None).unwrap();
    let (second, files) = store.begin_correction(first, &write).unwrap();
    assert_eq!(store.attachments(second).unwrap(), files);
    assert_eq!(files.len(), 1);
    assert_eq!(store.replaced_by("uuid:1").unwrap(), Some(second));
    let summary = store.summary(second).unwrap().unwrap();
    assert_eq!(summary.replaces.as_deref(), Some("uuid:1"));
    assert_eq!(summary.state, RecordState::Draft);

    // Each keeps its own: what the correction drops stays with the first.
    assert!(store.detach(second, "a.jpg").unwrap());
    assert_eq!(on_disk(&folder).len(), 1);
    assert_eq!(store.record(first).unwrap().unwrap().xml, named);
    assert_eq!(store.begin_correction(first, &write).unwrap().0, second);
}

#[test]
fn a_correction_waits_until_what_it_corrects_is_there() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let first = sent(&mut store, "uuid:1");
    let (second, _) = store
        .begin_correction(first, &correction("uuid:2", "uuid:1"))
        .unwrap();
    store
        .finalise(second, common::xml("uuid:2", "2").as_bytes(), NOW)
        .unwrap();
    let (third, _) = store
        .begin_correction(second, &correction("uuid:3", "uuid:2"))
        .unwrap();
    store
        .finalise(third, common::xml("uuid:3", "3").as_bytes(), LATER)
        .unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [second]);
    assert_eq!(store.count_waiting().unwrap(), 2);
    store.mark_sending(second, NOW).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), []);
    store.mark_sent(second, NOW, None).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [third]);
}

#[test]
fn what_writes_the_same_entity_goes_in_order_and_nothing_else_waits() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let first = writes(&mut store, "uuid:1", "OAK", NOW);
    let second = writes(&mut store, "uuid:2", "oak", LATER);
    let other = writes(&mut store, "uuid:3", "elm", LATER);
    let plain = ready(&mut store, "uuid:4", LATER);
    assert_eq!(store.ready_to_send().unwrap(), [first, other, plain]);

    // The one tried least often goes first, but never past what it depends on.
    store.mark_sending(first, NOW).unwrap();
    let later = Err(Trouble::TryLater {
        reason: Reason::NoAnswer,
        retry_after: None,
    });
    store.settle(first, &later, NOW).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [other, plain, first]);

    // What was refused holds up nobody.
    store.mark_sending(first, NOW).unwrap();
    store.mark_refused(first, NOW, "refused-404", None).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [second, other, plain]);
    // Tried again, it goes first again.
    store.mark_retry(first, LATER, None).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [other, plain, first]);
    store.delete(first, true).unwrap();
    assert_eq!(store.ready_to_send().unwrap(), [second, other, plain]);
}

#[test]
fn what_the_city_says_is_kept_and_told_once() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = sent(&mut store, "uuid:1");
    ready(&mut store, "uuid:2", NOW);
    assert_eq!(store.with_the_city().unwrap(), ["uuid:1"]);
    let case = |instance_id: &str, state: &str, words: Option<&str>| CaseWrite {
        instance_id: instance_id.to_owned(),
        state: state.to_owned(),
        words: words.map(str::to_owned),
        is_answered: words.is_some(),
    };
    let news = [
        case("uuid:1", "in_progress", None),
        case("uuid:2", "in_progress", None),
        case("uuid:none", "closed", None),
    ];
    assert_eq!(store.note_cases(&news, LATER).unwrap(), 1);
    assert_eq!(store.note_cases(&news, LATER).unwrap(), 0, "nothing new");
    let summary = store.summary(id).unwrap().unwrap();
    assert_eq!(summary.state, RecordState::Sent);
    let noted = summary.case.unwrap();
    assert_eq!(
        (noted.state.as_str(), noted.at.as_str()),
        ("in_progress", LATER)
    );

    let answer = [case("uuid:1", "closed", Some("Your card is ready."))];
    assert_eq!(store.note_cases(&answer, LATER).unwrap(), 1);
    let summary = store.summary(id).unwrap().unwrap();
    assert_eq!(summary.state, RecordState::Answered);
    assert!(
        !format!("{summary:?} {answer:?}").contains("card is"),
        "answers are private"
    );
    // The city may take its answer back.
    assert_eq!(store.note_cases(&news, LATER).unwrap(), 1);
    assert_eq!(store.summary(id).unwrap().unwrap().state, RecordState::Sent);
}

/// Whether some bytes are in any file of a folder, of whatever name.
fn is_on_disk(folder: &std::path::Path, canary: &[u8]) -> bool {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if std::fs::read(path)
                .unwrap()
                .windows(canary.len())
                .any(|window| window == canary)
            {
                return true;
            }
        }
    }
    false
}

#[test]
fn a_deleted_answer_is_in_no_byte_of_the_folder() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let has = |canary: &str| is_on_disk(folder.path(), canary.as_bytes());
    // Others before and behind it, so that its pages are shared and split.
    for number in 0..200 {
        store
            .save_draft(&draft(&format!("uuid:{number}"), &"other ".repeat(number)))
            .unwrap();
    }
    let mut write = draft("uuid:canary", "");
    for round in 0..60 {
        let long = format!("canary-answer-{} ", round % 7).repeat(1 + round * 13);
        write.xml = common::xml("uuid:canary", &long);
        write.pending = Some(format!("canary-pending-{round}"));
        write.title = "canary-title".to_owned();
        store.save_draft(&write).unwrap();
    }
    let id = store.id_of_instance("uuid:canary").unwrap().unwrap();
    attach(&mut store, id, "canary.jpg", b"canary-picture");
    let named = common::xml("uuid:canary", "canary.jpg");
    assert!(has("canary-answer-3") && has("canary-pending") && has("canary-picture"));
    store.finalise(id, named.as_bytes(), NOW).unwrap();
    store.mark_sending(id, NOW).unwrap();
    let said = maru_sync::ServerMessage::new("canary-message");
    store.mark_sent(id, NOW, said.as_ref()).unwrap();
    let answer = CaseWrite {
        instance_id: "uuid:canary".to_owned(),
        state: "closed".to_owned(),
        words: Some("canary-answered".to_owned()),
        is_answered: true,
    };
    store.note_cases(&[answer], LATER).unwrap();
    assert!(has("canary-message") && has("canary-answered"));
    store.delete(id, false).unwrap();
    assert!(!has("canary"), "while it is open");
    drop(store);
    assert!(!has("canary"), "when it is closed");
    let (store, _) = open(&folder);
    assert_eq!(store.records().unwrap().len(), 200);
    assert!(!has("canary"), "when it is opened again");
}

#[test]
fn an_answer_that_was_changed_is_gone_when_the_log_is_emptied() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    store.save_draft(&draft("uuid:1", "first-thought")).unwrap();
    store.save_draft(&draft("uuid:1", "better")).unwrap();
    assert!(store.forget_log());
    assert!(!is_on_disk(folder.path(), b"first-thought"));
    assert!(is_on_disk(folder.path(), b"better"));
}

#[test]
fn a_record_that_cannot_be_read_is_exported_and_deleted_all_the_same() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = ready(&mut store, "uuid:1", NOW);
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    outside
        .execute_batch("DROP TRIGGER record_is_frozen; UPDATE record SET xml = x'3c612f3e'")
        .unwrap();
    drop(outside);
    assert!(matches!(store.record(id), Err(StoreError::Altered { .. })));
    assert_eq!(store.export(id).unwrap(), Content::from(b"<a/>".as_slice()));
    assert!(store.next_to_send().unwrap().is_none());
    store.delete(id, false).unwrap();
    assert!(store.records().unwrap().is_empty());
}
