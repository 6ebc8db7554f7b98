//! The state of the screen reader, told by a real message bus.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use maru_port::reader_status::{ReaderWatch, screen_reader_running};

const PATIENCE: Duration = Duration::from_secs(10);

/// A session bus of our own.
struct Bus {
    child: Child,
    address: String,
}

impl Bus {
    fn start() -> Bus {
        let mut child = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Debian package dbus is installed");
        let mut address = String::new();
        let output = child.stdout.take().expect("a pipe");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("an address");
        let address = address.trim().to_owned();
        Bus { child, address }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the desktop tells.
struct Status(bool);

#[zbus::interface(name = "org.a11y.Status")]
impl Status {
    #[zbus(property)]
    fn screen_reader_enabled(&self) -> bool {
        self.0
    }

    #[zbus(property)]
    fn set_screen_reader_enabled(&mut self, running: bool) {
        self.0 = running;
    }
}

/// One test, for there is one environment in which the bus is named.
#[test]
fn tells_whether_a_screen_reader_runs_and_when_that_changes() {
    name_bus("unix:path=/nonexistent/bus");
    let begin = Instant::now();
    assert_eq!(screen_reader_running(), None, "there is no bus");
    assert!(begin.elapsed() < Duration::from_millis(400));

    let bus = Bus::start();
    name_bus(&bus.address);
    let desktop = zbus::blocking::connection::Builder::session()
        .and_then(|builder| builder.serve_at("/org/a11y/bus", Status(false)))
        .and_then(|builder| builder.name("org.a11y.Bus"))
        .and_then(|builder| builder.build())
        .expect("a service");
    assert_eq!(screen_reader_running(), Some(false));

    let (send, changes) = channel();
    let watch = ReaderWatch::start(move |running| {
        let _ = send.send(running);
    });
    let watch = watch.expect("a thread");
    assert_eq!(changes.recv_timeout(PATIENCE), Ok(false));
    let set = |running: bool| {
        let proxy = zbus::blocking::Proxy::new(
            &desktop,
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.a11y.Status",
        );
        let proxy = proxy.expect("a proxy");
        proxy
            .set_property("ScreenReaderEnabled", running)
            .expect("it can be set");
    };
    set(true);
    assert_eq!(changes.recv_timeout(PATIENCE), Ok(true));
    assert_eq!(screen_reader_running(), Some(true));
    set(false);
    assert_eq!(changes.recv_timeout(PATIENCE), Ok(false));

    drop(watch);
    let ended = changes.recv_timeout(PATIENCE);
    assert_eq!(
        ended,
        Err(RecvTimeoutError::Disconnected),
        "the thread has ended"
    );
}

fn name_bus(address: &str) {
    // SAFETY: this is the only test of its process and no thread of ours reads the environment now.
    unsafe { std::env::set_var("DBUS_SESSION_BUS_ADDRESS", address) };
}
