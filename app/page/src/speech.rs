//! The page for the ear: what is said, why, and in which language.

use crate::{
    node::{Input, Kind, Node, NodeId, Position},
    page::Page,
    range::Scale,
    spoken::spell::{self, How},
    text::{Lang, Text},
    words::Words,
};

/// Why something is said. The content follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A page was opened: its title, and what stands between it and the focus.
    PageOpened,
    /// The focus went to another node.
    FocusMoved,
    /// The focused node has another value or state.
    ValueChanged,
    /// An answer was refused: why, and where.
    Refused,
    /// Letters were typed.
    Typed(String),
    /// Letters were deleted.
    Deleted(String),
    /// The caret went to another letter.
    CaretMoved,
    /// "Spell it": the text of the focused field, or the node's label.
    Spell(How),
    /// Something happened: the notice.
    Notice,
    /// "Where am I?": the page, the node, the place of it.
    WhereAmI,
    /// The whole page.
    ReadPage,
}

/// One thing to say in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: Lang,
    /// Whether it matters more than what is being said.
    pub urgent: bool,
}

/// Which nodes a page that was just opened presents, for ear and finger alike: from the title to the focus; and
/// where the focus is on something to read, on to the next heading or control.
pub fn opening(page: &Page) -> impl Iterator<Item = &Node> {
    let focus = page.focus_index();
    let reads_on = page.focused().is_some_and(|node| !node.is_control());
    let behind = page.nodes.iter().skip(focus + 1);
    let behind = behind.take_while(move |node| {
        reads_on && !node.is_control() && !matches!(node.kind, Kind::Heading { .. })
    });
    // What can be used is told when one comes to it; Back and Help are where they always are.
    let before = page.nodes.iter().take(focus + 1);
    before
        .filter(|node| node.id == page.focus || !node.is_control())
        .chain(behind)
}

/// The page for the ear.
pub fn present(page: &Page, words: &Words, reason: &Reason) -> Vec<Utterance> {
    let mut out = Speech {
        utterances: Vec::new(),
        words,
    };
    match reason {
        Reason::PageOpened => {
            out.notice(page);
            out.nodes(opening(page), page);
        }
        Reason::FocusMoved => out.nodes(page.focused(), page),
        Reason::ValueChanged => {
            if let Some(node) = page.focused() {
                out.sentence(value(node, words));
            }
        }
        Reason::Refused => {
            out.notice(page);
            if let Some(node) = page.focused() {
                // The cure first: it is what the person waits for.
                out.sentence(node.state.refused.iter().cloned().collect());
                out.sentence(parts(node, words, true));
            }
        }
        Reason::Typed(text) | Reason::Deleted(text) => {
            let secret = page.focused().is_some_and(is_secret);
            let said = if secret {
                words.text("letter-secret")
            } else {
                spell::letter(text, words)
            };
            let deleted =
                matches!(reason, Reason::Deleted(_)).then(|| words.text("speech-deleted"));
            out.sentence(std::iter::once(said).chain(deleted).collect());
        }
        Reason::CaretMoved => {
            if let Some(node) = page.focused() {
                out.sentence(vec![letter_at_caret(node, words)]);
            }
        }
        Reason::Spell(how) => {
            if let Some(node) = page.focused() {
                out.sentence(spelled(node, words, *how));
            }
        }
        Reason::Notice => out.notice(page),
        Reason::WhereAmI => {
            out.sentence(vec![page.title.clone()]);
            if let Some(node) = page.focused() {
                out.sentence(parts(node, words, node.label != page.title));
                for more in [&node.state.refused, &node.hint].into_iter().flatten() {
                    out.sentence(vec![more.clone()]);
                }
            }
            out.place(page);
        }
        Reason::ReadPage => {
            out.notice(page);
            out.nodes(&page.nodes, page);
        }
    }
    out.utterances
}

/// The hint of the node with the focus.
pub fn hint(page: &Page, words: &Words) -> Vec<Utterance> {
    let mut out = Speech {
        utterances: Vec::new(),
        words,
    };
    let hint = page.focused().and_then(|node| node.hint.clone());
    out.sentence(hint.into_iter().collect());
    out.utterances
}

struct Speech<'a> {
    utterances: Vec<Utterance>,
    words: &'a Words,
}

impl Speech<'_> {
    fn nodes<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>, page: &Page) {
        let mut before: Option<&NodeId> = None;
        for node in nodes {
            // A field under a heading of the same words says them once.
            let said = before
                .and_then(|id| page.node(id))
                .is_some_and(|heading| heading.label == node.label);
            self.sentence(parts(node, self.words, !said));
            for more in [&node.state.refused, &node.hint].into_iter().flatten() {
                self.sentence(vec![more.clone()]);
            }
            if let Kind::Heading { .. } = node.kind {
                before = Some(&node.id);
            }
        }
    }

    fn notice(&mut self, page: &Page) {
        if let Some(notice) = &page.notice {
            let at = self.utterances.len();
            self.sentence(vec![notice.text.clone()]);
            self.utterances
                .iter_mut()
                .skip(at)
                .for_each(|utterance| utterance.urgent = notice.urgent);
        }
    }

    fn place(&mut self, page: &Page) {
        let args = [
            ("index", (page.focus_index() + 1).into()),
            ("of", page.nodes.len().into()),
        ];
        self.sentence(vec![self.words.with("speech-place", &args)]);
    }

    /// Says the parts with short pauses between them, and a longer one behind; a part in another language is an
    /// utterance of its own.
    fn sentence(&mut self, parts: Vec<Text>) {
        let mut fresh = true;
        for part in parts.iter().filter(|part| !part.speech().trim().is_empty()) {
            let text = part.speech().trim();
            match self.utterances.last_mut() {
                Some(last) if last.lang == part.lang && !last.urgent => {
                    let closed = last.text.ends_with(['.', '!', '?', '。', ',', ':', '…']);
                    last.text.push_str(match (closed, fresh) {
                        (true, _) => " ",
                        (false, true) => ". ",
                        (false, false) => ", ",
                    });
                    last.text.push_str(text);
                }
                _ => self.utterances.push(Utterance {
                    text: text.to_owned(),
                    lang: part.lang.clone(),
                    urgent: false,
                }),
            }
            fresh = false;
        }
    }
}

/// A node as phrases: label, role, value and state, required, position. Where the heading above has said the
/// label and that an answer is required, neither is said again.
fn parts(node: &Node, words: &Words, is_new: bool) -> Vec<Text> {
    let mut parts = Vec::new();
    if let Kind::Image { .. } = node.kind {
        parts.push(words.text("role-image"));
    }
    if is_new {
        parts.push(node.label.clone());
    }
    match &node.kind {
        Kind::Heading { level } if *level > 1 => parts.push(words.text("role-heading")),
        Kind::Button { .. } => parts.push(words.text("role-button")),
        Kind::Field { input, .. } => parts.push(words.text(match input {
            Input::Words => "role-field",
            Input::Integer => "role-field-integer",
            Input::Decimal => "role-field-decimal",
            Input::Date => "role-field-date",
            Input::Month => "role-field-month",
            Input::Year => "role-field-year",
            Input::Time => "role-field-time",
            Input::Secret => "role-field-secret",
        })),
        Kind::Range { .. } => parts.push(words.text("role-range")),
        Kind::Image { .. } if node.label.is_empty() => parts.push(words.text("image-undescribed")),
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Tile { .. }
        | Kind::Choice { .. }
        | Kind::Check { .. }
        | Kind::Row { .. }
        | Kind::Rank { .. }
        | Kind::Image { .. }
        | Kind::Progress { .. } => {}
    }
    parts.extend(value(node, words));
    if let Kind::Range { scale, .. } = &node.kind {
        parts.push(bounds(scale, words));
    }
    let flags = [
        (node.state.required && is_new, "state-required"),
        (node.state.read_only, "state-read-only"),
        (node.state.disabled, "state-disabled"),
        (node.state.busy, "state-busy"),
        (node.state.refused.is_some(), "state-refused-mark"),
    ];
    parts.extend(
        flags
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, id)| words.text(id)),
    );
    // "Place 2 of 5, 3 of 5" would be a riddle.
    let told = matches!(node.kind, Kind::Rank { place: Some(_) });
    let position = node.position.filter(|_| !told);
    parts.extend(position.map(|Position { index, of }| {
        words.with(
            "speech-position",
            &[("index", index.into()), ("of", of.into())],
        )
    }));
    parts
}

/// A node's value or state.
fn value(node: &Node, words: &Words) -> Vec<Text> {
    match &node.kind {
        Kind::Heading { .. }
        | Kind::Paragraph
        | Kind::Tile { .. }
        | Kind::Button { .. }
        | Kind::Image { .. }
        | Kind::Progress { .. } => Vec::new(),
        Kind::Range { value: None, .. } => vec![words.text("range-none")],
        Kind::Range { text, .. } => vec![text.clone()],
        Kind::Rank { place } => vec![rank_place(*place, node, words)],
        Kind::Choice { selected: true } => vec![words.text("state-selected")],
        Kind::Choice { selected: false } => vec![words.text("state-unselected")],
        Kind::Check { checked: true } => vec![words.text("state-checked")],
        Kind::Check { checked: false } => vec![words.text("state-unchecked")],
        Kind::Row { value, .. } => vec![value.clone()],
        Kind::Field { edit, .. } if edit.is_empty() => vec![words.text("state-empty")],
        Kind::Field {
            edit,
            input: Input::Secret,
            ..
        } => {
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

fn is_secret(node: &Node) -> bool {
    matches!(
        node.kind,
        Kind::Field {
            input: Input::Secret,
            ..
        }
    )
}

fn letter_at_caret(node: &Node, words: &Words) -> Text {
    let Some(edit) = node.edit() else {
        return Text::plain("", words.lang());
    };
    let selected = edit.selected();
    match edit.letter_at(edit.caret()) {
        _ if is_secret(node) && !selected.is_empty() => {
            words.with("state-secret", &[("count", edit.selection().len().into())])
        }
        Some(_) if is_secret(node) => words.text("letter-secret"),
        _ if !selected.is_empty() => words.with("speech-selected", &[("text", selected.into())]),
        Some(letter) => spell::letter(letter, words),
        None => words.text("letter-end"),
    }
}

/// What is spelled of a node: what somebody wrote in it, else its label; never a private text.
fn spelled(node: &Node, words: &Words, how: How) -> Vec<Text> {
    match node.edit() {
        Some(edit) if edit.is_empty() => value(node, words),
        Some(_) if is_secret(node) => value(node, words),
        Some(edit) => spell::spell(edit.text(), words, how),
        None => spell::spell(node.label.shown.as_str(), words, how),
    }
}
