//! What can go wrong with the database, for the operator.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::record::{RecordId, RecordState};

/// Why the store could not do what it was asked. No variant carries an answer or a name.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk, or the quota of the user, is full; nothing was changed.
    #[error("the disk is full: free some space, then try again")]
    DiskFull,
    /// The database cannot be written; nothing was changed.
    #[error(
        "the database cannot be written: check the rights on its folder and that the disk is not mounted read-only"
    )]
    ReadOnly,
    /// Another program holds the database for longer than anybody should wait.
    #[error("another program is using the database: end it, or wait and try again")]
    Busy,
    /// The database came from a newer Maru and was left as it is.
    #[error(
        "the database has version {found}, this Maru knows up to {known}: install the newer Maru again"
    )]
    TooNew {
        /// The version in the file.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// There is no database in the folder.
    #[error("there are no forms in {} yet: start Maru first", folder.display())]
    Absent {
        /// Which folder.
        folder: PathBuf,
    },
    /// The database is damaged; the next opening sets it aside.
    #[error("the database is damaged ({what}): end Maru and start it again, and it is set aside")]
    Damaged {
        /// What was noticed.
        what: String,
    },
    /// The folder of the database cannot be made or opened.
    #[error("the folder {} cannot be used: check its rights", folder.display())]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The bytes of one record are not those that were stored.
    #[error("record {} was altered on the disk: export it and look at it, it is not sent", id.0)]
    Altered {
        /// Which record.
        id: RecordId,
    },
    /// There is no such record.
    #[error("there is no such record")]
    NoSuchRecord,
    /// The record's state does not allow this.
    #[error("record {} is {}, which does not allow this", id.0, state.as_str())]
    WrongState {
        /// Which record.
        id: RecordId,
        /// Its state.
        state: RecordState,
    },
    /// Every receipt number that the record could have is taken.
    #[error("record {} cannot be given a receipt number: every one that it could have is taken", id.0)]
    NoReceipt {
        /// Which record.
        id: RecordId,
    },
    /// The record was finalised with other bytes before.
    #[error("record {} was finalised with other bytes: it is frozen", id.0)]
    Frozen {
        /// Which record.
        id: RecordId,
    },
    /// A file has a name or media type that cannot be sent.
    #[error("an attachment has a name or type that cannot be sent: rename it")]
    BadAttachment,
    /// The record has another file of this name.
    #[error("record {} has another file of this name: choose another", id.0)]
    NameTaken {
        /// Which record.
        id: RecordId,
    },
    /// The record has no file of this name.
    #[error("the record has no such file")]
    NoSuchAttachment,
    /// The file to attach could not be read to its end; nothing was changed.
    #[error("the file to attach cannot be read: choose it again")]
    Source {
        /// Why.
        source: std::io::Error,
    },
    /// The folder of the attachments cannot be used; nothing was changed.
    #[error("the folder of the attachments cannot be used: check its rights")]
    Files {
        /// Why.
        source: std::io::Error,
    },
    /// The record could not be encrypted; nothing was changed.
    #[error(transparent)]
    Seal(#[from] maru_seal::SealError),
    /// Any other fault of SQLite.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// Whether the cure is to free some space.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, StoreError::DiskFull)
    }

    /// Whether the database itself is hurt.
    pub fn is_damage(&self) -> bool {
        matches!(self, StoreError::Damaged { .. })
    }

    /// A stable code for the operator.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::DiskFull => "store-disk-full",
            StoreError::ReadOnly => "store-read-only",
            StoreError::Busy => "store-busy",
            StoreError::TooNew { .. } => "store-too-new",
            StoreError::Absent { .. } => "store-absent",
            StoreError::Damaged { .. } => "store-damaged",
            StoreError::Folder { .. } => "store-folder",
            StoreError::Altered { .. } => "store-record-altered",
            StoreError::NoSuchRecord => "store-no-such-record",
            StoreError::WrongState { .. } => "store-wrong-state",
            StoreError::NoReceipt { .. } => "store-no-receipt",
            StoreError::Frozen { .. } => "store-frozen",
            StoreError::BadAttachment => "store-bad-attachment",
            StoreError::NameTaken { .. } => "store-name-taken",
            StoreError::NoSuchAttachment => "store-no-such-attachment",
            StoreError::Source { .. } => "store-source",
            StoreError::Files { .. } => "store-files",
            StoreError::Seal(_) => "store-seal",
            StoreError::Sqlite(_) => "store-sqlite",
        }
    }

    /// Sorts what the disk says of an attachment's file, as SQLite sorts it for the database.
    pub(crate) fn files(source: std::io::Error) -> StoreError {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::Files { source },
        }
    }

    pub(crate) fn damaged(what: &str) -> StoreError {
        StoreError::Damaged {
            what: what.to_owned(),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            // A value of another type, or text that is no UTF-8: the tables are strict, so the file is hurt.
            return match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => {
                    StoreError::damaged("a value of the wrong kind")
                }
                other => StoreError::Sqlite(other),
            };
        };
        match failure.extended_code {
            rusqlite::ffi::SQLITE_IOERR_SHORT_READ => {
                return StoreError::damaged("the file is too short");
            }
            // There is no room for what SQLite keeps beside the log.
            rusqlite::ffi::SQLITE_IOERR_SHMSIZE => return StoreError::DiskFull,
            _ => {}
        }
        match failure.code {
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                StoreError::ReadOnly
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::DatabaseCorrupt => StoreError::damaged("its pages do not fit together"),
            ErrorCode::NotADatabase => StoreError::damaged("the file is no database"),
            _ => StoreError::Sqlite(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_full_or_read_only_for_files_as_for_the_database() {
        let code = |errno| StoreError::files(std::io::Error::from_raw_os_error(errno)).code();
        // ENOSPC, EDQUOT, EROFS, EACCES, EIO of Linux.
        assert_eq!([28, 122].map(code), ["store-disk-full"; 2]);
        assert_eq!([30, 13].map(code), ["store-read-only"; 2]);
        assert_eq!(code(5), "store-files");
    }
}
