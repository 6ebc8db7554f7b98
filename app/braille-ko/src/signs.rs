//! Punctuation and signs, read from `signs.txt`, and what depends on their place.

use crate::hangul::{cell, cells, row};
use std::{collections::BTreeMap, sync::LazyLock};

/// A sign and its cells.
#[derive(Debug)]
pub(crate) struct Sign {
    pub text: &'static str,
    pub cells: Vec<u8>,
    /// Whether another sign has these cells, and this one is told by dots 7 and 8.
    pub other: bool,
}

pub(crate) struct Signs {
    by_letter: BTreeMap<char, Vec<&'static Sign>>,
    by_cell: BTreeMap<u8, Vec<&'static Sign>>,
}

static TABLE: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    let rows = include_str!("signs.txt").lines();
    rows.filter(|row| !row.starts_with("# "))
        .filter_map(sign)
        .collect()
});

pub(crate) static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let mut signs = Signs {
        by_letter: BTreeMap::new(),
        by_cell: BTreeMap::new(),
    };
    for sign in TABLE.iter() {
        if let (Some(letter), Some(cell)) = (sign.text.chars().next(), sign.cells.first()) {
            signs.by_letter.entry(letter).or_default().push(sign);
            signs.by_cell.entry(*cell).or_default().push(sign);
        }
    }
    // The longest first, so that it is found first.
    for signs in signs.by_letter.values_mut() {
        signs.sort_by_key(|sign| std::cmp::Reverse(sign.text.len()));
    }
    for signs in signs.by_cell.values_mut() {
        signs.sort_by_key(|sign| std::cmp::Reverse(sign.cells.len()));
    }
    signs
});

fn sign(row: &'static str) -> Option<Sign> {
    let mut fields = row.split('\t');
    let (text, patterns) = (fields.next()?, fields.next()?);
    Some(Sign {
        text,
        cells: cells(patterns),
        other: fields.nth(1) == Some("other"),
    })
}

impl Signs {
    /// The longest sign that begins these letters, with its length.
    pub fn written(&self, letters: &[char]) -> Option<(&'static Sign, usize)> {
        let signs = self.by_letter.get(letters.first()?)?;
        signs.iter().find_map(|sign| {
            let mut count = 0;
            let begins = sign.text.chars().all(|letter| {
                count += 1;
                letters.get(count - 1) == Some(&letter)
            });
            begins.then_some((*sign, count))
        })
    }

    /// The sign with the most cells that begins these, whose first is given without its mark.
    pub fn read(&self, first: u8, rest: &[u8], other: bool) -> Option<&'static Sign> {
        self.find(first, rest, |sign| sign.other == other)
    }

    /// The same among signs that a test holds for.
    pub fn find(
        &self,
        first: u8,
        rest: &[u8],
        holds: impl Fn(&Sign) -> bool,
    ) -> Option<&'static Sign> {
        let signs = self.by_cell.get(&first)?;
        let begins = |sign: &&&Sign| {
            sign.cells
                .get(1..)
                .is_some_and(|cells| rest.starts_with(cells))
        };
        signs
            .iter()
            .filter(begins)
            .find(|sign| holds(sign))
            .copied()
    }
}

/// Signs between two numbers or words that are reckoned with. Article 45.
pub(crate) fn is_operator(letter: char) -> bool {
    matches!(letter, '+' | '−' | '×' | '÷' | '=' | '>' | '<')
}

/// Signs behind which Hangul stands off by a blank. Articles 65 and 69.
pub(crate) fn stands_off(letter: char) -> bool {
    const SIGNS: &str = "%‰°℃℉′″Å₩$¢€£₣¥￦￠￡￥";
    SIGNS.contains(letter)
}

/// Whether syllables begin as a particle does, which nobody writes behind a blank: 10%에 and not 10% 에.
pub(crate) fn is_particle(first: char, second: Option<char>) -> bool {
    match first {
        '이' => second.is_some_and(|second| "다었며고라".contains(second)),
        '입' => second == Some('니'),
        _ => "에의를을은는와과로도만씩".contains(first),
    }
}

/// Signs that the rules part from Hangul by blanks.
pub(crate) fn has_blanks(letter: char) -> bool {
    is_operator(letter) || stands_off(letter)
}

/// Quotes and brackets that open.
pub(crate) fn opens(letter: char) -> bool {
    "“‘([{〈《「『".contains(letter)
}

/// Quotes and brackets that close.
pub(crate) fn closes(letter: char) -> bool {
    "”’)]}〉》」』".contains(letter)
}

/// The cells of the shapes that stand for hidden letters, between ⠸ and ⠇. Article 57.
pub(crate) const HIDDEN: [(char, u8); 7] = [
    ('○', cell('⠴')),
    ('×', cell('⠭')),
    ('△', cell('⠬')),
    ('□', cell('⠶')),
    ('☆', cell('⠔')),
    ('◇', cell('⠢')),
    ('◆', cell('⠕')),
];

/// Fractions that Unicode has a character for. Article 47: the denominator comes first.
pub(crate) const FRACTIONS: [(char, &str, &str); 16] = [
    ('½', "1", "2"),
    ('⅓', "1", "3"),
    ('⅔', "2", "3"),
    ('¼', "1", "4"),
    ('¾', "3", "4"),
    ('⅕', "1", "5"),
    ('⅖', "2", "5"),
    ('⅗', "3", "5"),
    ('⅘', "4", "5"),
    ('⅙', "1", "6"),
    ('⅚', "5", "6"),
    ('⅛', "1", "8"),
    ('⅜', "3", "8"),
    ('⅝', "5", "8"),
    ('⅞', "7", "8"),
    ('⅑', "1", "9"),
];

/// The digits' cells behind ⠼, and of letters a to j. Article 40.
pub(crate) const DIGITS: [u8; 10] = row(['⠚', '⠁', '⠃', '⠉', '⠙', '⠑', '⠋', '⠛', '⠓', '⠊']);

/// The sign before a number. Article 40.
pub(crate) const NUMBER: u8 = cell('⠼');

/// The cell of a digit.
pub(crate) fn digit(letter: char) -> Option<u8> {
    DIGITS.get(letter.to_digit(10)? as usize).copied()
}

/// The digit of a cell.
pub(crate) fn digit_of(cell: u8) -> Option<char> {
    let value = DIGITS.iter().position(|digit| *digit == cell)?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_cells_and_an_article() {
        let rows = include_str!("signs.txt")
            .lines()
            .filter(|row| !row.starts_with("# "));
        for row in rows {
            let fields: Vec<_> = row.split('\t').collect();
            assert!(matches!(fields.len(), 3 | 4), "{row}");
            assert!(
                fields
                    .get(2)
                    .map(|article| article.trim_start_matches('m'))
                    .is_some_and(|article| article.parse::<u8>().is_ok()),
                "{row}"
            );
        }
        assert!(TABLE.len() > 150);
    }

    #[test]
    fn no_two_signs_would_be_read_alike_but_quotes() {
        for (place, sign) in TABLE.iter().enumerate() {
            let same = |other: &&Sign| (&other.cells, other.other) == (&sign.cells, sign.other);
            let twin = TABLE.iter().skip(place + 1).find(same);
            let told_by_place = ["?“", "--—", "\"\""];
            if let Some(twin) = twin {
                let pair = format!("{}{}", sign.text, twin.text);
                assert!(told_by_place.contains(&pair.as_str()), "{pair}");
            }
        }
    }
}
