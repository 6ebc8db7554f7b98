//! Whether a screen reader runs, so that only one voice speaks.
//!
//! The desktop tells it on the session bus: `org.a11y.Status.ScreenReaderEnabled` at `/org/a11y/bus`. On a kiosk
//! there may be no bus at all; then nothing is known, which is an answer, too.

use std::sync::mpsc::channel;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};

use crate::bus::{Object, Watch};

/// The program does not wait longer than this for the answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bus that is asked in the background may take longer: it may have to start the service first.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(10);

const STATUS: Object = Object {
    service: "org.a11y.Bus",
    path: "/org/a11y/bus",
    interface: "org.a11y.Status",
};

const PROPERTY: &str = "ScreenReaderEnabled";

/// Tells whether a screen reader runs, or nothing if nobody knows within 0.3 s.
pub fn screen_reader_running() -> Option<bool> {
    let (send, answer) = channel();
    let ask = move || {
        // Nobody listens any more if it took too long.
        let _ = send.send(ask(PATIENCE).ok());
    };
    let thread = std::thread::Builder::new().name("screen reader".to_owned());
    thread.spawn(ask).ok()?;
    answer.recv_timeout(PATIENCE).ok().flatten()
}

/// An open wish to hear when a screen reader starts or ends. Dropping it ends the wish.
#[derive(Debug)]
pub struct ReaderWatch {
    _watch: Watch,
}

impl ReaderWatch {
    /// Begins to watch. `sink` is called on a thread of its own, first with the present state if it is known, then
    /// with each change. Without a bus it is never called.
    ///
    /// Fails only when the system gives no thread.
    pub fn start(sink: impl Fn(bool) + Send + 'static) -> std::io::Result<ReaderWatch> {
        let connect = || connect(BACKGROUND_PATIENCE);
        let watch = Watch::start("screen reader", STATUS, connect, is_running, sink)?;
        Ok(ReaderWatch { _watch: watch })
    }
}

fn connect(patience: Duration) -> zbus::Result<Connection> {
    Builder::session()?.method_timeout(patience).build()
}

fn is_running(status: &Proxy<'_>) -> zbus::Result<bool> {
    status.get_property(PROPERTY)
}

fn ask(patience: Duration) -> zbus::Result<bool> {
    is_running(&STATUS.on(&connect(patience)?)?)
}
