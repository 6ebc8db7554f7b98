//! Digest: asked, answered, asked anew when the answer grew stale, and given up when the password is wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{drive, openrosa, plain, receipt, submission};
use maru_sync::{Account, Auth, Client, Method, Request, Response, SyncEvent};

fn client() -> Client {
    let auth = Auth::Digest {
        user: "ann".into(),
        password: "open \"sesame\"".into(),
        chance: [1; 16],
    };
    let base_url = "http://city.example/ann".into();
    Client::new(Account { base_url, auth }).unwrap()
}

fn ask(request: &Request, nonce: &str, stale: &str) -> Response {
    let challenge =
        format!("Digest realm=\"city\", qop=\"auth\", nonce=\"{nonce}\", opaque=\"o\"{stale}");
    plain(request, 401, &[("WWW-Authenticate", &challenge)], "")
}

fn authorization(request: &Request) -> Option<&str> {
    let mut headers = request.headers.iter();
    let found = headers.find(|(name, _)| name == "Authorization");
    found.map(|(_, value)| value.as_str())
}

fn code(events: &[SyncEvent]) -> &'static str {
    match events {
        [SyncEvent::Submission { outcome, .. }] => outcome
            .as_ref()
            .map_or_else(|trouble| trouble.code(), |_| "delivered"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_a_challenge_and_counts_on() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let mut seen = Vec::new();
    let events = drive(&mut client, |request| {
        let Some(header) = authorization(request) else {
            return Ok(ask(request, "n1", ""));
        };
        let count = header.split("nc=").nth(1).unwrap()[..8].to_owned();
        seen.push((request.method, count));
        assert!(header.contains("uri=\"/ann/submission\"") && header.contains("opaque=\"o\""));
        assert!(!header.contains("sesame"));
        Ok(match request.method {
            Method::Post => openrosa(request, 201, &[], &receipt("ok")),
            Method::Head | Method::Get => openrosa(request, 204, &[], ""),
        })
    });
    assert_eq!(code(&events), "delivered");
    let expected = [
        (Method::Head, "00000001".to_owned()),
        (Method::Post, "00000002".to_owned()),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_stale_answer_is_given_anew_and_the_whole_post_with_it() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let mut posts = 0;
    let events = drive(&mut client, |request| {
        let header = authorization(request).unwrap_or_default();
        Ok(match request.method {
            Method::Head | Method::Get if header.is_empty() => ask(request, "n1", ""),
            Method::Head | Method::Get => openrosa(request, 204, &[], ""),
            Method::Post if header.contains("n1") => {
                posts += 1;
                ask(request, "n2", ", stale=true")
            }
            Method::Post => {
                posts += 1;
                assert!(header.contains("nonce=\"n2\"") && header.contains("nc=00000001"));
                openrosa(request, 201, &[], &receipt("ok"))
            }
        })
    });
    assert_eq!((code(&events), posts), ("delivered", 2));
}

#[test]
fn a_wrong_password_is_not_tried_again_and_again() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let mut count = 0;
    let events = drive(&mut client, |request| {
        count += 1;
        Ok(ask(request, &format!("n{count}"), ""))
    });
    assert_eq!((code(&events), count), ("needs-login", 2));
    // Nor is a server believed that calls everything stale.
    client.send(submission("uuid:1")).unwrap();
    count = 0;
    let events = drive(&mut client, |request| {
        count += 1;
        Ok(ask(request, &format!("n{count}"), ", stale=true"))
    });
    assert_eq!((code(&events), count), ("needs-login", 4));
}

#[test]
fn what_cannot_be_answered_is_no_way_in() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let events = drive(&mut client, |request| {
        let basic = [("WWW-Authenticate", "Basic realm=\"city\"")];
        Ok(plain(request, 401, &basic, ""))
    });
    assert_eq!(code(&events), "needs-login");
}
