//! Why a page wants to be read: what is other than before.

use crate::{
    Edit, braille,
    edit::Motion,
    intent::Intent,
    node::{Kind, Node, NodeId},
    page::Page,
    speech::Reason,
    text::Text,
};

/// Why the new page wants to be read, if it does.
pub(super) fn reason(old: Option<&Page>, page: &Page, cause: Option<&Intent>) -> Option<Reason> {
    let Some(old) = old.filter(|old| old.id == page.id && old.lang == page.lang) else {
        return Some(Reason::PageOpened);
    };
    let refused = |node: Option<&Node>| node.and_then(|node| node.state.refused.clone());
    // Who tries again to go on is told again why it does not.
    let tries = matches!(
        cause,
        Some(Intent::Activate | Intent::ActivateNode(_) | Intent::Proceed)
    ) || (cause == Some(&Intent::LineBreak) && old.focused() == page.focused());
    let news = tries || refused(old.focused()) != refused(page.focused());
    if refused(page.focused()).is_some() && news {
        return Some(Reason::Refused);
    }
    if let Some(news) = told(old, page) {
        return Some(match old.focus == page.focus {
            true => Reason::Notice(news),
            false => Reason::NoticeAndFocus(news),
        });
    }
    if old.focus != page.focus {
        return Some(Reason::FocusMoved);
    }
    let (before, now) = (old.focused()?, page.focused()?);
    if let Some(id) = progressed(old, page).filter(|_| cause.is_none()) {
        return Some(Reason::Progressed(id));
    }
    let flags = |node: &Node| (node.state.busy, node.state.disabled, node.state.read_only);
    if flags(before) != flags(now) {
        return Some(Reason::ValueChanged);
    }
    match (&before.kind, &now.kind) {
        (Kind::Field { edit: before, .. }, Kind::Field { edit: now, .. }) => {
            edited(before, now, cause)
        }
        (before, now) if before != now => Some(Reason::ValueChanged),
        (Kind::Range { .. } | Kind::Rank { .. }, _) => unmoved(cause),
        // The same words again for an act that changed nothing would only be noise.
        _ => None,
    }
}

/// What is told and was not told before: of a notice that was added to, what was added.
fn told(old: &Page, page: &Page) -> Option<Text> {
    let notice = page.notice.as_ref();
    let notice = notice.filter(|_| page.notice != old.notice)?;
    let told = old.notice.as_ref();
    let added = told.and_then(|told| notice.text.behind(&told.text));
    Some(added.unwrap_or_else(|| notice.text.clone()))
}

/// What got on by itself while the focus was elsewhere: told at each quarter of the way, for more would be a chatter.
fn progressed(old: &Page, page: &Page) -> Option<NodeId> {
    let quarter = |node: &Node| match node.kind {
        Kind::Progress { done, of } => Some(done.saturating_mul(4) / of.max(1)),
        _ => None,
    };
    let gone_on = |node: &&Node| {
        let before = old.node(&node.id).and_then(quarter);
        node.id != page.focus && before.is_some() && before < quarter(node)
    };
    page.nodes.iter().find(gone_on).map(|node| node.id.clone())
}

/// A number or place that stayed: at its end it is told again; of a number that is still being typed, the digit.
fn unmoved(cause: Option<&Intent>) -> Option<Reason> {
    match cause {
        Some(Intent::Adjust(_) | Intent::AdjustNode(..)) => Some(Reason::ValueChanged),
        Some(Intent::Type(typed) | Intent::Insert(typed)) if typed.parse::<u8>().is_ok() => {
            Some(Reason::Typed(typed.clone()))
        }
        _ => None,
    }
}

fn edited(before: &Edit, now: &Edit, cause: Option<&Intent>) -> Option<Reason> {
    if before.text() == now.text() {
        let moved = before.caret() != now.caret() || before.selection() != now.selection();
        let whole = matches!(
            cause,
            Some(Intent::Caret {
                motion: Motion::Start | Motion::End,
                ..
            })
        );
        return (moved || whole).then_some(Reason::CaretMoved);
    }
    let deleting = matches!(cause, Some(Intent::DeleteBack | Intent::DeleteForward));
    let start = common_prefix(before.text(), now.text());
    if deleting && now.text().len() < before.text().len() {
        let gone = before.text().len() - now.text().len();
        return Some(Reason::Deleted(
            before
                .text()
                .get(start..start + gone)
                .unwrap_or_default()
                .to_owned(),
        ));
    }
    match cause {
        // One key taken back from a syllable that is being composed: what is left of it.
        Some(Intent::DeleteBack) => {
            let left = now.caret().checked_sub(1);
            let left = left.and_then(|letter| now.letter_at(letter));
            Some(Reason::Typed(left.unwrap_or_default().to_owned()))
        }
        Some(
            Intent::Type(_)
            | Intent::Insert(_)
            | Intent::Dots(_)
            | Intent::Select
            | Intent::LineBreak,
        ) => {
            // A letter like its neighbour is part of what the texts have in common.
            let start = start.min(before.byte(before.selection().start));
            let end = now.byte(now.caret()).max(start);
            let typed = now.text().get(start..end).unwrap_or_default();
            // A mark that waits for what it marks is for the finger alone.
            let typed = typed.trim_end_matches(braille::is_waiting);
            (!typed.is_empty()).then(|| Reason::Typed(typed.to_owned()))
        }
        _ => Some(Reason::ValueChanged),
    }
}

/// The bytes two texts begin with in common, to a whole character.
fn common_prefix(one: &str, other: &str) -> usize {
    one.chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .map(|(letter, _)| letter.len_utf8())
        .sum()
}
