//! How long a form of 5,000 questions takes: to read, to begin, to answer once. Run with `cargo bench -p maru-form`.
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
use maru_form::{Answer, Form, Session};

const QUESTIONS: usize = 5_000;
const RUNS: usize = 15;

/// How the questions depend on each other.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Blocks of ten that depend only on themselves, as in a long real form.
    Local,
    /// Every fifth is calculated from the calculation before it.
    Chained,
    /// Each is relevant only when the one before it is answered.
    Revealed,
}

fn form(shape: Shape) -> String {
    let (mut nodes, mut binds, mut body) = (String::new(), String::new(), String::new());
    for at in 0..QUESTIONS {
        let (block, place) = (at / 10, at % 10);
        let node = match shape {
            Shape::Local => format!("/data/b{block}/q{at}"),
            Shape::Chained | Shape::Revealed => format!("/data/q{at}"),
        };
        if shape == Shape::Local && place == 0 {
            write!(nodes, "<b{block}>").expect("writing to a string");
            write!(
                body,
                "<group ref=\"/data/b{block}\"><label>Block {block}</label>"
            )
            .expect("writing to a string");
        }
        write!(nodes, "<q{at}/>").expect("writing to a string");
        writeln!(binds, "<bind nodeset=\"{node}\" {}/>", rules(shape, at))
            .expect("writing to a string");
        if shape == Shape::Local && matches!(place, 5 | 6) {
            write!(body, "<select ref=\"{node}\"><label>Question {at}</label>")
                .expect("writing to a string");
            for value in ["a", "b", "c", "d"] {
                write!(
                    body,
                    "<item><label>{value}</label><value>{value}</value></item>"
                )
                .expect("writing to a string");
            }
            body.push_str("</select>");
        } else {
            write!(
                body,
                "<input ref=\"{node}\"><label>Question {at}</label><hint>Help</hint></input>"
            )
            .expect("writing to a string");
        }
        if shape == Shape::Local && place == 9 {
            write!(nodes, "</b{block}>").expect("writing to a string");
            body.push_str("</group>");
        }
    }
    format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>Big</h:title>\
         <model><instance><data id=\"big\">{nodes}<meta><instanceID/></meta></data></instance>{binds}</model></h:head>\
         <h:body>{body}</h:body></h:html>"
    )
}

fn rules(shape: Shape, at: usize) -> String {
    let (block, place, first) = (at / 10, at % 10, at - at % 10);
    match shape {
        Shape::Local => match place {
            0 | 1 => "type=\"int\" constraint=\". &gt;= 0 and . &lt; 1000\"".to_string(),
            2 => format!("required=\"/data/b{block}/q{first} &gt; 5\""),
            3 => format!(
                "relevant=\"/data/b{block}/q{first} &gt; 10 or /data/b{block}/q{} = 'yes'\"",
                first + 2
            ),
            4 => format!(
                "type=\"date\" relevant=\"selected(/data/b{block}/q{}, 'a')\"",
                first + 5
            ),
            8 => format!(
                "type=\"int\" calculate=\"coalesce(/data/b{block}/q{first}, 0) + coalesce(/data/b{block}/q{}, 0) * 2\"",
                first + 1
            ),
            9 => format!(
                "readonly=\"true()\" relevant=\"/data/b{block}/q{} &gt; 100\"",
                first + 8
            ),
            _ => String::new(),
        },
        Shape::Chained if at % 5 == 4 && at > 5 => {
            format!(
                "type=\"int\" calculate=\"/data/q{} + string-length(/data/q{}) + coalesce(/data/q{}, 0)\"",
                at - 5,
                at - 1,
                at - 4
            )
        }
        Shape::Chained if at == 4 => "type=\"int\" calculate=\"coalesce(/data/q0, 0)\"".to_string(),
        Shape::Chained => String::new(),
        Shape::Revealed if at > 0 => format!("relevant=\"/data/q{} != ''\"", at - 1),
        Shape::Revealed => String::new(),
    }
}

/// The median of several runs, in milliseconds; other work on the machine makes it longer.
fn median<T>(mut run: impl FnMut(usize) -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|at| {
            let start = Instant::now();
            let result = std::hint::black_box(run(at));
            let time = start.elapsed().as_secs_f64() * 1000.0;
            drop(result);
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn main() {
    let budget = |milliseconds: f64, budget: f64| {
        if milliseconds <= budget {
            "within"
        } else {
            "OVER"
        }
    };
    for (name, shape, first) in [
        ("local", Shape::Local, "/data/b0/q0"),
        ("chained", Shape::Chained, "/data/q0"),
        ("revealed", Shape::Revealed, "/data/q0"),
    ] {
        let xml = form(shape);
        let parse = median(|_| Form::parse(&xml).expect("the form loads"));
        let form = Arc::new(Form::parse(&xml).expect("the form loads").form);
        let open = median(|_| Session::new(form.clone(), ambient()));
        let mut session = Session::new(form.clone(), ambient());
        for at in 0..QUESTIONS {
            // Filled in, so that one answer shows or hides all that follow.
            let id = match shape {
                Shape::Local => format!("/data/b{}/q{at}", at / 10),
                Shape::Chained | Shape::Revealed => format!("/data/q{at}"),
            };
            let _ = session.set(&id.as_str().into(), Answer::Text("1".into()));
        }
        let answer = median(|at| match at % 2 {
            0 => session.set(&first.into(), Answer::Clear),
            _ => session.set(&first.into(), Answer::Text("30".into())),
        });
        let question = median(|_| session.question(&first.into()));
        let next = median(|_| session.next_after(Some(&first.into())));
        let check = median(|_| session.violations());
        let save = median(|_| session.save());
        println!("{name}: {QUESTIONS} questions, {} kB", xml.len() / 1000);
        println!(
            "  parse {parse:8.3} ms, open {open:8.3} ms: {} 50 ms together",
            budget(parse + open, 50.0)
        );
        println!("  one answer {answer:8.3} ms: {} 1 ms", budget(answer, 1.0));
        println!(
            "  question {question:.3} ms, next {next:.3} ms, check all {check:.3} ms, save {save:.3} ms"
        );
    }
}
