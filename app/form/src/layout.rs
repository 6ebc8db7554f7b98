//! How a record's nodes lie: the form as a whole, and each repeat in it, is a home; an instance of it is a block.
//!
//! A block holds one node for each slot of its home, in document order, and lists of the blocks of the repeats
//! directly in it. So an instance is added or removed as a whole, and a path from node to node is arithmetic.

use std::collections::BTreeSet;

use crate::tree::Tree;

/// Names the form as a whole (0) or a repeat.
pub(crate) type HomeId = u16;

/// The form as a whole.
pub(crate) const WHOLE: HomeId = 0;

/// Of a path that is bound as deeply as the place it is read from allows.
pub(crate) const DEEPEST: HomeId = HomeId::MAX;

/// The form as a whole, or a repeat.
#[derive(Debug)]
pub(crate) struct Home {
    /// The slot of the root, or of the repeated element.
    pub(crate) slot: u32,
    /// The home around it, and its place among that home's repeats.
    pub(crate) outer: Option<(HomeId, usize)>,
    /// The repeats directly in it, in document order.
    pub(crate) inner: Vec<HomeId>,
    /// Its slots in document order, those of repeats in it left out.
    pub(crate) slots: Vec<u32>,
}

/// All homes of a form.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) homes: Vec<Home>,
    /// By slot.
    home_of: Vec<HomeId>,
    /// By slot: its place in a block.
    offset: Vec<u32>,
    /// By slot: the place in a block after its last descendant there.
    offset_end: Vec<u32>,
}

impl Layout {
    /// Lays a form out; `repeated` are the slots of repeats.
    pub(crate) fn new(tree: &Tree, repeated: &BTreeSet<u32>) -> Layout {
        let count = tree.nodes.len();
        let mut layout = Layout {
            homes: vec![Home {
                slot: 0,
                outer: None,
                inner: Vec::new(),
                slots: Vec::new(),
            }],
            home_of: vec![WHOLE; count],
            offset: vec![0; count],
            offset_end: vec![0; count],
        };
        for (slot, node) in tree.nodes.iter().enumerate() {
            let around = node
                .parent
                .map_or(WHOLE, |parent| layout.home_of[parent as usize]);
            let home = if slot > 0 && repeated.contains(&(slot as u32)) {
                layout.open(around, slot as u32)
            } else {
                around
            };
            layout.home_of[slot] = home;
            let slots = &mut layout.homes[home as usize].slots;
            layout.offset[slot] = slots.len() as u32;
            slots.push(slot as u32);
        }
        for (slot, node) in tree.nodes.iter().enumerate() {
            let slots = &layout.homes[layout.home_of[slot] as usize].slots;
            layout.offset_end[slot] = slots.partition_point(|&own| own < node.end) as u32;
        }
        layout
    }

    fn open(&mut self, around: HomeId, slot: u32) -> HomeId {
        let home = self.homes.len() as HomeId;
        let outer = &mut self.homes[around as usize].inner;
        let place = outer.len();
        outer.push(home);
        self.homes.push(Home {
            slot,
            outer: Some((around, place)),
            inner: Vec::new(),
            slots: Vec::new(),
        });
        home
    }

    pub(crate) fn home(&self, home: HomeId) -> &Home {
        &self.homes[home as usize]
    }

    pub(crate) fn home_of(&self, slot: u32) -> HomeId {
        self.home_of[slot as usize]
    }

    pub(crate) fn offset(&self, slot: u32) -> u32 {
        self.offset[slot as usize]
    }

    /// The places in a block of a slot and all below it.
    pub(crate) fn offsets(&self, slot: u32) -> std::ops::Range<u32> {
        self.offset[slot as usize]..self.offset_end[slot as usize]
    }

    /// The repeat that a slot is the repeated element of.
    pub(crate) fn repeat_at(&self, slot: u32) -> Option<HomeId> {
        let home = self.home_of(slot);
        (home != WHOLE && self.home(home).slot == slot).then_some(home)
    }

    /// The homes from a home outwards.
    pub(crate) fn outwards(&self, home: HomeId) -> impl Iterator<Item = HomeId> + '_ {
        let mut next = Some(home);
        std::iter::from_fn(move || {
            let home = next?;
            next = self.home(home).outer.map(|(outer, _)| outer);
            Some(home)
        })
    }

    /// Whether a home is another one or lies in it.
    pub(crate) fn is_within(&self, home: HomeId, outer: HomeId) -> bool {
        outer == WHOLE || self.outwards(home).any(|own| own == outer)
    }

    /// The innermost home that both lie in.
    pub(crate) fn common(&self, one: HomeId, other: HomeId) -> HomeId {
        if one == other {
            return one;
        }
        self.outwards(one)
            .find(|&home| self.is_within(other, home))
            .unwrap_or(WHOLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Names;

    #[test]
    fn slots_lie_in_the_innermost_repeat() {
        let text = "<d><a/><r><b/><s><c/><e/></s><f/></r><g/></d>";
        let document = roxmltree::Document::parse(text).unwrap();
        let tree = Tree::copy(document.root_element(), &mut Names::default());
        // d a r b s c e f g
        let layout = Layout::new(&tree, &BTreeSet::from([2, 4]));
        let homes: Vec<HomeId> = (0..9).map(|slot| layout.home_of(slot)).collect();
        assert_eq!(homes, [0, 0, 1, 1, 2, 2, 2, 1, 0]);
        assert_eq!(layout.home(1).slots, [2, 3, 7]);
        assert_eq!(layout.home(1).inner, [2]);
        assert_eq!(layout.offsets(2), 0..3);
        assert_eq!(layout.offsets(0), 0..3);
        assert_eq!(layout.offset(8), 2);
        assert_eq!(layout.repeat_at(4), Some(2));
        assert_eq!(layout.repeat_at(5), None);
        assert_eq!(layout.common(2, 1), 1);
        assert_eq!(layout.common(1, 0), 0);
        assert!(layout.is_within(2, 1) && !layout.is_within(1, 2));
    }
}
