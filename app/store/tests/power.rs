//! The power fails: what was confirmed is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{NOW, draft, open, xml};
use maru_store::Store;
use tempfile::TempDir;

const FOLDER_VARIABLE: &str = "MARU_STORE_TEST_FOLDER";

/// The child saves answer after answer and says so after each; it runs until it is killed.
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

#[test]
fn every_confirmed_answer_survives_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        save_for_ever(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    for round in 0..8 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "every_confirmed_answer_survives_a_kill",
                "--nocapture",
            ])
            .env(FOLDER_VARIABLE, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let mut confirmed = 0;
        while confirmed < 5 + 13 * round {
            let line = lines.next().expect("the child writes on");
            confirmed = line
                .strip_prefix("saved ")
                .map_or(confirmed, |number| number.parse().unwrap());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before the blow, and was not read yet, counts too.
        let rest = lines.filter_map(|line| {
            line.strip_prefix("saved ")
                .and_then(|text| text.parse().ok())
        });
        let confirmed = rest.last().unwrap_or(confirmed);

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
