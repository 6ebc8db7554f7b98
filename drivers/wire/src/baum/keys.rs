//! Which bit of a key packet is which key, and what the keys ask for.

use crate::Key;
use crate::protocol::with_dots;

/// The keys of a group, by the code of its packet; bits count from the lowest of the last byte.
pub(super) fn group(code: u8) -> Option<&'static [(u8, Key)]> {
    match code {
        0x24 => Some(DISPLAY),
        0x28 | 0x2C => Some(FRONT),
        0x29 | 0x2D => Some(BACK),
        0x2B => Some(COMMAND),
        0x33 => Some(ENTRY),
        0x34 => Some(JOYSTICK),
        _ => None,
    }
}

/// The groups that a player chooses from; the longer of two for the same keys.
pub(super) const CODES: [u8; 6] = [0x24, 0x2C, 0x2D, 0x2B, 0x33, 0x34];

crate::gesture::family_gestures!("gestures.txt");

const DISPLAY: &[(u8, Key)] = &[
    (0, Key::Display1),
    (1, Key::Display2),
    (2, Key::Display3),
    (3, Key::Display4),
    (4, Key::Display5),
    (5, Key::Display6),
];

const COMMAND: &[(u8, Key)] = &[
    (0, Key::Command1),
    (1, Key::Command2),
    (2, Key::Command3),
    (3, Key::Command4),
    (4, Key::Command5),
    (5, Key::Command6),
];

const FRONT: &[(u8, Key)] = &[
    (0, Key::Front1),
    (1, Key::Front2),
    (2, Key::Front3),
    (3, Key::Front4),
    (4, Key::Front5),
    (5, Key::Front6),
    (6, Key::Front7),
    (7, Key::Front8),
    (8, Key::Front9),
    (9, Key::Front10),
];

const BACK: &[(u8, Key)] = &[
    (0, Key::Back1),
    (1, Key::Back2),
    (2, Key::Back3),
    (3, Key::Back4),
    (4, Key::Back5),
    (5, Key::Back6),
    (6, Key::Back7),
    (7, Key::Back8),
    (8, Key::Back9),
    (9, Key::Back10),
];

/// The maker's B9, B10, B11 and F1 to F4 come first, then the dots.
const ENTRY: &[(u8, Key)] = &with_dots::<7, 15>([
    (8, Key::Backspace),
    (9, Key::Space),
    (10, Key::Enter),
    (12, Key::F1),
    (13, Key::F2),
    (14, Key::F3),
    (15, Key::F4),
]);

const JOYSTICK: &[(u8, Key)] = &[
    (0, Key::JoystickUp),
    (1, Key::JoystickLeft),
    (2, Key::JoystickDown),
    (3, Key::JoystickRight),
    (4, Key::JoystickPress),
];
