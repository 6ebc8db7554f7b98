//! A person who reports one street light after the other, whatever becomes of the power, and who remembers which
//! answers Maru took.

use maru_tests::{
    chance::Chance,
    process::{Launch, Process},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What one form was answered, by the path of the node.
pub type Answers = BTreeMap<String, String>;

/// The questions, and how each may be answered: by the choice of this number, or by words.
const QUESTIONS: [(&str, &[&str]); 9] = [
    ("/data/what/kind", &["street_light"]),
    (
        "/data/what/problem",
        &["light_off", "light_blinks", "light_by_day"],
    ),
    ("/data/what/danger", &["yes", "no"]),
    ("/data/place/district", &["haedam"]),
    (
        "/data/place/landmark",
        &["haedam_center", "haedam_station", "haedam_market"],
    ),
    ("/data/place/side", &["front", "across", "left"]),
    ("/data/time/since", &["today", "yesterday", "days"]),
    ("/data/contact/call_back", &["yes", "no"]),
    ("/data/what/danger_note", &[]),
];

/// A record as `maru forms list` tells it.
#[derive(Debug)]
pub struct Listed {
    /// Its number.
    pub id: String,
    /// Its state.
    pub state: String,
}

/// How a life of Maru ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Left,
    /// The power failed.
    Cut,
}

/// The person.
pub struct Citizen {
    seed: u64,
    /// What was taken of the forms that were sent off, the oldest first.
    pub finished: Vec<Answers>,
    /// What was taken of the form that is being filled in.
    pub taken: Answers,
    /// The questions that need not be asked again.
    passed: BTreeSet<String>,
    /// The act that was not answered any more.
    pub last_act: String,
    /// The identities of the records, the oldest first, as they were seen on the disk.
    identities: Vec<String>,
    is_settled: bool,
    given_on: String,
    waits: u32,
}

impl Citizen {
    /// Somebody who gives other answers than somebody with another seed.
    pub fn new(seed: u64) -> Citizen {
        Citizen {
            seed,
            finished: Vec::new(),
            taken: Answers::new(),
            passed: BTreeSet::new(),
            last_act: String::new(),
            identities: Vec::new(),
            is_settled: false,
            given_on: String::new(),
            waits: 0,
        }
    }

    /// Reports street lights until so many are sent off, or until the power fails.
    pub fn live(&mut self, maru: &mut Process, until: usize) -> End {
        self.last_act.clear();
        self.given_on.clear();
        let Some(mut seen) = maru.told() else {
            return End::Cut;
        };
        assert!(
            !self.is_settled || page(&seen) == "home",
            "the first start is not asked for twice, but there is {seen}"
        );
        while let Some(act) = self.next_act(&seen, until) {
            self.last_act.clone_from(&act);
            let Some(next) = maru.act(&act) else {
                return End::Cut;
            };
            self.take_in(&seen, &act, &next);
            seen = next;
        }
        End::Left
    }

    /// What to do on a page; nothing more when all is done.
    fn next_act(&mut self, seen: &Value, until: usize) -> Option<String> {
        let at = page(seen);
        if let Some(question) = at.strip_prefix("question-") {
            if self.given_on == at || question == "/data/what/danger_note" {
                return Some("proceed".to_owned());
            }
            at.clone_into(&mut self.given_on);
            return Some(self.answer(question).1);
        }
        let act = match at {
            "home" if self.waits > 0 => {
                self.waits -= 1;
                "wait 0.05".to_owned()
            }
            "home" if self.finished.len() >= until => return None,
            "home" => "activate sector-tell".to_owned(),
            "services-tell" => "activate service-street-light".to_owned(),
            "begin-street_light" => format!("activate {}", word(seen, "focus")),
            "check" => "activate send".to_owned(),
            first if first.starts_with("first-") => "proceed".to_owned(),
            record if record.starts_with("record-") => "home".to_owned(),
            other => panic!("nobody knows what to do on the page {other}: {seen}"),
        };
        Some(act)
    }

    /// The answer to a question, and the act that gives it. Asked again, it is the same.
    fn answer(&self, question: &str) -> (String, String) {
        let form = self.finished.len() as u64;
        let mut chance = Chance(self.seed ^ (form << 32) ^ question.len() as u64);
        let typed = |text: String| (text.clone(), format!("replace answer {text}"));
        match question {
            "/data/place/pole" => typed(format!("{:02}-{:04}", form % 100, chance.below(10_000))),
            "/data/contact/name" => typed(format!("박하늘 {form}")),
            "/data/contact/phone" => typed(format!("010-1234-{:04}", chance.below(10_000))),
            _ => {
                let known = QUESTIONS.iter().find(|(path, _)| *path == question);
                let (_, values) = known.unwrap_or_else(|| panic!("nobody knows {question}"));
                let index = chance.below(values.len() as u64) as usize;
                (
                    values[index].to_owned(),
                    format!("activate choice-{}", index + 1),
                )
            }
        }
    }

    /// Remembers what the next page confirms.
    fn take_in(&mut self, seen: &Value, act: &str, next: &Value) {
        let (before, after) = (page(seen), page(next));
        match (before.strip_prefix("question-"), act) {
            (Some(question), "proceed") => {
                assert_ne!(before, after, "an answer was refused: {next}");
                if question != "/data/what/danger_note" {
                    let (value, _) = self.answer(question);
                    self.taken.insert(question.to_owned(), value);
                    self.passed.insert(question.to_owned());
                }
            }
            (None, "activate send") => {
                assert!(after.starts_with("record-"), "not sent off: {next}");
                self.finish();
                self.waits = 4;
            }
            _ => {}
        }
        self.is_settled |= after == "home";
        if before == "begin-street_light" {
            let asked = after.strip_prefix("question-").unwrap_or(after);
            assert!(
                !self.passed.contains(asked),
                "{asked} is asked again though its answer was taken"
            );
        }
    }

    fn finish(&mut self) {
        self.finished.push(std::mem::take(&mut self.taken));
        self.passed.clear();
    }

    /// Holds what is on the disk against what Maru had confirmed, when the power is off. Tells the state of the
    /// last record.
    pub fn check_disk(&mut self, maru: &Launch) -> String {
        let records = list(maru);
        let begun = self.finished.len() + usize::from(!self.taken.is_empty());
        assert!(
            (begun..=self.finished.len() + 1).contains(&records.len()),
            "{begun} forms were begun for certain, and there are {records:?}"
        );
        for (index, record) in records.iter().enumerate() {
            let xml = export(maru, &record.id);
            let taken = self.finished.get(index).unwrap_or(&self.taken);
            for (path, value) in taken {
                let kept = value_at(&xml, path);
                assert_eq!(&kept, value, "{path} of {record:?}: {xml}");
            }
            let identity = value_at(&xml, "/data/meta/instanceID");
            match self.identities.get(index) {
                Some(known) => assert_eq!(*known, identity, "{record:?} is another one"),
                None => self.identities.push(identity),
            }
            assert!(
                index >= self.finished.len() || record.state != "draft",
                "sent off, and yet a draft: {record:?}"
            );
        }
        // The form may have been sent off in the last moment, before anybody was told.
        let last = records.get(self.finished.len());
        if last.is_some_and(|last| last.state != "draft") {
            assert_eq!(self.last_act, "activate send");
            self.finish();
        }
        let last = records.last();
        last.map_or_else(|| "none".to_owned(), |last| last.state.clone())
    }
}

fn page(seen: &Value) -> &str {
    word(seen, "page")
}

fn word<'a>(seen: &'a Value, name: &str) -> &'a str {
    seen[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {seen}"))
}

/// The records, the oldest first.
pub fn list(maru: &Launch) -> Vec<Listed> {
    let told = maru.run(&["forms", "list"]);
    assert!(told.status.success(), "{told:?}");
    let text = String::from_utf8(told.stdout).expect("words");
    let listed = |line: &str| {
        let mut words = line.split('\t').map(str::to_owned);
        let (id, state) = (words.next(), words.next());
        let known = id.zip(state).expect("a number and a state");
        Listed {
            id: known.0,
            state: known.1,
        }
    };
    let mut records: Vec<Listed> = text.lines().map(listed).collect();
    records.sort_by_key(|record| record.id.parse::<i64>().expect("a number"));
    records
}

/// What `maru forms export` writes.
pub fn export(maru: &Launch, id: &str) -> String {
    let told = maru.run(&["forms", "export", id]);
    assert!(told.status.success(), "{told:?}");
    String::from_utf8(told.stdout).expect("a form is text")
}

/// The value of the node at a path.
fn value_at(xml: &str, path: &str) -> String {
    let document = roxmltree::Document::parse(xml).expect("a form is XML");
    let mut names = path.split('/').skip(1);
    let node = names.try_fold(document.root(), |node, name| {
        node.children().find(|child| child.has_tag_name(name))
    });
    let node = node.unwrap_or_else(|| panic!("there is no {path} in {xml}"));
    node.text().unwrap_or_default().to_owned()
}
