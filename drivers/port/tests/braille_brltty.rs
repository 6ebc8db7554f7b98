//! As brltty's client: the real brltty drives a simulated display, and Maru shows on it and hears its keys.
//!
//! Without brltty installed the tests say so and prove nothing.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use maru_port::braille::simulated::PtyDisplay;
use maru_port::braille::{BrailleEvent, BrailleFault, Display, Family};
use maru_wire::{Command as Does, Key, Trouble};

/// brltty takes its time to find the display.
const PATIENCE: Duration = Duration::from_secs(30);

/// The TCP port of server number 0.
const PORT: u16 = 4_101;

/// A brltty of this test alone; it ends with it.
struct Brltty(Child);

impl Brltty {
    /// Starts brltty as server of this number, with the display at `folder/braille`; `None` if it is not installed.
    fn start(folder: &Path, number: u16, auth: &str) -> Option<Brltty> {
        let at = |name: &str| folder.join(name).display().to_string();
        let api = format!("auth={auth},host=127.0.0.1:{number}");
        let device = format!("serial:{}", at("braille"));
        std::fs::create_dir_all(folder.join("writable")).expect("a folder");
        let started = Command::new("brltty")
            .args([
                "-n",
                "-e",
                "-f",
                "/dev/null",
                "-F",
                "/dev/null",
                "-x",
                "no",
                "-s",
                "no",
            ])
            .args(["-b", "hw", "-d", &device, "-A", &api])
            .args(["-P", &at("pid"), "-W", &at("writable")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Ok(child) => Some(Brltty(child)),
            Err(error) => {
                println!("brltty cannot be started ({error}): nothing is proven");
                None
            }
        }
    }
}

impl Drop for Brltty {
    fn drop(&mut self) {
        // Its end is what is wanted, whoever brings it about.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A number of a server whose port nobody has.
fn free_number() -> u16 {
    let listener = (0..1_000).find_map(|number| {
        let place = (std::process::id() as u16 % 1_000) + number;
        TcpListener::bind(("127.0.0.1", PORT + place)).ok()
    });
    let address = listener.expect("a free port").local_addr().expect("bound");
    address.port() - PORT
}

fn open(number: u16) -> (Display, Receiver<BrailleEvent>) {
    let spec = format!("brlapi@127.0.0.1:{number}");
    let (send, events) = channel();
    let display = Display::open(&spec.parse().expect("a spec"), move |event| {
        let _ = send.send(event);
    });
    (display.expect("a thread"), events)
}

fn next(events: &Receiver<BrailleEvent>) -> BrailleEvent {
    events.recv_timeout(PATIENCE).expect("an event in time")
}

/// Waits for the display, whatever is told of its absence before.
fn connected(events: &Receiver<BrailleEvent>) {
    loop {
        match next(events) {
            BrailleEvent::Connected { model, cells } => {
                assert_eq!((model.as_str(), cells), ("HumanWare (brltty)", 32));
                return;
            }
            BrailleEvent::Failed { .. } => {}
            other => panic!("{other:?}"),
        }
    }
}

fn shows(display: &PtyDisplay, cells: &[u8]) -> bool {
    display.wait_until(PATIENCE, |display| display.cells().starts_with(cells))
}

#[test]
fn cells_keys_and_the_way_back_to_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let device = PtyDisplay::plug_family(&link, Family::HumanWare).expect("a pty");
    let number = free_number();
    let Some(first) = Brltty::start(folder.path(), number, "none") else {
        return;
    };
    let (display, events) = open(number);
    display.show((1..=32).collect());
    connected(&events);
    assert!(
        shows(&device, &(1..=32).collect::<Vec<u8>>()),
        "{}",
        device.text()
    );

    device.route(31);
    assert_eq!(next(&events), BrailleEvent::Routing(31));
    for (key, does) in [
        (Key::ThumbLeft, Does::PanLeft),
        (Key::ThumbRight, Does::PanRight),
        (Key::Dot1, Does::Letter('a')),
        (Key::Space, Does::SpaceBar),
        (Key::Dot7, Does::Backspace),
        (Key::Dot8, Does::Enter),
    ] {
        assert!(device.press(&[key]));
        let BrailleEvent::Pressed { command, .. } = next(&events) else {
            panic!("{key} was no key");
        };
        assert_eq!(command, Some(does), "{key}");
    }

    // Elsewhere: brltty shows what it has itself, and the keys are its own.
    display.set_active(false);
    assert!(device.wait_until(PATIENCE, |display| !display.cells().starts_with(&[1, 2, 3])));
    display.show(vec![0x3F; 32]);
    device.press(&[Key::Dot8]);
    assert!(events.recv_timeout(Duration::from_secs(1)).is_err());
    display.set_active(true);
    assert!(shows(&device, &[0x3F; 32]), "{}", device.text());

    drop(first);
    let gone = next(&events);
    let is_cut = matches!(
        gone,
        BrailleEvent::Disconnected {
            reason: BrailleFault::Cut { .. }
        }
    );
    assert!(is_cut, "{gone:?}");
    // A pty does not take brltty's parity twice: the display is plugged in anew.
    drop(device);
    let device = PtyDisplay::plug_family(&link, Family::HumanWare).expect("a pty");
    display.show(vec![0x15; 32]);
    let _second = Brltty::start(folder.path(), number, "none").expect("it was there before");
    connected(&events);
    assert!(shows(&device, &[0x15; 32]), "{}", device.text());

    let begin = Instant::now();
    drop(display);
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert!(device.wait_until(PATIENCE, |display| display.cells()[0] != 0x15));
}

#[test]
fn a_wrong_key_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key");
    std::fs::write(&key, "a key that is not in /etc").expect("written");
    let number = free_number().wrapping_add(1);
    let auth = format!("keyfile:{}", key.display());
    let Some(_brltty) = Brltty::start(folder.path(), number, &auth) else {
        return;
    };
    let (_display, events) = open(number);
    let end = Instant::now() + Duration::from_secs(8);
    let mut told = Vec::new();
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        if let Ok(BrailleEvent::Failed { reason }) = events.recv_timeout(left) {
            told.push(reason);
        }
    }
    let keys = told.iter().filter(|reason| {
        matches!(
            reason,
            BrailleFault::Trouble {
                trouble: Trouble::KeyRefused | Trouble::KeyWanted,
                ..
            }
        )
    });
    assert_eq!(keys.count(), 1, "{told:?}");
    let late = told
        .iter()
        .rev()
        .take(1)
        .all(|reason| matches!(reason, BrailleFault::Trouble { .. }));
    assert!(late, "{told:?}");
}

#[test]
fn the_key_of_the_usual_file_is_taken() {
    const KEY: &str = "/etc/brlapi.key";
    if std::fs::read(KEY).is_err() {
        return println!("{KEY} cannot be read: nothing is proven");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let device = PtyDisplay::plug_family(&link, Family::HumanWare).expect("a pty");
    let number = free_number().wrapping_add(3);
    let Some(_brltty) = Brltty::start(folder.path(), number, &format!("keyfile:{KEY}")) else {
        return;
    };
    let (display, events) = open(number);
    display.show(vec![0x2A; 32]);
    connected(&events);
    assert!(shows(&device, &[0x2A; 32]), "{}", device.text());
}

#[test]
fn where_nobody_listens_is_said_once_and_closing_does_not_wait() {
    let (display, events) = open(free_number().wrapping_add(2));
    let BrailleEvent::Failed { reason } = next(&events) else {
        panic!("nobody is there");
    };
    assert!(
        matches!(reason, BrailleFault::NoBrltty { .. }),
        "{reason:?}"
    );
    assert!(events.recv_timeout(Duration::from_secs(3)).is_err());
    let begin = Instant::now();
    drop(display);
    assert!(begin.elapsed() < Duration::from_millis(500));
}
