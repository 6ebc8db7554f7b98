//! The data types of answers, and the one way each is written.

use jiff::tz::TimeZone;

use crate::answer::ViolationKind;
use crate::xpath::moment::{Moment, offset_text, parse_date, parse_time, time_text};
use crate::xpath::value::{number_text, text_number};

/// The type of an answer, as its bind says; what is not known is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DataType {
    /// Any text.
    #[default]
    String,
    /// A whole number, `12`.
    Integer,
    /// A number, `3.5`.
    Decimal,
    /// `true` or `false`, or `1` or `0`.
    Boolean,
    /// A day, `2026-03-05`.
    Date,
    /// A time of day, `13:04:05.000+09:00`.
    Time,
    /// A day and a time, `2026-03-05T13:04:05.000+09:00`.
    DateTime,
    /// A place: latitude, longitude, altitude, accuracy.
    Geopoint,
    /// A line of places.
    Geotrace,
    /// A closed line of places.
    Geoshape,
    /// The name of an attached file.
    Binary,
    /// What a bar code says.
    Barcode,
}

/// More digits than these would be lost by programs that read the answer as a double.
const DIGITS_MAX: usize = 15;

impl DataType {
    /// Reads the type of a bind, with or without a prefix.
    pub(crate) fn from_bind(text: &str) -> DataType {
        match text.trim().rsplit(':').next().unwrap_or_default() {
            "int" | "integer" | "long" | "short" => DataType::Integer,
            "decimal" | "double" | "float" => DataType::Decimal,
            "boolean" => DataType::Boolean,
            "date" => DataType::Date,
            "time" => DataType::Time,
            "dateTime" => DataType::DateTime,
            "geopoint" => DataType::Geopoint,
            "geotrace" => DataType::Geotrace,
            "geoshape" => DataType::Geoshape,
            "binary" => DataType::Binary,
            "barcode" => DataType::Barcode,
            _ => DataType::String,
        }
    }

    /// The one way an entered text is written, or why it cannot be of this type.
    pub(crate) fn canonical(self, entered: &str, zone: &TimeZone) -> Result<String, ViolationKind> {
        let trimmed = entered.trim();
        match self {
            _ if trimmed.is_empty() && self != DataType::String => Ok(String::new()),
            DataType::Integer => integer(trimmed),
            DataType::Decimal => decimal(trimmed),
            DataType::Boolean => match trimmed {
                "true" | "false" | "1" | "0" => Ok(trimmed.to_string()),
                _ => Err(ViolationKind::NotABoolean),
            },
            DataType::Date => parse_date(trimmed)
                .map(|date| date.to_string())
                .ok_or(ViolationKind::NotADate),
            DataType::Time => time(trimmed, zone).ok_or(ViolationKind::NotATime),
            DataType::DateTime => match Moment::parse(trimmed) {
                Some(Moment::Instant(_, Some(_))) if has_seconds(trimmed) => {
                    Ok(trimmed.to_string())
                }
                Some(moment @ Moment::Instant(..)) => Ok(moment.date_time_text(zone)),
                _ => Err(ViolationKind::NotADateTime),
            },
            DataType::Geopoint => geopoint(trimmed).ok_or(ViolationKind::NotAPlace),
            DataType::Geotrace => line(trimmed).ok_or(ViolationKind::NotALine),
            DataType::Geoshape => area(trimmed).ok_or(ViolationKind::NotAnArea),
            DataType::String | DataType::Barcode | DataType::Binary => Ok(entered
                .chars()
                .filter(|&character| is_xml(character))
                .collect()),
        }
    }

    /// A default value as this type holds it; none where it does not fit.
    ///
    /// It may say more than the type holds, a day an hour or a whole number a fraction. Spreadsheets write a space
    /// between day and time, and times without seconds. A file that lies with the form is none of the record's.
    pub(crate) fn default_value(self, written: &str, zone: &TimeZone) -> Option<String> {
        if written.trim().is_empty() {
            return Some(written.to_string());
        }
        let moment = || Moment::parse(&written.trim().replacen(' ', "T", 1));
        let value = match self {
            DataType::Date => moment()?.date_text(zone),
            DataType::DateTime if self.canonical(written, zone).is_err() => {
                moment()?.date_time_text(zone)
            }
            DataType::Time if written.matches(':').count() == 1 => {
                self.canonical(written, zone).ok()?
            }
            DataType::Integer if written.contains('.') => self.stored(written.to_string(), zone),
            DataType::Binary if written.trim().starts_with("jr:") => return None,
            _ => written.to_string(),
        };
        let is_checked = matches!(self, DataType::Integer | DataType::Decimal | DataType::Time);
        (!is_checked || self.canonical(&value, zone).is_ok()).then_some(value)
    }

    /// A calculated text as this type stores it; what does not fit is stored as it is.
    pub(crate) fn stored(self, text: String, zone: &TimeZone) -> String {
        match self {
            DataType::Integer => {
                let number = text_number(&text, zone);
                if number.is_finite() {
                    number_text(number.trunc())
                } else {
                    text
                }
            }
            DataType::Date => match calculated_moment(&text, zone) {
                Some(moment) => moment.date_text(zone),
                None => text,
            },
            DataType::DateTime => self
                .canonical(&text, zone)
                .ok()
                .or_else(|| Some(calculated_moment(&text, zone)?.date_time_text(zone)))
                .unwrap_or(text),
            DataType::Time => self
                .canonical(&text, zone)
                .ok()
                .or_else(|| {
                    let written = calculated_moment(&text, zone)?.date_time_text(zone);
                    written.split_once('T').map(|(_, time)| time.to_string())
                })
                .unwrap_or(text),
            DataType::Geopoint | DataType::Geotrace | DataType::Geoshape => {
                self.canonical(&text, zone).unwrap_or(text)
            }
            _ => text,
        }
    }
}

/// The moment that a calculation gives: as it is written, or by its number of days.
fn calculated_moment(text: &str, zone: &TimeZone) -> Option<Moment> {
    Moment::parse(text).or_else(|| Moment::from_days(text_number(text, zone), zone))
}

/// Whether XML 1.0 can carry a character at all.
pub(crate) fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Splits off the sign; takes digits of any width, and drops the spaces people group digits with.
fn plain_number(text: &str) -> (bool, String) {
    let compact: String =
        text.chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| match character {
                '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10)
                    .unwrap_or(character),
                '−' | '－' => '-',
                '．' => '.',
                other => other,
            })
            .collect();
    let negative = compact.starts_with('-');
    let digits = compact
        .strip_prefix(['-', '+'])
        .unwrap_or(&compact)
        .to_string();
    (negative, digits)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn integer(text: &str) -> Result<String, ViolationKind> {
    let (negative, digits) = plain_number(text);
    let whole = digits
        .split_once('.')
        .filter(|(_, zeros)| zeros.bytes().all(|byte| byte == b'0'))
        .map(|(whole, _)| whole);
    let digits = whole.unwrap_or(&digits);
    if digits.is_empty() || !is_digits(digits) {
        return Err(ViolationKind::NotAnInteger);
    }
    let written = signed(negative, digits, "")?;
    // An `xsd:int` has 32 bits: what goes beyond is lost by the programs that read it.
    match written.parse::<i32>() {
        Ok(_) => Ok(written),
        Err(_) => Err(ViolationKind::TooLarge),
    }
}

/// Latitude and longitude, and perhaps altitude and accuracy, as all clients write them: four numbers, each with a
/// point.
fn geopoint(text: &str) -> Option<String> {
    let numbers = text
        .split(|letter: char| letter == ',' || letter == ';' || letter.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f64>().ok().filter(|number| number.is_finite()))
        .collect::<Option<Vec<f64>>>()?;
    let (latitude, longitude, rest) = match numbers.as_slice() {
        [latitude, longitude, rest @ ..] if rest.len() <= 2 => (*latitude, *longitude, rest),
        _ => return None,
    };
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        return None;
    }
    let more = [0, 1].map(|at| rest.get(at).copied().unwrap_or(0.0));
    let written = [latitude, longitude, more[0], more[1]].map(|number| {
        let text = number_text(number);
        if text.contains('.') {
            text
        } else {
            format!("{text}.0")
        }
    });
    Some(written.join(" "))
}

/// The places of a line, each written as a place is.
fn places(text: &str) -> Option<Vec<String>> {
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    parts.map(geopoint).collect()
}

/// Two places or more.
fn line(text: &str) -> Option<String> {
    let places = places(text).filter(|places| places.len() >= 2)?;
    Some(places.join("; "))
}

/// Three places or more, and back to the first: whoever types the corners need not type that one again.
fn area(text: &str) -> Option<String> {
    let mut places = places(text)?;
    if places.len() > 1 && places.first() == places.last() {
        places.pop();
    }
    let first = places.first()?.clone();
    let is_area = places.len() >= 3;
    places.push(first);
    is_area.then(|| places.join("; "))
}

fn decimal(text: &str) -> Result<String, ViolationKind> {
    let (negative, digits) = plain_number(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return Err(ViolationKind::NotANumber);
    }
    signed(negative, whole, fraction.trim_end_matches('0'))
}

fn signed(negative: bool, whole: &str, fraction: &str) -> Result<String, ViolationKind> {
    let whole = whole.trim_start_matches('0');
    if whole.len() + fraction.len() > DIGITS_MAX {
        return Err(ViolationKind::TooLarge);
    }
    let sign = if negative && !(whole.is_empty() && fraction.is_empty()) {
        "-"
    } else {
        ""
    };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Ok(format!("{sign}{whole}{point}{fraction}"))
}

fn has_seconds(text: &str) -> bool {
    let clock = text.rsplit('T').next().unwrap_or_default();
    clock
        .split(['+', '-', 'Z'])
        .next()
        .unwrap_or_default()
        .matches(':')
        .count()
        == 2
}

/// A full time stays as it is written; hours and minutes alone are meant here, where the person is.
fn time(text: &str, zone: &TimeZone) -> Option<String> {
    let (time, offset) = parse_time(text)?;
    if has_seconds(text) {
        return Some(text.to_string());
    }
    let offset = offset.or_else(|| zone.to_fixed_offset().ok());
    Some(format!(
        "{}{}",
        time_text(time),
        offset.map(offset_text).unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    fn check(data_type: DataType, entered: &str, expected: Result<&str, ViolationKind>) {
        let zone = TimeZone::fixed(Offset::constant(9));
        assert_eq!(
            data_type.canonical(entered, &zone),
            expected.map(str::to_string),
            "{entered}"
        );
    }

    #[test]
    fn whole_numbers_are_written_one_way() {
        let int = DataType::Integer;
        check(int, " 1 200\u{a0}300 ", Ok("1200300"));
        check(int, "-007", Ok("-7"));
        check(int, "-0", Ok("0"));
        check(int, "12.0", Ok("12"));
        check(int, "３４", Ok("34"));
        check(int, "-2147483648", Ok("-2147483648"));
        check(int, "2147483648", Err(ViolationKind::TooLarge));
        check(int, "1234567890123456", Err(ViolationKind::TooLarge));
        for wrong in ["1.5", "1,000", "1e3", "abc", "-", "--1", "0x10"] {
            check(int, wrong, Err(ViolationKind::NotAnInteger));
        }
    }

    #[test]
    fn decimals_are_written_one_way() {
        let decimal = DataType::Decimal;
        check(decimal, ".50", Ok("0.5"));
        check(decimal, "5.", Ok("5"));
        check(decimal, "-0.00", Ok("0"));
        check(decimal, "+3.5", Ok("3.5"));
        for wrong in [".", "1,5", "NaN", "1.2.3", "inf"] {
            check(decimal, wrong, Err(ViolationKind::NotANumber));
        }
    }

    #[test]
    fn days_and_times_are_checked_against_the_calendar() {
        check(DataType::Date, "2026-3-5", Ok("2026-03-05"));
        check(DataType::Date, "2026-02-29", Err(ViolationKind::NotADate));
        check(DataType::Time, "13:04", Ok("13:04:00.000+09:00"));
        check(DataType::Time, "13:04:05.678Z", Ok("13:04:05.678Z"));
        check(DataType::Time, "22:02:00", Ok("22:02:00"));
        check(DataType::Time, "24:00", Err(ViolationKind::NotATime));
        check(
            DataType::DateTime,
            "2026-03-05T13:04",
            Ok("2026-03-05T13:04:00.000+09:00"),
        );
        check(
            DataType::DateTime,
            "2026-03-05",
            Err(ViolationKind::NotADateTime),
        );
    }

    #[test]
    fn lines_and_areas_are_places_in_a_row() {
        check(
            DataType::Geotrace,
            "37.5 127;38 127.25 10 3;",
            Ok("37.5 127.0 0.0 0.0; 38.0 127.25 10.0 3.0"),
        );
        let corners = "0 0; 0 1; 1 1";
        let closed = "0.0 0.0 0.0 0.0; 0.0 1.0 0.0 0.0; 1.0 1.0 0.0 0.0; 0.0 0.0 0.0 0.0";
        check(DataType::Geoshape, corners, Ok(closed));
        check(DataType::Geoshape, closed, Ok(closed));
        for wrong in ["37.5 127", ";", "37.5; 127", "37.5 127; 91 0"] {
            check(DataType::Geotrace, wrong, Err(ViolationKind::NotALine));
        }
        for wrong in ["0 0; 0 1", "0 0; 0 1; 0 0", "0 0; 0 1; here"] {
            check(DataType::Geoshape, wrong, Err(ViolationKind::NotAnArea));
        }
    }

    #[test]
    fn text_keeps_all_that_xml_can_carry() {
        check(DataType::String, " 한\u{0}글\u{b}\n😀 ", Ok(" 한글\n😀 "));
    }

    #[test]
    fn calculated_numbers_fit_their_type() {
        let stored =
            |data_type: DataType, text: &str| data_type.stored(text.to_string(), &TimeZone::UTC);
        assert_eq!(stored(DataType::Integer, "3.7"), "3");
        assert_eq!(stored(DataType::Date, "18262"), "2020-01-01");
        assert_eq!(
            stored(DataType::Date, "2020-01-01T12:00:00.000Z"),
            "2020-01-01"
        );
        assert_eq!(stored(DataType::Decimal, "0.5"), "0.5");
    }

    #[test]
    fn calculated_moments_and_places_are_written_as_their_type_is() {
        let zone = TimeZone::fixed(Offset::constant(9));
        for (data_type, calculated, expected) in [
            (
                DataType::Time,
                "2026-03-05T09:00:00.000+09:00",
                "09:00:00.000+09:00",
            ),
            (DataType::Time, "18262.5", "21:00:00.000+09:00"),
            (DataType::Time, "7:05", "07:05:00.000+09:00"),
            (DataType::Time, "soon", "soon"),
            (
                DataType::DateTime,
                "2026-03-05",
                "2026-03-05T00:00:00.000+09:00",
            ),
            (
                DataType::DateTime,
                "18262.5",
                "2020-01-01T21:00:00.000+09:00",
            ),
            (
                DataType::DateTime,
                "2026-03-05T13:04:05.678Z",
                "2026-03-05T13:04:05.678Z",
            ),
            (DataType::DateTime, "1e5", "1e5"),
            (DataType::DateTime, "inf", "inf"),
            (DataType::DateTime, "", ""),
            (DataType::Geopoint, "37.5 127", "37.5 127.0 0.0 0.0"),
            (DataType::Geopoint, "here", "here"),
            (
                DataType::Geotrace,
                "0 0; 0 1",
                "0.0 0.0 0.0 0.0; 0.0 1.0 0.0 0.0",
            ),
        ] {
            assert_eq!(data_type.stored(calculated.to_string(), &zone), expected);
        }
    }
}
