//! Amounts: with a counter or a currency; decimals, fractions and ratios.

use super::counters::{self, Counter, with_counter};
use super::number::{decimals, digits, grouped, sino};
use super::range::with_tilde;
use super::{Read, dates, scan, units};

const CURRENCIES: [(char, &str); 6] = [
    ('₩', "원"),
    ('￦', "원"),
    ('$', "달러"),
    ('€', "유로"),
    ('£', "파운드"),
    ('¥', "엔"),
];
/// Words that multiply the number before them.
const SCALES: [char; 6] = ['십', '백', '천', '만', '억', '조'];

/// A number as it is written.
pub(super) struct Number {
    /// The digits before the point, without commas.
    pub whole: Vec<char>,
    decimals: Vec<char>,
    /// The place behind it.
    pub end: usize,
}

impl Number {
    /// Digits, with commas between groups of three, and decimals.
    pub(super) fn at(text: &[char], at: usize) -> Option<Number> {
        let first = scan::digits(text, at);
        let mut end = at + first.len();
        let mut whole = first.to_vec();
        while (1..=3).contains(&first.len())
            && scan::at(text, end) == Some(',')
            && scan::digits(text, end + 1).len() == 3
        {
            whole.extend(scan::digits(text, end + 1));
            end += 4;
        }
        let mut decimals = Vec::new();
        if scan::at(text, end) == Some('.') {
            decimals = scan::digits(text, end + 1).to_vec();
            end += if decimals.is_empty() {
                0
            } else {
                1 + decimals.len()
            };
        }
        (!whole.is_empty()).then_some(Number {
            whole,
            decimals,
            end,
        })
    }

    fn is_whole(&self) -> bool {
        self.decimals.is_empty()
    }

    /// The number by itself.
    pub(super) fn words(&self) -> String {
        match self.decimals.as_slice() {
            [] => sino(&self.whole),
            behind => format!("{} 점 {}", sino(&self.whole), decimals(behind)),
        }
    }

    /// The counter behind it; `start` is where the number begins.
    pub(super) fn counter(&self, text: &[char], start: usize) -> Option<Counter> {
        let value = scan::value(&self.whole).filter(|_| self.is_whole());
        counters::counter(text, start, self.end, value)
    }

    /// The number with its counter.
    pub(super) fn with(&self, counter: &Counter) -> String {
        if self.is_whole() {
            with_counter(&self.whole, counter)
        } else {
            format!("{} {}", self.words(), counter.word)
        }
    }
}

/// The counter behind a figure, by name.
pub(super) fn counter_behind(text: &[char], start: usize, end: usize) -> Option<&'static str> {
    counters::counter(text, start, end, None).map(|counter| counter.word)
}

/// An amount.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    let sign = scan::at(text, at)?;
    if let Some((_, currency)) = CURRENCIES.iter().find(|(own, _)| *own == sign) {
        let number = Number::at(text, at + 1)?;
        return Some(Read::new(
            format!("{} {currency}", number.words()),
            number.end,
        ));
    }
    let start = at + usize::from(!sign.is_ascii_digit());
    let number = Number::at(text, start)?;
    let read = dotted(text, &number, start)
        .or_else(|| parted(text, &number))
        .or_else(|| scaled(text, &number))
        .or_else(|| units::unit(text, &number))
        .or_else(|| units::with_letters(text, &number))
        .or_else(|| counted(text, &number, start))
        .unwrap_or_else(|| bare(text, &number));
    let is_cold = read.words.ends_with(" 도");
    let sign = match sign {
        '-' | '−' if is_cold => "영하 ",
        '-' | '−' => "마이너스 ",
        '+' => "플러스 ",
        '±' => "플러스마이너스 ",
        '(' => ", ",
        _ => "",
    };
    Some(Read::new(format!("{sign}{}", read.words), read.end))
}

/// What the days of history are called by: 3.1운동, 6.25 전쟁.
const HISTORY: [&str; 8] = ["절", "운동", "혁명", "민주", "전쟁", "참전", "광복", "사태"];

/// 6·25, 3·1: the days of history, digit by digit. 1.2.3: a version.
fn dotted(text: &[char], number: &Number, start: usize) -> Option<Read> {
    let name = scan::words_behind(text, scan::behind_blanks(text, number.end));
    if !number.is_whole() && HISTORY.iter().any(|day| name.starts_with(day)) {
        let words = format!("{}{}", digits(&number.whole), digits(&number.decimals));
        return Some(Read::new(words, number.end));
    }
    let sign = scan::at(text, number.end)?;
    let behind = scan::digits(text, number.end + 1);
    let end = number.end + 1 + behind.len();
    if behind.is_empty() {
        return None;
    }
    match sign {
        '·' | '‧' | '・'
            if counters::follows_je(text, start)
                || counter_behind(text, start, end).is_some_and(|counter| counter != "절") =>
        {
            Some(Read::new(format!("{}, ", number.words()), number.end + 1))
        }
        '·' | '‧' | '・' => Some(Read::new(
            format!("{}{}", digits(&number.whole), digits(behind)),
            end,
        )),
        '.' if !number.is_whole() => {
            let mut parts = vec![sino(&number.whole), sino(&number.decimals), sino(behind)];
            let mut end = end;
            while scan::at(text, end) == Some('.') && !scan::digits(text, end + 1).is_empty() {
                let part = scan::digits(text, end + 1);
                parts.push(sino(part));
                end += 1 + part.len();
            }
            Some(Read::new(parts.join(" 점 "), end))
        }
        _ => None,
    }
}

/// 3/4 is 사분의 삼, 3:2 is 삼 대 이.
fn parted(text: &[char], number: &Number) -> Option<Read> {
    let sign = scan::at(text, number.end)?;
    let other = Number::at(text, number.end + 1)?;
    let whole = number.is_whole() && other.is_whole();
    match sign {
        '/' if whole && scan::at(text, other.end) != Some('/') => {
            let words = format!("{}분의 {}", sino(&other.whole), sino(&number.whole));
            Some(Read::new(words, other.end))
        }
        ':' => Some(Read::new(
            format!("{} 대 {}", number.words(), other.words()),
            other.end,
        )),
        _ => None,
    }
}

/// 3만 5천, 1억 2,000만: a number and its scale, and smaller ones behind it. No amount has more of them than there
/// are scales; what follows then is a number of its own.
fn scaled(text: &[char], number: &Number) -> Option<Read> {
    let Read { mut words, mut end } = with_scale(text, number)?;
    let mut number_end = number.end;
    for _ in 1..SCALES.len() {
        let next = scan::behind_blanks(text, end);
        let more = Number::at(text, next).filter(|more| next == end || is_scale(text, more.end));
        let Some(more) = more else {
            break;
        };
        words.push(' ');
        let Some(part) = with_scale(text, &more) else {
            return Some(Read::new(words + &more.words(), more.end));
        };
        words.push_str(&part.words);
        (number_end, end) = (more.end, part.end);
    }
    // 삼만 원, but not 삼만나: what follows at once is a counter or ends the number.
    let counter = counters::counter(text, number_end, end, None);
    match counter {
        Some(counter) => Some(with_tilde(
            text,
            format!("{words} {}", counter.word),
            counter.end,
        )),
        None => Some(with_tilde(text, words, end)),
    }
}

fn is_scale(text: &[char], at: usize) -> bool {
    scan::at(text, at).is_some_and(|letter| SCALES.contains(&letter))
}

/// 3만, 2천억: the scale is joined to its number; 만 and 천 alone for one of them.
fn with_scale(text: &[char], number: &Number) -> Option<Read> {
    let scale = scan::at(text, number.end).filter(|letter| SCALES.contains(letter))?;
    if counter_behind(text, number.end, number.end)
        .is_some_and(|counter| counter.chars().count() > 1)
    {
        // 조각, not 조.
        return None;
    }
    let mut end = number.end + 1;
    let is_one = number.is_whole() && number.whole.as_slice() == ['1'];
    let mut words = match scale {
        '십' | '백' | '천' | '만' if is_one => String::new(),
        _ => number.words(),
    };
    words.push(scale);
    while let Some(more) = scan::at(text, end).filter(|letter| SCALES.contains(letter)) {
        words.push(more);
        end += 1;
    }
    Some(Read::new(words, end))
}

fn counted(text: &[char], number: &Number, start: usize) -> Option<Read> {
    let counter = number.counter(text, start)?;
    let mut words = number.with(&counter);
    if counters::follows_je(text, start) {
        words = words.replacen(' ', "", 1);
    } else if scan::before(text, start).is_some_and(scan::is_syllable) {
        words.insert(0, ' ');
    }
    if scan::at(text, counter.end).is_some_and(|behind| behind.is_ascii_digit()) {
        words.push(' ');
    }
    let read = Read::new(words, counter.end);
    let read = if counter.word == "일" {
        dates::with_weekday(text, read)
    } else {
        read
    };
    Some(with_tilde(text, read.words, read.end))
}

/// A number by itself; a very long one digit by digit.
fn bare(text: &[char], number: &Number) -> Read {
    let is_long = number.whole.len() > 16 && number.is_whole();
    let leading_zero = number.whole.len() > 1 && number.whole.first() == Some(&'0');
    let words = if is_long || (leading_zero && number.is_whole()) {
        grouped(&number.whole)
    } else {
        number.words()
    };
    with_tilde(text, words, number.end)
}
