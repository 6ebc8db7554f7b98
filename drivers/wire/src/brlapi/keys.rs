//! What brltty's key codes ask for: 64 bits, of which 29 to 31 tell a command from a letter, 16 to 28 the block of
//! commands and 0 to 15 its argument; the upper half holds keys held down beside (brltty's `brlapi_keycodes.h`).

use crate::gesture::PERKINS;
use crate::{Chord, Command, DeviceEvent, Gestures, Key};
use std::sync::LazyLock;

const IS_COMMAND: u64 = 0x2000_0000;
const KIND: u64 = 0xE000_0000;
const UNICODE: u64 = 0x0100_0000;

/// Control, Meta, the key of the windows, AltGr, escaped: with them a letter is no letter.
const CHANGING: u64 = 0x7C00 << 32;
const SHIFT: u64 = 0x100 << 32;

const BLOCK_ROUTE: u64 = 0x0001;
const BLOCK_DOTS: u64 = 0x0022;

/// The space bar among the dots of a typed cell.
const WITH_SPACE: u64 = 0x100;

/// The commands without an argument that mean something here.
const COMMANDS: &[(u64, Command)] = &[
    (0x01, Command::LineUp),
    (0x02, Command::LineDown),
    (0x03, Command::PageUp),
    (0x04, Command::PageDown),
    // The line before and after that differs.
    (0x05, Command::Previous),
    (0x06, Command::Next),
    // Top and bottom, alone and to the left.
    (0x09, Command::First),
    (0x0A, Command::Last),
    (0x0B, Command::First),
    (0x0C, Command::Last),
    // Paragraphs, prompts.
    (0x0D, Command::Previous),
    (0x0E, Command::Next),
    (0x0F, Command::BackTab),
    (0x10, Command::Tab),
    (0x13, Command::CaretLeft),
    (0x14, Command::CaretRight),
    // By half a window, a window, a window that is not blank.
    (0x15, Command::PanLeft),
    (0x16, Command::PanRight),
    (0x17, Command::PanLeft),
    (0x18, Command::PanRight),
    (0x19, Command::PanLeft),
    (0x1A, Command::PanRight),
    (0x7A, Command::PanLeft),
    (0x7B, Command::PanRight),
    (0x1B, Command::First),
    (0x1C, Command::Last),
    // Home, back, return: three ways to where the cursor is.
    (0x1D, Command::ToCursor),
    (0x1E, Command::ToCursor),
    (0x1F, Command::ToCursor),
    (0x31, Command::Help),
    (0x32, Command::WhereAmI),
    (0x33, Command::LearnKeys),
    (0x34, Command::Settings),
    // In menus: first and last, before and after, the setting before and after, out.
    (0x37, Command::First),
    (0x38, Command::Last),
    (0x39, Command::Previous),
    (0x3A, Command::Next),
    (0x3B, Command::CaretLeft),
    (0x3C, Command::CaretRight),
    (0x52, Command::Back),
    (0x3D, Command::Stop),
    (0x3F, Command::Repeat),
    (0x41, Command::ReadPage),
    (0x98, Command::ReadPage),
    (0x42, Command::Slower),
    (0x43, Command::Faster),
    (0x44, Command::Softer),
    (0x45, Command::Louder),
    // Bring the cursor here.
    (0x48, Command::Activate),
    (0x68, Command::Activate),
    (0x5F, Command::Repeat),
    (0x60, Command::PreviousSentence),
    (0x61, Command::NextSentence),
    (0x67, Command::Spell),
    (0x69, Command::WhereAmI),
    (0x86, Command::WhereAmI),
    (0x88, Command::Home),
    (0x89, Command::Back),
    (0x8A, Command::Settings),
    (0x90, Command::BackTab),
    (0x91, Command::Tab),
    (0x92, Command::First),
    (0x93, Command::Previous),
    (0x94, Command::Next),
    (0x95, Command::Last),
];

/// The keys of a keyboard, by their numbers in X11's `keysymdef.h`.
const KEYSYMS: &[(u64, Command)] = &[
    (0x20, Command::SpaceBar),
    (0xFF08, Command::Backspace),
    (0xFF09, Command::Tab),
    (0xFF0D, Command::Enter),
    (0xFF1B, Command::Back),
    (0xFF50, Command::First),
    (0xFF51, Command::CaretLeft),
    (0xFF52, Command::Previous),
    (0xFF53, Command::CaretRight),
    (0xFF54, Command::Next),
    (0xFF55, Command::PageUp),
    (0xFF56, Command::PageDown),
    (0xFF57, Command::Last),
    (0xFFBE, Command::Help),
    (0xFFFF, Command::Delete),
];

/// Tells what a key code means; nothing if it is only the first half of a key press.
pub fn event(code: u64) -> Option<DeviceEvent> {
    let (block, argument) = ((code >> 16) & 0x1FFF, code & 0xFFFF);
    let command = match code & KIND {
        IS_COMMAND if block == BLOCK_ROUTE => {
            return Some(DeviceEvent::Routing(usize::try_from(argument).ok()?));
        }
        IS_COMMAND if block == BLOCK_DOTS => return Some(typed(argument, code & CHANGING != 0)),
        IS_COMMAND if (block, argument) == (0, 0) => return None,
        IS_COMMAND if block == 0 => named(COMMANDS, argument),
        0 => keysym(code),
        _ => None,
    };
    // brltty tells what keys mean, not which ones they were.
    let chord = Chord::default();
    Some(DeviceEvent::Pressed { chord, command })
}

fn named(table: &[(u64, Command)], code: u64) -> Option<Command> {
    let entry = table.iter().find(|(known, _)| *known == code);
    entry.map(|(_, command)| *command)
}

fn keysym(code: u64) -> Option<Command> {
    let symbol = code & 0x1FFF_FFFF;
    if code & CHANGING != 0 {
        return None;
    }
    if let Some(command) = named(KEYSYMS, symbol) {
        let back = command == Command::Tab && code & SHIFT != 0;
        return Some(if back { Command::BackTab } else { command });
    }
    let letter = match symbol {
        0x21..=0x7E | 0xA0..=0xFF => symbol,
        UNICODE.. => symbol - UNICODE,
        _ => return None,
    };
    let letter = char::from_u32(u32::try_from(letter).ok()?)?;
    (!letter.is_control()).then_some(Command::Letter(letter))
}

/// A cell from a Perkins keyboard, as it is.
fn typed(argument: u64, changed: bool) -> DeviceEvent {
    static TABLE: LazyLock<Gestures> = LazyLock::new(|| Gestures::built_in(&[PERKINS]));
    let dots = Key::NAMED.iter().copied().filter(|key| {
        key.dot_bit()
            .is_some_and(|bit| argument & u64::from(bit) != 0)
    });
    let space = (argument & WITH_SPACE != 0 || argument == 0).then_some(Key::Space);
    let chord: Chord = dots.chain(space).collect();
    let command = TABLE.command(&chord).filter(|_| !changed);
    DeviceEvent::Pressed { chord, command }
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, KEYSYMS, event};
    use crate::{Command, DeviceEvent};

    fn told(code: u64) -> String {
        match event(code) {
            None => "nothing yet".to_owned(),
            Some(DeviceEvent::Routing(cell)) => format!("routing {cell}"),
            Some(DeviceEvent::Pressed { chord, command }) => match command {
                Some(Command::Dots(dots)) => format!("{chord} dots {dots:02X}"),
                Some(Command::Letter(letter)) => format!("{chord} letter {letter}"),
                Some(command) => format!("{chord} {command}"),
                None => format!("{chord} none"),
            },
            Some(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn codes_mean_what_brltty_says() {
        for (code, meaning) in [
            (0x2000_0000, "nothing yet"),
            (0x2000_0017, " PanLeft"),
            (0x2000_0018, " PanRight"),
            (0x2001_0000, "routing 0"),
            (0x2001_000B, "routing 11"),
            (0x2022_0013, "Dot1+Dot2+Dot5 dots 13"),
            (0x2022_0000, "Space SpaceBar"),
            (0x2022_0101, "Space+Dot1 Previous"),
            (0x2022_0001 | 0x400 << 32, "Dot1 none"),
            (0x61, " letter a"),
            (0x61 | 0x800 << 32, " none"),
            (0xE9, " letter é"),
            (0x0100_AC00, " letter 가"),
            (0x0100_D800, " none"),
            (0x0100_0007, " none"),
            (0x20, " SpaceBar"),
            (0xFF08, " Backspace"),
            (0xFF09 | 0x100 << 32, " BackTab"),
            (0xFF0D, " Enter"),
            (0xFFE1, " none"),
            (0x2003_0004, " none"),
            (0xE000_0000, " none"),
            (u64::MAX, " none"),
        ] {
            assert_eq!(told(code), meaning, "{code:X}");
        }
    }

    #[test]
    fn no_code_stands_there_twice() {
        for table in [COMMANDS, KEYSYMS] {
            for (place, (code, _)) in table.iter().enumerate() {
                let again = table[..place].iter().any(|(other, _)| other == code);
                assert!(!again, "{code:X}");
            }
        }
    }
}
