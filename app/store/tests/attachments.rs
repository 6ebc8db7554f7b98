//! The files of a record: attached whole or not at all, frozen with it, gone with it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::time::Duration;

use common::{LATER, NOW, attach, draft, on_disk, open, xml};
use maru_store::{RecordId, RecordState, Store, StoreError};
use maru_sync::{Attachment, SyncEvent};
use tempfile::TempDir;

fn begin(store: &Store, instance_id: &str) -> RecordId {
    store.save_draft(&draft(instance_id, "1")).unwrap()
}

/// A profile with one draft.
fn house() -> (TempDir, Store, RecordId) {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let id = begin(&store, "uuid:1");
    (folder, store, id)
}

fn names(store: &Store, id: RecordId) -> Vec<String> {
    let name = |attachment: Attachment| attachment.name;
    let files = store.attachments(id).unwrap();
    files.into_iter().map(name).collect()
}

fn content(store: &Store, id: RecordId, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut file = store.open_attachment(id, name).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn keeps_what_was_attached_under_its_hash() {
    let (folder, mut store, id) = house();
    let attached = store
        .attach(
            id,
            "1732352400000.jpg",
            "image/jpeg",
            &mut b"abc".as_slice(),
        )
        .unwrap();
    // FIPS 180-4, the example of one block.
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!((attached.file.hash.as_str(), attached.file.size), (hash, 3));
    attach(&mut store, id, "empty.jpg", b"");
    drop(store);

    let (store, _) = open(&folder);
    assert_eq!(names(&store, id), ["1732352400000.jpg", "empty.jpg"]);
    assert_eq!(store.attachments(id).unwrap()[0], attached);
    assert_eq!(content(&store, id, "1732352400000.jpg"), b"abc");
    assert_eq!(content(&store, id, "empty.jpg"), b"");
    assert!(matches!(
        store.open_attachment(id, "other.jpg"),
        Err(StoreError::NoSuchAttachment)
    ));
    assert_eq!(store.collect_garbage().unwrap(), 0);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_an_attachment() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut store, id) = house();
    attach(&mut store, id, "a.jpg", b"abc");
    let inner = folder.path().join("attachments");
    for path in [inner.clone(), inner.join(&on_disk(&folder)[0])] {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn a_name_belongs_to_one_file_of_a_record() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let (first, second) = (begin(&store, "uuid:1"), begin(&store, "uuid:2"));
    attach(&mut store, first, "a.jpg", b"one");
    attach(&mut store, first, "a.jpg", b"one");
    attach(&mut store, second, "a.jpg", b"two");
    let other = store.attach(first, "a.jpg", "image/jpeg", &mut b"two".as_slice());
    assert!(matches!(other, Err(StoreError::NameTaken { .. })));
    assert_eq!(content(&store, first, "a.jpg"), b"one");
    assert_eq!(content(&store, second, "a.jpg"), b"two");
}

#[test]
fn refuses_names_and_types_that_cannot_be_sent() {
    let (_folder, mut store, id) = house();
    let (long, longer) = ("x".repeat(197), "x".repeat(256));
    for name in [
        "", ".", "..", "a/b.jpg", "a\\b", "C:a", "a\nb", "a\0", &long, &longer,
    ] {
        let refused = store.attach(id, name, "image/jpeg", &mut b"abc".as_slice());
        assert!(
            matches!(refused, Err(StoreError::BadAttachment)),
            "{name:?}"
        );
    }
    for media_type in ["", "jpeg", "image/jpeg\r\nX-Evil: 1", "image/j peg"] {
        let refused = store.attach(id, "a.jpg", media_type, &mut b"abc".as_slice());
        assert!(
            matches!(refused, Err(StoreError::BadAttachment)),
            "{media_type:?}"
        );
    }
    assert_eq!(names(&store, id), Vec::<String>::new());
}

/// A stick that is pulled out in the middle.
struct Pulled(usize);

impl Read for Pulled {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::NotConnected)?;
        Ok(buffer.len())
    }
}

#[test]
fn a_source_that_breaks_off_leaves_nothing() {
    let (folder, mut store, id) = house();
    let error = store
        .attach(id, "a.jpg", "image/jpeg", &mut Pulled(5))
        .unwrap_err();
    assert_eq!(error.code(), "store-source");
    assert_eq!(names(&store, id), Vec::<String>::new());
    assert_eq!(on_disk(&folder), Vec::<String>::new());
}

#[test]
fn a_finalised_record_freezes_its_files() {
    let (folder, mut store, id) = house();
    attach(&mut store, id, "a.jpg", b"abc");
    store
        .finalise(id, xml("uuid:1", "a.jpg").as_bytes(), NOW)
        .unwrap();
    let late = store.attach(id, "b.jpg", "image/jpeg", &mut b"late".as_slice());
    assert!(matches!(late, Err(StoreError::Frozen { .. })));
    assert!(matches!(
        store.detach(id, "a.jpg"),
        Err(StoreError::Frozen { .. })
    ));
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    for statement in [
        "INSERT INTO attachment SELECT record_id, 'b.jpg', media_type, size, hash FROM attachment",
        "UPDATE attachment SET name = 'b.jpg'",
        "DELETE FROM attachment",
    ] {
        let error = outside.execute(statement, []).unwrap_err().to_string();
        assert!(
            error.contains("frozen") || error.contains("never"),
            "{error}"
        );
    }
    assert_eq!(names(&store, id), ["a.jpg"]);
}

#[test]
fn what_the_final_xml_does_not_name_is_not_sent_and_not_kept() {
    let (folder, mut store, id) = house();
    attach(&mut store, id, "kept.jpg", b"kept");
    attach(&mut store, id, "taken-out.jpg", b"taken out");
    store
        .finalise(id, xml("uuid:1", "kept.jpg").as_bytes(), NOW)
        .unwrap();
    let outgoing = store.outgoing(id).unwrap();
    let sent: Vec<&str> = outgoing
        .submission
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(sent, ["kept.jpg"]);
    assert_eq!(
        on_disk(&folder),
        [outgoing.submission.attachments[0].file.hash.clone()]
    );
}

#[test]
fn bytes_go_when_nobody_refers_to_them_any_more() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let (first, second) = (begin(&store, "uuid:1"), begin(&store, "uuid:2"));
    attach(&mut store, first, "a.jpg", b"shared");
    attach(&mut store, second, "b.jpg", b"shared");
    attach(&mut store, second, "c.jpg", b"own");
    assert_eq!(on_disk(&folder).len(), 2);
    store.delete(first, false).unwrap();
    assert_eq!(on_disk(&folder).len(), 2, "one of them is the other's too");
    assert!(store.detach(second, "c.jpg").unwrap());
    assert!(!store.detach(second, "c.jpg").unwrap());
    assert_eq!(on_disk(&folder).len(), 1);
    store
        .finalise(second, xml("uuid:2", "b.jpg").as_bytes(), NOW)
        .unwrap();
    store.delete(second, true).unwrap();
    assert_eq!(on_disk(&folder), Vec::<String>::new());
}

#[test]
fn collects_what_a_crash_left_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    assert_eq!(store.collect_garbage().unwrap(), 0);
    let id = begin(&store, "uuid:1");
    attach(&mut store, id, "a.jpg", b"abc");
    let inner = folder.path().join("attachments");
    fs::write(inner.join("0".repeat(64)), b"no record has this").unwrap();
    fs::write(inner.join("77-1.part"), b"half of").unwrap();
    let held = fs::File::create(inner.join("77-2.part")).unwrap();
    held.lock().unwrap();
    fs::write(inner.join("a note.txt"), b"somebody put this here").unwrap();
    assert_eq!(store.collect_garbage().unwrap(), 2);
    assert_eq!(on_disk(&folder)[0], "77-2.part", "somebody writes it now");
    assert_eq!(on_disk(&folder).len(), 3);
    assert_eq!(content(&store, id, "a.jpg"), b"abc");
}

/// Garbage is collected while another thread attaches: what was attached stays.
#[test]
fn attaching_and_collecting_do_not_meet() {
    let (folder, mut store, id) = house();
    let (other, _) = open(&folder);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for _ in 0..200 {
                other.collect_garbage().unwrap();
                // The lock of SQLite is not fair: without a pause nobody else would ever get it.
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        for number in 0..60 {
            let bytes = vec![number; 200_000];
            attach(&mut store, id, &format!("{number:02}.jpg"), &bytes);
        }
    });
    for number in 0..60 {
        let bytes = content(&store, id, &format!("{number:02}.jpg"));
        assert_eq!(bytes, vec![number; 200_000]);
    }
}

#[test]
fn a_file_that_is_not_what_was_frozen_is_never_sent_and_holds_up_nobody() {
    type Hurt = fn(&std::path::Path);
    let hurts: [(&str, Hurt); 3] = [
        ("gone", |path| fs::remove_file(path).unwrap()),
        ("cut", |path| fs::write(path, b"ab").unwrap()),
        ("other", |path| fs::write(path, b"abd").unwrap()),
    ];
    for (case, hurt) in hurts {
        let (folder, mut store, id) = house();
        attach(&mut store, id, "a.jpg", b"abc");
        store
            .finalise(id, xml("uuid:1", "a.jpg").as_bytes(), NOW)
            .unwrap();
        let sound = common::ready(&mut store, "uuid:2", LATER);
        assert_eq!(store.next_to_send().unwrap().unwrap().id, id, "{case}");
        hurt(&folder.path().join("attachments").join(&on_disk(&folder)[0]));
        assert_eq!(store.next_to_send().unwrap().unwrap().id, sound, "{case}");
        let summary = store.record(id).unwrap().unwrap().summary;
        assert_eq!(
            (summary.state, summary.last_error.as_deref()),
            (RecordState::Refused, Some("altered")),
            "{case}"
        );
    }
}

#[test]
fn which_files_the_city_has_is_known_after_a_restart_until_it_refuses_or_is_another_one() {
    let (folder, mut store, id) = house();
    attach(&mut store, id, "a.jpg", b"abc");
    attach(&mut store, id, "b.jpg", b"def");
    let both = xml("uuid:1", "a.jpg</a><a>b.jpg");
    store.finalise(id, both.as_bytes(), NOW).unwrap();
    let arrived = |store: &Store| store.outgoing(id).unwrap().submission.arrived;
    let note = |store: &mut Store| {
        let names = vec![String::from("a.jpg"), String::from("none.jpg")];
        let instance_id = String::from("uuid:1");
        let event = SyncEvent::FilesArrived { instance_id, names };
        store.apply(&event, NOW).unwrap();
        arrived(store)
    };
    assert_eq!(arrived(&store), BTreeSet::new());
    let a_is_there = BTreeSet::from([String::from("a.jpg")]);
    assert_eq!(note(&mut store), a_is_there);
    drop(store);
    let (mut store, _) = open(&folder);
    assert_eq!(arrived(&store), a_is_there);

    store.mark_sending(id, NOW).unwrap();
    store.mark_retry(id, LATER, Some("no-answer")).unwrap();
    assert_eq!(arrived(&store), a_is_there);
    store.mark_refused(id, LATER, "refused-404", None).unwrap();
    store.mark_retry(id, LATER, None).unwrap();
    assert_eq!(arrived(&store), BTreeSet::new());

    assert_eq!(note(&mut store), a_is_there);
    store.forget_server().unwrap();
    assert_eq!(arrived(&store), BTreeSet::new());
}

#[test]
fn files_whose_database_was_damaged_are_set_aside_with_it() {
    let (folder, mut store, id) = house();
    attach(&mut store, id, "a.jpg", b"abc");
    let hash = on_disk(&folder)[0].clone();
    drop(store);
    fs::write(folder.path().join("maru.db"), b"no database").unwrap();
    let (store, report) = open(&folder);
    assert!(report.set_aside.is_some());
    assert_eq!(store.collect_garbage().unwrap(), 0);
    let aside = "attachments.damaged-2026-11-23T09-00-00Z";
    assert_eq!(
        fs::read(folder.path().join(aside).join(&hash)).unwrap(),
        b"abc"
    );
}

#[test]
fn a_hurt_database_leads_to_no_other_file() {
    let (folder, mut store, id) = house();
    attach(&mut store, id, "a.jpg", b"abc");
    let outside = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    outside
        .execute_batch("DROP TRIGGER attachment_is_not_changed")
        .unwrap();
    let path = format!("{}maru.db", "../".repeat(19));
    outside
        .execute("UPDATE attachment SET hash = ?1", [format!("{path:0>64}")])
        .unwrap();
    assert!(store.open_attachment(id, "a.jpg").is_err());
}
