//! Truth and choice.

use super::{Function, MANY, function};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::value::Value;

pub(super) static TABLE: &[Function] = &[
    function("true", 0, 0, |_, _, _| Value::Boolean(true)),
    function("false", 0, 0, |_, _, _| Value::Boolean(false)),
    function("boolean", 1, 1, |evaluator, arguments, context| {
        Value::Boolean(evaluator.evaluate_boolean(&arguments[0], context))
    }),
    function(
        "boolean-from-string",
        1,
        1,
        |evaluator, arguments, context| {
            let text = evaluator.evaluate_text(&arguments[0], context);
            Value::Boolean(matches!(text.trim(), "true" | "1"))
        },
    ),
    function("not", 1, 1, |evaluator, arguments, context| {
        Value::Boolean(!evaluator.evaluate_boolean(&arguments[0], context))
    }),
    function("if", 3, 3, |evaluator, arguments, context| {
        let chosen = if evaluator.evaluate_boolean(&arguments[0], context) {
            1
        } else {
            2
        };
        evaluator.evaluate(&arguments[chosen], context)
    }),
    // JavaRosa takes any number; the specification two.
    function("coalesce", 1, MANY, |evaluator, arguments, context| {
        for argument in arguments {
            let value = evaluator.evaluate(argument, context);
            let is_blank = match value {
                Value::Number(number) => number.is_nan(),
                _ => evaluator.text(&value).is_empty(),
            };
            if !is_blank {
                return value;
            }
        }
        Value::EMPTY
    }),
    // The first argument; the others are only read, so that a change to them is noticed.
    function("depend", 1, MANY, |evaluator, arguments, context| {
        evaluator.evaluate(&arguments[0], context)
    }),
    // Keeps what the node already holds, whether it is relevant or not.
    function("once", 1, 1, |evaluator, arguments, context| match context
        .node
        .own()
        .map(|node| evaluator.state.value(node))
    {
        Some(kept) if !kept.is_empty() => Value::Text(kept.into()),
        _ => evaluator.evaluate(&arguments[0], context),
    }),
    function("checklist", 2, MANY, |evaluator, arguments, context| {
        let bounds = [0, 1].map(|at| evaluator.evaluate_number(&arguments[at], context));
        let answers = arguments[2..]
            .iter()
            .flat_map(|argument| each(evaluator, argument, context));
        let count = answers
            .filter(|answer| is_ticked(evaluator, answer))
            .count();
        Value::Boolean(is_within(bounds, count as f64))
    }),
    function(
        "weighted-checklist",
        2,
        MANY,
        |evaluator, arguments, context| {
            let bounds = [0, 1].map(|at| evaluator.evaluate_number(&arguments[at], context));
            let (pairs, _) = arguments[2..].as_chunks::<2>();
            let weight = pairs
                .iter()
                .flat_map(|[answers, weights]| {
                    let weights = each(evaluator, weights, context);
                    each(evaluator, answers, context).into_iter().zip(weights)
                })
                .filter(|(answer, _)| is_ticked(evaluator, answer))
                .map(|(_, weight)| evaluator.number(&weight))
                .sum::<f64>();
            Value::Boolean(is_within(bounds, weight))
        },
    ),
];

/// A value, or each of its nodes.
fn each<'a>(
    evaluator: &Evaluator<'a>,
    argument: &'a Expression,
    context: &Context,
) -> Vec<Value<'a>> {
    match evaluator.evaluate(argument, context) {
        Value::Nodes(nodes) => nodes.into_iter().map(Value::Node).collect(),
        value => vec![value],
    }
}

/// Whether an answer on a list of things to tick says yes: a node that is blank, 0 or false says no.
fn is_ticked<'a>(evaluator: &Evaluator<'a>, answer: &Value<'a>) -> bool {
    match answer {
        Value::Text(_) | Value::Node(_) => {
            let text = evaluator.text(answer);
            let is_no = matches!(text.trim(), "" | "false");
            !is_no && evaluator.number_of(&text) != 0.0
        }
        value => evaluator.boolean(value),
    }
}

/// A bound of -1 is none.
fn is_within([least, most]: [f64; 2], number: f64) -> bool {
    (least == -1.0 || number >= least) && (most == -1.0 || number <= most)
}
