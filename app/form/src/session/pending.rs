//! What is still to be done after a change: in the order of the form's tasks, each once.

use std::collections::{BTreeMap, BTreeSet};

use super::State;
use crate::definition::Form;
use crate::graph::{Follower, Task};
use crate::layout::Layout;

/// What is still to be done after a change.
#[derive(Default)]
pub(super) struct Pending {
    tasks: Tasks,
    /// Places of tasks that are pending for all their nodes in a block, and none of them done since: a thousand new
    /// instances that each concern all others are a thousand times the same.
    spread: Spread,
    /// Places of tasks that are done again for all instances, because one of them may follow another.
    pub(super) again: BTreeSet<u32>,
    /// Nodes of selects whose choices may have changed.
    selects: BTreeSet<u32>,
    /// Slots of selects that are pending for all their nodes in a block.
    spread_selects: Spread,
    /// Whether something changed that stands in a text.
    pub(super) has_texts: bool,
    /// Blocks of new instances, for the actions that they set off.
    pub(super) created: Vec<u32>,
    /// Whether calculations keep what they had.
    pub(super) is_resuming: bool,
}

impl Pending {
    /// A node has another value, or became relevant or irrelevant, or its repeat got or lost instances.
    pub(super) fn changed(&mut self, form: &Form, state: &State, node: u32) {
        let slot = state.slot(node);
        let block = state.block(node);
        let layout = &form.layout;
        for &(rank, apex) in form.graph.readers[slot as usize].iter() {
            let task = form.graph.tasks[rank as usize];
            let around = state.ancestor(block, apex);
            let reader = task.node_slot(&form.model);
            if self.spread.is_news(rank, (layout, state), (reader, around)) {
                state.each(layout, reader, around, &mut |node| {
                    self.tasks.insert(rank, node);
                });
            }
        }
        self.has_texts |= form.graph.texts.contains(&slot);
        for &follower in form.graph.followers.get(&slot).into_iter().flatten() {
            self.follow(form, state, follower, block);
        }
        for &(select, apex) in form.graph.filters.get(&slot).into_iter().flatten() {
            let around = state.ancestor(block, apex);
            let is_news =
                |spread: &mut Spread| spread.is_news(select, (layout, state), (select, around));
            if is_news(&mut self.spread_selects) {
                state.each(layout, select, around, &mut |node| {
                    self.selects.insert(node);
                });
            }
        }
        if form.graph.filtered.contains(&slot) {
            self.selects.insert(node);
        }
    }

    /// What follows a node in other instances is nearly always in the next one, and so is done there at once; then
    /// everywhere, where it may not be.
    fn follow(&mut self, form: &Form, state: &State, follower: Follower, mut block: u32) {
        let rank = follower.rank;
        if follower.is_far {
            self.again.insert(rank);
        }
        let slot = form.graph.tasks[rank as usize].node_slot(&form.model);
        while block != super::ROOT {
            let (home, outer) = (state.home(block), state.outer(block));
            let instances = state.instances_of(&form.layout, outer, home);
            if let Some(&next) = instances.get(state.place(block) + 1) {
                state.each(&form.layout, slot, next, &mut |node| {
                    self.tasks.insert(rank, node);
                });
            }
            block = outer;
        }
    }

    /// All that is worked out in a new instance.
    pub(super) fn begun(&mut self, form: &Form, state: &State, block: u32) {
        let home = state.home(block);
        for &rank in &form.graph.of_home[home as usize] {
            let slot = form.graph.tasks[rank as usize].node_slot(&form.model);
            let node = state.base(block) + form.layout.offset(slot);
            self.tasks.insert(rank, node);
        }
        for node in state.nodes(&form.layout, block) {
            if form.graph.filtered.contains(&state.slot(node)) {
                self.selects.insert(node);
            }
        }
    }

    /// A repeat has an instance that was not there before.
    pub(super) fn created(&mut self, block: u32) {
        self.created.push(block);
    }

    /// One task more, for one node.
    pub(super) fn insert(&mut self, rank: u32, node: u32) {
        self.tasks.insert(rank, node);
    }

    /// The next task, and the node that it is done for.
    pub(super) fn pop_task(&mut self) -> Option<(u32, u32)> {
        let (rank, node) = self.tasks.pop_first()?;
        self.spread.end(rank);
        Some((rank, node))
    }

    pub(super) fn pop_select(&mut self, state: &State) -> Option<u32> {
        let select = self.selects.pop_first()?;
        self.spread_selects.end(state.slot(select));
        Some(select)
    }

    /// Every task that is meant, for every node.
    pub(super) fn all(form: &Form, state: &State, is_meant: impl Fn(&Task) -> bool) -> Pending {
        let mut pending = Pending::default();
        for (rank, task) in (0u32..)
            .zip(&form.graph.tasks)
            .filter(|(_, task)| is_meant(task))
        {
            let slot = task.node_slot(&form.model);
            state.each(&form.layout, slot, super::ROOT, &mut |node| {
                pending.tasks.insert(rank, node);
            });
        }
        pending
    }

    pub(super) fn and_selects(mut self, form: &Form, state: &State) -> Pending {
        for &slot in &form.graph.filtered {
            state.each(&form.layout, slot, super::ROOT, &mut |node| {
                self.selects.insert(node);
            });
        }
        self
    }
}

/// What is pending for all its nodes in some blocks. An instance that is new in one of them is pending by itself.
#[derive(Default)]
struct Spread(BTreeMap<u32, BTreeSet<u32>>);

impl Spread {
    /// Whether something is not yet pending for all nodes of a slot around which a block is; from now on it is.
    fn is_news(
        &mut self,
        what: u32,
        (layout, state): (&Layout, &State),
        (slot, around): (u32, u32),
    ) -> bool {
        // A single node is as soon done.
        layout.home_of(slot) == state.home(around) || self.0.entry(what).or_default().insert(around)
    }

    /// One of its nodes is pending no more.
    fn end(&mut self, what: u32) {
        if !self.0.is_empty() {
            self.0.remove(&what);
        }
    }
}

/// Places in the order of the form's tasks, each with the nodes it is done for. Nearly all have one.
#[derive(Default)]
struct Tasks {
    /// A bit for each place, and the first word that may have one set.
    places: Vec<u64>,
    first: usize,
    /// By place: the one node.
    node: Vec<u32>,
    /// By place: the nodes, where there are several.
    nodes: BTreeMap<u32, BTreeSet<u32>>,
}

impl Tasks {
    fn insert(&mut self, rank: u32, node: u32) {
        let (word, bit) = (rank as usize / 64, 1 << (rank % 64));
        if word >= self.places.len() {
            self.places.resize(word + 1, 0);
            self.node.resize((word + 1) * 64, 0);
        }
        self.first = self.first.min(word);
        let own = &mut self.node[rank as usize];
        if self.places[word] & bit == 0 {
            self.places[word] |= bit;
            *own = node;
        } else if let Some(nodes) = self.nodes.get_mut(&rank) {
            nodes.insert(node);
        } else if *own != node {
            self.nodes.insert(rank, BTreeSet::from([*own, node]));
        }
    }

    fn pop_first(&mut self) -> Option<(u32, u32)> {
        while *self.places.get(self.first)? == 0 {
            self.first += 1;
        }
        let word = self.first;
        let rank = word as u32 * 64 + self.places[word].trailing_zeros();
        let several = self.nodes.get_mut(&rank);
        let (node, is_last) = match several {
            None => (self.node[rank as usize], true),
            Some(nodes) => (nodes.pop_first()?, nodes.is_empty()),
        };
        if is_last {
            self.nodes.remove(&rank);
            self.places[word] &= !(1 << (rank % 64));
        }
        Some((rank, node))
    }
}
