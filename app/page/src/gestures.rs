//! Which key means which intent. The table is data: `keyboard.txt` beside this file.

use crate::{
    intent::Intent,
    node::{Kind, Node},
};
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
    Range,
    Rank,
    Page,
}

impl Place {
    /// Where the focus is, and what holds there besides, the nearest first.
    fn of(focus: Option<&Node>) -> &'static [Place] {
        match focus.map(|node| (&node.kind, node.is_adjustable())) {
            Some((Kind::Field { .. }, _)) => &[Place::Field, Place::Any],
            Some((Kind::Range { .. }, true)) => &[Place::Range, Place::Page, Place::Any],
            Some((Kind::Rank { .. }, true)) => &[Place::Rank, Place::Page, Place::Any],
            _ => &[Place::Page, Place::Any],
        }
    }
}

static KEYBOARD: LazyLock<Vec<Gesture>> = LazyLock::new(|| {
    include_str!("keyboard.txt")
        .lines()
        .filter_map(gesture)
        .collect()
});

/// The intent of a key, such as `Down`, `Ctrl+plus`, `Shift+Tab` or the letter that was typed, for the node with
/// the focus.
pub fn keyboard(key: &str, focus: Option<&Node>) -> Option<Intent> {
    let at = |place| {
        KEYBOARD
            .iter()
            .find(|gesture| gesture.key == key && gesture.place == place)
    };
    if let Some(gesture) = Place::of(focus).iter().find_map(|place| at(*place)) {
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
        "range" => Place::Range,
        "rank" => Place::Rank,
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
    use crate::{Edit, Lang, Scale, Text, node::Input};

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
        let words = || Text::plain("", &Lang::new("en"));
        let node = |kind| Node::new("answer", kind, words());
        let field = node(Kind::Field {
            edit: Edit::default(),
            input: Input::Words,
            multiline: false,
        });
        let range = node(Kind::Range {
            value: None,
            scale: Scale::new(0.0, 10.0, 1.0).expect("a scale"),
            text: words(),
        });
        let rank = node(Kind::Rank { place: Some(1) });
        let mut fixed = range.clone();
        fixed.state.read_only = true;
        for (key, focus, meant) in [
            ("Left", None, "previous"),
            ("Left", Some(&field), "caret left"),
            ("Left", Some(&range), "less"),
            ("Left", Some(&fixed), "previous"),
            ("Left", Some(&rank), "previous"),
            ("Alt+Left", Some(&range), "back"),
            ("Alt+Up", Some(&rank), "more"),
            ("Alt+Down", Some(&rank), "less"),
            ("Up", Some(&rank), "previous"),
            ("Down", Some(&range), "next"),
            ("PageUp", Some(&range), "much-more"),
            ("Home", Some(&range), "least"),
            ("Home", Some(&rank), "first"),
            ("7", Some(&range), "type 7"),
            ("Space", None, "select"),
            ("Space", Some(&field), "type  "),
            ("가", Some(&field), "type 가"),
        ] {
            assert_eq!(keyboard(key, focus), meant.parse().ok(), "{key}");
        }
        assert_eq!(keyboard("F24", Some(&field)), None);
    }
}
