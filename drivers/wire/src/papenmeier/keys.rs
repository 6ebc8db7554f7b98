//! Which key comes in which place, and what the keys ask for.

use super::model::Kind;
use crate::Key;
use crate::protocol::with_dots;

crate::gesture::family_gestures!("gestures.txt");

/// Gives the function keys of the first language, in the order of their codes.
pub(super) fn function_keys(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Front9 => FRONT_9,
        Kind::Front13 => FRONT_13,
        _ => BAR_AND_SIDES,
    }
}

const FRONT_9: &[Key] = &[
    Key::Function,
    Key::Cursor,
    Key::Backward,
    Key::Up,
    Key::Home,
    Key::Down,
    Key::Forward,
    Key::Braille,
    Key::Attribute,
];

const FRONT_13: &[Key] = &[
    Key::Dot7,
    Key::Dot3,
    Key::Dot2,
    Key::Dot1,
    Key::Up,
    Key::Home,
    Key::Shift,
    Key::End1,
    Key::Down,
    Key::Dot4,
    Key::Dot5,
    Key::Dot6,
    Key::Dot8,
];

const BAR_AND_SIDES: &[Key] = &[
    Key::BarLeft1,
    Key::BarLeft2,
    Key::BarUp1,
    Key::BarUp2,
    Key::BarRight1,
    Key::BarRight2,
    Key::BarDown1,
    Key::BarDown2,
    Key::LeftSwitchRear,
    Key::LeftSwitchFront,
    Key::LeftKeyRear,
    Key::LeftKeyFront,
    Key::RightKeyRear,
    Key::RightKeyFront,
    Key::RightSwitchRear,
    Key::RightSwitchFront,
];

/// The side keys, by the bit of their state.
pub(super) const SIDES: &[Key] = BAR_AND_SIDES.split_at(8).1;

/// The bar in the bitmap of the second language, by bit.
pub(super) const BAR: [Key; 8] = [
    Key::BarUp2,
    Key::BarUp1,
    Key::BarDown1,
    Key::BarDown2,
    Key::BarRight1,
    Key::BarLeft1,
    Key::BarRight2,
    Key::BarLeft2,
];

/// The keyboard of the second language, by bit. Either half of the space bar is the space bar.
pub(super) const KEYBOARD: &[(u8, Key)] = &with_dots::<5, 13>([
    (8, Key::ThumbRight),
    (9, Key::Space),
    (10, Key::ThumbLeft),
    (11, Key::Space),
    (12, Key::Space),
]);
