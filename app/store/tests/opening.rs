//! Opening: new, old, too new, damaged, read-only, full.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{NOW, draft, open, ready};
use maru_store::{Carried, Store, StoreError};
use tempfile::TempDir;

/// A database with enough records to have inner pages.
fn filled() -> (TempDir, Vec<u8>) {
    let folder = TempDir::new().unwrap();
    let (mut store, report) = open(&folder);
    assert_eq!((report.found_version, report.set_aside), (None, None));
    for number in 0..200 {
        store
            .save_draft(&draft(
                &format!("uuid:{number}"),
                &"long answer ".repeat(20),
            ))
            .unwrap();
    }
    ready(&mut store, "uuid:ready", NOW);
    drop(store);
    let bytes = fs::read(folder.path().join("maru.db")).unwrap();
    (folder, bytes)
}

fn set_aside_files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut aside: Vec<PathBuf> = files
        .filter(|path| {
            path.to_string_lossy()
                .contains("maru.db.damaged-2026-11-23T09-00-00Z")
        })
        .collect();
    aside.sort();
    aside
}

/// Sets aside what is damaged; gives what the new database has of it.
fn check_set_aside(bytes: &[u8]) -> Carried {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("maru.db"), bytes).unwrap();
    let (store, report) = open(&folder);
    let aside = report.set_aside.expect("the damage was noticed");
    assert_eq!(
        fs::read(&aside.path).unwrap(),
        bytes,
        "the damaged file is kept as it was"
    );
    assert_eq!(store.records().unwrap().len(), aside.carried.records);
    store.save_draft(&draft("uuid:new", "1")).unwrap();
    drop(store);
    assert_eq!(open(&folder).1.set_aside, None, "the new database is sound");
    aside.carried
}

#[test]
fn sets_aside_what_is_no_database() {
    let mut noise = Vec::new();
    let mut seed = 1_u32;
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((seed >> 24) as u8);
    }
    for noise in [&noise[..], b"no database"] {
        assert_eq!(check_set_aside(noise), Carried::default());
    }
}

#[test]
fn sets_aside_what_was_cut() {
    let (_folder, bytes) = filled();
    let carried = [
        50,
        100,
        4096,
        5000,
        bytes.len() / 2,
        bytes.len() - 4096,
        bytes.len() - 1,
    ]
    .map(|length| check_set_aside(&bytes[..length]));
    assert!(carried.iter().all(|carried| !carried.is_whole));
    let records = carried.map(|carried| carried.records);
    assert!(records.is_sorted() && records[6] >= 199, "{records:?}");
}

#[test]
fn sets_aside_what_has_hurt_pages_and_opens_the_rest() {
    let (_folder, bytes) = filled();
    for page in 0..bytes.len() / 4096 {
        let mut hurt = bytes.clone();
        // The head of the page: for the first page, that is behind the head of the file.
        let start = page * 4096 + if page == 0 { 100 } else { 0 };
        hurt[start..start + 12].fill(0xa5);
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("maru.db"), &hurt).unwrap();
        let (store, report) = open(&folder);
        match report.set_aside {
            Some(aside) => assert_eq!(fs::read(aside.path).unwrap(), hurt),
            // The page was one of a long answer, which has no structure to be hurt: its record says so.
            None => assert_eq!(store.records().unwrap().len(), 201),
        }
    }
}

#[test]
fn sets_aside_twice_on_one_day_under_two_names() {
    let folder = TempDir::new().unwrap();
    for count in 1..=3 {
        fs::write(folder.path().join("maru.db"), b"no database").unwrap();
        let (store, report) = open(&folder);
        assert!(report.set_aside.is_some());
        drop(store);
        assert_eq!(set_aside_files(folder.path()).len(), count);
    }
}

#[test]
fn sets_aside_the_log_with_its_database() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("maru.db"),
        b"no database, but long enough to be looked at",
    )
    .unwrap();
    fs::write(folder.path().join("maru.db-wal"), b"a log").unwrap();
    let (store, report) = open(&folder);
    let aside = report.set_aside.unwrap().path;
    assert_eq!(
        fs::read(format!("{}-wal", aside.display())).unwrap(),
        b"a log"
    );
    store.save_draft(&draft("uuid:1", "1")).unwrap();
}

#[test]
fn sets_aside_the_database_of_another_program() {
    let folder = TempDir::new().unwrap();
    let other = rusqlite::Connection::open(folder.path().join("maru.db")).unwrap();
    other
        .execute_batch("CREATE TABLE cookies (a); PRAGMA user_version = 1;")
        .unwrap();
    drop(other);
    assert!(open(&folder).1.set_aside.is_some());
}

#[test]
fn refuses_a_newer_database_and_leaves_it_as_it_is() {
    let (folder, _) = filled();
    let path = folder.path().join("maru.db");
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open(folder.path(), NOW).unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::TooNew {
                found: 999,
                known: 4
            }
        ),
        "{error}"
    );
    assert_eq!(error.code(), "store-too-new");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(set_aside_files(folder.path()), Vec::<PathBuf>::new());
}

/// Every schema that was ever released, as its version wrote it; all hold the same records.
const OLD: [(i64, &str); 4] = [
    (1, include_str!("old/v1.sql")),
    (2, include_str!("old/v2.sql")),
    (3, include_str!("old/v3.sql")),
    (4, include_str!("old/v4.sql")),
];

/// SHA-256 of what stands in [`PICTURE`].
const PICTURE_HASH: &str = "92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b";
const PICTURE: &[u8] = b"a picture";

#[test]
fn an_old_database_becomes_the_same_as_a_new_one_and_keeps_its_records() {
    for (version, sql) in OLD {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("maru.db");
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        fs::create_dir(folder.path().join("attachments")).unwrap();
        let picture = folder.path().join("attachments").join(PICTURE_HASH);
        fs::write(&picture, PICTURE).unwrap();
        let (mut store, report) = open(&folder);
        assert_eq!(
            (report.found_version, report.set_aside),
            (Some(version), None)
        );
        assert_eq!(store.records().unwrap().len(), 3);
        let outgoing = store.next_to_send().unwrap().unwrap();
        assert_eq!(
            outgoing.submission.instance_id,
            format!("uuid:v{version}-ready")
        );
        let files = usize::from(version >= 2);
        assert_eq!(outgoing.submission.attachments.len(), files);
        let arrived = usize::from(version >= 4);
        assert_eq!(outgoing.submission.arrived.len(), arrived);
        assert_eq!(
            store.latest_form("bus").unwrap().unwrap().summary.version,
            "2"
        );
        assert_eq!(
            store.setting("voice").unwrap(),
            Some(serde_json::json!({"rate": 40}))
        );
        assert_eq!(store.collect_garbage().unwrap(), 1 - files);
        assert_eq!(picture.exists(), version >= 2);
        ready(&mut store, "uuid:new", NOW);
        drop(store);

        let fresh = TempDir::new().unwrap();
        drop(open(&fresh));
        assert_eq!(schema(&path), schema(&fresh.path().join("maru.db")));
    }
}

fn schema(path: &Path) -> Vec<(String, String)> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY name")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn tells_a_full_disk_from_damage() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let id = store.save_draft(&draft("uuid:1", "1")).unwrap();
    store.set_pages_max(40).unwrap();
    let error = (0..10_000)
        .find_map(|number| {
            store
                .save_draft(&draft(&format!("uuid:full-{number}"), "x"))
                .err()
        })
        .expect("the disk fills up");
    assert!(error.is_disk_full() && !error.is_damage(), "{error}");
    assert_eq!(error.code(), "store-disk-full");
    assert!(
        store.draft(id).unwrap().is_some(),
        "what was saved is still there"
    );
}

#[test]
fn a_folder_that_is_a_file_is_an_error_and_no_damage() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, b"mine").unwrap();
    let error = Store::open(&path, NOW).unwrap_err();
    assert_eq!(error.code(), "store-folder");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("profile");
    let (store, _) = Store::open(&inner, NOW).unwrap();
    store.save_draft(&draft("uuid:1", "1")).unwrap();
    for path in [
        inner.clone(),
        inner.join("maru.db"),
        inner.join("maru.db-wal"),
    ] {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn a_flipped_bit_never_turns_into_another_answer() {
    let (_folder, bytes) = filled();
    let (mut whole, mut aside, mut refused) = (0, 0, 0);
    for round in 0..120 {
        let mut hurt = bytes.clone();
        let place = round * (bytes.len() - 1) / 119;
        hurt[place] ^= 1 << (round % 8);
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("maru.db");
        fs::write(&path, &hurt).unwrap();
        let Ok((store, report)) = Store::open(folder.path(), NOW) else {
            // A flip in the head can look like a newer version or a read-only file: then nothing was touched.
            assert_eq!(fs::read(&path).unwrap(), hurt);
            refused += 1;
            continue;
        };
        if let Some(kept) = report.set_aside {
            assert_eq!(fs::read(kept.path).unwrap(), hurt);
            aside += 1;
            continue;
        }
        whole += 1;
        for number in 0..200 {
            let instance_id = format!("uuid:{number}");
            let Ok(Some(id)) = store.id_of_instance(&instance_id) else {
                continue;
            };
            if let Ok(Some(record)) = store.record(id) {
                assert_eq!(
                    record.xml,
                    common::xml(&instance_id, &"long answer ".repeat(20)),
                    "byte {place}"
                );
            }
        }
    }
    assert!(
        whole > 0 && aside > 0 && refused < 10,
        "{whole} whole, {aside} set aside, {refused} refused"
    );
}

#[test]
fn whoever_opens_beside_another_sets_nothing_aside_and_makes_nothing() {
    let folder = TempDir::new().unwrap();
    let nowhere = Store::open_beside(folder.path()).unwrap_err();
    assert_eq!(nowhere.code(), "store-absent");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let (_filled, bytes) = filled();
    let path = folder.path().join("maru.db");
    fs::write(&path, &bytes).unwrap();
    let (beside, report) = Store::open_beside(folder.path()).unwrap();
    assert_eq!((report.found_version, report.set_aside), (Some(4), None));
    assert_eq!(beside.records().unwrap().len(), 201);
    beside.check().unwrap();
    drop(beside);

    let mut hurt = bytes[..bytes.len() - 4096].to_vec();
    for _ in 0..2 {
        fs::write(&path, &hurt).unwrap();
        let error = Store::open_beside(folder.path()).unwrap_err();
        assert!(error.is_damage(), "{error}");
        assert_eq!(fs::read(&path).unwrap(), hurt);
        assert_eq!(set_aside_files(folder.path()), Vec::<PathBuf>::new());
        hurt[..4096].fill(0xa5);
    }
}

/// The length of the file and the number of its pages are two looks at a thing that changes in between.
#[test]
fn a_database_that_grows_while_it_is_opened_is_not_taken_for_a_short_one() {
    let folder = TempDir::new().unwrap();
    let (store, _) = open(&folder);
    let opened = std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            for number in 0..200 {
                let write = draft(&format!("uuid:{number}"), &"x".repeat(20_000));
                store.save_draft(&write).unwrap();
                // Then all is in the file, until the next: whoever opens it meanwhile is waited for.
                while !store.forget_log() {
                    std::thread::yield_now();
                }
            }
        });
        let mut opened = Vec::new();
        while !writer.is_finished() {
            opened.push(Store::open_beside(folder.path()).err());
        }
        opened
    });
    for error in opened.into_iter().flatten() {
        assert!(matches!(error, StoreError::Busy), "{error}");
    }
}

#[test]
fn a_log_that_has_lost_its_database_is_kept_and_told() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("maru.db-wal");
    for is_empty in [false, true] {
        fs::remove_file(folder.path().join("maru.db")).unwrap_or_default();
        if is_empty {
            fs::write(folder.path().join("maru.db"), b"").unwrap();
        }
        fs::write(&log, b"what was confirmed last").unwrap();
        let (store, report) = open(&folder);
        let aside = report.set_aside.unwrap();
        assert_eq!(fs::read(&aside.path).unwrap(), b"what was confirmed last");
        assert_eq!(aside.carried, Carried::default());
        store.save_draft(&draft("uuid:1", "1")).unwrap();
        drop(store);
        assert_eq!(open(&folder).1.set_aside, None);
    }
    assert_eq!(set_aside_files(folder.path()).len(), 2);
}
