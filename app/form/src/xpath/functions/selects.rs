//! Answers with several words in them, and texts of the form in the language shown.

use super::{Function, function};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::value::Value;

pub(super) static TABLE: &[Function] = &[
    function("selected", 2, 2, selected),
    function("is-selected", 2, 2, selected),
    function("selected-at", 2, 2, |evaluator, arguments, context| {
        let words = evaluator.evaluate_text(&arguments[0], context);
        let at = evaluator.evaluate_number(&arguments[1], context);
        if at.is_nan() || at < 0.0 {
            return Value::EMPTY;
        }
        Value::text(
            words
                .split_ascii_whitespace()
                .nth(at as usize)
                .unwrap_or_default()
                .to_string(),
        )
    }),
    function("count-selected", 1, 1, |evaluator, arguments, context| {
        Value::Number(
            evaluator
                .evaluate_text(&arguments[0], context)
                .split_ascii_whitespace()
                .count() as f64,
        )
    }),
    function("jr:itext", 1, 1, |evaluator, arguments, context| {
        let id = evaluator.evaluate_text(&arguments[0], context);
        match evaluator.form.itext.ids.get(&*id) {
            Some(&number) => Value::text(evaluator.itext_source(number, context)),
            None => Value::EMPTY,
        }
    }),
];

fn selected<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Value<'a> {
    let words = evaluator.evaluate_text(&arguments[0], context);
    let wanted = evaluator.evaluate_text(&arguments[1], context);
    Value::Boolean(is_selected(&words, wanted.trim_ascii()))
}

/// Nothing is selected exactly when nothing is asked for.
fn is_selected(words: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        words.trim_ascii().is_empty()
    } else {
        words.split_ascii_whitespace().any(|word| word == wanted)
    }
}
