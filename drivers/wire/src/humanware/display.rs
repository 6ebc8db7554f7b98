//! A HumanWare display made of memory.

use super::keys::{KEYS, ROUTING};
use super::packet::{
    CELLS, ESCAPE, GET_KEYS, INIT, INIT_ANSWER, KEY_DOWN, KEY_UP, KEYS as PRESSED, packet,
    to_device,
};
use crate::frame::Verdict;
use crate::protocol::code_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display of this model with so many cells; it is still starting the first times it is asked.
pub fn display(model: u8, cells: u8, starting: u8) -> SimulatedDisplay {
    let player = Player {
        model,
        cells,
        starting,
    };
    SimulatedDisplay::new(player, usize::from(cells))
}

#[derive(Debug)]
struct Player {
    model: u8,
    cells: u8,
    /// How many times it answers that it is still starting.
    starting: u8,
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        to_device(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match frame {
            [ESCAPE, INIT, ..] if self.starting > 0 => {
                self.starting -= 1;
                packet(INIT_ANSWER, &[1, 0, 0])
            }
            [ESCAPE, INIT, ..] => packet(INIT_ANSWER, &[0, self.model, self.cells]),
            [ESCAPE, GET_KEYS, ..] => packet(PRESSED, &[]),
            [ESCAPE, CELLS, _, cells @ ..] if cells.len() == face.width() => {
                face.show(0, cells);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let codes: Option<Vec<u8>> = keys.iter().map(|key| code_of(KEYS, *key)).collect();
        Some(press_and_release(&codes?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let cell = u8::try_from(cell).unwrap_or(u8::MAX);
        press_and_release(&[ROUTING.saturating_add(cell)])
    }
}

fn press_and_release(codes: &[u8]) -> Vec<u8> {
    let all = |kind: u8| codes.iter().flat_map(move |code| packet(kind, &[*code]));
    all(KEY_DOWN).chain(all(KEY_UP)).collect()
}
