//! One round of the courier: everything that waits, then the forms.

use super::{Link, entities};
use crate::{
    app::form_files,
    entities::{OwnChanges, note_deleted},
    http::{Http, HttpError},
    incoming::{Incoming, News, Sink},
    profile,
};
use maru_desk::Network;
use maru_store::{RecordId, Store, StoreError};
use maru_sync::{Account, Client, Known, ListedForm, Reason, Submission, SyncEvent, Trouble};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path,
    time::Duration,
};

/// How many submissions go side by side: enough for a line on which an answer takes a while, few enough for a server.
const LANES: usize = 6;
/// On a line that is paid by the byte, files of more than this wait for another one, or for a person's word.
const COSTLY_BYTES_MAX: u64 = 1_000_000;

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
    /// Records that wait for a line that is not paid by the byte.
    pub costly: usize,
    /// Forms that came, new or with other files than before.
    pub forms: usize,
    /// The code of what was in the way, if anything was.
    pub trouble: Option<&'static str>,
    /// How long the server asked to be left alone.
    pub retry_after: Option<Duration>,
    /// Whether the way itself was shut: no network, no city at the other end.
    pub is_cut_off: bool,
    /// Whether this computer must sign in first.
    pub needs_login: bool,
}

/// What a round may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// What is known of the line.
    pub link: Link,
    /// Whether a person asked for it now.
    pub by_hand: bool,
    /// Whether to look for new forms.
    pub refresh: bool,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            link: Link::default(),
            by_hand: true,
            refresh: true,
        }
    }
}

/// The one that goes to the city and back.
pub struct Post {
    http: Http,
    store: Store,
    client: Client,
}

impl Post {
    /// Opens the way for an account.
    pub fn open(folder: &Path, account: Account, language: &str) -> Result<Post, CourierError> {
        Post::with(Http::new()?, folder, account, language)
    }

    /// The same by an HTTP client that is there.
    pub fn with(
        mut http: Http,
        folder: &Path,
        account: Account,
        language: &str,
    ) -> Result<Post, CourierError> {
        http.resume_below(folder);
        // The store is there: whoever has the data to themselves has opened it before.
        let (store, _) = Store::open_beside(folder)?;
        profile::note_account(&store, account.base_url.as_str())?;
        let mut client = Client::new(account)?;
        client.set_lanes(LANES);
        // "und" is what a computer says that was set to no language.
        client.set_language(if language == "und" { "" } else { language });
        Ok(Post {
            http,
            store,
            client,
        })
    }

    /// Goes once.
    pub fn round(&mut self, manner: Manner, sink: &Sink) -> Result<Round, CourierError> {
        // Only one sends: what is still under way is left from a round that was cut off.
        self.store.recover()?;
        self.http.watch(super::progress::watcher(sink));
        // Before anything is under way.
        let known = manner.refresh.then(|| known(&self.store));
        let mut bag = Bag::new(manner, sink);
        bag.fill(&mut self.client, &self.store)?;
        if let Some(known) = known {
            bag.forms = known.forms.clone();
            self.client.refresh(known);
        }
        let files = self.store.attachment_files();
        let (store, http) = (&mut self.store, &self.http);
        http.turn(&mut self.client, &files, |client| {
            while let Some(event) = client.poll_event() {
                bag.keep(&event, client, store)?;
            }
            bag.fill(client, store)
        })?;
        let mut result = bag.result;
        crate::cases::note(&mut self.store, &profile::now())?;
        result.waiting = self.store.count_waiting()?;
        sink(Incoming::News(News::Network(network(&result))));
        sink(Incoming::News(News::Records));
        Ok(result)
    }
}

/// What is here already; what cannot be read is fetched again, and keeps nothing from being sent.
fn known(store: &Store) -> Known {
    let known = store.known();
    let known = known.inspect_err(|error| tracing::warn!(code = error.code(), "{error}"));
    known.unwrap_or_default()
}

/// The files of the form that an event completes.
fn media(event: &SyncEvent, store: &Store) -> Result<BTreeMap<String, String>, StoreError> {
    match event {
        SyncEvent::FormComplete { form, .. } => store.media_of(&form.hash),
        _ => Ok(BTreeMap::new()),
    }
}

/// What a person is to be told of the way.
fn network(round: &Round) -> Network {
    match round.trouble {
        _ if round.needs_login => Network::NeedsLogin,
        Some(code) if code == Reason::Clock.code() => Network::WrongClock,
        Some(_) => Network::Offline,
        None if round.costly > 0 => Network::Costly,
        None => Network::Online,
    }
}

/// What goes in one round, a few at a time: of a full outbox only as much is in memory as is under way.
struct Bag<'a> {
    manner: Manner,
    sink: &'a Sink,
    next: VecDeque<RecordId>,
    tried: BTreeSet<RecordId>,
    under_way: usize,
    /// The forms that were on offer before.
    forms: Vec<ListedForm>,
    is_over: bool,
    result: Round,
}

impl Bag<'_> {
    fn new(manner: Manner, sink: &Sink) -> Bag<'_> {
        Bag {
            manner,
            sink,
            next: VecDeque::new(),
            tried: BTreeSet::new(),
            under_way: 0,
            forms: Vec::new(),
            is_over: false,
            result: Round::default(),
        }
    }

    /// Hands the machine the next records, those that were finished meanwhile too; each once in a round.
    fn fill(&mut self, client: &mut Client, store: &Store) -> Result<(), CourierError> {
        while !self.is_over && self.under_way < 2 * LANES {
            if self.next.is_empty() {
                let ready = store.ready_to_send()?;
                let fresh = ready.into_iter().filter(|id| !self.tried.contains(id));
                self.next.extend(fresh);
            }
            let Some(id) = self.next.pop_front() else {
                return Ok(());
            };
            self.tried.insert(id);
            if let Some(submission) = self.take(id, store)? {
                self.hand_over(id, submission, client, store)?;
            }
        }
        Ok(())
    }

    /// The record to send; nothing if it cannot be sent now.
    fn take(&mut self, id: RecordId, store: &Store) -> Result<Option<Submission>, CourierError> {
        // Before its files are read: a large one may wait here for many rounds.
        if self.manner.link.is_costly && !self.manner.by_hand {
            let files = store.attachments(id)?.into_iter();
            let bytes = files.fold(0, |sum: u64, file| sum.saturating_add(file.file.size));
            if bytes > COSTLY_BYTES_MAX {
                self.result.costly += 1;
                return Ok(None);
            }
        }
        let submission = match store.outgoing(id) {
            Ok(outgoing) => outgoing.submission,
            Err(StoreError::Altered { .. }) => {
                self.result.refused += 1;
                tracing::error!(
                    code = "record-altered",
                    record = id.0,
                    "a frozen record was altered on the disk"
                );
                (self.sink)(Incoming::News(News::Records));
                return Ok(None);
            }
            // Deleted or corrected since it was listed.
            Err(StoreError::NoSuchRecord | StoreError::WrongState { .. }) => return Ok(None),
            Err(other) => return Err(other.into()),
        };
        match store.mark_sending(id, &profile::now()) {
            Ok(()) => Ok(Some(submission)),
            Err(StoreError::NoSuchRecord | StoreError::WrongState { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    fn hand_over(
        &mut self,
        id: RecordId,
        submission: Submission,
        client: &mut Client,
        store: &Store,
    ) -> Result<(), CourierError> {
        (self.sink)(Incoming::News(News::Records));
        match client.send(submission) {
            Ok(()) => self.under_way += 1,
            Err(error) => {
                store.mark_refused(id, &profile::now(), "unsendable", None)?;
                self.result.refused += 1;
                tracing::error!(code = "unsendable", record = id.0, "{error}");
            }
        }
        Ok(())
    }

    /// Keeps on the disk what the machine tells.
    fn keep(
        &mut self,
        event: &SyncEvent,
        client: &mut Client,
        store: &mut Store,
    ) -> Result<(), CourierError> {
        let missed = entities::left(event, store)?;
        let before = media(event, store)?;
        match store.apply(event, &profile::now()) {
            Ok(()) => {}
            // Deleted while it was under way: the city has it, or has it not; here nobody asks for it any more.
            Err(StoreError::NoSuchRecord | StoreError::WrongState { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        for (url, ids) in missed {
            client.check_entities(&url, ids);
        }
        if let SyncEvent::FormComplete { form, missing, .. } = event {
            let is_new = !self.forms.iter().any(|known| known.hash == form.hash);
            if is_new || before != media(event, store)? {
                self.note_form(form, missing, store)?;
            }
        }
        self.note(event, store)?;
        // Each more would knock at the same door: after a wrong password that is how one is locked out.
        self.is_over |= client.has_given_up();
        Ok(())
    }

    /// Tells of a form that is new, or of which a file is.
    fn note_form(
        &mut self,
        form: &ListedForm,
        missing: &[String],
        store: &Store,
    ) -> Result<(), CourierError> {
        self.result.forms += 1;
        if !missing.is_empty() {
            tracing::info!(
                code = "media-missing",
                form = form.form_id.as_str(),
                files = missing.len(),
                "a form came without some of its files"
            );
        }
        if let Some(kept) = store.latest_form(&form.form_id)?
            && let Ok(xml) = String::from_utf8(kept.xml.as_bytes().to_vec())
        {
            (self.sink)(Incoming::News(News::Form {
                form_id: form.form_id.clone(),
                xml,
                files: form_files(store, &kept.summary.hash, &OwnChanges::default())?,
            }));
        }
        Ok(())
    }

    fn note(&mut self, event: &SyncEvent, store: &Store) -> Result<(), CourierError> {
        match event {
            SyncEvent::Submission { outcome, .. } => {
                self.under_way = self.under_way.saturating_sub(1);
                match outcome {
                    Ok(_) => self.result.delivered += 1,
                    Err(trouble) => self.note_trouble(trouble),
                }
                (self.sink)(Incoming::News(News::Records));
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
            } => self.note_trouble(trouble),
            SyncEvent::EntitiesChecked { deleted } if !deleted.is_empty() => {
                note_deleted(store, deleted)?;
                (self.sink)(Incoming::News(News::Records));
            }
            SyncEvent::RefreshEnded { outcome: Ok(_) }
            | SyncEvent::EntitiesChecked { .. }
            | SyncEvent::FormList { .. }
            | SyncEvent::FilesArrived { .. }
            | SyncEvent::Form { .. }
            | SyncEvent::FormComplete { .. }
            | SyncEvent::Media { .. } => {}
        }
        Ok(())
    }

    fn note_trouble(&mut self, trouble: &Trouble) {
        tracing::info!(
            code = trouble.code(),
            "the city could not be reached or did not take it"
        );
        match trouble {
            Trouble::Refused { .. } => self.result.refused += 1,
            Trouble::NeedsLogin { .. } => {
                self.result.needs_login = true;
                self.result.trouble = Some(trouble.code());
            }
            Trouble::TryLater {
                reason,
                retry_after,
            } => {
                self.result.trouble = Some(trouble.code());
                self.result.is_cut_off |= !matches!(
                    reason,
                    Reason::Busy { .. } | Reason::CutShort | Reason::TooLarge
                );
                self.result.retry_after = self.result.retry_after.max(*retry_after);
            }
        }
    }
}
