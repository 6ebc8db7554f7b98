//! The machine: one queue of jobs, one request out at a time.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use url::Url;

use crate::account::{Account, AccountError, Server};
use crate::body::Body;
use crate::event::SyncEvent;
use crate::exchange::{Failure, Method, Request, RequestId, Response};
use crate::refresh::{Known, Refreshing};
use crate::sending::Sending;
use crate::submission::{Submission, SubmissionError};
use crate::trouble::{Reason, Trouble};

/// How many redirects in a row are followed.
const REDIRECTS_MAX: u32 = 5;

/// The OpenRosa client. See the crate's head for the loop of its caller.
pub struct Client {
    server: Server,
    job: Option<Job>,
    waiting: VecDeque<Job>,
    out: Option<Out>,
    redirected: Option<(Url, u32)>,
    next_id: u64,
    events: VecDeque<SyncEvent>,
}

/// The request that is out: under which name, where to, how.
struct Out {
    id: RequestId,
    url: Url,
    method: Method,
    max_body: usize,
    redirects: u32,
}

enum Job {
    Sending(Sending),
    Refreshing(Refreshing),
}

/// A request as a job wants it, before the headers that every request has.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) max_body: usize,
    pub(crate) pause: Duration,
}

impl Ask {
    pub(crate) fn new(method: Method, url: Url, max_body: usize) -> Ask {
        Ask {
            method,
            url,
            headers: vec![],
            body: Body::default(),
            max_body,
            pause: Duration::ZERO,
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
            .field("waiting", &self.waiting.len());
        shown
            .field("is_busy", &self.job.is_some())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client for one account.
    pub fn new(account: Account) -> Result<Client, AccountError> {
        Ok(Client {
            server: Server::new(account)?,
            job: None,
            waiting: VecDeque::new(),
            out: None,
            redirected: None,
            next_id: 1,
            events: VecDeque::new(),
        })
    }

    /// Plans to fetch the form list and what in it is new. A refresh that is already planned is enough.
    pub fn refresh(&mut self, known: Known) {
        let mut jobs = self.job.iter().chain(&self.waiting);
        if !jobs.any(|job| matches!(job, Job::Refreshing(_))) {
            self.waiting
                .push_back(Job::Refreshing(Refreshing::new(known)));
        }
    }

    /// Plans to send a submission; submissions go before a refresh that has not begun.
    pub fn send(&mut self, submission: Submission) -> Result<(), SubmissionError> {
        submission.check()?;
        let mut jobs = self.job.iter().chain(&self.waiting);
        if jobs.any(|job| matches!(job, Job::Sending(sending) if sending.instance_id() == submission.instance_id)) {
            return Err(SubmissionError::AlreadyQueued);
        }
        let place = self
            .waiting
            .iter()
            .position(|job| matches!(job, Job::Refreshing(_)));
        let sending = Job::Sending(Sending::new(submission));
        self.waiting
            .insert(place.unwrap_or(self.waiting.len()), sending);
        Ok(())
    }

    /// Returns the next request to perform; `None` while one is out or when there is nothing to do.
    pub fn next_request(&mut self) -> Option<Request> {
        if self.out.is_some() {
            return None;
        }
        if self.job.is_none() {
            self.job = self.waiting.pop_front();
        }
        let mut ask = match self.job.as_ref()? {
            Job::Sending(sending) => sending.ask(&self.server),
            Job::Refreshing(refreshing) => refreshing.ask(&self.server),
        };
        let mut redirects = 0;
        if let Some((url, count)) = self.redirected.take() {
            (ask.url, redirects) = (url, count);
            ask.pause = Duration::ZERO;
        }
        let id = RequestId(self.next_id);
        self.next_id += 1;
        self.out = Some(Out {
            id,
            url: ask.url.clone(),
            method: ask.method,
            max_body: ask.max_body,
            redirects,
        });
        Some(self.dress(id, ask))
    }

    /// Gives the machine what came of a request. An answer to any other request than the one that is out is ignored.
    pub fn answer(&mut self, id: RequestId, result: Result<Response, Failure>) {
        let Some(out) = self.out.take_if(|out| out.id == id) else {
            return;
        };
        let heard = result
            .map_err(Reason::from)
            .and_then(|response| check_whole(response, &out, &self.server));
        let heard = match heard {
            Ok(response) if is_redirect(response.status) => match self.redirect(&out, &response) {
                Some(url) => {
                    self.redirected = Some((url, out.redirects + 1));
                    return;
                }
                None => Err(Reason::Elsewhere),
            },
            other => other,
        };
        let step = match self.job.as_mut() {
            Some(Job::Sending(sending)) => sending.hear(
                heard.as_ref().map_err(|reason| *reason),
                &self.server,
                &out.url,
            ),
            Some(Job::Refreshing(refreshing)) => refreshing.hear(
                heard.as_ref().map_err(|reason| *reason),
                &self.server,
                &mut self.events,
            ),
            None => return,
        };
        if let Step::Done { events, trouble } = step {
            self.job = None;
            self.events.extend(events);
            self.give_up_behind(trouble);
        }
    }

    /// Returns the next event, in the order they happened.
    pub fn poll_event(&mut self) -> Option<SyncEvent> {
        self.events.pop_front()
    }

    /// Whether there is nothing left to do or to tell.
    pub fn is_idle(&self) -> bool {
        self.job.is_none() && self.waiting.is_empty() && self.events.is_empty()
    }

    /// When the network is away, ends all jobs behind the one that found out, so that nobody waits for each in turn.
    fn give_up_behind(&mut self, trouble: Option<Trouble>) {
        let Some(trouble) = trouble.filter(Trouble::is_about_the_network) else {
            return;
        };
        for job in std::mem::take(&mut self.waiting) {
            let step = match &job {
                Job::Sending(sending) => sending.end(Err(trouble.clone())),
                Job::Refreshing(refreshing) => refreshing.end(Err(trouble.clone())),
            };
            if let Step::Done { events, .. } = step {
                self.events.extend(events);
            }
        }
    }

    fn dress(&self, id: RequestId, ask: Ask) -> Request {
        let mut headers = vec![("X-OpenRosa-Version".to_owned(), "1.0".to_owned())];
        if let Some(authorization) = self.server.authorization() {
            headers.push((
                "Authorization".to_owned(),
                authorization.reveal().to_owned(),
            ));
        }
        headers.extend(ask.headers);
        Request {
            id,
            method: ask.method,
            url: ask.url.into(),
            headers,
            body: ask.body,
            max_body: ask.max_body,
            pause: ask.pause,
        }
    }

    /// Decides where a redirect may lead: the same host, a few times, and a POST only where it stays a POST.
    fn redirect(&self, out: &Out, response: &Response) -> Option<Url> {
        let keeps_method = out.method != Method::Post || matches!(response.status, 307 | 308);
        if !keeps_method || out.redirects >= REDIRECTS_MAX {
            return None;
        }
        self.server.redirect(&out.url, response.header("Location")?)
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Holds an answer against what was asked: its length, and who gave it.
fn check_whole(response: Response, out: &Out, server: &Server) -> Result<Response, Reason> {
    if response.body.len() > out.max_body {
        return Err(Reason::TooLarge);
    }
    let is_home = Url::parse(&response.final_url).is_ok_and(|url| server.is_home(&url));
    if !is_home {
        return Err(Reason::Elsewhere);
    }
    Ok(response)
}
