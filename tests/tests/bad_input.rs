//! A broken form, pack or database: a clear notice for the citizen, the rest goes on, nothing is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use maru::{App, AppError, AppOptions, incoming::Sink};
use maru_tests::walk::{Walk, city, still_world};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

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
