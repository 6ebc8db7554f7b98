//! The values of XPath and how each becomes text, number or truth.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::moment::Moment;

/// A node of any of the form's instances; instance 0 is the primary one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeRef {
    pub(crate) instance: u32,
    pub(crate) index: u32,
}

impl NodeRef {
    /// A node of the primary instance.
    pub(crate) fn primary(index: u32) -> NodeRef {
        NodeRef { instance: 0, index }
    }

    /// Its number, if it is a node of the primary instance.
    pub(crate) fn own(self) -> Option<u32> {
        (self.instance == 0).then_some(self.index)
    }
}

/// What an expression evaluates to. Dates are text in ISO form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Boolean(bool),
    /// One node: what nearly every path leads to.
    Node(NodeRef),
    /// Nodes in document order, or in the order randomize() gave them.
    Nodes(Vec<NodeRef>),
}

impl Value<'_> {
    /// Empty text.
    pub(crate) const EMPTY: Value<'static> = Value::Text(Cow::Borrowed(""));

    /// Owned text.
    pub(crate) fn text(text: String) -> Value<'static> {
        Value::Text(Cow::Owned(text))
    }

    /// Nodes in the smaller of the two shapes.
    pub(crate) fn nodes(nodes: Vec<NodeRef>) -> Value<'static> {
        match nodes.as_slice() {
            [node] => Value::Node(*node),
            _ => Value::Nodes(nodes),
        }
    }
}

/// Whether two texts are the same.
///
/// An empty text lies nowhere, and a processor that is told to compare what lies there takes longer to find out than a
/// long text takes: so what most texts are is seen without it.
pub(crate) fn is_same(left: &str, right: &str) -> bool {
    left.len() == right.len() && (left.is_empty() || left == right)
}

/// A number as XPath writes it: no exponent, no fraction when whole.
pub(crate) fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_string()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_string()
    } else if number == 0.0 {
        "0".to_string()
    } else {
        number.to_string()
    }
}

/// The number a text stands for: XPath's plain decimals, and dates as days since 1970.
pub(crate) fn text_number(text: &str, zone: &TimeZone) -> f64 {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(whole.is_empty() && fraction.is_empty()) && all_digits(whole) && all_digits(fraction) {
        return text.parse().unwrap_or(f64::NAN);
    }
    Moment::parse(text).map_or(f64::NAN, |moment| moment.days(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_an_exponent() {
        assert_eq!(number_text(1.0 / 10_000_000.0), "0.0000001");
        assert_eq!(number_text(1e20), "100000000000000000000");
        assert_eq!(number_text(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number_text(-0.0), "0");
        assert_eq!(number_text(3.0), "3");
    }

    #[test]
    fn only_plain_decimals_and_dates_are_numbers() {
        let number = |text| text_number(text, &TimeZone::UTC);
        assert_eq!(number(" 12 "), 12.0);
        assert_eq!(number("-.5"), -0.5);
        assert_eq!(number("2020-01-01"), 18262.0);
        for text in [
            "", "-", ".", "1e3", "0x10", "+5", "1 2", "1,5", "NaN", "inf", "--1",
        ] {
            assert!(number(text).is_nan(), "{text}");
        }
    }
}
