//! Finding files in a folder as a stick has it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use maru_port::files::{Accept, FoundFile, Place, PlaceKind, files, places};
use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 and so on";

/// Writes a file that changed so many hours ago.
fn write(path: &Path, bytes: &[u8], hours_ago: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    let moment = SystemTime::now() - Duration::from_secs(hours_ago * 3600);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(moment).unwrap();
}

fn stick(folder: &TempDir) -> Place {
    Place {
        kind: PlaceKind::Removable,
        name: "STICK".to_owned(),
        path: folder.path().join("stick"),
    }
}

fn names(found: &[FoundFile]) -> Vec<&str> {
    found.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn finds_what_is_accepted_the_newest_first() {
    let folder = TempDir::new().unwrap();
    let place = stick(&folder);
    write(&place.path.join("old.jpg"), JPEG, 30);
    write(&place.path.join("DCIM/100CAM/new.JPG"), JPEG, 1);
    write(&place.path.join("no-ending"), JPEG, 2);
    write(&place.path.join("letter.pdf"), b"%PDF-1.7", 3);
    write(&place.path.join("liar.jpg"), b"MZ program", 0);
    write(&place.path.join(".Trash/gone.jpg"), JPEG, 0);
    write(&place.path.join("1/2/3/4/5/deep.jpg"), JPEG, 0);
    let images = files(&place, &Accept::parse("image/*"));
    assert_eq!(names(&images), ["new.JPG", "no-ending", "old.jpg"]);
    let newest = &images[0];
    assert_eq!(
        (newest.size, newest.media_type.as_str()),
        (JPEG.len() as u64, "image/jpeg")
    );
    assert_eq!(newest.path, place.path.join("DCIM/100CAM/new.JPG"));
    assert_eq!(
        names(&files(&place, &Accept::parse(".pdf"))),
        ["letter.pdf"]
    );
    assert_eq!(files(&place, &Accept::default()).len(), 5);
}

#[test]
fn follows_no_link_and_no_loop() {
    let folder = TempDir::new().unwrap();
    let place = stick(&folder);
    write(&place.path.join("own.jpg"), JPEG, 1);
    write(&folder.path().join("private/theirs.jpg"), JPEG, 1);
    let link =
        |to: &Path, name: &str| std::os::unix::fs::symlink(to, place.path.join(name)).unwrap();
    link(&folder.path().join("private"), "private");
    link(&folder.path().join("private/theirs.jpg"), "theirs.jpg");
    link(&place.path, "loop");
    assert_eq!(names(&files(&place, &Accept::default())), ["own.jpg"]);
}

#[test]
fn finds_a_bounded_number_the_newest() {
    let folder = TempDir::new().unwrap();
    let place = stick(&folder);
    for number in 0..250 {
        write(&place.path.join(format!("{number}.jpg")), JPEG, number);
    }
    let found = files(&place, &Accept::parse("image/*"));
    assert_eq!(
        (
            found.len(),
            found[0].name.as_str(),
            found[199].name.as_str()
        ),
        (200, "0.jpg", "199.jpg")
    );
}

#[test]
fn a_place_that_is_gone_has_no_files() {
    let folder = TempDir::new().unwrap();
    assert_eq!(files(&stick(&folder), &Accept::default()), []);
    assert!(places().iter().all(|place| place.path.is_dir()));
}
