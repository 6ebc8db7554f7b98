//! Arithmetic.

use super::{Function, MANY, function, texts_of};
use crate::xpath::evaluate::{Context, Evaluator};
use crate::xpath::expression::Expression;
use crate::xpath::value::{Value, number_text};

/// A function of one number.
macro_rules! of_one {
    ($name:literal, $compute:expr) => {
        function($name, 1, 1, |evaluator, arguments, context| {
            let compute: fn(f64) -> f64 = $compute;
            Value::Number(compute(evaluator.evaluate_number(&arguments[0], context)))
        })
    };
}

/// A function of two numbers.
macro_rules! of_two {
    ($name:literal, $compute:expr) => {
        function($name, 2, 2, |evaluator, arguments, context| {
            let compute: fn(f64, f64) -> f64 = $compute;
            let first = evaluator.evaluate_number(&arguments[0], context);
            Value::Number(compute(
                first,
                evaluator.evaluate_number(&arguments[1], context),
            ))
        })
    };
}

pub(super) static TABLE: &[Function] = &[
    function("number", 0, 1, |evaluator, arguments, context| {
        Value::Number(match arguments.first() {
            Some(argument) => evaluator.evaluate_number(argument, context),
            None => evaluator.number(&Value::Node(context.node)),
        })
    }),
    of_one!("int", f64::trunc),
    of_one!("floor", f64::floor),
    of_one!("ceiling", f64::ceil),
    of_one!("abs", f64::abs),
    of_one!("sqrt", f64::sqrt),
    of_one!("exp", f64::exp),
    of_one!("exp10", |power| 10f64.powf(power)),
    of_one!("log", f64::ln),
    of_one!("log10", f64::log10),
    of_one!("sin", f64::sin),
    of_one!("cos", f64::cos),
    of_one!("tan", f64::tan),
    of_one!("asin", f64::asin),
    of_one!("acos", f64::acos),
    of_one!("atan", f64::atan),
    of_two!("atan2", f64::atan2),
    // A blank base or power is not 1, as powf() would have it.
    of_two!("pow", |base, power| if base.is_nan() || power.is_nan() {
        f64::NAN
    } else {
        base.powf(power)
    }),
    function("pi", 0, 0, |_, _, _| Value::Number(std::f64::consts::PI)),
    function("round", 1, 2, |evaluator, arguments, context| {
        let number = evaluator.evaluate_number(&arguments[0], context);
        let digits = arguments
            .get(1)
            .map_or(0.0, |digits| evaluator.evaluate_number(digits, context));
        Value::Number(round(number, digits))
    }),
    function("random", 0, 0, |evaluator, _, _| {
        Value::Number(evaluator.random())
    }),
    function("sum", 1, MANY, |evaluator, arguments, context| {
        Value::Number(
            filled_numbers(evaluator, arguments, context)
                .into_iter()
                .sum::<f64>()
                + 0.0,
        )
    }),
    function("min", 1, MANY, |evaluator, arguments, context| {
        Value::Number(extreme(
            &filled_numbers(evaluator, arguments, context),
            f64::min,
        ))
    }),
    function("max", 1, MANY, |evaluator, arguments, context| {
        Value::Number(extreme(
            &filled_numbers(evaluator, arguments, context),
            f64::max,
        ))
    }),
];

/// Blanks are left out, as form authors expect; XPath would make the whole sum NaN.
fn filled_numbers<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match evaluator.evaluate(argument, context) {
            value @ (Value::Number(_) | Value::Boolean(_)) => {
                numbers.push(evaluator.number(&value));
            }
            value => {
                let texts = texts_of(evaluator, value);
                let filled = texts.iter().filter(|text| !text.trim().is_empty());
                numbers.extend(filled.map(|text| evaluator.number_of(text)));
            }
        }
    }
    numbers
}

/// The least or the most of what is a number; text is passed over.
fn extreme(numbers: &[f64], choose: fn(f64, f64) -> f64) -> f64 {
    let numbers = numbers.iter().filter(|number| !number.is_nan());
    numbers.copied().reduce(choose).unwrap_or(f64::NAN)
}

/// Rounds halves up, as XPath does, on the digits a person sees: 1.005 to two digits is 1.01.
fn round(number: f64, digits: f64) -> f64 {
    const DIGITS_MAX: f64 = 30.0;
    if !number.is_finite() {
        return number;
    }
    // What is no number is 0.
    let digits = digits.trunc().clamp(-DIGITS_MAX, DIGITS_MAX) as i32;
    let shift = |number: f64, by: i32| {
        format!("{}e{by}", number_text(number))
            .parse()
            .unwrap_or(f64::NAN)
    };
    let shifted: f64 = shift(number, digits);
    let floor = shifted.floor();
    shift(
        if shifted - floor >= 0.5 {
            floor + 1.0
        } else {
            floor
        },
        -digits,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_what_a_person_sees() {
        assert_eq!(round(2.5, 0.0), 3.0);
        assert_eq!(round(-2.5, 0.0), -2.0);
        assert_eq!(round(1.005, 2.0), 1.01);
        assert_eq!(round(1234.567, -2.0), 1200.0);
        assert_eq!(round(0.49999999999999994, 0.0), 0.0);
        assert!(round(f64::NAN, 0.0).is_nan());
        assert_eq!(round(2.345, f64::NAN), 2.0);
        assert_eq!(round(1e300, 2.0), 1e300);
    }
}
