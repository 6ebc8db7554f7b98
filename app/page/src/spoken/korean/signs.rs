//! Signs that are neither letters nor figures, and letters of Hangul that stand alone.

use super::counters::PARTICLES;
use super::{Read, number, scan, units};
use crate::spoken::spell;

/// Signs with a name. What has none and is no punctuation is a pause.
const NAMES: [(char, &str); 46] = [
    ('%', " 퍼센트"),
    ('&', " 앤드 "),
    ('@', " 골뱅이 "),
    ('#', " 샵 "),
    ('*', " 별표 "),
    ('_', " 밑줄 "),
    ('\\', " 역빗금 "),
    ('=', " 등호 "),
    ('+', " 더하기 "),
    ('×', " 곱하기 "),
    ('÷', " 나누기 "),
    ('±', " 플러스마이너스 "),
    ('≥', " 이상 "),
    ('≤', " 이하 "),
    ('≠', " 같지 않음 "),
    ('∞', " 무한대 "),
    ('√', " 루트 "),
    ('℃', " 도"),
    ('°', " 도"),
    ('₩', " 원 "),
    ('￦', " 원 "),
    ('$', " 달러 "),
    ('€', " 유로 "),
    ('£', " 파운드 "),
    ('¥', " 엔 "),
    ('½', " 이분의 일"),
    ('⅓', " 삼분의 일"),
    ('⅔', " 삼분의 이"),
    ('¼', " 사분의 일"),
    ('¾', " 사분의 삼"),
    ('☎', " 전화 "),
    ('☏', " 전화 "),
    ('※', " 참고, "),
    ('№', " 번호 "),
    ('㈜', " 주식회사 "),
    ('㉾', " 우편번호 "),
    ('§', " 절 "),
    ('©', " 저작권 "),
    ('®', " "),
    ('™', " "),
    ('²', " 제곱"),
    ('³', " 세제곱"),
    ('♨', " 온천 "),
    ('〒', " 우편번호 "),
    ('☆', ", "),
    ('★', ", "),
];
/// Words that are one syllable in brackets.
const IN_BRACKETS: [(&str, &str); 2] = [("(주)", " 주식회사 "), ("(우)", " 우편번호 ")];
/// Numbers in one sign, from 1 on.
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const ROMAN: &str = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ";

/// A sign in words; `said` is what was said before it.
pub(super) fn read(text: &[char], at: usize, said: &str) -> Option<Read> {
    let sign = scan::at(text, at).filter(|sign| !scan::is_syllable(*sign))?;
    if let Some(read) = lone_letters(text, at) {
        return Some(read);
    }
    if let Some((short, name)) = IN_BRACKETS
        .iter()
        .find(|(short, _)| scan::stands(text, at, short))
    {
        return Some(Read::new(*name, at + short.chars().count()));
    }
    let words = match sign {
        '\n' | ' ' | '.' | ',' | '!' | '?' => return None,
        ':' | ';' => ",".to_owned(),
        '"' | '“' | '”' | '\'' | '‘' | '’' | '`' | '「' | '」' | '『' | '』' => {
            String::new()
        }
        // A particle belongs to what stands before the bracket.
        ')' | ']' | '}' | '〉' | '》' | '】' if has_particle(text, at + 1) => String::new(),
        // A name that is withheld (박○○).
        '○' | '〇' | '◯' if is_withheld(text, at) => "땡".to_owned(),
        '。' => ".".to_owned(),
        unit if !unit.is_ascii() && units::name(unit).is_some() => {
            format!(" {}", units::name(unit).unwrap_or_default())
        }
        letter if letter.is_alphanumeric() && !NAMES.iter().any(|(own, _)| *own == letter) => {
            return number_sign(letter, at);
        }
        letter if scan::is_tilde(letter) => tilde(text, at, said).to_owned(),
        '-' | '−' | '·' | '/' if is_between_words(text, at) => " ".to_owned(),
        sign => match NAMES.iter().find(|(own, _)| *own == sign) {
            Some((_, name)) => (*name).to_owned(),
            None if is_mark(sign) => return None,
            None => ", ".to_owned(),
        },
    };
    Some(Read::new(words, at + 1))
}

/// ①, Ⅲ: the number, and a pause.
fn number_sign(letter: char, at: usize) -> Option<Read> {
    let place = [CIRCLED, ROMAN]
        .iter()
        .find_map(|signs| signs.chars().position(|own| own == letter))?;
    let digits: Vec<char> = (place + 1).to_string().chars().collect();
    Some(Read::new(format!(", {}, ", number::sino(&digits)), at + 1))
}

/// Letters of Hangul that are no syllable: laughter and tears in chats by a word, others by their names.
fn lone_letters(text: &[char], at: usize) -> Option<Read> {
    let first = scan::at(text, at).filter(|letter| matches!(letter, 'ㄱ'..='ㅣ'))?;
    let mood = |letter: &char| match letter {
        'ㅋ' | 'ㅎ' => 1,
        'ㅠ' | 'ㅜ' => 2,
        _ => 0,
    };
    let kind = mood(&first);
    let letters = text[at..].iter().take_while(|letter| mood(letter) == kind);
    let length = if kind > 0 { letters.count() } else { 1 };
    if length > 1 {
        let word = if kind == 1 { " 웃음 " } else { " 울음 " };
        return Some(Read::new(word, at + length));
    }
    let name = spell::jamo_name(first)?;
    Some(Read::new(format!(" {name} "), at + 1))
}

/// 월~금: from one to the other; at a word's end a drawl, which is not said.
fn tilde(text: &[char], at: usize, said: &str) -> &'static str {
    let next = scan::behind_blanks(text, at + 1);
    let behind = scan::at(text, next)
        .is_some_and(|letter| scan::is_syllable(letter) || letter.is_ascii_alphanumeric());
    let close = next == at + 1 || scan::before(text, at) == Some(' ');
    if behind && close && said.trim_end().ends_with(scan::is_syllable) {
        "에서 "
    } else {
        " "
    }
}

fn has_particle(text: &[char], at: usize) -> bool {
    let word = scan::hangul(text, at);
    !word.is_empty() && PARTICLES.contains(&word.as_str())
}

fn is_withheld(text: &[char], at: usize) -> bool {
    let is_part = |letter: Option<char>| {
        letter.is_some_and(|letter| scan::is_syllable(letter) || matches!(letter, '○' | '〇' | '◯'))
    };
    is_part(scan::before(text, at)) || is_part(scan::at(text, at + 1))
}

fn is_between_words(text: &[char], at: usize) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is_letter(scan::before(text, at)) && is_letter(scan::at(text, at + 1))
}

/// Marks that belong to the letter before them, in scripts that have such.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || matches!(sign, '\u{200C}' | '\u{200D}')
}
