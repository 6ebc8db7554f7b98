//! XPath 1.0 as ODK forms write it: text to tokens, tokens to a syntax tree, the tree compiled against a
//! form's nodes, and evaluation.

mod lexer;
pub(crate) use lexer::is_name;
pub(crate) mod syntax;

mod parser;
pub(crate) use parser::parse;

pub(crate) mod moment;
pub(crate) mod value;

pub(crate) mod expression;

mod calls;
pub(crate) mod compile;
mod ends;
pub(crate) mod lookup;
mod paths;
pub(crate) mod pattern;
mod record;
mod step;
mod trail;
mod walk;

mod compare;
mod evaluate;
pub(crate) use evaluate::{Context, Evaluator, FUEL};

mod functions;
pub(crate) mod shuffle;
