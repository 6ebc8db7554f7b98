//! The way to the city: one thread that sends what waits and fetches forms, with the machine of `maru-sync`.
//!
//! One sender, so that no record is ever under way twice. It sleeps until it is called, or until the next try
//! of something that waits is due.

use crate::{
    http::{Http, HttpError},
    incoming::{Incoming, News, Sink},
    profile,
};
use maru_city::{City, SignIn};
use maru_desk::Network;
use maru_store::{Store, StoreError};
use maru_sync::{Account, Auth, Client, SyncEvent, Trouble, delay_before_attempt};
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::JoinHandle,
    time::Duration,
};

/// What stands in the way of a round.
#[derive(Debug, thiserror::Error)]
pub enum CourierError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The account.
    #[error(transparent)]
    Account(#[from] maru_sync::AccountError),
    /// The HTTP client could not be made.
    #[error("no HTTP client: {0}")]
    Http(#[from] HttpError),
}

/// What a round came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Records the city took.
    pub delivered: usize,
    /// Records it would not take.
    pub refused: usize,
    /// Records that still wait.
    pub waiting: usize,
    /// Forms that came.
    pub forms: usize,
    /// The code of what was in the way, if anything was.
    pub trouble: Option<&'static str>,
    /// Whether this computer must sign in first.
    pub needs_login: bool,
}

/// The account that a city's pack names, or the address given.
pub fn account(city: &City, server: Option<&str>) -> Option<Account> {
    let pack = city
        .server
        .as_ref()
        .filter(|server| server.sign_in == SignIn::None)
        .map(|server| server.url.as_str());
    let base_url = server.or(pack)?;
    Some(Account {
        base_url: base_url.to_owned().into(),
        auth: Auth::None,
    })
}

enum Call {
    Now,
    Stop,
}

/// The thread.
pub struct Courier {
    calls: Sender<Call>,
    thread: Option<JoinHandle<()>>,
}

impl Courier {
    /// Starts it; its first round is at once.
    pub fn start(folder: PathBuf, account: Account, sink: Sink) -> std::io::Result<Courier> {
        let (calls, called) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("courier".to_owned())
            .spawn(move || {
                let mut failures = 0;
                loop {
                    let round = round(&folder, account.clone(), &sink);
                    let wait = match &round {
                        Ok(round) => {
                            failures = if round.trouble.is_some() {
                                failures + 1
                            } else {
                                0
                            };
                            (round.waiting > 0)
                                .then(|| delay_before_attempt(failures.max(1) + 1, jitter()))
                        }
                        Err(error) => {
                            tracing::warn!(code = "courier", "{error}");
                            failures += 1;
                            Some(delay_before_attempt(failures + 1, jitter()))
                        }
                    };
                    let call = match wait {
                        Some(wait) => called.recv_timeout(wait.max(Duration::from_secs(1))),
                        None => called.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    };
                    match call {
                        Ok(Call::Now) | Err(RecvTimeoutError::Timeout) => {}
                        Ok(Call::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
            })?;
        Ok(Courier {
            calls,
            thread: Some(thread),
        })
    }

    /// There is something to send, or a person wants to try now.
    pub fn call(&self) {
        // A courier that is gone has left its reason in the log.
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

/// One round: everything that waits, then the forms.
pub fn round(folder: &Path, account: Account, sink: &Sink) -> Result<Round, CourierError> {
    let http = Http::new()?;
    let (mut store, _) = Store::open(folder, &profile::now())?;
    // Only one sends: what is still under way is left from a round that was cut off.
    store.recover()?;
    let mut client = Client::new(account)?;
    let mut result = Round::default();
    for id in store.ready_to_send()? {
        let outgoing = match store.outgoing(id) {
            Ok(outgoing) => outgoing,
            Err(StoreError::Altered { .. }) => {
                result.refused += 1;
                tracing::error!(
                    code = "record-altered",
                    record = id.0,
                    "a frozen record was altered on the disk"
                );
                sink(Incoming::News(News::Records));
                continue;
            }
            Err(other) => return Err(other.into()),
        };
        store.mark_sending(id, &profile::now())?;
        sink(Incoming::News(News::Records));
        match client.send(outgoing.submission) {
            Ok(()) => {}
            Err(error) => {
                store.mark_refused(id, &profile::now(), "unsendable", None)?;
                result.refused += 1;
                tracing::error!(code = "unsendable", record = id.0, "{error}");
            }
        }
    }
    client.refresh(store.known()?);
    run(&mut client, &http, &mut store, &mut result, sink)?;
    result.waiting = store.ready_to_send()?.len();
    let network = match (&result.trouble, result.needs_login) {
        (_, true) => Network::NeedsLogin,
        (Some(_), _) => Network::Offline,
        (None, _) => Network::Online,
    };
    sink(Incoming::News(News::Network(network)));
    sink(Incoming::News(News::Records));
    Ok(result)
}

/// Turns the machine until it is idle. What it tells is on the disk before the next request goes out.
fn run(
    client: &mut Client,
    http: &Http,
    store: &mut Store,
    result: &mut Round,
    sink: &Sink,
) -> Result<(), CourierError> {
    let files = store.attachment_files();
    while let Some(request) = client.next_request() {
        let id = request.id;
        client.answer(id, http.perform(&request, &files));
        while let Some(event) = client.poll_event() {
            store.apply(&event, &profile::now())?;
            note(&event, store, result, sink)?;
        }
    }
    Ok(())
}

fn note(
    event: &SyncEvent,
    store: &Store,
    result: &mut Round,
    sink: &Sink,
) -> Result<(), CourierError> {
    match event {
        SyncEvent::Submission { outcome, .. } => {
            match outcome {
                Ok(_) => result.delivered += 1,
                Err(trouble) => note_trouble(trouble, result),
            }
            sink(Incoming::News(News::Records));
        }
        SyncEvent::FormComplete { form, .. } => {
            result.forms += 1;
            if let Some(kept) = store.latest_form(&form.form_id)?
                && let Ok(xml) = String::from_utf8(kept.xml.as_bytes().to_vec())
            {
                sink(Incoming::News(News::Form {
                    form_id: form.form_id.clone(),
                    xml,
                    files: crate::app::form_files(store, &kept.summary.hash)?,
                }));
            }
        }
        SyncEvent::FormFailed { form_id, problem } => {
            tracing::warn!(
                code = problem.code(),
                form = form_id.as_str(),
                "a form could not be fetched"
            );
        }
        SyncEvent::RefreshEnded {
            outcome: Err(trouble),
        } => note_trouble(trouble, result),
        SyncEvent::RefreshEnded { outcome: Ok(_) }
        | SyncEvent::FormList { .. }
        | SyncEvent::Form { .. }
        | SyncEvent::Media { .. } => {}
    }
    Ok(())
}

fn note_trouble(trouble: &Trouble, result: &mut Round) {
    tracing::info!(
        code = trouble.code(),
        "the city could not be reached or did not take it"
    );
    match trouble {
        Trouble::Refused { .. } => result.refused += 1,
        Trouble::NeedsLogin { .. } => {
            result.needs_login = true;
            result.trouble = Some(trouble.code());
        }
        Trouble::TryLater { .. } => result.trouble = Some(trouble.code()),
    }
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
