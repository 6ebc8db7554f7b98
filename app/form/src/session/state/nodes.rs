//! From node to node: blocks around and within, parents, children, document order.

use super::{List, ROOT, State};
use crate::layout::{DEEPEST, HomeId, Layout};
use crate::tree::Tree;

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
