//! `item[a = P and b = Q]` of a secondary instance, answered from an index of each column.
//!
//! What is found is what going through the items would find: a condition that an index cannot answer is evaluated
//! for the few items that are left, and where none can, for all of them.

use std::borrow::Cow;

use super::compile::Compiler;
use super::evaluate::{Context, Evaluator};
use super::expression::{Condition, Expression, Lookup, NodeTest, WalkStep};
use super::step::DOCUMENT;
use super::syntax::{Axis, Operator, Start, Syntax, Test};
use super::value::{NodeRef, Value};
use crate::instance::{Column, Instance, Key};

/// Functions whose value depends on the item, or on how often they are asked.
const OF_THE_ITEM: [&str; 5] = ["last", "name", "local-name", "random", "uuid"];

impl Compiler<'_> {
    /// The part of a predicate that an index can answer; what the columns shall be equal to is shared with it.
    pub(super) fn lookup(&self, predicate: &Syntax, compiled: &mut Expression) -> Option<Lookup> {
        let mut terms = Vec::new();
        conjuncts(predicate, compiled, &mut terms);
        let mut is_whole = true;
        let mut conditions = Vec::new();
        for (term, compiled) in terms {
            match equality(term) {
                Some((column, side)) => {
                    let column = self.column(column)?;
                    let wanted = side.of(compiled)?.share();
                    conditions.push(Condition { column, wanted });
                }
                // Such a condition counts the items that are left.
                None if !is_independent(term, true) => return None,
                None => is_whole = false,
            }
        }
        let conditions = conditions.into_boxed_slice();
        (!conditions.is_empty()).then_some(Lookup {
            conditions,
            is_whole,
        })
    }

    fn column(&self, step: &super::syntax::Step) -> Option<Column> {
        let Test::Name {
            prefix: None,
            local,
        } = &step.test
        else {
            return None;
        };
        let name = self.names.find(local)?;
        Some(match step.axis {
            Axis::Attribute => Column::Attribute(name),
            _ => Column::Child(name),
        })
    }
}

/// What is joined by `and`, each as written and as compiled.
fn conjuncts<'s, 'c>(
    syntax: &'s Syntax,
    compiled: &'c mut Expression,
    terms: &mut Vec<(&'s Syntax, &'c mut Expression)>,
) {
    match syntax {
        Syntax::Chain(first, rest)
            if rest.iter().all(|(operator, _)| *operator == Operator::And) =>
        {
            let Expression::Chain(first_compiled, rest_compiled) = compiled else {
                return;
            };
            conjuncts(first, first_compiled, terms);
            for ((_, term), (_, compiled)) in rest.iter().zip(rest_compiled) {
                conjuncts(term, compiled, terms);
            }
        }
        term => terms.push((term, compiled)),
    }
}

/// One of the two sides of an operator.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    /// That side of a chain of two.
    pub(super) fn of(self, compiled: &mut Expression) -> Option<&mut Expression> {
        match (self, compiled) {
            (Side::Left, Expression::Chain(left, _)) => Some(left),
            (Side::Right, Expression::Chain(_, rest)) => rest.first_mut().map(|(_, right)| right),
            _ => None,
        }
    }
}

/// A column of the item, and the side that it shall be equal to.
fn equality(term: &Syntax) -> Option<(&super::syntax::Step, Side)> {
    let Syntax::Chain(left, rest) = term else {
        return None;
    };
    let [(Operator::Equal, right)] = rest.as_slice() else {
        return None;
    };
    let sides = [(&**left, right, Side::Right), (right, &**left, Side::Left)];
    sides.into_iter().find_map(|(column, wanted, side)| {
        let Syntax::Path(path) = column else {
            return None;
        };
        let [step] = path.steps.as_slice() else {
            return None;
        };
        let is_column = path.start == Start::Context
            && matches!(step.axis, Axis::Child | Axis::Attribute)
            && step.predicates.is_empty();
        (is_column && is_independent(wanted, false)).then_some((step, side))
    })
}

/// Whether an expression is the same for each item; or, `reads` allowed, whether it at least does not count them.
pub(super) fn is_independent(syntax: &Syntax, reads: bool) -> bool {
    match syntax {
        Syntax::Number(_) | Syntax::Literal(_) => true,
        Syntax::Negate(inner) => is_independent(inner, reads),
        Syntax::Chain(first, rest) => {
            is_independent(first, reads) && rest.iter().all(|(_, term)| is_independent(term, reads))
        }
        Syntax::Call(name, arguments) => {
            // Of a node that is named, the place is what it is.
            let is_of_item = match name.as_str() {
                "position" => arguments.is_empty(),
                name => OF_THE_ITEM.contains(&name),
            };
            !is_of_item
                && (reads || !arguments.is_empty() || !is_about_context(name))
                && arguments
                    .iter()
                    .all(|argument| is_independent(argument, reads))
        }
        Syntax::Path(path) => match &path.start {
            Start::Root => true,
            Start::Context => reads,
            Start::Expression(inner) | Start::Filter(inner, _) => is_independent(inner, reads),
        },
    }
}

/// Functions that are about the context when they have no argument.
fn is_about_context(name: &str) -> bool {
    matches!(
        name,
        "string" | "number" | "string-length" | "normalize-space"
    )
}

impl<'a> Evaluator<'a> {
    /// The children of a node of a secondary instance that a step with a lookup leads to; none when it has to be
    /// walked.
    pub(super) fn look_up(
        &self,
        from: NodeRef,
        step: &'a WalkStep,
        context: &Context,
    ) -> Option<Vec<NodeRef>> {
        // An index belongs to the children of an element.
        let lookup = step.lookup.as_ref().filter(|_| from.index != DOCUMENT)?;
        let NodeTest::Name {
            local,
            namespace: None,
        } = step.test
        else {
            return None;
        };
        let instance = self.form.instance(from.instance)?;
        let mut lists: Vec<Cow<[u32]>> = Vec::with_capacity(lookup.conditions.len());
        let mut answered = 0;
        for condition in &lookup.conditions {
            let wanted = self.evaluate(&condition.wanted, context);
            let list = |wanted: &Value<'a>| {
                self.list(instance, from.index, local, condition.column, wanted)
            };
            if let Some(list) = self.lists(&wanted, list) {
                lists.push(list);
                answered += 1;
            }
        }
        lists.sort_by_key(|list| list.len());
        let (first, others) = lists.split_first()?;
        if !self.spend(first.len() as u64) {
            return Some(Vec::new());
        }
        let is_left = |item: &&u32| others.iter().all(|list| list.binary_search(item).is_ok());
        let left = first
            .iter()
            .filter(is_left)
            .map(|&index| NodeRef { index, ..from });
        let left: Vec<NodeRef> = left.collect();
        if lookup.is_whole && answered == lookup.conditions.len() {
            return Some(left);
        }
        let mut kept = Vec::new();
        let predicate = step.predicates.first()?;
        self.filter(left, predicate, context, &mut kept);
        Some(kept)
    }

    /// The items that have what is wanted, or any of it.
    fn lists(
        &self,
        wanted: &Value<'a>,
        list: impl Fn(&Value<'a>) -> Option<&'a [u32]>,
    ) -> Option<Cow<'a, [u32]>> {
        let Value::Nodes(nodes) = wanted else {
            return list(wanted).map(Cow::Borrowed);
        };
        let mut items = Vec::new();
        for &node in nodes {
            let of_node = list(&Value::Node(node))?;
            if !self.spend(1 + of_node.len() as u64) {
                break;
            }
            items.extend(of_node);
        }
        items.sort_unstable();
        items.dedup();
        Some(Cow::Owned(items))
    }

    pub(super) fn list(
        &self,
        instance: &'a Instance,
        parent: u32,
        item: u32,
        column: Column,
        wanted: &Value<'a>,
    ) -> Option<&'a [u32]> {
        match wanted {
            Value::Number(number) => instance.lookup(parent, item, column, Key::Number(*number)),
            Value::Text(_) | Value::Node(_) => {
                instance.lookup(parent, item, column, Key::Text(&self.text(wanted)))
            }
            Value::Boolean(_) | Value::Nodes(_) => None,
        }
    }
}

impl<'a> Evaluator<'a> {
    /// The cell that pulldata() reads when its columns are named only now: of the first row that has one.
    pub(super) fn pull_data(
        &self,
        instance: u32,
        [column, key, value]: &'a [Expression; 3],
        context: &Context,
    ) -> Value<'a> {
        let column = self.evaluate_text(column, context);
        let key = self.evaluate_text(key, context);
        let value = self.evaluate(value, context);
        match self.cell(instance, &column, &key, &value) {
            Some(index) => Value::Node(NodeRef { instance, index }),
            None => Value::EMPTY,
        }
    }

    fn cell(&self, number: u32, column: &str, key: &str, value: &Value<'a>) -> Option<u32> {
        let instance = self.form.instance(number)?;
        let names = &self.form.names;
        let (item, column) = (names.find("item")?, names.find(column)?);
        let key = match key.strip_prefix('@') {
            Some(key) => Column::Attribute(names.find(key)?),
            None => Column::Child(names.find(key)?),
        };
        let cell = |row: u32| {
            let mut cells = instance.children(row);
            cells.find(|&cell| self.spend(1) && instance.name(cell) == column)
        };
        if instance.len() == 0 {
            return None;
        }
        if let Some(rows) = self.list(instance, 0, item, key, value) {
            return rows.iter().find_map(|&row| cell(row));
        }
        let (key, is_attribute) = match key {
            Column::Attribute(name) => (name, true),
            Column::Child(name) => (name, false),
        };
        let is_wanted = |index: u32| {
            let node = Value::Node(NodeRef {
                instance: number,
                index,
            });
            instance.name(index) == key
                && instance.is_attribute(index) == is_attribute
                && self.equals(&node, value, Operator::Equal)
        };
        let mut rows = instance
            .children(0)
            .filter(|&row| self.spend(1) && instance.name(row) == item)
            .filter(|&row| instance.members(row).any(is_wanted));
        rows.find_map(cell)
    }
}

/// A column that an expression reads off an item, when it is that alone.
pub(crate) fn column_of(expression: &Expression) -> Option<Column> {
    let Expression::Walk(walk) = expression else {
        return None;
    };
    match (&walk.origin, &*walk.steps) {
        (super::expression::Origin::Context, [step]) if step.predicates.is_empty() => {
            match (step.axis, step.test) {
                (
                    Axis::Child,
                    NodeTest::Name {
                        local,
                        namespace: None,
                    },
                ) => Some(Column::Child(local)),
                _ => None,
            }
        }
        _ => None,
    }
}
