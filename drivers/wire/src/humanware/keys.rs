//! Which code is which key, and what the keys ask for.

use crate::Key;
use crate::protocol::key_at;

/// The code of the first routing key.
pub(super) const ROUTING: u8 = 80;

/// The routing keys of the longest display.
const ROUTING_MAX: u8 = 80;

/// Tells whether a code is a key of any model.
pub(super) fn is_known(code: u8) -> bool {
    key_at(KEYS, code).is_some()
        || CALIBRATION.contains(&code)
        || (ROUTING..ROUTING + ROUTING_MAX).contains(&code)
}

/// Codes that come only while the display is calibrated.
const CALIBRATION: std::ops::RangeInclusive<u8> = 30..=34;

crate::gesture::family_gestures!("gestures.txt");

pub(super) const KEYS: &[(u8, Key)] = &[
    (1, Key::Power),
    (2, Key::Dot1),
    (3, Key::Dot2),
    (4, Key::Dot3),
    (5, Key::Dot4),
    (6, Key::Dot5),
    (7, Key::Dot6),
    (8, Key::Dot7),
    (9, Key::Dot8),
    (10, Key::Space),
    (11, Key::Command1),
    (12, Key::Command2),
    (13, Key::Command3),
    (14, Key::Command4),
    (15, Key::Command5),
    (16, Key::Command6),
    (17, Key::ThumbPrevious),
    (18, Key::ThumbLeft),
    (19, Key::ThumbRight),
    (20, Key::ThumbNext),
    (21, Key::JoystickUp),
    (22, Key::JoystickDown),
    (23, Key::JoystickLeft),
    (24, Key::JoystickRight),
    (25, Key::JoystickPress),
];
