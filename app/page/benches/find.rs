//! How long type-ahead takes among 100,000 labels. Run with `cargo bench -p maru-page`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark asks the clock; the crate does not"
)]

use maru_page::find::Finder;
use std::{hint::black_box, time::Instant};

const LABELS: usize = 100_000;
const RUNS: usize = 21;
const BUDGET_MS: f64 = 10.0;

/// Streets of made-up wards, half of them in Hangul.
fn labels() -> Vec<String> {
    let wards = [
        "서대문구",
        "동대문구",
        "강서구",
        "서초구",
        "마포구",
        "Mapo-gu",
        "Gangnam-gu",
        "Jongno-gu",
    ];
    let streets = [
        "신촌로",
        "백범로",
        "한강대로",
        "세종대로",
        "Ivy Lane",
        "Mill Street",
        "Old Café Road",
    ];
    let label = |at: usize| {
        let (ward, street) = (wards[at % wards.len()], streets[at / 7 % streets.len()]);
        format!("{ward} {street} {}", at / 50)
    };
    (0..LABELS).map(label).collect()
}

fn main() {
    let labels = labels();
    let begun = Instant::now();
    let finder = Finder::new(&labels);
    println!("keys for {LABELS} labels: {:.1} ms", ms(begun));
    let mut worst = 0.0_f64;
    for typed in [
        "ㅅ",
        "ㅅㄷ",
        "서",
        "서대",
        "서댐",
        "구",
        "신촌 서대문",
        "1",
        "a",
        "mill mapo",
        "1999",
        "zzz",
    ] {
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let begun = Instant::now();
                black_box(finder.find(black_box(typed), 20));
                ms(begun)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let (median, count) = (times[RUNS / 2], finder.find(typed, 20).count);
        worst = worst.max(median);
        println!("find {typed:<12} {count:>7} found  {median:>6.2} ms (median of {RUNS})");
    }
    println!("slowest {worst:.2} ms; budget {BUDGET_MS} ms");
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
