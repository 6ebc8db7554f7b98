//! Target `replay`: steps on a small form. The first byte chooses the form; the rest is JSON, or else bytes that
//! steps are made of.

use arbitrary::{Arbitrary, Result, Unstructured};
use maru_form::replay::{Options, run};
use serde_json::{Value, json};

use super::ambient;

/// Forms of ours, each about one thing.
const FORMS: [&str; 5] = [
    include_str!("forms/groups.xml"),
    include_str!("forms/lists.xml"),
    include_str!("forms/actions.xml"),
    include_str!("forms/types.xml"),
    include_str!("forms/repeats.xml"),
];

/// Runs the steps twice; the two reports are the same, and what would be sent is well-formed.
pub fn replay(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let form = FORMS[usize::from(*first) % FORMS.len()];
    let steps = serde_json::from_slice(rest).unwrap_or_else(|_| made(form, rest));
    let report = report(form, &steps);
    assert_eq!(
        report,
        self::report(form, &steps),
        "the same steps give another report"
    );
    assert_eq!(report["ok"], true, "{report}");
    let sent = report["instance"].as_str().unwrap_or_default();
    assert!(
        roxmltree::Document::parse(sent).is_ok(),
        "not well-formed: {sent}"
    );
    let count = steps.as_array().map_or(0, Vec::len);
    assert_eq!(report["sets"].as_array().map_or(0, Vec::len), count);
}

fn report(form: &str, steps: &Value) -> Value {
    let options = Options {
        ambient: ambient(),
        language: None,
        nodes: true,
        files: &|_| None,
        clock: &|| 0.0,
    };
    run(form, steps, &options)
}

/// What a step may hand over.
#[derive(Arbitrary)]
enum Handed {
    /// Small: a count of ten thousand costs as much as a thousand inputs. JSON may have any.
    Number(i8),
    Text(String),
    Known(u8),
    Words(Vec<u8>),
    Nothing,
    Language(bool),
    Add {
        after: Option<u8>,
        count: u8,
    },
    Remove(u8),
    File(String),
}

const KNOWN: [&str; 8] = [
    "a",
    "b",
    "x",
    "2026-03-05",
    "13:04",
    "true",
    "37.5 127 0 0",
    "",
];

/// Steps made of bytes, on the references that stand in the form.
fn made(form: &str, bytes: &[u8]) -> Value {
    let references: Vec<&str> = form
        .split('"')
        .filter(|text| text.starts_with("/data"))
        .collect();
    let mut choices = Unstructured::new(bytes);
    let mut steps = Vec::new();
    while !choices.is_empty() && steps.len() < 40 {
        let Ok(step) = step(&references, &mut choices) else {
            break;
        };
        steps.push(step);
    }
    Value::Array(steps)
}

fn step(references: &[&str], choices: &mut Unstructured) -> Result<Value> {
    let reference = choices.choose(references)?;
    let known = |at: u8| KNOWN[usize::from(at) % KNOWN.len()];
    let value = match Handed::arbitrary(choices)? {
        Handed::Number(number) => json!(number),
        Handed::Text(text) => json!(text),
        Handed::Known(at) => json!(known(at)),
        Handed::Words(all) => all.into_iter().take(6).map(known).collect(),
        Handed::Nothing => Value::Null,
        Handed::Language(korean) => {
            return Ok(json!(["", {"op": "lang", "to": if korean { "ko" } else { "en" }}]));
        }
        Handed::Add { after, count } => json!({"op": "add", "after": after, "count": count % 4}),
        Handed::Remove(at) => json!({"op": "remove", "at": at}),
        Handed::File(text) => json!({"name": "a.txt", "type": "text/plain", "text": text}),
    };
    Ok(json!([reference, value]))
}
