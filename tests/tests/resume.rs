//! A large file of a form over a line that is cut again and again: it goes on where it was, if the server lets it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod town;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use maru::http::Http;
use maru_store::Store;
use maru_sync::{Account, Auth, Client, SyncEvent, md5_name};
use maru_tests::raw::{RawServer, Reply};
use tempfile::TempDir;
use town::NOW;

/// How much of the file one connection brings before it is cut.
const CUT_AFTER: usize = 700_000;

/// How the server takes a wish for a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ranges {
    /// It sends what was wished for.
    Known,
    /// It sends all, as ODK Central does.
    Ignored,
    /// It sends the right bytes, and calls them others.
    Confused,
}

struct City {
    server: RawServer,
    /// Where each request for the file began.
    begun: Arc<Mutex<Vec<usize>>>,
    file: Vec<u8>,
}

fn city(ranges: Ranges, cuts: usize) -> City {
    let file: Vec<u8> = (0..2_000_000_u32)
        .flat_map(u32::to_le_bytes)
        .take(2_000_000)
        .collect();
    let begun: Arc<Mutex<Vec<usize>>> = Arc::default();
    let (content, seen) = (file.clone(), Arc::clone(&begun));
    let hash = md5_name(&file);
    let server = RawServer::start(None, move |head| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        Reply::Bytes(match path {
            "/formList" => text(
                "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\"><xform><formID>a</formID>\
                 <downloadUrl>form.xml</downloadUrl><manifestUrl>manifest</manifestUrl></xform></xforms>",
            ),
            "/manifest" => text(&format!(
                "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\"><mediaFile>\
                 <filename>a.mp4</filename><hash>{hash}</hash><downloadUrl>file</downloadUrl></mediaFile></manifest>"
            )),
            "/form.xml" => text("<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>"),
            _ => {
                let wished = head
                    .lines()
                    .find_map(|line| line.strip_prefix("range: bytes="));
                let wished = wished
                    .and_then(|range| range.trim_end_matches('-').parse().ok())
                    .unwrap_or(0);
                let mut seen = seen.lock().unwrap();
                seen.push(wished);
                let start = if ranges == Ranges::Ignored { 0 } else { wished };
                let mut answer = if start == 0 {
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", content.len())
                } else {
                    let named = start + usize::from(ranges == Ranges::Confused);
                    format!(
                        "HTTP/1.1 206 Partial Content\r\nContent-Length: {}\r\nContent-Range: bytes {named}-{}/{}\r\n\r\n",
                        content.len() - start,
                        content.len() - 1,
                        content.len()
                    )
                }
                .into_bytes();
                let is_cut = seen.len() <= cuts;
                let end = if is_cut {
                    start + CUT_AFTER
                } else {
                    content.len()
                };
                answer.extend_from_slice(&content[start..end.min(content.len())]);
                answer
            }
        })
    });
    City {
        server,
        begun,
        file,
    }
}

fn text(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\nX-OpenRosa-Version: 1.0\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Fetches the form once; returns whether the file is there.
fn fetch(home: &TempDir, city: &City) -> bool {
    let mut http = Http::with_patience(Duration::from_secs(20)).unwrap();
    http.resume_below(home.path());
    let (mut store, _) = Store::open(home.path(), NOW).unwrap();
    let base_url = format!("http://127.0.0.1:{}", city.server.port());
    let mut client = Client::new(Account {
        base_url: base_url.into(),
        auth: Auth::None,
    })
    .unwrap();
    client.refresh(store.known().unwrap());
    let files = store.attachment_files();
    let mut brought = false;
    http.turn(&mut client, &files, |client| {
        while let Some(event) = client.poll_event() {
            store.apply(&event, NOW)?;
            if let SyncEvent::Media { content, .. } = &event {
                assert!(content.as_bytes() == city.file);
                brought = true;
            }
        }
        Ok::<_, maru_store::StoreError>(())
    })
    .unwrap();
    brought
}

fn kept(home: &TempDir) -> usize {
    std::fs::read_dir(home.path().join("partial")).map_or(0, Iterator::count)
}

#[test]
fn goes_on_where_it_was_cut() {
    let (home, city) = (TempDir::new().unwrap(), city(Ranges::Known, 2));
    assert!(!fetch(&home, &city));
    assert_eq!(kept(&home), 1);
    assert!(!fetch(&home, &city));
    assert!(fetch(&home, &city));
    let begun = city.begun.lock().unwrap().clone();
    let [0, second, third] = begun[..] else {
        panic!("{begun:?}")
    };
    assert!(second > 400_000 && third >= second + 400_000, "{begun:?}");
    assert_eq!(kept(&home), 0, "what is whole leaves no beginning behind");
}

#[test]
fn begins_anew_where_the_server_knows_no_ranges() {
    let (home, city) = (TempDir::new().unwrap(), city(Ranges::Ignored, 1));
    assert!(!fetch(&home, &city));
    assert!(fetch(&home, &city));
    assert_eq!(kept(&home), 0);
}

#[test]
fn takes_no_bytes_for_others() {
    let (home, city) = (TempDir::new().unwrap(), city(Ranges::Confused, 1));
    assert!(!fetch(&home, &city));
    // What came is not what was wished for: it is thrown away, and asked for anew from the beginning.
    fetch(&home, &city);
    assert!(fetch(&home, &city));
    let begun = city.begun.lock().unwrap().clone();
    assert_eq!(begun.last(), Some(&0), "{begun:?}");
}
