//! The conversation with a Handy Tech device.

use super::Model;
use super::keys::{Input, bookworm_keys, gestures, input_of};
use super::model::Layout;
use crate::Gestures;
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Protocol, Question, Tempo};

pub(super) const RESET: u8 = 0xFF;
pub(super) const IDENTITY: u8 = 0xFE;
pub(super) const WRITE: u8 = 0x01;
pub(super) const TAKEN: u8 = 0x7E;
pub(super) const REFUSED: u8 = 0x7D;
pub(super) const ENVELOPE: u8 = 0x79;
pub(super) const ENVELOPE_END: u8 = 0x16;
pub(super) const TYPE_KEY: u8 = 0x04;
pub(super) const TYPE_ANSWER: u8 = 0x07;

const ANSWER_WAIT_MS: u64 = 300;
const ACK_WAIT_MS: u64 = 1_000;

/// What is known of a Handy Tech device: its model, once it has said so.
#[derive(Debug, Default)]
pub(super) struct HandyTech {
    model: Option<Model>,
}

impl Protocol for HandyTech {
    fn judge(&self, held: &[u8]) -> Verdict {
        match (held, self.model) {
            ([IDENTITY], _) => Verdict::More,
            ([IDENTITY, id, ..], _) if Model::of(*id).is_some() => Verdict::Whole(2),
            ([TAKEN | REFUSED, ..], Some(_)) => Verdict::Whole(1),
            ([code, ..], Some(model)) if model.is_old() => {
                Verdict::known(!inputs(model, *code).is_empty(), 1)
            }
            ([ENVELOPE, ..], Some(model)) => judge_envelope(held, model.id),
            _ => Verdict::Noise,
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        self.model = None;
        (place == 0).then(|| Question {
            bytes: vec![RESET],
            tries: 4,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        if let [IDENTITY, id] = frame {
            self.model = Model::of(*id);
            heard.extend(self.model.map(|model| {
                Heard::Ready(Identity {
                    model: model.full_name(),
                    cells: model.cells,
                })
            }));
            return;
        }
        let Some(model) = self.model else {
            return;
        };
        match frame {
            [TAKEN] | [ENVELOPE, _, _, TYPE_ANSWER, TAKEN, ..] => heard.push(Heard::Acknowledged),
            [REFUSED] | [ENVELOPE, _, _, TYPE_ANSWER, REFUSED, ..] => heard.push(Heard::Refused),
            [code] | [ENVELOPE, _, _, TYPE_KEY, code, ..] => {
                let mut keys = inputs(model, *code);
                if keys.is_empty() {
                    keys.push(Heard::Senseless);
                }
                heard.extend(keys);
            }
            // Clock, firmware and the like: sound, and not for us.
            _ => {}
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let Some(model) = self.model else {
            return Vec::new();
        };
        let mut packet = vec![WRITE];
        packet.extend(std::iter::repeat_n(0, model.status));
        packet.extend(cells);
        if model.layout == Layout::Bookworm {
            packet.push(BOOKWORM_END);
        }
        if !model.is_old() {
            packet = envelope(model.id, &packet);
        }
        vec![packet]
    }

    fn tempo(&self) -> Tempo {
        Tempo {
            ack_ms: Some(ACK_WAIT_MS),
            ..Tempo::default()
        }
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

/// Ends the cells of a Bookworm.
pub(super) const BOOKWORM_END: u8 = 0x16;

/// Wraps a type and its data.
pub(super) fn envelope(id: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    let mut packet = vec![ENVELOPE, id, length];
    packet.extend(content);
    packet.push(ENVELOPE_END);
    packet
}

/// Judges `79 id length type data 16`.
pub(super) fn judge_envelope(held: &[u8], id: u8) -> Verdict {
    let [_, other, rest @ ..] = held else {
        return Verdict::More;
    };
    let length = rest.first().copied().map(usize::from);
    if *other != id || length == Some(0) {
        return Verdict::Noise;
    }
    let end = length.map_or(usize::MAX, |length| length + 3);
    match (held.get(end), held.get(end.saturating_add(1))) {
        (None, _) => Verdict::More,
        (Some(&ENVELOPE_END), _) => Verdict::Whole(end + 1),
        // The byte too many of an Active Braille.
        (Some(&TAKEN), None) if held.get(3) == Some(&TYPE_ANSWER) => Verdict::More,
        (Some(&TAKEN), Some(&ENVELOPE_END)) if held.get(3) == Some(&TYPE_ANSWER) => {
            Verdict::Whole(end + 2)
        }
        _ => Verdict::Noise,
    }
}

/// Tells what a key byte means on this model; nothing if it means nothing.
fn inputs(model: Model, code: u8) -> Vec<Heard> {
    if model.layout == Layout::Bookworm {
        let keys = bookworm_keys(code).map(|keys| Heard::Chord(keys.into_iter().collect()));
        return keys.into_iter().collect();
    }
    let is_release = code & 0x80 != 0;
    let meaning = match input_of(model, code & 0x7F) {
        Some(Input::Key(key)) if is_release => Some(Heard::Up(key)),
        Some(Input::Key(key)) => Some(Heard::Down(key)),
        // A routing key acts when it goes down; its release says nothing more.
        Some(Input::Routing(_)) if is_release => Some(Heard::Acted),
        Some(Input::Routing(cell)) => Some(Heard::Routing(cell)),
        None => None,
    };
    meaning.into_iter().collect()
}
