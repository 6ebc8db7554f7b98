//! A node for the ear: its label, what it is, its value, what is true of it, its place.

use super::{Detail, Manner};
use crate::{
    node::{Input, Kind, Node, Position},
    range::Scale,
    spoken::spell::{self, How},
    text::Text,
    words::Words,
};

/// A node as phrases: label, role, value and state, required, position. What the heading above has said, the label or
/// that an answer is required, is not said again. Briefly, what it is goes without saying.
pub(super) fn parts(node: &Node, words: &Words, manner: Manner, above: Option<&Node>) -> Vec<Text> {
    let brief = manner.detail == Detail::Brief;
    let mut parts = label(node, words, above);
    if !brief || node.is_called_as(above) {
        parts.extend(role(node, words));
    }
    if matches!(node.kind, Kind::Image { .. }) && node.label.is_empty() {
        parts.push(words.text("image-undescribed"));
    }
    parts.extend(value(node, words, manner));
    if let Kind::Range { scale, .. } = &node.kind
        && !brief
    {
        parts.push(bounds(scale, words));
    }
    parts.extend(flags(node, words, above));
    // "Place 2 of 5, 3 of 5" would be a riddle.
    let told = matches!(node.kind, Kind::Rank { place: Some(_) });
    let position = node.position.filter(|_| !told && !brief);
    parts.extend(position.map(|Position { index, of }| {
        words.with(
            "speech-position",
            &[("index", index.into()), ("of", of.into())],
        )
    }));
    parts
}

/// The least of a node that must be said: what it is called and what it is; with its value, if that is wanted; and
/// what is true of it.
pub(super) fn least(
    node: &Node,
    words: &Words,
    value: Vec<Text>,
    above: Option<&Node>,
) -> Vec<Text> {
    let mut parts = label(node, words, above);
    parts.extend(role(node, words));
    parts.extend(value);
    parts.extend(flags(node, words, above));
    parts
}

fn label(node: &Node, words: &Words, above: Option<&Node>) -> Vec<Text> {
    let image = matches!(node.kind, Kind::Image { .. }).then(|| words.text("role-image"));
    let label = (!node.is_called_as(above)).then(|| node.label.clone());
    image.into_iter().chain(label).collect()
}

/// What a node is, where that is said.
fn role(node: &Node, words: &Words) -> Option<Text> {
    let id = match &node.kind {
        Kind::Heading { level } if *level > 1 => "role-heading",
        Kind::Button { .. } => "role-button",
        Kind::Field {
            input: Input::Words,
            multiline: true,
            ..
        } => "role-field-lines",
        Kind::Field { input, .. } => match input {
            Input::Words => "role-field",
            Input::Integer => "role-field-integer",
            Input::Decimal => "role-field-decimal",
            Input::Date => "role-field-date",
            Input::Month => "role-field-month",
            Input::Year => "role-field-year",
            Input::Time => "role-field-time",
            Input::Secret => "role-field-secret",
        },
        Kind::Range { .. } => "role-range",
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Tile { .. }
        | Kind::Choice { .. }
        | Kind::Check { .. }
        | Kind::Row { .. }
        | Kind::Rank { .. }
        | Kind::Image { .. }
        | Kind::Progress { .. } => return None,
    };
    Some(words.text(id))
}

/// What is true of a node and stays so.
fn flags(node: &Node, words: &Words, above: Option<&Node>) -> Vec<Text> {
    let mut flags: Vec<Text> = node
        .tells_required(above)
        .then(|| words.text("state-required"))
        .into_iter()
        .collect();
    flags.extend(passing(node, words));
    let refused = node.state.refused.is_some();
    flags.extend(refused.then(|| words.text("state-refused-mark")));
    flags
}

/// What is true of a node just now, and may change by itself.
pub(super) fn passing(node: &Node, words: &Words) -> Vec<Text> {
    let flags = [
        (node.state.read_only, "state-read-only"),
        (node.state.disabled, "state-disabled"),
        (node.state.busy, "state-busy"),
    ];
    let true_ones = flags.into_iter().filter(|(holds, _)| *holds);
    true_ones.map(|(_, id)| words.text(id)).collect()
}

/// What a beginner is told of the keys that do something with a node.
pub(super) fn how(node: &Node) -> Option<&'static str> {
    if node.state.disabled || node.state.read_only {
        return None;
    }
    Some(match &node.kind {
        Kind::Heading { .. } | Kind::Paragraph | Kind::Progress { .. } | Kind::Image { .. } => {
            "how-read"
        }
        Kind::Row { active: false, .. } => "how-read",
        Kind::Tile { .. } | Kind::Button { .. } | Kind::Row { .. } => "how-open",
        Kind::Choice { .. } => "how-choice",
        Kind::Check { .. } => "how-check",
        Kind::Field {
            multiline: true, ..
        } => "how-field-lines",
        Kind::Field { .. } => "how-field",
        Kind::Range { .. } => "how-range",
        Kind::Rank { .. } => "how-rank",
    })
}

/// A node's value or state.
pub(super) fn value(node: &Node, words: &Words, manner: Manner) -> Vec<Text> {
    match &node.kind {
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Tile { .. }
        | Kind::Button { .. }
        | Kind::Image { .. }
        | Kind::Progress { .. } => Vec::new(),
        Kind::Range { value: None, .. } => vec![words.text("range-none")],
        Kind::Range { .. } | Kind::Row { .. } if is_masked(node, manner) => {
            vec![words.text("state-private")]
        }
        Kind::Range { text, .. } => vec![text.clone()],
        Kind::Rank { place } => vec![rank_place(*place, node, words)],
        Kind::Choice { selected: true } => vec![words.text("state-selected")],
        Kind::Choice { selected: false } => vec![words.text("state-unselected")],
        Kind::Check { checked: true } => vec![words.text("state-checked")],
        Kind::Check { checked: false } => vec![words.text("state-unchecked")],
        Kind::Row { value, .. } => vec![value.clone()],
        Kind::Field { edit, .. } if edit.is_empty() => vec![words.text("state-empty")],
        Kind::Field { edit, .. } if is_masked(node, manner) => {
            vec![words.with("state-secret", &[("count", edit.len().into())])]
        }
        Kind::Field { edit, .. } => vec![Text::plain(edit.text(), &node.label.lang)],
    }
}

/// The bounds of a number, in words.
pub(crate) fn bounds(scale: &Scale, words: &Words) -> Text {
    let (least, most) = (scale.written(scale.least()), scale.written(scale.most()));
    words.with(
        "range-bounds",
        &[("least", (&least).into()), ("most", (&most).into())],
    )
}

/// The place of a thing that is put in order, in words.
pub(crate) fn rank_place(place: Option<usize>, node: &Node, words: &Words) -> Text {
    let of = node.position.map_or(0, |position| position.of);
    let of = ("of", of.into());
    match place {
        Some(place) => words.with("rank-place", &[("place", place.into()), of]),
        None => words.with("rank-none", &[of]),
    }
}

/// Whether what is in it is not for the ears of those around.
pub(super) fn is_masked(node: &Node, manner: Manner) -> bool {
    let secret = matches!(
        node.kind,
        Kind::Field {
            input: Input::Secret,
            ..
        }
    );
    (secret || node.state.private) && !manner.private_aloud
}

pub(super) fn letter_at_caret(node: &Node, words: &Words, manner: Manner) -> Text {
    let Some(edit) = node.edit() else {
        return Text::plain("", words.lang());
    };
    let selected = edit.selected();
    let masked = is_masked(node, manner);
    match edit.letter_at(edit.caret()) {
        _ if masked && !selected.is_empty() => {
            words.with("state-secret", &[("count", edit.selection().len().into())])
        }
        Some(_) if masked => words.text("letter-secret"),
        _ if !selected.is_empty() => words.with("speech-selected", &[("text", selected.into())]),
        Some(letter) => spell::letter(letter, words),
        None => words.text("letter-end"),
    }
}

/// What is spelled of a node: what somebody wrote in it, else its label; never a private text.
pub(super) fn spelled(node: &Node, words: &Words, manner: Manner, how: How) -> Vec<Text> {
    match node.edit() {
        Some(edit) if edit.is_empty() => value(node, words, manner),
        Some(_) if is_masked(node, manner) => value(node, words, manner),
        Some(edit) => spell::spell(edit.text(), words, how),
        None => spell::spell(node.label.shown.as_str(), words, how),
    }
}
