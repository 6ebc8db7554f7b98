//! The machine: a queue of jobs, a few requests out at a time, never two for one record.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use url::Url;

use crate::account::{Account, AccountError, Server};
use crate::body::Body;
use crate::entities::Checking;
use crate::event::SyncEvent;
use crate::exchange::{About, Failure, Method, Request, RequestId, Response};
use crate::lane::{Calm, Heard, Lane};
use crate::queue::Queue;
use crate::refresh::{Known, Refreshing};
use crate::secret::Address;
use crate::sending::Sending;
use crate::submission::{Submission, SubmissionError};
use crate::trouble::Trouble;

/// How many troubles in a row, each perhaps about one record, are taken for trouble with the whole server.
const TROUBLES_MAX: u32 = 3;

/// The OpenRosa client. See the crate's head for the loop of its caller.
pub struct Client {
    server: Server,
    lanes_max: usize,
    queue: Queue,
    sending: Vec<Lane<Sending>>,
    calm: Option<Lane<Calm>>,
    calm_waiting: VecDeque<Calm>,
    troubles: u32,
    gave_up: bool,
    language: Option<String>,
    next_id: u64,
    events: VecDeque<SyncEvent>,
}

/// A request as a job wants it, before the headers that every request has.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) max_body: usize,
    pub(crate) pause: Duration,
    pub(crate) about: About,
}

impl Ask {
    pub(crate) fn new(method: Method, url: Url, max_body: usize, about: About) -> Ask {
        Ask {
            method,
            url,
            headers: vec![],
            body: Body::default(),
            max_body,
            pause: Duration::ZERO,
            about,
        }
    }
}

/// What a job does after an answer.
pub(crate) enum Step {
    /// It has another request.
    Again,
    /// It is over.
    Done {
        events: Vec<SyncEvent>,
        trouble: Option<Trouble>,
    },
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Client");
        shown
            .field("server", &self.server)
            .field("waiting", &self.queue.len());
        shown
            .field(
                "is_busy",
                &(!self.sending.is_empty() || self.calm.is_some()),
            )
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client for one account, with one request out at a time.
    pub fn new(account: Account) -> Result<Client, AccountError> {
        Ok(Client {
            server: Server::new(account)?,
            lanes_max: 1,
            queue: Queue::default(),
            sending: Vec::new(),
            calm: None,
            calm_waiting: VecDeque::new(),
            troubles: 0,
            gave_up: false,
            language: None,
            next_id: 1,
            events: VecDeque::new(),
        })
    }

    /// Sends so many submissions side by side, for a line on which an answer takes long. They are always different
    /// ones, and never two that write the same entity. A server that counts requests (Digest) gets one at a time.
    pub fn set_lanes(&mut self, lanes: usize) {
        self.lanes_max = if self.server.is_counting() {
            1
        } else {
            lanes.max(1)
        };
    }

    /// The language that people use, as `ko` or `en-GB`: a server may have names of forms in it.
    pub fn set_language(&mut self, language: &str) {
        let is_tag = !language.is_empty()
            && language.len() <= 35
            && language
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        self.language = is_tag.then(|| language.to_owned());
    }

    /// Plans to fetch the form list and what in it is new. A refresh that is already planned is enough.
    pub fn refresh(&mut self, known: Known) {
        let running = self.calm.as_ref().map(|lane| &lane.job);
        let mut jobs = running.into_iter().chain(&self.calm_waiting);
        if !jobs.any(|job| matches!(job, Calm::Refreshing(_))) {
            self.calm_waiting
                .push_back(Calm::Refreshing(Box::new(Refreshing::new(known))));
        }
    }

    /// Plans to ask what became of entities that left a list; `false` when the list's address is none of the account.
    pub fn check_entities(&mut self, integrity_url: &Address, ids: Vec<String>) -> bool {
        let url = self.server.offered(integrity_url.as_str());
        let job = url.map(|url| Calm::Checking(Checking::new(url, ids)));
        let is_planned = job.is_some();
        self.calm_waiting.extend(job);
        is_planned
    }

    /// Plans to send a submission; submissions go before everything else that is not out yet.
    pub fn send(&mut self, submission: Submission) -> Result<(), SubmissionError> {
        submission.check()?;
        let is_out = |lane: &Lane<Sending>| lane.job.instance_id() == submission.instance_id;
        if self.sending.iter().any(is_out) || self.queue.has(&submission.instance_id) {
            return Err(SubmissionError::AlreadyQueued);
        }
        if self.sending.is_empty() && self.queue.is_empty() {
            // A new round: what stood in the way of the last one may be gone, and its open door may be shut.
            self.queue.begin_round();
            self.troubles = 0;
            self.gave_up = false;
        }
        let sending = Sending::new(submission);
        match self.queue.held(&sending) {
            Some(trouble) => self.tell(sending.end(Err(trouble))),
            None => self.queue.push(sending),
        }
        Ok(())
    }

    /// Returns the next request to perform; `None` while as many are out as may be, or when there is nothing to do.
    pub fn next_request(&mut self) -> Option<Request> {
        let free = self.sending.iter().position(|lane| lane.out.is_none());
        let index = match free {
            Some(index) => index,
            None if self.sending.len() < self.lanes_max => {
                let next = self.queue.next(&self.sending);
                match next {
                    Some(sending) => self.sending.push(Lane::new(sending)),
                    None => return self.next_calm(),
                }
                self.sending.len() - 1
            }
            None => return None,
        };
        let lane = self.sending.get_mut(index)?;
        let ask = lane.job.ask(&self.server);
        Some(lane.send(ask, &mut self.next_id, &mut self.server, &self.language))
    }

    /// A request of what can wait: only when no submission is under way.
    fn next_calm(&mut self) -> Option<Request> {
        if !self.sending.is_empty() {
            return None;
        }
        if self.calm.is_none() {
            self.calm = self.calm_waiting.pop_front().map(Lane::new);
        }
        let lane = self.calm.as_mut()?;
        if lane.out.is_some() {
            return None;
        }
        let ask = lane.job.ask(&self.server);
        Some(lane.send(ask, &mut self.next_id, &mut self.server, &self.language))
    }

    /// Gives the machine what came of a request. An answer to any other request than one that is out is ignored.
    pub fn answer(&mut self, id: RequestId, result: Result<Response, Failure>) {
        let lane = self.sending.iter().position(|lane| lane.is_out(id));
        if let Some(index) = lane {
            self.hear_sending(index, result);
        } else if self.calm.as_ref().is_some_and(|lane| lane.is_out(id)) {
            self.hear_calm(result);
        }
    }

    fn hear_sending(&mut self, index: usize, result: Result<Response, Failure>) {
        let Some(lane) = self.sending.get_mut(index) else {
            return;
        };
        let (out, heard) = match lane.hear(result, &mut self.server) {
            Heard::Again => return,
            Heard::Answer(out, heard) => (out, heard),
        };
        let was_asking = lane.job.is_asking();
        let heard = heard.as_ref().map_err(|reason| *reason);
        let step = lane
            .job
            .hear(heard, &self.server, &out.url, &mut self.events);
        self.queue.set_door(lane.job.door().cloned());
        let Step::Done { ref trouble, .. } = step else {
            return;
        };
        let trouble = trouble.clone();
        let lane = self.sending.remove(index);
        self.tell(step);
        let Some(trouble) = trouble else {
            self.troubles = 0;
            return;
        };
        if trouble.is_passing() {
            self.queue.set_door(None);
            self.troubles += 1;
            for held in self.queue.hold(lane.job.entities(), &trouble) {
                self.tell(held.end(Err(trouble.clone())));
            }
        }
        if was_asking || trouble.is_about_all() || self.troubles >= TROUBLES_MAX {
            self.give_up(&trouble);
        }
    }

    fn hear_calm(&mut self, result: Result<Response, Failure>) {
        let Some(lane) = self.calm.as_mut() else {
            return;
        };
        let (_, heard) = match lane.hear(result, &mut self.server) {
            Heard::Again => return,
            Heard::Answer(out, heard) => (out, heard),
        };
        let step = match &mut lane.job {
            Calm::Refreshing(job) => job.hear(heard, &self.server, &mut self.events),
            Calm::Checking(job) => job.hear(heard.as_ref().map_err(|reason| *reason)),
        };
        if let Step::Done { ref trouble, .. } = step {
            let trouble = trouble.clone();
            self.calm = None;
            self.tell(step);
            if let Some(trouble) = trouble.filter(Trouble::is_about_all) {
                self.give_up(&trouble);
            }
        }
    }

    /// Returns the next event, in the order they happened.
    pub fn poll_event(&mut self) -> Option<SyncEvent> {
        self.events.pop_front()
    }

    /// Whether there is nothing left to do or to tell.
    pub fn is_idle(&self) -> bool {
        let is_sending = !self.sending.is_empty() || !self.queue.is_empty();
        let is_calm = self.calm.is_some() || !self.calm_waiting.is_empty();
        !is_sending && !is_calm && self.events.is_empty()
    }

    /// Whether it has given up the submissions of this round: to hand it more now would only have it ask once more.
    /// The next one that it is given when it has nothing under way begins a new round.
    pub fn has_given_up(&self) -> bool {
        self.gave_up
    }

    /// Ends all jobs that are not under way: they would meet the same, and nobody should wait for each in turn.
    fn give_up(&mut self, trouble: &Trouble) {
        self.gave_up = true;
        for sending in self.queue.drain() {
            self.tell(sending.end(Err(trouble.clone())));
        }
        let parked = self.calm.take_if(|lane| lane.out.is_none());
        let parked = parked.map(|lane| lane.job);
        let calm: Vec<Calm> = parked
            .into_iter()
            .chain(self.calm_waiting.drain(..))
            .collect();
        for job in calm {
            self.tell(job.end(trouble.clone()));
        }
    }

    fn tell(&mut self, step: Step) {
        if let Step::Done { events, .. } = step {
            self.events.extend(events);
        }
    }
}
