//! Whether there is a network, and whether it is paid by the byte, as NetworkManager tells on the system bus.
//!
//! What it says is a hint and no more: a line that it calls dead may still lead to a server on the same computer, and
//! one that it calls whole may end at a log-in page. So nobody is kept from trying by it; it only tells when a try is
//! worth the while. Where there is no NetworkManager nothing is known, which is an answer, too.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator, Proxy, proxy};
use zbus::proxy::CacheProperties;

const SERVICE: &str = "org.freedesktop.NetworkManager";
const PATH: &str = "/org/freedesktop/NetworkManager";
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
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    connection: Option<Connection>,
    ended: bool,
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
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::Builder::new()
            .name("network".to_owned())
            .spawn(move || {
                if let Err(error) = watch(bus.as_deref(), &shared, &sink) {
                    tracing::info!(%error, "nothing is known of the network");
                }
            })?;
        Ok(NetworkWatch { state })
    }
}

impl Drop for NetworkWatch {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ended = true;
        if let Some(connection) = state.connection.take() {
            // The thread's stream of changes ends with the connection.
            let _ = connection.close();
        }
    }
}

/// Asks once, for whoever looks at what works on this computer.
pub fn network_now() -> Option<Network> {
    let connection = connect(None).ok()?;
    network(&manager(&connection).ok()?).ok()
}

fn connect(bus: Option<&str>) -> zbus::Result<Connection> {
    let builder = match bus {
        Some(address) => Builder::address(address)?,
        None => Builder::system()?,
    };
    builder.method_timeout(PATIENCE).build()
}

fn manager(connection: &Connection) -> zbus::Result<Proxy<'static>> {
    proxy::Builder::new(connection)
        .destination(SERVICE)?
        .path(PATH)?
        .interface(SERVICE)?
        .cache_properties(CacheProperties::No)
        .build()
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

fn watch(bus: Option<&str>, state: &Mutex<State>, sink: &impl Fn(Network)) -> zbus::Result<()> {
    let connection = connect(bus)?;
    {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.ended {
            return connection.close();
        }
        state.connection = Some(connection.clone());
    }
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .interface("org.freedesktop.DBus.Properties")?
        .member("PropertiesChanged")?
        .path(PATH)?
        .build();
    // Listening begins before asking, so that no change falls between the two.
    let changes = MessageIterator::for_match_rule(rule, &connection, None)?;
    let manager = manager(&connection)?;
    let mut known = network(&manager).ok();
    known.into_iter().for_each(sink);
    for change in changes {
        change?;
        // It may be starting anew, or ending; the next change tells.
        let Ok(found) = network(&manager) else {
            continue;
        };
        if known.replace(found) != Some(found) {
            sink(found);
        }
    }
    Ok(())
}
