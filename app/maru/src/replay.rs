//! `maru replay`: a form, some steps, the state after, as JSON.

use clap::Args;
use maru_form::{Ambient, Source, replay};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// The exit status when a form is refused.
const REFUSED: u8 = 2;
/// The exit status for bad usage, as `sysexits.h` has it.
const USAGE: u8 = 64;

/// What is replayed.
#[derive(Args)]
pub struct ReplayArgs {
    /// The form
    #[arg(required_unless_present = "batch")]
    form: Option<PathBuf>,
    /// The steps: [[xpath, value], …]
    #[arg(required_unless_present = "batch")]
    steps: Option<PathBuf>,
    /// The folder of the form's media: lists in CSV, XML and GeoJSON
    #[arg(long, value_name = "FOLDER")]
    media: Option<PathBuf>,
    /// The time it is, instead of now: RFC 3339
    #[arg(long, value_name = "RFC3339")]
    now: Option<String>,
    /// The seed of chance
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Tell the state of every node
    #[arg(long)]
    nodes: bool,
    /// Read one JSON object a line from standard input instead: {"id", "form", "steps", "media", "lang", "nodes"}
    #[arg(long, conflicts_with_all = ["form", "steps"])]
    batch: bool,
}

pub(crate) fn run(args: &ReplayArgs, lang: Option<&str>) -> ExitCode {
    let now = match args.now.as_deref().map(moment).transpose() {
        Ok(now) => now.unwrap_or_else(jiff::Zoned::now),
        Err(error) => return usage(&format!("--now: {error}")),
    };
    let ambient = Ambient {
        now,
        uuid: uuid::Uuid::new_v4().to_string(),
        seed: args.seed,
        device_id: "maru".to_owned(),
        properties: BTreeMap::new(),
    };
    if args.batch {
        return batch(&ambient, args.media.as_deref());
    }
    let (Some(form), Some(steps)) = (&args.form, &args.steps) else {
        return usage("a form and its steps are wanted");
    };
    let steps = match read_json(steps) {
        Ok(steps) => steps,
        Err(error) => return usage(&error),
    };
    let case = Case {
        form,
        steps: &steps,
        language: lang,
        media: args.media.as_deref(),
        nodes: args.nodes,
    };
    match one(&case, &ambient) {
        Ok(report) => {
            println!("{report}");
            if report["ok"] == json!(true) {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(REFUSED)
            }
        }
        Err(error) => usage(&error),
    }
}

fn usage(error: &str) -> ExitCode {
    eprintln!("maru replay: {error}");
    ExitCode::from(USAGE)
}

/// An RFC 3339 moment, at its own offset, or with a zone in brackets behind it.
fn moment(text: &str) -> Result<jiff::Zoned, jiff::Error> {
    text.parse::<jiff::Zoned>().or_else(|_| {
        let timestamp: jiff::Timestamp = text.parse()?;
        let offset = jiff::fmt::strtime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", text)
            .ok()
            .and_then(|parsed| parsed.offset());
        Ok(timestamp.to_zoned(offset.map_or(jiff::tz::TimeZone::UTC, jiff::tz::TimeZone::fixed)))
    })
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// What is replayed, once.
struct Case<'a> {
    form: &'a Path,
    steps: &'a Value,
    language: Option<&'a str>,
    media: Option<&'a Path>,
    nodes: bool,
}

fn one(case: &Case, ambient: &Ambient) -> Result<Value, String> {
    if !case.steps.is_array() {
        return Err("the steps are no list".to_owned());
    }
    let bytes = fs::read(case.form).map_err(|error| format!("{}: {error}", case.form.display()))?;
    let Ok(xml) = String::from_utf8(bytes) else {
        return Ok(json!({ "ok": false, "error": "the form is not in UTF-8: save it in UTF-8" }));
    };
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1000.0;
    let options = replay::Options {
        ambient: ambient.clone(),
        language: case.language.map(str::to_owned),
        nodes: case.nodes,
        files: &|source| file(case.media?, source),
        clock: &clock,
    };
    let mut report = replay::run(&xml, case.steps, &options);
    if let (Some(report), Some(peak)) = (report.as_object_mut(), peak_rss_kb()) {
        report.insert("peak_rss_kb".to_owned(), json!(peak));
    }
    Ok(report)
}

/// A file of the form's media; the record sent last is `last-saved.xml` there.
fn file(folder: &Path, source: Source) -> Option<Vec<u8>> {
    let name = match source {
        Source::File(name) => name,
        Source::LastSaved => "last-saved.xml",
    };
    // A name, not a way out of the folder.
    let name = Path::new(name).file_name()?;
    fs::read(folder.join(name)).ok()
}

fn batch(ambient: &Ambient, media: Option<&Path>) -> ExitCode {
    let mut out = io::stdout().lock();
    for line in io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .filter(|line| !line.trim().is_empty())
    {
        let mut answer = match serde_json::from_str::<Value>(&line) {
            Ok(case) => {
                let form = PathBuf::from(case["form"].as_str().unwrap_or_default());
                let own_media = case["media"].as_str().map(PathBuf::from);
                let report = one(
                    &Case {
                        form: &form,
                        steps: &case["steps"],
                        language: case["lang"].as_str(),
                        media: own_media.as_deref().or(media),
                        nodes: case["nodes"].as_bool().unwrap_or(false),
                    },
                    ambient,
                );
                let mut report =
                    report.unwrap_or_else(|error| json!({ "ok": false, "error": error }));
                report["id"] = case["id"].clone();
                report
            }
            Err(error) => json!({ "id": null, "ok": false, "error": error.to_string() }),
        };
        if answer.get("id").is_none() {
            answer["id"] = Value::Null;
        }
        if writeln!(out, "{answer}")
            .and_then(|()| out.flush())
            .is_err()
        {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// The most memory this process ever had, as the kernel counts it.
fn peak_rss_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
