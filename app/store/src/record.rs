//! A record: one form as one person filled it in, from draft to answer.

use std::fmt;

use maru_sync::{Content, ServerMessage, md5_name};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::case::{Case, read_case};
use crate::error::StoreError;
use crate::open::Store;
use crate::outbox::ALTERED;
use crate::receipt::Receipt;
use crate::statement::sql;

/// The number of a record in this database; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub i64);

/// Where a record is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordState {
    /// Being filled in.
    Draft,
    /// Finalised; waits to be sent.
    Ready,
    /// A sender has it; whether it arrived is not known yet.
    Sending,
    /// The city has it.
    Sent,
    /// The city has answered.
    Answered,
    /// The city said no; a person must look.
    Refused,
}

impl RecordState {
    /// The state as the database writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            RecordState::Draft => "draft",
            RecordState::Ready => "ready",
            RecordState::Sending => "sending",
            RecordState::Sent => "sent",
            RecordState::Answered => "answered",
            RecordState::Refused => "refused",
        }
    }
}

impl FromSql for RecordState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<RecordState> {
        Ok(match value.as_str()? {
            "draft" => RecordState::Draft,
            "ready" => RecordState::Ready,
            "sending" => RecordState::Sending,
            "sent" => RecordState::Sent,
            "answered" => RecordState::Answered,
            "refused" => RecordState::Refused,
            _ => return Err(FromSqlError::InvalidType),
        })
    }
}

/// What a list of records shows: no answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSummary {
    /// The record.
    pub id: RecordId,
    /// Its identity for the city.
    pub instance_id: String,
    /// The exact form it was begun with.
    pub form_hash: String,
    /// The form's identifier.
    pub form_id: String,
    /// The form's version.
    pub version: String,
    /// The form's title, as it was.
    pub title: String,
    /// Where it is on its way.
    pub state: RecordState,
    /// Whether it was encrypted when it was finalised: then nobody here can read its answers.
    pub is_sealed: bool,
    /// The number for people; every record but a draft has one.
    pub receipt: Option<Receipt>,
    /// When it was begun.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// When it was finalised.
    pub finalised_at: Option<String>,
    /// When the city took it.
    pub sent_at: Option<String>,
    /// How often it was tried to be sent.
    pub attempts: u32,
    /// The code of the last trouble.
    pub last_error: Option<String>,
    /// What the server said last.
    pub server_message: Option<ServerMessage>,
    /// The `instance_id` of the record that this one takes the place of.
    pub replaces: Option<String>,
    /// What the city says of it.
    pub case: Option<Case>,
}

/// A record with what was filled in.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// All that is not an answer.
    pub summary: RecordSummary,
    /// The filled-in form: as last saved, or frozen.
    pub xml: Content,
    /// Where the person was.
    pub at_question: Option<String>,
    /// What was typed there and not yet accepted.
    pub pending: Option<String>,
}

impl fmt::Debug for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Record")
            .field(&self.summary)
            .field(&self.xml)
            .finish()
    }
}

impl Store {
    /// Returns all records, the last changed first.
    pub fn records(&self) -> Result<Vec<RecordSummary>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/summaries"))?;
        let summaries = statement.query_map([], read_summary)?;
        Ok(summaries.collect::<Result<_, _>>()?)
    }

    /// Returns what a list shows of one record; `None` when there is none.
    pub fn summary(&self, id: RecordId) -> Result<Option<RecordSummary>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/summary"))?;
        let found = statement.query_row(named_params! { ":id": id.0 }, read_summary);
        Ok(found.optional()?)
    }

    /// Returns one record; `None` when there is none.
    pub fn record(&self, id: RecordId) -> Result<Option<Record>, StoreError> {
        let Some((record, md5)) = self.read_record(id)? else {
            return Ok(None);
        };
        if md5_name(record.xml.as_bytes()) != md5 {
            return Err(StoreError::Altered { id });
        }
        Ok(Some(record))
    }

    /// Returns a record if it is a draft.
    pub fn draft(&self, id: RecordId) -> Result<Option<Record>, StoreError> {
        Ok(self
            .record(id)?
            .filter(|record| record.summary.state == RecordState::Draft))
    }

    /// Returns the exact bytes of a record, to be carried away on another way, even when they were altered.
    pub fn export(&self, id: RecordId) -> Result<Content, StoreError> {
        let (record, _) = self.read_record(id)?.ok_or(StoreError::NoSuchRecord)?;
        Ok(record.xml)
    }

    /// Deletes a record for good, its bytes and its attachments on the disk included.
    ///
    /// One that waits to be sent goes only by `force`; one that is being sent does not go at all.
    pub fn delete(&self, id: RecordId, force: bool) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/delete"))?;
        let count = statement.execute(named_params! { ":id": id.0, ":force": force })?;
        self.expect_one(id, count)?;
        // The log still holds the bytes. That it cannot be emptied now (somebody reads) undoes nothing.
        self.forget_log();
        self.collect_later();
        Ok(())
    }

    /// Turns "no row was changed" into the reason.
    pub(crate) fn expect_one(&self, id: RecordId, count: usize) -> Result<(), StoreError> {
        if count == 1 {
            return Ok(());
        }
        let (record, _) = self.read_record(id)?.ok_or(StoreError::NoSuchRecord)?;
        Err(StoreError::WrongState {
            id,
            state: record.summary.state,
        })
    }

    /// Returns a record and the checksum it was stored with.
    pub(crate) fn read_record(&self, id: RecordId) -> Result<Option<(Record, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/by_id"))?;
        let read = |row: &Row<'_>| {
            let record = Record {
                summary: read_summary(row)?,
                xml: Content::from(read_bytes(row, "xml")?),
                at_question: read_text(row, "at_question")?,
                pending: read_text(row, "pending")?,
            };
            Ok((record, read_text(row, "xml_md5")?.unwrap_or_default()))
        };
        Ok(statement
            .query_row(named_params! { ":id": id.0 }, read)
            .optional()?)
    }
}

/// Reads what a list shows. A flipped bit in one row must not hide all the others: text that is no UTF-8 is read as far
/// as it can be, and a state that there is not is one for a person to look at.
fn read_summary(row: &Row<'_>) -> rusqlite::Result<RecordSummary> {
    let text = |name| Ok::<String, rusqlite::Error>(read_text(row, name)?.unwrap_or_default());
    let state: Result<RecordState, _> = row.get("state");
    let last_error = match state {
        Ok(_) => read_text(row, "last_error")?,
        Err(_) => Some(ALTERED.to_owned()),
    };
    let message = read_text(row, "server_message")?;
    Ok(RecordSummary {
        id: RecordId(row.get("id")?),
        instance_id: text("instance_id")?,
        form_hash: text("form_hash")?,
        form_id: text("form_id")?,
        version: text("version")?,
        title: text("title")?,
        state: state.unwrap_or(RecordState::Refused),
        is_sealed: row.get("is_sealed")?,
        receipt: read_text(row, "receipt")?.and_then(Receipt::stored),
        created_at: text("created_at")?,
        updated_at: text("updated_at")?,
        finalised_at: read_text(row, "finalised_at")?,
        sent_at: read_text(row, "sent_at")?,
        attempts: row.get("attempts").unwrap_or(0),
        last_error,
        server_message: message.as_deref().and_then(ServerMessage::new),
        replaces: read_text(row, "replaces")?,
        case: read_case(row)?,
    })
}

/// Reads bytes, whatever the disk says that they are.
pub(crate) fn read_bytes(row: &Row<'_>, name: &str) -> rusqlite::Result<Vec<u8>> {
    Ok(match row.get_ref(name)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Vec::new(),
    })
}

/// Reads a text as far as it is one.
pub(crate) fn read_text(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(name)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
    })
}
