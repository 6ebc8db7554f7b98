//! Which bit or code is which key, and what the keys ask for.

use crate::Key;
use crate::protocol::with_dots;

crate::gesture::family_gestures!("gestures.txt");

/// The Braille keyboard, in either language.
pub(super) const BRAILLE: &[(u8, Key)] =
    &with_dots::<2, 10>([(8, Key::Backspace), (9, Key::Space)]);

pub(super) const IRIS: &[(u8, Key)] = &[
    (0, Key::L1),
    (1, Key::L2),
    (2, Key::L3),
    (3, Key::L4),
    (4, Key::L5),
    (5, Key::L6),
    (6, Key::L7),
    (7, Key::L8),
    (8, Key::Up),
    (9, Key::Down),
    (10, Key::Right),
    (11, Key::Left),
];

pub(super) const ESYS: &[(u8, Key)] = &[
    (0, Key::Switch1Right),
    (1, Key::Switch1Left),
    (2, Key::Switch2Right),
    (3, Key::Switch2Left),
    (4, Key::Switch3Right),
    (5, Key::Switch3Left),
    (6, Key::Switch4Right),
    (7, Key::Switch4Left),
    (8, Key::Switch5Right),
    (9, Key::Switch5Left),
    (10, Key::Switch6Right),
    (11, Key::Switch6Left),
    (16, Key::LeftJoystickUp),
    (17, Key::LeftJoystickDown),
    (18, Key::LeftJoystickRight),
    (19, Key::LeftJoystickLeft),
    (20, Key::LeftJoystickPress),
    (24, Key::RightJoystickUp),
    (25, Key::RightJoystickDown),
    (26, Key::RightJoystickRight),
    (27, Key::RightJoystickLeft),
    (28, Key::RightJoystickPress),
];

/// The keys of the older language, by character.
pub(super) const CLIO: &[(u8, Key)] = &[
    (b'0', Key::Number0),
    (b'1', Key::Number1),
    (b'2', Key::Number2),
    (b'3', Key::Number3),
    (b'4', Key::Number4),
    (b'5', Key::Number5),
    (b'6', Key::Number6),
    (b'7', Key::Number7),
    (b'8', Key::Number8),
    (b'9', Key::Number9),
    (b'*', Key::Star),
    (b'#', Key::Hash),
    (b'A', Key::LetterA),
    (b'B', Key::LetterB),
    (b'C', Key::LetterC),
    (b'D', Key::LetterD),
    (b'E', Key::LetterE),
    (b'F', Key::LetterF),
    (b'G', Key::LetterG),
    (b'H', Key::LetterH),
    (b'I', Key::LetterI),
    (b'J', Key::LetterJ),
    (b'K', Key::LetterK),
    (b'L', Key::LetterL),
    (b'M', Key::LetterM),
];
