//! The newer language: `02 length type sub data 03`.

use super::keys::{BRAILLE, ESYS, IRIS, gestures};
use crate::Gestures;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Identity, Next, Protocol, Question, keys_of};

pub(super) const BEGIN: u8 = 0x02;
pub(super) const END: u8 = 0x03;

/// The length of a packet without data, which counts itself.
const LENGTH_MIN: usize = 4;

/// A name is the longest thing that a device says.
const LENGTH_MAX: usize = 260;

const ANSWER_WAIT_MS: u64 = 700;

/// The group of the switches and joysticks.
const GROUP: u8 = 0;

/// What is known of an Esys.
#[derive(Debug, Default)]
pub(super) struct Esys {
    cells: usize,
    kind: u8,
}

/// Writes a packet.
pub(super) fn packet(kind: [u8; 2], data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(LENGTH_MIN + data.len()).unwrap_or(u16::MAX);
    let [high, low] = length.to_be_bytes();
    [&[BEGIN, high, low], &kind[..], data, &[END]].concat()
}

/// Judges what either side sends.
pub(super) fn judge(held: &[u8]) -> Verdict {
    let length = match *held {
        [BEGIN] | [BEGIN, _] => return Verdict::More,
        [BEGIN, high, low, ..] => usize::from(u16::from_be_bytes([high, low])),
        _ => return Verdict::Noise,
    };
    if !(LENGTH_MIN..=LENGTH_MAX).contains(&length) {
        return Verdict::Noise;
    }
    match held.get(length + 1) {
        None if held.get(3).is_none_or(u8::is_ascii_uppercase) => Verdict::More,
        Some(&END) => Verdict::Whole(length + 2),
        _ => Verdict::Noise,
    }
}

impl Esys {
    fn ready(&self) -> Option<Identity> {
        (self.cells > 0).then(|| Identity {
            model: format!("EuroBraille {}", name(self.kind)),
            cells: self.cells,
        })
    }

    fn handle_identity(&mut self, sub: u8, data: &[u8]) -> Option<Heard> {
        match (sub, data) {
            (b'G', [cells, ..]) => self.cells = usize::from(*cells),
            (b'T', [kind, ..]) => self.kind = *kind,
            (b'I', _) => return self.ready().map(Heard::Ready),
            // Name, serial number, language, firmware and the like.
            _ => {}
        }
        Some(Heard::Acted)
    }

    fn handle_keys(&self, sub: u8, data: &[u8]) -> Option<Heard> {
        let low_first: Vec<u8> = data.iter().rev().copied().collect();
        let bits = places(bits_up(&low_first));
        let chord = |table| {
            let keys = keys_of(table, &bits);
            (!keys.is_empty()).then(|| Heard::Chord(keys.into_iter().collect()))
        };
        match (sub, data) {
            (b'B', [_, _]) => chord(BRAILLE),
            (b'C', [_, _]) => chord(IRIS),
            (b'C', [_, _, _, _]) => Some(Heard::State(GROUP, keys_of(ESYS, &bits))),
            // Kinds: 1 once, 2 repeated while it is held, 3 twice.
            (b'I', [1 | 3, cell @ 1..=u8::MAX, ..]) => Some(Heard::Routing(usize::from(*cell) - 1)),
            _ => Some(Heard::Acted),
        }
    }
}

impl Protocol for Esys {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Esys::default();
        (place == 0).then(|| Question {
            bytes: packet(*b"SI", &[]),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn unanswered(&mut self, _place: usize) -> Next {
        self.ready().map_or(Next::GiveUp, Next::Ready)
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        let [_, _, _, kind, sub, data @ .., _] = frame else {
            return;
        };
        heard.extend(match (kind, sub) {
            (b'S', sub) => self.handle_identity(*sub, data),
            (b'K', sub) => self.handle_keys(*sub, data),
            (b'R', b'P') => Some(Heard::Rewrite),
            (b'T', b'L') => Some(Heard::Tell(frame.to_vec())),
            _ => Some(Heard::Acted),
        });
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        vec![packet(*b"BS", cells)]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

fn name(kind: u8) -> &'static str {
    match kind {
        0x01 => "Iris 20",
        0x02 => "Iris 40",
        0x03 => "Iris S20",
        0x04 => "Iris S32",
        0x05 => "Iris KB20",
        0x06 => "Iris KB40",
        0x07 => "Esys 12",
        0x08 => "Esys 40",
        0x09 => "Esys Light 40",
        0x0A => "Esys 24",
        0x0B => "Esys 64",
        0x0C => "Esys 80",
        0x0D => "Esys Light 80",
        0x0E..=0x11 => "Esytime 32",
        0x12 | 0x13 => "b.note",
        0x14 | 0x15 => "b.book",
        _ => "display",
    }
}
