//! What a person began, finished and sent, as the store tells it; and what can be done with one of them.

use crate::files::{Attached, FormFiles, Place};
use std::fmt;

/// Where a record is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordState {
    /// Begun.
    Draft,
    /// Finished; waits for a connection.
    Waiting,
    /// Under way just now.
    Sending,
    /// The city has it.
    Sent,
    /// The city answered.
    Answered,
    /// The city's computer would not take it.
    Refused,
}

/// What was in the way when a record was sent last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody answered, or not to the end.
    NoAnswer,
    /// The log-in page of a public network answered.
    Portal,
    /// Nobody could be sure that it was the city's computer.
    Unsure,
    /// The city's computer is there and cannot now.
    Busy,
    /// The city does not know the form, or the record that is corrected.
    Unknown,
    /// The city has something else in its place already.
    Conflict,
    /// It is larger than the city takes.
    TooLarge,
    /// The city does not take this form now.
    Closed,
    /// What lies on the disk is not what was finished.
    Altered,
    /// Anything else.
    Other,
}

/// What the city says of a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// How far it is, in the city's own word, such as `in_progress`.
    pub state: String,
    /// What the city answered.
    pub words: Option<String>,
}

/// An answer is as private as a question.
impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Case({})", self.state)
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The store's number for it.
    pub id: i64,
    /// Its identity towards the city.
    pub instance_id: String,
    /// The identity of the record that it takes the place of.
    pub replaces: Option<String>,
    /// Its form.
    pub form_id: String,
    /// The form's title when it was begun.
    pub title: String,
    /// Where it is on its way.
    pub state: RecordState,
    /// Whether it was encrypted for the city: nobody here can read its answers.
    pub sealed: bool,
    /// The receipt number, once it is finished.
    pub receipt: Option<String>,
    /// When it last changed: RFC 3339.
    pub changed_at: String,
    /// The server's own words.
    pub server_message: Option<String>,
    /// What was in the way last; none if it has arrived since, or was never tried.
    pub trouble: Option<Trouble>,
    /// What the city says of it.
    pub case: Option<Case>,
}

/// A record as it was kept, with all that is needed to read it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptRecord {
    /// The record's number.
    pub record: i64,
    /// The form's id.
    pub form_id: String,
    /// The form it was filled in with.
    pub form_xml: String,
    /// What belongs to that form, as far as the pack does not have it.
    pub files: FormFiles,
    /// The files of the record.
    pub attached: Vec<Attached>,
    /// What was filled in.
    pub saved: String,
    /// The question it was left at, if it is a draft.
    pub at_question: Option<String>,
    /// What was typed and not yet accepted, as the draft wrote it.
    pub pending: Option<String>,
}

/// Tells nothing of the answers.
impl fmt::Debug for KeptRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeptRecord({})", self.record)
    }
}

/// What happened to a record.
#[derive(Clone, Debug)]
pub enum RecordEvent {
    /// It is this now; a new one, or one that changed.
    Changed(Record),
    /// It was read.
    Read(KeptRecord),
    /// This one, or its form, cannot be read.
    Unreadable(i64),
    /// It is gone for good.
    Deleted(i64),
    /// It could not be deleted: it is being sent, or the disk does not let it.
    NotDeleted,
    /// Where a copy can be put.
    Places(Vec<Place>),
    /// A copy is on the disk.
    Copied {
        /// What the folder of the copy is called.
        folder: String,
        /// The files of the record that could not be read, by name.
        missing: Vec<String>,
    },
    /// It is not.
    NotCopied(CopyTrouble),
    /// It was being filled in when Maru ended last.
    LeftOpen(i64),
}

/// Why there is no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyTrouble {
    /// The stick is full.
    DiskFull,
    /// The stick is gone, or cannot be written.
    Unwritable,
}

/// A copy to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct Copy {
    /// The record's number.
    pub record: i64,
    /// Which of the places that were told, from 0.
    pub place: usize,
    /// What its folder is to be called.
    pub name: String,
    /// All questions and answers, to be read by people.
    pub text: String,
}

/// Tells nothing of the answers.
impl fmt::Debug for Copy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Copy({})", self.record)
    }
}

/// What the world is asked to do with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordEffect {
    /// Read it; answered by [`RecordEvent::Read`] or [`RecordEvent::Unreadable`].
    Read(i64),
    /// Delete it for good, though it may wait to be sent; answered by [`RecordEvent::Deleted`] or
    /// [`RecordEvent::NotDeleted`].
    Delete(i64),
    /// Put one that was refused back into the queue; answered by [`RecordEvent::Changed`].
    Retry(i64),
    /// Look where a copy can be put; answered by [`RecordEvent::Places`].
    ListPlaces,
    /// Make a copy; answered by [`RecordEvent::Copied`] or [`RecordEvent::NotCopied`].
    Copy(Copy),
}

/// For what a record is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be looked at.
    Look,
    /// To be corrected.
    Correct,
    /// To be copied to that place.
    Copy(usize),
}

/// What can be done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// All questions and answers are shown.
    Look,
    /// It goes on being filled in.
    GoOn,
    /// Its answers are corrected and sent again.
    Correct,
    /// It is tried to be sent once more.
    Retry,
    /// A copy is put elsewhere.
    Copy,
    /// It goes for good.
    Delete,
}

impl Act {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Act; 6] = [
        Act::GoOn,
        Act::Look,
        Act::Correct,
        Act::Retry,
        Act::Copy,
        Act::Delete,
    ];
}

impl Record {
    /// Whether this can be done with it. On a computer that people share nothing of what one sent is shown to the next.
    pub(crate) fn allows(&self, act: Act, is_shared: bool) -> bool {
        use RecordState::{Answered, Draft, Refused, Sending, Sent};
        let is_open = !is_shared || self.state == Draft;
        let is_corrupt = self.trouble == Some(Trouble::Altered);
        match act {
            Act::GoOn => self.state == Draft,
            Act::Look => is_open && self.state != Draft && !self.sealed,
            // What is locked can be read by the city alone. What was refused was never there to be corrected: its
            // answers are sent as another record. One that was to correct another cannot be, and is for the city to
            // untangle.
            Act::Correct => {
                is_open
                    && !is_corrupt
                    && !self.sealed
                    && (matches!(self.state, Sent | Answered)
                        || self.state == Refused && self.replaces.is_none())
            }
            Act::Retry => self.state == Refused && !is_corrupt,
            Act::Copy => is_open,
            Act::Delete => self.state != Sending,
        }
    }
}
