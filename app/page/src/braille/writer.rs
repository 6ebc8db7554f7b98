//! Nodes in cells: label, state, value, place, hint.

use super::{Cells, Line, Target, Translate};
use crate::{
    node::{Input, Kind, Node, Role},
    page::Page,
    range::Step,
    speech,
    text::{Lang, Text},
    words::Words,
};

/// The shapes of states: a frame which is empty or full.
const CHOICE: [[u8; 3]; 2] = [[0x0e | 0x40, 0x00, 0xb1], [0x0e | 0x40, 0x3f, 0xb1]];
const CHECK: [[u8; 3]; 2] = [[0xcf, 0x00, 0xf9], [0xcf, 0x3f, 0xf9]];
/// The same in six dots: ○ and ◎, □ and ▣ as article 72 of 한글 점자 has them.
const PAPER_CHOICE: [&[u8]; 2] = [&[0x38, 0x34], &[0x38, 0x34, 0x34]];
const PAPER_CHECK: [&[u8]; 2] = [&[0x38, 0x36], &[0x38, 0x36, 0x36]];
/// The digits of computer Braille.
const DIGITS: [u8; 10] = [0x34, 0x02, 0x06, 0x12, 0x32, 0x22, 0x16, 0x36, 0x26, 0x14];
/// Dots 7 and 8, the caret.
pub(super) const CARET: u8 = 0xc0;

/// Writes a line.
pub(super) struct Writer<'a> {
    pub line: Line,
    pub words: &'a Words,
    pub translate: &'a dyn Translate,
    /// Whether there are six dots and no more.
    pub on_paper: bool,
}

impl Writer<'_> {
    pub(super) fn notice(&mut self, page: &Page) {
        if let Some(notice) = &page.notice {
            self.text(&notice.text, &Target::Nothing);
        }
    }

    /// Label, state, value, position, refusal, hint; what the heading above has told is left out.
    pub(super) fn node(&mut self, node: &Node, above: Option<&Node>) {
        let target = if node.is_control() {
            Target::Node(node.id.clone())
        } else {
            Target::Nothing
        };
        self.sign(node, &target);
        if !node.is_called_as(above) {
            self.text(&node.label, &target);
        }
        self.value(node, &target);
        let flags = [
            (node.tells_required(above), "state-required"),
            (node.state.read_only, "state-read-only"),
            (node.state.disabled, "state-disabled"),
            (node.state.busy, "state-busy"),
        ];
        for (_, id) in flags.into_iter().filter(|(holds, _)| *holds) {
            self.text(&self.words.text(id), &target);
        }
        // A place in an order already tells of how many; on paper all of them are at hand.
        let told = matches!(node.kind, Kind::Rank { .. }) || self.on_paper;
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
            Kind::Choice { selected } if self.on_paper => {
                self.mark(PAPER_CHOICE[usize::from(*selected)], target);
            }
            Kind::Check { checked } if self.on_paper => {
                self.mark(PAPER_CHECK[usize::from(*checked)], target);
            }
            Kind::Choice { selected } => self.mark(&CHOICE[usize::from(*selected)], target),
            Kind::Check { checked } => self.mark(&CHECK[usize::from(*checked)], target),
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
            Kind::Field {
                edit,
                input,
                multiline,
            } => {
                if *multiline {
                    self.text(&self.words.text("role-field-lines"), target);
                }
                self.field(node, edit, *input == Input::Secret);
            }
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
            Kind::Progress { done, of } => self.progress(*done, *of, target),
            Kind::Heading { .. }
            | Kind::Paragraph
            | Kind::Tile { .. }
            | Kind::Choice { .. }
            | Kind::Check { .. }
            | Kind::Image { .. } => {}
        }
    }

    /// How far it is, in two cells: the percentage, underlined; two full cells when it is done.
    fn progress(&mut self, done: usize, of: usize, target: &Target) {
        let percent = done.saturating_mul(100).checked_div(of).unwrap_or(0);
        let digit = |digit| DIGITS.get(digit).copied().unwrap_or(0) | CARET;
        let cells = match percent {
            0..100 => [digit(percent / 10), digit(percent % 10)],
            _ => [0xff; 2],
        };
        self.mark(&cells, target);
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

    fn mark(&mut self, cells: &[u8], target: &Target) {
        self.blank();
        self.line.breaks.push(self.line.cells.len());
        self.line.cells.extend(cells);
        let targets = cells.iter().map(|_| target.clone());
        self.line.targets.extend(targets);
    }

    /// Words, with one blank between two of them: a line break is for the eye.
    pub(super) fn text(&mut self, text: &Text, target: &Target) {
        let words: Vec<&str> = text.braille().split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        self.blank();
        self.cells(&words.join(" "), &text.lang, |_| target.clone());
    }

    fn cells(&mut self, text: &str, lang: &Lang, target: impl Fn(usize) -> Target) {
        let translated = self.translate.translate(text, lang);
        self.put(translated, target);
    }

    pub(super) fn put(&mut self, translated: Cells, target: impl Fn(usize) -> Target) {
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

    pub(super) fn blank(&mut self) {
        if !self.line.cells.is_empty() && self.line.cells.last() != Some(&0) {
            self.line.breaks.push(self.line.cells.len());
            self.line.cells.push(0);
            self.line.targets.push(Target::Nothing);
        }
    }
}
