//! A Baum display made of memory.

use super::keys::{CODES, group};
use super::packet::{
    CELLS, ESCAPE, GET_IDENTITY, GET_SERIAL, ROUTING_KEYS, judge_length, packet, row_length,
    text_cells, unpack,
};
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::places_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display of this name and with so many cells, status included; an old one does not tell how many.
pub fn display(name: &'static str, cells: usize, tells_count: bool) -> SimulatedDisplay {
    let player = Player {
        name,
        cells,
        tells_count,
    };
    SimulatedDisplay::new(player, text_cells(cells))
}

#[derive(Debug)]
struct Player {
    name: &'static str,
    cells: usize,
    tells_count: bool,
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        match held {
            [ESCAPE] => Verdict::More,
            [ESCAPE, CELLS, ..] => judge_length(held, self.cells, true),
            [ESCAPE, GET_IDENTITY | GET_SERIAL, ..] => Verdict::Whole(2),
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match unpack(frame) {
            Some((GET_IDENTITY, _)) => {
                let width = if self.name.len() > 16 { 18 } else { 16 };
                packet(GET_IDENTITY, format!("{:width$}", self.name).as_bytes())
            }
            Some((GET_SERIAL, _)) => packet(GET_SERIAL, b"00001234"),
            Some((CELLS, cells)) if cells.len() == self.cells => {
                face.show(0, &cells);
                Vec::new()
            }
            Some((CELLS, _)) if self.tells_count => {
                packet(CELLS, &[u8::try_from(self.cells).unwrap_or(0)])
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let of = |code: u8| Some((code, places_of(group(code)?, keys)?));
        let (code, places) = CODES.into_iter().find_map(of)?;
        let length = if matches!(code, 0x2C | 0x2D | 0x33) {
            2
        } else {
            1
        };
        let mut down = bitmap(&places, length);
        down.reverse();
        let up = vec![0; length];
        Some([packet(code, &down), packet(code, &up)].concat())
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let length = row_length(self.cells);
        let down = packet(ROUTING_KEYS, &bitmap(&[cell], length));
        [down, packet(ROUTING_KEYS, &vec![0; length])].concat()
    }
}
