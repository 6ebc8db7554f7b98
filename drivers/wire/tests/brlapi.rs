//! The client of brltty against what brltty 6.5 really said, and against what nobody would say.

use maru_wire::brlapi::{Client, Place};
use maru_wire::{Device, DeviceEvent, Moment, Output, Trouble};
use proptest::prelude::*;

#[path = "common/words.rs"]
mod words;
use words::words;

/// What brltty said when a HumanWare display of 32 cells was there: version 8, nothing to prove, driver, the size as
/// a parameter, the same as a change (in another order of bytes), the size.
const HELLO: &[&str] = &[
    "00000004 00000076 00000008",
    "00000004 00000061 0000004e",
    "0000000a 0000006e 48756d616e5761726500",
    "00000018 00005056 00000001 00000006 00000000 00000000 00000020 00000001",
    "00000018 00005055 00000001 00000006 00000000 00000000 20000000 01000000",
    "00000008 00000073 00000020 00000001",
    "00000008 00000073 00000020 00000001",
    "00000000 00000041",
];

struct Talk {
    client: Client,
    now: Moment,
    log: Vec<String>,
    wake: Option<Moment>,
}

impl Talk {
    fn new(key: Option<&str>) -> Talk {
        let place = Place {
            key: key.map(|key| key.as_bytes().to_vec()),
            ttys: vec![7],
        };
        let mut talk = Talk {
            client: Client::new(place, Moment::ZERO),
            now: Moment::ZERO,
            log: Vec::new(),
            wake: None,
        };
        talk.carry();
        talk
    }

    fn greeted() -> Talk {
        let mut talk = Talk::new(None);
        HELLO.iter().for_each(|packet| talk.hear(packet));
        talk.log.clear();
        talk
    }

    fn hear(&mut self, packet: &str) {
        self.hear_bytes(&bytes(packet));
    }

    fn hear_bytes(&mut self, bytes: &[u8]) {
        self.client.handle_bytes(bytes, self.now);
        self.carry();
    }

    fn pass(&mut self, millis: u64) {
        self.now = self.now.after(millis);
        self.client.handle_timeout(self.now);
        self.carry();
    }

    fn show(&mut self, cells: &[u8]) {
        self.client.show(cells, self.now);
        self.carry();
    }

    fn set_active(&mut self, active: bool) {
        self.client.set_active(active, self.now);
        self.carry();
    }

    fn carry(&mut self) {
        loop {
            match self.client.poll_output() {
                Output::Send(bytes) => self.log.push(format!("> {}", hex(&bytes))),
                Output::Event(event) => self.log.push(format!("! {}", words(&event))),
                Output::Set(setting) => panic!("a socket has no {setting}"),
                Output::WakeAt(moment) => {
                    self.wake = moment;
                    return;
                }
            }
        }
    }

    fn told(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(pair), 16);
    pairs.map(|pair| byte(pair).expect("hex")).collect()
}

fn hex(bytes: &[u8]) -> String {
    let (header, body) = bytes.split_at(8);
    let kind = String::from_utf8_lossy(&header[4..]).replace('\0', "");
    let body: Vec<String> = body.iter().map(|byte| format!("{byte:02x}")).collect();
    let body = body.concat();
    format!("{kind} {}", body.trim_end_matches("0000000000000000"))
}

fn trouble(trouble: Trouble) -> String {
    format!("! {}", words(&DeviceEvent::Trouble(trouble)))
}

#[test]
fn says_to_brltty_what_brltty_understands() {
    let mut talk = Talk::new(None);
    talk.show(&[1, 2, 4]);
    HELLO.iter().for_each(|packet| talk.hear(packet));
    let write = format!("> w 0000001a0000000100000020{}010204", "0".repeat(64));
    let said = talk.told();
    assert!(
        said.last().is_some_and(|last| last.starts_with(&write)),
        "{said:?}"
    );
    assert_eq!(
        &said[..said.len() - 1],
        [
            "> v 00000008",
            "> n ",
            "> PR 0000030100000006",
            "> s ",
            "! ready HumanWare (brltty), 32 cells",
            "> s ",
            "> t 000000010000000700",
        ]
    );
    for (packet, told) in [
        ("00000008 0000006b 0000000020000000", &[][..]),
        (
            "00000008 0000006b 0000000020000017",
            &["! pressed  = PanLeft"],
        ),
        ("00000008 0000006b 000000002001001f", &["! routing 31"]),
        ("00000008 0000006b 0000000020010020", &[]),
        (
            "00000008 0000006b 000000000000ff0d",
            &["! pressed  = Enter"],
        ),
        ("00000004 0000006b 00000000", &[]),
    ] {
        talk.hear(packet);
        assert_eq!(talk.told(), told, "{packet}");
    }
    assert_eq!(talk.client.counters().senseless, 1);
    assert_eq!(talk.wake, None, "idle is idle");
}

#[test]
fn the_display_is_given_back_and_taken_again() {
    let mut talk = Talk::greeted();
    talk.set_active(false);
    assert_eq!(talk.told(), ["> w 0000001a0000000100000020", "> L "]);
    talk.hear("00000008 0000006b 0000000020000017");
    assert_eq!(talk.told(), [""; 0], "pressed while it is being given back");
    talk.show(&[1]);
    talk.set_active(true);
    talk.set_active(false);
    talk.hear("00000000 00000041");
    assert_eq!(talk.told(), [""; 0]);
    talk.hear("00000008 0000006b 0000000020000017");
    assert_eq!(talk.told(), [""; 0], "its keys are somebody else's");
    talk.set_active(true);
    assert_eq!(talk.told(), ["> t 000000010000000700"]);
    talk.pass(100);
    talk.hear("00000000 00000041");
    assert!(talk.told()[0].starts_with("> w "));
}

#[test]
fn what_is_wrong_is_said_once() {
    for (key, heard, said) in [
        (None, &["48545450 2f312e31"][..], Trouble::NotBrltty),
        (None, &["00000004 0000006b 00000008"], Trouble::NotBrltty),
        (None, &["00000004 00000065 0000000a"], Trouble::Taken),
        (
            None,
            &["00000004 00000076 00000007"],
            Trouble::BrlttyVersion,
        ),
        (
            None,
            &["00000004 00000076 00000008", "00000004 00000061 0000004b"],
            Trouble::KeyWanted,
        ),
        (
            Some("wrong"),
            &[
                "00000004 00000076 00000008",
                "00000004 00000061 0000004b",
                "00000004 00000065 00000008",
            ],
            Trouble::KeyRefused,
        ),
    ] {
        let mut talk = Talk::new(key);
        heard.iter().for_each(|packet| talk.hear(packet));
        talk.pass(60_000);
        HELLO.iter().for_each(|packet| talk.hear(packet));
        let told: Vec<_> = talk
            .told()
            .into_iter()
            .filter(|line| line.starts_with('!'))
            .collect();
        assert_eq!(told, [trouble(said)]);
    }
}

#[test]
fn a_display_that_comes_later_is_taken_then() {
    let mut talk = Talk::new(None);
    HELLO[..4].iter().for_each(|packet| talk.hear(packet));
    talk.told();
    talk.hear("00000008 00000073 00000000 00000000");
    assert_eq!(talk.told(), [trouble(Trouble::NoDisplay)]);
    talk.hear(HELLO[4]);
    assert_eq!(talk.told(), ["> s "]);
    talk.hear(HELLO[5]);
    assert_eq!(
        talk.told(),
        [
            "! ready HumanWare (brltty), 32 cells",
            "> t 000000010000000700"
        ]
    );
}

#[test]
fn a_brltty_that_knows_no_parameters_is_asked_again_and_again() {
    let mut talk = Talk::new(None);
    HELLO[..3].iter().for_each(|packet| talk.hear(packet));
    talk.hear("00000004 00000065 00000004");
    talk.hear("00000008 00000073 00000000 00000000");
    talk.told();
    talk.pass(2_000);
    assert_eq!(talk.told(), ["> s "]);
}

#[test]
fn a_refused_tty_is_tried_again_and_silence_is_told() {
    let mut talk = Talk::new(None);
    HELLO[..7].iter().for_each(|packet| talk.hear(packet));
    talk.told();
    talk.hear("00000004 00000065 00000002");
    assert_eq!(talk.told(), [trouble(Trouble::Taken)]);
    talk.pass(2_000);
    assert_eq!(talk.told(), ["> t 000000010000000700"]);
    talk.pass(5_000);
    assert_eq!(talk.told(), [trouble(Trouble::BrlttySilent)]);
    talk.hear(HELLO[7]);
    assert!(talk.told()[0].starts_with("> w "));
}

proptest! {
    #[test]
    fn any_bytes_are_survived_in_bounded_memory(
        greeted: bool,
        chunks in proptest::collection::vec(
            prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..64),
                (proptest::sample::select(&b"vansktLwAeE"[..]), proptest::collection::vec(any::<u8>(), 0..40))
                    .prop_map(|(kind, body)| [&[0, 0, 0, body.len() as u8, 0, 0, 0, kind], body.as_slice()].concat()),
            ],
            0..40,
        ),
    ) {
        let mut talk = if greeted { Talk::greeted() } else { Talk::new(Some("key")) };
        talk.show(&[0x55; 300]);
        for chunk in chunks {
            talk.hear_bytes(&chunk);
            prop_assert!(talk.told().len() <= 20);
            talk.pass(50);
        }
    }
}
