//! Figures for voices of other languages: long numbers in groups, dates and times with their words, names of digits
//! digit by digit. The voices read the rest of a number themselves.
//!
//! Dates follow CLDR's long form with the figures left to the voice; hours are those of the clock with 24 hours, as
//! they are written (Swahili daily life counts from sunrise, forms do not).

mod signs;

use crate::text::Lang;

/// How a language writes and tells figures.
struct Figures {
    lang: &'static str,
    months: [&'static str; 12],
    /// `d`, `m` and `y` stand for day, month's name or figure, and year.
    date: &'static str,
    /// With `h` and `m`; on the hour with `h`.
    time: (&'static str, &'static str),
    /// Between groups of three digits; `None` where the voice groups by itself or in another way.
    group: Option<char>,
    /// Words before a telephone number.
    calling: &'static [&'static str],
}

const LANGUAGES: [Figures; 5] = [
    Figures {
        lang: "en",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        date: "d m y",
        time: ("h m", "h o'clock"),
        group: Some(','),
        calling: &["call", "phone", "telephone", "dial", "tel", "tel."],
    },
    Figures {
        lang: "vi",
        months: [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
        ],
        date: "ngày d tháng m năm y",
        time: ("h giờ m phút", "h giờ"),
        group: Some('.'),
        calling: &["gọi", "thoại", "số"],
    },
    Figures {
        lang: "sw",
        months: [
            "Januari", "Februari", "Machi", "Aprili", "Mei", "Juni", "Julai", "Agosti", "Septemba",
            "Oktoba", "Novemba", "Desemba",
        ],
        date: "tarehe d m y",
        time: ("saa h na dakika m", "saa h kamili"),
        group: Some(','),
        calling: &["simu", "piga", "namba"],
    },
    Figures {
        lang: "ne",
        months: [
            "जनवरी",
            "फेब्रुअरी",
            "मार्च",
            "अप्रिल",
            "मे",
            "जुन",
            "जुलाई",
            "अगस्ट",
            "सेप्टेम्बर",
            "अक्टोबर",
            "नोभेम्बर",
            "डिसेम्बर",
        ],
        date: "y m d",
        time: ("h बजेर m मिनेट", "h बजे"),
        group: None,
        calling: &["फोन", "टेलिफोन", "नम्बर"],
    },
    Figures {
        lang: "id",
        months: [
            "Januari",
            "Februari",
            "Maret",
            "April",
            "Mei",
            "Juni",
            "Juli",
            "Agustus",
            "September",
            "Oktober",
            "November",
            "Desember",
        ],
        date: "d m y",
        time: ("pukul h lewat m menit", "pukul h"),
        group: Some('.'),
        calling: &["telepon", "hubungi", "telp", "nomor"],
    },
];
/// From this many digits on a number is grouped; longer ones than the most are read digit by digit.
const GROUPED_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
/// A telephone number without a hyphen has as many digits as these.
const SHORT_PHONE_DIGITS: std::ops::RangeInclusive<usize> = 3..=4;

/// The figures of a range have so many digits; longer ones with a hyphen are numbers of something.
const RANGE_DIGITS_MAX: usize = 3;

/// The text with its figures as the voice of the language should get them; unchanged for a language not known here.
pub(super) fn words(text: &str, lang: &Lang) -> String {
    let Some(figures) = LANGUAGES.iter().find(|own| own.lang == lang.primary()) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = from.find(|letter: char| {
            !(letter.is_ascii_digit() || matches!(letter, '-' | ':' | '.' | ',' | '/'))
        });
        let (figure, behind) = from.split_at(length.unwrap_or(from.len()));
        let trimmed = figure.trim_end_matches(['-', ':', '.', ',', '/']);
        let is_word = out.ends_with(|letter: char| letter.is_alphanumeric() || letter == '-')
            || behind.starts_with(char::is_alphabetic) && trimmed == figure;
        if is_word {
            out.push_str(figure);
        } else {
            let read = figures.read(trimmed, &out);
            let behind_figure = &from[trimmed.len()..];
            rest = figures.with_signs(&mut out, &read, behind_figure);
            continue;
        }
        rest = behind;
    }
    out.push_str(rest);
    if figures.lang == "ne" {
        in_devanagari(&out)
    } else {
        out
    }
}

impl Figures {
    /// Puts a figure that was read behind the text, with the words for the signs beside it; gives what follows.
    fn with_signs<'a>(&self, out: &mut String, read: &str, behind: &'a str) -> &'a str {
        let mut rest = behind;
        let mut word = None;
        if let Some((keep, money)) = signs::money_before(out, self.lang) {
            out.truncate(keep);
            word = Some(money);
        } else if let Some((length, money)) = signs::money_behind(rest, self.lang) {
            rest = &rest[length..];
            word = Some(money);
        }
        out.push_str(read);
        if let Some(word) = word {
            out.push(' ');
            out.push_str(word);
        }
        if let Some((length, to)) = signs::range(rest, self.lang) {
            out.extend([" ", to, " "]);
            rest = &rest[length..];
        }
        rest
    }

    fn read(&self, figure: &str, before: &str) -> String {
        self.date(figure)
            .or_else(|| self.times(figure))
            .or_else(|| self.range(figure, before))
            .or_else(|| self.name(figure, before))
            .or_else(|| self.grouped(figure))
            .unwrap_or_else(|| figure.to_owned())
    }

    /// 2026-03-05, or 2026/03/05: the year comes first, so that nobody takes the day for the month.
    fn date(&self, figure: &str) -> Option<String> {
        let parted = |sign| figure.split(sign).collect::<Vec<_>>();
        let parts = if figure.contains('/') {
            parted('/')
        } else {
            parted('-')
        };
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        let (month, day): (usize, usize) = (month.parse().ok()?, day.parse().ok()?);
        let name = self.months.get(month.checked_sub(1)?)?;
        let fits = year.len() == 4 && (1..=31).contains(&day);
        let fill = |part: &str| match part {
            "d" => day.to_string(),
            "m" => (*name).to_owned(),
            "y" => (*year).to_owned(),
            word => word.to_owned(),
        };
        fits.then(|| self.date.split(' ').map(fill).collect::<Vec<_>>().join(" "))
    }

    /// 15:20, or 09:00-18:00.
    fn times(&self, figure: &str) -> Option<String> {
        let Some((from, until)) = figure.split_once('-') else {
            return self.time(figure);
        };
        let to = signs::to(self.lang)?;
        Some(format!("{} {to} {}", self.time(from)?, self.time(until)?))
    }

    /// 15:20.
    fn time(&self, figure: &str) -> Option<String> {
        let (hour, minute) = figure.split_once(':')?;
        let (hours, minutes): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        if hours > 24 || minutes > 59 || minute.len() != 2 {
            return None;
        }
        let pattern = if minutes == 0 {
            self.time.1
        } else {
            self.time.0
        };
        // An English voice would take 9 5 for two numbers.
        let minute = match (self.lang, minutes) {
            ("en", 1..=9) => format!("oh {minutes}"),
            _ => minutes.to_string(),
        };
        let fill = |part: &str| match part {
            "h" => hours.to_string(),
            "m" => minute.clone(),
            word => word.to_owned(),
        };
        Some(pattern.split(' ').map(fill).collect::<Vec<_>>().join(" "))
    }

    /// 3-5 (days), 18-65 (years): two figures that rise; not behind a word before a telephone number.
    fn range(&self, figure: &str, before: &str) -> Option<String> {
        let (low, high) = figure.split_once('-')?;
        let end = |figure: &str| {
            let fits = (1..=RANGE_DIGITS_MAX).contains(&figure.len())
                && figure.bytes().all(|digit| digit.is_ascii_digit())
                && !figure.starts_with('0');
            figure.parse::<u16>().ok().filter(|_| fits)
        };
        let rises = end(low)? < end(high)?;
        let to = signs::to(self.lang)?;
        (rises && !self.calls(before)).then(|| format!("{low} {to} {high}"))
    }

    /// Whether a text ends in a word before a telephone number.
    fn calls(&self, before: &str) -> bool {
        let last_word = before.split_whitespace().next_back().unwrap_or_default();
        let last_word = last_word.trim_end_matches(':').to_lowercase();
        self.calling.contains(&last_word.as_str())
    }

    /// A telephone number, a code: digit by digit, with a pause between groups.
    fn name(&self, figure: &str, before: &str) -> Option<String> {
        let groups: Vec<&str> = figure.split('-').collect();
        let all_digits = groups
            .iter()
            .all(|group| !group.is_empty() && group.bytes().all(|digit| digit.is_ascii_digit()));
        let digits = figure.len();
        let is_called = SHORT_PHONE_DIGITS.contains(&digits) && self.calls(before);
        let is_name = groups.len() > 1
            || (digits > 1 && figure.starts_with('0'))
            || digits > *GROUPED_DIGITS.end()
            || is_called;
        let apart = |group: &&str| {
            group
                .chars()
                .map(String::from)
                .collect::<Vec<_>>()
                .join(" ")
        };
        (all_digits && is_name).then(|| groups.iter().map(apart).collect::<Vec<_>>().join(", "))
    }

    /// 1234567 as 1,234,567.
    fn grouped(&self, figure: &str) -> Option<String> {
        let group = self.group?;
        let fits = GROUPED_DIGITS.contains(&figure.len())
            && figure.bytes().all(|digit| digit.is_ascii_digit());
        let mut out = String::new();
        for (place, digit) in figure.chars().enumerate() {
            if place > 0 && (figure.len() - place).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        fits.then_some(out)
    }
}

/// A voice for Nepali reads Latin figures in English.
fn in_devanagari(text: &str) -> String {
    let digit = |letter: char| {
        letter
            .to_digit(10)
            .and_then(|value| char::from_u32(0x966 + value))
    };
    text.chars()
        .map(|letter| digit(letter).unwrap_or(letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::text::Lang;

    #[test]
    fn dates_times_and_figures_in_their_languages() {
        let cases = [
            ("en", "on 2026-03-05 at 15:20", "on 5 March 2026 at 15 20"),
            ("en", "09:05, 15:00", "9 oh 5, 15 o'clock"),
            ("en", "Help, call 120", "Help, call 1 2 0"),
            ("en", "120 people, 3.5 km", "120 people, 3.5 km"),
            ("en", "02-120-1234.", "0 2, 1 2 0, 1 2 3 4."),
            ("en", "1234567 won", "1,234,567 won"),
            (
                "en",
                "12345678901234567",
                "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7",
            ),
            ("en", "COVID-19, A4, 3rd, F8", "COVID-19, A4, 3rd, F8"),
            ("en", "2026-13-05", "2 0 2 6, 1 3, 0 5"),
            ("en", "like 15:20 or 25:70", "like 15 20 or 25:70"),
            (
                "vi",
                "2026-03-05 15:20",
                "ngày 5 tháng 3 năm 2026 15 giờ 20 phút",
            ),
            ("vi", "gọi 1022, 1234567", "gọi 1 0 2 2, 1.234.567"),
            (
                "sw",
                "2026-03-05 15:20",
                "tarehe 5 Machi 2026 saa 15 na dakika 20",
            ),
            ("ne", "2026-03-05 15:00", "२०२६ मार्च ५ १५ बजे"),
            (
                "id",
                "2026-08-17 09:30",
                "17 Agustus 2026 pukul 9 lewat 30 menit",
            ),
            ("fr", "2026-03-05", "2026-03-05"),
            ("en", "open 09:00-18:00", "open 9 o'clock to 18 o'clock"),
            (
                "en",
                "2026/03/05 ~ 2026/03/07",
                "5 March 2026 to 7 March 2026",
            ),
            ("en", "10–12 people", "10 to 12 people"),
            ("en", "3-5 days, ages 18-65", "3 to 5 days, ages 18 to 65"),
            (
                "en",
                "phone: 110-120, 5-3, 03-5",
                "phone: 1 1 0, 1 2 0, 5, 3, 0 3, 5",
            ),
            ("en", "3-4-5, 1234-5678", "3, 4, 5, 1 2 3 4, 5 6 7 8"),
            ("id", "usia 18-65", "usia 18 sampai 65"),
            ("en", "It costs ₩12,500.", "It costs 12,500 won."),
            ("en", "a fee of $5, or 5€", "a fee of 5 dollars, or 5 euros"),
            ("en", "x ~ 5, US$5", "x ~ 5, US$5"),
            ("vi", "10~12, 12.500₫", "10 đến 12, 12.500 đồng"),
            ("sw", "KSh 500, 10–12", "500 shilingi, 10 hadi 12"),
            ("ne", "रु. 500", "५०० रुपैयाँ"),
            (
                "id",
                "Rp 12.500, 08:00-16:30",
                "12.500 rupiah, pukul 8 sampai pukul 16 lewat 30 menit",
            ),
        ];
        for (lang, text, expected) in cases {
            assert_eq!(words(text, &Lang::new(lang)), expected, "{lang} {text}");
        }
    }
}
