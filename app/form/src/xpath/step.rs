//! One step of a path over one instance: the same rules when a form is compiled and when it is evaluated.

use super::expression::NodeTest;
use super::syntax::Axis;
use crate::instance::Instance;
use crate::tree::Tree;

/// Stands for the document node, above the root element.
pub(crate) const DOCUMENT: u32 = u32::MAX;

/// Nodes in document order, each followed by what is in it.
pub(crate) trait Nodes {
    fn count(&self) -> u32;
    fn parent(&self, index: u32) -> Option<u32>;
    fn end(&self, index: u32) -> u32;
    fn is_attribute(&self, index: u32) -> bool;
    fn name(&self, index: u32) -> u32;
    fn namespace(&self, index: u32) -> Option<u32>;
}

impl Nodes for Tree {
    fn count(&self) -> u32 {
        self.nodes.len() as u32
    }
    fn parent(&self, index: u32) -> Option<u32> {
        self.nodes[index as usize].parent
    }
    fn end(&self, index: u32) -> u32 {
        self.nodes[index as usize].end
    }
    fn is_attribute(&self, index: u32) -> bool {
        self.nodes[index as usize].is_attribute
    }
    fn name(&self, index: u32) -> u32 {
        self.nodes[index as usize].name
    }
    fn namespace(&self, index: u32) -> Option<u32> {
        self.nodes[index as usize].namespace
    }
}

impl Nodes for Instance {
    fn count(&self) -> u32 {
        self.len()
    }
    fn parent(&self, index: u32) -> Option<u32> {
        Instance::parent(self, index)
    }
    fn end(&self, index: u32) -> u32 {
        Instance::end(self, index)
    }
    fn is_attribute(&self, index: u32) -> bool {
        Instance::is_attribute(self, index)
    }
    fn name(&self, index: u32) -> u32 {
        Instance::name(self, index)
    }
    fn namespace(&self, index: u32) -> Option<u32> {
        Instance::namespace(self, index)
    }
}

/// Calls `found` with every node that a step leads to, in document order.
pub(crate) fn take_step(
    nodes: &impl Nodes,
    from: u32,
    axis: Axis,
    test: NodeTest,
    mut found: impl FnMut(u32),
) {
    let mut offer = |index: u32| {
        if passes(nodes, index, axis, test) {
            found(index);
        }
    };
    match axis {
        Axis::Own => offer(from),
        Axis::Parent if from != DOCUMENT => offer(nodes.parent(from).unwrap_or(DOCUMENT)),
        Axis::Parent => {}
        Axis::Child if from == DOCUMENT => {
            if nodes.count() > 0 {
                offer(0);
            }
        }
        Axis::Attribute if from == DOCUMENT => {}
        Axis::Child | Axis::Attribute => {
            let end = nodes.end(from);
            let mut next = from + 1;
            while next < end {
                if nodes.is_attribute(next) == (axis == Axis::Attribute) {
                    offer(next);
                }
                next = nodes.end(next);
            }
        }
        Axis::DescendantOrSelf => {
            offer(from);
            let range = match from {
                DOCUMENT => 0..nodes.count(),
                _ => from + 1..nodes.end(from),
            };
            range
                .filter(|&index| !nodes.is_attribute(index))
                .for_each(offer);
        }
    }
}

pub(super) fn passes(nodes: &impl Nodes, index: u32, axis: Axis, test: NodeTest) -> bool {
    match test {
        NodeTest::Node => true,
        NodeTest::Nothing => false,
        _ if index == DOCUMENT => false,
        NodeTest::Any => nodes.is_attribute(index) == (axis == Axis::Attribute),
        NodeTest::Name { local, namespace } => {
            nodes.name(index) == local
                && namespace.is_none_or(|wanted| nodes.namespace(index) == Some(wanted))
        }
    }
}
