//! The page for the eye as the cells that Slint draws. Pure: a window is only needed to measure text.

use crate::{
    images::Images,
    lines::{Measure, line_of, wrap, x_of},
    metrics::Sizes,
    slint_window::{Band, Box as BoxView, Cell, Shape as Drawn},
};
use maru_page::{
    Icon, ImageId, NodeId,
    screen::{FieldShape, Item, Screen, Shape},
};
use slint::SharedString;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Everything the window shows of a page.
#[derive(Default)]
pub struct Picture {
    /// The rows of the page.
    pub bands: Vec<Band>,
    /// Top left.
    pub back: Option<Cell>,
    /// Top right.
    pub help: Option<Cell>,
    /// Between the two.
    pub voice: Option<Cell>,
    /// The buttons that it shows.
    pub voice_keys: Vec<Cell>,
    /// Bottom right.
    pub primary: Option<Cell>,
    /// The title of the page.
    pub title: String,
    /// What just happened.
    pub notice: SharedString,
    /// Whether it stands below the page; else it scrolls with it.
    pub notice_pinned: bool,
    /// How much room it takes there.
    pub notice_tall: f32,
    /// Which node each index stands for.
    pub ids: Vec<NodeId>,
    /// The fields' texts by index.
    pub texts: BTreeMap<usize, BoxText>,
    /// The indices of what has a box below its label and hint.
    pub boxed: BTreeSet<usize>,
    /// Which index has the focus.
    pub focus: Option<usize>,
    /// How wide the things of this page are.
    pub column: f32,
}

/// A field's text as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoxText {
    /// The text.
    pub shown: String,
    /// Its lines.
    pub lines: Vec<Range<usize>>,
}

/// Lays out a page. `preedit` is what an input method is composing at the caret.
pub fn picture(
    screen: &Screen,
    sizes: &Sizes,
    preedit: &str,
    images: &Images,
    measure: &mut impl Measure,
) -> Picture {
    let tiles = screen
        .body
        .iter()
        .any(|item| matches!(item.shape, Shape::Tile(_)));
    let column = if tiles { sizes.frame } else { sizes.measure };
    let mut maker = Maker {
        picture: Picture {
            column,
            ..Picture::default()
        },
        room: column - 2.0 * sizes.pad - sizes.caret,
        keeps_words: screen.lang.primary() == "ko",
        preedit,
        images,
        measure,
    };
    let mut cells: Vec<Cell> = screen.body.iter().map(|item| maker.cell(item)).collect();
    let [back, help, primary] = [&screen.back, &screen.help, &screen.primary]
        .map(|item| item.as_ref().map(|item| maker.cell(item)));
    let mut voice = screen.voice.iter().map(|item| maker.cell(item));
    let (button, voice_keys) = (voice.next(), voice.collect());
    let bands = bands(&mut cells, tiles && sizes.paired);
    let notice = maker.optional(&screen.notice);
    let title = screen.title.clone();
    Picture {
        bands,
        back,
        help,
        voice: button,
        voice_keys,
        primary,
        notice,
        title,
        ..maker.picture
    }
}

/// About how tall the notice is below the page. `measure` measures at the size of `lead`.
pub fn notice_height(picture: &Picture, sizes: &Sizes, measure: &mut impl Measure) -> f32 {
    if picture.notice.is_empty() {
        return 0.0;
    }
    let size = if sizes.compact {
        sizes.small
    } else {
        sizes.body
    };
    let beside = if picture.primary.is_some() && sizes.pinned {
        8.0 * sizes.lead
    } else {
        0.0
    };
    let room = (sizes.frame - 1.4 * sizes.body - 3.0 * sizes.pad - beside).max(size);
    // Bold letters are wider than those that were measured, and lines are never quite full.
    let width = measure.width(&picture.notice) * size / sizes.lead * 1.2;
    (width / room).ceil() * size * 1.5 + 4.0 * sizes.pad
}

/// Two tiles that follow one another stand beside each other.
fn bands(cells: &mut Vec<Cell>, paired: bool) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for cell in cells.drain(..) {
        match bands.last_mut() {
            Some(last)
                if paired
                    && !last.pair
                    && last.first.shape == Drawn::Tile
                    && cell.shape == Drawn::Tile =>
            {
                (last.second, last.pair) = (cell, true);
            }
            _ => bands.push(Band {
                first: cell,
                ..Band::default()
            }),
        }
    }
    bands
}

struct Maker<'a, M> {
    picture: Picture,
    room: f32,
    keeps_words: bool,
    preedit: &'a str,
    images: &'a Images,
    measure: &'a mut M,
}

impl<M: Measure> Maker<'_, M> {
    fn cell(&mut self, item: &Item) -> Cell {
        let index = self.picture.ids.len();
        self.picture.ids.push(item.id.clone());
        if item.focused {
            self.picture.focus = Some(index);
        }
        let mut cell = Cell {
            index: index as i32,
            label: self.words(&item.label),
            hint: self.optional(&item.hint),
            state: self.optional(&item.state),
            refused: self.optional(&item.refused),
            number: item.number.map_or(0, |number| number as i32),
            icon: -1,
            focused: item.focused,
            disabled: item.disabled,
            ..Cell::default()
        };
        if let Some(picture) = &item.picture {
            self.image(&mut cell, picture, 0.2);
        }
        match &item.shape {
            Shape::Heading(level) => (cell.shape, cell.level) = (Drawn::Heading, i32::from(*level)),
            Shape::Paragraph => cell.shape = Drawn::Paragraph,
            Shape::Tile(icon) => (cell.shape, cell.icon) = (Drawn::Tile, icon_index(*icon)),
            Shape::Choice(on) => (cell.shape, cell.on) = (Drawn::Choice, *on),
            Shape::Check(on) => (cell.shape, cell.on) = (Drawn::Check, *on),
            Shape::Field(field) => {
                cell.shape = Drawn::Field;
                self.picture.boxed.insert(index);
                cell.r#box = self.text_box(index, field, item.focused);
            }
            Shape::Row {
                value,
                active,
                icon,
            } => {
                (cell.shape, cell.active) = (Drawn::Row, *active);
                cell.value = self.words(value);
                cell.icon = icon.map_or(-1, icon_index);
            }
            Shape::Button { icon, .. } => {
                (cell.shape, cell.icon) = (Drawn::Button, icon.map_or(-1, icon_index))
            }
            Shape::Progress(done, of) => {
                (cell.shape, cell.done, cell.of) = (Drawn::Progress, count(*done), count(*of));
            }
            Shape::Range(range) => {
                cell.shape = Drawn::Range;
                self.picture.boxed.insert(index);
                cell.value = self.words(&range.value);
                cell.part = range.part.map_or(-1.0, |part| part as f32);
                (cell.least, cell.most) = ((&range.least).into(), (&range.most).into());
                (cell.can_less, cell.can_more) = (range.can_less, range.can_more);
            }
            Shape::Rank { place, up, down } => {
                (cell.shape, cell.number) = (Drawn::Rank, place.map_or(0, count));
                (cell.on, cell.can_more, cell.can_less) = (place.is_some(), *up, *down);
            }
            Shape::Image(id) => {
                (cell.shape, cell.icon) = (Drawn::Image, icon_index(Icon::Photo));
                self.image(&mut cell, id, 0.6);
            }
        }
        cell
    }

    /// As wide as the column and no taller than leaves room for the question (a part of the column's width); small ones
    /// grow to twice their size.
    fn image(&self, cell: &mut Cell, id: &ImageId, tallest: f32) {
        let Some(Some(image)) = self.images.get(id) else {
            return;
        };
        let (width, height) = (image.size().width as f32, image.size().height as f32);
        let column = self.picture.column;
        let scale = (column / width).min(tallest * column / height).min(2.0);
        cell.picture = image.clone();
        (cell.picture_width, cell.picture_height) = (width * scale, height * scale);
    }

    fn text_box(&mut self, index: usize, field: &FieldShape, focused: bool) -> BoxView {
        let mut shown = field.shown.clone();
        let (mut caret, mut marked) = (field.caret, field.selection.clone());
        if focused && !self.preedit.is_empty() && shown.is_char_boundary(caret) {
            shown.insert_str(caret, self.preedit);
            marked = caret..caret + self.preedit.len();
            caret = marked.end;
        }
        // What Braille keys are building is underlined alone: typing goes on with it, not over it.
        let underlined = marked.is_empty() && !field.building.is_empty();
        if underlined {
            marked = field.building.clone();
        }
        let lines = wrap(&shown, self.room, self.measure);
        let mut at = |byte: usize| {
            let line = line_of(&lines, byte);
            (line as i32, x_of(&shown, &lines[line], byte, self.measure))
        };
        let ((caret_line, caret_x), (from_line, from_x), (to_line, to_x)) =
            (at(caret), at(marked.start), at(marked.end));
        let drawn: Vec<&str> = lines
            .iter()
            .map(|line| shown.get(line.clone()).unwrap_or_default())
            .collect();
        // An empty line is drawn as a blank, or it would have no height.
        let drawn: Vec<&str> = drawn
            .into_iter()
            .map(|line| if line.is_empty() { " " } else { line })
            .collect();
        let view = BoxView {
            lines: drawn.join("\n").into(),
            count: lines.len() as i32,
            caret_line,
            caret_x,
            marked: !marked.is_empty(),
            underlined,
            from_line,
            from_x,
            to_line,
            to_x,
            read_only: field.read_only,
            tall: field.multiline,
        };
        self.picture.texts.insert(index, BoxText { shown, lines });
        view
    }

    fn optional(&self, text: &Option<String>) -> SharedString {
        text.as_ref()
            .map(|text| self.words(text))
            .unwrap_or_default()
    }

    fn words(&self, text: &str) -> SharedString {
        if self.keeps_words {
            keep_words(text).into()
        } else {
            text.into()
        }
    }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Where an icon stands in `Icon::ALL`, and so in `icons.slint`.
pub fn icon_index(icon: Icon) -> i32 {
    Icon::ALL
        .iter()
        .position(|(own, _)| *own == icon)
        .map_or(-1, |index| index as i32)
}

/// Korean reads better when lines break between words, but Slint breaks between any two syllables:
/// word joiners forbid it. A word longer than the line is still broken.
pub fn keep_words(text: &str) -> String {
    let hangul = |letter: char| ('\u{AC00}'..='\u{D7A3}').contains(&letter);
    let mut kept = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    for letter in text.chars() {
        let joins = (hangul(before) && (hangul(letter) || letter.is_ascii_digit()))
            || (before.is_alphanumeric() && hangul(letter));
        if joins {
            kept.push('\u{2060}');
        }
        kept.push(letter);
        before = letter;
    }
    kept
}

#[cfg(test)]
mod tests;
