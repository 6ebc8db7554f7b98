//! The values of all nodes, and which of them count.

use std::collections::BTreeMap;

use crate::tree::Tree;

/// A record beyond this cannot be sent anywhere; calculations stop growing it.
const BYTES_MAX: usize = 64_000_000;

/// By slot: what is stored, and whether it is relevant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    values: Vec<String>,
    /// Bytes in all values.
    bytes: usize,
    /// What is left of an answer whose choices are partly withdrawn: they come back when offered again.
    offered: BTreeMap<u32, String>,
    /// What the node's own expression says.
    own_relevant: Vec<bool>,
    /// With all nodes above it.
    relevant: Vec<bool>,
}

impl State {
    /// The values that the form begins with.
    pub(crate) fn new(primary: &Tree) -> State {
        let count = primary.nodes.len();
        State {
            values: primary
                .nodes
                .iter()
                .map(|node| node.text.to_string())
                .collect(),
            bytes: primary.nodes.iter().map(|node| node.text.len()).sum(),
            offered: BTreeMap::new(),
            own_relevant: vec![true; count],
            relevant: vec![true; count],
        }
    }

    /// What is stored, relevant or not.
    pub(crate) fn value(&self, slot: u32) -> &str {
        self.values.get(slot as usize).map_or("", String::as_str)
    }

    /// What the answer is now: withdrawn choices left out.
    pub(crate) fn answer(&self, slot: u32) -> &str {
        self.offered
            .get(&slot)
            .map_or_else(|| self.value(slot), String::as_str)
    }

    /// What other nodes see: an irrelevant node is empty.
    pub(crate) fn effective(&self, slot: u32) -> &str {
        if self.is_relevant(slot) {
            self.answer(slot)
        } else {
            ""
        }
    }

    /// Notes what is left of an answer; tells whether that is news.
    pub(crate) fn set_offered(&mut self, slot: u32, left: String) -> bool {
        let news = self.answer(slot) != left;
        if self.value(slot) == left {
            self.offered.remove(&slot);
        } else {
            self.offered.insert(slot, left);
        }
        news
    }

    /// Whether a record may hold so many bytes more.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        self.bytes.saturating_add(bytes) <= BYTES_MAX
    }

    pub(crate) fn is_relevant(&self, slot: u32) -> bool {
        self.relevant.get(slot as usize).copied().unwrap_or(false)
    }

    /// Stores a value; tells whether the answer is another one.
    pub(crate) fn set_value(&mut self, slot: u32, value: String) -> bool {
        let changes = self.answer(slot) != value;
        self.offered.remove(&slot);
        if let Some(place) = self.values.get_mut(slot as usize) {
            self.bytes = (self.bytes - place.len()) + value.len();
            *place = value;
        }
        changes
    }

    /// Stores what a node's own expression says; calls `changed` for it and each node below that follows.
    pub(crate) fn set_relevant(
        &mut self,
        tree: &Tree,
        slot: u32,
        relevant: bool,
        mut changed: impl FnMut(u32),
    ) {
        if self.own_relevant[slot as usize] == relevant {
            return;
        }
        self.own_relevant[slot as usize] = relevant;
        let mut at = slot;
        let end = tree.nodes[slot as usize].end;
        while at < end {
            let node = &tree.nodes[at as usize];
            let above = node
                .parent
                .is_none_or(|parent| self.relevant[parent as usize]);
            let now = above && self.own_relevant[at as usize];
            if now == self.relevant[at as usize] {
                // Nothing below an unchanged node changes.
                at = node.end;
                continue;
            }
            self.relevant[at as usize] = now;
            changed(at);
            at += 1;
        }
    }
}
