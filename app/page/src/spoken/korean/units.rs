//! Units of measure.

use super::amount::Number;
use super::counters::PARTICLES;
use super::{Read, latin, range, scan};

/// Units as they are written and said. The longest of those that fit is meant.
const UNITS: [(&str, &str); 56] = [
    ("%", "퍼센트"),
    ("％", "퍼센트"),
    ("%p", "퍼센트포인트"),
    ("‰", "퍼밀"),
    ("℃", "도"),
    ("°C", "도"),
    ("°", "도"),
    ("㎞", "킬로미터"),
    ("km", "킬로미터"),
    ("m", "미터"),
    ("㎝", "센티미터"),
    ("cm", "센티미터"),
    ("㎜", "밀리미터"),
    ("mm", "밀리미터"),
    ("㎡", "제곱미터"),
    ("m²", "제곱미터"),
    ("m2", "제곱미터"),
    ("㎢", "제곱킬로미터"),
    ("km²", "제곱킬로미터"),
    ("㎥", "세제곱미터"),
    ("m³", "세제곱미터"),
    ("㎏", "킬로그램"),
    ("kg", "킬로그램"),
    ("g", "그램"),
    ("㎎", "밀리그램"),
    ("mg", "밀리그램"),
    ("t", "톤"),
    ("ℓ", "리터"),
    ("L", "리터"),
    ("l", "리터"),
    ("㎖", "밀리리터"),
    ("mL", "밀리리터"),
    ("ml", "밀리리터"),
    ("GB", "기가바이트"),
    ("MB", "메가바이트"),
    ("KB", "킬로바이트"),
    ("kB", "킬로바이트"),
    ("TB", "테라바이트"),
    ("W", "와트"),
    ("kW", "킬로와트"),
    ("kWh", "킬로와트시"),
    ("V", "볼트"),
    ("A", "암페어"),
    ("Hz", "헤르츠"),
    ("kHz", "킬로헤르츠"),
    ("MHz", "메가헤르츠"),
    ("GHz", "기가헤르츠"),
    ("dB", "데시벨"),
    ("ppm", "피피엠"),
    ("cal", "칼로리"),
    ("kcal", "킬로칼로리"),
    ("ha", "헥타르"),
    ("px", "픽셀"),
    ("pt", "포인트"),
    ("㎾", "킬로와트"),
    ("㏊", "헥타르"),
];
/// Units that are told before the number.
const UNITS_PER: [(&str, &str, &str); 5] = [
    ("km/h", "시속", "킬로미터"),
    ("m/s", "초속", "미터"),
    ("mg/L", "리터당", "밀리그램"),
    ("㎍/㎥", "세제곱미터당", "마이크로그램"),
    ("µg/m³", "세제곱미터당", "마이크로그램"),
];

/// The name of a unit that is one sign, where it stands without a number (㎏당).
pub(super) fn name(sign: char) -> Option<&'static str> {
    let found = UNITS.iter().find(|(written, _)| written.chars().eq([sign]));
    found.map(|(_, name)| *name)
}

/// More letters than this behind a number are a word of their own.
const LETTERS_MAX: usize = 3;

/// A number with the letters joined to it, which are no unit: 5G, 3D.
pub(super) fn with_letters(text: &[char], number: &Number) -> Option<Read> {
    let rest = text.iter().skip(number.end);
    let letters = rest.take_while(|letter| letter.is_ascii_alphanumeric());
    // One more than there may be shows that there are too many.
    let letters: String = letters.take(LETTERS_MAX + 1).collect();
    let fits = (1..=LETTERS_MAX).contains(&letters.len())
        && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    let end = number.end + letters.len();
    let is_particle = PARTICLES.contains(&scan::hangul(text, end).as_str());
    let gap = if is_particle { "" } else { " " };
    let words = format!("{} {}{gap}", number.words(), latin::spelled(&letters));
    fits.then(|| Read::new(words, end))
}

/// A number with the unit behind it.
pub(super) fn unit(text: &[char], number: &Number) -> Option<Read> {
    let place = scan::behind_blanks(text, number.end);
    let fits = |written: &str| {
        let end = place + written.chars().count();
        let goes_on = scan::at(text, end)
            .is_some_and(|behind| behind.is_ascii_alphanumeric() || behind == '/');
        // 5 A형: a letter that stands apart from the number and before a word belongs to the word.
        let is_lone = place > number.end
            && matches!(written.as_bytes(), [letter] if letter.is_ascii_alphabetic());
        let begins_word = is_lone && !PARTICLES.contains(&scan::hangul(text, end).as_str());
        let is_word = (goes_on && written.is_ascii() && written != "%") || begins_word;
        scan::stands(text, place, written) && !is_word
    };
    if let Some((written, per, name)) = UNITS_PER.iter().find(|(written, _, _)| fits(written)) {
        let words = format!("{per} {} {name}", number.words());
        return Some(Read::new(words, place + written.chars().count()));
    }
    let fitting = UNITS.iter().filter(|(written, _)| fits(written));
    let (written, name) = fitting.max_by_key(|(written, _)| written.chars().count())?;
    let words = format!("{} {name}", number.words());
    Some(range::with_tilde(
        text,
        words,
        place + written.chars().count(),
    ))
}
