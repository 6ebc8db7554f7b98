//! Which code is which key, and what the keys ask for.

use crate::Key;

crate::gesture::family_gestures!("gestures.txt");

/// The keys of the old series, in group 71.
pub(super) const ABT: &[(u8, Key)] = &[
    (0, Key::Prog1),
    (1, Key::Home1),
    (2, Key::Cursor1),
    (3, Key::Up),
    (4, Key::Left),
    (5, Key::Right),
    (6, Key::Down),
    (7, Key::Cursor2),
    (8, Key::Home2),
    (9, Key::Prog2),
    (10, Key::Tumbler1Left),
    (11, Key::Tumbler1Right),
    (12, Key::Tumbler2Left),
    (13, Key::Tumbler2Right),
    (0x20, Key::Status1),
    (0x21, Key::Status2),
    (0x22, Key::Status3),
    (0x23, Key::Status4),
    (0x24, Key::Status5),
    (0x25, Key::Status6),
    // The upper row acts as the lower one.
    (0x30, Key::Status1),
    (0x31, Key::Status2),
    (0x32, Key::Status3),
    (0x33, Key::Status4),
    (0x34, Key::Status5),
    (0x35, Key::Status6),
];

/// The pads of the Satellites, in group 77.
pub(super) const PADS: &[(u8, Key)] = &[
    (0, Key::SpeechF1),
    (1, Key::SpeechUp),
    (2, Key::SpeechLeft),
    (3, Key::SpeechDown),
    (4, Key::SpeechRight),
    (5, Key::SpeechF2),
    (0x20, Key::NavF1),
    (0x21, Key::NavUp),
    (0x22, Key::NavLeft),
    (0x23, Key::NavDown),
    (0x24, Key::NavRight),
    (0x25, Key::NavF2),
];

/// The thumb keys of the BC series; the BC680 has them twice.
const THUMB: &[(u8, Key)] = &[
    (0, Key::ThumbLeft),
    (1, Key::ThumbUp),
    (2, Key::ThumbHome),
    (3, Key::ThumbDown),
    (4, Key::ThumbRight),
    (5, Key::ThumbLeft),
    (6, Key::ThumbUp),
    (7, Key::ThumbHome),
    (8, Key::ThumbDown),
    (9, Key::ThumbRight),
];

const ETOUCH: &[(u8, Key)] = &[
    (0, Key::Etouch1),
    (1, Key::Etouch2),
    (2, Key::Etouch3),
    (3, Key::Etouch4),
];

/// The smart pad; the BC680 has it twice.
const SMART_PAD: &[(u8, Key)] = &[
    (0, Key::Smartpad1),
    (1, Key::Smartpad2),
    (2, Key::SmartpadLeft),
    (3, Key::SmartpadPress),
    (4, Key::SmartpadUp),
    (5, Key::SmartpadDown),
    (6, Key::SmartpadRight),
    (7, Key::Smartpad3),
    (8, Key::Smartpad4),
    (9, Key::Smartpad1),
    (10, Key::Smartpad2),
    (11, Key::SmartpadLeft),
    (12, Key::SmartpadPress),
    (13, Key::SmartpadUp),
    (14, Key::SmartpadDown),
    (15, Key::SmartpadRight),
    (16, Key::Smartpad3),
    (17, Key::Smartpad4),
];

const FEATURE_PACK: &[(u8, Key)] = &[
    (1, Key::Dot1),
    (2, Key::Dot2),
    (3, Key::Dot3),
    (4, Key::Dot4),
    (5, Key::Dot5),
    (6, Key::Dot6),
    (7, Key::Dot7),
    (8, Key::Dot8),
    (9, Key::Control),
    (10, Key::Windows),
    (11, Key::Space),
    (12, Key::Alt),
    (13, Key::Enter),
];

/// The groups of the BC series.
pub(super) const BC: [(u8, &[(u8, Key)]); 4] = [
    (0x71, THUMB),
    (0x72, ETOUCH),
    (0x73, SMART_PAD),
    (0x78, FEATURE_PACK),
];
