//! Dates and times of day.

use super::counters::{Counter, System, with_counter};
use super::number::sino;
use super::{Read, range, scan};

/// Figures of four digits that are years; others with a hyphen behind them are numbers of something.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// 2026-03-05, 2026.3.5., 2026. 3. 5., 2026/3/5, and 2026-03; a time behind a T as in ISO 8601.
pub(super) fn date(text: &[char], at: usize) -> Option<Read> {
    let year = scan::digits(text, at);
    let is_year = scan::value(year).is_some_and(|year| YEARS.contains(&year));
    if year.len() != 4 || !is_year || scan::before(text, at) == Some('제') {
        return None;
    }
    let separator = scan::at(text, at + 4).filter(|sign| matches!(sign, '-' | '.' | '/'))?;
    let month = part(text, at + 5, separator, 12)?;
    let mut words = format!("{}년 {}", sino(year), in_months(month.digits));
    let mut end = month.end;
    if scan::at(text, end) == Some(separator) {
        match part(text, end + 1, separator, 31) {
            Some(day) => {
                words = format!("{words} {}일", sino(day.digits));
                end = day.end;
                if separator == '.' && scan::at(text, end) == Some('.') {
                    end += 1;
                }
            }
            None if separator == '.' => end += 1,
            None => return None,
        }
    } else if separator != '-' {
        // 2026.3 is a number, 2026/3 a fraction.
        return None;
    }
    let behind = scan::at(text, end);
    if behind.is_some_and(|behind| behind.is_ascii_digit() || behind == separator) {
        return None;
    }
    if behind == Some('T')
        && let Some(time) = zoned_time(text, end + 1)
    {
        return Some(Read::new(format!("{words} {}", time.words), time.end));
    }
    let read = with_weekday(text, Read::new(words, end));
    Some(range::with_tilde(text, read.words, read.end))
}

/// A month and a day without a year: 3. 20., 3.20.(금), and 3/20 where it is a moment (3/20까지).
pub(super) fn month_and_day(text: &[char], at: usize) -> Option<Read> {
    let figure = scan::digits(text, at);
    let separator = scan::at(text, at + figure.len()).filter(|sign| matches!(sign, '.' | '/'))?;
    let month = part(text, at, separator, 12)?;
    let day = part(text, month.end + 1, separator, 31)?;
    let apart = scan::at(text, month.end + 1) == Some(' ');
    let mut end = day.end;
    let dotted = separator == '.' && scan::at(text, end) == Some('.');
    end += usize::from(dotted);
    let is_moment = ["까지", "부터"]
        .iter()
        .any(|word| scan::stands(text, end, word));
    let is_date = match separator {
        '.' => dotted && (apart || weekday(text, end).is_some()),
        _ => is_moment || weekday(text, end).is_some(),
    };
    if !is_date || scan::at(text, end).is_some_and(|behind| behind.is_ascii_digit()) {
        return None;
    }
    let words = format!("{} {}일", in_months(month.digits), sino(day.digits));
    let read = with_weekday(text, Read::new(words, end));
    Some(range::with_tilde(text, read.words, read.end))
}

/// A date with the weekday that stands in brackets behind it: 5일(목).
pub(super) fn with_weekday(text: &[char], read: Read) -> Read {
    match weekday(text, read.end) {
        Some((day, end)) => Read::new(format!("{} {day}요일", read.words), end),
        None => read,
    }
}

fn weekday(text: &[char], at: usize) -> Option<(char, usize)> {
    let day = scan::at(text, at + 1).filter(|day| "월화수목금토일".contains(*day))?;
    (scan::at(text, at) == Some('(') && scan::at(text, at + 2) == Some(')'))
        .then_some((day, at + 3))
}

struct Part<'a> {
    digits: &'a [char],
    end: usize,
}

/// One or two digits up to `most`; a space may stand behind a dot.
fn part(text: &[char], at: usize, separator: char, most: u32) -> Option<Part<'_>> {
    let start = if separator == '.' {
        scan::behind_blanks(text, at)
    } else {
        at
    };
    let digits = scan::digits(text, start);
    let fits = (1..=2).contains(&digits.len())
        && scan::value(digits).is_some_and(|value| (1..=most).contains(&value));
    let end = start + digits.len();
    fits.then_some(Part { digits, end })
}

/// A month by its name: 유월, 시월.
fn in_months(figure: &[char]) -> String {
    let counter = Counter {
        word: "월",
        system: System::Month,
        end: 0,
    };
    with_counter(figure, &counter)
}

/// 15:20, or 09:00-18:00: a hyphen before another time is the sign of a range.
pub(super) fn time(text: &[char], at: usize) -> Option<Read> {
    let Read { words, end } = clock(text, at)?;
    let sign = scan::behind_blanks(text, end);
    let next = scan::behind_blanks(text, sign + 1);
    if matches!(scan::at(text, sign), Some('-' | '−')) && clock(text, next).is_some() {
        return Some(Read::new(format!("{words}에서 "), next));
    }
    Some(range::with_tilde(text, words, end))
}

/// The time behind the T of ISO 8601, without its zone, which is not said.
fn zoned_time(text: &[char], at: usize) -> Option<Read> {
    let Read { words, mut end } = clock(text, at)?;
    if scan::at(text, end) == Some('Z') {
        end += 1;
    } else if matches!(scan::at(text, end), Some('+' | '-' | '−')) {
        let zone = scan::digits(text, end + 1);
        let minutes = sixtieth(text, end + 1 + zone.len());
        end = minutes
            .filter(|_| zone.len() == 2)
            .map_or(end, |minutes| minutes.end);
    }
    Some(range::with_tilde(text, words, end))
}

/// 15:20, 9:05, 15:20:30; native hours up to 12 as on a clock's face, no minutes where there are none.
fn clock(text: &[char], at: usize) -> Option<Read> {
    let hour = scan::digits(text, at);
    scan::value(hour).filter(|hours| hour.len() <= 2 && *hours <= 24)?;
    let minute = sixtieth(text, at + hour.len())?;
    let mut end = minute.end;
    let mut words = hour_words(hour);
    let mut add = |digits: &[char], word| {
        if scan::value(digits) != Some(0) {
            words = format!("{words} {} {word}", sino(digits));
        }
    };
    add(minute.digits, "분");
    if let Some(second) = sixtieth(text, end) {
        add(second.digits, "초");
        end = second.end;
        if scan::at(text, end) == Some('.') && !scan::digits(text, end + 1).is_empty() {
            end += 1 + scan::digits(text, end + 1).len();
        }
    }
    let goes_on =
        scan::at(text, end).is_some_and(|behind| behind.is_ascii_digit() || behind == ':');
    (!goes_on).then(|| Read::new(words, end))
}

/// An hour: native as on a clock's face, Sino-Korean beyond.
pub(super) fn hour_words(hour: &[char]) -> String {
    let system = match scan::value(hour) {
        Some(1..=12) => System::Native,
        _ => System::Sino,
    };
    let counter = Counter {
        word: "시",
        system,
        end: 0,
    };
    with_counter(hour, &counter)
}

/// A colon and two digits below 60.
fn sixtieth(text: &[char], at: usize) -> Option<Part<'_>> {
    let digits = scan::digits(text, at + 1);
    let fits = scan::at(text, at) == Some(':')
        && digits.len() == 2
        && scan::value(digits).is_some_and(|value| value < 60);
    fits.then_some(Part {
        digits,
        end: at + 3,
    })
}
