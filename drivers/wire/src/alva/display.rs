//! ALVA displays made of memory.

use super::abt::{
    ANSWER, CELLS_END, KEYS, Model, PAD_KEYS, QUESTION, RELEASE, ROUTING, SHARE, SHARE_QUESTION,
};
use super::keys::{ABT, BC, PADS};
use super::{ESCAPE, bc};
use crate::frame::Verdict;
use crate::protocol::code_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display of the old series by its byte, or nothing if there is no such model.
pub fn abt_display(id: u8) -> Option<SimulatedDisplay> {
    let model = Model::of(id)?;
    Some(SimulatedDisplay::new(Abt { id, model }, model.cells))
}

/// Makes a BC640 whose owner wants so many cells at the left for status.
pub fn bc_display(status: u8) -> SimulatedDisplay {
    let bc = Bc { status };
    let taken = bc.before_text();
    SimulatedDisplay::new(bc, BC_CELLS - taken)
}

const BC_CELLS: usize = 40;

/// Shows what "ESC B start count cells" brings; status cells lie before the text.
fn show(frame: &[u8], status: usize, face: &mut Face) {
    if let [_, _, start, count, cells @ ..] = frame {
        let cells = cells.get(..usize::from(*count)).unwrap_or_default();
        let start = usize::from(*start);
        let hidden = status.saturating_sub(start);
        let cells = cells.get(hidden..).unwrap_or_default();
        face.show(start.saturating_sub(status), cells);
    }
}

#[derive(Debug)]
struct Abt {
    id: u8,
    model: Model,
}

impl Abt {
    fn identity(&self) -> Vec<u8> {
        [ANSWER, &[self.id]].concat()
    }
}

impl Role for Abt {
    fn judge(&self, held: &[u8]) -> Verdict {
        match *held {
            [ESCAPE, b'B', _, count, ..] => {
                let length = 5 + usize::from(count);
                match held.get(length - 1) {
                    None => Verdict::More,
                    Some(end) => Verdict::known(*end == CELLS_END, length),
                }
            }
            [ESCAPE, b'B', ..] => Verdict::More,
            [ESCAPE, b'F', b'U', b'N', 0x07, ..] => {
                Verdict::of_fixed(held, SHARE_QUESTION).unwrap_or(Verdict::Whole(6))
            }
            _ => Verdict::of_fixed(held, QUESTION).unwrap_or(Verdict::Whole(QUESTION.len())),
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        if frame == QUESTION {
            return self.identity();
        }
        if frame == SHARE_QUESTION {
            let count = |cells: usize| u8::try_from(cells).unwrap_or(0);
            let values = [0, 0, count(self.model.status), count(self.model.cells)];
            let pairs = values.iter().flat_map(|value| [0x7E, *value]);
            return [0x7F, SHARE, 0x7E, 4].into_iter().chain(pairs).collect();
        }
        show(frame, self.model.status, face);
        Vec::new()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let code = |key: &Key| {
            let of = |group, table| Some([group, code_of(table, *key)?]);
            of(KEYS, ABT).or_else(|| of(PAD_KEYS, PADS))
        };
        let down: Option<Vec<[u8; 2]>> = keys.iter().map(code).collect();
        let down = down?;
        let up = down.iter().map(|[group, code]| [*group, code | RELEASE]);
        let all: Vec<[u8; 2]> = down.iter().copied().chain(up).collect();
        Some(all.concat())
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let cell = u8::try_from(cell).unwrap_or(0x7F);
        vec![ROUTING, cell, ROUTING, cell | RELEASE]
    }

    fn switched_on(&mut self) -> Vec<u8> {
        self.identity()
    }
}

#[derive(Debug)]
struct Bc {
    status: u8,
}

impl Bc {
    /// The cells in front of the text: those for status and an empty one.
    fn before_text(&self) -> usize {
        match usize::from(self.status) {
            0 => 0,
            status => status + 1,
        }
    }
}

fn key_packets(codes: &[(u8, u8)]) -> Vec<u8> {
    let packet = |group: u8, code: u8| [ESCAPE, bc::KEY, group, code];
    let down = codes.iter().map(|(group, code)| packet(*group, *code));
    let up = codes
        .iter()
        .map(|(group, code)| packet(group | bc::RELEASE, *code));
    down.chain(up).collect::<Vec<_>>().concat()
}

impl Role for Bc {
    fn judge(&self, held: &[u8]) -> Verdict {
        match *held {
            [ESCAPE] | [ESCAPE, b'B'] | [ESCAPE, b'B', _] => Verdict::More,
            [ESCAPE, b'B', _, count, ..] => Verdict::by_length(held, 4 + usize::from(count)),
            [ESCAPE, bc::IDENTITY | bc::COUNT | bc::STATUS | b'r', ..] => {
                Verdict::by_length(held, 3)
            }
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        match frame {
            [_, bc::IDENTITY, _] => vec![ESCAPE, bc::IDENTITY, 0x40],
            [_, bc::COUNT, _] => vec![ESCAPE, bc::COUNT, 40],
            [_, bc::STATUS, _] => vec![ESCAPE, bc::STATUS, self.status, b'L'],
            [_, b'B', ..] => {
                show(frame, self.before_text(), face);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let code = |key: &Key| {
            BC.iter()
                .find_map(|(group, table)| Some((*group, code_of(table, *key)?)))
        };
        let codes: Option<Vec<(u8, u8)>> = keys.iter().map(code).collect();
        Some(key_packets(&codes?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let place = u8::try_from(self.before_text() + cell).unwrap_or(0x7F);
        key_packets(&[(bc::ROUTING, place)])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        vec![ESCAPE, bc::IDENTITY, 0x40]
    }
}
