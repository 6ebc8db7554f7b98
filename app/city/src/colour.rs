//! Colours of a city, and whether people can read them.

use crate::problem::{Effect, Problems, quoted};
use crate::section::Section;

/// The colours of a city; one that cannot be read is never here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Colours {
    /// On light themes: has a contrast of 7:1 or better with white.
    pub accent: Option<Colour>,
    /// On dark themes: has a contrast of 7:1 or better with black.
    pub accent_on_dark: Option<Colour>,
}

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour {
        red: 255,
        green: 255,
        blue: 255,
    };
    /// Black.
    pub const BLACK: Colour = Colour {
        red: 0,
        green: 0,
        blue: 0,
    };

    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Colour {
            red: part(0)?,
            green: part(2)?,
            blue: part(4)?,
        })
    }

    /// The contrast with another colour after WCAG, from 1 (the same) to 21 (black and white).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Reads `[colours]` of `city.toml`.
pub(crate) fn colours(root: &Section, problems: &mut Problems) -> Colours {
    let Some(section) = root.section("colours", problems) else {
        return Colours::default();
    };
    section.expect_keys(&["accent", "accent_on_dark"], problems);
    Colours {
        accent: colour(&section, "accent", (Colour::WHITE, "white"), problems),
        accent_on_dark: colour(
            &section,
            "accent_on_dark",
            (Colour::BLACK, "black"),
            problems,
        ),
    }
}

/// Reads a colour which people must be able to read on `ground`.
fn colour(
    section: &Section,
    key: &str,
    (ground, ground_name): (Colour, &str),
    problems: &mut Problems,
) -> Option<Colour> {
    let text = section.optional_text(key, problems)?;
    let Some(colour) = Colour::parse(text) else {
        let what = format!("{} is not a colour", quoted(text));
        let cure = format!("write {key} = \"#rrggbb\"");
        problems.push(section.problem(key, Effect::Dropped, what, cure));
        return None;
    };
    let contrast = colour.contrast(ground);
    if contrast < 7.0 {
        let what = format!("{key} has a contrast of {contrast:.1} with {ground_name}, less than 7");
        let cure = if ground == Colour::WHITE {
            "make it darker"
        } else {
            "make it lighter"
        };
        problems.push(section.problem(key, Effect::Dropped, what, cure));
        return None;
    }
    Some(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Colour::WHITE.contrast(Colour::BLACK) - 21.0).abs() < 1e-9);
        let grey = Colour::parse("#767676").unwrap();
        assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn colours_are_six_digits() {
        for wrong in [
            "", "#fff", "red", "#12345g", "#é1234", "#1234567", "#+1+1+1",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
