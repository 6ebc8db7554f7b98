//! Korean particles, chosen by the sound that the word before them ends in.

use fluent_bundle::{FluentArgs, FluentValue};

/// How a word ends, to the Korean ear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// In a vowel.
    Vowel,
    /// In ㄹ, which (으)로 treats as a vowel.
    Rieul,
    /// In another consonant.
    Consonant,
    /// Nobody can tell.
    Unknown,
}

/// How a word ends. Closing brackets and quotes are passed over; digits are read in Sino-Korean, Latin letters by name.
pub fn ending(word: &str) -> Ending {
    let last = word.chars().rev().find(|letter| {
        !matches!(
            letter,
            ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '」' | '』' | '》' | '〉' | ' '
        )
    });
    match last {
        Some(syllable @ '가'..='힣') => match (u32::from(syllable) - 0xAC00) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        Some('0' | '3' | '6') => Ending::Consonant,
        Some('1' | '7' | '8') => Ending::Rieul,
        Some('2' | '4' | '5' | '9') => Ending::Vowel,
        Some('l' | 'L' | 'r' | 'R') => Ending::Rieul,
        Some('m' | 'M' | 'n' | 'N') => Ending::Consonant,
        Some('a'..='z' | 'A'..='Z') => Ending::Vowel,
        _ => Ending::Unknown,
    }
}

/// The particle for a word: `pair` is one of the pairs below by its consonant form's romanised name.
///
/// | pair | after a vowel | after ㄹ | after a consonant |
/// | --- | --- | --- | --- |
/// | `i-ga` | 가 | 이 | 이 |
/// | `eul-reul` | 를 | 을 | 을 |
/// | `eun-neun` | 는 | 은 | 은 |
/// | `wa-gwa` | 와 | 과 | 과 |
/// | `euro` | 로 | 로 | 으로 |
/// | `a-ya` | 야 | 아 | 아 |
/// | `ina` | 나 | 이나 | 이나 |
/// | `ida` | 다 | 이다 | 이다 |
/// | `imnida` | 입니다 | 입니다 | 입니다 |
pub fn particle(word: &str, pair: &str) -> &'static str {
    let (vowel, rieul, consonant, both) = match pair {
        "i-ga" => ("가", "이", "이", "이(가)"),
        "eul-reul" => ("를", "을", "을", "을(를)"),
        "eun-neun" => ("는", "은", "은", "은(는)"),
        "wa-gwa" => ("와", "과", "과", "과(와)"),
        "euro" => ("로", "로", "으로", "(으)로"),
        "a-ya" => ("야", "아", "아", "아(야)"),
        "ina" => ("나", "이나", "이나", "(이)나"),
        "ida" => ("다", "이다", "이다", "(이)다"),
        "imnida" => ("입니다", "입니다", "입니다", "입니다"),
        _ => ("", "", "", ""),
    };
    match ending(word) {
        Ending::Vowel => vowel,
        Ending::Rieul => rieul,
        Ending::Consonant => consonant,
        Ending::Unknown => both,
    }
}

/// The Fluent function `PARTICLE($word, "eul-reul")`: the word with its particle behind it.
pub fn fluent_particle<'a>(
    positional: &[FluentValue<'a>],
    _named: &FluentArgs<'_>,
) -> FluentValue<'a> {
    let (Some(word), Some(FluentValue::String(pair))) = (positional.first(), positional.get(1))
    else {
        return FluentValue::Error;
    };
    let word = match word {
        FluentValue::String(word) => word.to_string(),
        FluentValue::Number(number) => number.as_string().into_owned(),
        _ => return FluentValue::Error,
    };
    let particle = particle(&word, pair);
    FluentValue::String(format!("{word}{particle}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_every_final_consonant() {
        for (index, syllable) in ('가'..='깋').enumerate() {
            let word = format!("나무{syllable}");
            let closed = index % 28 != 0;
            assert_eq!(
                particle(&word, "i-ga"),
                if closed { "이" } else { "가" },
                "{word}"
            );
            assert_eq!(
                particle(&word, "eul-reul"),
                if closed { "을" } else { "를" },
                "{word}"
            );
            assert_eq!(
                particle(&word, "wa-gwa"),
                if closed { "과" } else { "와" },
                "{word}"
            );
            let euro = if closed && index % 28 != 8 {
                "으로"
            } else {
                "로"
            };
            assert_eq!(particle(&word, "euro"), euro, "{word}");
        }
    }

    #[test]
    fn reads_digits_and_letters_as_koreans_do() {
        assert_eq!(particle("120", "euro"), "으로");
        assert_eq!(particle("2026", "i-ga"), "이");
        assert_eq!(particle("PC", "eul-reul"), "를");
        assert_eq!(particle("EL", "euro"), "로");
        assert_eq!(particle("서울 (강남)", "eun-neun"), "은");
        assert_eq!(particle("?", "eul-reul"), "을(를)");
    }
}
