//! Reading XML, without DTD, iteratively: a server's within bounds, our own without.

use roxmltree::{Document, Node, ParsingOptions};

const NODES_MAX: u32 = 100_000;
/// What no honest document has: so many attributes on one element, so many levels, so many namespaces. The parser's
/// time, or its memory, grows with the square of each.
const ATTRIBUTES_MAX: usize = 64;
const LEVELS_MAX: usize = 256;
const NAMESPACES_MAX: usize = 500;

/// Reads a whole document; `None` when it is not well-formed UTF-8 XML, has a DTD or is beyond all measure.
///
/// ODK Central begins its answers with a line feed, which an XML declaration after it would make ill-formed; the
/// space before the first element is dropped.
pub(crate) fn parse(bytes: &[u8]) -> Option<Document<'_>> {
    let text = text(bytes)?;
    if !is_within_measure(text) {
        return None;
    }
    parse_up_to(text, NODES_MAX)
}

/// Reads what was finished on this computer, however large it is: it was written here, and bounds that are meant for
/// strangers would keep it from being sent for ever.
pub(crate) fn parse_own(bytes: &[u8]) -> Option<Document<'_>> {
    parse_up_to(text(bytes)?, u32::MAX)
}

fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.trim_start_matches('\u{feff}').trim_start())
}

fn parse_up_to(text: &str, nodes_limit: u32) -> Option<Document<'_>> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).ok()
}

/// Counts in one pass what the parser would stumble over. It need not understand all of XML: comments and the like
/// may be counted as elements, of which nobody writes so many.
fn is_within_measure(text: &str) -> bool {
    if text.matches("xmlns").take(NAMESPACES_MAX + 1).count() > NAMESPACES_MAX {
        return false;
    }
    let mut levels = 0_usize;
    let mut rest = text.as_bytes();
    while let Some(start) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(start + 1..).unwrap_or_default();
        match rest.first() {
            Some(b'/') => levels = levels.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let Some((length, attributes)) = tag(rest) else {
                    return false;
                };
                let is_empty = length > 0 && rest.get(length - 1) == Some(&b'/');
                levels += usize::from(!is_empty);
                if attributes > ATTRIBUTES_MAX || levels > LEVELS_MAX {
                    return false;
                }
                rest = rest.get(length..).unwrap_or_default();
            }
        }
    }
    true
}

/// The length of a tag up to its `>`, and how many attributes it has; `None` when it never ends.
fn tag(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut quote = None;
    let mut attributes = 0;
    for (index, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some((index, attributes)),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), close) if open == *close => {
                quote = None;
                attributes += 1;
            }
            _ => {}
        }
    }
    None
}

/// Whether a node is an element of this name and namespace.
pub(crate) fn is(node: Node<'_, '_>, namespace: &str, name: &str) -> bool {
    node.is_element()
        && node.tag_name().name() == name
        && node.tag_name().namespace() == Some(namespace)
}

/// Returns the text of the first child of this name, trimmed; `None` when there is none or it is empty.
pub(crate) fn child_text(node: Node<'_, '_>, namespace: &str, name: &str) -> Option<String> {
    let child = node.children().find(|child| is(*child, namespace, name))?;
    let text: String = child.children().filter_map(|part| part.text()).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_not_felled_by_what_grows_with_the_square() {
        let attributes: String = (0..400_000).map(|n| format!(" a{n}='x'")).collect();
        assert!(parse(format!("<a{attributes}/>").as_bytes()).is_none());
        let spaces: String = (0..60_000)
            .map(|n| format!("<a xmlns:n{n}='{n}'>"))
            .collect();
        let closing = "</a>".repeat(60_000);
        assert!(parse(format!("{spaces}{closing}").as_bytes()).is_none());
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert!(parse(deep.as_bytes()).is_none());
        assert!(parse("<a ".repeat(100_000).as_bytes()).is_none());
        assert!(parse(format!("<a>{}", "<a b='".repeat(100_000)).as_bytes()).is_none());
    }

    #[test]
    fn reads_what_honest_servers_write() {
        let many = "<b c='d > e' f=\"it's\"/><!-- don't --><g>1 &gt; 0</g>".repeat(9000);
        assert!(parse(format!("\n<a>{many}</a>").as_bytes()).is_some());
        let levels = format!("{}x{}", "<a>".repeat(250), "</a>".repeat(250));
        assert!(parse(levels.as_bytes()).is_some());
        let attributes: String = (0..60).map(|n| format!(" a{n}='x'")).collect();
        assert!(parse(format!("<a{attributes}/>").as_bytes()).is_some());
    }
}
