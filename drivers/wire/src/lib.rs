//! The languages of the devices: bytes to events and back, one machine per device family.
//!
//! Laws, each held by `clippy.toml` or by a test:
//!
//! - **It opens nothing.** No port, file, socket or thread; `maru-port` carries the bytes.
//! - **It never waits and asks no clock.** Time comes in as a [`Moment`]; the next wish to be woken goes out.
//! - **It knows no page.** Cells are bytes (dot n is bit n-1), commands are what a key means by convention.
//! - **Every byte is hostile.** Noise, floods, half packets and wrong sums cost bounded memory and no panic.
//!
//! The loop is the same for every device:
//!
//! 1. Call one of [`Device::handle_bytes`], [`Device::handle_timeout`], [`Device::show`].
//! 2. Call [`Device::poll_output`] until it answers [`Output::WakeAt`]: send what is to be sent, set the line as it
//!    is to be set, pass events on.
//! 3. Wait for bytes, for new cells, or for that moment; begin again.
//!
//! [`Machine`] holds the conversation that all devices share; a family's folder holds what is its own: a `protocol`
//! (its questions, frames and meanings), `keys`, a table of gestures, and a `display` made of memory for tests.
//! [`Family`] is the registry of them, [`BrailleSpec`] how a person names a display and its port.
//! [`brlapi`] is the client of brltty, which may have the display already.

mod moment;
pub use moment::Moment;

mod setting;
pub use setting::{Flow, Parity, Setting};

mod device;
pub use device::{Counters, Device, DeviceEvent, Output, Trouble};

mod key;
pub use key::{Key, UnknownKey};

mod chord;
pub use chord::Chord;

mod command;
pub use command::{Command, UnknownCommand};

mod gesture;
pub use gesture::{GestureError, Gestures};

mod machine;
pub use machine::Machine;

// What every family is made of.
mod budget;
mod dots;
mod frame;
mod outbox;
pub mod pace;
mod presses;
mod protocol;

pub mod albatross;
pub mod alva;
pub mod baum;
pub mod dotpad;
pub mod eurobraille;
pub mod focus;
pub mod handytech;
pub mod hims;
pub mod humanware;
pub mod papenmeier;
pub mod seika;

pub mod brlapi;

mod family;
pub use family::{Family, UsbIds};

mod spec;
pub use spec::{BrailleSpec, SerialSpec, SpecError};

pub mod simulated;
pub mod transcript;
