//! Braille translation by liblouis, if it is installed.
//!
//! The library is looked for when it is first asked for, so Maru starts without it. It keeps one cache of tables
//! for the whole process and is not made for threads, so one call at a time is let in. The first use of a table
//! reads it from disk and takes up to a tenth of a second: [`Worker`] does it in the background.
//!
//! The Korean tables of liblouis follow the rules of 2006, not today's; Maru has its own.

mod library;

mod units;

mod worker;

use library::Library;
use units::Units;
pub use worker::{Answer, Worker};

/// A text longer than this is no line; nobody waits for its translation.
const CHARACTERS_MAX: usize = 8_192;

/// Dots come out as dots, in the range of Unicode Braille.
const DOTS_IN_UNICODE: i32 = 4 | 64;

/// Dots go in as dots; those that mean nothing come out as nothing, and not as their numbers.
const DOTS: i32 = 4 | 128;

/// The library, ready to translate.
#[derive(Clone, Copy, Debug)]
pub struct Louis {
    library: &'static Library,
}

/// liblouis is not installed or is of an unknown kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("liblouis cannot be used ({0}); install the package liblouis20 and liblouis-data")]
pub struct LouisMissing(String);

/// Why a text was not translated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LouisError {
    /// The name is not that of a table.
    #[error("'{0}' is no table name; write it as in en-ueb-g1.ctb")]
    TableName(String),
    /// The table is not installed or has faults.
    #[error("the Braille table '{0}' cannot be read; install the package liblouis-data")]
    Table(String),
    /// The text is longer than any line.
    #[error("a text of {0} characters is too long to translate at once")]
    TooLong(usize),
    /// The library gave up.
    #[error("liblouis could not translate with the table '{0}'")]
    Failed(String),
}

/// Cells and the way between them and the text. Places are counted from 0, in `char`s and in cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translated {
    /// The cells; dot n is bit n-1.
    pub cells: Vec<u8>,
    /// For each character the cell in which it begins.
    pub char_to_cell: Vec<usize>,
    /// For each cell the character to which it belongs.
    pub cell_to_char: Vec<usize>,
    /// The cell of the cursor, if one was given.
    pub cursor: Option<usize>,
}

/// Gives the table for a language tag, if liblouis has one that is right for it both ways; where there is no such
/// contracted one, the uncontracted. (`ne.ctb` of liblouis 3.24 has no blank; the contracted tables of Vietnamese
/// only lead to Braille.)
pub fn table_for(language: &str, is_contracted: bool) -> Option<&'static str> {
    match (language.split('-').next()?, is_contracted) {
        ("en", false) => Some("en-ueb-g1.ctb"),
        ("en", true) => Some("en-ueb-g2.ctb"),
        ("vi", _) => Some("vi-vn-g0.utb"),
        ("sw", false) => Some("sw-ke-g1.utb"),
        ("sw", true) => Some("sw-ke-g2.ctb"),
        ("ne", _) => Some("np-in-g1.utb"),
        _ => None,
    }
}

impl Louis {
    /// Finds the library on this computer.
    pub fn load() -> Result<Louis, LouisMissing> {
        let library = Library::the_one().map_err(LouisMissing)?;
        Ok(Louis { library })
    }

    /// Gives the version of the library.
    pub fn version(&self) -> String {
        self.library.version()
    }

    /// Tells whether a table is installed and sound.
    pub fn has_table(&self, table: &str) -> bool {
        checked_name(table).is_ok_and(|name| self.library.check_table(&name))
    }

    /// Translates a text of any length to Braille, a piece at a time, cut behind blanks.
    pub fn translate_long(&self, table: &str, text: &str) -> Result<Translated, LouisError> {
        let mut whole = Translated::default();
        for piece in pieces(text) {
            whole.append(self.translate(table, piece, None)?);
        }
        Ok(whole)
    }

    /// Translates a line of text to Braille. `cursor` is the character at which the cursor stands.
    pub fn translate(
        &self,
        table: &str,
        text: &str,
        cursor: Option<usize>,
    ) -> Result<Translated, LouisError> {
        let name = self.usable(table)?;
        let characters = checked_length(text.chars().count())?;
        let units = Units::of_text(text, self.library.unit_size());
        // A character seldom needs more than six cells; if it does, the second try has room for it.
        for room in [characters * 6 + 64, characters * 32 + 1_024] {
            let Some(raw) = self
                .library
                .translate(&name, &units.buffer, room, DOTS_IN_UNICODE)
            else {
                return Err(LouisError::Failed(table.to_owned()));
            };
            if raw.consumed == units.buffer.len() {
                let cursor = cursor.filter(|place| *place <= characters);
                return Ok(mapped(&raw, &units, characters, cursor));
            }
        }
        Err(LouisError::Failed(table.to_owned()))
    }

    /// Translates cells back to text: what was typed on a Perkins keyboard.
    pub fn back_translate(&self, table: &str, cells: &[u8]) -> Result<String, LouisError> {
        let name = self.usable(table)?;
        let count = checked_length(cells.len())?;
        let units = Units::of_cells(cells, self.library.unit_size());
        let room = count * 32 + 1_024;
        let raw = self
            .library
            .back_translate(&name, &units.buffer, room, DOTS);
        let raw = raw.filter(|raw| raw.consumed == units.buffer.len());
        raw.map(|raw| raw.output.text())
            .ok_or_else(|| LouisError::Failed(table.to_owned()))
    }

    fn usable(&self, table: &str) -> Result<std::ffi::CString, LouisError> {
        let name = checked_name(table)?;
        let sound = self.library.check_table(&name);
        sound
            .then_some(name)
            .ok_or_else(|| LouisError::Table(table.to_owned()))
    }
}

impl Translated {
    fn append(&mut self, more: Translated) {
        let (cells, chars) = (self.cells.len(), self.char_to_cell.len());
        self.cells.extend(more.cells);
        let starts = more.char_to_cell.into_iter().map(|cell| cell + cells);
        self.char_to_cell.extend(starts);
        let owners = more.cell_to_char.into_iter().map(|place| place + chars);
        self.cell_to_char.extend(owners);
    }
}

/// A text in pieces that the library takes, each but the last ending with a blank where there is one.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    const PIECE: usize = CHARACTERS_MAX / 4;
    let mut rest = text;
    std::iter::from_fn(move || {
        let limit = rest.char_indices().nth(PIECE).map(|(byte, _)| byte);
        let end = limit.map_or(rest.len(), |limit| {
            let blank = rest.get(..limit).and_then(|piece| piece.rfind(' '));
            blank.map_or(limit, |blank| blank + 1)
        });
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

fn checked_length(count: usize) -> Result<usize, LouisError> {
    let fits = count <= CHARACTERS_MAX;
    fits.then_some(count).ok_or(LouisError::TooLong(count))
}

/// A table is named, never pointed at by a path: names come from settings and city packs.
fn checked_name(table: &str) -> Result<std::ffi::CString, LouisError> {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.,".contains(&byte);
    let is_name = !table.is_empty() && table.len() <= 200 && table.bytes().all(sound);
    let refused = || LouisError::TableName(table.to_owned());
    let name = std::ffi::CString::new(table).map_err(|_| refused())?;
    is_name.then_some(name).ok_or_else(refused)
}

/// Turns the library's places, which count units, into places that count characters.
fn mapped(
    raw: &library::Raw,
    units: &Units,
    characters: usize,
    cursor: Option<usize>,
) -> Translated {
    let cells = raw.output.cells();
    let last_cell = cells.len().saturating_sub(1);
    let place = |place: &i32| usize::try_from(*place).unwrap_or(0);
    let mut char_to_cell = vec![0; characters];
    // Backwards, so that the first unit of each character has the last word.
    for (character, cell) in units.owners.iter().zip(&raw.output_places).rev() {
        if let Some(slot) = char_to_cell.get_mut(*character) {
            *slot = place(cell).min(last_cell);
        }
    }
    let owner = |unit: &i32| units.owners.get(place(unit)).copied();
    let last_character = characters.saturating_sub(1);
    let cell_to_char: Vec<usize> = raw
        .input_places
        .iter()
        .take(cells.len())
        .map(|unit| owner(unit).unwrap_or(last_character))
        .collect();
    // Behind the last character the cursor stands behind the last cell.
    let cursor = cursor.map(|at| char_to_cell.get(at).copied().unwrap_or(cells.len()));
    Translated {
        cells,
        char_to_cell,
        cell_to_char,
        cursor,
    }
}
