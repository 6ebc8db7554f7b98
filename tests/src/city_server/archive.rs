//! What was sent, kept on disk.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

/// One submission as the server has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its identity.
    pub instance_id: String,
    /// The form's identifier.
    pub form_id: String,
    /// The form's version.
    pub version: String,
    /// The XML, byte for byte.
    pub xml: Vec<u8>,
    /// The files it names, with their bytes if they were sent.
    pub attachments: Vec<(String, Option<Vec<u8>>)>,
}

const SCHEMA: &str = "
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS submission (
    number INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL UNIQUE,
    form_id TEXT NOT NULL,
    version TEXT NOT NULL,
    xml BLOB NOT NULL,
    device_id TEXT,
    replaced_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS attachment (
    instance_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB,
    PRIMARY KEY (instance_id, name)
) STRICT;";

/// The database.
#[derive(Debug)]
pub(crate) struct Archive(Connection);

impl Archive {
    pub(crate) fn open(dir: &Path) -> Result<Archive, Box<dyn std::error::Error + Send + Sync>> {
        std::fs::create_dir_all(dir)?;
        let connection = Connection::open(dir.join("city.db"))?;
        connection.execute_batch(SCHEMA)?;
        Ok(Archive(connection))
    }

    /// Returns the XML under an identity, and whether an edit has taken its place.
    pub(crate) fn find(&self, instance_id: &str) -> rusqlite::Result<Option<(Vec<u8>, bool)>> {
        let query = "SELECT xml, replaced_by IS NOT NULL FROM submission WHERE instance_id = ?1";
        self.0
            .query_row(query, [instance_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
    }

    /// Keeps a submission, what it replaces, and the names of the files it expects, all or nothing.
    pub(crate) fn add(
        &mut self,
        stored: &Stored,
        device_id: Option<&str>,
        replaces: Option<&str>,
    ) -> rusqlite::Result<()> {
        let Stored {
            instance_id,
            form_id,
            version,
            xml,
            attachments,
        } = stored;
        let transaction = self.0.transaction()?;
        transaction.execute(
            "INSERT INTO submission (instance_id, form_id, version, xml, device_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![instance_id, form_id, version, xml, device_id],
        )?;
        for (name, _) in attachments {
            let insert = "INSERT OR IGNORE INTO attachment (instance_id, name) VALUES (?1, ?2)";
            transaction.execute(insert, [instance_id, name])?;
        }
        if let Some(old) = replaces {
            transaction.execute(
                "UPDATE submission SET replaced_by = ?1 WHERE instance_id = ?2",
                [instance_id, old],
            )?;
        }
        transaction.commit()
    }

    /// Keeps a file if its submission names it; drops it without a word if not.
    pub(crate) fn attach(
        &self,
        instance_id: &str,
        name: &str,
        content: &[u8],
    ) -> rusqlite::Result<()> {
        let update = "UPDATE attachment SET content = ?3 WHERE instance_id = ?1 AND name = ?2";
        self.0
            .execute(update, params![instance_id, name, content])
            .map(drop)
    }

    /// Returns the number of submissions.
    pub(crate) fn count(&self) -> rusqlite::Result<u64> {
        self.0
            .query_row("SELECT count(*) FROM submission", [], |row| {
                row.get::<_, u32>(0)
            })
            .map(u64::from)
    }

    /// Returns all submissions, the oldest first.
    pub(crate) fn all(&self) -> rusqlite::Result<Vec<Stored>> {
        let mut query = self
            .0
            .prepare("SELECT instance_id, form_id, version, xml FROM submission ORDER BY number")?;
        let rows = query.query_map([], |row| {
            let (form_id, version, xml) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Stored {
                instance_id: row.get(0)?,
                form_id,
                version,
                xml,
                attachments: vec![],
            })
        })?;
        let mut all: Vec<Stored> = rows.collect::<Result<_, _>>()?;
        let mut files = self
            .0
            .prepare("SELECT name, content FROM attachment WHERE instance_id = ?1 ORDER BY name")?;
        for stored in &mut all {
            let rows =
                files.query_map([&stored.instance_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            stored.attachments = rows.collect::<Result<_, _>>()?;
        }
        Ok(all)
    }
}
