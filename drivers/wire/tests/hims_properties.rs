//! What holds for the HIMS machine whatever comes over the line.

use maru_wire::hims::{self, Model, key_of};
use maru_wire::simulated::SimulatedDisplay;
use maru_wire::{Device, DeviceEvent, Key, Machine, Moment, Output};
use proptest::prelude::*;

/// A machine and a display, joined by a line without delay.
struct Pair {
    machine: Machine,
    display: SimulatedDisplay,
    now: Moment,
    events: Vec<DeviceEvent>,
}

impl Pair {
    fn connected(display: SimulatedDisplay) -> Pair {
        let now = Moment::ZERO;
        let machine = hims::machine(now);
        let events = Vec::new();
        let mut pair = Pair {
            machine,
            display,
            now,
            events,
        };
        while !matches!(pair.events[..], [DeviceEvent::Ready { .. }, ..]) {
            let wake = pair.carry();
            if let Some(moment) = wake {
                pair.now = moment;
                pair.machine.handle_timeout(moment);
            }
        }
        pair.carry();
        pair.events.clear();
        pair
    }

    /// Carries bytes both ways until the machine wants to wait, and tells until when.
    fn carry(&mut self) -> Option<Moment> {
        loop {
            match self.machine.poll_output() {
                Output::Send(bytes) => {
                    let answer = self.display.handle_bytes(&bytes, self.now);
                    self.machine.handle_bytes(&answer, self.now);
                }
                Output::Event(event) => self.events.push(event),
                Output::Set(setting) => panic!("a HIMS line is never set to {setting}"),
                Output::WakeAt(moment) => return moment,
            }
        }
    }

    fn show(&mut self, cells: &[u8]) {
        self.machine.show(cells, self.now);
        while let Some(moment) = self.carry() {
            self.now = moment;
            self.machine.handle_timeout(moment);
        }
    }
}

fn model() -> impl Strategy<Value = Model> {
    proptest::sample::select(Model::ALL.to_vec())
}

fn usual(model: Model) -> SimulatedDisplay {
    hims::display(model, model.usual_cells())
}

/// Feeds bytes in pieces of these lengths, over and over, and gives the events.
fn events_of(bytes: &[u8], pieces: &[usize]) -> Vec<DeviceEvent> {
    let mut pair = Pair::connected(usual(Model::BrailleEdge));
    let mut rest = bytes;
    for piece in pieces.iter().cycle() {
        let (now, later) = rest.split_at((*piece).min(rest.len()));
        pair.machine.handle_bytes(now, pair.now);
        pair.carry();
        rest = later;
        if rest.is_empty() {
            break;
        }
    }
    pair.events
}

/// Packets, broken packets and rubbish, one behind the other.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let packet = any::<u32>().prop_map(|bits| {
        let keys: Vec<Key> = (0..32)
            .filter(|bit| bits >> bit & 1 == 1)
            .map(|bit| key_of(Model::BrailleEdge, bit))
            .collect();
        usual(Model::BrailleEdge)
            .press(&keys)
            .expect("its own keys")
    });
    let routing = any::<u8>().prop_map(|cell| usual(Model::BrailleEdge).route(usize::from(cell)));
    let broken = (packet.clone(), 0..10_usize, 1..=255_u8).prop_map(|(mut packet, place, flip)| {
        packet[place] ^= flip;
        packet
    });
    let noise = proptest::collection::vec(
        prop_oneof![any::<u8>(), Just(0xFA), Just(0xFB), Just(0x1C), Just(0x01)],
        0..12,
    );
    let half = (packet.clone(), 0..10_usize).prop_map(|(packet, end)| packet[..end].to_vec());
    let part = prop_oneof![packet, routing, broken, noise, half];
    proptest::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_split_of_bytes_gives_the_same_events(
        bytes in stream(),
        pieces in proptest::collection::vec(1..30_usize, 1..10),
    ) {
        prop_assert_eq!(events_of(&bytes, &[usize::MAX]), events_of(&bytes, &pieces));
    }

    #[test]
    fn a_packet_is_heard_whatever_came_before(bytes in stream()) {
        let packet = usual(Model::BrailleEdge).route(39);
        let events = events_of(&[bytes, packet].concat(), &[usize::MAX]);
        prop_assert_eq!(events.last(), Some(&DeviceEvent::Routing(39)));
    }

    #[test]
    fn the_display_shows_what_was_asked_last(
        model in model(),
        old in any::<bool>(),
        lines in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 1..8),
    ) {
        // Without letters and without a count nobody could know it.
        let old = old && model != Model::SyncBraille && model != Model::SmartBeetle;
        let display = if old { hims::display_with_old_firmware } else { hims::display };
        let mut pair = Pair::connected(display(model, model.usual_cells()));
        for line in &lines {
            pair.show(line);
            let mut expected = line.clone();
            expected.resize(usize::from(model.usual_cells()), 0);
            prop_assert_eq!(pair.display.cells(), &expected[..]);
            let writes = pair.display.writes();
            pair.show(line);
            prop_assert_eq!(pair.display.writes(), writes, "written though unchanged");
        }
        prop_assert_eq!(pair.display.dropped(), (0, 0));
    }

    #[test]
    fn every_chord_arrives_by_the_names_of_its_keys(model in model(), bits in 1..=u32::MAX) {
        let mut pair = Pair::connected(usual(model));
        let keys: Vec<Key> = (0..32).filter(|bit| bits >> bit & 1 == 1).map(|bit| key_of(model, bit)).collect();
        let packet = pair.display.press(&keys).expect("its own keys");
        pair.machine.handle_bytes(&packet, pair.now);
        pair.carry();
        let [DeviceEvent::Pressed { chord, .. }] = &pair.events[..] else {
            panic!("one chord gives one event");
        };
        prop_assert_eq!(chord.clone(), keys.into_iter().collect());
    }

    #[test]
    fn writes_at_most_25_times_a_second(gaps in proptest::collection::vec(0..50_u64, 1..100)) {
        let mut pair = Pair::connected(usual(Model::BrailleSense));
        let begin = (pair.now, pair.display.writes());
        for (place, gap) in gaps.iter().enumerate() {
            pair.now = pair.now.after(*gap);
            pair.machine.handle_timeout(pair.now);
            pair.machine.show(&[place as u8], pair.now);
            pair.carry();
        }
        let writes = pair.display.writes() - begin.1;
        prop_assert!(writes <= pair.now.since(begin.0) / 40 + 1);
    }
}

#[test]
fn a_flood_costs_bounded_memory_and_the_machine_goes_on() {
    let mut pair = Pair::connected(usual(Model::BrailleEdge));
    let packet = pair.display.route(3);
    pair.machine.handle_bytes(&packet.repeat(100_000), pair.now);
    pair.machine.handle_bytes(&[0xFA; 100_000], pair.now);
    pair.carry();
    // No finger is so fast.
    assert_eq!(pair.events.len(), 256);
    assert_eq!(pair.machine.counters().overflowed, 100_000 - 256);
    pair.events.clear();
    pair.now = pair.now.after(3_000);
    pair.machine.handle_bytes(&packet, pair.now);
    pair.carry();
    assert_eq!(pair.events, [DeviceEvent::Routing(3)]);
}

/// What a machine tells in twenty seconds if each of its questions is answered so.
fn told(answer: impl Fn(&[u8]) -> Vec<u8>) -> Vec<DeviceEvent> {
    let mut machine = hims::machine(Moment::ZERO);
    let mut told = Vec::new();
    let mut now = Moment::ZERO;
    while now < Moment::from_millis(20_000) {
        match machine.poll_output() {
            Output::Send(bytes) => machine.handle_bytes(&answer(&bytes), now),
            Output::Event(event) => told.push(event),
            Output::Set(setting) => panic!("a HIMS line is never set to {setting}"),
            Output::WakeAt(moment) => {
                now = moment.expect("it goes on asking");
                machine.handle_timeout(now);
            }
        }
    }
    told
}

#[test]
fn what_is_no_display_is_told_as_garbled_once() {
    let garbled = [DeviceEvent::Trouble(maru_wire::Trouble::Garbled)];
    assert_eq!(told(|_| b"AT\r\nERROR\r\n".to_vec()), garbled);
    // A modem that echoes everything echoes the letters, too.
    assert_eq!(told(<[u8]>::to_vec), garbled);
}
