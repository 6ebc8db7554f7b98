//! What a person began, finished and sent, as the store tells it.

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

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The store's number for it.
    pub id: i64,
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
}
