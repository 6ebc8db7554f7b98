//! Patterns of regex(): the whole text must match, and `\w`, `\d`, `\s`, `\b` mean ASCII, as in JavaRosa.

use regex::{Regex, RegexBuilder};

/// Compiled size that a form's pattern may reach.
const SIZE_MAX: usize = 1 << 20;

/// Compiles a pattern, or says in plain words why it cannot be used.
pub(crate) fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(&format!(r"\A(?:{})\z", ascii_classes(pattern)))
        .size_limit(SIZE_MAX)
        .nest_limit(100)
        .build()
        .map_err(|error| {
            let reason = error.to_string();
            let last = reason
                .lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            format!(
                "the pattern “{}” cannot be used: {last}",
                crate::problem::shorten(pattern)
            )
        })
}

fn ascii_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('w') => out.push_str("[0-9A-Za-z_]"),
            Some('W') => out.push_str("[^0-9A-Za-z_]"),
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            Some('s') => out.push_str(r"[\t\n\x0B\f\r ]"),
            Some('S') => out.push_str(r"[^\t\n\x0B\f\r ]"),
            // Escapes that other engines take for the character itself.
            Some(
                plain @ ('_' | ',' | ':' | ';' | '@' | '\'' | '"' | '=' | '!' | '%' | '`' | '/'
                | ' '),
            ) => {
                out.push_str(&regex::escape(plain.encode_utf8(&mut [0; 4])));
            }
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_match() {
        let matches = |text: &str, pattern: &str| compile(pattern).unwrap().is_match(text);
        assert!(!matches("abc", "b"));
        assert!(matches("12", "[0-9]+"));
        assert!(matches("ab1", r"\w+"));
        assert!(!matches("ä", r"\w"));
        assert!(!matches("line", "LINE"));
        assert!(matches("a", "a|b"));
        assert!(matches("010-1234-5678", r"[\d\-]+"));
        assert!(!matches("a\nb", "a"));
    }

    #[test]
    fn says_what_it_cannot_use() {
        assert!(compile("(?=a)b").unwrap_err().contains("look"));
        assert!(compile("(").is_err());
        assert!(compile("(a{1000}){1000}").is_err());
        assert!(compile("\\").is_err());
    }
}
