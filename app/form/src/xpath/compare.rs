//! Equality, order and union, with XPath's rule that a node-set stands for any of its nodes.

use super::evaluate::Evaluator;
use super::moment::Moment;
use super::syntax::Operator;
use super::value::Value;

impl<'a> Evaluator<'a> {
    pub(super) fn union(&self, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
        let mut nodes = Vec::new();
        for side in [left, right] {
            match side {
                Value::Node(node) => nodes.push(*node),
                Value::Nodes(more) => nodes.extend(more),
                Value::Text(_) | Value::Number(_) | Value::Boolean(_) => {}
            }
        }
        self.sort(&mut nodes);
        Value::nodes(nodes)
    }

    pub(super) fn equals(&self, left: &Value<'a>, right: &Value<'a>, operator: Operator) -> bool {
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
    pub(super) fn exists(
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

    pub(super) fn compare(&self, left: &Value<'a>, right: &Value<'a>, operator: Operator) -> bool {
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

    /// A date against a date with a time: compared and counted on the calendar here, where the person is.
    pub(super) fn wall_days(&self, left: &Value<'a>, right: &Value<'a>) -> Option<(f64, f64)> {
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
}
