//! A server that means ill, or is not the city's at all: each trick is refused with a clear fault, what waits stays,
//! memory stays bounded, and nobody else is ever spoken to.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use std::io::Write as _;
use std::time::Duration;

use maru_store::RecordState;
use maru_sync::{Account, Auth, Client, SyncEvent};
use maru_tests::raw::{RawServer, Reply};
use town::{NOW, Town};

const LIST: &str = "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">";

/// Speaks to a server as a household with a record that waits; returns the code of the record, and what became of the
/// form list.
fn visit(server: &RawServer) -> (String, String) {
    visit_at(&format!("http://127.0.0.1:{}/v1", server.port()))
}

fn visit_at(base_url: &str) -> (String, String) {
    let mut town = Town::new();
    let id = town.finalise("uuid:1");
    let before = tree(&town.home());
    town.client = Client::new(Account {
        base_url: base_url.into(),
        auth: Auth::None,
    })
    .unwrap();
    town.send_all();
    let (state, code) = town.state(id);
    assert_eq!(
        state,
        RecordState::Ready,
        "nothing is lost, nothing is sent"
    );
    let mut list = String::from("ended");
    town.client.refresh(town.store.known().unwrap());
    for event in town.network.run(&mut town.client) {
        town.store.apply(&event, NOW).unwrap();
        if let SyncEvent::RefreshEnded {
            outcome: Err(trouble),
        } = &event
        {
            trouble.code().clone_into(&mut list);
        }
    }
    assert_eq!(tree(&town.home()), before, "no file came from outside");
    (code.unwrap_or_default(), list)
}

/// The files below a folder, without those of the database.
fn tree(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if !entry.file_name().to_string_lossy().starts_with("maru.db") {
                found.push(entry.path().display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// An answer with the headers of an OpenRosa server.
fn openrosa(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 {status}\r\nX-OpenRosa-Version: 1.0\r\n{headers}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Answers HEAD as a good server does, and GET so.
fn list(headers: &str, body: &[u8]) -> RawServer {
    let answer = openrosa("200 OK", headers, body);
    RawServer::start(None, move |head| {
        Reply::Bytes(if head.starts_with("GET") {
            answer.clone()
        } else {
            openrosa("503 Busy", "Content-Length: 0\r\n", b"")
        })
    })
}

#[test]
fn an_endless_answer_is_left_when_it_is_longer_than_any_honest_one() {
    let server = RawServer::start(None, |_| Reply::Endless {
        head: openrosa("200 OK", "Transfer-Encoding: identity\r\n", LIST.as_bytes()),
        block: vec![b' '; 64 * 1024],
    });
    let (_, list) = visit(&server);
    assert_eq!(list, "too-large");
    // The limit, and what lay in the buffers of the system.
    assert!(server.bytes_sent() < 30_000_000, "{}", server.bytes_sent());
}

#[test]
fn a_head_without_end_is_no_answer() {
    let server = RawServer::start(None, |_| Reply::Endless {
        head: b"HTTP/1.1 200 OK\r\n".to_vec(),
        block: b"X-More: and more\r\n".repeat(1000),
    });
    assert_eq!(
        visit(&server),
        ("no-answer".to_owned(), "no-answer".to_owned())
    );
    assert!(server.bytes_sent() < 10_000_000, "{}", server.bytes_sent());
}

#[test]
fn a_bomb_of_gzip_is_left_when_it_is_longer_than_any_honest_answer() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(LIST.as_bytes()).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..200 {
        packer.write_all(&spaces).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 300_000);
    let headers = format!(
        "Content-Encoding: gzip\r\nContent-Length: {}\r\n",
        bomb.len()
    );
    assert_eq!(visit(&list(&headers, &bomb)).1, "too-large");
    // Packed twice, or not packed at all though it says so: no list.
    let broken = visit(&list(
        "Content-Encoding: gzip\r\nContent-Length: 5\r\n",
        b"hello",
    ));
    assert_eq!(broken.1, "cut-short");
}

#[test]
fn a_length_that_is_wrong_makes_no_list() {
    let whole = format!("{LIST}</xforms>");
    let longer = format!("Content-Length: {}\r\n", whole.len() + 9);
    assert_eq!(visit(&list(&longer, whole.as_bytes())).1, "cut-short");
    let shorter = format!("Content-Length: {}\r\n", whole.len() - 1);
    assert_eq!(visit(&list(&shorter, whole.as_bytes())).1, "portal");
    let odd = "Content-Length: -5\r\n";
    assert_eq!(visit(&list(odd, whole.as_bytes())).1, "no-answer");
    let right = format!("Content-Length: {}\r\n", whole.len());
    assert_eq!(visit(&list(&right, whole.as_bytes())).1, "ended");
}

#[test]
fn an_answer_that_drips_is_not_waited_for() {
    let server = RawServer::start(None, |_| Reply::Drip {
        head: openrosa("200 OK", "", LIST.as_bytes()),
        every: Duration::from_millis(20),
    });
    assert_eq!(visit(&server).1, "timed-out");
    let silent = RawServer::start(None, |_| Reply::Silence);
    assert_eq!(
        visit(&silent),
        ("timed-out".to_owned(), "timed-out".to_owned())
    );
}

#[test]
fn bombs_of_xml_are_no_list() {
    let entities: String = (1..30)
        .map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)))
        .collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY e0 \"ha\">{entities}]>{LIST}&e29;</xforms>");
    let outside =
        format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{LIST}&e;</xforms>");
    let deep = format!("{LIST}{}", "<a>".repeat(900_000));
    let wide = format!("{LIST}<xform{}/></xforms>", " a='x' b='y'".repeat(300_000));
    for bomb in [laughs, outside, deep, wide] {
        let headers = format!("Content-Length: {}\r\n", bomb.len());
        assert_eq!(visit(&list(&headers, bomb.as_bytes())).1, "portal");
    }
}

#[test]
fn nobody_is_sent_to_another_host() {
    let other = RawServer::start(None, |_| Reply::Bytes(Vec::new()));
    let port = other.port();
    // The very same computer under another name is another host.
    for location in [
        format!("http://localhost:{port}/v1/submission"),
        format!("//localhost:{port}/"),
        format!("http://127.0.0.1:{port}/v1"),
        "ftp://127.0.0.1/".to_owned(),
        "javascript:alert(1)".to_owned(),
    ] {
        let answer = openrosa(
            "307 Temporary Redirect",
            &format!("Location: {location}\r\nContent-Length: 0\r\n"),
            b"",
        );
        let server = RawServer::start(None, move |_| Reply::Bytes(answer.clone()));
        let found = visit(&server);
        assert_eq!(
            found,
            ("elsewhere".to_owned(), "elsewhere".to_owned()),
            "{location}"
        );
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn a_list_that_points_elsewhere_or_out_of_the_folder_brings_nothing() {
    let other = RawServer::start(None, |_| Reply::Bytes(Vec::new()));
    let away = format!("http://localhost:{}", other.port());
    let form = "<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>";
    let forms = format!(
        "{LIST}<xform><formID>../../../../tmp/maru-evil</formID><version>../..</version><name>../x</name>\
         <downloadUrl>{away}/a.xml</downloadUrl></xform>\
         <xform><formID>../here</formID><name>here</name><downloadUrl>form.xml</downloadUrl>\
         <manifestUrl>manifest</manifestUrl></xform></xforms>"
    );
    let manifest = format!(
        "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">\
         <mediaFile><filename>../../.bashrc</filename><downloadUrl>x</downloadUrl></mediaFile>\
         <mediaFile><filename>/etc/passwd</filename><downloadUrl>x</downloadUrl></mediaFile>\
         <mediaFile><filename>a\\..\\b</filename><downloadUrl>x</downloadUrl></mediaFile>\
         <mediaFile><filename>away.png</filename><downloadUrl>{away}/away.png</downloadUrl></mediaFile></manifest>"
    );
    let server = RawServer::start(None, move |head| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        Reply::Bytes(match path {
            "/v1/formList" => openrosa("200 OK", "", forms.as_bytes()),
            "/v1/manifest" => openrosa("200 OK", "", manifest.as_bytes()),
            "/v1/form.xml" => openrosa("200 OK", "", form.as_bytes()),
            _ => openrosa("404 Not Found", "Content-Length: 0\r\n", b""),
        })
    });
    let mut town = Town::new();
    let before = tree(&town.home());
    let base_url = format!("http://127.0.0.1:{}/v1", server.port());
    town.client = Client::new(Account {
        base_url: base_url.as_str().into(),
        auth: Auth::None,
    })
    .unwrap();
    town.client.refresh(town.store.known().unwrap());
    let events = town.network.run(&mut town.client);
    for event in &events {
        town.store.apply(event, NOW).unwrap();
    }
    let complete = events.iter().find_map(|event| match event {
        SyncEvent::FormComplete { form, missing, .. } => {
            Some((form.form_id.as_str(), missing.len()))
        }
        _ => None,
    });
    // A name of a form is a name and no path: nothing is ever written under it.
    assert_eq!(complete, Some(("../here", 4)));
    let failed = events
        .iter()
        .filter(|event| matches!(event, SyncEvent::FormFailed { .. }));
    assert_eq!(failed.count(), 1);
    assert_eq!(tree(&town.home()), before);
    assert!(!std::path::Path::new("/tmp/maru-evil").exists());
    assert_eq!(other.connections(), 0);
}
