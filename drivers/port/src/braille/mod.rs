//! Braille displays on serial lines, and the one that brltty drives.
//!
//! The one port that is opened is the one the [`BrailleSpec`] names, at the speed and parity of the display's family;
//! where a family has several, its machine asks for one after the other, on this port alone. A thread of its own
//! carries bytes between it and the machine of the display's family. When the display is unplugged or switched off
//! the thread tries quietly every two seconds; when it is back, it is identified again and the latest cells are
//! written.
//!
//! brltty's display is reached by its socket in the same way. It belongs to other programs, too:
//! [`Display::set_active`] gives it back while the person is elsewhere.

pub use maru_wire::{BrailleSpec, Family, SerialSpec, SpecError};

mod line;

mod brltty;
pub use brltty::listens as brltty_listens;

mod carrier;

pub mod simulated;

use std::sync::Arc;
use std::time::Duration;

use maru_wire::{Chord, Command};

use carrier::{Carrier, Ended, Shared};

/// How long the thread gets to leave: its farewell, and a little more. Opening a socket of a brltty that hangs, and
/// closing a port that takes no bytes, may last much longer.
const PATIENCE: Duration = Duration::from_millis(600);

/// What a display tells the program. Keys may be what a person types: not for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrailleEvent {
    /// The display is there and shows what it was last given.
    Connected {
        /// The product's name, for people.
        model: String,
        /// How many cells it has.
        cells: usize,
    },
    /// Keys were pressed together and let go.
    Pressed {
        /// The keys, by the names of this display.
        chord: Chord,
        /// What they mean by convention, if anything.
        command: Option<Command>,
    },
    /// The routing key above this cell, counted from 0, was pressed.
    Routing(usize),
    /// A display that was connected is gone. It is being waited for.
    Disconnected {
        /// Why.
        reason: BrailleFault,
    },
    /// There is no display yet. It is being waited for; the same reason is told once.
    Failed {
        /// Why.
        reason: BrailleFault,
    },
}

/// Why a display cannot be used just now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrailleFault {
    /// The port does not exist.
    #[error("{path}: there is no such port; plug the display in or name another port")]
    Missing {
        /// The port.
        path: String,
    },
    /// Another program has the port.
    #[error(
        "{path}: another program uses the port (if it is brltty, name brlapi instead of the port); end it or name another port"
    )]
    Busy {
        /// The port.
        path: String,
    },
    /// We may not open the port.
    #[error("{path}: opening is not permitted; add the user to the group 'dialout'")]
    Denied {
        /// The port.
        path: String,
    },
    /// The path is something else than a serial port, or it broke while being opened.
    #[error("{path}: cannot be used as a serial port ({cause})")]
    Unusable {
        /// The port.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// brltty is not running there, or its interface is switched off.
    #[error(
        "brlapi@{server}: brltty does not listen there; start it, or name the display's own port"
    )]
    NoBrltty {
        /// Where it should listen.
        server: String,
    },
    /// The socket is there, but cannot be opened.
    #[error("brlapi@{server}: brltty cannot be reached ({cause})")]
    Unreachable {
        /// Where it should listen.
        server: String,
        /// What the system said.
        cause: String,
    },
    /// The line was cut: unplugged, out of range, or the computer slept.
    #[error("{path}: the line was cut ({cause}); the display is expected back")]
    Cut {
        /// The port.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// The port is open, but the display does not do what it should.
    #[error("{path}: {trouble}")]
    Trouble {
        /// The port.
        path: String,
        /// What is wrong.
        trouble: maru_wire::Trouble,
    },
}

/// An open wish for a display: while it lives, the display is used whenever it is there.
///
/// Dropping it blanks the display, closes the port and ends the thread; a port that holds it up is left to the thread.
#[derive(Debug)]
pub struct Display {
    shared: Arc<Shared>,
}

impl Display {
    /// Begins to use the display of this spec. `sink` is called on the display's own thread and should only
    /// pass the event on.
    ///
    /// Fails only when the system gives no thread or no event descriptor.
    pub fn open(
        spec: &BrailleSpec,
        sink: impl Fn(BrailleEvent) + Send + 'static,
    ) -> std::io::Result<Display> {
        let shared = Arc::new(Shared::new()?);
        let carrier = Carrier::new(spec.clone(), Arc::clone(&shared), Box::new(sink));
        let ended = Ended(Arc::clone(&shared));
        std::thread::Builder::new()
            .name("braille".to_owned())
            .spawn(move || {
                let _ended = ended;
                carrier.run();
            })?;
        Ok(Display { shared })
    }

    /// Shows these cells; dot n is bit n-1. Never waits: only the latest cells are written.
    pub fn show(&self, cells: Vec<u8>) {
        self.shared.show(cells);
    }

    /// Tells whether the person is with this program now; it is so at first. A display that other programs use as
    /// well is left to them meanwhile, with its keys; one on a port of its own goes on as ever.
    pub fn set_active(&self, active: bool) {
        self.shared.set_active(active);
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.shared.close(PATIENCE);
    }
}
