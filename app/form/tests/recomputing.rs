//! Random forms with repeats in repeats, filled in at random: nothing is ever left as it was before a change.

mod common;

use std::fmt::Write;
use std::sync::Arc;

use common::{Builder, ambient};
use maru_form::{Answer, Control, Session};
use proptest::prelude::*;

const INPUTS: [&str; 7] = [
    "/data/q",
    "/data/n",
    "/data/r/a",
    "/data/r/b",
    "/data/r/p/x",
    "/data/r/p/y",
    "/data/k/m",
];
/// Where calculations stand.
const PLACES: [&str; 4] = ["/data", "/data/r", "/data/r/p", "/data/k"];
const CALCULATIONS: usize = 8;

/// What a calculation is made of: its place, the shape of its expression, the nodes in it.
type Pick = (usize, u8, usize, usize);

/// The path of an input or of a calculation before the `at`-th, so that there is no circle.
fn node(picks: &[Pick], at: usize, pick: usize) -> String {
    match pick % (INPUTS.len() + at) {
        input if input < INPUTS.len() => INPUTS[input].to_string(),
        calculation => path(picks, calculation - INPUTS.len()),
    }
}

fn path(picks: &[Pick], at: usize) -> String {
    format!("{}/c{at}", PLACES[picks[at].0 % PLACES.len()])
}

fn expression(picks: &[Pick], at: usize, choice: u8, left: usize, right: usize) -> String {
    let place = PLACES[picks[at].0 % PLACES.len()];
    let (left, right) = (node(picks, at, left), node(picks, at, right));
    // From the calculation up to the root, and from there to every instance.
    let every = format!("{}{}", "../".repeat(place.matches('/').count()), &left[6..]);
    let outermost = ["/data/r", "/data/k"]
        .into_iter()
        .find(|repeat| left.starts_with(repeat));
    match (choice % 17, outermost) {
        (0, _) => format!("{left} + {right}"),
        (1, _) => format!("concat({left}, '-', {right})"),
        (2, _) => format!("sum({every})"),
        (3, _) => format!("count({left} | {right})"),
        (4, _) => format!("if({left} &gt; 2, {right}, 'no')"),
        (5, Some(repeat)) => format!("indexed-repeat({left}, {repeat}, {right})"),
        (6, _) if place != "/data" => format!("concat(position(..), {left})"),
        (7, _) => format!("join(',', {every})"),
        (9, _) => format!("concat(/data/r[2]/p/x, /data/r[last()]/p/y, {left})"),
        (8, _) => format!("join('', /data/r[a != {right}]/b)"),
        (10, _) => format!("join(',', (/data/r[a != {right}])/p/x)"),
        (11, _) => format!("concat(join(',', (/data/r | /data/k)/m), {left})"),
        (12, _) => format!("concat(join(',', randomize(/data/r)/b), {left})"),
        (13, _) => format!("join(',', if({right} &gt; 2, /data/r, /data/k)/a)"),
        (14, _) => format!("jr:choice-name({left}, '/data/t')"),
        (15, _) => format!("concat(jr:choice-name(/data/t, '/data/t'), /data/t, {left})"),
        _ => format!("concat(count(/data/r), count(/data/r/p), {left})"),
    }
}

fn form(picks: &[Pick]) -> Builder {
    let mut nodes = [""; PLACES.len()].map(String::from);
    let mut builder = Builder::new();
    for (at, (place, choice, left, right)) in picks.iter().enumerate() {
        write!(nodes[place % PLACES.len()], "<c{at}/>").expect("writing to a string");
        let mut attributes = format!(
            "calculate=\"{}\"",
            expression(picks, at, *choice, *left, *right)
        );
        if choice % 3 == 0 {
            let relevant = expression(picks, at, choice / 10, *right, *left);
            write!(attributes, " relevant=\"{relevant}\"").expect("writing to a string");
        }
        builder = builder.bind(&path(picks, at), &attributes);
    }
    let [root, outer, inner, counted] = nodes;
    builder
        .nodes(&format!(
            "<q/><n/><s/><t/><r jr:template=\"\"><a/><b/>{outer}<p jr:template=\"\"><x/><y>2</y>{inner}</p></r>\
             <r><a>1</a><b/>{outer}<p><x>3</x><y/>{inner}</p></r><k jr:template=\"\"><m/>{counted}</k>{root}"
        ))
        .bind("/data/n", "type=\"int\"")
        .bind("/data/r/p", "relevant=\"../a != '2'\"")
        .bind("/data/k", "relevant=\"/data/q != '3'\"")
        .inputs(&["/data/q", "/data/n"])
        .body(
            "<select ref=\"/data/s\"><itemset nodeset=\"/data/r[b != '']\"><value ref=\"b\"/></itemset></select>\
             <select1 ref=\"/data/t\"><itemset nodeset=\"/data/r/p\"><value ref=\"x\"/><label ref=\"../b\"/></itemset>\
             </select1>\
             <group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"/><input ref=\"/data/r/b\"/>\
             <group ref=\"/data/r/p\"><repeat nodeset=\"/data/r/p\"><input ref=\"/data/r/p/x\"/><input ref=\"/data/r/p/y\"/>\
             </repeat></group></repeat></group>\
             <group ref=\"/data/k\"><repeat nodeset=\"/data/k\" jr:count=\"/data/n\"><input ref=\"/data/k/m\"/></repeat></group>",
        )
}

/// An answer to whatever is asked, or an instance more or less.
fn step(session: &mut Session, pick: usize, action: usize, text: &str) {
    let ids = session.questions();
    let id = &ids[pick % ids.len()];
    let control = session.question(id).map(|question| question.control);
    // Whether it was taken does not matter here.
    let _ = match control {
        Some(Control::Repeat) if action.is_multiple_of(3) => {
            session.remove_instance(id, 1 + action % 2)
        }
        Some(Control::Repeat) => session.add_instance(id, Some(action % 3)).map(drop),
        Some(Control::SelectOne) => {
            let mut choices = session.choices(id).into_iter();
            let choice = choices.nth(action % 4).map(|choice| choice.value);
            session.set(id, choice.map_or(Answer::Clear, Answer::Choice))
        }
        Some(Control::SelectMultiple) => {
            let choices = session.choices(id).into_iter().map(|choice| choice.value);
            session.set(id, Answer::Choices(choices.take(action % 4).collect()))
        }
        _ => session.set(id, Answer::Text(text.to_string())),
    };
}

/// What is stored and what counts: the whole outcome.
fn outcome(session: &Session) -> Vec<(String, Option<String>, bool)> {
    let nodes = session.nodes().into_iter();
    nodes
        .map(|node| (node.reference, node.value, node.relevant))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_change_in_repeats_ends_as_if_everything_were_computed_anew(
        picks in prop::collection::vec((any::<usize>(), any::<u8>(), 0usize..100, 0usize..100), CALCULATIONS),
        steps in prop::collection::vec((any::<usize>(), any::<usize>(), "[a1-3]{0,2}"), 1..20),
    ) {
        let mut session = form(&picks).begin().0;
        for (pick, action, text) in steps {
            step(&mut session, pick, action, &text);
            let incremental = outcome(&session);
            session.recompute_all();
            prop_assert_eq!(&incremental, &outcome(&session));
            let saved = session.save();
            let resumed = Session::resume(Arc::clone(session.form()), &saved, ambient()).unwrap();
            prop_assert_eq!(resumed.save(), saved);
            prop_assert_eq!(outcome(&resumed), incremental);
            prop_assert_eq!(resumed.submission(), session.submission());
        }
    }
}
