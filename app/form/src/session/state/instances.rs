//! Instances added, removed, and withheld by a lowered count.

use super::{Block, List, State};
use crate::layout::{HomeId, Layout, WHOLE};
use crate::tree::Tree;

/// Nodes that a record may have; instances beyond it are not added.
const NODES_MAX: usize = 2_000_000;

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

    pub(super) fn make_block(
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
