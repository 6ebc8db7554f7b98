//! What keys mean by convention, whatever the device calls them.

use std::fmt;
use std::str::FromStr;

macro_rules! commands {
    ($($name:ident: $meaning:literal,)*) => {
        /// What a person asks for with the keys of a device.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = $meaning] $name,)*
            /// A cell was typed on a Perkins keyboard; dot n is bit n-1.
            Dots(u8),
            /// A letter was typed that was read from its cell already.
            Letter(char),
        }

        impl Command {
            /// Every command that a table can name, in order.
            pub const NAMED: &'static [Command] = &[$(Command::$name,)*];
        }

        impl fmt::Display for Command {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Command::$name => f.write_str(stringify!($name)),)*
                    Command::Dots(_) => f.write_str("Dots"),
                    Command::Letter(_) => f.write_str("Letter"),
                }
            }
        }
    };
}

commands! {
    PanLeft: "Move the display window back by its own width.",
    PanRight: "Move the display window on by its own width.",
    LineUp: "Show the line above.",
    LineDown: "Show the line below.",
    ToCursor: "Bring the display back to where the cursor is.",
    Scroll: "Let the line move on by itself, or stand again.",
    Activate: "Do what the thing in focus is for.",
    Previous: "Go to the thing before (arrow up).",
    Next: "Go to the thing after (arrow down).",
    First: "Go to the first thing, or to the beginning of the text (the Home key).",
    Last: "Go to the last thing, or to the end of the text (the End key).",
    PageUp: "Go a page back.",
    PageDown: "Go a page on.",
    Tab: "Go to the next field.",
    BackTab: "Go to the field before.",
    Back: "Leave this place (Escape).",
    Home: "Go to the first screen.",
    Help: "Ask for help.",
    LearnKeys: "Tell what keys do instead of doing it.",
    Settings: "Open the settings.",
    Messages: "Show the messages of before.",
    Stop: "Be silent.",
    Pause: "Be silent for a while, or go on.",
    Spell: "Spell it.",
    Slower: "Speak more slowly.",
    Faster: "Speak faster.",
    Softer: "Speak more softly.",
    Louder: "Speak louder.",
    NextSentence: "Go on to the next sentence.",
    PreviousSentence: "Go back to the sentence before.",
    Repeat: "Say the last thing again.",
    WhereAmI: "Tell where I am.",
    ReadPage: "Read the whole page.",
    Enter: "Confirm (the Enter key).",
    LineBreak: "Begin a new line in a text of several lines.",
    Backspace: "Take away what stands before the caret.",
    Delete: "Take away what stands after the caret.",
    CaretLeft: "Move the caret or the choice left.",
    CaretRight: "Move the caret or the choice right.",
    SpaceBar: "The space bar alone: type a space, or switch the thing in focus.",
}

/// A word that names no command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no command is called '{0}'")]
pub struct UnknownCommand(pub String);

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(word: &str) -> Result<Command, UnknownCommand> {
        Command::NAMED
            .iter()
            .find(|command| command.to_string() == word)
            .copied()
            .ok_or_else(|| UnknownCommand(word.to_owned()))
    }
}
