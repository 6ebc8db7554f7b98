//! What a person chose, once and for all pages.

use maru_page::{
    Lang, Look,
    braille::{Grade, emboss::Sheet},
    speech::{Detail, Echo, Manner},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// A voice of this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenVoice {
    /// The synthesizer that has it.
    pub module: String,
    /// What it is called there.
    pub name: String,
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
    /// Its loudness, from -100 to 100.
    pub volume: i8,
    /// Its pitch, from -100 to 100.
    pub pitch: i8,
    /// How much is told of each thing.
    pub detail: Detail,
    /// What is told of what is typed.
    pub echo: Echo,
    /// Whether what is private is said aloud, for one who wears a headset.
    pub private_aloud: bool,
    /// The voices that were chosen, by language; the others are the computer's own choice.
    pub voices: BTreeMap<String, ChosenVoice>,
    /// Korean in Braille, shown and typed.
    pub braille_grade: Grade,
    /// Other languages in Braille, where they know contractions.
    pub braille_grade_others: Grade,
    /// How fast the Braille line moves on by itself, in cells a second.
    pub scroll_speed: i8,
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
            volume: 100,
            pitch: 0,
            detail: Detail::Usual,
            echo: Echo::Letters,
            private_aloud: false,
            voices: BTreeMap::new(),
            braille_grade: Grade::One,
            braille_grade_others: Grade::One,
            scroll_speed: 5,
            braille_keys: BrailleKeys::SixDots,
            braille_paper: BraillePaper::Wide,
            display: None,
        }
    }
}

impl Settings {
    /// The speeds there are. With espeak-ng, as Debian sets it up, they are 0.5, 0.65, 0.8, 1, 1.3, 1.6, 2, 2.3 and
    /// 2.6 times the usual one; it speaks no faster.
    pub const RATES: [i8; 9] = [-93, -66, -38, 0, 18, 37, 61, 79, 100];

    /// The degrees of loudness, 3 dB from one to the next, which is heard: the daemon counts from silence at -100 to
    /// the whole amplitude at 100. From the softest to the loudest it is 21 dB (EN 301 549, 8.2.1.1 asks for 18).
    pub const VOLUMES: [i8; 8] = [-82, -75, -64, -50, -29, 0, 41, 100];

    /// The pitches.
    pub const PITCHES: [i8; 5] = [-60, -30, 0, 30, 60];

    /// The speeds at which the Braille line moves on by itself, in cells a second: from that of a learner to that of
    /// who reads two hundred words a minute.
    pub const SCROLL_SPEEDS: [i8; 9] = [1, 2, 3, 5, 7, 9, 12, 15, 20];

    /// What is contracted in Braille.
    pub fn grades(&self) -> Grades {
        Grades {
            korean: self.braille_grade,
            others: self.braille_grade_others,
        }
    }

    /// Faster or slower by one step; stays at the ends.
    pub fn change_rate(&mut self, faster: bool) {
        self.rate = next(&Self::RATES, self.rate, faster);
    }

    /// Louder or softer by one step; stays at the ends.
    pub fn change_volume(&mut self, louder: bool) {
        self.volume = next(&Self::VOLUMES, self.volume, louder);
    }

    /// Lets the Braille line move on by itself faster or slower by one step; stays at the ends.
    pub fn change_scroll(&mut self, faster: bool) {
        self.scroll_speed = next(&Self::SCROLL_SPEEDS, self.scroll_speed, faster);
    }

    /// Which step the speed is, from 1.
    pub fn rate_step(&self) -> usize {
        step(&Self::RATES, self.rate)
    }

    /// Which step the loudness is, from 1.
    pub fn volume_step(&self) -> usize {
        step(&Self::VOLUMES, self.volume)
    }

    /// Which step the pitch is, from 1.
    pub fn pitch_step(&self) -> usize {
        step(&Self::PITCHES, self.pitch)
    }

    /// How things are to be told.
    pub fn manner(&self) -> Manner {
        Manner {
            detail: self.detail,
            echo: self.echo,
            private_aloud: self.private_aloud,
        }
    }
}

/// The next step above or below; the same at the ends.
fn next(steps: &[i8], now: i8, more: bool) -> i8 {
    let next = if more {
        steps.iter().find(|step| **step > now)
    } else {
        steps.iter().rev().find(|step| **step < now)
    };
    next.copied().unwrap_or(now)
}

/// How many steps are not above it.
fn step(steps: &[i8], now: i8) -> usize {
    steps.iter().filter(|step| **step <= now).count().max(1)
}

/// The step behind it; behind the last one the first.
pub(crate) fn round(steps: &[i8], now: i8) -> i8 {
    let more = next(steps, now, true);
    if more == now {
        steps.first().copied().unwrap_or(now)
    } else {
        more
    }
}

/// The one behind it in a row; behind the last one the first.
pub(crate) fn after<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let index = all.iter().position(|one| *one == now).unwrap_or(0);
    all.get((index + 1) % all.len().max(1))
        .copied()
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn each_degree_of_loudness_is_heard_and_all_of_them_span_enough() {
        // The daemon's figure as an amplitude: espeak-ng takes it so.
        let decibels = |volume: i8| 20.0 * ((f32::from(volume) + 100.0) / 200.0).log10();
        let degrees: Vec<f32> = Settings::VOLUMES.map(decibels).to_vec();
        for pair in degrees.windows(2) {
            let [less, more] = pair else { continue };
            assert!((2.5..3.5).contains(&(more - less)), "{less} to {more}");
        }
        let span = degrees[7] - degrees[0];
        assert!(span >= 18.0, "{span}");
        assert!(
            degrees.iter().any(|degree| (degree + 12.0).abs() < 0.5),
            "a middle step of 12 dB"
        );
    }

    #[test]
    fn steps_end_at_both_ends() {
        let mut settings = Settings::default();
        assert_eq!(
            (
                settings.rate_step(),
                settings.volume_step(),
                settings.pitch_step()
            ),
            (4, 8, 3)
        );
        settings.change_volume(true);
        assert_eq!(settings.volume, 100);
        for _ in 0..20 {
            settings.change_volume(false);
            settings.change_rate(true);
        }
        assert_eq!(
            (settings.volume, settings.volume_step(), settings.rate),
            (-82, 1, 100)
        );
    }
}
