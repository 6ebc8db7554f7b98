//! Dates and times in the person's language: written, said, and read from what people type.
//!
//! Written out of Fluent where Maru has the language, else by the customs of CLDR for vi, sw, ne and id. What is
//! written here can be read here.
//!
//! Nothing is guessed: a text that may mean two things is [`Misread::Ambiguous`] with both, so that the page can ask.
//! Not read at all: years of two digits, since a date of birth may be of either century; Nepal's own calendar (Bikram
//! Sambat); and Swahili hours counted from sunrise.

mod calendar;
mod clock;
mod day;
mod tokens;
mod written;

pub use clock::read_time;
pub use day::{read_date, read_month, read_year};
pub use written::{date, date_and_time, moment, month, time, year};

/// Why a typed date or time could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misread<T> {
    /// It is no date or time that this language writes.
    #[error("it is not understood")]
    Unknown,
    /// It is understood, but there is no such day or time: 30 February.
    #[error("there is no such day or time")]
    Impossible,
    /// It may mean either.
    #[error("it may mean two things")]
    Ambiguous(T, T),
}

#[cfg(test)]
mod tests;
