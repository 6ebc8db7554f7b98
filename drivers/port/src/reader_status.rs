//! Whether a screen reader runs, so that only one voice speaks.
//!
//! The desktop tells it on the session bus: `org.a11y.Status.ScreenReaderEnabled` at `/org/a11y/bus`. On a kiosk
//! there may be no bus at all; then nothing is known, which is an answer, too.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator, Proxy, proxy};
use zbus::proxy::CacheProperties;

/// The program does not wait longer than this for the answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bus that is asked in the background may take longer: it may have to start the service first.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(10);

const PATH: &str = "/org/a11y/bus";

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
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    connection: Option<Connection>,
    ended: bool,
}

impl ReaderWatch {
    /// Begins to watch. `sink` is called on a thread of its own, first with the present state if it is known, then
    /// with each change. Without a bus it is never called.
    ///
    /// Fails only when the system gives no thread.
    pub fn start(sink: impl Fn(bool) + Send + 'static) -> std::io::Result<ReaderWatch> {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::Builder::new()
            .name("screen reader".to_owned())
            .spawn(move || {
                if let Err(error) = watch(&shared, &sink) {
                    tracing::info!(%error, "nothing is known of screen readers");
                }
            })?;
        Ok(ReaderWatch { state })
    }
}

impl Drop for ReaderWatch {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ended = true;
        if let Some(connection) = state.connection.take() {
            // The thread's stream of changes ends with the connection.
            let _ = connection.close();
        }
    }
}

fn connect(patience: Duration) -> zbus::Result<Connection> {
    Builder::session()?.method_timeout(patience).build()
}

fn status(connection: &Connection) -> zbus::Result<Proxy<'static>> {
    proxy::Builder::new(connection)
        .destination("org.a11y.Bus")?
        .path(PATH)?
        .interface("org.a11y.Status")?
        // Each question goes to the desktop, for this is asked seldom and must be true.
        .cache_properties(CacheProperties::No)
        .build()
}

fn ask(patience: Duration) -> zbus::Result<bool> {
    status(&connect(patience)?)?.get_property(PROPERTY)
}

fn watch(state: &Mutex<State>, sink: &impl Fn(bool)) -> zbus::Result<()> {
    let connection = connect(BACKGROUND_PATIENCE)?;
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
    let mut known = status(&connection)?.get_property(PROPERTY).ok();
    known.into_iter().for_each(sink);
    for change in changes {
        change?;
        let running = status(&connection)?.get_property(PROPERTY)?;
        if known.replace(running) != Some(running) {
            sink(running);
        }
    }
    Ok(())
}
