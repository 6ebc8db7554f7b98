//! Target `xpath`: any text as an expression, in each place that takes one, over a small form.
//!
//! A line begins with the sign of its place: `=` a calculation, `?` relevance, `!` a constraint, `*` required,
//! `[` the predicate of a list, `"` an output, `~` a value that a change sets. `a `, `b ` and `c ` begin answers.
//! Bytes that begin with 1 are not text: an expression of right grammar is made of them.

use super::{Watch, check_record, check_resume, expression, load};
use maru_form::{Answer, Session};

/// Draws chance anew, or keeps what an order of answers left behind.
const UNSTEADY: [&str; 3] = ["random(", "uuid(", "once("];

/// Opens the form with the expressions in it, and answers it in two orders.
pub fn xpath(bytes: &[u8]) {
    let made;
    let text = match bytes {
        [1, rest @ ..] => {
            made = expression::lines(rest);
            made.as_str()
        }
        _ => &String::from_utf8_lossy(bytes),
    };
    let answers: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(name, _)| ["a", "b", "c"].contains(name))
        .collect();
    let xml = form(text);
    let watch = Watch::start();
    let Some(mut session) = load(&xml) else {
        return;
    };
    check(&session);
    for &(name, text) in &answers {
        if watch.is_over() {
            return;
        }
        set(&mut session, name, text);
    }
    choose(&mut session);
    // An instance that comes and goes leaves no trace.
    let repeat = "/data/r".into();
    if session.add_instance(&repeat, Some(1)).is_ok() && !watch.is_over() {
        assert_eq!(session.remove_instance(&repeat, 2), Ok(()));
    }
    check(&session);
    let is_steady = !UNSTEADY.iter().any(|word| text.contains(word)) && !xml.contains("setvalue");
    if is_steady && !watch.is_over() {
        check_resume(&session);
        check_anew(&mut session);
        check_order(&xml, &session, &answers);
    }
}

fn check(session: &Session) {
    check_record(session);
    session.violations();
    for id in session.questions() {
        session.question(&id);
    }
}

/// What followed from each change is what follows from all answers together.
fn check_anew(session: &mut Session) {
    let incremental = session.save();
    session.recompute_all();
    assert_eq!(session.save(), incremental, "a stale value");
}

fn set(session: &mut Session, name: &str, text: &str) {
    // A refused answer is a result like any other.
    let _ = session.set(
        &format!("/data/{name}").as_str().into(),
        Answer::Text(text.to_string()),
    );
}

fn choose(session: &mut Session) {
    if let Some(choice) = session.choices(&"/data/pick".into()).into_iter().next() {
        let _ = session.set(&"/data/pick".into(), Answer::Choice(choice.value));
    }
}

/// The inputs are always asked, so only the last answer to each counts, in whatever order they came, and whatever
/// was typed and taken back in between.
fn check_order(xml: &str, session: &Session, answers: &[(&str, &str)]) {
    let Some(mut other) = load(xml) else {
        return;
    };
    for (name, passing) in [("c", "2000-01-01"), ("b", "0"), ("a", "zz")] {
        for (_, text) in answers.iter().filter(|(own, _)| *own == name) {
            set(&mut other, name, text);
        }
        let id = format!("/data/{name}").as_str().into();
        let kept = other.question(&id).map(|question| question.value);
        set(&mut other, name, passing);
        set(&mut other, name, &kept.unwrap_or_default());
    }
    choose(&mut other);
    assert_eq!(
        other.submission(),
        session.submission(),
        "another order of answers gives another record"
    );
}

/// The form with each line's expression in its place; the last line for a place counts.
fn form(text: &str) -> String {
    let place = |sign: char, attribute: &str| {
        let expression = text
            .lines()
            .filter_map(|line| line.strip_prefix(sign))
            .next_back();
        match (expression, attribute) {
            (Some(expression), "") => escape(expression),
            (Some(expression), _) => format!(" {attribute}=\"{}\"", escape(expression)),
            (None, _) => String::new(),
        }
    };
    let calculate = place('=', "calculate");
    let relevant = place('?', "relevant");
    let constraint = place('!', "constraint");
    let required = place('*', "required");
    let predicate = match place('[', "") {
        none if none.is_empty() => none,
        some => format!("[{some}]"),
    };
    let output = match place('"', "value") {
        none if none.is_empty() => none,
        some => format!("<output{some}/>"),
    };
    let action = match place('~', "value") {
        none if none.is_empty() => none,
        some => format!("<setvalue event=\"xforms-value-changed\" ref=\"/data/g/e\"{some}/>"),
    };
    format!(
        r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>
<instance><data id="fuzz" version="2"><a/><b>4</b><c/><pick/><g><d x="y">1</d><e/></g><r><v>1</v><w/></r><r><v>2</v><w/></r><out/><last/><meta><instanceID/></meta></data></instance>
<instance id="s"><root><item><name>x</name><n>1</n></item><item><name>y</name><n>2</n></item><item><name>z</name><n/></item></root></instance>
<itext><translation lang="English (en)"><text id="x"><value>Ex <output value="/data/a"/></value></text></translation></itext>
<bind nodeset="/data/b" type="int"/><bind nodeset="/data/c" type="date"{required}/>
<bind nodeset="/data/g"{relevant}/><bind nodeset="/data/g/e"{constraint}/>
<bind nodeset="/data/out"{calculate}/><bind nodeset="/data/r/w"{calculate}/><bind nodeset="/data/last" calculate="concat(/data/out, '|', /data/g/d)"/>
<bind nodeset="/data/meta/instanceID" jr:preload="uid"/></model></h:head>
<h:body><input ref="/data/a"><label>A{output}</label>{action}</input><input ref="/data/b"/><input ref="/data/c"/>
<select1 ref="/data/pick"><label>P</label><itemset nodeset="instance('s')/root/item{predicate}"><value ref="name"/><label ref="name"/></itemset></select1>
<group ref="/data/g"><input ref="/data/g/d"/><input ref="/data/g/e"/></group>
<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat></group></h:body></h:html>"#
    )
}

/// As an attribute's value; what no XML can hold becomes a space.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '"' => escaped.push_str("&quot;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
