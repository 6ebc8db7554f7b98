//! The stand-in for a city's server keeps the rules that were observed of ODK Central.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod central;

use central::*;
use maru_tests::city_server::{Access, Fault, FormOffer, On};

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
