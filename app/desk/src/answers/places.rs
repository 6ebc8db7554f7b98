//! Places on a map, as people write them: `37.5663 126.9779`, `37.5663N 126.9779E`, `37°33.978' 126°58.674'`,
//! `북위 37.5도 동경 127도`.

use super::{Typed, asked};
use maru_form::Question;

/// Latitude and longitude between any marks that people put there. Where each of two or more numbers has a comma in it,
/// that stands before its fraction; else commas part the numbers.
pub(crate) fn place(text: &str) -> String {
    if let Some([latitude, longitude]) = marked(text) {
        return format!("{latitude} {longitude}");
    }
    let is_mark = |letter: char| matches!(letter, ';' | '°') || letter.is_whitespace();
    let parts = text.split(is_mark).map(|part| part.trim_matches(','));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let has_fraction = |part: &&str| {
        let (whole, fraction) = part.split_once(',').unwrap_or_default();
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !whole.is_empty() && !fraction.is_empty() && is_digits(fraction) && !whole.contains('.')
    };
    if parts.len() > 1 && parts.iter().all(has_fraction) {
        return parts.join(" ").replace(',', ".");
    }
    let numbers = parts.iter().flat_map(|part| part.split(','));
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    numbers.join(" ")
}

/// What is between the numbers of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(f64),
    Minus,
    /// Degrees, minutes and seconds are 0, 1 and 2.
    Unit(usize),
    /// Whether it is of the latitude, and the sign that its name gives it.
    Side(bool, Option<f64>),
}

/// Names and signs, the longer ones first.
const TOKENS: [(&str, Token); 30] = [
    ("latitude", Token::Side(true, None)),
    ("longitude", Token::Side(false, None)),
    ("north", Token::Side(true, Some(1.0))),
    ("south", Token::Side(true, Some(-1.0))),
    ("east", Token::Side(false, Some(1.0))),
    ("west", Token::Side(false, Some(-1.0))),
    ("lat", Token::Side(true, None)),
    ("lon", Token::Side(false, None)),
    ("n", Token::Side(true, Some(1.0))),
    ("s", Token::Side(true, Some(-1.0))),
    ("e", Token::Side(false, Some(1.0))),
    ("w", Token::Side(false, Some(-1.0))),
    ("위도", Token::Side(true, None)),
    ("경도", Token::Side(false, None)),
    ("북위", Token::Side(true, Some(1.0))),
    ("남위", Token::Side(true, Some(-1.0))),
    ("동경", Token::Side(false, Some(1.0))),
    ("서경", Token::Side(false, Some(-1.0))),
    ("도", Token::Unit(0)),
    ("분", Token::Unit(1)),
    ("초", Token::Unit(2)),
    ("°", Token::Unit(0)),
    ("''", Token::Unit(2)),
    ("'", Token::Unit(1)),
    ("′", Token::Unit(1)),
    ("’", Token::Unit(1)),
    ("\"", Token::Unit(2)),
    ("″", Token::Unit(2)),
    ("-", Token::Minus),
    ("−", Token::Minus),
];

/// A longer text is no place.
const LENGTH_MAX: usize = 100;

/// The degrees of a latitude and a longitude that are told apart by names, or by the sign for degrees.
fn marked(text: &str) -> Option<[f64; 2]> {
    let tokens = tokens(text)?;
    let is_side = |token: &Token| matches!(token, Token::Side(..));
    let begins_angle = |at: usize| match tokens.get(at) {
        // A minus stands before the number it belongs to.
        Some(Token::Minus) => tokens.get(at + 2) == Some(&Token::Unit(0)),
        Some(Token::Number(_)) => {
            let is_signed = at > 0 && tokens.get(at - 1) == Some(&Token::Minus);
            tokens.get(at + 1) == Some(&Token::Unit(0)) && !is_signed
        }
        _ => false,
    };
    let cuts = |at: usize| match (tokens.iter().any(is_side), tokens.first().map(is_side)) {
        (false, _) => begins_angle(at),
        // Names stand before all angles, or behind.
        (true, Some(true)) => tokens.get(at).is_some_and(is_side),
        (true, _) => at > 0 && tokens.get(at - 1).is_some_and(is_side),
    };
    let cut = (1..tokens.len()).find(|at| cuts(*at))?;
    let (one, other) = (angle(tokens.get(..cut)?)?, angle(tokens.get(cut..)?)?);
    match (one, other) {
        ((None | Some(true), latitude), (None | Some(false), longitude)) => {
            (one.0.is_some() == other.0.is_some()).then_some([latitude, longitude])
        }
        ((Some(false), longitude), (Some(true), latitude)) => Some([latitude, longitude]),
        _ => None,
    }
}

/// Degrees, and whether they are of the latitude, where that is told.
fn angle(tokens: &[Token]) -> Option<(Option<bool>, f64)> {
    let (mut side, mut sign, mut numbers) = (None, None, Vec::new());
    for token in tokens {
        match *token {
            Token::Side(is_latitude, named) if side.is_none() => {
                side = Some(is_latitude);
                if let Some(named) = named {
                    sign = Some(named).filter(|_| sign.is_none());
                    sign?;
                }
            }
            Token::Minus if numbers.is_empty() && sign.is_none() => sign = Some(-1.0),
            Token::Number(number) => numbers.push(number),
            Token::Unit(unit) if numbers.len() == unit + 1 => {}
            _ => return None,
        }
    }
    let (degrees, minutes, seconds) = match *numbers.as_slice() {
        [degrees] => (degrees, 0.0, 0.0),
        [degrees, minutes] => (degrees, minutes, 0.0),
        [degrees, minutes, seconds] => (degrees, minutes, seconds),
        _ => return None,
    };
    let degrees = degrees + minutes / 60.0 + seconds / 3600.0;
    // A hundred-millionth of a degree is a millimetre.
    let rounded = (degrees * 1e8).round() / 1e8;
    (minutes < 60.0 && seconds < 60.0).then_some((side, sign.unwrap_or(1.0) * rounded))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text.to_lowercase();
    if text.chars().count() > LENGTH_MAX {
        return None;
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches(is_between);
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (number, behind) = number(rest)?;
            tokens.push(Token::Number(number));
            rest = behind;
        } else {
            let known = TOKENS.iter();
            let mut known =
                known.filter_map(|(name, token)| Some((*token, rest.strip_prefix(name)?)));
            let (token, behind) = known.next()?;
            tokens.push(token);
            rest = behind;
        }
        rest = rest.trim_start_matches(is_between);
    }
    Some(tokens)
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';')
}

/// The number that a text begins with, with a point or a comma before its fraction, and what is behind it.
fn number(text: &str) -> Option<(f64, &str)> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let whole = text.trim_start_matches(is_digit);
    let fraction = whole.strip_prefix(['.', ',']);
    let fraction = fraction.filter(|fraction| fraction.starts_with(is_digit));
    let behind = fraction.map_or(whole, |fraction| fraction.trim_start_matches(is_digit));
    let number = text.get(..text.len() - behind.len())?;
    Some((number.replace(',', ".").parse().ok()?, behind))
}

/// The place that was meant where the longitude was written first, which is seen if it is none of a latitude.
pub(crate) fn swapped(text: &str) -> Option<String> {
    let plain = place(text);
    let (longitude, latitude) = plain.split_once(' ')?;
    let turned = format!("{latitude} {longitude}");
    (!is_place(text) && is_place(&turned)).then_some(turned)
}

/// Whether a typed text is latitude and longitude, as far as numbers go.
pub(crate) fn is_place(text: &str) -> bool {
    let plain = place(text);
    let numbers: Option<Vec<f64>> = plain.split(' ').map(|part| part.parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        (2..=4).contains(&numbers.len()) && numbers[0].abs() <= 90.0 && numbers[1].abs() <= 180.0
    })
}

/// The places in a typed text, one or several; none if anything in it is no place.
pub(crate) fn typed_places(text: &str) -> Option<Vec<String>> {
    let parts = text.split(';').map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    // Where a part has no blank in it, the mark parts the numbers of one place.
    let is_whole = |part: &&str| part.contains(char::is_whitespace) && is_place(part);
    match parts.iter().all(is_whole) && !parts.is_empty() {
        true => Some(parts.into_iter().map(place).collect()),
        false => is_place(text).then(|| vec![place(text)]),
    }
}

/// The latitude and the longitude of a place, as it would be typed.
pub(crate) fn degrees(place: &str) -> String {
    let degrees: Vec<&str> = place.split_whitespace().take(2).collect();
    degrees.join(" ")
}

/// The places of a line or an area, and what is behind them and is none. An area's first place, which stands at its
/// end as well, is told once.
pub(crate) fn places(question: &Question, text: &str) -> (Vec<String>, String) {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut places: Vec<String> = parts.map(str::to_owned).collect();
    let behind = match places.last() {
        Some(last) if !is_place(last) => places.pop(),
        _ => None,
    };
    let is_closed = places.len() > 2 && places.first() == places.last();
    if asked(question) == Typed::Area && is_closed {
        places.pop();
    }
    (places, behind.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{place, swapped};

    #[test]
    fn commas_part_the_numbers_of_a_place_or_their_fractions() {
        for (typed, meant) in [
            ("37.56, 126.97", "37.56 126.97"),
            ("37.56,126.97", "37.56 126.97"),
            ("37.56 , 126.97;", "37.56 126.97"),
            ("37°, -127°", "37 -127"),
            ("37,127", "37 127"),
            ("37,56 126,97", "37.56 126.97"),
            ("37,56; -126,97", "37.56 -126.97"),
            ("37,56, 126,97, 12,5", "37.56 126.97 12.5"),
            ("", ""),
        ] {
            assert_eq!(place(typed), meant, "{typed}");
        }
    }

    #[test]
    fn degrees_have_names_and_minutes() {
        for (typed, meant) in [
            ("37.5663N 126.9779E", "37.5663 126.9779"),
            ("37.5663 N, 126.9779 E", "37.5663 126.9779"),
            ("N37.5663 E126.9779", "37.5663 126.9779"),
            ("126.9779E 37.5663N", "37.5663 126.9779"),
            ("37,5663N 126,9779E", "37.5663 126.9779"),
            ("33.8568 S 151.2153 E", "-33.8568 151.2153"),
            ("40.7 north 74 west", "40.7 -74"),
            ("37°33.978' 126°58.674'", "37.5663 126.9779"),
            ("37°33′58.68″N 126°58′40.44″E", "37.5663 126.9779"),
            ("37 33.978 N 126 58.674 E", "37.5663 126.9779"),
            ("-37° 30' -127° 15'", "-37.5 -127.25"),
            ("37도 33분 126도 30분", "37.55 126.5"),
            ("북위 37.5도 동경 127도", "37.5 127"),
            ("북위37도30분동경127도", "37.5 127"),
            ("위도 37.5, 경도 -127", "37.5 -127"),
        ] {
            assert_eq!(place(typed), meant, "{typed}");
        }
        for text in [
            "37N 38N",
            "37N 127",
            "37°61' 127°",
            "-37S 127E",
            "city hall",
            "N E",
            "37° 33' 58\" 12 127°",
        ] {
            assert!(!super::is_place(text), "{text}: {}", place(text));
        }
        assert!(!super::is_place(&"1".repeat(100_000)));
    }

    #[test]
    fn a_longitude_that_stands_first_is_seen() {
        assert_eq!(
            swapped("126.9779 37.5663").as_deref(),
            Some("37.5663 126.9779")
        );
        assert_eq!(
            swapped("126.9779, 37.5663").as_deref(),
            Some("37.5663 126.9779")
        );
        for text in ["37 127", "200 37", "37 200", "126.9779", "city hall", ""] {
            assert_eq!(swapped(text), None, "{text}");
        }
    }
}
