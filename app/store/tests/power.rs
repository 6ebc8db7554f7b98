//! The power fails: what was confirmed is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{NOW, draft, open, xml};
use maru_store::Store;
use tempfile::TempDir;

const FOLDER_VARIABLE: &str = "MARU_STORE_TEST_FOLDER";

/// The child does one thing after another and says so after each; it runs until it is killed.
fn save_for_ever(folder: &Path) -> ! {
    let (store, _) = Store::open(folder, NOW).unwrap();
    let mut number = 0_u64;
    loop {
        number += 1;
        store
            .save_draft(&draft("uuid:1", &format!("{number} {}", "x".repeat(3000))))
            .unwrap();
        println!("\nsaved {number}");
    }
}

/// Runs a test of this file again as a child, kills it once it has said "saved" so often, and returns the number
/// behind the last "saved" that it said.
fn run_and_kill(test: &str, folder: &Path, enough: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER_VARIABLE, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut numbers = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| {
            line.strip_prefix("saved ")
                .and_then(|text| text.parse().ok())
        });
    let mut last = 0;
    for _ in 0..enough {
        last = numbers.next().expect("the child writes on");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before the blow, and was not read yet, counts too.
    numbers.last().unwrap_or(last)
}

#[test]
fn every_confirmed_answer_survives_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        save_for_ever(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    for round in 0..8 {
        let test = "every_confirmed_answer_survives_a_kill";
        let confirmed = run_and_kill(test, folder.path(), 5 + 13 * round);
        let (store, report) = open(&folder);
        assert_eq!(report.set_aside, None);
        let id = store.id_of_instance("uuid:1").unwrap().unwrap();
        let bytes = store.draft(id).unwrap().unwrap().xml;
        let answers = [confirmed, confirmed + 1]
            .map(|number| xml("uuid:1", &format!("{number} {}", "x".repeat(3000))));
        assert!(
            answers.contains(&bytes),
            "round {round}: answer {confirmed} is lost"
        );
    }
}

/// The child takes the database for damaged again and again, and makes a new one of it.
fn mend_for_ever(folder: &Path) -> ! {
    let mut number = 0_u64;
    loop {
        number += 1;
        let (store, report) = Store::mend(folder, NOW, "a test says so").unwrap();
        assert!(report.set_aside.unwrap().carried.is_whole);
        drop(store);
        println!("\nsaved {number}");
    }
}

#[test]
fn a_kill_while_mending_loses_nothing() {
    let test = "a_kill_while_mending_loses_nothing";
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        mend_for_ever(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    let (mut store, _) = open(&folder);
    for number in 0..30 {
        let instance_id = format!("uuid:{number}");
        let answer = "x".repeat(number * 300);
        let id = store.save_draft(&draft(&instance_id, &answer)).unwrap();
        let bytes = picture(number as u64);
        store
            .attach(id, "a.jpg", "image/jpeg", &mut bytes.as_slice())
            .unwrap();
    }
    drop(store);
    for round in 0..12 {
        run_and_kill(test, folder.path(), 1 + round % 3);
        let (store, _) = open(&folder);
        let records = store.records().unwrap();
        assert_eq!(records.len(), 30, "round {round}");
        for record in records {
            let number = record
                .instance_id
                .trim_start_matches("uuid:")
                .parse()
                .unwrap();
            let mut bytes = Vec::new();
            let mut file = store.open_attachment(record.id, "a.jpg").unwrap();
            file.read_to_end(&mut bytes).unwrap();
            assert!(bytes == picture(number), "round {round}: {number}");
        }
        let left = fs::read_dir(folder.path()).unwrap().flatten();
        let mut left = left.map(|entry| entry.file_name().into_string().unwrap());
        assert!(!left.any(|name| name.contains("mending") || name.contains("reading")));
    }
}

/// The bytes of a picture: long enough that a blow can meet it half written.
fn picture(number: u64) -> Vec<u8> {
    number.to_le_bytes().repeat(40_000)
}

/// The child attaches picture after picture, and names each in the draft; every third is taken away again.
fn attach_for_ever(folder: &Path) -> ! {
    let (mut store, _) = Store::open(folder, NOW).unwrap();
    store.collect_garbage().unwrap();
    let id = store.save_draft(&draft("uuid:1", "0")).unwrap();
    let mut number = store.attachments(id).unwrap().len() as u64 * 2;
    loop {
        number += 1;
        let bytes = picture(number);
        let name = format!("{number}.jpg");
        store
            .attach(id, &name, "image/jpeg", &mut bytes.as_slice())
            .unwrap();
        store.save_draft(&draft("uuid:1", &name)).unwrap();
        println!("\nsaved {number}");
        if number.is_multiple_of(3) {
            store.detach(id, &format!("{}.jpg", number - 1)).unwrap();
        }
    }
}

#[test]
fn a_kill_while_attaching_leaves_whole_files_or_none() {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        attach_for_ever(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    for round in 0..8 {
        let test = "a_kill_while_attaching_leaves_whole_files_or_none";
        let confirmed = run_and_kill(test, folder.path(), 3 + 2 * round);
        let (store, report) = open(&folder);
        assert_eq!(report.set_aside, None);
        let id = store.id_of_instance("uuid:1").unwrap().unwrap();
        store.collect_garbage().unwrap();
        let attachments = store.attachments(id).unwrap();
        for attachment in &attachments {
            let number = attachment.name.trim_end_matches(".jpg").parse().unwrap();
            let mut bytes = Vec::new();
            let mut file = store.open_attachment(id, &attachment.name).unwrap();
            file.read_to_end(&mut bytes).unwrap();
            assert!(
                bytes == picture(number),
                "round {round}: {number} is not whole"
            );
        }
        let has = |number: u64| {
            let name = format!("{number}.jpg");
            attachments.iter().any(|attachment| attachment.name == name)
        };
        assert!(has(confirmed), "round {round}: {confirmed} is lost");
        let named = store.draft(id).unwrap().unwrap().xml;
        let is_named = |number: u64| named == xml("uuid:1", &format!("{number}.jpg"));
        let whole = (confirmed..=confirmed + 1).filter(|number| has(*number));
        assert!(
            whole.into_iter().any(is_named),
            "round {round}: the draft names no file"
        );
        let left = fs::read_dir(folder.path().join("attachments")).unwrap();
        assert_eq!(
            left.count(),
            attachments.len(),
            "round {round}: garbage is left"
        );
    }
}
