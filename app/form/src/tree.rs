//! XML kept as an arena in document order: the primary instance's shape, and secondary instances.
//!
//! A node's descendants follow it directly, up to its `end`; so a subtree is a range and the order of
//! indices is document order. Attributes are nodes too, before the children of their element.

use std::collections::BTreeMap;

/// Names seen in the form's instances, as small numbers that compare fast.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: BTreeMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    /// Gives a name its number, a new one when it was not seen yet.
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The number of a name, if some instance has it.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of a number that `intern` gave.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }
}

/// One element or attribute.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) name: u32,
    pub(crate) prefix: Option<Box<str>>,
    /// Number (among the names) of the namespace address.
    pub(crate) namespace: Option<u32>,
    pub(crate) parent: Option<u32>,
    /// Index after the last descendant.
    pub(crate) end: u32,
    pub(crate) is_attribute: bool,
    /// Own text of an element without child elements, or an attribute's value.
    pub(crate) text: Box<str>,
}

/// An instance; the first node is its root element. An instance may be empty.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    /// Copies an element and all below it.
    pub(crate) fn copy(root: roxmltree::Node, names: &mut Names) -> Tree {
        let mut tree = Tree::default();
        let mut open: Vec<(roxmltree::NodeId, u32)> = Vec::new();
        for node in root.descendants().filter(roxmltree::Node::is_element) {
            let parent = node.parent().map(|parent| parent.id());
            while let Some(&(id, index)) = open.last() {
                if Some(id) == parent {
                    break;
                }
                tree.close(index);
                open.pop();
            }
            let index = tree.push_element(node, open.last().map(|&(_, index)| index), names);
            open.push((node.id(), index));
        }
        while let Some((_, index)) = open.pop() {
            tree.close(index);
        }
        tree
    }

    /// Copies what somebody wrote by hand or laid out for reading: space around a text is not part of it.
    pub(crate) fn copy_written(root: roxmltree::Node, names: &mut Names) -> Tree {
        let mut tree = Tree::copy(root, names);
        for node in tree.nodes.iter_mut().filter(|node| !node.is_attribute) {
            let text = without_space_around(&node.text);
            if text.len() < node.text.len() {
                node.text = text.into();
            }
        }
        tree
    }

    /// Works out where each node ends, from the parents.
    pub(crate) fn close_all(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let end = self.nodes[at].end.max(at as u32 + 1);
            self.nodes[at].end = end;
            if let Some(parent) = self.nodes[at].parent {
                let above = &mut self.nodes[parent as usize];
                above.end = above.end.max(end);
            }
        }
    }

    fn close(&mut self, index: u32) {
        self.nodes[index as usize].end = self.nodes.len() as u32;
    }

    fn push_element(
        &mut self,
        node: roxmltree::Node,
        parent: Option<u32>,
        names: &mut Names,
    ) -> u32 {
        let index = self.nodes.len() as u32;
        let tag = node.tag_name();
        let has_elements = node.children().any(|child| child.is_element());
        let text = if has_elements {
            "".into()
        } else {
            own_text(node).into_boxed_str()
        };
        self.nodes.push(Node {
            name: names.intern(tag.name()),
            prefix: prefix_in_source(node),
            namespace: tag.namespace().map(|address| names.intern(address)),
            parent,
            end: index + 1,
            is_attribute: false,
            text,
        });
        for attribute in node.attributes() {
            let at = self.nodes.len() as u32;
            let address = attribute.namespace();
            self.nodes.push(Node {
                name: names.intern(attribute.name()),
                prefix: attribute_prefix(node, &attribute),
                namespace: address.map(|address| names.intern(address)),
                parent: Some(index),
                end: at + 1,
                is_attribute: true,
                text: attribute.value().into(),
            });
        }
        index
    }

    /// Adds an element below another one, as its last child, and shifts all that follows.
    pub(crate) fn insert_last(&mut self, parent: u32, mut node: Node) -> u32 {
        let at = self.nodes[parent as usize].end;
        for other in &mut self.nodes {
            if other.end > at {
                other.end += 1;
            }
            if let Some(index) = other.parent.as_mut().filter(|index| **index >= at) {
                *index += 1;
            }
        }
        let mut ancestor = Some(parent);
        while let Some(index) = ancestor {
            let open = &mut self.nodes[index as usize];
            if open.end == at {
                open.end += 1;
            }
            ancestor = open.parent;
        }
        node.parent = Some(parent);
        node.end = at + 1;
        self.nodes.insert(at as usize, node);
        at
    }

    /// The root element, when there is one.
    pub(crate) fn root(&self) -> Option<u32> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// Attributes and child elements of a node, in document order.
    pub(crate) fn members(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.nodes[index as usize].end;
        let mut next = index + 1;
        std::iter::from_fn(move || {
            let member = (next < end).then_some(next)?;
            next = self.nodes[member as usize].end;
            Some(member)
        })
    }

    /// Child elements of a node.
    pub(crate) fn children(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        self.members(index)
            .filter(|&member| !self.nodes[member as usize].is_attribute)
    }

    /// Whether a node is an element with elements in it.
    pub(crate) fn has_children(&self, index: u32) -> bool {
        self.children(index).next().is_some()
    }
}

/// Child elements by parent and name; the root's parent is `u32::MAX`.
pub(crate) type Children = BTreeMap<(u32, u32), Vec<u32>>;

impl Tree {
    /// Child elements by parent and name, so that a wide form's paths are found at once.
    pub(crate) fn children_by_name(&self) -> Children {
        let mut children = Children::new();
        for (index, node) in self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| !node.is_attribute)
        {
            let parent = node.parent.unwrap_or(u32::MAX);
            children
                .entry((parent, node.name))
                .or_default()
                .push(index as u32);
        }
        children
    }
}

/// Text directly in an element, comments and child elements left out.
pub(crate) fn own_text(node: roxmltree::Node) -> String {
    node.children()
        .filter(|child| child.is_text())
        .filter_map(|child| child.text())
        .collect()
}

/// A text without what XML calls space, before it and after it.
pub(crate) fn without_space_around(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// The prefix written at an element: two prefixes may stand for one namespace, so it is read from the text.
fn prefix_in_source(node: roxmltree::Node) -> Option<Box<str>> {
    let source = node.document().input_text().get(node.range())?;
    let name_end = source.find(|at: char| at.is_whitespace() || at == '>' || at == '/')?;
    prefix_of(source.get(1..name_end)?)
}

fn attribute_prefix(node: roxmltree::Node, attribute: &roxmltree::Attribute) -> Option<Box<str>> {
    prefix_of(node.document().input_text().get(attribute.range_qname())?)
}

/// What stands before the colon; a name that begins with one has no prefix.
fn prefix_of(name: &str) -> Option<Box<str>> {
    let (prefix, _) = name.split_once(':')?;
    (!prefix.is_empty()).then(|| prefix.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> (Tree, Names) {
        let document = roxmltree::Document::parse(text).unwrap();
        let mut names = Names::default();
        (Tree::copy(document.root_element(), &mut names), names)
    }

    fn names_of(tree: &Tree, names: &Names, nodes: impl Iterator<Item = u32>) -> Vec<String> {
        nodes
            .map(|index| names.name(tree.nodes[index as usize].name).to_string())
            .collect()
    }

    #[test]
    fn keeps_document_order_and_attributes_first() {
        let (tree, names) = tree("<d id='x'><a><b>1</b></a> <!-- no --> <c y='2'/></d>");
        assert_eq!(
            names_of(&tree, &names, 0..tree.nodes.len() as u32),
            ["d", "id", "a", "b", "c", "y"]
        );
        assert_eq!(names_of(&tree, &names, tree.children(0)), ["a", "c"]);
        assert_eq!(names_of(&tree, &names, tree.members(0)), ["id", "a", "c"]);
        assert_eq!(&*tree.nodes[3].text, "1");
    }

    #[test]
    fn keeps_the_prefix_as_written() {
        let (two, _) = tree("<d xmlns:p='urn:x' xmlns:q='urn:x'><q:a/><p:a/></d>");
        assert_eq!(two.nodes[1].prefix.as_deref(), Some("q"));
        assert_eq!(two.nodes[2].prefix.as_deref(), Some("p"));
        let (tree, _) = tree("<:d xmlns='urn:x' xmlns:p='urn:x' k='1' p:k='2'/>");
        let prefixes = tree.nodes.iter().map(|node| node.prefix.as_deref());
        assert_eq!(prefixes.collect::<Vec<_>>(), [None, None, Some("p")]);
    }

    #[test]
    fn an_inserted_node_is_inside_its_ancestors_only() {
        let (mut tree, mut names) = tree("<d><a><b/></a><c><e/></c></d>");
        let name = names.intern("new");
        let node = Node {
            name,
            prefix: None,
            namespace: None,
            parent: None,
            end: 0,
            is_attribute: false,
            text: "".into(),
        };
        let at = tree.insert_last(1, node);
        assert_eq!(at, 3);
        assert_eq!(names_of(&tree, &names, tree.children(1)), ["b", "new"]);
        assert_eq!(names_of(&tree, &names, tree.children(0)), ["a", "c"]);
        assert_eq!(names_of(&tree, &names, tree.children(4)), ["e"]);
    }
}
