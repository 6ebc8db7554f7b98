//! The page for the finger: a line of cells with a map back from each cell to what it means.

use crate::{
    intent::Intent,
    node::{Input, Kind, Node, NodeId, Role},
    page::Page,
    range::Step,
    speech,
    text::{Lang, Text},
    words::Words,
};
use std::ops::Range;

mod computer;
pub mod emboss;
mod literary;
mod typing;

pub use computer::{Computer, letter};
pub use literary::Literary;
pub use typing::{Grade, Typist, Typists, is_waiting};

/// Cells of a text, with positions both ways. A cell is a byte: dot n is bit n-1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// The cells.
    pub cells: Vec<u8>,
    /// For each `char` of the text its first cell.
    pub char_to_cell: Vec<usize>,
    /// For each cell its `char`.
    pub cell_to_char: Vec<usize>,
}

/// Translates text into cells. Handed in: the tables are not this crate's.
pub trait Translate {
    /// The cells of a text in a language; never fails and never leaves a symbol blank.
    fn translate(&self, text: &str, lang: &Lang) -> Cells;
}

/// What lies under a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing to be done here.
    Nothing,
    /// A node.
    Node(NodeId),
    /// A letter of a field.
    Letter(NodeId, usize),
    /// A sign that changes a number.
    Step(NodeId, Step),
}

/// A line of cells, as long as it needs to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The cells.
    pub cells: Vec<u8>,
    /// What lies under each cell.
    pub targets: Vec<Target>,
    /// Where the line may be cut: before these cells.
    breaks: Vec<usize>,
    /// The cell of the caret, if there is one.
    pub caret: Option<usize>,
    /// Where the focused node begins.
    pub focus: usize,
}

/// The shapes of states: a frame which is empty or full.
const CHOICE: [[u8; 3]; 2] = [[0x0e | 0x40, 0x00, 0xb1], [0x0e | 0x40, 0x3f, 0xb1]];
const CHECK: [[u8; 3]; 2] = [[0xcf, 0x00, 0xf9], [0xcf, 0x3f, 0xf9]];
/// Dots 7 and 8, the caret.
const CARET: u8 = 0xc0;

/// The line of a page that was just opened: the notice, the title, and on to the focus, as it is spoken.
pub fn opened(page: &Page, words: &Words, translate: &dyn Translate) -> Line {
    let mut line = Writer {
        line: Line::default(),
        words,
        translate,
    };
    line.notice(page);
    let mut heading: Option<&Text> = None;
    for node in speech::opening(page) {
        if node.id == page.focus {
            line.line.focus = line.line.cells.len();
        }
        line.node(node, heading != Some(&node.label));
        if let Kind::Heading { .. } = node.kind {
            heading = Some(&node.label);
        }
    }
    line.line
}

/// What stands before the focused node because it is news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct First<'a> {
    /// What happened and was not answered by a key yet.
    pub notices: &'a [Text],
    /// Why the answer was refused.
    pub refusal: bool,
}

/// The line of the focused node, behind what is news.
pub fn focused(page: &Page, words: &Words, translate: &dyn Translate, first: First<'_>) -> Line {
    let mut line = Writer {
        line: Line::default(),
        words,
        translate,
    };
    for notice in first.notices {
        line.text(notice, &Target::Nothing);
    }
    if let Some(node) = page.focused() {
        let refusal = node.state.refused.as_ref().filter(|_| first.refusal);
        if let Some(reason) = refusal {
            line.text(reason, &Target::Nothing);
        }
        line.line.focus = line.line.cells.len();
        line.node(node, true);
    }
    line.line
}

struct Writer<'a> {
    line: Line,
    words: &'a Words,
    translate: &'a dyn Translate,
}

impl Writer<'_> {
    fn notice(&mut self, page: &Page) {
        if let Some(notice) = &page.notice {
            self.text(&notice.text, &Target::Nothing);
        }
    }

    /// Label, state, value, position, refusal, hint; what the heading above has told is left out.
    fn node(&mut self, node: &Node, is_new: bool) {
        let target = if node.is_control() {
            Target::Node(node.id.clone())
        } else {
            Target::Nothing
        };
        self.sign(node, &target);
        if is_new {
            self.text(&node.label, &target);
        }
        self.value(node, &target);
        let flags = [
            (node.state.required && is_new, "state-required"),
            (node.state.read_only, "state-read-only"),
            (node.state.disabled, "state-disabled"),
            (node.state.busy, "state-busy"),
        ];
        for (_, id) in flags.into_iter().filter(|(holds, _)| *holds) {
            self.text(&self.words.text(id), &target);
        }
        // A place in an order already tells of how many.
        let told = matches!(node.kind, Kind::Rank { .. });
        if let Some(position) = node.position.filter(|_| !told) {
            let place = Text::plain(
                format!("{}/{}", position.index, position.of),
                self.words.lang(),
            );
            self.text(&place, &target);
        }
        for more in [&node.state.refused, &node.hint].into_iter().flatten() {
            self.text(more, &target);
        }
    }

    /// What stands before the label.
    fn sign(&mut self, node: &Node, target: &Target) {
        match &node.kind {
            Kind::Choice { selected } => self.mark(CHOICE[usize::from(*selected)], target),
            Kind::Check { checked } => self.mark(CHECK[usize::from(*checked)], target),
            Kind::Heading { .. }
            | Kind::Paragraph
            | Kind::Tile { .. }
            | Kind::Field { .. }
            | Kind::Row { .. }
            | Kind::Button { .. }
            | Kind::Range { .. }
            | Kind::Rank { .. }
            | Kind::Progress { .. } => {}
            Kind::Image { .. } => self.text(&self.words.text("role-image"), target),
        }
    }

    /// What stands behind it.
    fn value(&mut self, node: &Node, target: &Target) {
        match &node.kind {
            Kind::Field { edit, input, .. } => self.field(node, edit, *input == Input::Secret),
            Kind::Row { value, .. } => self.text(value, target),
            Kind::Button {
                role: Role::Primary | Role::Secondary | Role::Back | Role::Help | Role::Voice,
                ..
            } => {
                self.text(&self.words.text("role-button"), target);
            }
            Kind::Range { value, scale, text } => {
                let none = self.words.text("range-none");
                let text = if value.is_some() { text } else { &none };
                self.range(node, text);
                self.text(&speech::bounds(scale, self.words), target);
            }
            Kind::Rank { place } => {
                self.text(&speech::rank_place(*place, node, self.words), target);
            }
            Kind::Image { .. } if node.label.is_empty() => {
                self.text(&self.words.text("image-undescribed"), target);
            }
            Kind::Heading { .. }
            | Kind::Paragraph
            | Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Image { .. }
            | Kind::Progress { .. } => {}
        }
    }

    /// The number between two signs: the routing key above a sign changes it.
    fn range(&mut self, node: &Node, number: &Text) {
        let changes = node.is_adjustable();
        let step = |step| Target::Step(node.id.clone(), step);
        let sign = |sign: &str| Text::plain(sign, self.words.lang());
        let [less, more] = [sign("-"), sign("+")];
        if changes {
            self.text(&less, &step(Step::Less));
        }
        self.text(number, &Target::Node(node.id.clone()));
        if changes {
            self.text(&more, &step(Step::More));
        }
    }

    fn mark(&mut self, cells: [u8; 3], target: &Target) {
        self.blank();
        self.line.breaks.push(self.line.cells.len());
        self.line.cells.extend(cells);
        self.line.targets.extend(cells.map(|_| target.clone()));
    }

    fn text(&mut self, text: &Text, target: &Target) {
        let shown = text.braille().trim();
        if shown.is_empty() {
            return;
        }
        self.blank();
        self.cells(shown, &text.lang, |_| target.clone());
    }

    /// The text of a field: a routing key above a letter puts the caret there; one blank cell behind the text is
    /// the place to go on typing.
    fn field(&mut self, node: &Node, edit: &crate::Edit, secret: bool) {
        self.blank();
        let shown = if secret {
            "*".repeat(edit.len())
        } else {
            edit.text().replace('\n', " ")
        };
        let from = self.line.cells.len();
        let letter_of = |index: usize| {
            let byte = shown
                .char_indices()
                .nth(index)
                .map_or(shown.len(), |(byte, _)| byte);
            if secret { index } else { edit.letter(byte) }
        };
        let id = &node.id;
        let building = edit.building();
        let is_built = |index: usize| building.letters.contains(&letter_of(index));
        let mut translated = self.translate.translate(&shown, &node.label.lang);
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

    fn cells(&mut self, text: &str, lang: &Lang, target: impl Fn(usize) -> Target) {
        let translated = self.translate.translate(text, lang);
        self.put(translated, target);
    }

    fn put(&mut self, translated: Cells, target: impl Fn(usize) -> Target) {
        let from = self.line.cells.len();
        let mut last = None;
        for (index, cell) in translated.cells.iter().enumerate() {
            let letter = translated.cell_to_char.get(index).copied().unwrap_or(0);
            // A line may be cut between letters, never inside one: a Korean syllable is up to three cells.
            if last != Some(letter) {
                self.line.breaks.push(from + index);
            }
            last = Some(letter);
            self.line.cells.push(*cell);
            self.line.targets.push(target(letter));
        }
    }

    fn blank(&mut self) {
        if !self.line.cells.is_empty() && self.line.cells.last() != Some(&0) {
            self.line.breaks.push(self.line.cells.len());
            self.line.cells.push(0);
            self.line.targets.push(Target::Nothing);
        }
    }
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

impl Line {
    /// The line in windows of a display's width: cut behind blanks where there are any, else between letters.
    pub fn windows(&self, width: usize) -> Vec<Range<usize>> {
        let width = width.max(1);
        let mut windows = Vec::new();
        let mut start = 0;
        while self.cells.len() - start > width {
            let limit = start + width;
            let after_blank = |cell: &usize| {
                self.cells.get(cell - 1) == Some(&0) || self.cells.get(*cell) == Some(&0)
            };
            let inside = |cell: &&usize| **cell > start && **cell <= limit;
            let end = self
                .breaks
                .iter()
                .filter(inside)
                .copied()
                .rfind(after_blank);
            let end = end
                .or_else(|| self.breaks.iter().filter(inside).copied().next_back())
                .unwrap_or(limit);
            windows.push(start..end);
            start = end;
            // The blank at which the line was cut needs no cell of the next window, unless it holds the caret.
            while self.cells.get(start) == Some(&0) && start + 1 < self.cells.len() {
                start += 1;
            }
        }
        windows.push(start..self.cells.len());
        windows
    }

    /// What the routing key above a cell means.
    pub fn route(&self, cell: usize) -> Option<Intent> {
        match self.targets.get(cell)? {
            Target::Nothing => None,
            Target::Node(id) => Some(Intent::ActivateNode(id.clone())),
            Target::Step(id, step) => Some(Intent::AdjustNode(id.clone(), *step)),
            Target::Letter(id, letter) => Some(Intent::Place {
                node: id.clone(),
                anchor: *letter,
                caret: *letter,
            }),
        }
    }
}

/// Cells as Unicode Braille patterns, for people and tests.
pub fn unicode(cells: &[u8]) -> String {
    cells
        .iter()
        .filter_map(|cell| char::from_u32(0x2800 + u32::from(*cell)))
        .collect()
}
