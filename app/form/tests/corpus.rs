//! Forms that nobody here wrote: every one loads or is refused in words, and recorded scenarios end where both
//! reference engines ended. The corpus lies beside the workspace or at `$MARU_CORPUS`; without it nothing is checked.

#![allow(
    clippy::disallowed_methods,
    reason = "the tests read the corpus; the crate reads nothing"
)]
#![allow(dead_code, reason = "each test file uses its part of the tables")]

mod recorded;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maru_form::replay::{self, Options};
use maru_form::{Ambient, Answer, Control, Form, Session, Source};
use recorded::{States, agrees};
use serde_json::Value;
use tables::{REFUSED, rows};

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
        place: None,
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

#[test]
fn every_form_loads_or_is_refused_for_a_reason_that_is_defended() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("forms");
    let mut defended: BTreeMap<String, String> = rows("refused.tsv", REFUSED)
        .into_iter()
        .map(|[form, reason, ..]| (form, reason))
        .collect();
    let (mut ready, mut remarked, mut refused) = (0, 0, 0);
    for path in forms(&folder) {
        let Ok(xml) = std::fs::read_to_string(&path) else {
            continue;
        };
        let name = path.strip_prefix(&folder).expect("a form of the corpus");
        let reason = defended.remove(&name.to_string_lossy().replace('\\', "/"));
        match (
            Form::parse_with(&xml, &|source| media(&path, source)),
            reason,
        ) {
            (Err(refusal), Some(reason)) if refusal.to_string().contains(&reason) => refused += 1,
            (Err(refusal), _) => panic!("{}: {refusal}", name.display()),
            (Ok(_), Some(reason)) => panic!("{} is not refused: {reason}", name.display()),
            (Ok(loaded), None) => {
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
    assert!(defended.is_empty(), "not in the corpus: {defended:?}");
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

/// Chance that is the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// One change at random: an answer, an instance more or less, another language.
fn step(session: &mut Session, dice: &mut Dice) {
    let ids = session.questions();
    let Some(id) = ids.get(dice.roll(ids.len())) else {
        return;
    };
    let Some(question) = session.question(id) else {
        panic!("no question {id}");
    };
    let texts = [
        "",
        "1",
        "2",
        "0",
        "yes",
        "a b",
        "2026-03-05",
        "12:30",
        "37.5 127 0 0",
        "-1.5",
    ];
    let text = texts[dice.roll(texts.len())].to_string();
    let values: Vec<String> = match question.control {
        Control::SelectOne | Control::SelectMultiple | Control::Rank => session
            .choices(id)
            .into_iter()
            .map(|choice| choice.value)
            .collect(),
        _ => Vec::new(),
    };
    let answer = match question.control {
        Control::SelectOne => match values.get(dice.roll(values.len() + 1)) {
            Some(value) => Answer::Choice(value.clone()),
            None => Answer::Clear,
        },
        Control::SelectMultiple => {
            Answer::Choices(values.into_iter().filter(|_| dice.roll(2) == 0).collect())
        }
        Control::Rank => Answer::Choices(values),
        Control::Trigger => Answer::Acknowledged(dice.roll(2) == 0),
        Control::Upload => Answer::File("a.png".to_string()),
        Control::Repeat => {
            // Whether it was possible does not matter here.
            if dice.roll(3) > 0 {
                let _ = session.add_instance(id, Some(dice.roll(3)));
            } else {
                let _ = session.remove_instance(id, 1 + dice.roll(3));
            }
            return;
        }
        _ => Answer::Text(text),
    };
    let _ = session.set(id, answer);
    if dice.roll(10) == 0 {
        session.set_language(Some(dice.roll(2)));
    }
}

#[test]
fn no_walk_leaves_a_stale_value() {
    /// What differs each time it is computed, or remembers what it was.
    const UNSTEADY: [&str; 4] = ["random(", "uuid(", "once(", "last-saved"];
    const STEPS: usize = 25;
    let Some(corpus) = corpus() else { return };
    let (mut forms_walked, mut steps) = (0, 0);
    for (number, path) in (1..).zip(forms(&corpus.join("forms"))) {
        let Ok(xml) = std::fs::read_to_string(&path) else {
            continue;
        };
        let Ok(loaded) = Form::parse_with(&xml, &|source| media(&path, source)) else {
            continue;
        };
        let form = Arc::new(loaded.form);
        let mut session = Session::new(form.clone(), ambient("Asia/Seoul"));
        let mut dice = Dice(number);
        let is_steady = !UNSTEADY.iter().any(|word| xml.contains(word));
        for _ in 0..STEPS {
            step(&mut session, &mut dice);
            steps += 1;
            if is_steady {
                let before = (session.save(), session.nodes());
                session.recompute_all();
                // An answer to a calculated question stands until its reason changes, so it may go now.
                let overwritten = form_has_calculated_questions(&session);
                assert!(
                    overwritten || before == (session.save(), session.nodes()),
                    "{} is stale after {steps} steps",
                    path.display()
                );
            }
        }
        forms_walked += 1;
        let saved = session.save();
        let resumed = Session::resume(form, &saved, ambient("Asia/Seoul"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            resumed.questions(),
            session.questions(),
            "{}",
            path.display()
        );
    }
    println!("{forms_walked} forms walked at random, {steps} steps");
}

/// Whether some question shows what is calculated and may be changed by a person.
fn form_has_calculated_questions(session: &Session) -> bool {
    let ids = session.questions();
    ids.iter().any(|id| {
        let question = session.question(id);
        question.is_some_and(|question| question.is_calculated && !question.read_only)
    })
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
const FORMS_FLOOR: usize = 296;
const SCENARIOS_FLOOR: usize = 499;
/// One constraint is a bare path to a `0`: true by XPath, false in JavaRosa.
const STATES_CEILING: usize = 1;
