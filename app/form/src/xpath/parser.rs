//! Tokens to the syntax tree, by recursive descent with bounded depth.

use super::lexer::{Token, tokens};
use super::syntax::{Axis, Operator, Path, Start, Step, Syntax, Test};

/// How deep brackets, predicates and arguments may be nested.
const DEPTH_MAX: usize = 256;
const UNARY_PRECEDENCE: u8 = 7;

/// Parses an expression, or says in plain words what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Syntax, String> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let syntax = parser.expression(0)?;
    match parser.peek() {
        None => Ok(syntax),
        Some(token) => Err(format!("{} is not expected", spell(token))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1)
    }

    fn is_at(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(other)) if *other == sign)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.is_at(sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.eat(sign) {
            return Ok(());
        }
        match self.peek() {
            Some(token) => Err(format!(
                "{} stands where “{sign}” is expected",
                spell(token)
            )),
            None => Err(format!("“{sign}” is missing at the end")),
        }
    }

    /// An expression whose operators bind at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<Syntax, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(format!("it is nested more than {DEPTH_MAX} deep"));
        }
        let mut left = self.operand()?;
        while let Some(operator) = self
            .operator()
            .filter(|operator| operator.precedence() >= least)
        {
            self.at += 1;
            let right = self.expression(operator.precedence() + 1)?;
            left = join(left, operator, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operator(&self) -> Option<Operator> {
        match self.peek() {
            Some(Token::Operator(text)) => Operator::from_text(text),
            _ => None,
        }
    }

    fn operand(&mut self) -> Result<Syntax, String> {
        let mut negative = None;
        while self.peek() == Some(&Token::Operator("-")) {
            self.at += 1;
            negative = Some(!negative.unwrap_or(false));
        }
        let Some(negative) = negative else {
            return self.path();
        };
        let operand = Box::new(self.expression(UNARY_PRECEDENCE)?);
        // An even number of signs still makes a number of the operand.
        Ok(if negative {
            Syntax::Negate(operand)
        } else {
            Syntax::Negate(Box::new(Syntax::Negate(operand)))
        })
    }

    fn path(&mut self) -> Result<Syntax, String> {
        if self.eat("//") {
            return self.steps(Start::Root, vec![Step::any(Axis::DescendantOrSelf)]);
        }
        if self.eat("/") {
            return match self.starts_step() {
                true => self.steps(Start::Root, Vec::new()),
                false => Ok(Syntax::Path(Path {
                    start: Start::Root,
                    steps: Vec::new(),
                })),
            };
        }
        if self.starts_step() {
            return self.steps(Start::Context, Vec::new());
        }
        let primary = self.primary()?;
        if self.is_at("[") {
            let predicates = self.predicates()?;
            return self.more_steps(Start::Filter(Box::new(primary), predicates), Vec::new());
        }
        if self.is_at("/") || self.is_at("//") {
            return self.more_steps(Start::Expression(Box::new(primary)), Vec::new());
        }
        Ok(primary)
    }

    fn starts_step(&self) -> bool {
        match self.peek() {
            Some(Token::Star) => true,
            Some(Token::Sign(sign)) => matches!(*sign, "." | ".." | "@"),
            Some(Token::Name(name)) => match self.peek_second() {
                Some(Token::Sign("(")) => name == "node",
                _ => true,
            },
            _ => false,
        }
    }

    fn steps(&mut self, start: Start, mut steps: Vec<Step>) -> Result<Syntax, String> {
        steps.push(self.step()?);
        self.more_steps(start, steps)
    }

    fn more_steps(&mut self, start: Start, mut steps: Vec<Step>) -> Result<Syntax, String> {
        loop {
            if self.eat("//") {
                steps.push(Step::any(Axis::DescendantOrSelf));
            } else if !self.eat("/") {
                return Ok(Syntax::Path(Path { start, steps }));
            }
            steps.push(self.step()?);
        }
    }

    fn step(&mut self) -> Result<Step, String> {
        if self.eat(".") {
            return self.with_predicates(Step::any(Axis::Own));
        }
        if self.eat("..") {
            return self.with_predicates(Step::any(Axis::Parent));
        }
        let axis = self.axis()?;
        let test = match self.peek() {
            Some(Token::Star) => Test::Any,
            Some(Token::Name(name))
                if name == "node" && self.peek_second() == Some(&Token::Sign("(")) =>
            {
                self.at += 2;
                if !self.is_at(")") {
                    return Err("node() takes no arguments".to_string());
                }
                Test::Node
            }
            Some(Token::Name(name)) => name_test(name),
            Some(token) => return Err(format!("{} stands where a name is expected", spell(token))),
            None => return Err("a name is missing at the end".to_string()),
        };
        self.at += 1;
        self.with_predicates(Step {
            axis,
            test,
            predicates: Vec::new(),
        })
    }

    fn axis(&mut self) -> Result<Axis, String> {
        if self.eat("@") {
            return Ok(Axis::Attribute);
        }
        let (Some(Token::Name(name)), Some(Token::Sign("::"))) = (self.peek(), self.peek_second())
        else {
            return Ok(Axis::Child);
        };
        let axis = match name.as_str() {
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "self" => Axis::Own,
            "attribute" => Axis::Attribute,
            "descendant-or-self" => Axis::DescendantOrSelf,
            _ => return Err(format!("the axis “{name}” is not part of ODK's XPath")),
        };
        self.at += 2;
        Ok(axis)
    }

    fn with_predicates(&mut self, step: Step) -> Result<Step, String> {
        let predicates = self.predicates()?;
        Ok(Step { predicates, ..step })
    }

    fn predicates(&mut self) -> Result<Vec<Syntax>, String> {
        let mut predicates = Vec::new();
        while self.eat("[") {
            predicates.push(self.expression(0)?);
            self.expect("]")?;
        }
        Ok(predicates)
    }

    fn primary(&mut self) -> Result<Syntax, String> {
        if self.eat("(") {
            let inner = self.expression(0)?;
            self.expect(")")?;
            return Ok(inner);
        }
        let Some(token) = self.peek().cloned() else {
            return Err("a value is missing at the end".to_string());
        };
        self.at += 1;
        match token {
            Token::Number(number) => Ok(Syntax::Number(number)),
            Token::Literal(text) => Ok(Syntax::Literal(text)),
            Token::Name(name) => {
                self.expect("(")?;
                Ok(Syntax::Call(name, self.arguments()?))
            }
            other => Err(format!(
                "{} stands where a value is expected",
                spell(&other)
            )),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Syntax>, String> {
        let mut arguments = Vec::new();
        if self.eat(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(0)?);
            if self.eat(")") {
                return Ok(arguments);
            }
            self.expect(",")?;
        }
    }
}

/// Adds an operator and its right operand to the chain on its left.
fn join(left: Syntax, operator: Operator, right: Syntax) -> Syntax {
    match left {
        Syntax::Chain(first, mut rest)
            if rest
                .last()
                .is_some_and(|(last, _)| last.precedence() == operator.precedence()) =>
        {
            rest.push((operator, right));
            Syntax::Chain(first, rest)
        }
        other => Syntax::Chain(Box::new(other), vec![(operator, right)]),
    }
}

fn name_test(name: &str) -> Test {
    match name.split_once(':') {
        Some((_, "*")) => Test::Any,
        Some((prefix, local)) => Test::Name {
            prefix: Some(prefix.to_string()),
            local: local.to_string(),
        },
        None => Test::Name {
            prefix: None,
            local: name.to_string(),
        },
    }
}

fn spell(token: &Token) -> String {
    match token {
        Token::Number(number) => format!("the number {number}"),
        Token::Literal(text) => format!("the text “{}”", crate::problem::shorten(text)),
        Token::Name(name) => format!("“{}”", crate::problem::shorten(name)),
        Token::Star => "“*”".to_string(),
        Token::Sign(sign) | Token::Operator(sign) => format!("“{sign}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_chain_is_flat_and_deep_brackets_are_refused() {
        assert!(parse(&vec!["1"; 100_000].join(" + ")).is_ok());
        assert!(parse(&vec!["a"; 100_000].join(" or ")).is_ok());
        assert!(parse(&format!("{}1", "- ".repeat(100_000))).is_ok());
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(200)).is_ok());
        assert!(parse(&nested(300)).unwrap_err().contains("nested"));
        assert!(parse(&"a[".repeat(5_000)).unwrap_err().contains("nested"));
    }

    #[test]
    fn precedence_is_xpaths() {
        let shape = |text: &str| match parse(text).unwrap() {
            Syntax::Chain(_, rest) => rest
                .iter()
                .map(|(operator, _)| *operator)
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(shape("1 + 2 * 3 - 4"), [Operator::Add, Operator::Subtract]);
        assert_eq!(shape("a or b and c = d"), [Operator::Or]);
        assert_eq!(shape("1 = 2 < 3"), [Operator::Equal]);
        assert_eq!(shape("-a | b"), []);
    }

    #[test]
    fn words_are_operators_only_after_an_operand() {
        assert!(parse("div div mod").is_ok());
        assert!(parse("true").is_ok());
        assert!(parse("/data/*[1] * 2").is_ok());
    }

    #[test]
    fn tells_what_is_wrong() {
        for text in [
            "",
            "1 +",
            "(1",
            "f(1,",
            "a b",
            "'it''s'",
            "a[",
            "following::a",
            "@",
            "1..2",
            "/data/",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
