//! Walking a path that could not be resolved when the form was loaded.

use super::evaluate::{Context, Evaluator};
use super::expression::{Expression, Origin, Walk, WalkStep};
use super::step::{DOCUMENT, take_step};
use super::syntax::Axis;
use super::value::{NodeRef, Value};

impl<'a> Evaluator<'a> {
    pub(super) fn walk(&self, walk: &'a Walk, context: &Context) -> Vec<NodeRef> {
        let document = |instance| {
            vec![NodeRef {
                instance,
                index: DOCUMENT,
            }]
        };
        let mut nodes = match &walk.origin {
            Origin::Root => document(0),
            Origin::Context => vec![context.node],
            Origin::Current => vec![context.current],
            Origin::Instance(instance) => document(*instance),
            Origin::Expression(inner) => self.evaluate_nodes(inner, context),
        };
        for step in &walk.steps {
            nodes = self.step(&nodes, step, context);
        }
        nodes.retain(|node| node.index != DOCUMENT);
        nodes
    }

    /// What predicates leave of the nodes of an expression, each counted among all of them.
    pub(super) fn filtered(
        &self,
        inner: &'a Expression,
        predicates: &'a [Expression],
        context: &Context,
    ) -> Vec<NodeRef> {
        let mut nodes = self.evaluate_nodes(inner, context);
        for predicate in predicates {
            if !self.spend(nodes.len() as u64) {
                return Vec::new();
            }
            let candidates = std::mem::take(&mut nodes);
            self.filter(candidates, predicate, context, &mut nodes);
        }
        nodes
    }

    fn step(&self, from: &[NodeRef], step: &'a WalkStep, context: &Context) -> Vec<NodeRef> {
        let mut all = Vec::new();
        for &node in from {
            let start = all.len();
            if !self.spend(1) {
                break;
            }
            let predicates = match self.look_up(node, step, context) {
                Some(items) => {
                    all.extend(items);
                    &step.predicates[1..]
                }
                None => {
                    self.all_of_step(node, step, &mut all);
                    match self.place(step, context) {
                        Some(place) => {
                            keep_one(&mut all, start, place);
                            &step.predicates[1..]
                        }
                        None => &step.predicates[..],
                    }
                }
            };
            if !self.spend((all.len() - start) as u64) {
                break;
            }
            for predicate in predicates {
                let candidates = all.split_off(start);
                self.filter(candidates, predicate, context, &mut all);
            }
        }
        // Only these axes lead to one node twice; elsewhere the order of randomize() is kept.
        if from.len() > 1 && matches!(step.axis, Axis::Parent | Axis::DescendantOrSelf) {
            self.sort(&mut all);
        }
        all
    }

    /// The place that a step's first predicate picks; none where every node has to be asked.
    fn place(&self, step: &'a WalkStep, context: &Context) -> Option<f64> {
        match self.evaluate(step.place.as_deref()?, context) {
            Value::Boolean(_) => None,
            Value::Nodes(nodes) if nodes.len() != 1 => None,
            value => Some(self.number(&value)),
        }
    }

    fn all_of_step(&self, node: NodeRef, step: &WalkStep, all: &mut Vec<NodeRef>) {
        let mut found = |index| all.push(NodeRef { index, ..node });
        match node.own() {
            Some(own) => self.record_step(own, step.axis, step.test, &mut found),
            None => {
                if let Some(instance) = self.form.instance(node.instance) {
                    take_step(instance, node.index, step.axis, step.test, found);
                }
            }
        }
    }

    pub(super) fn filter(
        &self,
        candidates: Vec<NodeRef>,
        predicate: &'a Expression,
        context: &Context,
        kept: &mut Vec<NodeRef>,
    ) {
        let size = candidates.len();
        for (at, node) in candidates.into_iter().enumerate() {
            let inner = Context {
                node,
                current: context.current,
                position: at + 1,
                size,
            };
            let passes = match self.evaluate(predicate, &inner) {
                Value::Number(number) => number == (at + 1) as f64,
                other => self.boolean(&other),
            };
            if passes {
                kept.push(node);
            }
        }
    }
}

/// Of the nodes from a start on, keeps the one at a place, from 1; none if there is no such place.
fn keep_one(all: &mut Vec<NodeRef>, start: usize, place: f64) {
    let at = (place >= 1.0 && place.fract() == 0.0).then(|| place as usize - 1);
    let kept = at.and_then(|at| all[start..].get(at).copied());
    all.truncate(start);
    all.extend(kept);
}
