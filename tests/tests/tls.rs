//! The city proves who it is, or nothing goes there: the real program against certificates of all sorts.

use maru_tests::authority::{Authority, Valid};
use maru_tests::city_server::{Access, CityServer, FormOffer, Options};
use maru_tests::process::Launch;
use maru_tests::raw::{RawServer, Reply};
use maru_tests::walk;
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;

/// What `maru sync` says of a server.
fn sync(home: &Path, authority: &Path, url: &str) -> String {
    let mut launch = Launch::new(home).server(url);
    let trusted = ("SSL_CERT_FILE".to_owned(), authority.display().to_string());
    launch.environment.push(trusted);
    let done = launch.run(&["sync"]);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() {
        return "went through".to_owned();
    }
    let code = said.lines().last().unwrap_or_default().rsplit(": ").next();
    code.unwrap_or_default().to_owned()
}

#[test]
fn a_certificate_that_proves_nothing_is_told_apart_from_a_wrong_clock() {
    let folder = TempDir::new().expect("a folder");
    let (ours, theirs) = (Authority::new(), Authority::new());
    let trusted = ours.write(folder.path());
    let cases = [
        (theirs.server("localhost", Valid::Now), "tls"),
        (ours.server("city.example", Valid::Now), "tls"),
        (ours.server("localhost", Valid::Once), "clock"),
        (ours.server("localhost", Valid::Someday), "clock"),
        // It is the city: only that it does not speak OpenRosa.
        (ours.server("localhost", Valid::Now), "portal"),
    ];
    for (config, code) in cases {
        let server = RawServer::start(Some(config), |_| {
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".to_vec())
        });
        let url = format!("https://localhost:{}/v1", server.port());
        assert_eq!(sync(folder.path(), &trusted, &url), code);
    }
}

#[test]
fn forms_come_over_tls() {
    let folder = TempDir::new().expect("a folder");
    let authority = Authority::new();
    let trusted = authority.write(folder.path());
    let xml = std::fs::read(walk::city().join("forms/street_light.xml")).expect("the form");
    let mut options = Options::new(folder.path().join("city"));
    options.access = Access::AppUser {
        token: "tok!en$1".to_owned(),
    };
    options.forms = vec![FormOffer::from_xml(xml).expect("a form")];
    let city = CityServer::start(options).expect("the city starts");
    let inside = city.base_url();
    let address: SocketAddr = inside
        .trim_start_matches("http://")
        .split('/')
        .next()
        .and_then(|text| text.parse().ok())
        .expect("an address");
    let front = RawServer::in_front_of(address, authority.server("localhost", Valid::Now));
    let url = inside.replace(
        &format!("http://{address}"),
        &format!("https://localhost:{}", front.port()),
    );
    // The list names the server as it knows itself: http and another name. The forms are fetched from where we are.
    assert_eq!(sync(folder.path(), &trusted, &url), "went through");
    let asked: Vec<String> = city.requests().into_iter().map(|one| one.path).collect();
    assert_eq!(asked, ["/formList", "/forms/street_light.xml"]);
}
