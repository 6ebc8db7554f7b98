//! The language of the ABT, Delphi and Satellite series.

use super::keys::{ABT, PADS, gestures};
use super::{ESCAPE, changed, write_from};
use crate::Gestures;
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Protocol, Question, key_at};

pub(super) const QUESTION: &[u8] = b"\x1BFUN\x06\r";

/// Asks how its owner has shared the cells out.
pub(super) const SHARE_QUESTION: &[u8] = b"\x1BFUN\x07\r";
pub(super) const ANSWER: &[u8] = b"\x1BID=";
pub(super) const CELLS_END: u8 = b'\r';

pub(super) const KEYS: u8 = 0x71;
pub(super) const ROUTING: u8 = 0x72;
const SECOND_ROUTING: u8 = 0x75;
pub(super) const PAD_KEYS: u8 = 0x77;
const PARAMETERS: u8 = 0x7F;
pub(super) const SHARE: u8 = 0x07;
const FRONT_KEYS: u8 = 0x0B;
pub(super) const RELEASE: u8 = 0x80;

/// Its own 0.2 s and a slow adapter.
pub(super) const ANSWER_WAIT_MS: u64 = 350;

/// No model has more cells for status.
const STATUS_MAX: usize = 6;

/// A model: its byte, its name, its cells for text and for status.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    id: u8,
    name: &'static str,
    pub cells: usize,
    pub status: usize,
}

const fn model(id: u8, name: &'static str, cells: usize, status: usize) -> Model {
    Model {
        id,
        name,
        cells,
        status,
    }
}

const MODELS: [Model; 14] = [
    model(0x00, "ABT 320", 20, 3),
    model(0x01, "ABT 340", 40, 3),
    model(0x02, "ABT 340 Desktop", 40, 5),
    model(0x03, "ABT 380", 80, 5),
    model(0x04, "ABT 382", 80, 5),
    model(0x0A, "Delphi 420", 20, 3),
    model(0x0B, "Delphi 440", 40, 3),
    model(0x0C, "Delphi 440 Desktop", 40, 5),
    model(0x0D, "Delphi 480", 80, 5),
    model(0x0E, "Satellite 544", 40, 3),
    model(0x0F, "Satellite 570", 66, 3),
    model(0x10, "Satellite 584", 80, 3),
    model(0x11, "Satellite 544 Traveller", 40, 3),
    model(0x13, "Braille System 40", 40, 0),
];

impl Model {
    pub fn of(id: u8) -> Option<Model> {
        MODELS.into_iter().find(|model| model.id == id)
    }

    /// Tells whether its owner can share the cells out between text and status.
    pub fn is_shared_out(self) -> bool {
        (0x0E..=0x13).contains(&self.id)
    }

    fn identity(self) -> Identity {
        Identity {
            model: format!("ALVA {}", self.name),
            cells: self.cells,
        }
    }
}

/// What is known of an ALVA of the old series.
#[derive(Debug, Default)]
pub(super) struct Abt {
    model: Option<Model>,
}

impl Abt {
    /// Takes how the cells are shared out: the third value is the number of those for status, the fourth for text.
    fn handle_share(&mut self, values: &[u8]) -> Heard {
        let (Some(model), [_, _, status, cells @ 1..=85, ..]) = (&mut self.model, values) else {
            return Heard::Acted;
        };
        let (status, cells) = (usize::from(*status), usize::from(*cells));
        if (model.status, model.cells) == (status, cells) || status > STATUS_MAX {
            return Heard::Acted;
        }
        (model.status, model.cells) = (status, cells);
        Heard::Ready(model.identity())
    }

    fn meaning(&self, group: u8, code: u8) -> Option<Heard> {
        let is_release = code & RELEASE != 0;
        let code = code & !RELEASE;
        let cells = self.model?.cells;
        let key = match group {
            KEYS => key_at(ABT, code),
            PAD_KEYS => key_at(PADS, code),
            _ if usize::from(code) >= cells => None,
            _ if is_release => return Some(Heard::Acted),
            _ => return Some(Heard::Routing(usize::from(code))),
        };
        let told = if is_release { Heard::Up } else { Heard::Down };
        key.map(told)
    }
}

impl Protocol for Abt {
    fn judge(&self, held: &[u8]) -> Verdict {
        match *held {
            [ESCAPE, ..] => match (Verdict::of_fixed(held, ANSWER), held.get(ANSWER.len())) {
                (Some(verdict), _) => verdict,
                (None, None) => Verdict::More,
                (None, Some(id)) => Verdict::known(Model::of(*id).is_some(), ANSWER.len() + 1),
            },
            [KEYS | ROUTING | SECOND_ROUTING | PAD_KEYS] if self.model.is_some() => Verdict::More,
            [
                group @ (KEYS | ROUTING | SECOND_ROUTING | PAD_KEYS),
                code,
                ..,
            ] => Verdict::known(self.meaning(group, code).is_some(), 2),
            [PARAMETERS] if self.model.is_some() => Verdict::More,
            [PARAMETERS, SHARE | FRONT_KEYS] => Verdict::More,
            [PARAMETERS, SHARE | FRONT_KEYS, 0x7E] => Verdict::More,
            [PARAMETERS, SHARE | FRONT_KEYS, 0x7E, count @ 0..=32, ..] => {
                Verdict::by_length(held, 4 + 2 * usize::from(count))
            }
            _ => Verdict::Noise,
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        self.model = None;
        (place == 0).then(|| Question {
            bytes: QUESTION.to_vec(),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        let meaning = match *frame {
            [ESCAPE, .., id] => {
                self.model = Model::of(id);
                if self.model.is_some_and(Model::is_shared_out) {
                    heard.push(Heard::Tell(SHARE_QUESTION.to_vec()));
                }
                let ready = self.model.map(|model| Heard::Ready(model.identity()));
                ready.unwrap_or(Heard::Senseless)
            }
            [group, code] => self.meaning(group, code).unwrap_or(Heard::Senseless),
            [PARAMETERS, SHARE, _, _, ref pairs @ ..] => {
                let values = pairs.chunks(2).filter_map(|pair| pair.get(1).copied());
                self.handle_share(&values.collect::<Vec<u8>>())
            }
            // What its front keys do: sound, and not for us.
            _ => Heard::Acted,
        };
        heard.push(meaning);
    }

    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let status = self.model.map_or(0, |model| model.status);
        let (start, changed) = changed(cells, before);
        let mut packet = if before.is_none() {
            write_from(0, &[&vec![0; status], cells].concat())
        } else {
            write_from(status + start, changed)
        };
        packet.push(CELLS_END);
        vec![packet]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}
