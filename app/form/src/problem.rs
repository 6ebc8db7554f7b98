//! What a form's author or operator is told when a form does not load as it is written.

use std::fmt;

/// Why a form is not opened: what would lose answers, or cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub Problem);

/// What is left out of a form that opens all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark(pub Problem);

/// One problem in a form: where it is, what it is, and what cures it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The element as an author would look for it, such as `<bind nodeset="/data/age">`.
    pub element: String,
    /// The line of the element, from 1; 0 when the problem is the text as a whole.
    pub line: u32,
    /// What is wrong.
    pub problem: String,
    /// What the author can do about it.
    pub cure: String,
    /// Where the element begins, until its line is counted.
    offset: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(out, "line {}: ", self.line)?;
        }
        if !self.element.is_empty() {
            write!(out, "{}: ", self.element)?;
        }
        write!(out, "{}; {}", self.problem, self.cure)
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The attributes by which an author recognises an element, most telling first.
const TELLING_ATTRIBUTES: [&str; 6] = ["nodeset", "ref", "id", "lang", "value", "event"];

impl Problem {
    /// Describes a problem at an element of the form.
    pub(crate) fn at(node: roxmltree::Node, problem: impl Into<String>, cure: &str) -> Problem {
        Problem {
            element: describe(node),
            line: 0,
            problem: clipped(problem.into()),
            cure: cure.to_string(),
            offset: node.range().start,
        }
    }

    /// Describes a problem of the text as a whole.
    pub(crate) fn whole(problem: impl Into<String>, cure: &str) -> Problem {
        Problem {
            element: String::new(),
            line: 0,
            problem: clipped(problem.into()),
            cure: cure.to_string(),
            offset: 0,
        }
    }
}

/// Tells the lines of all problems that are about an element, in one pass over the text: a hostile form has as many
/// problems as elements.
pub(crate) fn count_lines<'a>(text: &str, problems: impl Iterator<Item = &'a mut Problem>) {
    let mut problems: Vec<&mut Problem> = problems.filter(|one| !one.element.is_empty()).collect();
    problems.sort_by_key(|one| one.offset);
    let (mut line, mut from) = (1, 0);
    for problem in problems {
        let between = text
            .as_bytes()
            .get(from..problem.offset)
            .unwrap_or_default();
        line += between.iter().filter(|&&byte| byte == b'\n').count() as u32;
        from = problem.offset.max(from);
        problem.line = line;
    }
}

/// No message is longer than somebody reads.
fn clipped(problem: String) -> String {
    const LENGTH_MAX: usize = 600;
    match problem.char_indices().nth(LENGTH_MAX) {
        Some((end, _)) => format!("{}…", &problem[..end]),
        None => problem,
    }
}

fn describe(node: roxmltree::Node) -> String {
    let name = shorten(node.tag_name().name());
    let telling = TELLING_ATTRIBUTES
        .iter()
        .find_map(|attribute| Some((attribute, node.attribute(*attribute)?)));
    match telling {
        Some((attribute, value)) => format!("<{name} {attribute}=\"{}\">", shorten(value)),
        None => format!("<{name}>"),
    }
}

/// Keeps a message readable when a hostile form has a megabyte in an attribute.
pub(crate) fn shorten(text: &str) -> String {
    const LENGTH_MAX: usize = 120;
    match text.char_indices().nth(LENGTH_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_element_its_line_and_the_cure() {
        let text = "<a>\n  <bind nodeset='/data/x'/>\n</a>";
        let document = roxmltree::Document::parse(text).unwrap();
        let bind = document
            .descendants()
            .find(|node| node.has_tag_name("bind"))
            .unwrap();
        let mut problem = Problem::at(bind, "no such node", "add it to the instance");
        count_lines(text, std::iter::once(&mut problem));
        assert_eq!(
            Refusal(problem).to_string(),
            "line 2: <bind nodeset=\"/data/x\">: no such node; add it to the instance"
        );
    }

    #[test]
    fn shortens_at_a_character_boundary() {
        assert_eq!(shorten(&"한".repeat(500)).chars().count(), 121);
    }
}
