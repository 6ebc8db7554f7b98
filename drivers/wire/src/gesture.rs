//! From keys to commands by a table that is data.

use std::collections::BTreeMap;

use crate::{Chord, Command, Key, UnknownCommand, UnknownKey};

/// Which chord asks for which command, read from a text of lines `Space+Dot1 = Previous`.
///
/// Empty lines and lines that begin with `#` say nothing. A chord of dots that the table does not name
/// is a typed cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gestures(BTreeMap<Chord, Command>);

/// A fault in a gesture table, with its line counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GestureError {
    /// A line has no equals sign.
    #[error("line {line}: write it as 'Space+Dot1 = Previous'")]
    Form {
        /// The line.
        line: usize,
    },
    /// A key does not exist.
    #[error("line {line}: {source}")]
    Key {
        /// The line.
        line: usize,
        /// The word that is no key.
        source: UnknownKey,
    },
    /// A command does not exist.
    #[error("line {line}: {source}")]
    Command {
        /// The line.
        line: usize,
        /// The word that is no command.
        source: UnknownCommand,
    },
    /// A chord stands there for the second time.
    #[error("line {line}: {chord} already has a command; remove one of the two lines")]
    Twice {
        /// The line.
        line: usize,
        /// The chord.
        chord: Chord,
    },
}

/// What chords of a Perkins keyboard ask for, on every display that has one.
pub(crate) const PERKINS: &str = include_str!("perkins.txt");

/// What keys ask for that bear the same name on many displays.
pub(crate) const CONVENTIONS: &str = include_str!("conventions.txt");

/// Makes the function `gestures` of a family: its own table, behind those that all families share.
macro_rules! family_gestures {
    ($file:literal) => {
        /// Gives what the keys of these displays ask for.
        pub fn gestures() -> &'static crate::Gestures {
            static TABLE: std::sync::LazyLock<crate::Gestures> = std::sync::LazyLock::new(|| {
                let shared = [crate::gesture::PERKINS, crate::gesture::CONVENTIONS];
                crate::Gestures::built_in(&[shared[0], shared[1], include_str!($file)])
            });
            &TABLE
        }
    };
}
pub(crate) use family_gestures;

impl Gestures {
    /// Reads tables that are part of the program, one behind the other.
    pub(crate) fn built_in(tables: &[&str]) -> Gestures {
        // A test reads every table: none can be faulty here.
        Gestures::parse(&tables.concat()).expect("a test holds the table sound")
    }

    /// Reads a table.
    pub fn parse(text: &str) -> Result<Gestures, GestureError> {
        let mut table = BTreeMap::new();
        for (place, content) in text.lines().enumerate() {
            let line = place + 1;
            let content = content.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (keys, name) = content.split_once('=').ok_or(GestureError::Form { line })?;
            let chord: Chord = keys
                .trim()
                .parse()
                .map_err(|source| GestureError::Key { line, source })?;
            let command = name
                .trim()
                .parse()
                .map_err(|source| GestureError::Command { line, source })?;
            if table.insert(chord.clone(), command).is_some() {
                return Err(GestureError::Twice { line, chord });
            }
        }
        Ok(Gestures(table))
    }

    /// Gives the command of a chord: by the table, or as a typed cell.
    ///
    /// Half a space bar that the table does not name counts as the whole one.
    pub fn command(&self, chord: &Chord) -> Option<Command> {
        let listed = |chord: &Chord| self.0.get(chord).copied();
        listed(chord)
            .or_else(|| listed(&chord.keys().map(Key::whole_space).collect()))
            .or_else(|| chord.typed_dots().map(Command::Dots))
    }

    /// Gives every chord with its command, in order: what a help page lists.
    pub fn iter(&self) -> impl Iterator<Item = (&Chord, Command)> {
        self.0.iter().map(|(chord, command)| (chord, *command))
    }
}

#[cfg(test)]
mod tests {
    use super::{GestureError, Gestures};
    use crate::{Chord, Command, UnknownCommand, UnknownKey};

    fn chord(words: &str) -> Chord {
        words.parse().expect("known keys")
    }

    #[test]
    fn finds_commands_whatever_the_order_of_keys() {
        let table =
            Gestures::parse("# moves\n\nDot1+Space = Previous\nDot7=Backspace").expect("sound");
        let command = |words| table.command(&chord(words));
        assert_eq!(command("Space+Dot1"), Some(Command::Previous));
        assert_eq!(command("Dot7"), Some(Command::Backspace));
        assert_eq!(command("Dot1+Dot7"), Some(Command::Dots(0x41)));
        assert_eq!(command("Space+Dot2"), None);
        assert_eq!(command("SpaceRight+Dot1"), Some(Command::Previous));
    }

    #[test]
    fn names_the_line_of_a_fault() {
        let fault = |text| Gestures::parse(text).expect_err("faulty");
        assert_eq!(fault("\nSpace"), GestureError::Form { line: 2 });
        let source = UnknownKey("Dot9".to_owned());
        assert_eq!(fault("Dot9 = Next"), GestureError::Key { line: 1, source });
        let source = UnknownCommand("Jump".to_owned());
        assert_eq!(
            fault("Dot1 = Jump"),
            GestureError::Command { line: 1, source }
        );
        let twice = fault("Dot1+Space = Next\nSpace+Dot1 = Help");
        let chord = chord("Space+Dot1");
        assert_eq!(twice, GestureError::Twice { line: 2, chord });
    }
}
