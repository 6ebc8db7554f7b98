//! XML of any shape; a regular list becomes a table.

use roxmltree::{Document, Node, ParsingOptions};

use super::rows::{Rows, TREE_NODES_MAX, too_many};
use super::{Instance, Namer, Read};
use crate::problem::shorten;
use crate::tree::{Names, Tree, own_text, without_space_around};

/// Texts count too: room for 200,000 rows of four columns.
const NODES_MAX: u32 = 3_000_000;

/// Reads an instance; document type declarations, and so entities, are refused.
pub(super) fn read(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
    let text = super::text_of(bytes)?.trim_start();
    crate::parse::tags::check(text)?;
    let options = ParsingOptions {
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            "it has a document type declaration; take the <!DOCTYPE> away".to_string()
        }
        roxmltree::Error::NodesLimitReached => {
            format!("it has more than {NODES_MAX} nodes; split the list, or save it as CSV")
        }
        other => format!(
            "it is not well-formed XML: {}; correct the XML",
            shorten(&other.to_string())
        ),
    })?;
    let root = document.root_element();
    let mut namer = Namer::new(names);
    let instance = match table(root, &mut namer)? {
        Some(table) => table,
        None => {
            check_tree(root, &mut namer)?;
            Instance::from(Tree::copy_written(root, names))
        }
    };
    Ok(Read {
        instance,
        remarks: Vec::new(),
    })
}

/// The root's children as rows, when they and their children are plain elements of the same names.
fn table(root: Node, namer: &mut Namer) -> Result<Option<Instance>, String> {
    let Some(first) = elements(root).next() else {
        return Ok(None);
    };
    let columns: Vec<&str> = elements(first).map(|cell| cell.tag_name().name()).collect();
    if columns.is_empty() || !is_plain(root) {
        return Ok(None);
    }
    let item_name = first.tag_name().name();
    let is_regular = elements(root).all(|item| {
        let mut wanted = columns.iter();
        let is_row = elements(item).all(|cell| {
            wanted.next() == Some(&cell.tag_name().name())
                && is_plain(cell)
                && elements(cell).next().is_none()
        });
        is_row && wanted.next().is_none() && is_plain(item) && item.tag_name().name() == item_name
    });
    if !is_regular {
        return Ok(None);
    }
    let columns = columns
        .iter()
        .map(|name| namer.intern(name))
        .collect::<Result<Vec<u32>, String>>()?;
    let mut rows = Rows::default();
    for item in elements(root) {
        let texts: Vec<String> = elements(item).map(own_text).collect();
        let texts: Vec<&str> = texts
            .iter()
            .map(|text| without_space_around(text))
            .collect();
        rows.push(columns.iter().copied().zip(texts))?;
    }
    let root = namer.intern(root.tag_name().name())?;
    let item = namer.intern(item_name)?;
    rows.into_shape(root, item).map(Instance::new).map(Some)
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn is_plain(element: Node) -> bool {
    element.attributes().len() == 0 && element.tag_name().namespace().is_none()
}

/// Refuses what would be too much as a tree.
fn check_tree(root: Node, namer: &mut Namer) -> Result<(), String> {
    let mut count = 0;
    for node in root.descendants().filter(Node::is_element) {
        namer.intern(node.tag_name().name())?;
        for attribute in node.attributes() {
            namer.intern(attribute.name())?;
        }
        count += 1 + node.attributes().len();
        if count > TREE_NODES_MAX {
            return Err(too_many(
                TREE_NODES_MAX,
                "elements and attributes in rows that differ",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Shape;
    use super::*;

    #[test]
    fn only_a_regular_list_is_a_table() {
        let is_table = |text: &str| {
            let read = read(text.as_bytes(), &mut Names::default()).unwrap();
            matches!(read.instance.shape, Shape::Table(_))
        };
        assert!(is_table(
            "<r>\n<i><a>1</a><b/></i> <!-- x --><i><a/><b><![CDATA[2]]></b></i></r>"
        ));
        for text in [
            "<r/>",
            "<r><i/></r>",
            "<r><i>1</i></r>",
            "<r k='1'><i><a/></i></r>",
            "<r><i k='1'><a/></i></r>",
            "<r><i><a k='1'/></i></r>",
            "<r><i><a><b/></a></i></r>",
            "<r><i><a/><b/></i><i><a/></i></r>",
            "<r><i><a/></i><i><a/><b/></i></r>",
            "<r><i><a/></i><j><a/></j></r>",
            "<r xmlns='urn:x'><i><a/></i></r>",
            "<r xmlns:p='urn:x'><i><p:a/></i></r>",
        ] {
            assert!(!is_table(text), "{text}");
        }
    }

    #[test]
    fn hostile_xml_is_refused_in_words_and_at_once() {
        let attributes: String = (0..200_000)
            .map(|number| format!(" a{number}=''"))
            .collect();
        let namespaces: String = (0..20_000)
            .map(|number| format!("<a xmlns:p{number}='u'>"))
            .collect();
        let names: String = (0..20_000).map(|number| format!("<a{number}/>")).collect();
        for (text, problem) in [
            (String::new(), "it is not well-formed XML"),
            ("<a>\n<b></a>".to_string(), "it is not well-formed XML: "),
            (
                "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".to_string(),
                "it has a document type",
            ),
            (
                format!("<a>\n<b{attributes}/></a>"),
                "line 2: <b> has more than",
            ),
            (namespaces, "line 1: <a> is nested more than"),
            (
                format!("<a>{names}</a>"),
                "it has more than 10000 different names",
            ),
            (
                format!("<a>{}</a>", "<b/>".repeat(NODES_MAX as usize)),
                "it has more than 3000000 nodes",
            ),
            (
                format!(
                    "<a>{}</a>",
                    "<b a='' b='' c='' d=''/>".repeat(NODES_MAX as usize / 4 + 1)
                ),
                "line 1: there are more than 3000000 attributes",
            ),
            (
                format!("<a>{}</a>", "<b/>".repeat(TREE_NODES_MAX)),
                "it has more than 1000000 elements and attributes",
            ),
        ] {
            let error = read(text.as_bytes(), &mut Names::default()).unwrap_err();
            assert!(error.starts_with(problem), "{error}");
        }
    }
}
