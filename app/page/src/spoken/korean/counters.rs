//! Which numbers a counter wants before it.

use super::number::{native, sino};
use super::scan;
use std::sync::LazyLock;

/// How a number is said before its counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// 세 명; Sino-Korean from 100 on.
    Native,
    /// 삼 층.
    Sino,
    /// 삼년: no space, so that year and day are one word.
    Joined,
    /// 유월, 시월.
    Month,
    /// 첫째; 첫 번째.
    Ordinal,
}

/// A counter as it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    /// The word.
    pub word: &'static str,
    /// The numbers it wants here.
    pub system: System,
    /// The place behind it.
    pub end: usize,
}

/// All counters, the longest first.
static COUNTERS: LazyLock<Vec<(&str, System)>> = LazyLock::new(|| {
    let mut all = vec![
        ("시", System::Native),
        ("분", System::Sino),
        ("번", System::Native),
        ("대", System::Native),
        ("월", System::Month),
        ("째", System::Ordinal),
        ("번째", System::Ordinal),
    ];
    for line in include_str!("counters.tsv").lines() {
        let (system, words) = line.split_once('\t').unwrap_or_default();
        let system = match system {
            "native" => System::Native,
            "sino" => System::Sino,
            "joined" => System::Joined,
            _ => continue,
        };
        all.extend(words.split(' ').map(|word| (word, system)));
    }
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    all
});

/// Particles. Behind a counter that stands apart from its number anything else is another word (3 개발).
pub(super) const PARTICLES: [&str; 32] = [
    "",
    "이",
    "가",
    "은",
    "는",
    "을",
    "를",
    "에",
    "의",
    "로",
    "으로",
    "와",
    "과",
    "도",
    "만",
    "부터",
    "까지",
    "씩",
    "에서",
    "에게",
    "께",
    "께서",
    "이나",
    "입니다",
    "이다",
    "이며",
    "뿐",
    "마다",
    "당",
    "짜리",
    "이상",
    "이하",
];
/// People who are counted with 분.
const PEOPLE: [&str; 11] = [
    "손님",
    "어르신",
    "선생님",
    "회원",
    "고객",
    "환자",
    "승객",
    "주민",
    "참가자",
    "신청자",
    "가족",
];
/// Things that are counted with 대; without one of them 20대 are the twenties, and 4대 보험 four great ones.
const MACHINES: [&str; 24] = [
    "차",
    "버스",
    "트럭",
    "자전거",
    "컴퓨터",
    "피시",
    "PC",
    "기기",
    "단말기",
    "카메라",
    "CCTV",
    "택시",
    "휠체어",
    "스쿠터",
    "오토바이",
    "프린터",
    "노트북",
    "키오스크",
    "전화",
    "텔레비전",
    "티브이",
    "TV",
    "에어컨",
    "냉장고",
];
/// Words behind 대 that say how many machines are meant, not what the great ones are.
const BEHIND_MACHINES: [&str; 12] = [
    "이상",
    "이하",
    "미만",
    "초과",
    "이내",
    "모두",
    "중",
    "가운데",
    "정도",
    "구입",
    "구매",
    "설치",
];
/// Things with a number of their own: 3번 출구.
const NUMBERED: [&str; 20] = [
    "출구",
    "단추",
    "버튼",
    "버스",
    "키",
    "창구",
    "문제",
    "문항",
    "답",
    "칸",
    "줄",
    "국도",
    "항목",
    "좌석",
    "자리",
    "마을",
    "홈",
    "승강장",
    "게이트",
    "방",
];

/// The counter behind a number: at once, or after a space. `start` is where the number begins.
pub(super) fn counter(
    text: &[char],
    start: usize,
    end: usize,
    number: Option<u32>,
) -> Option<Counter> {
    let apart = scan::at(text, end) == Some(' ');
    let place = end + usize::from(apart);
    let word = scan::hangul(text, place);
    if word.is_empty() {
        return None;
    }
    let fits = |counter: &&(&'static str, System)| {
        let rest = word.strip_prefix(counter.0);
        // 1부터 counts no copies.
        let is_particle = counter.0 == "부" && word.starts_with("부터");
        !is_particle && rest.is_some_and(|rest| !apart || PARTICLES.contains(&rest))
    };
    let (word, system) = *COUNTERS.iter().find(fits)?;
    let end = place + word.chars().count();
    let system = match word {
        _ if follows_je(text, start) => System::Sino,
        "시" if !number.is_some_and(|hour| (1..=12).contains(&hour)) => System::Sino,
        "분" if is_people(text, start, end) => System::Native,
        "번" if is_name(text, start, end, number) => System::Sino,
        "대" if is_decade(text, start, number) || is_great(text, start, end) => System::Sino,
        "월" if !number.is_some_and(|month| (1..=12).contains(&month)) => System::Joined,
        _ => system,
    };
    Some(Counter { word, system, end })
}

/// Whether the prefix 제 makes an ordinal of the number: 제3장 is 제삼장.
pub(super) fn follows_je(text: &[char], start: usize) -> bool {
    let apart = start.checked_sub(2).and_then(|place| scan::at(text, place));
    scan::before(text, start) == Some('제') && !apart.is_some_and(scan::is_syllable)
}

/// Minutes unless people were spoken of.
fn is_people(text: &[char], start: usize, end: usize) -> bool {
    let before = scan::words_before(text, start);
    let before = before.trim_end();
    PEOPLE.iter().any(|people| before.ends_with(people)) || scan::at(text, end) == Some('께')
}

/// Whether 번 names a number (120번으로, 3번 출구) and does not count times (하루 세 번).
fn is_name(text: &[char], start: usize, end: usize, number: Option<u32>) -> bool {
    let is_large = number.is_none_or(|number| number > 20);
    let stands_alone = start == 0 && end == text.len();
    let particle = matches!(
        scan::at(text, end),
        Some('을' | '으' | '은' | '이' | '과' | '의' | '.' | ':' | ')')
    );
    let behind = scan::words_behind(text, scan::behind_blanks(text, end));
    let is_listed = scan::before(text, start) == Some(',');
    is_listed
        || is_large
        || stands_alone
        || particle
        || NUMBERED.iter().any(|thing| behind.starts_with(thing))
}

/// Whether 20대 are people in their twenties.
fn is_decade(text: &[char], start: usize, number: Option<u32>) -> bool {
    let is_round = number.is_some_and(|number| (10..=90).contains(&number) && number % 10 == 0);
    is_round && !is_of_machines(text, start)
}

/// Whether 4대 are the four great ones of what is named behind it (4대 보험).
fn is_great(text: &[char], start: usize, end: usize) -> bool {
    let is_apart = scan::at(text, end) == Some(' ');
    let behind = scan::hangul(text, end + 1);
    let counts = || BEHIND_MACHINES.iter().any(|word| behind.starts_with(word));
    is_apart && !behind.is_empty() && !is_of_machines(text, start) && !counts()
}

/// Whether machines were spoken of.
fn is_of_machines(text: &[char], start: usize) -> bool {
    let before = scan::words_before(text, start);
    MACHINES.iter().any(|machine| before.contains(machine))
}

/// A whole number with its counter: 세 명, 이십 분, 유월, 첫째.
pub(super) fn with_counter(figure: &[char], counter: &Counter) -> String {
    let value = scan::value(figure);
    let word = counter.word;
    let month = match value {
        Some(6) => Some("유"),
        Some(10) => Some("시"),
        _ => None,
    };
    match (counter.system, month) {
        (System::Month, Some(name)) => format!("{name}{word}"),
        (System::Month | System::Joined, _) => format!("{}{word}", sino(figure)),
        (System::Sino, _) => format!("{} {word}", sino(figure)),
        (System::Native, _) => match value.and_then(|value| native(value, true)) {
            Some(number) => format!("{number} {word}"),
            None => format!("{} {word}", sino(figure)),
        },
        (System::Ordinal, _) => ordinal(figure, value, word),
    }
}

/// 첫째, 둘째, 열두째; 첫 번째, 두 번째 (표준어 규정 제6항).
fn ordinal(figure: &[char], value: Option<u32>, word: &str) -> String {
    let gap = if word == "째" { "" } else { " " };
    let number = match value {
        Some(1) => Some("첫".to_owned()),
        Some(value @ 2..=4) if word == "째" => native(value, false),
        Some(value) => native(value, true),
        None => None,
    };
    match number {
        Some(number) => format!("{number}{gap}{word}"),
        None => format!("{} {word}", sino(figure)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::korean::words;

    #[test]
    fn every_counter_says_every_number_up_to_99_by_its_system() {
        let digits = |value: u32| -> Vec<char> { value.to_string().chars().collect() };
        let numbers = (0..=99).map(|value| (value, sino(&digits(value)), native(value, true)));
        let numbers: Vec<_> = numbers.collect();
        let mut said = 0;
        let plain = COUNTERS
            .iter()
            .filter(|(word, _)| !matches!(*word, "월" | "째" | "번째"));
        for (word, system) in plain {
            for (number, sino, native) in &numbers {
                let hour = *word != "시" || *number <= 12;
                let times = *word != "번" || *number <= 20;
                let machines = *word != "대" || *number < 10 || number % 10 != 0;
                let is_native = *system == System::Native && hour && times && machines;
                let expected = match (native, system) {
                    (Some(native), _) if is_native => format!("{native} {word}"),
                    (_, System::Joined) => format!("{sino}{word}"),
                    _ => format!("{sino} {word}"),
                };
                assert_eq!(
                    words(&format!("모두 {number}{word}")),
                    format!("모두 {expected}")
                );
                said += 1;
            }
        }
        assert!(said > 15_000, "{said}");
    }

    #[test]
    fn no_counter_stands_twice() {
        let mut words: Vec<_> = COUNTERS.iter().map(|(word, _)| word).collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), COUNTERS.len());
    }
}
