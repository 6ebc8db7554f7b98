//! Ranges: from one figure to another.

use super::amount::{self, Number};
use super::counters::System;
use super::{Read, dates, scan, units};

/// 3~5명, 10–20%, 3-4일: two numbers and what both count.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    let (low, sign) = (
        Number::at(text, at)?,
        scan::behind_blanks(text, Number::at(text, at)?.end),
    );
    let letter = scan::at(text, sign)?;
    let high_at = scan::behind_blanks(text, sign + 1);
    if !(scan::is_tilde(letter) || letter == '-' && sign == low.end && high_at == sign + 1) {
        return None;
    }
    let high = Number::at(text, high_at)?;
    let counter = high.counter(text, high_at);
    if letter == '-' || letter == '–' {
        let ends = (scan::value(&low.whole), scan::value(&high.whole));
        let rises = matches!(ends, (Some(low), Some(high)) if low < high && high < 10_000);
        let is_name = counter
            .as_ref()
            .is_some_and(|counter| matches!(counter.word, "호" | "번지" | "동" | "번"));
        let leading_zero = low.whole.len() > 1 && low.whole.first() == Some(&'0');
        let counted = counter.is_some() || units::unit(text, &high).is_some();
        if !rises || is_name || leading_zero || !counted {
            return None;
        }
    }
    // A time or date behind the sign is read by itself.
    if matches!(scan::at(text, high.end), Some(':' | '/' | '-')) {
        return None;
    }
    let first = match &counter {
        Some(counter) if counter.word == "시" => dates::hour_words(&low.whole),
        Some(counter) if matches!(counter.system, System::Native | System::Month) => {
            low.with(counter)
        }
        _ => low.words(),
    };
    let rest = amount::read(text, high_at)?;
    Some(Read::new(
        format!("{first}에서 {}", rest.words.trim_start()),
        rest.end,
    ))
}

/// Words with the sign of a range behind them: 세 시에서 (다섯 시), 삼월부터.
pub(super) fn with_tilde(text: &[char], words: String, end: usize) -> Read {
    let sign = scan::behind_blanks(text, end);
    if !scan::at(text, sign).is_some_and(scan::is_tilde) {
        return Read::new(words, end);
    }
    let next = scan::behind_blanks(text, sign + 1);
    let goes_on = scan::at(text, next)
        .is_some_and(|letter| letter.is_ascii_digit() || scan::is_syllable(letter));
    if goes_on {
        Read::new(format!("{words}에서 "), next)
    } else {
        Read::new(format!("{words}부터"), sign + 1)
    }
}
