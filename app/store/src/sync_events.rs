//! Keeping what the sync machine brings.

use std::collections::BTreeSet;

use maru_sync::{Address, Content, Known, ListedForm, MediaFile, SyncEvent};
use rusqlite::{Row, TransactionBehavior, named_params};
use serde_json::Value;

use crate::error::StoreError;
use crate::form::FormSource;
use crate::open::Store;
use crate::record::{RecordId, read_text};
use crate::statement::sql;

/// The setting that holds the tag of the last complete form list.
const ETAG_KEY: &str = "sync.form-list-etag";

impl Store {
    /// Returns what is here already, for [`maru_sync::Client::refresh`].
    pub fn known(&self) -> Result<Known, StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/known"))?;
        let forms = statement.query_map([], read_listed)?;
        let forms = forms.collect::<Result<_, _>>()?;
        let mut statement = self.connection.prepare_cached(sql!("form/media_hashes"))?;
        let hashes = statement.query_map([], |row| read_text(row, "hash"))?;
        let media_hashes = hashes.collect::<Result<Vec<Option<String>>, _>>()?;
        let media_hashes: BTreeSet<String> = media_hashes.into_iter().flatten().collect();
        let etag = self
            .setting(ETAG_KEY)?
            .and_then(|value| value.as_str().map(str::to_owned));
        Ok(Known {
            etag,
            forms,
            media_hashes,
        })
    }

    /// Forgets what one server said and has: the next refresh asks for all, and every file is sent. Call it when the
    /// account changes.
    pub fn forget_server(&self) -> Result<(), StoreError> {
        self.remove_setting(ETAG_KEY)?;
        self.connection.execute(sql!("arrived/forget"), [])?;
        Ok(())
    }

    /// Keeps an event of the sync machine; `at` is now, in RFC 3339.
    pub fn apply(&mut self, event: &SyncEvent, at: &str) -> Result<(), StoreError> {
        match event {
            SyncEvent::FormList { forms } => self.note_form_list(forms),
            SyncEvent::Form { form, xml } => self.keep_downloaded(form, xml, at),
            SyncEvent::Media { file, content, .. } => self.keep_media(&file.hash, content),
            SyncEvent::FormComplete {
                form,
                media,
                missing,
            } => self.complete_form(&form.hash, media, missing),
            SyncEvent::FormFailed { .. } | SyncEvent::EntitiesChecked { .. } => Ok(()),
            SyncEvent::RefreshEnded {
                outcome: Ok(refreshed),
            } => self.end_refresh(refreshed.etag.as_deref()),
            SyncEvent::RefreshEnded { outcome: Err(_) } => Ok(()),
            SyncEvent::FilesArrived { instance_id, names } => {
                self.note_arrived(self.sent_as(instance_id)?, names)
            }
            SyncEvent::Submission {
                instance_id,
                outcome,
            } => self.settle(self.sent_as(instance_id)?, outcome, at),
        }
    }

    fn sent_as(&self, instance_id: &str) -> Result<RecordId, StoreError> {
        self.id_of_instance(instance_id)?
            .ok_or(StoreError::NoSuchRecord)
    }

    /// Keeps what is on offer now. From here to the end of the refresh there is no tag: a list of which not all has
    /// come is asked for again, as a whole.
    fn note_form_list(&mut self, forms: &[ListedForm]) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(sql!("setting/remove"), named_params! { ":key": ETAG_KEY })?;
        let mut keep_on_offer = transaction.prepare_cached(sql!("form/keep_on_offer"))?;
        transaction.execute(sql!("form/withdraw_all"), [])?;
        for form in forms {
            transaction.execute(
                sql!("form/offer"),
                named_params! {
                    ":hash": form.hash,
                    ":form_id": form.form_id,
                    ":title": form.name,
                    ":download_url": form.download_url.as_str(),
                    ":manifest_url": form.manifest_url.as_ref().map(Address::as_str),
                },
            )?;
            // Its new version is not here yet: until it is, the one that is here stays on offer.
            let values = named_params! { ":form_id": form.form_id, ":hash": form.hash };
            keep_on_offer.execute(values)?;
        }
        drop(keep_on_offer);
        transaction.commit()?;
        Ok(())
    }

    /// Keeps the tag of the list, and drops the media files that no form has any more: an entity list comes anew with
    /// each case that the city writes. Not before the end: what has come for a form that is not complete yet, and what
    /// was here for one that is listed anew, belongs to no form meanwhile.
    fn end_refresh(&mut self, etag: Option<&str>) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        match etag {
            Some(etag) => {
                let value = Value::from(etag).to_string();
                let values = named_params! { ":key": ETAG_KEY, ":value": value };
                transaction.execute(sql!("setting/set"), values)?;
            }
            None => {
                transaction.execute(sql!("setting/remove"), named_params! { ":key": ETAG_KEY })?;
            }
        }
        transaction.execute(sql!("form/drop_media"), [])?;
        transaction.commit()?;
        Ok(())
    }

    fn keep_downloaded(
        &self,
        form: &ListedForm,
        xml: &Content,
        at: &str,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql!("form/put"))?;
        statement.execute(named_params! {
            ":form_id": form.form_id,
            ":version": form.version,
            ":hash": form.hash,
            ":title": form.name,
            ":xml": xml.as_bytes(),
            ":source": FormSource::Server.as_str(),
            ":is_complete": false,
            ":download_url": form.download_url.as_str(),
            ":manifest_url": form.manifest_url.as_ref().map(Address::as_str),
            ":at": at,
        })?;
        Ok(())
    }

    fn complete_form(
        &mut self,
        hash: &str,
        media: &[MediaFile],
        missing: &[String],
    ) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            sql!("form/unlink_media"),
            named_params! { ":form_hash": hash, ":missing": Value::from(missing).to_string() },
        )?;
        for file in media {
            transaction.execute(
                sql!("form/link_media"),
                named_params! { ":form_hash": hash, ":name": file.name, ":media_hash": file.hash },
            )?;
        }
        transaction.execute(sql!("form/complete"), named_params! { ":hash": hash })?;
        transaction.commit()?;
        Ok(())
    }
}

/// Reads a form as it was listed, as far as the disk has left it readable: one that is hurt is fetched again.
fn read_listed(row: &Row<'_>) -> rusqlite::Result<ListedForm> {
    let text = |name| read_text(row, name).map(Option::unwrap_or_default);
    Ok(ListedForm {
        form_id: text("form_id")?,
        version: text("version")?,
        name: text("title")?,
        hash: text("hash")?,
        download_url: Address::from(text("download_url")?),
        manifest_url: read_text(row, "manifest_url")?.map(Address::from),
    })
}
