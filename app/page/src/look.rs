//! What a person chose for the picture: theme and text size.

use serde::{Deserialize, Serialize};

/// The colour themes; each has text contrast of 7:1 or better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Dark ink on warm paper.
    #[default]
    Paper,
    /// Light ink on a night sky.
    Night,
    /// Black on white.
    BlackOnWhite,
    /// White on black.
    WhiteOnBlack,
    /// Yellow on black.
    YellowOnBlack,
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Theme; 5] = [
        Theme::Paper,
        Theme::Night,
        Theme::BlackOnWhite,
        Theme::WhiteOnBlack,
        Theme::YellowOnBlack,
    ];

    /// The one after this.
    pub fn next(self) -> Theme {
        let index = Self::ALL
            .iter()
            .position(|theme| *theme == self)
            .unwrap_or(0);
        Self::ALL[(index + 1) % Self::ALL.len()]
    }

    /// Its name in settings and messages.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Paper => "paper",
            Theme::Night => "night",
            Theme::BlackOnWhite => "black-on-white",
            Theme::WhiteOnBlack => "white-on-black",
            Theme::YellowOnBlack => "yellow-on-black",
        }
    }
}

/// Theme and text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The text size in per cent, one of [`Look::SIZES`].
    pub text_percent: u16,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            theme: Theme::Paper,
            text_percent: 100,
        }
    }
}

impl Look {
    /// The text sizes offered.
    pub const SIZES: [u16; 8] = [100, 125, 150, 175, 200, 250, 300, 400];

    /// One size larger.
    #[must_use]
    pub fn larger(self) -> Look {
        let next = Self::SIZES
            .into_iter()
            .find(|size| *size > self.text_percent);
        Look {
            text_percent: next.unwrap_or(400),
            ..self
        }
    }

    /// One size smaller.
    #[must_use]
    pub fn smaller(self) -> Look {
        let next = Self::SIZES
            .into_iter()
            .rev()
            .find(|size| *size < self.text_percent);
        Look {
            text_percent: next.unwrap_or(100),
            ..self
        }
    }
}
