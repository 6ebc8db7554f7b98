//! 10,000 characters into cells with maps both ways, as a display and a file for embossers want them, and back.

use crate::table::{Table, Time};
use maru::translate::Tables;
use maru_desk::Grades;
use maru_page::{
    Lang,
    braille::{Grade, Translate},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const CHARACTERS: usize = 10_000;
const RUNS: usize = 11;

const KOREAN: &str =
    "안녕하세요. 오늘은 시청에 민원을 신청하러 왔습니다. 그래서 3월 5일 오후 2시에 KTX를 탔어요. ";
const ENGLISH: &str = "The street light in front of 12 Mill Road does not work; people cannot see the steps at night. ";
const VIETNAMESE: &str =
    "Đèn đường trước nhà số 12 bị hỏng, ban đêm mọi người không nhìn thấy bậc thang. ";
const SWAHILI: &str =
    "Taa ya barabarani mbele ya nyumba namba 12 haiwaki; watu hawaoni ngazi usiku. ";
const NEPALI: &str = "घर नम्बर १२ अगाडिको सडक बत्ती बिग्रिएको छ, राति मानिसहरूले खुड्किला देख्दैनन्। ";

pub fn measure(table: &mut Table) {
    let before = resident();
    let (mut tables, missing) = Tables::start(true, || ());
    if let Some(missing) = missing {
        table.skipped("liblouis", &missing.to_string());
    }
    for (lang, text) in [
        ("ko", KOREAN),
        ("en", ENGLISH),
        ("vi", VIETNAMESE),
        ("sw", SWAHILI),
        ("ne", NEPALI),
    ] {
        for grade in [Grade::One, Grade::Two] {
            tables.grades = Grades {
                korean: grade,
                others: grade,
            };
            let text: String = text.chars().cycle().take(CHARACTERS).collect();
            let lang = Lang::new(lang);
            let first = timed(|| drop(black_box(tables.translate("a", &lang))));
            let mut times: Vec<Duration> = (0..RUNS)
                .map(|_| timed(|| drop(black_box(tables.translate(&text, &lang)))))
                .collect();
            times.sort_unstable();
            let what = format!(
                "{CHARACTERS} characters to cells, {}, {grade:?}",
                lang.tag()
            );
            let figure = format!("{} (first word {})", Time(times[RUNS / 2]), Time(first));
            table.row(&what, figure, "-");
        }
    }
    let grown = resident().saturating_sub(before);
    table.row(
        "memory of all Braille tables in use",
        format!("{:.1} MB", grown as f64 / 1024.0),
        "-",
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// What this process holds, in kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
