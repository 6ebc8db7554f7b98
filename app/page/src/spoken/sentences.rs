//! Cuts long texts into parts, at the ends of sentences if it can.

/// The parts of a text, none longer than `most` letters; cut behind a sentence, else behind a comma, else at a
/// blank, else anywhere.
pub(super) fn parts(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(cut(rest, most));
        parts.extend(Some(part.trim()).filter(|part| !part.is_empty()));
        rest = behind.trim_start();
    }
    parts
}

/// The sentences of a text, each with the sign that ends it.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let end = end(rest)?;
        let (sentence, behind) = rest.split_at(end);
        rest = behind.trim_start();
        Some(sentence.trim_end())
    })
}

/// Where the first sentence ends; none if nothing is left.
fn end(text: &str) -> Option<usize> {
    let ends = |(at, letter): (usize, char)| {
        let behind = at + letter.len_utf8();
        let next = text[behind..].chars().next();
        let own_width = matches!(letter, '。' | '！' | '？' | '।');
        let parted =
            matches!(letter, '.' | '!' | '?' | '…' | ':') && next.is_none_or(char::is_whitespace);
        (own_width && next != Some(letter) || parted).then_some(behind)
    };
    let first = text.char_indices().find_map(ends);
    first.or((!text.is_empty()).then_some(text.len()))
}

fn cut(text: &str, most: usize) -> usize {
    let Some((limit, _)) = text.char_indices().nth(most) else {
        return text.len();
    };
    let window = &text[..limit];
    let behind = |signs: &[char]| {
        let mut ends = window
            .match_indices(signs)
            .map(|(at, sign)| at + sign.len());
        ends.rfind(|end| text[*end..].starts_with(' '))
    };
    let own_width = window.rfind(['。', '！', '？', '।']);
    behind(&['.', '!', '?', '…'])
        .or(own_width.map(|at| at + 3))
        .or_else(|| behind(&[',', ';', ':']))
        .or_else(|| window.rfind(' ').filter(|at| *at > 0))
        .unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::parts;
    use proptest::prelude::*;

    #[test]
    fn cuts_behind_sentences_then_commas_then_words() {
        assert_eq!(parts("하나. 둘. 셋.", 6), ["하나. 둘.", "셋."]);
        assert_eq!(parts("하나, 둘 셋 넷", 7), ["하나,", "둘 셋 넷"]);
        assert_eq!(parts("하나 둘 셋", 4), ["하나", "둘 셋"]);
        assert_eq!(parts("1.5 2.5", 6), ["1.5", "2.5"]);
        assert_eq!(parts("가나다라마", 2), ["가나", "다라", "마"]);
        assert_eq!(parts("今日は。明日。", 5), ["今日は。", "明日。"]);
        assert_eq!(parts("  ", 5), [""; 0]);
    }

    #[test]
    fn a_sentence_ends_with_its_sign_and_a_blank() {
        let split = |text| super::split(text).collect::<Vec<_>>();
        assert_eq!(split("하나. 둘은 1.5! 셋"), ["하나.", "둘은 1.5!", "셋"]);
        assert_eq!(split("今日は。明日？？"), ["今日は。", "明日？？"]);
        assert_eq!(split(" "), [""; 0]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_long(text in "[가-나a-b .,!?。]{0,200}", most in 1_usize..30) {
            let parts = parts(&text, most);
            prop_assert!(parts.iter().all(|part| part.chars().count() <= most && !part.is_empty()));
            let solid = |text: &str| text.replace(' ', "");
            prop_assert_eq!(solid(&parts.concat()), solid(&text));
        }
    }
}
