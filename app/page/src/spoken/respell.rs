//! Korean as it sounds, written in Hangul: 국물 as 궁물. For voices that read Hangul letter by letter.
//!
//! The rules are those of the Standard Pronunciation (표준 발음법, part 2 of 표준어 규정, notice 2017-13); each is
//! named by its article where it stands. Three steps:
//!
//! 1. [`lexicon`]: what spelling does not show (compounds, Sino-Korean tensing) is brought into a spelling which does.
//! 2. [`contact`]: two syllables that meet change each other (제12–14, 17–20, 23–25항).
//! 3. What is left of a final consonant at a word's end is one of seven (제8–11항).
//!
//! Vowel length is not written; where the Standard allows two sounds, the first it names is taken, but for ㅢ behind a
//! consonant (협의 [혀비]) and for ㅖ (시계), which stay simple.

mod contact;
mod joints;
mod lexicon;
mod syllable;

use contact::{at_word_end, before_next_word, meet};
use syllable::Syllable;

/// One place of the text.
#[derive(Clone, Copy)]
enum Sound {
    Syllable(Syllable),
    Other(char),
}

/// Respells all Hangul of a text; everything else stays as it is.
pub(super) fn respell(text: &str) -> String {
    let written: Vec<char> = text.chars().collect();
    let mut joined = joints::join_counters(&written);
    joints::particle_ui(&mut joined);
    joints::station(&mut joined);
    joints::road(&mut joined);
    by_rules(lexicon::spell(&joined))
}

/// What the rules make of a spelling, with no word known.
fn by_rules(spelled: Vec<char>) -> String {
    let mut sounds: Vec<Sound> = spelled
        .into_iter()
        .map(|letter| match Syllable::of(letter) {
            Some(syllable) => Sound::Syllable(syllable.vowel_as_spoken()),
            None => Sound::Other(letter),
        })
        .collect();
    for at in 0..sounds.len() {
        pronounce(&mut sounds, at);
    }
    let letters = sounds.into_iter().map(|sound| match sound {
        Sound::Syllable(syllable) => syllable.palatal_vowel().letter(),
        Sound::Other(letter) => letter,
    });
    letters.collect()
}

/// Settles the final consonant at a place, with the syllable behind it.
fn pronounce(sounds: &mut [Sound], at: usize) {
    let Some((Sound::Syllable(left), rest)) = sounds.get_mut(at..).and_then(<[_]>::split_first_mut)
    else {
        return;
    };
    match rest {
        [Sound::Syllable(right), ..] => meet(left, right),
        [Sound::Other(' '), Sound::Syllable(right), ..] => before_next_word(left, right),
        _ => at_word_end(left),
    }
}

#[cfg(test)]
mod tests {
    use super::{by_rules, respell};
    use proptest::prelude::*;

    #[test]
    fn other_signs_stay_and_part_words() {
        for (written, sounds) in [
            ("옷, 이", "옫, 이"),
            ("(국물)", "(궁물)"),
            ("국\n물", "국\n물"),
            ("ab ㄱㄴ 12", "ab ㄱㄴ 12"),
            ("", ""),
        ] {
            assert_eq!(respell(written), sounds, "{written}");
        }
    }

    proptest! {
        #[test]
        fn a_respelled_text_is_respelled_the_same(text in "[가-힣]{1,3}( [가-힣]{1,3}){0,2}") {
            // A respelled word may happen to look like another one in the lexicon, so the rules stand alone here.
            let once = by_rules(text.chars().collect());
            prop_assert_eq!(by_rules(once.chars().collect()), once);
        }

        #[test]
        fn never_more_letters_than_written(text in "[가-힣ㄱ-ㅣ a-z0-9.,]{0,60}") {
            prop_assert!(respell(&text).chars().count() <= text.chars().count());
        }

        #[test]
        fn no_final_is_left_that_nobody_can_say(text in "[가-힣]{1,8}") {
            // 제8항: seven finals; ㄲ and ㅆ only ever begin a syllable.
            for letter in respell(&text).chars() {
                let last = (u32::from(letter) - 0xAC00) % 28;
                prop_assert!([0, 1, 4, 7, 8, 16, 17, 21].contains(&last), "{}", letter);
            }
        }
    }
}
