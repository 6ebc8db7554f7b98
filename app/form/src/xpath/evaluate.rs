//! Evaluation: XPath 1.0, with what ODK changes listed in the functions.

use std::borrow::Cow;
use std::cell::Cell;

use jiff::tz::TimeZone;

use super::expression::{Expression, Origin, Walk, WalkStep};
use super::moment::Moment;
use super::step::{DOCUMENT, take_step};
use super::syntax::{Axis, Operator};
use super::value::{NodeRef, Value, number_text, text_number};
use crate::definition::Form;
use crate::session::{Ambient, State};

/// How deep evaluation goes: texts may name texts, so the parser's bound is not enough.
const DEPTH_MAX: u32 = 700;

/// Reads a form and the state of a record; writes nothing.
pub(crate) struct Evaluator<'a> {
    pub(crate) form: &'a Form,
    pub(crate) state: &'a State,
    pub(crate) language: Option<usize>,
    pub(crate) ambient: &'a Ambient,
    /// Counts the random numbers drawn, so that each differs and a run can be repeated.
    pub(crate) draws: &'a Cell<u64>,
    pub(crate) depth: Cell<u32>,
}

/// The node that an expression is about, and its place in the set that a predicate filters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    pub(crate) node: NodeRef,
    pub(crate) current: NodeRef,
    pub(crate) position: usize,
    pub(crate) size: usize,
}

impl Context {
    /// The context of an expression about a slot.
    pub(crate) fn of(slot: u32) -> Context {
        let node = NodeRef::primary(slot);
        Context {
            node,
            current: node,
            position: 1,
            size: 1,
        }
    }

    /// The context of an expression about an item offered by the question at a slot.
    pub(crate) fn of_item(item: NodeRef, slot: u32) -> Context {
        Context {
            node: item,
            current: NodeRef::primary(slot),
            position: 1,
            size: 1,
        }
    }
}

impl<'a> Evaluator<'a> {
    /// Evaluates an expression; there are no errors, only empty text and NaN.
    pub(crate) fn evaluate(&self, expression: &'a Expression, context: &Context) -> Value<'a> {
        if self.depth.get() >= DEPTH_MAX {
            return Value::EMPTY;
        }
        self.depth.set(self.depth.get() + 1);
        let value = match expression {
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(Cow::Borrowed(text)),
            Expression::Slot(slot) => Value::Node(NodeRef::primary(*slot)),
            Expression::Slots(slots) => {
                Value::Nodes(slots.iter().copied().map(NodeRef::primary).collect())
            }
            Expression::Walk(walk) => Value::nodes(self.walk(walk, context)),
            Expression::Chain(first, rest) => self.chain(first, rest, context),
            Expression::Negate(inner) => {
                Value::Number(-self.number(&self.evaluate(inner, context)))
            }
            Expression::Matches(text, pattern) => {
                Value::Boolean(pattern.is_match(&self.text(&self.evaluate(text, context))))
            }
            Expression::ChoiceName(value, slot) => {
                let value = self.text(&self.evaluate(value, context));
                Value::text(self.choice_label(*slot, &value).unwrap_or_default())
            }
            Expression::Itext(number) => Value::text(self.itext_source(*number, context)),
            Expression::Call(function, arguments) => (function.run)(self, arguments, context),
        };
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// The time zone of the person.
    pub(crate) fn zone(&self) -> &'a TimeZone {
        self.ambient.now.time_zone()
    }

    /// Evaluates to text.
    pub(crate) fn evaluate_text(
        &self,
        expression: &'a Expression,
        context: &Context,
    ) -> Cow<'a, str> {
        self.text(&self.evaluate(expression, context))
    }

    /// Evaluates to a number.
    pub(crate) fn evaluate_number(&self, expression: &'a Expression, context: &Context) -> f64 {
        self.number(&self.evaluate(expression, context))
    }

    /// Evaluates to truth.
    pub(crate) fn evaluate_boolean(&self, expression: &'a Expression, context: &Context) -> bool {
        self.boolean(&self.evaluate(expression, context))
    }

    /// Evaluates to nodes; what is no node-set is none.
    pub(crate) fn evaluate_nodes(
        &self,
        expression: &'a Expression,
        context: &Context,
    ) -> Vec<NodeRef> {
        match self.evaluate(expression, context) {
            Value::Node(node) => vec![node],
            Value::Nodes(nodes) => nodes,
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) => Vec::new(),
        }
    }

    /// The text of a node; an irrelevant one is empty.
    pub(crate) fn node_text(&self, node: NodeRef) -> &'a str {
        match node.slot() {
            Some(slot) => self.state.effective(slot),
            None => {
                let tree = self.form.trees.get(node.instance as usize);
                tree.and_then(|tree| tree.nodes.get(node.index as usize))
                    .map_or("", |node| &node.text)
            }
        }
    }

    /// Whether a node counts: one that is irrelevant does not.
    pub(crate) fn is_present(&self, node: NodeRef) -> bool {
        node.slot().is_none_or(|slot| self.state.is_relevant(slot))
    }

    /// A value as text.
    pub(crate) fn text(&self, value: &Value<'a>) -> Cow<'a, str> {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Boolean(true) => Cow::Borrowed("true"),
            Value::Boolean(false) => Cow::Borrowed("false"),
            Value::Node(node) => Cow::Borrowed(self.node_text(*node)),
            Value::Nodes(nodes) => {
                Cow::Borrowed(nodes.first().map_or("", |node| self.node_text(*node)))
            }
        }
    }

    /// A value as a number.
    pub(crate) fn number(&self, value: &Value<'a>) -> f64 {
        match value {
            Value::Number(number) => *number,
            Value::Boolean(truth) => f64::from(u8::from(*truth)),
            other => self.number_of(&self.text(other)),
        }
    }

    /// A text as a number.
    pub(crate) fn number_of(&self, text: &str) -> f64 {
        text_number(text, self.zone())
    }

    /// A value as truth.
    pub(crate) fn boolean(&self, value: &Value<'a>) -> bool {
        match value {
            Value::Boolean(truth) => *truth,
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Text(text) => !text.is_empty(),
            Value::Node(_) => true,
            Value::Nodes(nodes) => !nodes.is_empty(),
        }
    }

    fn chain(
        &self,
        first: &'a Expression,
        rest: &'a [(Operator, Expression)],
        context: &Context,
    ) -> Value<'a> {
        let mut left = self.evaluate(first, context);
        for (operator, operand) in rest {
            left = match operator {
                Operator::Or => {
                    Value::Boolean(self.boolean(&left) || self.evaluate_boolean(operand, context))
                }
                Operator::And => {
                    Value::Boolean(self.boolean(&left) && self.evaluate_boolean(operand, context))
                }
                _ => self.apply(*operator, &left, &self.evaluate(operand, context)),
            };
        }
        left
    }

    fn apply(&self, operator: Operator, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
        let numbers = || (self.number(left), self.number(right));
        match operator {
            Operator::Or => Value::Boolean(self.boolean(left) || self.boolean(right)),
            Operator::And => Value::Boolean(self.boolean(left) && self.boolean(right)),
            Operator::Equal | Operator::NotEqual => {
                Value::Boolean(self.equals(left, right, operator))
            }
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                Value::Boolean(self.exists(left, right, |left, right| {
                    self.compare(left, right, operator)
                }))
            }
            Operator::Add => Value::Number(numbers().0 + numbers().1),
            Operator::Subtract => Value::Number(numbers().0 - numbers().1),
            Operator::Multiply => Value::Number(numbers().0 * numbers().1),
            Operator::Divide => Value::Number(numbers().0 / numbers().1),
            Operator::Modulo => Value::Number(numbers().0 % numbers().1),
            Operator::Union => self.union(left, right),
        }
    }

    fn union(&self, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
        let mut nodes = Vec::new();
        for side in [left, right] {
            match side {
                Value::Node(node) => nodes.push(*node),
                Value::Nodes(more) => nodes.extend(more),
                Value::Text(_) | Value::Number(_) | Value::Boolean(_) => {}
            }
        }
        nodes.sort_unstable();
        nodes.dedup();
        Value::nodes(nodes)
    }

    fn equals(&self, left: &Value<'a>, right: &Value<'a>, operator: Operator) -> bool {
        let wanted = operator == Operator::Equal;
        let is_boolean = |value: &Value| matches!(value, Value::Boolean(_));
        if is_boolean(left) || is_boolean(right) {
            return (self.boolean(left) == self.boolean(right)) == wanted;
        }
        self.exists(left, right, |left, right| {
            if matches!(left, Value::Number(_)) || matches!(right, Value::Number(_)) {
                (self.number(left) == self.number(right)) == wanted
            } else {
                (self.text(left) == self.text(right)) == wanted
            }
        })
    }

    /// Whether a comparison holds for any pair of nodes; a value that is no node-set stands for itself.
    fn exists(
        &self,
        left: &Value<'a>,
        right: &Value<'a>,
        holds: impl Fn(&Value<'a>, &Value<'a>) -> bool,
    ) -> bool {
        match (left, right) {
            (Value::Nodes(nodes), _) => nodes
                .iter()
                .any(|node| self.exists_right(&Value::Node(*node), right, &holds)),
            _ => self.exists_right(left, right, &holds),
        }
    }

    fn exists_right(
        &self,
        left: &Value<'a>,
        right: &Value<'a>,
        holds: &impl Fn(&Value<'a>, &Value<'a>) -> bool,
    ) -> bool {
        match right {
            Value::Nodes(nodes) => nodes.iter().any(|node| holds(left, &Value::Node(*node))),
            _ => holds(left, right),
        }
    }

    fn compare(&self, left: &Value<'a>, right: &Value<'a>, operator: Operator) -> bool {
        let (left, right) = self
            .wall_days(left, right)
            .unwrap_or((self.number(left), self.number(right)));
        match operator {
            Operator::Less => left < right,
            Operator::LessOrEqual => left <= right,
            Operator::Greater => left > right,
            _ => left >= right,
        }
    }

    /// A date against a date with a time: compared on the calendar here, where the person is.
    fn wall_days(&self, left: &Value<'a>, right: &Value<'a>) -> Option<(f64, f64)> {
        if matches!(left, Value::Number(_) | Value::Boolean(_))
            || matches!(right, Value::Number(_) | Value::Boolean(_))
        {
            return None;
        }
        let zone = self.zone();
        match (
            Moment::parse(&self.text(left))?,
            Moment::parse(&self.text(right))?,
        ) {
            (left @ Moment::Instant(..), right @ Moment::Day(_))
            | (left @ Moment::Day(_), right @ Moment::Instant(..)) => {
                Some((left.wall_days(zone), right.wall_days(zone)))
            }
            _ => None,
        }
    }

    fn walk(&self, walk: &'a Walk, context: &Context) -> Vec<NodeRef> {
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

    fn step(&self, from: &[NodeRef], step: &'a WalkStep, context: &Context) -> Vec<NodeRef> {
        let mut all = Vec::new();
        for &node in from {
            let Some(tree) = self.form.trees.get(node.instance as usize) else {
                continue;
            };
            let start = all.len();
            take_step(tree, node.index, step.axis, step.test, |index| {
                all.push(NodeRef { index, ..node })
            });
            for predicate in &step.predicates {
                let candidates = all.split_off(start);
                self.filter(candidates, predicate, context, &mut all);
            }
        }
        // Only these axes lead to one node twice; elsewhere the order of randomize() is kept.
        if from.len() > 1 && matches!(step.axis, Axis::Parent | Axis::DescendantOrSelf) {
            all.sort_unstable();
            all.dedup();
        }
        all
    }

    fn filter(
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
