//! Forms whose records only the city may read, from the first question to the city's key: what was sent opens with the
//! private key and with nothing else, and this computer does not hold it any more.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use std::{fs, io::Read, path::Path, process::Command, sync::Arc};

use maru::{AppOptions, Incoming, courier, incoming::Sink, sign_in::Door};
use maru_seal::{Chance, PublicKey, Recipient};
use maru_store::{RecordId, RecordState, Store};
use maru_tests::{
    city_server::{CityServer, Fault, FormOffer, On, Options, Stored},
    decrypt,
    process::Launch,
    walk::{NOWHERE, Walk, city, root, still_world},
};
use town::{NOW, Town};

/// What was told in confidence, by node.
const TOLD: [(&str, &str); 3] = [
    ("details", "Nobody-knows-that-I-weep"),
    ("called_as", "Ms-Unnamed"),
    ("phone", "010-9876-5432"),
];

/// A person at home whose data are in this folder, on the computer of one or of many.
/// Begins when the store was looked at: while somebody reads it, its log keeps what was locked.
fn at_home(lang: &str, folder: &Path, shared: bool) -> Walk {
    let options = AppOptions {
        city: Some(city()),
        data: Some(folder.to_owned()),
        lang: Some(lang.to_owned()),
        no_speech: true,
        server: Some(NOWHERE.to_owned()),
        shared,
        world: still_world,
        ..AppOptions::default()
    };
    let (told, tells) = std::sync::mpsc::channel();
    let sink: Sink = Arc::new(move |incoming| {
        let _ = told.send(incoming);
    });
    let mut walk = Walk::start(options, &sink);
    let checked = tells
        .iter()
        .find(|told| matches!(told, Incoming::Checked(_)));
    assert!(matches!(checked, Some(Incoming::Checked(Ok(())))));
    walk.all(&["proceed", "proceed", "proceed"]);
    assert_eq!(walk.page(), "home");
    walk
}

fn is_checked(told: &std::sync::mpsc::Receiver<Incoming>) {
    let checked = told
        .iter()
        .find(|told| matches!(told, Incoming::Checked(_)));
    assert!(matches!(checked, Some(Incoming::Checked(Ok(())))));
}

/// Asks for a call of the counsellor, up to the page of all answers.
fn ask_for_a_call(walk: &mut Walk) {
    walk.all(&["activate sector-help", "activate service-call-me-back"]);
    for _ in 0..20 {
        let page = walk.page();
        let Some(question) = page.rsplit('/').next().filter(|_| page != "check") else {
            break;
        };
        let told = TOLD.iter().find(|(node, _)| *node == question);
        match (told, question) {
            (Some((_, answer)), _) => walk.does(&format!("type {answer}")),
            (None, "topic" | "times" | "voice" | "other_person") => walk.does("activate choice-1"),
            (None, _) => walk,
        }
        .does("proceed");
    }
    assert_eq!(walk.page(), "check", "{}", walk.seen());
}

/// Every file below a folder that holds any of what was told.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for (_, secret) in TOLD {
            // SQLite keeps text as UTF-8 here, and so do the files; the other way of writing it is looked for too.
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for pattern in [secret.as_bytes(), &wide] {
                if memchr::memmem::find(&bytes, pattern).is_some() {
                    found.push(format!("{secret} in {}", path.display()));
                }
            }
        }
    }
    found
}

fn city_with(folder: &Path, form: &[u8]) -> CityServer {
    let mut options = Options::new(folder);
    options.forms = vec![FormOffer::from_xml(form).unwrap()];
    CityServer::start(options).unwrap()
}

#[test]
fn a_call_is_asked_for_in_confidence_and_only_the_city_reads_why() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let mut walk = at_home("en", &home, false);
    ask_for_a_call(&mut walk);
    assert!(
        walk.seen().contains("your answers are locked"),
        "{}",
        walk.seen()
    );
    // A draft is plain: the search finds what is there.
    assert!(holding(&home).len() >= 3, "{:?}", holding(&home));
    walk.does("activate send");
    assert!(walk.page().starts_with("record-"), "{}", walk.seen());
    assert_eq!(holding(&home), Vec::<String>::new());
    let seen = format!("{} {}", walk.seen(), walk.heard());
    assert!(seen.contains("Only the city can open them"), "{seen}");
    assert!(TOLD.iter().all(|(_, told)| !seen.contains(told)), "{seen}");

    let form = fs::read(root().join("assets/city/forms/call_me_back.xml")).unwrap();
    let server = city_with(&folder.path().join("city"), &form);
    let door = Door::named(&server.base_url());
    let sink: Sink = Arc::new(drop);
    let round = courier::round(&home, &door, "en", &sink).unwrap();
    assert_eq!((round.delivered, round.refused), (1, 0));
    let stored = server.submissions().pop().unwrap();
    let opened = decrypt::open(&stored, &decrypt::demo_key()).unwrap();
    assert_eq!(
        (opened.form_id.as_str(), opened.version.as_deref()),
        ("call_me_back", Some("2026112801"))
    );
    assert_eq!(opened.instance_id, stored.instance_id);
    for (node, told) in TOLD {
        assert!(
            opened.xml().contains(&format!("<{node}>{told}</{node}>")),
            "{}",
            opened.xml()
        );
    }
    // Nor is it there after it was sent, after the program has ended, or after its next start.
    drop(walk);
    assert_eq!(holding(&home), Vec::<String>::new());
    drop(at_home_again(&home));
    assert_eq!(holding(&home), Vec::<String>::new());
}

fn at_home_again(folder: &Path) -> Walk {
    Walk::with(AppOptions {
        city: Some(city()),
        data: Some(folder.to_owned()),
        no_speech: true,
        server: Some(NOWHERE.to_owned()),
        world: still_world,
        ..AppOptions::default()
    })
}

#[test]
fn the_power_fails_in_the_moment_after_it_was_locked() {
    let folder = tempfile::tempdir().unwrap();
    let mut walk = at_home("ko", folder.path(), false);
    ask_for_a_call(&mut walk);
    walk.does("activate send");
    let walk = walk.power_cut();
    assert_eq!(walk.page(), "home");
    assert_eq!(holding(folder.path()), Vec::<String>::new());
}

/// A record with a film is locked on a thread; the page says so, and the answers are there until it is done.
#[test]
fn what_takes_long_to_lock_is_told_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (send, news) = std::sync::mpsc::channel();
    let sink: Sink = Arc::new(move |incoming| drop(send.send(incoming)));
    let mut walk = at_home("ko", folder.path(), false);
    ask_for_a_call(&mut walk);
    // As if a film had been chosen; what no answer names goes when the record is locked.
    let (mut store, _) = Store::open(folder.path(), NOW).unwrap();
    let record = store.records().unwrap().pop().unwrap().id;
    let mut film = std::io::repeat(7).take(5_000_000);
    store
        .attach(record, "film.mp4", "video/mp4", &mut film)
        .unwrap();
    let mut walk = walk.told_by(&sink);
    is_checked(&news);
    walk.all(&["activate sector-help", "activate service-call-me-back"]);
    walk.does(&format!("activate resume-{}", record.0));
    assert_eq!(walk.page(), "check", "{}", walk.seen());
    walk.does("activate send");
    assert_eq!(walk.page(), "locking");
    assert!(
        walk.heard().contains("답을 잠그고 있습니다"),
        "{}",
        walk.heard()
    );
    let sealed = news
        .iter()
        .find(|incoming| matches!(incoming, Incoming::Sealed { .. }));
    walk.app.incoming(sealed.unwrap());
    assert_eq!(walk.page(), format!("record-{}", record.0));
    assert!(
        walk.seen().contains("시에서만 열어 볼 수 있고"),
        "{}",
        walk.seen()
    );
    drop(store);
    assert_eq!(holding(folder.path()), Vec::<String>::new());
    assert!(!holds_film(folder.path()), "the film is gone");
}

fn holds_film(home: &Path) -> bool {
    let files = fs::read_dir(home.join("attachments")).unwrap();
    files
        .flatten()
        .any(|file| file.metadata().unwrap().len() > 4_000_000)
}

#[test]
fn what_a_person_sees_hears_and_feels_of_it() {
    for lang in ["ko", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let mut walk = at_home(lang, folder.path(), false);
        walk.braille_display(32);
        ask_for_a_call(&mut walk);
        let from = walk.log().len();
        walk.all(&["first", "next", "next", "next", "next"]);
        walk.does("activate send");
        walk.all(&["first", "next", "next", "next", "next", "next"]);
        insta::assert_snapshot!(lang, &walk.log()[from..]);
    }
}

const PRIVATE: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bus card</h:title><model><submission base64RsaPublicKey="KEY"/><instance><data id="bus" version="2026010101[encrypted:AaIGhiDL]"><photo/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary"/></model></h:head><h:body/></h:html>"#;

/// A key pair as `docs` tell a city to make one: the private half in a file, and the public half as a form has it.
fn key_pair(folder: &Path, bits: u32) -> (std::path::PathBuf, String) {
    let path = folder.join(format!("private-{bits}.pem"));
    let bits = format!("rsa_keygen_bits:{bits}");
    let made = Command::new("openssl")
        .args(["genpkey", "-algorithm", "RSA", "-pkeyopt", &bits, "-out"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let public = Command::new("openssl")
        .args(["rsa", "-pubout", "-outform", "DER", "-in"])
        .arg(&path)
        .output()
        .unwrap();
    use base64::Engine;
    (
        path,
        base64::engine::general_purpose::STANDARD.encode(public.stdout),
    )
}

/// Finishes a record with these files for a key, in a town that takes so many bytes at once.
fn finish(town: &mut Town, key: &str, instance_id: &str, files: &[(String, Vec<u8>)]) -> RecordId {
    town.server
        .publish(FormOffer::from_xml(PRIVATE.replace("KEY", key)).unwrap());
    let version = "2026010101[encrypted:AaIGhiDL]";
    let photos: String = files
        .iter()
        .map(|(name, _)| format!("<photo>{name}</photo>"))
        .collect();
    let xml = format!(
        "<data id=\"bus\" version=\"{version}\">{photos}<meta><instanceID>{instance_id}</instanceID></meta></data>"
    );
    let id = town.begin(instance_id);
    for (name, bytes) in files {
        town.store
            .attach(id, name, "image/png", &mut bytes.as_slice())
            .unwrap();
    }
    let recipient = Recipient {
        key: PublicKey::parse(key).unwrap(),
        form_id: "bus".to_owned(),
        version: Some(version.to_owned()),
        instance_id: instance_id.to_owned(),
    };
    let mut count = 0_u8;
    let chance = Chance::draw(|bytes: &mut [u8]| {
        count += 1;
        bytes.fill(count);
        Ok::<(), ()>(())
    });
    town.store
        .finalise_sealed(id, xml.as_bytes(), (&recipient, chance.unwrap()), NOW)
        .unwrap();
    id
}

/// Files of every length around a block, and more of them than there are vectors before they go round.
fn photos() -> Vec<(String, Vec<u8>)> {
    let lengths = [
        0, 1, 15, 16, 17, 31, 32, 33, 100, 1000, 65_535, 65_536, 65_537, 5, 6, 7, 8, 9, 200_000,
    ];
    let photo = |(number, length): (usize, &usize)| {
        let bytes = (0..*length)
            .map(|index| (index * 7 + number) as u8)
            .collect();
        (format!("{number:02} of my photos.png"), bytes)
    };
    lengths.iter().enumerate().map(photo).collect()
}

#[test]
fn files_of_every_length_open_with_the_citys_key_though_the_receipts_were_lost() {
    let folder = tempfile::tempdir().unwrap();
    for bits in [2048, 3072] {
        let (private, public) = key_pair(folder.path(), bits);
        let mut town = Town::taking(70_000);
        let photos = photos();
        let id = finish(&mut town, &public, "uuid:1", &photos);
        let frozen = town.store.export(id).unwrap();
        // Some answers never come back; the same bytes are sent again, or the city would call them another record.
        for round in 0..4 {
            town.server
                .plan_fault_after(round, Fault::DropAfter, On::Posts, 1);
            town.send_all();
        }
        town.send_all();
        assert_eq!(town.state(id), (RecordState::Sent, None), "{bits}");
        assert_eq!(town.store.export(id).unwrap(), frozen);
        let stored = town.server.submissions();
        assert_eq!((stored.len(), &stored[0].xml), (1, &frozen.into_vec()));
        let opened = decrypt::open(&stored[0], &private).unwrap();
        assert_eq!(
            opened.version.as_deref(),
            Some("2026010101[encrypted:AaIGhiDL]")
        );
        let (xml, files) = opened.files.split_last().unwrap();
        assert_eq!(xml.0, "submission.xml");
        assert_eq!(files, photos);
    }
}

/// The proof is none if it takes everything: each of these a server takes with 201.
#[test]
fn the_proof_refuses_what_is_encrypted_wrongly() {
    let folder = tempfile::tempdir().unwrap();
    let (private, public) = key_pair(folder.path(), 2048);
    let (other, _) = key_pair(folder.path(), 2049);
    let mut town = Town::new();
    let photos = [
        ("a.png".to_owned(), vec![1; 40]),
        ("b.png".to_owned(), vec![2; 40]),
    ];
    finish(&mut town, &public, "uuid:1", &photos);
    town.send_all();
    let right = town.server.submissions().pop().unwrap();
    assert!(decrypt::open(&right, &private).is_ok());
    let refusal = |stored: Stored, key: &Path| decrypt::open(&stored, key).unwrap_err();
    let changed = |change: &dyn Fn(&mut Stored)| {
        let mut stored = right.clone();
        change(&mut stored);
        refusal(stored, &private)
    };
    assert!(refusal(right.clone(), &other).contains("cannot be opened"));
    let bit = changed(&|stored| stored.attachments[0].1.as_mut().unwrap()[3] ^= 1);
    assert!(bit.contains("signature"), "{bit}");
    let cut = changed(&|stored| stored.attachments[0].1.as_mut().unwrap().truncate(47));
    assert!(cut.contains("padding"), "{cut}");
    let swapped = changed(&|stored| {
        let xml = String::from_utf8(stored.xml.clone()).unwrap();
        let xml = xml
            .replace("a.png", "c.png")
            .replace("b.png", "a.png")
            .replace("c.png", "b.png");
        stored.xml = xml.into_bytes();
    });
    assert!(
        swapped.contains("padding") || swapped.contains("signature"),
        "{swapped}"
    );
    let another = changed(&|stored| {
        let xml = String::from_utf8(stored.xml.clone()).unwrap();
        stored.xml = xml.replace("uuid:1", "uuid:2").into_bytes();
    });
    assert!(
        another.contains("padding") || another.contains("signature"),
        "{another}"
    );
    let left = changed(&|stored| drop(stored.attachments.remove(1)));
    assert!(left.contains("the manifest names"), "{left}");
}

/// The operator learns of a bad key before a citizen does.
#[test]
fn forms_check_tells_which_keys_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let city = folder.path().join("city");
    let copied = Command::new("cp")
        .args(["-r".as_ref(), root().join("assets/city").as_os_str()])
        .arg(&city)
        .status()
        .unwrap();
    assert!(copied.success());
    let form = city.join("forms/free_pc.xml");
    let xml = fs::read_to_string(&form).unwrap();
    // The key of a pair that is too short to keep a secret.
    let (_, short) = key_pair(folder.path(), 1024);
    let key = format!("<submission base64RsaPublicKey=\"{short}\"/><instance>");
    fs::write(&form, xml.replacen("<instance>", &key, 1)).unwrap();
    let mut launch = Launch::new(&folder.path().join("home"));
    launch.city = city;
    let told = launch.run(&["forms", "check"]);
    let words = String::from_utf8(told.stdout).unwrap();
    let line = |id: &str| {
        let found = words.lines().find(|line| line.starts_with(id));
        found.unwrap_or_default().to_owned()
    };
    assert!(!told.status.success(), "{words}");
    let refused = line("free_pc");
    assert!(
        refused.contains("cannot be filled in: the public key has 1024 bits"),
        "{words}"
    );
    assert!(
        line("call_me_back").contains("encrypted when finished"),
        "{words}"
    );
    assert!(
        line("street_light").ends_with("can be filled in"),
        "{words}"
    );
}
