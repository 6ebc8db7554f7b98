//! Latin letters in Korean text: known words by their Korean name, abbreviations letter by letter. What is neither
//! stays as it is, for a voice that knows Latin words.

use super::number::{digits, sino};
use super::{Read, scan};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The names of the letters, as they are called every day (알, 시, 제트).
const LETTERS: [&str; 26] = [
    "에이",
    "비",
    "시",
    "디",
    "이",
    "에프",
    "지",
    "에이치",
    "아이",
    "제이",
    "케이",
    "엘",
    "엠",
    "엔",
    "오",
    "피",
    "큐",
    "알",
    "에스",
    "티",
    "유",
    "브이",
    "더블유",
    "엑스",
    "와이",
    "제트",
];
/// More capitals than this are a word that somebody shouts.
const ABBREVIATION_MAX: usize = 5;
/// Figures behind letters are read as a number up to this many digits: A4, MP3, F12.
const NUMBER_DIGITS_MAX: usize = 3;
/// More letters than this, each with a full stop, are no abbreviation; no word of the table is longer either.
const LOOK_MAX: usize = 20;

static WORDS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("latin.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The Korean name of a letter.
pub(super) fn letter_name(letter: char) -> Option<&'static str> {
    let place = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
    LETTERS.get(place as usize).copied()
}

/// A word letter by letter, as one word: 시시티브이.
pub(super) fn spelled(word: &str) -> String {
    word.chars().filter_map(letter_name).collect()
}

/// The Korean name of a word.
pub(super) fn known(word: &str) -> Option<&'static str> {
    WORDS.get(word.to_ascii_lowercase().as_str()).copied()
}

/// A word of Latin letters, with the figures that belong to it.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    let is_letter =
        |place| scan::at(text, place).is_some_and(|letter| letter.is_ascii_alphabetic());
    let joins = |place: usize| {
        place > 0
            && scan::before(text, place)
                .is_some_and(|before| before.is_ascii_alphanumeric() || is_foreign(before))
    };
    if !is_letter(at) || joins(at) {
        return None;
    }
    if let Some(read) = dotted(text, at) {
        return Some(read);
    }
    if let Some(read) = known_with_hyphen(text, at) {
        return Some(read);
    }
    let length = text
        .iter()
        .skip(at)
        .take_while(|letter| letter.is_ascii_alphabetic())
        .count();
    let end = at + length;
    if scan::at(text, end)
        .is_some_and(|behind| is_foreign(behind) || behind == '\'' || behind == '’')
    {
        return Some(as_written(text, at));
    }
    let word: String = text.iter().skip(at).take(length).collect();
    let capitals = word.bytes().all(|letter| letter.is_ascii_uppercase());
    let is_short = capitals && length <= ABBREVIATION_MAX;
    let has_figure = scan::at(text, end).is_some_and(|behind| behind.is_ascii_digit());
    let name = match known(&word) {
        // PM2.5 is no time of day.
        Some(_) if is_short && has_figure => spelled(&word),
        Some(name) => name.to_owned(),
        None if length == 1 || is_short => spelled(&word),
        None => word,
    };
    Some(figure_behind(text, name, end))
}

/// Letters with a full stop behind each: U.S.A.
fn dotted(text: &[char], at: usize) -> Option<Read> {
    let mut letters = String::new();
    let mut end = at;
    while let (Some(letter), Some('.')) = (scan::at(text, end), scan::at(text, end + 1)) {
        if !letter.is_ascii_alphabetic() || letters.len() == LOOK_MAX {
            break;
        }
        letters.push(letter);
        end += 2;
    }
    let ends = scan::at(text, end).is_none_or(|behind| !behind.is_ascii_alphanumeric());
    (letters.len() > 1 && ends).then(|| Read::new(spelled(&letters), end))
}

/// A code of letters and figures that change more than once (550e8400-e29b): each by its name.
pub(super) fn code(text: &[char], at: usize) -> Option<Read> {
    const CHANGES_MIN: usize = 2;
    let begins =
        scan::before(text, at).is_none_or(|before| !before.is_alphanumeric() && before != '-');
    if !begins || !scan::at(text, at)?.is_ascii_alphanumeric() {
        return None;
    }
    let rest = text.iter().skip(at);
    let code: String = rest
        .take_while(|letter| letter.is_ascii_alphanumeric() || **letter == '-')
        .collect();
    let code = code.trim_end_matches('-');
    let changes = |group: &str| {
        let kinds: Vec<bool> = group
            .bytes()
            .map(|letter| letter.is_ascii_digit())
            .collect();
        kinds.windows(2).filter(|two| two[0] != two[1]).count()
    };
    if !code.split('-').any(|group| changes(group) >= CHANGES_MIN) {
        return None;
    }
    let name = |letter: char| match letter_name(letter) {
        Some(name) => name.to_owned(),
        None => digits(&[letter]),
    };
    let groups: Vec<String> = code
        .split('-')
        .map(|group| group.chars().map(name).collect())
        .collect();
    Some(Read::new(groups.join(", "), at + code.len()))
}

/// A word of the table with a hyphen in it: Wi-Fi.
fn known_with_hyphen(text: &[char], at: usize) -> Option<Read> {
    let rest = text.iter().skip(at);
    let letters = rest.take_while(|letter| letter.is_ascii_alphanumeric() || **letter == '-');
    // One more than the longest shows that this is a longer word.
    let word: String = letters.take(LOOK_MAX + 1).collect();
    let name = known(word.trim_end_matches('-')).filter(|_| word.contains('-'))?;
    Some(Read::new(name, at + word.trim_end_matches('-').len()))
}

/// The figure joined to letters: 에이 사, 엠피 삼; a long one or one with a leading zero digit by digit.
fn figure_behind(text: &[char], name: String, end: usize) -> Read {
    let hyphen = usize::from(scan::at(text, end) == Some('-'));
    let figure = scan::digits(text, end + hyphen);
    let behind = end + hyphen + figure.len();
    let goes_on = scan::at(text, behind)
        .is_some_and(|letter| matches!(letter, '.' | '-' | ':' | ','))
        && !scan::digits(text, behind + 1).is_empty();
    if figure.is_empty() || goes_on {
        let gap = if hyphen == 0 && !figure.is_empty() {
            " "
        } else {
            ""
        };
        return Read::new(format!("{name}{gap}"), end);
    }
    let is_number = figure.len() <= NUMBER_DIGITS_MAX && figure.first() != Some(&'0');
    let words = if is_number {
        sino(figure)
    } else {
        digits(figure)
    };
    Read::new(format!("{name} {words}"), behind)
}

/// A word with letters that are no Latin ones of the keyboard, or with an apostrophe.
fn as_written(text: &[char], at: usize) -> Read {
    let rest = text.iter().skip(at);
    let word: String = rest
        .take_while(|letter| {
            letter.is_ascii_alphanumeric() || is_foreign(**letter) || matches!(letter, '\'' | '’')
        })
        .collect();
    let end = at + word.chars().count();
    Read::new(word, end)
}

/// Latin letters with marks, as in Vietnamese names.
fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{C0}'..='\u{24F}' | '\u{300}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}')
}
