//! Repeats of a thousand instances, lists of a hundred thousand rows, and the scale forms of the corpus where it is
//! there. Run with `cargo bench -p maru-form --bench scale`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark asks the clock and reads files; the crate does not"
)]

#[path = "../tests/common/ambient.rs"]
mod ambient;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use ambient::ambient;
use maru_form::{Answer, Form, QuestionId, Session, Source, replay};

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64() * 1000.0, result)
}

fn verdict(milliseconds: f64, budget: f64) -> String {
    let word = if milliseconds <= budget {
        "within"
    } else {
        "OVER"
    };
    format!("{milliseconds:9.3} ms, {word} {budget} ms")
}

/// Memory of this process now, in MB.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<f64>()
            .ok()
    });
    kilobytes.unwrap_or(0.0) / 1000.0
}

fn html(nodes: &str, model: &str, body: &str) -> String {
    format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><model><instance><data id=\"scale\">{nodes}\
         <meta><instanceID/></meta></data></instance>{model}</model></h:head><h:body>{body}</h:body></h:html>"
    )
}

/// An instance calculates, and is summed up and counted outside, as in a household roster.
fn repeats() {
    const COUNT: usize = 1_000;
    let r = "/data/person";
    let model = format!(
        "<bind nodeset=\"{r}/pos\" calculate=\"position(..)\"/><bind nodeset=\"{r}/sum\" \
         calculate=\"coalesce(../a, 0) + coalesce(../b, 0) + ../pos\"/><bind nodeset=\"/data/grand\" \
         calculate=\"sum({r}/sum)\"/><bind nodeset=\"/data/filled\" calculate=\"count({r}[a != ''])\"/>"
    );
    let body = format!(
        "<group ref=\"{r}\"><label>P</label><repeat nodeset=\"{r}\"><input ref=\"{r}/a\"/><input ref=\"{r}/b\"/></repeat></group>"
    );
    let nodes = "<person jr:template=\"\"><pos/><a/><b/><sum/></person><grand/><filled/>";
    let form = Form::parse(&html(nodes, &model, &body))
        .expect("it loads")
        .form;
    let mut session = Session::new(Arc::new(form), ambient());
    let repeat = QuestionId::from(r);
    let mut times = Vec::new();
    for _ in 0..COUNT {
        let (time, added) = timed(|| session.add_instance(&repeat, None));
        added.expect("an instance");
        times.push(time);
    }
    println!("a repeat, its instances summed up and counted outside");
    println!("  add the 1st      {:9.3} ms", times[0]);
    println!("  add the 1,000th  {}", verdict(times[COUNT - 1], 1.0));
    let (time, _) = timed(|| {
        session.set(
            &format!("{r}[500]/a").as_str().into(),
            Answer::Text("6".into()),
        )
    });
    println!("  one answer       {}", verdict(time, 1.0));
    let (time, removed) = timed(|| session.remove_instance(&repeat, 1));
    removed.expect("one was there");
    println!("  remove the 1st   {time:9.3} ms");
    let (time, next) = timed(|| session.next_after(Some(&format!("{r}[500]/b").as_str().into())));
    assert!(next.is_some());
    println!(
        "  next question    {time:9.3} ms, memory {:.0} MB",
        memory()
    );
}

fn lists() {
    const ROWS: usize = 100_000;
    let mut csv = String::from("name,label,state,county\n");
    for row in 0..ROWS {
        writeln!(
            csv,
            "p{row},Place number {row},s{},c{}",
            row % 10,
            row % 100
        )
        .expect("a string");
    }
    let list = "instance('places')/root/item";
    let model = format!(
        "<instance id=\"places\" src=\"jr://file-csv/places.csv\"/><bind nodeset=\"/data/label\" \
         calculate=\"{list}[name = /data/place]/label\"/>"
    );
    let body = format!(
        "<input ref=\"/data/state\"/><input ref=\"/data/county\"/><select1 ref=\"/data/place\"><itemset \
         nodeset=\"{list}[state = /data/state and county = /data/county]\"><value ref=\"name\"/><label ref=\"label\"/>\
         </itemset></select1>"
    );
    let xml = html("<state/><county/><place/><label/>", &model, &body);
    let before = memory();
    let (read, form) = timed(|| {
        Form::parse_with(&xml, &|source| match source {
            Source::File(_) => Some(csv.clone().into_bytes()),
            Source::LastSaved => None,
        })
    });
    let form = Arc::new(form.expect("it loads").form);
    let mut session = Session::new(form, ambient());
    println!("a list of {ROWS} rows");
    println!(
        "  read             {read:9.3} ms, {:.0} MB more",
        memory() - before
    );
    let place: QuestionId = "/data/place".into();
    session
        .set(&"/data/state".into(), Answer::Text("s3".into()))
        .expect("a state");
    session
        .set(&"/data/county".into(), Answer::Text("c13".into()))
        .expect("a county");
    let (time, offered) = timed(|| session.choices(&place).len());
    println!(
        "  filter, first    {}: {offered} left, the index is made",
        verdict(time, 10.0)
    );
    for county in ["c23", "c33"] {
        session
            .set(&"/data/county".into(), Answer::Text(county.into()))
            .expect("a county");
        let (time, _) = timed(|| session.choices(&place).len());
        println!("  filter, again    {}", verdict(time, 10.0));
    }
    let (time, set) = timed(|| session.set(&place, Answer::Choice("p33".into())));
    set.expect("it is offered");
    println!("  choose           {time:9.3} ms: its label is looked up");
    let (time, set) = timed(|| session.set(&"/data/county".into(), Answer::Text("c43".into())));
    set.expect("a county");
    println!(
        "  filter it away   {time:9.3} ms, memory {:.0} MB",
        memory()
    );
}

/// The corpus' own forms, written by its generator.
fn corpus() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("MARU_CORPUS").map_or(beside, PathBuf::from);
    let out = std::env::temp_dir().join("maru-scale");
    let made = Command::new("python3")
        .arg(folder.join("gen_scale.py"))
        .arg(&out)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!(
            "the corpus is not at {}: its forms are not timed",
            folder.display()
        );
        return;
    }
    println!(
        "the corpus' scale forms: parse, open, first question, worst answer, budgets 50 and 1 ms"
    );
    let mut files: Vec<PathBuf> = std::fs::read_dir(&out)
        .expect("the forms")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .collect();
    files.sort();
    for file in files {
        let xml = std::fs::read_to_string(&file).expect("a form");
        let steps = std::fs::read_to_string(file.with_extension("steps.json")).expect("its steps");
        let steps = serde_json::from_str(&steps).expect("JSON");
        let media = |source: Source| match source {
            Source::File(name) => std::fs::read(out.join("media").join(name)).ok(),
            Source::LastSaved => None,
        };
        let (parse, loaded) = timed(|| Form::parse_with(&xml, &media));
        let form = Arc::new(loaded.expect("it loads").form);
        let (open, session) = timed(|| Session::new(form, ambient()));
        let (first, _) = timed(|| {
            session
                .next_after(None)
                .and_then(|id| session.question(&id))
        });
        drop(session);
        let start = Instant::now();
        let clock = || start.elapsed().as_secs_f64() * 1000.0;
        let options = replay::Options {
            ambient: ambient(),
            language: None,
            nodes: false,
            files: &media,
            clock: &clock,
        };
        let report = replay::run(&xml, &steps, &options);
        let sets = report["sets"].as_array().cloned().unwrap_or_default();
        let worst = sets
            .iter()
            .filter_map(|set| set["ms"].as_f64())
            .fold(0.0, f64::max);
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Forms of 5,000 questions have budgets: 50 ms until they are open, 1 ms an answer.
        let word = match (
            name.ends_with("-5000"),
            parse + open <= 50.0 && worst <= 1.0,
        ) {
            (false, _) => "",
            (true, true) => "  within",
            (true, false) => "  OVER",
        };
        println!(
            "  {name:14} parse {parse:8.2}  open {open:8.2}  question {first:7.3}  worst answer {worst:8.3} ms  memory {:.0} MB{word}",
            memory()
        );
    }
}

fn main() {
    repeats();
    lists();
    corpus();
}
