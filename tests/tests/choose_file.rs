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

/// The smallest PNG there is, with a note as a camera or an editor leaves it.
fn picture() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
        let body: Vec<u8> = kind.iter().chain(data).copied().collect();
        chunk.extend(&body);
        chunk.extend(crc(&body).to_be_bytes());
        chunk
    };
    let head = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    // One grey pixel, deflated without compression.
    let pixel = [
        0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81,
    ];
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", &head));
    bytes.extend(chunk(b"tEXt", b"Comment\0Sejong-daero 110"));
    bytes.extend(chunk(b"IDAT", &pixel));
    bytes.extend(chunk(b"IEND", &[]));
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

#[test]
fn a_picture_is_found_chosen_and_goes_with_the_record_without_its_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (home, city) = (folder.path().join("home"), folder.path().join("city"));
    fs::create_dir_all(home.join("Pictures")).expect("a folder");
    fs::write(home.join("Pictures/bill.png"), picture()).expect("a picture");
    copy(&maru_tests::walk::city(), &city);
    fs::write(city.join("forms/household_benefit.xml"), FORM).expect("a form");
    let mut launch = Launch::new(&folder.path().join("data"));
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
    let chosen = until(&mut maru, "activate file-1", "Take the file away");
    assert!(
        !chosen["screen"].to_string().contains("Sejong"),
        "{chosen:#}"
    );
    until(&mut maru, "proceed", "Your bill");
    maru.leave();

    let listed = String::from_utf8(launch.run(&["forms", "list"]).stdout).expect("words");
    let record = listed.split_whitespace().next().expect("a record");
    let xml = String::from_utf8(launch.run(&["forms", "export", record]).stdout).expect("XML");
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
