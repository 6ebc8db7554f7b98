//! Dates and times as people type them.

use super::{Reading, Typed};
use jiff::civil::{Date, DateTime, Time};
use maru_page::{
    Text, Words,
    dates::{self, Misread},
};

/// A date or time that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Date(Date),
    Month(Date),
    Year(Date),
    Time(Time),
    DateTime(DateTime),
}

/// As the form stores it; none if it is not understood.
pub(super) fn stored(text: &str, asked: Typed, reading: &Reading<'_>) -> Option<String> {
    if is_written_in_full(text, asked) {
        return Some(text.to_owned());
    }
    let moment = read(text, asked, reading)?.ok()?;
    let zoned = |local: DateTime| local.to_zoned(reading.now.time_zone().clone()).ok();
    Some(match moment {
        Moment::Date(date) | Moment::Month(date) | Moment::Year(date) => date.to_string(),
        Moment::Time(time) => {
            let today = zoned(reading.now.date().to_datetime(time))?;
            today.strftime("%H:%M:%S.000%:z").to_string()
        }
        Moment::DateTime(moment) => {
            let local = zoned(moment)?;
            local.strftime("%Y-%m-%dT%H:%M:%S.000%:z").to_string()
        }
    })
}

/// Whether a time is written as a form stores it, with its own time zone.
fn is_written_in_full(text: &str, asked: Typed) -> bool {
    let has_zone = |text: Option<&str>| text.is_some_and(|text| text.contains(['+', '-', 'Z']));
    match asked {
        Typed::Time => {
            let clock = text.get(..8).map(str::parse::<Time>);
            matches!(clock, Some(Ok(_))) && has_zone(text.get(8..))
        }
        Typed::DateTime => {
            let moment = text.get(..19).map(str::parse::<DateTime>);
            matches!(moment, Some(Ok(_))) && has_zone(text.get(19..))
        }
        _ => false,
    }
}

/// What was understood, in words; none if it is not understood, or nothing to be understood.
pub fn understood(text: &str, asked: Typed, reading: &Reading<'_>, words: &Words) -> Option<Text> {
    let moment = read(text, asked, reading)?.ok()?;
    Some(in_words(moment, words))
}

/// Why a date or time was not understood, where more can be said than that.
pub fn misread(text: &str, asked: Typed, reading: &Reading<'_>, words: &Words) -> Option<Text> {
    match read(text, asked, reading)?.err()? {
        Misread::Unknown => None,
        Misread::Impossible => Some(words.text(match asked {
            Typed::Time => "refused-no-such-time",
            Typed::DateTime => "refused-no-such-moment",
            Typed::Month => "refused-no-such-month",
            Typed::Year => "refused-year",
            _ => "refused-no-such-day",
        })),
        Misread::Ambiguous(one, other) => {
            let [one, other] = [one, other].map(|moment| in_words(moment, words));
            let with = |of: fn(&Text) -> &str| {
                let args = [("one", of(&one).into()), ("other", of(&other).into())];
                words.with("refused-ambiguous", &args).shown
            };
            Some(Text {
                spoken: Some(with(Text::speech)),
                ..Text::plain(with(|text| &text.shown), words.lang())
            })
        }
    }
}

/// Hours and minutes of a stored time, and its seconds if there are any.
pub(super) fn clock(time: &str) -> &str {
    match (time.get(..5), time.get(5..8)) {
        (Some(clock), Some(":00") | None) => clock,
        (Some(_), Some(_)) => time.get(..8).unwrap_or(time),
        (None, _) => time,
    }
}

fn read(
    text: &str,
    asked: Typed,
    reading: &Reading<'_>,
) -> Option<Result<Moment, Misread<Moment>>> {
    let (lang, today) = (reading.lang, reading.now.date());
    Some(match asked {
        Typed::Date => as_moment(dates::read_date(text, lang, today), Moment::Date),
        Typed::Month => as_moment(dates::read_month(text, lang, today), Moment::Month),
        Typed::Year => as_moment(dates::read_year(text, lang, today), Moment::Year),
        Typed::Time => as_moment(dates::read_time(text, lang), Moment::Time),
        Typed::DateTime => as_moment(date_time(text, reading), Moment::DateTime),
        Typed::Words
        | Typed::Secret
        | Typed::Integer
        | Typed::Decimal
        | Typed::Place
        | Typed::Line
        | Typed::Area => return None,
    })
}

fn as_moment<T>(
    read: Result<T, Misread<T>>,
    of: fn(T) -> Moment,
) -> Result<Moment, Misread<Moment>> {
    read.map(of).map_err(|misread| match misread {
        Misread::Unknown => Misread::Unknown,
        Misread::Impossible => Misread::Impossible,
        Misread::Ambiguous(one, other) => Misread::Ambiguous(of(one), of(other)),
    })
}

/// A date and a time behind it, or before it: cut between two words where both sides are understood.
fn date_time(text: &str, reading: &Reading<'_>) -> Result<DateTime, Misread<DateTime>> {
    if let Ok(moment) = text.trim().parse::<DateTime>()
        && text.contains(':')
    {
        return Ok(moment);
    }
    let (lang, today) = (reading.lang, reading.now.date());
    let mut misread = Misread::Unknown;
    for (at, _) in text.match_indices(char::is_whitespace) {
        let (before, behind) = text.split_at(at);
        for (date, time) in [(before, behind), (behind, before)] {
            match (
                dates::read_date(date, lang, today),
                dates::read_time(time, lang),
            ) {
                (Ok(date), Ok(time)) => return Ok(date.to_datetime(time)),
                (Ok(date), Err(Misread::Ambiguous(one, other))) => {
                    misread = Misread::Ambiguous(date.to_datetime(one), date.to_datetime(other));
                }
                (Err(Misread::Ambiguous(one, other)), Ok(time)) => {
                    misread = Misread::Ambiguous(one.to_datetime(time), other.to_datetime(time));
                }
                (Err(Misread::Impossible), Ok(_)) | (Ok(_), Err(Misread::Impossible))
                    if misread == Misread::Unknown =>
                {
                    misread = Misread::Impossible;
                }
                _ => {}
            }
        }
    }
    Err(misread)
}

fn in_words(moment: Moment, words: &Words) -> Text {
    match moment {
        Moment::Date(date) => dates::date(date, words),
        Moment::Month(date) => dates::month(date, words),
        Moment::Year(date) => dates::year(date, words),
        Moment::Time(time) => dates::time(time, words),
        Moment::DateTime(moment) => {
            let (date, time) = (moment.date(), moment.time());
            dates::date_and_time(&dates::date(date, words), &dates::time(time, words), words)
        }
    }
}
