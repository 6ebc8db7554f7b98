//! What people type, as the form stores it; and what is stored, as people type it.

mod moments;

pub use moments::{misread, understood};

use jiff::Zoned;
use maru_form::{Answer, Control, DataType, Question};
use maru_page::{Lang, Scale};

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

/// A typed text as an answer to a question. What cannot be understood goes on as it is: the form refuses it and says
/// why. What was not touched is answered as it is stored, to the byte.
pub fn typed(text: &str, question: &Question, reading: &Reading<'_>) -> Answer {
    if text == shown(question) {
        return match question.value.as_str() {
            "" => Answer::Clear,
            value => Answer::Text(value.to_owned()),
        };
    }
    let text = text.trim();
    if text.is_empty() {
        return Answer::Clear;
    }
    let asked = asked(question);
    Answer::Text(match asked {
        Typed::Integer | Typed::Decimal => text.replace([' ', ','], ""),
        Typed::Place => place(text),
        Typed::Date | Typed::Month | Typed::Year | Typed::Time | Typed::DateTime => {
            moments::stored(text, asked, reading).unwrap_or_else(|| text.to_owned())
        }
        Typed::Words | Typed::Secret => text.to_owned(),
    })
}

/// Latitude and longitude between any marks that people put there.
fn place(text: &str) -> String {
    let blank = |letter: char| {
        if matches!(letter, ',' | ';' | '°') {
            ' '
        } else {
            letter
        }
    };
    let plain: String = text.chars().map(blank).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
        Typed::Place => {
            let degrees: Vec<&str> = value.split_whitespace().take(2).collect();
            degrees.join(" ")
        }
        Typed::Date | Typed::Integer | Typed::Decimal | Typed::Words | Typed::Secret => {
            value.to_owned()
        }
    }
}
