//! How a person wants to be told things.

use serde::{Deserialize, Serialize};

/// How much is told of each thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// All of it, and which keys do something with it.
    Beginner,
    /// What it is called, what it is, its value, its place, and what helps with it.
    #[default]
    Usual,
    /// What it is called and its value; the rest is told to who asks where they are.
    Brief,
}

impl Detail {
    /// All, in the order in which they are offered.
    pub const ALL: [Detail; 3] = [Detail::Beginner, Detail::Usual, Detail::Brief];

    /// Not less than is usual.
    pub(super) fn at_least_usual(self) -> Detail {
        match self {
            Detail::Brief => Detail::Usual,
            more => more,
        }
    }

    /// Its name in settings and messages.
    pub fn name(self) -> &'static str {
        match self {
            Detail::Beginner => "beginner",
            Detail::Usual => "usual",
            Detail::Brief => "brief",
        }
    }
}

/// What is told of what is typed. What is deleted is always told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Echo {
    /// Each letter; of Hangul each syllable as it grows.
    #[default]
    Letters,
    /// Each word when it ends.
    Words,
    /// Nothing.
    Nothing,
}

impl Echo {
    /// All, in the order in which they are offered.
    pub const ALL: [Echo; 3] = [Echo::Letters, Echo::Words, Echo::Nothing];

    /// Its name in settings and messages.
    pub fn name(self) -> &'static str {
        match self {
            Echo::Letters => "letters",
            Echo::Words => "words",
            Echo::Nothing => "nothing",
        }
    }
}

/// How a person wants to be told things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// How much of each thing.
    pub detail: Detail,
    /// What of that which is typed.
    pub echo: Echo,
    /// Whether what is private is said aloud: nobody else hears it, for the person wears a headset. Else it is
    /// told in stars.
    pub private_aloud: bool,
}
