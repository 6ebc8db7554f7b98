//! What the commands of a Braille display mean to the desk.

use maru_page::{Intent, edit::Motion};
use maru_wire::Command;

/// The intent of a command.
pub fn intent(command: Command) -> Intent {
    let caret = |motion| Intent::Caret {
        motion,
        extend: false,
    };
    match command {
        Command::PanLeft => Intent::PanLeft,
        Command::PanRight => Intent::PanRight,
        Command::LineUp | Command::Previous => Intent::Previous,
        Command::LineDown | Command::Next => Intent::Next,
        Command::ToCursor => Intent::ToCursor,
        Command::Scroll => Intent::Scroll,
        Command::Activate | Command::Enter => Intent::Activate,
        Command::LineBreak => Intent::LineBreak,
        Command::First | Command::PageUp => Intent::First,
        Command::Last | Command::PageDown => Intent::Last,
        Command::Tab => Intent::NextControl,
        Command::BackTab => Intent::PreviousControl,
        Command::Back => Intent::Back,
        Command::Home => Intent::Home,
        Command::Help => Intent::Help,
        Command::Settings => Intent::Settings,
        Command::Stop => Intent::Stop,
        Command::Pause => Intent::Pause,
        Command::Spell => Intent::Spell,
        Command::Slower => Intent::Slower,
        Command::Faster => Intent::Faster,
        Command::Softer => Intent::Softer,
        Command::Louder => Intent::Louder,
        Command::NextSentence => Intent::NextSentence,
        Command::PreviousSentence => Intent::PreviousSentence,
        Command::Repeat => Intent::Repeat,
        Command::WhereAmI => Intent::WhereAmI,
        Command::ReadPage => Intent::ReadPage,
        Command::Backspace => Intent::DeleteBack,
        Command::Delete => Intent::DeleteForward,
        Command::CaretLeft => caret(Motion::Left),
        Command::CaretRight => caret(Motion::Right),
        Command::SpaceBar => Intent::Select,
        Command::Dots(cell) => Intent::Dots(cell),
        Command::Letter(letter) => Intent::Insert(letter.to_string()),
        Command::Messages => Intent::Messages,
        Command::LearnKeys => Intent::LearnKeys,
    }
}
