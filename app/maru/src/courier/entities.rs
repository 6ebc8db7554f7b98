//! Entities that left a list: the list tells only what is in it, the city tells what became of the others.

use maru_store::{Store, StoreError};
use maru_sync::{Address, SyncEvent};
use std::collections::BTreeSet;

/// For each list of a form that has just come, where to ask for which ids: those that were in the list before and are
/// in it no more. Nothing for other events. To be called before the event is kept, while the old lists are there.
pub(super) fn left(
    event: &SyncEvent,
    store: &Store,
) -> Result<Vec<(Address, Vec<String>)>, StoreError> {
    let SyncEvent::FormComplete { form, media, .. } = event else {
        return Ok(Vec::new());
    };
    let mut missed = Vec::new();
    for file in media.iter().filter(|file| file.is_entity_list) {
        let Some(url) = &file.integrity_url else {
            continue;
        };
        let Some(old) = store.media(&form.hash, &file.name)? else {
            continue;
        };
        if maru_sync::md5_name(old.as_bytes()) == file.hash {
            continue;
        }
        let Some(new) = store.media_by_hash(&file.hash)? else {
            continue;
        };
        let kept = ids(new.as_bytes());
        let gone: Vec<String> = ids(old.as_bytes()).difference(&kept).cloned().collect();
        if !gone.is_empty() {
            missed.push((url.clone(), gone));
        }
    }
    Ok(missed)
}

/// The ids of a list: its column `name`.
fn ids(csv: &[u8]) -> BTreeSet<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let Ok(headers) = reader.headers() else {
        return BTreeSet::new();
    };
    let Some(column) = headers.iter().position(|name| name.trim() == "name") else {
        return BTreeSet::new();
    };
    let rows = reader.records().map_while(Result::ok);
    rows.filter_map(|row| row.get(column).map(|id| id.trim().to_owned()))
        .filter(|id| !id.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn reads_the_ids_of_a_list() {
        let csv = b"label,name,__version\n\"A, and B\",a-1,1\n\nC,b-2\n";
        let found: Vec<String> = ids(csv).into_iter().collect();
        assert_eq!(found, ["a-1", "b-2"]);
        assert!(ids(b"").is_empty() && ids(b"label\nx\n").is_empty());
    }
}
