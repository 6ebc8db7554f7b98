//! E-mail and web addresses: words by name, the rest by letters, with the signs between them.

use super::number::digits;
use super::{Read, latin, scan};

/// Names at the end of a web address.
const DOMAINS: [&str; 9] = [
    ".kr", ".com", ".net", ".org", ".gov", ".edu", ".io", ".info", ".go",
];
/// Letters up to this many are read one by one: go, kr, or.
const LETTERS_MAX: usize = 3;
/// Of a longer address the name of the computer is enough to hear; it can be spelled.
const ADDRESS_MAX: usize = 60;
/// By its first letters it is known whether something is an address; a text may begin one at every second letter.
const LOOK_MAX: usize = 300;

/// An address that begins here.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    let inside = scan::before(text, at).is_some_and(|before| {
        before.is_ascii_alphanumeric() || matches!(before, '.' | '@' | '/' | '_' | '-')
    });
    if inside || !scan::at(text, at)?.is_ascii_alphanumeric() {
        return None;
    }
    let rest = &text[at..];
    let written = written(&rest[..rest.len().min(LOOK_MAX)]);
    let written = written.as_str();
    let address = written.split_once("://").map_or(written, |(_, rest)| rest);
    let host = address.split(['/', '?', '#']).next()?;
    if !is_address(address, host, written) {
        return None;
    }
    if address.len() > ADDRESS_MAX {
        let end = at + self::written(rest).len();
        return Some(Read::new(format!("{}, 긴 주소", words(host)), end));
    }
    Some(Read::new(words(address), at + written.len()))
}

/// The letters that may belong to an address, without the marks that end a sentence.
fn written(text: &[char]) -> String {
    let is_part = |letter: &&char| {
        letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '"' | '(' | ')' | '[' | ']')
    };
    let written: String = text.iter().take_while(is_part).collect();
    let end = written.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    end.to_owned()
}

fn is_address(address: &str, host: &str, written: &str) -> bool {
    if let Some((name, computer)) = address.split_once('@') {
        return !name.is_empty()
            && computer.contains('.')
            && computer.starts_with(|first: char| first.is_ascii_alphanumeric());
    }
    let is_web = written.starts_with("http://")
        || written.starts_with("https://")
        || host.starts_with("www.");
    let has_letters = host.bytes().any(|letter| letter.is_ascii_alphabetic());
    has_letters
        && host.contains('.')
        && (is_web
            || DOMAINS
                .iter()
                .any(|domain| host.to_ascii_lowercase().ends_with(domain)))
}

fn words(address: &str) -> String {
    let mut out = String::new();
    let letters: Vec<char> = address.chars().collect();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let same = |kind: fn(&char) -> bool| {
            letters[at..]
                .iter()
                .take_while(|letter| kind(letter))
                .count()
        };
        let length = match letter {
            '0'..='9' => same(char::is_ascii_digit),
            _ => same(char::is_ascii_alphabetic).max(1),
        };
        let part = &letters[at..at + length];
        let word: String = part.iter().collect();
        let said = match letter {
            '0'..='9' => digits(part),
            letter if letter.is_ascii_alphabetic() => match latin::known(&word) {
                Some(name) => name.to_owned(),
                None if length <= LETTERS_MAX => latin::spelled(&word),
                None => word,
            },
            sign => sign_name(*sign).to_owned(),
        };
        out.push_str(&said);
        out.push(' ');
        at += length;
    }
    out.trim_end().to_owned()
}

fn sign_name(sign: char) -> &'static str {
    match sign {
        '.' => "점",
        '@' => "골뱅이",
        '/' => "빗금",
        '-' => "붙임표",
        '_' => "밑줄",
        ':' => "쌍점",
        '?' => "물음표",
        '&' => "앤드",
        '=' => "등호",
        '%' => "퍼센트",
        '#' => "샵",
        '+' => "더하기",
        '~' => "물결표",
        _ => ",",
    }
}
