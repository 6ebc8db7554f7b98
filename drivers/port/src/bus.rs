//! Watching one object on a D-Bus, until the wish for it ends.

use std::sync::{Arc, Mutex, PoisonError};

use zbus::MatchRule;
use zbus::blocking::{Connection, MessageIterator, Proxy, proxy};
use zbus::proxy::CacheProperties;

/// An object on a bus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    /// The service that has it.
    pub service: &'static str,
    /// Where it is there.
    pub path: &'static str,
    /// The interface by which it is asked.
    pub interface: &'static str,
}

impl Object {
    /// The object on this connection. Each question goes to the service, for it is asked seldom and must be true.
    pub fn on(&self, connection: &Connection) -> zbus::Result<Proxy<'static>> {
        proxy::Builder::new(connection)
            .destination(self.service)?
            .path(self.path)?
            .interface(self.interface)?
            .cache_properties(CacheProperties::No)
            .build()
    }
}

/// An open wish to hear of an object. Dropping it ends the wish.
#[derive(Debug)]
pub(crate) struct Watch {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    connection: Option<Connection>,
    ended: bool,
}

impl Watch {
    /// Begins to watch an object on the bus that `connect` gives: `sink` is called on a thread of its own, first with
    /// what `look` finds, if it finds anything, then with each change of that. Without the bus it is never called.
    ///
    /// Fails only when the system gives no thread.
    pub fn start<T: Copy + PartialEq + 'static>(
        subject: &'static str,
        object: Object,
        connect: impl FnOnce() -> zbus::Result<Connection> + Send + 'static,
        look: impl Fn(&Proxy<'_>) -> zbus::Result<T> + Send + 'static,
        sink: impl Fn(T) + Send + 'static,
    ) -> std::io::Result<Watch> {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::Builder::new()
            .name(subject.to_owned())
            .spawn(move || {
                let watched = connect()
                    .and_then(|connection| watch(&connection, object, &shared, &look, &sink));
                if let Err(error) = watched {
                    tracing::info!(subject, %error, "nothing is known of it");
                }
            })?;
        Ok(Watch { state })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ended = true;
        if let Some(connection) = state.connection.take() {
            // The thread's stream of changes ends with the connection.
            let _ = connection.close();
        }
    }
}

fn watch<T: Copy + PartialEq>(
    connection: &Connection,
    object: Object,
    state: &Mutex<State>,
    look: &impl Fn(&Proxy<'_>) -> zbus::Result<T>,
    sink: &impl Fn(T),
) -> zbus::Result<()> {
    {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.ended {
            return connection.clone().close();
        }
        state.connection = Some(connection.clone());
    }
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .interface("org.freedesktop.DBus.Properties")?
        .member("PropertiesChanged")?
        .path(object.path)?
        .build();
    // Listening begins before asking, so that no change falls between the two.
    let changes = MessageIterator::for_match_rule(rule, connection, None)?;
    let object = object.on(connection)?;
    let mut known = look(&object).ok();
    known.into_iter().for_each(sink);
    for change in changes {
        change?;
        // The service may be starting anew, or ending; the next change tells.
        let Ok(found) = look(&object) else {
            continue;
        };
        if known.replace(found) != Some(found) {
            sink(found);
        }
    }
    Ok(())
}
