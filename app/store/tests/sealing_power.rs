//! The power fails while records are sealed: each is a whole draft or a whole encrypted record, and what is encrypted is
//! plain nowhere after the next start.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{NOW, attach, draft, open};
use maru_seal::{Chance, PublicKey, Recipient};
use maru_store::{RecordState, Store};
use maru_sync::Content;
use tempfile::TempDir;

const SETTINGS: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");
const FOLDER_VARIABLE: &str = "MARU_SEALING_TEST_FOLDER";
const TEST: &str = "a_kill_while_sealing_leaves_a_draft_or_a_sealed_record";

/// What only the city may find, of each record something else.
fn secret(number: usize) -> String {
    format!("<secret-{number}>")
}

fn picture(number: usize) -> Vec<u8> {
    secret(number).repeat(3000).into_bytes()
}

fn xml(number: usize) -> Content {
    let text = format!(
        "<d id=\"bus\"><a>{}</a><p>a.jpg</p><p>b.jpg</p><meta><instanceID>uuid:{number}</instanceID></meta></d>",
        secret(number).replace(['<', '>'], "|")
    );
    Content::from(text.into_bytes())
}

/// The child fills in and seals record after record.
fn seal_for_ever(folder: &Path) -> ! {
    let (mut store, _) = Store::open(folder, NOW).unwrap();
    store.collect_garbage().unwrap();
    store.forget_log();
    let key = PublicKey::parse(SETTINGS.trim_end().rsplit(',').next().unwrap()).unwrap();
    loop {
        let number = store.records().unwrap().len() + 1;
        let mut write = draft(&format!("uuid:{number}"), "");
        write.xml = xml(number);
        let id = store.save_draft(&write).unwrap();
        for name in ["a.jpg", "b.jpg", "taken-out-again.jpg"] {
            let bytes = [name.as_bytes(), &picture(number)].concat();
            attach(&mut store, id, name, &bytes);
        }
        println!("\nsaved {number}");
        let recipient = Recipient {
            key: key.clone(),
            form_id: "bus".to_owned(),
            version: None,
            instance_id: write.instance_id.clone(),
        };
        let chance = Chance::draw(|bytes: &mut [u8]| {
            bytes.fill(number as u8);
            Ok::<(), ()>(())
        });
        let sealing = (&recipient, chance.unwrap());
        store
            .finalise_sealed(id, write.xml.as_bytes(), sealing, NOW)
            .unwrap();
        println!("\nsealed {number}");
    }
}

/// Kills the child some time after it begins to seal its first record, and returns those that it called sealed.
fn run_and_kill(folder: &Path, after: Duration) -> Vec<usize> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(FOLDER_VARIABLE, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = told.map_while(Result::ok);
    told.find(|line| line.starts_with("saved ")).unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    told.filter_map(|line| line.strip_prefix("sealed ")?.parse().ok())
        .collect()
}

fn holds(folder: &Path, canary: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, canary);
        }
        let bytes = fs::read(&path).unwrap();
        memchr::memmem::find(&bytes, canary.as_bytes()).is_some()
    })
}

#[test]
fn a_kill_while_sealing_leaves_a_draft_or_a_sealed_record() {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        seal_for_ever(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    let mut confirmed = Vec::new();
    for round in 0..12 {
        confirmed.extend(run_and_kill(
            folder.path(),
            Duration::from_millis(round * 11),
        ));
        let (store, report) = open(&folder);
        assert_eq!(report.set_aside, None);
        store.collect_garbage().unwrap();
        assert!(store.forget_log());
        for record in store.records().unwrap() {
            let number: usize = record.instance_id["uuid:".len()..].parse().unwrap();
            if record.state == RecordState::Ready {
                assert!(record.is_sealed);
                let sent = store.outgoing(record.id).unwrap().submission;
                assert_eq!(sent.attachments.len(), 3, "round {round}");
                assert!(
                    !holds(folder.path(), &secret(number)),
                    "round {round}: {number}"
                );
                let in_xml = secret(number).replace(['<', '>'], "|");
                assert!(!holds(folder.path(), &in_xml), "round {round}: {number}");
                continue;
            }
            let was_sealed = confirmed.contains(&number);
            assert!(!was_sealed, "round {round}: {number} is a draft again");
            assert_eq!(store.draft(record.id).unwrap().unwrap().xml, xml(number));
            for attachment in store.attachments(record.id).unwrap() {
                let mut bytes = Vec::new();
                let mut file = store.open_attachment(record.id, &attachment.name).unwrap();
                file.read_to_end(&mut bytes).unwrap();
                assert!(bytes.ends_with(&picture(number)), "round {round}: {number}");
            }
        }
    }
}
