//! All wording, out of Fluent.
//!
//! A message may have attributes `.speech` and `.braille`, for where the ear or the finger is better served
//! by other words; both fall back to the text. A city's own words come before Maru's.

use crate::{
    particles,
    text::{Lang, SoundId, Text},
};
use fluent_bundle::{
    FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle,
    types::FluentNumber,
};
use std::collections::BTreeMap;

/// The languages Maru itself speaks, with their words.
pub const LOCALES: [(&str, &str); 2] = [
    ("ko", include_str!("../../../locales/ko/maru.ftl")),
    ("en", include_str!("../../../locales/en/maru.ftl")),
];

/// Words in one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// What is said where this language has no words, in a language of its own.
    fallback: Option<Box<Words>>,
    /// The messages of which somebody made a recording.
    recordings: BTreeMap<String, SoundId>,
}

/// An argument of a message.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// A number, for plural classes and counters.
    Number(usize),
    /// Some words.
    Words(&'a str),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(words: &'a str) -> Arg<'a> {
        Arg::Words(words)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(words: &'a String) -> Arg<'a> {
        Arg::Words(words)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number)
    }
}

/// A fault in a file of words: for operators and translators.
#[derive(Debug, thiserror::Error)]
#[error("words of language {lang}: {what}")]
pub struct WordsFault {
    /// The language.
    pub lang: Lang,
    /// What is wrong.
    pub what: String,
}

impl Words {
    /// Maru's words in a language, overridden and added to by `more` (a city's). A language that Maru does not
    /// speak gets English, said to be English, for what `more` leaves open. Faulty messages are left out and told.
    pub fn new(lang: &Lang, more: &[&str]) -> (Words, Vec<WordsFault>) {
        let own = LOCALES.iter().find(|(tag, _)| *tag == lang.primary());
        let fallback = own
            .is_none()
            .then(|| Box::new(Words::new(&Lang::new("en"), &[]).0));
        let langid = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![langid]);
        bundle.set_use_isolating(false);
        let mut faults = Vec::new();
        let mut fault = |what: String| {
            faults.push(WordsFault {
                lang: lang.clone(),
                what,
            })
        };
        if let Err(error) = bundle.add_function("PARTICLE", particles::fluent_particle) {
            fault(error.to_string());
        }
        for source in own
            .iter()
            .map(|(_, source)| *source)
            .chain(more.iter().copied())
        {
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
                    errors.iter().for_each(|error| fault(error.to_string()));
                    resource
                });
            bundle.add_resource_overriding(resource);
        }
        (
            Words {
                lang: lang.clone(),
                bundle,
                fallback,
                recordings: BTreeMap::new(),
            },
            faults,
        )
    }

    /// Has recordings stand for messages, by their ids. A message with arguments is never the same twice, so those
    /// are not recorded.
    pub fn set_recordings(&mut self, recordings: BTreeMap<String, SoundId>) {
        self.recordings = recordings;
    }

    /// The language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Whether there is more than a word here and there in this language: it says at least what it is called.
    pub fn are_spoken(&self) -> bool {
        self.bundle.has_message("language-name")
    }

    /// A message without arguments.
    pub fn text(&self, id: &str) -> Text {
        Text {
            sound: self.recordings.get(id).cloned(),
            ..self.with(id, &[])
        }
    }

    /// A message with its arguments. A missing one shows its id, which the test of complete locales rules out.
    pub fn with(&self, id: &str, given: &[(&str, Arg<'_>)]) -> Text {
        let args: FluentArgs<'_> = given
            .iter()
            .map(|(name, arg)| (*name, value(arg)))
            .collect();
        let mut errors = Vec::new();
        let Some(message) = self.bundle.get_message(id) else {
            let fallback = self.fallback.as_ref();
            return fallback.map_or_else(
                || Text::plain(id, &self.lang),
                |fallback| fallback.with(id, given),
            );
        };
        let mut format = |pattern| {
            self.bundle
                .format_pattern(pattern, Some(&args), &mut errors)
                .into_owned()
        };
        Text {
            shown: message.value().map_or_else(|| id.to_owned(), &mut format),
            spoken: message
                .get_attribute("speech")
                .map(|attribute| format(attribute.value())),
            brailled: message
                .get_attribute("braille")
                .map(|attribute| format(attribute.value())),
            lang: self.lang.clone(),
            sound: None,
        }
    }

    /// Formats and tells what went wrong: for tests of complete locales.
    pub fn check(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Vec<FluentError> {
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
        let mut errors = Vec::new();
        if let Some(message) = self.bundle.get_message(id) {
            let attributes = message.attributes().map(|attribute| attribute.value());
            for pattern in message.value().into_iter().chain(attributes) {
                let _ = self
                    .bundle
                    .format_pattern(pattern, Some(&args), &mut errors);
            }
        }
        errors
    }
}

fn value<'a>(arg: &Arg<'a>) -> FluentValue<'a> {
    match arg {
        Arg::Number(number) => FluentValue::Number(FluentNumber::from(*number)),
        Arg::Words(words) => FluentValue::from(*words),
    }
}
