//! An answer to the disk: a commit that has been synced.

use crate::table::Table;
use maru_store::{DraftWrite, Store};
use std::time::Instant;

const NOW: &str = "2026-11-23T09:00:00Z";

/// About the size of a filled-in demo form.
fn draft(answer: usize) -> DraftWrite {
    let xml = format!(
        "<data id=\"bus\"><answer>{answer}</answer><text>{}</text></data>",
        "x".repeat(900)
    );
    DraftWrite {
        instance_id: "uuid:1".to_owned(),
        form_hash: "md5:0".to_owned(),
        form_id: "bus".to_owned(),
        version: "1".to_owned(),
        title: "Bus card".to_owned(),
        xml: xml.as_bytes().into(),
        at_question: Some("/data/answer".to_owned()),
        pending: None,
        replaces: None,
        at: NOW.to_owned(),
    }
}

pub fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), NOW).unwrap();
    store.save_draft(&draft(0)).unwrap();
    let time = |answer| {
        let draft = draft(answer);
        let began = Instant::now();
        store.save_draft(&draft).unwrap();
        began.elapsed()
    };
    table.spread(
        "one answer committed to the disk (fsync)",
        (1..=200).map(time).collect(),
        "-",
    );
}
