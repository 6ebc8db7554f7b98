//! Text to tokens, with XPath's rule for names that are sometimes operators.

/// A token and nothing else: places are told by the element, since expressions are short.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A number without a sign.
    Number(f64),
    /// Text between quotes.
    Literal(String),
    /// A name, perhaps with a prefix: `jr:itext`.
    Name(String),
    /// `*` where a name may stand.
    Star,
    /// Brackets, slashes, dots, comma, at-sign, axis.
    Sign(&'static str),
    /// An operator, words among them: `and`, `*`, `<=`.
    Operator(&'static str),
}

/// Signs and operators, longest first.
const SIGNS: [&str; 21] = [
    "::", "//", "..", "<=", ">=", "!=", "(", ")", "[", "]", "@", ",", "/", ".", "|", "+", "-", "=",
    "<", ">", "*",
];

const WORD_OPERATORS: [&str; 4] = ["and", "or", "div", "mod"];

/// Splits an expression, or says in plain words why it cannot be split.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first.is_ascii_digit() || starts_fraction(rest) {
            number(rest)?
        } else if first == '\'' || first == '"' {
            literal(rest, first)?
        } else if starts_name(first) {
            name(rest, operator_may_follow(tokens.last()))
        } else {
            sign(rest, operator_may_follow(tokens.last()))?
        };
        tokens.push(token);
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    Ok(tokens)
}

/// After a token that ends an operand, a name or star is an operator.
fn operator_may_follow(last: Option<&Token>) -> bool {
    match last {
        None | Some(Token::Operator(_)) => false,
        Some(Token::Sign(sign)) => matches!(*sign, ")" | "]" | "." | ".."),
        Some(_) => true,
    }
}

fn starts_fraction(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next() == Some('.')
        && characters
            .next()
            .is_some_and(|second| second.is_ascii_digit())
}

fn number(rest: &str) -> Result<(Token, usize), String> {
    let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    let length = match rest.as_bytes().get(whole) {
        Some(b'.') => whole + 1 + digits(whole + 1),
        _ => whole,
    };
    let number = rest[..length]
        .parse()
        .map_err(|_| format!("“{}” is no number", &rest[..length]))?;
    Ok((Token::Number(number), length))
}

fn literal(rest: &str, quote: char) -> Result<(Token, usize), String> {
    match rest[1..].find(quote) {
        Some(end) => Ok((Token::Literal(rest[1..=end].to_string()), end + 2)),
        None => Err(format!("the text that begins with {quote} has no end")),
    }
}

/// Whether an expression can name it without a prefix.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(
            character,
            '_' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}'
        )
}

fn name(rest: &str, operator_may_follow: bool) -> (Token, usize) {
    let part = |text: &str| text.find(|at| !continues_name(at)).unwrap_or(text.len());
    // Nothing but an operator can stand here: what is written onto it is the next word.
    if operator_may_follow
        && let Some(word) = WORD_OPERATORS.iter().find(|word| rest.starts_with(**word))
    {
        return (Token::Operator(word), word.len());
    }
    let first = part(rest);
    let mut length = first;
    if let Some(after) = rest[first..].strip_prefix(':')
        && after
            .chars()
            .next()
            .is_some_and(|character| starts_name(character) || character == '*')
    {
        length = first
            + 1
            + if after.starts_with('*') {
                1
            } else {
                part(after)
            };
    }
    (Token::Name(rest[..length].to_string()), length)
}

fn sign(rest: &str, operator_may_follow: bool) -> Result<(Token, usize), String> {
    let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
        let character: String = rest.chars().take(1).collect();
        return Err(format!("“{character}” has no meaning here"));
    };
    let token = match *sign {
        "*" if !operator_may_follow => Token::Star,
        "|" | "+" | "-" | "=" | "<" | ">" | "*" | "<=" | ">=" | "!=" => Token::Operator(sign),
        _ => Token::Sign(sign),
    };
    Ok((token, sign.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_a_name_or_an_operator_by_its_place() {
        let operators = |text: &str| {
            tokens(text)
                .unwrap()
                .into_iter()
                .filter(|token| matches!(token, Token::Operator(_)))
                .count()
        };
        assert_eq!(operators("* * *"), 1);
        assert_eq!(operators("/data/*"), 0);
        assert_eq!(operators("and and or"), 1);
        assert_eq!(operators(". * 2"), 1);
        assert_eq!(operators("div div mod"), 1);
        assert_eq!(operators("a = 1 andb = 2 or3"), 4);
        assert_eq!(operators("android or order"), 1);
    }

    #[test]
    fn a_hyphen_belongs_to_the_name_before_it() {
        assert_eq!(tokens("two-1").unwrap(), [Token::Name("two-1".into())]);
        assert_eq!(tokens("3-1").unwrap().len(), 3);
    }

    #[test]
    fn names_may_have_a_prefix_and_any_script() {
        assert_eq!(
            tokens("jr:itext").unwrap(),
            [Token::Name("jr:itext".into())]
        );
        assert_eq!(tokens("orx:*").unwrap(), [Token::Name("orx:*".into())]);
        assert_eq!(tokens("나이").unwrap(), [Token::Name("나이".into())]);
        assert_eq!(tokens("child::a").unwrap().len(), 3);
    }

    #[test]
    fn says_what_it_cannot_read() {
        assert!(tokens("'abc").unwrap_err().contains("no end"));
        assert!(tokens("1 # 2").unwrap_err().contains('#'));
    }
}
