//! The stand-in takes submissions by the rules that were observed of ODK Central.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod central;

use central::*;
use maru_tests::city_server::{Access, CityServer, FormOffer, FormState, Options};

#[test]
fn the_same_bytes_are_stored_once_and_other_bytes_conflict() {
    let (folder, server) = start(Access::Everybody);
    let xml = submission("uuid:1", "");
    let first = post_body(&server, multipart(&[(XML_PART, &xml)]));
    assert_eq!(first.status(), 201);
    let body = first.text().unwrap();
    assert!(
        body.starts_with('\n') && body.contains("full submission upload was successful!"),
        "{body}"
    );
    assert_eq!(post(&server, &xml), 201);
    assert_eq!(post(&server, &format!("{xml}\n")), 409);
    let stored = server.submissions();
    assert_eq!(stored.len(), 1);
    assert_eq!(
        (stored[0].xml.as_slice(), stored[0].version.as_str()),
        (xml.as_bytes(), "1")
    );
    server.stop();

    let again = CityServer::start(Options::new(folder.path())).unwrap();
    assert_eq!(again.submissions(), stored, "kept on disk");
}

#[test]
fn refuses_what_central_refuses() {
    let (_folder, server) = start(Access::Everybody);
    let xml = submission("uuid:1", "");
    for body in [
        multipart(&[("name=\"xml_submission_file\"", &xml)]),
        multipart(&[("name=\"other\"; filename=\"s.xml\"", &xml)]),
    ] {
        let response = post_body(&server, body);
        assert_eq!(response.status(), 400);
        assert!(
            response
                .text()
                .unwrap()
                .contains("xml_submission_file missing")
        );
    }
    let address = format!("{}/submission", server.base_url());
    let post_as = |name: &str, value: &str| {
        let request = http()
            .post(&address)
            .header(VERSION.0, VERSION.1)
            .header(name, value);
        let request = if name == "Content-Type" {
            request
        } else {
            request.header("Content-Type", "multipart/form-data; boundary=B")
        };
        request
            .body(multipart(&[(XML_PART, &xml)]))
            .send()
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(post_as("Content-Type", "text/xml"), 400);
    assert_eq!(post_as("Content-Encoding", "gzip"), 400);
    assert_eq!(
        post_body(&server, multipart(&[(XML_PART, &xml)]).replace("--B--", "")).status(),
        400,
        "cut in the middle"
    );
    assert_eq!(
        post(&server, &xml.replace("id=\"bus\"", "id=\"heat\"")),
        404
    );
    assert_eq!(
        post(&server, &xml.replace("version=\"1\"", "version=\"9\"")),
        404
    );
    assert_eq!(post(&server, "<data id=\"bus\" version=\"1\">"), 404);
    server.set_form_state("bus", FormState::Closing);
    assert_eq!(post(&server, &submission("uuid:closing", "")), 201);
    assert!(
        !get(&server, "/formList", &[VERSION])
            .text()
            .unwrap()
            .contains("<xform>")
    );
    server.set_form_state("bus", FormState::Closed);
    assert_eq!(post(&server, &submission("uuid:closed", "")), 409);
    assert_eq!(get(&server, "/forms/bus.xml", &[]).status(), 403);
    assert_eq!(server.submissions().len(), 1);
}

#[test]
fn takes_old_versions_and_makes_up_a_missing_identity() {
    let (_folder, server) = start(Access::Everybody);
    server.publish(FormOffer::from_xml(FORM.replace("version=\"1\"", "version=\"2\"")).unwrap());
    assert_eq!(post(&server, &submission("uuid:1", "")), 201);
    let nameless = "<data id=\"bus\" version=\"2\"/>";
    assert_eq!(
        (post(&server, nameless), post(&server, nameless)),
        (201, 201)
    );
    assert_eq!(
        server.submissions().len(),
        3,
        "sent twice without identity, stored twice"
    );
}

#[test]
fn keeps_the_files_that_the_xml_names_and_drops_the_others() {
    let (_folder, server) = start(Access::Everybody);
    let xml = submission("uuid:1", "p.png");
    assert_eq!(post(&server, &xml), 201);
    assert_eq!(
        server.submissions()[0].attachments,
        [("p.png".to_owned(), None)]
    );
    for bytes in ["first", "second"] {
        let body = multipart(&[
            ("name=\"P.png\"; filename=\"P.png\"", "other case"),
            ("name=\"p.png\"; filename=\"p.png\"", bytes),
            ("name=\"*isIncomplete*\"", "yes"),
            (XML_PART, &xml),
        ]);
        assert_eq!(post_body(&server, body).status(), 201);
        assert_eq!(
            server.submissions()[0].attachments,
            [("p.png".to_owned(), Some(bytes.as_bytes().to_vec()))]
        );
    }
    assert_eq!(server.submissions().len(), 1);
}

#[test]
fn takes_one_edit_of_a_submission() {
    let (_folder, server) = start(Access::Everybody);
    let edit = |new: &str, old: &str| {
        let meta = format!("<meta><deprecatedID>{old}</deprecatedID>");
        submission(new, "").replace("<meta>", &meta)
    };
    assert_eq!(post(&server, &submission("uuid:1", "")), 201);
    assert_eq!(post(&server, &edit("uuid:2", "uuid:unknown")), 404);
    assert_eq!(post(&server, &edit("uuid:2", "uuid:1")), 201);
    assert_eq!(post(&server, &edit("uuid:3", "uuid:1")), 409);
    assert_eq!(post(&server, &edit("uuid:3", "uuid:2")), 201);
}
