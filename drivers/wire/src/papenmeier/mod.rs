//! Papenmeier BRAILLEX, from the Compact 486 to the Live.
//!
//! The device's story. There are two languages. The first one is a memory: the host writes bytes at addresses, and
//! finds out who is there by a packet that is wrong on purpose, for which the device names itself. The second one sends
//! every byte as two, `3h 3l`, after a command and a length, and has a question of its own.
//!
//! What surprises:
//!
//! - In the first language the device translates cells to its own liking, unless each one's mode was set to "direct"
//!   before. An error afterwards means that it has forgotten: mode and cells are sent again.
//! - In the second language dot 1 is the highest bit, and the first revision wants two cells of nothing for the keys at
//!   either side.
//! - All keys of the second language come in one bitmap that is filled from its last bit down (`layout.rs`).
//! - RS-232 models want RTS and CTS; those on USB are faster and do without. We try each setting in turn.
//!
//! What we chose to limit: status cells stay empty, firmness is left alone, and a second row of routing keys acts as
//! the first. The layout of the bitmap has one source only.

mod model;
pub use model::Model;

mod keys;
pub use keys::gestures;

mod memory;

mod layout;
mod nibbles;

mod display;
pub use display::display;
pub(crate) use display::usual_display;

use crate::machine::{self, Candidate};
use crate::protocol::Protocol;
use crate::{Flow, Machine, Moment, Parity, Setting};

const fn rs232(baud: u32) -> Setting {
    Setting {
        baud,
        parity: Parity::None,
        flow: Flow::RtsCts,
    }
}

/// The settings by which a model can be named on the command line.
pub(crate) const MODELS: &[&str] = &["serial", "usb"];

/// Gives the ways to talk to a BRAILLEX, or only those over a serial port or over USB.
pub(crate) fn candidates(model: Option<&str>) -> Vec<Candidate> {
    let memory = || -> Box<dyn Protocol> { Box::new(memory::Memory::default()) };
    let nibbles = || -> Box<dyn Protocol> { Box::new(nibbles::Nibbles::default()) };
    let all = [
        ("serial", rs232(19_200), memory()),
        ("serial", rs232(19_200), nibbles()),
        ("serial", rs232(38_400), memory()),
        ("serial", rs232(38_400), nibbles()),
        ("usb", Setting::plain(115_200), nibbles()),
        ("usb", Setting::plain(57_600), nibbles()),
    ];
    machine::candidates(all, model)
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(None), now)
}
