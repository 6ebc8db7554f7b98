//! Which code is which key, and what the keys ask for.

use super::model::{Layout, Model};
use crate::Key;
use crate::protocol::{code_of, key_at};

/// The code of the first routing key.
pub(super) const ROUTING: u8 = 0x20;

/// What a press or release is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Key(Key),
    Routing(usize),
}

/// Gives what a code without its release bit is on this model, if it is anything.
pub(super) fn input_of(model: Model, code: u8) -> Option<Input> {
    if let Some(place) = code.checked_sub(ROUTING).map(usize::from)
        && place < model.cells
    {
        return Some(Input::Routing(place));
    }
    let own = match model.layout {
        Layout::Rockers => ROCKERS,
        Layout::Modular => MODULAR,
        Layout::Wave => WAVE,
        Layout::Basic => return key_at(BASIC, code).map(Input::Key),
        Layout::Bookworm => return None,
    };
    let key = key_at(own, code).or_else(|| key_at(COMMON, code));
    key.map(Input::Key)
}

/// Gives the code of a key, if the model has it.
pub(super) fn key_code(model: Model, key: Key) -> Option<u8> {
    (0..ROUTING)
        .chain(0x70..0x7E)
        .find(|code| input_of(model, *code) == Some(Input::Key(key)))
}

/// Gives the keys of a Bookworm's byte: each bit is one of them.
pub(super) fn bookworm_keys(byte: u8) -> Option<Vec<Key>> {
    if byte == 0 || byte > 0x0F {
        return None;
    }
    let pressed = BOOKWORM.iter().filter(|(bit, _)| byte & bit != 0);
    Some(pressed.map(|(_, key)| *key).collect())
}

/// Gives a Bookworm's byte for these keys, if it has them all.
pub(super) fn bookworm_byte(keys: &[Key]) -> Option<u8> {
    keys.iter()
        .try_fold(0, |byte, key| Some(byte | code_of(BOOKWORM, *key)?))
}

crate::gesture::family_gestures!("gestures.txt");

/// The maker's B1 to B8, and what has the same code everywhere.
const COMMON: &[(u8, Key)] = &[
    (0x0F, Key::Dot1),
    (0x0B, Key::Dot2),
    (0x07, Key::Dot3),
    (0x13, Key::Dot4),
    (0x17, Key::Dot5),
    (0x1B, Key::Dot6),
    (0x03, Key::Dot7),
    (0x1F, Key::Dot8),
    (0x10, Key::SpaceLeft),
    (0x18, Key::SpaceRight),
    (0x70, Key::Status1),
    (0x71, Key::Status2),
    (0x72, Key::Status3),
    (0x73, Key::Status4),
    (0x74, Key::JoystickLeft),
    (0x75, Key::JoystickRight),
    (0x76, Key::JoystickUp),
    (0x77, Key::JoystickDown),
    (0x78, Key::JoystickPress),
    (0x7A, Key::LeftCentre),
    (0x7B, Key::RightCentre),
    (0x05, Key::Number0),
    (0x15, Key::Number1),
    (0x19, Key::Number2),
    (0x1D, Key::Number3),
    (0x06, Key::Number4),
    (0x0A, Key::Number5),
    (0x0E, Key::Number6),
    (0x16, Key::Number7),
    (0x1A, Key::Number8),
    (0x1E, Key::Number9),
    (0x12, Key::B9),
    (0x02, Key::B10),
    (0x11, Key::B11),
    (0x01, Key::B12),
    (0x09, Key::B13),
    (0x0D, Key::B14),
];

const ROCKERS: &[(u8, Key)] = &[
    (0x0C, Key::LeftRockerUp),
    (0x14, Key::LeftRockerDown),
    (0x04, Key::RightRockerUp),
    (0x08, Key::RightRockerDown),
];

const MODULAR: &[(u8, Key)] = &[(0x04, Key::Left), (0x08, Key::Right)];

const WAVE: &[(u8, Key)] = &[
    (0x04, Key::Left),
    (0x08, Key::Right),
    (0x0C, Key::Escape),
    (0x10, Key::Space),
    (0x14, Key::Enter),
];

const BASIC: &[(u8, Key)] = &[
    (0x0F, Key::Display1),
    (0x0B, Key::Display2),
    (0x07, Key::Display3),
    (0x13, Key::Display4),
    (0x17, Key::Display5),
    (0x1B, Key::Display6),
];

const BOOKWORM: &[(u8, Key)] = &[
    (0x01, Key::Backward),
    (0x02, Key::Escape),
    (0x04, Key::Enter),
    (0x08, Key::Forward),
];
