//! Where Latin letters begin and end in Korean text. Articles 29 to 35.

use super::Guard;
use crate::{latin, signs};

/// Latin letters and what stands among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub start: usize,
    /// The last of them.
    pub end: usize,
    /// Whether ⠲ ends them: not where a sign, a quote, a bracket or a number does. Articles 33 to 35.
    pub is_ended: bool,
    /// Whether they are an address of the web: points in it are more frequent than ends. Article 74.
    pub is_address: bool,
}

impl Run {
    pub fn holds(&self, at: usize) -> bool {
        (self.start..=self.end).contains(&at)
    }
}

/// All runs of a text.
pub(super) fn find(letters: &[char], guards: &[Guard]) -> Vec<Run> {
    let plain = |at: usize| {
        let letter = letters.get(at).copied()?;
        (guards.get(at) != Some(&Guard::Code)).then_some(letter)
    };
    let is_letter = |at: usize| plain(at).is_some_and(|letter| latin::letter(letter).is_some());
    let mut runs = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !is_letter(at) {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut next = at + 1;
        while plain(next).is_some_and(may_stand_among) {
            if is_letter(next) {
                end = next;
            }
            next += 1;
        }
        let mut start = at;
        balance(&mut start, &mut end, plain);
        let inside = letters.get(start..=end).unwrap_or_default();
        runs.push(Run {
            start,
            end,
            is_ended: !ends_itself(plain(end + 1), plain(end + 2)),
            is_address: is_address(inside),
        });
        at = end + 1;
    }
    runs
}

fn may_stand_among(letter: char) -> bool {
    letter == ' '
        || letter.is_ascii_digit()
        || latin::letter(letter).is_some()
        || latin::SIGNS.iter().any(|(sign, _)| *sign == letter)
}

/// Takes the bracket outside in that is the other half of one inside. Article 32: (a), (b).
fn balance(start: &mut usize, end: &mut usize, plain: impl Fn(usize) -> Option<char>) {
    let (mut open, mut unopened) = (0_usize, 0_usize);
    for at in *start..=*end {
        match plain(at) {
            Some('(') => open += 1,
            Some(')') if open > 0 => open -= 1,
            Some(')') => unopened += 1,
            _ => {}
        }
    }
    if unopened > 0
        && let Some(before) = start.checked_sub(1).filter(|at| plain(*at) == Some('('))
    {
        *start = before;
    }
    if open > 0 && plain(*end + 1) == Some(')') {
        *end += 1;
    }
}

fn ends_itself(next: Option<char>, second: Option<char>) -> bool {
    let Some(next) = next else {
        return false;
    };
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    ",:;―—.?!…\"'".contains(next)
        // m²: the cells of ㎡, article 68.
        || "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".contains(next)
        || signs::opens(next)
        || signs::closes(next)
        || is_digit(Some(next))
        || matches!(next, ' ' | '-') && is_digit(second)
}

pub(crate) fn is_address(letters: &[char]) -> bool {
    letters.contains(&'@')
        || letters.windows(4).any(|four| four == ['w', 'w', 'w', '.'])
        || letters.windows(3).any(|three| three == [':', '/', '/'])
}
