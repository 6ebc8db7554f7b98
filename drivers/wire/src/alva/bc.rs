//! The language of the BC series.

use super::abt::ANSWER_WAIT_MS;
use super::keys::{BC, gestures};
use super::{ESCAPE, changed, write_from};
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Protocol, Question, key_at};
use crate::{Gestures, Key};

pub(super) const IDENTITY: u8 = b'?';
pub(super) const COUNT: u8 = b'E';
pub(super) const KEY: u8 = b'K';
pub(super) const ROUTING: u8 = 0x74;
pub(super) const RELEASE: u8 = 0x80;

/// Makes the Perkins keyboard tell its keys.
pub(super) const RAW_KEYS: [u8; 3] = [ESCAPE, b'r', 0x01];

/// The group in which it tells that its settings have changed.
const SETTINGS: u8 = 0x01;

/// The bit of a routing key that means the second row.
const SECOND_ROW: u8 = 0x80;

/// The bytes that follow the letter of each answer.
fn length(letter: u8) -> Option<usize> {
    match letter {
        IDENTITY | COUNT | b'P' | b'r' => Some(1),
        KEY | b'T' => Some(2),
        b'2' => Some(3),
        b'H' => Some(7),
        b'h' => Some(8),
        b'V' => Some(11),
        b'N' => Some(12),
        _ => None,
    }
}

/// What is known of a BC.
#[derive(Debug, Default)]
pub(super) struct Bc {
    id: Option<u8>,
    is_running: bool,
    has_raw_keys: bool,
}

fn key_of(group: u8, code: u8) -> Option<Key> {
    let (_, table) = BC.into_iter().find(|(number, _)| *number == group)?;
    key_at(table, code)
}

fn is_input(group: u8) -> bool {
    let group = group & !RELEASE;
    group == SETTINGS || group == ROUTING || BC.iter().any(|(number, _)| *number == group)
}

fn handle_key(group: u8, code: u8) -> Heard {
    let is_release = group & RELEASE != 0;
    match (group & !RELEASE, key_of(group & !RELEASE, code)) {
        (SETTINGS, _) if code == 0x01 => Heard::Gone,
        (ROUTING, _) if is_release => Heard::Acted,
        (ROUTING, _) => Heard::Routing(usize::from(code & !SECOND_ROW)),
        (_, Some(key)) if is_release => Heard::Up(key),
        (_, Some(key)) => Heard::Down(key),
        (_, None) => Heard::Senseless,
    }
}

impl Protocol for Bc {
    fn judge(&self, held: &[u8]) -> Verdict {
        match *held {
            [ESCAPE] => Verdict::More,
            [ESCAPE, KEY, group, ..] if !is_input(group) => Verdict::Noise,
            [ESCAPE, letter, ..] => match length(letter) {
                Some(length) => Verdict::by_length(held, 2 + length),
                None => Verdict::Noise,
            },
            _ => Verdict::Noise,
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        let letter = match place {
            0 => IDENTITY,
            1 => COUNT,
            _ => return None,
        };
        if place == 0 {
            *self = Bc::default();
        }
        Some(Question {
            bytes: vec![ESCAPE, letter, b'?'],
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        heard.push(match *frame {
            // Switched on again, or asked by somebody else.
            [ESCAPE, IDENTITY, _] if self.is_running => Heard::Rewrite,
            [ESCAPE, IDENTITY, id @ (0x24 | 0x40 | 0x80 | 0x99)] => {
                self.id = Some(id);
                Heard::Ask(1)
            }
            [ESCAPE, COUNT, cells @ 1..=80] if self.id.is_some() => {
                self.is_running = true;
                Heard::Ready(Identity {
                    model: name(self.id),
                    cells: usize::from(cells),
                })
            }
            [ESCAPE, KEY, group, code] => handle_key(group, code),
            [ESCAPE, IDENTITY | COUNT, ..] => Heard::Senseless,
            // Versions, clock, HID reports: sound, and not for us.
            _ => Heard::Acted,
        });
    }

    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let (start, changed) = changed(cells, before);
        let mut packets = vec![write_from(start, changed)];
        if !std::mem::replace(&mut self.has_raw_keys, true) {
            packets.push(RAW_KEYS.to_vec());
        }
        packets
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

fn name(id: Option<u8>) -> String {
    let name = match id {
        Some(0x24) => "ALVA BC624",
        Some(0x40) => "ALVA BC640",
        Some(0x80) => "ALVA BC680",
        _ => "ALVA protocol converter",
    };
    name.to_owned()
}
