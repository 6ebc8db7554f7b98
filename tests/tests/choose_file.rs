//! A picture is looked for among the person's own, chosen, put with the draft and named in it; what the camera noted
//! stays behind.

use maru_tests::process::{Launch, Process};
use serde_json::Value;
use std::{fs, path::Path};

/// A form of one upload in place of one of the demo city's.
const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Bill</h:title><model><instance><data id="household_benefit" version="1"><bill/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/bill" type="binary" required="true()"/></model></h:head>
<h:body><upload ref="/data/bill" mediatype="image/*"><label>Your bill</label></upload></h:body></h:html>"#;

/// The same with a second upload behind the first.
const FORM_OF_TWO: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Bill</h:title><model><instance><data id="household_benefit" version="1"><bill/><other/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/bill" type="binary"/><bind nodeset="/data/other" type="binary"/></model></h:head>
<h:body><upload ref="/data/bill" mediatype="image/*"><label>Your bill</label></upload>
<upload ref="/data/other" mediatype="image/*"><label>Another one</label></upload></h:body></h:html>"#;

/// The smallest PNG there is, with a note as a camera or an editor leaves it.
fn picture() -> Vec<u8> {
    png(1)
}

/// A grey PNG of so many pixels each way.
fn png(side: u16) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
        let body: Vec<u8> = kind.iter().chain(data).copied().collect();
        chunk.extend(&body);
        chunk.extend(crc(&body).to_be_bytes());
        chunk
    };
    let [high, low] = side.to_be_bytes();
    let head = [0, 0, high, low, 0, 0, high, low, 8, 0, 0, 0, 0];
    let pixels = deflated(
        &[0].into_iter()
            .chain(vec![0x80; side.into()])
            .collect::<Vec<u8>>(),
        side,
    );
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", &head));
    bytes.extend(chunk(b"tEXt", b"Comment\0Sejong-daero 110"));
    bytes.extend(chunk(b"IDAT", &pixels));
    bytes.extend(chunk(b"IEND", &[]));
    bytes
}

/// A row so many times, without compression: a block for each.
fn deflated(row: &[u8], times: u16) -> Vec<u8> {
    let length = u16::try_from(row.len()).expect("a block");
    let mut bytes = vec![0x78, 0x01];
    let (mut one, mut other) = (1_u32, 0_u32);
    for number in 1..=times {
        bytes.push(u8::from(number == times));
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend(row);
        for byte in row {
            one = (one + u32::from(*byte)) % 65_521;
            other = (other + one) % 65_521;
        }
    }
    bytes.extend((other << 16 | one).to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(!0, fold)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the pack") {
        let entry = entry.expect("an entry");
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("a copy");
        }
    }
}

/// Acts, and waits until something stands on the page.
fn until(maru: &mut Process, act: &str, wanted: &str) -> Value {
    let mut told = maru.act(act).expect("it tells");
    for _ in 0..100 {
        if told["screen"].to_string().contains(wanted) {
            return told;
        }
        told = maru.act("wait 0.1").expect("it tells");
    }
    panic!("{wanted:?} is not on the page: {told:#}");
}

/// A person at this form's first question, with that picture found among their own.
fn at_the_files(folder: &Path, form: &str, picture: &[u8]) -> (Launch, Process) {
    let (home, city) = (folder.join("home"), folder.join("city"));
    fs::create_dir_all(home.join("Pictures")).expect("a folder");
    fs::write(home.join("Pictures/bill.png"), picture).expect("a picture");
    copy(&maru_tests::walk::city(), &city);
    fs::write(city.join("forms/household_benefit.xml"), form).expect("a form");
    let mut launch = Launch::new(&folder.join("data"));
    launch.city = city;
    launch.environment = vec![
        ("HOME".to_owned(), home.display().to_string()),
        ("XDG_CONFIG_HOME".to_owned(), home.display().to_string()),
    ];
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    for act in ["proceed", "proceed", "proceed", "activate sector-help"] {
        maru.act(act).expect("it tells");
    }
    until(&mut maru, "activate service-household-benefit", "Your bill");
    until(&mut maru, "activate find-files", "bill.png");
    (launch, maru)
}

/// The only record, as it is kept.
fn exported(launch: &Launch) -> String {
    let listed = String::from_utf8(launch.run(&["forms", "list"]).stdout).expect("words");
    let record = listed.split_whitespace().next().expect("a record");
    String::from_utf8(launch.run(&["forms", "export", record]).stdout).expect("XML")
}

#[test]
fn a_picture_is_found_chosen_and_goes_with_the_record_without_its_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (launch, mut maru) = at_the_files(folder.path(), FORM, &picture());
    let chosen = until(&mut maru, "activate file-1", "Take the file away");
    assert!(
        !chosen["screen"].to_string().contains("Sejong"),
        "{chosen:#}"
    );
    until(&mut maru, "proceed", "Your bill");
    maru.leave();

    let xml = exported(&launch);
    let name = xml
        .split_once("<bill>")
        .and_then(|(_, rest)| rest.split_once("</bill>"))
        .map(|(name, _)| name);
    assert!(name.is_some_and(|name| name.ends_with(".png")), "{xml}");
    let kept = fs::read_dir(folder.path().join("data/attachments")).expect("the folder of files");
    let kept: Vec<Vec<u8>> = kept
        .map(|entry| fs::read(entry.expect("an entry").path()).expect("a file"))
        .collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].starts_with(b"\x89PNG"));
    assert!(!kept[0].windows(6).any(|part| part == b"Sejong"));
}

#[test]
fn a_large_picture_answers_its_own_question_however_soon_the_person_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let (launch, mut maru) = at_the_files(folder.path(), FORM_OF_TWO, &png(2000));
    maru.act("activate file-1").expect("it tells");
    let is_next = |maru: &mut Process| {
        let told = maru.act("proceed").expect("it tells");
        told["screen"].to_string().contains("Another one")
    };
    let mut waited = 0;
    while !is_next(&mut maru) {
        waited += 1;
        assert!(waited < 300, "the picture never comes");
        maru.act("wait 0.1").expect("it tells");
    }
    maru.act("wait 0.5").expect("it tells");
    maru.leave();
    let xml = exported(&launch);
    assert!(xml.contains(".png</bill><other/>"), "{xml}");
}
