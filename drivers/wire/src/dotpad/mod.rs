//! The Dot Pad (Dot Inc., Seoul): a field of pins for pictures and, on most, a line of text below it.
//!
//! The device's story. Packets are `AA 55 length destination command number data sum`. The host asks for the board:
//! what the device has, how long its lines are, how long its pins take. A line is written to a destination of its own;
//! the device answers at once whether it has understood (`0201`) and later, when the pins stand, that it is done (`0202`).
//!
//! What surprises:
//!
//! - The pins are slow: the next write waits for "done", and gets the newest cells.
//! - Its keys are bitmaps whose highest bit is the first key.
//! - Cells are sent in the order of the pins. (NVDA sends the text line in the usual order and marks it by the packet's
//!   number; the unmarked order is BRLTTY's.)
//!
//! What we chose to limit: the line of text, or the first line of the field where there is none. Pictures are not sent.

mod keys;
pub use keys::gestures;

mod packet;

mod protocol;

mod display;
pub use display::display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Setting};

/// The line: 115200 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(115_200);

/// Gives the ways to talk to a Dot Pad: there is one.
pub(crate) fn candidates() -> Vec<Candidate> {
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::DotPad::default()),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
