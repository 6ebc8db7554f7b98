//! Records that only the city may read: encrypted in the moment they are frozen, and plain nowhere after it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;

use common::{LATER, NOW, attach, draft, on_disk, open};
use maru_seal::{Chance, PublicKey, Recipient, XML_NAME};
use maru_store::{Receipt, RecordId, RecordState, Store, StoreError};
use maru_sync::{Attachment, Content};
use tempfile::TempDir;

const SETTINGS: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");
/// What nobody but the city is to find again, in the XML and in a file.
const SECRET: &str = "the-secret-of-the-well";
const SECRET_FILE: &str = "the-face-in-the-picture";

fn recipient(instance_id: &str) -> Recipient {
    let key = SETTINGS.trim_end().rsplit(',').next().unwrap();
    Recipient {
        key: PublicKey::parse(key).unwrap(),
        form_id: "bus".to_owned(),
        version: Some("3".to_owned()),
        instance_id: instance_id.to_owned(),
    }
}

fn chance(byte: u8) -> Chance {
    let fill = |bytes: &mut [u8]| {
        bytes.fill(byte);
        Ok::<(), ()>(())
    };
    Chance::draw(fill).unwrap()
}

fn xml(instance_id: &str, files: &[&str]) -> Content {
    let files: String = files.iter().map(|name| format!("<p>{name}</p>")).collect();
    let text = format!(
        "<d id=\"bus\" version=\"3\"><a>{SECRET}</a>{files}<meta><instanceID>{instance_id}</instanceID></meta></d>"
    );
    Content::from(text.into_bytes())
}

/// A draft that was saved again and again, as answers are given, with some files.
fn begin(store: &mut Store, instance_id: &str, files: &[&str]) -> RecordId {
    let mut write = draft(instance_id, SECRET);
    write.pending = Some(SECRET.to_owned());
    for count in 0..40 {
        write.xml = Content::from(
            format!("<d><a>{SECRET} {}</a></d>", "x".repeat(count * 200)).into_bytes(),
        );
        store.save_draft(&write).unwrap();
    }
    write.xml = xml(instance_id, files);
    let id = store.save_draft(&write).unwrap();
    for (index, name) in files.iter().enumerate() {
        let bytes = format!("{SECRET_FILE} {index} ").repeat(9000);
        attach(store, id, name, bytes.as_bytes());
    }
    id
}

fn seal(
    store: &mut Store,
    id: RecordId,
    instance_id: &str,
    files: &[&str],
) -> Result<Receipt, StoreError> {
    let xml = xml(instance_id, files);
    store.finalise_sealed(
        id,
        xml.as_bytes(),
        (&recipient(instance_id), chance(9)),
        LATER,
    )
}

/// Every file below a folder that holds these bytes.
fn holding(folder: &Path, canary: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, canary));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        if memchr::memmem::find(&bytes, canary.as_bytes()).is_some() {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_sealed_record_is_the_manifest_and_its_encrypted_files() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &["a.jpg", "b.jpg"]);
    attach(&mut store, id, "taken-out-again.jpg", b"nobody names it");
    let receipt = seal(&mut store, id, "uuid:1", &["a.jpg", "b.jpg"]).unwrap();

    let record = store.record(id).unwrap().unwrap();
    assert_eq!(record.summary.state, RecordState::Ready);
    assert_eq!(record.summary.receipt, Some(receipt));
    assert!(record.summary.is_sealed && store.records().unwrap()[0].is_sealed);
    assert_eq!((record.at_question, record.pending), (None, None));
    let manifest = String::from_utf8(record.xml.as_bytes().to_vec()).unwrap();
    assert!(
        manifest.contains("encrypted=\"yes\"") && manifest.contains("uuid:1"),
        "{manifest}"
    );
    let named: Vec<_> = ["a.jpg.enc", "b.jpg.enc", XML_NAME]
        .into_iter()
        .map(|name| manifest.find(name))
        .collect();
    assert!(
        named.is_sorted() && named.iter().all(Option::is_some),
        "{manifest}"
    );
    let sending = store.outgoing(id).unwrap().submission;
    let sent: Vec<&str> = sending
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(sent, ["a.jpg.enc", "b.jpg.enc", XML_NAME]);
    assert!(
        sending
            .attachments
            .iter()
            .all(|file| file.media_type == "application/octet-stream")
    );
    assert_eq!(sending.xml.as_bytes(), manifest.as_bytes());
    assert_eq!(on_disk(&folder).len(), 3, "what was plain is gone");
}

#[test]
fn no_byte_of_the_folder_holds_an_answer_afterwards() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let files = ["a.jpg", "b.jpg"];
    let id = begin(&mut store, "uuid:1", &files);
    // The search finds what is there.
    assert!(!holding(folder.path(), SECRET).is_empty());
    assert_eq!(holding(folder.path(), SECRET_FILE).len(), 2);
    seal(&mut store, id, "uuid:1", &files).unwrap();
    for canary in [SECRET, SECRET_FILE] {
        assert_eq!(holding(folder.path(), canary), Vec::<String>::new());
    }
    // Nor in what a crash would leave of the log, or an orderly end writes.
    drop(store);
    assert_eq!(holding(folder.path(), SECRET), Vec::<String>::new());
}

/// Somebody reads while the record is sealed, so that the log cannot be emptied then.
#[test]
fn what_a_reader_held_up_is_forgotten_at_the_next_start() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &["a.jpg"]);
    let reader = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM record;")
        .unwrap();
    let count: i64 = reader
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1);
    seal(&mut store, id, "uuid:1", &["a.jpg"]).unwrap();
    assert!(store.has_log_to_forget(), "the reader still sees the draft");
    assert!(!store.forget_log());
    assert!(!holding(folder.path(), SECRET).is_empty());
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    // The power fails: nothing is closed.
    std::mem::forget(store);
    let (store, _) = open(&folder);
    assert!(store.forget_log());
    store.collect_garbage().unwrap();
    assert_eq!(holding(folder.path(), SECRET), Vec::<String>::new());
}

#[test]
fn bytes_that_another_draft_has_too_stay_for_it() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &["a.jpg"]);
    let other = begin(&mut store, "uuid:2", &["a.jpg"]);
    seal(&mut store, id, "uuid:1", &["a.jpg"]).unwrap();
    let mut bytes = String::new();
    let mut file = store.open_attachment(other, "a.jpg").unwrap();
    file.read_to_string(&mut bytes).unwrap();
    assert!(bytes.starts_with(SECRET_FILE));
    assert!(
        !store
            .records()
            .unwrap()
            .iter()
            .any(|record| record.id == other && record.is_sealed)
    );
}

#[test]
fn a_file_that_is_gone_or_altered_seals_nothing_and_the_draft_stays() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &["a.jpg"]);
    let hash = store.attachments(id).unwrap()[0].file.hash.clone();
    let path = folder.path().join("attachments").join(hash);
    let whole = fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    bytes[700] ^= 1;
    fs::write(&path, &bytes).unwrap();
    for _ in 0..2 {
        let error = seal(&mut store, id, "uuid:1", &["a.jpg"]).unwrap_err();
        assert!(matches!(error, StoreError::Altered { .. }), "{error}");
        assert!(store.draft(id).unwrap().is_some());
        fs::remove_file(&path).unwrap_or_default();
    }
    fs::write(&path, &whole).unwrap();
    seal(&mut store, id, "uuid:1", &["a.jpg"]).unwrap();
}

/// Where there is no room for the names of the encrypted files, nothing at all has changed.
#[test]
fn a_full_disk_seals_nothing_and_the_draft_stays() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = store.save_draft(&draft("uuid:1", "1")).unwrap();
    // The manifest of so many files is longer than all pages that are free.
    let name = |number: u32| format!("{number}{}.jpg", "n".repeat(90));
    let names: Vec<String> = (0..80).map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for name in &names {
        attach(&mut store, id, name, b"the same picture");
    }
    let before = store.attachments(id).unwrap();
    store.set_pages_max(1).unwrap();
    let error = seal(&mut store, id, "uuid:1", &names).unwrap_err();
    assert!(error.is_disk_full(), "{error}");
    assert!(store.draft(id).unwrap().is_some());
    assert_eq!(store.attachments(id).unwrap(), before);
    assert!(store.open_attachment(id, names[0]).is_ok());
    store.set_pages_max(100_000).unwrap();
    seal(&mut store, id, "uuid:1", &names).unwrap();
    assert_eq!(store.attachments(id).unwrap().len(), 81);
}

#[test]
fn what_is_sealed_is_frozen_and_its_name_is_nobody_elses() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &[]);
    let taken = store.attach(id, XML_NAME, "text/plain", &mut b"x".as_slice());
    assert!(matches!(taken, Err(StoreError::BadAttachment)));
    seal(&mut store, id, "uuid:1", &[]).unwrap();
    let before = store.export(id).unwrap();
    let again = seal(&mut store, id, "uuid:1", &[]);
    assert!(matches!(again, Err(StoreError::Frozen { .. })));
    let plain = store.finalise(id, xml("uuid:1", &[]).as_bytes(), NOW);
    assert!(matches!(plain, Err(StoreError::Frozen { .. })));
    assert!(matches!(
        store.save_draft(&draft("uuid:1", "2")),
        Err(StoreError::Frozen { .. })
    ));
    assert_eq!(store.export(id).unwrap(), before);
}

/// A film: what the process holds of it at once is bounded, and so is this test's patience.
#[test]
fn a_large_file_is_sealed_in_pieces() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let id = begin(&mut store, "uuid:1", &[]);
    let size = 8_000_000;
    let mut film = std::io::repeat(7).take(size);
    store
        .attach(id, "film.mp4", "video/mp4", &mut film)
        .unwrap();
    let before = peak_kilobytes();
    seal(&mut store, id, "uuid:1", &["film.mp4"]).unwrap();
    let grown = peak_kilobytes() - before;
    assert!(grown < 4_000, "{grown} kB more for a film of {size} bytes");
    let sealed = store.attachments(id).unwrap();
    let film = sealed
        .iter()
        .find(|file| file.name == "film.mp4.enc")
        .unwrap();
    assert_eq!(film.file.size, size + 16);
}

/// The most memory that this process ever had, in kilobytes.
fn peak_kilobytes() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn the_longest_name_can_be_sent_encrypted_too() {
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    let name = format!("{}.jpg", "x".repeat(192));
    let id = begin(&mut store, "uuid:1", &[&name]);
    seal(&mut store, id, "uuid:1", &[&name]).unwrap();
    let files = store.outgoing(id).unwrap().submission.attachments;
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(Attachment::is_sendable), "{files:?}");
}

/// The city could not open it, and would not say so.
#[test]
fn a_sealed_record_that_has_lost_a_file_is_not_sent() {
    for lost in ["a.jpg.enc", "b.jpg.enc", XML_NAME] {
        let folder = TempDir::new().unwrap();
        let (mut store, _) = open(&folder);
        let id = begin(&mut store, "uuid:1", &["a.jpg", "b.jpg"]);
        seal(&mut store, id, "uuid:1", &["a.jpg", "b.jpg"]).unwrap();
        assert!(store.outgoing(id).is_ok());
        let hurt = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
        hurt.execute_batch("DROP TRIGGER attachment_is_not_removed")
            .unwrap();
        hurt.execute("DELETE FROM attachment WHERE name = ?1", [lost])
            .unwrap();
        let refused = store.outgoing(id);
        assert!(matches!(refused, Err(StoreError::Altered { .. })), "{lost}");
        let summary = store.summary(id).unwrap().unwrap();
        assert_eq!(summary.state, RecordState::Refused);
        assert_eq!(summary.last_error.as_deref(), Some("altered"));
    }
}

/// What SQLite keeps to be able to go back within a statement: for a long record it would be a file of its own in the
/// system's temporary folder, with the plain answers.
#[test]
fn what_is_plain_goes_into_no_temporary_file() {
    let test = "what_is_plain_goes_into_no_temporary_file";
    const WATCHED: &str = "SQLITE_TMPDIR";
    const KIND: &str = "MARU_STORE_TEST_KIND";
    if let Some(kind) = std::env::var_os(KIND) {
        let home = TempDir::new().unwrap();
        let (mut store, _) = open(&home);
        let mut write = draft("uuid:1", "1");
        write.xml = Content::from(format!("<d>{}</d>", SECRET.repeat(20_000)).into_bytes());
        let id = store.save_draft(&write).unwrap();
        if kind == "sealed" {
            seal(&mut store, id, "uuid:1", &[]).unwrap();
        } else {
            // The same by somebody who does not forbid it: it shows that such a file is noticed.
            let other = rusqlite::Connection::open(home.path().join("maru.db")).unwrap();
            let change = "UPDATE record SET xml = x'00', xml_md5 = 'x', receipt = '12345678', state = 'ready'";
            let change = format!("PRAGMA secure_delete = ON; BEGIN; {change}; COMMIT");
            other.execute_batch(&change).unwrap();
        }
        return;
    }
    for (kind, is_expected) in [("other", true), ("sealed", false)] {
        let watched = TempDir::new().unwrap();
        let folder = fs::File::open(watched.path()).unwrap();
        // A file that is made and unlinked at once leaves another time on its folder.
        folder.set_modified(std::time::UNIX_EPOCH).unwrap();
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .env(KIND, kind)
            .env(WATCHED, watched.path())
            .output()
            .unwrap();
        assert!(child.status.success(), "{child:?}");
        let touched = folder.metadata().unwrap().modified().unwrap();
        assert_eq!(touched != std::time::UNIX_EPOCH, is_expected, "{kind}");
    }
}
