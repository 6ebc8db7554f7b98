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

/// A particle that follows the sound before it.
pub(crate) struct Pair {
    /// How messages name it.
    name: &'static str,
    /// Behind a consonant.
    pub consonant: &'static str,
    /// Behind a vowel.
    pub vowel: &'static str,
    /// How one writes who does not know what stands before it.
    pub both: &'static str,
}

impl Pair {
    pub(crate) const fn new(
        name: &'static str,
        consonant: &'static str,
        vowel: &'static str,
        both: &'static str,
    ) -> Pair {
        Pair {
            name,
            consonant,
            vowel,
            both,
        }
    }

    /// The form behind a word with this ending; none if nobody can tell.
    pub(crate) fn behind(&self, ending: Ending) -> Option<&'static str> {
        match ending {
            Ending::Vowel => Some(self.vowel),
            Ending::Rieul if self.vowel == "로" => Some(self.vowel),
            Ending::Rieul | Ending::Consonant => Some(self.consonant),
            Ending::Unknown => None,
        }
    }
}

/// The particles that stand behind any word, longer ones before those that they begin with.
pub(crate) static PAIRS: [Pair; 11] = [
    Pair::new("euro", "으로", "로", "(으)로"),
    Pair::new("ieyo", "이에요", "예요", "이에요(예요)"),
    Pair::new("ira", "이라", "라", "(이)라"),
    Pair::new("irang", "이랑", "랑", "(이)랑"),
    Pair::new("ina", "이나", "나", "(이)나"),
    Pair::new("imyeo", "이며", "며", "(이)며"),
    Pair::new("eun-neun", "은", "는", "은(는)"),
    Pair::new("eul-reul", "을", "를", "을(를)"),
    Pair::new("wa-gwa", "과", "와", "과(와)"),
    Pair::new("i-ga", "이", "가", "이(가)"),
    Pair::new("a-ya", "아", "야", "아(야)"),
];
/// Endings of sentences, which only messages choose.
static ENDINGS: [Pair; 2] = [
    Pair::new("ida", "이다", "다", "(이)다"),
    Pair::new("imnida", "입니다", "입니다", "입니다"),
];

/// The particle for a word, by its name above, such as `eul-reul`; in both forms where nobody can tell.
pub fn particle(word: &str, name: &str) -> &'static str {
    let mut pairs = PAIRS.iter().chain(&ENDINGS);
    let Some(pair) = pairs.find(|pair| pair.name == name) else {
        return "";
    };
    pair.behind(ending(word)).unwrap_or(pair.both)
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
