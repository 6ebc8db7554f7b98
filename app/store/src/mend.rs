//! Mending: a new database is made beside the damaged one, with what can be read of it, and takes its place when it is
//! whole.
//!
//! Until then the damaged one stays where it is: a power cut or a full disk costs the work and nothing else. The exchange
//! begins with taking the damaged one away and ends with putting the new one there. One that was cut off is gone on with
//! at the next opening; what there is to tell of it stands in the new database until somebody is told.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::aside::{beside, free_name_beside, move_if_there};
use crate::error::StoreError;
use crate::files::{AttachmentFiles, sync_folder};
use crate::open::{DamageSetAside, FILE_NAME, Look, Store, in_folder, make_private, open_file};
use crate::salvage::{Carried, carry_over};

/// How the name of a database ends that is not in its place yet.
const NEW: &str = ".mending";
/// What SQLite keeps beside a database; the last only while a new one is begun.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// The setting that says what was mended, until it was told.
const TO_TELL: &str = "store.mended";

/// Makes a new database of what can be read of the one in a folder, and puts it in its place.
pub(crate) fn mend(folder: &Path, now: &str, what: &str) -> Result<(), StoreError> {
    let (path, new) = names(folder);
    let fails = |source| in_folder(folder, source);
    remove(&new).map_err(fails)?;
    let made = make(folder, now, what);
    if made.is_err() {
        // It may hold room that a full disk needs.
        let _ = remove(&new);
    }
    let (mended, kept) = made?;
    exchange(folder, (&path, &new), &mended, &kept).map_err(fails)
}

/// Finishes an exchange that was cut off; what was only begun to be made is removed.
pub(crate) fn finish(folder: &Path) -> Result<(), StoreError> {
    let (path, new) = names(folder);
    if !new.exists() {
        return Ok(());
    }
    if path.exists() {
        // Where it cannot be removed, it is only in the way of nobody.
        let _ = remove(&new);
        return Ok(());
    }
    let fails = |source| in_folder(folder, source);
    match read(folder, &new) {
        Ok((Some(mended), kept)) => exchange(folder, (&path, &new), &mended, &kept).map_err(fails),
        // Somebody took the damaged one away before this one was whole.
        Ok((None, _)) => remove(&new).map_err(fails),
        // It is the newest that there is: it is looked at as any other.
        Err(StoreError::Damaged { .. }) => fs::rename(&new, &path).map_err(fails),
        Err(other) => Err(other),
    }
}

/// Returns what was mended and not told yet; from now on it is told.
pub(crate) fn told(store: &Store, folder: &Path) -> Option<DamageSetAside> {
    let mended = Mended::read(store)?;
    // On a full disk it is told once more at the next start.
    let _ = store.remove_setting(TO_TELL);
    Some(DamageSetAside {
        path: folder.join(mended.aside),
        what: mended.what,
        carried: mended.carried,
    })
}

fn names(folder: &Path) -> (PathBuf, PathBuf) {
    let path = folder.join(FILE_NAME);
    let new = beside(&path, NEW);
    (path, new)
}

/// What was mended, as the new database keeps it.
struct Mended {
    /// The damaged database's name from now on.
    aside: String,
    /// The name of the folder of the attachments that no record refers to any more.
    files_aside: String,
    what: String,
    carried: Carried,
}

impl Mended {
    fn keep(&self, store: &Store) -> Result<(), StoreError> {
        let value = json!({
            "aside": self.aside,
            "files_aside": self.files_aside,
            "what": self.what,
            "records": self.carried.records,
            "is_whole": self.carried.is_whole,
        });
        store.set_setting(TO_TELL, &value)
    }

    fn read(store: &Store) -> Option<Mended> {
        let value = store.setting(TO_TELL).ok().flatten()?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let records = value.get("records").and_then(Value::as_u64);
        Some(Mended {
            aside: text("aside")?,
            files_aside: text("files_aside")?,
            what: text("what")?,
            carried: Carried {
                records: records.and_then(|records| usize::try_from(records).ok())?,
                is_whole: value.get("is_whole").and_then(Value::as_bool)?,
            },
        })
    }
}

/// Makes the new database, all of it in its file and on the disk; returns the hashes of the attachments that it refers
/// to, too.
fn make(folder: &Path, now: &str, what: &str) -> Result<(Mended, BTreeSet<String>), StoreError> {
    let (path, new) = names(folder);
    let files = AttachmentFiles::below(folder);
    let fails = |source| in_folder(folder, source);
    let name = |path: &Path| -> Result<String, StoreError> {
        let free = free_name_beside(path, now).map_err(fails)?;
        let name = free.file_name().unwrap_or_default();
        Ok(name.to_string_lossy().into_owned())
    };
    let (aside, files_aside) = (name(&path)?, name(files.folder())?);
    make_private(&new).map_err(fails)?;
    let (store, _) = open_file(&new, files, Look::Head, || Ok(()))?;
    let mended = Mended {
        aside,
        files_aside,
        what: what.to_owned(),
        carried: carry_over(&path, &store)?,
    };
    mended.keep(&store)?;
    let kept = store.readable_hashes()?;
    let busy: i64 = store
        .connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        return Err(StoreError::Busy);
    }
    drop(store);
    let on_disk = File::open(&new).and_then(|file| file.sync_all());
    on_disk.and_then(|()| sync_folder(folder)).map_err(fails)?;
    Ok((mended, kept))
}

/// Reads what a new database says of itself, and to which attachments it refers.
fn read(folder: &Path, new: &Path) -> Result<(Option<Mended>, BTreeSet<String>), StoreError> {
    let (store, _) = open_file(new, AttachmentFiles::below(folder), Look::Head, || Ok(()))?;
    Ok((Mended::read(&store), store.readable_hashes()?))
}

/// Puts the new database in the place of the damaged one. Each step can be done again: what is done is not there any
/// more.
fn exchange(
    folder: &Path,
    (path, new): (&Path, &Path),
    mended: &Mended,
    kept: &BTreeSet<String>,
) -> io::Result<()> {
    let aside = folder.join(&mended.aside);
    // The database first: its log must not be found beside the new one.
    move_if_there(path, &aside)?;
    for suffix in BESIDE {
        move_if_there(&beside(path, suffix), &beside(&aside, suffix))?;
    }
    sync_folder(folder)?;
    let files = AttachmentFiles::below(folder);
    files.set_aside_all_but(kept, &folder.join(&mended.files_aside))?;
    for suffix in BESIDE {
        remove_one(&beside(new, suffix))?;
    }
    fs::rename(new, path)?;
    sync_folder(folder)
}

/// Removes a database that was never in its place.
fn remove(new: &Path) -> io::Result<()> {
    for suffix in BESIDE {
        remove_one(&beside(new, suffix))?;
    }
    remove_one(new)
}

fn remove_one(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::DraftWrite;
    use crate::record::RecordId;

    const NOW: &str = "2026-11-23T09:00:00Z";

    fn draft(store: &mut Store, number: u32) -> RecordId {
        let instance_id = format!("uuid:{number}");
        let id = store.save_draft(&DraftWrite {
            instance_id,
            form_hash: "md5:0".to_owned(),
            form_id: "bus".to_owned(),
            version: "3".to_owned(),
            title: "Bus card".to_owned(),
            xml: b"<d/>".as_slice().into(),
            at_question: None,
            pending: None,
            replaces: None,
            at: NOW.to_owned(),
        });
        let id = id.unwrap();
        let mut photo = format!("photo {number}").into_bytes();
        photo.extend([b'x'; 100]);
        store
            .attach(id, "a.jpg", "image/jpeg", &mut photo.as_slice())
            .unwrap();
        id
    }

    /// A power cut behind each step of the exchange, and before the first.
    #[test]
    fn an_exchange_that_was_cut_off_is_gone_on_with_and_told_once() {
        for steps in 0..=6 {
            let home = tempfile::TempDir::new().unwrap();
            let folder = home.path();
            let (mut store, _) = Store::open(folder, NOW).unwrap();
            draft(&mut store, 1);
            let lost = draft(&mut store, 2);
            draft(&mut store, 3);
            assert!(store.forget_log());
            // The last is in the log alone; a file that no record knows of lies beside those that are known.
            let late = draft(&mut store, 4);
            let copy = tempfile::TempDir::new().unwrap();
            for name in ["maru.db", "maru.db-wal"] {
                fs::copy(folder.join(name), copy.path().join(name)).unwrap();
            }
            store.detach(lost, "a.jpg").unwrap();
            drop(store);
            fs::remove_file(folder.join("maru.db-wal")).unwrap_or_default();
            for name in ["maru.db", "maru.db-wal"] {
                fs::copy(copy.path().join(name), folder.join(name)).unwrap();
            }
            let unknown = "0".repeat(64);
            fs::write(folder.join("attachments").join(&unknown), b"?").unwrap();

            let (mended, kept) = make(folder, NOW, "a test says so").unwrap();
            let (path, new) = names(folder);
            let aside = folder.join(&mended.aside);
            let files_aside = folder.join(&mended.files_aside);
            let done: [&dyn Fn() -> io::Result<()>; 6] = [
                &|| fs::rename(&path, &aside),
                &|| fs::rename(beside(&path, "-wal"), beside(&aside, "-wal")),
                &|| fs::create_dir(&files_aside),
                &|| {
                    let from = folder.join("attachments").join(&unknown);
                    fs::rename(from, files_aside.join(&unknown))
                },
                &|| AttachmentFiles::below(folder).set_aside_all_but(&kept, &files_aside),
                &|| fs::rename(&new, &path),
            ];
            for step in done.iter().take(steps) {
                step().unwrap();
            }

            let beside_it = Store::open_beside(folder);
            assert_eq!(beside_it.is_ok(), steps == 0 || steps == 6, "{steps}");
            drop(beside_it);
            let opened = Store::open(folder, NOW);
            let (store, report) = opened.unwrap();
            assert_eq!(store.records().unwrap().len(), 4, "{steps}");
            assert!(store.open_attachment(late, "a.jpg").is_ok());
            if steps == 0 {
                // Nothing was taken away yet: the old one is there, and nothing is to be told.
                assert_eq!(report.set_aside, None);
            } else {
                let told = report.set_aside.unwrap();
                assert_eq!((told.carried.records, &told.path), (4, &aside), "{steps}");
                assert!(told.path.exists() && beside(&told.path, "-wal").exists());
                assert!(files_aside.join(&unknown).exists(), "{steps}");
            }
            store.check().unwrap();
            drop(store);
            assert!(!new.exists());
            assert_eq!(Store::open(folder, NOW).unwrap().1.set_aside, None);
        }
    }
}
