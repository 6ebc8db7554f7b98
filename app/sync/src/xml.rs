//! Reading a server's XML: bounded, without DTD, iteratively.

use roxmltree::{Document, Node, ParsingOptions};

const NODES_MAX: u32 = 100_000;

/// Reads a whole document; `None` when it is not well-formed UTF-8 XML, has a DTD or is beyond all measure.
///
/// ODK Central begins its answers with a line feed, which an XML declaration after it would make ill-formed; the
/// space before the first element is dropped.
pub(crate) fn parse(bytes: &[u8]) -> Option<Document<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).ok()
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
