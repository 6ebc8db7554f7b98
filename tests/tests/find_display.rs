//! Finding one's Braille display: the person chooses, Maru asks there and nowhere else, and remembers what it found.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use maru::{AppOptions, Incoming, incoming::Sink};
use maru_port::braille::{Family, simulated::PtyDisplay};
use maru_tests::walk::{self, NOWHERE, Walk};

const PATIENCE: Duration = Duration::from_secs(30);

/// A computer whose ports are plugged in and pulled out by tests.
struct Computer {
    folder: tempfile::TempDir,
}

impl Computer {
    fn new() -> Computer {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("sys/class/tty")).expect("a folder");
        fs::create_dir_all(folder.path().join("dev")).expect("a folder");
        Computer { folder }
    }

    fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).expect("it is there")
    }

    fn node(&self, tty: &str) -> PathBuf {
        self.root().join("dev").join(tty)
    }

    /// What the kernel tells of a USB chip; its node in `dev` is made by who plugs it in.
    fn chip(&self, tty: &str, vendor: &str, product: &str, name: &str) {
        let device = self.root().join("sys/devices").join(tty);
        let port = device.join("interface").join(tty);
        fs::create_dir_all(&port).expect("folders");
        for (fact, content) in [
            ("idVendor", vendor),
            ("idProduct", product),
            ("product", name),
        ] {
            fs::write(device.join(fact), content).expect("a fact");
        }
        let class = self.root().join("sys/class/tty").join(tty);
        fs::create_dir_all(&class).expect("a folder");
        symlink(&port, class.join("device")).expect("a link");
    }

    /// Plugs a thing in that is no display; tells whether it was ever opened.
    fn trap(&self, tty: &str) -> Trap {
        let path = self.node(tty);
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo runs").success());
        let opened = Arc::new(AtomicBool::new(false));
        let (told, trap) = (Arc::clone(&opened), path.clone());
        std::thread::spawn(move || {
            // Opening a pipe to read waits until somebody opens it to write.
            let pipe = fs::File::open(trap);
            told.store(pipe.is_ok(), Ordering::SeqCst);
        });
        Trap { path, opened }
    }
}

/// A port that tells whether it was opened.
struct Trap {
    path: PathBuf,
    opened: Arc<AtomicBool>,
}

impl Trap {
    fn was_opened(&self) -> bool {
        self.opened.load(Ordering::SeqCst)
    }
}

impl Drop for Trap {
    fn drop(&mut self) {
        // Lets the thread go that waits at it.
        let _ = fs::OpenOptions::new().write(true).open(&self.path);
    }
}

/// A walk at a computer: what its devices say arrives when it is waited for.
struct Person {
    walk: Walk,
    news: mpsc::Receiver<Incoming>,
}

impl Person {
    fn at(computer: &Computer, lang: &str) -> Person {
        let (send, news) = mpsc::channel();
        let sink: Sink = Arc::new(move |incoming| drop(send.send(incoming)));
        let walk = Walk::start(options(computer, lang), &sink);
        Person { walk, news }
    }

    /// Takes in what devices say until the page is as it should be.
    fn waits(&mut self, what: &str, holds: impl Fn(&Walk) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(&self.walk) {
            let left = end.checked_duration_since(Instant::now());
            let seen = self.walk.seen();
            let left = left.unwrap_or_else(|| panic!("{what} did not come:\n{seen}"));
            if let Ok(incoming) = self.news.recv_timeout(left) {
                self.walk.app.incoming(incoming);
            }
        }
        self.walk.notes(&format!("({what})"));
    }
}

fn options(computer: &Computer, lang: &str) -> AppOptions {
    AppOptions {
        city: Some(walk::city()),
        data: Some(computer.root().join("data")),
        lang: Some(lang.to_owned()),
        no_speech: true,
        server: Some(NOWHERE.to_owned()),
        find_displays: Some(computer.root()),
        world: walk::still_world,
        ..AppOptions::default()
    }
}

/// From the first start to the list of makers.
fn to_the_makers(person: &mut Person) {
    let walk = &mut person.walk;
    walk.all(&["proceed", "proceed", "proceed", "settings"]);
    walk.does("activate setting-braille");
    assert_eq!(walk.page(), "find-display");
}

#[test]
fn a_display_is_found_at_the_port_that_the_person_chose_and_remembered() {
    let computer = Computer::new();
    computer.chip("ttyUSB0", "067b", "2303", "USB-Serial Controller");
    let modem = computer.trap("ttyUSB0");
    computer.chip("ttyUSB1", "0403", "6001", "FT232R USB UART");
    let device = PtyDisplay::plug_family(&computer.node("ttyUSB1"), Family::Hims);
    let device = device.expect("a pty");

    let mut person = Person::at(&computer, "en");
    to_the_makers(&mut person);
    person.walk.does("activate maker-hims");
    assert!(
        person
            .walk
            .seen()
            .contains("FT232R USB UART (USB): ttyUSB1")
    );
    person.walk.does("activate port-ttyUSB1");
    assert!(person.walk.heard().contains("Maru asks at FT232R"));
    person.waits("found", |walk| {
        walk.seen().contains("Found: HIMS Braille Sense, 32")
    });
    assert!(device.wait_until(PATIENCE, |display| display.text() == person.walk.felt()));
    person.walk.does("proceed");
    assert_eq!(person.walk.page(), "settings");
    insta::assert_snapshot!(
        person
            .walk
            .log()
            .replace(&computer.root().display().to_string(), "")
    );
    assert!(!modem.was_opened(), "a port that nobody chose");

    // The next start uses it without being asked to.
    drop(person);
    let mut person = Person::at(&computer, "en");
    person.waits("ready", |walk| {
        walk.heard().contains("Braille display ready")
    });
    assert!(device.wait_until(PATIENCE, |display| display.text() == person.walk.felt()));
    assert!(!modem.was_opened(), "a port that nobody chose");
}

#[test]
fn a_display_that_does_not_answer_is_said_so_and_the_way_back_is_open() {
    let computer = Computer::new();
    computer.chip("ttyUSB0", "10c4", "ea60", "CP2102 USB to UART");
    // It is an Albatross, which calls by itself.
    let device = PtyDisplay::plug_family(&computer.node("ttyUSB0"), Family::Albatross);
    let _device = device.expect("a pty");
    let mut person = Person::at(&computer, "ko");
    to_the_makers(&mut person);
    person
        .walk
        .all(&["activate maker-humanware", "activate port-ttyUSB0"]);
    person.waits("another one", |walk| {
        walk.seen().contains("단말기가 아닙니다")
    });
    assert!(person.walk.heard().contains("다른 회사나 다른 곳을"));
    person.walk.does("activate other");
    assert_eq!(person.walk.page(), "find-port");
    person
        .walk
        .all(&["back", "activate maker-albatross", "activate port-ttyUSB0"]);
    person.waits("found", |walk| {
        walk.seen().contains("찾았습니다: Albatross 80, 80칸")
    });
    insta::assert_snapshot!(person.walk.log());
}

#[test]
fn what_is_plugged_in_while_the_person_looks_is_told() {
    let computer = Computer::new();
    let mut person = Person::at(&computer, "en");
    to_the_makers(&mut person);
    person.walk.does("activate maker-seika");
    assert!(person.walk.seen().contains("Nothing is plugged in"));
    computer.chip("ttyUSB0", "10c4", "ea60", "CP2102");
    let device = PtyDisplay::plug_family(&computer.node("ttyUSB0"), Family::Seika);
    let _device = device.expect("a pty");
    person.waits("new", |walk| walk.heard().contains("New: CP2102 (USB)"));
    person.walk.does("activate port-ttyUSB0");
    person.waits("found", |walk| walk.seen().contains("Found: Seika 3"));
    person
        .walk
        .all(&["proceed", "activate setting-braille", "activate forget"]);
    assert!(person.walk.heard().contains("forgotten the display"));
    assert!(person.walk.app.settings().display.is_none());
}

#[test]
fn a_plug_that_belongs_to_one_maker_is_used_by_itself_and_no_other() {
    let computer = Computer::new();
    computer.chip("ttyUSB0", "1a86", "7523", "USB Serial");
    computer.chip("ttyUSB1", "0403", "6001", "FT232R USB UART");
    let traps = ["ttyUSB0", "ttyUSB1"].map(|tty| computer.trap(tty));
    let mut person = Person::at(&computer, "en");
    computer.chip("ttyUSB2", "0403", "f208", "BRAILLEX Trio");
    let device = PtyDisplay::plug_family(&computer.node("ttyUSB2"), Family::Papenmeier);
    let device = device.expect("a pty");
    person.waits("ready", |walk| {
        walk.heard().contains("Braille display ready, 40")
    });
    assert!(device.wait_until(PATIENCE, |display| display.text() == person.walk.felt()));
    for trap in &traps {
        assert!(!trap.was_opened(), "{}", trap.path.display());
    }
}

#[test]
fn a_display_that_was_named_at_the_start_is_not_chosen_on_the_page() {
    let computer = Computer::new();
    computer.chip("ttyUSB0", "0403", "f208", "BRAILLEX Trio");
    let trap = computer.trap("ttyUSB0");
    let port = computer.root().join("named");
    let device = PtyDisplay::plug_family(&port, Family::Hims).expect("a pty");
    let spec = format!("hims@{}", port.display());
    let options = AppOptions {
        braille: Some(spec.parse().expect("a spec")),
        ..options(&computer, "en")
    };
    let (send, news) = mpsc::channel();
    let sink: Sink = Arc::new(move |incoming| drop(send.send(incoming)));
    let walk = Walk::start(options, &sink);
    let mut person = Person { walk, news };
    to_the_makers(&mut person);
    assert!(person.walk.seen().contains("It is not chosen here"));
    person.waits("ready", |walk| {
        walk.seen().contains("In use: HIMS Braille Sense")
    });
    assert!(device.wait_until(PATIENCE, |display| display.text() == person.walk.felt()));
    assert!(!trap.was_opened());
}

#[test]
fn who_feels_is_led_to_the_page_on_the_first_start() {
    let computer = Computer::new();
    let mut person = Person::at(&computer, "en");
    let walk = &mut person.walk;
    walk.does("proceed");
    assert!(!walk.seen().contains("Find my Braille display"));
    walk.all(&["activate way-feel", "activate find-display"]);
    assert_eq!(walk.page(), "find-display");
    walk.does("proceed");
    assert_eq!(walk.page(), "first-ways");
}

#[test]
fn the_families_of_the_page_are_those_of_the_wire() {
    let mut offered = maru_desk::FAMILIES;
    let mut known = Family::ALL.map(Family::name);
    offered.sort_unstable();
    known.sort_unstable();
    assert_eq!(offered, known);
    assert!(
        maru_desk::BRLTTY
            .parse::<maru_port::braille::BrailleSpec>()
            .is_ok()
    );
}
