//! Text in the units of the library, which was built with 16 or with 32 bits for each.

/// Units of either size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Buffer {
    /// UTF-16.
    Narrow(Vec<u16>),
    /// UTF-32.
    Wide(Vec<u32>),
}

/// The size of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitSize {
    /// 16 bits.
    Narrow,
    /// 32 bits.
    Wide,
}

impl Buffer {
    /// Makes one of so many zero units.
    pub fn zeroed(size: UnitSize, count: usize) -> Buffer {
        match size {
            UnitSize::Narrow => Buffer::Narrow(vec![0; count]),
            UnitSize::Wide => Buffer::Wide(vec![0; count]),
        }
    }

    /// Gives the number of units.
    pub fn len(&self) -> usize {
        match self {
            Buffer::Narrow(units) => units.len(),
            Buffer::Wide(units) => units.len(),
        }
    }

    /// Keeps the first units.
    pub fn truncate(&mut self, count: usize) {
        match self {
            Buffer::Narrow(units) => units.truncate(count),
            Buffer::Wide(units) => units.truncate(count),
        }
    }

    /// Gives the cells of units of Unicode Braille.
    pub fn cells(&self) -> Vec<u8> {
        match self {
            Buffer::Narrow(units) => units.iter().map(|unit| unit.to_le_bytes()[0]).collect(),
            Buffer::Wide(units) => units.iter().map(|unit| unit.to_le_bytes()[0]).collect(),
        }
    }

    /// Gives the text; what is no character becomes a replacement mark.
    pub fn text(&self) -> String {
        let mark = char::REPLACEMENT_CHARACTER;
        match self {
            Buffer::Narrow(units) => String::from_utf16_lossy(units),
            Buffer::Wide(units) => units
                .iter()
                .map(|unit| char::from_u32(*unit).unwrap_or(mark))
                .collect(),
        }
    }
}

/// The bit that makes a unit a cell.
const DOTS: u16 = 0x8000;

/// Units and, for each, the character to which it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Units {
    pub buffer: Buffer,
    pub owners: Vec<usize>,
}

impl Units {
    /// Takes a text apart. A NUL would end it for the library and becomes a space.
    pub fn of_text(text: &str, size: UnitSize) -> Units {
        let characters = text.chars().map(|one| if one == '\0' { ' ' } else { one });
        let mut owners = Vec::with_capacity(text.len());
        let buffer = match size {
            UnitSize::Wide => {
                let units: Vec<u32> = characters.map(u32::from).collect();
                owners.extend(0..units.len());
                Buffer::Wide(units)
            }
            UnitSize::Narrow => {
                let mut units = Vec::with_capacity(text.len());
                for (place, character) in characters.enumerate() {
                    let encoded = character.encode_utf16(&mut [0; 2]).to_vec();
                    owners.extend(encoded.iter().map(|_| place));
                    units.extend(encoded);
                }
                Buffer::Narrow(units)
            }
        };
        Units { buffer, owners }
    }

    /// Takes cells in the library's own form, which every version reads; 3.24 does not read Unicode Braille.
    pub fn of_cells(cells: &[u8], size: UnitSize) -> Units {
        let owners = (0..cells.len()).collect();
        let buffer = match size {
            UnitSize::Narrow => {
                Buffer::Narrow(cells.iter().map(|cell| DOTS | u16::from(*cell)).collect())
            }
            UnitSize::Wide => Buffer::Wide(
                cells
                    .iter()
                    .map(|cell| u32::from(DOTS) | u32::from(*cell))
                    .collect(),
            ),
        };
        Units { buffer, owners }
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, UnitSize, Units};

    #[test]
    fn keeps_characters_together_in_either_size() {
        let text = "a😀가\0";
        let wide = Units::of_text(text, UnitSize::Wide);
        assert_eq!(wide.owners, [0, 1, 2, 3]);
        let narrow = Units::of_text(text, UnitSize::Narrow);
        assert_eq!(narrow.owners, [0, 1, 1, 2, 3]);
        assert_eq!(wide.buffer.text(), "a😀가 ");
        assert_eq!(narrow.buffer.text(), "a😀가 ");
        assert_eq!(Buffer::Wide(vec![0x2803, 0xD800]).text(), "⠃\u{FFFD}");
    }
}
