//! Opening the database: make it, mend it forward, or set it aside.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::files::{AttachmentFiles, make_private_folder, private, sync_folder};
use crate::schema::{MIGRATIONS, check_version, migrate};

const FILE_NAME: &str = "maru.db";
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database of one profile.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) files: AttachmentFiles,
    /// Whether the log holds what is to be forgotten, because somebody was reading.
    pub(crate) log_to_forget: Cell<bool>,
}

/// What happened while opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// The schema version the file had; `None` when it was made just now.
    pub found_version: Option<i64>,
    /// The damaged database that was put out of the way, if there was one. A person must be told.
    pub set_aside: Option<DamageSetAside>,
}

/// A damaged database, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamageSetAside {
    /// Where it is now.
    pub path: PathBuf,
    /// What was noticed.
    pub what: String,
}

impl Store {
    /// Opens the database in a folder, which is made if need be; `now` (RFC 3339) dates a damaged one.
    ///
    /// | the file is | then |
    /// |---|---|
    /// | absent or empty | it is made |
    /// | ours, of this version or an older one | it is brought to this version |
    /// | ours, of a newer version | [`StoreError::TooNew`], and it stays as it is |
    /// | damaged, or not ours | it is set aside and a new one made |
    /// | not readable, not writable, or the disk is full | an error, and it stays as it is |
    pub fn open(folder: &Path, now: &str) -> Result<(Store, OpenReport), StoreError> {
        let path = folder.join(FILE_NAME);
        make_private(folder, &path).map_err(|source| match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                StoreError::DiskFull
            }
            _ => StoreError::Folder {
                folder: folder.to_owned(),
                source,
            },
        })?;
        let files = AttachmentFiles::below(folder);
        let (first, set_aside) = match open_once(&path, &files, now) {
            Err(StoreError::Damaged { what }) => {
                let moved = set_aside(&path, now);
                let aside = moved.map_err(|source| StoreError::Folder {
                    folder: folder.to_owned(),
                    source,
                })?;
                (
                    open_once(&path, &files, now),
                    Some(DamageSetAside { path: aside, what }),
                )
            }
            other => (other, None),
        };
        let (connection, found) = first?;
        let store = Store {
            connection,
            files,
            log_to_forget: Cell::new(false),
        };
        let found_version = (found > 0).then_some(found);
        Ok((
            store,
            OpenReport {
                found_version,
                set_aside,
            },
        ))
    }

    /// Bounds the database to so many pages of 4 KiB; beyond, saving fails as on a full disk.
    pub fn set_pages_max(&self, pages: u32) -> Result<(), StoreError> {
        self.connection
            .pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }
}

/// Makes the folder and an empty file that only their owner can read: several people may share the machine.
fn make_private(folder: &Path, path: &Path) -> std::io::Result<()> {
    make_private_folder(folder)?;
    if !path.exists() {
        private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
    }
    Ok(())
}

fn open_once(
    path: &Path,
    files: &AttachmentFiles,
    now: &str,
) -> Result<(Connection, i64), StoreError> {
    let settled_length = settled_length(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Until the file is found sound, closing it must not write to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    check_version(&connection, known)?;
    if let Some(length) = settled_length {
        check_length(&connection, length)?;
    }
    check_pages(&connection)?;
    connection.execute_batch(crate::statement::sql!("schema/pragmas"))?;
    // Files without their database are those of one that was damaged, or that somebody moved away.
    let found = migrate(&mut connection, MIGRATIONS, || set_files_aside(files, now))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok((connection, found))
}

/// Returns the file's length when no log beside it may still hold its last pages.
fn settled_length(path: &Path) -> Option<u64> {
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    let length = fs::metadata(path).ok()?.len();
    (!has_log).then_some(length)
}

/// Notices a last page that was cut, which SQLite reads as if it ended in zeros.
fn check_length(connection: &Connection, length: u64) -> Result<(), StoreError> {
    let read = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let expected = read("page_count")?.saturating_mul(read("page_size")?);
    if i64::try_from(length).is_ok_and(|length| length < expected) {
        return Err(StoreError::damaged("the file is too short"));
    }
    Ok(())
}

/// Checks the pages, and the indexes too, which `quick_check` leaves out: an index with one wrong bit leads from one
/// person's identity to another's record.
fn check_pages(connection: &Connection) -> Result<(), StoreError> {
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::damaged("its pages do not fit together"))
    }
}

/// Renames the database and what SQLite keeps beside it, so that a tool can still open it as one.
fn set_aside(path: &Path, now: &str) -> std::io::Result<PathBuf> {
    let aside = free_name_beside(path, now)?;
    // The database first: a log without its database is never taken for the log of a new one.
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    path.parent().map_or(Ok(()), sync_folder)?;
    Ok(aside)
}

/// Renames the folder of the attachments before a new database is made, to which every one of them is garbage.
fn set_files_aside(files: &AttachmentFiles, now: &str) -> Result<(), StoreError> {
    let folder = files.folder();
    let rename = || -> std::io::Result<()> {
        fs::rename(folder, free_name_beside(folder, now)?)?;
        folder.parent().map_or(Ok(()), sync_folder)
    };
    if files.exists() {
        rename().map_err(StoreError::files)
    } else {
        Ok(())
    }
}

/// Returns a dated name that nothing has.
fn free_name_beside(path: &Path, now: &str) -> std::io::Result<PathBuf> {
    let stamp: String = now
        .chars()
        .take(40)
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let name = |count: u32| {
        let suffix = if count == 1 {
            String::new()
        } else {
            format!("-{count}")
        };
        beside(path, &format!(".damaged-{stamp}{suffix}"))
    };
    let mut free = (1..=1000).map(name).filter(|candidate| !candidate.exists());
    free.next()
        .ok_or_else(|| std::io::ErrorKind::AlreadyExists.into())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
