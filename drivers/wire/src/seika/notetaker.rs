//! The language of the note-takers: `FF FF type length data`.

use super::keys::{NOTE_TAKER, gestures};
use crate::Gestures;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Identity, Protocol, Question, keys_of};

pub(super) const ASK: u8 = 0xA1;
pub(super) const IDENTITY: u8 = 0xA2;
pub(super) const CELLS: u8 = 0xA3;
pub(super) const ROUTING: u8 = 0xA4;
pub(super) const KEYS: u8 = 0xA6;
pub(super) const BOTH: u8 = 0xA8;

/// The bytes of keys in a packet.
pub(super) const KEY_BYTES: usize = 3;

/// The longest data: an identity with a text.
const DATA_MAX: u8 = 64;

/// A note-taker keeps nothing between two packets.
#[derive(Debug, Default)]
pub(super) struct NoteTaker;

/// Writes a packet.
pub(super) fn packet(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).unwrap_or(u8::MAX);
    let data = data.iter().take(usize::from(length));
    let head = [0xFF, 0xFF, kind, length];
    head.into_iter().chain(data.copied()).collect()
}

fn chord(keys: &[u8]) -> Option<Heard> {
    let keys = keys_of(NOTE_TAKER, &places(bits_up(keys)));
    (!keys.is_empty()).then(|| Heard::Chord(keys.into_iter().collect()))
}

fn routing(bitmap: &[u8]) -> impl Iterator<Item = Heard> {
    places(bits_up(bitmap)).into_iter().map(Heard::Routing)
}

impl Protocol for NoteTaker {
    fn judge(&self, held: &[u8]) -> Verdict {
        let length = match *held {
            [0xFF] | [0xFF, 0xFF] | [0xFF, 0xFF, IDENTITY | ROUTING | KEYS | BOTH] => {
                return Verdict::More;
            }
            [0xFF, 0xFF, IDENTITY, length, ..] if (3..=DATA_MAX).contains(&length) => length,
            [0xFF, 0xFF, KEYS, length, ..] if usize::from(length) == KEY_BYTES => length,
            [0xFF, 0xFF, ROUTING | BOTH, length, ..] if (1..=16).contains(&length) => length,
            _ => return Verdict::Noise,
        };
        Verdict::by_length(held, 4 + usize::from(length))
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        (place == 0).then(|| Question {
            bytes: vec![0xFF, 0xFF, ASK],
            tries: 3,
            wait_ms: super::desktop::ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match frame {
            [_, _, IDENTITY, _, _keys, cells @ 1..=80, ..] => {
                heard.push(Heard::Ready(Identity {
                    model: format!("Seika note-taker {cells}"),
                    cells: usize::from(*cells),
                }));
            }
            [_, _, ROUTING, _, bitmap @ ..] => heard.extend(routing(bitmap)),
            [_, _, KEYS, _, keys @ ..] => heard.extend(chord(keys)),
            [_, _, BOTH, _, data @ ..] => {
                let (keys, bitmap) = data.split_at(data.len().min(KEY_BYTES));
                heard.extend(chord(keys));
                heard.extend(routing(bitmap));
            }
            _ => heard.push(Heard::Senseless),
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        vec![packet(CELLS, cells)]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}
