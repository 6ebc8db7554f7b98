//! EuroBraille displays: Esys, Esytime, Iris, b.note, b.book; and the older Clio, NoteBraille and Scriba.
//!
//! The device's story. There are two languages. In the newer one (`esys`) a packet is `02 length type sub data 03`;
//! the host asks `S I`, and the device answers in several packets: name, cells (`S G`), model (`S T`) and more, until
//! it says `S I` itself. In the older one (`clio`) packets are numbered and acknowledged, and carry their sum.
//!
//! What surprises:
//!
//! - The line has **even parity**.
//! - Braille keys come as chords, the switches and joysticks of an Esys as states, the keys of an Iris as chords.
//! - Cells are counted from 1 in routing packets, which also tell of double and repeated clicks.
//! - An Iris says `T L` every two seconds and wants it echoed.
//! - After its owner has left the device's own menu (`R P`) all cells are written again.
//! - A device of the newer kind would take the older question for the beginning of a very long packet: it is asked
//!   in its own language first.
//!
//! What we leave alone: the HID mode, PC keyboard codes, the visual display of old models.

mod keys;
pub use keys::gestures;

mod esys;

mod clio;

mod display;
pub use display::{clio_display, esys_display};

use crate::machine::{self, Candidate};
use crate::protocol::Protocol;
use crate::{Machine, Moment, Parity, Setting};

/// The line: 9600 bits per second, even parity.
pub const SETTING: Setting = Setting::with_parity(9_600, Parity::Even);

/// The languages by which a model can be named on the command line.
pub(crate) const MODELS: &[&str] = &["esys", "clio"];

/// Gives the ways to talk to a EuroBraille device, or only one of them.
pub(crate) fn candidates(model: Option<&str>) -> Vec<Candidate> {
    let all: [(&str, Setting, Box<dyn Protocol>); 2] = [
        ("esys", SETTING, Box::new(esys::Esys::default())),
        ("clio", SETTING, Box::new(clio::Clio::default())),
    ];
    machine::candidates(all, model)
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(None), now)
}
