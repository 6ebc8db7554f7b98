//! The nodes of the record: those that a resolved path leads to, and steps from one to another.

use super::evaluate::{Context, Evaluator};
use super::expression::{Expression, NodeTest};
use super::step::{DOCUMENT, passes};
use super::syntax::Axis;
use super::value::{NodeRef, Value};
use crate::layout::{DEEPEST, HomeId, WHOLE};
use crate::session::ROOT;

impl<'a> Evaluator<'a> {
    /// The block that the expression as a whole is about.
    fn block(&self, context: &Context) -> u32 {
        context
            .current
            .own()
            .map_or(ROOT, |node| self.state.block(node))
    }

    /// The nodes of a slot, seen from the node that the expression is about.
    pub(super) fn slot_nodes(&self, slot: u32, apex: HomeId, context: &Context) -> Value<'a> {
        let layout = &self.form.layout;
        if layout.home_of(slot) == WHOLE {
            return Value::Node(NodeRef::primary(layout.offset(slot)));
        }
        let mut nodes = Vec::new();
        self.add_nodes(slot, apex, context, &mut nodes);
        Value::nodes(nodes)
    }

    /// The nodes of several slots, in document order.
    pub(super) fn slots_nodes(&self, slots: &[u32], apex: HomeId, context: &Context) -> Value<'a> {
        let mut nodes = Vec::with_capacity(slots.len());
        for &slot in slots {
            self.add_nodes(slot, apex, context, &mut nodes);
        }
        self.sort(&mut nodes);
        Value::Nodes(nodes)
    }

    fn add_nodes(&self, slot: u32, apex: HomeId, context: &Context, nodes: &mut Vec<NodeRef>) {
        let layout = &self.form.layout;
        let block = self.state.bound(layout, slot, apex, self.block(context));
        self.state.each(layout, slot, block, &mut |node| {
            if self.spend(1) {
                nodes.push(NodeRef::primary(node));
            }
        });
    }

    /// The first node of a slot, seen from the node that the expression is about.
    pub(super) fn first_node(&self, slot: u32, context: &Context) -> Option<u32> {
        let layout = &self.form.layout;
        let block = self.state.bound(layout, slot, DEEPEST, self.block(context));
        self.state.first(layout, slot, block)
    }

    /// The nodes of a slot in numbered instances; of a repeat that has no number, in one's own or else in all.
    pub(super) fn indexed_repeat(
        &self,
        slot: u32,
        numbers: &'a [(HomeId, Expression)],
        context: &Context,
    ) -> Value<'a> {
        let layout = &self.form.layout;
        let mut homes: Vec<HomeId> = layout.outwards(layout.home_of(slot)).collect();
        homes.reverse();
        let own = self.block(context);
        let mut is_own = true;
        let mut blocks = vec![ROOT];
        for &home in homes.iter().skip(1) {
            let mut inner = Vec::new();
            let number = numbers.iter().find(|(numbered, _)| *numbered == home);
            let own_instance = self.state.ancestor(own, home);
            is_own &= number.is_none() && own_instance != ROOT;
            for &block in &blocks {
                let instances = self.state.instances_of(layout, block, home);
                match number {
                    Some((_, number)) => {
                        // Numbers count from 1; what is no number is 0 and so leads nowhere.
                        let number = self.evaluate_number(number, context) as usize;
                        let place = number.checked_sub(1);
                        inner.extend(place.and_then(|place| instances.get(place)));
                    }
                    None if is_own => inner.push(own_instance),
                    None => inner.extend(instances),
                }
            }
            blocks = inner;
        }
        let mut nodes = Vec::new();
        for block in blocks {
            self.state.each(layout, slot, block, &mut |node| {
                nodes.push(NodeRef::primary(node));
            });
        }
        // What it gives is a text; where there is no such instance it is blank, and can be compared.
        match nodes.is_empty() {
            true => Value::EMPTY,
            false => Value::nodes(nodes),
        }
    }

    /// Which one a node is among those of its name: an instance's number.
    pub(super) fn place_in_record(&self, node: u32) -> usize {
        let slot = self.state.slot(node);
        if self.form.layout.repeat_at(slot).is_some() {
            return self.state.place(self.state.block(node)) + 1;
        }
        let own = &self.form.model.nodes[slot as usize];
        let Some(parent) = own.parent else { return 1 };
        let namesakes = self.form.children.get(&(parent, own.name));
        let before = namesakes
            .into_iter()
            .flatten()
            .take_while(|&&sibling| sibling < slot);
        1 + before.count()
    }

    /// Calls `found` with every node of the record that a step leads to, in document order.
    pub(super) fn record_step(
        &self,
        from: u32,
        axis: Axis,
        test: NodeTest,
        found: &mut dyn FnMut(u32),
    ) {
        match axis {
            Axis::Own => self.offer(from, axis, test, found),
            Axis::Parent if from != DOCUMENT => {
                let parent = self.state.parent(&self.form.layout, &self.form.model, from);
                self.offer(parent.unwrap_or(DOCUMENT), axis, test, found);
            }
            Axis::Parent => {}
            Axis::Child | Axis::Attribute if from == DOCUMENT => {
                if axis == Axis::Child {
                    self.offer(0, axis, test, found);
                }
            }
            Axis::Child => self.children(from, test, found),
            Axis::Attribute => {
                let tree = &self.form.model;
                let members = tree.members(self.state.slot(from));
                for slot in members.take_while(|&slot| tree.nodes[slot as usize].is_attribute) {
                    self.state
                        .each_child(&self.form.layout, from, slot, &mut |node| {
                            self.offer(node, axis, test, found);
                        });
                }
            }
            Axis::DescendantOrSelf => self.descend(from, test, found),
        }
    }

    /// As deep as the form is.
    fn descend(&self, from: u32, test: NodeTest, found: &mut dyn FnMut(u32)) {
        self.offer(from, Axis::DescendantOrSelf, test, found);
        let mut below = Vec::new();
        match from {
            DOCUMENT => below.push(0),
            _ => self.children(from, NodeTest::Any, &mut |node| below.push(node)),
        }
        for node in below {
            if self.spend(1) {
                self.descend(node, test, found);
            }
        }
    }

    fn children(&self, from: u32, test: NodeTest, found: &mut dyn FnMut(u32)) {
        let slot = self.state.slot(from);
        let mut child = |slot: u32| {
            self.state
                .each_child(&self.form.layout, from, slot, &mut |node| {
                    self.offer(node, Axis::Child, test, found);
                });
        };
        match test {
            // A wide form's children are found by name.
            NodeTest::Name { local, .. } => {
                let named = self.form.children.get(&(slot, local));
                named.into_iter().flatten().copied().for_each(child);
            }
            NodeTest::Nothing => {}
            NodeTest::Node | NodeTest::Any => {
                for slot in self.form.model.children(slot) {
                    child(slot);
                }
            }
        }
    }

    fn offer(&self, node: u32, axis: Axis, test: NodeTest, found: &mut dyn FnMut(u32)) {
        let slot = match node {
            DOCUMENT => DOCUMENT,
            node => self.state.slot(node),
        };
        if passes(&self.form.model, slot, axis, test) {
            found(node);
        }
    }

    /// Document order, each node once.
    pub(super) fn sort(&self, nodes: &mut Vec<NodeRef>) {
        let order = |one: &NodeRef, other: &NodeRef| match (one.own(), other.own()) {
            (Some(one), Some(other)) if one != DOCUMENT && other != DOCUMENT => {
                self.state.document_order(one, other)
            }
            _ => one.cmp(other),
        };
        if !nodes.is_sorted_by(|one, other| order(one, other).is_lt()) {
            nodes.sort_by(order);
            nodes.dedup();
        }
    }
}
