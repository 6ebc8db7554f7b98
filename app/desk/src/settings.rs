//! What a person chose, once and for all pages.

use maru_page::{
    Lang, Look,
    braille::{Grade, emboss::Sheet},
};
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

/// What is contracted in Braille, by language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// Korean.
    pub korean: Grade,
    /// Any other language.
    pub others: Grade,
}

impl Grades {
    /// That of a language.
    pub fn of(self, lang: &Lang) -> Grade {
        match lang.primary() {
            "ko" => self.korean,
            _ => self.others,
        }
    }
}

/// What the Perkins keys of a Braille display write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrailleKeys {
    /// Six dots, by the rules of the field's language where they are known.
    #[default]
    SixDots,
    /// Eight dots: each cell is a character of computer Braille.
    EightDots,
}

/// The sheets that an embosser is loaded with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BraillePaper {
    /// 40 cells in each of 25 lines.
    #[default]
    Wide,
    /// 32 cells in each of 25 lines.
    Narrow,
}

impl BraillePaper {
    /// How much a sheet holds.
    pub fn sheet(self) -> Sheet {
        match self {
            BraillePaper::Wide => Sheet::WIDE,
            BraillePaper::Narrow => Sheet::NARROW,
        }
    }
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
    /// Korean in Braille, shown and typed.
    pub braille_grade: Grade,
    /// Other languages in Braille, where they know contractions.
    pub braille_grade_others: Grade,
    /// What Perkins keys write.
    pub braille_keys: BrailleKeys,
    /// The sheets of the Braille embosser.
    pub braille_paper: BraillePaper,
    /// The Braille display that was found, by its family and port as `--braille` has it.
    pub display: Option<String>,
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
            braille_grade: Grade::One,
            braille_grade_others: Grade::One,
            braille_keys: BrailleKeys::SixDots,
            braille_paper: BraillePaper::Wide,
            display: None,
        }
    }
}

impl Settings {
    /// The speeds there are.
    pub const RATES: [i8; 9] = [-60, -40, -20, 0, 20, 40, 60, 80, 100];

    /// What is contracted in Braille.
    pub fn grades(&self) -> Grades {
        Grades {
            korean: self.braille_grade,
            others: self.braille_grade_others,
        }
    }

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
