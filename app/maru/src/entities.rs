//! What records that were finished here make of the city's lists of entities, until the city's own lists have it.

use maru_form::entities::{self, EntityChange};
use maru_store::{RecordId, RecordState, RecordSummary, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// How long what was sent is looked for in a list before the list is believed: a server takes seconds, a city's
/// clerk may have moved it out of sight.
const BELIEVED_AFTER_DAYS: i64 = 7;

/// Where the ids of entities are kept that the city has deleted.
const DELETED: &str = "entities.deleted";

/// So many are remembered; older ones have long left every list.
const DELETED_MAX: usize = 2000;

/// What a form says that speaks of entities.
const NAMESPACE: &str = "http://www.opendatakit.org/xforms/entities";

/// What is changed here in lists, and not by the city.
#[derive(Clone, Debug, Default)]
pub struct OwnChanges {
    /// By record: one that is finished says the same for ever.
    changes: BTreeMap<RecordId, Vec<EntityChange>>,
    deleted: BTreeSet<String>,
}

impl OwnChanges {
    /// Reads what the records say at a moment; those that were read before are not read again. What is encrypted says
    /// nothing, and what was refused is not so.
    pub fn read(&self, store: &Store, now: jiff::Timestamp) -> Result<OwnChanges, StoreError> {
        let believed = now
            .checked_sub(jiff::SignedDuration::from_hours(24 * BELIEVED_AFTER_DAYS))
            .map_or_else(|_| String::new(), |then| then.to_string());
        let counts = |record: &RecordSummary| match record.state {
            RecordState::Draft | RecordState::Refused => false,
            RecordState::Ready | RecordState::Sending => true,
            RecordState::Sent | RecordState::Answered => {
                record.sent_at.as_ref().is_some_and(|at| *at > believed)
            }
        };
        let mut forms = BTreeMap::new();
        let mut changes = BTreeMap::new();
        let records = store.records()?.into_iter();
        for record in records.filter(|record| counts(record) && !record.is_sealed) {
            let said = match self.changes.get(&record.id) {
                Some(said) => said.clone(),
                None => match form(store, &mut forms, &record.form_hash)? {
                    Some(form) => of_record(store, record.id, form)?,
                    None => Vec::new(),
                },
            };
            changes.insert(record.id, said);
        }
        let deleted = match changes.values().all(Vec::is_empty) {
            true => BTreeSet::new(),
            false => deleted(store)?.into_iter().collect(),
        };
        Ok(OwnChanges { changes, deleted })
    }

    /// Whether lists look the same with these as with those.
    pub fn say_the_same_as(&self, other: &OwnChanges) -> bool {
        self.said().eq(other.said()) && self.deleted == other.deleted
    }

    fn said(&self) -> impl Iterator<Item = &EntityChange> {
        self.changes.values().flatten()
    }

    /// Merges the changes into the lists of a form; a list that nobody at the city has written to yet begins with them.
    pub fn merge(&self, lists: &mut BTreeMap<String, Vec<u8>>) {
        let mut branch = || uuid::Uuid::new_v4().to_string();
        let mut by_file: BTreeMap<String, Vec<&EntityChange>> = BTreeMap::new();
        for change in self.said() {
            let file = format!("{}.csv", change.list);
            by_file.entry(file).or_default().push(change);
        }
        for name in by_file.keys() {
            lists.entry(name.clone()).or_default();
        }
        for (name, list) in lists.iter_mut().filter(|(name, _)| name.ends_with(".csv")) {
            let own = by_file.get(name).map_or(&[][..], Vec::as_slice);
            if let Some(merged) = entities::merged(list, own, &self.deleted, &mut branch) {
                *list = merged;
            }
        }
    }
}

/// The XML of a form that speaks of entities, read once.
fn form<'a>(
    store: &Store,
    forms: &'a mut BTreeMap<String, Option<String>>,
    hash: &str,
) -> Result<Option<&'a String>, StoreError> {
    if !forms.contains_key(hash) {
        let xml = store.form(hash)?.map(|form| form.xml.into_vec());
        let xml = xml.and_then(|xml| String::from_utf8(xml).ok());
        let speaks = xml.filter(|xml| xml.contains(NAMESPACE));
        forms.insert(hash.to_owned(), speaks);
    }
    Ok(forms.get(hash).and_then(Option::as_ref))
}

fn of_record(store: &Store, id: RecordId, form: &str) -> Result<Vec<EntityChange>, StoreError> {
    let record = match store.record(id) {
        Ok(Some(record)) => record,
        // A record that is hurt is told of where it stands in the list of forms.
        Ok(None) | Err(StoreError::Altered { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let xml = String::from_utf8_lossy(record.xml.as_bytes());
    Ok(entities::changes(form, &xml))
}

/// Remembers that the city has deleted these.
pub fn note_deleted(store: &Store, ids: &[String]) -> Result<(), StoreError> {
    let mut all = deleted(store)?;
    all.retain(|id| !ids.contains(id));
    all.extend_from_slice(ids);
    all.drain(..all.len().saturating_sub(DELETED_MAX));
    store.set_setting(DELETED, &all.into())
}

fn deleted(store: &Store) -> Result<Vec<String>, StoreError> {
    let kept = store.setting(DELETED)?;
    Ok(kept
        .and_then(|ids| serde_json::from_value(ids).ok())
        .unwrap_or_default())
}
