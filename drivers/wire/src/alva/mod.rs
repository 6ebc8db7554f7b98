//! ALVA (Optelec) displays: ABT, Delphi, Satellite and Braille System of the nineties; BC624, BC640, BC680.
//!
//! The device's story. The old ones are asked with "ESC FUN 06 CR" and say "ESC ID= n", also by themselves when they
//! are switched on. The BC series is asked with "ESC ? ?" and then for its number of cells. Both take cells as
//! "ESC B start count cells", the old ones with a CR behind; so only what has changed is sent.
//!
//! What surprises:
//!
//! - A key of the old ones is two bytes, and its release has bit 7 in the second one; in the BC series bit 7 of the
//!   group means release, and bit 7 of a routing key means the second row.
//! - Status cells of the old ones come first in the numbering. On a Satellite and on a BC the owner chooses how many
//!   there are, so it is asked; on a BC they and an empty one are taken from its cells.
//! - A BC tells with the key `01 01` that its owner has changed its settings: then it is asked again.
//! - The Perkins keyboard of a BC is a PC keyboard until it was told to be "raw".
//!
//! What we chose to limit: status cells stay empty, a second row of routing keys acts as the first. The BC series has
//! not been proven against another program.

mod keys;
pub use keys::gestures;

mod abt;

mod bc;

mod display;
pub use display::{abt_display, bc_display};

use crate::machine::{self, Candidate};
use crate::protocol::Protocol;
use crate::{Machine, Moment, Setting};

/// The line: 9600 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(9_600);

/// The series by which a model can be named on the command line.
pub(crate) const MODELS: &[&str] = &["abt", "bc"];

/// Gives the ways to talk to an ALVA, or only one of them.
pub(crate) fn candidates(model: Option<&str>) -> Vec<Candidate> {
    let all: [(&str, Setting, Box<dyn Protocol>); 2] = [
        ("abt", SETTING, Box::new(abt::Abt::default())),
        ("bc", SETTING, Box::new(bc::Bc::default())),
    ];
    machine::candidates(all, model)
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(None), now)
}

const ESCAPE: u8 = 0x1B;

/// The cells from the first to the last one that changed, and where they begin; all if nothing is known.
fn changed<'a>(cells: &'a [u8], before: Option<&[u8]>) -> (usize, &'a [u8]) {
    let Some(before) = before.filter(|before| before.len() == cells.len()) else {
        return (0, cells);
    };
    let differs = |place: &usize| cells.get(*place) != before.get(*place);
    let first = (0..cells.len()).find(differs);
    let last = (0..cells.len()).rfind(differs);
    match (first, last) {
        (Some(first), Some(last)) => (first, &cells[first..=last]),
        _ => (0, &[]),
    }
}

/// Writes "ESC B start count cells".
fn write_from(start: usize, cells: &[u8]) -> Vec<u8> {
    let byte = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    let head = [ESCAPE, b'B', byte(start), byte(cells.len())];
    [&head, cells].concat()
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn only_what_has_changed_is_sent() {
        let cells = [1, 2, 3, 4];
        assert_eq!(changed(&cells, None), (0, &cells[..]));
        assert_eq!(changed(&cells, Some(&[1, 0, 3, 0])), (1, &cells[1..]));
        assert_eq!(changed(&cells, Some(&[0, 2, 3, 4])), (0, &cells[..1]));
        assert!(changed(&cells, Some(&cells)).1.is_empty());
    }
}
