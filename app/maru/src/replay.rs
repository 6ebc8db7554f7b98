//! `maru replay`: a form, some steps, the state after, as JSON.

mod batch;

use clap::Args;
use maru_form::{Ambient, Source, replay};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// The exit status when a form is refused.
const REFUSED: u8 = 2;
/// The exit status for bad usage, as `sysexits.h` has it.
const USAGE: u8 = 64;
/// No form and no list that the engine takes is longer.
const FILE_MAX: u64 = 100_000_001;

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
    /// The seed of chance, and of the record's id: the same seed, moment and steps give the same record
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Tell the state of every node
    #[arg(long)]
    nodes: bool,
    /// Read one JSON object a line from standard input instead, and answer each with one line: {"id", "form", "steps",
    /// "media", "lang", "nodes"}; what is left out is as the options say
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
        uuid: record_id(args.seed),
        seed: args.seed.unwrap_or(1),
        device_id: "maru".to_owned(),
        properties: BTreeMap::new(),
        place: None,
    };
    let case = Case {
        form: args.form.as_deref().unwrap_or(Path::new("")),
        steps: &Value::Null,
        language: lang,
        media: args.media.as_deref(),
        nodes: args.nodes,
    };
    if args.batch {
        batch::run(&case, &ambient);
        return ExitCode::SUCCESS;
    }
    let steps = args
        .steps
        .as_deref()
        .ok_or("its steps are wanted".to_owned());
    match steps.and_then(read_json).and_then(|steps| {
        one(
            &Case {
                steps: &steps,
                ..case
            },
            &ambient,
        )
    }) {
        Ok(report) => told(&report),
        Err(error) => usage(&error),
    }
}

/// An id for the record: by chance, or always the same for a seed.
fn record_id(seed: Option<u64>) -> String {
    let id = match seed {
        None => uuid::Uuid::new_v4(),
        Some(seed) => {
            let bytes =
                (u128::from(seed) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
            uuid::Builder::from_random_bytes(bytes.to_be_bytes()).into_uuid()
        }
    };
    id.to_string()
}

/// Prints the report; how it ends says whether the form opened and the steps made sense.
fn told(report: &Value) -> ExitCode {
    // Whoever closed the stream wants no more of it.
    let _ = writeln!(io::stdout(), "{report}");
    match report["ok"] == json!(true) {
        false => ExitCode::from(REFUSED),
        true if replay::is_understood(report) => ExitCode::SUCCESS,
        true => usage("a step is not understood; its result says why"),
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
    let bytes = read(path)?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// A file's bytes; of one that is too long to be any use, so many that this shows.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE_MAX).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// What is replayed, once.
#[derive(Clone, Copy)]
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
    let bytes = read(case.form)?;
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
    read(&folder.join(name)).ok()
}

/// The most memory this process ever had, as the kernel counts it.
fn peak_rss_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
