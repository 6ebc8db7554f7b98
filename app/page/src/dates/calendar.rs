//! What days, months and hours are called: in Korean, English, Vietnamese, Swahili, Nepali and Indonesian.
//!
//! Names of months and weekdays are those of CLDR. All are in small letters, as they are compared with what is typed;
//! patterns and words for days have no blanks.

mod languages;

use crate::text::Lang;

/// Which number of a date comes first, where the year comes last or is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayMonth,
    MonthDay,
}

/// Which half of the day a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    /// From before noon to the early afternoon.
    Midday,
    /// From the evening to before dawn.
    Night,
}

/// A part of a date or time that a word names: 년, tháng, बजे.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
}

/// How a language writes days and hours.
pub(super) struct Calendar {
    pub lang: &'static str,
    /// Of a whole date with the year last; none where both are used.
    pub year_last: Option<Order>,
    /// Of a date without a year.
    pub no_year: Option<Order>,
    /// January to December; the first name of each is the one that is written.
    pub months: &'static [&'static [&'static str]],
    /// Monday to Sunday, as they are written.
    pub weekdays: [&'static str; 7],
    /// Words that say nothing of which day or hour it is.
    pub fillers: &'static [&'static str],
    pub units: &'static [(&'static str, Unit)],
    /// Whether 5월 (the number first) or tháng 5.
    pub unit_behind: bool,
    /// Words for numbers, the longer first where one begins another.
    pub numerals: &'static [(&'static str, u32)],
    /// Days from today.
    pub days: &'static [(&'static str, i32)],
    /// So many days from today for each of `#`.
    pub spans: &'static [(&'static str, i32)],
    /// Months from this one.
    pub near_months: &'static [(&'static str, i32)],
    /// Years from this one.
    pub near_years: &'static [(&'static str, i32)],
    pub halves: &'static [(&'static str, Half)],
    /// Hours that have a name.
    pub hours: &'static [(&'static str, i8)],
    /// Words for half an hour more.
    pub half_past: &'static [&'static str],
    /// Whether 3:20 without more may be in the afternoon.
    pub twelve_hours: bool,
    /// Whether words may tell the hour; Swahili ones count from sunrise.
    pub hours_in_words: bool,
}

impl Calendar {
    /// The calendar of a language; that of English where there is none.
    pub fn of(lang: &Lang) -> &'static Calendar {
        let all = &languages::ALL;
        let own = all.iter().find(|calendar| calendar.lang == lang.primary());
        own.copied().unwrap_or(&languages::ENGLISH)
    }

    /// The order of a date with its year last: English has two, told apart by the country.
    pub fn year_last(&self, lang: &Lang) -> Option<Order> {
        self.by_country(lang).or(self.year_last)
    }

    /// The order of a date without a year.
    pub fn no_year(&self, lang: &Lang) -> Option<Order> {
        self.by_country(lang).or(self.no_year)
    }

    fn by_country(&self, lang: &Lang) -> Option<Order> {
        let mut tags = lang.tag().split(['-', '_']).skip(1);
        let country = tags.find(|tag| tag.len() == 2)?;
        (self.lang == "en").then_some(if country.eq_ignore_ascii_case("us") {
            Order::MonthDay
        } else {
            Order::DayMonth
        })
    }
}
