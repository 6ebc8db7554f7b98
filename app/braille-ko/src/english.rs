//! Contracted English among Latin letters in Korean text: article 37, and The Rules of Unified English Braille, section 10.
//!
//! Words of small letters, or with a capital at their beginning, are contracted; capitals alone are mostly names that are
//! spelled (KTX). Behind ⠴ no word is one sign (article 37), nor where a sign touches it. The six words of lower signs alone
//! (be, enough, were, his, in, was) are spelled. A word in which a contraction would bridge two parts (sweetheart) is
//! not known; it is contracted as it is written.

use crate::hangul::cells;
use std::sync::LazyLock;

mod reading;

pub(crate) use reading::{Around, begins, read};

/// Where a contraction may stand in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Anywhere: and, for, of, the, with (10.3), which come before others.
    First,
    /// Anywhere (10.4, 10.7).
    Any,
    /// Anywhere but at the beginning: ing (10.4), and those of 10.8.
    Behind,
    /// Between letters (10.6).
    Inside,
    /// At the beginning, before a letter (10.6).
    Begin,
    /// Anywhere, but a word is never made of such cells alone (10.6).
    Lower,
    /// The whole word: one sign between blanks (10.1, 10.2).
    Sign,
    /// The whole word (10.9).
    Word,
}

/// Letters, and their cells.
struct Contraction {
    letters: &'static str,
    cells: Vec<u8>,
    place: Place,
}

static TABLE: LazyLock<Vec<Contraction>> = LazyLock::new(|| {
    let rows = include_str!("english/contractions.txt").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    let places = rows.filter_map(|row| row.split_once(": "));
    places
        .flat_map(|(place, pairs)| section(place, pairs))
        .collect()
});

fn section(place: &'static str, pairs: &'static str) -> impl Iterator<Item = Contraction> {
    let place = match place {
        "first" => Place::First,
        "behind" => Place::Behind,
        "inside" => Place::Inside,
        "begin" => Place::Begin,
        "lower" => Place::Lower,
        "sign" => Place::Sign,
        "word" => Place::Word,
        _ => Place::Any,
    };
    pairs.split(' ').filter_map(move |pair| {
        let (letters, patterns) = pair.split_once('=')?;
        Some(Contraction {
            letters,
            cells: cells(patterns),
            place,
        })
    })
}

/// How a word stands in its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stands {
    /// Whether blanks are on both sides, and not the sign that begins Latin letters.
    pub between_blanks: bool,
    /// Whether a hyphen or another sign stands just before: lower signs do not begin a word there.
    pub behind_sign: bool,
}

/// Letters of a word that share their cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// How many letters.
    pub letters: usize,
    /// Their cells.
    pub cells: &'static [u8],
}

/// A longer word is none of English.
pub(crate) const LETTERS_MAX: usize = 32;

/// The contractions of a word in small letters, by where they begin; letters that are `fixed` are in none.
pub(crate) fn pieces(word: &str, stands: Stands, fixed: &[bool]) -> Vec<(usize, Piece)> {
    let count = word.len();
    if !(2..=LETTERS_MAX).contains(&count)
        || !word.bytes().all(|letter| letter.is_ascii_lowercase())
    {
        return Vec::new();
    }
    let whole = TABLE.iter().find(|entry| {
        let holds = match entry.place {
            Place::Sign => stands.between_blanks,
            Place::Word => true,
            _ => false,
        };
        holds && entry.letters == word && !fixed.contains(&true)
    });
    if let Some(entry) = whole {
        return vec![(0, piece(entry))];
    }
    let mut fixed = fixed.to_vec();
    let begins_low = shortest(word, &fixed)
        .first()
        .is_some_and(|(_, entry)| entry.is_some_and(|entry| entry.place == Place::Begin));
    if stands.behind_sign && begins_low {
        fixed.resize(count, false);
        fixed.iter_mut().take(1).for_each(|letter| *letter = true);
    }
    let mut found = Vec::new();
    let mut at = 0;
    for (letters, entry) in shortest(word, &fixed) {
        if let Some(entry) = entry {
            found.push((at, piece(entry)));
        }
        at += letters;
    }
    let covered: usize = found.iter().map(|(_, piece)| piece.letters).sum();
    let is_upper = |(_, piece): &(usize, Piece)| piece.cells.iter().any(|cell| cell & 0x09 != 0);
    if covered == count && !found.iter().any(is_upper) {
        return Vec::new();
    }
    found
}

fn piece(entry: &'static Contraction) -> Piece {
    Piece {
        letters: entry.letters.len(),
        cells: &entry.cells,
    }
}

/// A step through a word: so many letters, contracted or not.
type Step = (usize, Option<&'static Contraction>);

/// The way through a word with the fewest cells; among equals, the one with the stronger contractions (10.10).
fn shortest(word: &str, fixed: &[bool]) -> Vec<Step> {
    let count = word.len();
    let mut best: Vec<(usize, Step)> = vec![(0, (1, None)); count + 1];
    for at in (0..count).rev() {
        let rest = word.get(at..).unwrap_or_default();
        let cost_of = |step: usize| best.get(at + step).map_or(0, |(cost, _)| *cost);
        let mut cheapest = (cost_of(1) + 10, (1, None));
        for entry in TABLE.iter().filter(|entry| rest.starts_with(entry.letters)) {
            let end = at + entry.letters.len();
            let is_fixed = fixed
                .get(at..end)
                .is_some_and(|fixed| fixed.contains(&true));
            if is_fixed || !entry.fits(word, at, end) {
                continue;
            }
            let own = entry.cells.len() * 10 - usize::from(entry.place == Place::First) * 2
                + usize::from(entry.is_low());
            let cost = cost_of(entry.letters.len()) + own;
            if cost < cheapest.0 {
                cheapest = (cost, (entry.letters.len(), Some(entry)));
            }
        }
        if let Some(slot) = best.get_mut(at) {
            *slot = cheapest;
        }
    }
    let mut steps = Vec::new();
    let mut at = 0;
    while at < count {
        let step = best.get(at).map_or((1, None), |(_, step)| *step);
        at += step.0;
        steps.push(step);
    }
    steps
}

impl Contraction {
    fn is_low(&self) -> bool {
        matches!(self.place, Place::Inside | Place::Begin | Place::Lower)
    }

    fn fits(&self, word: &str, at: usize, end: usize) -> bool {
        match self.place {
            Place::First | Place::Any | Place::Lower => self.sounds_so(word, at, end),
            Place::Behind => at > 0,
            Place::Inside => at > 0 && end < word.len() && !ends_prefix(word, at),
            Place::Begin => at == 0 && end < word.len() && begins_syllable(self.letters, word),
            Place::Sign | Place::Word => false,
        }
    }

    /// Letters that are contracted only where they are the word, or sound like it (10.7): severe, adhered, anemone, Parthenon.
    fn sounds_so(&self, word: &str, at: usize, end: usize) -> bool {
        let before = word.get(..at).unwrap_or_default();
        let behind = word.get(end..).unwrap_or_default();
        match self.letters {
            "ever" => {
                !before.ends_with(['e', 'i'])
                    && !before.ends_with("al")
                    && !behind.starts_with(['e', 's', 't', 'i'])
            }
            "here" => !behind.starts_with(['d', 'n', 'r', 't']) && !before.ends_with('c'),
            "one" => {
                !before.ends_with('o') && !behind.starts_with(['r', 'g', 'n', 'm', 't', 'o', 'x'])
            }
            "upon" => !before.ends_with('o'),
            "part" => !behind.starts_with('h'),
            "had" => behind.is_empty() && before.is_empty(),
            "time" => !behind.starts_with(['n', 't']),
            "under" => !before.ends_with(['a', 'o', 'l', 'f', 'b', 'h']),
            "name" => !behind.starts_with(['n', 'l']),
            "some" => !behind.starts_with('r') || before.is_empty(),
            _ => true,
        }
    }
}

/// Whether ea is the end of a prefix and the beginning of a word: reappear, reassure and not ready.
fn ends_prefix(word: &str, at: usize) -> bool {
    const WORDS: [&str; 8] = [
        "reac", "reapp", "reass", "realloc", "readj", "readm", "reaff", "deac",
    ];
    at == 1 && WORDS.iter().any(|begin| word.starts_with(begin)) && !word.starts_with("reach")
}

/// Whether be and con are a syllable of their own: before and not best, contact and not cone.
fn begins_syllable(letters: &str, word: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    let behind = word.as_bytes().get(letters.len()..).unwrap_or_default();
    match (letters, behind) {
        ("be", [first, second, ..]) => {
            !is_vowel(first) && (is_vowel(second) || [first, second] == [&b't', &b'w'])
        }
        ("con", [first, ..]) => !is_vowel(first) && *first != b'k',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contracted(word: &str, between_blanks: bool) -> String {
        let found = pieces(
            word,
            Stands {
                between_blanks,
                ..Stands::default()
            },
            &[],
        );
        let mut text = String::new();
        let mut at = 0;
        for (start, piece) in found {
            text.push_str(&word[at..start]);
            let patterns = piece
                .cells
                .iter()
                .map(|cell| char::from_u32(0x2800 + u32::from(*cell)));
            text.extend(patterns.flatten());
            at = start + piece.letters;
        }
        text + &word[at..]
    }

    #[test]
    fn words_are_contracted_as_unified_english_has_them() {
        for (word, cells) in [
            ("every", "⠐⠑y"),
            ("just", "ju⠌"),
            ("knowledge", "⠐⠅l⠫ge"),
            ("rather", "ra⠮r"),
            ("that", "⠹at"),
            ("very", "v⠻y"),
            ("you", "y⠳"),
            ("enough", "⠢⠳⠣"),
            ("were", "w⠻e"),
            ("in", "in"),
            ("be", "be"),
            ("station", "⠌a⠰⠝"),
            ("reading", "r⠂d⠬"),
            ("egg", "egg"),
            ("before", "⠆⠋"),
            ("begin", "⠆g⠔"),
            ("best", "be⠌"),
            ("contact", "⠒tact"),
            ("cone", "c⠐⠕"),
            ("reappear", "reappe⠜"),
            ("component", "compon⠢t"),
            ("letters", "⠇⠗⠎"),
            ("tea", "tea"),
            ("ring", "r⠬"),
            ("severe", "sev⠻e"),
            ("payment", "pay⠰⠞"),
            ("happiness", "happi⠰⠎"),
            ("women", "wom⠢"),
            ("there", "⠐⠮"),
            ("today", "⠞⠙"),
            ("children", "⠡⠝"),
            ("the", "⠮"),
            ("people", "people"),
        ] {
            assert_eq!(contracted(word, false), cells, "{word}");
        }
        assert_eq!(contracted("people", true), "⠏");
        assert_eq!(contracted("this", true), "⠹");
    }

    #[test]
    fn every_contraction_has_letters_and_six_dots() {
        assert!(TABLE.len() > 150, "{}", TABLE.len());
        for entry in TABLE.iter() {
            let letters = entry
                .letters
                .bytes()
                .all(|letter| letter.is_ascii_lowercase());
            assert!(letters && !entry.cells.is_empty(), "{}", entry.letters);
            assert!(entry.cells.iter().all(|cell| (1..0x40).contains(cell)));
        }
    }
}
