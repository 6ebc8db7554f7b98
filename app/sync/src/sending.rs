//! The job that sends one submission: ask, post, know.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::time::Duration;

use url::Url;

use crate::account::Server;
use crate::client::{Ask, Step};
use crate::event::SyncEvent;
use crate::exchange::{About, Method, Response};
use crate::multipart;
use crate::openrosa_response::OpenRosaResponse;
use crate::submission::{Attachment, Submission};
use crate::trouble::{Delivered, Outcome, Reason, ServerMessage, Trouble, sort};

/// The longest answer to a submission worth reading.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// What a server takes at once when it does not say (Kobo's and Ona's figure, the smallest seen).
const POST_BYTES_MAX_UNSAID: u64 = 10_000_000;
/// How long the one retry after a conflict waits, so that whatever it raced with has ended.
const CONFLICT_PAUSE: Duration = Duration::from_secs(3);

/// What the server's door said when it was asked: where submissions go, and how much at once.
#[derive(Clone)]
pub(crate) struct Door {
    url: Url,
    bytes_max: u64,
}

/// The steps: `Asking` (HEAD) → `Posting` (one POST for each batch of files) → done. A door that another submission
/// of the same round found open need not be asked again.
///
/// | answer | while asking | while posting |
/// |---|---|---|
/// | 204 + `X-OpenRosa-Version` | post | portal |
/// | 201, 202 + OpenRosaResponse | portal | next batch, or delivered |
/// | other 2xx | portal | portal |
/// | 409 | portal | once more alone, then refused |
/// | 413 | portal | in smaller batches; refused when there are none |
/// | other refusals | portal | refused |
/// | else | sorted by [`sort`] | sorted by [`sort`] |
pub(crate) struct Sending {
    submission: Submission,
    /// The entities it writes: two writes of one never overtake each other.
    entities: BTreeSet<String>,
    phase: Phase,
    had_conflict: bool,
    bytes_before: u64,
}

enum Phase {
    Asking,
    Posting {
        door: Door,
        batches: Vec<Range<usize>>,
        batch: usize,
    },
}

impl Sending {
    /// Plans to send the files that have not arrived; all of them when none is left, for one POST there must be.
    pub(crate) fn new(mut submission: Submission) -> Sending {
        let arrived = std::mem::take(&mut submission.arrived);
        let is_left = |file: &Attachment| !arrived.contains(&file.name);
        let bytes = bytes_of(&submission.attachments);
        if submission.attachments.iter().any(is_left) {
            submission.attachments.retain(is_left);
        }
        Sending {
            entities: submission.entities(),
            bytes_before: bytes - bytes_of(&submission.attachments),
            submission,
            phase: Phase::Asking,
            had_conflict: false,
        }
    }

    pub(crate) fn instance_id(&self) -> &str {
        &self.submission.instance_id
    }

    pub(crate) fn entities(&self) -> &BTreeSet<String> {
        &self.entities
    }

    /// Goes through a door that is known to be open.
    pub(crate) fn enter(&mut self, door: Door) {
        let batches = self.submission.batches(0, door.bytes_max);
        self.phase = Phase::Posting {
            door,
            batches,
            batch: 0,
        };
    }

    /// Whether it is the one that asks at the door.
    pub(crate) fn is_asking(&self) -> bool {
        matches!(self.phase, Phase::Asking)
    }

    /// The door that it found open.
    pub(crate) fn door(&self) -> Option<&Door> {
        match &self.phase {
            Phase::Asking => None,
            Phase::Posting { door, .. } => Some(door),
        }
    }

    pub(crate) fn ask(&self, server: &Server) -> Ask {
        match &self.phase {
            Phase::Asking => {
                let url = server.below("submission");
                Ask::new(Method::Head, url, ANSWER_BYTES_MAX, About::Door)
            }
            Phase::Posting {
                door,
                batches,
                batch,
            } => {
                let range = batches.get(*batch).cloned().unwrap_or_default();
                let files = self.submission.attachments.get(range.clone());
                let more_follow = batch + 1 < batches.len();
                let post =
                    multipart::write(&self.submission.xml, files.unwrap_or(&[]), more_follow);
                let behind = self.submission.attachments.get(range.end..);
                let behind = bytes_of(behind.unwrap_or(&[]));
                let about = About::Submission {
                    instance_id: self.submission.instance_id.clone(),
                    bytes_before: self.bytes_before,
                    bytes_to_come: post.body.len().saturating_add(behind),
                };
                let mut ask = Ask::new(Method::Post, door.url.clone(), ANSWER_BYTES_MAX, about);
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
        events: &mut VecDeque<SyncEvent>,
    ) -> Step {
        let step = match (heard, &self.phase) {
            (Err(reason), _) => Err(Trouble::later(reason)),
            (Ok(response), Phase::Asking) => self.hear_asking(response, server, asked),
            (Ok(response), Phase::Posting { .. }) => self.hear_posting(response, events),
        };
        match step {
            Ok(None) => Step::Again,
            Ok(Some(delivered)) => self.end(Ok(delivered)),
            Err(trouble) => self.end(Err(trouble)),
        }
    }

    /// Ends, tried or not.
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
        // A server behind a proxy may call itself by a name that nobody outside knows (Ona and KoboToolbox name it as
        // they were asked from inside): where it was asked it is, and it has just shown what it is.
        let said = response.header("Location");
        let url = said.and_then(|location| server.redirect(asked, location));
        let url = url.unwrap_or_else(|| asked.clone());
        let said = response.header("X-OpenRosa-Accept-Content-Length");
        let bytes_max = said
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(POST_BYTES_MAX_UNSAID);
        self.enter(Door { url, bytes_max });
        Ok(None)
    }

    fn hear_posting(
        &mut self,
        response: &Response,
        events: &mut VecDeque<SyncEvent>,
    ) -> Result<Option<Delivered>, Trouble> {
        let said = OpenRosaResponse::parse(&response.body);
        match (response.status, said) {
            (201 | 202, Some(said)) => Ok(self.next_batch(said.message, events)),
            (201 | 202, None) => Err(Trouble::later(Reason::Portal)),
            (409, _) if !self.had_conflict => {
                self.had_conflict = true;
                Ok(None)
            }
            (413, _) if self.split_finer() => Ok(None),
            (_, said) => Err(sort(response, said.and_then(|said| said.message))),
        }
    }

    fn next_batch(
        &mut self,
        message: Option<ServerMessage>,
        events: &mut VecDeque<SyncEvent>,
    ) -> Option<Delivered> {
        let Phase::Posting { batches, batch, .. } = &mut self.phase else {
            return None;
        };
        self.had_conflict = false;
        let range = batches.get(*batch).cloned().unwrap_or_default();
        *batch += 1;
        if *batch >= batches.len() {
            return Some(Delivered { message });
        }
        let files = self.submission.attachments.get(range).unwrap_or(&[]);
        self.bytes_before = self.bytes_before.saturating_add(bytes_of(files));
        events.push_back(SyncEvent::FilesArrived {
            instance_id: self.submission.instance_id.clone(),
            names: files.iter().map(|file| file.name.clone()).collect(),
        });
        None
    }

    /// A proxy takes less than the server says: what is left goes in batches half as large as the one that was too
    /// large. `false` when that one held a single file, for nothing smaller can be sent.
    fn split_finer(&mut self) -> bool {
        let Phase::Posting {
            door,
            batches,
            batch,
        } = &mut self.phase
        else {
            return false;
        };
        let range = batches.get(*batch).cloned().unwrap_or_default();
        let Some(files) = self.submission.attachments.get(range.clone()) else {
            return false;
        };
        if files.len() < 2 {
            return false;
        }
        let size = bytes_of(files);
        // Half of the batch, counted with what stands around it, splits it for certain: one file is at most what is
        // above the half.
        door.bytes_max = multipart::bytes_without_files(&self.submission.xml) + size / 2;
        batches.truncate(*batch);
        let finer = self.submission.batches(range.start, door.bytes_max);
        batches.extend(finer);
        true
    }
}

fn bytes_of(files: &[Attachment]) -> u64 {
    let sizes = files.iter().map(|file| file.file.size);
    sizes.fold(0, u64::saturating_add)
}
