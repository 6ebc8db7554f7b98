//! Looking at a text from a place on.

pub(super) use crate::hangul::is_syllable;

/// The letter at a place.
pub(super) fn at(text: &[char], place: usize) -> Option<char> {
    text.get(place).copied()
}

/// The letter before a place.
pub(super) fn before(text: &[char], place: usize) -> Option<char> {
    at(text, place.checked_sub(1)?)
}

/// Whether these letters stand at a place.
pub(super) fn stands(text: &[char], place: usize, what: &str) -> bool {
    let mut letters = text.get(place..).unwrap_or_default().iter();
    what.chars().all(|letter| letters.next() == Some(&letter))
}

/// The digits at a place.
pub(super) fn digits(text: &[char], place: usize) -> &[char] {
    let rest = text.get(place..).unwrap_or_default();
    let length = rest
        .iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    &rest[..length]
}

/// The place behind blanks.
pub(super) fn behind_blanks(text: &[char], mut place: usize) -> usize {
    while at(text, place) == Some(' ') {
        place += 1;
    }
    place
}

/// The value of a few digits.
pub(super) fn value(digits: &[char]) -> Option<u32> {
    let text: String = digits.iter().collect();
    text.parse().ok()
}

/// A sign that parts the ends of a range.
pub(super) fn is_tilde(letter: char) -> bool {
    matches!(letter, '~' | '∼' | '～' | '〜' | '–')
}

/// The words before a place, as far as a reader may look back.
pub(super) fn words_before(text: &[char], place: usize) -> String {
    const LOOK: usize = 10;
    let start = place.saturating_sub(LOOK);
    text.get(start..place).unwrap_or_default().iter().collect()
}

/// The words behind a place, as far as a reader may look ahead.
pub(super) fn words_behind(text: &[char], place: usize) -> String {
    const LOOK: usize = 10;
    text.iter().skip(place).take(LOOK).collect()
}

/// The Hangul at a place, to the end of its word.
pub(super) fn hangul(text: &[char], place: usize) -> String {
    const LOOK: usize = 12;
    let rest = text.iter().skip(place).take(LOOK);
    rest.take_while(|letter| is_syllable(**letter)).collect()
}

/// Whether a figure begins here: a digit, or a sign or currency before one, not in the middle of a word.
pub(super) fn begins_figure(text: &[char], place: usize) -> bool {
    let Some(letter) = at(text, place) else {
        return false;
    };
    let is_digit = |place| at(text, place).is_some_and(|letter| letter.is_ascii_digit());
    let opens = |place| {
        before(text, place)
            .is_none_or(|before| matches!(before, ' ' | '(' | '[' | '\n' | ',' | '~' | ':'))
    };
    match letter {
        '0'..='9' => !before(text, place).is_some_and(|before| before.is_ascii_digit()),
        '₩' | '￦' | '$' | '€' | '£' | '¥' => is_digit(place + 1),
        '-' | '−' | '+' | '±' | '(' => is_digit(place + 1) && opens(place),
        _ => false,
    }
}
