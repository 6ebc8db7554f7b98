//! The way to the city: one thread that sends what waits and fetches forms, with the machine of `maru-sync`.
//!
//! One sender, so that no record is ever under way twice. It sleeps until it is called, until the computer says that
//! the network has changed, or until the next try of something that waits is due: nothing is polled. See
//! [`patience`] for how long that is.

mod entities;
mod patience;
mod progress;
mod round;

pub use round::{CourierError, Manner, Post, Round};

use crate::{
    incoming::{Incoming, News, Sink},
    sign_in::{Door, SignInError},
};
use maru_desk::Network;
use maru_port::network::NetworkWatch;
use patience::Patience;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// What is known of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Whether it is paid by the byte.
    pub is_costly: bool,
}

enum Call {
    /// There is something to send.
    Something,
    /// A person wants to try now.
    Now,
    /// The network is another one now, or there is one again.
    Network(Link),
    /// The person reads another language now.
    Language(String),
    Stop,
}

/// The thread.
pub struct Courier {
    calls: Sender<Call>,
    thread: Option<JoinHandle<()>>,
    _watch: Option<NetworkWatch>,
}

impl Courier {
    /// Starts it; its first round is at once.
    pub fn start(
        folder: PathBuf,
        door: Door,
        language: String,
        sink: Sink,
    ) -> std::io::Result<Courier> {
        let (calls, called) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("courier".to_owned())
            .spawn(move || {
                let mut route = Route {
                    folder,
                    door,
                    language,
                    sink,
                    post: None,
                    refreshed: None,
                };
                route.walk(&called);
            })?;
        let heard = calls.clone();
        let watch = NetworkWatch::start(move |network| {
            if network.is_up {
                let is_costly = network.is_costly;
                // A courier that is gone hears nothing.
                let _ = heard.send(Call::Network(Link { is_costly }));
            }
        });
        let watch = watch.inspect_err(|error| tracing::warn!(code = "network-watch", "{error}"));
        Ok(Courier {
            calls,
            thread: Some(thread),
            _watch: watch.ok(),
        })
    }

    /// There is something to send.
    pub fn call(&self) {
        // A courier that is gone has left its reason in the log.
        let _ = self.calls.send(Call::Something);
    }

    /// From the next round on the city is to answer in this language.
    pub fn speak(&self, language: &str) {
        let _ = self.calls.send(Call::Language(language.to_owned()));
    }

    /// A person wants to try now, whatever it costs.
    pub fn call_now(&self) {
        let _ = self.calls.send(Call::Now);
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        let _ = self.calls.send(Call::Stop);
        // A request under way may take minutes; what it was sending stays "sending" and is sent again, byte for byte.
        drop(self.thread.take());
    }
}

/// What the thread knows.
struct Route {
    folder: PathBuf,
    door: Door,
    language: String,
    sink: Sink,
    post: Option<Post>,
    refreshed: Option<Instant>,
}

impl Route {
    /// Goes round after round until it is told to stop.
    fn walk(&mut self, called: &Receiver<Call>) {
        let mut patience = Patience::default();
        let mut manner = Manner {
            by_hand: false,
            ..Manner::default()
        };
        loop {
            let is_due = self
                .refreshed
                .is_none_or(|at| at.elapsed() >= patience::refresh_after(manner.link.is_costly));
            manner.refresh = is_due || manner.by_hand;
            let round = self.round(manner);
            if manner.refresh && matches!(&round, Ok(round) if round.trouble.is_none()) {
                self.refreshed = Some(Instant::now());
            }
            let until = Instant::now() + patience.after(round.as_ref().ok(), jitter());
            // Another network changes nothing when nothing was in the way of the last round.
            let is_content =
                matches!(&round, Ok(round) if round.trouble.is_none() && round.costly == 0);
            manner.by_hand = false;
            loop {
                let wait = until.saturating_duration_since(Instant::now());
                let Some(woken) = wait_for(called, wait) else {
                    return;
                };
                manner.by_hand |= woken.by_hand;
                manner.link = woken.link.unwrap_or(manner.link);
                let language = woken.language.filter(|language| *language != self.language);
                if let Some(language) = language {
                    (self.language, self.post) = (language, None);
                }
                if woken.is_due || (woken.link.is_some() && !is_content) {
                    break;
                }
            }
        }
    }

    /// One round, with the way opened anew if it was shut.
    fn round(&mut self, manner: Manner) -> Result<Round, CourierError> {
        let sink = Arc::clone(&self.sink);
        let done = self.post().and_then(|post| match post {
            Some(post) => post.round(manner, &sink),
            None => Ok(Round {
                needs_login: true,
                trouble: Some("needs-login"),
                ..Round::default()
            }),
        });
        match &done {
            Ok(round) if round.needs_login => {
                // Somebody may sign in meanwhile: the next round looks.
                self.post = None;
                (self.sink)(Incoming::News(News::Network(Network::NeedsLogin)));
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(code = "courier", "{error}");
                self.post = None;
                (self.sink)(Incoming::News(News::Failed));
            }
        }
        done
    }

    /// The way to the city; nothing while nobody has signed in.
    fn post(&mut self) -> Result<Option<&mut Post>, CourierError> {
        if self.post.is_none() {
            match self.door.account(&self.folder) {
                Ok(account) => {
                    self.post = Some(Post::open(&self.folder, account, &self.language)?);
                }
                Err(error @ (SignInError::NotSignedIn | SignInError::Keyring(_))) => {
                    tracing::warn!(code = "needs-login", "{error}");
                }
                Err(error) => tracing::error!(code = "sign-in", "{error}"),
            }
        }
        Ok(self.post.as_mut())
    }
}

/// Why a wait is over.
#[derive(Default)]
struct Woken {
    /// It is time, or somebody called.
    is_due: bool,
    /// A person did.
    by_hand: bool,
    /// The network is this one now.
    link: Option<Link>,
    /// The language is this one now.
    language: Option<String>,
}

/// Waits for a call or for the time; calls that piled up meanwhile are one. Nothing when it is time to stop.
fn wait_for(called: &Receiver<Call>, wait: Duration) -> Option<Woken> {
    let mut woken = Woken::default();
    let mut call = match called.recv_timeout(wait) {
        Ok(call) => Some(call),
        Err(RecvTimeoutError::Timeout) => {
            woken.is_due = true;
            None
        }
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    while let Some(one) = call {
        match one {
            Call::Something => woken.is_due = true,
            Call::Now => (woken.is_due, woken.by_hand) = (true, true),
            Call::Network(link) => woken.link = Some(link),
            Call::Language(language) => woken.language = Some(language),
            Call::Stop => return None,
        }
        call = called.try_recv().ok();
    }
    Some(woken)
}

/// One round for the command line; a person waits for it.
pub fn round(
    folder: &Path,
    door: &Door,
    language: &str,
    sink: &Sink,
) -> Result<Round, CourierError> {
    let mut route = Route {
        folder: folder.to_owned(),
        door: door.clone(),
        language: language.to_owned(),
        sink: sink.clone(),
        post: None,
        refreshed: None,
    };
    route.round(Manner::default())
}

/// Something between 0 and u32::MAX that differs between computers and tries.
fn jitter() -> u32 {
    u32::from_le_bytes(
        *uuid::Uuid::new_v4()
            .as_bytes()
            .first_chunk()
            .unwrap_or(&[0; 4]),
    )
}
