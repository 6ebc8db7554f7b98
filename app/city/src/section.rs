//! Reads one table of a TOML file, with a problem by line for whatever does not fit.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::load::TextFile;
use crate::problem::{Effect, PackError, Problems, quoted};
use crate::text::{Lang, Names, unfit};

/// One table of a file, and what a fault in it costs.
#[derive(Clone, Copy)]
pub(crate) struct Section<'t> {
    file: &'t TextFile,
    table: &'t DeTable<'t>,
    offset: usize,
    /// The effect of a fault in something this table must have.
    pub(crate) effect: Effect,
}

/// Parses a file; `None` after the problems of its syntax.
pub(crate) fn parse<'t>(
    file: &'t TextFile,
    problems: &mut Problems,
) -> Option<Spanned<DeTable<'t>>> {
    let (document, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        problems.push(PackError {
            effect: Effect::Refused,
            file: file.path.clone(),
            line: error.span().map(|span| file.line(span.start)),
            what: format!("this is not TOML: {}", error.message().replace('\n', ", ")),
            cure: "correct this line".into(),
        });
    }
    errors.is_empty().then_some(document)
}

impl<'t> Section<'t> {
    /// The root table of a file.
    pub(crate) fn root(file: &'t TextFile, table: &'t DeTable<'t>) -> Section<'t> {
        Section {
            file,
            table,
            offset: 0,
            effect: Effect::Refused,
        }
    }

    /// The same table, where faults cost something else.
    pub(crate) fn costing(self, effect: Effect) -> Section<'t> {
        Section { effect, ..self }
    }

    fn entry(&self, key: &str) -> Option<(Range<usize>, &'t DeValue<'t>)> {
        let found = self.table.iter().find(|(name, _)| name.get_ref() == key);
        found.map(|(name, value)| (name.span(), value.get_ref()))
    }

    /// Whether the table has this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    fn problem_at(
        &self,
        offset: usize,
        effect: Effect,
        what: String,
        cure: impl Into<String>,
    ) -> PackError {
        PackError {
            effect,
            file: self.file.path.clone(),
            line: Some(self.file.line(offset)),
            what,
            cure: cure.into(),
        }
    }

    /// A problem at a key, or at the head of the table when the key is missing.
    pub(crate) fn problem(
        &self,
        key: &str,
        effect: Effect,
        what: impl Into<String>,
        cure: impl Into<String>,
    ) -> PackError {
        let offset = self.entry(key).map_or(self.offset, |(span, _)| span.start);
        self.problem_at(offset, effect, what.into(), cure)
    }

    /// Notes keys nobody reads: mostly slips of the pen.
    pub(crate) fn expect_keys(&self, known: &[&str], problems: &mut Problems) {
        for name in self.table.keys() {
            if !known.contains(&name.get_ref().as_ref()) {
                let what = format!("nothing reads the key {}", quoted(name.get_ref()));
                let cure = format!("use one of: {}", known.join(", "));
                problems.push(self.problem_at(name.span().start, Effect::Noted, what, cure));
            }
        }
    }

    fn missing(&self, key: &str, example: &str) -> PackError {
        self.problem(
            key,
            self.effect,
            format!("{key} is missing"),
            format!("add {key} = {example}"),
        )
    }

    fn misshapen(&self, key: &str, shape: &str, example: &str) -> PackError {
        self.problem(
            key,
            self.effect,
            format!("{key} is not {shape}"),
            format!("write {key} = {example}"),
        )
    }

    /// A whole number that must be there.
    pub(crate) fn number(&self, key: &str, problems: &mut Problems) -> Option<u32> {
        let Some((_, value)) = self.entry(key) else {
            problems.push(self.missing(key, "1"));
            return None;
        };
        let read = match value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if read.is_none() {
            problems.push(self.misshapen(key, "a whole number", "1"));
        }
        read
    }

    /// A text that may be missing; a misshapen one is a problem.
    pub(crate) fn optional_text(&self, key: &str, problems: &mut Problems) -> Option<&'t str> {
        match self.entry(key)?.1 {
            DeValue::String(text) => Some(text.as_ref()),
            _ => {
                problems.push(self.misshapen(key, "a text", "\"…\""));
                None
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn text(
        &self,
        key: &str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<&'t str> {
        if !self.has(key) {
            problems.push(self.missing(key, example));
        }
        self.optional_text(key, problems)
    }

    /// The texts of a list with the place of each; `None` when the key is missing or no list.
    pub(crate) fn texts(
        &self,
        key: &str,
        problems: &mut Problems,
    ) -> Option<Vec<(usize, &'t str)>> {
        let DeValue::Array(array) = self.entry(key)?.1 else {
            problems.push(self.misshapen(key, "a list of texts", "[\"…\"]"));
            return None;
        };
        let mut texts = Vec::new();
        for item in array.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push((item.span().start, text.as_ref())),
                _ => {
                    let what = format!("{key} holds something which is not a text");
                    let place = item.span().start;
                    problems.push(self.problem_at(place, self.effect, what, "put it in quotes"));
                }
            }
        }
        Some(texts)
    }

    /// A problem at a place told by [`Section::texts`].
    pub(crate) fn problem_in_list(
        &self,
        place: usize,
        effect: Effect,
        what: String,
        cure: impl Into<String>,
    ) -> PackError {
        self.problem_at(place, effect, what, cure)
    }

    /// A table inside this one; a misshapen one is a problem.
    pub(crate) fn section(&self, key: &str, problems: &mut Problems) -> Option<Section<'t>> {
        let (span, value) = self.entry(key)?;
        match value {
            DeValue::Table(table) => Some(Section {
                table,
                offset: span.start,
                ..*self
            }),
            _ => {
                problems.push(self.misshapen(key, "a table", "{ … }"));
                None
            }
        }
    }

    /// The tables of a list, at most `count_max` of them, in the order of the file.
    pub(crate) fn sections(
        &self,
        key: &str,
        count_max: usize,
        problems: &mut Problems,
    ) -> Vec<Section<'t>> {
        let Some((_, value)) = self.entry(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value else {
            let what = format!("{key} is not a list of tables");
            let cure = format!("begin each with [[{key}]]");
            problems.push(self.problem(key, self.effect, what, cure));
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (count, item) in array.iter().enumerate() {
            let offset = item.span().start;
            if count >= count_max {
                let what = format!("there are more than {count_max} of {key}");
                problems.push(self.problem_at(offset, Effect::Dropped, what, "take some out"));
                break;
            }
            match item.get_ref() {
                DeValue::Table(table) => sections.push(Section {
                    table,
                    offset,
                    ..*self
                }),
                _ => {
                    let what = format!("{key} holds something which is not a table");
                    let cure = format!("begin each with [[{key}]]");
                    problems.push(self.problem_at(offset, Effect::Dropped, what, cure));
                }
            }
        }
        sections
    }

    /// A text in the declared languages, which must be there in one of them at least.
    pub(crate) fn names(
        &self,
        key: &str,
        languages: &[Lang],
        chars_max: usize,
        problems: &mut Problems,
    ) -> Option<Names> {
        if !self.has(key) {
            let first = languages.first().map_or("en", Lang::as_str);
            problems.push(self.missing(key, &format!("{{ {first} = \"…\" }}")));
            return None;
        }
        let names = self.optional_names(key, languages, chars_max, problems);
        if names.is_none() && !languages.is_empty() {
            let what = format!("{key} has no text in a language of the city");
            problems.push(self.problem(key, self.effect, what, "write it in each language"));
        }
        names
    }

    /// A text in the declared languages; a language without one is noted.
    pub(crate) fn optional_names(
        &self,
        key: &str,
        languages: &[Lang],
        chars_max: usize,
        problems: &mut Problems,
    ) -> Option<Names> {
        if languages.is_empty() {
            // Said once, at the languages; not again at every text.
            return None;
        }
        let inner = self.costing(Effect::Noted).section(key, problems)?;
        let tags: Vec<&str> = languages.iter().map(Lang::as_str).collect();
        inner.expect_keys(&tags, problems);
        let mut texts = Vec::new();
        for lang in languages {
            let tag = lang.as_str();
            if !inner.has(tag) {
                let what = format!("{key} is missing in {}", quoted(tag));
                problems.push(inner.problem(tag, Effect::Noted, what, "translate it"));
                continue;
            }
            let Some(text) = inner.optional_text(tag, problems) else {
                continue;
            };
            match unfit(text, chars_max) {
                None => texts.push((lang.clone(), text.to_owned())),
                Some((what, cure)) => {
                    let what = format!("{key} in {} {what}", quoted(tag));
                    problems.push(inner.problem(tag, Effect::Dropped, what, cure));
                }
            }
        }
        Names::new(texts)
    }
}
