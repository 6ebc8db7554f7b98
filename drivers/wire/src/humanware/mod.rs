//! HumanWare displays: Brailliant BI and B, APH Chameleon 20 and Mantis Q40, NLS eReader, BrailleOne, BrailleNote Touch.
//!
//! The device's story. The host sends `1B 00 00`; the device answers whether it is still starting, which model it is and
//! how many cells it has. While it is starting the host asks again every tenth of a second. Then the host writes all
//! cells in one packet, and the device sends a packet for each key that goes down and each that comes up.
//!
//! What surprises:
//!
//! - The line has **even parity**.
//! - Packets are `1B type length data` without checksum or escapes, so a lost byte would make the next packet part of
//!   this one. We know which lengths and key codes there are, and take everything else for noise.
//! - It needs up to a second after the port was opened; we ask more than once.
//! - Older Brailliants give model 0; they are told apart by their number of cells.
//! - It says when it switches itself off (`10`); then we ask until it is back.
//!
//! What we chose to limit: we do not keep it awake, since its battery is its owner's; firmware and settings are left
//! alone.

mod keys;
pub use keys::gestures;

mod packet;

mod protocol;

mod display;
pub use display::display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Parity, Setting};

/// The line: 115200 bits per second, even parity.
pub const SETTING: Setting = Setting::with_parity(115_200, Parity::Even);

/// Gives the ways to talk to a HumanWare device: there is one.
pub(crate) fn candidates() -> Vec<Candidate> {
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::HumanWare::default()),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
