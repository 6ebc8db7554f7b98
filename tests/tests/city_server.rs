//! The stand-in for a city's server keeps the rules that were observed of ODK Central.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Once;
use std::time::Duration;

use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, FormState, On, Options};
use reqwest::blocking::{Client, Response};
use tempfile::TempDir;

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bus card</h:title><model><instance><data id="bus" version="1"><photo/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary"/></model></h:head><h:body/></h:html>"#;

fn http() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder()
        .timeout(Duration::from_secs(5))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

fn start(access: Access) -> (TempDir, CityServer) {
    let folder = TempDir::new().unwrap();
    let mut options = Options::new(folder.path());
    options.access = access;
    let media = vec![("a.png".to_owned(), b"picture".to_vec())];
    options.forms = vec![FormOffer::from_xml(FORM).unwrap().with_media(media)];
    (folder, CityServer::start(options).unwrap())
}

fn submission(instance_id: &str, photo: &str) -> String {
    format!(
        "<data id=\"bus\" version=\"1\"><photo>{photo}</photo><meta><instanceID>{instance_id}</instanceID></meta></data>"
    )
}

/// A multipart body of (disposition after `form-data; `, bytes).
fn multipart(parts: &[(&str, &str)]) -> String {
    let part = |(head, bytes): &(&str, &str)| {
        format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{bytes}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--B--\r\n"
}

const XML_PART: &str = "name=\"xml_submission_file\"; filename=\"s.xml\"";

fn post_body(server: &CityServer, body: String) -> Response {
    http()
        .post(format!("{}/submission", server.base_url()))
        .header("X-OpenRosa-Version", "1.0")
        .header("Content-Type", "multipart/form-data; boundary=B")
        .body(body)
        .send()
        .unwrap()
}

fn post(server: &CityServer, xml: &str) -> u16 {
    post_body(server, multipart(&[(XML_PART, xml)]))
        .status()
        .as_u16()
}

fn get(server: &CityServer, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = http().get(format!("{}{path}", server.base_url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().unwrap()
}

const VERSION: (&str, &str) = ("X-OpenRosa-Version", "1.0");

#[test]
fn wants_the_version_header_where_central_does() {
    let (_folder, server) = start(Access::Everybody);
    for path in ["/formList", "/forms/bus/manifest", "/submission"] {
        for headers in [&[][..], &[("X-OpenRosa-Version", "2.0")]] {
            let response = get(&server, path, headers);
            assert_eq!(response.status(), 400, "{path}");
            assert!(!response.headers().contains_key("x-openrosa-version"));
            assert!(response.text().unwrap().contains("nature=\"error\""));
        }
    }
    assert_eq!(get(&server, "/forms/bus.xml", &[]).status(), 200);
}

#[test]
fn lists_forms_with_hash_and_tag() {
    let (_folder, server) = start(Access::Everybody);
    let response = get(&server, "/formList", &[VERSION]);
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-openrosa-version"], "1.0");
    assert_eq!(
        response.headers()["x-openrosa-accept-content-length"],
        "100000000"
    );
    assert!(response.headers().contains_key("date"));
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    let body = response.text().unwrap();
    assert!(
        body.contains(&format!(
            "<hash>{}</hash>",
            maru_sync::md5_name(FORM.as_bytes())
        )),
        "{body}"
    );
    assert!(
        body.contains("<name>Bus card</name>")
            && body.contains("/forms/bus/manifest</manifestUrl>")
    );
    assert_eq!(
        get(&server, "/formList", &[VERSION, ("If-None-Match", &tag)]).status(),
        304
    );
    assert!(
        !get(&server, "/formList?formID=heat", &[VERSION])
            .text()
            .unwrap()
            .contains("<xform>")
    );

    server.publish(FormOffer::from_xml(FORM.replace("version=\"1\"", "version=\"2\"")).unwrap());
    let body = get(&server, "/formList", &[VERSION, ("If-None-Match", &tag)])
        .text()
        .unwrap();
    assert!(
        body.contains("<version>2</version>") && !body.contains("<version>1</version>"),
        "{body}"
    );
    assert!(
        !body.contains("manifestUrl"),
        "no manifest for a form without media"
    );
}

#[test]
fn serves_forms_manifests_and_media() {
    let (_folder, server) = start(Access::Everybody);
    assert_eq!(get(&server, "/forms/bus.xml", &[]).text().unwrap(), FORM);
    let manifest = get(&server, "/forms/bus/manifest", &[VERSION])
        .text()
        .unwrap();
    let hash = maru_sync::md5_name(b"picture");
    assert!(
        manifest.contains("<filename>a.png</filename>") && manifest.contains(&hash),
        "{manifest}"
    );
    let media = get(&server, "/forms/bus/attachments/a.png", &[]);
    let tag = media.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(format!("\"{}\"", hash.trim_start_matches("md5:")), tag);
    assert_eq!(media.text().unwrap(), "picture");
    assert_eq!(
        get(
            &server,
            "/forms/bus/attachments/a.png",
            &[("If-None-Match", &tag)]
        )
        .status(),
        304
    );
    let missing = get(&server, "/forms/bus/attachments/b.png", &[]);
    assert_eq!(missing.status(), 404);
    assert_eq!(missing.headers()["content-type"], "application/json");
}

#[test]
fn says_where_submissions_go() {
    let (_folder, server) = start(Access::Everybody);
    let head = http()
        .head(format!("{}/submission", server.base_url()))
        .header(VERSION.0, VERSION.1)
        .send()
        .unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            head.headers()["x-openrosa-version"].to_str().unwrap()
        ),
        (204, "1.0")
    );
    assert_eq!(get(&server, "/submission", &[VERSION]).status(), 204);
}

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

#[test]
fn lets_in_by_token_or_by_password_over_tls() {
    let (_folder, server) = start(Access::AppUser {
        token: "tok!en$1".to_owned(),
    });
    assert!(server.base_url().ends_with("/v1/key/tok!en$1/projects/1"));
    assert_eq!(get(&server, "/formList", &[VERSION]).status(), 200);
    let stranger = server.base_url().replace("tok!en$1", "other");
    let response = http()
        .get(format!("{stranger}/formList"))
        .header(VERSION.0, VERSION.1)
        .send()
        .unwrap();
    assert_eq!(response.status(), 403);
    assert!(!response.headers().contains_key("x-openrosa-version"));

    let web_user = |is_behind_tls| Access::WebUser {
        user: "ann".to_owned(),
        password: "pw".to_owned(),
        is_behind_tls,
    };
    let basic = ("Authorization", "Basic YW5uOnB3");
    let (_folder, server) = start(web_user(false));
    let response = get(&server, "/formList", &[VERSION, basic]);
    assert_eq!(response.status(), 401, "the right password over plain http");
    assert!(!response.headers().contains_key("www-authenticate"));
    assert_eq!(
        get(
            &server,
            "/formList",
            &[VERSION, basic, ("X-Forwarded-Proto", "https")]
        )
        .status(),
        200
    );
    let (_folder, server) = start(web_user(true));
    assert_eq!(get(&server, "/formList", &[VERSION, basic]).status(), 200);
    assert_eq!(
        get(
            &server,
            "/formList",
            &[VERSION, ("Authorization", "Basic YW5uOm5v")]
        )
        .status(),
        401
    );
}

#[test]
fn goes_wrong_as_told_and_as_often_as_told() {
    let (_folder, server) = start(Access::Everybody);
    let xml = submission("uuid:1", "");
    let try_post = || {
        http()
            .post(format!("{}/submission", server.base_url()))
            .header(VERSION.0, VERSION.1)
            .header("Content-Type", "multipart/form-data; boundary=B")
            .body(multipart(&[(XML_PART, &xml)]))
            .send()
    };
    server.plan_fault(Fault::DropBefore, On::Posts, 1);
    assert_eq!(get(&server, "/submission", &[VERSION]).status(), 204);
    assert!(try_post().is_err());
    assert_eq!(server.submissions().len(), 0);
    server.plan_fault(Fault::SpuriousConflict, On::Posts, 1);
    assert_eq!(try_post().unwrap().status(), 409);
    server.plan_fault(Fault::DropAfter, On::Posts, 1);
    assert!(try_post().is_err());
    assert_eq!(server.submissions().len(), 1);
    server.plan_fault(Fault::CutBody, On::Posts, 1);
    let cut = try_post().unwrap();
    assert_eq!(cut.status(), 201);
    assert!(cut.text().is_err());
    server.set_fault(Fault::Portal);
    assert_eq!(get(&server, "/formList", &[]).status(), 200);
    server.set_fault(Fault::Status(503));
    assert_eq!(try_post().unwrap().status(), 503);
    server.set_fault(Fault::None);
    assert_eq!(try_post().unwrap().status(), 201);
    assert_eq!(server.submissions().len(), 1);
}
