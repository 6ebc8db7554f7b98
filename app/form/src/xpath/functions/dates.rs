//! Dates and times. A date is text in ISO form; as a number it counts days since 1970.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Function, function};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::moment::{
    MILLISECONDS_PER_DAY, Moment, clock_milliseconds, day_milliseconds, parse_time, zoned_text,
};
use crate::xpath::value::Value;

pub(super) static TABLE: &[Function] = &[
    function("today", 0, 0, |evaluator, _, _| {
        Value::text(evaluator.ambient.now.date().to_string())
    }),
    function("now", 0, 0, |evaluator, _, _| {
        Value::text(zoned_text(&evaluator.ambient.now))
    }),
    function("date", 1, 1, |evaluator, arguments, context| {
        moment(evaluator, &arguments[0], context).map_or(Value::EMPTY, |moment| {
            Value::text(moment.date_text(evaluator.zone()))
        })
    }),
    function("date-time", 1, 1, |evaluator, arguments, context| {
        let found = moment_from(evaluator, &arguments[0], context, Moment::at);
        found.map_or(Value::EMPTY, |moment| {
            Value::text(moment.date_time_text(evaluator.zone()))
        })
    }),
    function(
        "decimal-date-time",
        1,
        1,
        |evaluator, arguments, context| {
            let found = moment_from(evaluator, &arguments[0], context, Moment::at);
            let days = found.and_then(|moment| moment.since_1970(evaluator.zone()));
            Value::Number(days.unwrap_or(f64::NAN))
        },
    ),
    function("decimal-time", 1, 1, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let passed = match Moment::parse(&text) {
            Some(moment @ Moment::Instant(..)) => {
                Some(day_milliseconds(moment.wall(evaluator.zone()).time()))
            }
            Some(Moment::Day(_)) => None,
            None => clock_milliseconds(&text, evaluator.ambient.now.offset()),
        };
        Value::Number(passed.map_or(f64::NAN, |passed| {
            passed as f64 / MILLISECONDS_PER_DAY as f64
        }))
    }),
    function("format-date", 2, 2, formatted),
    function("format-date-time", 2, 2, formatted),
];

fn moment<'a>(
    evaluator: &Evaluator<'a>,
    argument: &'a Expression,
    context: &Context,
) -> Option<Moment> {
    moment_from(evaluator, argument, context, Moment::from_days)
}

/// The moment that an argument is, or that a number of days makes.
fn moment_from<'a>(
    evaluator: &Evaluator<'a>,
    argument: &'a Expression,
    context: &Context,
    from_days: fn(f64, &TimeZone) -> Option<Moment>,
) -> Option<Moment> {
    match evaluator.evaluate(argument, context) {
        Value::Number(days) => from_days(days, evaluator.zone()),
        value => {
            let text = evaluator.text(&value);
            Moment::parse(&text).or_else(|| from_days(evaluator.number_of(&text), evaluator.zone()))
        }
    }
}

/// A time of day without a date is meant today.
fn time_alone<'a>(
    evaluator: &Evaluator<'a>,
    argument: &'a Expression,
    context: &Context,
) -> Option<Moment> {
    let (time, offset) = parse_time(evaluator.evaluate_text(argument, context).trim())?;
    let today = evaluator.ambient.now.date();
    Some(Moment::Instant(today.to_datetime(time), offset))
}

fn formatted<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Value<'a> {
    let found = moment(evaluator, &arguments[0], context);
    let Some(moment) = found.or_else(|| time_alone(evaluator, &arguments[0], context)) else {
        return Value::EMPTY;
    };
    let pattern = evaluator.evaluate_text(&arguments[1], context);
    Value::text(format(moment.wall(evaluator.zone()), &pattern))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// Fills in a pattern; an escape that is not known stays as it is written.
fn format(wall: DateTime, pattern: &str) -> String {
    let mut out = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('%') => out.push('%'),
            Some('Y') => out.push_str(&format!("{:04}", wall.year())),
            Some('y') => out.push_str(&format!("{:02}", wall.year().rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", wall.month())),
            Some('n') => out.push_str(&wall.month().to_string()),
            Some('b') => out
                .push_str(MONTHS[usize::from(wall.month().unsigned_abs()).saturating_sub(1) % 12]),
            Some('d') => out.push_str(&format!("{:02}", wall.day())),
            Some('e') => out.push_str(&wall.day().to_string()),
            Some('H') => out.push_str(&format!("{:02}", wall.hour())),
            Some('h') => out.push_str(&wall.hour().to_string()),
            Some('M') => out.push_str(&format!("{:02}", wall.minute())),
            Some('S') => out.push_str(&format!("{:02}", wall.second())),
            Some('3') => out.push_str(&format!("{:03}", wall.millisecond())),
            Some('a') => {
                let day = wall.weekday().to_sunday_zero_offset();
                out.push_str(WEEKDAYS[usize::from(day.unsigned_abs()) % 7]);
            }
            Some(other) => out.extend(['%', other]),
            None => out.push('%'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fills_in_every_escape() {
        let wall = date(2020, 3, 5).at(13, 4, 5, 678_000_000);
        assert_eq!(
            format(wall, "%Y-%m-%d %y %n %e %b %a"),
            "2020-03-05 20 3 5 Mar Thu"
        );
        assert_eq!(format(wall, "%H:%h:%M:%S:%3"), "13:13:04:05:678");
        assert_eq!(format(wall, "%W %"), "%W %");
    }
}
