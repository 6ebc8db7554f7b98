//! What people type, as the form stores it; and what is stored, as people type it.

mod moments;
mod places;

pub use moments::{misread, understood};
pub(crate) use places::{degrees, place, places, swapped, typed_places};

use jiff::Zoned;
use maru_form::{Answer, Control, DataType, Question, ViolationKind};
use maru_page::{Lang, Scale, Text, Words};
use std::num::IntErrorKind;

/// What a typed answer is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Any words.
    Words,
    /// Words that nobody else should see.
    Secret,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// A month, of which the first day is stored.
    Month,
    /// A year, of which the first day is stored.
    Year,
    /// A time of day.
    Time,
    /// A day and a time.
    DateTime,
    /// Latitude and longitude in degrees.
    Place,
    /// Two places or more.
    Line,
    /// Three places or more, around something.
    Area,
}

/// With what typed answers are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Today and the time zone.
    pub now: &'a Zoned,
    /// The language of the page.
    pub lang: &'a Lang,
}

/// What a question asks to be typed.
pub fn asked(question: &Question) -> Typed {
    let has = |appearance: &str| question.appearance.iter().any(|own| own == appearance);
    match question.data_type {
        DataType::Integer => Typed::Integer,
        DataType::Decimal => Typed::Decimal,
        DataType::Date if has("month-year") => Typed::Month,
        DataType::Date if has("year") => Typed::Year,
        DataType::Date => Typed::Date,
        DataType::Time => Typed::Time,
        DataType::DateTime => Typed::DateTime,
        DataType::Geopoint => Typed::Place,
        DataType::Geotrace if question.control == Control::Input => Typed::Line,
        DataType::Geoshape if question.control == Control::Input => Typed::Area,
        _ if question.control == Control::Range => Typed::Decimal,
        _ if has("masked") => Typed::Secret,
        _ => Typed::Words,
    }
}

/// The bounds of a question that asks for a number between them; none where they leave nothing to choose.
pub fn scale(question: &Question) -> Option<Scale> {
    let range = question
        .range
        .filter(|_| question.control == Control::Range)?;
    let (least, most) = (range.start.min(range.end), range.start.max(range.end));
    Scale::new(least, most, range.step)
}

/// A typed text as an answer to a question, or why it is none: a form would take much that nobody has understood, such
/// as an hour of either half of the day. What was not touched is answered as it is stored, to the byte.
pub fn typed(
    text: &str,
    question: &Question,
    reading: &Reading<'_>,
) -> Result<Answer, ViolationKind> {
    if text == shown(question) {
        return Ok(match question.value.as_str() {
            "" => Answer::Clear,
            value => Answer::Text(value.to_owned()),
        });
    }
    let text = text.trim();
    if text.is_empty() {
        return Ok(Answer::Clear);
    }
    let asked = asked(question);
    Ok(Answer::Text(match asked {
        Typed::Integer => ungrouped(text).ok_or(ViolationKind::NotAnInteger)?,
        Typed::Decimal => ungrouped(text).ok_or(ViolationKind::NotANumber)?,
        Typed::Place => place(text),
        Typed::Date | Typed::Month | Typed::Year | Typed::Time | Typed::DateTime => {
            moments::stored(text, asked, reading).ok_or(match asked {
                Typed::Time => ViolationKind::NotATime,
                Typed::DateTime => ViolationKind::NotADateTime,
                _ => ViolationKind::NotADate,
            })?
        }
        Typed::Words | Typed::Secret | Typed::Line | Typed::Area => text.to_owned(),
    }))
}

/// A typed whole number, or why it is none that a form can keep.
pub(crate) fn whole(text: &str) -> Result<i32, ViolationKind> {
    let plain = ungrouped(text).ok_or(ViolationKind::NotAnInteger)?;
    plain.parse::<i32>().map_err(|why| match why.kind() {
        IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => ViolationKind::TooLarge,
        _ => ViolationKind::NotAnInteger,
    })
}

/// A number without the commas or blanks that part its thousands; none where they stand elsewhere: a comma may part
/// decimals there, and a blank two numbers.
fn ungrouped(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text),
    };
    let (whole, behind) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let is_mark = |letter: char| letter == ',' || letter.is_whitespace();
    let whole = whole.replace(", ", ",");
    let mut groups = whole.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let mut groups = groups.peekable();
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    // Nobody writes 0,125 for a hundred and twenty-five.
    let begins = matches!(first.len(), 1..=3) && is_digits(first) && !first.starts_with('0');
    let is_plain = groups.peek().is_none();
    let goes_on = groups.all(|group| group.len() == 3 && is_digits(group));
    let parts_thousands = is_plain || begins && goes_on;
    let plain = format!("{sign}{}{behind}", whole.replace(is_mark, ""));
    (parts_thousands && !behind.contains(is_mark)).then_some(plain)
}

/// A large number with its thousands parted, for those who read it over; none of what is no number or small.
pub(crate) fn grouped(text: &str, words: &Words) -> Option<Text> {
    let plain = ungrouped(text)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() <= 3 || !is_number(digits) || !is_number(fraction) {
        return None;
    }
    let mark = words.text("number-thousands").shown;
    let mut shown = sign.to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            shown.push_str(&mark);
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push_str(&words.text("number-decimals").shown);
        shown.push_str(fraction);
    }
    Some(Text {
        spoken: Some(plain),
        ..Text::plain(shown, words.lang())
    })
}

/// A stored answer as it would be typed.
pub fn shown(question: &Question) -> String {
    let value = question.value.as_str();
    match asked(question) {
        Typed::Month => value.get(..7).unwrap_or(value).to_owned(),
        Typed::Year => value.get(..4).unwrap_or(value).to_owned(),
        Typed::Time => moments::clock(value).to_owned(),
        Typed::DateTime => match value.split_once('T') {
            Some((date, time)) => format!("{date} {}", moments::clock(time)),
            None => value.to_owned(),
        },
        Typed::Place => degrees(value),
        Typed::Line
        | Typed::Area
        | Typed::Date
        | Typed::Integer
        | Typed::Decimal
        | Typed::Words
        | Typed::Secret => value.to_owned(),
    }
}
