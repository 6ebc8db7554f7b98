//! A Handy Tech display made of memory.

use super::Model;
use super::keys::{ROUTING, bookworm_byte, key_code};
use super::model::Layout;
use super::protocol::{
    BOOKWORM_END, ENVELOPE, IDENTITY, RESET, TAKEN, TYPE_ANSWER, TYPE_KEY, WRITE, envelope,
    judge_envelope,
};
use crate::frame::Verdict;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// Makes a display that is switched on and shows nothing.
pub fn display(model: Model) -> SimulatedDisplay {
    SimulatedDisplay::new(Player(model), model.cells)
}

/// Makes an Active Braille.
pub(crate) fn usual_display() -> SimulatedDisplay {
    display(Model::ALL[USUAL])
}

/// The place of the Active Braille among the models.
const USUAL: usize = 5;

#[derive(Debug)]
struct Player(Model);

impl Player {
    fn say(&self, kind: u8, byte: u8) -> Vec<u8> {
        if self.0.is_old() {
            vec![byte]
        } else {
            envelope(self.0.id, &[kind, byte])
        }
    }

    fn press_and_release(&self, codes: &[u8]) -> Vec<u8> {
        let releases = codes.iter().map(|code| code | 0x80);
        let all = codes.iter().copied().chain(releases);
        all.flat_map(|code| self.say(TYPE_KEY, code)).collect()
    }
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        let model = self.0;
        let end = usize::from(model.layout == Layout::Bookworm);
        let length = 1 + model.status + model.cells + end;
        match held {
            [RESET, ..] => Verdict::Whole(1),
            [WRITE, ..] if model.is_old() => match held.get(length - 1) {
                Some(last) if end == 1 && *last != BOOKWORM_END => Verdict::Noise,
                _ => Verdict::by_length(held, length),
            },
            [ENVELOPE, ..] if !model.is_old() => judge_envelope(held, model.id),
            _ => Verdict::Noise,
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, _now: Moment) -> Vec<u8> {
        let cells = match frame {
            [RESET] => return vec![IDENTITY, self.0.id],
            [WRITE, cells @ ..] | [ENVELOPE, _, _, WRITE, cells @ .., _] => cells,
            // Whatever else it is told, it confirms.
            _ => return self.say(TYPE_ANSWER, TAKEN),
        };
        face.show(0, cells.get(self.0.status..).unwrap_or_default());
        self.say(TYPE_ANSWER, TAKEN)
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        if self.0.layout == Layout::Bookworm {
            return Some(vec![bookworm_byte(keys)?]);
        }
        let codes: Option<Vec<u8>> = keys.iter().map(|key| key_code(self.0, *key)).collect();
        Some(self.press_and_release(&codes?))
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        if self.0.layout == Layout::Bookworm {
            return Vec::new();
        }
        let code = ROUTING.saturating_add(u8::try_from(cell).unwrap_or(0x5F)) & 0x7F;
        self.press_and_release(&[code])
    }

    fn switched_on(&mut self) -> Vec<u8> {
        vec![IDENTITY, self.0.id]
    }
}
