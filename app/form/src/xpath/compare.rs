//! Equality, order and union, with XPath's rule that a node-set stands for any of its nodes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::evaluate::Evaluator;
use super::moment::{
    MILLISECONDS_PER_DAY, Moment, clock_milliseconds, day_milliseconds, parse_time,
};
use super::syntax::Operator;
use super::value::{NodeRef, Value, is_same};

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
        if let (Value::Nodes(left), Value::Nodes(right)) = (left, right) {
            return match wanted {
                true => self.have_one_text(left, right),
                false => self.have_two_texts(left, right),
            };
        }
        self.exists(left, right, |left, right| {
            if matches!(left, Value::Number(_)) || matches!(right, Value::Number(_)) {
                (self.number(left) == self.number(right)) == wanted
            } else {
                is_same(&self.text(left), &self.text(right)) == wanted
            }
        })
    }

    /// Whether a text is on both sides: each node is looked at once.
    fn have_one_text(&self, left: &[NodeRef], right: &[NodeRef]) -> bool {
        let (few, many) = match left.len() < right.len() {
            true => (left, right),
            false => (right, left),
        };
        let texts: BTreeSet<Cow<str>> = self.texts_of(few).collect();
        self.texts_of(many).any(|text| texts.contains(&text))
    }

    /// Whether any text on one side differs from any on the other.
    fn have_two_texts(&self, left: &[NodeRef], right: &[NodeRef]) -> bool {
        let Some(first) = self.texts_of(left).next().filter(|_| !right.is_empty()) else {
            return false;
        };
        self.texts_of(left)
            .chain(self.texts_of(right))
            .any(|text| text != first)
    }

    /// As many texts as may still be looked at.
    fn texts_of<'n>(&'n self, nodes: &'n [NodeRef]) -> impl Iterator<Item = Cow<'a, str>> + 'n {
        nodes.iter().map_while(|&node| {
            let text = self.node_text(node);
            self.spend_text(text.len()).then_some(text)
        })
    }

    /// Whether a comparison holds for any pair of nodes, as far as they may still be looked at; a value that is no
    /// node-set stands for itself.
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
            Value::Nodes(nodes) => nodes
                .iter()
                .any(|node| self.spend(1) && holds(left, &Value::Node(*node))),
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

    /// A date against a date with a time, or two times of day: compared and counted on the calendar and the clock
    /// here, where the person is.
    pub(super) fn wall_days(&self, left: &Value<'a>, right: &Value<'a>) -> Option<(f64, f64)> {
        if matches!(left, Value::Number(_) | Value::Boolean(_))
            || matches!(right, Value::Number(_) | Value::Boolean(_))
        {
            return None;
        }
        let zone = self.zone();
        let (left, right) = (self.text(left), self.text(right));
        let Some(moment) = Moment::parse(&left) else {
            return self.wall_clocks(&left, &right);
        };
        match (moment, Moment::parse(&right)?) {
            (left @ Moment::Instant(..), right @ Moment::Day(_))
            | (left @ Moment::Day(_), right @ Moment::Instant(..)) => {
                Some((left.wall_days(zone), right.wall_days(zone)))
            }
            _ => None,
        }
    }

    /// Two times of day as parts of it, as they are written; where they were written apart, on the clock here.
    fn wall_clocks(&self, left: &str, right: &str) -> Option<(f64, f64)> {
        let times = [parse_time(left.trim())?, parse_time(right.trim())?];
        let passed = match times.map(|(_, offset)| offset) {
            [Some(one), Some(other)] if one != other => {
                let here = self.ambient.now.offset();
                [
                    clock_milliseconds(left, here)?,
                    clock_milliseconds(right, here)?,
                ]
            }
            _ => times.map(|(time, _)| day_milliseconds(time)),
        };
        let [left, right] = passed.map(|passed| passed as f64 / MILLISECONDS_PER_DAY as f64);
        Some((left, right))
    }
}
