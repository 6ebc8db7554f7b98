//! Dates and times as they are written in forms, and as the numbers XPath counts with.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

const EPOCH: Date = Date::constant(1970, 1, 1);
/// A day of the calendar; ODK knows no leap seconds.
pub(crate) const MILLISECONDS_PER_DAY: i64 = 86_400_000;

/// As many days from 1970 as the calendar has, and no number that overflows.
const DAYS_MAX: f64 = 4_000_000.0;

/// A date, or a date with a time and perhaps an offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Moment {
    Day(Date),
    Instant(DateTime, Option<Offset>),
}

impl Moment {
    /// Reads `2026-03-05` or `2026-03-05T13:04:05.678+09:00`; seconds and offset may be missing.
    pub(crate) fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        let Some((date, time)) = text.split_once('T') else {
            return parse_date(text).map(Moment::Day);
        };
        let (time, offset) = parse_time(time)?;
        Some(Moment::Instant(parse_date(date)?.to_datetime(time), offset))
    }

    /// Days since 1970 as ODK counts: whole for a date, in UTC for a time with an offset.
    pub(crate) fn days(self, zone: &TimeZone) -> f64 {
        match self {
            Moment::Day(date) => days_since_epoch(date),
            Moment::Instant(..) => self.since_1970(zone).unwrap_or(f64::NAN),
        }
    }

    /// Days since 1970 began in UTC; a date is its midnight here.
    pub(crate) fn since_1970(self, zone: &TimeZone) -> Option<f64> {
        let instant = self.timestamp(zone)?;
        Some(instant.as_millisecond() as f64 / MILLISECONDS_PER_DAY as f64)
    }

    /// Days since 1970 on the wall calendar here, so that dates and times compare as a person would.
    pub(crate) fn wall_days(self, zone: &TimeZone) -> f64 {
        let wall = self.wall(zone);
        days_since_epoch(wall.date())
            + day_milliseconds(wall.time()) as f64 / MILLISECONDS_PER_DAY as f64
    }

    /// The wall calendar and clock here at this moment.
    pub(crate) fn wall(self, zone: &TimeZone) -> DateTime {
        match self {
            Moment::Day(date) => date.to_datetime(Time::midnight()),
            Moment::Instant(wall, None) => wall,
            Moment::Instant(wall, Some(_)) => self
                .timestamp(zone)
                .map_or(wall, |instant| zone.to_datetime(instant)),
        }
    }

    fn timestamp(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Moment::Day(date) => zone.to_timestamp(date.to_datetime(Time::midnight())).ok(),
            Moment::Instant(wall, Some(offset)) => offset.to_timestamp(wall).ok(),
            Moment::Instant(wall, None) => zone.to_timestamp(wall).ok(),
        }
    }

    /// The moment so many days after 1970 began in UTC; a whole number is a date.
    pub(crate) fn from_days(days: f64, zone: &TimeZone) -> Option<Moment> {
        if days.fract() != 0.0 || days.abs() > DAYS_MAX {
            return Moment::at(days, zone);
        }
        let hours = SignedDuration::from_hours(24 * days as i64);
        EPOCH.checked_add(hours).ok().map(Moment::Day)
    }

    /// The moment so many days after 1970 began in UTC, as the clock here shows it.
    pub(crate) fn at(days: f64, zone: &TimeZone) -> Option<Moment> {
        if !days.is_finite() || days.abs() > DAYS_MAX {
            return None;
        }
        let millis = (days * MILLISECONDS_PER_DAY as f64).round() as i64;
        let instant = Timestamp::from_millisecond(millis).ok()?;
        let offset = zone.to_offset(instant);
        Some(Moment::Instant(offset.to_datetime(instant), Some(offset)))
    }

    /// The date alone, as written in a form.
    pub(crate) fn date_text(self, zone: &TimeZone) -> String {
        self.wall(zone).date().to_string()
    }

    /// The whole moment as written in a form: milliseconds and an offset.
    pub(crate) fn date_time_text(self, zone: &TimeZone) -> String {
        let (wall, offset) = match self {
            Moment::Instant(wall, Some(offset)) => (wall, offset),
            Moment::Day(_) | Moment::Instant(_, None) => {
                let wall = self.wall(zone);
                (
                    wall,
                    zone.to_timestamp(wall)
                        .map_or(Offset::UTC, |instant| zone.to_offset(instant)),
                )
            }
        };
        format!(
            "{}T{}{}",
            wall.date(),
            time_text(wall.time()),
            offset_text(offset)
        )
    }
}

/// A clock reading as a form stores it: `2026-03-05T13:04:05.678+09:00`.
pub(crate) fn zoned_text(now: &Zoned) -> String {
    Moment::Instant(now.datetime(), Some(now.offset())).date_time_text(now.time_zone())
}

/// `13:04:05.678`
pub(crate) fn time_text(time: Time) -> String {
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        time.hour(),
        time.minute(),
        time.second(),
        time.millisecond()
    )
}

/// `+09:00`, or `Z`.
pub(crate) fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return "Z".to_string();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// How much of a day has passed.
pub(crate) fn day_milliseconds(time: Time) -> i64 {
    let seconds =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * 1000 + i64::from(time.millisecond())
}

/// How much of the day has passed at a time that is written without a day, on the clock here.
pub(crate) fn clock_milliseconds(text: &str, here: Offset) -> Option<i64> {
    let (time, offset) = parse_time(text.trim())?;
    let ahead = offset.map_or(0, |offset| here.seconds() - offset.seconds());
    Some((day_milliseconds(time) + i64::from(ahead) * 1000).rem_euclid(MILLISECONDS_PER_DAY))
}

fn days_since_epoch(date: Date) -> f64 {
    date.duration_since(EPOCH).as_hours() as f64 / 24.0
}

/// Reads `2026-03-05`; one digit for month and day is understood too.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(
        digits(year, 4)?,
        digits(month, 2)? as i8,
        digits(day, 2)? as i8,
    )
    .ok()
}

/// Reads `13:04`, `13:04:05`, `13:04:05.678`, each with `Z`, `+09:00`, `+09` or no offset.
pub(crate) fn parse_time(text: &str) -> Option<(Time, Option<Offset>)> {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        None => (text, None),
        Some(at) => (&text[..at], Some(parse_offset(&text[at..])?)),
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let (second, nanosecond) = match parts.next() {
        None => (0, 0),
        Some(second) => match second.split_once('.') {
            None => (digits(second, 2)?, 0),
            Some((second, fraction)) => (digits(second, 2)?, nanoseconds(fraction)?),
        },
    };
    if parts.next().is_some() {
        return None;
    }
    let time = Time::new(hour as i8, minute as i8, second as i8, nanosecond).ok()?;
    Some((time, offset))
}

fn parse_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let clock = text.get(1..)?;
    let (hours, minutes) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hours, minutes) = (i32::from(digits(hours, 2)?), i32::from(digits(minutes, 2)?));
    // No place on earth is further from UTC (XML Schema 1.1, 3.3.7).
    if minutes > 59 || hours * 60 + minutes > 14 * 60 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn digits(text: &str, length_max: usize) -> Option<i16> {
    let is_number = !text.is_empty()
        && text.len() <= length_max
        && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nine: String = fraction
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    nine.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<f64> {
        Moment::parse(text).map(|moment| moment.days(&TimeZone::UTC))
    }

    #[test]
    fn counts_days_since_1970() {
        assert_eq!(days("2020-01-01"), Some(18262.0));
        assert_eq!(days("2020-01-01T12:00:00Z"), Some(18262.5));
        assert_eq!(days("2020-01-01T12:00:00.000+06:00"), Some(18262.25));
        assert_eq!(days("1969-12-31"), Some(-1.0));
        for text in [
            "2020-13-01",
            "2020-02-30",
            "20-1-1",
            "nonsense",
            "",
            "2020-01-01T25:00",
            "2020-01-01T1:00+99:99",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn days_make_the_moment_again() {
        let seoul = TimeZone::fixed(Offset::constant(9));
        let text =
            |days: f64| Moment::from_days(days, &seoul).map(|moment| moment.date_time_text(&seoul));
        assert_eq!(
            text(18262.5).as_deref(),
            Some("2020-01-01T21:00:00.000+09:00")
        );
        assert_eq!(
            text(18262.0).as_deref(),
            Some("2020-01-01T00:00:00.000+09:00")
        );
        assert_eq!(text(f64::NAN), None);
        assert_eq!(text(1e300), None);
    }

    #[test]
    fn early_morning_here_is_today_here() {
        let seoul = TimeZone::fixed(Offset::constant(9));
        let now = Moment::parse("2026-03-05T08:00:00.000+09:00").unwrap();
        let today = Moment::parse("2026-03-05").unwrap();
        assert!(now.wall_days(&seoul) > today.wall_days(&seoul));
        assert_eq!(now.date_text(&seoul), "2026-03-05");
    }
}
