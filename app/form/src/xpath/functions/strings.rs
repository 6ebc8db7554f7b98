//! Text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Function, MANY, function, texts};
use crate::xpath::pattern::{self, Pattern};
use crate::xpath::value::Value;

/// Text that a form may build; more is cut, so that doubling cannot fill the memory.
const LENGTH_MAX: usize = 1_000_000;

/// A yes-or-no function of two texts.
macro_rules! test_of_two {
    ($name:literal, $test:expr) => {
        function($name, 2, 2, |evaluator, arguments, context| {
            let test: fn(&str, &str) -> bool = $test;
            let text = evaluator.evaluate_text(&arguments[0], context);
            Value::Boolean(test(
                &text,
                &evaluator.evaluate_text(&arguments[1], context),
            ))
        })
    };
}

pub(super) static TABLE: &[Function] = &[
    function(
        "string",
        0,
        1,
        |evaluator, arguments, context| match arguments.first() {
            Some(argument) => Value::Text(evaluator.evaluate_text(argument, context)),
            None => Value::Text(evaluator.node_text(context.node)),
        },
    ),
    function("concat", 0, MANY, |evaluator, arguments, context| {
        Value::text(join(&texts(evaluator, arguments, context), ""))
    }),
    function("join", 1, MANY, |evaluator, arguments, context| {
        let separator = evaluator.evaluate_text(&arguments[0], context);
        Value::text(join(
            &texts(evaluator, &arguments[1..], context),
            &separator,
        ))
    }),
    function("substr", 2, 3, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let start = evaluator.evaluate_number(&arguments[1], context);
        let end = arguments
            .get(2)
            .map(|end| evaluator.evaluate_number(end, context));
        Value::text(substr(&text, start, end))
    }),
    function("substring", 2, 3, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let start = evaluator.evaluate_number(&arguments[1], context);
        let length = arguments
            .get(2)
            .map(|length| evaluator.evaluate_number(length, context));
        Value::text(substring(&text, start, length))
    }),
    function("substring-before", 2, 2, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let mark = evaluator.evaluate_text(&arguments[1], context);
        Value::text(
            text.split_once(&*mark)
                .map_or(String::new(), |(before, _)| before.to_string()),
        )
    }),
    function("substring-after", 2, 2, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let mark = evaluator.evaluate_text(&arguments[1], context);
        Value::text(
            text.split_once(&*mark)
                .map_or(String::new(), |(_, after)| after.to_string()),
        )
    }),
    function("translate", 3, 3, |evaluator, arguments, context| {
        let [text, from, to] = [0, 1, 2].map(|at| evaluator.evaluate_text(&arguments[at], context));
        Value::text(translate(&text, &from, &to))
    }),
    // XPath counts characters, so 😀 is one.
    function("string-length", 0, 1, |evaluator, arguments, context| {
        let text = match arguments.first() {
            Some(argument) => evaluator.evaluate_text(argument, context),
            None => evaluator.node_text(context.node),
        };
        Value::Number(text.chars().count() as f64)
    }),
    function("normalize-space", 0, 1, |evaluator, arguments, context| {
        let text = match arguments.first() {
            Some(argument) => evaluator.evaluate_text(argument, context),
            None => evaluator.node_text(context.node),
        };
        Value::text(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
    }),
    test_of_two!("contains", |text, part| text.contains(part)),
    test_of_two!("starts-with", |text, part| text.starts_with(part)),
    test_of_two!("ends-with", |text, part| text.ends_with(part)),
    // A pattern that is computed; one between quotes was compiled with the form.
    function("regex", 2, 2, |evaluator, arguments, context| {
        let text = evaluator.evaluate_text(&arguments[0], context);
        let written = evaluator.evaluate_text(&arguments[1], context);
        let pattern = pattern::compile(&written);
        let is_paid = evaluator.spend(pattern::compile_cost(&written, &pattern));
        let pattern = pattern.unwrap_or(Pattern::ANYTHING);
        Value::Boolean(is_paid && evaluator.matches(&pattern, &text))
    }),
    function("uuid", 0, 1, |evaluator, arguments, context| {
        let length = arguments
            .first()
            .map(|length| evaluator.evaluate_number(length, context));
        Value::text(evaluator.unique_text(length))
    }),
];

fn join(parts: &[Cow<str>], separator: &str) -> String {
    let mut joined = String::new();
    for (at, part) in parts.iter().enumerate() {
        if joined.len() + separator.len() + part.len() > LENGTH_MAX {
            break;
        }
        if at > 0 {
            joined.push_str(separator);
        }
        joined.push_str(part);
    }
    joined
}

/// From `start` up to but not `end`, both from 0; negative ones count from the end.
fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    let length = text.chars().count() as f64;
    let place = |at: f64| {
        if at < 0.0 {
            (length + at).max(0.0)
        } else {
            at.min(length)
        }
    };
    // What is no number is 0.
    let whole = |at: f64| if at.is_nan() { 0.0 } else { at.trunc() };
    let start = place(whole(start));
    let end = end.map_or(length, |end| place(whole(end)));
    text.chars()
        .skip(start as usize)
        .take((end - start).max(0.0) as usize)
        .collect()
}

/// XPath's own: from 1, with a length, both rounded.
fn substring(text: &str, start: f64, length: Option<f64>) -> String {
    let round = |number: f64| (number + 0.5).floor();
    let first = round(start);
    let after = length.map_or(f64::INFINITY, |length| first + round(length));
    let places = (1u32..).map(f64::from);
    text.chars()
        .zip(places)
        .filter(|(_, at)| *at >= first && *at < after)
        .map(|(character, _)| character)
        .collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let mut places: BTreeMap<char, Option<char>> = BTreeMap::new();
    let mut to = to.chars();
    for character in from.chars() {
        let by = to.next();
        places.entry(character).or_insert(by);
    }
    text.chars()
        .filter_map(|character| places.get(&character).copied().unwrap_or(Some(character)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substr_counts_from_either_end() {
        assert_eq!(substr("hello", 1.0, None), "ello");
        assert_eq!(substr("hello", 1.0, Some(3.0)), "el");
        assert_eq!(substr("hello", -3.0, Some(-1.0)), "ll");
        assert_eq!(substr("hello", 10.0, None), "");
        assert_eq!(substr("žluť", -1.0, None), "ť");
        assert_eq!(substr("hello", 3.0, Some(1.0)), "");
        assert_eq!(substr("hello", 1.0, Some(f64::NAN)), "");
        assert_eq!(substr("hello", f64::NAN, Some(2.0)), "he");
    }

    #[test]
    fn substring_is_xpaths() {
        assert_eq!(substring("12345", 1.5, Some(2.6)), "234");
        assert_eq!(substring("12345", 0.0, Some(3.0)), "12");
        assert_eq!(substring("12345", f64::NAN, Some(3.0)), "");
        assert_eq!(substring("12345", -42.0, Some(f64::INFINITY)), "12345");
    }
}
