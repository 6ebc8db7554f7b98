//! A disk that is full, or cannot be written: nothing is lost, and what is in memory is written when it can be.
//!
//! The disks are in memory and mounted for the test, which takes root; where they cannot be mounted, the test says so.

use maru_store::{DraftWrite, RecordId, Store};
use maru_tests::process::{Launch, Process};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

const NOW: &str = "2026-03-05T06:00:00Z";

/// A small disk of our own.
struct Disk {
    at: TempDir,
}

impl Disk {
    /// Mounts one; `None`, and a line that says so, where nobody may.
    fn mount(test: &str) -> Option<Disk> {
        let at = tempfile::tempdir().expect("a folder");
        let disk = Disk { at };
        let words = ["-t", "tmpfs", "-o", "size=6m", "maru-test"];
        if run(
            "mount",
            words.map(Path::new).into_iter().chain([disk.at.path()]),
        ) {
            return Some(disk);
        }
        println!("NOT RUN: {test}: a disk cannot be mounted here (it takes root)");
        None
    }

    fn folder(&self) -> PathBuf {
        self.at.path().join("home")
    }

    /// Fills it to the last byte; gives the file that takes the room.
    fn fill(&self) -> PathBuf {
        let path = self.at.path().join("somebody-else");
        let mut file = File::create(&path).expect("a file");
        for size in [65_536, 4096, 512, 1] {
            let bytes = vec![b'x'; size];
            while file.write_all(&bytes).is_ok() {}
        }
        path
    }

    fn remount(&self, how: &str) -> bool {
        let words = ["-o", how].map(Path::new);
        run("mount", words.into_iter().chain([self.at.path()]))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run(
            "umount",
            ["-l"].map(Path::new).into_iter().chain([self.at.path()]),
        );
    }
}

fn begin(store: &Store, instance_id: &str) -> RecordId {
    let draft = DraftWrite {
        instance_id: instance_id.to_owned(),
        form_hash: "md5:0".to_owned(),
        form_id: "bus".to_owned(),
        version: "1".to_owned(),
        title: "Bus card".to_owned(),
        xml: format!("<d>{}</d>", "x".repeat(20_000)).into_bytes().into(),
        at_question: None,
        pending: None,
        replaces: None,
        at: NOW.to_owned(),
    };
    store.save_draft(&draft).expect("there is room")
}

fn run<'a>(program: &str, words: impl Iterator<Item = &'a Path>) -> bool {
    let mut command = Command::new(program);
    command.args(words).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn seen(told: &Value) -> String {
    told.to_string()
}

fn page(told: &Value) -> &str {
    told["page"].as_str().unwrap_or_default()
}

/// Acts, and waits for so long as it takes until the page tells of something.
fn until(maru: &mut Process, wanted: &str) -> Value {
    for _ in 0..60 {
        let told = maru.act("wait 1").expect("it tells");
        if seen(&told).contains(wanted) {
            return told;
        }
    }
    panic!("never told: {wanted}");
}

const TO_THE_FORM: [&str; 5] = [
    "proceed",
    "proceed",
    "proceed",
    "activate sector-tell",
    "activate service-street-light",
];

#[test]
fn on_a_full_disk_the_answer_stays_and_is_saved_when_there_is_room() {
    let Some(disk) = Disk::mount("a full disk") else {
        return;
    };
    let launch = Launch::new(&disk.folder());
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    maru.acts(&TO_THE_FORM);
    let told = maru.acts(&["activate choice-1", "proceed"]);
    let second = page(&told).to_owned();

    let other = disk.fill();
    let told = maru.acts(&["activate choice-1", "proceed"]);
    assert_eq!(
        page(&told),
        second,
        "no question is left before its answer is on disk"
    );
    assert!(seen(&told).contains("This computer is full"), "{told}");
    let told = maru.acts(&["home"]);
    assert_eq!(page(&told), second, "nor any other way");

    fs::remove_file(&other).expect("somebody makes room");
    let told = until(&mut maru, "It could be saved now");
    assert_eq!(page(&told), second);
    drop(maru);

    // The power fails while a form is being sent; and then the disk is full from the beginning.
    let (mut store, _) = Store::open(&disk.folder(), NOW).expect("a store");
    let id = begin(&store, "uuid:sent");
    store.finalise(id, b"<d/>", NOW).expect("it is frozen");
    store.mark_sending(id, NOW).expect("it is under way");
    std::mem::forget(store);
    let other = disk.fill();
    let mut maru = launch.headless();
    let told = maru.told().expect("it opens all the same");
    assert_eq!(page(&told), "home", "{told}");
    let told = maru.acts(&["activate my-forms", "activate record-1"]);
    assert!(page(&told).starts_with("question-"), "{told}");
    fs::remove_file(&other).expect("somebody makes room");
    maru.leave();
    let told = launch.run(&["forms", "export", "1"]);
    let xml = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(xml.contains("<kind>street_light</kind>"), "{xml}");
    assert!(xml.contains("<problem>light_off</problem>"), "{xml}");
}

#[test]
fn a_disk_that_cannot_be_written_is_read_and_written_when_it_can_be() {
    let Some(disk) = Disk::mount("a read-only disk") else {
        return;
    };
    let launch = Launch::new(&disk.folder());
    for has_log in [false, true] {
        let mut maru = launch.headless();
        maru.told().expect("the first page");
        if !has_log {
            maru.acts(&TO_THE_FORM);
            maru.acts(&["activate choice-1", "proceed"]);
            maru.leave();
        } else {
            // The power fails: what is new is in the log alone.
            drop(maru);
        }
        assert!(disk.remount("remount,ro"), "nobody has it open");
        let mut maru = launch.headless();
        let told = maru.told().expect("it opens all the same");
        assert!(seen(&told).contains("cannot be written to"), "{told}");
        let told = maru.acts(&["activate my-forms", "activate record-1"]);
        let at = page(&told).to_owned();
        assert!(at.starts_with("question-"), "{told}");
        let told = maru.acts(&["activate choice-2", "proceed"]);
        assert_eq!(page(&told), at);
        assert!(seen(&told).contains("cannot be written"), "{told}");

        assert!(disk.remount("remount,rw"));
        until(&mut maru, "It could be saved now");
        let told = maru.acts(&["proceed"]);
        assert_ne!(page(&told), at);
        maru.leave();
        let told = launch.run(&["forms", "export", "1"]);
        let xml = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(xml.contains("<kind>street_light</kind>"), "{xml}");
        assert!(!xml.contains("<problem/>"), "{xml}");
    }
}

#[test]
fn a_damaged_store_on_a_full_disk_is_mended_when_there_is_room() {
    let Some(disk) = Disk::mount("a damaged store on a full disk") else {
        return;
    };
    let launch = Launch::new(&disk.folder());
    let (store, _) = Store::open(&disk.folder(), NOW).expect("a store");
    for number in 0..60 {
        begin(&store, &format!("uuid:{number}"));
    }
    drop(store);
    let database = disk.folder().join("maru.db");
    let mut bytes = fs::read(&database).expect("the database");
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    for (first, can_be_read) in [(0x5a, false), (b'S', true)] {
        // A head that is hurt is found before the first page, anything else behind it.
        bytes[0] = first;
        fs::write(&database, &bytes).expect("there is room");
        let other = disk.fill();
        let mut maru = launch.headless();
        let told = maru.told();
        assert_eq!(told.is_some(), can_be_read);
        if can_be_read {
            maru.acts(&["wait 3"]);
        }
        drop(maru);
        assert!(fs::read(&database).expect("it is there") == bytes);
        fs::remove_file(&other).expect("somebody makes room");
    }
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    until(&mut maru, "It was put aside");
    maru.leave();
    let listed = launch.run(&["forms", "list"]);
    let records = String::from_utf8_lossy(&listed.stdout).lines().count();
    assert!(records >= 58, "{records}");
}
