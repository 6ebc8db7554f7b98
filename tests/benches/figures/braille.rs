//! From a key to the cells of a display at the end of a pseudo-terminal.

use crate::{
    scene::{BETWEEN_KEYS, PATIENCE, app_at_home, at_home, scene},
    table::Table,
};
use maru::Incoming;
use maru_page::Intent;
use maru_port::braille::{BrailleEvent, simulated::PtyDisplay};
use maru_wire::{Key, hims::Model};
use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

const KEYS: usize = 100;

pub fn measure(table: &mut Table) {
    table.spread(
        "key to Braille cells felt, line in to pty (headless process)",
        through_process(),
        "5 ms",
    );
    table.spread(
        "key to Braille cells felt, intent to pty (in this process)",
        in_this_process(),
        "5 ms",
    );
    table.spread(
        "Braille key to Braille cells felt, pty in to pty out (headless process)",
        by_its_keys(),
        "10 ms",
    );
}

fn through_process() -> Vec<Duration> {
    let (folder, mut launch) = scene();
    let link = folder.path().join("display");
    let display = PtyDisplay::plug_model(&link, Model::BrailleSense).unwrap();
    launch
        .arguments
        .extend(["--braille".to_owned(), format!("hims@{}", link.display())]);
    let mut maru = at_home(&launch);
    assert!(display.wait_until(PATIENCE, |display| display.cells().iter().any(|c| *c != 0)));
    maru.act("wait 0.5").expect("a page");
    timed(&display, |act| drop(maru.act(act)))
}

/// From a key of the display to what it shows then: both ways over the line.
fn by_its_keys() -> Vec<Duration> {
    let (folder, mut launch) = scene();
    let link = folder.path().join("display");
    let display = PtyDisplay::plug_model(&link, Model::BrailleSense).unwrap();
    launch
        .arguments
        .extend(["--braille".to_owned(), format!("hims@{}", link.display())]);
    let mut maru = at_home(&launch);
    assert!(display.wait_until(PATIENCE, |display| display.cells().iter().any(|c| *c != 0)));
    maru.act("wait 0.5").expect("a page");
    timed(&display, |act| {
        let key = if act == "next" {
            Key::LeftScrollDown
        } else {
            Key::LeftScrollUp
        };
        assert!(display.press(&[key]));
    })
}

fn in_this_process() -> Vec<Duration> {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("display");
    let display = PtyDisplay::plug_model(&link, Model::BrailleSense).unwrap();
    let (sender, events) = mpsc::channel();
    let sink: maru::incoming::Sink = Arc::new(move |incoming| drop(sender.send(incoming)));
    let spec = format!("hims@{}", link.display());
    let mut app = app_at_home(&folder, &sink, Some(&spec));
    loop {
        let incoming = events.recv_timeout(PATIENCE).expect("the display answers");
        let connected = matches!(incoming, Incoming::Braille(BrailleEvent::Connected { .. }));
        app.incoming(incoming);
        if connected {
            break;
        }
    }
    assert!(display.wait_until(PATIENCE, |display| display.cells().iter().any(|c| *c != 0)));
    std::thread::sleep(Duration::from_millis(300));
    timed(&display, |act| {
        app.intent(act.parse::<Intent>().unwrap());
    })
}

/// Goes to and fro between two tiles: each key changes the line.
fn timed(display: &PtyDisplay, mut act: impl FnMut(&str)) -> Vec<Duration> {
    let mut times = Vec::new();
    for index in 0..KEYS {
        let before = display.cells();
        let began = Instant::now();
        act(if index % 2 == 0 { "next" } else { "previous" });
        assert!(display.wait_until(PATIENCE, |display| display.cells() != before));
        times.push(began.elapsed());
        std::thread::sleep(BETWEEN_KEYS);
    }
    times
}
