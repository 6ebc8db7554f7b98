//! A broken form, pack or database: a clear notice for the citizen, the rest goes on, nothing is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use maru::{App, AppError, AppOptions, Incoming, incoming::Sink};
use maru_tests::{
    process::Launch,
    walk::{Walk, city, still_world},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    time::Duration,
};
use tempfile::TempDir;

/// Longer than anything takes on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A copy of the demo city that may be broken.
fn copied_city(into: &Path) -> PathBuf {
    let copy = into.join("city");
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        fs::create_dir_all(copy.join(&folder)).unwrap();
        for entry in fs::read_dir(city().join(&folder)).unwrap().flatten() {
            let name = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                fs::copy(entry.path(), copy.join(name)).unwrap();
            }
        }
    }
    copy
}

fn options(home: &TempDir, city: PathBuf) -> AppOptions {
    AppOptions {
        city: Some(city),
        data: Some(home.path().join("data")),
        lang: Some("en".to_owned()),
        no_speech: true,
        offline: true,
        world: still_world,
        ..AppOptions::default()
    }
}

#[test]
fn a_form_that_is_no_xform_is_told_and_the_others_open() {
    let home = tempfile::tempdir().unwrap();
    let city = copied_city(home.path());
    fs::write(city.join("forms/street_light.xml"), "<h:html>not a form").unwrap();
    let mut walk = Walk::with(options(&home, city));
    walk.all(&[
        "proceed",
        "proceed",
        "proceed",
        "activate sector-tell",
        "activate service-street-light",
    ]);
    assert!(
        walk.seen()
            .contains("This form cannot be opened on this computer. Please call 120"),
        "{}",
        walk.seen()
    );
    assert!(
        walk.heard().contains("This form cannot be opened"),
        "{}",
        walk.heard()
    );
    walk.all(&["home", "activate sector-help", "activate service-pc-repair"]);
    assert!(walk.page().starts_with("question-"), "{}", walk.seen());
}

#[test]
fn a_form_that_counts_without_end_is_refused_in_bounded_time() {
    let home = tempfile::tempdir().unwrap();
    let city = copied_city(home.path());
    let nested = format!("{}1{}", "(".repeat(20_000), ")".repeat(20_000));
    let form = fs::read_to_string(city.join("forms/street_light.xml")).unwrap();
    let hostile = form.replacen("required=\"true()\"", &format!("required=\"{nested}\""), 1);
    assert_ne!(form, hostile);
    fs::write(city.join("forms/street_light.xml"), hostile).unwrap();
    let mut walk = Walk::with(options(&home, city));
    walk.all(&[
        "proceed",
        "proceed",
        "proceed",
        "activate sector-tell",
        "activate service-street-light",
    ]);
    assert!(walk.seen().contains("cannot be opened"), "{}", walk.seen());
}

#[test]
fn a_damaged_database_is_set_aside_and_told() {
    let home = tempfile::tempdir().unwrap();
    let mut walk = Walk::with(options(&home, city()));
    walk.all(&["proceed", "proceed", "proceed"]);
    drop(walk);
    let database = home.path().join("data/maru.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[..middle].fill(0x5a);
    fs::write(&database, &bytes).unwrap();
    let walk = Walk::with(options(&home, city()));
    assert!(
        walk.seen().contains("It was put aside, not deleted"),
        "{}",
        walk.seen()
    );
    assert!(
        walk.heard().contains("It was put aside"),
        "{}",
        walk.heard()
    );
    let aside = fs::read_dir(home.path().join("data")).unwrap().flatten();
    let kept = aside
        .map(|entry| entry.path())
        .find(|path| fs::read(path).is_ok_and(|kept| kept == bytes));
    assert!(
        kept.is_some(),
        "the damaged file is still there, byte for byte"
    );
}

#[test]
fn a_pack_that_cannot_be_used_is_told_with_file_and_line() {
    let home = tempfile::tempdir().unwrap();
    let city = copied_city(home.path());
    let manifest = fs::read_to_string(city.join("city.toml")).unwrap();
    fs::write(
        city.join("city.toml"),
        manifest.replacen("format = 1", "format = 99", 1),
    )
    .unwrap();
    let sink: Sink = Arc::new(drop);
    let Err(AppError::Pack(trouble)) = App::open(&options(&home, city), &sink) else {
        panic!("a pack of an unknown format was taken");
    };
    let line = manifest
        .lines()
        .position(|line| line == "format = 1")
        .unwrap()
        + 1;
    assert!(
        trouble.to_string().contains(&format!("city.toml:{line}")),
        "{trouble}"
    );
}

#[test]
fn a_pack_with_one_broken_service_works_with_the_others() {
    let home = tempfile::tempdir().unwrap();
    let city = copied_city(home.path());
    fs::remove_file(city.join("forms/free_pc.xml")).unwrap();
    let mut walk = Walk::with(options(&home, city));
    assert!(
        walk.seen()
            .contains("Some of the city's services could not be loaded"),
        "{}",
        walk.seen()
    );
    walk.all(&["proceed", "proceed", "proceed", "activate sector-help"]);
    assert!(
        !walk.seen().contains("free computer") && walk.seen().contains("My computer is broken"),
        "{}",
        walk.seen()
    );
}

/// A home with a draft, and its database with a page destroyed that is not the first.
fn damaged_home() -> (TempDir, PathBuf, Vec<u8>) {
    let home = tempfile::tempdir().unwrap();
    let mut walk = Walk::with(options(&home, city()));
    walk.all(&[
        "proceed",
        "proceed",
        "proceed",
        "activate sector-tell",
        "activate service-street-light",
        "activate choice-1",
        "proceed",
        "home",
    ]);
    drop(walk);
    let database = home.path().join("data/maru.db");
    let mut bytes = fs::read(&database).unwrap();
    // No row hangs on it: all can be carried over.
    let page = 4096 * page_of(&database, "record_by_replaces");
    bytes[page..page + 4096].fill(0x5a);
    fs::write(&database, &bytes).unwrap();
    (home, database, bytes)
}

/// On which page a table or an index begins, from nought.
fn page_of(database: &Path, name: &str) -> usize {
    let connection = rusqlite::Connection::open(database).unwrap();
    let asked = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u32 = connection
        .query_row(asked, [name], |row| row.get(0))
        .unwrap();
    page as usize - 1
}

/// A sink that hands on what threads tell.
fn listening() -> (Sink, mpsc::Receiver<Incoming>) {
    let (told, heard) = mpsc::channel();
    (Arc::new(move |incoming| drop(told.send(incoming))), heard)
}

/// What is told next of this kind.
fn wait_for(heard: &mpsc::Receiver<Incoming>, is_it: impl Fn(&Incoming) -> bool) -> Incoming {
    loop {
        let told = heard.recv_timeout(PATIENCE).expect("it is told");
        if is_it(&told) {
            return told;
        }
    }
}

fn look_at_store(walk: &mut Walk, heard: &mpsc::Receiver<Incoming>) {
    let looked = heard
        .iter()
        .find(|told| matches!(told, Incoming::Checked(_)));
    walk.app.incoming(looked.unwrap());
    walk.notes("the store was looked at");
}

#[test]
fn whoever_looks_at_a_damaged_store_leaves_it_to_maru() {
    let (home, database, bytes) = damaged_home();
    let data = home.path().join("data");
    let launch = Launch::new(&data);
    let doctor = launch.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(said.contains("the database is damaged"), "{said}");
    assert!(!doctor.status.success());
    // What it has can be seen meanwhile.
    let listed = launch.run(&["forms", "list"]);
    assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().count(), 1);
    assert!(fs::read(&database).unwrap() == bytes, "it is as it was");

    let (sink, heard) = listening();
    let mut walk = Walk::start(options(&home, city()), &sink);
    look_at_store(&mut walk, &heard);
    assert!(walk.seen().contains("It was put aside"), "{}", walk.seen());
    let doctor = launch.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(said.contains(": 1 forms"), "{said}");
    let nobody = Launch::new(&home.path().join("nobody"));
    assert!(nobody.run(&["forms", "list"]).stdout.is_empty());
    assert!(!home.path().join("nobody/maru.db").exists());
}

/// A form that asks for a file, in place of one of the demo city's.
const UPLOAD: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Bill</h:title><model><instance><data id="household_benefit" version="1"><bill/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/bill" type="binary"/></model></h:head>
<h:body><upload ref="/data/bill" mediatype="image/*"><label>Your bill</label></upload></h:body></h:html>"#;

/// What an errand writes into a store that is put aside would be gone.
#[test]
fn a_damaged_store_is_put_aside_when_no_errand_is_under_way() {
    let (home, _, _) = damaged_home();
    let city = copied_city(home.path());
    fs::write(city.join("forms/household_benefit.xml"), UPLOAD).unwrap();
    let (sink, heard) = listening();
    let mut walk = Walk::start(options(&home, city), &sink);
    walk.all(&[
        "activate sector-help",
        "activate service-household-benefit",
        "activate find-files",
    ]);
    let (mut checked, mut files) = (None, None);
    while checked.is_none() || files.is_none() {
        match heard.recv_timeout(PATIENCE).unwrap() {
            told @ Incoming::Checked(_) => checked = Some(told),
            told @ Incoming::Files(_) => files = Some(told),
            _ => {}
        }
    }
    let is_aside = || {
        let mut names = fs::read_dir(home.path().join("data")).unwrap().flatten();
        names.any(|entry| entry.file_name().to_string_lossy().contains("damaged"))
    };
    walk.app.incoming(checked.unwrap());
    assert!(!is_aside(), "the errand may have it open");
    walk.app.incoming(files.unwrap());
    assert!(is_aside());
    walk.notes("the errand is over");
    assert!(walk.seen().contains("It was put aside"), "{}", walk.seen());
}

#[test]
fn a_store_that_cannot_be_opened_after_it_was_found_damaged_is_tried_again() {
    let (home, database, _) = damaged_home();
    let (sink, heard) = listening();
    let mut walk = Walk::start(options(&home, city()), &sink);
    let in_the_way = [database.clone(), home.path().join("data/maru.db.mending")];
    let kept = home.path().join("kept");
    fs::rename(&database, &kept).unwrap();
    in_the_way
        .iter()
        .for_each(|path| fs::create_dir(path).unwrap());
    look_at_store(&mut walk, &heard);
    let again = |told: &Incoming| matches!(told, Incoming::TryAgain);
    walk.app.incoming(wait_for(&heard, again));

    in_the_way
        .iter()
        .for_each(|path| fs::remove_dir(path).unwrap());
    fs::rename(&kept, &database).unwrap();
    walk.app.incoming(wait_for(&heard, again));
    walk.all(&["home", "activate my-forms", "activate record-1"]);
    assert!(walk.page().starts_with("question-"), "{}", walk.seen());
}
