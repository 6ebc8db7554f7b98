//! The code of a character that has no cells of its own: ⣿, then its number in hexadecimal digits, as computer Braille
//! shows them, each with dot 7; the last has dot 8 too, so the code says itself where it ends.
//!
//! 😀 is U+1F600: ⣿ ⡂ ⡋ ⡖ ⡴ ⣴.

use crate::hangul::row;

pub(crate) const FRAME: u8 = 0xff;
const DIGIT: u8 = 0x40;
const LAST: u8 = 0xc0;
const DIGITS: [u8; 16] = row([
    '⠴', '⠂', '⠆', '⠒', '⠲', '⠢', '⠖', '⠶', '⠦', '⠔', '⠁', '⠃', '⠉', '⠙', '⠑', '⠋',
]);

/// Writes the code of a character.
pub(crate) fn write(letter: char, cells: &mut Vec<u8>) {
    cells.push(FRAME);
    let number = u32::from(letter);
    let count = (u32::BITS - number.leading_zeros()).div_ceil(4).max(1);
    for place in (0..count).rev() {
        let digit = (number >> (4 * place) & 0xf) as usize;
        let mark = if place == 0 { LAST } else { DIGIT };
        cells.push(DIGITS.get(digit).copied().unwrap_or_default() | mark);
    }
}

/// The character whose code begins these cells, and how long the code is.
pub(crate) fn read(cells: &[u8]) -> Option<(char, usize)> {
    let (frame, digits) = cells.split_first()?;
    if *frame != FRAME {
        return None;
    }
    let mut number = 0_u32;
    for (index, cell) in digits.iter().enumerate().take(6) {
        let digit = DIGITS.iter().position(|digit| *digit == cell & 0x3f)?;
        number = number << 4 | u32::try_from(digit).ok()?;
        match cell & LAST {
            LAST => return char::from_u32(number).map(|letter| (letter, index + 2)),
            DIGIT => {}
            _ => return None,
        }
    }
    None
}
