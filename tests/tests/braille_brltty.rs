//! As brltty's client: the real brltty drives a simulated display, and Maru shows on it and hears its keys. And brltty
//! as a judge: what its drivers take for a display is one.
//!
//! Without brltty installed the tests say so and prove nothing.

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use maru_port::braille::simulated::PtyDisplay;
use maru_port::braille::{BrailleEvent, BrailleFault, Display, Family};
use maru_tests::brltty::{Brltty, free_number};
use maru_tests::process::{Launch, Process};
use maru_wire::{Command as Does, Key, Trouble};

/// brltty takes its time to find the display.
const PATIENCE: Duration = Duration::from_secs(30);

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
    let Some(first) = Brltty::start(folder.path(), number, "none", "hw") else {
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
    let _second = Brltty::start(folder.path(), number, "none", "hw").expect("it was there before");
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
    let Some(_brltty) = Brltty::start(folder.path(), number, &auth, "hw") else {
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
    let Some(_brltty) = Brltty::start(folder.path(), number, &format!("keyfile:{KEY}"), "hw")
    else {
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

/// The families whose players brltty drives over a serial line, with its names for their drivers.
const DRIVERS: [(Family, &str); 9] = [
    (Family::Hims, "hm"),
    (Family::HandyTech, "ht"),
    (Family::Baum, "bm"),
    (Family::HumanWare, "hw"),
    (Family::Focus, "fs"),
    (Family::Seika, "sk"),
    (Family::Albatross, "at"),
    (Family::Papenmeier, "pm"),
    (Family::EuroBraille, "eu"),
];

/// brltty takes the player for the device: it shows every cell that we hand to brltty, and its routing keys arrive.
fn brltty_takes(family: Family, driver: &str, number: u16) {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let device = PtyDisplay::plug_family(&link, family).expect("a pty");
    let Some(_brltty) = Brltty::start(folder.path(), number, "none", driver) else {
        return;
    };
    let (display, events) = open(number);
    let width = u8::try_from(device.cells().len()).expect("a width");
    // Each cell another one, and every dot somewhere.
    let cells: Vec<u8> = (0..width).map(|cell| cell.wrapping_mul(37) | 1).collect();
    display.show(cells.clone());
    loop {
        match next(&events) {
            BrailleEvent::Connected { cells, .. } => {
                assert_eq!(cells, usize::from(width), "{}", family.name());
                break;
            }
            BrailleEvent::Failed { .. } => {}
            other => panic!("{}: {other:?}", family.name()),
        }
    }
    let shown = device.wait_until(PATIENCE, |display| display.cells() == cells);
    assert!(shown, "{}: {}", family.name(), device.text());
    for cell in [0, width - 1] {
        // It reads one of a Handy Tech's packets at a time, and the next one when more bytes come.
        let routed = BrailleEvent::Routing(usize::from(cell));
        let is_heard = (0..30).any(|_| {
            device.route(cell);
            events.recv_timeout(Duration::from_secs(1)).as_ref() == Ok(&routed)
        });
        assert!(is_heard, "{}: routing key {cell}", family.name());
    }
}

#[test]
fn its_drivers_take_our_players_for_the_devices() {
    std::thread::scope(|scope| {
        let first = free_number().wrapping_add(10);
        let judged = DRIVERS
            .iter()
            .zip(first..)
            .map(|((family, driver), number)| {
                scope.spawn(move || brltty_takes(*family, driver, number))
            });
        let judged: Vec<_> = judged.collect();
        for one in judged {
            one.join().expect("brltty takes it");
        }
    });
}

/// Waits until the display shows what Maru says it does.
fn felt(maru: &mut Process, device: &PtyDisplay) -> serde_json::Value {
    let end = Instant::now() + PATIENCE;
    loop {
        let told = maru.act("wait 0.1").expect("a page");
        let cells = told["braille"].as_str().unwrap_or_default().to_owned();
        let wide_enough = cells.chars().count() == device.cells().len();
        if wide_enough && device.wait_until(Duration::from_millis(500), |now| now.text() == cells) {
            return told;
        }
        assert!(Instant::now() < end, "felt {}, told {told}", device.text());
    }
}

#[test]
fn the_whole_app_is_felt_and_moved_through_brltty() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let device = PtyDisplay::plug_family(&link, Family::Hims).expect("a pty");
    let number = free_number().wrapping_add(30);
    let Some(_brltty) = Brltty::start(folder.path(), number, "none", "hm") else {
        return;
    };
    let mut launch = Launch::new(&folder.path().join("data"));
    let spec = format!("brlapi@127.0.0.1:{number}");
    launch.arguments.extend(["--braille".to_owned(), spec]);
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    for _ in 0..3 {
        maru.act("proceed").expect("a page");
    }
    let home = felt(&mut maru, &device);
    assert_eq!(home["page"], "home");
    // Down the tiles and up again by the scroll keys, then into the first by its routing key.
    assert!(device.press(&[Key::LeftScrollDown]));
    let below = moved(&mut maru, &device, &home);
    assert!(device.press(&[Key::LeftScrollUp]));
    let again = moved(&mut maru, &device, &below);
    assert_eq!(again["focus"], home["focus"]);
    device.route(0);
    let inside = moved(&mut maru, &device, &again);
    assert_ne!(inside["page"], "home", "{inside}");
    maru.leave();
}

/// Waits until something else has the focus, and is felt.
fn moved(maru: &mut Process, device: &PtyDisplay, before: &serde_json::Value) -> serde_json::Value {
    let end = Instant::now() + PATIENCE;
    loop {
        let told = felt(maru, device);
        if told["focus"] != before["focus"] || told["page"] != before["page"] {
            return told;
        }
        assert!(Instant::now() < end, "nothing moves: {told}");
    }
}
