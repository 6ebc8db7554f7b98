//! Chinese characters in Korean text. A voice for Korean cannot say them; they mostly repeat the word before them.

use crate::hangul::is_syllable;

/// Signs of headlines.
const HEADLINE: [(char, &str); 13] = [
    ('第', "제"),
    ('美', "미국"),
    ('中', "중국"),
    ('日', "일본"),
    ('英', "영국"),
    ('獨', "독일"),
    ('韓', "한국"),
    ('北', "북한"),
    ('前', "전 "),
    ('現', "현 "),
    ('新', "신"),
    ('故', "고 "),
    ('對', "대"),
];

/// So many characters are more than a word.
const SENTENCE_MIN: usize = 4;

/// Whether a letter is a Chinese character.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3005}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Korean text without them: a gloss in brackets goes (시청(市廳)), a headline's sign is read, other words
/// among Hangul are told and counted. What is longer, or alone, is left for a voice that can read it.
pub(super) fn without(text: &str) -> String {
    if !text.contains(is_han) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let has_hangul = text.contains(is_syllable);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(end) = gloss(&letters, at) {
            at = end;
        } else if is_han(*letter) {
            let length = letters[at..]
                .iter()
                .take_while(|letter| is_han(**letter))
                .count();
            let run = &letters[at..at + length];
            out.push_str(&said(run, length < SENTENCE_MIN && has_hangul));
            at += length;
        } else {
            out.push(*letter);
            at += 1;
        }
    }
    out
}

/// The place behind a bracket with nothing but characters in it, behind a Korean word.
fn gloss(letters: &[char], at: usize) -> Option<usize> {
    let before = letters.get(at.checked_sub(1)?)?;
    if !is_syllable(*before) || !matches!(letters.get(at)?, '(' | '[') {
        return None;
    }
    let inside = letters[at + 1..]
        .iter()
        .take_while(|letter| is_han(**letter) || matches!(letter, '·' | ' ' | ','));
    let end = at + 1 + inside.count();
    (end > at + 1 && matches!(letters.get(end)?, ')' | ']')).then_some(end + 1)
}

fn said(run: &[char], is_word: bool) -> String {
    if let [only] = run
        && let Some((_, name)) = HEADLINE.iter().find(|(sign, _)| sign == only)
    {
        return (*name).to_owned();
    }
    if is_word {
        return format!(" 한자 {}글자 ", run.len());
    }
    run.iter().collect()
}
