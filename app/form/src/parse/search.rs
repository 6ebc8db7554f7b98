//! What Collect had before lists in files were part of the specification: `search()` in an appearance, `query` on
//! an input, and `pulldata()` of a file that the model does not name. Each is put as a list like any other.

use std::collections::BTreeSet;

use super::source::Parts;
use super::{attribute, filled_attribute};

/// The file that `query` chooses from; its column `list_name` says which list a row belongs to.
const ITEMSETS: &str = "itemsets.csv";

/// The lists, by id, that the form uses without naming them, and the file of each.
pub(super) fn unnamed(source: &Parts) -> Vec<(String, String)> {
    let mut files = BTreeSet::new();
    for node in source
        .body
        .descendants()
        .filter(roxmltree::Node::is_element)
    {
        if let Some(search) = Search::of(node) {
            files.insert(search.file);
        }
        if attribute(node, "query").is_some() {
            files.insert(ITEMSETS.to_string());
        }
    }
    for node in source.model.children() {
        for written in node.attributes().map(|attribute| attribute.value()) {
            for (at, _) in written.match_indices("pulldata(") {
                let inside = &written[at + "pulldata(".len()..];
                files.extend(call(inside).0.first().and_then(|file| literal(file)));
            }
        }
    }
    let named = |id: String| match id.rsplit_once('.') {
        Some((_, "csv" | "xml" | "geojson")) => (id.clone(), id),
        _ => (id.clone(), format!("{id}.csv")),
    };
    files.into_iter().map(named).collect()
}

/// A `search()` in an appearance.
pub(super) struct Search {
    pub(super) file: String,
    predicate: Option<String>,
}

impl Search {
    /// Reads `search('file')`, `search('file', 'contains', 'column', value)`, either with `'column', value` behind.
    pub(super) fn of(node: roxmltree::Node) -> Option<Search> {
        let appearance = filled_attribute(node, "appearance")?;
        let (_, inside) = appearance.split_once("search(")?;
        let (arguments, _) = call(inside);
        let file = literal(arguments.first()?)?;
        let (condition, filter) = match arguments.get(1..)? {
            [mode, columns, value, filter @ ..] => (condition(mode, columns, value), filter),
            _ => (None, &[][..]),
        };
        let filter = match filter {
            [column, value] => literal(column).map(|column| format!("{column} = {}", outer(value))),
            _ => None,
        };
        let parts: Vec<String> = [condition, filter].into_iter().flatten().collect();
        Some(Search {
            file,
            predicate: (!parts.is_empty()).then(|| parts.join(" and ")),
        })
    }

    /// The nodes it finds.
    pub(super) fn nodeset(&self) -> String {
        let predicate = self
            .predicate
            .as_ref()
            .map(|predicate| format!("[{predicate}]"));
        format!(
            "instance('{}')/root/item{}",
            self.file,
            predicate.unwrap_or_default()
        )
    }
}

/// The appearance without a `search()` in it.
pub(super) fn without_search(appearance: &str) -> String {
    let Some((before, inside)) = appearance.split_once("search(") else {
        return appearance.to_string();
    };
    let length = call(inside).1.unwrap_or(inside.len());
    let behind = inside.get(length + 1..).unwrap_or_default();
    format!("{before} {behind}")
}

/// The nodes of a `query`: a list of the one file, if the form has no instance of that name.
pub(super) fn nodeset_of_query(query: &str, is_known: impl Fn(&str) -> bool) -> String {
    let written = query.trim();
    let named = written
        .strip_prefix("instance(")
        .and_then(|rest| rest.split_once(')'))
        .and_then(|(id, rest)| Some((literal(id)?, rest.strip_prefix("/root/item")?)));
    match named {
        Some((id, rest)) if !is_known(&id) => {
            format!("instance('{ITEMSETS}')/root/item[list_name = '{id}']{rest}")
        }
        _ => written.to_string(),
    }
}

fn condition(mode: &str, columns: &str, value: &str) -> Option<String> {
    let (mode, columns, value) = (literal(mode)?, literal(columns)?, outer(value));
    let test = |column: &str| match mode.to_ascii_lowercase().as_str() {
        "contains" => Some(format!("contains({column}, {value})")),
        "startswith" => Some(format!("starts-with({column}, {value})")),
        "endswith" => Some(format!("ends-with({column}, {value})")),
        "matches" => Some(format!("{column} = {value}")),
        _ => None,
    };
    let tests: Option<Vec<String>> = columns
        .split(',')
        .map(|column| test(column.trim()))
        .collect();
    let tests = tests?;
    Some(match tests.as_slice() {
        [one] => one.clone(),
        tests => format!("({})", tests.join(" or ")),
    })
}

/// A path is meant from the question, not from the row.
fn outer(value: &str) -> String {
    if value.starts_with('.') {
        format!("current()/{value}")
    } else {
        value.to_string()
    }
}

/// A text between quotes that can stand between quotes again.
fn literal(text: &str) -> Option<String> {
    let text = text.trim();
    let inside = ['\'', '"']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))?;
    (!inside.contains(['\'', '"'])).then(|| inside.to_string())
}

/// The arguments of a call that is open at the beginning, and where its bracket closes.
fn call(inside: &str) -> (Vec<&str>, Option<usize>) {
    let (mut depth, mut quote, mut from) = (0, None, 0);
    let mut arguments = Vec::new();
    for (at, letter) in inside.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(' | '[') => depth += 1,
            (None, ')') if depth == 0 => {
                arguments.push(inside[from..at].trim());
                return (arguments, Some(at));
            }
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                arguments.push(inside[from..at].trim());
                from = at + 1;
            }
            (None, _) => {}
        }
    }
    arguments.push(inside[from..].trim());
    (arguments, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_a_list_with_a_filter() {
        for (appearance, nodeset) in [
            ("minimal search('fruits')", "instance('fruits')/root/item"),
            (
                "search('f', 'contains', 'name,label', /d/q)",
                "instance('f')/root/item[(contains(name, /d/q) or contains(label, /d/q))]",
            ),
            (
                "search('f', 'matches', 'a', ../q, 'b', if(/d/x = ')', 1, 2))",
                "instance('f')/root/item[a = current()/../q and b = if(/d/x = ')', 1, 2)]",
            ),
        ] {
            let text = format!("<select1 appearance=\"{appearance}\"/>");
            let document = roxmltree::Document::parse(&text).unwrap();
            let search = Search::of(document.root_element()).unwrap();
            assert_eq!(search.nodeset(), nodeset);
        }
        assert_eq!(
            without_search("minimal search('f', (1)) quick")
                .split_whitespace()
                .collect::<Vec<_>>(),
            ["minimal", "quick"]
        );
    }

    #[test]
    fn a_query_of_no_instance_is_of_the_one_file() {
        let query = "instance('counties')/root/item[state= /d/state ]";
        assert_eq!(
            nodeset_of_query(query, |_| false),
            "instance('itemsets.csv')/root/item[list_name = 'counties'][state= /d/state ]"
        );
        assert_eq!(nodeset_of_query(query, |_| true), query);
    }
}
