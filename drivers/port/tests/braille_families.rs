//! Displays of every family on a real terminal device: connected at their setting, used, unplugged, plugged in again.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use maru_port::braille::simulated::PtyDisplay;
use maru_port::braille::{BrailleEvent, BrailleFault, BrailleSpec, Display, Family};

/// A Papenmeier at its last setting is asked for the whole of a round before.
const PATIENCE: Duration = Duration::from_secs(20);

fn next(events: &Receiver<BrailleEvent>, family: Family) -> BrailleEvent {
    let event = events.recv_timeout(PATIENCE);
    event.unwrap_or_else(|_| panic!("{}: no event in time", family.name()))
}

/// Waits for the display, whatever is told of its absence before.
fn connected(events: &Receiver<BrailleEvent>, family: Family) {
    loop {
        match next(events, family) {
            BrailleEvent::Connected { .. } => return,
            BrailleEvent::Failed { .. } => {}
            other => panic!("{}: {other:?}", family.name()),
        }
    }
}

fn use_it(family: Family) {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let spec = format!("{}@{}", family.name(), link.display());
    let spec: BrailleSpec = spec.parse().expect("a spec");
    let first = PtyDisplay::plug_family(&link, family).expect("a pty");
    let (send, events) = channel();
    let display = Display::open(&spec, move |event| {
        let _ = send.send(event);
    });
    let display = display.expect("a thread");
    display.show(vec![0x01, 0x88, 0x40]);
    connected(&events, family);
    let shown = [0x01, 0x88, 0x40, 0x00];
    assert!(first.wait_until(PATIENCE, |display| display.cells().starts_with(&shown)));
    first.route(7);
    assert_eq!(
        next(&events, family),
        BrailleEvent::Routing(7),
        "{}",
        family.name()
    );

    drop(first);
    let gone = next(&events, family);
    let is_cut = matches!(
        &gone,
        BrailleEvent::Disconnected {
            reason: BrailleFault::Cut { .. }
        }
    );
    assert!(is_cut, "{}: {gone:?}", family.name());
    display.show(vec![0x3F; 4]);
    let second = PtyDisplay::plug_family(&link, family).expect("a pty");
    connected(&events, family);
    assert!(second.wait_until(PATIENCE, |display| display.cells().starts_with(&[0x3F; 4])));
    second.route(0);
    assert_eq!(
        next(&events, family),
        BrailleEvent::Routing(0),
        "{}",
        family.name()
    );

    drop(display);
    let is_blank = |cells: &[u8]| cells.iter().all(|cell| *cell == 0);
    assert!(
        second.wait_until(PATIENCE, |display| is_blank(display.cells())),
        "{}",
        family.name()
    );
}

#[test]
fn every_family_is_connected_used_and_comes_back() {
    std::thread::scope(|scope| {
        let users = Family::ALL.map(|family| scope.spawn(move || use_it(family)));
        for user in users {
            user.join().expect("the display worked");
        }
    });
}

#[test]
fn a_display_of_another_family_is_told_of_and_not_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("braille");
    let _device = PtyDisplay::plug_family(&link, Family::Albatross).expect("a pty");
    let spec = format!("humanware@{}", link.display());
    let (send, events) = channel();
    let _display = Display::open(&spec.parse().expect("a spec"), move |event| {
        let _ = send.send(event);
    });
    let told = next(&events, Family::HumanWare);
    let reason = BrailleFault::Trouble {
        path: link.display().to_string(),
        trouble: maru_wire::Trouble::Garbled,
    };
    assert_eq!(told, BrailleEvent::Failed { reason });
}
