//! Particles behind what was just read: they follow the sound, not the sign.

use super::scan;
use crate::particles::{PAIRS, Pair, ending};
use std::sync::LazyLock;

/// What may stand behind a particle that is one; more letters make it part of another word.
const BEHIND: [&str; 12] = [
    "", "는", "도", "만", "서", "써", "부터", "요", "고", "서는", "써는", "는데",
];
/// What joins a particle to a name in a consonant: 길동(이)는.
static JOINT: Pair = Pair::new("", "이", "", "(이)");
/// Ways to write that the writer did not know the word; the shortest last, with which others begin.
static EITHER: LazyLock<Vec<(String, &Pair)>> = LazyLock::new(|| {
    let ways = PAIRS.iter().flat_map(|pair| {
        let Pair {
            consonant, vowel, ..
        } = pair;
        let ways = [
            pair.both.to_owned(),
            format!("{consonant}({vowel})"),
            format!("{vowel}({consonant})"),
        ];
        ways.map(|way| (way, pair))
    });
    let joint = std::iter::once((JOINT.both.to_owned(), &JOINT));
    ways.chain(joint).collect()
});

/// Puts the particle at `end` in the form that fits what was said last; gives the place behind it. The figure began
/// at `start`: joined to a word before it, it may be part of a name (을지로3가), which is left as it is.
pub(super) fn follow(text: &[char], start: usize, end: usize, out: &mut String) -> usize {
    if let Some(behind) = either(text, end, out) {
        return behind;
    }
    let word = scan::hangul(text, end);
    let written = PAIRS.iter().find_map(|pair| {
        let form = [pair.consonant, pair.vowel].into_iter().find(|form| {
            let rest = word.strip_prefix(form);
            rest.is_some_and(|rest| BEHIND.contains(&rest))
        })?;
        Some((pair, form))
    });
    let Some((pair, form)) = written else {
        return end;
    };
    let before = scan::words_before(text, start);
    let is_name = before.ends_with(scan::is_syllable) || before.trim_end().ends_with(['로', '동']);
    let Some(fitting) = pair.behind(ending(out)).filter(|_| !is_name) else {
        return end;
    };
    out.push_str(fitting);
    end + form.chars().count()
}

/// A particle in both forms, such as 을(를): the one that fits; a pause where nobody can tell. Gives the place
/// behind it.
pub(super) fn either(text: &[char], at: usize, out: &mut String) -> Option<usize> {
    let (written, pair) = EITHER
        .iter()
        .find(|(written, _)| scan::stands(text, at, written))?;
    out.push_str(pair.behind(ending(out)).unwrap_or(","));
    Some(at + written.chars().count())
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
