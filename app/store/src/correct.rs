//! A correction of a record that was sent: another record, with the same files.

use maru_sync::Attachment;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params};

use crate::draft::DraftWrite;
use crate::error::StoreError;
use crate::open::Store;
use crate::record::{RecordId, RecordState};
use crate::statement::sql;

impl Store {
    /// Returns the newest record that takes the place of one, whatever its state.
    pub fn replaced_by(&self, instance_id: &str) -> Result<Option<RecordId>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("record/replaced_by"))?;
        let found = statement
            .query_row(named_params! { ":instance_id": instance_id }, |row| {
                row.get(0).map(RecordId)
            })
            .optional()?;
        Ok(found)
    }

    /// Saves the first draft of a correction of a record, with the files that one has; all or nothing.
    pub fn begin_correction(
        &self,
        of: RecordId,
        draft: &DraftWrite,
    ) -> Result<(RecordId, Vec<Attachment>), StoreError> {
        let first = self.summary(of)?.ok_or(StoreError::NoSuchRecord)?;
        if matches!(first.state, RecordState::Draft | RecordState::Sending) {
            return Err(StoreError::WrongState {
                id: of,
                state: first.state,
            });
        }
        let files = self.attachments(of)?;
        let begun = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let id = self.save_draft(draft)?;
        for file in &files {
            let size = i64::try_from(file.file.size).map_err(|_| StoreError::DiskFull)?;
            begun.execute(
                sql!("attachment/put_again"),
                named_params! {
                    ":record_id": id.0,
                    ":name": file.name,
                    ":media_type": file.media_type,
                    ":size": size,
                    ":hash": file.file.hash,
                },
            )?;
        }
        begun.commit()?;
        Ok((id, files))
    }
}
