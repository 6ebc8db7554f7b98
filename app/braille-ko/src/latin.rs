//! Latin and Greek letters in Korean text: articles 28 to 39, uncontracted, with the marks that readers need to tell them
//! from contractions; those are in `english`.

use crate::hangul::{cell, row};

/// Before Latin letters. Article 29.
pub(crate) const BEGIN: u8 = cell('⠴');
/// Behind them. Article 29.
pub(crate) const END: u8 = cell('⠲');
/// A capital; twice, a word of them; three times, a passage, to CAPITAL and CAPITALS_END. Article 28.
pub(crate) const CAPITAL: u8 = cell('⠠');
pub(crate) const CAPITALS_END: u8 = cell('⠄');
/// What follows is no contraction. Article 32.
pub(crate) const GRADE_1: u8 = cell('⠰');
/// Before a Greek letter. Article 30.
pub(crate) const GREEK: u8 = cell('⠨');

/// Small letters. Article 28.
const LETTERS: [u8; 26] = row([
    '⠁', '⠃', '⠉', '⠙', '⠑', '⠋', '⠛', '⠓', '⠊', '⠚', '⠅', '⠇', '⠍', '⠝', '⠕', '⠏', '⠟', '⠗', '⠎',
    '⠞', '⠥', '⠧', '⠺', '⠭', '⠽', '⠵',
]);

/// Greek letters, capital and small, and their cells behind ⠨. Article 30.
const GREEK_LETTERS: [(char, char, char); 24] = [
    ('Α', 'α', '⠁'),
    ('Β', 'β', '⠃'),
    ('Γ', 'γ', '⠛'),
    ('Δ', 'δ', '⠙'),
    ('Ε', 'ε', '⠑'),
    ('Ζ', 'ζ', '⠵'),
    ('Η', 'η', '⠱'),
    ('Θ', 'θ', '⠹'),
    ('Ι', 'ι', '⠊'),
    ('Κ', 'κ', '⠅'),
    ('Λ', 'λ', '⠇'),
    ('Μ', 'μ', '⠍'),
    ('Ν', 'ν', '⠝'),
    ('Ξ', 'ξ', '⠭'),
    ('Ο', 'ο', '⠕'),
    ('Π', 'π', '⠏'),
    ('Ρ', 'ρ', '⠗'),
    ('Σ', 'σ', '⠎'),
    ('Τ', 'τ', '⠞'),
    ('Υ', 'υ', '⠥'),
    ('Φ', 'φ', '⠋'),
    ('Χ', 'χ', '⠯'),
    ('Ψ', 'ψ', '⠽'),
    ('Ω', 'ω', '⠺'),
];

/// Signs among Latin letters, in their English form. Article 33.
pub(crate) const SIGNS: [(char, &[u8]); 14] = [
    ('(', &row(['⠐', '⠣'])),
    (')', &row(['⠐', '⠜'])),
    ('@', &row(['⠈', '⠁'])),
    ('&', &row(['⠈', '⠯'])),
    ('_', &row(['⠨', '⠤'])),
    ('#', &row(['⠸', '⠹'])),
    ('/', &row(['⠸', '⠌'])),
    (',', &[cell('⠂')]),
    (':', &[cell('⠒')]),
    (';', &[cell('⠆')]),
    ('-', &[cell('⠤')]),
    ('.', &[END]),
    ('?', &[cell('⠦')]),
    ('!', &[cell('⠖')]),
];

/// Letters alone that English contracts into words: uncontracted, they need GRADE_1. Unified English Braille 10.9.
const SHORT_FORMS: [&str; 43] = [
    "ab", "abv", "ac", "acr", "af", "afn", "afw", "ag", "al", "alm", "alr", "alt", "alw", "brl",
    "cd", "dcl", "ei", "fr", "gd", "grt", "hm", "hmf", "imm", "ll", "lr", "myf", "nec", "nei",
    "pd", "qk", "rcv", "rjc", "sd", "td", "tgr", "tm", "tn", "wd", "xf", "xs", "yr", "yrf", "dcv",
];

/// The cell of a letter, whether it is a capital, whether it is Greek.
pub(crate) fn letter(letter: char) -> Option<(u8, bool, bool)> {
    if letter.is_ascii_alphabetic() {
        let place = usize::from(letter.to_ascii_lowercase() as u8 - b'a');
        return LETTERS
            .get(place)
            .map(|cell| (*cell, letter.is_ascii_uppercase(), false));
    }
    let (capital, _, pattern) = GREEK_LETTERS
        .iter()
        .find(|(capital, small, _)| [*capital, *small].contains(&letter))?;
    Some((cell(*pattern), *capital == letter, true))
}

/// The letter of a cell.
pub(crate) fn letter_of(cell_: u8, is_capital: bool, is_greek: bool) -> Option<char> {
    if is_greek {
        let (capital, small, _) = GREEK_LETTERS
            .iter()
            .find(|(_, _, pattern)| cell(*pattern) == cell_)?;
        return Some(if is_capital { *capital } else { *small });
    }
    let place = LETTERS.iter().position(|letter| *letter == cell_)?;
    let small = char::from(b'a' + u8::try_from(place).ok()?);
    Some(if is_capital {
        small.to_ascii_uppercase()
    } else {
        small
    })
}

/// Whether English would read letters that stand alone as a contraction: single ones but a, i and o, and short forms.
pub(crate) fn is_contraction(word: &[char]) -> bool {
    match word {
        [letter] => letter.is_ascii_alphabetic() && !"aioAIO".contains(*letter),
        _ => SHORT_FORMS
            .iter()
            .any(|form| form.chars().eq(word.iter().map(char::to_ascii_lowercase))),
    }
}

/// Whether these letters end with the last part of an address. Behind it ⠲ is the end of the letters, and not a point.
pub(crate) fn ends_address(letters: impl DoubleEndedIterator<Item = char> + Clone) -> bool {
    const LAST_PARTS: [&str; 4] = ["kr", "com", "net", "org"];
    LAST_PARTS.iter().any(|part| {
        let mut backwards = letters.clone().rev();
        let is_part = part
            .chars()
            .rev()
            .all(|letter| backwards.next() == Some(letter));
        is_part && backwards.next() == Some('.')
    })
}
