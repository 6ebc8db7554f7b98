//! A submission that goes in several parts: what travels together, and what has arrived is not sent again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{client, drive, openrosa, picture, plain, receipt, submission, text};
use maru_sync::{About, Failure, Method, Submission, SyncEvent, Trouble};

#[test]
fn splits_files_and_is_delivered_only_when_all_are_there() {
    let big = with_pictures();
    let limit = [("X-OpenRosa-Accept-Content-Length", "8000")];
    // Sends all of it, or until a POST fails; returns what was posted and whether the city has it.
    let send = |failing: Option<usize>| {
        let mut bodies = Vec::new();
        let mut client = client();
        client.send(big.clone()).unwrap();
        let events = drive(&mut client, |request| match request.method {
            Method::Head | Method::Get => Ok(openrosa(request, 204, &limit, "")),
            Method::Post if failing == Some(bodies.len()) => Err(Failure::CutShort),
            Method::Post => {
                bodies.push(request.body.clone());
                Ok(openrosa(request, 201, &[], &receipt("ok")))
            }
        });
        match events.as_slice() {
            [.., SyncEvent::Submission { outcome, .. }] => (bodies, outcome.is_ok()),
            other => panic!("{other:?}"),
        }
    };
    let (bodies, is_delivered) = send(None);
    assert!(is_delivered);
    let found: Vec<(Vec<&str>, bool)> = bodies
        .iter()
        .map(text)
        .map(|body| files_in(&body))
        .collect();
    let expected = [
        (vec!["a.png", "b.png"], true),
        (vec!["huge.png"], true),
        (vec!["c.png"], false),
    ];
    assert_eq!(
        found, expected,
        "the files of each POST, and whether more follow"
    );
    for failing in 0..3 {
        let (before, is_delivered) = send(Some(failing));
        assert!(!is_delivered);
        assert_eq!(
            before,
            bodies[..failing],
            "the same bytes in the same split"
        );
    }
}

fn with_pictures() -> Submission {
    let mut big = submission("uuid:1");
    big.attachments = vec![
        picture("a.png", 3000),
        picture("b.png", 3000),
        picture("huge.png", 90_000),
        picture("c.png", 3000),
    ];
    big
}

/// Sends to a server that takes so many POSTs and cuts the next; returns the files of each POST, those that are told to
/// have arrived, and whether all of it did.
fn send_until(
    submission: Submission,
    posts_max: usize,
) -> (Vec<Vec<&'static str>>, Vec<String>, bool) {
    let limit = [("X-OpenRosa-Accept-Content-Length", "8000")];
    let mut client = client();
    let mut posts = Vec::new();
    client.send(submission).unwrap();
    let mut events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => Ok(openrosa(request, 204, &limit, "")),
        Method::Post if posts.len() == posts_max => Err(Failure::CutShort),
        Method::Post => {
            posts.push(files_in(&text(&request.body)).0);
            Ok(openrosa(request, 201, &[], &receipt("ok")))
        }
    });
    let is_delivered = match events.pop() {
        Some(SyncEvent::Submission { outcome, .. }) => outcome.is_ok(),
        other => panic!("{other:?}"),
    };
    let arrived = events.into_iter().flat_map(|event| match event {
        SyncEvent::FilesArrived { names, .. } => names,
        other => panic!("{other:?}"),
    });
    (posts, arrived.collect(), is_delivered)
}

#[test]
fn goes_on_with_the_files_that_are_not_there_yet() {
    let mut submission = with_pictures();
    let mut go_on = |posts_max| {
        let (posts, arrived, is_delivered) = send_until(submission.clone(), posts_max);
        submission.arrived.extend(arrived);
        (posts, is_delivered)
    };
    assert_eq!(go_on(1), (vec![vec!["a.png", "b.png"]], false));
    assert_eq!(go_on(0), (vec![], false));
    assert_eq!(go_on(1), (vec![vec!["huge.png"]], false));
    assert_eq!(go_on(9), (vec![vec!["c.png"]], true));
}

#[test]
fn something_is_sent_even_if_all_files_are_said_to_be_there() {
    let mut submission = with_pictures();
    let names = submission.attachments.iter().map(|file| file.name.clone());
    submission.arrived = names.collect();
    assert_eq!(send_until(submission, 9).0.len(), 3);
}

#[test]
fn tells_how_much_of_a_submission_is_there() {
    let mut client = client();
    let limit = [("X-OpenRosa-Accept-Content-Length", "8000")];
    client.send(with_pictures()).unwrap();
    let mut told = Vec::new();
    drive(&mut client, |request| match &request.about {
        About::Submission {
            instance_id,
            bytes_before,
            bytes_to_come,
        } => {
            assert_eq!(instance_id, "uuid:1");
            told.push((*bytes_before, bytes_to_come - request.body.len()));
            Ok(openrosa(request, 201, &[], &receipt("ok")))
        }
        _ => Ok(openrosa(request, 204, &limit, "")),
    });
    assert_eq!(told, [(0, 93_000), (6000, 3000), (96_000, 0)]);
}

#[test]
fn splits_finer_when_a_proxy_takes_less_than_the_server_says() {
    let mut client = client();
    client.send(with_pictures()).unwrap();
    let mut posts = Vec::new();
    let events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => Ok(openrosa(request, 204, &[], "")),
        Method::Post => {
            let files = files_in(&text(&request.body)).0;
            let is_fit = request.body.len() < 92_000;
            posts.push((files, is_fit));
            if is_fit {
                Ok(openrosa(request, 201, &[], &receipt("ok")))
            } else {
                Ok(plain(request, 413, &[], "<html>too large</html>"))
            }
        }
    });
    let expected = [
        (vec!["a.png", "b.png", "huge.png", "c.png"], false),
        (vec!["a.png", "b.png"], true),
        (vec!["huge.png"], true),
        (vec!["c.png"], true),
    ];
    assert_eq!(posts, expected);
    assert!(matches!(
        events.as_slice(),
        [.., SyncEvent::Submission { outcome: Ok(_), .. }]
    ));
    // A single file that is too large is for a person to know.
    let mut single = submission("uuid:1");
    single.attachments = vec![picture("huge.png", 90_000)];
    client.send(single).unwrap();
    let events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => Ok(openrosa(request, 204, &[], "")),
        Method::Post => Ok(plain(request, 413, &[], "")),
    });
    assert!(matches!(
        events.as_slice(),
        [SyncEvent::Submission {
            outcome: Err(Trouble::Refused { .. }),
            ..
        }]
    ));
}

/// Which of the files stand in a POST, and whether it says that more follow; it always has the XML.
fn files_in(body: &str) -> (Vec<&'static str>, bool) {
    assert!(body.contains("name=\"xml_submission_file\"") && body.contains("<instanceID>uuid:1<"));
    let names = ["a.png", "b.png", "huge.png", "c.png"].into_iter();
    let is_there = |name: &&str| body.contains(&format!("filename=\"{name}\""));
    let more_follow = body.contains("name=\"*isIncomplete*\"\r\n\r\nyes\r\n");
    (names.filter(is_there).collect(), more_follow)
}
