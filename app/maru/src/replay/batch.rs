//! `maru replay --batch`: a request a line, an answer a line, whatever the line is.

use super::{Case, moment, one, record_id};
use maru_form::Ambient;
use serde_json::{Value, json};
use std::{
    io::{self, BufRead, Read, Write},
    panic::{self, AssertUnwindSafe},
    path::Path,
};

/// A longer request than this is none.
const LINE_MAX: u64 = 64_000_000;

/// Answers every line of standard input that holds something; the options hold where a request says nothing else.
pub(super) fn run(options: &Case, ambient: &Ambient) {
    let (mut requests, mut answers) = (io::stdin().lock(), io::stdout().lock());
    while let Some(line) = next_line(&mut requests) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = answer(&line, options, ambient);
        let written = writeln!(answers, "{answer}").and_then(|()| answers.flush());
        if written.is_err() {
            // Nobody listens any more.
            return;
        }
    }
}

/// The next line, or as much of it as is read; none at the end.
fn next_line(requests: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let read = requests
        .by_ref()
        .take(LINE_MAX)
        .read_until(b'\n', &mut line);
    if read.is_err() || line.is_empty() {
        return None;
    }
    if line.last() != Some(&b'\n') && line.len() as u64 == LINE_MAX {
        // The rest of what is too long belongs to it.
        let _ = requests.skip_until(b'\n');
    }
    Some(line)
}

fn answer(line: &[u8], options: &Case, ambient: &Ambient) -> Value {
    let mut id = Value::Null;
    let report = serde_json::from_slice::<Value>(line)
        .map_err(|error| format!("it is no request: {error}"))
        .and_then(|request| {
            id = request.get("id").cloned().unwrap_or_default();
            // One request that goes wrong is no reason to leave the others without an answer.
            let replayed = AssertUnwindSafe(|| replayed(&request, options, ambient));
            panic::catch_unwind(replayed).unwrap_or_else(|_| Err("a fault in Maru".to_owned()))
        });
    let mut report = report.unwrap_or_else(|error| json!({ "ok": false, "error": error }));
    report["id"] = id;
    report
}

fn replayed(request: &Value, options: &Case, ambient: &Ambient) -> Result<Value, String> {
    let text = |name: &str| match request.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(format!("“{name}” is no text")),
    };
    if !request.is_object() {
        return Err("it is no request: a request is an object".to_owned());
    }
    let mut ambient = ambient.clone();
    if let Some(now) = text("now")? {
        ambient.now = moment(now).map_err(|error| format!("now: {error}"))?;
    }
    if let Some(seed) = request.get("seed") {
        let seed = seed.as_u64().ok_or("“seed” is no number")?;
        (ambient.seed, ambient.uuid) = (seed, record_id(Some(seed)));
    }
    let none = Value::Array(Vec::new());
    let case = Case {
        form: Path::new(text("form")?.ok_or("it names no form")?),
        steps: request.get("steps").unwrap_or(&none),
        language: text("lang")?.or(options.language),
        media: text("media")?.map(Path::new).or(options.media),
        nodes: match request.get("nodes") {
            None => options.nodes,
            Some(nodes) => nodes.as_bool().ok_or("“nodes” is neither true nor false")?,
        },
    };
    one(&case, &ambient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read_alone() {
        let mut input: &[u8] = b"one\n\n\xff\xfe\nlast";
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut input) {
            lines.push(line);
        }
        assert_eq!(lines, [&b"one\n"[..], b"\n", b"\xff\xfe\n", b"last"]);
    }
}
