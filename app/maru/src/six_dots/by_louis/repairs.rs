//! What liblouis 3.24 reads otherwise than its own tables write it. Found by writing each letter and reading it back.

/// Vietnamese: letters that come back as those that the table uses for itself, and capitals that come back as brackets,
/// which have the same cells and are rarer.
const VIETNAMESE: [(char, char); 8] = [
    ('\u{f326}', 'ê'),
    ('\u{f321}', 'ế'),
    ('\u{f320}', 'ể'),
    ('\u{f323}', 'Ế'),
    ('\u{f322}', 'Ể'),
    ('[', 'Ê'),
    (']', 'Ă'),
    ('¦', 'Ư'),
];
/// Nepali: letters of other languages of Devanagari.
const NEPALI: [(char, char); 3] = [('ऄ', 'अ'), ('ऍ', 'ऐ'), ('ऒ', 'ओ')];
/// Nepali: a vowel and its sign behind a consonant; Braille has one cell for both.
const VOWELS: [(char, char); 10] = [
    ('आ', 'ा'),
    ('इ', 'ि'),
    ('ई', 'ी'),
    ('उ', 'ु'),
    ('ऊ', 'ू'),
    ('ए', 'े'),
    ('ऐ', 'ै'),
    ('ओ', 'ो'),
    ('औ', 'ौ'),
    ('ऋ', 'ृ'),
];
/// The cell of अ: between a consonant and a vowel it says that the vowel is a letter of its own.
const NEPALI_A: u8 = 0x01;
/// The first cells of the other vowels: आ, इ, ई, उ, ऊ, ए, ऐ, ओ, औ, ऋ.
const NEPALI_VOWELS: [u8; 10] = [0x1c, 0x0a, 0x14, 0x25, 0x33, 0x11, 0x0c, 0x15, 0x2a, 0x10];
/// The sign before a number, in which cells are digits.
const NUMBER: u8 = 0x3c;

/// Cells in the parts that are read by themselves.
pub(super) fn parts<'a>(table: &str, cells: &'a [u8]) -> Vec<&'a [u8]> {
    if !table.starts_with("np-") {
        return vec![cells];
    }
    let mut parts = Vec::new();
    let (mut from, mut is_number) = (0, false);
    for (at, cell) in cells.iter().enumerate() {
        is_number = *cell == NUMBER || is_number && *cell != 0;
        let before = at.checked_sub(1).and_then(|at| cells.get(at));
        let is_inside = before.is_some_and(|before| *before != 0) && !is_number;
        let next = cells.get(at + 1);
        if *cell == NEPALI_A && is_inside && next.is_some_and(|next| NEPALI_VOWELS.contains(next)) {
            parts.push(cells.get(from..at).unwrap_or_default());
            from = at + 1;
        }
    }
    parts.push(cells.get(from..).unwrap_or_default());
    parts
}

/// The text as it was meant.
pub(super) fn repaired(table: &str, text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    match table.get(..3) {
        Some("vi-") => text.chars().map(|letter| of(&VIETNAMESE, letter)).collect(),
        Some("np-") => nepali(&text),
        _ => text,
    }
}

fn of(table: &[(char, char)], letter: char) -> char {
    let found = table.iter().find(|(from, _)| *from == letter);
    found.map_or(letter, |(_, to)| *to)
}

fn nepali(text: &str) -> String {
    let mut meant = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = match letter {
            '०'..='९' => {
                let digit = u8::try_from(u32::from(letter) - u32::from('०')).unwrap_or(0);
                char::from(b'0' + digit)
            }
            _ => of(&NEPALI, letter),
        };
        let is_behind_consonant = meant
            .chars()
            .next_back()
            .is_some_and(|before| ('क'..='ह').contains(&before));
        meant.push(if is_behind_consonant {
            of(&VOWELS, letter)
        } else {
            letter
        });
    }
    meant
}
