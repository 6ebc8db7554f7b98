//! The conversation with a Dot Pad.

use super::keys::{GROUPS, gestures};
use super::packet::{
    BOARD, ERROR, GET_BOARD, LINE_DONE, LINE_HEARD, ROUTING_KEYS, WRITE_LINE, judge, packet, unpack,
};
use crate::Gestures;
use crate::dots::pin_order;
use crate::frame::Verdict;
use crate::presses::{Row, bits_up, places};
use crate::protocol::{Heard, Identity, Protocol, Question, Tempo, keys_of};

const ANSWER_WAIT_MS: u64 = 1_000;

/// Beside the time of its pins.
const ACK_WAIT_MS: u64 = 1_000;

/// The bits of what a board has.
const HAS_GRAPHICS: u8 = 0x80;
const HAS_TEXT: u8 = 0x40;

/// The answers to a line: those that mean that it will not be shown.
const NOT_TAKEN: [u8; 2] = [1, 3];

/// What is known of a Dot Pad.
#[derive(Debug, Default)]
pub(super) struct DotPad {
    /// Where the line is written to.
    destination: u8,
    /// How long its pins take.
    refresh_ms: u64,
    routing: Row,
}

impl DotPad {
    fn handle_board(&mut self, data: &[u8]) -> Option<Heard> {
        let [features, _, _, _, text @ ..] = data else {
            return None;
        };
        // Rows, columns, dividing line, time of the pins; for the text and then for the field.
        let (line, destination) = match *features {
            features if features & HAS_TEXT != 0 => (text, 0),
            features if features & HAS_GRAPHICS != 0 => (text.get(4..)?, 1),
            _ => return None,
        };
        let [_, cells @ 1..=80, _, refresh, ..] = *line else {
            return None;
        };
        *self = DotPad {
            destination,
            refresh_ms: u64::from(refresh) * 100,
            routing: Row::default(),
        };
        Some(Heard::Ready(Identity {
            model: "Dot Pad".to_owned(),
            cells: usize::from(cells),
        }))
    }

    fn handle_keys(&mut self, command: u16, data: &[u8], heard: &mut Vec<Heard>) {
        let low_first: Vec<u8> = data.iter().map(|byte| byte.reverse_bits()).collect();
        let bits = bits_up(&low_first);
        if command == ROUTING_KEYS {
            heard.extend(self.routing.pressed(bits).into_iter().map(Heard::Routing));
            return;
        }
        let group = GROUPS.iter().zip(0..).find(|((own, _), _)| *own == command);
        if let Some(((_, table), number)) = group {
            heard.push(Heard::State(number, keys_of(table, &places(bits))));
        }
    }
}

impl Protocol for DotPad {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        (place == 0).then(|| Question {
            bytes: packet(0, GET_BOARD, &[]),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match unpack(frame) {
            Some((_, BOARD, data)) => {
                heard.push(self.handle_board(data).unwrap_or(Heard::Senseless));
            }
            Some((destination, LINE_DONE, _)) if destination == self.destination => {
                heard.push(Heard::Acknowledged);
            }
            Some((_, LINE_HEARD, [code, ..])) if NOT_TAKEN.contains(code) => {
                heard.push(Heard::Refused);
            }
            Some((_, ERROR, _)) => heard.push(Heard::Refused),
            Some((_, command, data)) => self.handle_keys(command, data, heard),
            None => {}
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        // They begin at cell 0.
        let data: Vec<u8> = [0]
            .into_iter()
            .chain(cells.iter().map(|cell| pin_order(*cell)))
            .collect();
        vec![packet(self.destination, WRITE_LINE, &data)]
    }

    fn tempo(&self) -> Tempo {
        Tempo {
            ack_ms: Some(ACK_WAIT_MS + self.refresh_ms),
            ..Tempo::default()
        }
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}
