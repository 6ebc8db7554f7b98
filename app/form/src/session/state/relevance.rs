//! Relevance: what a node's own expression says, and all above it.

use super::State;
use crate::layout::Layout;
use crate::tree::Tree;

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
