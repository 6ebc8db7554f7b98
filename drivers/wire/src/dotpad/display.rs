//! A Dot Pad made of memory.

use super::keys::GROUPS;
use super::packet::{
    BOARD, GET_BOARD, LINE_DONE, LINE_HEARD, ROUTING_KEYS, WRITE_LINE, judge, packet, unpack,
};
use crate::dots::from_pin_order;
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::places_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes one with a line of so many cells, for text or, without that, in the field of pins.
pub fn display(cells: u8, has_text: bool) -> SimulatedDisplay {
    SimulatedDisplay::new(Player { cells, has_text }, usize::from(cells))
}

#[derive(Debug)]
struct Player {
    cells: u8,
    has_text: bool,
}

/// How many bytes tell of each kind of keys.
const KEY_BYTES: usize = 4;
const ROUTING_BYTES: usize = 8;

fn states(command: u16, places: &[usize], bytes: usize) -> Vec<u8> {
    let down: Vec<u8> = bitmap(places, bytes)
        .iter()
        .map(|byte| byte.reverse_bits())
        .collect();
    [
        packet(0, command, &down),
        packet(0, command, &vec![0; bytes]),
    ]
    .concat()
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let own = u8::from(!self.has_text);
        match unpack(frame) {
            Some((_, GET_BOARD, _)) => {
                let features = if self.has_text { 0xFE } else { 0xBE };
                let text = if self.has_text { self.cells } else { 0 };
                let board = [features, 1, 25, 4, 1, text, 0, 3, 10, self.cells, 0, 8];
                packet(0, BOARD, &board)
            }
            Some((destination, WRITE_LINE, [start, cells @ ..])) if destination == own => {
                let cells: Vec<u8> = cells.iter().map(|cell| from_pin_order(*cell)).collect();
                face.show(usize::from(*start), &cells);
                [packet(own, LINE_HEARD, &[0]), packet(own, LINE_DONE, &[0])].concat()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let of = |(command, table): &(u16, &[(u8, Key)])| Some((*command, places_of(table, keys)?));
        let (command, places) = GROUPS.iter().find_map(of)?;
        Some(states(command, &places, KEY_BYTES))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        states(ROUTING_KEYS, &[cell], ROUTING_BYTES)
    }
}
