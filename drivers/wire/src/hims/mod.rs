//! HIMS (Selvas) displays and note-takers: Braille Sense, Smart Beetle, Braille EDGE, QBraille, SyncBraille.
//!
//! The device's story. The host talks first. It asks `1C S X 1F`, and only a device of that kind echoes the
//! four bytes; all others keep silent, so the host works down a list of letters and waits after each. Then it
//! asks for the number of cells, up to three times, because old firmware never answers. A SyncBraille is the
//! other way round: it has no letters but tells its cells, so we ask twice for letters before we believe that. From
//! then on the host writes all cells at once in a packet with a checksum, and the device sends ten bytes for each
//! routing key and for each chord.
//!
//! What surprises:
//!
//! - A chord comes when its last key is let go, in one packet; how long it was held cannot be known.
//! - A routing key tells only that it was pressed.
//! - Nothing is acknowledged, nothing keeps the line alive, a damaged packet is dropped in silence by both sides.
//!   So after a long silence the cells are written again: the device may have been off in between.
//! - A Braille EDGE may answer to the letters of the Braille Sense, too; so after `BS` we still ask for `BE`.
//! - A Smart Beetle answers to `LX` like a note-taker and is known by its 14 cells.
//! - A modem or a loop echoes the letters as a device does, but it also echoes the question for the count: then
//!   nobody is here.
//! - The device must be set to "terminal for screen reader" by its owner, or it keeps silent altogether.
//!
//! What we chose to limit: packets from the device have ten bytes, requests are cut at 255 cells, 25 writes a second.
//! An eMotion in its legacy mode has letters that do not tell it from others: its owner names it. In its other mode it
//! speaks standard HID Braille, as a QBraille may, and is not handled here.

mod frame;
mod message;

mod model;
pub use model::{Identity, Model};

mod keys;
pub use keys::{bit_of, gestures, key_of};

mod protocol;

mod display;
pub use display::{display, display_with_old_firmware};

use crate::machine::Candidate;
use crate::{Machine, Moment, Setting};

/// The line: 115200 bits per second, no parity, no flow control.
pub const SETTING: Setting = Setting::plain(115_200);

/// The models that can be named on the command line: those that their letters do not tell.
pub(crate) const MODELS: &[&str] = &["emotion"];

/// Gives the ways to talk to a HIMS device: there is one.
pub(crate) fn candidates(model: Option<&str>) -> Vec<Candidate> {
    let named = model.map(|_| Model::Emotion);
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::Hims::new(named)),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(None), now)
}
