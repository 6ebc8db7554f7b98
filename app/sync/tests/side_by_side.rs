//! Several submissions side by side: which may, which wait, and when a queue is given up.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{client, drive, openrosa, plain, receipt, submission, text};
use maru_sync::{
    Client, Content, Failure, Known, Method, Request, Response, Submission, SyncEvent,
};

fn writing(instance_id: &str, entity: &str) -> Submission {
    let xml = format!(
        "<d id=\"bus\"><meta><instanceID>{instance_id}</instanceID><entity dataset=\"cases\" id=\"{entity}\" update=\"1\"/></meta></d>"
    );
    Submission {
        xml: Content::from(xml.into_bytes()),
        ..submission(instance_id)
    }
}

fn ready(request: &Request) -> Response {
    openrosa(request, 204, &[], "")
}

fn taken(request: &Request) -> Response {
    openrosa(request, 201, &[], &receipt("ok"))
}

/// Takes out all requests that may go now.
fn all_out(client: &mut Client) -> Vec<Request> {
    std::iter::from_fn(|| client.next_request()).collect()
}

/// The identities that stand in POSTs.
fn posted(requests: &[Request]) -> Vec<String> {
    let id = |request: &Request| {
        let body = text(&request.body);
        let rest = body.split_once("<instanceID>").unwrap().1;
        rest.split_once('<').unwrap().0.to_owned()
    };
    requests.iter().map(id).collect()
}

fn outcomes(events: &[SyncEvent]) -> Vec<(&str, &'static str)> {
    events.iter().map(outcome).collect()
}

fn outcome(event: &SyncEvent) -> (&str, &'static str) {
    match event {
        SyncEvent::Submission {
            instance_id,
            outcome,
        } => {
            let code = outcome
                .as_ref()
                .map_or_else(|trouble| trouble.code(), |_| "delivered");
            (instance_id.as_str(), code)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_door_is_asked_once_and_then_several_go_side_by_side() {
    let mut client = client();
    client.set_lanes(3);
    for number in 0..5 {
        client.send(submission(&format!("uuid:{number}"))).unwrap();
    }
    let first = all_out(&mut client);
    assert_eq!(first.len(), 1, "nobody goes before the door has said yes");
    assert_eq!(first[0].method, Method::Head);
    client.answer(first[0].id, Ok(ready(&first[0])));
    let posts = all_out(&mut client);
    assert_eq!(posted(&posts), ["uuid:0", "uuid:1", "uuid:2"]);
    // The second is through first, and the next takes its lane.
    client.answer(posts[1].id, Ok(taken(&posts[1])));
    let next = all_out(&mut client);
    assert_eq!(posted(&next), ["uuid:3"]);
    for request in [&posts[0], &posts[2], &next[0]] {
        client.answer(request.id, Ok(taken(request)));
    }
    let last = all_out(&mut client);
    assert_eq!(posted(&last), ["uuid:4"]);
    client.answer(last[0].id, Ok(taken(&last[0])));
    let events: Vec<SyncEvent> = std::iter::from_fn(|| client.poll_event()).collect();
    assert_eq!(events.len(), 5);
    assert!(client.is_idle());
    // The next round asks anew.
    client.send(submission("uuid:9")).unwrap();
    assert_eq!(client.next_request().unwrap().method, Method::Head);
}

#[test]
fn writes_of_one_entity_keep_their_order() {
    let mut client = client();
    client.set_lanes(4);
    client.send(writing("uuid:1", "A")).unwrap();
    client.send(writing("uuid:2", "a")).unwrap();
    client.send(writing("uuid:3", "b")).unwrap();
    let head = client.next_request().unwrap();
    client.answer(head.id, Ok(ready(&head)));
    let posts = all_out(&mut client);
    assert_eq!(posted(&posts), ["uuid:1", "uuid:3"]);
    client.answer(posts[0].id, Ok(taken(&posts[0])));
    assert_eq!(posted(&all_out(&mut client)), ["uuid:2"]);
}

#[test]
fn a_write_does_not_go_when_the_one_before_it_did_not_arrive() {
    let mut client = client();
    for (instance_id, entity) in [("uuid:1", "a"), ("uuid:2", "a"), ("uuid:3", "b")] {
        client.send(writing(instance_id, entity)).unwrap();
    }
    let events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => Ok(ready(request)),
        Method::Post if text(&request.body).contains("uuid:1") => {
            Ok(plain(request, 500, &[], "oops"))
        }
        Method::Post => Ok(taken(request)),
    });
    let expected = [
        ("uuid:1", "busy"),
        ("uuid:2", "busy"),
        ("uuid:3", "delivered"),
    ];
    assert_eq!(outcomes(&events), expected);

    // A refused one is for a person to know, and holds nobody up.
    client.send(writing("uuid:1", "a")).unwrap();
    client.send(writing("uuid:2", "a")).unwrap();
    let events = drive(&mut client, |request| match request.method {
        Method::Head | Method::Get => Ok(ready(request)),
        Method::Post if text(&request.body).contains("uuid:1") => {
            Ok(plain(request, 404, &[], "no"))
        }
        Method::Post => Ok(taken(request)),
    });
    let expected = [("uuid:1", "refused"), ("uuid:2", "delivered")];
    assert_eq!(outcomes(&events), expected);
}

#[test]
fn one_that_came_later_in_the_round_is_held_too() {
    let mut client = client();
    client.send(writing("uuid:1", "a")).unwrap();
    client.send(submission("uuid:8")).unwrap();
    let head = client.next_request().unwrap();
    client.answer(head.id, Ok(ready(&head)));
    let post = client.next_request().unwrap();
    client.answer(post.id, Err(Failure::CutShort));
    client.send(writing("uuid:2", "a")).unwrap();
    let events: Vec<SyncEvent> = std::iter::from_fn(|| client.poll_event()).collect();
    let expected = [("uuid:1", "cut-short"), ("uuid:2", "cut-short")];
    assert_eq!(outcomes(&events), expected);
}

/// Sends five to a server of this closure; returns what became of them, and how many requests it took.
fn five(mut server: impl FnMut(&Request) -> Result<Response, Failure>) -> (Vec<String>, usize) {
    let mut client = client();
    for number in 0..5 {
        client.send(submission(&format!("uuid:{number}"))).unwrap();
    }
    let mut count = 0;
    let events = drive(&mut client, |request| {
        count += 1;
        server(request)
    });
    let outcomes = outcomes(&events);
    let codes = outcomes.iter().map(|(_, code)| (*code).to_owned());
    (codes.collect(), count)
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_asked_once() {
    for (status, headers) in [
        (503, &[][..]),
        (429, &[][..]),
        (500, &[("Retry-After", "60")][..]),
    ] {
        let (codes, count) = five(|request| match request.method {
            Method::Post => Ok(plain(request, status, headers, "")),
            Method::Head | Method::Get => Ok(ready(request)),
        });
        assert_eq!((codes, count), (vec!["busy".to_owned(); 5], 2), "{status}");
    }
}

#[test]
fn a_password_that_is_wrong_is_tried_once_and_not_for_each_record() {
    for status in [401, 403] {
        let (codes, count) = five(|request| Ok(plain(request, status, &[], "")));
        assert_eq!((codes, count), (vec!["needs-login".to_owned(); 5], 1));
    }
    // One form that this person may not send is no word on the others.
    let (codes, _) = five(|request| match request.method {
        Method::Head | Method::Get => Ok(ready(request)),
        Method::Post if text(&request.body).contains("uuid:0") => Ok(plain(request, 401, &[], "")),
        Method::Post => Ok(taken(request)),
    });
    assert_eq!(codes[0], "needs-login");
    assert!(codes[1..].iter().all(|code| code == "delivered"));
}

#[test]
fn three_troubles_in_a_row_are_trouble_with_the_server() {
    let (codes, count) = five(|request| match request.method {
        Method::Head | Method::Get => Ok(ready(request)),
        Method::Post => Ok(plain(request, 500, &[], "")),
    });
    assert_eq!(codes, vec!["busy"; 5]);
    // The door is asked again after each, for it may have been shut.
    assert_eq!(count, 6);
}

#[test]
fn a_submission_goes_before_what_is_left_of_a_refresh() {
    let mut client = client();
    client.refresh(Known::default());
    let list = client.next_request().unwrap();
    client.send(submission("uuid:1")).unwrap();
    let head = client.next_request().unwrap();
    assert_eq!(head.method, Method::Head);
    let forms = "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\"><xform><formID>a</formID>\
        <downloadUrl>a.xml</downloadUrl></xform></xforms>";
    client.answer(list.id, Ok(openrosa(&list, 200, &[], forms)));
    client.answer(head.id, Ok(ready(&head)));
    let post = client.next_request().unwrap();
    assert_eq!(post.method, Method::Post);
    assert!(client.next_request().is_none(), "the form waits");
    client.answer(post.id, Ok(taken(&post)));
    assert!(client.next_request().unwrap().url.ends_with("/a.xml"));
}
