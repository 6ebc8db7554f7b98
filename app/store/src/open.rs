//! Opening the database: make it, mend it forward, or set it aside.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::aside::{beside, set_files_aside, set_log_aside};
use crate::error::StoreError;
use crate::files::{AttachmentFiles, make_private_folder, private};
use crate::mend;
use crate::salvage::Carried;
use crate::schema::{MIGRATIONS, check_version, migrate};

pub(crate) const FILE_NAME: &str = "maru.db";
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
    /// The schema version the file had; `None` when it was made anew.
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
pub(crate) enum Look {
    /// Its head.
    Head,
    /// All its pages.
    Pages,
}

impl Store {
    /// Opens the database in a folder, which is made if need be; `now` (RFC 3339) dates a damaged one.
    ///
    /// It is for the one who has the folder to themselves, for a damaged database is taken away from whoever else has
    /// it open: all others call [`Store::open_beside`].
    ///
    /// | the file is | then |
    /// |---|---|
    /// | absent or empty | it is made |
    /// | ours, of this version or an older one | it is brought to this version |
    /// | ours, of a newer version | [`StoreError::TooNew`], and it stays as it is |
    /// | damaged, or not ours | a new one is made of what can be read of it, and it is set aside |
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

    /// Opens the database beside somebody who has it open, or may have. One that is damaged is
    /// [`StoreError::Damaged`], one that is not there [`StoreError::Absent`], and both are left as they are.
    pub fn open_beside(folder: &Path) -> Result<(Store, OpenReport), StoreError> {
        let path = folder.join(FILE_NAME);
        if fs::metadata(&path).is_ok_and(|file| file.len() == 0) || !path.exists() {
            return Err(absent(folder));
        }
        let files = AttachmentFiles::below(folder);
        let opened = open_file(&path, files, Look::Head, || Err(absent(folder)));
        let (store, found) = match opened {
            Err(error @ (StoreError::ReadOnly | StoreError::DiskFull)) => {
                return open_read_only(folder).map_err(|_| error);
            }
            other => other?,
        };
        let report = OpenReport {
            found_version: Some(found),
            set_aside: None,
            is_read_only: store.is_read_only(),
        };
        Ok((store, report))
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

    /// Puts a new database in the place of the one in a folder, of which somebody found out that it is damaged, with
    /// what can be read of it. Drop what is open on it first.
    ///
    /// When that fails, the damaged one is where it was, or the next opening finishes what was begun and tells of it.
    pub fn mend(folder: &Path, now: &str, what: &str) -> Result<(Store, OpenReport), StoreError> {
        mend::mend(folder, now, what)?;
        Store::open_quickly(folder, now)
    }

    /// Where it may not write, SQLite opens what it can read without a word.
    fn is_read_only(&self) -> bool {
        self.connection.is_readonly("main").unwrap_or(false)
    }

    /// Bounds the database to so many pages of 4 KiB; beyond, saving fails as on a full disk.
    pub fn set_pages_max(&self, pages: u32) -> Result<(), StoreError> {
        self.connection
            .pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }
}

/// Makes an empty file that only its owner can read: several people may share the machine.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
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
    let fails = |source| in_folder(folder, source);
    make_private_folder(folder).map_err(fails)?;
    mend::finish(folder)?;
    let log_aside = set_log_aside(&path, now).map_err(fails)?;
    make_private(&path).map_err(fails)?;
    let opened = match open_owned(folder, now, look) {
        Err(StoreError::Damaged { what }) => {
            mend::mend(folder, now, &what).and_then(|()| open_owned(folder, now, look))
        }
        other => other,
    };
    let (store, mut report) = match opened {
        Ok(opened) => opened,
        // What was written before can be read even where nothing more can be written.
        Err(error @ (StoreError::ReadOnly | StoreError::DiskFull)) => {
            open_read_only(folder).map_err(|_| error)?
        }
        Err(other) => return Err(other),
    };
    let lost = |path| DamageSetAside {
        path,
        what: "there was a log without its database".to_owned(),
        carried: Carried::default(),
    };
    report.set_aside = report.set_aside.or(log_aside.map(lost));
    Ok((store, report))
}

pub(crate) fn in_folder(folder: &Path, source: std::io::Error) -> StoreError {
    match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Folder {
            folder: folder.to_owned(),
            source,
        },
    }
}

fn absent(folder: &Path) -> StoreError {
    StoreError::Absent {
        folder: folder.to_owned(),
    }
}

/// Opens the database for the one who has the folder to themselves, and tells of one that was mended since.
fn open_owned(folder: &Path, now: &str, look: Look) -> Result<(Store, OpenReport), StoreError> {
    let files = AttachmentFiles::below(folder);
    // Files without their database are those of one that somebody moved away.
    let files_aside = || set_files_aside(&AttachmentFiles::below(folder), now);
    let (store, found) = open_file(&folder.join(FILE_NAME), files, look, files_aside)?;
    let set_aside = mend::told(&store, folder);
    let report = OpenReport {
        found_version: (found > 0 && set_aside.is_none()).then_some(found),
        set_aside,
        is_read_only: store.is_read_only(),
    };
    Ok((store, report))
}

/// Opens a file that is there, and brings it to this version; returns the version it had. What must be done before a
/// new database is used is done by `before_new`.
pub(crate) fn open_file(
    path: &Path,
    files: AttachmentFiles,
    look: Look,
    before_new: impl FnOnce() -> Result<(), StoreError>,
) -> Result<(Store, i64), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Until the file is found sound, closing it must not write to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    check_version(&connection, known)?;
    check_length(&connection, path)?;
    if look == Look::Pages {
        check_pages(&connection)?;
    }
    connection.execute_batch(crate::statement::sql!("schema/pragmas"))?;
    let found = migrate(&mut connection, MIGRATIONS, before_new)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let store = Store {
        connection,
        files,
        log_to_forget: Cell::new(false),
    };
    Ok((store, found))
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
    let length = fs::metadata(path).ok()?.len();
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    (!has_log).then_some(length)
}

/// Notices a last page that was cut, which SQLite reads as if it ended in zeros.
///
/// Somebody may be writing. While pages are counted and until the log is looked at, nobody can empty the log of what
/// was counted: if it is empty in the end, all that was counted must be in the file.
fn check_length(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let reading = connection.unchecked_transaction()?;
    let read = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let expected = read("page_count")?.saturating_mul(read("page_size")?);
    let length = settled_length(path);
    reading.rollback()?;
    let is_short = |length| i64::try_from(length).is_ok_and(|length: i64| length < expected);
    if length.is_some_and(is_short) {
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
