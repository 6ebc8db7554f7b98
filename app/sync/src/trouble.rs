//! What came of a job, and the one table that sorts HTTP statuses.

use std::fmt;
use std::time::Duration;

use crate::exchange::{Failure, Response};

/// Whether a submission reached the city.
pub type Outcome = Result<Delivered, Trouble>;

/// The city has the whole submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// What the server said, for the person.
    pub message: Option<ServerMessage>,
}

/// Why a job did not succeed, sorted by who must act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody needs to do anything: try again by itself.
    TryLater {
        /// What was in the way.
        reason: Reason,
        /// How long the server asked to be left alone.
        retry_after: Option<Duration>,
    },
    /// A person must look: the server understood and said no.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the server said.
        message: Option<ServerMessage>,
    },
    /// The account must be set right before anything can be sent (401, 403).
    NeedsLogin {
        /// The HTTP status.
        status: u16,
    },
}

impl Trouble {
    /// A stable code for the operator and for the database.
    pub fn code(&self) -> &'static str {
        match self {
            Trouble::TryLater { reason, .. } => reason.code(),
            Trouble::Refused { .. } => "refused",
            Trouble::NeedsLogin { .. } => "needs-login",
        }
    }

    pub(crate) fn later(reason: Reason) -> Trouble {
        Trouble::TryLater {
            reason,
            retry_after: None,
        }
    }

    /// How long the server asked to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Trouble::TryLater { retry_after, .. } => *retry_after,
            Trouble::Refused { .. } | Trouble::NeedsLogin { .. } => None,
        }
    }

    /// Whether other jobs would meet the same, so that asking again now is a waste of a person's time.
    ///
    /// 429 and 503, and whoever names a time, speak for the whole server; 500 may be about one record alone.
    pub fn is_about_all(&self) -> bool {
        match self {
            Trouble::TryLater {
                reason,
                retry_after,
            } => match reason {
                Reason::NoAnswer
                | Reason::TimedOut
                | Reason::Tls
                | Reason::Clock
                | Reason::Portal
                | Reason::Elsewhere => true,
                Reason::Busy { status } => matches!(status, 429 | 503) || retry_after.is_some(),
                Reason::CutShort | Reason::TooLarge => false,
            },
            Trouble::Refused { .. } | Trouble::NeedsLogin { .. } => false,
        }
    }

    /// Whether it will be tried again by itself.
    pub(crate) fn is_passing(&self) -> bool {
        !matches!(self, Trouble::Refused { .. })
    }
}

/// What was in the way of a job that will be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody answered.
    NoAnswer,
    /// It took too long.
    TimedOut,
    /// The server could not prove who it is.
    Tls,
    /// Its proof is not valid at the time that this computer's clock shows.
    Clock,
    /// The answer was not whole.
    CutShort,
    /// The answer was longer than any honest one.
    TooLarge,
    /// Somebody answered who is no OpenRosa server: most often the log-in page of a public network.
    Portal,
    /// The answer pointed to another host, or in circles.
    Elsewhere,
    /// The server is there and cannot now (408, 425, 429, 5xx).
    Busy {
        /// The HTTP status.
        status: u16,
    },
}

impl Reason {
    /// A stable code for the operator and for the database.
    pub fn code(self) -> &'static str {
        match self {
            Reason::NoAnswer => "no-answer",
            Reason::TimedOut => "timed-out",
            Reason::Tls => "tls",
            Reason::Clock => "clock",
            Reason::CutShort => "cut-short",
            Reason::TooLarge => "too-large",
            Reason::Portal => "portal",
            Reason::Elsewhere => "elsewhere",
            Reason::Busy { .. } => "busy",
        }
    }
}

impl From<Failure> for Reason {
    fn from(failure: Failure) -> Reason {
        match failure {
            Failure::NoAnswer => Reason::NoAnswer,
            Failure::TimedOut => Reason::TimedOut,
            Failure::Tls => Reason::Tls,
            Failure::Clock => Reason::Clock,
            Failure::CutShort => Reason::CutShort,
            Failure::TooLarge => Reason::TooLarge,
        }
    }
}

/// Words of a server for a person; they may repeat an answer, so `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerMessage(String);

const MESSAGE_LETTERS_MAX: usize = 500;

impl ServerMessage {
    /// Keeps what can be shown and spoken: no control characters, one space between words, at most 500 letters.
    pub fn new(text: &str) -> Option<ServerMessage> {
        let printable: String = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .take(MESSAGE_LETTERS_MAX * 4)
            .collect();
        let words: Vec<&str> = printable.split_whitespace().collect();
        let text: String = words.join(" ").chars().take(MESSAGE_LETTERS_MAX).collect();
        (!text.is_empty()).then_some(ServerMessage(text))
    }

    /// The words, for a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ServerMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "ServerMessage({} letters)",
            self.0.chars().count()
        )
    }
}

/// Sorts an answer that is not the one hoped for.
///
/// | status | meaning |
/// |---|---|
/// | 401, 403 | needs login |
/// | 407, 511 | a proxy or portal stands between |
/// | 408, 425, 429, 5xx | try later |
/// | other 4xx | refused |
/// | 1xx, 2xx, 3xx | not an OpenRosa server |
pub(crate) fn sort(response: &Response, message: Option<ServerMessage>) -> Trouble {
    let status = response.status;
    match status {
        401 | 403 => Trouble::NeedsLogin { status },
        407 | 511 => Trouble::later(Reason::Portal),
        408 | 425 | 429 | 500..=599 => Trouble::TryLater {
            reason: Reason::Busy { status },
            retry_after: retry_after(response),
        },
        400..=499 => Trouble::Refused {
            status,
            message: message.or_else(|| json_message(&response.body)),
        },
        _ => Trouble::later(Reason::Portal),
    }
}

const RETRY_AFTER_S_MAX: u64 = 24 * 3600;

/// Reads `Retry-After`: seconds, or a date, which is held against the date of the same answer, for there is no clock
/// here and the clock of this computer may be wrong.
fn retry_after(response: &Response) -> Option<Duration> {
    let said = response.header("Retry-After")?.trim();
    let seconds = match said.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let until = http_date(said)?;
            let now = http_date(response.header("Date")?)?;
            u64::try_from((until - now).max(0)).ok()?
        }
    };
    Some(Duration::from_secs(seconds.min(RETRY_AFTER_S_MAX)))
}

/// Reads a date as HTTP writes it, in seconds since 1970.
fn http_date(text: &str) -> Option<i64> {
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(date.timestamp().as_second())
}

/// Reads what a server says for the person where it does not answer in OpenRosa's words: the `message` (ODK Central)
/// or `detail` (KoboToolbox, Ona) of a JSON body.
fn json_message(body: &[u8]) -> Option<ServerMessage> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let said = ["message", "detail", "error"]
        .into_iter()
        .find_map(|key| value.get(key)?.as_str())?;
    ServerMessage::new(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, code: &str) {
        let response = Response {
            status,
            headers: vec![],
            body: vec![],
            final_url: String::new(),
        };
        assert_eq!(sort(&response, None).code(), code, "status {status}");
    }

    #[test]
    fn sorts_statuses_by_who_must_act() {
        for status in [400, 402, 404, 405, 409, 410, 413, 423] {
            check(status, "refused");
        }
        for status in [408, 425, 429, 500, 502, 503, 599] {
            check(status, "busy");
        }
        for status in [401, 403] {
            check(status, "needs-login");
        }
        for status in [0, 100, 200, 204, 302, 304, 407, 511, 600, 999] {
            check(status, "portal");
        }
    }

    #[test]
    fn bounds_how_long_a_server_may_ask_to_wait() {
        let mut response = Response {
            status: 503,
            headers: vec![("retry-after".to_owned(), "99999999".to_owned())],
            body: vec![],
            final_url: String::new(),
        };
        assert_eq!(retry_after(&response), Some(Duration::from_secs(86_400)));
        response.headers[0].1 = "Fri, 01 Jan 2027 00:01:30 GMT".to_owned();
        assert_eq!(retry_after(&response), None, "by whose clock?");
        let now = "Fri, 01 Jan 2027 00:00:00 GMT".to_owned();
        response.headers.push(("Date".to_owned(), now));
        assert_eq!(retry_after(&response), Some(Duration::from_secs(90)));
        response.headers[0].1 = "Fri, 01 Jan 2010 00:01:30 GMT".to_owned();
        assert_eq!(retry_after(&response), Some(Duration::ZERO));
        response.headers[0].1 = "soon".to_owned();
        assert_eq!(retry_after(&response), None);
    }

    #[test]
    fn reads_what_servers_say_in_json() {
        let said =
            |body: &str| json_message(body.as_bytes()).map(|found| found.as_str().to_owned());
        let central = "{\"message\":\"Could not find the resource.\",\"code\":404.1}";
        assert_eq!(
            said(central).as_deref(),
            Some("Could not find the resource.")
        );
        assert_eq!(
            said("{\"detail\":\"Not found.\"}").as_deref(),
            Some("Not found.")
        );
        for none in ["", "<html/>", "[1]", "{\"message\":7}", "null"] {
            assert_eq!(said(none), None, "{none}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(said(&deep), None);
    }

    #[test]
    fn cleans_and_hides_the_words_of_a_server() {
        let message = ServerMessage::new("  form\u{7} was\n\nclosed ").unwrap();
        assert_eq!(message.as_str(), "form was closed");
        assert_eq!(format!("{message:?}"), "ServerMessage(15 letters)");
        assert_eq!(ServerMessage::new(" \n"), None);
        assert_eq!(
            ServerMessage::new(&"é".repeat(9000))
                .unwrap()
                .as_str()
                .chars()
                .count(),
            500
        );
    }
}
