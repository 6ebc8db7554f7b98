//! Writing dates and times.

use super::calendar::Calendar;
use crate::{
    text::{Lang, Text},
    words::{LOCALES, Words},
};
use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time},
};

/// A date in words, with its weekday.
pub fn date(date: Date, words: &Words) -> Text {
    let weekday = date.weekday().to_monday_one_offset().unsigned_abs();
    if has_words(words) {
        return words.with(
            "date-long",
            &[
                // A year is a name, not an amount: as words it gets no thousands mark.
                ("year", (&date.year().to_string()).into()),
                ("month", usize::from(date.month().unsigned_abs()).into()),
                ("day", usize::from(date.day().unsigned_abs()).into()),
                ("weekday", usize::from(weekday).into()),
            ],
        );
    }
    let (year, month, day) = (date.year(), month_name(date, words.lang()), date.day());
    let weekday = weekday_name(weekday, words.lang());
    let shown = match words.lang().primary() {
        "vi" => format!("{weekday}, {day} {month}, {year}"),
        "ne" => format!("{year} {month} {day}, {weekday}"),
        "id" => format!("{weekday}, {day:02} {month} {year}"),
        _ => format!("{weekday}, {day} {month} {year}"),
    };
    let spoken = match words.lang().primary() {
        "vi" => Some(format!("{weekday}, ngày {day} {month} năm {year}")),
        // A leading nought would be said.
        "id" => Some(format!("{weekday}, {day} {month} {year}")),
        _ => None,
    };
    Text {
        spoken,
        ..Text::plain(shown, words.lang())
    }
}

/// A month in words, with its year.
pub fn month(date: Date, words: &Words) -> Text {
    let year = date.year().to_string();
    if has_words(words) {
        let month = usize::from(date.month().unsigned_abs());
        return words.with(
            "date-month",
            &[("year", (&year).into()), ("month", month.into())],
        );
    }
    let month = month_name(date, words.lang());
    let shown = match words.lang().primary() {
        "vi" => format!("{month} năm {year}"),
        "ne" => format!("{year} {month}"),
        _ => format!("{month} {year}"),
    };
    Text::plain(shown, words.lang())
}

/// A year in words.
pub fn year(date: Date, words: &Words) -> Text {
    let year = date.year().to_string();
    if has_words(words) {
        return words.with("date-year", &[("year", (&year).into())]);
    }
    Text::plain(year, words.lang())
}

/// A time of day in words, to the minute.
pub fn time(time: Time, words: &Words) -> Text {
    let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
    if has_words(words) {
        let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
        let minute_written = format!("{minute:02}");
        let args = [
            ("half", (if hour < 12 { "am" } else { "pm" }).into()),
            ("hour", usize::from(hour12).into()),
            ("minute", (&minute_written).into()),
            ("minutes", usize::from(minute).into()),
        ];
        return words.with("time-short", &args);
    }
    let mark = if words.lang().primary() == "id" {
        '.'
    } else {
        ':'
    };
    Text::plain(format!("{hour:02}{mark}{minute:02}"), words.lang())
}

/// A moment in words, as records keep it (RFC 3339), in the time zone of `now`; nothing if it cannot be read.
pub fn moment(at: &str, now: &Zoned, words: &Words) -> Text {
    let Ok(moment) = at.parse::<Timestamp>() else {
        return Text::plain("", words.lang());
    };
    let local = moment.to_zoned(now.time_zone().clone());
    let time = time(local.time(), words);
    let day = if local.date() == now.date() {
        words.text("date-today")
    } else {
        date(local.date(), words)
    };
    date_and_time(&day, &time, words)
}

/// A day and a time, both in words.
pub fn date_and_time(day: &Text, time: &Text, words: &Words) -> Text {
    let join = |of: fn(&Text) -> &str| {
        let args = [("date", of(day).into()), ("time", of(time).into())];
        words.with("date-and-time", &args)
    };
    Text {
        spoken: Some(join(Text::speech).shown),
        ..join(|text| &text.shown)
    }
}

/// Whether Fluent has the words of this language, or of one that nothing is known of.
fn has_words(words: &Words) -> bool {
    let own = words.lang().primary();
    LOCALES.iter().any(|(tag, _)| *tag == own) || Calendar::of(words.lang()).lang != own
}

/// The month as it is written in the middle of a date.
fn month_name(date: Date, lang: &Lang) -> String {
    let month = usize::from(date.month().unsigned_abs());
    let names = Calendar::of(lang).months.get(month.wrapping_sub(1));
    match names.and_then(|names| names.first()) {
        Some(name) => capital(name),
        // Vietnamese months are numbers.
        None => format!("tháng {month}"),
    }
}

fn weekday_name(from_monday: u8, lang: &Lang) -> String {
    let names = Calendar::of(lang).weekdays;
    let name = names.get(usize::from(from_monday).wrapping_sub(1));
    let words = name.into_iter().flat_map(|name| name.split(' '));
    words.map(capital).collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
