//! BRAILLEX displays made of memory.

use super::Model;
use super::keys::{KEYBOARD, SIDES, function_keys};
use super::layout::{Input, layout};
use super::memory::{BEGIN, END, IDENTITY as NAME, KEY, MODES, ROUTING, STEP, WRITE};
use super::model::Kind;
use super::nibbles::{
    BITMAP, CELLS, IDENTIFY, IDENTITY, KEYBOARD_CHORD, judge, packet, side_cells, unpack,
};
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::places_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display of this model.
pub fn display(model: Model) -> SimulatedDisplay {
    if model.speaks_nibbles() {
        SimulatedDisplay::new(NibblesPlayer(model), model.cells)
    } else {
        let modes = vec![0; model.status + model.cells];
        SimulatedDisplay::new(MemoryPlayer { model, modes }, model.cells)
    }
}

/// Makes a Trio.
pub(crate) fn usual_display() -> SimulatedDisplay {
    display(Model::ALL[USUAL])
}

/// The place of the Trio among the models.
const USUAL: usize = 16;

#[derive(Debug)]
struct MemoryPlayer {
    model: Model,
    /// The mode of each cell, status first; 1 is direct.
    modes: Vec<u8>,
}

impl MemoryPlayer {
    fn identity(&self) -> Vec<u8> {
        vec![BEGIN, NAME, self.model.id, 1, 0, 2, 0, 0, 0, END]
    }
}

/// Presses keys and lets them go; each is its code and its bit among the side keys, if it is one.
fn key_packets(keys: &[(u16, u8)]) -> Vec<u8> {
    let packet = |code: u16, pressed: u8, state: u8| {
        let [high, low] = code.to_be_bytes();
        [BEGIN, KEY, high, low, 0, 10, pressed, 0, state, END]
    };
    let (mut packets, mut state) = (Vec::new(), 0);
    for (code, bit) in keys {
        state |= bit;
        packets.extend(packet(*code, 1, state));
    }
    for (code, bit) in keys {
        state &= !bit;
        packets.extend(packet(*code, 0, state));
    }
    packets
}

impl Role for MemoryPlayer {
    fn judge(&self, held: &[u8]) -> Verdict {
        match *held {
            [BEGIN] => Verdict::More,
            [BEGIN, WRITE, _, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([high, low])).max(7);
                match held.get(length - 1) {
                    None => Verdict::More,
                    Some(end) => Verdict::known(*end == END, length),
                }
            }
            [BEGIN, WRITE, ..] => Verdict::More,
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let [_, _, high, low, _, length, data @ .., _] = frame else {
            return Vec::new();
        };
        if *length == 0 {
            return self.identity();
        }
        let address = u16::from_be_bytes([*high, *low]);
        if let Some(place) = address.checked_sub(MODES) {
            let modes = self.modes.iter_mut().skip(usize::from(place));
            for (mode, new) in modes.zip(data) {
                *mode = *new;
            }
        } else if self.modes.iter().all(|mode| *mode == 1) {
            let place = usize::from(address);
            let hidden = self.model.status.saturating_sub(place);
            let text = data.get(hidden..).unwrap_or_default();
            face.show(place.saturating_sub(self.model.status), text);
        }
        Vec::new()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let all = function_keys(self.model.kind);
        let code = |key: &Key| {
            let place = all.iter().position(|other| other == key)?;
            let side = SIDES.iter().position(|side| side == key);
            Some((
                STEP * u16::try_from(place + 1).ok()?,
                side.map_or(0, |side| 1 << side),
            ))
        };
        let codes: Option<Vec<(u16, u8)>> = keys.iter().map(code).collect();
        Some(key_packets(&codes?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let place = u16::try_from(self.model.status + cell).unwrap_or(u16::MAX / STEP);
        key_packets(&[(ROUTING.saturating_add(STEP.saturating_mul(place)), 0)])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        self.modes.fill(0);
        self.identity()
    }
}

#[derive(Debug)]
struct NibblesPlayer(Model);

impl NibblesPlayer {
    fn bitmaps(&self, places: &[usize]) -> Vec<u8> {
        let bytes = layout(self.0).len() / 8;
        let down = packet(BITMAP, &bitmap(places, bytes));
        [down, packet(BITMAP, &vec![0; bytes])].concat()
    }
}

impl Role for NibblesPlayer {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match unpack(frame) {
            Some((IDENTIFY, _)) => {
                let id = self.0.id;
                let digits = [id >> 4, id & 0x0F, 1, 0, 2].map(|digit| 0x30 | digit);
                let head = [BEGIN, 0x40 | IDENTITY, 0x50, 0x55];
                [&head[..], &digits, &[END]].concat()
            }
            Some((CELLS, cells)) => {
                let text = cells.iter().skip(self.0.status + side_cells(self.0));
                let text: Vec<u8> = text
                    .map(|cell| cell.reverse_bits())
                    .take(self.0.cells)
                    .collect();
                face.show(0, &text);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        if let Some(places) = places_of(KEYBOARD, keys) {
            let mut bits = bitmap(&places, 2);
            bits.reverse();
            return Some(packet(KEYBOARD_CHORD, &bits));
        }
        let inputs = layout(self.0);
        let place = |key: &Key| inputs.iter().position(|input| *input == Input::Key(*key));
        let places: Option<Vec<usize>> = keys.iter().map(place).collect();
        Some(self.bitmaps(&places?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let inputs = layout(self.0);
        let is_it = |input: &Input| *input == Input::Routing(cell);
        // The row that all of them have.
        let place = match self.0.kind {
            Kind::Nibbles2 => inputs.iter().rposition(is_it),
            _ => inputs.iter().position(is_it),
        };
        self.bitmaps(&[place.unwrap_or(usize::MAX)])
    }
}
