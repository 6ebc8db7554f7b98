//! A session bus, on which Debian's AT-SPI starts itself when it is asked for.

use std::io::BufReader;
use std::process::{ChildStdout, Command, Stdio};

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};

use super::wait::{self, Running};

#[derive(Debug)]
pub(super) struct Bus(Option<Inside>);

#[derive(Debug)]
struct Inside {
    connection: Connection,
    address: String,
    _daemon: Running,
    /// Kept open: the daemon would end with its output.
    _output: BufReader<ChildStdout>,
}

impl Bus {
    pub fn not_started() -> Bus {
        Bus(None)
    }

    /// Starts a daemon; the services it starts get the environment of this command.
    pub fn start(mut daemon: Command) -> Bus {
        daemon
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stderr(Stdio::null());
        let (daemon, address, output) = Running::start_and_read(&mut daemon);
        let connection = Builder::address(address.as_str()).and_then(Builder::build);
        Bus(Some(Inside {
            connection: connection.expect("the Debian package dbus is installed"),
            address,
            _daemon: daemon,
            _output: output,
        }))
    }

    pub fn address(&self) -> Option<&str> {
        self.0.as_ref().map(|inside| inside.address.as_str())
    }

    /// Has AT-SPI started, and every program told that somebody listens.
    pub fn want_assistive_technology(&self) {
        self.set("IsEnabled", true);
    }

    pub fn set_screen_reader(&self, runs: bool) {
        self.set("ScreenReaderEnabled", runs);
    }

    fn set(&self, property: &'static str, value: bool) {
        let connection = &self.0.as_ref().expect("a bus that was started").connection;
        let status = Proxy::new(
            connection,
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.a11y.Status",
        );
        let status = status.expect("a proxy");
        wait::until(
            "AT-SPI on the bus (the Debian package at-spi2-core)",
            || {
                status.set_property(property, value).ok()?;
                status
                    .get_property::<bool>(property)
                    .ok()
                    .filter(|now| *now == value)
            },
        );
    }
}
