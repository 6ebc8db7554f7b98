//! One job under way, and its request that is out.

use url::Url;

use crate::account::Server;
use crate::client::{Ask, Step};
use crate::entities::Checking;
use crate::exchange::{Failure, Method, Request, RequestId, Response};
use crate::refresh::Refreshing;
use crate::trouble::{Reason, Trouble};

/// How many redirects in a row are followed.
const REDIRECTS_MAX: u32 = 5;

/// A job, and what of it is out.
pub(crate) struct Lane<J> {
    pub(crate) job: J,
    pub(crate) out: Option<Out>,
    again: Again,
}

/// Jobs that can wait while a submission is under way.
pub(crate) enum Calm {
    Refreshing(Box<Refreshing>),
    Checking(Checking),
}

impl Calm {
    pub(crate) fn ask(&self, server: &Server) -> Ask {
        match self {
            Calm::Refreshing(job) => job.ask(server),
            Calm::Checking(job) => job.ask(),
        }
    }

    /// Ends without having been done.
    pub(crate) fn end(&self, trouble: Trouble) -> Step {
        match self {
            Calm::Refreshing(job) => job.end(Err(trouble)),
            Calm::Checking(job) => job.end(Some(trouble)),
        }
    }
}

/// The request that is out: under which name, where to, how.
pub(crate) struct Out {
    id: RequestId,
    pub(crate) url: Url,
    method: Method,
    max_body: usize,
}

/// Why the same request is made once more.
#[derive(Default)]
struct Again {
    redirected: Option<Url>,
    redirects: u32,
    challenges: u32,
}

/// What an answer means before the job hears of it.
pub(crate) enum Heard {
    /// The request is to be made again: elsewhere, or with an answer to a challenge.
    Again,
    /// It is for the job.
    Answer(Out, Result<Response, Reason>),
}

impl<J> Lane<J> {
    pub(crate) fn new(job: J) -> Lane<J> {
        Lane {
            job,
            out: None,
            again: Again::default(),
        }
    }

    pub(crate) fn is_out(&self, id: RequestId) -> bool {
        self.out.as_ref().is_some_and(|out| out.id == id)
    }

    /// Writes the request with the headers that every request has, and counts it as out.
    pub(crate) fn send(
        &mut self,
        mut ask: Ask,
        next_id: &mut u64,
        server: &mut Server,
        language: &Option<String>,
    ) -> Request {
        if let Some(url) = self.again.redirected.clone() {
            ask.url = url;
        }
        if self.again.redirects + self.again.challenges > 0 {
            ask.pause = std::time::Duration::ZERO;
        }
        let id = RequestId(*next_id);
        *next_id += 1;
        self.out = Some(Out {
            id,
            url: ask.url.clone(),
            method: ask.method,
            max_body: ask.max_body,
        });
        let mut headers = vec![("X-OpenRosa-Version".to_owned(), "1.0".to_owned())];
        if let Some(language) = language {
            headers.push(("Accept-Language".to_owned(), language.clone()));
        }
        if let Some(authorization) = server.authorization(ask.method, &ask.url) {
            let value = authorization.reveal().to_owned();
            headers.push(("Authorization".to_owned(), value));
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
            about: ask.about,
        }
    }

    /// Takes what came: sorts out redirects, challenges, and answers of others.
    pub(crate) fn hear(&mut self, result: Result<Response, Failure>, server: &mut Server) -> Heard {
        let Some(out) = self.out.take() else {
            return Heard::Again;
        };
        let heard = result
            .map_err(Reason::from)
            .and_then(|response| check_whole(response, &out, server));
        let heard = match heard {
            Ok(response) if is_redirect(response.status) => {
                match self.redirect(&out, &response, server) {
                    Some(url) => {
                        self.again.redirected = Some(url);
                        self.again.redirects += 1;
                        return Heard::Again;
                    }
                    None => Err(Reason::Elsewhere),
                }
            }
            Ok(response)
                if response.status == 401
                    && server.challenged(&response, self.again.challenges) =>
            {
                self.again.challenges += 1;
                return Heard::Again;
            }
            other => other,
        };
        self.again = Again::default();
        Heard::Answer(out, heard)
    }

    /// Decides where a redirect may lead: the same host, a few times, and a POST only where it stays a POST.
    fn redirect(&self, out: &Out, response: &Response, server: &Server) -> Option<Url> {
        let keeps_method = out.method != Method::Post || matches!(response.status, 307 | 308);
        if !keeps_method || self.again.redirects >= REDIRECTS_MAX {
            return None;
        }
        server.redirect(&out.url, response.header("Location")?)
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
