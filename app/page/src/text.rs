//! Words as they leave Fluent: one text, with its own spoken and Brailled form where those differ.

use std::fmt;

/// A BCP 47 language tag, such as `ko` or `en`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// The tag as given; empty tags become `und`.
    pub fn new(tag: &str) -> Lang {
        let tag = tag.trim();
        Lang(if tag.is_empty() { "und" } else { tag }.to_owned())
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split(['-', '_']).next().unwrap_or("und")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Names a recording. The page carries no sound: who plays it finds it by the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SoundId(pub String);

/// A text in one language, for eye, ear and finger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What is drawn.
    pub shown: String,
    /// What is said, where it differs.
    pub spoken: Option<String>,
    /// What is felt, where it differs.
    pub brailled: Option<String>,
    /// The language of all three.
    pub lang: Lang,
    /// Somebody's recording of it, which is heard instead of the voice.
    pub sound: Option<SoundId>,
}

impl Text {
    /// A text which is the same for eye, ear and finger.
    pub fn plain(shown: impl Into<String>, lang: &Lang) -> Text {
        Text {
            shown: shown.into(),
            spoken: None,
            brailled: None,
            lang: lang.clone(),
            sound: None,
        }
    }

    /// The spoken form; falls back to the shown one.
    pub fn speech(&self) -> &str {
        self.spoken.as_deref().unwrap_or(&self.shown)
    }

    /// The Brailled form; falls back to the shown one, since speech may be respelled for a voice.
    pub fn braille(&self) -> &str {
        self.brailled.as_deref().unwrap_or(&self.shown)
    }

    /// This text and another one behind it, in all three forms.
    #[must_use]
    pub fn followed_by(&self, other: &Text) -> Text {
        let both = |of: fn(&Text) -> &str| format!("{} {}", of(self), of(other));
        Text {
            shown: both(|text| &text.shown),
            spoken: Some(both(Text::speech)),
            brailled: Some(both(Text::braille)),
            lang: self.lang.clone(),
            sound: None,
        }
    }

    /// What follows another text in this one, if this one was made so.
    pub fn behind(&self, other: &Text) -> Option<Text> {
        let rest = |of: fn(&Text) -> &str| {
            let rest = of(self).strip_prefix(of(other))?.strip_prefix(' ')?;
            (!rest.trim().is_empty()).then(|| rest.to_owned())
        };
        Some(Text {
            shown: rest(|text| &text.shown)?,
            spoken: Some(rest(Text::speech)?),
            brailled: Some(rest(Text::braille)?),
            lang: self.lang.clone(),
            sound: None,
        })
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.shown.trim().is_empty()
    }
}
