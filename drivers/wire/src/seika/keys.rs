//! Which bit is which key, and what the keys ask for.

use crate::Key;
use crate::protocol::with_dots;

crate::gesture::family_gestures!("gestures.txt");

/// The keys of note-takers, by bit.
pub(super) const NOTE_TAKER: &[(u8, Key)] = &with_dots::<14, 22>([
    (8, Key::Backspace),
    (9, Key::Space),
    (10, Key::LeftButton),
    (11, Key::RightButton),
    (12, Key::LeftJoystickPress),
    (13, Key::LeftJoystickLeft),
    (14, Key::LeftJoystickRight),
    (15, Key::LeftJoystickUp),
    (16, Key::LeftJoystickDown),
    (17, Key::RightJoystickPress),
    (18, Key::RightJoystickLeft),
    (19, Key::RightJoystickRight),
    (20, Key::RightJoystickUp),
    (21, Key::RightJoystickDown),
]);

/// The keys of desktop models, by bit: five of the first byte, and from bit 8 on five of the second.
pub(super) const DESKTOP: &[(u8, Key)] = &[
    (0, Key::K1),
    (1, Key::K7),
    (2, Key::K8),
    (3, Key::K6),
    (4, Key::K5),
    (9, Key::K2),
    (11, Key::K3),
    (12, Key::K4),
];
