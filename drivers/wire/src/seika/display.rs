//! Seika displays made of memory.

use super::desktop::{ROUTING_40, ROUTING_80, Routing};
use super::keys::{DESKTOP, NOTE_TAKER};
use super::notetaker::{ASK, CELLS, IDENTITY, KEY_BYTES, KEYS, ROUTING, packet};
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::places_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a note-taker with so many cells.
pub fn notetaker_display(cells: u8) -> SimulatedDisplay {
    SimulatedDisplay::new(NoteTaker(cells), usize::from(cells))
}

/// Makes a desktop model with 40 or 80 cells.
pub fn desktop_display(has_80: bool) -> SimulatedDisplay {
    SimulatedDisplay::new(Desktop { has_80 }, if has_80 { 80 } else { 40 })
}

#[derive(Debug)]
struct NoteTaker(u8);

impl Role for NoteTaker {
    fn judge(&self, held: &[u8]) -> Verdict {
        match held {
            [0xFF] | [0xFF, 0xFF] | [0xFF, 0xFF, CELLS] => Verdict::More,
            [0xFF, 0xFF, ASK, ..] => Verdict::Whole(3),
            [0xFF, 0xFF, CELLS, length, ..] if *length == self.0 => {
                Verdict::by_length(held, 4 + usize::from(*length))
            }
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match frame {
            [_, _, ASK] => packet(IDENTITY, &[22, self.0, self.0]),
            [_, _, _, _, cells @ ..] => {
                face.show(0, cells);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let places = places_of(NOTE_TAKER, keys)?;
        Some(packet(KEYS, &bitmap(&places, KEY_BYTES)))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let bytes = usize::from(self.0).div_ceil(8);
        packet(ROUTING, &bitmap(&[cell], bytes))
    }
}

#[derive(Debug)]
struct Desktop {
    has_80: bool,
}

impl Desktop {
    fn routing(&self) -> Routing {
        if self.has_80 { ROUTING_80 } else { ROUTING_40 }
    }
}

const QUESTION: &[u8] = b"\xFF\xFF\x1C";
const WRITE_40: &[u8] = b"\xFF\xFFseika\0";
const WRITE_80: &[u8] = b"\xFF\xFFs80\0\0\0";

impl Role for Desktop {
    fn judge(&self, held: &[u8]) -> Verdict {
        let (head, length) = if self.has_80 {
            (WRITE_80, 88)
        } else {
            (WRITE_40, 88)
        };
        match (
            Verdict::of_fixed(held, QUESTION),
            Verdict::of_fixed(held, head),
        ) {
            (None, _) => Verdict::Whole(QUESTION.len()),
            (_, None) => Verdict::by_length(held, length),
            (Some(Verdict::More), _) | (_, Some(Verdict::More)) => Verdict::More,
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let body = frame.get(WRITE_40.len()..).unwrap_or_default();
        if frame == QUESTION {
            let name: &[u8] = if self.has_80 {
                b"seika80v3.00"
            } else {
                b"seika3 v3.31"
            };
            return name.to_vec();
        }
        if self.has_80 {
            face.show(0, body);
        } else {
            let cells: Vec<u8> = body
                .chunks(2)
                .filter_map(|pair| pair.get(1).copied())
                .collect();
            face.show(0, &cells);
        }
        Vec::new()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let bits = bitmap(&places_of(DESKTOP, keys)?, 2);
        Some(vec![0x60 | bits.first()?, 0xE0 | bits.last()?])
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let shape = self.routing();
        [shape.head, &bitmap(&[cell], shape.bitmap), shape.tail].concat()
    }
}
