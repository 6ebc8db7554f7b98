//! Hangul from a Latin keyboard: the two-set layout (두벌식), so that no input method need be installed.

use crate::edit::Edit;

pub(crate) const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
pub(crate) const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// Place 0 is "no final".
pub(crate) const FINALS: &str = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
/// The keys of the layout and their jamo.
const KEYS: [(&str, &str); 2] = [
    (
        "qwertyuiopasdfghjklzxcvbnm",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
    ),
    ("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ"),
];
/// Jamo that join, and what they become.
const PAIRS: [(&str, char); 18] = [
    ("ㅗㅏ", 'ㅘ'),
    ("ㅗㅐ", 'ㅙ'),
    ("ㅗㅣ", 'ㅚ'),
    ("ㅜㅓ", 'ㅝ'),
    ("ㅜㅔ", 'ㅞ'),
    ("ㅜㅣ", 'ㅟ'),
    ("ㅡㅣ", 'ㅢ'),
    ("ㄱㅅ", 'ㄳ'),
    ("ㄴㅈ", 'ㄵ'),
    ("ㄴㅎ", 'ㄶ'),
    ("ㄹㄱ", 'ㄺ'),
    ("ㄹㅁ", 'ㄻ'),
    ("ㄹㅂ", 'ㄼ'),
    ("ㄹㅅ", 'ㄽ'),
    ("ㄹㅌ", 'ㄾ'),
    ("ㄹㅍ", 'ㄿ'),
    ("ㄹㅎ", 'ㅀ'),
    ("ㅂㅅ", 'ㅄ'),
];

/// Whether a typed letter is a key of the layout.
pub fn is_key(typed: &str) -> bool {
    jamo_of(typed).is_some()
}

/// Presses a key of the layout: joins the letter before the caret if that is being composed. `false` if the text is full.
pub fn press(edit: &mut Edit, key: &str, composing: bool) -> bool {
    let Some(jamo) = jamo_of(key) else {
        return true;
    };
    let before = composing.then(|| letter_before(edit)).flatten();
    match before.and_then(|before| join(before, jamo)) {
        Some(joined) => {
            edit.delete_back();
            edit.insert(&joined, false)
        }
        None => edit.insert(&jamo.to_string(), false),
    }
}

/// Takes back one key of the letter being composed: 갃 → 각 → 가 → ㄱ. `false` if there is nothing to take apart.
pub fn unpress(edit: &mut Edit) -> bool {
    let Some(shorter) = letter_before(edit).and_then(shorten) else {
        return false;
    };
    edit.delete_back();
    edit.insert(&shorter.to_string(), false)
}

/// The keys that a letter of Hangul is typed with, one by one: 과 is ㄱㅗㅏ, 값 is ㄱㅏㅂㅅ. A letter of another
/// script gives nothing.
pub(crate) fn keys_of(letter: char) -> impl Iterator<Item = char> {
    let places = parts(letter);
    let jamo = match places {
        Some((initial, vowel, last)) => [
            nth(INITIALS, initial),
            nth(VOWELS, vowel),
            (last > 0).then(|| nth(FINALS, last)).flatten(),
        ],
        None => [is_jamo(letter).then_some(letter), None, None],
    };
    jamo.into_iter().flatten().flat_map(|jamo| {
        let (one, other) = unpair(jamo).map_or((jamo, None), |(one, other)| (one, Some(other)));
        std::iter::once(one).chain(other)
    })
}

/// The initial consonant (초성) of a syllable, or the consonant that stands alone.
pub(crate) fn initial_of(letter: char) -> Option<char> {
    match parts(letter) {
        Some((initial, _, _)) => nth(INITIALS, initial),
        None => {
            Some(letter).filter(|letter| is_jamo(*letter) && place(INITIALS, *letter).is_some())
        }
    }
}

fn is_jamo(letter: char) -> bool {
    ('ㄱ'..='ㅣ').contains(&letter)
}

fn jamo_of(typed: &str) -> Option<char> {
    let mut letters = typed.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let find = |letter: char| {
        KEYS.iter().find_map(|(keys, jamo)| {
            jamo.chars()
                .nth(keys.chars().position(|key| key == letter)?)
        })
    };
    find(letter)
        .or_else(|| find(letter.to_ascii_lowercase()).filter(|_| letter.is_ascii_uppercase()))
}

fn letter_before(edit: &Edit) -> Option<char> {
    if !edit.selection().is_empty() {
        return None;
    }
    let mut letters = edit.letter_at(edit.caret().checked_sub(1)?)?.chars();
    letters.next().filter(|_| letters.next().is_none())
}

pub(crate) fn place(set: &str, jamo: char) -> Option<usize> {
    set.chars().position(|own| own == jamo)
}

pub(crate) fn nth(set: &str, place: usize) -> Option<char> {
    set.chars().nth(place)
}

fn pair(one: char, other: char) -> Option<char> {
    PAIRS
        .iter()
        .find(|(two, _)| two.chars().eq([one, other]))
        .map(|(_, joined)| *joined)
}

pub(crate) fn unpair(joined: char) -> Option<(char, char)> {
    let (two, _) = PAIRS.iter().find(|(_, own)| *own == joined)?;
    let mut two = two.chars();
    Some((two.next()?, two.next()?))
}

/// Whether a letter is a whole syllable.
pub(crate) fn is_syllable(letter: char) -> bool {
    matches!(letter, '가'..='힣')
}

/// A syllable as places of its initial, vowel and final.
pub(crate) fn parts(syllable: char) -> Option<(usize, usize, usize)> {
    let code = (u32::from(syllable))
        .checked_sub(0xAC00)
        .filter(|code| *code < 11_172)? as usize;
    Some((code / 588, code / 28 % 21, code % 28))
}

pub(crate) fn syllable(initial: usize, vowel: usize, last: usize) -> Option<char> {
    char::from_u32(0xAC00 + u32::try_from((initial * 21 + vowel) * 28 + last).ok()?)
}

/// The letter being composed together with the next jamo; `None` if a new letter begins.
fn join(before: char, jamo: char) -> Option<String> {
    let Some((initial, vowel, last)) = parts(before) else {
        return join_jamo(before, jamo).map(String::from);
    };
    if let Some(added) = place(VOWELS, jamo) {
        if last == 0 {
            let joined = pair(nth(VOWELS, vowel)?, jamo)?;
            return syllable(initial, place(VOWELS, joined)?, 0).map(String::from);
        }
        // The final moves on to begin the next syllable; of a double one its second half.
        let moving = nth(FINALS, last)?;
        let (stays, moves) = unpair(moving).map_or((0, moving), |(stays, moves)| {
            (place(FINALS, stays).unwrap_or(0), moves)
        });
        let left = syllable(initial, vowel, stays)?;
        let right = syllable(place(INITIALS, moves)?, added, 0)?;
        return Some(String::from_iter([left, right]));
    }
    let joined = if last == 0 {
        jamo
    } else {
        pair(nth(FINALS, last)?, jamo)?
    };
    syllable(initial, vowel, place(FINALS, joined)?).map(String::from)
}

fn join_jamo(before: char, jamo: char) -> Option<char> {
    match (place(INITIALS, before), place(VOWELS, jamo)) {
        (Some(initial), Some(vowel)) => syllable(initial, vowel, 0),
        (None, Some(_)) => pair(before, jamo),
        _ => None,
    }
}

fn shorten(letter: char) -> Option<char> {
    let Some((initial, vowel, last)) = parts(letter) else {
        return unpair(letter).map(|(stays, _)| stays);
    };
    if last > 0 {
        let stays =
            unpair(nth(FINALS, last)?).map_or(0, |(stays, _)| place(FINALS, stays).unwrap_or(0));
        return syllable(initial, vowel, stays);
    }
    match unpair(nth(VOWELS, vowel)?) {
        Some((stays, _)) => syllable(initial, place(VOWELS, stays)?, 0),
        None => nth(INITIALS, initial),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> String {
        let mut edit = Edit::default();
        for key in keys.split("").filter(|key| !key.is_empty()) {
            let composing = !edit.is_empty();
            press(&mut edit, key, composing);
        }
        edit.text().to_owned()
    }

    #[test]
    fn words_come_out_as_they_are_typed_in_korea() {
        for (keys, word) in [
            ("ghdrlfehd", "홍길동"),
            ("dkssudgktpdy", "안녕하세요"),
            ("rkqtdl", "값이"),
            ("rkqtl", "갑시"),
            ("Rhc", "꽃"),
            ("dhksfy", "완료"),
            ("dmltk", "의사"),
            ("zzzz", "ㅋㅋㅋㅋ"),
            ("dlfrek", "읽다"),
            ("dlfrdj", "읽어"),
            ("gkrryrk", "학교가"),
            ("KkA", "ㅏㅏㅁ"),
        ] {
            assert_eq!(typed(keys), word, "{keys}");
        }
    }

    #[test]
    fn backspace_takes_one_key_at_a_time() {
        let mut edit = Edit::new("값");
        let mut steps = Vec::new();
        while unpress(&mut edit) {
            steps.push(edit.text().to_owned());
        }
        assert_eq!(steps, ["갑", "가", "ㄱ"]);
    }
}
