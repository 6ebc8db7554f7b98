//! The language of the BC series.

use super::abt::ANSWER_WAIT_MS;
use super::keys::{BC, gestures};
use super::{ESCAPE, changed, write_from};
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Next, Protocol, Question, key_at};
use crate::{Gestures, Key};
use std::ops::Range;

pub(super) const IDENTITY: u8 = b'?';
pub(super) const COUNT: u8 = b'E';
pub(super) const STATUS: u8 = b'T';
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
        KEY | STATUS => Some(2),
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
    /// All cells, status included.
    cells: usize,
    /// Where the text lies in them.
    text: Range<usize>,
    /// What it said of status cells, once. There are no checksums: only what it says twice takes cells from the text.
    said: Option<(u8, u8)>,
    is_running: bool,
    has_raw_keys: bool,
}

/// Where the text lies in so many cells, of which its owner wants some for status, at the left or at the right. One
/// cell stays empty between them.
fn text_of(cells: usize, status: usize, is_right: bool) -> Range<usize> {
    match status.min(cells.saturating_sub(1) / 2) {
        0 => 0..cells,
        status if is_right => 0..cells - status - 1,
        status => status + 1..cells,
    }
}

fn key_of(group: u8, code: u8) -> Option<Key> {
    let (_, table) = BC.into_iter().find(|(number, _)| *number == group)?;
    key_at(table, code)
}

fn is_input(group: u8) -> bool {
    let group = group & !RELEASE;
    group == SETTINGS || group == ROUTING || BC.iter().any(|(number, _)| *number == group)
}

impl Bc {
    fn ready(&mut self, text: Range<usize>) -> Identity {
        self.text = text;
        self.is_running = true;
        Identity {
            model: name(self.id),
            cells: self.text.len(),
        }
    }

    /// Tells what a routing key above all cells is above the text.
    fn handle_routing(&self, code: u8) -> Heard {
        let place = usize::from(code & !SECOND_ROW);
        let cell = place.checked_sub(self.text.start);
        cell.filter(|cell| *cell < self.text.len())
            .map_or(Heard::Senseless, Heard::Routing)
    }
}

fn handle_key(bc: &Bc, group: u8, code: u8) -> Heard {
    let is_release = group & RELEASE != 0;
    match (group & !RELEASE, key_of(group & !RELEASE, code)) {
        (SETTINGS, _) if code == 0x01 => Heard::Gone,
        (ROUTING, _) if is_release => Heard::Acted,
        (ROUTING, _) => bc.handle_routing(code),
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
            2 => STATUS,
            _ => return None,
        };
        if place == 0 {
            *self = Bc::default();
        }
        Some(Question {
            bytes: vec![ESCAPE, letter, b'?'],
            tries: if place == 2 { 2 } else { 3 },
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn unanswered(&mut self, place: usize) -> Next {
        match place {
            // It has none to tell of.
            2 => Next::Ready(self.ready(0..self.cells)),
            _ => Next::GiveUp,
        }
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        let meaning = match *frame {
            // Switched on again, and then without its raw keys; or asked by somebody else.
            [ESCAPE, IDENTITY, _] if self.is_running => {
                self.has_raw_keys = false;
                Heard::Rewrite
            }
            [ESCAPE, IDENTITY, id @ (0x24 | 0x40 | 0x80 | 0x99)] => {
                self.id = Some(id);
                Heard::Ask(1)
            }
            [ESCAPE, COUNT, cells @ 1..=80] if self.id.is_some() && !self.is_running => {
                self.cells = usize::from(cells);
                Heard::Ask(2)
            }
            [ESCAPE, STATUS, status, side] if self.cells > 0 && !self.is_running => {
                let again = self.said.replace((status, side)) == Some((status, side));
                if status > 0 && !again {
                    return heard.push(Heard::Ask(2));
                }
                let text = text_of(self.cells, usize::from(status), side == b'R');
                Heard::Ready(self.ready(text))
            }
            [ESCAPE, KEY, group, code] => handle_key(self, group, code),
            [ESCAPE, IDENTITY | COUNT | STATUS, ..] => Heard::Senseless,
            // Versions, clock, HID reports: sound, and not for us.
            _ => Heard::Acted,
        };
        heard.push(meaning);
    }

    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let (start, changed) = changed(cells, before);
        let mut packets = vec![write_from(self.text.start + start, changed)];
        if before.is_none() && self.text.len() < self.cells {
            packets.insert(0, write_from(0, &vec![0; self.cells]));
        }
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

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn status_cells_and_an_empty_one_are_taken_from_the_text() {
        assert_eq!(text_of(40, 0, false), 0..40);
        assert_eq!(text_of(40, 3, false), 4..40);
        assert_eq!(text_of(40, 3, true), 0..36);
        assert_eq!(text_of(40, 255, true), 0..20);
    }
}
