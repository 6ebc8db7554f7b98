//! Parts a text by the voice that can read it.
//!
//! Another script always needs another voice. Latin words in a Korean text do not, unless they are a sentence of
//! their own: a Korean voice reads a name, and a change of voice costs a pause and the ear's attention.
//! Tags are BCP 47; the port pins the synthesizer's own voice for them (Chinese).

use super::hanja;
use crate::text::Lang;

/// A piece of text and the language of its voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub lang: Lang,
}

/// Latin words in a text of another script that are worth a voice of their own.
const WORDS_MIN: usize = 3;

/// What a letter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Figures, signs, blanks: every language has them.
    Common,
    Latin,
    /// A Latin word with letters only Vietnamese has.
    Vietnamese,
    Hangul,
    Han,
    Kana,
    /// Another script, by the language that a voice for it most likely has.
    Other(&'static str),
}

fn script(letter: char) -> Script {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => match letter {
            '×' | '÷' => Script::Common,
            _ => Script::Latin,
        },
        '가'..='힣' | 'ㄱ'..='ㅣ' => Script::Hangul,
        '\u{30FB}' => Script::Common,
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Script::Kana,
        '\u{370}'..='\u{3FF}' => Script::Other("el"),
        '\u{400}'..='\u{52F}' => Script::Other("ru"),
        '\u{590}'..='\u{5FF}' => Script::Other("he"),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Script::Other("ar"),
        '\u{900}'..='\u{97F}' => Script::Other("ne"),
        '\u{980}'..='\u{9FF}' => Script::Other("bn"),
        '\u{E00}'..='\u{E7F}' => Script::Other("th"),
        '\u{1000}'..='\u{109F}' => Script::Other("my"),
        '\u{1780}'..='\u{17FF}' => Script::Other("km"),
        '\u{1800}'..='\u{18AF}' => Script::Other("mn"),
        letter if hanja::is_han(letter) => Script::Han,
        _ => Script::Common,
    }
}

/// Whether only Vietnamese has this letter.
fn is_vietnamese(letter: char) -> bool {
    matches!(
        letter,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'
    )
}

/// The pieces of a text in the order they stand.
pub(super) fn split(text: &str, base: &Lang) -> Vec<Piece> {
    let text = if base.primary() == "ko" {
        hanja::without(text)
    } else {
        text.to_owned()
    };
    let stretches = stretches(&text, base);
    let mut pieces: Vec<Piece> = Vec::new();
    for stretch in stretches {
        let lang = stretch.lang(base);
        match pieces.last_mut() {
            Some(last) if last.lang == lang => last.text.push_str(&stretch.text),
            _ => pieces.push(Piece {
                text: stretch.text,
                lang,
            }),
        }
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces
}

/// Letters of one script, with the signs between them.
struct Stretch {
    text: String,
    script: Script,
}

impl Stretch {
    fn lang(&self, base: &Lang) -> Lang {
        if is_own(self.script, base) || (self.script == Script::Latin && !self.wants_voice(base)) {
            return base.clone();
        }
        Lang::new(match self.script {
            Script::Common => base.tag(),
            Script::Latin => "en",
            Script::Vietnamese => "vi",
            Script::Hangul => "ko",
            Script::Han => "zh-Hans",
            Script::Kana => "ja",
            Script::Other(tag) => tag,
        })
    }

    /// Whether Latin words among another script are read by a voice of their own.
    fn wants_voice(&self, base: &Lang) -> bool {
        let is_address =
            self.text.contains('@') || self.text.contains("://") || self.text.contains("www.");
        let words = self
            .text
            .split_whitespace()
            .filter(|word| word.len() > 1)
            .count();
        // Voices for other scripts than Hangul know no Latin letters at all.
        let enough = if base.primary() == "ko" { WORDS_MIN } else { 1 };
        !is_address && words >= enough
    }
}

/// Languages with a script that no other one here has.
const OWN_SCRIPTS: [&str; 9] = ["el", "ru", "he", "ar", "bn", "th", "my", "km", "mn"];

/// Whether the language is written in this script.
fn is_own(script: Script, base: &Lang) -> bool {
    match (base.primary(), script) {
        (_, Script::Common) => true,
        ("ko", script) => script == Script::Hangul,
        ("ja", script) => matches!(script, Script::Han | Script::Kana),
        ("zh" | "cmn" | "yue", script) => script == Script::Han,
        ("ne" | "hi" | "mr", script) => script == Script::Other("ne"),
        ("uk" | "bg" | "kk" | "ky", script) => script == Script::Other("ru"),
        ("fa" | "ur", script) => script == Script::Other("ar"),
        ("vi", script) => matches!(script, Script::Latin | Script::Vietnamese),
        (tag, Script::Other(own)) => own == tag,
        (tag, script) => script == Script::Latin && !OWN_SCRIPTS.contains(&tag),
    }
}

fn stretches(text: &str, base: &Lang) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for word in words(text) {
        let word_script = script_of(word, found.last().map(|last| last.script));
        for letter in word.chars() {
            let mut own = script(letter);
            if own == Script::Latin {
                own = word_script;
            }
            push(&mut found, letter, own, base);
        }
    }
    // Characters beside kana are Japanese.
    let is_japanese =
        |stretch: Option<&Stretch>| stretch.is_some_and(|stretch| stretch.script == Script::Kana);
    for at in 0..found.len() {
        let beside = is_japanese(found.get(at + 1)) || (at > 0 && is_japanese(found.get(at - 1)));
        if found[at].script == Script::Han && beside {
            found[at].script = Script::Kana;
        }
    }
    found
}

/// Words with the blanks behind them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}

/// What the Latin letters of a word are: Vietnamese if one of them is, or if it has marks and the word before was.
fn script_of(word: &str, before: Option<Script>) -> Script {
    let has_marks = word
        .chars()
        .any(|letter| !letter.is_ascii() && script(letter) == Script::Latin);
    let goes_on = before == Some(Script::Vietnamese) && has_marks;
    if goes_on || word.chars().any(is_vietnamese) {
        Script::Vietnamese
    } else {
        Script::Latin
    }
}

/// Adds a letter; signs between two stretches go to the page's own language.
fn push(found: &mut Vec<Stretch>, letter: char, own: Script, base: &Lang) {
    match found.last_mut() {
        Some(last) if own == last.script => last.text.push(letter),
        Some(last) if own == Script::Common => {
            // A figure behind foreign words is the page's again; quotes and full stops stay with them.
            if letter.is_alphanumeric()
                && !is_own(last.script, base)
                && last.script != Script::Latin
                && last.text.ends_with(' ')
            {
                found.push(Stretch {
                    text: letter.to_string(),
                    script: own,
                });
            } else {
                last.text.push(letter);
            }
        }
        Some(last)
            if last.script == Script::Common
                && (is_own(own, base) || !last.text.contains(char::is_alphanumeric)) =>
        {
            last.text.push(letter);
            last.script = own;
        }
        _ => found.push(Stretch {
            text: letter.to_string(),
            script: own,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, base: &str) -> Vec<String> {
        let pieces = split(text, &Lang::new(base));
        pieces
            .iter()
            .map(|piece| format!("{}:{}", piece.lang, piece.text.trim()))
            .collect()
    }

    #[test]
    fn a_voice_is_changed_only_where_that_helps() {
        let cases: [(&str, &str, &[&str]); 16] = [
            ("ko", "Kim 님, 안녕하세요", &["ko:Kim 님, 안녕하세요"]),
            (
                "ko",
                "제목은 The old man and the sea 입니다",
                &["ko:제목은", "en:The old man and the sea", "ko:입니다"],
            ),
            (
                "ko",
                "문의: help@city.go.kr 로",
                &["ko:문의: help@city.go.kr 로"],
            ),
            ("ko", "시청(市廳)에서", &["ko:시청에서"]),
            ("ko", "前 시장", &["ko:전  시장"]),
            ("ko", "中文 안내", &["ko:한자 2글자  안내"]),
            ("ko", "日本語のページ", &["ja:日本語のページ"]),
            (
                "en",
                "한국어, not chosen, 1 of 2",
                &["ko:한국어,", "en:not chosen, 1 of 2"],
            ),
            (
                "en",
                "call 서울 120 now",
                &["en:call", "ko:서울", "en:120 now"],
            ),
            (
                "en",
                "from Hà Nội to Huế by bus",
                &["en:from Hà", "vi:Nội", "en:to", "vi:Huế", "en:by bus"],
            ),
            ("vi", "Xin chào Kim", &["vi:Xin chào Kim"]),
            ("ne", "सेवा Wi-Fi १२", &["ne:सेवा", "en:Wi-Fi", "ne:१२"]),
            ("zh-Hant", "市民 3 人", &["zh-Hant:市民 3 人"]),
            ("ko", "Москва 시", &["ru:Москва", "ko:시"]),
            ("ru", "Москва city", &["ru:Москва", "en:city"]),
            ("fr", "Paris, Москва", &["fr:Paris,", "ru:Москва"]),
        ];
        for (base, text, expected) in cases {
            assert_eq!(told(text, base), expected, "{text}");
        }
    }
}
