//! Talking to the stand-in by plain HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(dead_code, unused_imports, reason = "not every test file uses all")]

use std::sync::Once;
use std::time::Duration;

use maru_tests::city_server::{Access, CityServer, Fault, FormOffer, FormState, On, Options};
use reqwest::blocking::{Client, Response};
use tempfile::TempDir;

pub const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
<h:title>Bus card</h:title><model><instance><data id="bus" version="1"><photo/><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary"/></model></h:head><h:body/></h:html>"#;

pub fn http() -> Client {
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

pub fn start(access: Access) -> (TempDir, CityServer) {
    let folder = TempDir::new().unwrap();
    let mut options = Options::new(folder.path());
    options.access = access;
    let media = vec![("a.png".to_owned(), b"picture".to_vec())];
    options.forms = vec![FormOffer::from_xml(FORM).unwrap().with_media(media)];
    (folder, CityServer::start(options).unwrap())
}

pub fn submission(instance_id: &str, photo: &str) -> String {
    format!(
        "<data id=\"bus\" version=\"1\"><photo>{photo}</photo><meta><instanceID>{instance_id}</instanceID></meta></data>"
    )
}

/// A multipart body of (disposition after `form-data; `, bytes).
pub fn multipart(parts: &[(&str, &str)]) -> String {
    let part = |(head, bytes): &(&str, &str)| {
        format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{bytes}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--B--\r\n"
}

pub const XML_PART: &str = "name=\"xml_submission_file\"; filename=\"s.xml\"";

pub fn post_body(server: &CityServer, body: String) -> Response {
    http()
        .post(format!("{}/submission", server.base_url()))
        .header("X-OpenRosa-Version", "1.0")
        .header("Content-Type", "multipart/form-data; boundary=B")
        .body(body)
        .send()
        .unwrap()
}

pub fn post(server: &CityServer, xml: &str) -> u16 {
    post_body(server, multipart(&[(XML_PART, xml)]))
        .status()
        .as_u16()
}

pub fn get(server: &CityServer, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = http().get(format!("{}{path}", server.base_url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().unwrap()
}

pub const VERSION: (&str, &str) = ("X-OpenRosa-Version", "1.0");
