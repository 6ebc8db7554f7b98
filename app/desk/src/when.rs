//! Dates and times as words.

use jiff::{Zoned, civil::Date};
use maru_page::{Text, Words};

/// A date in words.
pub fn date(date: Date, words: &Words) -> Text {
    let weekday = usize::from(date.weekday().to_monday_one_offset().unsigned_abs());
    words.with(
        "date-long",
        &[
            // A year is a name, not an amount: as words it gets no thousands mark.
            ("year", (&date.year().to_string()).into()),
            ("month", usize::from(date.month().unsigned_abs()).into()),
            ("day", usize::from(date.day().unsigned_abs()).into()),
            ("weekday", weekday.into()),
        ],
    )
}

/// A moment in words, as the record keeps it (RFC 3339); nothing if it cannot be read.
pub fn moment(at: &str, now: &Zoned, words: &Words) -> Text {
    let Ok(moment) = at.parse::<jiff::Timestamp>() else {
        return Text::plain("", words.lang());
    };
    let local = moment.to_zoned(now.time_zone().clone());
    let (hour, minute) = (local.hour().unsigned_abs(), local.minute().unsigned_abs());
    let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
    let minute_written = format!("{minute:02}");
    let args = [
        ("half", (if hour < 12 { "am" } else { "pm" }).into()),
        ("hour", usize::from(hour12).into()),
        ("minute", (&minute_written).into()),
        ("minutes", usize::from(minute).into()),
    ];
    let time = words.with("time-short", &args);
    let day = if local.date() == now.date() {
        words.text("date-today")
    } else {
        date(local.date(), words)
    };
    let join = |of: fn(&Text) -> &str| {
        words.with(
            "date-and-time",
            &[("date", of(&day).into()), ("time", of(&time).into())],
        )
    };
    let spoken = join(Text::speech).shown;
    Text {
        spoken: Some(spoken),
        ..join(|text| &text.shown)
    }
}
