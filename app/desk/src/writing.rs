//! Writing with Perkins keys.
//!
//! The cells that were typed one behind the other in one place are a *run*: its text stands in the field all the time
//! and may change to its first letter with each cell. A run ends when anything else happens to the field or the caret
//! moves; what it wrote stays.

use crate::{desk::Desk, settings::BrailleKeys};
use maru_page::{
    Edit, Intent, Kind, Node, NodeId, Page, PageId,
    braille::{self, Typist},
    node::Input,
};
use std::ops::Range;

/// The sign that makes digits of letters.
const NUMBER: u8 = 0x3c;
/// Before the decimals of a number.
const POINT: u8 = 0x32;
/// The same, as others write it.
const COMMA: u8 = 0x02;

/// The field that Braille keys were the last to write in.
pub(crate) struct Writing {
    page: PageId,
    node: NodeId,
    run: Option<Run>,
}

struct Run {
    typist: Box<dyn Typist>,
    /// Where its text stands, in bytes.
    at: Range<usize>,
}

impl Run {
    /// Whether it can be gone on with: its text is still there, and the caret behind it.
    fn goes_on(&self, edit: &Edit) -> bool {
        edit.selection().is_empty()
            && edit.byte(edit.caret()) == self.at.end
            && edit.text().get(self.at.clone()) == Some(self.typist.text().as_str())
    }

    /// Brings the field to what the typist has; `false` if it is full.
    fn show(&mut self, edit: &mut Edit) -> bool {
        let (text, building) = (self.typist.text(), self.typist.building());
        let cells = self.typist.building_cells();
        let at = edit.rebuild(self.at.clone(), &text, building, &cells);
        at.map(|at| self.at = at).is_some()
    }
}

impl Desk {
    /// A cell was typed while a field has the focus.
    pub(crate) fn write(&mut self, page: &Page, cell: u8) {
        let Some(node) = page.focused().filter(|node| node.edit().is_some()) else {
            return;
        };
        let run = self.take_run(page, node);
        let begun = run.or_else(|| self.begin_run(node, cell));
        let Some(mut run) = begun.filter(|_| !node.state.read_only) else {
            // Eight dots: a cell is a character.
            let letter = if cell == 0 {
                Some(' ')
            } else {
                braille::letter(cell)
            };
            if let Some(letter) = letter {
                self.edit(page, Intent::Insert(letter.to_string()));
            }
            self.keep_run(page, node, None);
            return;
        };
        run.typist.push(cell);
        let taken = self.edited(node).is_some_and(|edit| run.show(edit));
        if taken {
            self.keep_run(page, node, Some(run));
        } else {
            // The text is full: what was written stays, this cell does not.
            self.tell(self.words().text("notice-text-too-long"), false);
        }
    }

    /// The character of a cell that is typed where there is no box. Behind the sign of numbers, which six dots write them
    /// with in every language, the first letters are digits.
    pub(crate) fn character(&mut self, cell: u8) -> Option<char> {
        if cell == NUMBER {
            self.counts = true;
            return None;
        }
        let letter = braille::letter(cell);
        let number = match cell {
            POINT => Some('.'),
            COMMA => Some(','),
            _ => letter.and_then(|letter| {
                let digit = "jabcdefghi".find(letter)?;
                char::from_digit(u32::try_from(digit).ok()?, 10)
            }),
        };
        self.counts &= number.is_some();
        number.filter(|_| self.counts).or(letter)
    }

    /// Takes back a part of the letter before the caret, where Braille keys wrote last. `false` if there is none.
    pub(crate) fn unwrite(&mut self, page: &Page, node: &Node) -> bool {
        let wrote_here = self.writes_in(page, node);
        let run = self.take_run(page, node);
        let run = run.or_else(|| wrote_here.then(|| self.reopen_run(node)).flatten());
        let Some(mut run) = run else { return false };
        let taken = run.typist.backspace() && self.edited(node).is_some_and(|edit| run.show(edit));
        self.keep_run(page, node, Some(run));
        taken
    }

    /// Whether a cell would go on with what Braille keys write here.
    pub(crate) fn writes_in(&self, page: &Page, node: &Node) -> bool {
        self.writing
            .as_ref()
            .is_some_and(|writing| writing.page == page.id && writing.node == node.id)
    }

    /// The field is left or changed by other means: what is being built is as good as finished.
    pub(crate) fn finish_writing(&mut self) {
        self.writing = None;
        if let Some(filling) = &mut self.filling {
            filling.input.edit.finish();
            filling.input.find.finish();
        }
    }

    fn keep_run(&mut self, page: &Page, node: &Node, run: Option<Run>) {
        self.writing = Some(Writing {
            page: page.id.clone(),
            node: node.id.clone(),
            run: run.filter(|run| !run.typist.text().is_empty()),
        });
    }

    fn take_run(&mut self, page: &Page, node: &Node) -> Option<Run> {
        if !self.writes_in(page, node) {
            return None;
        }
        let run = self.writing.as_mut()?.run.take()?;
        let edit = self.edited(node)?;
        run.goes_on(edit).then_some(run)
    }

    /// A run that begins at the caret, in the place of what is selected; none where a cell is a character.
    fn begin_run(&mut self, node: &Node, cell: u8) -> Option<Run> {
        let Kind::Field { input, .. } = &node.kind else {
            return None;
        };
        let six_dots = match input {
            Input::Secret => false,
            // No number has the character of these dots, so they can only be the sign of literary numbers.
            Input::Integer | Input::Decimal => cell == NUMBER,
            Input::Words | Input::Date | Input::Month | Input::Year | Input::Time => cell != 0,
        };
        let wanted = six_dots && self.settings.braille_keys == BrailleKeys::SixDots;
        let lang = &node.label.lang;
        let typist =
            wanted.then(|| self.typists.typist(lang, self.settings.grades().of(lang)))??;
        let edit = self.edited(node)?;
        if !edit.selection().is_empty() {
            edit.delete_back();
        }
        let at = edit.byte(edit.caret());
        Some(Run { typist, at: at..at })
    }

    /// The letter before the caret as if it had just been typed.
    fn reopen_run(&mut self, node: &Node) -> Option<Run> {
        if self.settings.braille_keys != BrailleKeys::SixDots {
            return None;
        }
        let grade = self.settings.grades().of(&node.label.lang);
        let edit = node.edit().filter(|edit| edit.selection().is_empty())?;
        let letter = edit.caret().checked_sub(1)?;
        let text = edit.letter_at(letter)?;
        let typist = self.typists.reopen(text, &node.label.lang, grade)?;
        let at = edit.byte(letter)..edit.byte(edit.caret());
        (typist.text() == text).then_some(Run { typist, at })
    }
}
