use super::*;
use crate::{Lang, Words};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, date as day},
    tz::TimeZone,
};
use proptest::prelude::*;

const LANGS: [&str; 6] = ["ko", "en", "vi", "sw", "ne", "id"];

fn words(lang: &str) -> Words {
    Words::new(&Lang::new(lang), &[]).0
}

fn today() -> Date {
    day(2026, 3, 1)
}

fn reads(text: &str, lang: &str) -> Result<Date, Misread<Date>> {
    read_date(text, &Lang::new(lang), today())
}

#[test]
fn dates_may_be_written_as_people_write_them() {
    for (lang, texts) in [
        (
            "ko",
            "2026-3-5|2026. 3. 5.|2026년 3월 5일|20260305|2026/03/05|3월 5일|3월5일|3/5|2026년 3월 5일 목요일|3월 5일(목)|4일 뒤|나흘 뒤",
        ),
        (
            "en",
            "2026-03-05|5 Mar 2026|5 March|March 5|Mar 5, 2026|5th of March 2026|Thursday, 5 March 2026|Thu 5 Mar|in 4 days",
        ),
        ("en-GB", "5/3/2026|5/3|5.3.2026"),
        ("en-US", "3/5/2026|3/5"),
        (
            "vi",
            "5/3/2026|5-3-2026|5 tháng 3 năm 2026|ngày 5 tháng 3 năm 2026|Thứ Năm, 5 tháng 3, 2026|5 tháng 3|5/3|4 ngày nữa",
        ),
        (
            "sw",
            "5/3/2026|5 Machi 2026|Alhamisi, 5 Machi 2026|tarehe 5 Machi|siku 4 zijazo",
        ),
        ("ne", "2026-03-05|२०२६-०३-०५|2026 मार्च 5|५ मार्च|4 दिन पछि"),
        (
            "id",
            "5/3/2026|05-03-2026|5 Maret 2026|Kamis, 05 Maret 2026|tanggal 5 Maret|4 hari lagi",
        ),
    ] {
        for text in texts.split('|') {
            assert_eq!(reads(text, lang), Ok(day(2026, 3, 5)), "{lang}: {text}");
        }
    }
}

#[test]
fn days_may_be_told_from_today() {
    for (lang, days) in [
        (
            "ko",
            "오늘 0|내일 1|모레 2|글피 3|어제 -1|그저께 -2|3일 전 -3|3일전 -3|사흘 전 -3|2주 후 14|일주일 전 -7",
        ),
        (
            "en",
            "Today 0|tomorrow 1|day after tomorrow 2|Yesterday -1|3 days ago -3|a week ago -7|in two weeks 14",
        ),
        ("vi", "hôm nay 0|ngày mai 1|hôm qua -1|3 ngày trước -3"),
        (
            "sw",
            "leo 0|kesho 1|kesho kutwa 2|jana -1|siku 3 zilizopita -3",
        ),
        ("ne", "आज 0|भोलि 1|हिजो -1|३ दिन अघि -3"),
        ("id", "hari ini 0|besok 1|kemarin -1|3 hari yang lalu -3"),
    ] {
        for case in days.split('|') {
            let (text, days) = case.rsplit_once(' ').expect("a text and a number");
            let days: i64 = days.parse().expect("a number");
            assert_eq!(
                reads(text, lang),
                Ok(today() + days.days()),
                "{lang}: {text}"
            );
        }
    }
    for (tag, _) in crate::words::LOCALES {
        let (words, lang) = (words(tag), Lang::new(tag));
        for (id, days) in [("date-today", 0), ("date-yesterday", -1)] {
            let read = read_date(&words.text(id).shown, &lang, today());
            assert_eq!(read, Ok(today() + days.days()), "{tag}: {id}");
        }
    }
}

#[test]
fn what_may_mean_two_days_is_asked_and_what_means_none_is_not_taken() {
    let march_or_may = Misread::Ambiguous(day(2026, 3, 5), day(2026, 5, 3));
    let unknown = || Err(Misread::Unknown);
    for (lang, text, read) in [
        ("en", "5/3/2026", Err(march_or_may.clone())),
        ("ko", "5.3.2026", Err(march_or_may)),
        ("en", "5/5/2026", Ok(day(2026, 5, 5))),
        ("en", "25/3/2026", Ok(day(2026, 3, 25))),
        ("ko", "3월 25일", Ok(day(2026, 3, 25))),
        ("ko", "2026-13-1", Err(Misread::Impossible)),
        ("ko", "2월 30일", Err(Misread::Impossible)),
        ("vi", "30/2/2026", Err(Misread::Impossible)),
        ("en", "soon", unknown()),
        ("en", "2026", unknown()),
        ("en", "March 2026", unknown()),
        ("en", "1-2-3-4", unknown()),
        ("en", "5/3/26", unknown()),
        ("en", "", unknown()),
        ("en", "5 March 2026 at 3 pm", unknown()),
        ("en", "99999999999999999999", unknown()),
        ("en", "99999 days ago", unknown()),
        // Nepal's own year.
        ("ne", "2082-11-21", unknown()),
    ] {
        assert_eq!(reads(text, lang), read, "{lang}: {text}");
    }
    assert_eq!(reads(&"5".repeat(100_000), "ko"), unknown());
}

#[test]
fn times_may_be_written_as_people_write_them() {
    for (lang, texts) in [
        (
            "ko",
            "15:20|1520|오후 3시 20분|오후 3:20|오후 세 시 20분|15시 20분|오후3시20분|15:20:00",
        ),
        (
            "en",
            "15:20|15.20|3:20 pm|3:20pm|3:20 p.m.|3:20 in the afternoon",
        ),
        ("vi", "15:20|15h20|15 giờ 20 phút|3 giờ 20 chiều"),
        ("sw", "15:20|1520"),
        ("ne", "15:20|१५:२०|दिउँसो 3:20"),
        ("id", "15.20|pukul 15.20|jam 3.20 sore"),
    ] {
        for text in texts.split('|') {
            let read = read_time(text, &Lang::new(lang));
            assert_eq!(read, Ok(Time::constant(15, 20, 0, 0)), "{lang}: {text}");
        }
    }
}

#[test]
fn an_hour_of_either_half_is_asked_for() {
    let at = |hour, minute| Time::constant(hour, minute, 0, 0);
    let either = |hour, minute| Err(Misread::Ambiguous(at(hour, minute), at(hour + 12, minute)));
    for (lang, text, read) in [
        ("ko", "3시반", either(3, 30)),
        ("ko", "세 시 반", either(3, 30)),
        ("ko", "12시", either(0, 0)),
        ("ko", "오후 3시 반", Ok(at(15, 30))),
        ("ko", "새벽 3시", Ok(at(3, 0))),
        ("ko", "밤 11시", Ok(at(23, 0))),
        ("ko", "밤 12시", Ok(at(0, 0))),
        ("ko", "낮 12시", Ok(at(12, 0))),
        ("ko", "정오", Ok(at(12, 0))),
        ("ko", "0시 5분", Ok(at(0, 5))),
        ("en", "3:20", either(3, 20)),
        ("en", "03:20", Ok(at(3, 20))),
        ("en", "10:20", Ok(at(10, 20))),
        ("en", "3 o'clock", either(3, 0)),
        ("en", "half past three", either(3, 30)),
        ("en", "12 am", Ok(at(0, 0))),
        ("en", "12:05 pm", Ok(at(12, 5))),
        ("en", "noon", Ok(at(12, 0))),
        ("vi", "3:20", Ok(at(3, 20))),
        ("vi", "3 giờ rưỡi", either(3, 30)),
        ("ne", "साढे 3 बजे", either(3, 30)),
        ("ko", "25:00", Err(Misread::Impossible)),
        ("ko", "오전 15시", Err(Misread::Impossible)),
        ("en", "15:61", Err(Misread::Impossible)),
        ("en", "15", Err(Misread::Unknown)),
        ("en", "later", Err(Misread::Unknown)),
        ("en", "3/5", Err(Misread::Unknown)),
        ("sw", "saa 3", Err(Misread::Unknown)),
        ("en", "", Err(Misread::Unknown)),
    ] {
        assert_eq!(read_time(text, &Lang::new(lang)), read, "{lang}: {text}");
    }
}

#[test]
fn months_and_years_may_stand_alone() {
    for (lang, text, month) in [
        ("ko", "2026년 3월", (2026, 3)),
        ("ko", "3월", (2026, 3)),
        ("ko", "지난달", (2026, 2)),
        ("ko", "202603", (2026, 3)),
        ("en", "March 2026", (2026, 3)),
        ("en", "03/2026", (2026, 3)),
        ("en", "next month", (2026, 4)),
        ("vi", "tháng 3 năm 2026", (2026, 3)),
        ("sw", "Machi 2026", (2026, 3)),
        ("ne", "2026 मार्च", (2026, 3)),
        ("id", "2026-03", (2026, 3)),
    ] {
        let read = read_month(text, &Lang::new(lang), today());
        assert_eq!(read, Ok(day(month.0, month.1, 1)), "{lang}: {text}");
    }
    for (lang, text, year) in [
        ("ko", "2025년", 2025),
        ("ko", "작년", 2025),
        ("en", "1950", 1950),
        ("vi", "năm 2025", 2025),
        ("id", "tahun lalu", 2025),
    ] {
        let read = read_year(text, &Lang::new(lang), today());
        assert_eq!(read, Ok(day(year, 1, 1)), "{lang}: {text}");
    }
    let english = Lang::new("en");
    for text in ["3", "5 March 2026", "26", "may be"] {
        assert_eq!(
            read_month(text, &english, today()),
            Err(Misread::Unknown),
            "{text}"
        );
        assert_eq!(
            read_year(text, &english, today()),
            Err(Misread::Unknown),
            "{text}"
        );
    }
    assert_eq!(
        read_month("2026-13", &english, today()),
        Err(Misread::Impossible)
    );
    assert_eq!(
        read_year("0000", &english, today()),
        Err(Misread::Impossible)
    );
}

#[test]
fn each_language_writes_in_its_own_way() {
    let (at, time_of_day) = (day(2026, 3, 5), Time::constant(15, 20, 0, 0));
    for (lang, written, month_written, time_written) in [
        ("ko", "2026년 3월 5일 목요일", "2026년 3월", "오후 3:20"),
        (
            "en",
            "Thursday, 5 March 2026",
            "March 2026",
            "3:20 in the afternoon",
        ),
        (
            "vi",
            "Thứ Năm, 5 tháng 3, 2026",
            "tháng 3 năm 2026",
            "15:20",
        ),
        ("sw", "Alhamisi, 5 Machi 2026", "Machi 2026", "15:20"),
        ("ne", "2026 मार्च 5, बिहिबार", "2026 मार्च", "15:20"),
        ("id", "Kamis, 05 Maret 2026", "Maret 2026", "15.20"),
    ] {
        let words = words(lang);
        assert_eq!(date(at, &words).shown, written);
        assert_eq!(month(at, &words).shown, month_written);
        assert_eq!(time(time_of_day, &words).shown, time_written);
        assert_eq!(date(at, &words).lang, Lang::new(lang));
    }
    assert_eq!(month(day(2026, 6, 1), &words("ko")).speech(), "2026년 유월");
    assert_eq!(year(at, &words("ko")).shown, "2026년");
    let vietnamese = date(at, &words("vi"));
    assert_eq!(vietnamese.speech(), "Thứ Năm, ngày 5 tháng 3 năm 2026");
}

#[test]
fn what_is_written_can_be_read() {
    for tag in LANGS {
        let (words, lang) = (words(tag), Lang::new(tag));
        for number in 0..=366_i64 {
            let at = day(2024, 1, 1) + number.days();
            for text in [date(at, &words).shown, at.to_string()] {
                assert_eq!(read_date(&text, &lang, today()), Ok(at), "{tag}: {text}");
            }
            let (first, new_year) = (at.first_of_month(), at.first_of_year());
            let month = month(at, &words).shown;
            assert_eq!(read_month(&month, &lang, today()), Ok(first), "{month}");
            let year = year(at, &words).shown;
            assert_eq!(read_year(&year, &lang, today()), Ok(new_year), "{year}");
        }
        for minutes in 0..24 * 60 {
            let at = Time::midnight() + i64::from(minutes).minutes();
            let text = time(at, &words).shown;
            assert_eq!(read_time(&text, &lang), Ok(at), "{tag}: {text}");
        }
    }
}

#[test]
fn a_moment_of_today_is_told_as_today() {
    let now: Timestamp = "2026-03-05T06:20:00Z".parse().expect("a moment");
    let now = now.to_zoned(TimeZone::fixed(jiff::tz::offset(9)));
    for (at, told) in [
        ("2026-03-05T00:05:00Z", "Today, 9:05 in the morning"),
        (
            "2026-03-03T16:00:00Z",
            "Wednesday, 4 March 2026, 1:00 in the morning",
        ),
        ("yesterday", ""),
    ] {
        assert_eq!(moment(at, &now, &words("en")).shown, told, "{at}");
    }
}

proptest! {
    /// Whatever is typed, it is read or refused; and what two readings are offered differ.
    #[test]
    fn nothing_typed_is_too_strange(text in "[0-9०-९ 년월일시반전./:,a-z-]{0,14}|\\PC{0,20}", lang in 0..LANGS.len()) {
        let lang = Lang::new(LANGS[lang]);
        for read in [
            read_date(&text, &lang, today()),
            read_month(&text, &lang, today()),
            read_year(&text, &lang, today()),
        ] {
            if let Err(Misread::Ambiguous(one, other)) = read {
                prop_assert_ne!(one, other);
            }
        }
        if let Err(Misread::Ambiguous(one, other)) = read_time(&text, &lang) {
            prop_assert_ne!(one, other);
        }
    }
}
