//! A form, some steps, the state after: what `maru replay` prints, as a pure function.
//!
//! Steps are `[[reference, value], …]`. The clock for timings is handed in; reading files and printing is the
//! program's part.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::answer::{Answer, Violation, ViolationKind};
use crate::definition::{ControlKind, Form};
use crate::parse::Files;
use crate::session::{Ambient, COUNT_MAX, NodeState, QuestionId, Session};

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

/// How the result of a step begins that nobody can make sense of; an answer that is refused is no such step.
const NOT_UNDERSTOOD: &str = "not understood";

/// Runs the steps on a new record of the form and tells what came of them.
pub fn run(form_xml: &str, steps: &Value, options: &Options) -> Value {
    let started = (options.clock)();
    let loaded = match Form::parse_with(form_xml, options.files) {
        Ok(loaded) => loaded,
        Err(refusal) => return json!({"ok": false, "error": refusal.to_string()}),
    };
    let mut remarks: Vec<String> = loaded.remarks.iter().map(ToString::to_string).collect();
    let mut session = Session::new(Arc::new(loaded.form), options.ambient.clone());
    if let Some(name) = &options.language {
        let found = language(session.form(), name);
        if found.is_none() {
            let name = crate::problem::shorten(name);
            remarks.push(format!(
                "the form has no language “{name}”; its default one is used"
            ));
        }
        session.set_language(found);
    }
    let load_ms = (options.clock)() - started;
    let mut sets = Vec::new();
    let mut last = None;
    for step in steps.as_array().map(Vec::as_slice).unwrap_or_default() {
        let before = (options.clock)();
        let result = perform(&mut session, step, &mut last);
        sets.push(json!({"ms": (options.clock)() - before, "result": result}));
    }
    let mut report = json!({
        "ok": true,
        "remarks": remarks,
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

/// Whether every step of a report was understood.
pub fn is_understood(report: &Value) -> bool {
    let sets = report["sets"].as_array();
    let mut results = sets
        .into_iter()
        .flatten()
        .filter_map(|set| set["result"].as_str());
    results.all(|result| !result.starts_with(NOT_UNDERSTOOD))
}

/// A language by its name as the form has it, or by its tag.
fn language(form: &Form, name: &str) -> Option<usize> {
    let by_name = form
        .languages()
        .iter()
        .position(|language| language.name == name);
    by_name.or_else(|| form.language_for(name))
}

fn perform(session: &mut Session, step: &Value, last: &mut Option<QuestionId>) -> String {
    let not_understood = |what: &str| format!("{NOT_UNDERSTOOD}: {what}");
    let parts = step.as_array().map(Vec::as_slice);
    let Some([Value::String(reference), value]) = parts else {
        return not_understood("a step is [reference, value]");
    };
    match (value.get("op"), value) {
        (Some(Value::String(op)), _) => match op.as_str() {
            "lang" => switch(session, value),
            "add" => add(session, reference, value),
            "remove" => remove(session, reference, value),
            other => not_understood(&crate::problem::shorten(other)),
        },
        (Some(_), _) => not_understood("the op is no text"),
        (None, Value::Object(file)) => match file.get("name").and_then(Value::as_str) {
            Some(name) => told(session.set(&reference.as_str().into(), Answer::File(name.into()))),
            None => not_understood("a file has a name"),
        },
        (None, value) => match text(value) {
            Some(text) => answer(session, reference, text, last),
            None => not_understood("the value is neither text nor number nor a list of them"),
        },
    }
}

fn switch(session: &mut Session, value: &Value) -> String {
    let wanted = value.get("to").and_then(Value::as_str).unwrap_or_default();
    match language(session.form(), wanted) {
        Some(index) => {
            session.set_language(Some(index));
            "OK".to_string()
        }
        None => "no such language".to_string(),
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

/// A number of an operation; none when it is left out, an error when it is no number that counts.
fn number(value: &Value, name: &str) -> Result<Option<usize>, String> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) if number.as_u64().is_some() => {
            Ok(number.as_u64().map(|number| number as usize))
        }
        Some(_) => Err(format!(
            "{NOT_UNDERSTOOD}: “{name}” is no whole number from 0 up"
        )),
    }
}

fn add(session: &mut Session, nodeset: &str, value: &Value) -> String {
    let (mut after, count) = match (number(value, "after"), number(value, "count")) {
        (Ok(after), Ok(count)) => (after, count.unwrap_or(1)),
        (Err(problem), _) | (_, Err(problem)) => return problem,
    };
    // So many that it could take long are more than any record needs.
    if count > COUNT_MAX {
        return format!("{:?}", ViolationKind::TooManyInstances);
    }
    for _ in 0..count {
        if let Err(violation) = session.add_instance(&repeat(nodeset), after) {
            return format!("{:?}", violation.kind);
        }
        after = after.map(|after| after.saturating_add(1));
    }
    "OK".to_string()
}

fn remove(session: &mut Session, nodeset: &str, value: &Value) -> String {
    match number(value, "at") {
        Ok(Some(at)) => told(session.remove_instance(&repeat(nodeset), at.saturating_add(1))),
        Ok(None) => format!("{NOT_UNDERSTOOD}: which one is removed is told by “at”"),
        Err(problem) => problem,
    }
}

/// A value as it would be typed; a list as words.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some(match number.as_f64() {
            // Without an exponent, which nobody types.
            Some(double) if !number.is_i64() && !number.is_u64() => {
                crate::xpath::value::number_text(double)
            }
            _ => number.to_string(),
        }),
        Value::Array(values) => {
            let is_plain = |value: &Value| !value.is_array() && !value.is_object();
            let words = values
                .iter()
                .map(|value| text(value).filter(|_| is_plain(value)));
            Some(words.collect::<Option<Vec<_>>>()?.join(" "))
        }
        Value::Object(_) => None,
    }
}

/// Goes on from the question answered last, as a person does, until a question is there: a count that depends on the
/// answers in its own repeat makes another instance when its last one is left.
fn walk_to(session: &mut Session, id: &QuestionId, from: Option<QuestionId>) {
    /// More questions than any form has between two answers.
    const STEPS_MAX: usize = 100_000;
    let mut at = from;
    for _ in 0..STEPS_MAX {
        let Some(here) = at.filter(|_| session.kind(id).is_none()) else {
            return;
        };
        at = session.walk_on(&here);
    }
}

fn answer(
    session: &mut Session,
    reference: &str,
    text: String,
    last: &mut Option<QuestionId>,
) -> String {
    let id = QuestionId::from(reference);
    if session.grows_by_walking() {
        walk_to(session, &id, last.clone());
    }
    let Some(kind) = session.kind(&id) else {
        return format!("{:?}", ViolationKind::NoSuchQuestion);
    };
    let words = || text.split_ascii_whitespace().map(str::to_string).collect();
    let answer = match kind {
        _ if text.is_empty() => Answer::Clear,
        ControlKind::SelectOne => Answer::Choice(text),
        ControlKind::SelectMultiple | ControlKind::Rank => Answer::Choices(words()),
        ControlKind::Upload => Answer::File(text),
        ControlKind::Trigger => Answer::Acknowledged(true),
        ControlKind::Input | ControlKind::Range | ControlKind::Unsupported => Answer::Text(text),
    };
    let told = told(session.set(&id, answer));
    // Whoever answers goes on to the next question, and so into another instance where the answers ask for one.
    if session.grows_by_walking() {
        session.walk_on(&id);
    }
    *last = Some(id);
    told
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
            ["/data/none", "1"], ["/data", {"op": "add"}], ["/data/n", {"name": "a.png"}], [7],
            ["/data/n", {"op": "add", "count": -1}], ["/data/n", {"op": "add", "count": 1_000_000_000}],
            ["/data/n", {}], ["/data/n", 3.0]]);
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
                "not understood: a step is [reference, value]",
                "not understood: “count” is no whole number from 0 up",
                "TooManyInstances",
                "not understood: a file has a name",
                "OK"
            ]
        );
        assert!(!is_understood(&report));
        assert_eq!(report["load_ms"], 1.0);
        assert_eq!(report["violations"], json!([]));
        assert!(
            report["instance"]
                .as_str()
                .unwrap()
                .contains("<n>3</n><s>a b</s><x>6</x>")
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
