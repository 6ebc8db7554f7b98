//! What a person chose, once and for all pages.

use maru_page::Look;
use serde::{Deserialize, Serialize};

/// How a person wants to use Maru; any number of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// By eye.
    pub see: bool,
    /// By ear.
    pub hear: bool,
    /// By finger.
    pub feel: bool,
}

/// The settings, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language of all pages.
    pub language: String,
    /// Whether the first run is over.
    pub set_up: bool,
    /// How Maru is used.
    pub ways: Ways,
    /// Theme and text size.
    pub look: Look,
    /// Maru's own voice.
    pub voice: bool,
    /// Its speed, from -100 to 100, as speech-dispatcher counts.
    pub rate: i8,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: "ko".to_owned(),
            set_up: false,
            ways: Ways {
                see: true,
                hear: true,
                feel: false,
            },
            look: Look::default(),
            voice: true,
            rate: 0,
        }
    }
}

impl Settings {
    /// The speeds there are.
    pub const RATES: [i8; 9] = [-60, -40, -20, 0, 20, 40, 60, 80, 100];

    /// Faster or slower by one step; stays at the ends.
    pub fn change_rate(&mut self, faster: bool) {
        let next = if faster {
            Self::RATES.into_iter().find(|rate| *rate > self.rate)
        } else {
            Self::RATES.into_iter().rev().find(|rate| *rate < self.rate)
        };
        self.rate = next.unwrap_or(self.rate);
    }

    /// Which step the speed is, from 1.
    pub fn rate_step(&self) -> usize {
        Self::RATES
            .iter()
            .filter(|rate| **rate <= self.rate)
            .count()
    }
}
