//! Text letter by letter: for what is typed or passed by the caret, and for "spell it".

use crate::{
    hangul::{self, FINALS, INITIALS, VOWELS},
    text::{Lang, Text},
    words::Words,
};
use unicode_segmentation::UnicodeSegmentation;

/// How exactly a text is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By letters as people call them; of Hangul by syllables.
    Letters,
    /// By what cannot be misheard: Hangul by its jamo, each with a word that has it; Latin letters with their words
    /// of the radio alphabet.
    Sounds,
}

/// The jamo: name (한글 맞춤법 제4항), and a common word that begins with it.
const JAMO: [(char, &str, &str); 40] = [
    ('ㄱ', "기역", "가방"),
    ('ㄲ', "쌍기역", "꼬리"),
    ('ㄴ', "니은", "나비"),
    ('ㄷ', "디귿", "다리"),
    ('ㄸ', "쌍디귿", "딸기"),
    ('ㄹ', "리을", "라디오"),
    ('ㅁ', "미음", "마음"),
    ('ㅂ', "비읍", "바다"),
    ('ㅃ', "쌍비읍", "빵"),
    ('ㅅ', "시옷", "사과"),
    ('ㅆ', "쌍시옷", "쌀"),
    ('ㅇ', "이응", "아기"),
    ('ㅈ', "지읒", "자동차"),
    ('ㅉ', "쌍지읒", "찌개"),
    ('ㅊ', "치읓", "치마"),
    ('ㅋ', "키읔", "콩"),
    ('ㅌ', "티읕", "토끼"),
    ('ㅍ', "피읖", "포도"),
    ('ㅎ', "히읗", "하늘"),
    ('ㅏ', "아", "아침"),
    ('ㅐ', "애", "애국가"),
    ('ㅑ', "야", "야구"),
    ('ㅒ', "얘", "얘기"),
    ('ㅓ', "어", "어머니"),
    ('ㅔ', "에", "에누리"),
    ('ㅕ', "여", "여름"),
    ('ㅖ', "예", "예절"),
    ('ㅗ', "오", "오이"),
    ('ㅘ', "와", "왕"),
    ('ㅙ', "왜", "왜가리"),
    ('ㅚ', "외", "외국"),
    ('ㅛ', "요", "요리"),
    ('ㅜ', "우", "우산"),
    ('ㅝ', "워", "원숭이"),
    ('ㅞ', "웨", "웬일"),
    ('ㅟ', "위", "위층"),
    ('ㅠ', "유", "유리"),
    ('ㅡ', "으", "은행"),
    ('ㅢ', "의", "의자"),
    ('ㅣ', "이", "이름"),
];
/// The radio alphabet (ITU Radio Regulations, appendix 14).
const RADIO: [&str; 26] = [
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett",
    "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango",
    "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
];
/// Signs by the message that names them.
const SIGNS: [(&str, &str); 33] = [
    (" ", "letter-space"),
    ("\n", "letter-line-break"),
    (".", "letter-full-stop"),
    (",", "letter-comma"),
    ("-", "letter-hyphen"),
    ("?", "letter-question-mark"),
    ("!", "letter-exclamation-mark"),
    ("@", "letter-at"),
    ("/", "letter-slash"),
    (":", "letter-colon"),
    (";", "letter-semicolon"),
    ("(", "letter-bracket-open"),
    (")", "letter-bracket-close"),
    ("[", "letter-square-open"),
    ("]", "letter-square-close"),
    ("{", "letter-brace-open"),
    ("}", "letter-brace-close"),
    ("<", "letter-less"),
    (">", "letter-greater"),
    ("\"", "letter-quotes"),
    ("'", "letter-apostrophe"),
    ("`", "letter-backquote"),
    ("+", "letter-plus"),
    ("=", "letter-equals"),
    ("&", "letter-ampersand"),
    ("%", "letter-percent"),
    ("#", "letter-hash"),
    ("*", "letter-asterisk"),
    ("_", "letter-underscore"),
    ("~", "letter-tilde"),
    ("\\", "letter-backslash"),
    ("|", "letter-bar"),
    ("^", "letter-caret"),
];

/// The name of a jamo; of a double final the names of both.
pub(super) fn jamo_name(jamo: char) -> Option<String> {
    if let Some((_, name, _)) = JAMO.iter().find(|(own, _, _)| *own == jamo) {
        return Some((*name).to_owned());
    }
    let (one, other) = hangul::unpair(jamo)?;
    Some(format!("{}{}", jamo_name(one)?, jamo_name(other)?))
}

/// A text letter by letter, each a phrase of its own.
pub fn spell(text: &str, words: &Words, how: How) -> Vec<Text> {
    let letters = text.graphemes(true);
    match how {
        How::Letters => letters.map(|cluster| letter(cluster, words)).collect(),
        How::Sounds => letters.flat_map(|cluster| sounds(cluster, words)).collect(),
    }
}

/// One letter, by name where it has no sound of its own. What is no single letter stays as it is.
pub fn letter(cluster: &str, words: &Words) -> Text {
    if let Some((_, id)) = SIGNS.iter().find(|(sign, _)| *sign == cluster) {
        return words.text(id);
    }
    let mut letters = cluster.chars();
    match (letters.next(), letters.next()) {
        (Some(capital), None) if capital.is_uppercase() => {
            words.with("letter-capital", &[("letter", cluster.into())])
        }
        (Some(jamo @ 'ㄱ'..='ㅣ'), None) => Text {
            spoken: jamo_name(jamo),
            ..Text::plain(cluster, &Lang::new("ko"))
        },
        _ => Text::plain(cluster, words.lang()),
    }
}

/// One letter so that it cannot be misheard.
fn sounds(cluster: &str, words: &Words) -> Vec<Text> {
    let mut letters = cluster.chars();
    let (Some(only), None) = (letters.next(), letters.next()) else {
        return vec![letter(cluster, words)];
    };
    if let Some(syllable) = hangul::parts(only) {
        return jamo(syllable, words);
    }
    let radio = u32::from(only.to_ascii_lowercase()).checked_sub(u32::from('a'));
    match radio.and_then(|place| RADIO.get(place as usize)) {
        // A Korean listener knows the letters by their Korean names, not the alphabet's words.
        Some(word) if words.lang().primary() != "ko" => {
            let named = letter(cluster, words);
            vec![words.with(
                "letter-example",
                &[("letter", named.speech().into()), ("word", (*word).into())],
            )]
        }
        _ => match JAMO.iter().find(|(own, _, _)| *own == only) {
            Some((_, name, word)) => vec![example(name, word, words)],
            None => vec![letter(cluster, words)],
        },
    }
}

/// The jamo of a syllable, first to last.
fn jamo((initial, vowel, last): (usize, usize, usize), words: &Words) -> Vec<Text> {
    let first = [hangul::nth(INITIALS, initial), hangul::nth(VOWELS, vowel)];
    let named = first
        .into_iter()
        .flatten()
        .filter_map(|own| JAMO.iter().find(|(jamo, _, _)| *jamo == own));
    let mut spelled: Vec<Text> = named
        .map(|(_, name, word)| example(name, word, words))
        .collect();
    if last > 0 {
        let name = hangul::nth(FINALS, last)
            .and_then(jamo_name)
            .unwrap_or_default();
        spelled.push(words.with("letter-final", &[("letter", name.as_str().into())]));
    }
    spelled
}

fn example(name: &str, word: &str, words: &Words) -> Text {
    words.with(
        "letter-example",
        &[("letter", name.into()), ("word", word.into())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, lang: &str, how: How) -> String {
        let (words, _) = Words::new(&Lang::new(lang), &[]);
        let spelled = spell(text, &words, how);
        spelled
            .iter()
            .map(|text| text.speech().to_owned())
            .collect::<Vec<_>>()
            .join(" / ")
    }

    #[test]
    fn letters_syllables_signs_and_sounds() {
        let cases = [
            ("서울 1번", "ko", How::Letters, "서 / 울 / 빈칸 / 1 / 번"),
            ("사", "ko", How::Sounds, "시옷, 사과의 시옷 / 아, 아침의 아"),
            (
                "값",
                "ko",
                How::Sounds,
                "기역, 가방의 기역 / 아, 아침의 아 / 받침 비읍시옷",
            ),
            ("ㅆ", "ko", How::Letters, "쌍시옷"),
            ("Ab", "ko", How::Letters, "대문자 A / b"),
            (
                "(ㅅ)",
                "ko",
                How::Letters,
                "왼쪽 소괄호 / 시옷 / 오른쪽 소괄호",
            ),
            (
                "aB?",
                "en",
                How::Sounds,
                "a as in Alfa / capital B as in Bravo / question mark",
            ),
            ("e\u{301}", "en", How::Letters, "e\u{301}"),
            (
                "한",
                "en",
                How::Sounds,
                "히읗 as in 하늘 / 아 as in 아침 / final 니은",
            ),
        ];
        for (text, lang, how, expected) in cases {
            assert_eq!(told(text, lang, how), expected, "{text}");
        }
    }

    #[test]
    fn every_jamo_of_every_syllable_has_a_name_and_every_sign_a_message() {
        for set in [INITIALS, VOWELS, FINALS] {
            for jamo in set.chars().filter(|jamo| *jamo != ' ') {
                assert!(jamo_name(jamo).is_some(), "{jamo}");
            }
        }
        for lang in ["ko", "en"] {
            let (words, _) = Words::new(&Lang::new(lang), &[]);
            for (sign, id) in SIGNS {
                assert_ne!(words.text(id).shown, id, "{lang} {sign}");
            }
        }
    }
}
