//! What the tests of the machine share: a server made of a closure.

#![allow(dead_code, reason = "not every test file uses all")]

use std::collections::BTreeSet;

use maru_sync::{
    Account, Attachment, Auth, Body, Client, Content, Failure, FileRef, Piece, Request, Response,
    Submission, SyncEvent,
};

pub const BASE: &str = "https://city.example/v1/key/tok!en/projects/1";

pub fn client() -> Client {
    Client::new(Account {
        base_url: BASE.into(),
        auth: Auth::None,
    })
    .unwrap()
}

pub fn submission(instance_id: &str) -> Submission {
    let xml = format!("<d id=\"bus\"><meta><instanceID>{instance_id}</instanceID></meta></d>");
    Submission {
        instance_id: instance_id.to_owned(),
        xml: Content::from(xml.into_bytes()),
        attachments: vec![],
        arrived: BTreeSet::new(),
    }
}

pub fn picture(name: &str, bytes: u64) -> Attachment {
    Attachment {
        name: name.to_owned(),
        media_type: "image/png".to_owned(),
        file: FileRef {
            hash: "7".repeat(64),
            size: bytes,
        },
    }
}

/// A body as text, with a file shown as its size in brackets.
#[allow(dead_code, reason = "not every test file looks at bodies")]
pub fn text(body: &Body) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Bytes(bytes) => String::from_utf8(bytes.as_bytes().to_vec()).unwrap(),
        Piece::File(file) => format!("[{}]", file.size),
    };
    body.pieces().iter().map(piece).collect()
}

/// An answer of an OpenRosa server.
pub fn openrosa(request: &Request, status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut all = vec![("x-openrosa-version".to_owned(), "1.0".to_owned())];
    all.extend(
        headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    Response {
        status,
        headers: all,
        body: body.as_bytes().to_vec(),
        final_url: request.url.clone(),
    }
}

/// An answer of anybody else.
pub fn plain(request: &Request, status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut response = openrosa(request, status, headers, body);
    response.headers.remove(0);
    response
}

pub fn receipt(message: &str) -> String {
    format!(
        "\n<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"><message nature=\"\">{message}\
         </message></OpenRosaResponse>"
    )
}

/// Performs all requests with a closure; fails when the machine does not come to an end.
pub fn drive(
    client: &mut Client,
    mut server: impl FnMut(&Request) -> Result<Response, Failure>,
) -> Vec<SyncEvent> {
    let mut events = Vec::new();
    for _ in 0..200 {
        let Some(request) = client.next_request() else {
            assert!(client.is_idle());
            return events;
        };
        assert_eq!(client.next_request(), None, "one request is out at a time");
        let answer = server(&request);
        client.answer(request.id, answer);
        events.extend(std::iter::from_fn(|| client.poll_event()));
    }
    panic!("the machine does not come to an end");
}
