//! Which bit is which key, and what the keys ask for.

use crate::Key;
use crate::protocol::with_dots;

crate::gesture::family_gestures!("gestures.txt");

pub(super) const KEYS: &[(u8, Key)] = &with_dots::<13, 21>([
    (8, Key::LeftWheelPress),
    (9, Key::RightWheelPress),
    (10, Key::LeftShift),
    (11, Key::RightShift),
    (12, Key::PanLeft),
    (13, Key::PanRight),
    (15, Key::Space),
    (16, Key::LeftSelector),
    (17, Key::RightSelector),
    (20, Key::LeftBumperUp),
    (21, Key::LeftBumperDown),
    (22, Key::RightBumperUp),
    (23, Key::RightBumperDown),
]);

/// Told of only by displays that were asked to.
pub(super) const EXTENDED: &[(u8, Key)] = &[
    (4, Key::LeftRockerUp),
    (5, Key::LeftRockerDown),
    (6, Key::RightRockerUp),
    (7, Key::RightRockerDown),
];

/// The wheels by the number in their packet.
pub(super) const WHEELS: [Key; 4] = [
    Key::LeftWheelUp,
    Key::LeftWheelDown,
    Key::RightWheelDown,
    Key::RightWheelUp,
];
