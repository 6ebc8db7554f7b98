//! What is wrong in a pack, where, and how to cure it.

use std::fmt;

/// What a problem costs the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing is lost; the author should know.
    Noted,
    /// The one thing is left out, the rest of the pack stands.
    Dropped,
    /// The pack cannot be used.
    Refused,
}

/// One problem in a pack: place, what is wrong, and the cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PackError {
    /// What the problem costs.
    pub effect: Effect,
    /// The file inside the pack.
    pub file: String,
    /// The line in that file, from 1, where the problem has one.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What the author of the pack can do.
    pub cure: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        let effect = match self.effect {
            Effect::Noted => "note",
            Effect::Dropped => "left out",
            Effect::Refused => "refused",
        };
        write!(formatter, ": {effect}: {}; {}", self.what, self.cure)
    }
}

/// How many problems are listed; a hostile pack could hold millions.
const PROBLEMS_MAX: usize = 200;

/// All problems of one reading, bounded.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<PackError>,
    unlisted: usize,
    refused: bool,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: PackError) {
        let refuses = problem.effect == Effect::Refused;
        // The first reason for a refusal is listed even when the list is full.
        if self.list.len() < PROBLEMS_MAX || (refuses && !self.refused) {
            self.list.push(problem);
        } else {
            self.unlisted += 1;
        }
        self.refused |= refuses;
    }

    pub(crate) fn refused(&self) -> bool {
        self.refused
    }

    /// The problems by file and line, with a last one for those not listed.
    pub(crate) fn finish(mut self) -> Vec<PackError> {
        self.list
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        if self.unlisted > 0 {
            self.list.push(PackError {
                effect: Effect::Noted,
                file: "city.toml".into(),
                line: None,
                what: format!("{} more problems are not listed", self.unlisted),
                cure: "cure the listed ones and check the pack again".into(),
            });
        }
        self.list
    }
}

/// Text of the pack as shown inside a message: escaped, and short whatever its length.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN_MAX: usize = 60;
    let mut shown: String = text.chars().take(SHOWN_MAX).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(effect: Effect, line: u32) -> PackError {
        PackError {
            effect,
            file: "city.toml".into(),
            line: Some(line),
            what: "the id is missing".into(),
            cure: "add id".into(),
        }
    }

    #[test]
    fn says_file_line_effect_and_cure() {
        assert_eq!(
            problem(Effect::Refused, 7).to_string(),
            "city.toml:7: refused: the id is missing; add id"
        );
    }

    #[test]
    fn a_full_list_still_names_the_refusal() {
        let mut problems = Problems::default();
        for line in 0..1000 {
            problems.push(problem(Effect::Noted, line));
        }
        problems.push(problem(Effect::Refused, 1));
        assert!(problems.refused());
        let list = problems.finish();
        assert_eq!(list.len(), PROBLEMS_MAX + 2);
        assert!(list.iter().any(|one| one.effect == Effect::Refused));
        assert!(
            list.last()
                .is_some_and(|one| one.what.starts_with("800 more"))
        );
    }

    #[test]
    fn quotes_are_short_and_escaped() {
        assert_eq!(quoted("a\u{1b}b"), "\"a\\u{1b}b\"");
        assert!(quoted(&"x".repeat(10_000)).chars().count() < 70);
    }
}
