//! A form, some steps, the state after: what `maru replay` prints, as a pure function.
//!
//! Steps are `[[reference, value], …]`. The clock for timings is handed in; reading files and printing is the
//! program's part.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::answer::{Answer, Violation, ViolationKind};
use crate::definition::{ControlKind, Form};
use crate::parse::Files;
use crate::session::{Ambient, NodeState, QuestionId, Session};

/// How a replay runs.
pub struct Options<'a> {
    /// What the record is begun with.
    pub ambient: Ambient,
    /// The name or tag of the language to begin in.
    pub language: Option<String>,
    /// Whether every node's state is told.
    pub nodes: bool,
    /// The form's files.
    pub files: &'a Files<'a>,
    /// Milliseconds from any fixed moment.
    pub clock: &'a dyn Fn() -> f64,
}

/// Runs the steps on a new record of the form and tells what came of them.
pub fn run(form_xml: &str, steps: &Value, options: &Options) -> Value {
    let started = (options.clock)();
    let loaded = match Form::parse_with(form_xml, options.files) {
        Ok(loaded) => loaded,
        Err(refusal) => return json!({"ok": false, "error": refusal.to_string()}),
    };
    let mut session = Session::new(Arc::new(loaded.form), options.ambient.clone());
    if let Some(name) = &options.language {
        session.set_language(language(session.form(), name));
    }
    let load_ms = (options.clock)() - started;
    let mut sets = Vec::new();
    for step in steps.as_array().map(Vec::as_slice).unwrap_or_default() {
        let before = (options.clock)();
        let result = perform(&mut session, step);
        sets.push(json!({"ms": (options.clock)() - before, "result": result}));
    }
    let mut report = json!({
        "ok": true,
        "remarks": loaded.remarks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "load_ms": load_ms,
        "sets": sets,
        "instance": session.submission(),
        "violations": violations(&session),
    });
    if options.nodes {
        report["nodes"] = session
            .nodes()
            .into_iter()
            .map(|node| describe(&session, node))
            .collect();
    }
    report
}

/// A language by its name as the form has it, or by its tag.
fn language(form: &Form, name: &str) -> Option<usize> {
    let by_name = form
        .languages()
        .iter()
        .position(|language| language.name == name);
    by_name.or_else(|| form.language_for(name))
}

fn perform(session: &mut Session, step: &Value) -> String {
    let (Some(reference), Some(value)) = (step.get(0).and_then(Value::as_str), step.get(1)) else {
        return "not understood: a step is [reference, value]".to_string();
    };
    match value.get("op").and_then(Value::as_str) {
        Some("lang") => {
            let wanted = value.get("to").and_then(Value::as_str).unwrap_or_default();
            match language(session.form(), wanted) {
                Some(index) => session.set_language(Some(index)),
                None => return "no such language".to_string(),
            }
            "OK".to_string()
        }
        Some("add") => add(session, reference, value),
        Some("remove") => {
            let at = value.get("at").and_then(Value::as_u64).unwrap_or(0);
            told(session.remove_instance(&repeat(reference), at as usize + 1))
        }
        Some(other) => format!("not understood: {other}"),
        None if value.is_object() => {
            let name = value
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            told(session.set(&QuestionId::from(reference), Answer::File(name.to_string())))
        }
        None => answer(session, reference, value),
    }
}

fn told(result: Result<(), Violation>) -> String {
    match result {
        Ok(()) => "OK".to_string(),
        Err(violation) => format!("{:?}", violation.kind),
    }
}

/// The repeat of a nodeset; a number behind it counts for nothing.
fn repeat(nodeset: &str) -> QuestionId {
    let is_numbered = nodeset.ends_with(']');
    let end = nodeset.rfind('[').filter(|_| is_numbered);
    QuestionId::from(&nodeset[..end.unwrap_or(nodeset.len())])
}

fn add(session: &mut Session, nodeset: &str, value: &Value) -> String {
    /// More than any record can hold.
    const COUNT_MAX: u64 = 1_000_000;
    let number = |name: &str| value.get(name).and_then(Value::as_u64);
    let mut after = number("after").map(|after| after as usize);
    for _ in 0..number("count").unwrap_or(1).min(COUNT_MAX) {
        if let Err(violation) = session.add_instance(&repeat(nodeset), after) {
            return format!("{:?}", violation.kind);
        }
        after = after.map(|after| after + 1);
    }
    "OK".to_string()
}

fn answer(session: &mut Session, reference: &str, value: &Value) -> String {
    let id = QuestionId::from(reference);
    let Some(kind) = session.kind(&id) else {
        return format!("{:?}", ViolationKind::NoSuchQuestion);
    };
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(words) => words
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    };
    let words = || text.split_whitespace().map(str::to_string).collect();
    let answer = match kind {
        _ if text.is_empty() => Answer::Clear,
        ControlKind::SelectOne => Answer::Choice(text),
        ControlKind::SelectMultiple | ControlKind::Rank => Answer::Choices(words()),
        ControlKind::Upload => Answer::File(text),
        ControlKind::Trigger => Answer::Acknowledged(true),
        ControlKind::Input | ControlKind::Range | ControlKind::Unsupported => Answer::Text(text),
    };
    told(session.set(&id, answer))
}

fn violations(session: &Session) -> Value {
    let found = session.violations().into_iter().map(|(id, violation)| {
        let kind = match violation.kind {
            ViolationKind::Required => "required",
            _ => "constraint",
        };
        json!({"ref": id.as_str(), "kind": kind, "message": violation.message})
    });
    found.collect()
}

fn describe(session: &Session, node: NodeState) -> Value {
    let id = QuestionId::from(node.reference.as_str());
    let question = node.control.and_then(|_| session.question(&id));
    let mut told = json!({
        "ref": node.reference,
        "type": node.control.unwrap_or(if node.value.is_some() { "model-value" } else { "group" }),
        "relevant": node.relevant,
        "readonly": node.read_only,
        "required": node.required,
    });
    if let Some(value) = node.value {
        told["value"] = value.into();
        told["constraint_valid"] = node.constraint_valid.into();
        told["required_valid"] = node.required_valid.into();
    }
    if let Some(question) = question {
        told["label"] = question.label.plain().into();
        if let Some(hint) = &question.hint {
            told["hint"] = hint.plain().into();
        }
        if node
            .control
            .is_some_and(|control| control.starts_with("select") || control == "rank")
        {
            let choices = session.choices(&id).into_iter();
            told["options"] = choices.map(|choice| Value::from(choice.value)).collect();
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::example;

    const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
        <instance><data id="f"><n/><s/><x/></data></instance>
        <bind nodeset="/data/n" type="int" constraint=". &lt; 10"/><bind nodeset="/data/x" calculate="/data/n * 2"/>
        </model></h:head><h:body><input ref="/data/n"><label>N</label></input>
        <select ref="/data/s"><item><value>a</value></item><item><value>b</value></item></select></h:body></h:html>"#;

    fn options(clock: &dyn Fn() -> f64) -> Options<'_> {
        Options {
            ambient: example(),
            language: None,
            nodes: true,
            files: &|_| None,
            clock,
        }
    }

    #[test]
    fn tells_what_came_of_every_step() {
        let ticks = std::cell::Cell::new(0.0);
        let clock = || {
            ticks.set(ticks.get() + 1.0);
            ticks.get()
        };
        let steps = json!([["/data/n", "x"], ["/data/n[1]", 12], ["/data/s", ["a", "b"]], ["/data/s", "c"],
            ["/data/none", "1"], ["/data", {"op": "add"}], ["/data/n", {"name": "a.png"}], [7]]);
        let report = run(FORM, &steps, &options(&clock));
        let results: Vec<&str> = report["sets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|set| set["result"].as_str().unwrap())
            .collect();
        assert_eq!(
            results,
            [
                "NotAnInteger",
                "Constraint",
                "OK",
                "NotAChoice",
                "NoSuchQuestion",
                "NoSuchQuestion",
                "WrongKind",
                "not understood: a step is [reference, value]"
            ]
        );
        assert_eq!(report["load_ms"], 1.0);
        assert_eq!(report["violations"][0]["kind"], "constraint");
        assert!(
            report["instance"]
                .as_str()
                .unwrap()
                .contains("<n>12</n><s>a b</s><x>24</x>")
        );
        let select = report["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|node| node["ref"] == "/data/s")
            .unwrap();
        assert_eq!(select["options"], json!(["a", "b"]));
    }

    #[test]
    fn a_refused_form_is_a_result() {
        let report = run("<nothing/>", &json!([]), &options(&|| 0.0));
        assert_eq!(report["ok"], false);
        assert!(report["error"].as_str().unwrap().contains("head"));
    }
}
