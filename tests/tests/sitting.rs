//! A computer that people share: one person leaves, with a word or without, and the next one comes. The whole app on a
//! real store.

use maru::{AppOptions, Incoming, incoming::Sink};
use maru_store::{RecordState, Store};
use maru_tests::{
    process::Launch,
    walk::{Walk, city, still_world},
};
use std::{
    fs,
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

/// A shared computer, and what its threads tell; the time that one may do nothing is none.
struct Kiosk {
    walk: Walk,
    told: mpsc::Receiver<Incoming>,
}

impl Kiosk {
    fn start(folder: &Path, lang: Option<&str>) -> Kiosk {
        let (sender, told) = mpsc::channel();
        let sink: Sink = Arc::new(move |incoming| drop(sender.send(incoming)));
        let options = AppOptions {
            city: Some(city()),
            data: Some(folder.to_owned()),
            lang: lang.map(str::to_owned),
            no_speech: true,
            offline: true,
            shared: true,
            ask_after: Duration::ZERO,
            gone_after: Duration::ZERO,
            world: still_world,
            ..AppOptions::default()
        };
        let walk = Walk::start(options, &sink);
        Kiosk { walk, told }
    }

    /// Waits until the thread that waits for the next key tells that its time is over.
    fn nobody_presses_a_key(&mut self) {
        while let Ok(incoming) = self.told.recv() {
            let is_over = matches!(incoming, Incoming::Unused);
            self.walk.app.incoming(incoming);
            if is_over {
                return;
            }
        }
    }

    /// How many threads still wait for a key of somebody, when all is over.
    fn left_waiting(self) -> usize {
        drop(self.walk);
        let told = self.told.iter();
        told.filter(|told| matches!(told, Incoming::Unused)).count()
    }
}

fn drafts(folder: &Path) -> usize {
    let (store, _) = Store::open_quickly(folder, "2026-03-05T06:20:00Z").expect("a store");
    let records = store.records().expect("records").into_iter();
    records
        .filter(|record| record.state == RecordState::Draft)
        .count()
}

#[test]
fn who_goes_away_in_the_middle_of_a_form_leaves_a_fresh_first_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut kiosk = Kiosk::start(folder.path(), Some("en"));
    kiosk.walk.all(&["proceed", "proceed", "proceed"]);
    let first = kiosk.walk.seen();
    let settings = kiosk.walk.app.settings().clone();
    let acts = ["larger", "next-theme", "voice", "faster"];
    kiosk.walk.all(&acts);
    kiosk.walk.all(&[
        "activate sector-tell",
        "activate service-street-light",
        "activate choice-1",
        "proceed",
    ]);
    let page = kiosk.walk.page();
    kiosk.nobody_presses_a_key();
    let seen = kiosk.walk.seen();
    assert!(seen.contains("Are you still there?"), "{seen}");
    assert!(kiosk.walk.heard().contains("Are you still there?"));
    // What is only about hearing is an answer, too.
    kiosk.walk.does("repeat");
    assert!(kiosk.walk.seen().contains("You can go on"));
    assert_eq!(kiosk.walk.page(), page);

    kiosk.nobody_presses_a_key();
    kiosk.nobody_presses_a_key();
    assert_eq!(kiosk.walk.page(), "home");
    assert_eq!(kiosk.walk.app.settings(), &settings);
    kiosk.walk.does("next");
    assert_eq!(
        kiosk.walk.seen().replace("> ", "  "),
        first.replace("> ", "  ")
    );
    assert_eq!(drafts(folder.path()), 1, "nothing is lost");
    kiosk.walk.does("activate my-forms");
    assert!(kiosk.walk.seen().contains("There is nothing here yet"));
    kiosk.walk.all(&["home", "activate sector-tell"]);
    kiosk.walk.does("activate service-street-light");
    assert!(
        kiosk.walk.page().starts_with("question-"),
        "it is not offered"
    );

    // What somebody set is not kept for the next start either.
    kiosk.walk.does("larger");
    drop(kiosk);
    let kiosk = Kiosk::start(folder.path(), None);
    assert_eq!(kiosk.walk.app.settings(), &settings);
}

#[test]
fn where_nobody_is_nothing_waits() {
    let waiting = |acts: &[&str], pauses| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut kiosk = Kiosk::start(folder.path(), Some("en"));
        kiosk.walk.all(&["proceed", "proceed", "proceed"]);
        kiosk.walk.all(acts);
        (0..pauses).for_each(|_| kiosk.nobody_presses_a_key());
        kiosk.left_waiting()
    };
    assert_eq!(waiting(&[], 0), 0, "it has just been set up");
    assert_eq!(waiting(&["next"], 0), 1);
    assert_eq!(waiting(&["next", "next", "next"], 0), 1, "one for all keys");
    assert_eq!(waiting(&["next"], 1), 1, "they were asked");
    assert_eq!(waiting(&["next"], 2), 0, "they are gone");
    let said_so = ["next", "activate end-sitting"];
    assert_eq!(waiting(&said_so, 1), 0, "they said that they are finished");
}

#[test]
fn a_key_gives_all_the_time_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut kiosk = Kiosk::start(folder.path(), Some("en"));
    kiosk.walk.all(&["proceed", "proceed", "proceed", "next"]);
    drop(kiosk);
    let (sender, told) = mpsc::channel();
    let sink: Sink = Arc::new(move |incoming| drop(sender.send(incoming)));
    let options = AppOptions {
        city: Some(city()),
        data: Some(folder.path().to_owned()),
        no_speech: true,
        offline: true,
        shared: true,
        world: still_world,
        ..AppOptions::default()
    };
    let mut walk = Walk::start(options, &sink);
    walk.does("next");
    // A thread that was sent to sleep long ago wakes; somebody has pressed a key since.
    walk.app.incoming(Incoming::Unused);
    assert!(!walk.seen().contains("Are you still there?"));
    drop(told);
}

#[test]
fn the_key_that_leaves_the_program_does_not_where_people_share_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut kiosk = Kiosk::start(folder.path(), Some("en"));
    kiosk.walk.all(&["proceed", "proceed", "proceed"]);
    kiosk.walk.key("Ctrl+q");
    assert!(!kiosk.walk.app.wants_to_quit());
    let seen = kiosk.walk.seen();
    assert!(seen.contains("so Maru stays open"), "{seen}");
    kiosk.walk.does("quit");
    assert!(kiosk.walk.app.wants_to_quit());
    let mut own = Walk::at_home("en");
    own.key("Ctrl+q");
    assert!(own.app.wants_to_quit());
}

/// A form that asks for what nobody else shall hear.
const SECRET: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Secret</h:title><model><instance><data id="street_light" version="1"><pin/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/pin" type="string"/></model></h:head>
<h:body><input ref="/data/pin" appearance="masked"><label>Your secret word</label></input></h:body></h:html>"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the pack").flatten() {
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &copied),
            false => drop(fs::copy(&path, &copied).expect("a copy")),
        }
    }
}

#[test]
fn what_is_private_is_not_said_aloud_though_it_was_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("city");
    copy(&city(), &pack);
    fs::write(pack.join("forms/street_light.xml"), SECRET).expect("a form");
    let start = |shared| {
        Walk::with(AppOptions {
            city: Some(pack.clone()),
            data: Some(folder.path().join("data")),
            lang: Some("en".to_owned()),
            no_speech: true,
            offline: true,
            shared,
            world: still_world,
            ..AppOptions::default()
        })
    };
    let types = |walk: &mut Walk| {
        walk.all(&["activate sector-tell", "activate service-street-light"]);
        walk.all(&["type tulip", "read-page"]);
        walk.heard().contains("tulip")
    };
    let mut own = start(false);
    own.all(&["proceed", "proceed", "proceed", "activate settings"]);
    own.all(&[
        "activate setting-voice-more",
        "activate setting-private",
        "home",
    ]);
    assert!(types(&mut own), "{}", own.heard());
    drop(own);
    let mut shared = start(true);
    assert!(!types(&mut shared), "{}", shared.heard());
}

#[test]
fn neither_copies_nor_pictures_lie_in_folders_that_all_share() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    for name in ["Documents", "Pictures"] {
        fs::create_dir_all(home.join(name)).expect("a folder");
    }
    fs::write(home.join("Pictures/somebody.png"), b"\x89PNG\r\n\x1a\n").expect("a file");
    let launch = |arguments: &[&str]| {
        let mut launch = Launch::new(&folder.path().join("data"));
        launch.environment = vec![
            ("HOME".to_owned(), home.display().to_string()),
            ("XDG_CONFIG_HOME".to_owned(), home.display().to_string()),
        ];
        let arguments = arguments.iter().map(|word| (*word).to_owned());
        launch.arguments.extend(arguments);
        launch
    };
    for (words, looks_for) in [(&["--shared"][..], "no stick"), (&[], "Documents")] {
        let mut maru = launch(words).headless();
        let mut told = maru.told().expect("the first page");
        while told["page"]
            .as_str()
            .unwrap_or_default()
            .starts_with("first-")
        {
            told = maru.act("proceed").expect("it tells");
        }
        let told = maru.acts(&["activate sector-tell", "activate service-street-light"]);
        if told["page"]
            .as_str()
            .unwrap_or_default()
            .starts_with("begin-")
        {
            maru.act("activate anew").expect("it tells");
        }
        maru.acts(&[
            "activate choice-1",
            "proceed",
            "home",
            "activate my-forms",
            "activate manage",
        ]);
        let record = if words.is_empty() { 2 } else { 1 };
        maru.acts(&[&format!("activate manage-{record}"), "activate acts-copy"]);
        let told = maru.wait_for(looks_for).to_string();
        assert_eq!(told.contains("Documents"), words.is_empty(), "{told}");
        maru.leave();
    }
}
