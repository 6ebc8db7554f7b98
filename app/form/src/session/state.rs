//! The nodes of a record, and which of them count.
//!
//! Nodes lie in blocks, one for the whole form and one for each instance of a repeat (see `layout`).

use std::collections::BTreeMap;

use crate::layout::{DEEPEST, HomeId, Layout, WHOLE};
use crate::tree::Tree;

/// A record beyond this cannot be sent anywhere; calculations stop growing it.
const BYTES_MAX: usize = 64_000_000;
/// Nodes that a record may have; instances beyond it are not added.
const NODES_MAX: usize = 2_000_000;

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
        let news = self.answer(node) != left;
        if self.value(node) == left {
            self.offered.remove(&node);
        } else {
            self.offered.insert(node, left);
        }
        news
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
        let changes = self.answer(node) != value;
        self.offered.remove(&node);
        if let Some(place) = self.values.get_mut(node as usize) {
            self.bytes = (self.bytes - place.len()) + value.len();
            *place = value;
        }
        changes
    }
}

/// From node to node.
impl State {
    pub(crate) fn slot(&self, node: u32) -> u32 {
        self.slots.get(node as usize).copied().unwrap_or(0)
    }

    pub(crate) fn block(&self, node: u32) -> u32 {
        self.block_of.get(node as usize).copied().unwrap_or(ROOT)
    }

    /// Whether the node is in the record: not removed, not withheld.
    pub(crate) fn is_live(&self, node: u32) -> bool {
        self.block_is_live(self.block(node))
    }

    pub(crate) fn block_is_live(&self, block: u32) -> bool {
        let mut block = block;
        while block != ROOT {
            let own = &self.blocks[block as usize];
            if !own.is_live {
                return false;
            }
            block = own.outer;
        }
        true
    }

    pub(crate) fn home(&self, block: u32) -> HomeId {
        self.blocks[block as usize].home
    }

    /// The block that an instance lies in.
    pub(crate) fn outer(&self, block: u32) -> u32 {
        self.blocks[block as usize].outer
    }

    /// The first node of a block: the repeated element.
    pub(crate) fn base(&self, block: u32) -> u32 {
        self.blocks[block as usize].base
    }

    /// The nodes of a block, without those of repeats in it.
    pub(crate) fn nodes(&self, layout: &Layout, block: u32) -> std::ops::Range<u32> {
        let own = &self.blocks[block as usize];
        own.base..own.base + layout.home(own.home).slots.len() as u32
    }

    /// The place of an instance among its namesakes, from 0.
    pub(crate) fn place(&self, block: u32) -> usize {
        self.blocks[block as usize].place as usize
    }

    /// The instances of a repeat in a block, by the repeat's place among those directly in it.
    pub(crate) fn instances(&self, block: u32, list: usize) -> &[u32] {
        self.list(block, list, |list| &list.blocks)
    }

    /// The instances that a lowered count took away.
    pub(crate) fn withheld(&self, block: u32, list: usize) -> &[u32] {
        self.list(block, list, |list| &list.withheld)
    }

    fn list(&self, block: u32, list: usize, of: impl Fn(&List) -> &Vec<u32>) -> &[u32] {
        let lists = &self.blocks[block as usize].lists;
        lists.get(list).map_or(&[], |list| of(list))
    }

    /// The instances of a repeat that lie in the same block as the repeat's own outer home asks.
    pub(crate) fn instances_of(&self, layout: &Layout, outer: u32, repeat: HomeId) -> &[u32] {
        match layout.home(repeat).outer {
            Some((_, list)) => self.instances(outer, list),
            None => &[],
        }
    }

    /// The block around this one, or itself, that is of a home.
    pub(crate) fn ancestor(&self, block: u32, home: HomeId) -> u32 {
        let mut block = block;
        while block != ROOT && self.home(block) != home {
            block = self.outer(block);
        }
        block
    }

    /// The block from which a slot is looked for: as deep as the path is bound.
    pub(crate) fn bound(&self, layout: &Layout, slot: u32, apex: HomeId, from: u32) -> u32 {
        if apex != DEEPEST {
            return self.ancestor(from, apex);
        }
        let home = layout.home_of(slot);
        let mut block = from;
        while block != ROOT && !layout.is_within(home, self.home(block)) {
            block = self.outer(block);
        }
        block
    }

    /// Calls `found` with each node of a slot in a block, in document order.
    pub(crate) fn each(&self, layout: &Layout, slot: u32, block: u32, found: &mut impl FnMut(u32)) {
        let (home, own) = (layout.home_of(slot), self.home(block));
        if home == own {
            found(self.base(block) + layout.offset(slot));
            return;
        }
        let Some(next) = layout.outwards(home).find(|&home| {
            layout
                .home(home)
                .outer
                .is_some_and(|(outer, _)| outer == own)
        }) else {
            return;
        };
        for &instance in self.instances_of(layout, block, next) {
            self.each(layout, slot, instance, found);
        }
    }

    /// The first node of a slot in a block.
    pub(crate) fn first(&self, layout: &Layout, slot: u32, block: u32) -> Option<u32> {
        let mut first = None;
        self.each(layout, slot, block, &mut |node| {
            first.get_or_insert(node);
        });
        first
    }

    /// The node above.
    pub(crate) fn parent(&self, layout: &Layout, tree: &Tree, node: u32) -> Option<u32> {
        let slot = self.slot(node);
        let parent = tree.nodes[slot as usize].parent?;
        let block = self.block(node);
        let block = if layout.repeat_at(slot).is_some() {
            self.outer(block)
        } else {
            block
        };
        Some(self.base(block) + layout.offset(parent))
    }

    /// Calls `found` with the nodes of a slot whose parent is a node.
    pub(crate) fn each_child(
        &self,
        layout: &Layout,
        parent: u32,
        slot: u32,
        found: &mut impl FnMut(u32),
    ) {
        let block = self.block(parent);
        match layout.repeat_at(slot) {
            None => found(self.base(block) + layout.offset(slot)),
            Some(repeat) => {
                for &instance in self.instances_of(layout, block, repeat) {
                    found(self.base(instance));
                }
            }
        }
    }

    /// Compares by which comes first in the document.
    pub(crate) fn document_order(&self, one: u32, other: u32) -> std::cmp::Ordering {
        if self.block(one) == self.block(other) {
            return one.cmp(&other);
        }
        self.order_key(one).cmp(&self.order_key(other))
    }

    fn order_key(&self, node: u32) -> Vec<(u32, u32)> {
        let mut key = vec![(self.slot(node), 0)];
        let mut block = self.block(node);
        while block != ROOT {
            let own = &self.blocks[block as usize];
            key.push((self.slot(own.base), own.place + 1));
            block = own.outer;
        }
        key.reverse();
        key
    }
}

/// Instances added and removed.
impl State {
    /// Adds an instance of a repeat at a place; none when the record is full.
    pub(crate) fn insert(
        &mut self,
        layout: &Layout,
        tree: &Tree,
        outer: u32,
        repeat: HomeId,
        at: usize,
    ) -> Option<u32> {
        let (_, list) = layout.home(repeat).outer?;
        let size = layout.home(repeat).slots.len();
        if self.slots.len() + size > NODES_MAX {
            return None;
        }
        let block = self.make_block(layout, tree, repeat, outer, 0);
        let blocks = &mut self.blocks[outer as usize].lists[list].blocks;
        let at = at.min(blocks.len());
        blocks.insert(at, block);
        self.number(outer, list, at);
        Some(block)
    }

    /// Takes an instance out of the record, with all that was answered in it.
    pub(crate) fn remove(&mut self, layout: &Layout, block: u32) {
        let Some(list) = self.detach(layout, block) else {
            return;
        };
        self.number(self.outer(block), list, self.place(block));
        self.release(layout, block);
    }

    /// Takes the last instance away because of a lowered count; its answers are kept for a higher one.
    pub(crate) fn withhold(&mut self, layout: &Layout, block: u32) {
        let Some(list) = self.detach(layout, block) else {
            return;
        };
        let outer = self.outer(block);
        self.number(outer, list, self.place(block));
        self.blocks[outer as usize].lists[list].withheld.push(block);
    }

    /// Brings the instance back that was taken away last.
    pub(crate) fn restore(&mut self, layout: &Layout, outer: u32, repeat: HomeId) -> Option<u32> {
        let (_, list) = layout.home(repeat).outer?;
        let own = &mut self.blocks[outer as usize].lists[list];
        let block = own.withheld.pop()?;
        own.blocks.push(block);
        let at = own.blocks.len() - 1;
        self.blocks[block as usize].is_live = true;
        self.number(outer, list, at);
        Some(block)
    }

    fn detach(&mut self, layout: &Layout, block: u32) -> Option<usize> {
        let (_, list) = layout.home(self.home(block)).outer?;
        let (outer, at) = (self.outer(block), self.place(block));
        let blocks = &mut self.blocks[outer as usize].lists[list].blocks;
        if blocks.get(at) != Some(&block) {
            return None;
        }
        blocks.remove(at);
        self.blocks[block as usize].is_live = false;
        Some(list)
    }

    fn number(&mut self, outer: u32, list: usize, from: usize) {
        for place in from..self.instances(outer, list).len() {
            let block = self.instances(outer, list)[place];
            self.blocks[block as usize].place = place as u32;
        }
    }

    fn release(&mut self, layout: &Layout, block: u32) {
        let lists = std::mem::take(&mut self.blocks[block as usize].lists);
        for inner in lists
            .iter()
            .flat_map(|list| list.blocks.iter().chain(&list.withheld))
        {
            self.blocks[*inner as usize].is_live = false;
            self.release(layout, *inner);
        }
        for node in self.nodes(layout, block) {
            self.set_value(node, String::new());
        }
        let home = self.home(block);
        self.free.entry(home).or_default().push(block);
    }

    fn make_block(
        &mut self,
        layout: &Layout,
        tree: &Tree,
        home: HomeId,
        outer: u32,
        place: u32,
    ) -> u32 {
        let own = layout.home(home);
        let lists = vec![List::default(); own.inner.len()].into_boxed_slice();
        let block = match self.free.get_mut(&home).and_then(Vec::pop) {
            Some(block) => {
                let old = &mut self.blocks[block as usize];
                (old.outer, old.place, old.lists, old.is_live) = (outer, place, lists, true);
                block
            }
            None => {
                let block = self.blocks.len() as u32;
                let base = self.slots.len() as u32;
                self.blocks.push(Block {
                    home,
                    base,
                    outer,
                    place,
                    lists,
                    is_live: true,
                });
                let size = own.slots.len();
                self.slots.extend(&own.slots);
                self.block_of.resize(self.slots.len(), block);
                self.values.resize(self.values.len() + size, String::new());
                self.own_relevant.resize(self.slots.len(), true);
                self.relevant.resize(self.slots.len(), true);
                block
            }
        };
        let above = match home {
            WHOLE => true,
            _ => {
                let parent = tree.nodes[own.slot as usize].parent.unwrap_or(0);
                self.is_relevant(self.base(outer) + layout.offset(parent))
            }
        };
        let base = self.base(block);
        for (node, &slot) in (base..).zip(&own.slots) {
            let text = &tree.nodes[slot as usize].text;
            self.set_value(node, text.to_string());
            self.own_relevant[node as usize] = true;
            self.relevant[node as usize] = above;
        }
        block
    }
}

/// Relevance.
impl State {
    /// Stores what a node's own expression says; tells it and each node below that follows.
    pub(crate) fn set_relevant(
        &mut self,
        layout: &Layout,
        tree: &Tree,
        node: u32,
        relevant: bool,
    ) -> Vec<u32> {
        let mut changed = Vec::new();
        if self.own_relevant[node as usize] != relevant {
            self.own_relevant[node as usize] = relevant;
            self.spread(layout, tree, node, &mut changed);
        }
        changed
    }

    /// Works out the relevance of a node and all below it. As deep as repeats are nested.
    fn spread(&mut self, layout: &Layout, tree: &Tree, top: u32, changed: &mut Vec<u32>) {
        let block = self.block(top);
        let base = self.base(block);
        let slot = self.slot(top);
        let end = base + layout.offsets(slot).end;
        let before = changed.len();
        let mut node = top;
        while node < end {
            let above = self
                .parent(layout, tree, node)
                .is_none_or(|parent| self.relevant[parent as usize]);
            let now = above && self.own_relevant[node as usize];
            if now == self.relevant[node as usize] {
                // Nothing below an unchanged node changes.
                node = base + layout.offsets(self.slot(node)).end;
                continue;
            }
            self.relevant[node as usize] = now;
            changed.push(node);
            node += 1;
        }
        if changed.len() == before {
            return;
        }
        let range = slot..tree.nodes[slot as usize].end;
        for (list, &repeat) in layout.home(self.home(block)).inner.iter().enumerate() {
            if range.contains(&layout.home(repeat).slot) {
                let own = &self.blocks[block as usize].lists[list];
                let instances: Vec<u32> = own.blocks.iter().chain(&own.withheld).copied().collect();
                for instance in instances {
                    self.spread(layout, tree, self.base(instance), changed);
                }
            }
        }
    }
}
