//! A typed date or time as numbers and the words between them.

use super::calendar::{Calendar, Half, Unit};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A piece of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, and how many digits it was typed with.
    Number(u32, usize),
    Unit(Unit),
    /// The name of a month, from 1.
    Month(u32),
    Half(Half),
    HalfPast,
}

/// A longer text is no date.
const LENGTH_MAX: usize = 80;

/// Small letters, the digits of ASCII, and no more blanks than one.
pub(super) fn plain(text: &str) -> String {
    let letters = text.trim().chars().take(LENGTH_MAX + 1).nfc();
    let plain: String = letters.flat_map(char::to_lowercase).map(digit).collect();
    plain
        .replace("a.m", "am")
        .replace("p.m", "pm")
        .replace("o'clock", "oclock")
        .replace("half past", "halfpast")
}

/// Letters and digits alone.
pub(super) fn squashed(plain: &str) -> String {
    plain.chars().filter(|letter| is_of_word(*letter)).collect()
}

/// The pieces; `None` if there is a word that is not known.
pub(super) fn tokens(plain: &str, calendar: &Calendar) -> Option<Vec<Token>> {
    if plain.chars().count() > LENGTH_MAX {
        return None;
    }
    let mut text = plain.to_owned();
    for weekday in calendar.weekdays {
        // "Thứ năm" is Thursday, "năm" alone a year.
        text = text.replace(weekday, " ");
    }
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let same = |letter: char| match first {
            '0'..='9' => letter.is_ascii_digit(),
            _ => !letter.is_ascii_digit() && is_of_word(letter) == is_of_word(first),
        };
        let end = rest.find(|letter| !same(letter)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        if first.is_ascii_digit() {
            tokens.push(Token::Number(piece.parse().ok()?, piece.len()));
        } else if is_of_word(first) {
            word(piece, calendar, &mut tokens)?;
        }
    }
    Some(tokens)
}

/// A word, or words that Korean writes as one (시반).
fn word(word: &str, calendar: &Calendar, tokens: &mut Vec<Token>) -> Option<()> {
    let mut rest = word;
    while !rest.is_empty() {
        let (token, behind) = known(rest, calendar, tokens.last())?;
        tokens.extend(token);
        rest = behind;
    }
    Some(())
}

/// What a word, or in Korean its beginning, means, and what is left of it. Fillers mean nothing.
fn known<'w>(
    word: &'w str,
    calendar: &Calendar,
    before: Option<&Token>,
) -> Option<(Option<Token>, &'w str)> {
    let joins = calendar.lang == "ko";
    let rest = |name: &str| {
        word.strip_prefix(name)
            .filter(|rest| joins || rest.is_empty())
    };
    let after_number = matches!(before, Some(Token::Number(..)));
    // 3월 is a month, 월 alone a Monday.
    let unit = |name: &&(&str, Unit)| !joins || (after_number && word.starts_with(name.0));
    let units = calendar.units.iter().filter(unit);
    let units = units.map(|(name, unit)| (*name, Some(Token::Unit(*unit))));
    let halves = calendar.halves.iter();
    let halves = halves.map(|(name, half)| (*name, Some(Token::Half(*half))));
    let half_past = calendar.half_past.iter();
    let half_past = half_past.map(|name| (*name, Some(Token::HalfPast)));
    let months = (1..).zip(calendar.months).flat_map(|(month, names)| {
        names
            .iter()
            .map(move |name| (*name, Some(Token::Month(month))))
    });
    let numerals = calendar.numerals.iter();
    let numerals = numerals.map(|(name, number)| (*name, Some(Token::Number(*number, 1))));
    let fillers = calendar.fillers.iter().map(|name| (*name, None));
    units
        .chain(halves)
        .chain(half_past)
        .chain(months)
        .chain(numerals)
        .chain(fillers)
        .find_map(|(name, token)| Some((token, rest(name)?)))
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// Devanagari digits are digits.
fn digit(letter: char) -> char {
    match letter {
        '०'..='९' => {
            let value = u32::from(letter) - u32::from('०');
            char::from_digit(value, 10).unwrap_or(letter)
        }
        _ => letter,
    }
}
