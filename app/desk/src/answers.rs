//! What people type, as the form stores it.

use jiff::{ToSpan, civil::Date};
use maru_form::{Answer, DataType};
use maru_page::Words;

/// A typed text as an answer to a question of that type. What cannot be understood goes on as it is: the form
/// refuses it and says why.
pub fn typed(text: &str, data_type: &DataType, today: Date, words: &Words) -> Answer {
    let text = text.trim();
    if text.is_empty() {
        return Answer::Clear;
    }
    match data_type {
        DataType::Date => Answer::Text(
            date(text, today, words).map_or_else(|| text.to_owned(), |date| date.to_string()),
        ),
        DataType::Integer | DataType::Decimal => Answer::Text(text.replace([' ', ','], "")),
        _ => Answer::Text(text.to_owned()),
    }
}

/// A date as people write it: `2026-3-5`, `2026. 3. 5.`, `2026년 3월 5일`, `20260305`, or the words for today and
/// yesterday.
pub fn date(text: &str, today: Date, words: &Words) -> Option<Date> {
    let lower = text.to_lowercase();
    if lower == words.text("date-today").shown.to_lowercase() {
        return Some(today);
    }
    if lower == words.text("date-yesterday").shown.to_lowercase() {
        return today.checked_sub(1.day()).ok();
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 && text.chars().all(|letter| letter.is_ascii_digit()) {
        let (year, rest) = digits.split_at(4);
        let (month, day) = rest.split_at(2);
        return civil(year, month, day);
    }
    let mut parts = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    civil(year, month, day)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use maru_page::Lang;

    #[test]
    fn dates_may_be_written_as_people_write_them() {
        let (words, _) = Words::new(&Lang::new("ko"), &[]);
        let today = Date::constant(2026, 3, 1);
        for text in [
            "2026-3-5",
            "2026. 3. 5.",
            "2026년 3월 5일",
            "20260305",
            "2026/03/05",
        ] {
            assert_eq!(
                date(text, today, &words),
                Some(Date::constant(2026, 3, 5)),
                "{text}"
            );
        }
        assert_eq!(date("오늘", today, &words), Some(today));
        assert_eq!(
            date("어제", today, &words),
            Some(Date::constant(2026, 2, 28))
        );
        for text in ["2026-13-1", "5.3.2026", "soon", "2026", "1-2-3-4"] {
            assert_eq!(date(text, today, &words), None, "{text}");
        }
    }
}
