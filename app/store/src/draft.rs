//! Drafts: saved at every answer, frozen at the end.

use std::fmt;

use maru_sync::{Content, entities_in, md5_name};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, named_params};

use crate::attachment::keep_named;
use crate::error::StoreError;
use crate::open::Store;
use crate::receipt::Receipt;
use crate::record::{RecordId, RecordState};
use crate::statement::sql;

/// A draft as it is now.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftWrite {
    /// The identity, made when the draft was begun; the same identity is the same draft.
    pub instance_id: String,
    /// The exact form.
    pub form_hash: String,
    /// The form's identifier.
    pub form_id: String,
    /// The form's version.
    pub version: String,
    /// The form's title.
    pub title: String,
    /// The form as filled in so far.
    pub xml: Content,
    /// Where the person is.
    pub at_question: Option<String>,
    /// What is typed there and not yet accepted.
    pub pending: Option<String>,
    /// The identity of the record that this one takes the place of; heeded when the draft is new.
    pub replaces: Option<String>,
    /// Now, in RFC 3339.
    pub at: String,
}

impl fmt::Debug for DraftWrite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("DraftWrite");
        shown
            .field("form_id", &self.form_id)
            .field("xml", &self.xml)
            .finish_non_exhaustive()
    }
}

/// How many other numbers are tried when a receipt is taken.
const RECEIPT_TURNS_MAX: u32 = 1000;

impl Store {
    /// Saves a draft, a new one or one that is there; when this returns, it is on the disk.
    pub fn save_draft(&self, draft: &DraftWrite) -> Result<RecordId, StoreError> {
        // Not an upsert: that would use up a number at every answer.
        match self.id_of_instance(&draft.instance_id)? {
            Some(id) => self.update_draft(id, draft),
            None => self.insert_draft(draft),
        }
    }

    fn update_draft(&self, id: RecordId, draft: &DraftWrite) -> Result<RecordId, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/update_draft"))?;
        let count = statement.execute(named_params! {
            ":id": id.0,
            ":instance_id": draft.instance_id,
            ":form_hash": draft.form_hash,
            ":form_id": draft.form_id,
            ":version": draft.version,
            ":title": draft.title,
            ":xml": draft.xml.as_bytes(),
            ":xml_md5": md5_name(draft.xml.as_bytes()),
            ":at_question": draft.at_question,
            ":pending": draft.pending,
            ":at": draft.at,
        })?;
        if count == 1 {
            return Ok(id);
        }
        match self.summary(id)? {
            Some(found) if found.instance_id == draft.instance_id => Err(StoreError::Frozen { id }),
            _ => Err(StoreError::damaged("an index leads to another record")),
        }
    }

    fn insert_draft(&self, draft: &DraftWrite) -> Result<RecordId, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/insert_draft"))?;
        let id = statement.insert(named_params! {
            ":instance_id": draft.instance_id,
            ":form_hash": draft.form_hash,
            ":form_id": draft.form_id,
            ":version": draft.version,
            ":title": draft.title,
            ":xml": draft.xml.as_bytes(),
            ":xml_md5": md5_name(draft.xml.as_bytes()),
            ":at_question": draft.at_question,
            ":pending": draft.pending,
            ":replaces": draft.replaces,
            ":at": draft.at,
        })?;
        Ok(RecordId(id))
    }

    /// Freezes a draft for sending, with the attachments that the XML names, and gives it its number. The same bytes
    /// again give the same number.
    pub fn finalise(&mut self, id: RecordId, xml: &[u8], at: &str) -> Result<Receipt, StoreError> {
        let (record, _) = self.read_record(id)?.ok_or(StoreError::NoSuchRecord)?;
        if record.summary.state != RecordState::Draft {
            let is_same = record.xml.as_bytes() == xml;
            return record
                .summary
                .receipt
                .filter(|_| is_same)
                .ok_or(StoreError::Frozen { id });
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let receipt = free_receipt(&transaction, &record.summary.instance_id)?;
        // A thousand numbers taken in a row means millions of records: no machine of a household gets there.
        let receipt = receipt.ok_or(StoreError::NoReceipt { id })?;
        let values = named_params! {
            ":id": id.0,
            ":xml": xml,
            ":xml_md5": md5_name(xml),
            ":receipt": receipt.digits(),
            ":at": at,
        };
        keep_named(&transaction, id, xml)?;
        note_entities(&transaction, id, xml)?;
        let count = transaction.execute(sql!("record/finalise"), values)?;
        transaction.commit()?;
        self.collect_later();
        self.expect_one(id, count)?;
        Ok(receipt)
    }

    /// Returns the record of an identity.
    pub fn id_of_instance(&self, instance_id: &str) -> Result<Option<RecordId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql!("record/id_of_instance"))?;
        let values = named_params! { ":instance_id": instance_id };
        Ok(statement
            .query_row(values, |row| row.get(0).map(RecordId))
            .optional()?)
    }
}

/// Keeps what the record writes in the city's lists: its order with others that write the same depends on it.
pub(crate) fn note_entities(
    connection: &Connection,
    id: RecordId,
    xml: &[u8],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql!("record/put_entity"))?;
    for entity in entities_in(xml) {
        statement.execute(named_params! {
            ":record_id": id.0,
            ":list": entity.list,
            ":entity_id": entity.id,
        })?;
    }
    Ok(())
}

pub(crate) fn free_receipt(
    connection: &Connection,
    instance_id: &str,
) -> Result<Option<Receipt>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("record/has_receipt"))?;
    for turn in 0..RECEIPT_TURNS_MAX {
        let receipt = Receipt::derive(instance_id, turn);
        let values = named_params! { ":receipt": receipt.digits() };
        let is_taken: bool = statement.query_row(values, |row| row.get(0))?;
        if !is_taken {
            return Ok(Some(receipt));
        }
    }
    Ok(None)
}
