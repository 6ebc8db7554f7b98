//! A field's text as text runs: one for each line, with its characters, words, caret and selection.

use super::{Layout, access_id};
use crate::{
    edit::Edit,
    node::{Node, NodeId},
};
use accesskit::{
    Node as Access, NodeId as AccessId, Role, TextDirection, TextPosition, TextSelection,
};
use unicode_segmentation::UnicodeSegmentation;

/// A line: the letters it holds, counted from the start of the text.
struct Line {
    first: usize,
    text: String,
    lengths: Vec<u8>,
}

/// Hangs the lines below the field and gives them back as nodes.
pub(super) fn attach(
    access: &mut Access,
    node: &Node,
    edit: &Edit,
    secret: bool,
    layout: &Layout,
) -> Vec<(AccessId, Access)> {
    let lines = lines(edit, secret);
    access.set_value(
        lines
            .iter()
            .map(|line| line.text.as_str())
            .collect::<String>(),
    );
    access.set_children(
        (0..lines.len())
            .map(|index| run_id(node, index))
            .collect::<Vec<_>>(),
    );
    access.set_text_selection(TextSelection {
        anchor: position(node, &lines, edit.anchor()),
        focus: position(node, &lines, edit.caret()),
    });
    let letters = layout
        .letters
        .get(&node.id)
        .filter(|letters| lines.len() == 1 && letters.len() == edit.len());
    let runs = lines.iter().enumerate().map(|(index, line)| {
        let mut run = Access::new(Role::TextRun);
        run.set_text_direction(TextDirection::LeftToRight);
        run.set_value(line.text.clone());
        run.set_character_lengths(line.lengths.clone());
        run.set_word_starts(word_starts(&line.text));
        if let Some(rect) = layout.nodes.get(&node.id) {
            run.set_bounds(super::bounds(*rect));
        }
        if let Some(letters) = letters {
            run.set_character_positions(letters.iter().map(|(x, _)| *x).collect::<Vec<_>>());
            run.set_character_widths(letters.iter().map(|(_, width)| *width).collect::<Vec<_>>());
        }
        (run_id(node, index), run)
    });
    runs.collect()
}

/// Whether a text run belongs to this field.
pub(super) fn owns(node: &Node, edit: &Edit, id: AccessId) -> bool {
    (0..lines(edit, false).len()).any(|index| run_id(node, index) == id)
}

/// The letter that a position in a run means; `None` if the run is not this field's.
pub(super) fn letter(node: &Node, edit: &Edit, position: &TextPosition) -> Option<usize> {
    let lines = lines(edit, false);
    let index = (0..lines.len()).find(|index| run_id(node, *index) == position.node)?;
    let line = lines.get(index)?;
    Some(line.first + position.character_index.min(line.lengths.len()))
}

fn run_id(node: &Node, line: usize) -> AccessId {
    access_id(&NodeId::new(format!("{}/line-{line}", node.id)))
}

fn lines(edit: &Edit, secret: bool) -> Vec<Line> {
    let mut lines = vec![Line {
        first: 0,
        text: String::new(),
        lengths: Vec::new(),
    }];
    for (index, letter) in edit.text().graphemes(true).enumerate() {
        // A letter of more than 255 bytes cannot be told to AccessKit: its replacement can.
        let letter = if secret {
            "•"
        } else if letter.len() > 255 {
            "\u{fffd}"
        } else {
            letter
        };
        if let Some(line) = lines.last_mut() {
            line.text.push_str(letter);
            line.lengths.push(letter.len() as u8);
        }
        if letter == "\n" {
            lines.push(Line {
                first: index + 1,
                text: String::new(),
                lengths: Vec::new(),
            });
        }
    }
    lines
}

fn position(node: &Node, lines: &[Line], letter: usize) -> TextPosition {
    let index = lines
        .iter()
        .rposition(|line| line.first <= letter)
        .unwrap_or(0);
    let first = lines.get(index).map_or(0, |line| line.first);
    TextPosition {
        node: run_id(node, index),
        character_index: letter - first,
    }
}

/// Where words start, in letters; blanks belong to the word before them.
fn word_starts(line: &str) -> Vec<u8> {
    let mut starts = Vec::new();
    let mut letter = 0_usize;
    for part in line.split_word_bounds() {
        if let (false, Ok(start)) = (part.trim().is_empty(), u8::try_from(letter)) {
            starts.push(start);
        }
        letter += part.graphemes(true).count();
    }
    starts
}
