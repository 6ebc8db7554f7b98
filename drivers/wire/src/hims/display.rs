//! A HIMS display made of memory.

use super::frame::to_device;
use super::message::{FromDevice, ToDevice};
use super::{Model, bit_of};
use crate::frame::Verdict;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display that is switched on and shows nothing.
pub fn display(model: Model, cells: u8) -> SimulatedDisplay {
    with_firmware(model, cells, true)
}

/// Makes one with old firmware, which never tells its cell count.
pub fn display_with_old_firmware(model: Model, cells: u8) -> SimulatedDisplay {
    with_firmware(model, cells, false)
}

fn with_firmware(model: Model, cells: u8, tells_count: bool) -> SimulatedDisplay {
    let role = Player {
        model,
        cells,
        tells_count,
    };
    SimulatedDisplay::new(role, usize::from(cells))
}

#[derive(Debug)]
struct Player {
    model: Model,
    cells: u8,
    tells_count: bool,
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        to_device(held)
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let answer = match ToDevice::read(frame) {
            Some(ToDevice::Identity(letters)) => {
                let own = self.model.identity().map(super::Identity::letters);
                (own == Some(letters)).then_some(FromDevice::Identity(letters))
            }
            Some(ToDevice::AskCount) => self.tells_count.then_some(FromDevice::Count(self.cells)),
            Some(ToDevice::Show(mut cells)) => {
                cells.resize(usize::from(self.cells), 0);
                face.show(0, &cells);
                None
            }
            None => None,
        };
        answer.map(FromDevice::write).unwrap_or_default()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let bits = keys.iter().try_fold(0_u32, |bits, key| {
            Some(bits | 1 << bit_of(self.model, *key)?)
        })?;
        Some(FromDevice::Keys(bits).write())
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let cell = u8::try_from(cell).unwrap_or(u8::MAX);
        FromDevice::Routing(cell).write()
    }
}
