//! Computer Braille: one cell for each character of ASCII, a code for every other. Used where no table is at hand.

use super::{Cells, Translate};
use crate::text::Lang;

/// Braille ASCII: the character at place n is shown by the cell n of six dots.
const SIX_DOTS: &str = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=";

/// Computer Braille.
#[derive(Clone, Copy, Debug, Default)]
pub struct Computer;

impl Translate for Computer {
    fn translate(&self, text: &str, _lang: &Lang) -> Cells {
        let mut cells = Cells::default();
        for (index, letter) in text.chars().enumerate() {
            cells.char_to_cell.push(cells.cells.len());
            match cell(letter) {
                Some(cell) => cells.cells.push(cell),
                // No cell of its own: its number, in a frame that no text has.
                None => {
                    cells.cells.push(0xff);
                    cells
                        .cells
                        .extend(format!("{:x}", u32::from(letter)).chars().filter_map(cell));
                }
            }
            cells.cell_to_char.resize(cells.cells.len(), index);
        }
        cells
    }
}

/// The character that a cell typed on a Perkins keyboard stands for; dot 7 makes a capital.
pub fn letter(cell: u8) -> Option<char> {
    if cell & 0x80 != 0 {
        return None;
    }
    let letter = SIX_DOTS.chars().nth(usize::from(cell & 0x3f))?;
    let small = letter.to_ascii_lowercase();
    Some(if cell & 0x40 == 0 { small } else { letter })
}

/// The character of Braille ASCII for a cell; embossers know no dots 7 and 8.
pub(super) fn ascii(cell: u8) -> char {
    let letter = SIX_DOTS.as_bytes().get(usize::from(cell & 0x3f));
    letter.map_or(' ', |letter| char::from(*letter))
}

/// The cell of a character; capitals have dot 7.
fn cell(letter: char) -> Option<u8> {
    let place = |letter: char| {
        SIX_DOTS
            .find(letter)
            .and_then(|place| u8::try_from(place).ok())
    };
    match letter {
        'a'..='z' => place(letter.to_ascii_uppercase()),
        'A'..='Z' => place(letter).map(|cell| cell | 0x40),
        '`' | '{' | '|' | '}' | '~' => {
            place(char::from(letter as u8 - 0x20)).map(|cell| cell | 0x40)
        }
        _ => place(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::braille::unicode;

    #[test]
    fn what_is_typed_is_what_is_shown() {
        for letter in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
            assert_eq!(cell(letter).and_then(super::letter), Some(letter));
        }
        assert_eq!(super::letter(0x80), None);
    }

    #[test]
    fn every_character_has_its_cells_and_none_is_blank() {
        let cells = Computer.translate("Ab 3~", &Lang::new("en"));
        assert_eq!(unicode(&cells.cells), "⡁⠃⠀⠒⡘");
        let hangul = Computer.translate("가a", &Lang::new("ko"));
        assert_eq!(unicode(&hangul.cells), "⣿⠁⠉⠴⠴⠁");
        assert_eq!(
            (hangul.char_to_cell, hangul.cell_to_char),
            (vec![0, 5], vec![0, 0, 0, 0, 0, 1])
        );
    }
}
