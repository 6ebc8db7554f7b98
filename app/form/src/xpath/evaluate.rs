//! Evaluation: XPath 1.0, with what ODK changes listed in the functions.

use std::borrow::Cow;
use std::cell::Cell;

use jiff::tz::TimeZone;

use super::expression::Expression;
use super::pattern::Pattern;
use super::syntax::Operator;
use super::value::{NodeRef, Value, number_text, text_number};
use crate::definition::Form;
use crate::session::{Ambient, State};

/// How deep evaluation goes: texts may name texts, so the parser's bound is not enough.
const DEPTH_MAX: u32 = 700;

/// How much one expression may cost: about a second on an old machine.
pub(crate) const FUEL: u64 = 20_000_000;

/// Characters that cost as much as one step.
const CHARACTERS_A_STEP: u64 = 64;

/// What it costs to tell which of two is less: numbers, or times, are read from both.
const STEPS_AN_ORDER: u64 = 4;

/// Reads a form and the state of a record; writes nothing.
pub(crate) struct Evaluator<'a> {
    pub(crate) form: &'a Form,
    pub(crate) state: &'a State,
    pub(crate) language: Option<usize>,
    pub(crate) ambient: &'a Ambient,
    /// Counts the random numbers drawn, so that each differs and a run can be repeated.
    pub(crate) draws: &'a Cell<u64>,
    pub(crate) depth: Cell<u32>,
    /// What may still be spent; at nothing, all that is left to evaluate is empty.
    pub(crate) fuel: Cell<u64>,
    /// What may still be spent by all expressions of one call from outside.
    pub(crate) allowance: &'a Cell<u64>,
    /// How many texts stand within texts at the moment.
    pub(crate) text_depth: Cell<u32>,
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
    /// The context of an expression about a node.
    pub(crate) fn of(node: u32) -> Context {
        let node = NodeRef::primary(node);
        Context {
            node,
            current: node,
            position: 1,
            size: 1,
        }
    }

    /// The context of an expression about an item offered by the question at a node.
    pub(crate) fn of_item(item: NodeRef, question: u32) -> Context {
        Context {
            node: item,
            current: NodeRef::primary(question),
            position: 1,
            size: 1,
        }
    }
}

impl<'a> Evaluator<'a> {
    /// Evaluates an expression; there are no errors, only empty text and NaN.
    pub(crate) fn evaluate(&self, expression: &'a Expression, context: &Context) -> Value<'a> {
        if self.depth.get() >= DEPTH_MAX || !self.spend(1) {
            return Value::EMPTY;
        }
        self.depth.set(self.depth.get() + 1);
        let value = match expression {
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(Cow::Borrowed(text)),
            Expression::Slot(slot, apex) => self.slot_nodes(*slot, *apex, context),
            Expression::Slots(slots, apex) => self.slots_nodes(slots, *apex, context),
            Expression::IndexedRepeat(slot, numbers) => {
                self.indexed_repeat(*slot, numbers, context)
            }
            Expression::Walk(walk) => Value::nodes(self.walk(walk, context)),
            Expression::Filter(inner, predicates) => {
                Value::nodes(self.filtered(inner, predicates, context))
            }
            Expression::Chain(first, rest) => self.chain(first, rest, context),
            Expression::Negate(inner) => {
                Value::Number(-self.number(&self.evaluate(inner, context)))
            }
            Expression::Matches(text, pattern) => {
                Value::Boolean(self.matches(pattern, &self.text(&self.evaluate(text, context))))
            }
            Expression::ChoiceName(value, slot) => {
                let value = self.text(&self.evaluate(value, context));
                let label = self
                    .first_node(*slot, context)
                    .and_then(|node| self.choice_label(node, &value));
                Value::text(label.unwrap_or_default())
            }
            Expression::PullData(instance, arguments) => {
                self.pull_data(*instance, arguments, context)
            }
            Expression::Itext(number) => Value::text(self.itext_source(*number, context)),
            Expression::Call(function, arguments) => (function.run)(self, arguments, context),
            Expression::Shared(inner) => self.evaluate(inner, context),
        };
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// Takes the cost of some steps; tells whether they may be taken.
    pub(crate) fn spend(&self, steps: u64) -> bool {
        let taken = steps.min(self.fuel.get());
        let left = self.fuel.get() - taken;
        self.fuel.set(left);
        let allowed = self.allowance.get().saturating_sub(taken);
        self.allowance.set(allowed);
        left > 0 && allowed > 0
    }

    /// Whether all is spent: what was evaluated last may be blank for that reason alone.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.fuel.get() == 0 || self.allowance.get() == 0
    }

    /// Takes the cost of building or reading a text.
    pub(crate) fn spend_text(&self, length: usize) -> bool {
        self.spend(1 + length as u64 / CHARACTERS_A_STEP)
    }

    /// Whether a text matches; one that would cost more than is left does not.
    pub(crate) fn matches(&self, pattern: &Pattern, text: &str) -> bool {
        pattern.is_match(text, |steps| self.spend(steps))
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
        let text = self.text(&self.evaluate(expression, context));
        if self.spend_text(text.len()) {
            text
        } else {
            Cow::Borrowed("")
        }
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

    /// The text of a node; an irrelevant one is empty, and so is one of the record that holds others: what is in
    /// them would have to be read at every change.
    pub(crate) fn node_text(&self, node: NodeRef) -> Cow<'a, str> {
        if let Some(own) = node.own() {
            return Cow::Borrowed(self.state.effective(own));
        }
        let instance = self.form.instance(node.instance);
        let Some(instance) = instance.filter(|instance| node.index < instance.len()) else {
            return Cow::Borrowed("");
        };
        let (index, end) = (node.index, instance.end(node.index));
        if index + 1 == end || instance.is_attribute(index) {
            return Cow::Borrowed(instance.text(index));
        }
        // XPath 1.0, 5.2: what the element holds, joined.
        let below = (index..end).filter(|&below| !instance.is_attribute(below) && self.spend(1));
        Cow::Owned(below.map(|below| instance.text(below)).collect())
    }

    /// Whether a node counts: one that is irrelevant does not.
    pub(crate) fn is_present(&self, node: NodeRef) -> bool {
        node.own().is_none_or(|own| self.state.is_relevant(own))
    }

    /// A value as text.
    pub(crate) fn text(&self, value: &Value<'a>) -> Cow<'a, str> {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Boolean(true) => Cow::Borrowed("true"),
            Value::Boolean(false) => Cow::Borrowed("false"),
            Value::Node(node) => self.node_text(*node),
            Value::Nodes(nodes) => match nodes.first() {
                Some(node) => self.node_text(*node),
                None => Cow::Borrowed(""),
            },
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
            left = self.apply(*operator, &left, operand, context);
        }
        left
    }

    fn apply(
        &self,
        operator: Operator,
        left: &Value<'a>,
        operand: &'a Expression,
        context: &Context,
    ) -> Value<'a> {
        let right = || self.evaluate(operand, context);
        let number = || self.number(&right());
        match operator {
            Operator::Or => Value::Boolean(self.boolean(left) || self.boolean(&right())),
            Operator::And => Value::Boolean(self.boolean(left) && self.boolean(&right())),
            Operator::Equal | Operator::NotEqual => {
                Value::Boolean(self.equals(left, &right(), operator))
            }
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                Value::Boolean(self.exists(left, &right(), |left, right| {
                    self.spend(STEPS_AN_ORDER) && self.compare(left, right, operator)
                }))
            }
            Operator::Add => Value::Number(self.number(left) + number()),
            Operator::Subtract => {
                let right = right();
                let days = self.wall_days(left, &right);
                let (left, right) =
                    days.unwrap_or_else(|| (self.number(left), self.number(&right)));
                Value::Number(left - right)
            }
            Operator::Multiply => Value::Number(self.number(left) * number()),
            Operator::Divide => Value::Number(self.number(left) / number()),
            Operator::Modulo => Value::Number(self.number(left) % number()),
            Operator::Union => self.union(left, &right()),
        }
    }
}
