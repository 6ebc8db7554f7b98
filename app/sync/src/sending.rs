//! The job that sends one submission: ask, post, know.

use std::ops::Range;
use std::time::Duration;

use url::Url;

use crate::account::Server;
use crate::client::{Ask, Step};
use crate::event::SyncEvent;
use crate::exchange::{Method, Response};
use crate::multipart;
use crate::openrosa_response::OpenRosaResponse;
use crate::submission::Submission;
use crate::trouble::{Delivered, Outcome, Reason, ServerMessage, Trouble, sort};

/// The longest answer to a submission worth reading.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// What a server takes at once when it does not say (Kobo's and Ona's figure, the smallest seen).
const POST_BYTES_MAX_UNSAID: u64 = 10_000_000;
/// How long the one retry after a conflict waits, so that whatever it raced with has ended.
const CONFLICT_PAUSE: Duration = Duration::from_secs(3);

/// The steps: `Asking` (HEAD) → `Posting` (one POST for each batch of files) → done.
///
/// | answer | while asking | while posting |
/// |---|---|---|
/// | 204 + `X-OpenRosa-Version` | post | portal |
/// | 201, 202 + OpenRosaResponse | portal | next batch, or delivered |
/// | other 2xx | portal | portal |
/// | 409 | portal | once more alone, then refused |
/// | other refusals | portal | refused |
/// | else | sorted by [`sort`] | sorted by [`sort`] |
pub(crate) struct Sending {
    submission: Submission,
    phase: Phase,
    had_conflict: bool,
}

enum Phase {
    Asking,
    Posting {
        url: Url,
        batches: Vec<Range<usize>>,
        batch: usize,
    },
}

impl Sending {
    pub(crate) fn new(submission: Submission) -> Sending {
        Sending {
            submission,
            phase: Phase::Asking,
            had_conflict: false,
        }
    }

    pub(crate) fn instance_id(&self) -> &str {
        &self.submission.instance_id
    }

    pub(crate) fn ask(&self, server: &Server) -> Ask {
        match &self.phase {
            Phase::Asking => Ask::new(Method::Head, server.below("submission"), ANSWER_BYTES_MAX),
            Phase::Posting {
                url,
                batches,
                batch,
            } => {
                let files = batches
                    .get(*batch)
                    .and_then(|range| self.submission.attachments.get(range.clone()));
                let more_follow = batch + 1 < batches.len();
                let post =
                    multipart::write(&self.submission.xml, files.unwrap_or(&[]), more_follow);
                let mut ask = Ask::new(Method::Post, url.clone(), ANSWER_BYTES_MAX);
                ask.headers
                    .push(("Content-Type".to_owned(), post.content_type));
                ask.body = post.body;
                if self.had_conflict {
                    ask.pause = CONFLICT_PAUSE;
                }
                ask
            }
        }
    }

    pub(crate) fn hear(
        &mut self,
        heard: Result<&Response, Reason>,
        server: &Server,
        asked: &Url,
    ) -> Step {
        let step = match (heard, &self.phase) {
            (Err(reason), _) => Err(Trouble::later(reason)),
            (Ok(response), Phase::Asking) => self.hear_asking(response, server, asked),
            (Ok(response), Phase::Posting { .. }) => self.hear_posting(response),
        };
        match step {
            Ok(None) => Step::Again,
            Ok(Some(delivered)) => self.end(Ok(delivered)),
            Err(trouble) => self.end(Err(trouble)),
        }
    }

    /// Ends without having been tried, as the job before it ended.
    pub(crate) fn end(&self, outcome: Outcome) -> Step {
        let trouble = outcome.as_ref().err().cloned();
        let instance_id = self.submission.instance_id.clone();
        Step::Done {
            events: vec![SyncEvent::Submission {
                instance_id,
                outcome,
            }],
            trouble,
        }
    }

    fn hear_asking(
        &mut self,
        response: &Response,
        server: &Server,
        asked: &Url,
    ) -> Result<Option<Delivered>, Trouble> {
        if response.status != 204 {
            // Nobody has looked at the submission yet, so nobody can have refused it: the address is wrong, or
            // somebody else answers there.
            return Err(match sort(response, None) {
                Trouble::Refused { .. } => Trouble::later(Reason::Portal),
                other => other,
            });
        }
        if response.header("X-OpenRosa-Version").is_none() {
            return Err(Trouble::later(Reason::Portal));
        }
        let url = match response.header("Location") {
            None => asked.clone(),
            Some(location) => server
                .redirect(asked, location)
                .ok_or(Trouble::later(Reason::Elsewhere))?,
        };
        let said = response.header("X-OpenRosa-Accept-Content-Length");
        let bytes_max = said
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(POST_BYTES_MAX_UNSAID);
        let batches = self.submission.batches(bytes_max);
        self.phase = Phase::Posting {
            url,
            batches,
            batch: 0,
        };
        Ok(None)
    }

    fn hear_posting(&mut self, response: &Response) -> Result<Option<Delivered>, Trouble> {
        let said = OpenRosaResponse::parse(&response.body);
        match (response.status, said) {
            (201 | 202, Some(said)) => Ok(self.next_batch(said.message)),
            (201 | 202, None) => Err(Trouble::later(Reason::Portal)),
            (409, _) if !self.had_conflict => {
                self.had_conflict = true;
                Ok(None)
            }
            (_, said) => Err(sort(response, said.and_then(|said| said.message))),
        }
    }

    fn next_batch(&mut self, message: Option<ServerMessage>) -> Option<Delivered> {
        let Phase::Posting { batches, batch, .. } = &mut self.phase else {
            return None;
        };
        self.had_conflict = false;
        *batch += 1;
        (*batch >= batches.len()).then_some(Delivered { message })
    }
}
