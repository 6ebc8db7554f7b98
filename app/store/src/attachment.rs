//! Attachments: the files of a record.
//!
//! Attach first, then save the draft whose XML names the file: a crash between the two leaves a file that no answer
//! names, never an answer whose file is missing. What the final XML does not name goes when the record is finalised.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

use maru_seal::sealed_name;
use maru_sync::{Attachment, FileRef, check_media_name, names_in};
use rusqlite::{
    Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params,
};

use crate::error::StoreError;
use crate::files::AttachmentFiles;
use crate::open::Store;
use crate::record::{RecordId, RecordState, read_text};
use crate::statement::sql;

impl Store {
    /// Attaches a file to a draft under a name of its own; when this returns, all of it is on the disk.
    ///
    /// The same bytes under the same name again change nothing; other bytes are [`StoreError::NameTaken`]. A name
    /// must be one that can be sent, encrypted too: no separators, no control characters, at most 196 bytes.
    pub fn attach(
        &mut self,
        record: RecordId,
        name: &str,
        media_type: &str,
        source: &mut dyn Read,
    ) -> Result<Attachment, StoreError> {
        let mut attachment = Attachment {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            file: FileRef {
                hash: String::new(),
                size: 0,
            },
        };
        // The one name that only a sealed record has.
        let is_free = !name.contains('/') && name != maru_seal::XML_NAME;
        let is_sendable = attachment.is_sendable() && check_media_name(&sealed_name(name));
        if !is_sendable || !is_free {
            return Err(StoreError::BadAttachment);
        }
        expect_draft(&self.connection, record)?;
        let received = self.files.receive(source)?;
        attachment.file = received.file.clone();
        // From here to the commit, nobody collects garbage.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        expect_draft(&transaction, record)?;
        let taken = of_record(&transaction, record)?
            .into_iter()
            .find(|other| other.name == name);
        if let Some(taken) = taken {
            let is_same = taken == attachment && self.files.is_whole(&taken.file);
            return is_same
                .then_some(taken)
                .ok_or(StoreError::NameTaken { id: record });
        }
        let size = i64::try_from(attachment.file.size).map_err(|_| StoreError::DiskFull)?;
        received.keep().map_err(StoreError::files)?;
        transaction.execute(
            sql!("attachment/put"),
            named_params! {
                ":record_id": record.0,
                ":name": name,
                ":media_type": media_type,
                ":size": size,
                ":hash": attachment.file.hash,
            },
        )?;
        transaction.commit()?;
        Ok(attachment)
    }

    /// Takes a file away from a draft, off the disk too unless another record has the same bytes; `false` when there
    /// is none of this name. Save the draft that does not name it any more first.
    pub fn detach(&self, record: RecordId, name: &str) -> Result<bool, StoreError> {
        expect_draft(&self.connection, record)?;
        let count = self
            .connection
            .prepare_cached(sql!("attachment/remove"))?
            .execute(named_params! { ":record_id": record.0, ":name": name })?;
        self.collect_later();
        Ok(count > 0)
    }

    /// Returns the files of a record, by name.
    pub fn attachments(&self, record: RecordId) -> Result<Vec<Attachment>, StoreError> {
        of_record(&self.connection, record)
    }

    /// Opens a file of a record for reading.
    pub fn open_attachment(&self, record: RecordId, name: &str) -> Result<File, StoreError> {
        let files = self.attachments(record)?;
        let found = files.into_iter().find(|attachment| attachment.name == name);
        let found = found.ok_or(StoreError::NoSuchAttachment)?;
        self.files.open(&found.file).map_err(StoreError::files)
    }

    /// The folder of the files' bytes, for whoever sends them.
    pub fn attachment_files(&self) -> AttachmentFiles {
        self.files.clone()
    }

    /// Removes the bytes that no record refers to, and what a crash left unfinished; returns how many files went.
    ///
    /// Call it once at the start; deleting and detaching do it by themselves. Bytes that a record refers to are never
    /// removed: references are read and files are removed under the lock under which files are given their names.
    pub fn collect_garbage(&self) -> Result<usize, StoreError> {
        if !self.files.exists() {
            return Ok(0);
        }
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let kept = self.attachment_hashes()?;
        let removed = self.files.remove_all_but(&kept);
        transaction.rollback()?;
        removed.map_err(StoreError::files)
    }

    /// Returns the hashes that records refer to.
    pub(crate) fn attachment_hashes(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("attachment/hashes"))?;
        let hashes = statement.query_map([], |row| row.get(0))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// Returns those hashes that can be read.
    pub(crate) fn readable_hashes(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("attachment/hashes"))?;
        let hashes = statement.query_map([], |row| read_text(row, "hash"))?;
        let hashes = hashes.collect::<Result<Vec<Option<String>>, _>>()?;
        Ok(hashes.into_iter().flatten().collect())
    }

    /// Collects garbage after something was removed. That it cannot be done now undoes nothing: the next start does it.
    pub(crate) fn collect_later(&self) {
        let _ = self.collect_garbage();
    }
}

/// Drops the files of a draft that its final XML does not name: nobody is to see a picture that was taken out again.
pub(crate) fn keep_named(
    connection: &Connection,
    record: RecordId,
    xml: &[u8],
) -> Result<(), StoreError> {
    let attachments = of_record(connection, record)?;
    let names = attachments
        .iter()
        .map(|attachment| attachment.name.as_str());
    let Some(named) = names_in(xml, names.clone()) else {
        return Ok(());
    };
    let mut remove = connection.prepare_cached(sql!("attachment/remove"))?;
    for name in names.filter(|name| !named.contains(name)) {
        remove.execute(named_params! { ":record_id": record.0, ":name": name })?;
    }
    Ok(())
}

pub(crate) fn of_record(
    connection: &Connection,
    record: RecordId,
) -> Result<Vec<Attachment>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("attachment/of_record"))?;
    let read = |row: &Row<'_>| {
        let size: i64 = row.get("size")?;
        let file = FileRef {
            hash: row.get("hash")?,
            size: size.unsigned_abs(),
        };
        Ok(Attachment {
            name: row.get("name")?,
            media_type: row.get("media_type")?,
            file,
        })
    };
    let attachments = statement.query_map(named_params! { ":record_id": record.0 }, read)?;
    Ok(attachments.collect::<Result<_, _>>()?)
}

pub(crate) fn expect_draft(connection: &Connection, id: RecordId) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql!("record/state"))?;
    let state = statement
        .query_row(named_params! { ":id": id.0 }, |row| row.get(0))
        .optional()?;
    match state {
        Some(RecordState::Draft) => Ok(()),
        Some(_) => Err(StoreError::Frozen { id }),
        None => Err(StoreError::NoSuchRecord),
    }
}
