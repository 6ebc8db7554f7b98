//! Typing into the field with the focus.

use crate::{desk::Desk, screens::Screen};
use maru_page::{Edit, Intent, Kind, Node, Page, hangul, node::Input};

impl Desk {
    /// Changes the text or the caret of a field.
    pub(crate) fn edit(&mut self, page: &Page, intent: Intent) {
        let target = match &intent {
            Intent::Place { node, .. } | Intent::Replace { node, .. } => page.node(node),
            _ => page.focused(),
        };
        let Some(node) = target.filter(|node| node.edit().is_some()) else {
            return;
        };
        let Kind::Field {
            input, multiline, ..
        } = node.kind
        else {
            return;
        };
        self.focus(page, Some(node));
        let changes = !matches!(intent, Intent::Caret { .. } | Intent::Place { .. });
        if changes && node.state.read_only {
            self.tell_read_only();
            return;
        }
        if matches!(intent, Intent::DeleteBack) && self.unwrite(page, node) {
            return;
        }
        // Days and hours have names too: 3월 5일, 오후 세 시.
        let takes_words = match input {
            Input::Words | Input::Date | Input::Month | Input::Year | Input::Time => true,
            Input::Integer | Input::Decimal | Input::Secret => false,
        };
        let compose = self.hangul && takes_words;
        let composing = self.composing && compose;
        let Some(edit) = self.edited(node) else {
            return;
        };
        let mut taken = true;
        let mut now_composing = false;
        match intent {
            Intent::Type(text) if compose && hangul::is_key(&text) => {
                taken = hangul::press(edit, &text, composing);
                now_composing = true;
            }
            Intent::Type(text) | Intent::Insert(text) => taken = edit.insert(&text, multiline),
            Intent::DeleteBack if composing && hangul::unpress(edit) => now_composing = true,
            Intent::DeleteBack => drop(edit.delete_back()),
            Intent::DeleteForward => drop(edit.delete_forward()),
            Intent::Caret { motion, extend } => edit.go(motion, extend),
            Intent::Place { anchor, caret, .. } => edit.select(anchor, caret),
            Intent::Replace { text, .. } => {
                let mut fresh = Edit::default();
                taken = fresh.insert(&text, multiline);
                if taken {
                    *edit = fresh;
                }
            }
            _ => {}
        }
        self.composing = now_composing;
        if !taken {
            self.tell(self.words().text("notice-text-too-long"), false);
        }
    }

    /// Tells that an answer can be read but not changed.
    pub(crate) fn tell_read_only(&mut self) {
        self.tell(self.words().text("notice-read-only-field"), false);
    }

    /// The text behind a node. A refusal stands until the text is changed and tried again.
    pub(crate) fn edited(&mut self, node: &Node) -> Option<&mut Edit> {
        let filling = self.filling.as_mut()?;
        if self.places.last()?.screen != Screen::Question {
            return None;
        }
        match node.id.as_str() {
            "answer" => Some(&mut filling.input.edit),
            "find" => Some(&mut filling.input.find),
            _ => None,
        }
    }
}
