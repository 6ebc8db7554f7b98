//! A text in a box: where its lines break, and where each letter stands.
//!
//! Slint tells no positions of letters, so lines are broken here and drawn as they are.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Tells how wide a text is drawn.
pub trait Measure {
    /// The width of a text on one line.
    fn width(&mut self, text: &str) -> f32;
}

/// How much more than the room is looked at: letters measured each alone may come out half as wide again.
const LOOKED_AT: f32 = 1.5;

/// The lines of a text, as ranges of bytes without their line breaks; at least one.
pub fn wrap(text: &str, room: f32, measure: &mut impl Measure) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut from = 0;
    for paragraph in text.split('\n') {
        let to = from + paragraph.len();
        let mut start = from;
        loop {
            let end = start + first_line(&text[start..to], room, measure);
            lines.push(start..end);
            if end == to {
                break;
            }
            start = end;
        }
        from = to + 1;
    }
    lines
}

/// How many bytes of a text stand on its first line: as many words as there is room for, else as many letters, and
/// the blanks behind them, which nobody sees. None only of no text.
fn first_line(text: &str, room: f32, measure: &mut impl Measure) -> usize {
    let mut ends = Vec::new();
    let mut width = 0.0;
    for (at, letter) in text.grapheme_indices(true) {
        if width > room * LOOKED_AT && !ends.is_empty() {
            break;
        }
        width += measure.width(letter);
        ends.push(at + letter.len());
    }
    // A line is not as wide as its letters one by one, which are whole pixels each.
    let fits = ends.partition_point(|end| measure.width(text[..*end].trim_end()) <= room);
    let Some(fitting) = ends.get(fits.saturating_sub(1)) else {
        return 0;
    };
    let rest = &text[*fitting..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks > 0 || rest.is_empty() {
        return fitting + blanks;
    }
    let word = text[..*fitting].char_indices().rev();
    word.map_while(|(at, letter)| (!letter.is_whitespace()).then_some(at))
        .last()
        .filter(|start| *start > 0)
        .unwrap_or(*fitting)
}

/// The line on which a byte stands.
pub fn line_of(lines: &[Range<usize>], byte: usize) -> usize {
    lines
        .iter()
        .rposition(|line| line.start <= byte)
        .unwrap_or(0)
}

/// How far from the left a byte stands on its line.
pub fn x_of(text: &str, line: &Range<usize>, byte: usize, measure: &mut impl Measure) -> f32 {
    let byte = byte.clamp(line.start, line.end);
    text.get(line.start..byte)
        .map_or(0.0, |before| measure.width(before))
}

/// The letter (counted from the start of the text) before which a press at `x` on that line puts the caret.
pub fn letter_at(
    text: &str,
    lines: &[Range<usize>],
    line: usize,
    x: f32,
    measure: &mut impl Measure,
) -> usize {
    let Some(range) = lines.get(line.min(lines.len().saturating_sub(1))) else {
        return 0;
    };
    let before = text[..range.start].graphemes(true).count();
    let letters = places(text, range, measure);
    before
        + letters
            .iter()
            .take_while(|(left, width)| left + width / 2.0 < x)
            .count()
}

/// Each letter of a line: where it begins, and how wide it is.
pub fn places(text: &str, line: &Range<usize>, measure: &mut impl Measure) -> Vec<(f32, f32)> {
    let mut left = 0.0;
    let ends = text[line.clone()]
        .grapheme_indices(true)
        .map(|(offset, letter)| line.start + offset + letter.len());
    ends.map(|end| {
        let right = x_of(text, line, end, measure);
        let place = (left, right - left);
        left = right;
        place
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is ten wide.
    struct Tens;

    impl Measure for Tens {
        fn width(&mut self, text: &str) -> f32 {
            text.graphemes(true).count() as f32 * 10.0
        }
    }

    fn broken(text: &str, room: f32) -> Vec<&str> {
        wrap(text, room, &mut Tens)
            .into_iter()
            .map(|line| &text[line])
            .collect()
    }

    #[test]
    fn breaks_between_words_and_within_them_at_need() {
        assert_eq!(broken("the old mill", 70.0), ["the old ", "mill"]);
        assert_eq!(broken("가나다라마바사", 30.0), ["가나다", "라마바", "사"]);
        assert_eq!(broken("a b\n\nc", 100.0), ["a b", "", "c"]);
        assert_eq!(broken("", 100.0), [""]);
    }

    /// Every letter alone is ten wide, and beside another one eleven.
    struct Growing;

    impl Measure for Growing {
        fn width(&mut self, text: &str) -> f32 {
            let letters = text.graphemes(true).count() as f32;
            (letters * 11.0 - 1.0).max(0.0)
        }
    }

    #[test]
    fn no_line_is_wider_than_the_room_though_its_letters_are_not() {
        let text = "the old mill by the river and the bridge";
        let lines = wrap(text, 100.0, &mut Growing);
        for line in &lines {
            assert!(Growing.width(text[line.clone()].trim_end()) <= 100.0);
        }
        let drawn: Vec<&str> = lines.into_iter().map(|line| &text[line]).collect();
        assert_eq!(
            drawn,
            ["the old ", "mill by ", "the river ", "and the ", "bridge"]
        );
    }

    #[test]
    fn blanks_hang_over_the_edge() {
        assert_eq!(broken("ab    c", 20.0), ["ab    ", "c"]);
        assert_eq!(broken("ab ", 20.0), ["ab "]);
        assert_eq!(broken("   ab", 20.0), ["   ", "ab"]);
    }

    #[test]
    fn a_box_too_narrow_for_a_letter_still_shows_them() {
        assert_eq!(broken("ab", 1.0), ["a", "b"]);
    }

    #[test]
    fn a_press_puts_the_caret_at_the_nearest_gap() {
        let text = "the old mill";
        let lines = wrap(text, 70.0, &mut Tens);
        assert_eq!(letter_at(text, &lines, 0, 14.0, &mut Tens), 1);
        assert_eq!(letter_at(text, &lines, 0, 16.0, &mut Tens), 2);
        assert_eq!(letter_at(text, &lines, 1, 0.0, &mut Tens), 8);
        assert_eq!(letter_at(text, &lines, 9, 999.0, &mut Tens), 12);
    }

    #[test]
    fn letters_stand_one_after_another() {
        assert_eq!(
            places("ab", &(0..2), &mut Tens),
            [(0.0, 10.0), (10.0, 10.0)]
        );
        assert_eq!(line_of(&[0..8, 8..12], 8), 1);
    }
}
