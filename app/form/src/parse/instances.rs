//! The primary instance, whose nodes become slots, and the secondary ones, whose nodes are choices.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::files::{self, Files};
use super::last_saved;
use super::repeats;
use super::search;
use super::source::Parts;
use super::{attribute, elements, filled_attribute, refusal};
use crate::instance::{Column, Instance, Key};
use crate::layout::Layout;
use crate::problem::{Problem, Refusal, Remark};
use crate::tree::{Children, Names, Node, Tree};
use crate::xpath::compile::Compiler;
use crate::xpath::expression::Read;

/// The namespace of `orx:meta`.
const OPENROSA: &str = "http://openrosa.org/xforms";

/// Everything that paths can lead to.
pub(super) struct Instances {
    pub(super) id: String,
    pub(super) version: Option<String>,
    pub(super) names: Names,
    pub(super) model: Tree,
    pub(super) layout: Layout,
    pub(super) initial: Option<Tree>,
    /// By slot of a repeat: its instances in the template of the repeat around it.
    pub(super) in_template: BTreeMap<u32, usize>,
    /// The secondary instances, numbered from 1.
    pub(super) secondary: Vec<Instance>,
    pub(super) references: Vec<Box<str>>,
    pub(super) instance_id: Option<u32>,
    by_id: BTreeMap<String, u32>,
    pub(super) slots: BTreeMap<Box<str>, u32>,
    pub(super) children: Children,
    namespaces: BTreeMap<String, u32>,
}

impl Instances {
    /// Whether there is an instance of that id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Makes an index of a list's column now, so that the first question that asks for it is there at once.
    pub(super) fn make_index(&self, instance: u32, item: u32, column: u32) {
        let list = self.secondary.get((instance as usize).saturating_sub(1));
        if let Some(list) = list.filter(|list| list.len() > 0) {
            list.lookup(0, item, Column::Child(column), Key::Text(""));
        }
    }

    /// A compiler over these instances.
    pub(super) fn compiler<'a>(
        &'a self,
        itext: (&'a BTreeMap<String, usize>, &'a [BTreeSet<Read>]),
    ) -> Compiler<'a> {
        Compiler::new(
            &self.names,
            (&self.model, &self.layout),
            (&self.children, &self.slots),
            &self.by_id,
            &self.namespaces,
            itext,
        )
    }
}

/// Reads all instances of the model.
pub(super) fn read(
    source: &Parts,
    files: &Files,
    remarks: &mut Vec<Remark>,
) -> Result<Instances, Refusal> {
    let mut instances = elements(source.model).filter(|node| node.tag_name().name() == "instance");
    let first = instances.next().ok_or_else(|| {
        refusal(
            source.model,
            "it has no <instance>",
            "convert the form again, for example with pyxform",
        )
    })?;
    let root = elements(first).next().ok_or_else(|| {
        refusal(
            first,
            "the primary instance is empty",
            "put the form's nodes into it",
        )
    })?;
    let mut names = Names::default();
    let written = Tree::copy_written(root, &mut names);
    let repeats::Folded {
        mut model,
        initial,
        repeated,
        in_template,
    } = repeats::fold(source, written, &mut names, remarks)?;
    let version = root
        .attribute("version")
        .or_else(|| attribute(root, "version"))
        .map(str::to_string);
    let id = identity(root, remarks);
    let mut trees = Vec::new();
    let mut by_id = BTreeMap::new();
    if let Some(id) = filled_attribute(first, "id") {
        by_id.insert(id.to_string(), 0);
    }
    for instance in instances {
        let Some(id) = attribute(instance, "id") else {
            let problem = Problem::at(
                instance,
                "a secondary instance without an id is left out",
                "give it an id",
            );
            remarks.push(Remark(problem));
            continue;
        };
        let mut list = files::instance(instance, files, &mut names, remarks)?;
        if let Some(last) = list.tree().filter(|_| files::is_last_saved(instance)) {
            list = last_saved::complete(last, &model, &repeated).into();
        }
        trees.push(list);
        by_id.entry(id.to_string()).or_insert(trees.len() as u32);
    }
    for (id, file) in search::unnamed(source) {
        if let Entry::Vacant(place) = by_id.entry(id) {
            let address = format!("jr://file-csv/{file}");
            let list = files::of_address(source.model, &address, files, &mut names, remarks)?;
            trees.push(list);
            place.insert(trees.len() as u32);
        }
    }
    let instance_id = ensure_instance_id(&mut model, &mut names, root, remarks);
    let namespaces = source
        .model
        .namespaces()
        .chain(root.namespaces())
        .filter_map(|namespace| Some((namespace.name()?.to_string(), names.find(namespace.uri())?)))
        .collect();
    let references = references(&model, &names).ok_or_else(|| {
        refusal(
            root,
            "its nodes' names are too long where they lie in each other",
            "shorten the names",
        )
    })?;
    let children = model.children_by_name();
    let layout = Layout::new(&model, &repeated);
    let slots = references.iter().cloned().zip(0..).collect();
    Ok(Instances {
        slots,
        children,
        id,
        version,
        names,
        model,
        layout,
        initial,
        in_template,
        secondary: trees,
        references,
        instance_id,
        by_id,
        namespaces,
    })
}

fn identity(root: roxmltree::Node, remarks: &mut Vec<Remark>) -> String {
    if let Some(id) = attribute(root, "id") {
        return id.to_string();
    }
    let problem = Problem::at(
        root,
        "the form has no id, its root's name is taken",
        "add an id attribute",
    );
    remarks.push(Remark(problem));
    root.tag_name().name().to_string()
}

/// Finds the node of the instance's id; without one a repeated sending would make duplicates, so it is added.
fn ensure_instance_id(
    tree: &mut Tree,
    names: &mut Names,
    root: roxmltree::Node,
    remarks: &mut Vec<Remark>,
) -> Option<u32> {
    let find = |tree: &Tree, names: &Names, parent: u32, name: &str| {
        tree.children(parent)
            .find(|&child| names.name(tree.nodes[child as usize].name) == name)
    };
    let element =
        |names: &mut Names, name: &str, prefix: Option<Box<str>>, namespace: Option<u32>| Node {
            name: names.intern(name),
            prefix,
            namespace,
            parent: None,
            end: 0,
            is_attribute: false,
            text: "".into(),
        };
    let meta = match find(tree, names, 0, "meta") {
        Some(meta) => meta,
        None => {
            let problem = "it has no meta/instanceID, which is added so that nothing is sent twice";
            remarks.push(Remark(Problem::at(
                root,
                problem,
                "add meta/instanceID to the instance",
            )));
            let namespace = names.intern(OPENROSA);
            let meta = element(names, "meta", Some("orx".into()), Some(namespace));
            tree.insert_last(0, meta)
        }
    };
    if let Some(found) = find(tree, names, meta, "instanceID") {
        return Some(found);
    }
    let (prefix, namespace) = {
        let meta = &tree.nodes[meta as usize];
        (meta.prefix.clone(), meta.namespace)
    };
    let instance_id = element(names, "instanceID", prefix, namespace);
    Some(tree.insert_last(meta, instance_id))
}

/// All references together, in bytes: those of 5,000 questions have half a million.
const REFERENCES_MAX: usize = 200_000_000;

/// How each node is named; a number is added only among namesakes. None where long names lie in long names.
fn references(tree: &Tree, names: &Names) -> Option<Vec<Box<str>>> {
    let mut bytes = 0;
    let mut references: Vec<Box<str>> = Vec::with_capacity(tree.nodes.len());
    let mut places: Vec<Option<u32>> = vec![None; tree.nodes.len()];
    for parent in 0..tree.nodes.len() as u32 {
        let mut seen: BTreeMap<(u32, Option<&str>), (u32, u32)> = BTreeMap::new();
        for child in tree.children(parent) {
            let node = &tree.nodes[child as usize];
            let (first, count) = seen
                .entry((node.name, node.prefix.as_deref()))
                .or_insert((child, 0));
            *count += 1;
            if *count > 1 {
                places[*first as usize] = Some(1);
                places[child as usize] = Some(*count);
            }
        }
    }
    for (index, node) in tree.nodes.iter().enumerate() {
        let above = node
            .parent
            .map_or("", |parent| &*references[parent as usize]);
        let mark = if node.is_attribute { "@" } else { "" };
        let prefix = node
            .prefix
            .as_deref()
            .map(|prefix| format!("{prefix}:"))
            .unwrap_or_default();
        let place = places[index]
            .map(|place| format!("[{place}]"))
            .unwrap_or_default();
        let reference = format!("{above}/{mark}{prefix}{}{place}", names.name(node.name));
        bytes += reference.len();
        if bytes > REFERENCES_MAX {
            return None;
        }
        references.push(reference.into());
    }
    Some(references)
}
