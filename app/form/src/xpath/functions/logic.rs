//! Truth and choice.

use super::{Function, MANY, function};
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
            if !evaluator.text(&value).is_empty() {
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
        let count = arguments[2..]
            .iter()
            .filter(|argument| evaluator.evaluate_boolean(argument, context))
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
                .filter(|[truth, _]| evaluator.evaluate_boolean(truth, context))
                .map(|[_, weight]| evaluator.evaluate_number(weight, context))
                .sum::<f64>();
            Value::Boolean(is_within(bounds, weight))
        },
    ),
];

/// A bound of -1 is none.
fn is_within([least, most]: [f64; 2], number: f64) -> bool {
    (least == -1.0 || number >= least) && (most == -1.0 || number <= most)
}
