//! Secondary instances: the lists a form chooses from, within it or in a file beside it.
//!
//! Read only, and walked by XPath like any [`Tree`]: a node is an index, indices are in document order, and a
//! node's descendants follow it up to its `end`. A list in rows and columns is kept as a [`Table`], where those
//! numbers are computed; what has any other shape is a tree.

use std::collections::BTreeSet;

use crate::tree::{Names, Tree};
use crate::xpath::is_name;

mod table;
use table::Table;
mod rows;

mod csv;
mod geojson;
mod xml;

mod index;
pub(crate) use index::{Column, Key};

#[cfg(test)]
mod properties;

/// The largest file that is read, and so any offset in it fits `u32`.
const BYTES_MAX: usize = 100_000_000;
/// A file whose every row had names of its own would fill the memory with them.
const NAMES_MAX: usize = 10_000;

/// A secondary instance. It never changes; only indexes are added to it, when they are first asked for.
#[derive(Debug)]
pub(crate) struct Instance {
    shape: Shape,
    indexes: index::Indexes,
}

#[derive(Debug)]
enum Shape {
    Tree(Tree),
    Table(Table),
}

/// An instance read from a file, and what was left out of it: in words, each with its cure.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) instance: Instance,
    pub(crate) remarks: Vec<String>,
}

impl From<Tree> for Instance {
    fn from(tree: Tree) -> Instance {
        Instance::new(Shape::Tree(tree))
    }
}

impl Instance {
    fn new(shape: Shape) -> Instance {
        Instance {
            shape,
            indexes: index::Indexes::default(),
        }
    }

    /// The tree of an instance; a list in rows and columns has none. A record is no such list: it has its meta.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        match &self.shape {
            Shape::Tree(tree) => Some(tree),
            Shape::Table(_) => None,
        }
    }

    /// Reads comma- or semicolon-separated values in UTF-8: each row becomes `root/item`, each cell an element
    /// named by the header. The error says which line is wrong and what cures it.
    pub(crate) fn from_csv(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
        csv::read(bytes, names)
    }

    /// Reads a GeoJSON FeatureCollection (RFC 7946): each feature becomes `root/item` with its properties, its
    /// geometry as ODK writes places, and its id. The error says which feature is wrong and what cures it.
    pub(crate) fn from_geojson(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
        geojson::read(bytes, names)
    }

    /// Reads XML of any shape, without a document type. The error says what is wrong, where, and what cures it.
    pub(crate) fn from_xml(bytes: &[u8], names: &mut Names) -> Result<Read, String> {
        xml::read(bytes, names)
    }

    /// How many nodes there are; all other functions take indices below it.
    pub(crate) fn len(&self) -> u32 {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes.len() as u32,
            Shape::Table(table) => table.len(),
        }
    }

    /// The number of a node's local name.
    pub(crate) fn name(&self, index: u32) -> u32 {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].name,
            Shape::Table(table) => table.name(index),
        }
    }

    /// A node's prefix as written.
    pub(crate) fn prefix(&self, index: u32) -> Option<&str> {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].prefix.as_deref(),
            Shape::Table(_) => None,
        }
    }

    /// Number (among the names) of a node's namespace address.
    pub(crate) fn namespace(&self, index: u32) -> Option<u32> {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].namespace,
            Shape::Table(_) => None,
        }
    }

    /// The element that a node is in.
    pub(crate) fn parent(&self, index: u32) -> Option<u32> {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].parent,
            Shape::Table(table) => table.parent(index),
        }
    }

    /// The index after a node's last descendant.
    pub(crate) fn end(&self, index: u32) -> u32 {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].end,
            Shape::Table(table) => table.end(index),
        }
    }

    /// Whether a node is an attribute.
    pub(crate) fn is_attribute(&self, index: u32) -> bool {
        match &self.shape {
            Shape::Tree(tree) => tree.nodes[index as usize].is_attribute,
            Shape::Table(_) => false,
        }
    }

    /// Own text of an element without child elements, or an attribute's value.
    pub(crate) fn text(&self, index: u32) -> &str {
        match &self.shape {
            Shape::Tree(tree) => &tree.nodes[index as usize].text,
            Shape::Table(table) => table.text(index),
        }
    }

    /// Attributes and child elements of a node, in document order.
    pub(crate) fn members(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.end(index);
        let mut next = index + 1;
        std::iter::from_fn(move || {
            let member = (next < end).then_some(next)?;
            next = self.end(member);
            Some(member)
        })
    }

    /// Child elements of a node.
    pub(crate) fn children(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        self.members(index)
            .filter(|&member| !self.is_attribute(member))
    }

    /// The children of `parent` named `item` whose `column` equals what is wanted as XPath compares a node-set:
    /// one of several columns of that name is enough, and a name stands for itself in any namespace.
    /// They come in document order, from an index that is made when it is first asked for.
    ///
    /// None means that no index can tell, and the children have to be gone through.
    pub(crate) fn lookup(
        &self,
        parent: u32,
        item: u32,
        column: Column,
        wanted: Key<'_>,
    ) -> Option<&[u32]> {
        self.indexes.lookup(self, parent, item, column, wanted)
    }
}

/// The text of a file: UTF-8 of a bearable size, without its byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, String> {
    if bytes.len() > BYTES_MAX {
        let megabytes = BYTES_MAX / 1_000_000;
        return Err(format!(
            "it has more than {megabytes} MB; split the list or leave columns out"
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is in UTF-16; save it as UTF-8".to_string());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let lines_before = bytes[..error.valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n');
        format!(
            "line {}: it is not in UTF-8; save it as UTF-8",
            lines_before.count() + 1
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Numbers the names of one file, within bounds, and notes those that no path can be written with.
struct Namer<'n> {
    names: &'n mut Names,
    fresh: usize,
    unreachable: BTreeSet<String>,
}

impl<'n> Namer<'n> {
    fn new(names: &'n mut Names) -> Namer<'n> {
        Namer {
            names,
            fresh: 0,
            unreachable: BTreeSet::new(),
        }
    }

    fn intern(&mut self, name: &str) -> Result<u32, String> {
        if let Some(number) = self.names.find(name) {
            return Ok(number);
        }
        if self.fresh == NAMES_MAX {
            return Err(format!(
                "it has more than {NAMES_MAX} different names; name columns alike in all rows"
            ));
        }
        self.fresh += 1;
        if !is_name(name) {
            self.unreachable.insert(crate::problem::shorten(name));
        }
        Ok(self.names.intern(name))
    }

    /// A name that is no XML name stays, as in JavaRosa, but a form cannot speak of it.
    fn remark(&self) -> Option<String> {
        let first = self.unreachable.first()?;
        Some(format!(
            "{} cannot be used in a form, such as \"{first}\"; name columns with letters, digits, - and _",
            counted(self.unreachable.len(), "column name", "column names"),
        ))
    }
}

/// `1 row`, `2 rows`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_utf_8_is_refused_with_its_line() {
        let mut korean_of_old = b"name,label\na,b\nc,".to_vec();
        korean_of_old.extend([0xbc, 0xad, 0xbf, 0xef]);
        for (bytes, problem) in [
            (&korean_of_old[..], "line 3: it is not in UTF-8"),
            (b"\xff\xfen\0", "it is in UTF-16"),
        ] {
            assert!(text_of(bytes).unwrap_err().starts_with(problem));
        }
        assert_eq!(text_of("\u{feff}name".as_bytes()), Ok("name"));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let bytes = vec![b' '; BYTES_MAX + 1];
        assert!(text_of(&bytes).unwrap_err().contains("100 MB"));
        let mut names = Names::default();
        let mut namer = Namer::new(&mut names);
        for number in 0..NAMES_MAX {
            namer.intern(&format!("n{number}")).unwrap();
        }
        assert!(namer.intern("n0").is_ok());
        assert!(namer.intern("other").unwrap_err().contains("names"));
    }

    #[test]
    fn an_instance_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Instance>();
    }
}
