//! What the city says of records: read from its lists (entity lists, as CSV) that come with its forms.
//!
//! A list speaks of records when it has a column `name` with the identity of a record (`uuid:…`, or without `uuid:` as
//! servers name entities), and a column that says how far it is: `state` or `status`. A column `answer` may hold words
//! for the person. Any other list is a list for a form, and passed over.

use maru_store::{CaseWrite, FormSource, Store, StoreError};
use std::collections::BTreeMap;

/// What says how far a record is.
const STATES: [&str; 3] = ["case_state", "state", "status"];
/// What the city answered.
const ANSWERS: [&str; 2] = ["answer", "city_answer"];
/// The states in which there is nothing more to come.
const FINAL: [&str; 8] = [
    "answered",
    "closed",
    "done",
    "resolved",
    "completed",
    "rejected",
    "declined",
    "approved",
];
/// The longest answer that is kept.
const WORDS_LETTERS_MAX: usize = 2_000;
/// The longest state.
const STATE_LETTERS_MAX: usize = 60;

/// Looks through the lists of all forms on offer; returns how many records there is news of.
pub fn note(store: &mut Store, at: &str) -> Result<usize, StoreError> {
    let sent = store.with_the_city()?;
    if sent.is_empty() {
        return Ok(0);
    }
    // By the identity as a list may have it.
    let ids: BTreeMap<&str, &str> = sent
        .iter()
        .map(|id| (id.strip_prefix("uuid:").unwrap_or(id), id.as_str()))
        .collect();
    let mut cases = Vec::new();
    let forms = store.forms()?.into_iter();
    for form in forms.filter(|form| form.source == FormSource::Server) {
        for name in store.media_of(&form.hash)?.into_keys() {
            if !name.to_ascii_lowercase().ends_with(".csv") {
                continue;
            }
            if let Some(content) = store.media(&form.hash, &name)? {
                cases.extend(read(content.as_bytes(), &ids));
            }
        }
    }
    store.note_cases(&cases, at)
}

/// The cases of these records in a list; none when it is no such list, or from where on it cannot be read.
fn read(csv: &[u8], ids: &BTreeMap<&str, &str>) -> Vec<CaseWrite> {
    let csv = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let Ok(head) = reader.headers().cloned() else {
        return Vec::new();
    };
    let column = |names: &[&str]| {
        let mut found = names
            .iter()
            .filter_map(|name| head.iter().position(|own| own.trim() == *name));
        found.next()
    };
    let (Some(name), Some(state)) = (column(&["name"]), column(&STATES)) else {
        return Vec::new();
    };
    let answer = column(&ANSWERS);
    let rows = reader.into_records().map_while(Result::ok);
    let case = |row: csv::StringRecord| {
        let id = row.get(name)?.trim();
        let instance_id = ids.get(id.strip_prefix("uuid:").unwrap_or(id))?;
        let state = words(row.get(state)?, STATE_LETTERS_MAX)?;
        let answer = answer.and_then(|answer| words(row.get(answer)?, WORDS_LETTERS_MAX));
        let is_final = FINAL.contains(&state.to_lowercase().as_str());
        Some(CaseWrite {
            instance_id: (*instance_id).to_owned(),
            is_answered: is_final || answer.is_some(),
            state,
            words: answer,
        })
    };
    rows.filter_map(case).collect()
}

/// What can be shown and spoken of a text; `None` when nothing is left.
fn words(text: &str, letters_max: usize) -> Option<String> {
    let printable: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let words: Vec<&str> = printable.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(letters_max).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(csv: &str) -> Vec<(String, String, Option<String>, bool)> {
        let ids = BTreeMap::from([("1", "uuid:1"), ("2", "uuid:2")]);
        let cases = read(csv.as_bytes(), &ids).into_iter();
        cases
            .map(|case| (case.instance_id, case.state, case.words, case.is_answered))
            .collect()
    }

    #[test]
    fn reads_what_the_city_says_of_our_records_and_of_no_others() {
        let csv = "name,label,__version,state,answer\n\
            uuid:1,A,1,in_progress,\n2,B,3,closed,\"The lamp\n is new.\"\n3,C,1,closed,not ours\n";
        let expected = [
            ("uuid:1".to_owned(), "in_progress".to_owned(), None, false),
            (
                "uuid:2".to_owned(),
                "closed".to_owned(),
                Some("The lamp is new.".to_owned()),
                true,
            ),
        ];
        assert_eq!(found(csv), expected);
        assert_eq!(found(&format!("\u{feff}{csv}")), expected);
    }

    #[test]
    fn a_list_that_speaks_of_something_else_says_nothing() {
        for csv in [
            "",
            "name,label\n1,A\n",
            "label,state\n1,A\n",
            "name,state\n1,\n",
            "name,state\n1\n\"2",
            "\0\u{1}\n\n",
        ] {
            assert_eq!(found(csv), [], "{csv:?}");
        }
        let long = format!(
            "name,state,answer\n1,{},{}\n",
            "s".repeat(9000),
            "a".repeat(9000)
        );
        let case = found(&long).remove(0);
        assert_eq!(
            (case.1.len(), case.2.map(|answer| answer.len())),
            (60, Some(2000))
        );
    }
}
