//! `maru replay` as scripts use it: how it ends, and one answer for every line of a batch.

use maru_tests::process::program;
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>F</h:title><model>
<itext><translation lang="English (en)"><text id="t"><value>Town</value></text></translation><translation lang="한국어 (ko)"><text id="t"><value>동네</value></text></translation></itext>
<instance><data id="f" version="1"><town/><n/><day/><chance/></data></instance>
<instance id="towns" src="jr://file-csv/towns.csv"/>
<bind nodeset="/data/n" type="int" constraint=". &lt; 10" jr:constraintMsg="Too many"/><bind nodeset="/data/day" calculate="today()"/>
<bind nodeset="/data/chance" calculate="once(random())"/></model></h:head>
<h:body><select1 ref="/data/town"><label ref="jr:itext('t')"/><itemset nodeset="instance('towns')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/n"><label>N</label><hint>a number</hint></input></h:body></h:html>"#;

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        place.holds("form.xml", FORM);
        place.holds("broken.xml", "<form>");
        place.holds("towns.csv", "name,label\na,Jongno\nb,Mapo\n");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn holds(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).expect("a file");
        self.path(name)
    }

    fn replay(&self, form: &str, steps: &Value, more: &[&str]) -> (Option<i32>, Value) {
        let steps = self.holds("steps.json", &steps.to_string());
        let mut command = Command::new(program());
        let command = command
            .arg("replay")
            .arg(self.path(form))
            .arg(steps)
            .args(more);
        ended(&command.output().expect("maru runs"))
    }
}

fn ended(output: &Output) -> (Option<i32>, Value) {
    let report = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code(), report)
}

fn batch(requests: &[u8], more: &[&str]) -> Vec<Value> {
    let mut child = Command::new(program())
        .args(["replay", "--batch"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("maru runs");
    let mut input = child.stdin.take().expect("an input");
    input.write_all(requests).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let answers = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"));
    answers.collect()
}

#[test]
fn how_it_ends_tells_what_came_of_it() {
    let place = Place::new();
    let media = place.0.path().to_string_lossy().into_owned();
    let known = [
        "--media",
        &media,
        "--now",
        "2026-03-05T09:00:00+09:00",
        "--seed",
        "5",
        "--lang",
        "ko",
        "--nodes",
    ];
    let steps = json!([["/data/town", "b"], ["/data/n", 12]]);
    let (code, report) = place.replay("form.xml", &steps, &known);
    assert_eq!(code, Some(0), "a refused answer is a result: {report}");
    let results: Vec<&Value> = report["sets"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|set| &set["result"])
        .collect();
    assert_eq!(results, ["OK", "Constraint"]);
    assert_eq!(
        report["violations"],
        json!([{"ref": "/data/n", "kind": "constraint", "message": "Too many"}])
    );
    let sent = report["instance"].as_str().unwrap_or_default();
    assert!(
        sent.contains("<town>b</town><n>12</n><day>2026-03-05</day>"),
        "{sent}"
    );
    assert!(report["load_ms"].is_number() && report["peak_rss_kb"].is_number());
    let nodes = report["nodes"].as_array().cloned().unwrap_or_default();
    let of = |reference: &str| {
        nodes
            .iter()
            .find(|node| node["ref"] == reference)
            .cloned()
            .unwrap_or_default()
    };
    let town = of("/data/town");
    assert_eq!(
        (&town["label"], &town["options"]),
        (&json!("동네"), &json!(["a", "b"]))
    );
    assert_eq!(of("/data/n")["hint"], "a number");
    for (key, value) in [
        ("type", json!("input")),
        ("value", json!("12")),
        ("relevant", json!(true)),
        ("readonly", json!(false)),
        ("required", json!(false)),
        ("constraint_valid", json!(false)),
        ("required_valid", json!(true)),
    ] {
        assert_eq!(of("/data/n")[key], value, "{key}");
    }
    assert_eq!(
        place.replay("form.xml", &steps, &known).1["instance"],
        report["instance"]
    );

    let (code, report) = place.replay("broken.xml", &json!([]), &[]);
    assert_eq!((code, &report["ok"]), (Some(2), &json!(false)));
    assert!(report["error"].is_string());
    assert_eq!(
        place.replay("form.xml", &json!([["/data/n"]]), &[]).0,
        Some(64)
    );
    assert_eq!(
        place.replay("form.xml", &json!({"a": 1}), &[]),
        (Some(64), Value::Null)
    );
    assert_eq!(place.replay("none.xml", &json!([]), &[]).0, Some(64));
    assert_eq!(
        place.replay("form.xml", &json!([]), &["--now", "noon"]).0,
        Some(64)
    );
    assert_eq!(
        place.replay("form.xml", &json!([]), &["--what"]).0,
        Some(64)
    );
}

#[test]
fn every_line_is_answered_whatever_it_is() {
    let place = Place::new();
    let form = place.path("form.xml").to_string_lossy().into_owned();
    let mut requests: Vec<u8> = Vec::new();
    let mut line = |bytes: &[u8]| {
        requests.extend(bytes);
        requests.push(b'\n');
    };
    line(
        json!({"id": 1, "form": form, "steps": [["/data/n", 3]], "nodes": true})
            .to_string()
            .as_bytes(),
    );
    line(b"rubbish");
    line(b"\xff\xfe\x00");
    line(b"[1, 2]");
    line(b"");
    line(
        json!({"id": "two", "form": "/nowhere", "steps": []})
            .to_string()
            .as_bytes(),
    );
    line(
        json!({"id": [3], "form": form, "steps": "x"})
            .to_string()
            .as_bytes(),
    );
    line(json!({"id": 4, "form": form}).to_string().as_bytes());
    line("[".repeat(100_000).as_bytes());
    line(
        json!({"id": 5, "form": place.path("broken.xml"), "steps": []})
            .to_string()
            .as_bytes(),
    );
    requests.extend(
        json!({"id": 6, "form": form, "steps": [], "lang": "ko", "nodes": true})
            .to_string()
            .bytes(),
    );
    let answers = batch(
        &requests,
        &["--media", &place.0.path().to_string_lossy(), "--nodes"],
    );
    let told: Vec<(Value, bool)> = answers
        .iter()
        .map(|answer| (answer["id"].clone(), answer["ok"] == true))
        .collect();
    let expected = [
        (json!(1), true),
        (Value::Null, false),
        (Value::Null, false),
        (Value::Null, false),
        (json!("two"), false),
        (json!([3]), false),
        (json!(4), true),
        (Value::Null, false),
        (json!(5), false),
        (json!(6), true),
    ];
    assert_eq!(told, expected);
    assert!(
        answers
            .iter()
            .all(|answer| answer["ok"] == true || answer["error"].is_string())
    );
    let label = |answer: &Value| answer["nodes"][1]["label"].clone();
    assert_eq!(
        (label(&answers[6]), label(&answers[9])),
        (json!("Town"), json!("동네"))
    );
}

#[test]
fn files_are_read_from_the_folder_of_media_alone() {
    let place = Place::new();
    let inner = place.path("media");
    fs::create_dir(&inner).expect("a folder");
    place.holds("form.xml", &FORM.replace("towns.csv", "../towns.csv"));
    let media = inner.to_string_lossy().into_owned();
    let (code, report) = place.replay(
        "form.xml",
        &json!([["/data/town", "a"]]),
        &["--media", &media],
    );
    assert_eq!(
        (code, &report["sets"][0]["result"]),
        (Some(0), &json!("NotAChoice"))
    );
    assert!(!Path::new(&media).join("towns.csv").exists());
}
