//! Text being typed: it lives in the model, because the caret is moved by keyboard, touch, Braille routing
//! keys and assistive technology alike.
//!
//! Positions are counted in grapheme clusters, so that a caret never stands inside what a person calls a letter.

use unicode_segmentation::UnicodeSegmentation;

/// The longest text a field takes, in bytes: far more than a form asks for, far less than hurts.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;

/// A text with a caret and a selection.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Edit {
    text: String,
    caret: usize,
    anchor: usize,
    building: Building,
}

/// Letters that the next Braille cell may still change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Building {
    /// Which ones.
    pub letters: std::ops::Range<usize>,
    /// The cells that they were typed with.
    pub cells: Vec<u8>,
}

/// Tells nothing of the text, which is somebody's answer.
impl std::fmt::Debug for Edit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (letters, caret, anchor) = (self.len(), self.caret, self.anchor);
        write!(
            out,
            "Edit({letters} letters, caret {caret}, anchor {anchor})"
        )
    }
}

/// A way for the caret to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One letter back.
    Left,
    /// One letter on.
    Right,
    /// To the start of this or the previous word.
    WordLeft,
    /// To the start of the next word.
    WordRight,
    /// To the start.
    Start,
    /// To the end.
    End,
}

impl Edit {
    /// A text with the caret at its end.
    pub fn new(text: impl Into<String>) -> Edit {
        let mut edit = Edit {
            text: text.into(),
            caret: 0,
            anchor: 0,
            building: Building::default(),
        };
        edit.caret = edit.len();
        edit.anchor = edit.caret;
        edit
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in letters.
    pub fn len(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the caret stands, in letters from the start.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The selection, in letters; empty at the caret.
    pub fn selection(&self) -> std::ops::Range<usize> {
        self.caret.min(self.anchor)..self.caret.max(self.anchor)
    }

    /// Where the selection was begun.
    pub fn anchor(&self) -> usize {
        self.anchor
    }

    /// The selected text.
    pub fn selected(&self) -> &str {
        let range = self.selection();
        &self.text[self.byte(range.start)..self.byte(range.end)]
    }

    /// The byte at which the `letter`th letter begins.
    pub fn byte(&self, letter: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .nth(letter)
            .map_or(self.text.len(), |(byte, _)| byte)
    }

    /// The letter that the `byte`th byte belongs to.
    pub fn letter(&self, byte: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .take_while(|(start, _)| *start < byte)
            .count()
    }

    /// The letter at a position.
    pub fn letter_at(&self, letter: usize) -> Option<&str> {
        self.text.graphemes(true).nth(letter)
    }

    /// Puts the caret at a letter; the selection follows unless it is `extended`.
    pub fn place(&mut self, letter: usize, extend: bool) {
        self.finish();
        self.caret = letter.min(self.len());
        if !extend {
            self.anchor = self.caret;
        }
    }

    /// Selects from one letter to another; the caret stands at the second.
    pub fn select(&mut self, anchor: usize, caret: usize) {
        self.place(anchor, false);
        self.place(caret, true);
    }

    /// Moves the caret.
    pub fn go(&mut self, motion: Motion, extend: bool) {
        let range = self.selection();
        let target = match motion {
            Motion::Left if !extend && !range.is_empty() => range.start,
            Motion::Right if !extend && !range.is_empty() => range.end,
            Motion::Left => self.caret.saturating_sub(1),
            Motion::Right => self.caret + 1,
            Motion::Start => 0,
            Motion::End => usize::MAX,
            Motion::WordLeft => self.word_left(),
            Motion::WordRight => self.word_right(),
        };
        self.place(target, extend);
    }

    /// Types over the selection. Control characters but line breaks are left out; a text that would grow
    /// beyond [`TEXT_BYTES_MAX`] is not taken, and `false` is returned.
    pub fn insert(&mut self, typed: &str, multiline: bool) -> bool {
        let clean: String = typed
            .chars()
            .filter(|letter| !letter.is_control() || (multiline && *letter == '\n'))
            .collect();
        let range = self.selection();
        let (from, to) = (self.byte(range.start), self.byte(range.end));
        if self.text.len() - (to - from) + clean.len() > TEXT_BYTES_MAX {
            return false;
        }
        self.text.replace_range(from..to, &clean);
        let caret = self.letter(from + clean.len());
        self.place(caret, false);
        true
    }

    /// Puts text that is being built from Braille cells in the place of what was built so far (bytes), the caret
    /// behind it. `building` are the `char`s of it that may still change, `cells` what they were typed with. Returns the bytes it has now; `None`, and
    /// nothing is changed, if the text would grow beyond [`TEXT_BYTES_MAX`].
    pub fn rebuild(
        &mut self,
        so_far: std::ops::Range<usize>,
        built: &str,
        building: std::ops::Range<usize>,
        cells: &[u8],
    ) -> Option<std::ops::Range<usize>> {
        self.text.get(so_far.clone())?;
        if self.text.len() - so_far.len() + built.len() > TEXT_BYTES_MAX {
            return None;
        }
        let from = so_far.start;
        self.text.replace_range(so_far, built);
        let byte = |nth: usize| {
            let offset = built.char_indices().nth(nth).map(|(byte, _)| byte);
            from + offset.unwrap_or(built.len())
        };
        let end = from + built.len();
        let letters = self.letter(byte(building.start))..self.letter(byte(building.end));
        self.place(self.letter(end), false);
        self.building = Building {
            letters,
            cells: cells.to_vec(),
        };
        Some(from..end)
    }

    /// The letters that the next Braille cell may still change.
    pub fn building(&self) -> &Building {
        &self.building
    }

    /// Nothing is being built any more.
    pub fn finish(&mut self) {
        self.building = Building::default();
    }

    /// Deletes the selection, or the letter before the caret. Returns what went.
    pub fn delete_back(&mut self) -> String {
        if self.selection().is_empty() {
            self.go(Motion::Left, true);
        }
        self.cut()
    }

    /// Deletes the selection, or the letter behind the caret. Returns what went.
    pub fn delete_forward(&mut self) -> String {
        if self.selection().is_empty() {
            self.go(Motion::Right, true);
        }
        self.cut()
    }

    fn cut(&mut self) -> String {
        let range = self.selection();
        let gone: String = self
            .text
            .drain(self.byte(range.start)..self.byte(range.end))
            .collect();
        self.place(range.start, false);
        gone
    }

    fn word_left(&self) -> usize {
        let before = &self.text[..self.byte(self.caret)];
        let start = before
            .split_word_bound_indices()
            .rfind(|(_, word)| !word.trim().is_empty());
        start.map_or(0, |(byte, _)| self.letter(byte))
    }

    fn word_right(&self) -> usize {
        let from = self.byte(self.caret);
        let mut words = self.text[from..].split_word_bound_indices().skip(1);
        let start = words.find(|(_, word)| !word.trim().is_empty());
        start.map_or(usize::MAX, |(byte, _)| self.letter(from + byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn types_over_the_selection() {
        let mut edit = Edit::new("홍길동");
        edit.select(1, 3);
        assert!(edit.insert("판서", false));
        assert_eq!((edit.text(), edit.caret()), ("홍판서", 3));
    }

    #[test]
    fn never_stands_inside_a_letter() {
        let mut edit = Edit::new("e\u{301}a");
        edit.go(Motion::Left, false);
        edit.go(Motion::Left, false);
        assert_eq!(edit.caret(), 0);
        assert_eq!(edit.delete_forward(), "e\u{301}");
        assert_eq!(edit.text(), "a");
    }

    #[test]
    fn what_is_built_changes_in_its_place_and_nothing_is_built_after_a_move() {
        let mut edit = Edit::new("홍동");
        edit.place(1, false);
        let at = edit.byte(1);
        let built = edit.rebuild(at..at, "기", 0..1, &[]).expect("room");
        let built = edit.rebuild(built, "길", 0..1, &[]).expect("room");
        assert_eq!(
            (edit.text(), edit.caret(), edit.building().letters.clone()),
            ("홍길동", 2, 1..2)
        );
        assert_eq!(
            edit.rebuild(built, &"x".repeat(TEXT_BYTES_MAX), 0..0, &[]),
            None
        );
        assert_eq!(edit.rebuild(1..2, "x", 0..1, &[]), None);
        edit.go(Motion::Left, false);
        assert_eq!(
            (edit.text(), edit.building().letters.clone()),
            ("홍길동", 0..0)
        );
    }

    #[test]
    fn goes_by_words() {
        let mut edit = Edit::new("near the old mill");
        edit.go(Motion::WordLeft, false);
        edit.go(Motion::WordLeft, false);
        assert_eq!(edit.caret(), 9);
        edit.go(Motion::WordRight, false);
        assert_eq!(edit.caret(), 13);
    }

    #[test]
    fn leaves_out_control_characters_and_refuses_floods() {
        let mut edit = Edit::default();
        assert!(edit.insert("a\u{0}\nb", false));
        assert_eq!(edit.text(), "ab");
        assert!(!edit.insert(&"x".repeat(TEXT_BYTES_MAX), false));
        assert_eq!(edit.text(), "ab");
    }

    proptest! {
        #[test]
        fn no_walk_leaves_the_text(start in "\\PC{0,12}", acts in proptest::collection::vec(0u8..10, 0..40)) {
            let mut edit = Edit::new(start);
            for act in acts {
                match act {
                    0 => edit.go(Motion::Left, false),
                    1 => edit.go(Motion::Right, true),
                    2 => edit.go(Motion::WordLeft, true),
                    3 => edit.go(Motion::WordRight, false),
                    4 => { edit.insert("각e\u{301}", false); }
                    5 => { edit.delete_back(); }
                    6 => { edit.delete_forward(); }
                    7 => edit.go(Motion::Start, false),
                    8 => edit.select(2, 5),
                    _ => edit.go(Motion::End, true),
                }
                prop_assert!(edit.caret() <= edit.len() && edit.anchor() <= edit.len());
                prop_assert!(edit.text().is_char_boundary(edit.byte(edit.caret())));
            }
        }
    }
}
