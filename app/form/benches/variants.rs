//! Shapes that real forms grow into: repeats in repeats, a filtered list in each of a thousand instances, totals that
//! run through them, a list filtered by two columns, long answers. Run with `cargo bench -p maru-form --bench variants`.
#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark asks the clock; the crate does not"
)]

#[path = "../tests/common/ambient.rs"]
mod ambient;

use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use ambient::ambient;
use maru_form::{Answer, Form, QuestionId, Session, Source};

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64() * 1000.0, result)
}

fn report(what: &str, milliseconds: f64, budget: f64) {
    let word = if milliseconds <= budget {
        "within"
    } else {
        "OVER"
    };
    println!("  {what:34} {milliseconds:9.3} ms, {word} {budget} ms");
}

fn html(nodes: &str, model: &str, body: &str) -> String {
    format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><model><instance><data id=\"scale\">{nodes}\
         <meta><instanceID/></meta></data></instance>{model}</model></h:head><h:body>{body}</h:body></h:html>"
    )
}

fn begin(xml: &str, list: &str) -> Session {
    let files = |source: Source| match source {
        Source::File(_) => Some(list.as_bytes().to_vec()),
        Source::LastSaved => None,
    };
    let form = Form::parse_with(xml, &files).expect("it loads").form;
    Session::new(Arc::new(form), ambient())
}

fn text(text: impl Into<String>) -> Answer {
    Answer::Text(text.into())
}

/// The worst of an answer at the first, the middle and the last instance.
fn worst(session: &mut Session, of: impl Fn(usize) -> String, count: usize, answer: &str) -> f64 {
    let mut worst = 0.0_f64;
    for at in [1, count / 2, count] {
        let id = QuestionId::from(of(at).as_str());
        let (time, set) = timed(|| session.set(&id, text(answer)));
        set.expect("an answer");
        worst = worst.max(time);
    }
    worst
}

/// A hundred households of a hundred members, summed up in each and over all.
fn nested() {
    const COUNT: usize = 100;
    let model = "<bind nodeset=\"/data/n\" type=\"int\"/><bind nodeset=\"/data/h/sum\" calculate=\"sum(../m/age)\"/>\
         <bind nodeset=\"/data/all\" calculate=\"sum(/data/h/sum)\"/><bind nodeset=\"/data/h/m/pos\" calculate=\"position(..)\"/>\
         <bind nodeset=\"/data/h/m/adult\" relevant=\"../age &gt; 17\"/>";
    let body = "<input ref=\"/data/n\"/><repeat nodeset=\"/data/h\" jr:count=\"/data/n\"><repeat nodeset=\"/data/h/m\" jr:count=\"/data/n\">\
        <input ref=\"/data/h/m/age\"/><input ref=\"/data/h/m/adult\"/></repeat></repeat>";
    let nodes =
        "<n/><h jr:template=\"\"><m jr:template=\"\"><pos/><age/><adult/></m><sum/></h><all/>";
    let mut session = begin(&html(nodes, model, body), "");
    println!("repeats in repeats, {COUNT} times {COUNT}");
    let (time, set) = timed(|| session.set(&"/data/n".into(), text(COUNT.to_string())));
    set.expect("a number");
    report("make them all", time, 200.0);
    let time = worst(
        &mut session,
        |at| format!("/data/h[{at}]/m[{at}]/age"),
        COUNT,
        "20",
    );
    report("one answer", time, 1.0);
    let last = QuestionId::from("/data/h[100]/m[100]/adult");
    report("last question", timed(|| session.question(&last)).0, 1.0);
    report("all questions", timed(|| session.questions().len()).0, 50.0);
}

/// A choice in each of a thousand instances, of a list of a hundred thousand rows filtered by two columns.
fn filtered() {
    const COUNT: usize = 1_000;
    let mut list = String::from("name,label,state,county\n");
    for row in 0..100_000 {
        writeln!(list, "p{row},Place {row},s{},c{}", row % 10, row % 100).expect("a string");
    }
    let r = "/data/r";
    let body = format!(
        "<repeat nodeset=\"{r}\"><input ref=\"{r}/state\"/><input ref=\"{r}/county\"/><select1 ref=\"{r}/place\"><itemset \
         nodeset=\"instance('l')/root/item[state = current()/../state and county = current()/../county]\"><value ref=\"name\"/>\
         <label ref=\"label\"/></itemset></select1></repeat>"
    );
    let model = format!(
        "<instance id=\"l\" src=\"jr://file-csv/l.csv\"/><bind nodeset=\"{r}/told\" calculate=\"instance('l')/root/item[name = current()/../place]/label\"/>"
    );
    let xml = html(
        "<r jr:template=\"\"><state/><county/><place/><told/></r>",
        &model,
        &body,
    );
    let mut session = begin(&xml, &list);
    println!("a choice of a list of 100,000 rows in each of {COUNT} instances");
    let (mut last, mut make) = (0.0, 0.0);
    for at in 1..=COUNT {
        let (time, added) = timed(|| session.add_instance(&r.into(), None));
        added.expect("an instance");
        (last, make) = (time, make + time);
        for (name, value) in [("state", "s3"), ("county", "c13")] {
            let id = QuestionId::from(format!("{r}[{at}]/{name}").as_str());
            session.set(&id, text(value)).expect("an answer");
        }
        let id = QuestionId::from(format!("{r}[{at}]/place").as_str());
        session
            .set(&id, Answer::Choice("p13".into()))
            .expect("a place");
    }
    report("add the 1,000th", last, 1.0);
    report("add all", make, 1_000.0);
    let place = |at: usize| QuestionId::from(format!("{r}[{at}]/place").as_str());
    report(
        "what is offered",
        timed(|| session.choices(&place(500)).len()).0,
        10.0,
    );
    let (time, set) = timed(|| session.set(&place(500), Answer::Choice("p113".into())));
    set.expect("it is offered");
    report("choose", time, 1.0);
    let time = worst(&mut session, |at| format!("{r}[{at}]/county"), COUNT, "c23");
    report("filter it away", time, 1.0);
}

/// A balance carried from line to line.
fn running() {
    const COUNT: usize = 1_000;
    let r = "/data/r";
    println!("a total that runs through {COUNT} instances");
    for (way, previous) in [
        (
            "indexed-repeat()",
            "indexed-repeat(/data/r/close, /data/r, position(..) - 1)",
        ),
        (
            "a predicate",
            "/data/r[position() = position(current()/..) - 1]/close",
        ),
    ] {
        let model = format!(
            "<bind nodeset=\"{r}/open\" calculate=\"coalesce({previous}, 0)\"/><bind nodeset=\"{r}/close\" \
             calculate=\"../open + coalesce(../paid, 0)\"/>"
        );
        let body = format!("<repeat nodeset=\"{r}\"><input ref=\"{r}/paid\"/></repeat>");
        let nodes = "<r jr:template=\"\"><open/><paid/><close/></r>";
        let mut session = begin(&html(nodes, &model, &body), "");
        let mut last = 0.0;
        for _ in 0..COUNT {
            let (time, added) = timed(|| session.add_instance(&r.into(), None));
            added.expect("an instance");
            last = time;
        }
        report(&format!("{way}: add the 1,000th"), last, 1.0);
        let (time, set) = timed(|| session.set(&"/data/r[1000]/paid".into(), text("1")));
        set.expect("a number");
        report(&format!("{way}: the last answer"), time, 1.0);
        let (time, set) = timed(|| session.set(&"/data/r[1]/paid".into(), text("1")));
        set.expect("a number");
        report(&format!("{way}: the first answer"), time, 20.0);
    }
}

/// What is done between two answers: save, submit, list what is wrong.
fn keeping() {
    const COUNT: usize = 5_000;
    let (mut nodes, mut model, mut body) = (String::new(), String::new(), String::new());
    for at in 0..COUNT {
        write!(nodes, "<q{at}>an answer</q{at}>").expect("a string");
        write!(model, "<bind nodeset=\"/data/q{at}\" required=\"true()\" constraint=\"string-length(.) &lt; 99\"/>").expect("a string");
        write!(
            body,
            "<input ref=\"/data/q{at}\"><label>Question {at}</label></input>"
        )
        .expect("a string");
    }
    let mut session = begin(&html(&nodes, &model, &body), "");
    println!("a form of {COUNT} answers");
    report("save", timed(|| session.save().len()).0, 5.0);
    report("submit", timed(|| session.submission().len()).0, 5.0);
    report(
        "what is wrong",
        timed(|| session.violations().len()).0,
        10.0,
    );
    report(
        "how far it is",
        timed(|| session.progress(&"/data/q4000".into())).0,
        1.0,
    );
    let saved = session.save();
    let form = session.form().clone();
    report(
        "open it again",
        timed(|| Session::resume(form, &saved, ambient())).0,
        50.0,
    );
    let long = "가나다라 ".repeat(4_000);
    let (time, set) = timed(|| session.set(&"/data/q7".into(), text(long)));
    set.expect_err("it is too long");
    report("a long answer", time, 1.0);
}

fn main() {
    nested();
    filtered();
    running();
    keeping();
}
