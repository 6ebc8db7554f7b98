//! A record that is sealed, held against numbers that another program worked out (OpenSSL, through Python's
//! `cryptography`). That the city can open it is shown by `tests/tests/sealed.rs`.

#![allow(clippy::unwrap_used, reason = "a test")]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maru_seal::{Chance, PublicKey, Recipient, Seal, Sealed, XML_NAME, sealed_name};
use md5::{Digest, Md5};
use proptest::prelude::*;
use roxmltree::Document;

const SETTINGS: &str = include_str!("../../../assets/city-src/forms/call_me_back/settings.csv");
const INSTANCE_ID: &str = "uuid:5b9cf8d1-106f-4004-844f-c072d76762ed";

fn recipient() -> Recipient {
    let key = SETTINGS.trim_end().rsplit(',').next().unwrap();
    Recipient {
        key: PublicKey::parse(key).unwrap(),
        form_id: "call_me_back".to_owned(),
        version: Some("2026112801".to_owned()),
        instance_id: INSTANCE_ID.to_owned(),
    }
}

/// The key is 0, 1, … 31, and so are the seeds.
fn chance() -> Chance {
    let fill = |bytes: &mut [u8]| {
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = index as u8;
        }
        Ok::<(), ()>(())
    };
    Chance::draw(fill).unwrap()
}

fn begin() -> Seal {
    Seal::begin(&recipient(), chance()).unwrap()
}

/// Encrypts a file in pieces of this many bytes.
fn file(seal: &mut Seal, name: &str, plain: &[u8], piece: usize) -> Vec<u8> {
    let mut file = seal.file(name);
    let mut out = plain.to_vec();
    out.chunks_mut(piece.max(1))
        .for_each(|piece| file.encrypt(piece));
    out.extend(file.finish());
    out
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sealed(files: &[(&str, &[u8])], xml: &str) -> Sealed {
    let mut seal = begin();
    for (name, plain) in files {
        file(&mut seal, name, plain, 5);
    }
    seal.close(xml.as_bytes().to_vec()).unwrap()
}

#[test]
fn each_file_has_the_vector_of_its_turn_and_its_padding() {
    let mut seal = begin();
    let first = file(&mut seal, "a.jpg", b"picture", 100);
    assert_eq!(hex(&first), "8ff686baa7d7a713350505b3ddeba182");
    let second = file(&mut seal, "b.jpg", b"", 100);
    assert_eq!(hex(&second), "371108614ee5a9205a60ac3b04328cd0");
    let closed = seal.close(b"<data/>".repeat(7)).unwrap();
    assert_eq!(
        hex(&closed.xml),
        "12a951414895682e085fa1f4920507af652d1c432869353be3f85fd7bc443e3d\
         719b3951a1f3bfa678236eee3bcb73d52eaf7f89b348c912fdf55799c52937a8"
    );
}

/// The 17th and 18th file count on from the first bytes again.
#[test]
fn the_vectors_go_round() {
    let mut seal = begin();
    for number in 0..17 {
        file(&mut seal, &format!("{number}.jpg"), b"x", 1);
    }
    let last = file(&mut seal, "17.jpg", b"the last", 3);
    assert_eq!(hex(&last), "dec1f702884f4bbcca60526a8a6e5290");
}

/// Collect 1.22.4 encrypted this record, after a picture; the numbers are those of ODK Central's own tests.
#[test]
fn a_record_comes_out_to_the_byte_as_collect_encrypted_it() {
    const KEY: &str = "W/Omu2zF3T87S97V5ninlQNrxQsyAFe4C5iiQrPp9r8=";
    const XML: &str = r#"<?xml version='1.0' ?><data id="encrypted" version="working3" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><meta><instanceID>uuid:99b303d9-6494-477b-a30d-d8aae8867335</instanceID></meta><name>bob</name><age>30</age><file>1561432532482.jpg</file></data>"#;
    let mut key = Some(STANDARD.decode(KEY).unwrap());
    let chance = Chance::draw(|bytes: &mut [u8]| {
        bytes.copy_from_slice(&key.take().unwrap_or_else(|| vec![0; 32]));
        Ok::<(), ()>(())
    });
    let recipient = Recipient {
        instance_id: "uuid:99b303d9-6494-477b-a30d-d8aae8867335".to_owned(),
        ..recipient()
    };
    let mut seal = Seal::begin(&recipient, chance.unwrap()).unwrap();
    file(&mut seal, "1561432532482.jpg", b"another picture", 100);
    let closed = seal.close(XML.as_bytes().to_vec()).unwrap();
    assert_eq!(closed.xml.len(), 336);
    assert!(hex(&closed.xml).starts_with("90c849764d2664eaaf9719dd50edefe3"));
    assert_eq!(
        hex(&Md5::digest(&closed.xml)),
        "d8a2deb64e304fbf381966320e4c1e23"
    );
}

#[test]
fn a_file_that_breaks_off_has_never_been() {
    let mut seal = begin();
    let mut broken = seal.file("stick.jpg");
    broken.encrypt(&mut b"half of it".to_vec());
    drop(broken);
    let first = file(&mut seal, "a.jpg", b"picture", 100);
    assert_eq!(hex(&first), "8ff686baa7d7a713350505b3ddeba182");
    let closed = seal.close(Vec::new()).unwrap();
    assert!(!closed.manifest.contains("stick"), "{}", closed.manifest);
}

#[test]
fn the_manifest_is_as_the_specification_has_it() {
    let files: [(&str, &[u8]); 2] = [("a.jpg", b"picture"), ("b & c.jpg", b"")];
    let closed = sealed(&files, "<data/>");
    let document = Document::parse(&closed.manifest).unwrap();
    let root = document.root_element();
    let submissions = "http://opendatakit.org/submissions";
    let openrosa = "http://openrosa.org/xforms";
    assert!(root.has_tag_name((submissions, "data")));
    assert_eq!(root.attribute("id"), Some("call_me_back"));
    assert_eq!(root.attribute("version"), Some("2026112801"));
    assert_eq!(root.attribute("encrypted"), Some("yes"));
    let texts = |namespace, name| -> Vec<String> {
        let found = root
            .descendants()
            .filter(|node| node.has_tag_name((namespace, name)));
        found.map(|node| node.text().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(openrosa, "instanceID"), [INSTANCE_ID]);
    assert_eq!(texts(submissions, "file"), ["a.jpg.enc", "b & c.jpg.enc"]);
    assert_eq!(texts(submissions, "encryptedXmlFile"), [XML_NAME]);
    let media = root
        .children()
        .filter(|node| node.has_tag_name((submissions, "media")));
    assert!(media.clone().all(|media| media.children().count() == 1));
    assert_eq!(media.count(), 2);
    // 256 bytes of RSA each.
    assert_eq!(texts(submissions, "base64EncryptedKey")[0].len(), 344);
    assert_eq!(
        texts(submissions, "base64EncryptedElementSignature")[0].len(),
        344
    );
    assert_eq!(sealed_name("a.jpg"), "a.jpg.enc");
}

#[test]
fn a_form_without_a_version_has_none_in_the_manifest() {
    for version in [None, Some(String::new())] {
        let recipient = Recipient {
            version,
            ..recipient()
        };
        let seal = Seal::begin(&recipient, chance()).unwrap();
        let closed = seal.close(b"<data/>".to_vec()).unwrap();
        let document = Document::parse(&closed.manifest).unwrap();
        assert_eq!(document.root_element().attribute("version"), None);
    }
}

#[test]
fn the_same_chance_gives_the_same_bytes_and_no_other_does() {
    let one = sealed(&[("a.jpg", b"picture")], "<data/>");
    assert_eq!(one, sealed(&[("a.jpg", b"picture")], "<data/>"));
    let other = Chance::draw(|bytes: &mut [u8]| {
        bytes.fill(7);
        Ok::<(), ()>(())
    });
    let seal = Seal::begin(&recipient(), other.unwrap()).unwrap();
    assert_ne!(one, seal.close(b"<data/>".to_vec()).unwrap());
}

#[test]
fn debug_shows_no_key_and_no_answer() {
    let closed = sealed(&[], "<data>Ann</data>");
    let shown = format!("{closed:?} {:?} {:?}", begin(), recipient());
    assert!(
        !shown.contains("Ann") && !shown.contains("[0, 1, 2"),
        "{shown}"
    );
}

proptest! {
    #[test]
    fn it_does_not_matter_how_a_file_is_cut(plain in prop::collection::vec(any::<u8>(), 0..200), piece in 1_usize..70) {
        let whole = file(&mut begin(), "a", &plain, 1000);
        prop_assert_eq!(&whole, &file(&mut begin(), "a", &plain, piece));
        prop_assert_eq!(whole.len(), plain.len() / 16 * 16 + 16);
    }

    /// Whatever a form is called and its files are, the manifest is XML that says so.
    #[test]
    fn names_come_through(form_id in "[^\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{1,20}", name in "[a-z&<>\"' ]{1,12}") {
        let recipient = Recipient { form_id: form_id.clone(), ..recipient() };
        let mut seal = Seal::begin(&recipient, chance()).unwrap();
        file(&mut seal, &name, b"x", 1);
        let closed = seal.close(b"<data/>".to_vec()).unwrap();
        let document = Document::parse(&closed.manifest).unwrap();
        prop_assert_eq!(document.root_element().attribute("id"), Some(form_id.as_str()));
        let expected = format!("{name}.enc");
        let mut files = document.descendants().filter(|node| node.has_tag_name("file"));
        prop_assert_eq!(files.next().and_then(|file| file.text()), Some(expected.as_str()));
    }
}
