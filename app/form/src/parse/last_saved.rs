//! The record that was sent last: what it lacks is there and blank.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;

/// Adds what the last record does not have, blank: what was not asked then, and all of it where nothing was sent yet.
/// Forms compare with `''` to learn whether there is something, and nothing is equal to no node. Repeats have the
/// instances that they had.
pub(super) fn complete(last: &Tree, model: &Tree, repeated: &BTreeSet<u32>) -> Tree {
    let mut completing = Completing {
        last,
        model,
        repeated,
        tree: Tree::default(),
    };
    let name = |tree: &Tree| tree.root().map(|root| tree.nodes[root as usize].name);
    let of_form = match last.root() {
        Some(_) if name(last) != name(model) => None,
        _ => model.root(),
    };
    completing.add(None, last.root(), of_form);
    completing.tree.close_all();
    completing.tree
}

struct Completing<'a> {
    last: &'a Tree,
    model: &'a Tree,
    repeated: &'a BTreeSet<u32>,
    tree: Tree,
}

impl Completing<'_> {
    /// Adds a node with all below it: as the record has it, and as the form does.
    fn add(&mut self, parent: Option<u32>, last: Option<u32>, of_form: Option<u32>) {
        let of_form = of_form.filter(|node| !self.repeated.contains(node));
        let mut node = match (last, of_form) {
            (Some(last), _) => self.last.nodes[last as usize].clone(),
            (None, Some(of_form)) => self.model.nodes[of_form as usize].clone(),
            (None, None) => return,
        };
        if last.is_none() {
            node.text = "".into();
        }
        node.parent = parent;
        node.end = 0;
        let at = self.tree.nodes.len() as u32;
        self.tree.nodes.push(node);
        let mut lacking: BTreeMap<(u32, bool), u32> = BTreeMap::new();
        for child in of_form
            .into_iter()
            .flat_map(|node| self.model.members(node))
        {
            let node = &self.model.nodes[child as usize];
            lacking
                .entry((node.name, node.is_attribute))
                .or_insert(child);
        }
        let mut known = BTreeSet::new();
        let members: Vec<u32> = last
            .into_iter()
            .flat_map(|node| self.last.members(node))
            .collect();
        for child in members {
            let node = &self.last.nodes[child as usize];
            let key = (node.name, node.is_attribute);
            known.insert(key);
            self.add(Some(at), Some(child), lacking.get(&key).copied());
        }
        lacking.retain(|key, _| !key.1 && !known.contains(key));
        for child in lacking.into_values() {
            self.add(Some(at), None, Some(child));
        }
    }
}
