//! Files of a record: from the disk of the household, by the courier and over HTTP, to the city.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use std::sync::{Arc, Mutex};

use maru::Incoming;
use maru::attach::AttachError;
use maru::courier::{Link, Manner, Post, Round, round};
use maru::incoming::{News, Sink};
use maru::sign_in::Door;
use maru_picture::Wishes;
use maru_store::RecordState;
use maru_tests::city_server::{Fault, On};
use town::Town;

/// Three photos; the second is larger than what the city says it takes.
fn photos() -> Vec<(String, Vec<u8>)> {
    let photo = |(name, bytes): (&str, usize)| {
        let pattern = (0..=255_u8).cycle().skip(bytes % 251);
        (name.to_owned(), pattern.take(bytes).collect())
    };
    let sizes = [
        ("1.png", 60_000),
        ("사진 2.png", 300_000),
        ("3.png", 50_000),
    ];
    sizes.into_iter().map(photo).collect()
}

/// What the courier's thread does.
fn send(town: &Town) -> Round {
    let door = Door::named(&town.server.base_url());
    round(&town.home(), &door, "en", &(Arc::new(|_| ()) as _)).unwrap()
}

/// How many bytes each POST had.
fn posts(town: &Town) -> Vec<u64> {
    let requests = town.server.requests().into_iter();
    let posts = requests.filter(|request| request.method == "POST");
    posts.map(|request| request.bytes).collect()
}

fn arrived(town: &Town) -> Vec<(String, Option<Vec<u8>>)> {
    let [stored] = <[_; 1]>::try_from(town.server.submissions()).expect("one submission");
    stored.attachments
}

fn sorted(mut files: Vec<(String, Option<Vec<u8>>)>) -> Vec<(String, Option<Vec<u8>>)> {
    files.sort();
    files
}

fn expected() -> Vec<(String, Option<Vec<u8>>)> {
    sorted(
        photos()
            .into_iter()
            .map(|(name, bytes)| (name, Some(bytes)))
            .collect(),
    )
}

#[test]
fn files_arrive_with_their_record_in_one_post() {
    let mut town = Town::new();
    let id = town.finalise_with("uuid:1", &photos());
    assert_eq!(send(&town).delivered, 1);
    assert_eq!(town.state(id), (RecordState::Sent, None));
    assert_eq!(sorted(arrived(&town)), expected());
    assert_eq!(posts(&town).len(), 1);
}

#[test]
fn files_are_split_by_what_the_city_takes_and_the_large_one_travels_alone() {
    let mut town = Town::taking(130_000);
    let id = town.finalise_with("uuid:1", &photos());
    assert_eq!(send(&town).delivered, 1);
    assert_eq!(town.state(id), (RecordState::Sent, None));
    assert_eq!(sorted(arrived(&town)), expected());
    // By name: 1.png and 3.png fit together, the other one does not fit at all.
    let posts = posts(&town);
    assert!(
        matches!(posts[..], [110_000..=111_500, 300_000..=301_500]),
        "{posts:?}"
    );
}

#[test]
fn a_record_is_sent_only_when_its_last_file_is_there_and_then_once() {
    for (fault, code) in [
        (Fault::DropBefore, "no-answer"),
        (Fault::DropAfter, "no-answer"),
        (Fault::CutBody, "cut-short"),
        (Fault::Status(503), "busy"),
        (Fault::Portal, "portal"),
    ] {
        let mut town = Town::taking(1000);
        let id = town.finalise_with("uuid:1", &photos());
        // HEAD and the first POST pass; the second POST meets the fault.
        town.server.plan_fault_after(2, fault, On::Every, 1);
        let first = send(&town);
        assert_eq!((first.delivered, first.waiting), (0, 1), "{fault:?}");
        assert_eq!(
            town.state(id),
            (RecordState::Ready, Some(code.to_owned())),
            "{fault:?}"
        );
        let before = posts(&town).len();
        assert_eq!(send(&town).delivered, 1, "{fault:?}");
        assert_eq!(town.state(id), (RecordState::Sent, None), "{fault:?}");
        assert_eq!(sorted(arrived(&town)), expected(), "{fault:?}");
        let again = posts(&town).split_off(before);
        assert_eq!(again.len(), 2, "the first file has arrived: {again:?}");
    }
}

#[test]
fn a_chosen_file_becomes_an_attachment_with_a_name_of_its_own() {
    let mut town = Town::new();
    let id = town.begin("uuid:1");
    let picture = maru_tests::walk::root().join("assets/city/forms");
    let form = std::fs::read_dir(picture)
        .unwrap()
        .flatten()
        .find(|entry| entry.path().is_file());
    let document = form.unwrap().path();
    let mut attach = |path: &std::path::Path, media_type: &str| {
        maru::attach::attach(
            &mut town.store,
            id,
            (path, media_type),
            &Wishes::default(),
            "photo",
        )
    };
    let first = attach(&document, "text/xml").unwrap();
    let second = attach(&document, "text/xml").unwrap();
    assert_eq!(
        (first.name.as_str(), second.name.as_str()),
        ("photo.xml", "photo-2.xml")
    );
    assert_eq!(first.file, second.file);
    assert_eq!(first.file.size, std::fs::metadata(&document).unwrap().len());
    let refused = attach(&document, "image/jpeg");
    assert!(
        matches!(refused, Err(AttachError::Picture(_))),
        "no picture is sent unread"
    );
    let gone = attach(std::path::Path::new("/nowhere"), "text/xml");
    assert!(matches!(gone, Err(AttachError::Source(_))));
}

#[test]
fn a_file_that_vanished_is_not_sent_by_halves() {
    let mut town = Town::new();
    let id = town.finalise_with("uuid:1", &photos());
    let other = town.finalise("uuid:2");
    let attached = town.store.attachments(id).unwrap();
    let hash = &attached[0].file.hash;
    std::fs::remove_file(town.home().join("attachments").join(hash)).unwrap();
    let result = send(&town);
    assert_eq!((result.delivered, result.refused), (1, 1));
    assert_eq!(
        town.state(id),
        (RecordState::Refused, Some("altered".to_owned()))
    );
    assert_eq!(town.state(other), (RecordState::Sent, None));
    assert_eq!(arrived(&town), []);
}

/// One round of the courier that nobody asked for, on a line that is paid by the byte; what was told of the way.
fn go(town: &Town, by_hand: bool) -> (Round, Vec<u8>) {
    let home = town.home();
    let account = Door::named(&town.server.base_url()).account(&home).unwrap();
    let mut post = Post::open(&home, account, "en").unwrap();
    let told: Arc<Mutex<Vec<u8>>> = Arc::default();
    let heard = Arc::clone(&told);
    let sink: Sink = Arc::new(move |incoming| {
        if let Incoming::News(News::Progress {
            percent,
            instance_id,
        }) = incoming
        {
            assert_eq!(instance_id, "uuid:large");
            heard.lock().unwrap().push(percent);
        }
    });
    let manner = Manner {
        link: Link { is_costly: true },
        by_hand,
        refresh: false,
    };
    let round = post.round(manner, &sink).unwrap();
    drop(post);
    let told = told.lock().unwrap().clone();
    (round, told)
}

#[test]
fn a_large_form_waits_for_a_free_line_or_a_word_and_tells_how_far_it_is() {
    let mut town = Town::new();
    town.finalise("uuid:small");
    let large = town.finalise_with("uuid:large", &[("1.png".to_owned(), vec![7; 6_000_000])]);
    let (round, told) = go(&town, false);
    assert_eq!((round.delivered, round.costly, round.waiting), (1, 1, 1));
    assert!(told.is_empty());
    assert_eq!(town.state(large), (RecordState::Ready, None), "never tried");
    let (round, told) = go(&town, true);
    assert_eq!((round.delivered, round.costly, round.waiting), (1, 0, 0));
    assert!(told.len() >= 10 && told.is_sorted(), "{told:?}");
    assert_eq!(told.last(), Some(&95), "whole it is when the city says so");
}

#[test]
fn a_full_outbox_asks_at_the_door_once() {
    let mut town = Town::new();
    for number in 0..40 {
        town.finalise(&format!("uuid:{number}"));
    }
    let round = send(&town);
    assert_eq!(round.delivered, 40);
    let requests = town.server.requests();
    let count = |method: &str| requests.iter().filter(|one| one.method == method).count();
    assert_eq!((count("HEAD"), count("POST")), (1, 40));
    assert_eq!(town.server.submissions().len(), 40);
}

#[test]
fn a_token_that_is_not_known_is_shown_once_and_not_for_each_record() {
    let mut town = Town::new();
    for number in 0..40 {
        town.finalise(&format!("uuid:{number}"));
    }
    let home = town.home();
    let url = town.server.base_url().replace("tok!en$1", "another");
    let account = Door::named(&url).account(&home).unwrap();
    let mut post = Post::open(&home, account, "en").unwrap();
    let sink: Sink = Arc::new(drop);
    for rounds in 1..=2 {
        let round = post.round(Manner::default(), &sink).unwrap();
        assert!(round.needs_login);
        assert_eq!((round.delivered, round.waiting), (0, 40));
        // The door is asked once in a round; the list of forms is not asked for after it.
        assert_eq!(town.server.requests().len(), rounds);
    }
}

#[test]
fn a_copy_has_what_can_be_read_and_says_what_is_missing() {
    let mut town = Town::new();
    let id = town.finalise_with("uuid:1", &photos());
    let attachments = town.home().join("attachments");
    let of_size = |size: u64| {
        let files = std::fs::read_dir(&attachments).unwrap().flatten();
        let mut found = files.filter(|file| file.metadata().unwrap().len() == size);
        found.next().unwrap().path()
    };
    std::fs::remove_file(of_size(60_000)).unwrap();
    // What is no file cannot be read, though it can be opened.
    let other = of_size(50_000);
    std::fs::remove_file(&other).unwrap();
    std::fs::create_dir(&other).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let (store, _) = maru_store::Store::open_quickly(&town.home(), town::NOW).unwrap();
    let copied = maru::copy::copy(&store, id, stick.path(), "Photos", None).unwrap();
    assert_eq!(copied.missing, ["1.png", "3.png"]);
    let there = std::fs::read_dir(stick.path().join(copied.folder)).unwrap();
    let mut there: Vec<_> = there.map(|file| file.unwrap().file_name()).collect();
    there.sort();
    assert_eq!(there, ["submission.xml", "사진 2.png"]);
}

#[test]
fn a_round_that_cannot_begin_says_so() {
    let town = Town::new();
    let home = town.home();
    drop(town.store);
    for name in ["maru.db", "maru.db-wal", "maru.db-shm"] {
        let _ = std::fs::remove_file(home.join(name));
    }
    // A folder cannot be opened as a database.
    std::fs::create_dir(home.join("maru.db")).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let sink: Sink = Arc::new(move |incoming| heard.lock().unwrap().push(incoming));
    let done = round(&home, &Door::named(&town.server.base_url()), "en", &sink);
    assert!(done.is_err(), "{done:?}");
    let told = told.lock().unwrap();
    assert!(
        matches!(told[..], [Incoming::News(News::Failed)]),
        "{told:?}"
    );
}
