//! EuroBraille displays made of memory.

use super::keys::{BRAILLE, CLIO, ESYS, IRIS};
use super::{clio, esys};
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::{code_of, places_of};
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes an Esys or an Iris of this model byte with so many cells.
pub fn esys_display(kind: u8, cells: u8) -> SimulatedDisplay {
    SimulatedDisplay::new(Esys { kind, cells }, usize::from(cells))
}

/// Makes a Clio with 40 cells.
pub fn clio_display() -> SimulatedDisplay {
    let number = std::cell::Cell::new(FIRST_NUMBER);
    SimulatedDisplay::new(Clio { number }, 40)
}

#[derive(Debug)]
struct Esys {
    kind: u8,
    cells: u8,
}

impl Esys {
    fn is_iris(&self) -> bool {
        self.kind <= 6
    }
}

impl Role for Esys {
    fn judge(&self, held: &[u8]) -> Verdict {
        esys::judge(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match frame {
            [_, _, _, b'S', b'I', ..] => [
                esys::packet(*b"SN", b"Esys"),
                esys::packet(*b"SG", &[self.cells]),
                esys::packet(*b"ST", &[self.kind]),
                esys::packet(*b"SI", &[]),
            ]
            .concat(),
            [_, _, _, b'B', b'S', cells @ .., _] if cells.len() == face.width() => {
                face.show(0, cells);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let high_first = |places: &[usize], bytes: usize| {
            let mut bits = bitmap(places, bytes);
            bits.reverse();
            bits
        };
        if let Some(places) = places_of(BRAILLE, keys) {
            return Some(esys::packet(*b"KB", &high_first(&places, 2)));
        }
        if self.is_iris() {
            let places = places_of(IRIS, keys)?;
            return Some(esys::packet(*b"KC", &high_first(&places, 2)));
        }
        let down = esys::packet(*b"KC", &high_first(&places_of(ESYS, keys)?, 4));
        Some([down, esys::packet(*b"KC", &[0; 4])].concat())
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let number = u8::try_from(cell + 1).unwrap_or(u8::MAX);
        esys::packet(*b"KI", &[1, number])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        esys::packet(*b"RP", &[])
    }
}

/// A Clio counts its packets from here.
const FIRST_NUMBER: u8 = 0x80;

#[derive(Debug)]
struct Clio {
    /// The number of the next packet.
    number: std::cell::Cell<u8>,
}

impl Clio {
    fn said(&self, part: &[u8]) -> Vec<u8> {
        let number = self.number.get();
        self.number
            .set(number.checked_add(1).unwrap_or(FIRST_NUMBER));
        clio::packet(number, part)
    }
}

impl Role for Clio {
    fn judge(&self, held: &[u8]) -> Verdict {
        clio::judge(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        if frame.len() < 3 {
            return Vec::new();
        }
        let mut answer = vec![0x06];
        match clio::unpack(frame)
            .as_ref()
            .and_then(|(_, parts)| parts.first())
        {
            Some(part) if part == b"SI" => answer.extend(self.said(b"SICE4 firmware 1.70 0")),
            Some(part) => face.show(0, part.get(2..).unwrap_or_default()),
            None => answer = vec![0x15, 0x01],
        }
        answer
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        if let Some(places) = places_of(BRAILLE, keys) {
            let bits = bitmap(&places, 2);
            let (dots, spaces) = (*bits.first()?, *bits.last()?);
            return Some(self.said(&[b'K', b'B', dots & 0x3F | spaces << 6, dots >> 6]));
        }
        let [key] = keys else {
            return None;
        };
        Some(self.said(&[b'K', b'T', code_of(CLIO, *key)?]))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let number = u8::try_from(cell + 1).unwrap_or(u8::MAX);
        self.said(&[b'K', b'I', number])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        self.said(b"RB")
    }
}
