//! Which serial ports there are, by what the system knows of them: nothing is opened, nothing is asked.
//!
//! The same chips sit in displays, modems, label printers and toys, and some take the opening of their port for an
//! order. So ports are only looked up in `/sys` (the crate `serialport` opens those of the mainboard to see whether
//! they are there). What belongs to one maker of displays alone, by its USB id or Bluetooth name, says so.

mod bluetooth;

mod sysfs;

mod watch;
pub use watch::PortWatch;

use std::path::{Path, PathBuf};

use maru_wire::Family;

/// A serial port, as far as the system knows it without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its path, as it stays when the computer starts again or other things are plugged in, if there is such a one.
    pub path: PathBuf,
    /// What the system calls it just now, such as `ttyUSB0`.
    pub tty: String,
    /// Where it is.
    pub place: Place,
    /// What it calls itself: maker and product of a USB chip, the name of a Bluetooth device. May be empty.
    pub name: String,
    /// The family of displays to which it belongs alone.
    pub family: Option<Family>,
}

/// Where a port is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It is plugged into USB.
    Usb,
    /// It is reached by radio.
    Bluetooth,
    /// It is a socket of the computer itself.
    BuiltIn,
}

/// Lists the ports of the computer whose file system begins at `root`, those that are plugged in first.
pub fn list(root: &Path) -> Vec<Port> {
    sysfs::ports_below(root, &bluetooth::name_of)
}

/// The port of a display that belongs to one maker alone, if there is one.
pub fn known_display(root: &Path) -> Option<Port> {
    list(root).into_iter().find(|port| port.family.is_some())
}
