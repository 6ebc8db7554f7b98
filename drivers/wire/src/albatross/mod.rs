//! Caiku Albatross 46 and 80.
//!
//! The device's story. It is the other way round: the display calls, `FF d FF d …`, where `d` describes it, until the
//! host accepts with `FE FF FE FF`. From then on the host writes the cells that changed, `FB (position cell)… FC`, and
//! the display sends one byte for each key.
//!
//! What surprises:
//!
//! - A display that hears no `FB … FC` for two seconds gives up and calls again, and keys pressed then are lost. So an
//!   empty one goes out every second and a half while nothing changes.
//! - Some keys are told when they go down and again, by the same byte, when they come up; the first of a chord encloses
//!   the others. All other keys are told once.
//! - The dots are the other way round: dot 1 is the highest bit.
//! - It works at 19200 or 9600 bits per second and does not say at which: we listen at either in turn.
//! - Its serial chip is a bare FT232, as in thousands of other things: nothing is sent before it has called twice.
//! - Status cells and an empty one beside them are taken from the 46 or 80.
//!
//! What we chose to limit: status cells stay empty, and the second row of routing keys acts as the first.

mod keys;
pub use keys::gestures;

mod protocol;

mod display;
pub use display::display;

use crate::machine::Candidate;
use crate::{Machine, Moment, Setting};

/// The line as most of them have it: 19200 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(19_200);

/// The line as some have it.
pub const SLOW_SETTING: Setting = Setting::plain(9_600);

/// Gives the ways to talk to an Albatross: one for each speed.
pub(crate) fn candidates() -> Vec<Candidate> {
    let at = |setting| Candidate {
        setting,
        protocol: Box::new(protocol::Albatross::default()),
    };
    vec![at(SETTING), at(SLOW_SETTING)]
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(), now)
}
