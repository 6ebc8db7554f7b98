//! Recorded scenarios that end differently in the two reference engines: where Maru ends, and why, stands in
//! `docs/scenarios.tsv` for each. The corpus lies beside the workspace or at `$MARU_CORPUS`; without it nothing is
//! checked.
//!
//! After a change: `MARU_WRITE_DOCS=1 cargo test -p maru-form --test scenarios` writes the outcomes; a reason is
//! written by hand.

#![allow(
    clippy::disallowed_methods,
    reason = "the tests read the corpus; the crate reads nothing"
)]
#![allow(dead_code, reason = "each test file uses its part of the tables")]

mod common;
mod recorded;
mod tables;

use maru_form::{
    Ambient,
    replay::{self, Options},
};
use recorded::agrees;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tables::{SCENARIOS, root, rows};

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("MARU_CORPUS").map_or(beside, PathBuf::from);
    folder.join("scenarios").is_dir().then_some(folder)
}

/// Where Maru ends: as the recording does, otherwise, or not at all.
fn outcome(folder: &Path, scenario: &Value, zone: &str) -> &'static str {
    let form = folder.join(scenario["form"].as_str().expect("a form"));
    let xml = std::fs::read_to_string(form).expect("a scenario's form");
    let options = Options {
        ambient: Ambient {
            now: format!("2026-11-22T12:00:00[{zone}]")
                .parse()
                .expect("a moment"),
            place: None,
            ..common::ambient()
        },
        language: None,
        nodes: false,
        files: &|_| None,
        clock: &|| 0.0,
    };
    let report = replay::run(&xml, &scenario["steps"], &options);
    let expected = scenario["expect"]["instance"].as_str().unwrap_or_default();
    match report["instance"].as_str() {
        None => "refused",
        Some(found) if agrees(found, expected) => "as recorded",
        Some(_) => "otherwise",
    }
}

/// By scenario: which engine ends as recorded, and where Maru ends.
fn found(folder: &Path) -> BTreeMap<String, (String, &'static str)> {
    let mut found = BTreeMap::new();
    for (file, zone) in [
        ("javarosa.jsonl", "UTC"),
        ("web-forms.jsonl", "America/Phoenix"),
    ] {
        let lines = std::fs::read_to_string(folder.join(file)).expect("the scenarios");
        for line in lines.lines() {
            let scenario: Value = serde_json::from_str(line).expect("a scenario is JSON");
            let class = scenario["class"].as_str().unwrap_or_default();
            if !matches!(class, "javarosa only" | "web forms only") {
                continue;
            }
            let id = scenario["id"].as_str().unwrap_or_default();
            let id = id.split_whitespace().collect::<Vec<_>>().join(" ");
            let outcome = outcome(folder, &scenario, zone);
            found.insert(id, (class.to_string(), outcome));
        }
    }
    found
}

#[test]
fn every_one_sided_scenario_ends_as_decided() {
    let Some(corpus) = corpus() else {
        println!("the corpus is not there: nothing is checked");
        return;
    };
    let found = found(&corpus.join("scenarios"));
    let mut table: BTreeMap<String, [String; 4]> = rows("scenarios.tsv", SCENARIOS)
        .into_iter()
        .map(|row| (row[0].clone(), row))
        .collect();
    if std::env::var_os("MARU_WRITE_DOCS").is_some() {
        let mut text = format!("{}\n", SCENARIOS.join("\t"));
        for (id, (class, outcome)) in &found {
            let why = table.get(id).map_or("", |row| &row[3]);
            text.push_str(&format!("{id}\t{class}\t{outcome}\t{why}\n"));
        }
        std::fs::write(root().join("docs/scenarios.tsv"), text).expect("the table can be written");
        return;
    }
    let (mut same, mut other) = (0, 0);
    for (id, (class, outcome)) in &found {
        let [_, engine, decided, why] = table
            .remove(id)
            .unwrap_or_else(|| panic!("{id} is not decided"));
        assert_eq!((&engine, decided.as_str()), (class, *outcome), "{id}");
        if *outcome == "as recorded" {
            same += 1;
        } else {
            other += 1;
            assert!(!why.is_empty(), "{id}: no reason is given");
        }
    }
    println!("one-sided scenarios: {same} end as recorded, {other} are decided otherwise");
    assert!(table.is_empty(), "not in the corpus: {:?}", table.keys());
}
