//! Particles behind what was just read: they follow the sound, not the sign.

use super::scan;
use crate::particles::{Ending, ending};

/// Particles by what they stand behind: a consonant, a vowel. 로 also stands behind ㄹ.
const PAIRS: [(&str, &str); 11] = [
    ("으로", "로"),
    ("이에요", "예요"),
    ("이라", "라"),
    ("이랑", "랑"),
    ("이나", "나"),
    ("이며", "며"),
    ("은", "는"),
    ("을", "를"),
    ("과", "와"),
    ("이", "가"),
    ("아", "야"),
];
/// What may stand behind a particle that is one; more letters make it part of another word.
const BEHIND: [&str; 12] = [
    "", "는", "도", "만", "서", "써", "부터", "요", "고", "서는", "써는", "는데",
];
/// Ways to write that the writer did not know the word.
const EITHER: [(&str, &str, &str); 14] = [
    ("은(는)", "은", "는"),
    ("는(은)", "은", "는"),
    ("을(를)", "을", "를"),
    ("를(을)", "을", "를"),
    ("이(가)", "이", "가"),
    ("가(이)", "이", "가"),
    ("과(와)", "과", "와"),
    ("와(과)", "과", "와"),
    ("(으)로", "으로", "로"),
    ("으로(로)", "으로", "로"),
    ("(이)나", "이나", "나"),
    ("(이)라", "이라", "라"),
    ("(이)", "이", ""),
    ("아(야)", "아", "야"),
];

/// Puts the particle at `end` in the form that fits what was said last; gives the place behind it. The figure began
/// at `start`: joined to a word before it, it may be part of a name (을지로3가), which is left as it is.
pub(super) fn follow(text: &[char], start: usize, end: usize, out: &mut String) -> usize {
    if let Some(behind) = either(text, end, out) {
        return behind;
    }
    let word = scan::hangul(text, end);
    let written = PAIRS.iter().find_map(|pair| {
        let form = [pair.0, pair.1].into_iter().find(|form| {
            let rest = word.strip_prefix(form);
            rest.is_some_and(|rest| BEHIND.contains(&rest))
        })?;
        Some((pair, form))
    });
    let Some(((consonant, vowel), form)) = written else {
        return end;
    };
    let before = scan::words_before(text, start);
    let is_name = before.ends_with(scan::is_syllable) || before.trim_end().ends_with(['로', '동']);
    let Some(fitting) = fitting(out, consonant, vowel).filter(|_| !is_name) else {
        return end;
    };
    out.push_str(fitting);
    end + form.chars().count()
}

/// A particle in both forms, such as 을(를): the one that fits; a pause where nobody can tell. Gives the place
/// behind it.
pub(super) fn either(text: &[char], at: usize, out: &mut String) -> Option<usize> {
    let (written, consonant, vowel) = EITHER
        .iter()
        .find(|(written, _, _)| scan::stands(text, at, written))?;
    let fitting = fitting(out, consonant, vowel).unwrap_or(",");
    out.push_str(fitting);
    Some(at + written.chars().count())
}

fn fitting<'a>(said: &str, consonant: &'a str, vowel: &'a str) -> Option<&'a str> {
    match ending(said) {
        Ending::Vowel => Some(vowel),
        Ending::Rieul if consonant == "으로" => Some(vowel),
        Ending::Rieul | Ending::Consonant => Some(consonant),
        Ending::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::spoken::korean::words;

    #[test]
    fn every_final_consonant_gets_its_particles() {
        for (index, syllable) in ('가'..='깋').enumerate() {
            let (closed, rieul) = (index % 28 != 0, index % 28 == 8);
            let pick = |consonant, vowel, closed| if closed { consonant } else { vowel };
            for (written, particle) in [
                ("은(는)", pick("은", "는", closed)),
                ("을(를)", pick("을", "를", closed)),
                ("가(이)", pick("이", "가", closed)),
                ("와(과)", pick("과", "와", closed)),
                ("(으)로", pick("으로", "로", closed && !rieul)),
            ] {
                assert_eq!(
                    words(&format!("나무{syllable}{written} 간다")),
                    format!("나무{syllable}{particle} 간다")
                );
            }
        }
    }

    #[test]
    fn a_wrong_particle_behind_a_figure_is_put_right() {
        for (written, spoken) in [
            ("3는 홀수", "삼은 홀수"),
            ("2을 누르고", "이를 누르고"),
            ("120로 전화", "일이공으로 전화"),
            ("1로 시작", "일로 시작"),
            ("4와 3와", "사와 삼과"),
            ("PC을 켜고", "피시를 켜고"),
            ("을지로3가 역", "을지로삼가 역"),
            ("3이라고", "삼이라고"),
            ("3이상", "삼이상"),
        ] {
            assert_eq!(words(written), spoken, "{written}");
        }
    }
}
