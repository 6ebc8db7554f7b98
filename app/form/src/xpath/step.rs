//! One step of a path over one instance: the same rules when a form is compiled and when it is evaluated.

use super::expression::NodeTest;
use super::syntax::Axis;
use crate::tree::Tree;

/// Stands for the document node, above the root element.
pub(crate) const DOCUMENT: u32 = u32::MAX;

/// Calls `found` with every node that a step leads to, in document order.
pub(crate) fn take_step(
    tree: &Tree,
    from: u32,
    axis: Axis,
    test: NodeTest,
    mut found: impl FnMut(u32),
) {
    let mut offer = |index: u32| {
        if passes(tree, index, axis, test) {
            found(index);
        }
    };
    match axis {
        Axis::Own => offer(from),
        Axis::Parent if from != DOCUMENT => {
            offer(tree.nodes[from as usize].parent.unwrap_or(DOCUMENT))
        }
        Axis::Parent => {}
        Axis::Child if from == DOCUMENT => tree.root().into_iter().for_each(offer),
        Axis::Child => tree.children(from).for_each(offer),
        Axis::Attribute if from == DOCUMENT => {}
        Axis::Attribute => {
            tree.members(from)
                .take_while(|&index| tree.nodes[index as usize].is_attribute)
                .for_each(offer);
        }
        Axis::DescendantOrSelf => {
            offer(from);
            let range = match from {
                DOCUMENT => 0..tree.nodes.len() as u32,
                _ => from + 1..tree.nodes[from as usize].end,
            };
            range
                .filter(|&index| !tree.nodes[index as usize].is_attribute)
                .for_each(offer);
        }
    }
}

pub(super) fn passes(tree: &Tree, index: u32, axis: Axis, test: NodeTest) -> bool {
    match test {
        NodeTest::Node => true,
        NodeTest::Nothing => false,
        _ if index == DOCUMENT => false,
        NodeTest::Any => tree.nodes[index as usize].is_attribute == (axis == Axis::Attribute),
        NodeTest::Name { local, namespace } => {
            let node = &tree.nodes[index as usize];
            node.name == local && namespace.is_none_or(|wanted| node.namespace == Some(wanted))
        }
    }
}
