//! Which bit is which key, and what the keys ask for.

use super::packet::{FUNCTION_KEYS, PERKINS_KEYS, SCROLL_KEYS};
use crate::Key;

crate::gesture::family_gestures!("gestures.txt");

/// The keys by the command that tells of them; place 0 is the highest bit of the first byte.
pub(super) const GROUPS: [(u16, &[(u8, Key)]); 3] = [
    (SCROLL_KEYS, SCROLL),
    (PERKINS_KEYS, PERKINS),
    (FUNCTION_KEYS, FUNCTION),
];

const SCROLL: &[(u8, Key)] = &[
    (28, Key::LeftScrollDown),
    (29, Key::LeftScrollUp),
    (30, Key::RightScrollDown),
    (31, Key::RightScrollUp),
];

const PERKINS: &[(u8, Key)] = &[
    (0, Key::Dot7),
    (1, Key::Dot3),
    (2, Key::Dot2),
    (3, Key::Dot1),
    (4, Key::Dot4),
    (5, Key::Dot5),
    (6, Key::Dot6),
    (7, Key::Dot8),
    (8, Key::Space),
    (9, Key::LeftShift),
    (10, Key::LeftControl),
    (11, Key::RightShift),
    (12, Key::RightControl),
    (13, Key::PanLeft),
    (14, Key::PanRight),
    (16, Key::LeftPadCentre),
    (17, Key::LeftPadUp),
    (18, Key::LeftPadRight),
    (19, Key::LeftPadDown),
    (20, Key::LeftPadLeft),
];

const FUNCTION: &[(u8, Key)] = &[
    (0, Key::F1),
    (1, Key::F2),
    (2, Key::F3),
    (3, Key::F4),
    (4, Key::F5),
    (5, Key::F6),
    (6, Key::F7),
    (7, Key::F8),
];
