//! The syntax tree: what was written, before any node of a form is looked up.

/// An expression as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Syntax {
    Number(f64),
    Literal(String),
    Path(Path),
    /// Operators of one precedence, left to right: long chains cost no depth.
    Chain(Box<Syntax>, Vec<(Operator, Syntax)>),
    Negate(Box<Syntax>),
    Call(String, Vec<Syntax>),
}

/// The binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union,
}

impl Operator {
    pub(super) fn from_text(text: &str) -> Option<Operator> {
        Some(match text {
            "or" => Operator::Or,
            "and" => Operator::And,
            "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            "div" => Operator::Divide,
            "mod" => Operator::Modulo,
            "|" => Operator::Union,
            _ => return None,
        })
    }

    /// How tightly it binds; unary minus stands between multiplication and union.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide | Operator::Modulo => 6,
            Operator::Union => 8,
        }
    }
}

/// A location path, or steps and predicates after an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) start: Start,
    pub(crate) steps: Vec<Step>,
}

/// Where a path sets out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Start {
    Root,
    Context,
    Expression(Box<Syntax>),
    /// An expression whose nodes predicates filter as a whole.
    Filter(Box<Syntax>, Vec<Syntax>),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) axis: Axis,
    pub(crate) test: Test,
    pub(crate) predicates: Vec<Syntax>,
}

impl Step {
    /// A step to any node along an axis.
    pub(super) fn any(axis: Axis) -> Step {
        Step {
            axis,
            test: Test::Node,
            predicates: Vec::new(),
        }
    }
}

/// The axes that forms use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Child,
    Parent,
    Own,
    Attribute,
    DescendantOrSelf,
}

/// What a step lets through.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// `node()`
    Node,
    /// `*`
    Any,
    /// A name; a prefix asks for its namespace.
    Name {
        prefix: Option<String>,
        local: String,
    },
}
