//! Freedom Scientific displays: Focus, all generations, and PAC Mate.
//!
//! The device's story. Every packet has four bytes, `type a b c`; if bit 7 of the type is set, `a` bytes of data follow
//! and one that makes all bytes of the packet add up to 0. The host asks who is there (`00`); the device acknowledges
//! and tells maker, model and firmware. Each write is acknowledged (`01`) or refused (`02`) before the next one.
//!
//! What surprises:
//!
//! - Key packets are the state of 24 keys; routing keys tell press and release one by one.
//! - Firmware 3 and later has rockers that it tells of only after it was asked to (`0F 02`).
//! - A display that has no time for a whole line refuses with "time-out": then the line is sent in smaller parts.
//! - The first generation (44, 70 and 84 cells) has its pins in another order.
//! - There is no start byte: after noise, the types and lengths that exist show the way.
//!
//! What we chose to limit: beeper and firmness are left alone; the second row of buttons of a PAC Mate acts as the first.

mod keys;
pub use keys::gestures;

mod packet;

mod protocol;

mod display;
pub use display::display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Setting};

/// The line: 57600 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(57_600);

/// Gives the ways to talk to a Focus: there is one.
pub(crate) fn candidates() -> Vec<Candidate> {
    vec![Candidate {
        setting: SETTING,
        protocol: Box::new(protocol::Focus::default()),
    }]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
