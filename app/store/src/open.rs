//! Opening the database: make it, mend it forward, or set it aside.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::aside::{beside, set_aside, set_files_aside};
use crate::error::StoreError;
use crate::files::{AttachmentFiles, make_private_folder, private};
use crate::salvage::{Carried, carry_over};
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
    /// Whether nothing can be written now: every save is [`StoreError::ReadOnly`]. A person must be told.
    pub is_read_only: bool,
}

/// A damaged database, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamageSetAside {
    /// Where it is now.
    pub path: PathBuf,
    /// What was noticed.
    pub what: String,
    /// What the new database has of it.
    pub carried: Carried,
}

/// How much of the file is looked at before it is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Its head.
    Head,
    /// All its pages.
    Pages,
}

impl Store {
    /// Opens the database in a folder, which is made if need be; `now` (RFC 3339) dates a damaged one.
    ///
    /// | the file is | then |
    /// |---|---|
    /// | absent or empty | it is made |
    /// | ours, of this version or an older one | it is brought to this version |
    /// | ours, of a newer version | [`StoreError::TooNew`], and it stays as it is |
    /// | damaged, or not ours | it is set aside, a new one made, and what can be read carried over |
    /// | on a disk that is full or cannot be written | it is read; every save is refused |
    /// | not readable, or absent there | an error |
    ///
    /// All pages are looked at, which takes seconds for a large database on an old disk; who cannot wait calls
    /// [`Store::open_quickly`].
    pub fn open(folder: &Path, now: &str) -> Result<(Store, OpenReport), StoreError> {
        open_with(folder, now, Look::Pages)
    }

    /// Opens the database as [`Store::open`] does, but looks at its head alone: [`Store::check`] does the rest later.
    pub fn open_quickly(folder: &Path, now: &str) -> Result<(Store, OpenReport), StoreError> {
        open_with(folder, now, Look::Head)
    }

    /// Looks at all pages, and at the indexes; [`StoreError::Damaged`] when they do not fit together. It takes seconds
    /// for a large database on an old disk, and keeps nobody from writing.
    pub fn check(&self) -> Result<(), StoreError> {
        check_pages(&self.connection)
    }

    /// A store that keeps nothing and has nothing, to stand where another one was while that is mended.
    pub fn nowhere() -> Result<Store, StoreError> {
        Ok(Store {
            connection: Connection::open_in_memory()?,
            files: AttachmentFiles::below(Path::new("/nonexistent")),
            log_to_forget: Cell::new(false),
        })
    }

    /// Sets aside the database in a folder, of which somebody found out that it is damaged, makes a new one and carries
    /// over what can be read. Drop what is open on it first.
    pub fn mend(folder: &Path, now: &str, what: &str) -> Result<(Store, OpenReport), StoreError> {
        replace(folder, now, Look::Head, what.to_owned())
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

fn open_with(folder: &Path, now: &str, look: Look) -> Result<(Store, OpenReport), StoreError> {
    let path = folder.join(FILE_NAME);
    make_private(folder, &path).map_err(|source| match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => in_folder(folder, source),
    })?;
    match open_once(folder, now, look) {
        Ok(opened) => Ok(opened.reported(None)),
        Err(StoreError::Damaged { what }) => replace(folder, now, look, what),
        // What was written before can be read even where nothing more can be written.
        Err(error @ (StoreError::ReadOnly | StoreError::DiskFull)) => {
            open_read_only(folder).map_err(|_| error)
        }
        Err(other) => Err(other),
    }
}

/// Sets the database aside and opens a new one in its place, with what could be read of the old one.
fn replace(
    folder: &Path,
    now: &str,
    look: Look,
    what: String,
) -> Result<(Store, OpenReport), StoreError> {
    let moved = set_aside(&folder.join(FILE_NAME), now);
    let path = moved.map_err(|source| in_folder(folder, source))?;
    make_private(folder, &folder.join(FILE_NAME)).map_err(|source| in_folder(folder, source))?;
    let opened = open_once(folder, now, look)?;
    let carried = carry_over(&path, opened.files_aside.as_deref(), &opened.store);
    let set_aside = DamageSetAside {
        path,
        what,
        carried,
    };
    Ok(opened.reported(Some(set_aside)))
}

fn in_folder(folder: &Path, source: std::io::Error) -> StoreError {
    StoreError::Folder {
        folder: folder.to_owned(),
        source,
    }
}

/// A database that was opened, and what was found of it.
struct Opened {
    store: Store,
    found: i64,
    files_aside: Option<PathBuf>,
}

impl Opened {
    fn reported(self, set_aside: Option<DamageSetAside>) -> (Store, OpenReport) {
        // Where it may not write, SQLite opens what it can read without a word.
        let is_read_only = self.store.connection.is_readonly("main").unwrap_or(false);
        let report = OpenReport {
            found_version: (self.found > 0).then_some(self.found),
            set_aside,
            is_read_only,
        };
        (self.store, report)
    }
}

fn open_once(folder: &Path, now: &str, look: Look) -> Result<Opened, StoreError> {
    let path = folder.join(FILE_NAME);
    let files = AttachmentFiles::below(folder);
    let settled_length = settled_length(&path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Until the file is found sound, closing it must not write to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    check_version(&connection, known)?;
    if let Some(length) = settled_length {
        check_length(&connection, length)?;
    }
    if look == Look::Pages {
        check_pages(&connection)?;
    }
    connection.execute_batch(crate::statement::sql!("schema/pragmas"))?;
    let mut files_aside = None;
    // Files without their database are those of one that was damaged, or that somebody moved away.
    let found = migrate(&mut connection, MIGRATIONS, || {
        files_aside = set_files_aside(&files, now)?;
        Ok(())
    })?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Opened {
        store: Store {
            connection,
            files,
            log_to_forget: Cell::new(false),
        },
        found,
        files_aside,
    })
}

/// Opens a database of this version only to be read: beside its log where SQLite can, else by itself if it has none.
fn open_read_only(folder: &Path) -> Result<(Store, OpenReport), StoreError> {
    let path = folder.join(FILE_NAME);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let readable = |connection: Connection| -> Result<(Connection, i64), StoreError> {
        let found = check_version(&connection, known)?;
        if found < known {
            return Err(StoreError::ReadOnly);
        }
        Ok((connection, found))
    };
    let beside_log = Connection::open_with_flags(&path, flags)
        .map_err(StoreError::from)
        .and_then(readable);
    let (connection, found) = match beside_log {
        Ok(opened) => opened,
        Err(_) if settled_length(&path).is_some() => {
            let alone = flags | OpenFlags::SQLITE_OPEN_URI;
            readable(Connection::open_with_flags(immutable(&path), alone)?)?
        }
        Err(error) => return Err(error),
    };
    let files = AttachmentFiles::below(folder);
    let report = OpenReport {
        found_version: Some(found),
        set_aside: None,
        is_read_only: true,
    };
    let store = Store {
        connection,
        files,
        log_to_forget: Cell::new(false),
    };
    Ok((store, report))
}

/// The address of a file that nobody changes while it is read.
fn immutable(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02x}")),
        }
    }
    address + "?immutable=1"
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
