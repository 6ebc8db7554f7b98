//! Patterns of regex(): the whole text must match, and `\w`, `\d`, `\s` mean ASCII, as in JavaRosa.
//!
//! Nearly all are matched in time that follows the text. What looks around or back can only be tried out; such a
//! pattern has so many tries, and a text on which they do not suffice does not match.

use regex::{Regex, RegexBuilder};

/// Compiled sizes that are tried in turn: the one that suffices tells what matching may cost.
const SIZES: [usize; 5] = [1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];

/// Bytes of a compiled pattern that cost one step for each character, at worst.
const BYTES_A_STEP: u64 = 512;

/// How often a pattern that looks around may go back: first a few times, which nearly always suffice, then often.
const TRIES: [usize; 2] = [500, 50_000];

/// Each try may read all of a text: so many bytes of it cost as much as the try itself.
const BYTES_A_TRY: usize = 64;

/// A compiled pattern, and how large it is at most.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    machine: Machine,
    size: usize,
}

/// What matches a pattern.
#[derive(Debug, Clone)]
enum Machine {
    Linear(Regex),
    /// By numbers of tries.
    Trying(Box<[fancy_regex::Regex; TRIES.len()]>),
    /// Nobody can: no answer is wrong because of it.
    Anything,
}

impl Pattern {
    /// A pattern that cannot be used.
    pub(crate) const ANYTHING: Pattern = Pattern {
        machine: Machine::Anything,
        size: 0,
    };

    /// Whether the whole text matches. What is tried has to be paid for: `pay` tells whether it can be.
    pub(crate) fn is_match(&self, text: &str, pay: impl Fn(u64) -> bool) -> bool {
        if !pay(self.cost(text.len())) {
            return false;
        }
        match &self.machine {
            Machine::Anything => true,
            Machine::Linear(regex) => regex.is_match(text),
            Machine::Trying(regexes) => {
                for (regex, tries) in regexes.iter().zip(TRIES) {
                    if !pay((tries * (1 + text.len() / BYTES_A_TRY)) as u64) {
                        return false;
                    }
                    if let Ok(is_match) = regex.is_match(text) {
                        return is_match;
                    }
                }
                false
            }
        }
    }

    /// The steps that matching a text of so many bytes may cost: it may go through all states for each.
    fn cost(&self, length: usize) -> u64 {
        (length as u64 + 1).saturating_mul(self.size as u64 / BYTES_A_STEP)
    }
}

/// The steps that compiling costs; what cannot be used was tried in every size.
pub(crate) fn compile_cost(written: &str, compiled: &Result<Pattern, String>) -> u64 {
    const BYTES_A_STEP: usize = 32;
    let size = match compiled {
        Ok(Pattern {
            machine: Machine::Linear(_),
            size,
        }) => *size,
        _ => SIZES[SIZES.len() - 1],
    };
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
        Ok(Pattern {
            machine: Machine::Linear(regex),
            size,
        })
    };
    let mut built = build(SIZES[0]);
    for size in &SIZES[1..] {
        if let Err(regex::Error::CompiledTooBig(_)) = built {
            built = build(*size);
        }
    }
    let tried = match &built {
        Err(regex::Error::Syntax(_)) => trying(&whole),
        _ => None,
    };
    if let Some(pattern) = tried {
        return Ok(pattern);
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

/// A pattern that looks around, if it is one.
fn trying(whole: &str) -> Option<Pattern> {
    /// A pattern of people's making has some hundred characters.
    const WRITTEN_MAX: usize = 10_000;
    if whole.len() > WRITTEN_MAX {
        return None;
    }
    let size = SIZES[SIZES.len() - 1];
    let build = |tries: usize| {
        fancy_regex::RegexBuilder::new(whole)
            .backtrack_limit(tries)
            .delegate_size_limit(size)
            .build()
            .ok()
    };
    let regexes = [build(TRIES[0])?, build(TRIES[1])?];
    Some(Pattern {
        machine: Machine::Trying(Box::new(regexes)),
        size: SIZES[0],
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
            Some('h') => out
                .push_str(r"[\t \x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"),
            // What is no letter or digit stands for itself.
            Some(plain) if !plain.is_ascii_alphanumeric() => {
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
    use std::cell::Cell;

    #[test]
    fn the_whole_text_must_match() {
        let matches =
            |text: &str, pattern: &str| compile(pattern).unwrap().is_match(text, |_| true);
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
    fn a_pattern_may_look_around_and_back() {
        let matches =
            |text: &str, pattern: &str| compile(pattern).unwrap().is_match(text, |_| true);
        assert!(matches("00100", "^(?!0+$)[0-9]{5}$"));
        assert!(!matches("00000", "^(?!0+$)[0-9]{5}$"));
        assert!(!matches("00100 ", "^(?!0+$)[0-9]{5}$"));
        assert!(matches("abab", r"(\w+)\1"));
        assert!(!matches("aba", r"(\w+)\1"));
        assert!(matches("ab1", r"(?=.*\d)[^\W_]+\Z"));
        assert!(!matches("abc", r"(?=.*\d)[^\W_]+\Z"));
        assert!(matches("<a>", r"\<a\>"));
    }

    #[test]
    fn a_pattern_that_is_tried_out_has_so_many_tries() {
        let pattern = compile("(?=a)(a|aa)+(?!b)c").unwrap();
        let paid = Cell::new(0);
        let pay = |steps: u64| {
            paid.set(paid.get() + steps);
            true
        };
        assert!(pattern.is_match("aaac", pay));
        assert!(paid.get() < 1_000, "{}", paid.get());
        assert!(!pattern.is_match(&"a".repeat(60), pay));
        assert!(paid.get() > 50_000, "{}", paid.get());
        assert!(!pattern.is_match("aaac", |_| false));
        paid.set(0);
        assert!(!pattern.is_match(&"a".repeat(6_400), pay));
        assert!(paid.get() > 5_000_000, "{}", paid.get());
        let linear = compile("a");
        assert!(compile_cost("a", &Ok(pattern)) > 10 * compile_cost("a", &linear));
    }

    #[test]
    fn says_what_it_cannot_use() {
        assert!(compile("(").is_err());
        assert!(compile("(a{1000}){1000}").is_err());
        assert!(compile("\\").is_err());
    }
}
