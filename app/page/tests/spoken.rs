//! Korean as it is spoken: a table of examples, each with the rule or the dictionary it comes from.

use maru_page::{
    Lang,
    spoken::{Voice, prepare},
};

/// The table's rows: source, written, in words, respelled.
fn examples() -> Vec<[&'static str; 4]> {
    let lines = include_str!("spoken.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        <[&str; 4]>::try_from(columns).unwrap_or_else(|columns| panic!("{columns:?}"))
    });
    rows.collect()
}

fn said(text: &str, needs_respelling: bool) -> String {
    let runs = prepare(text, &Lang::new("ko"), &Voice { needs_respelling });
    let texts: Vec<String> = runs.into_iter().map(|run| run.text).collect();
    texts.join(" / ")
}

#[test]
fn every_example_is_said_as_its_source_says() {
    let examples = examples();
    assert!(examples.len() >= 600, "{}", examples.len());
    let mut wrong = Vec::new();
    for [source, written, words, respelled] in examples {
        for (needs_respelling, expected) in [(false, words), (true, respelled)] {
            let said = said(written, needs_respelling);
            if said != expected {
                wrong.push(format!("{source}: {written} is {expected}, said {said}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
