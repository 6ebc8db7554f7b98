//! Type-ahead: finds the labels of a long list that what was typed may mean.
//!
//! Case, accents and punctuation do not matter. Hangul is compared key by key as it is typed, so that a syllable
//! that is still being composed finds what it may become (서, 섣, 서대 all find 서대문구); consonants alone are
//! initials (초성: ㅅㄷ finds 서대문구). Behind whole syllables one consonant is understood, 서ㄷ, but not 서ㄷㅁ.
//!
//! Every word typed must be found in the label. Best first: the label itself; labels that begin with what was
//! typed; labels in which every word typed begins a word; labels in which they stand anywhere. Within each, the
//! order of the list holds.

use crate::hangul;
use memchr::memmem;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Labels, made ready to be searched often.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// As they are typed, letter by letter.
    typed: Keys,
    /// With their initial consonants in place of syllables; labels without Hangul are empty here.
    initials: Keys,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where the labels stand in the list, best first; no more than asked for.
    pub indices: Vec<usize>,
    /// How many there are in all.
    pub count: usize,
}

/// How well a label fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    WordStarts,
    Anywhere,
}

const FITS: usize = 4;

impl Finder {
    /// Makes labels ready; takes a while for many, so it is done once for a list.
    pub fn new<L: AsRef<str>>(labels: impl IntoIterator<Item = L>) -> Finder {
        let mut finder = Finder::default();
        for label in labels {
            let plain = plain(label.as_ref());
            finder.typed.push(plain.chars().flat_map(keys));
            let has_hangul = plain
                .chars()
                .any(|letter| hangul::initial_of(letter).is_some());
            let initials = plain.chars().filter(|_| has_hangul);
            finder
                .initials
                .push(initials.map(|letter| hangul::initial_of(letter).unwrap_or(letter)));
        }
        finder
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.typed.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.typed.ends.is_empty()
    }

    /// The labels that what was typed may mean, at most `limit` of them. Nothing typed means all of them.
    pub fn find(&self, typed: &str, limit: usize) -> Found {
        let plain = plain(typed);
        let words: Vec<Word> = plain.split_whitespace().map(Word::new).collect();
        // The longest word leaves the fewest labels to be looked at.
        let Some((rarest, first)) = words
            .iter()
            .enumerate()
            .max_by_key(|(_, word)| word.key.len())
        else {
            let indices = (0..self.len()).take(limit).collect();
            let count = self.len();
            return Found { indices, count };
        };
        let mut fits: [Vec<usize>; FITS] = Default::default();
        let mut count = 0;
        let whole = format!(
            " {}",
            words
                .iter()
                .map(|word| word.key.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        );
        self.keys(first).each_with(first, |index, starts| {
            let others = words.iter().enumerate().filter(|(at, _)| *at != rarest);
            let mut starts = starts;
            for (_, word) in others {
                match word.starts_in(self.keys(word).get(index)) {
                    Some(own) => starts &= own,
                    None => return,
                }
            }
            count += 1;
            let fit = if !starts {
                Fit::Anywhere
            } else {
                whole_fit(self.keys(first).get(index), &whole)
            };
            let found = &mut fits[fit as usize];
            if found.len() < limit {
                found.push(index);
            }
        });
        let indices = fits.into_iter().flatten().take(limit).collect();
        Found { indices, count }
    }

    fn keys(&self, word: &Word) -> &Keys {
        if word.initials {
            &self.initials
        } else {
            &self.typed
        }
    }
}

fn whole_fit(key: &str, whole: &str) -> Fit {
    match key.strip_prefix(whole) {
        Some("") => Fit::Whole,
        Some(_) => Fit::Start,
        None => Fit::WordStarts,
    }
}

/// A word that was typed.
struct Word {
    key: String,
    /// Whether it is consonants alone.
    initials: bool,
    anywhere: memmem::Finder<'static>,
    at_start: memmem::Finder<'static>,
}

impl Word {
    fn new(plain: &str) -> Word {
        // A vowel alone is no initial, nor is a letter of another script.
        let initials = plain
            .chars()
            .all(|letter| hangul::initial_of(letter) == Some(letter));
        let key: String = if initials {
            plain.to_owned()
        } else {
            plain.chars().flat_map(keys).collect()
        };
        Word {
            anywhere: memmem::Finder::new(&key).into_owned(),
            at_start: memmem::Finder::new(&format!(" {key}")).into_owned(),
            key,
            initials,
        }
    }

    /// Whether it begins a word of a label; `None` if it is not there at all.
    fn starts_in(&self, key: &str) -> Option<bool> {
        self.anywhere.find(key.as_bytes())?;
        Some(self.at_start.find(key.as_bytes()).is_some())
    }
}

/// One long text of all labels, which is faster to go through than many short ones. Each word has a blank before it.
#[derive(Clone, Debug, Default)]
struct Keys {
    text: String,
    /// Where each label ends.
    ends: Vec<usize>,
}

impl Keys {
    fn push(&mut self, key: impl Iterator<Item = char>) {
        self.text.push(' ');
        self.text.extend(key);
        self.ends.push(self.text.len());
    }

    fn get(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let end = self.ends.get(index).copied().unwrap_or(0);
        self.text
            .get(start.copied().unwrap_or(0)..end)
            .unwrap_or_default()
    }

    /// Tells every label that holds the word, and whether it begins one there.
    fn each_with(&self, word: &Word, mut tell: impl FnMut(usize, bool)) {
        let text = self.text.as_bytes();
        let mut index = 0;
        let mut at = 0;
        while let Some(found) = text.get(at..).and_then(|rest| word.anywhere.find(rest)) {
            let hit = at + found;
            while self.ends.get(index).is_some_and(|end| *end <= hit) {
                index += 1;
            }
            let starts = text.get(hit.wrapping_sub(1)) == Some(&b' ');
            let key = self.get(index);
            tell(
                index,
                starts || word.at_start.find(key.as_bytes()).is_some(),
            );
            at = self.ends.get(index).copied().unwrap_or(text.len());
            index += 1;
        }
    }
}

/// Small letters without accents, words with one blank between them. Marks that are letters of their script, such as
/// the vowel signs of Devanagari, stay; those of Latin, Greek and Cyrillic go (U+0300 to U+036F).
fn plain(text: &str) -> String {
    let bare = |letter: char| letter.is_ascii() || ('가'..='힣').contains(&letter);
    if text.chars().all(bare) {
        return words(text.chars());
    }
    let accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    // NFC puts the syllables of Hangul together again.
    words(text.nfd().filter(|letter| !accent(letter)).nfc())
}

fn words(letters: impl Iterator<Item = char>) -> String {
    let mut words = String::new();
    let mut between = false;
    for letter in letters.flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            if between && !words.is_empty() {
                words.push(' ');
            }
            between = false;
            words.push(if letter == 'đ' { 'd' } else { letter });
        } else {
            between = true;
        }
    }
    words
}

/// A letter as it is typed.
fn keys(letter: char) -> impl Iterator<Item = char> {
    let mut hangul = hangul::keys_of(letter).peekable();
    let itself = hangul.peek().is_none().then_some(letter);
    hangul.chain(itself)
}

#[cfg(test)]
mod tests;
