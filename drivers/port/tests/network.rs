//! What NetworkManager tells, on a bus of this test's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use maru_port::network::{Network, NetworkWatch};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::blocking::object_server::InterfaceRef;

const PATH: &str = "/org/freedesktop/NetworkManager";

/// Longer than a message takes on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Bus {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Debian package dbus is installed");
        let mut address = String::new();
        let output = daemon.stdout.as_mut().unwrap();
        BufReader::new(output).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        Bus { daemon, address }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// NetworkManager, as far as anybody asks it.
struct Manager {
    state: u32,
    connectivity: u32,
    metered: u32,
}

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Manager {
    #[zbus(property)]
    fn state(&self) -> u32 {
        self.state
    }

    #[zbus(property)]
    fn connectivity(&self) -> u32 {
        self.connectivity
    }

    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.metered
    }
}

fn manager(bus: &Bus) -> (Connection, InterfaceRef<Manager>) {
    let manager = Manager {
        state: 20,
        connectivity: 1,
        metered: 0,
    };
    let connection = Builder::address(bus.address.as_str())
        .unwrap()
        .name("org.freedesktop.NetworkManager")
        .unwrap()
        .serve_at(PATH, manager)
        .unwrap()
        .build()
        .unwrap();
    let interface = connection.object_server().interface(PATH).unwrap();
    (connection, interface)
}

fn set(interface: &InterfaceRef<Manager>, change: impl FnOnce(&mut Manager)) {
    change(&mut interface.get_mut());
    let emitter = interface.signal_emitter();
    zbus::block_on(interface.get().state_changed(emitter)).unwrap();
}

fn watch(bus: &Bus) -> (NetworkWatch, Receiver<Network>) {
    let (send, told) = channel();
    let watch = NetworkWatch::start_on(Some(bus.address.clone()), move |network| {
        let _ = send.send(network);
    });
    (watch.unwrap(), told)
}

#[test]
fn tells_when_there_is_a_network_and_what_it_costs() {
    let bus = Bus::start();
    let (_connection, manager) = manager(&bus);
    let (watch, told) = watch(&bus);
    let next = || told.recv_timeout(PATIENCE).unwrap();
    let down = Network {
        is_up: false,
        is_portal: false,
        is_costly: false,
    };
    assert_eq!(next(), down);
    set(&manager, |manager| {
        (manager.state, manager.connectivity) = (60, 2)
    });
    let portal = Network {
        is_up: true,
        is_portal: true,
        ..down
    };
    assert_eq!(next(), portal);
    // Guessed to be paid by the byte, as the line of a telephone is.
    set(&manager, |manager| {
        (manager.state, manager.connectivity, manager.metered) = (70, 4, 3)
    });
    let costly = Network {
        is_up: true,
        is_costly: true,
        ..down
    };
    assert_eq!(next(), costly);
    set(&manager, |_| {});
    set(&manager, |manager| manager.metered = 4);
    let whole = Network {
        is_costly: false,
        ..costly
    };
    assert_eq!(next(), whole, "what has not changed is not told");
    drop(watch);
    assert!(told.recv_timeout(PATIENCE).is_err(), "the wish is over");
}

#[test]
fn without_a_manager_nothing_is_told() {
    let bus = Bus::start();
    let (_watch, told) = watch(&bus);
    // It may come up later than Maru.
    let (_connection, manager) = manager(&bus);
    set(&manager, |manager| manager.state = 70);
    // What it was at first may be told too.
    let mut told = std::iter::from_fn(|| told.recv_timeout(PATIENCE).ok());
    assert!(told.any(|network| network.is_up));
}
