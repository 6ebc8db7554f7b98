//! The record as XML: the same record, the same bytes.

use std::collections::BTreeMap;

use super::Session;
use super::correct::DEPRECATED_ID;
use crate::definition::Preload;
use crate::tree::Node;
use crate::xpath::moment::zoned_text;

const XFORMS: &str = "http://www.w3.org/2002/xforms";
/// The namespace of what only drafts say.
pub(super) const DRAFT: &str = "urn:maru:draft";
/// An instance that a count has taken away, and that it may give back.
pub(super) const WITHHELD: &str = "withheld";
/// An answer that stays as it was chosen, whatever its list offers.
pub(super) const SETTLED: &str = "settled";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl Session {
    /// The whole record with what is irrelevant now: a draft.
    pub fn save(&self) -> String {
        Writer::new(self, true).document()
    }

    /// The record as it is sent: without what is irrelevant.
    pub fn submission(&self) -> String {
        Writer::new(self, false).document()
    }
}

struct Writer<'a> {
    session: &'a Session,
    whole: bool,
    /// Prefixes declared at the root.
    prefixes: BTreeMap<&'a str, u32>,
    /// The prefix of what only drafts say, which the form does not use itself.
    draft: String,
    /// Where the root's attributes end, and whether one more has to be put there for what only drafts say.
    root_end: usize,
    says_draft: bool,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(session: &'a Session, whole: bool) -> Writer<'a> {
        let mut prefixes = BTreeMap::new();
        for node in &session.form.model.nodes {
            if let (Some(prefix), Some(namespace)) = (node.prefix.as_deref(), node.namespace) {
                prefixes.entry(prefix).or_insert(namespace);
            }
        }
        let mut draft = "draft".to_string();
        while prefixes.contains_key(&*draft) {
            draft.push('_');
        }
        Writer {
            session,
            whole,
            prefixes,
            draft,
            root_end: 0,
            says_draft: false,
            out: String::new(),
        }
    }

    fn document(mut self) -> String {
        self.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        // The form's own namespace is no namespace in answers: that is what servers have always been sent.
        self.element(0, None, false);
        if self.says_draft {
            // Once for all: a record of many instances would be too much to read otherwise.
            let declaration = format!(" xmlns:{}=\"{DRAFT}\"", self.draft);
            self.out.insert_str(self.root_end, &declaration);
        }
        self.out
    }

    /// The depth of a form is bounded when it is loaded, so this recursion is too.
    fn element(&mut self, own: u32, outer: Option<u32>, is_withheld: bool) {
        let (form, state) = (&self.session.form, &self.session.state);
        let (tree, layout) = (&form.model, &form.layout);
        let slot = state.slot(own);
        let node = &tree.nodes[slot as usize];
        let name = self.name(node);
        self.out.push('<');
        self.out.push_str(&name);
        let default = self.declarations(slot, node, outer);
        for attribute in tree
            .members(slot)
            .take_while(|&member| tree.nodes[member as usize].is_attribute)
        {
            self.attribute(own, attribute);
        }
        if own == 0 {
            self.root_end = self.out.len();
        }
        let marks = [
            (is_withheld, WITHHELD),
            (self.whole && state.is_settled(own), SETTLED),
        ];
        for (_, mark) in marks.into_iter().filter(|(is_marked, _)| *is_marked) {
            self.says_draft = true;
            self.pair(&format!("{}:{mark}", self.draft), "true");
        }
        if !tree.has_children(slot) {
            let value = self.value(own);
            if value.is_empty() {
                self.out.push_str("/>");
                return;
            }
            self.out.push('>');
            escape(&value, false, &mut self.out);
        } else {
            self.out.push('>');
            for child in tree.children(slot) {
                let mut children = Vec::new();
                state.each_child(layout, own, child, &mut |node| children.push(node));
                for child in children {
                    if self.whole || state.is_relevant(child) {
                        self.element(child, default, false);
                    }
                }
                if form.instance_id == Some(child) {
                    self.replaced(child, default);
                }
                if let Some((_, list)) = layout
                    .repeat_at(child)
                    .and_then(|repeat| layout.home(repeat).outer)
                    .filter(|_| self.whole)
                {
                    for &block in state.withheld(state.block(own), list) {
                        self.element(state.base(block), default, true);
                    }
                }
            }
        }
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
    }

    /// The id of the record that this one takes the place of, beside its own and in the same namespace.
    fn replaced(&mut self, instance_id: u32, outer: Option<u32>) {
        let Some(replaces) = &self.session.replaces else {
            return;
        };
        let node = &self.session.form.model.nodes[instance_id as usize];
        let name = match &node.prefix {
            Some(prefix) => format!("{prefix}:{DEPRECATED_ID}"),
            None => DEPRECATED_ID.to_string(),
        };
        self.out.push('<');
        self.out.push_str(&name);
        self.declarations(instance_id, node, outer);
        self.out.push('>');
        escape(replaces, false, &mut self.out);
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
    }

    fn name(&self, node: &Node) -> String {
        let local = self.session.form.names.name(node.name);
        match &node.prefix {
            Some(prefix) => format!("{prefix}:{local}"),
            None => local.to_string(),
        }
    }

    /// Declares what the element needs and returns the default namespace inside it.
    fn declarations(&mut self, slot: u32, node: &Node, outer: Option<u32>) -> Option<u32> {
        let names = &self.session.form.names;
        let mut default = outer;
        if node.prefix.is_none() {
            default = node
                .namespace
                .filter(|&namespace| names.name(namespace) != XFORMS);
            if default != outer {
                self.declare("xmlns", default);
            }
        }
        if slot == 0 {
            for (prefix, namespace) in self.prefixes.clone() {
                if names.name(namespace) != XML {
                    self.declare(&format!("xmlns:{prefix}"), Some(namespace));
                }
            }
        }
        let tree = &self.session.form.model;
        let attributes = tree
            .members(slot)
            .map(|member| &tree.nodes[member as usize])
            .take_while(|node| node.is_attribute);
        let mut own: BTreeMap<&str, u32> = BTreeMap::new();
        for node in attributes.chain([node]) {
            if let (Some(prefix), Some(namespace)) = (node.prefix.as_deref(), node.namespace)
                && self.prefixes.get(prefix) != Some(&namespace)
            {
                own.insert(prefix, namespace);
            }
        }
        for (prefix, namespace) in own {
            self.declare(&format!("xmlns:{prefix}"), Some(namespace));
        }
        default
    }

    fn declare(&mut self, name: &str, namespace: Option<u32>) {
        let address = namespace.map_or("", |namespace| self.session.form.names.name(namespace));
        self.pair(name, address);
    }

    fn attribute(&mut self, element: u32, slot: u32) {
        let state = &self.session.state;
        let node = state.base(state.block(element)) + self.session.form.layout.offset(slot);
        if self.whole || state.is_relevant(node) {
            let name = self.name(&self.session.form.model.nodes[slot as usize]);
            let value = self.value(node);
            self.pair(&name, &value);
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, true, &mut self.out);
        self.out.push('"');
    }

    /// A record that is sent ends now.
    fn value(&self, node: u32) -> String {
        let preload = self
            .session
            .form
            .bind(self.session.state.slot(node))
            .and_then(|bind| bind.preload.as_ref());
        if !self.whole && preload == Some(&Preload::End) {
            return zoned_text(&self.session.ambient.now);
        }
        let state = &self.session.state;
        if self.whole {
            state.value(node)
        } else {
            state.answer(node)
        }
        .to_string()
    }
}

fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            other => out.push(other),
        }
    }
}
