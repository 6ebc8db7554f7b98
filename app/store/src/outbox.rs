//! The outbox: what waits to be sent, and what came of it.

use std::collections::BTreeSet;

use maru_sync::{Attachment, Outcome, ServerMessage, Submission, Trouble, sealed_files_in};
use rusqlite::named_params;
use serde_json::Value;

use crate::error::StoreError;
use crate::open::Store;
use crate::record::{RecordId, RecordState, read_text};
use crate::statement::sql;

/// The code of a record whose bytes are not those that were frozen.
pub(crate) const ALTERED: &str = "altered";

/// A record to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Which record.
    pub id: RecordId,
    /// What to send.
    pub submission: Submission,
    /// How often it was tried before.
    pub attempts: u32,
}

impl Store {
    /// Returns the record to send next: of those that wait, the one tried least often, then the oldest.
    pub fn next_to_send(&self) -> Result<Option<Outgoing>, StoreError> {
        for id in self.ready_to_send()? {
            match self.outgoing(id) {
                Err(StoreError::Altered { .. }) => {}
                other => return other.map(Some),
            }
        }
        Ok(None)
    }

    /// Returns how many records wait or are under way, those that wait for another one included.
    pub fn count_waiting(&self) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/waiting"))?;
        let count: i64 = statement.query_row([], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Returns all records that may be sent now, in the order they should be sent.
    ///
    /// One that writes an entity which another one writes too, or corrects another one, is not among them before that
    /// one is with the city: ask again when something was sent.
    pub fn ready_to_send(&self) -> Result<Vec<RecordId>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/ready_ids"))?;
        let ids = statement.query_map([], |row| row.get(0).map(RecordId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Returns what to send of one record. Bytes that were altered on the disk, its files' too, are never sent: the
    /// record is refused, so that it holds up nobody and a person looks at it.
    pub fn outgoing(&self, id: RecordId) -> Result<Outgoing, StoreError> {
        let record = match self.record(id) {
            Err(StoreError::Altered { id }) => return self.refuse_altered(id),
            other => other?.ok_or(StoreError::NoSuchRecord)?,
        };
        if !matches!(
            record.summary.state,
            RecordState::Ready | RecordState::Sending
        ) {
            return Err(StoreError::WrongState {
                id,
                state: record.summary.state,
            });
        }
        let attachments = match self.attachments(id) {
            Err(StoreError::Damaged { .. }) => return self.refuse_altered(id),
            other => other?,
        };
        let is_whole = |attachment: &Attachment| self.files.is_whole(&attachment.file);
        // The city cannot open an encrypted record of which a file is missing, and would not say so.
        let is_there = |name: &String| attachments.iter().any(|file| file.name == *name);
        let sealed = sealed_files_in(record.xml.as_bytes());
        if !attachments.iter().all(is_whole) || !sealed.iter().all(is_there) {
            return self.refuse_altered(id);
        }
        let instance_id = record.summary.instance_id;
        let submission = Submission {
            instance_id,
            xml: record.xml,
            attachments,
            arrived: self.arrived(id)?,
        };
        Ok(Outgoing {
            id,
            submission,
            attempts: record.summary.attempts,
        })
    }

    /// Notes that a sender takes a record: `ready → sending`.
    pub fn mark_sending(&self, id: RecordId, at: &str) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/mark_sending"))?;
        let count = statement.execute(named_params! { ":id": id.0, ":at": at })?;
        self.expect_one(id, count)
    }

    /// Notes that the city has a record: `sending → sent`. To note it twice is harmless.
    pub fn mark_sent(
        &self,
        id: RecordId,
        at: &str,
        message: Option<&ServerMessage>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/mark_sent"))?;
        let message = message.map(ServerMessage::as_str);
        let count =
            statement.execute(named_params! { ":id": id.0, ":at": at, ":message": message })?;
        match self.expect_one(id, count) {
            Err(StoreError::WrongState {
                state: RecordState::Sent | RecordState::Answered,
                ..
            }) => Ok(()),
            other => other,
        }
    }

    /// Notes what the city answered: `sent → answered`.
    pub fn mark_answered(
        &self,
        id: RecordId,
        at: &str,
        message: Option<&ServerMessage>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/mark_answered"))?;
        let message = message.map(ServerMessage::as_str);
        let count =
            statement.execute(named_params! { ":id": id.0, ":at": at, ":message": message })?;
        self.expect_one(id, count)
    }

    /// Notes that the city said no, and its words: `sending → refused`.
    pub fn mark_refused(
        &self,
        id: RecordId,
        at: &str,
        code: &str,
        message: Option<&ServerMessage>,
    ) -> Result<(), StoreError> {
        self.refuse(id, at, code, message)
    }

    /// Puts a record back into the queue: after trouble (`sending → ready`, with its code), or because a person
    /// wants a refused one tried again (`refused → ready`).
    pub fn mark_retry(&self, id: RecordId, at: &str, code: Option<&str>) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/mark_retry"))?;
        let count = statement.execute(named_params! { ":id": id.0, ":at": at, ":code": code })?;
        self.expect_one(id, count)
    }

    /// Notes that the city has some of a record's files: also after a restart they are not sent again, before the city
    /// refuses the record or is another one.
    pub fn note_arrived(&self, id: RecordId, names: &[String]) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("arrived/note"))?;
        let names = Value::from(names).to_string();
        statement.execute(named_params! { ":record_id": id.0, ":names": names })?;
        Ok(())
    }

    fn arrived(&self, id: RecordId) -> Result<BTreeSet<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("arrived/of_record"))?;
        let names = statement.query_map(named_params! { ":record_id": id.0 }, |row| {
            Ok(read_text(row, "name")?.unwrap_or_default())
        })?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Notes what came of sending a record.
    pub fn settle(&self, id: RecordId, outcome: &Outcome, at: &str) -> Result<(), StoreError> {
        match outcome {
            Ok(delivered) => self.mark_sent(id, at, delivered.message.as_ref()),
            Err(Trouble::Refused { status, message }) => {
                self.mark_refused(id, at, &format!("refused-{status}"), message.as_ref())
            }
            Err(trouble @ (Trouble::TryLater { .. } | Trouble::NeedsLogin { .. })) => {
                self.mark_retry(id, at, Some(trouble.code()))
            }
        }
    }

    /// Puts what was being sent when the program ended back into the queue; returns how many there were.
    ///
    /// Call it once at the start, before anything is sent.
    pub fn recover(&self) -> Result<usize, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql!("record/recover"))?
            .execute([])?)
    }

    fn refuse_altered<T>(&self, id: RecordId) -> Result<T, StoreError> {
        self.refuse(id, "", ALTERED, None)?;
        Err(StoreError::Altered { id })
    }

    fn refuse(
        &self,
        id: RecordId,
        at: &str,
        code: &str,
        message: Option<&ServerMessage>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/mark_refused"))?;
        let message = message.map(ServerMessage::as_str);
        let values = named_params! { ":id": id.0, ":at": at, ":code": code, ":message": message };
        let count = statement.execute(values)?;
        self.expect_one(id, count)
    }
}
