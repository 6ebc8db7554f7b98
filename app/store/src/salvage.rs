//! Carrying over what can be read of a damaged database.
//!
//! The damaged file is only read. Rows are copied one by one, so that a hurt page costs what lies on it and nothing
//! else: from the first on until one cannot be read, from the last back, and then each number between by itself.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, named_params, params_from_iter};

use crate::aside::beside;
use crate::error::StoreError;
use crate::files::private;
use crate::open::Store;
use crate::outbox::ALTERED;
use crate::statement::sql;

/// What was carried over from a damaged database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// How many records.
    pub records: usize,
    /// Whether nothing was met that could not be read.
    pub is_whole: bool,
}

/// A table, and what orders it. Those that refer to others come before them: what refers to nothing is dropped at the
/// end, and a file cannot be put with a record that is frozen already.
const TABLES: [(&str, &str, Numbered); 7] = [
    ("setting", "key", Numbered::No),
    ("form_media", "form_hash, name", Numbered::No),
    ("attachment", "record_id, name", Numbered::No),
    ("record_entity", "record_id, list, entity_id", Numbered::No),
    ("form", "rowid", Numbered::Yes),
    ("media", "rowid", Numbered::Yes),
    ("record", "rowid", Numbered::Yes),
];

/// Whether the rows of a table have numbers by which each can be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    Yes,
    No,
}

/// The highest number that is asked for by itself: more than a household ever has.
const NUMBERS_MAX: i64 = 200_000;
/// After so many numbers in a row that cannot be read, the table itself is what is hurt.
const FAILURES_MAX: usize = 2_000;

/// As SQLite lays out a new database.
const PAGE_BYTES: usize = 4096;

/// Copies what can be read of the database `from` into a new one; fails only when the new one cannot be written.
pub(crate) fn carry_over(from: &Path, store: &Store) -> Result<Carried, StoreError> {
    let mut is_whole = copy_tables(from, store)?;
    if is_whole.is_none() {
        // Without its first page nobody knows where the tables are; those of a new database are in the same places.
        is_whole = match with_new_head(from, store).map_err(StoreError::files) {
            Ok(patched) => copy_tables(&patched.0, store)?.map(|_| false),
            Err(error @ (StoreError::DiskFull | StoreError::ReadOnly)) => return Err(error),
            Err(_) => None,
        };
    }
    let Some(mut is_whole) = is_whole else {
        return Ok(Carried::default());
    };
    // What was cut off a last page reads as if it ended in zeros.
    is_whole &= fs::metadata(from).is_ok_and(|file| file.len() % PAGE_BYTES as u64 == 0);
    // The file that a record has lost is told when somebody wants it.
    let hashes = store.readable_hashes()?;
    is_whole &= hashes.iter().all(|hash| store.files.has(hash));
    Ok(Carried {
        records: store.records()?.len(),
        is_whole,
    })
}

/// Opens a damaged database to be read; `None` when it does not even say that it has records.
fn open_hurt(from: &Path) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let hurt = Connection::open_with_flags(from, flags).ok()?;
    let known = "SELECT count(*) FROM sqlite_schema WHERE name = 'record'";
    let tables: i64 = hurt.query_row(known, [], |row| row.get(0)).ok()?;
    (tables > 0).then_some(hurt)
}

/// Copies all tables, or none; returns whether all that was there could be read, `None` when nothing could.
fn copy_tables(from: &Path, store: &Store) -> Result<Option<bool>, StoreError> {
    let Some(hurt) = open_hurt(from) else {
        return Ok(None);
    };
    let own = &store.connection;
    own.execute_batch(sql!("salvage/begin"))?;
    let mut is_whole = true;
    let mut without_files = None;
    for (table, order, numbered) in TABLES {
        let salvage = Salvage {
            hurt: &hurt,
            store,
            table,
            order,
        };
        let lost = salvage.copy(numbered)?;
        is_whole &= lost.is_none();
        if table == "attachment" {
            without_files = lost;
        }
    }
    if let Some(records) = without_files {
        // Which of these has lost a file nobody knows; without it none is to be sent.
        let (first, last) = records.into_inner();
        let values = named_params! { ":first": first, ":last": last, ":code": ALTERED };
        own.execute(sql!("salvage/doubt"), values)?;
    }
    // What refers to nothing is of no use, and what was under way is sent again.
    if let Err(error) = own.execute_batch(sql!("salvage/finish")) {
        let error = StoreError::from(error);
        if matches!(error, StoreError::DiskFull | StoreError::ReadOnly) {
            return Err(error);
        }
        // The new database is as it was: empty.
        own.execute_batch(sql!("salvage/give_up"))?;
        return Ok(None);
    }
    Ok(Some(is_whole))
}

/// A copy that is only there to be read once.
struct Passing(PathBuf);

impl Passing {
    fn remove(&self) {
        for suffix in ["", "-wal", "-shm"] {
            // It may never have been made.
            let _ = fs::remove_file(beside(&self.0, suffix));
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Makes a copy of a database that has the first page of the new one, which says where each table begins, and the pages
/// below it.
fn with_new_head(from: &Path, store: &Store) -> io::Result<Passing> {
    store.forget_log();
    let own = store.connection.path().ok_or(io::ErrorKind::NotFound)?;
    let mut own = File::open(own)?;
    let mut head = read_page(&mut own, 1)?;
    let below = pages_below(&head);
    let pages = fs::metadata(from)?.len() / PAGE_BYTES as u64;
    let pages = u32::try_from(pages).map_err(|_| io::ErrorKind::FileTooLarge)?;
    // The size of the file, and no list of free pages: the one of the new database is not that of this one.
    let numbers = [(28, pages), (32, 0), (36, 0)];
    for (at, number) in numbers {
        let field = head.get_mut(at..at + 4).ok_or(io::ErrorKind::InvalidData)?;
        field.copy_from_slice(&number.to_be_bytes());
    }
    let copy = Passing(beside(from, ".reading"));
    // One that a power cut left.
    copy.remove();
    let mut into = private().write(true).create_new(true).open(&copy.0)?;
    io::copy(&mut File::open(from)?, &mut into)?;
    into.seek(io::SeekFrom::Start(0))?;
    into.write_all(&head)?;
    for number in below.into_iter().filter(|number| *number <= pages) {
        let page = read_page(&mut own, number)?;
        into.seek(io::SeekFrom::Start(place(number)))?;
        into.write_all(&page)?;
    }
    // What was confirmed last may be in the log alone.
    let log = beside(from, "-wal");
    if log.exists() {
        let mut into = private()
            .write(true)
            .create_new(true)
            .open(beside(&copy.0, "-wal"))?;
        io::copy(&mut File::open(log)?, &mut into)?;
    }
    Ok(copy)
}

fn place(page: u32) -> u64 {
    u64::from(page.saturating_sub(1)) * PAGE_BYTES as u64
}

fn read_page(file: &mut File, number: u32) -> io::Result<Vec<u8>> {
    let mut page = vec![0; PAGE_BYTES];
    file.seek(io::SeekFrom::Start(place(number)))?;
    file.read_exact(&mut page)?;
    Ok(page)
}

/// The pages on which the list of tables goes on, when it does not fit on the first (SQLite's file format, 1.6).
fn pages_below(head: &[u8]) -> Vec<u32> {
    const INNER_TABLE: u8 = 5;
    let number = |at: usize, bytes: usize| {
        let field = head.get(at..at + bytes)?.iter();
        Some(field.fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)))
    };
    if head.get(100) != Some(&INNER_TABLE) {
        return Vec::new();
    }
    let cells = number(103, 2).unwrap_or(0) as usize;
    let cells = (0..cells).filter_map(|cell| number(number(112 + 2 * cell, 2)? as usize, 4));
    cells
        .chain(number(108, 4))
        .filter(|page| *page > 1)
        .collect()
}

struct Salvage<'a> {
    hurt: &'a Connection,
    store: &'a Store,
    table: &'static str,
    order: &'static str,
}

/// What came of reading a table from one end.
struct Scanned {
    /// Whether the other end was reached, and all rows are in the new database.
    is_whole: bool,
    /// The number of the last row before the first that was lost.
    reached: Option<i64>,
}

impl Salvage<'_> {
    /// Copies a table; returns between which numbers rows may have been lost, `None` when all of it could be read.
    fn copy(&self, numbered: Numbered) -> Result<Option<RangeInclusive<i64>>, StoreError> {
        let mut seen = BTreeSet::new();
        let up = self.scan("ASC", &mut seen)?;
        if up.is_whole {
            return Ok(None);
        }
        let down = self.scan("DESC", &mut seen)?;
        if numbered == Numbered::Yes {
            let (first, last) = self.bounds(&seen);
            let between = (first..=last).filter(|number| !seen.contains(number));
            let mut failures = 0;
            for number in between.collect::<Vec<_>>() {
                failures = if self.fetch(number)? { 0 } else { failures + 1 };
                if failures > FAILURES_MAX {
                    break;
                }
            }
        }
        let (first, last) = (
            up.reached.unwrap_or(i64::MIN),
            down.reached.unwrap_or(i64::MAX),
        );
        Ok(Some(first..=last))
    }

    /// Copies rows in an order until one cannot be read.
    fn scan(&self, direction: &str, seen: &mut BTreeSet<i64>) -> Result<Scanned, StoreError> {
        let mut scanned = Scanned {
            is_whole: false,
            reached: None,
        };
        let number = self.order.split(',').next().unwrap_or("0");
        let order = self.order.replace(", ", &format!(" {direction}, "));
        let query = format!(
            "SELECT {number}, * FROM {} ORDER BY {order} {direction}",
            self.table
        );
        let Ok(mut statement) = self.hurt.prepare(&query) else {
            return Ok(scanned);
        };
        let names = names(&statement);
        let Ok(mut rows) = statement.query([]) else {
            return Ok(scanned);
        };
        scanned.is_whole = true;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let number = row.get::<_, i64>(0).unwrap_or(0);
                    if seen.contains(&number) && self.order == "rowid" {
                        return Ok(scanned);
                    }
                    scanned.is_whole &= self.put(row, &names)?;
                    if scanned.is_whole {
                        scanned.reached = Some(number);
                    }
                    seen.insert(number);
                }
                Ok(None) => return Ok(scanned),
                Err(_) => {
                    scanned.is_whole = false;
                    return Ok(scanned);
                }
            }
        }
    }

    /// Copies the row of a number; returns whether the page where it is, or would be, could be read.
    fn fetch(&self, number: i64) -> Result<bool, StoreError> {
        let query = format!("SELECT rowid, * FROM {} WHERE rowid = ?1", self.table);
        let Ok(mut statement) = self.hurt.prepare_cached(&query) else {
            return Ok(false);
        };
        let names = names(&statement);
        match statement.query_row([number], |row| Ok(self.put(row, &names))) {
            Ok(is_put) => is_put,
            Err(error) => Ok(error == rusqlite::Error::QueryReturnedNoRows),
        }
    }

    /// Puts a row into the new database; one that is there already, or that no honest database has, is left out.
    fn put(&self, row: &Row<'_>, names: &[String]) -> Result<bool, StoreError> {
        let values = (1..=names.len()).map(|index| row.get::<_, Value>(index));
        let Ok(values) = values.collect::<Result<Vec<Value>, _>>() else {
            return Ok(false);
        };
        let places = vec!["?"; names.len()].join(", ");
        let insert = format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({places})",
            self.table,
            names.join(", ")
        );
        let Ok(mut statement) = self.store.connection.prepare_cached(&insert) else {
            return Ok(false);
        };
        match statement.execute(params_from_iter(values)) {
            Ok(_) => Ok(true),
            Err(error) => match error.sqlite_error_code() {
                // A new database that cannot be written says nothing of the row.
                Some(
                    ErrorCode::DiskFull
                    | ErrorCode::ReadOnly
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::OutOfMemory
                    | ErrorCode::DatabaseBusy,
                ) => Err(error.into()),
                _ => Ok(false),
            },
        }
    }

    /// Between which numbers rows may lie.
    fn bounds(&self, seen: &BTreeSet<i64>) -> (i64, i64) {
        let query = format!("SELECT max(rowid) FROM {}", self.table);
        let last: Option<i64> = self.hurt.query_row(&query, [], |row| row.get(0)).ok();
        let used = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
        let used: Option<i64> = self
            .hurt
            .query_row(used, [self.table], |row| row.get(0))
            .ok();
        let last = last.max(used).max(seen.last().copied());
        (1, last.unwrap_or(NUMBERS_MAX).min(NUMBERS_MAX))
    }
}

/// The columns of a table, of whatever version of the schema, behind the number.
fn names(statement: &rusqlite::Statement<'_>) -> Vec<String> {
    let names = statement.column_names().into_iter().skip(1);
    names.map(str::to_owned).collect()
}
