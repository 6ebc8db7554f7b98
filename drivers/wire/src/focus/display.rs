//! A Focus made of memory.

use super::keys::{EXTENDED, KEYS, WHEELS};
use super::packet::{
    ACK, BUTTON, EXTENDED_KEYS, INFO, KEYS as KEY_STATE, QUERY, WHEEL, WRITE, long, short,
    to_device,
};
use crate::dots::from_pin_order;
use crate::frame::Verdict;
use crate::presses::bitmap;
use crate::protocol::places_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display of this name, such as "Focus 40", and so many cells.
pub fn display(model: &'static str, cells: usize) -> SimulatedDisplay {
    SimulatedDisplay::new(Player { model, cells }, cells)
}

#[derive(Debug)]
struct Player {
    model: &'static str,
    cells: usize,
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        to_device(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let mut answer = short(ACK, 0, 0, 0);
        match frame {
            [QUERY, ..] => {
                let info = [
                    field("Freedom Scientific", 24),
                    field(self.model, 16),
                    field("3.10", 8),
                ];
                answer.extend(long(INFO, 0, &info.concat()));
            }
            [WRITE, _, start, _, cells @ .., _] => {
                let has_old_pins = matches!(self.cells, 44 | 70 | 84);
                let dots = |pins: &u8| {
                    if has_old_pins {
                        from_pin_order(*pins)
                    } else {
                        *pins
                    }
                };
                let cells: Vec<u8> = cells.iter().map(dots).collect();
                face.show(usize::from(*start), &cells);
            }
            // Whatever else it is told, it acknowledges.
            _ => {}
        }
        answer
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        if let [key] = keys
            && let Some(wheel) = WHEELS.iter().position(|wheel| wheel == key)
        {
            return Some(short(WHEEL, u8::try_from(wheel).ok()? << 3 | 1, 0, 0));
        }
        if let Some(places) = places_of(KEYS, keys) {
            let down = bitmap(&places, 3);
            return Some([&[KEY_STATE], &down[..], &[KEY_STATE, 0, 0, 0]].concat());
        }
        let down = bitmap(&places_of(EXTENDED, keys)?, 4);
        Some(
            [
                long(EXTENDED_KEYS, 0, &down),
                long(EXTENDED_KEYS, 0, &[0; 4]),
            ]
            .concat(),
        )
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let cell = u8::try_from(cell).unwrap_or(u8::MAX);
        [short(BUTTON, cell, 1, 0), short(BUTTON, cell, 0, 0)].concat()
    }
}

fn field(text: &str, length: usize) -> Vec<u8> {
    let mut field = text.as_bytes().to_vec();
    field.resize(length, 0);
    field
}
