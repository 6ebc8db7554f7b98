//! Text as a voice should get it: what is written in figures, signs and letters becomes words.
//!
//! The presenters write for the ear but keep figures and names as they stand on the page, so that a recorded walk
//! reads like the page. [`prepare`] is the last step before a voice, and the only one: it takes out what cannot be
//! said, parts the text by language, puts Korean figures and signs in words and, for a voice that reads Hangul
//! letter by letter, respells it as it sounds.
//!
//! Laws
//!
//! - Plain text comes out: no control character, no mark of direction, no markup of any kind is made or passed on.
//! - Whatever goes in, there are at most [`RUNS_MAX`] runs of about [`RUN_LETTERS_MAX`] letters; what does not fit
//!   is not dropped in silence.
//! - The same text gives the same runs.
//!
//! It is *not* a synthesizer's front end: no phonemes, no pitch, no stress.

mod clean;
mod hanja;
mod korean;
mod languages;
mod other;
mod respell;
pub(crate) mod sentences;
pub mod spell;

pub use sentences::split as sentences_of;

use crate::{speech::Utterance, text::Lang};

/// More runs than this do not fit into a voice's queue.
pub const RUNS_MAX: usize = 200;
/// A run longer than this is cut, at the end of a sentence if there is one: a voice begins sooner and falls silent
/// sooner.
pub const RUN_LETTERS_MAX: usize = 800;

/// More letters than this fill no fewer runs than there may be; they are not looked at.
const LETTERS_MAX: usize = RUNS_MAX * RUN_LETTERS_MAX;

/// What a voice cannot do by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// It reads Hangul letter by letter and knows nothing of the Standard Pronunciation (espeak-ng).
    pub needs_respelling: bool,
}

/// A piece of text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words: plain text.
    pub text: String,
    /// The language of the voice for them.
    pub lang: Lang,
}

/// The text in words, a run for each change of voice; none if there is nothing to say.
pub fn prepare(text: &str, lang: &Lang, voice: &Voice) -> Vec<Run> {
    let end = text.char_indices().nth(LETTERS_MAX).map(|(end, _)| end);
    let text = clean::clean(&text[..end.unwrap_or(text.len())], lang);
    let mut runs: Vec<Run> = Vec::new();
    let rest = || Run {
        text: clean::the_rest(lang).to_owned(),
        lang: lang.clone(),
    };
    for piece in languages::split(&text, lang) {
        let is_korean = piece.lang.primary() == "ko";
        let words = if is_korean {
            korean::words(&piece.text)
        } else {
            other::words(&piece.text, &piece.lang)
        };
        for part in sentences::parts(&words, RUN_LETTERS_MAX) {
            if runs.len() + 1 == RUNS_MAX {
                runs.push(rest());
                return runs;
            }
            let text = if is_korean && voice.needs_respelling {
                respell::respell(part)
            } else {
                part.to_owned()
            };
            let lang = piece.lang.clone();
            runs.push(Run { text, lang });
        }
    }
    runs.extend(end.map(|_| rest()));
    runs
}

/// Korean in words as it sounds, for a voice that reads Hangul letter by letter.
pub fn respelled(words: &str) -> String {
    respell::respell(words)
}

/// What a presenter wants said, as a voice should get it: one utterance for each run, in words, and with the number
/// of the utterance it is a part of. Where that was recorded, all its runs name the recording.
pub fn utterances(said: &[Utterance], voice: &Voice) -> Vec<(usize, Utterance)> {
    let prepared = said.iter().enumerate().flat_map(|(index, utterance)| {
        let runs = prepare(&utterance.text, &utterance.lang, voice);
        runs.into_iter().map(move |Run { text, lang }| {
            let run = Utterance {
                text,
                lang,
                urgent: utterance.urgent,
                sound: utterance.sound.clone(),
            };
            (index, run)
        })
    });
    prepared.collect()
}
