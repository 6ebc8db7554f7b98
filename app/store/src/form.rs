//! Forms: every version that was ever used, and their media.

use std::collections::BTreeMap;

use maru_sync::Content;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::StoreError;
use crate::open::Store;
use crate::record::{read_bytes, read_text};
use crate::statement::sql;

/// Where a form came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormSource {
    /// The city pack.
    Pack,
    /// The city's server.
    Server,
}

impl FormSource {
    /// The source as the database writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            FormSource::Pack => "pack",
            FormSource::Server => "server",
        }
    }
}

impl FromSql for FormSource {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<FormSource> {
        match value.as_str()? {
            "pack" => Ok(FormSource::Pack),
            "server" => Ok(FormSource::Server),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// A form to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormWrite {
    /// The form's identifier.
    pub form_id: String,
    /// Its version; empty when it has none.
    pub version: String,
    /// The title shown to people.
    pub title: String,
    /// The form itself.
    pub xml: Content,
    /// Where it came from.
    pub source: FormSource,
    /// When, in RFC 3339.
    pub at: String,
}

/// What a list of forms shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSummary {
    /// The form's identifier.
    pub form_id: String,
    /// Its version.
    pub version: String,
    /// Its hash.
    pub hash: String,
    /// The title shown to people.
    pub title: String,
    /// Where it came from.
    pub source: FormSource,
    /// When it came.
    pub added_at: String,
}

/// A form with its XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// All but the XML.
    pub summary: FormSummary,
    /// The form itself.
    pub xml: Content,
}

impl Store {
    /// Keeps a form that is complete, and returns its hash. The same bytes again change nothing but its title.
    pub fn put_form(&self, form: &FormWrite) -> Result<String, StoreError> {
        let hash = maru_sync::md5_name(form.xml.as_bytes());
        // At each answer the form is there already; then nothing is written.
        let mut known = self.connection.prepare_cached(sql!("form/has"))?;
        let values =
            named_params! { ":hash": hash, ":title": form.title, ":form_id": form.form_id };
        if known.exists(values)? {
            return Ok(hash);
        }
        let mut statement = self.connection.prepare_cached(sql!("form/put"))?;
        statement.execute(named_params! {
            ":form_id": form.form_id,
            ":version": form.version,
            ":hash": hash,
            ":title": form.title,
            ":xml": form.xml.as_bytes(),
            ":source": form.source.as_str(),
            ":is_complete": true,
            ":download_url": None::<&str>,
            ":manifest_url": None::<&str>,
            ":at": form.at,
        })?;
        drop(statement);
        Ok(hash)
    }

    /// Returns the very form a draft was begun with, offered still or not.
    pub fn form(&self, hash: &str) -> Result<Option<Form>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/by_hash"))?;
        Ok(statement
            .query_row(named_params! { ":hash": hash }, read_form)
            .optional()?)
    }

    /// Returns the form to begin under this identifier: the newest that is complete and offered.
    pub fn latest_form(&self, form_id: &str) -> Result<Option<Form>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/latest"))?;
        Ok(statement
            .query_row(named_params! { ":form_id": form_id }, read_form)
            .optional()?)
    }

    /// Returns the forms that can be begun, each in its newest version, by title.
    pub fn forms(&self) -> Result<Vec<FormSummary>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/list"))?;
        let summaries = statement.query_map([], read_summary)?;
        Ok(summaries.collect::<Result<_, _>>()?)
    }

    /// Keeps a media file of a form that is here.
    pub fn put_media(
        &self,
        form_hash: &str,
        name: &str,
        content: &Content,
    ) -> Result<(), StoreError> {
        let hash = maru_sync::md5_name(content.as_bytes());
        self.keep_media(&hash, content)?;
        self.link_media(form_hash, name, &hash)
    }

    /// Returns a media file of a form.
    pub fn media(&self, form_hash: &str, name: &str) -> Result<Option<Content>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/media"))?;
        let values = named_params! { ":form_hash": form_hash, ":name": name };
        let read = |row: &Row<'_>| read_bytes(row, "content");
        let bytes = statement.query_row(values, read).optional()?;
        Ok(bytes.map(Content::from))
    }

    /// Returns a media file by its bytes' hash, whatever form has it.
    pub fn media_by_hash(&self, hash: &str) -> Result<Option<Content>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/media_by_hash"))?;
        let values = named_params! { ":hash": hash };
        let read = |row: &Row<'_>| read_bytes(row, "content");
        let bytes = statement.query_row(values, read).optional()?;
        Ok(bytes.map(Content::from))
    }

    /// Returns the names of a form's media files, each with the hash of its bytes.
    pub fn media_of(&self, form_hash: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/media_of"))?;
        let read = |row: &Row<'_>| {
            let text = |column| read_text(row, column).map(Option::unwrap_or_default);
            Ok((text("name")?, text("media_hash")?))
        };
        let files = statement.query_map(named_params! { ":form_hash": form_hash }, read)?;
        Ok(files.collect::<Result<_, _>>()?)
    }

    pub(crate) fn keep_media(&self, hash: &str, content: &Content) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/put_media"))?;
        statement.execute(named_params! { ":hash": hash, ":content": content.as_bytes() })?;
        Ok(())
    }

    pub(crate) fn link_media(
        &self,
        form_hash: &str,
        name: &str,
        hash: &str,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/link_media"))?;
        statement.execute(
            named_params! { ":form_hash": form_hash, ":name": name, ":media_hash": hash },
        )?;
        Ok(())
    }
}

fn read_form(row: &Row<'_>) -> rusqlite::Result<Form> {
    Ok(Form {
        summary: read_summary(row)?,
        xml: Content::from(read_bytes(row, "xml")?),
    })
}

/// Reads what a list shows, as far as the disk has left it readable: one form that is hurt must not hide the others. A
/// source that there is not is the one that promises less.
fn read_summary(row: &Row<'_>) -> rusqlite::Result<FormSummary> {
    let text = |name| read_text(row, name).map(Option::unwrap_or_default);
    Ok(FormSummary {
        form_id: text("form_id")?,
        version: text("version")?,
        hash: text("hash")?,
        title: text("title")?,
        source: row.get("source").unwrap_or(FormSource::Pack),
        added_at: text("added_at")?,
    })
}
