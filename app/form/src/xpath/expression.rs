//! Expressions after compilation: paths are slots of the primary instance wherever that can be known.

use super::functions::Function;
use super::pattern::Pattern;
use super::syntax::{Axis, Operator};

/// A compiled expression.
#[derive(Debug)]
pub(crate) enum Expression {
    Number(f64),
    Text(Box<str>),
    /// A path without predicates that leads to one node of the primary instance.
    Slot(u32),
    /// A path without predicates that leads to none or several.
    Slots(Box<[u32]>),
    /// A path that must be walked: it has predicates, or leads through another instance.
    Walk(Box<Walk>),
    Chain(Box<Expression>, Box<[(Operator, Expression)]>),
    Negate(Box<Expression>),
    /// regex() with a pattern that is known when the form is loaded.
    Matches(Box<Expression>, Pattern),
    /// The label, by the question at a slot, of a choice.
    ChoiceName(Box<Expression>, u32),
    /// jr:itext() of a text that is known when the form is loaded.
    Itext(usize),
    Call(&'static Function, Box<[Expression]>),
}

/// Steps from a place that is known only during evaluation.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) origin: Origin,
    pub(crate) steps: Box<[WalkStep]>,
}

/// Where a walk sets out.
#[derive(Debug)]
pub(crate) enum Origin {
    /// The document node of the primary instance.
    Root,
    /// The node that the (part of the) expression is about.
    Context,
    /// The node that the whole expression is about.
    Current,
    /// The document node of an instance.
    Instance(u32),
    Expression(Expression),
}

/// One step of a walk.
#[derive(Debug)]
pub(crate) struct WalkStep {
    pub(crate) axis: Axis,
    pub(crate) test: NodeTest,
    pub(crate) predicates: Box<[Expression]>,
}

/// What a step lets through, with names as numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NodeTest {
    Node,
    Any,
    Name {
        local: u32,
        namespace: Option<u32>,
    },
    /// A name that no instance has.
    Nothing,
}

/// An expression with what it reads, so that it is evaluated only when needed.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) expression: Expression,
    /// Slots whose value or relevance it reads, in order, each once.
    pub(crate) reads: Box<[u32]>,
    /// Slots of questions whose choice labels it reads.
    pub(crate) choice_names: Box<[u32]>,
    /// Whether its value depends on the language.
    pub(crate) is_worded: bool,
    /// Paths in it that lead to no node of the primary instance.
    pub(crate) lost_paths: Vec<String>,
}
