//! The devices themselves: Braille displays on serial lines, the voice, Braille tables, the clock;
//! and the files that a person can choose from.
//!
//! Laws:
//!
//! - **Nothing is opened that nobody named.** Ports are looked up without being opened; one that belongs to a maker of
//!   displays alone, by its USB id or Bluetooth name, is named by that.
//! - **No caller ever waits.** Each device has a thread of its own; a device that hangs, floods or is gone
//!   delays nobody. What happens comes back through a sink, on the device's thread. Two moments are the exceptions:
//!   leaving a device, which gets a part of a second for its farewell, and the Braille of a line, which liblouis gives
//!   within milliseconds. If it does not, it is waited for once, two seconds, and not again until it answers.
//! - **Idle is idle.** Threads sleep until a byte, an order or a machine's own moment wakes them.
//! - **It decides nothing about pages.** Protocols live in `maru-wire`, wording in `maru-page`.
//! - **What is said, typed or felt is never logged.**

pub mod clock;

pub mod braille;

pub mod ports;

pub mod voice;

pub mod louis;

pub mod reader_status;

pub mod network;

pub mod keyring;

pub mod files;

mod bus;

mod wake;
