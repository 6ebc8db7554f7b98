//! Every expression that was put to three other engines, and what is answered here: `docs/decisions.tsv`.

#![allow(
    clippy::disallowed_methods,
    reason = "the test reads the table; the crate reads nothing"
)]
#![allow(dead_code, reason = "each test file uses its part of the tables")]

mod common;
mod tables;

use std::sync::Arc;

use maru_form::{Ambient, Form, Refusal, Session};
use tables::{Decision, decisions, same};

/// Where the recording engines were: at no distance from UTC.
fn ambient() -> Ambient {
    Ambient {
        now: "2026-03-05T09:00:00[UTC]".parse().expect("a moment"),
        ..common::ambient()
    }
}

/// The form that the engines were given, with the expression as the calculation of `/data/out`.
fn load(expression: &str) -> Result<Form, Refusal> {
    let escaped = common::escape(expression);
    let xml = format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>D</h:title><model>
<instance><data id="decisions" version="1"><two x="y">2</two><empty/><txt>abc</txt><r><v>1</v></r><r><v>2</v></r><r><v/></r><out/></data></instance>
<instance id="s"><root><item><name>a</name><label>A</label><g>x</g></item><item><name>b</name><label>B</label><g>x</g></item>
<item><name>2</name><label>Two</label><g>y</g></item></root></instance>
<bind nodeset="/data/out" type="string" calculate="{escaped}"/></model></h:head>
<h:body><input ref="/data/two"><label>Two</label></input>
<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/v"><label>V</label></input></repeat></group></h:body></h:html>"#
    );
    Ok(Form::parse(&xml)?.form)
}

/// What is stored, or `error` for a form that is refused.
fn evaluate(expression: &str) -> String {
    let form = load(expression);
    let Ok(form) = form else {
        return "error".to_string();
    };
    let session = Session::new(Arc::new(form), ambient());
    let out = session
        .nodes()
        .into_iter()
        .find(|node| node.reference == "/data/out");
    out.and_then(|node| node.value)
        .expect("the calculated node")
}

#[test]
fn every_expression_is_answered_as_decided() {
    let decisions = decisions();
    let mut wrong = Vec::new();
    for decision in &decisions {
        let Decision {
            expression, maru, ..
        } = decision;
        let answered = evaluate(expression);
        if decision.is_pending {
            println!("pending: {expression} gives “{answered}” and shall give “{maru}”");
        } else if answered != *maru {
            wrong.push(format!("{expression}: “{answered}”, decided: “{maru}”"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(decisions.len() > 200, "only {} were read", decisions.len());
}

#[test]
fn whose_answer_it_is_is_told_truly() {
    for decision in decisions() {
        let Decision {
            expression,
            maru,
            source,
            why,
            ..
        } = &decision;
        let is_theirs = match source.as_str() {
            "all" => decision.is_agreed() && *maru == decision.web_forms,
            "JavaRosa" => same(&decision.javarosa, maru),
            "Web Forms" => decision.web_forms == *maru,
            "specification" | "XPath" | "own" => true,
            other => panic!("{expression}: nobody is called {other}"),
        };
        assert!(is_theirs, "{expression}: {source} does not answer “{maru}”");
        let needs_reason = source == "own" || (decision.is_agreed() && source != "all");
        assert!(
            !needs_reason || !why.is_empty(),
            "{expression}: no reason is given"
        );
    }
}
