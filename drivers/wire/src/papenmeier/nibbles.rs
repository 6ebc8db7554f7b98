//! The second language: every byte as two.

use super::Model;
use super::keys::{KEYBOARD, gestures};
use super::layout::{Input, layout};
use super::memory::{BEGIN, END};
use super::model::Kind;
use crate::frame::Verdict;
use crate::presses::{Row, bits_up, places};
use crate::protocol::{Heard, Protocol, Question, keys_of};
use crate::{Gestures, Key};

pub(super) const IDENTIFY: u8 = 0x2;
pub(super) const CELLS: u8 = 0x3;
pub(super) const IDENTITY: u8 = 0xA;
pub(super) const BITMAP: u8 = 0xB;
pub(super) const KEYBOARD_CHORD: u8 = 0xC;

/// Its own 0.1 s and a slow adapter.
const ANSWER_WAIT_MS: u64 = 300;

/// The keys of the bitmap are one group.
const GROUP: u8 = 0;

/// What is known of a device.
#[derive(Debug, Default)]
pub(super) struct Nibbles {
    model: Option<Model>,
    inputs: Vec<Input>,
    routing: Row,
}

/// Writes a packet of a command and bytes.
pub(super) fn packet(command: u8, data: &[u8]) -> Vec<u8> {
    let count = u8::try_from(data.len()).unwrap_or(u8::MAX);
    let mut packet = vec![
        BEGIN,
        0x40 | command,
        0x50 | count >> 4,
        0x50 | count & 0x0F,
    ];
    for byte in data.iter().take(usize::from(count)) {
        packet.extend([0x30 | byte >> 4, 0x30 | byte & 0x0F]);
    }
    packet.push(END);
    packet
}

/// Gives the command and the bytes of a whole packet. An identity is not sent as pairs, but is made of digits.
pub(super) fn unpack(frame: &[u8]) -> Option<(u8, Vec<u8>)> {
    let [_, command, _, _, data @ .., _] = frame else {
        return None;
    };
    let command = command & 0x0F;
    let digits = data.iter().map(|byte| byte & 0x0F);
    if command == IDENTITY {
        return Some((command, digits.collect()));
    }
    let pairs = data.chunks_exact(2);
    let bytes = pairs.map(|pair| pair[0] << 4 | pair[1] & 0x0F).collect();
    Some((command, bytes))
}

/// Judges `02 4c 5h 5l (3n)… 03`, which either side sends.
pub(super) fn judge(held: &[u8]) -> Verdict {
    let marks = [0x40, 0x50, 0x50];
    let head = held.iter().skip(1).zip(marks);
    if held.first() != Some(&BEGIN) || !head.clone().all(|(byte, mark)| byte & 0xF0 == mark) {
        return Verdict::Noise;
    }
    let [_, command, high, low, data @ ..] = held else {
        return Verdict::More;
    };
    let count = usize::from((high & 0x0F) << 4 | low & 0x0F);
    let length = if command & 0x0F == IDENTITY {
        count
    } else {
        count * 2
    };
    if !data.iter().take(length).all(|byte| byte & 0xF0 == 0x30) {
        return Verdict::Noise;
    }
    match data.get(length) {
        None => Verdict::More,
        Some(end) => Verdict::known(*end == END, length + 5),
    }
}

impl Nibbles {
    fn handle_identity(&mut self, digits: &[u8]) -> Heard {
        let id = match digits {
            [high, low, ..] => high << 4 | low,
            _ => return Heard::Senseless,
        };
        self.model = Model::of(id).filter(|model| model.speaks_nibbles());
        self.inputs = self.model.map(layout).unwrap_or_default();
        self.routing = Row::default();
        self.model
            .map_or(Heard::Senseless, |model| Heard::Ready(model.identity()))
    }

    fn handle_bitmap(&mut self, bitmap: &[u8], heard: &mut Vec<Heard>) {
        let bits: Vec<bool> = bits_up(bitmap).take(self.inputs.len()).collect();
        let key = |place: usize| match self.inputs.get(place) {
            Some(Input::Key(key)) => Some(*key),
            _ => None,
        };
        let keys = places(bits.iter().copied()).into_iter().filter_map(key);
        heard.push(Heard::State(GROUP, keys.collect()));
        for place in self.routing.pressed(bits) {
            if let Some(Input::Routing(cell)) = self.inputs.get(place) {
                heard.push(Heard::Routing(*cell));
            }
        }
    }
}

impl Protocol for Nibbles {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Nibbles::default();
        (place == 0).then(|| Question {
            bytes: packet(IDENTIFY, &[]),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match unpack(frame) {
            Some((IDENTITY, digits)) => heard.push(self.handle_identity(&digits)),
            Some((BITMAP, bitmap)) if self.model.is_some() => self.handle_bitmap(&bitmap, heard),
            Some((KEYBOARD_CHORD, bits)) => {
                let low_first: Vec<u8> = bits.iter().rev().copied().collect();
                let keys: Vec<Key> = keys_of(KEYBOARD, &places(bits_up(&low_first)));
                if !keys.is_empty() {
                    heard.push(Heard::Chord(keys.into_iter().collect()));
                }
            }
            _ => heard.push(Heard::Senseless),
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let Some(model) = self.model else {
            return Vec::new();
        };
        let side = side_cells(model);
        let mut all = vec![0; model.status + side];
        all.extend(cells.iter().map(|cell| cell.reverse_bits()));
        all.resize(all.len() + side, 0);
        vec![packet(CELLS, &all)]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

/// Gives the cells of nothing that stand for the key at each side.
pub(super) fn side_cells(model: Model) -> usize {
    if model.kind == Kind::Nibbles1 { 2 } else { 0 }
}
