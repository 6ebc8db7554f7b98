//! Languages and texts in several languages.

use std::borrow::Borrow;
use std::fmt;

use crate::problem::quoted;

/// A language tag such as `ko` or `zh-Hans`, with letters in the usual case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag: subtags of letters and digits, the first one of two or three letters.
    pub fn parse(tag: &str) -> Option<Lang> {
        if tag.len() > 35 {
            return None;
        }
        let mut written = String::with_capacity(tag.len());
        for (place, subtag) in tag.split('-').enumerate() {
            let fits = match place {
                0 => {
                    matches!(subtag.len(), 2 | 3) && subtag.bytes().all(|b| b.is_ascii_alphabetic())
                }
                _ => {
                    matches!(subtag.len(), 1..=8)
                        && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
                }
            };
            if !fits {
                return None;
            }
            if place > 0 {
                written.push('-');
            }
            written.push_str(&usual_case(place, subtag));
        }
        Some(Lang(written))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `zh` of `zh-Hans`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

/// Writes `ko`, `Hans`, `KR` as is usual, so that two spellings of one tag are equal.
fn usual_case(place: usize, subtag: &str) -> String {
    let lower = subtag.to_ascii_lowercase();
    match (place, subtag.len()) {
        (0, _) => lower,
        (_, 2) => subtag.to_ascii_uppercase(),
        (_, 4) => {
            let (head, tail) = lower.split_at(1);
            head.to_ascii_uppercase() + tail
        }
        _ => lower,
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Picks of `offered` the one that fits `tag` best: the same, then one of the same primary language.
pub(crate) fn best_of<'a>(offered: impl Iterator<Item = &'a Lang>, tag: &str) -> Option<&'a Lang> {
    let wanted = Lang::parse(tag)?;
    let mut same_primary = None;
    for lang in offered {
        if *lang == wanted {
            return Some(lang);
        }
        if same_primary.is_none() && lang.primary() == wanted.primary() {
            same_primary = Some(lang);
        }
    }
    same_primary
}

/// One text in the languages of the city; holds at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// In the order in which the city declares its languages.
    texts: Vec<(Lang, String)>,
}

impl Names {
    /// `None` when there is no text at all.
    pub(crate) fn new(texts: Vec<(Lang, String)>) -> Option<Names> {
        (!texts.is_empty()).then_some(Names { texts })
    }

    /// The text in exactly this language.
    pub fn get(&self, tag: &str) -> Option<&str> {
        let wanted = Lang::parse(tag)?;
        self.texts
            .iter()
            .find(|(lang, _)| *lang == wanted)
            .map(|(_, text)| text.as_str())
    }

    /// The text in this language or, failing that, in the nearest one, at last in the city's first.
    pub fn best(&self, tag: &str) -> &str {
        self.nearest(tag).map_or("", |(_, text)| text)
    }

    /// The same with the language that it really has; never `None`, for there is at least one.
    pub fn nearest(&self, tag: &str) -> Option<(&Lang, &str)> {
        let lang = best_of(self.texts.iter().map(|(lang, _)| lang), tag);
        let chosen = self.texts.iter().find(|(one, _)| Some(one) == lang);
        let (lang, text) = chosen.or(self.texts.first())?;
        Some((lang, text.as_str()))
    }

    /// Every language with its text, the city's first language first.
    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.texts.iter().map(|(lang, text)| (lang, text.as_str()))
    }
}

/// Says why a text may not stand on a page: empty, too long, or with marks that hide or turn what is read.
pub(crate) fn unfit(text: &str, chars_max: usize) -> Option<(String, &'static str)> {
    if text.trim().is_empty() {
        return Some(("is empty".into(), "write the text"));
    }
    if text.chars().nth(chars_max).is_some() {
        let what = format!("is longer than {chars_max} characters: {}", quoted(text));
        return Some((what, "say it in fewer words"));
    }
    // Line ends, bells and direction marks reach the synthesizer and the Braille cells, and can disguise a text.
    let odd = |c: &char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().find(odd).map(|c| {
        let what = format!("holds the invisible character U+{:04X}", u32::from(c));
        (what, "take that character out")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Names {
        let texts = pairs
            .iter()
            .map(|(tag, text)| (Lang::parse(tag).unwrap(), (*text).to_owned()))
            .collect();
        Names::new(texts).unwrap()
    }

    #[test]
    fn one_language_has_one_spelling() {
        assert_eq!(Lang::parse("ZH-hans-cn").unwrap().as_str(), "zh-Hans-CN");
        for wrong in ["", "k", "korean", "ko_KR", "ko-", "../ko", "ko/..", "1k"] {
            assert_eq!(Lang::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn falls_back_to_the_nearest_then_the_first_language() {
        let names = names(&[("ko", "하늘시"), ("en-GB", "Haneul")]);
        assert_eq!(names.best("en-gb"), "Haneul");
        assert_eq!(names.best("en-US"), "Haneul");
        assert_eq!(names.best("vi"), "하늘시");
        assert_eq!(names.best("not a tag"), "하늘시");
        assert_eq!(names.get("en"), None);
        let nearest = names.nearest("vi").map(|(lang, _)| lang.as_str());
        assert_eq!(nearest, Some("ko"), "what it is in, not what was wanted");
    }

    #[test]
    fn texts_with_hidden_marks_are_unfit() {
        assert!(unfit("하늘시", 3).is_none());
        assert!(unfit("하늘시", 2).is_some());
        assert!(unfit(" \t", 9).is_some());
        assert!(unfit("bank\u{202e}knab", 9).is_some());
        assert!(unfit("two\nlines", 9).is_some());
    }
}
