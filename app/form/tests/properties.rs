//! What holds for any expression, any answer and any damaged form.

mod common;

use std::sync::Arc;

use common::{Builder, ambient, escape, functions::FUNCTIONS};
use maru_form::{Answer, Form, QuestionId, Session};
use proptest::prelude::*;

/// Well-formed expressions over the nodes of `record`.
fn expressions() -> impl Strategy<Value = String> {
    let leaves = prop_oneof![
        Just("/data/a".to_string()),
        Just("../b".to_string()),
        Just("/data/g/*".to_string()),
        Just("/data/r/v".to_string()),
        Just("../../r/v".to_string()),
        Just("/data/r".to_string()),
        Just("(/data/r | /data/g)/v".to_string()),
        Just("randomize(/data/r)/v".to_string()),
        Just("instance('s')/root/item/name".to_string()),
        Just(".".to_string()),
        Just("''".to_string()),
        Just("'2026-03-05T09:00:00Z'".to_string()),
        Just("'한 글 😀'".to_string()),
        any::<f32>().prop_map(|number| format!("{}", number.abs())),
        (-100_000_000i64..100_000_000).prop_map(|number| number.to_string()),
    ];
    leaves.prop_recursive(5, 40, 4, |inner| {
        let operators = prop::sample::select(vec![
            "+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or",
        ]);
        prop_oneof![
            (inner.clone(), operators, inner.clone())
                .prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            inner
                .clone()
                .prop_map(|inner| format!("/data/g/*[{inner}]")),
            inner
                .clone()
                .prop_map(|inner| format!("instance('s')/root/item[{inner}]/name")),
            inner
                .clone()
                .prop_map(|inner| format!("indexed-repeat(/data/r/v, /data/r, {inner})")),
            inner
                .clone()
                .prop_map(|inner| format!("/data/r[{inner}]/v")),
            inner
                .clone()
                .prop_map(|inner| format!("(/data/r[{inner}])/v")),
            inner
                .clone()
                .prop_map(|inner| format!("if({inner}, /data/r, /data/g)/v")),
            inner
                .clone()
                .prop_map(|inner| format!("instance('s')/root[{inner}]/item/name")),
            inner
                .clone()
                .prop_map(|inner| format!("instance('s')/root/item[name = {inner}]/name")),
            (
                prop::sample::select(FUNCTIONS),
                prop::collection::vec(inner, 4)
            )
                .prop_map(|((name, count), arguments)| {
                    format!("{name}({})", arguments[..count].join(", "))
                }),
        ]
    })
}

fn form_with(constraint: &str) -> Builder {
    let escaped = escape(constraint);
    Builder::new()
        .nodes("<a>1</a><b>x y</b><g><c>3</c><d/></g><out>o</out><r><v>1</v><out/></r><r><v>b</v><out/></r>")
        .model("<instance id=\"s\"><root><item><name>a</name></item><item><name>b</name></item></root></instance>")
        .bind("/data/out", &format!("constraint=\"{escaped}\" required=\"{escaped}\""))
        .bind("/data/r/v", &format!("constraint=\"{escaped}\" required=\"{escaped}\""))
        .inputs(&["/data/a", "/data/out"])
        .body("<group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/v\"/></repeat></group>")
}

/// Draws chance anew, or keeps what it was.
const UNSTEADY: [&str; 3] = ["random(", "uuid(", "once("];

fn values(session: &Session) -> Vec<(String, Option<String>)> {
    let nodes = session.nodes().into_iter();
    nodes.map(|node| (node.reference, node.value)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_well_formed_expression_evaluates(expression in expressions()) {
        let session = form_with(&expression).begin().0;
        session.violations();
        session.question(&QuestionId::from("/data/out"));
        session.question(&QuestionId::from("/data/r[2]/v"));
    }

    #[test]
    fn a_well_formed_calculation_in_a_repeat_is_never_stale(expression in expressions()) {
        let form = form_with("true()").bind("/data/r/out", &format!("calculate=\"{}\"", escape(&expression)));
        let is_steady = !UNSTEADY.iter().any(|name| expression.contains(name));
        // One that reads its own answer is refused.
        let Ok(loaded) = Form::parse(&form.xml()) else { return Ok(()) };
        let mut session = Session::new(Arc::new(loaded.form), ambient());
        let repeat = QuestionId::from("/data/r");
        for at in 0..4 {
            match at {
                0 => drop(session.add_instance(&repeat, Some(1))),
                1 => drop(session.set(&"/data/r[2]/v".into(), Answer::Text("7".into()))),
                2 => drop(session.set(&"/data/a".into(), Answer::Text("2".into()))),
                _ => drop(session.remove_instance(&repeat, 1)),
            }
            let incremental = values(&session);
            session.recompute_all();
            prop_assert!(!is_steady || incremental == values(&session), "after step {at}");
        }
        prop_assert_eq!(session.question(&repeat).and_then(|question| question.repeat).map(|repeat| repeat.instances.len()), Some(2));
    }

    #[test]
    fn lists_are_compared_as_each_of_their_texts_is(lists in prop::collection::vec(prop::collection::vec("[ab1]{0,2}", 0..6), 2)) {
        let mut form = Builder::new();
        for (id, texts) in ["x", "y"].into_iter().zip(&lists) {
            let items: String = texts.iter().map(|text| format!("<item><k>{text}</k></item>")).collect();
            form = form.model(&format!("<instance id=\"{id}\"><root>{items}</root></instance>"));
        }
        let (x, y) = ("instance('x')/root/item", "instance('y')/root/item/k");
        let written = [
            format!("count({x}[k = {y}])"),
            format!("count({x}[not(not(k = {y}))])"),
            format!("count({x}[k != {y}])"),
            format!("string({x}/k = {y})"),
            format!("string({x}/k != {y})"),
        ];
        let mut nodes = String::new();
        for (at, expression) in written.iter().enumerate() {
            nodes.push_str(&format!("<c{at}/>"));
            form = form.bind(&format!("/data/c{at}"), &format!("calculate=\"{expression}\""));
        }
        let record = form.nodes(&nodes).begin();
        let (x, y) = (&lists[0], &lists[1]);
        let equal = x.iter().filter(|text| y.contains(text)).count();
        let unequal = x.iter().filter(|text| y.iter().any(|other| other != *text)).count();
        let expected = [equal.to_string(), equal.to_string(), unequal.to_string(), (equal > 0).to_string(), (unequal > 0).to_string()];
        let found: Vec<String> = (0..written.len()).map(|at| record.value(&format!("/data/c{at}"))).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_text_as_an_expression_is_understood_or_refused(text in "[ -~가-힣]{0,60}") {
        if let Ok(loaded) = Form::parse(&form_with(&text).xml()) {
            Session::new(Arc::new(loaded.form), ambient()).violations();
        }
    }

    #[test]
    fn any_answer_survives_saving(texts in prop::collection::vec(any::<String>(), 3)) {
        let form = Arc::new(Builder::new().nodes("<a/><b/><c/>").inputs(&["/data/a", "/data/b", "/data/c"]).load().form);
        let mut session = Session::new(form.clone(), ambient());
        for (text, reference) in texts.iter().zip(["/data/a", "/data/b", "/data/c"]) {
            session.set(&reference.into(), Answer::Text(text.clone())).unwrap();
        }
        let saved = session.save();
        let resumed = Session::resume(form, &saved, ambient()).unwrap();
        prop_assert_eq!(resumed.save(), saved);
        for reference in ["/data/a", "/data/b", "/data/c"] {
            let value = |session: &Session| session.question(&reference.into()).map(|question| question.value);
            prop_assert_eq!(value(&resumed), value(&session));
        }
    }

    #[test]
    fn a_damaged_form_is_loaded_or_refused(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ -~]{0,8}"), 1..4)) {
        let mut xml = form_with("/data/a = instance('s')/root/item[1]/name").xml();
        for (from, length, by) in &cuts {
            let from = from.index(xml.len());
            let to = (from + length.index(20)).min(xml.len());
            xml.replace_range(from..to, by);
        }
        if let Ok(loaded) = Form::parse(&xml) {
            let session = Session::new(Arc::new(loaded.form), ambient());
            session.violations();
            let saved = session.save();
            prop_assert_eq!(Session::resume(session.form().clone(), &saved, ambient()).unwrap().save(), saved);
        }
    }
}
