//! Signing in: each way through the real program, and no secret where it does not belong.

use maru_tests::authority::{Authority, Valid};
use maru_tests::city_server::{Access, CityServer, Options};
use maru_tests::process::Launch;
use maru_tests::raw::RawServer;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

const SECRET: &str = "open sesame, \"please\"";

/// A household, and its city behind TLS.
struct Place {
    folder: TempDir,
    _city: CityServer,
    _front: RawServer,
    launch: Launch,
}

impl Place {
    fn new(access: Access) -> Place {
        let folder = TempDir::new().expect("a folder");
        let authority = Authority::new();
        let trusted = authority.write(folder.path());
        let mut options = Options::new(folder.path().join("city"));
        options.access = access;
        let city = CityServer::start(options).expect("the city starts");
        let base = city.base_url();
        let address = base.trim_start_matches("http://").split('/').next();
        let address: SocketAddr = address
            .and_then(|text| text.parse().ok())
            .expect("its address");
        let front = RawServer::in_front_of(address, authority.server("localhost", Valid::Now));
        let url = format!("https://localhost:{}/v1/projects/1", front.port());
        let mut launch = Launch::new(&folder.path().join("home")).server(&url);
        let environment = [
            ("SSL_CERT_FILE", trusted.display().to_string()),
            // All that is ever logged.
            ("MARU_LOG", "trace".to_owned()),
            // No keyring but one that a test starts.
            (
                "DBUS_SESSION_BUS_ADDRESS",
                "unix:path=/nonexistent".to_owned(),
            ),
        ];
        launch.environment = environment
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Place {
            folder,
            _city: city,
            _front: front,
            launch,
        }
    }

    /// Runs a command with these lines on its standard input.
    fn run(&self, words: &[&str], lines: &str) -> Output {
        let mut command = self.launch.command();
        command.args(words);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program can be started");
        let mut input = child.stdin.take().expect("its input is a pipe");
        // A program that asks for nothing reads nothing.
        let _ = input.write_all(lines.as_bytes());
        drop(input);
        let done = child.wait_with_output().expect("it ends");
        for text in [&done.stdout, &done.stderr] {
            let text = String::from_utf8_lossy(text);
            for secret in ["sesame", "b3BlbiBzZXNhbWU", "tok!en", "sess-ion"] {
                assert!(!text.contains(secret), "{secret} is told: {text}");
            }
        }
        done
    }

    /// Signs in, and sends.
    fn works(&self, way: &str, lines: &str) {
        let before = self.run(&["sync"], "");
        assert!(!before.status.success(), "nobody has signed in yet");
        let signed = self.run(&["sign-in", "--as", way], lines);
        assert!(signed.status.success(), "{way}: {signed:?}");
        let said = String::from_utf8_lossy(&signed.stdout).into_owned();
        assert!(said.contains("lets this computer in; 0 forms"), "{said}");
        assert!(
            said.contains("kept in a file that only you can read"),
            "{said}"
        );
        let sent = self.run(&["sync"], "");
        assert!(sent.status.success(), "{way}: {sent:?}");
        let doctor = self.run(&["doctor"], "");
        let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
        assert!(said.contains("0 forms on offer"), "{said}");
        let out = self.run(&["sign-out"], "");
        assert!(out.status.success());
        assert!(!self.run(&["sync"], "").status.success());
        no_secret_below(&self.folder.path().join("home"));
    }
}

/// No file holds what was signed in with.
fn no_secret_below(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            no_secret_below(&entry.path());
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("a file");
        for secret in ["sesame", "tok!en", "sess-ion"] {
            let mut windows = bytes.windows(secret.len());
            assert!(
                !windows.any(|window| window == secret.as_bytes()),
                "{secret} in {:?}",
                entry.path()
            );
        }
    }
}

#[test]
fn by_name_and_password_over_tls() {
    let place = Place::new(Access::WebUser {
        user: "ann".to_owned(),
        password: SECRET.to_owned(),
        is_behind_tls: true,
    });
    let wrong = place.run(&["sign-in", "--as", "basic"], "ann\nwrong\n");
    assert!(!wrong.status.success());
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        said.contains("does not let this computer in (401)"),
        "{said}"
    );
    place.works("basic", &format!("ann\n{SECRET}\n"));
}

#[test]
fn by_digest() {
    let place = Place::new(Access::Digest {
        user: "안나".to_owned(),
        password: SECRET.to_owned(),
    });
    place.works("digest", &format!("안나\n{SECRET}\n"));
}

#[test]
fn by_session_token() {
    let place = Place::new(Access::Bearer {
        token: "sess-ion".to_owned(),
    });
    place.works("bearer", "sess-ion\n");
}

#[test]
fn by_an_address_that_is_the_secret() {
    let place = Place::new(Access::AppUser {
        token: "tok!en$1".to_owned(),
    });
    let url = place.launch.server.clone().unwrap_or_default();
    let elsewhere = "https://elsewhere.example/v1/key/tok!en$1/projects/1\n";
    let refused = place.run(&["sign-in", "--as", "address"], elsewhere);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("not an address of the city's server"),
        "{said}"
    );
    let secret = url.replace("/v1/projects", "/v1/key/tok!en$1/projects");
    place.works("address", &format!("{secret}\n"));
}

#[test]
fn a_password_is_never_sent_in_the_clear() {
    let folder = TempDir::new().expect("a folder");
    let launch = Launch::new(folder.path()).server("http://city.example/v1");
    let mut command = launch.command();
    command.args(["sign-in", "--as", "basic", "--unchecked"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut input = child.stdin.take().expect("its input is a pipe");
    input.write_all(b"ann\nsesame\n").expect("it reads");
    drop(input);
    let done = child.wait_with_output().expect("it ends");
    assert!(!done.status.success());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("a password needs https"), "{said}");
    assert!(!folder.path().join("sign-in").exists());
}

#[test]
fn a_server_that_cannot_be_asked_now_is_no_reason_to_forget() {
    let place = Place::new(Access::Everybody);
    let folder = TempDir::new().expect("a folder");
    let mut launch = Launch::new(folder.path()).server("https://127.0.0.1:9/v1");
    launch.environment.clone_from(&place.launch.environment);
    let mut command = launch.command();
    command.args(["sign-in", "--as", "bearer"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut input = child.stdin.take().expect("its input is a pipe");
    input.write_all(b"sess-ion\n").expect("it reads");
    drop(input);
    let done = child.wait_with_output().expect("it ends");
    assert!(done.status.success());
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        said.contains("could not be asked now (no-answer)"),
        "{said}"
    );
    assert!(folder.path().join("sign-in").exists());
}
