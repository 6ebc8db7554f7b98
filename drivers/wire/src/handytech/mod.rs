//! Handy Tech (Help Tech) displays: Modular, Braille Star, Braillino, Active Braille, Basic Braille, Activator …
//!
//! The device's story. The host sends `FF`, the device answers `FE` and one byte that says which model it is.
//! Two generations share everything but the envelope. The old one takes `01`, status cells and text cells without
//! a length, and gives bare bytes; the new one ("Evolution") wraps the same bytes: `79 id length type data 16`.
//!
//! What surprises:
//!
//! - The line has **odd parity**; a host without parity hears nothing but noise.
//! - Each write is acknowledged (`7E`) or refused (`7D`), and must be before the next one. An acknowledgement
//!   that gets lost on the way costs a second, then the newest cells are written again.
//! - `FE` and the model without being asked means that it was switched on: all cells are written again.
//! - A key is its code, its release the code with bit 7; both may come in one read.
//! - The keys are named B1 to B8 by the maker and are not in the order of the dots.
//! - An Active Braille may confirm with one byte too many.
//! - The two halves of the space bar pan when pressed alone, and are the space bar with dots.
//!
//! What we leave alone: active tactile control, clock, firmness, Bluetooth PIN.

mod model;
pub use model::Model;

mod keys;
pub use keys::gestures;

mod protocol;

mod display;
pub use display::display;
pub(crate) use display::usual_display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Parity, Setting};

/// The line: 19200 bits per second, odd parity.
pub const SETTING: Setting = Setting::with_parity(19_200, Parity::Odd);

/// Gives the ways to talk to a Handy Tech device: there is one.
pub(crate) fn candidates() -> Vec<Candidate> {
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::HandyTech::default()),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
