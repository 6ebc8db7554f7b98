//! Making words and language tags safe to hand to the daemon.

/// Longer than any page; the rest is cut, for nobody listens to it.
const CHARACTERS_MAX: usize = 20_000;

/// Gives words without control characters, line breaks and doubled spaces; empty if nothing is to be said.
pub(super) fn speakable(text: &str) -> String {
    let mut words = String::with_capacity(text.len().min(CHARACTERS_MAX));
    for character in text.chars().take(CHARACTERS_MAX) {
        let is_break = character.is_control() || character.is_whitespace();
        match character {
            _ if !is_break && !is_unspoken(character) => words.push(character),
            _ if is_break && !words.is_empty() && !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Marks of direction and order that a synthesizer would read aloud or trip over.
fn is_unspoken(character: char) -> bool {
    matches!(
        character,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Gives the language tag for the daemon, or nothing if the tag cannot be one.
///
/// Chinese needs care with espeak-ng: its voice `cmn` reads characters as English letters, `cmn-latn-pinyin`
/// reads them right.
pub(super) fn language_for(tag: &str, is_espeak: bool) -> Option<String> {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if tag.is_empty() || tag.len() > 35 || !tag.bytes().all(sound) {
        return None;
    }
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let is_chinese = matches!(parts.next(), Some("zh" | "cmn"));
    if is_espeak && is_chinese {
        let is_cantonese = parts.any(|part| matches!(part, "hk" | "mo" | "yue"));
        let voice = if is_cantonese {
            "yue"
        } else {
            "cmn-latn-pinyin"
        };
        return Some(voice.to_owned());
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::{language_for, speakable};

    #[test]
    fn keeps_words_and_drops_what_commands_are_made_of() {
        let cases = [
            ("안녕하세요.\r\n.\r\nSTOP ALL", "안녕하세요. . STOP ALL"),
            ("a\0b\u{1b}[1mc", "a b [1mc"),
            (" \t\n ", ""),
            (".", "."),
            ("\u{2068}이름\u{2069}", "이름"),
            ("two  spaces ", "two spaces"),
        ];
        for (text, expected) in cases {
            assert_eq!(speakable(text), expected, "{text:?}");
        }
        assert_eq!(speakable(&"가".repeat(100_000)).chars().count(), 20_000);
    }

    #[test]
    fn passes_on_tags_and_nothing_else() {
        let cases = [
            ("ko", true, Some("ko")),
            ("en-US", true, Some("en-us")),
            ("zh-Hans", true, Some("cmn-latn-pinyin")),
            ("zh-HK", true, Some("yue")),
            ("zh", false, Some("zh")),
            ("", true, None),
            ("ko\r\nSTOP ALL", true, None),
        ];
        for (tag, is_espeak, expected) in cases {
            assert_eq!(language_for(tag, is_espeak).as_deref(), expected, "{tag:?}");
        }
    }
}
