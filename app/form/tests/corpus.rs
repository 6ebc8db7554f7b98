//! Forms that nobody here wrote: every one loads or is refused in words, and recorded scenarios end where both
//! reference engines ended. The corpus lies beside the workspace or at `$MARU_CORPUS`; without it nothing is checked.

#![allow(
    clippy::disallowed_methods,
    reason = "the tests read the corpus; the crate reads nothing"
)]

mod recorded;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maru_form::replay::{self, Options};
use maru_form::{Ambient, Form, Session, Source};
use recorded::{States, agrees};
use serde_json::Value;

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("MARU_CORPUS").map_or(beside, PathBuf::from);
    if folder.join("forms").is_dir() {
        return Some(folder);
    }
    println!(
        "the corpus is not at {}: nothing is checked",
        folder.display()
    );
    None
}

fn ambient(zone: &str) -> Ambient {
    Ambient {
        now: format!("2026-11-22T12:00:00[{zone}]")
            .parse()
            .expect("a moment in a zone"),
        uuid: "0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11".to_string(),
        seed: 7,
        device_id: "device".to_string(),
        properties: BTreeMap::new(),
    }
}

fn forms(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                if path.file_name().is_none_or(|name| name != "media") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "xml") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The files of a form lie in the folder `media` beside it.
fn media(form: &Path, source: Source) -> Option<Vec<u8>> {
    let Source::File(name) = source else {
        return None;
    };
    std::fs::read(form.parent()?.join("media").join(name)).ok()
}

/// The reason of a refusal without what differs from form to form.
fn reason(refusal: &str) -> String {
    let mut shape = String::new();
    let mut quoted = false;
    for character in refusal.chars() {
        match character {
            '“' => quoted = true,
            '”' => quoted = false,
            _ if quoted || character.is_ascii_digit() => {}
            other => shape.push(other),
        }
    }
    let problem = shape.split(">: ").nth(1).unwrap_or(&shape);
    problem
        .split(": /")
        .next()
        .unwrap_or(problem)
        .chars()
        .take(110)
        .collect()
}

#[test]
fn every_form_loads_or_is_refused_in_words() {
    let Some(corpus) = corpus() else { return };
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut ready, mut remarked, mut refused) = (0, 0, 0);
    for path in forms(&corpus.join("forms")) {
        let Ok(xml) = std::fs::read_to_string(&path) else {
            continue;
        };
        match Form::parse_with(&xml, &|source| media(&path, source)) {
            Err(refusal) => {
                refused += 1;
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                reasons
                    .entry(reason(&refusal.to_string()))
                    .or_default()
                    .push(name);
            }
            Ok(loaded) => {
                if loaded.remarks.is_empty() {
                    ready += 1
                } else {
                    remarked += 1
                }
                check_session(loaded.form);
            }
        }
    }
    println!("{ready} forms ready, {remarked} with remarks, {refused} refused");
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    for (reason, names) in &reasons {
        println!(
            "  {:4} {reason}  ({})",
            names.len(),
            names[..names.len().min(3)].join(", ")
        );
    }
    assert!(ready + remarked >= FORMS_FLOOR, "{}", ready + remarked);
}

/// A record of any form can be walked, saved and opened again as the same bytes.
fn check_session(form: Form) {
    let form = Arc::new(form);
    let session = Session::new(form.clone(), ambient("Asia/Seoul"));
    for id in session.questions() {
        assert!(session.question(&id).is_some(), "{id}");
    }
    let saved = session.save();
    let resumed =
        Session::resume(form, &saved, ambient("Asia/Seoul")).expect("a saved record opens");
    assert_eq!(resumed.save(), saved);
    let submission = session.submission();
    roxmltree::Document::parse(&submission).expect("a submission is XML");
}

#[test]
fn recorded_scenarios_end_where_both_reference_engines_ended() {
    let Some(corpus) = corpus() else { return };
    let scenarios = corpus.join("scenarios");
    let (mut passed, mut failed, mut refused) = (0, Vec::new(), 0);
    let mut states = States::default();
    for (file, zone) in [
        ("javarosa.jsonl", "UTC"),
        ("web-forms.jsonl", "America/Phoenix"),
    ] {
        let lines = std::fs::read_to_string(scenarios.join(file)).expect("the scenarios");
        for line in lines.lines() {
            let scenario: Value = serde_json::from_str(line).expect("a scenario is JSON");
            if scenario["class"] != "gold" {
                continue;
            }
            let form = scenarios.join(scenario["form"].as_str().expect("a form"));
            let xml = std::fs::read_to_string(form).expect("a scenario's form");
            let options = Options {
                ambient: ambient(zone),
                language: None,
                nodes: true,
                files: &|_| None,
                clock: &|| 0.0,
            };
            let report = replay::run(&xml, &scenario["steps"], &options);
            if report["ok"] != true {
                refused += 1;
                if std::env::var_os("MARU_CORPUS_VERBOSE").is_some() {
                    println!("REFUSED {} {}", scenario["form"], report["error"]);
                }
                continue;
            }
            let expected = scenario["expect"]["instance"]
                .as_str()
                .expect("an expected instance");
            let found = report["instance"].as_str().expect("an instance");
            if agrees(found, expected) {
                passed += 1;
                states.compare(&report, &scenario);
            } else {
                failed.push((scenario, report));
            }
        }
    }
    println!(
        "states of nodes in them: {} as recorded, {} not",
        states.same,
        states.other.len()
    );
    for other in &states.other {
        println!("  OTHER {other}");
    }
    println!(
        "gold scenarios: {passed} passed, {} failed, {refused} with a form that is refused",
        failed.len()
    );
    for (scenario, report) in &failed {
        println!("FAILED {} {}", scenario["id"], scenario["form"]);
        if std::env::var_os("MARU_CORPUS_VERBOSE").is_some() {
            let results: Vec<_> = report["sets"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|set| &set["result"])
                .collect();
            println!("  steps    {}\n  results  {results:?}", scenario["steps"]);
            println!(
                "  found    {}\n  expected {}",
                report["instance"], scenario["expect"]["instance"]
            );
        }
    }
    assert!(passed >= SCENARIOS_FLOOR, "{passed}");
    assert!(states.other.len() <= STATES_CEILING, "{:?}", states.other);
}

/// Reached today; more is better, fewer is a regression.
const FORMS_FLOOR: usize = 177;
const SCENARIOS_FLOOR: usize = 324;
/// One constraint is a bare path to a `0`: true by XPath, false in JavaRosa.
const STATES_CEILING: usize = 1;
