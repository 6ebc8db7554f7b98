//! Which key means which intent. The table is data: `keyboard.txt` beside this file.

use crate::intent::Intent;
use std::sync::LazyLock;

/// A line of the table.
struct Gesture {
    key: &'static str,
    place: Place,
    intent: Intent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    Field,
    Page,
}

static KEYBOARD: LazyLock<Vec<Gesture>> = LazyLock::new(|| {
    include_str!("keyboard.txt")
        .lines()
        .filter_map(gesture)
        .collect()
});

/// The intent of a key, such as `Down`, `Ctrl+plus`, `Shift+Tab` or the letter that was typed.
pub fn keyboard(key: &str, in_field: bool) -> Option<Intent> {
    let holds = |place| match place {
        Place::Any => true,
        Place::Field => in_field,
        Place::Page => !in_field,
    };
    let gesture = KEYBOARD
        .iter()
        .find(|gesture| gesture.key == key && holds(gesture.place));
    if let Some(gesture) = gesture {
        return Some(gesture.intent.clone());
    }
    let typed = if key == "Space" { " " } else { key };
    let mut letters = typed.chars();
    let one_letter =
        letters.next().is_some_and(|letter| !letter.is_control()) && letters.next().is_none();
    one_letter.then(|| Intent::Type(typed.to_owned()))
}

/// The keys that mean an intent, for the help page.
pub fn keys_for(intent: &Intent) -> Vec<&'static str> {
    KEYBOARD
        .iter()
        .filter(|gesture| gesture.intent == *intent)
        .map(|gesture| gesture.key)
        .collect()
}

fn gesture(line: &'static str) -> Option<Gesture> {
    let line = line.split('#').next()?.trim();
    let (key, rest) = line.split_once(char::is_whitespace)?;
    let (place, intent) = rest.trim_start().split_once(char::is_whitespace)?;
    let place = match place {
        "any" => Place::Any,
        "field" => Place::Field,
        "page" => Place::Page,
        _ => return None,
    };
    Some(Gesture {
        key,
        place,
        intent: intent.trim().parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let text = include_str!("keyboard.txt");
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        {
            assert!(gesture(line).is_some(), "{line}");
        }
    }

    #[test]
    fn a_key_may_mean_another_thing_while_typing() {
        assert_eq!(keyboard("Left", false), Some(Intent::Previous));
        assert_eq!(keyboard("Left", true), "caret left".parse().ok());
        assert_eq!(keyboard("Space", false), Some(Intent::Select));
        assert_eq!(keyboard("Space", true), Some(Intent::Type(" ".into())));
        assert_eq!(keyboard("가", true), Some(Intent::Type("가".into())));
        assert_eq!(keyboard("F24", true), None);
    }
}
