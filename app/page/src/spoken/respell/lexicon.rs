//! Words whose sound their spelling does not show, in a spelling from which the rules make it.

use super::syllable::Syllable;
use crate::hangul::is_syllable;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A row of the table: where these letters stand, those are spoken.
struct Entry {
    written: Vec<char>,
    spelled: Vec<char>,
    place: Place,
    ends_word: bool,
}

/// Where in a word an entry holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a word.
    Start,
    /// At its start, or with two syllables or more before it (교육일정, but not 통일정책).
    Part,
    /// Anywhere.
    Anywhere,
    /// Behind a syllable in ㄹ.
    BehindRieul,
}

/// The rows by their first letter, the longest first.
static WORDS: LazyLock<BTreeMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut words: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
    for entry in include_str!("words.tsv").lines().flat_map(entries) {
        if let Some(first) = entry.written.first() {
            words.entry(*first).or_default().push(entry);
        }
    }
    for entries in words.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.written.len()));
    }
    words
});

/// The entries of a line: `written <tab> spelled <tab> article`. See the head of the table.
fn entries(line: &str) -> Vec<Entry> {
    let mut columns = line.split('\t');
    let (Some(written), Some(spelled)) = (columns.next(), columns.next()) else {
        return Vec::new();
    };
    if written.starts_with('#') {
        return Vec::new();
    }
    let (place, written) = match written.chars().next() {
        Some('*') => (Place::Anywhere, &written[1..]),
        Some('+') => (Place::Part, &written[1..]),
        Some('ㄹ') => (Place::BehindRieul, &written['ㄹ'.len_utf8()..]),
        _ => (Place::Start, written),
    };
    let ends_word = written.ends_with('$');
    let written = written.trim_end_matches('$');
    let entry = |written: String, spelled: String| Entry {
        written: written.chars().collect(),
        spelled: spelled.chars().collect(),
        place,
        ends_word,
    };
    let Some((stem, endings)) = written.split_once('-') else {
        return vec![entry(written.to_owned(), spelled.to_owned())];
    };
    // A stem with the first syllables of its endings, and the same syllables tense (제24항).
    let pairs = endings.chars().zip(spelled.chars());
    pairs
        .map(|(ending, tense)| entry(format!("{stem}{ending}"), format!("{stem}{tense}")))
        .collect()
}

/// Puts the words of the table in.
pub(super) fn spell(text: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    // How many syllables of this word stand before `at`.
    let mut before = 0;
    while let Some(letter) = text.get(at) {
        if let Some(entry) = find(text, at, before) {
            out.extend(&entry.spelled);
            at += entry.written.len();
            let behind_space = entry.written.iter().rev().take_while(|own| **own != ' ');
            let length = behind_space.count();
            before = if length == entry.written.len() {
                before + length
            } else {
                length
            };
            continue;
        }
        before = if is_syllable(*letter) { before + 1 } else { 0 };
        out.push(*letter);
        at += 1;
    }
    out
}

fn find(text: &[char], at: usize, before: usize) -> Option<&'static Entry> {
    let rest = text.get(at..)?;
    let entries = WORDS.get(rest.first()?)?;
    entries.iter().find(|entry| {
        let place = match entry.place {
            Place::Start => before == 0,
            Place::Part => before != 1,
            Place::Anywhere => true,
            Place::BehindRieul => at
                .checked_sub(1)
                .and_then(|left| text.get(left))
                .and_then(|left| Syllable::of(*left))
                .is_some_and(|left| left.last == 'ㄹ'),
        };
        let behind = rest.get(entry.written.len());
        place
            && rest.starts_with(&entry.written)
            && !(entry.ends_word && behind.is_some_and(|behind| is_syllable(*behind)))
    })
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn every_row_of_the_table_says_something() {
        let rows = include_str!("words.tsv");
        let rows: Vec<&str> = rows
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        for row in &rows {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 3, "{row}");
            assert!(
                columns[2].parse::<u8>().is_ok_and(|article| article <= 30),
                "{row}"
            );
        }
        let mut seen = std::collections::BTreeSet::new();
        assert!(
            rows.iter().all(|row| seen.insert(row.split('\t').next())),
            "a word stands twice"
        );
        assert!(WORDS.values().map(Vec::len).sum::<usize>() >= rows.len());
    }
}
