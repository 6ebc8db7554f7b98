//! BRAILLEX displays made of memory.

use super::Model;
use super::keys::{KEYBOARD, function_keys};
use super::layout::{Input, layout};
use super::memory::{
    BEGIN, CELLS as CELLS_AT, END, IDENTITY as NAME, KEY, MODES, ROUTING, STEP, WRITE,
};
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
        let is_direct = false;
        SimulatedDisplay::new(MemoryPlayer { model, is_direct }, model.cells)
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
    /// The modes of all cells were set.
    is_direct: bool,
}

impl MemoryPlayer {
    fn identity(&self) -> Vec<u8> {
        vec![BEGIN, NAME, self.model.id, 1, 0, 2, 0, 0, 0, END]
    }
}

fn key_packets(codes: &[u16]) -> Vec<u8> {
    let packet = |code: &u16, pressed: u8| {
        let [high, low] = code.to_be_bytes();
        [BEGIN, KEY, high, low, 0, 10, pressed, 0, 0, END]
    };
    let down = codes.iter().flat_map(|code| packet(code, 1));
    down.chain(codes.iter().flat_map(|code| packet(code, 0)))
        .collect()
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
        match u16::from_be_bytes([*high, *low]) {
            _ if *length == 0 => return self.identity(),
            MODES => self.is_direct = data.iter().all(|mode| *mode == 1),
            CELLS_AT if self.is_direct => {
                face.show(0, data.get(self.model.status..).unwrap_or_default())
            }
            _ => {}
        }
        Vec::new()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let all = function_keys(self.model.kind);
        let code = |key: &Key| {
            let place = all.iter().position(|other| other == key)?;
            Some(STEP * u16::try_from(place + 1).ok()?)
        };
        let codes: Option<Vec<u16>> = keys.iter().map(code).collect();
        Some(key_packets(&codes?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let place = u16::try_from(self.model.status + cell).unwrap_or(u16::MAX / STEP);
        key_packets(&[ROUTING.saturating_add(STEP.saturating_mul(place))])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        self.is_direct = false;
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
        let place = inputs
            .iter()
            .position(|input| *input == Input::Routing(cell));
        self.bitmaps(&[place.unwrap_or(usize::MAX)])
    }
}
