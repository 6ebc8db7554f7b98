//! Takes out what cannot be said: control characters, marks of direction, floods of signs and pictures.

use crate::text::Lang;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// More marks than this on one letter are a prank.
const MARKS_MAX: usize = 3;
/// A letter more often than this in a row says no more.
const SAME_LETTER_MAX: usize = 8;
/// A sign more often than this in a row is a line drawn with it.
const SAME_SIGN_MAX: usize = 2;

/// What is told of things that have no words, in a language.
struct Told {
    lang: &'static str,
    picture: &'static str,
    unknown: &'static str,
    the_rest: &'static str,
}

/// English stands last, for languages that are not here.
const TOLD: [Told; 8] = [
    Told {
        lang: "ko",
        picture: "그림 글자",
        unknown: "알 수 없는 글자",
        the_rest: "나머지는 읽지 않습니다",
    },
    Told {
        lang: "vi",
        picture: "biểu tượng",
        unknown: "ký tự không rõ",
        the_rest: "Phần còn lại không được đọc",
    },
    Told {
        lang: "sw",
        picture: "emoji",
        unknown: "herufi isiyojulikana",
        the_rest: "Sehemu iliyobaki haisomwi",
    },
    Told {
        lang: "ne",
        picture: "इमोजी",
        unknown: "अज्ञात अक्षर",
        the_rest: "बाँकी पढिएको छैन",
    },
    Told {
        lang: "id",
        picture: "emoji",
        unknown: "karakter tidak dikenal",
        the_rest: "Selebihnya tidak dibacakan",
    },
    Told {
        lang: "zh",
        picture: "表情符号",
        unknown: "未知字符",
        the_rest: "其余不读",
    },
    Told {
        lang: "ja",
        picture: "えもじ",
        unknown: "ふめいな もじ",
        the_rest: "のこりは よみません",
    },
    Told {
        lang: "en",
        picture: "emoji",
        unknown: "unknown character",
        the_rest: "The rest is not read",
    },
];

fn told(lang: &Lang) -> &'static Told {
    let found = TOLD.iter().find(|told| told.lang == lang.primary());
    found.unwrap_or(&TOLD[TOLD.len() - 1])
}

/// What is said in place of text that is too long to be read.
pub(super) fn the_rest(lang: &Lang) -> &'static str {
    told(lang).the_rest
}

/// A letter by what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It is said.
    Letter,
    /// It parts words.
    Blank,
    /// It parts lines: a pause.
    Line,
    /// It is neither heard nor told.
    Nothing,
    /// A picture: told, and counted.
    Picture,
    /// Nobody knows what it was: told, and counted.
    Unknown,
}

/// The text without them, in Unicode's composed form; line ends become pauses.
pub(super) fn clean(text: &str, lang: &Lang) -> String {
    let mut out = Out {
        text: String::with_capacity(text.len()),
        lang,
        same: 0,
        last: None,
        waiting: None,
    };
    for letter in text.nfc().flat_map(plain) {
        out.push(letter);
    }
    out.flush();
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// Letters in other shapes as the plain ones: full width, mathematical.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let folded = matches!(letter, '\u{FF01}'..='\u{FF5D}' | '\u{FFA0}'..='\u{FFDC}' | '\u{1D400}'..='\u{1D7FF}');
    let compatible = folded.then(|| letter.nfkc());
    let same = if folded { None } else { Some(letter) };
    compatible.into_iter().flatten().chain(same)
}

struct Out<'a> {
    text: String,
    lang: &'a Lang,
    /// How often the last letter stood in a row.
    same: usize,
    last: Option<char>,
    /// Pictures or unknown letters that are being counted.
    waiting: Option<(Class, usize)>,
}

impl Out<'_> {
    fn push(&mut self, letter: char) {
        match class(letter, self.text.chars().last()) {
            Class::Nothing => {}
            class @ (Class::Picture | Class::Unknown) => match &mut self.waiting {
                Some((waiting, count)) if *waiting == class => *count += 1,
                _ => {
                    self.flush();
                    self.waiting = Some((class, 1));
                }
            },
            // Blanks do not part pictures.
            Class::Blank if self.waiting.is_some() => {}
            Class::Blank => self.blank(),
            Class::Line => {
                self.flush();
                if self.text.ends_with(char::is_alphanumeric) {
                    self.text.push(',');
                }
                self.blank();
            }
            Class::Letter => {
                self.flush();
                self.letter(letter);
            }
        }
    }

    fn blank(&mut self) {
        self.last = None;
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn letter(&mut self, letter: char) {
        let mark = is_combining_mark(letter);
        let again = self.last == Some(letter) || (mark && self.last.is_some_and(is_combining_mark));
        self.same = if again { self.same + 1 } else { 1 };
        self.last = Some(letter);
        let most = match letter {
            _ if mark => MARKS_MAX,
            '0'..='9' => usize::MAX,
            _ if letter.is_alphanumeric() => SAME_LETTER_MAX,
            _ => SAME_SIGN_MAX,
        };
        if self.same <= most {
            self.text.push(letter);
        }
    }

    fn flush(&mut self) {
        let Some((class, count)) = self.waiting.take() else {
            return;
        };
        let told = told(self.lang);
        let word = if class == Class::Picture {
            told.picture
        } else {
            told.unknown
        };
        let words = match (count, told.lang) {
            (1, _) => word.to_owned(),
            (_, "ko") => format!("{word} {count}개"),
            _ => format!("{count} {word}"),
        };
        let text = self.text.trim_end().len();
        self.text.truncate(text);
        let gap = if text == 0 { "" } else { ", " };
        self.text.push_str(&format!("{gap}{words}, "));
        self.last = None;
    }
}

fn class(letter: char, before: Option<char>) -> Class {
    match letter {
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        // Joiners shape letters in Indic and Arabic scripts; elsewhere they hide.
        '\u{200C}' | '\u{200D}' => match before {
            Some('\u{600}'..='\u{6FF}' | '\u{900}'..='\u{DFF}') => Class::Letter,
            _ => Class::Nothing,
        },
        // Soft hyphen, marks of direction and order, invisible signs, variation selectors, tags, key caps.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{20E3}'
        | '\u{E0000}'..='\u{E0FFF}' => Class::Nothing,
        // The colour of a skin belongs to the picture before it.
        '\u{1F3FB}'..='\u{1F3FF}' => Class::Nothing,
        '\u{FFF9}'..='\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {
            Class::Unknown
        }
        // Signs among the pictures that Korean texts use as signs.
        '☆' | '★' | '☎' | '☏' | '♨' => Class::Letter,
        '\u{231A}'..='\u{23FF}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}' => Class::Picture,
        _ if letter.is_whitespace() || letter.is_control() => Class::Blank,
        _ => Class::Letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_said_is_left_out_or_told() {
        let cases = [
            ("a\u{0}b\u{1b}[1mc", "en", "a b [1mc"),
            ("\u{202e}이름\u{2069}\u{200b}", "ko", "이름"),
            ("하나\r\n둘", "ko", "하나, 둘"),
            ("😀😀👍🏽 👨‍👩‍👧", "ko", "그림 글자 6개,"),
            ("좋아요 👍", "ko", "좋아요, 그림 글자,"),
            ("ok 🇰🇷 done", "en", "ok, 2 emoji, done"),
            ("\u{FFFD}\u{FFFD}가", "ko", "알 수 없는 글자 2개, 가"),
            (
                "Z\u{300}\u{301}\u{302}\u{303}\u{304}",
                "en",
                "Z\u{300}\u{301}\u{302}",
            ),
            ("===== 안내 =====", "ko", "== 안내 =="),
            ("１２３ ＡＢ", "ko", "123 AB"),
            ("\u{1112}\u{1161}\u{11ab}", "ko", "한"),
            ("क्\u{200d}ष", "ne", "क्\u{200d}ष"),
            ("00000000000", "ko", "00000000000"),
        ];
        for (text, lang, expected) in cases {
            assert_eq!(clean(text, &Lang::new(lang)), expected, "{text:?}");
        }
        assert_eq!(clean(&"!".repeat(100_000), &Lang::new("ko")), "!!");
    }
}
