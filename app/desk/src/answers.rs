//! What people type, as the form stores it.

use jiff::civil::Date;
use maru_form::{Answer, DataType};
use maru_page::{Lang, dates};

/// A typed text as an answer to a question of that type. What cannot be understood goes on as it is: the form
/// refuses it and says why.
pub fn typed(text: &str, data_type: &DataType, today: Date, lang: &Lang) -> Answer {
    let text = text.trim();
    if text.is_empty() {
        return Answer::Clear;
    }
    match data_type {
        DataType::Date => Answer::Text(
            dates::read_date(text, lang, today)
                .map_or_else(|_| text.to_owned(), |date| date.to_string()),
        ),
        DataType::Integer | DataType::Decimal => Answer::Text(text.replace([' ', ','], "")),
        _ => Answer::Text(text.to_owned()),
    }
}
