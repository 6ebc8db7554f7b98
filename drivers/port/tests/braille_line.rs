//! A Braille display on a real terminal device: connected, used, unplugged, plugged in again.

use std::os::fd::AsRawFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use maru_port::braille::simulated::PtyDisplay;
use maru_port::braille::{BrailleEvent, BrailleFault, BrailleSpec, Display};
use maru_wire::hims::Model;
use maru_wire::{Command, Key, seika};

const PATIENCE: Duration = Duration::from_secs(10);

struct Desk {
    _folder: tempfile::TempDir,
    link: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("braille");
        Desk {
            _folder: folder,
            link,
        }
    }

    fn open(&self) -> (Display, Receiver<BrailleEvent>) {
        open(&self.link)
    }
}

fn open(path: &Path) -> (Display, Receiver<BrailleEvent>) {
    open_as("hims", path)
}

fn open_as(kind: &str, path: &Path) -> (Display, Receiver<BrailleEvent>) {
    let spec: BrailleSpec = format!("{kind}@{}", path.display())
        .parse()
        .expect("a spec");
    let (send, events) = channel();
    let display = Display::open(&spec, move |event| {
        let _ = send.send(event);
    });
    (display.expect("a thread"), events)
}

fn next(events: &Receiver<BrailleEvent>) -> BrailleEvent {
    events.recv_timeout(PATIENCE).expect("an event in time")
}

fn connected(model: &str, cells: usize) -> BrailleEvent {
    let model = model.to_owned();
    BrailleEvent::Connected { model, cells }
}

#[test]
fn shows_cells_and_hears_keys() {
    let desk = Desk::new();
    let device = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (display, events) = desk.open();
    display.show(vec![1, 2, 3]);
    assert_eq!(next(&events), connected("HIMS Braille Sense", 32));
    assert!(device.wait_until(PATIENCE, |display| {
        display.cells().starts_with(&[1, 2, 3, 0])
    }));

    assert!(device.press(&[Key::Space, Key::Dot4]));
    let chord = [Key::Space, Key::Dot4].into_iter().collect();
    let command = Some(Command::Next);
    assert_eq!(next(&events), BrailleEvent::Pressed { chord, command });
    device.route(31);
    assert_eq!(next(&events), BrailleEvent::Routing(31));
}

#[test]
fn comes_back_after_it_was_unplugged_with_the_latest_cells() {
    let desk = Desk::new();
    let first = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (display, events) = desk.open();
    display.show(vec![7; 32]);
    next(&events);
    assert!(first.wait_until(PATIENCE, |display| display.cells() == [7; 32]));

    drop(first);
    let gone = next(&events);
    assert!(
        matches!(
            gone,
            BrailleEvent::Disconnected {
                reason: BrailleFault::Cut { .. }
            }
        ),
        "{gone:?}"
    );
    display.show(vec![9; 32]);

    let second = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let mut seen = next(&events);
    if matches!(
        seen,
        BrailleEvent::Failed {
            reason: BrailleFault::Missing { .. }
        }
    ) {
        seen = next(&events);
    }
    assert_eq!(seen, connected("HIMS Braille Sense", 32));
    assert!(second.wait_until(PATIENCE, |display| display.cells() == [9; 32]));
    second.route(0);
    assert_eq!(next(&events), BrailleEvent::Routing(0));
}

#[test]
fn waits_for_a_display_that_is_plugged_in_later() {
    let desk = Desk::new();
    let (display, events) = desk.open();
    display.show(vec![5]);
    let path = desk.link.display().to_string();
    let reason = BrailleFault::Missing { path };
    assert_eq!(next(&events), BrailleEvent::Failed { reason });
    let device = PtyDisplay::plug_model(&desk.link, Model::SmartBeetle).expect("a pty");
    assert_eq!(next(&events), connected("HIMS Smart Beetle", 14));
    assert!(device.wait_until(PATIENCE, |display| display.cells()[0] == 5));
}

#[test]
fn noise_and_damage_do_not_stop_the_keys() {
    let desk = Desk::new();
    let device = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (_display, events) = desk.open();
    next(&events);
    device.send_raw(&[0xFA, 0x01, 0x01, 0x00, 0xFF, 0x00, 0xFA, 0x1C]);
    device.send_raw(&[0x55; 3_000]);
    device.send_raw(&[0xFA, 0, 1, 2, 0, 0, 0, 0, 0x77, 0xFB]);
    device.route(12);
    assert_eq!(next(&events), BrailleEvent::Routing(12));
}

#[test]
fn a_key_arrives_within_milliseconds_and_idleness_costs_nothing() {
    let desk = Desk::new();
    let device = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (_display, events) = desk.open();
    next(&events);
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begin = Instant::now();
            device.route(1);
            next(&events);
            begin.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "key to event: median {:?}, slowest {:?}",
        times[25], times[49]
    );
    // The budget is 2 ms; a busy machine of two cores may take a time slice more.
    assert!(times[25] < Duration::from_millis(10), "{:?}", times[25]);

    let before = switches();
    std::thread::sleep(Duration::from_secs(2));
    let woken = switches() - before;
    assert!(
        woken <= 2,
        "threads woke {woken} times while nothing happened"
    );
}

/// Counts how often the threads of the port and of the simulated display went to sleep so far.
fn switches() -> u64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("a process has tasks");
    let of_task = |folder: PathBuf| {
        let name = std::fs::read_to_string(folder.join("comm")).ok()?;
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        let counts = matches!(name.trim(), "braille" | "simulated displ");
        counts.then(|| line.trim().parse::<u64>().ok())?
    };
    tasks
        .flatten()
        .filter_map(|task| of_task(task.path()))
        .sum()
}

#[test]
fn leaves_a_blank_display_at_once_when_dropped() {
    let desk = Desk::new();
    let device = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (display, events) = desk.open();
    display.show(vec![3; 32]);
    next(&events);
    assert!(device.wait_until(PATIENCE, |display| display.cells() == [3; 32]));
    let begin = Instant::now();
    drop(display);
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert!(device.wait_until(PATIENCE, |display| display.cells() == [0; 32]));
}

#[test]
fn leaves_a_slow_display_blank_however_much_was_on_its_way() {
    let desk = Desk::new();
    let slow = seika::desktop_display(true);
    let device = PtyDisplay::plug(&desk.link, slow).expect("a pty");
    let (display, events) = open_as("seika", &desk.link);
    display.show(vec![3; 80]);
    assert_eq!(next(&events), connected("Seika 80", 80));
    assert!(device.wait_until(PATIENCE, |display| display.cells() == [3; 80]));
    // These are longer on the line than a person notices, and the blank ones wait behind them.
    display.show(vec![7; 80]);
    assert!(device.wait_until(PATIENCE, |display| display.cells() == [7; 80]));
    drop(display);
    assert!(device.wait_until(PATIENCE, |display| display.cells() == [0; 80]));
}

#[test]
fn a_brltty_that_hangs_does_not_hold_up_who_leaves_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("0");
    let listener = UnixListener::bind(&socket).expect("a socket");
    // SAFETY: the descriptor is open. Then there is room for one that nobody has taken, and it is taken up.
    let listens = unsafe { libc::listen(listener.as_raw_fd(), 0) };
    assert_eq!(listens, 0);
    let _waiting = UnixStream::connect(&socket).expect("the first one has room");
    let (display, _events) = open_as("brlapi", &socket);
    let (send, left) = channel();
    std::thread::spawn(move || {
        drop(display);
        let _ = send.send(());
    });
    left.recv_timeout(PATIENCE).expect("it leaves");
}

#[test]
fn says_what_is_wrong_with_a_path_that_is_no_port() {
    let desk = Desk::new();
    std::fs::write(&desk.link, "text").expect("a file");
    let (display, events) = desk.open();
    let BrailleEvent::Failed { reason } = next(&events) else {
        panic!("a file is no display");
    };
    assert!(
        matches!(reason, BrailleFault::Unusable { .. }),
        "{reason:?}"
    );
    let begin = Instant::now();
    drop(display);
    assert!(
        begin.elapsed() < Duration::from_millis(500),
        "closing does not wait for the next try"
    );
}

#[test]
fn a_port_that_another_program_has_is_busy() {
    let desk = Desk::new();
    let _device = PtyDisplay::plug_model(&desk.link, Model::BrailleSense).expect("a pty");
    let (_first, events) = desk.open();
    next(&events);
    let (_second, events) = desk.open();
    let BrailleEvent::Failed { reason } = next(&events) else {
        panic!("two cannot have one port");
    };
    assert!(matches!(reason, BrailleFault::Busy { .. }), "{reason:?}");
}
