//! The conversation with a HumanWare device.

use super::keys::{KEYS, ROUTING, gestures};
use super::packet::{
    CELLS, ESCAPE, INIT, INIT_ANSWER, KEY_DOWN, KEY_UP, POWERING_OFF, from_device, packet,
};
use crate::Gestures;
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Protocol, Question, key_at};

/// Three of these cover the second that a device needs after its port was opened.
const ANSWER_WAIT_MS: u64 = 500;

/// How often a device that is still starting is asked again.
const STARTING_WAIT_MS: u64 = 100;

/// What is known of a HumanWare device: whether it has told us to wait.
#[derive(Debug, Default)]
pub(super) struct HumanWare {
    is_starting: bool,
}

impl HumanWare {
    fn handle_init(&mut self, data: &[u8]) -> Heard {
        match data {
            [0, model, cells] if *cells > 0 => Heard::Ready(Identity {
                model: name(*model, *cells),
                cells: usize::from(*cells),
            }),
            [0, ..] => Heard::Senseless,
            // Still starting: ask the patient question, once.
            _ if std::mem::replace(&mut self.is_starting, true) => Heard::Acted,
            _ => Heard::Ask(1),
        }
    }
}

impl Protocol for HumanWare {
    fn judge(&self, held: &[u8]) -> Verdict {
        from_device(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        self.is_starting = place == 1;
        let (tries, wait_ms) = match place {
            0 => (3, ANSWER_WAIT_MS),
            1 => (20, STARTING_WAIT_MS),
            _ => return None,
        };
        Some(Question {
            bytes: packet(INIT, &[]),
            tries,
            wait_ms,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        heard.push(match frame {
            [ESCAPE, INIT_ANSWER, _, data @ ..] => self.handle_init(data),
            [ESCAPE, kind @ (KEY_DOWN | KEY_UP), _, code] => {
                let is_down = *kind == KEY_DOWN;
                match (key_at(KEYS, *code), code.checked_sub(ROUTING)) {
                    (Some(key), _) if is_down => Heard::Down(key),
                    (Some(key), _) => Heard::Up(key),
                    (None, Some(cell)) if is_down => Heard::Routing(usize::from(cell)),
                    (None, _) => Heard::Acted,
                }
            }
            [ESCAPE, POWERING_OFF, ..] => Heard::Gone,
            // The list of pressed keys, firmware, settings: sound, and not for us.
            _ => Heard::Acted,
        });
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        vec![packet(CELLS, cells)]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

fn name(model: u8, cells: u8) -> String {
    let known = match model {
        0x10 => "HumanWare BrailleNote Touch",
        0x11 => "APH Chameleon 20",
        0x12 => "APH Mantis Q40",
        0x13 => "NLS eReader",
        0x14 => "HumanWare BrailleOne",
        _ => return format!("HumanWare Brailliant {cells}"),
    };
    known.to_owned()
}
