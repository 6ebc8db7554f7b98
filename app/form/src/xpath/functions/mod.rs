//! The functions, one file per kind. Arguments come unevaluated, for if() and coalesce().

mod circumstances;
mod dates;
mod digest;
mod geography;
mod logic;
mod nodes;
mod numbers;
mod selects;
mod signature;
mod strings;

use super::evaluate::{Context, Evaluator};
use super::expression::Expression;
use super::value::Value;

/// Computes a function's value.
pub(crate) type Run = for<'a> fn(&Evaluator<'a>, &'a [Expression], &Context) -> Value<'a>;

/// A function: its name, how many arguments it takes, and what it computes.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) least: usize,
    pub(crate) most: usize,
    pub(crate) run: Run,
}

impl Function {
    /// Those of its arguments whose nodes it may give as they are.
    pub(super) fn returned<'e>(&self, arguments: &'e [Expression]) -> &'e [Expression] {
        let range = match self.name {
            "if" => 1..arguments.len(),
            "coalesce" => 0..arguments.len(),
            "depend" | "once" | "randomize" => 0..1,
            _ => 0..0,
        };
        arguments.get(range).unwrap_or_default()
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Any number of arguments.
const MANY: usize = usize::MAX;

const fn function(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function {
        name,
        least,
        most,
        run,
    }
}

static TABLES: [&[Function]; 10] = [
    circumstances::TABLE,
    dates::TABLE,
    digest::TABLE,
    geography::TABLE,
    logic::TABLE,
    nodes::TABLE,
    numbers::TABLE,
    selects::TABLE,
    signature::TABLE,
    strings::TABLE,
];

/// Looks a function up by name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    TABLES
        .iter()
        .flat_map(|table| table.iter())
        .find(|function| function.name == name)
}

/// The texts of all arguments; a node-set gives one for each node that is relevant.
fn texts<'a>(
    evaluator: &Evaluator<'a>,
    arguments: &'a [Expression],
    context: &Context,
) -> Vec<std::borrow::Cow<'a, str>> {
    let mut texts = Vec::with_capacity(arguments.len());
    for argument in arguments {
        texts.extend(texts_of(evaluator, evaluator.evaluate(argument, context)));
    }
    texts
}

/// The text of a value, or of each of its nodes that is relevant.
fn texts_of<'a>(evaluator: &Evaluator<'a>, value: Value<'a>) -> Vec<std::borrow::Cow<'a, str>> {
    match value {
        Value::Nodes(nodes) => {
            let present = nodes.into_iter().filter(|node| evaluator.is_present(*node));
            present.map(|node| evaluator.node_text(node)).collect()
        }
        value => vec![evaluator.text(&value)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specification's functions, less those for repeats and those that compiling resolves.
    const SPECIFIED: &str = "string concat join substr substring-before substring-after translate string-length \
        normalize-space contains starts-with ends-with uuid digest base64-decode if coalesce once true false boolean \
        boolean-from-string not regex checklist weighted-checklist number random int sum max min round pow log log10 \
        abs sin cos tan asin acos atan atan2 sqrt exp exp10 pi count count-non-empty position randomize today now \
        format-date format-date-time date date-time decimal-date-time decimal-time selected selected-at \
        count-selected jr:itext area distance";

    #[test]
    fn every_function_of_the_specification_has_one_entry() {
        let mut names: Vec<_> = TABLES
            .iter()
            .flat_map(|table| table.iter())
            .map(|function| function.name)
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for name in SPECIFIED.split_whitespace() {
            assert!(find(name).is_some(), "{name}");
        }
    }
}
