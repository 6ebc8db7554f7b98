//! Node-sets.

use super::{Function, function};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::shuffle::{shuffle, text_seed};
use crate::xpath::value::{NodeRef, Value};

pub(super) static TABLE: &[Function] = &[
    function("count", 1, 1, |evaluator, arguments, context| {
        Value::Number(present(evaluator, &arguments[0], context).count() as f64)
    }),
    function("count-non-empty", 1, 1, |evaluator, arguments, context| {
        let filled = present(evaluator, &arguments[0], context).filter(|node| {
            holds_others(evaluator, *node) || !evaluator.node_text(*node).is_empty()
        });
        Value::Number(filled.count() as f64)
    }),
    function("position", 0, 1, |evaluator, arguments, context| {
        let position = match arguments.first() {
            None => context.position,
            Some(argument) => match evaluator.evaluate_nodes(argument, context).first() {
                Some(node) => place_among_namesakes(evaluator, *node),
                None => return Value::EMPTY,
            },
        };
        Value::Number(position as f64)
    }),
    function("last", 0, 0, |_, _, context| {
        Value::Number(context.size as f64)
    }),
    function("name", 0, 1, |evaluator, arguments, context| {
        name(evaluator, arguments, context, true)
    }),
    function("local-name", 0, 1, |evaluator, arguments, context| {
        name(evaluator, arguments, context, false)
    }),
    function("randomize", 1, 2, |evaluator, arguments, context| {
        let nodes = evaluator.evaluate_nodes(&arguments[0], context);
        let seed = match arguments.get(1) {
            None => evaluator.ambient.seed as i64,
            Some(argument) => seed(evaluator, argument, context),
        };
        Value::Nodes(shuffle(&nodes, seed))
    }),
];

fn present<'a>(
    evaluator: &Evaluator<'a>,
    argument: &'a Expression,
    context: &Context,
) -> impl Iterator<Item = NodeRef> {
    evaluator
        .evaluate_nodes(argument, context)
        .into_iter()
        .filter(|node| evaluator.is_present(*node))
}

/// Whether a node of the record is one that has no text because it holds others.
fn holds_others(evaluator: &Evaluator, node: NodeRef) -> bool {
    let slot = node.own().map(|own| evaluator.state.slot(own));
    slot.is_some_and(|slot| evaluator.form.model.has_children(slot))
}

fn seed<'a>(evaluator: &Evaluator<'a>, argument: &'a Expression, context: &Context) -> i64 {
    let value = evaluator.evaluate(argument, context);
    let number = evaluator.number(&value);
    if !number.is_nan() {
        return number as i64;
    }
    match &*evaluator.text(&value) {
        // A seed that is not there yet.
        "" | "NaN" => 0,
        text => text_seed(text),
    }
}

fn place_among_namesakes(evaluator: &Evaluator, node: NodeRef) -> usize {
    if let Some(own) = node.own() {
        return evaluator.place_in_record(own);
    }
    let Some(instance) = evaluator.form.instance(node.instance) else {
        return 1;
    };
    if node.index >= instance.len() {
        return 1;
    }
    let Some(parent) = instance.parent(node.index) else {
        return 1;
    };
    let before = instance
        .children(parent)
        .take_while(|&sibling| sibling < node.index);
    1 + before
        .filter(|&sibling| instance.name(sibling) == instance.name(node.index))
        .count()
}

fn name<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
    with_prefix: bool,
) -> Value<'a> {
    let node = match arguments.first() {
        None => Some(context.node),
        Some(argument) => evaluator.evaluate_nodes(argument, context).first().copied(),
    };
    let Some(node) = node else {
        return Value::EMPTY;
    };
    let form = evaluator.form;
    let (name, prefix) = match node.own() {
        Some(own) => {
            let named = &form.model.nodes[evaluator.state.slot(own) as usize];
            (named.name, named.prefix.as_deref())
        }
        None => match form.instance(node.instance) {
            Some(instance) if node.index < instance.len() => {
                (instance.name(node.index), instance.prefix(node.index))
            }
            _ => return Value::EMPTY,
        },
    };
    let local = form.names.name(name);
    match prefix {
        Some(prefix) if with_prefix => Value::text(format!("{prefix}:{local}")),
        _ => Value::Text(local.into()),
    }
}
