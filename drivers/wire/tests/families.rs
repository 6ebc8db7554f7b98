//! What holds for the displays of every family.

mod common;

use common::{CASES, Case, Pair, words};
use maru_wire::simulated::Faults;
use maru_wire::{Device, DeviceEvent, Key, Moment, Output, Trouble, focus};
use proptest::prelude::*;

/// Connects, shows, presses, routes, switches off and on: a conversation to read.
fn walk(case: &Case) -> Pair {
    let mut pair = Pair::new(case, Faults::default());
    pair.show(&[0x01, 0x80, 0x08]);
    pair.pass(10_000);
    for keys in case.keys {
        pair.press(keys);
        pair.pass(100);
    }
    for cell in [0, pair.display.cells().len() - 1] {
        pair.route(cell);
        pair.pass(100);
    }
    let said = pair.display.switch_off_and_on();
    pair.say(&said);
    pair.pass(3_000);
    pair
}

#[test]
fn conversations_read_as_the_protocols_say() {
    for case in CASES {
        let log = walk(case).log.join("\n");
        insta::assert_snapshot!(case.name, log);
    }
}

#[test]
fn shows_cells_and_hears_every_key() {
    for case in CASES {
        let name = case.name;
        let mut pair = Pair::connected(case);
        let questions_of_others = pair.display.dropped();
        pair.show(&[0x01, 0x80, 0x08]);
        pair.pass(500);
        assert!(
            pair.display.cells().starts_with(&[0x01, 0x80, 0x08, 0]),
            "{name}"
        );
        for keys in case.keys {
            pair.events.clear();
            pair.press(keys);
            let chord = keys.parse().expect("known keys");
            let [
                DeviceEvent::Pressed {
                    chord: heard,
                    command,
                },
            ] = &pair.events[..]
            else {
                panic!("{name}: {keys} gave {:?}", pair.events);
            };
            assert_eq!((heard, command.is_some()), (&chord, true), "{name} {keys}");
        }
        for cell in 0..pair.display.cells().len().min(80) {
            pair.events.clear();
            if pair.route(cell) {
                assert_eq!(pair.events, [DeviceEvent::Routing(cell)], "{name}");
            }
        }
        let counters = pair.machine.counters();
        assert_eq!(
            (counters.damaged, counters.noise_bytes, counters.senseless),
            (0, 0, 0),
            "{name}"
        );
        assert_eq!(pair.display.dropped(), questions_of_others, "{name}");
    }
}

#[test]
fn every_key_of_every_display_does_something() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        let mut count = 0;
        for key in Key::NAMED {
            let Some(bytes) = pair.display.press(&[*key]) else {
                continue;
            };
            pair.events.clear();
            pair.say(&bytes);
            pair.pass(100);
            let [DeviceEvent::Pressed { chord, command }] = &pair.events[..] else {
                panic!("{}: {key} gave {:?}", case.name, pair.events);
            };
            assert_eq!(chord.to_string(), key.to_string(), "{}", case.name);
            assert!(command.is_some(), "{}: {key} does nothing", case.name);
            count += 1;
        }
        assert!(count >= 4, "{} has {count} keys", case.name);
    }
}

/// The display shows what is wanted last, and a key is heard.
fn works(pair: &mut Pair, case: &Case, cells: &[u8]) -> bool {
    pair.show(cells);
    pair.pass(30_000);
    // A language without checksums may have taken damage for a key that is still down.
    pair.press(case.keys[0]);
    pair.pass(8_000);
    pair.events.clear();
    pair.press(case.keys[0]);
    pair.pass(8_000);
    let heard = pair
        .events
        .iter()
        .any(|event| matches!(event, DeviceEvent::Pressed { .. }));
    heard && pair.display.cells().starts_with(cells)
}

#[test]
fn works_again_after_every_fault_of_the_line() {
    let none = Faults::default();
    let faults = [
        Faults { mute: true, ..none },
        Faults {
            lose_every: Some(2),
            ..none
        },
        Faults {
            lose_every: Some(3),
            ..none
        },
        Faults {
            damage_every: Some(5),
            ..none
        },
        Faults {
            damage_every: Some(11),
            ..none
        },
        Faults {
            trickle_ms: Some(30),
            ..none
        },
        Faults {
            trickle_ms: Some(700),
            ..none
        },
    ];
    for case in CASES {
        for fault in faults {
            // From the beginning, and in the middle of the conversation.
            for mut pair in [Pair::new(case, fault), Pair::connected(case)] {
                pair.set_faults(fault);
                for n in 0..10 {
                    pair.show(&[n]);
                    pair.press(case.keys[0]);
                    pair.pass(500);
                }
                pair.set_faults(none);
                assert!(
                    works(&mut pair, case, &[0x55, 0x2A]),
                    "{} {fault:?}\n{}",
                    case.name,
                    pair.log.join("\n")
                );
            }
        }
    }
}

#[test]
fn slow_bytes_are_as_good_as_fast_ones() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.set_faults(Faults {
            trickle_ms: Some(40),
            ..Faults::default()
        });
        assert!(works(&mut pair, case, &[0x11]), "{}", case.name);
        assert_eq!(pair.machine.counters().noise_bytes, 0, "{}", case.name);
    }
}

#[test]
fn a_late_display_is_asked_again() {
    for case in CASES {
        let mut pair = Pair::new(
            case,
            Faults {
                mute: true,
                ..Faults::default()
            },
        );
        pair.pass(20_000);
        let told: Vec<String> = pair.events.iter().map(words).collect();
        assert_eq!(
            told,
            [words(&DeviceEvent::Trouble(Trouble::Silent))],
            "{}",
            case.name
        );
        assert!(pair.sent_bytes < 20_000, "{} chatters", case.name);
        pair.set_faults(Faults::default());
        assert!(works(&mut pair, case, &[0x33]), "{}", case.name);
    }
}

#[test]
fn lost_acknowledgements_hold_nothing_up_for_long() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.set_faults(Faults {
            mute: true,
            ..Faults::default()
        });
        pair.show(&[0x0F]);
        pair.pass(100);
        pair.set_faults(Faults::default());
        pair.show(&[0x3C]);
        pair.pass(3_000);
        assert_eq!(pair.display.cells()[0], 0x3C, "{}", case.name);
    }
}

#[test]
fn a_display_that_never_acknowledges_is_written_to_and_heard() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.display.acknowledge(false);
        pair.show(&[1]);
        pair.pass(20_000);
        for n in 2..8 {
            pair.show(&[n]);
            pair.pass(2_000);
            assert_eq!(pair.display.cells()[0], n, "{}", case.name);
        }
        pair.press(case.keys[0]);
        pair.pass(2_000);
        let pressed = |event: &DeviceEvent| matches!(event, DeviceEvent::Pressed { .. });
        assert!(pair.events.iter().any(pressed), "{}", case.name);
        let troubled = |event: &DeviceEvent| matches!(event, DeviceEvent::Trouble(_));
        assert!(!pair.events.iter().any(troubled), "{}", case.name);
        pair.display.acknowledge(true);
        assert!(works(&mut pair, case, &[0x21]), "{}", case.name);
    }
}

#[test]
fn a_flood_of_keys_is_not_passed_on() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        for _ in 0..2_000 {
            pair.press(case.keys[0]);
        }
        assert!(pair.events.len() <= 256, "{}", case.name);
        pair.pass(5_000);
        assert!(works(&mut pair, case, &[0x21]), "{}", case.name);
    }
}

#[test]
fn the_operator_gets_the_bytes_that_made_no_sense() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.machine.take_noise();
        // The last one may be the beginning of something.
        pair.say(&[0, 0, 0]);
        pair.pass(5_000);
        let told = pair.machine.take_noise();
        assert!(
            told == [0, 0] || told == [0, 0, 0],
            "{} {told:?}",
            case.name
        );
        assert!(pair.machine.take_noise().is_empty(), "{}", case.name);
    }
}

#[test]
fn a_display_that_was_off_shows_the_cells_again() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.show(&[0x77; 4]);
        pair.pass(15_000);
        let said = pair.display.switch_off_and_on();
        pair.say(&said);
        // Most say that they are there; a key tells it of the others.
        pair.pass(3_000);
        pair.press(case.keys[0]);
        pair.pass(3_000);
        assert!(
            pair.display.cells().starts_with(&[0x77; 4]),
            "{}\n{}",
            case.name,
            pair.log.join("\n")
        );
    }
}

#[test]
fn noise_does_not_stop_the_keys() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.say(&[0x55; 3_000]);
        pair.pass(1_000);
        pair.say(&[0xFA, 0x1B, 0x01]);
        pair.pass(1_000);
        // A language without frames may take noise for a key; the next one is right again.
        pair.press(case.keys[0]);
        pair.pass(1_000);
        pair.events.clear();
        pair.press(case.keys[0]);
        pair.pass(1_000);
        let heard: Vec<String> = pair.events.iter().map(words).collect();
        let begin = format!("pressed {} ", case.keys[0]);
        let is_right = heard.last().is_some_and(|last| last.starts_with(&begin));
        assert!(is_right, "{} {heard:?}", case.name);
    }
}

fn case(name: &str) -> &'static Case {
    let found = CASES.iter().find(|case| case.name == name);
    found.expect("a case")
}

#[test]
fn a_changed_description_of_an_albatross_is_no_key() {
    let mut pair = Pair::connected(case("albatross"));
    // 82 would be a routing key. Once may be damage, and the key behind it counts.
    pair.say(&[0xFF, 0x82, 0x61]);
    let told: Vec<String> = pair.events.iter().map(words).collect();
    assert_eq!(told, ["pressed Left = PanLeft"]);
    pair.events.clear();
    for _ in 0..4 {
        pair.say(&[0xFF, 0x82]);
        pair.pass(250);
    }
    pair.say(&[0x61]);
    let told: Vec<String> = pair.events.iter().map(words).collect();
    assert_eq!(
        told,
        ["ready Albatross 80, 77 cells", "pressed Left = PanLeft"]
    );
}

#[test]
fn a_key_held_with_a_routing_key_does_nothing_by_itself() {
    let mut pair = Pair::connected(case("focus"));
    let bytes = pair.display.press(&[Key::PanLeft]).expect("it has the key");
    let (down, up) = bytes.split_at(bytes.len() / 2);
    pair.say(down);
    assert!(pair.route(3));
    pair.say(up);
    assert_eq!(pair.events, [DeviceEvent::Routing(3)]);
}

#[test]
fn a_focus_short_of_time_shows_all_cells_in_the_end() {
    const ONLY: usize = 4;
    let mut machine = focus::machine(Moment::ZERO);
    let mut display = focus::display("Focus 40", 40);
    let cells: Vec<u8> = (1..=40).collect();
    machine.show(&cells, Moment::ZERO);
    let (mut now, mut questions) = (Moment::ZERO, 0);
    while display.cells() != cells {
        match machine.poll_output() {
            Output::Send(bytes) => {
                // A question is 00, a write 81 with the number of its cells behind.
                questions += usize::from(bytes[0] == 0x00);
                let answer = if bytes[0] == 0x81 && usize::from(bytes[1]) > ONLY {
                    vec![0x02, 0x30, 0x81, 0]
                } else {
                    display.handle_bytes(&bytes, now)
                };
                machine.handle_bytes(&answer, now);
            }
            Output::WakeAt(moment) => {
                now = moment.expect("it goes on");
                machine.handle_timeout(now);
            }
            Output::Set(_) | Output::Event(_) => {}
        }
        assert!(questions < 2, "it was given up");
    }
}

#[test]
fn an_empty_chord_of_a_clio_is_none() {
    let mut pair = Pair::connected(case("eurobraille_clio"));
    let mut bytes = pair.display.press(&[Key::Dot2]).expect("it has the key");
    // The same packet with no dot in it: the sum changes by that dot.
    let at = bytes
        .windows(2)
        .position(|two| two == b"KB")
        .expect("a chord");
    assert_eq!(bytes[at + 2], 0x02);
    bytes[at + 2] = 0;
    let sum = bytes.len() - 2;
    bytes[sum] ^= 0x02;
    pair.say(&bytes);
    assert!(pair.events.is_empty(), "{:?}", pair.events);
    assert_eq!(pair.machine.counters().senseless, 0);
}

#[test]
fn a_braillex_that_complains_now_and_then_is_always_written_again() {
    let mut pair = Pair::connected(case("papenmeier_front"));
    for n in 1..20 {
        pair.show(&[n]);
        pair.pass(1_000);
        let writes = pair.display.writes();
        pair.say(&[0x02, 0x03, 0x03]);
        pair.pass(1_000);
        assert!(pair.display.writes() > writes, "the {n}. time");
    }
    // The same cells are not written for ever.
    for _ in 0..20 {
        pair.say(&[0x02, 0x03, 0x03]);
        pair.pass(1_000);
    }
    assert!(pair.machine.counters().senseless > 10);
}

#[test]
fn nobody_is_taken_for_somebody_else() {
    let family = |case: &Case| case.name.split('_').next().map(str::to_owned);
    for case in CASES {
        for other in CASES {
            if family(case) == family(other) {
                continue;
            }
            let machine = (case.machine)(Moment::ZERO);
            let mut pair = Pair::of(machine, (other.display)(), Faults::default());
            for keys in other.keys {
                pair.press(keys);
                pair.pass(4_000);
            }
            assert!(
                !pair.is_ready(),
                "a {} machine took a {}: {}",
                case.name,
                other.name,
                pair.log.join("\n")
            );
        }
    }
}

#[test]
fn an_idle_display_costs_nothing_but_its_keep_alive() {
    for case in CASES {
        let mut pair = Pair::connected(case);
        pair.show(&[1]);
        pair.pass(5_000);
        let before = (pair.sent_bytes, pair.display.writes());
        pair.pass(60_000);
        let sent = pair.sent_bytes - before.0;
        assert!(
            sent <= 2 * 60,
            "{} sent {sent} bytes in a minute",
            case.name
        );
        assert!(pair.events.is_empty(), "{} {:?}", case.name, pair.events);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived_in_bounded_memory(
        place in 0..CASES.len(),
        connected: bool,
        chunks in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![any::<u8>(), proptest::sample::select(&[0x1B_u8, 0x79, 0xFF, 0xFE, 0x02, 0x03, 0x00, 0xFA, 0xAA, 0x55, 0x0D, 0x7E, 0x80][..])],
                0..200,
            ),
            0..20,
        ),
    ) {
        let case = &CASES[place];
        let mut pair = if connected { Pair::connected(case) } else { Pair::new(case, Faults::default()) };
        for chunk in chunks {
            pair.machine.handle_bytes(&chunk, pair.now);
            let mut outputs = 0;
            while !matches!(pair.machine.poll_output(), Output::WakeAt(_)) {
                outputs += 1;
            }
            prop_assert!(outputs <= 1_024);
            // The displays made of memory have to survive a host gone mad, too.
            let said = pair.display.handle_bytes(&chunk, pair.now);
            prop_assert!(said.len() <= 200 * chunk.len());
            pair.pass(50);
        }
    }
}
