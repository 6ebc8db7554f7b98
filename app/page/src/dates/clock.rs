//! Reading times of day.

use super::{
    Misread,
    calendar::{Calendar, Half, Unit},
    tokens::{Token, plain, squashed, tokens},
};
use crate::text::Lang;
use jiff::civil::Time;

/// A time of day as people type it: `15:20`, `1520`, `3:20 pm`, `오후 3시 20분`, `3시반` (in the morning or in the
/// afternoon: ambiguous), `noon`.
pub fn read_time(text: &str, lang: &Lang) -> Result<Time, Misread<Time>> {
    let (calendar, plain) = (Calendar::of(lang), plain(text));
    let squashed = squashed(&plain);
    if let Some((_, hour)) = calendar.hours.iter().find(|(name, _)| *name == squashed) {
        return clock(*hour, 0, 0);
    }
    // Those stand in dates.
    if plain.contains(['/', '-', '+']) {
        return Err(Misread::Unknown);
    }
    let spoken = Spoken::read(&plain, calendar).ok_or(Misread::Unknown)?;
    spoken.time(calendar)
}

/// A time by its words.
#[derive(Default)]
struct Spoken {
    numbers: Vec<(u32, usize)>,
    half: Option<Half>,
    half_past: bool,
    /// Whether a word says that it is an hour.
    says_hour: bool,
}

impl Spoken {
    fn read(plain: &str, calendar: &Calendar) -> Option<Spoken> {
        let mut spoken = Spoken::default();
        for token in tokens(plain, calendar)? {
            match token {
                Token::Number(number, digits) => spoken.numbers.push((number, digits)),
                Token::Unit(Unit::Hour) => spoken.says_hour = true,
                Token::Unit(Unit::Minute) if spoken.numbers.len() == 2 || !calendar.unit_behind => {
                }
                Token::Half(half) if spoken.half.is_none() => spoken.half = Some(half),
                Token::HalfPast if !spoken.half_past => spoken.half_past = true,
                Token::Unit(_) | Token::Month(_) | Token::Half(_) | Token::HalfPast => return None,
            }
        }
        Some(spoken)
    }

    fn time(&self, calendar: &Calendar) -> Result<Time, Misread<Time>> {
        let says = self.says_hour || self.half.is_some() || self.half_past;
        if says && !calendar.hours_in_words {
            return Err(Misread::Unknown);
        }
        let (hour, digits, minute, second) = match *self.numbers.as_slice() {
            [(all, 4)] if !self.says_hour && !self.half_past => (all / 100, 2, all % 100, 0),
            [(hour, digits @ (1 | 2))] if says => (hour, digits, 0, 0),
            [(hour, digits @ (1 | 2)), (minute, 1 | 2)] => (hour, digits, minute, 0),
            [(hour, digits @ (1 | 2)), (minute, 2), (second, 2)] => (hour, digits, minute, second),
            _ => return Err(Misread::Unknown),
        };
        let minute = match (self.half_past, self.numbers.len()) {
            (true, 1) => 30,
            (true, _) => return Err(Misread::Unknown),
            (false, _) => minute,
        };
        let small = |number: u32| i8::try_from(number).map_err(|_| Misread::Impossible);
        let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
        if let Some(half) = self.half {
            let hour = in_half(hour, half).ok_or(Misread::Impossible)?;
            return clock(hour, minute, second);
        }
        // 03:20 and 10:20 are of the clock with 24 hours, 3:20 need not be; 3시 may be either.
        let either = self.says_hour || self.half_past || (calendar.twelve_hours && digits == 1);
        if either && (1..=12).contains(&hour) {
            let one = clock(hour % 12, minute, second)?;
            let other = clock(hour % 12 + 12, minute, second)?;
            return Err(Misread::Ambiguous(one, other));
        }
        clock(hour, minute, second)
    }
}

/// The hour of 24; one that is not in that half is none.
fn in_half(hour: i8, half: Half) -> Option<i8> {
    match (half, hour) {
        (Half::Am | Half::Night, 12) => Some(0),
        (Half::Am, 0..=11) | (Half::Night, 0..=5) | (Half::Midday, 10..=12) => Some(hour),
        (Half::Pm, 1..=11) | (Half::Night, 6..=11) | (Half::Midday, 1..=5) => Some(hour + 12),
        (Half::Pm, 12..=23) | (Half::Night, 18..=23) | (Half::Midday, 13..=17) => Some(hour),
        _ => None,
    }
}

fn clock(hour: i8, minute: i8, second: i8) -> Result<Time, Misread<Time>> {
    Time::new(hour, minute, second, 0).map_err(|_| Misread::Impossible)
}
