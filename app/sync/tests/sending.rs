//! Sending a submission, through all that a network does to it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{BASE, client, drive, openrosa, plain, receipt, submission, text};
use maru_sync::{
    Account, Auth, Client, Failure, Method, Outcome, Request, Response, SubmissionError, SyncEvent,
    Trouble,
};

/// Sends one submission to a server made of an answer to HEAD and an answer to POST.
fn send(
    head: impl Fn(&Request) -> Result<Response, Failure>,
    post: impl Fn(&Request) -> Result<Response, Failure>,
) -> Outcome {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let events = drive(&mut client, |request| match request.method {
        Method::Post => post(request),
        Method::Head | Method::Get => head(request),
    });
    match events.as_slice() {
        [SyncEvent::Submission { outcome, .. }] => outcome.clone(),
        other => panic!("{other:?}"),
    }
}

fn ready(request: &Request) -> Result<Response, Failure> {
    Ok(openrosa(request, 204, &[], ""))
}

fn check(outcome: Outcome, code: &str) {
    let found = outcome
        .as_ref()
        .map_or_else(|trouble| trouble.code(), |_| "delivered");
    assert_eq!(found, code);
}

#[test]
fn asks_first_and_then_posts_the_exact_bytes() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let head = client.next_request().unwrap();
    assert_eq!(
        (head.method, head.url.as_str()),
        (Method::Head, format!("{BASE}/submission").as_str())
    );
    assert_eq!(
        head.headers,
        [("X-OpenRosa-Version".to_owned(), "1.0".to_owned())]
    );
    client.answer(head.id, ready(&head));
    let post = client.next_request().unwrap();
    assert_eq!((post.method, post.url), (Method::Post, head.url));
    let body = text(&post.body);
    assert!(
        body.contains(
            "\r\n\r\n<d id=\"bus\"><meta><instanceID>uuid:1</instanceID></meta></d>\r\n--"
        )
    );
}

#[test]
fn delivered_is_201_or_202_with_the_right_body_and_nothing_else() {
    for status in [201, 202] {
        let outcome = send(ready, |request| {
            Ok(openrosa(request, status, &[], &receipt("thanks")))
        });
        assert_eq!(outcome.unwrap().message.unwrap().as_str(), "thanks");
        check(
            send(ready, |request| {
                Ok(openrosa(request, status, &[], "<html/>"))
            }),
            "portal",
        );
        let cut = receipt("thanks");
        check(
            send(ready, |request| {
                Ok(openrosa(request, status, &[], &cut[..60]))
            }),
            "portal",
        );
    }
    for status in [200, 203, 204, 206, 226] {
        check(
            send(ready, |request| {
                Ok(openrosa(request, status, &[], &receipt("thanks")))
            }),
            "portal",
        );
    }
}

#[test]
fn a_portal_never_gets_to_see_the_answers() {
    let never = |_: &Request| -> Result<Response, Failure> { panic!("posted to a portal") };
    check(
        send(
            |request| Ok(plain(request, 200, &[], "<html>Log in</html>")),
            never,
        ),
        "portal",
    );
    check(
        send(|request| Ok(plain(request, 204, &[], "")), never),
        "portal",
    );
    check(
        send(|request| Ok(plain(request, 404, &[], "")), never),
        "portal",
    );
    check(
        send(|request| Ok(plain(request, 511, &[], "")), never),
        "portal",
    );
    let away = [("Location", "http://login.example/")];
    check(
        send(|request| Ok(plain(request, 302, &away, "")), never),
        "elsewhere",
    );
    let swapped = |request: &Request| {
        let mut response = openrosa(request, 204, &[], "");
        response.final_url = "https://login.example/".to_owned();
        Ok(response)
    };
    check(send(swapped, never), "elsewhere");
}

#[test]
fn sorts_what_the_server_says() {
    for (status, code) in [
        (404, "refused"),
        (413, "refused"),
        (423, "refused"),
        (503, "busy"),
        (429, "busy"),
    ] {
        check(
            send(ready, |request| {
                Ok(openrosa(request, status, &[], &receipt("no")))
            }),
            code,
        );
    }
    check(
        send(ready, |request| Ok(plain(request, 401, &[], ""))),
        "needs-login",
    );
    check(
        send(|request| Ok(plain(request, 403, &[], "")), ready),
        "needs-login",
    );
    let refused = send(ready, |request| {
        Ok(openrosa(request, 404, &[], &receipt("no such form")))
    });
    let shown = format!("{refused:?}");
    assert!(
        shown.contains("404") && !shown.contains("no such form"),
        "{shown}"
    );
}

#[test]
fn tries_later_when_nobody_answers() {
    for (failure, code) in [
        (Failure::NoAnswer, "no-answer"),
        (Failure::TimedOut, "timed-out"),
        (Failure::Tls, "tls"),
        (Failure::Clock, "clock"),
        (Failure::CutShort, "cut-short"),
        (Failure::TooLarge, "too-large"),
    ] {
        check(send(|_| Err(failure), ready), code);
        check(send(ready, |_| Err(failure)), code);
    }
}

#[test]
fn a_conflict_is_tried_once_more_after_a_pause_and_then_shown() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let mut pauses = Vec::new();
    let events = drive(&mut client, |request| match request.method {
        Method::Post => {
            pauses.push(request.pause.as_secs());
            Ok(openrosa(request, 409, &[], &receipt("deleted")))
        }
        Method::Head | Method::Get => ready(request),
    });
    assert_eq!(pauses, [0, 3]);
    let [SyncEvent::Submission { outcome, .. }] = events.as_slice() else {
        panic!("{events:?}")
    };
    check(outcome.clone(), "refused");

    let posts = std::cell::Cell::new(0);
    let spurious = send(ready, |request| {
        posts.set(posts.get() + 1);
        let status = if posts.get() == 1 { 409 } else { 201 };
        Ok(openrosa(request, status, &[], &receipt("ok")))
    });
    check(spurious, "delivered");
}

#[test]
fn follows_a_redirect_on_the_same_host_and_keeps_the_post_a_post() {
    let outcome = send(ready, |request| {
        if request.url.ends_with("/submission") {
            let to = [("Location", "/v2/submission2")];
            return Ok(plain(request, 307, &to, ""));
        }
        assert_eq!(request.url, "https://city.example/v2/submission2");
        assert!(request.body.len() > 100);
        Ok(openrosa(request, 201, &[], &receipt("ok")))
    });
    check(outcome, "delivered");
    let to = [("Location", "/v2/submission2")];
    check(
        send(ready, |request| Ok(plain(request, 302, &to, ""))),
        "elsewhere",
    );
    check(
        send(ready, |request| Ok(plain(request, 307, &[], ""))),
        "elsewhere",
    );
    // Named in the answer to the question, it is gone to at once; a name that only the inside knows is not.
    let asked = format!("{BASE}/submission");
    for (named, expected) in [
        ("/v2/submission2", "https://city.example/v2/submission2"),
        ("http://city.example/submission", &asked),
        ("http://inside:8001/submission", &asked),
    ] {
        let outcome = send(
            |request| Ok(openrosa(request, 204, &[("Location", named)], "")),
            |request| {
                assert_eq!(request.url, expected);
                Ok(openrosa(request, 201, &[], &receipt("ok")))
            },
        );
        check(outcome, "delivered");
    }
    let down = [("Location", "http://city.example/")];
    check(
        send(|request| Ok(plain(request, 301, &down, "")), ready),
        "elsewhere",
    );
}

#[test]
fn does_not_run_in_circles() {
    let count = std::cell::Cell::new(0);
    let outcome = send(
        |request| {
            count.set(count.get() + 1);
            Ok(plain(request, 302, &[("Location", "/again")], ""))
        },
        ready,
    );
    check(outcome, "elsewhere");
    assert_eq!(count.get(), 6);
}

#[test]
fn shows_what_a_server_says_in_json() {
    let refused = send(ready, |request| {
        let body = "{\"message\":\"The form is closed.\",\"code\":403.1}";
        Ok(plain(request, 404, &[], body))
    });
    let Err(Trouble::Refused { message, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(message.unwrap().as_str(), "The form is closed.");
}

#[test]
fn sends_a_submission_once_at_a_time() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    assert_eq!(
        client.send(submission("uuid:1")),
        Err(SubmissionError::AlreadyQueued)
    );
    let head = client.next_request().unwrap();
    assert_eq!(
        client.send(submission("uuid:1")),
        Err(SubmissionError::AlreadyQueued)
    );
    client.answer(head.id, Err(Failure::NoAnswer));
    client.send(submission("uuid:1")).unwrap();
}

#[test]
fn one_silence_ends_the_whole_queue() {
    let mut client = client();
    for instance_id in ["uuid:1", "uuid:2", "uuid:3"] {
        client.send(submission(instance_id)).unwrap();
    }
    client.refresh(maru_sync::Known::default());
    let mut requests = 0;
    let events = drive(&mut client, |_| {
        requests += 1;
        Err(Failure::NoAnswer)
    });
    assert_eq!((requests, events.len()), (1, 4));
}

#[test]
fn one_refused_submission_holds_up_no_other() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    client.send(submission("uuid:2")).unwrap();
    let events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => ready(request),
        Method::Post => {
            let is_first = text(&request.body).contains("uuid:1");
            let status = if is_first { 404 } else { 201 };
            Ok(openrosa(request, status, &[], &receipt("ok")))
        }
    });
    let delivered: Vec<(&str, bool)> = events
        .iter()
        .map(|event| match event {
            SyncEvent::Submission {
                instance_id,
                outcome,
            } => (instance_id.as_str(), outcome.is_ok()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(delivered, [("uuid:1", false), ("uuid:2", true)]);
}

#[test]
fn ignores_answers_to_requests_that_are_not_out() {
    let mut client = client();
    client.send(submission("uuid:1")).unwrap();
    let head = client.next_request().unwrap();
    client.answer(head.id, ready(&head));
    let post = client.next_request().unwrap();
    client.answer(head.id, Err(Failure::NoAnswer));
    assert_eq!(client.poll_event(), None);
    client.answer(post.id, Ok(openrosa(&post, 201, &[], &receipt("ok"))));
    assert!(matches!(
        client.poll_event(),
        Some(SyncEvent::Submission { outcome: Ok(_), .. })
    ));
}

#[test]
fn sends_credentials_unasked_and_shows_them_to_no_log() {
    let auth = Auth::Basic {
        user: "ann".into(),
        password: "opensesame".into(),
    };
    let account = Account {
        base_url: "https://city.example/v1/key/tok!en/projects/1".into(),
        auth,
    };
    assert!(!format!("{account:?}").contains("opensesame"));
    let mut client = Client::new(account).unwrap();
    client.send(submission("uuid:1")).unwrap();
    let head = client.next_request().unwrap();
    let header = head
        .headers
        .iter()
        .find(|(name, _)| name == "Authorization")
        .unwrap();
    assert_eq!(header.1, "Basic YW5uOm9wZW5zZXNhbWU=");
    for shown in [format!("{head:?}"), format!("{client:?}")] {
        assert!(
            !shown.contains("YW5u") && !shown.contains("opensesame") && !shown.contains("tok!en"),
            "{shown}"
        );
    }
}
