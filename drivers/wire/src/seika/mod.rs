//! Seika displays (Nippon Telesoft): the note-takers Mini, Mini Plus, 16, 24 and 40, and the desktop models 3, 5 and 80.
//!
//! The device's story. There are two languages, and a third one on the oldest firmware. Note-takers (`ntk`) are
//! asked with `FF FF A1` and answer with the number of keys, cells and routing keys; desktop models (`bdp`) are asked
//! with `FF FF 1C` and answer with a text such as "seika3 v3.31"; the oldest (`pbc`) imitate a PowerBraille.
//! We ask in each language in turn.
//!
//! What surprises:
//!
//! - A chord comes in one packet when its last key is let go.
//! - Desktop keys are two bytes whose upper bits mark them, between routing packets with much padding.
//! - Some desktop models have odd parity, as NVDA opens them; BRLTTY opens them without. We try both.
//! - At 9600 bits per second a line of 40 cells takes 92 ms, because each cell is sent with a 00 before it: writes are
//!   that far apart.
//!
//! What we leave alone: the bridge of the note-takers that speaks HID (10C4:EA80).

mod keys;
pub use keys::gestures;

mod notetaker;

mod desktop;

mod display;
pub use display::{desktop_display, notetaker_display};

use crate::machine::{self, Candidate};
use crate::protocol::Protocol;
use crate::{Machine, Moment, Parity, Setting};

/// The line: 9600 bits per second, no parity.
pub const SETTING: Setting = Setting::plain(9_600);

/// The line of some desktop models.
pub const ODD_SETTING: Setting = Setting::with_parity(9_600, Parity::Odd);

/// The languages by which a model can be named on the command line.
pub(crate) const MODELS: &[&str] = &["ntk", "bdp", "pbc"];

/// Gives the ways to talk to a Seika, or only those of one model.
pub(crate) fn candidates(model: Option<&str>) -> Vec<Candidate> {
    let desktop = |dialect| Box::new(desktop::Desktop::new(dialect));
    let all: [(&str, Setting, Box<dyn Protocol>); 4] = [
        ("ntk", SETTING, Box::new(notetaker::NoteTaker)),
        ("bdp", SETTING, desktop(desktop::Dialect::Bdp)),
        ("bdp", ODD_SETTING, desktop(desktop::Dialect::Bdp)),
        ("pbc", SETTING, desktop(desktop::Dialect::Pbc)),
    ];
    machine::candidates(all, model)
}

/// Makes the machine of a port that has just been opened.
pub fn machine(now: Moment) -> Machine {
    Machine::new(candidates(None), now)
}
