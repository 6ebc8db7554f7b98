//! Baum displays and everything that copies them: Vario, PocketVario, VarioConnect, VarioUltra, Pronto!, the first
//! HumanWare Brailliant, APH Refreshabraille, Orbit Reader, NLS eReader Zoomax.
//!
//! The device's story. Packets are `1B code arguments` without a length or a checksum: the code decides how long they
//! are, and every 1B inside is doubled. The host asks for the identity (`84`) and for the number of cells, which
//! nobody tells when asked: it is told when a write of cells is cut short by the next packet, so the host begins
//! one on purpose. A device that never tells it has it in its name.
//!
//! What surprises:
//!
//! - Cells are written without a count. Too few, and the next packet is swallowed; too many become garbage. So nothing
//!   is written before the count is known, and a count told later is believed.
//! - Key packets are states of a whole group; presses and releases are the differences.
//! - A single 1B ends the packet before it, whatever was missing: that is how we find the way back after noise.
//! - 44, 68 and 84 cells include four for status, 56 include sixteen; they come behind the text and stay empty.
//! - On an Orbit Reader the space bar is where others have backspace.
//! - It says when it goes to sleep (`17`); then we ask until it is back.
//!
//! What we chose to limit: wheels, sensors and the modular devices of the nineties; for 64 cells a row of routing
//! keys is taken for 8 bytes, and two more that some send are passed over.

mod keys;
pub use keys::gestures;

mod packet;

mod protocol;

mod display;
pub use display::display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Setting};

/// The line: 19200 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(19_200);

/// Gives the ways to talk to a Baum device: there is one.
pub(crate) fn candidates() -> Vec<Candidate> {
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::Baum::default()),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
