//! How long it takes to prepare 10,000 letters for a voice. Run with `cargo bench -p maru-page`.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a benchmark asks the clock; the crate does not"
)]

use maru_page::{
    Lang,
    spoken::{Voice, prepare},
};
use std::time::{Duration, Instant};

const LETTERS: usize = 10_000;
const RUNS: usize = 25;
/// A key may take 5 ms to the speech request; a page is a tenth of this text.
const BUDGET: Duration = Duration::from_millis(50);

const PROSE: &str = "구청은 어르신이 앉아서 쓸 수 있는 안내 단말기를 옮기고, 없는 곳에는 새로 놓는다고 밝혔습니다. ";
const FIGURES: &str = "신청 기간은 2026. 3. 2.(월)~3. 20.(금) 18:00까지이며 65세 이상 1,234명에게 월 30만 원을 드립니다. 문의: 02-120, help@seoul.go.kr. ";
const ENGLISH: &str =
    "From 2026-03-05 at 15:20 the library lends 1234567 books; call 120 for more. ";

fn main() {
    let texts = [
        ("Korean prose", PROSE, "ko"),
        ("Korean with figures", FIGURES, "ko"),
        ("English", ENGLISH, "en"),
    ];
    let mut slow = false;
    for (name, text, lang) in texts {
        let text: String = text.chars().cycle().take(LETTERS).collect();
        for needs_respelling in [false, true] {
            let time = median(&text, &Lang::new(lang), &Voice { needs_respelling });
            let how = if needs_respelling {
                "respelled"
            } else {
                "in words"
            };
            println!(
                "{name}, {LETTERS} letters, {how}: {:.2} ms (budget {} ms)",
                time.as_secs_f64() * 1e3,
                BUDGET.as_millis()
            );
            slow |= time > BUDGET;
        }
    }
    assert!(!slow, "over budget");
}

/// The middle one of the times; the first of them also reads the tables.
fn median(text: &str, lang: &Lang, voice: &Voice) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let runs = prepare(text, lang, voice);
            let time = start.elapsed();
            assert!(!runs.is_empty());
            time
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}
