//! The nodes of a record, and which of them count.
//!
//! Nodes lie in blocks, one for the whole form and one for each instance of a repeat (see `layout`).

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::{HomeId, Layout, WHOLE};
use crate::tree::Tree;
use crate::xpath::value::is_same;

mod nodes;

mod instances;

mod relevance;

/// A record beyond this cannot be sent anywhere; calculations stop growing it.
const BYTES_MAX: usize = 64_000_000;

/// The block of the form as a whole.
pub(crate) const ROOT: u32 = 0;

/// The form as a whole, or an instance of a repeat.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    home: HomeId,
    /// Its first node.
    base: u32,
    /// The block it lies in.
    outer: u32,
    /// Its place among its namesakes, from 0.
    place: u32,
    /// The instances of each repeat directly in it.
    lists: Box<[List]>,
    is_live: bool,
}

/// The instances of one repeat in one block.
#[derive(Debug, Clone, Default, PartialEq)]
struct List {
    blocks: Vec<u32>,
    /// What a lowered count took away: it comes back with the next higher count.
    withheld: Vec<u32>,
}

/// By node: what is stored, and whether it is relevant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    slots: Vec<u32>,
    block_of: Vec<u32>,
    values: Vec<String>,
    /// What the node's own expression says.
    own_relevant: Vec<bool>,
    /// With all nodes above it.
    relevant: Vec<bool>,
    blocks: Vec<Block>,
    /// Removed blocks by home, to be used again.
    free: BTreeMap<HomeId, Vec<u32>>,
    /// Bytes in all values.
    bytes: usize,
    /// What is left of an answer whose choices are partly withdrawn: they come back when offered again.
    offered: BTreeMap<u32, String>,
    /// Answers that stay as they were chosen, for their lists hang on them and would take turns with them for ever.
    settled: BTreeSet<u32>,
}

impl State {
    /// The values that the form begins with, no repeat having an instance.
    pub(crate) fn new(layout: &Layout, primary: &Tree) -> State {
        let mut state = State {
            slots: Vec::new(),
            block_of: Vec::new(),
            values: Vec::new(),
            own_relevant: Vec::new(),
            relevant: Vec::new(),
            blocks: Vec::new(),
            free: BTreeMap::new(),
            bytes: 0,
            offered: BTreeMap::new(),
            settled: BTreeSet::new(),
        };
        state.make_block(layout, primary, WHOLE, ROOT, 0);
        state
    }

    /// What is stored, relevant or not.
    pub(crate) fn value(&self, node: u32) -> &str {
        self.values.get(node as usize).map_or("", String::as_str)
    }

    /// What the answer is now: withdrawn choices left out.
    pub(crate) fn answer(&self, node: u32) -> &str {
        self.offered
            .get(&node)
            .map_or_else(|| self.value(node), String::as_str)
    }

    /// What other nodes see: an irrelevant node is empty.
    pub(crate) fn effective(&self, node: u32) -> &str {
        if self.is_relevant(node) {
            self.answer(node)
        } else {
            ""
        }
    }

    /// Notes what is left of an answer; tells whether that is news.
    pub(crate) fn set_offered(&mut self, node: u32, left: String) -> bool {
        let news = !is_same(self.answer(node), &left);
        if is_same(self.value(node), &left) {
            self.offered.remove(&node);
        } else {
            self.offered.insert(node, left);
        }
        news
    }

    /// Whether an answer stays as it was chosen, until its list is looked at anew.
    pub(crate) fn is_settled(&self, node: u32) -> bool {
        self.settled.contains(&node)
    }

    pub(crate) fn set_settled(&mut self, node: u32, is_settled: bool) {
        match is_settled {
            true => self.settled.insert(node),
            false => self.settled.remove(&node),
        };
    }

    /// Whether a record may hold so many bytes more.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        self.bytes.saturating_add(bytes) <= BYTES_MAX
    }

    pub(crate) fn is_relevant(&self, node: u32) -> bool {
        self.relevant.get(node as usize).copied().unwrap_or(false)
    }

    /// Stores a value; tells whether the answer is another one.
    pub(crate) fn set_value(&mut self, node: u32, value: String) -> bool {
        let changes = !is_same(self.answer(node), &value);
        self.offered.remove(&node);
        self.settled.remove(&node);
        if let Some(place) = self.values.get_mut(node as usize) {
            self.bytes = (self.bytes - place.len()) + value.len();
            *place = value;
        }
        changes
    }
}
