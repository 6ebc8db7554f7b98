//! Which byte is which key, and what the keys ask for.

use crate::Key;

crate::gesture::family_gestures!("gestures.txt");

/// Keys that are told once.
pub(super) const CLICKS: &[(u8, Key)] = &[
    (85, Key::F3),
    (86, Key::F4),
    (87, Key::F5),
    (88, Key::F6),
    (195, Key::F11),
    (196, Key::F12),
    (197, Key::F13),
    (198, Key::F14),
    (95, Key::Up),
    (96, Key::Down),
    (97, Key::Left),
    (98, Key::Up3),
    (205, Key::Up2),
    (206, Key::Down2),
    (207, Key::Right),
    (208, Key::Down3),
    (103, Key::LeftWheelRight),
    (104, Key::LeftWheelLeft),
    (105, Key::LeftWheelUp),
    (106, Key::LeftWheelDown),
    (213, Key::RightWheelRight),
    (214, Key::RightWheelLeft),
    (215, Key::RightWheelUp),
    (216, Key::RightWheelDown),
];

/// Keys that are told when they go down and when they come up.
pub(super) const CONTROLS: &[(u8, Key)] = &[
    (1, Key::Attribute1),
    (42, Key::Attribute2),
    (151, Key::Attribute3),
    (192, Key::Attribute4),
    (83, Key::F1),
    (84, Key::F2),
    (89, Key::F7),
    (90, Key::F8),
    (193, Key::F9),
    (194, Key::F10),
    (199, Key::F15),
    (200, Key::F16),
    (91, Key::Home1),
    (92, Key::End1),
    (93, Key::ExtraCursor1),
    (94, Key::Cursor1),
    (201, Key::Home2),
    (202, Key::End2),
    (203, Key::ExtraCursor2),
    (204, Key::Cursor2),
];

/// Gives the place, counted from 0 over the whole display, of a routing key in either row.
pub(super) fn routing_place(code: u8) -> Option<usize> {
    let place = match code {
        2..=41 => code - 2,
        43..=82 => code - 43,
        111..=150 => code - 71,
        152..=191 => code - 112,
        _ => return None,
    };
    Some(usize::from(place))
}

/// Gives the byte of a routing key of the first row.
pub(super) fn routing_code(place: usize) -> Option<u8> {
    let mut codes = (2..=41).chain(111..=150);
    codes.find(|code| routing_place(*code) == Some(place))
}

/// Gives the byte as it would be if the function keys of both halves had their usual names.
///
/// The description of a display says which half bears the names of which.
pub(super) fn usual_code(description: u8, code: u8) -> u8 {
    const HALF: u8 = 110;
    let (left_is_right, right_is_left) = match description & 0x50 {
        0x10 => (true, false),
        0x50 => (false, true),
        0x40 => (true, true),
        _ => (false, false),
    };
    match code {
        83..=90 if left_is_right => code + HALF,
        193..=200 if right_is_left => code - HALF,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::{routing_code, routing_place, usual_code};

    #[test]
    fn routing_keys_have_a_byte_each() {
        for place in 0..80 {
            let code = routing_code(place).expect("a key");
            assert_eq!(routing_place(code), Some(place));
        }
        assert_eq!(
            (routing_code(0), routing_code(79), routing_code(80)),
            (Some(2), Some(150), None)
        );
        assert_eq!((routing_place(43), routing_place(191)), (Some(0), Some(79)));
    }

    #[test]
    fn the_halves_may_bear_each_others_names() {
        let codes = |description| [usual_code(description, 83), usual_code(description, 200)];
        assert_eq!(codes(0x00), [83, 200]);
        assert_eq!(codes(0x10), [193, 200]);
        assert_eq!(codes(0x50), [83, 90]);
        assert_eq!(codes(0x40), [193, 90]);
    }
}
