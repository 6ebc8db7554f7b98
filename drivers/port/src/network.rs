//! Whether there is a network, and whether it is paid by the byte, as NetworkManager tells on the system bus.
//!
//! What it says is a hint and no more: a line that it calls dead may still lead to a server on the same computer, and
//! one that it calls whole may end at a log-in page. So nobody is kept from trying by it; it only tells when a try is
//! worth the while. Where there is no NetworkManager nothing is known, which is an answer, too.

use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, Proxy};

use crate::bus::{Object, Watch};

const MANAGER: Object = Object {
    service: "org.freedesktop.NetworkManager",
    path: "/org/freedesktop/NetworkManager",
    interface: "org.freedesktop.NetworkManager",
};
const PATIENCE: Duration = Duration::from_secs(10);

/// `NMState`: connected with this site at least.
const CONNECTED_SITE: u32 = 60;
/// `NMConnectivityState`: a log-in page stands before the network.
const PORTAL: u32 = 2;
/// `NMMetered`: yes, and "guessed yes".
const METERED: [u32; 2] = [1, 3];

/// What the computer knows of its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// Whether it leads anywhere.
    pub is_up: bool,
    /// Whether a log-in page stands before it.
    pub is_portal: bool,
    /// Whether it is paid by the byte.
    pub is_costly: bool,
}

/// An open wish to hear of the network. Dropping it ends the wish.
#[derive(Debug)]
pub struct NetworkWatch {
    _watch: Watch,
}

impl NetworkWatch {
    /// Begins to watch. `sink` is called on a thread of its own, first with the network as it is, then with each
    /// change. Without NetworkManager it is never called.
    ///
    /// Fails only when the system gives no thread.
    pub fn start(sink: impl Fn(Network) + Send + 'static) -> std::io::Result<NetworkWatch> {
        NetworkWatch::start_on(None, sink)
    }

    /// The same on another bus than the system's.
    pub fn start_on(
        bus: Option<String>,
        sink: impl Fn(Network) + Send + 'static,
    ) -> std::io::Result<NetworkWatch> {
        let connect = move || connect(bus.as_deref());
        let watch = Watch::start("network", MANAGER, connect, network, sink)?;
        Ok(NetworkWatch { _watch: watch })
    }
}

/// Asks once, for whoever looks at what works on this computer.
pub fn network_now() -> Option<Network> {
    let connection = connect(None).ok()?;
    network(&MANAGER.on(&connection).ok()?).ok()
}

fn connect(bus: Option<&str>) -> zbus::Result<Connection> {
    let builder = match bus {
        Some(address) => Builder::address(address)?,
        None => Builder::system()?,
    };
    builder.method_timeout(PATIENCE).build()
}

fn network(manager: &Proxy<'_>) -> zbus::Result<Network> {
    let state: u32 = manager.get_property("State")?;
    // Older ones know neither.
    let number = |name| manager.get_property::<u32>(name).unwrap_or_default();
    Ok(Network {
        is_up: state >= CONNECTED_SITE,
        is_portal: number("Connectivity") == PORTAL,
        is_costly: METERED.contains(&number("Metered")),
    })
}
