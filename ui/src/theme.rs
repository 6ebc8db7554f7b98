//! The colours of the five themes.

use maru_page::Theme;

/// A colour, `0xRRGGBB`.
pub type Rgb = u32;

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Text.
    pub ink: Rgb,
    /// Text that stands back: hints, the number of an answer.
    pub soft: Rgb,
    /// The ground of the page.
    pub paper: Rgb,
    /// The ground of things that can be used, and of the bars.
    pub surface: Rgb,
    /// Outlines of things that can be used.
    pub line: Rgb,
    /// The main act, what is chosen, icons.
    pub accent: Rgb,
    /// Text on the accent.
    pub accent_ink: Rgb,
    /// The ground of what is chosen or pressed.
    pub chosen: Rgb,
    /// The focus.
    pub ring: Rgb,
    /// Refusals.
    pub danger: Rgb,
    /// The ground of a refusal.
    pub danger_surface: Rgb,
    /// The ground of selected text.
    pub selection: Rgb,
}

/// The colours of a theme.
pub fn colours(theme: Theme) -> Colours {
    match theme {
        Theme::Paper => PAPER,
        Theme::Night => NIGHT,
        Theme::BlackOnWhite => BLACK_ON_WHITE,
        Theme::WhiteOnBlack => WHITE_ON_BLACK,
        Theme::YellowOnBlack => YELLOW_ON_BLACK,
    }
}

const PAPER: Colours = Colours {
    ink: 0x21_1D_18,
    soft: 0x51_49_3E,
    paper: 0xF7_F2_E8,
    surface: 0xFF_FD_F9,
    line: 0x8C_80_6F,
    accent: 0x1E_3F_73,
    accent_ink: 0xFF_FF_FF,
    chosen: 0xE4_EB_F6,
    ring: 0xC2_41_0C,
    danger: 0x86_16_25,
    danger_surface: 0xFD_EE_EC,
    selection: 0xBF_D3_F2,
};

const NIGHT: Colours = Colours {
    ink: 0xF0_F2_FA,
    soft: 0xC8_CF_E4,
    paper: 0x12_18_2A,
    surface: 0x1D_26_40,
    line: 0x84_91_B5,
    accent: 0xB4_CC_FF,
    accent_ink: 0x0C_14_28,
    chosen: 0x28_35_58,
    ring: 0xFF_BF_47,
    danger: 0xFF_B9_AF,
    danger_surface: 0x3C_1B_22,
    selection: 0x34_4E_86,
};

const BLACK_ON_WHITE: Colours = Colours {
    ink: 0x00_00_00,
    soft: 0x00_00_00,
    paper: 0xFF_FF_FF,
    surface: 0xFF_FF_FF,
    line: 0x00_00_00,
    accent: 0x00_00_00,
    accent_ink: 0xFF_FF_FF,
    chosen: 0xE6_E6_E6,
    ring: 0x00_37_C8,
    danger: 0x00_00_00,
    danger_surface: 0xFF_FF_FF,
    selection: 0xFF_E2_70,
};

const WHITE_ON_BLACK: Colours = Colours {
    ink: 0xFF_FF_FF,
    soft: 0xFF_FF_FF,
    paper: 0x00_00_00,
    surface: 0x00_00_00,
    line: 0xFF_FF_FF,
    accent: 0xFF_FF_FF,
    accent_ink: 0x00_00_00,
    chosen: 0x30_30_30,
    ring: 0x4D_D2_FF,
    danger: 0xFF_FF_FF,
    danger_surface: 0x00_00_00,
    selection: 0x40_40_9C,
};

const YELLOW_ON_BLACK: Colours = Colours {
    ink: 0xFF_E6_00,
    soft: 0xFF_E6_00,
    paper: 0x00_00_00,
    surface: 0x00_00_00,
    line: 0xFF_E6_00,
    accent: 0xFF_E6_00,
    accent_ink: 0x00_00_00,
    chosen: 0x33_2E_00,
    ring: 0xFF_FF_FF,
    danger: 0xFF_E6_00,
    danger_surface: 0x00_00_00,
    selection: 0x4A_43_00,
};

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let part = |shift: u32| {
        let value = f64::from((colour >> shift) & 0xFF) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(theme: Theme, what: &str, one: Rgb, other: Rgb, least: f64) {
        let ratio = contrast(one, other);
        assert!(
            ratio >= least,
            "{}: {what} has {ratio:.2}:1, wants {least}:1",
            theme.name()
        );
    }

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((contrast(0x00_00_00, 0xFF_FF_FF) - 21.0).abs() < 0.01);
        assert!((contrast(0x77_77_77, 0xFF_FF_FF) - 4.48).abs() < 0.01);
    }

    #[test]
    fn text_has_seven_to_one_on_every_ground_it_stands_on() {
        for theme in Theme::ALL {
            let c = colours(theme);
            for (ground, name) in [
                (c.paper, "paper"),
                (c.surface, "surface"),
                (c.chosen, "chosen"),
            ] {
                check(theme, &format!("ink on {name}"), c.ink, ground, 7.0);
                check(theme, &format!("soft on {name}"), c.soft, ground, 7.0);
                check(theme, &format!("accent on {name}"), c.accent, ground, 7.0);
            }
            check(theme, "ink on selection", c.ink, c.selection, 7.0);
            check(theme, "accent ink on accent", c.accent_ink, c.accent, 7.0);
            check(
                theme,
                "danger on its ground",
                c.danger,
                c.danger_surface,
                7.0,
            );
            check(theme, "paper on soft (more below)", c.paper, c.soft, 7.0);
        }
    }

    #[test]
    fn outlines_and_focus_have_three_to_one() {
        for theme in Theme::ALL {
            let c = colours(theme);
            for (ground, name) in [(c.paper, "paper"), (c.surface, "surface")] {
                check(theme, &format!("line on {name}"), c.line, ground, 3.0);
                check(theme, &format!("ring on {name}"), c.ring, ground, 3.0);
                check(theme, &format!("danger on {name}"), c.danger, ground, 3.0);
            }
        }
    }
}
