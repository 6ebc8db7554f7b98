//! Which bit of a key packet is which key, model by model, and what the keys ask for.

use super::Model;
use crate::Key;
use crate::protocol::with_dots;

/// Gives the key behind a bit of a key packet.
pub fn key_of(model: Model, bit: u8) -> Key {
    let own = match model {
        Model::BrailleSense | Model::BrailleSenseQwerty => FOUR_SCROLL,
        Model::BrailleSenseTwoKeys => TWO_PANNING,
        Model::SmartBeetle => SMART_BEETLE,
        Model::BrailleEdge => EDGE,
        Model::Emotion => EMOTION,
        Model::SyncBraille => return find(SYNC_BRAILLE, bit),
    };
    match find(own, bit) {
        Key::Unnamed(_) => find(KEYBOARD, bit),
        named => named,
    }
}

/// Gives the bit of a key, if the model has that key.
pub fn bit_of(model: Model, key: Key) -> Option<u8> {
    (0..32).find(|bit| key_of(model, *bit) == key)
}

crate::gesture::family_gestures!("gestures.txt");

fn find(layout: &[(u8, Key)], bit: u8) -> Key {
    let entry = layout.iter().find(|(place, _)| *place == bit);
    entry.map_or(Key::Unnamed(bit), |(_, key)| *key)
}

/// All that have a Perkins keyboard.
const KEYBOARD: &[(u8, Key)] = &with_dots::<5, 13>([
    (8, Key::Space),
    (9, Key::F1),
    (10, Key::F2),
    (11, Key::F3),
    (12, Key::F4),
]);

const FOUR_SCROLL: &[(u8, Key)] = &[
    (16, Key::LeftScrollUp),
    (17, Key::LeftScrollDown),
    (18, Key::RightScrollUp),
    (19, Key::RightScrollDown),
];

const TWO_PANNING: &[(u8, Key)] = &[(13, Key::Backward), (14, Key::Forward)];

const SMART_BEETLE: &[(u8, Key)] = &[
    (10, Key::F4),
    (12, Key::F2),
    (18, Key::Backward),
    (19, Key::Forward),
];

const EDGE: &[(u8, Key)] = &[
    (16, Key::LeftScrollUp),
    (17, Key::RightScrollUp),
    (18, Key::RightScrollDown),
    (19, Key::LeftScrollDown),
    (20, Key::F5),
    (21, Key::F6),
    (22, Key::F7),
    (23, Key::F8),
    (24, Key::LeftPadUp),
    (25, Key::LeftPadDown),
    (26, Key::LeftPadLeft),
    (27, Key::LeftPadRight),
    (28, Key::RightPadUp),
    (29, Key::RightPadDown),
    (30, Key::RightPadLeft),
    (31, Key::RightPadRight),
];

/// Over those of four scroll keys.
const EMOTION: &[(u8, Key)] = &[
    (9, Key::F3),
    (10, Key::F4),
    (11, Key::Control),
    (12, Key::Alt),
    (16, Key::LeftScrollUp),
    (17, Key::LeftScrollDown),
    (18, Key::RightScrollUp),
    (19, Key::RightScrollDown),
    (22, Key::F1),
    (23, Key::F2),
];

const SYNC_BRAILLE: &[(u8, Key)] = &[
    (12, Key::LeftScrollUp),
    (13, Key::RightScrollUp),
    (14, Key::RightScrollDown),
    (15, Key::LeftScrollDown),
];

#[cfg(test)]
mod tests {
    use super::{bit_of, gestures, key_of};
    use crate::hims::Model;
    use crate::{Chord, Command, Key};

    #[test]
    fn gives_each_key_one_bit_on_every_model() {
        for model in Model::ALL {
            for bit in 0..32 {
                assert_eq!(bit_of(model, key_of(model, bit)), Some(bit), "{model:?}");
            }
        }
        assert_eq!(key_of(Model::SmartBeetle, 11), Key::F3);
        assert_eq!(key_of(Model::SmartBeetle, 9), Key::F1);
        assert_eq!(key_of(Model::SyncBraille, 0), Key::Unnamed(0));
        assert_eq!(bit_of(Model::SyncBraille, Key::Dot1), None);
        assert_eq!(key_of(Model::Emotion, 22), Key::F1);
        assert_eq!(key_of(Model::Emotion, 12), Key::Alt);
    }

    #[test]
    fn reads_the_gesture_table_that_is_built_in() {
        let command = |words: &str| gestures().command(&words.parse().expect("known keys"));
        assert_eq!(command("Space+Dot2+Dot6"), Some(Command::Back));
        assert_eq!(command("Space+Dot1+Dot5"), Some(Command::Back));
        assert_eq!(command("Dot8"), Some(Command::Enter));
        assert_eq!(command("Dot1+Dot8"), Some(Command::Dots(0x81)));
    }

    #[test]
    fn gives_every_lone_key_of_every_model_a_meaning() {
        for model in Model::ALL {
            for key in (0..32).map(|bit| key_of(model, bit)) {
                let chord: Chord = [key].into_iter().collect();
                let known = gestures().command(&chord).is_some();
                assert_eq!(known, !matches!(key, Key::Unnamed(_)), "{model:?} {key}");
            }
        }
    }

    #[test]
    fn every_command_can_be_reached_from_the_perkins_keyboard_or_a_function_key() {
        let plain = |key: Key| key <= Key::F4;
        for command in Command::NAMED {
            let reached = gestures()
                .iter()
                .any(|(chord, named)| named == *command && chord.keys().all(plain));
            assert!(reached, "{command}");
        }
    }
}
