//! Patterns of regex(): the whole text must match, and `\w`, `\d`, `\s`, `\b` mean ASCII, as in JavaRosa.

use regex::{Regex, RegexBuilder};

/// Compiled sizes that are tried in turn: the one that suffices tells what matching may cost.
const SIZES: [usize; 5] = [1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];

/// Bytes of a compiled pattern that cost one step for each character, at worst.
const BYTES_A_STEP: u64 = 512;

/// A compiled pattern, and how large it is at most.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    regex: Regex,
    size: usize,
}

impl Pattern {
    /// Whether the whole text matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The steps that matching a text of so many bytes may cost: it may go through all states for each.
    pub(crate) fn cost(&self, length: usize) -> u64 {
        (length as u64 + 1).saturating_mul(self.size as u64 / BYTES_A_STEP)
    }
}

/// The steps that compiling costs; what cannot be used was tried in every size.
pub(crate) fn compile_cost(written: &str, compiled: &Result<Pattern, String>) -> u64 {
    const BYTES_A_STEP: usize = 32;
    let size = compiled
        .as_ref()
        .map_or(SIZES[SIZES.len() - 1], |pattern| pattern.size);
    (written.len() + size / BYTES_A_STEP) as u64
}

/// Compiles a pattern, or says in plain words why it cannot be used.
pub(crate) fn compile(pattern: &str) -> Result<Pattern, String> {
    let whole = format!(r"\A(?:{})\z", ascii_classes(pattern));
    let build = |size: usize| {
        let regex = RegexBuilder::new(&whole)
            .size_limit(size)
            .nest_limit(100)
            .build()?;
        Ok(Pattern { regex, size })
    };
    let mut built = build(SIZES[0]);
    for size in &SIZES[1..] {
        if let Err(regex::Error::CompiledTooBig(_)) = built {
            built = build(*size);
        }
    }
    built.map_err(|error| {
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
    fn what_it_may_cost_follows_its_size() {
        let cost = |pattern: &str| compile(pattern).unwrap().cost(9);
        assert_eq!(cost("[0-9]{3}-[0-9]{4}"), 80);
        assert!(cost("[ab]*a[ab]{8000}") > 1_000);
        let failed = compile("(a{1000}){1000}");
        assert!(compile_cost("x", &failed) > compile_cost("x", &compile("x")));
    }

    #[test]
    fn says_what_it_cannot_use() {
        assert!(compile("(?=a)b").unwrap_err().contains("look"));
        assert!(compile("(").is_err());
        assert!(compile("(a{1000}){1000}").is_err());
        assert!(compile("\\").is_err());
    }
}
