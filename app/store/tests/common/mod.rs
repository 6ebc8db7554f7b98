//! What the tests of the store share.

use maru_store::{DraftWrite, OpenReport, RecordId, Store};
use maru_sync::Content;
use tempfile::TempDir;

pub const NOW: &str = "2026-11-23T09:00:00Z";
#[allow(dead_code, reason = "not every test file needs a second moment")]
pub const LATER: &str = "2026-11-23T10:00:00Z";

pub fn open(folder: &TempDir) -> (Store, OpenReport) {
    Store::open(folder.path(), NOW).unwrap()
}

pub fn xml(instance_id: &str, answer: &str) -> Content {
    let text = format!(
        "<d id=\"bus\"><meta><instanceID>{instance_id}</instanceID></meta><a>{answer}</a></d>"
    );
    Content::from(text.into_bytes())
}

pub fn draft(instance_id: &str, answer: &str) -> DraftWrite {
    DraftWrite {
        instance_id: instance_id.to_owned(),
        form_hash: "md5:0".to_owned(),
        form_id: "bus".to_owned(),
        version: "3".to_owned(),
        title: "Bus card".to_owned(),
        xml: xml(instance_id, answer),
        at_question: Some("/d/a".to_owned()),
        pending: None,
        replaces: None,
        at: NOW.to_owned(),
    }
}

/// Saves and finalises a record.
#[allow(dead_code, reason = "not every test file finalises")]
pub fn ready(store: &mut Store, instance_id: &str, at: &str) -> RecordId {
    let id = store.save_draft(&draft(instance_id, "1")).unwrap();
    store
        .finalise(id, xml(instance_id, "final").as_bytes(), at)
        .unwrap();
    id
}

/// Attaches some bytes as a picture.
#[allow(dead_code, reason = "not every test file attaches")]
pub fn attach(store: &mut Store, id: RecordId, name: &str, mut bytes: &[u8]) {
    store.attach(id, name, "image/jpeg", &mut bytes).unwrap();
}

/// The names in the folder of the attachments, sorted.
#[allow(dead_code, reason = "not every test file attaches")]
pub fn on_disk(folder: &TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path().join("attachments")).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort();
    names
}
