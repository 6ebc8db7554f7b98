//! How long 10,000 characters take, both ways and in both grades. Run with `cargo bench -p maru-braille-ko`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark asks the clock; the crate does not"
)]

use maru_braille_ko::{Grade, Typist, emboss, read, translate};
use std::{hint::black_box, time::Instant};

const CHARACTERS: usize = 10_000;
const RUNS: usize = 21;

/// The median of a few runs, in milliseconds.
fn milliseconds(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            work();
            begin.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// The examples of the rules, one behind the other: sentences, numbers, Latin letters, signs.
fn sentences() -> String {
    let rows = include_str!("../tests/rules.tsv").lines();
    let texts: Vec<_> = rows
        .filter(|row| !row.starts_with("# "))
        .filter_map(|row| row.split('\t').nth(1))
        .collect();
    texts.join(" ").chars().cycle().take(CHARACTERS).collect()
}

fn main() {
    let plain: String = "안녕하세요. 오늘은 시청에 민원을 신청하러 왔습니다. "
        .chars()
        .cycle()
        .take(CHARACTERS)
        .collect();
    for (name, text) in [
        ("plain sentences", plain),
        ("the rules' examples", sentences()),
    ] {
        for grade in [Grade::One, Grade::Two] {
            let cells = translate(&text, grade).cells;
            let there = milliseconds(|| drop(black_box(translate(&text, grade))));
            let paper = milliseconds(|| drop(black_box(emboss(&text, grade))));
            let back = milliseconds(|| drop(black_box(read(&cells, grade))));
            println!(
                "{name}, grade {grade:?}: {CHARACTERS} characters, {} cells: there {there:.2} ms, for paper {paper:.2} ms, back {back:.2} ms",
                cells.len()
            );
        }
    }
    for hostile in [
        "A", ".", "-", "\"", "앞.", "A1", "5개−", "가,아", "ㄹ.", "A B. ", "A B ",
    ] {
        let text: String = hostile.chars().cycle().take(CHARACTERS).collect();
        let begin = Instant::now();
        black_box(translate(&text, Grade::Two));
        println!(
            "{hostile} to {CHARACTERS} characters: {:.1} ms",
            begin.elapsed().as_secs_f64() * 1000.0
        );
    }
    let mut typist = Typist::new(Grade::Two);
    translate(&sentences(), Grade::Two)
        .cells
        .iter()
        .take(1_000)
        .for_each(|cell| typist.push(*cell));
    let key = milliseconds(|| {
        typist.push(0x0a);
        black_box((typist.text(), typist.building()));
        typist.backspace();
    });
    println!("a key behind 1,000 cells, with the text and what is being built: {key:.3} ms");
}
