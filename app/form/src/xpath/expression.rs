//! Expressions after compilation: paths are slots of the primary instance wherever that can be known.

use std::sync::Arc;

use super::functions::Function;
use super::pattern::Pattern;
use super::syntax::{Axis, Operator};
use crate::instance::Column;
use crate::layout::HomeId;

/// A compiled expression.
#[derive(Debug)]
pub(crate) enum Expression {
    Number(f64),
    Text(Box<str>),
    /// A path without predicates that leads to one slot of the primary instance: to its nodes in the block of
    /// that home around the node that the whole expression is about.
    Slot(u32, HomeId),
    /// A path without predicates that leads to no slot or several.
    Slots(Box<[u32]>, HomeId),
    /// A path that must be walked: it has predicates, or leads through another instance.
    Walk(Box<Walk>),
    /// What is left of a node-set as a whole: `(path)[2]`, `call()[last()]`.
    Filter(Box<Expression>, Box<[Expression]>),
    Chain(Box<Expression>, Box<[(Operator, Expression)]>),
    Negate(Box<Expression>),
    /// regex() with a pattern that is known when the form is loaded.
    Matches(Box<Expression>, Pattern),
    /// The label, by the question at a slot, of a choice.
    ChoiceName(Box<Expression>, u32),
    /// The node of a slot in numbered instances of the repeats around it.
    IndexedRepeat(u32, Box<[(HomeId, Expression)]>),
    /// pulldata() from an instance whose columns are named while it is evaluated: column, key, value.
    PullData(u32, Box<[Expression; 3]>),
    /// jr:itext() of a text that is known when the form is loaded.
    Itext(usize),
    Call(&'static Function, Box<[Expression]>),
    /// A part of a predicate that is also evaluated by itself, once for all nodes.
    Shared(Arc<Expression>),
}

impl Expression {
    /// Lets the expression stand in two places.
    pub(super) fn share(&mut self) -> Arc<Expression> {
        let inner = std::mem::replace(self, Expression::Number(0.0));
        let shared = match inner {
            Expression::Shared(shared) => shared,
            inner => Arc::new(inner),
        };
        *self = Expression::Shared(Arc::clone(&shared));
        shared
    }
}

/// Steps from a place that is known only during evaluation.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) origin: Origin,
    pub(crate) steps: Box<[WalkStep]>,
    pub(crate) end: End,
}

/// Where in the primary instance an expression may lead.
#[derive(Debug, Clone, Default)]
pub(crate) struct End {
    /// In order; none when it leads nowhere there.
    pub(crate) slots: Box<[u32]>,
    /// To their nodes in the block of that home around the node that the whole expression is about.
    pub(crate) apex: HomeId,
    /// Whether only in other instances of a repeat around that node, picked by their number.
    pub(crate) is_sibling: bool,
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
    /// What of the first predicate an index can answer.
    pub(crate) lookup: Option<Lookup>,
    /// The place that the first predicate picks, where it is the same for every node.
    pub(crate) place: Option<Arc<Expression>>,
}

/// Columns of an item that shall have certain values.
#[derive(Debug)]
pub(crate) struct Lookup {
    pub(crate) conditions: Box<[Condition]>,
    /// Whether they are the whole predicate.
    pub(crate) is_whole: bool,
}

/// A column, and the value it shall have.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) column: Column,
    pub(crate) wanted: Arc<Expression>,
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

/// A slot whose value, relevance or number of instances is read: in the block of that home around the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Read {
    pub(crate) slot: u32,
    pub(crate) apex: HomeId,
}

/// An expression with what it reads, so that it is evaluated only when needed.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) expression: Expression,
    /// What of the primary instance it reads, in order, each once.
    pub(crate) reads: Box<[Read]>,
    /// Which of them it reads only in other instances of a repeat around its node, picked by their number: "the
    /// total so far" may read its own slot there.
    pub(crate) siblings: Box<[Read]>,
    /// Whether one of those may be in another instance than the one just before.
    pub(crate) is_far: bool,
    /// Whether it reads a text whose id is worked out, and so what stands in any text.
    pub(crate) reads_texts: bool,
    /// Slots of questions whose choice labels it reads.
    pub(crate) choice_names: Box<[u32]>,
    /// Whether its value depends on the language.
    pub(crate) is_worded: bool,
    /// Paths in it that lead to no node of the primary instance.
    pub(crate) lost_paths: Vec<String>,
    /// What is wrong with patterns in it that cannot be used.
    pub(crate) lost_patterns: Vec<String>,
}
