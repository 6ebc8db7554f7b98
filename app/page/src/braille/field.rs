//! The text of a field: what the caret, a routing key and what is being built make of it.

use super::{
    Cells, Target,
    writer::{CARET, Writer},
};
use crate::{Edit, node::Node, text::Lang};
use unicode_segmentation::UnicodeSegmentation;

impl Writer<'_> {
    /// The text of a field: a routing key above a letter puts the caret there; one blank cell behind the text is
    /// the place to go on typing.
    pub(super) fn field(&mut self, node: &Node, edit: &Edit, secret: bool) {
        self.blank();
        let shown = if secret {
            "*".repeat(edit.len())
        } else {
            edit.text().replace('\n', " ")
        };
        let from = self.line.cells.len();
        let letters: Vec<usize> = if secret {
            (0..edit.len()).collect()
        } else {
            letters(edit.text())
        };
        let letter_of = |index: usize| letters.get(index).copied().unwrap_or(letters.len());
        let id = &node.id;
        let building = edit.building();
        let is_built = |index: usize| building.letters.contains(&letter_of(index));
        let mut translated = self.written(&shown, &node.label.lang, edit);
        as_typed(&mut translated, &building.cells, is_built);
        self.put(translated, |index| {
            Target::Letter(id.clone(), letter_of(index))
        });
        let typed = self.line.targets.iter().zip(&mut self.line.cells);
        for (target, cell) in typed.skip(from) {
            // Underlined, as the caret behind it is.
            if matches!(target, Target::Letter(_, letter) if building.letters.contains(letter)) {
                *cell |= CARET;
            }
        }
        self.line.cells.push(0);
        self.line
            .targets
            .push(Target::Letter(id.clone(), edit.len()));
        let at_caret = |target: &Target| matches!(target, Target::Letter(_, letter) if *letter >= edit.caret());
        let caret = self
            .line
            .targets
            .iter()
            .skip(from)
            .position(at_caret)
            .map(|offset| from + offset);
        if let Some(cell) = caret.and_then(|caret| self.line.cells.get_mut(caret)) {
            *cell |= CARET;
        }
        self.line.caret = caret;
    }

    /// The cells of a text in which somebody writes. What is being built has the cells that were typed, whatever the
    /// caret stands at.
    fn written(&self, shown: &str, lang: &Lang, edit: &Edit) -> Cells {
        let before = edit.text().get(..edit.byte(edit.caret()));
        let caret = before.map_or(0, |before| before.chars().count());
        if edit.building().letters.is_empty() {
            self.translate.translate_around(shown, lang, caret)
        } else {
            self.translate.translate(shown, lang)
        }
    }
}

/// For each `char` of a text the letter that it belongs to.
fn letters(text: &str) -> Vec<usize> {
    let letters = text.graphemes(true).enumerate();
    letters
        .flat_map(|(letter, cluster)| cluster.chars().map(move |_| letter))
        .collect()
}

/// Letters that are being built have the cells that were typed: half a syllable would be written otherwise.
fn as_typed(translated: &mut Cells, typed: &[u8], is_built: impl Fn(usize) -> bool) {
    let letters = &mut translated.cell_to_char;
    let Some(from) = letters.iter().position(|letter| is_built(*letter)) else {
        return;
    };
    let first = letters.get(from).copied().unwrap_or(0);
    let count = letters
        .iter()
        .skip(from)
        .take_while(|letter| is_built(**letter))
        .count();
    letters.splice(from..from + count, typed.iter().map(|_| first));
    translated
        .cells
        .splice(from..from + count, typed.iter().copied());
}
