//! What goes over the wire: the request to perform, and what came of it.

use std::fmt;
use std::time::Duration;

use crate::body::Body;
use crate::secret::redacted;

/// The name of one request; an answer under another name is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub(crate) u64);

/// How a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Fetch a form list, a form, a manifest or a media file.
    Get,
    /// Ask whether submissions are taken here.
    Head,
    /// Send a submission.
    Post,
}

impl Method {
    /// The method as HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
        }
    }
}

/// A request to perform as it stands: no redirect followed, no header added that changes its meaning.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The name under which the answer is given back.
    pub id: RequestId,
    /// How.
    pub method: Method,
    /// Where; may hold a token, so it belongs into no log.
    pub url: String,
    /// Header names and values, secrets among them.
    pub headers: Vec<(String, String)>,
    /// What is sent; empty for [`Method::Get`] and [`Method::Head`].
    pub body: Body,
    /// The largest answer worth reading; a longer one is [`Failure::TooLarge`].
    pub max_body: usize,
    /// How long to wait before performing it; nearly always zero.
    pub pause: Duration,
    /// What it is about.
    pub about: About,
}

/// What a request is about: for whoever shows how far it is, and for whoever can go on where a cut left off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The list of forms, a form, or the list of its files.
    Forms,
    /// A file of a form, whose bytes are these if they come whole.
    Media {
        /// `md5:` and 32 digits; empty when nobody said.
        hash: String,
    },
    /// Whether submissions are taken.
    Door,
    /// A submission.
    Submission {
        /// Which.
        instance_id: String,
        /// How many bytes of its files earlier POSTs have brought there.
        bytes_before: u64,
        /// How many bytes this POST and those behind it have to bring.
        bytes_to_come: u64,
    },
    /// What became of entities that left a list.
    Entities,
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Request({} {} {}, {} bytes)",
            self.id.0,
            self.method.as_str(),
            redacted(&self.url),
            self.body.len()
        )
    }
}

/// A whole answer: its body was read to the end.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names, in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
    /// The address that really answered.
    pub final_url: String,
}

impl Response {
    /// Returns the first value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// Returns all values of a header.
    pub(crate) fn headers_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self
            .headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Response({} from {}, {} bytes)",
            self.status,
            redacted(&self.final_url),
            self.body.len()
        )
    }
}

/// Why a request had no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No name, no route, no connection, or it closed before the headers came.
    NoAnswer,
    /// The connection or the answer took too long.
    TimedOut,
    /// The server could not prove who it is.
    Tls,
    /// Its proof is not valid at the time that this computer's clock shows: the clock, or the proof, is out of date.
    Clock,
    /// The answer ended before its length, or its encoding broke.
    CutShort,
    /// The answer was longer than [`Request::max_body`].
    TooLarge,
}
