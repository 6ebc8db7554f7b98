//! Slint's keys by the names that `maru_page::gestures` knows.

use slint::platform::Key;

/// The keys held while another is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Ctrl.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

const NAMED: [(Key, &str); 40] = [
    (Key::UpArrow, "Up"),
    (Key::DownArrow, "Down"),
    (Key::LeftArrow, "Left"),
    (Key::RightArrow, "Right"),
    (Key::Home, "Home"),
    (Key::End, "End"),
    (Key::PageUp, "PageUp"),
    (Key::PageDown, "PageDown"),
    (Key::Insert, "Insert"),
    (Key::Delete, "Delete"),
    (Key::Backspace, "Backspace"),
    (Key::Tab, "Tab"),
    (Key::Return, "Return"),
    (Key::Escape, "Escape"),
    (Key::Space, "Space"),
    (Key::Control, "Ctrl"),
    (Key::ControlR, "Ctrl"),
    (Key::Shift, ""),
    (Key::ShiftR, ""),
    (Key::Alt, ""),
    (Key::AltGr, ""),
    (Key::CapsLock, ""),
    (Key::Meta, ""),
    (Key::MetaR, ""),
    (Key::ScrollLock, ""),
    (Key::F1, "F1"),
    (Key::F2, "F2"),
    (Key::F3, "F3"),
    (Key::F4, "F4"),
    (Key::F5, "F5"),
    (Key::F6, "F6"),
    (Key::F7, "F7"),
    (Key::F8, "F8"),
    (Key::F9, "F9"),
    (Key::F10, "F10"),
    (Key::F11, "F11"),
    (Key::F12, "F12"),
    (Key::Menu, "Menu"),
    (Key::Pause, "Pause"),
    (Key::SysReq, "SysReq"),
];

/// What a key press is called, such as `Ctrl+plus`; `None` if it is not a press by itself.
pub fn name(text: &str, held: Held) -> Option<String> {
    let letter = text.chars().next()?;
    if letter == char::from(Key::Backtab) {
        return Some("Shift+Tab".to_owned());
    }
    let named = NAMED
        .iter()
        .find(|(key, _)| char::from(*key) == letter)
        .map(|(_, name)| *name);
    match named {
        Some("") => None,
        Some("Ctrl") => Some("Ctrl".to_owned()),
        Some(name) => Some(chord(held, name)),
        None if held.control || held.alt => {
            let shift = held.shift && letter.is_alphabetic();
            Some(chord(Held { shift, ..held }, &symbol(text)))
        }
        None if letter.is_control() || ('\u{F700}'..='\u{F8FF}').contains(&letter) => None,
        None => Some(text.to_owned()),
    }
}

fn chord(held: Held, name: &str) -> String {
    let mut chord = String::new();
    for (is_held, key) in [
        (held.control, "Ctrl+"),
        (held.alt, "Alt+"),
        (held.shift, "Shift+"),
    ] {
        if is_held {
            chord.push_str(key);
        }
    }
    chord + name
}

fn symbol(text: &str) -> String {
    match text {
        "+" => "plus".to_owned(),
        "-" => "minus".to_owned(),
        "=" => "equal".to_owned(),
        _ => text.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Held = Held {
        control: false,
        shift: false,
        alt: false,
    };
    const SHIFT: Held = Held {
        shift: true,
        ..NONE
    };
    const CONTROL: Held = Held {
        control: true,
        ..NONE
    };

    fn key(key: Key, held: Held) -> Option<String> {
        name(&String::from(char::from(key)), held)
    }

    #[test]
    fn names_keys_as_the_table_of_gestures_does() {
        assert_eq!(key(Key::DownArrow, NONE).as_deref(), Some("Down"));
        assert_eq!(key(Key::Backtab, SHIFT).as_deref(), Some("Shift+Tab"));
        assert_eq!(
            key(
                Key::RightArrow,
                Held {
                    control: true,
                    ..SHIFT
                }
            )
            .as_deref(),
            Some("Ctrl+Shift+Right")
        );
        assert_eq!(key(Key::F10, NONE).as_deref(), Some("F10"));
        assert_eq!(
            name(
                "+",
                Held {
                    shift: true,
                    ..CONTROL
                }
            )
            .as_deref(),
            Some("Ctrl+plus")
        );
        assert_eq!(name(" ", SHIFT).as_deref(), Some("Shift+Space"));
    }

    #[test]
    fn typed_letters_are_themselves() {
        assert_eq!(name("A", SHIFT).as_deref(), Some("A"));
        assert_eq!(name("한", NONE).as_deref(), Some("한"));
    }

    #[test]
    fn holding_a_key_is_no_press_but_ctrl_is() {
        assert_eq!(key(Key::Shift, SHIFT), None);
        assert_eq!(key(Key::Control, CONTROL).as_deref(), Some("Ctrl"));
        assert_eq!(name("", NONE), None);
    }
}
