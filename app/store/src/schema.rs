//! The versions of the schema, and the way from each to the newest.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;
use crate::statement::sql;

/// The mark by which a file is known as ours: the letters `Maru`.
pub(crate) const APPLICATION_ID: i64 = 0x4d61_7275;

/// Migration number *n* (from 1) leads from version *n* - 1 to version *n*.
pub(crate) const MIGRATIONS: &[&str] = &[
    sql!("schema/0001"),
    sql!("schema/0002"),
    sql!("schema/0003"),
    sql!("schema/0004"),
];

/// Brings a database to the newest version; returns the version it had (0: it was empty).
///
/// What must be done before a new database is used is done under its lock, before it exists.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: &[&str],
    before_new: impl FnOnce() -> Result<(), StoreError>,
) -> Result<i64, StoreError> {
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let found = check_version(connection, known)?;
    if found == known {
        return Ok(found);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated between the look and the lock.
    let found = check_version(&transaction, known)?;
    if found == 0 {
        before_new()?;
    }
    let done = usize::try_from(found).unwrap_or(0);
    for statement in migrations.iter().skip(done) {
        transaction.execute_batch(statement)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(found)
}

/// Reads the version, and refuses what is not ours or too new, without a change to the file.
pub(crate) fn check_version(connection: &Connection, known: i64) -> Result<i64, StoreError> {
    let read = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let found = read("user_version")?;
    let owner = read("application_id")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_empty = found == 0 && owner == 0 && tables == 0;
    if is_empty {
        return Ok(0);
    }
    if owner != APPLICATION_ID || found < 1 {
        return Err(StoreError::damaged("the file is not a database of Maru"));
    }
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &[&str] = &[
        sql!("schema/0001"),
        "ALTER TABLE setting ADD COLUMN note TEXT; UPDATE setting SET note = 'kept';",
        "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;",
    ];

    fn nothing() -> Result<(), StoreError> {
        Ok(())
    }

    #[test]
    fn climbs_from_every_version_and_keeps_what_was_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut connection, &NEXT[..1], nothing).unwrap(), 0);
        connection
            .execute("INSERT INTO setting VALUES ('a', '1')", [])
            .unwrap();
        assert_eq!(migrate(&mut connection, NEXT, nothing).unwrap(), 1);
        let note: String = connection
            .query_row("SELECT note FROM setting", [], |row| row.get(0))
            .unwrap();
        assert_eq!(note, "kept");
        assert_eq!(migrate(&mut connection, NEXT, nothing).unwrap(), 3);
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &NEXT[..1], nothing).unwrap();
        let broken = [NEXT[0], NEXT[1], "CREATE TABLE setting (a);"];
        assert!(migrate(&mut connection, &broken, nothing).is_err());
        assert_eq!(check_version(&connection, 1).unwrap(), 1);
        let columns: i64 = connection
            .query_row(
                "SELECT count(*) FROM pragma_table_info('setting')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(columns, 2);
    }
}
