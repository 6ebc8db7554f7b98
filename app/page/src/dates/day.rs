//! Reading dates, months and years.

use super::{
    Misread,
    calendar::{Calendar, Order, Unit},
    tokens::{Token, plain, squashed, tokens},
};
use crate::text::Lang;
use jiff::{ToSpan, civil::Date};

/// What was read as what; numbers that nothing names are left in their order.
#[derive(Default)]
struct Fields {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    rest: Vec<(u32, usize)>,
}

/// A date as people type it: `2026-3-5`, `20260305`, `5 Mar 2026`, `3월 5일` (of this year), `tomorrow`, `3일 전`, and
/// `5/3/2026` in the order of the language, where it has one.
pub fn read_date(text: &str, lang: &Lang, today: Date) -> Result<Date, Misread<Date>> {
    let (calendar, plain) = (Calendar::of(lang), plain(text));
    if let Some(days) = from_today(&squashed(&plain), calendar) {
        let date = today.checked_add(i64::from(days).days());
        return date.map_err(|_| Misread::Impossible);
    }
    let Fields {
        mut year,
        mut day,
        month,
        rest,
    } = fields(&plain, calendar).ok_or(Misread::Unknown)?;
    let Some(month) = month else {
        if year.is_some() || day.is_some() {
            return Err(Misread::Unknown);
        }
        return numbers(&rest, lang, calendar, today);
    };
    for (number, digits) in rest {
        let field = match digits {
            4 => &mut year,
            1 | 2 => &mut day,
            _ => return Err(Misread::Unknown),
        };
        if field.replace(number).is_some() {
            return Err(Misread::Unknown);
        }
    }
    let day = day.ok_or(Misread::Unknown)?;
    let year = year.unwrap_or_else(|| u32::from(today.year().unsigned_abs()));
    plausible(year, calendar, today)?;
    civil(year, month, day).ok_or(Misread::Impossible)
}

/// A month as people type it: `2026-03`, `March 2026`, `3월` (of this year), `next month`; as its first day.
pub fn read_month(text: &str, lang: &Lang, today: Date) -> Result<Date, Misread<Date>> {
    let (calendar, plain) = (Calendar::of(lang), plain(text));
    let first = today.first_of_month();
    if let Some(months) = named(calendar.near_months, &squashed(&plain)) {
        let month = first.checked_add(i64::from(months).months());
        return month.map_err(|_| Misread::Impossible);
    }
    let fields = fields(&plain, calendar).ok_or(Misread::Unknown)?;
    let this_year = u32::from(today.year().unsigned_abs());
    let (year, month) = match (fields.year, fields.month, fields.rest.as_slice()) {
        (_, _, _) if fields.day.is_some() => return Err(Misread::Unknown),
        (year, Some(month), []) => (year.unwrap_or(this_year), month),
        (None, Some(month), [(year, 4)]) => (*year, month),
        (Some(year), None, [(month, 1 | 2)]) => (year, *month),
        (None, None, [(year, 4), (month, 1 | 2)]) => (*year, *month),
        (None, None, [(month, 1 | 2), (year, 4)]) => (*year, *month),
        (None, None, [(both, 6)]) => (both / 100, both % 100),
        _ => return Err(Misread::Unknown),
    };
    plausible(year, calendar, today)?;
    civil(year, month, 1).ok_or(Misread::Impossible)
}

/// A year as people type it: `2026`, `2026년`, `last year`; as its first day.
pub fn read_year(text: &str, lang: &Lang, today: Date) -> Result<Date, Misread<Date>> {
    let (calendar, plain) = (Calendar::of(lang), plain(text));
    if let Some(years) = named(calendar.near_years, &squashed(&plain)) {
        let year = today.first_of_year().checked_add(i64::from(years).years());
        return year.map_err(|_| Misread::Impossible);
    }
    let fields = fields(&plain, calendar).ok_or(Misread::Unknown)?;
    let year = match (
        fields.year,
        fields.month,
        fields.day,
        fields.rest.as_slice(),
    ) {
        (Some(year), None, None, []) => year,
        (None, None, None, [(year, 4)]) => *year,
        _ => return Err(Misread::Unknown),
    };
    plausible(year, calendar, today)?;
    civil(year, 1, 1).ok_or(Misread::Impossible)
}

fn named(names: &[(&str, i32)], squashed: &str) -> Option<i32> {
    let found = names.iter().find(|(name, _)| *name == squashed);
    found.map(|(_, number)| *number)
}

/// Days from today, by a word for the day or a number of days or weeks.
fn from_today(squashed: &str, calendar: &Calendar) -> Option<i32> {
    named(calendar.days, squashed).or_else(|| {
        calendar.spans.iter().find_map(|(pattern, days)| {
            let (before, behind) = pattern.split_once('#')?;
            let number = squashed.strip_prefix(before)?.strip_suffix(behind)?;
            let numeral = calendar.numerals.iter().find(|(name, _)| *name == number);
            let number = match numeral {
                Some((_, number)) => i32::try_from(*number).ok()?,
                None if number.bytes().all(|digit| digit.is_ascii_digit()) => {
                    number.parse().ok()?
                }
                None => return None,
            };
            // A span of centuries is a slip of the finger.
            (number <= 9999).then_some(number * days)
        })
    })
}

fn fields(plain: &str, calendar: &Calendar) -> Option<Fields> {
    let tokens = tokens(plain, calendar)?;
    let mut fields = Fields::default();
    let mut unit: Option<Unit> = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let (number, digits) = match *token {
            Token::Number(number, digits) => (number, digits),
            Token::Month(month) => {
                set(&mut fields, Unit::Month, month)?;
                continue;
            }
            Token::Unit(own) if !calendar.unit_behind && unit.is_none() => {
                unit = Some(own);
                continue;
            }
            Token::Unit(_) | Token::Half(_) | Token::HalfPast => return None,
        };
        if calendar.unit_behind
            && let Some(Token::Unit(behind)) = tokens.get(at)
        {
            (unit, at) = (Some(*behind), at + 1);
        }
        match unit.take() {
            Some(Unit::Year) if digits != 4 => return None,
            Some(unit) => set(&mut fields, unit, number)?,
            None => fields.rest.push((number, digits)),
        }
    }
    // A unit must have its number.
    unit.is_none().then_some(fields)
}

fn set(fields: &mut Fields, unit: Unit, number: u32) -> Option<()> {
    let field = match unit {
        Unit::Year => &mut fields.year,
        Unit::Month => &mut fields.month,
        Unit::Day => &mut fields.day,
        Unit::Hour | Unit::Minute => return None,
    };
    field.replace(number).is_none().then_some(())
}

/// Numbers alone.
fn numbers(
    numbers: &[(u32, usize)],
    lang: &Lang,
    calendar: &Calendar,
    today: Date,
) -> Result<Date, Misread<Date>> {
    let (year, one, other, order) = match *numbers {
        [(all, 8)] => (
            all / 10_000,
            all / 100 % 100,
            all % 100,
            Some(Order::MonthDay),
        ),
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => (year, month, day, Some(Order::MonthDay)),
        [(one, 1 | 2), (other, 1 | 2), (year, 4)] => (year, one, other, calendar.year_last(lang)),
        [(one, 1 | 2), (other, 1 | 2)] => {
            let year = u32::from(today.year().unsigned_abs());
            (year, one, other, calendar.no_year(lang))
        }
        _ => return Err(Misread::Unknown),
    };
    plausible(year, calendar, today)?;
    let month_day = civil(year, one, other);
    if matches!(numbers.first(), Some((_, 4 | 8))) {
        return month_day.ok_or(Misread::Impossible);
    }
    let day_month = civil(year, other, one);
    match (day_month, month_day, order) {
        (None, None, _) => Err(Misread::Impossible),
        // The twenty-fifth month can only be a day.
        (Some(date), None, _) | (None, Some(date), _) => Ok(date),
        (Some(date), Some(_), Some(Order::DayMonth)) => Ok(date),
        (Some(_), Some(date), Some(Order::MonthDay)) => Ok(date),
        (Some(date), Some(same), None) if date == same => Ok(date),
        (Some(one), Some(other), None) => Err(Misread::Ambiguous(one, other)),
    }
}

/// Nepal counts 56 or 57 years more; its dates must not be taken for those of the world to come.
fn plausible(year: u32, calendar: &Calendar, today: Date) -> Result<(), Misread<Date>> {
    let latest = u32::from(today.year().unsigned_abs()) + 2;
    if calendar.lang == "ne" && year > latest {
        return Err(Misread::Unknown);
    }
    Ok(())
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    let (year, month, day) = (year.try_into(), month.try_into(), day.try_into());
    Date::new(year.ok().filter(|year| *year > 0)?, month.ok()?, day.ok()?).ok()
}
