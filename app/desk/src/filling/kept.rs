//! What was typed and is no answer yet, as a draft keeps it.
//!
//! One text at the question that the draft is left at stands there as it was typed. Where there are others, or one
//! elsewhere, they stand by question as JSON behind a sign that nobody types.

use maru_form::QuestionId;
use std::collections::BTreeMap;

/// The texts by question.
pub(super) type Kept = BTreeMap<QuestionId, String>;

/// U+001E, the record separator: no field takes it.
const BY_QUESTION: char = '\u{1e}';

/// The texts as the draft keeps them; none if there are none.
pub(super) fn written(kept: &Kept, at: Option<&QuestionId>) -> Option<String> {
    let mut texts = kept.iter();
    match (texts.next(), texts.next()) {
        (None, _) => None,
        (Some((id, text)), None) if Some(id) == at && !text.starts_with(BY_QUESTION) => {
            Some(text.clone())
        }
        _ => {
            let texts = kept.iter().map(|(id, text)| (id.as_str(), text.as_str()));
            let texts: BTreeMap<&str, &str> = texts.collect();
            let json = serde_json::to_string(&texts).ok()?;
            Some(format!("{BY_QUESTION}{json}"))
        }
    }
}

/// The texts of a draft that was left at a question.
pub(super) fn read(written: &str, at: Option<&QuestionId>) -> Kept {
    let texts = written.strip_prefix(BY_QUESTION);
    let texts = texts.and_then(|json| serde_json::from_str::<BTreeMap<String, String>>(json).ok());
    match (texts, at) {
        (Some(texts), _) => {
            let texts = texts.into_iter();
            texts
                .map(|(id, text)| (QuestionId::from(id.as_str()), text))
                .collect()
        }
        (None, Some(at)) => Kept::from([(at.clone(), written.to_owned())]),
        (None, None) => Kept::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were_written() {
        let [here, there] = ["/data/here", "/data/there[2]/a"].map(QuestionId::from);
        let texts = ["abc", "", "{\"a\": 1}", "\u{1e}x", "둘\n줄"];
        for text in texts {
            for other in [None, Some(text)] {
                for at in [None, Some(&here), Some(&there)] {
                    let mut kept = Kept::from([(here.clone(), text.to_owned())]);
                    kept.extend(other.map(|other| (there.clone(), other.to_owned())));
                    let written = written(&kept, at).unwrap_or_default();
                    assert_eq!(read(&written, at), kept, "{text:?} {other:?} {at:?}");
                }
            }
        }
        assert_eq!(written(&Kept::new(), Some(&here)), None);
    }

    #[test]
    fn a_text_of_an_older_draft_belongs_to_where_it_was_left() {
        let at = QuestionId::from("/data/a");
        assert_eq!(read("hal", Some(&at)), Kept::from([(at, "hal".to_owned())]));
        assert_eq!(read("hal", None), Kept::new());
    }
}
