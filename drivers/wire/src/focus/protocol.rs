//! The conversation with a Focus.

use super::keys::{EXTENDED, KEYS, WHEELS, gestures};
use super::packet::{
    ACK, BUTTON, CONFIGURE, EXTENDED_KEYS, INFO, INFO_LENGTH, KEYS as KEY_STATE, NAK, QUERY, WHEEL,
    WRITE, from_device, long, short,
};
use crate::Gestures;
use crate::dots::pin_order;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Identity, Protocol, Question, Tempo, keys_of};

const ANSWER_WAIT_MS: u64 = 500;
const ACK_WAIT_MS: u64 = 500;

/// The error of a display that has no time for so many cells at once.
const TIME_OUT: u8 = 0x30;

/// Fewer cells at once than this help nobody.
const PART_MIN: usize = 4;

/// The groups of keys that are told of as a whole.
const GROUP: u8 = 0;
const EXTENDED_GROUP: u8 = 1;

/// What is known of a Focus.
#[derive(Debug)]
pub(super) struct Focus {
    /// The pins are in the order of the first generation.
    has_old_pins: bool,
    rockers: Rockers,
    /// How many cells are written at once.
    part: usize,
    /// How many were at most when it was last written to.
    sent: usize,
}

/// Whether the display tells of its rockers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rockers {
    /// It has none, or tells of them.
    Settled,
    /// It has to be asked to.
    Wanted,
    /// It was asked, and has not acknowledged yet.
    Asked,
}

impl Default for Focus {
    fn default() -> Focus {
        Focus {
            has_old_pins: false,
            rockers: Rockers::Settled,
            part: usize::from(u8::MAX),
            sent: usize::from(u8::MAX),
        }
    }
}

impl Focus {
    fn handle_info(&mut self, data: &[u8]) -> Heard {
        let field = |from: usize, to: usize| text(data.get(from..to).unwrap_or_default());
        let (model, firmware) = (field(24, 40), field(40, 48));
        let Some(cells) = number_in(&model).filter(|cells| (1..=100).contains(cells)) else {
            return Heard::Senseless;
        };
        *self = Focus::default();
        self.has_old_pins = matches!(cells, 44 | 70 | 84);
        if number_in(&firmware).is_some_and(|major| major >= 3) {
            self.rockers = Rockers::Wanted;
        }
        let model = match model.strip_prefix("pm display") {
            Some(_) => format!("Freedom Scientific PAC Mate {cells}"),
            None => format!("Freedom Scientific {model}"),
        };
        Heard::Ready(Identity { model, cells })
    }

    fn handle_refusal(&mut self, error: u8, component: u8) -> Heard {
        if component == CONFIGURE {
            // An old firmware after all: it has no rockers to tell of.
            self.rockers = Rockers::Settled;
        }
        let smaller = (self.part.min(self.sent) / 2).max(PART_MIN);
        if error == TIME_OUT && smaller < self.part {
            self.part = smaller;
            return Heard::TooMuch;
        }
        Heard::Refused
    }
}

impl Protocol for Focus {
    fn judge(&self, held: &[u8]) -> Verdict {
        from_device(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        (place == 0).then(|| Question {
            bytes: short(QUERY, 0, 0, 0),
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match *frame {
            [ACK, ..] => {
                if self.rockers == Rockers::Asked {
                    self.rockers = Rockers::Settled;
                }
                heard.push(Heard::Acknowledged);
            }
            [NAK, error, component, _] => heard.push(self.handle_refusal(error, component)),
            [KEY_STATE, k0, k1, k2] => {
                let keys = keys_of(KEYS, &places(bits_up(&[k0, k1, k2])));
                heard.push(Heard::State(GROUP, keys));
            }
            [EXTENDED_KEYS, _, _, _, k0, ..] => {
                let keys = keys_of(EXTENDED, &places(bits_up(&[k0])));
                heard.push(Heard::State(EXTENDED_GROUP, keys));
            }
            [BUTTON, number, 1, _] => heard.push(Heard::Routing(usize::from(number))),
            [BUTTON, ..] => heard.push(Heard::Acted),
            [WHEEL, turn, ..] => match WHEELS.get(usize::from(turn >> 3 & 7)) {
                Some(wheel) => {
                    let step = Heard::Chord([*wheel].into_iter().collect());
                    heard.extend(std::iter::repeat_n(step, usize::from(turn & 7)));
                }
                None => heard.push(Heard::Senseless),
            },
            [INFO, INFO_LENGTH, _, _, ref data @ .., _] => heard.push(self.handle_info(data)),
            _ => {}
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let mut packets = Vec::new();
        if self.rockers != Rockers::Settled {
            self.rockers = Rockers::Asked;
            packets.push(short(CONFIGURE, 0x02, 0, 0));
        }
        let pins = |cell: &u8| {
            if self.has_old_pins {
                pin_order(*cell)
            } else {
                *cell
            }
        };
        let cells: Vec<u8> = cells.iter().map(pins).collect();
        self.sent = cells.len().min(self.part);
        let mut start = 0;
        for part in cells.chunks(self.part) {
            packets.push(long(WRITE, u8::try_from(start).unwrap_or(u8::MAX), part));
            start += part.len();
        }
        packets
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

/// Reads a field that is filled up with NUL.
fn text(field: &[u8]) -> String {
    let printable = field.iter().take_while(|byte| (0x20..0x7F).contains(*byte));
    let text: String = printable.map(|byte| char::from(*byte)).collect();
    text.trim().to_owned()
}

/// Gives the first number in a text: the cells of a model, the main version of a firmware.
fn number_in(text: &str) -> Option<usize> {
    let begin = text.find(|letter: char| letter.is_ascii_digit())?;
    let rest = text.get(begin..)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit());
    rest.get(..end.unwrap_or(rest.len()))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Focus;
    use super::{Heard, NAK, Protocol, WRITE};

    #[test]
    fn a_display_short_of_time_gets_smaller_parts() {
        let mut focus = Focus::default();
        let mut starts = Vec::new();
        let mut heard = Vec::new();
        for _ in 0..5 {
            let parts = focus.write(&[0; 40], None);
            starts.push(parts.iter().map(|part| part[2]).collect::<Vec<u8>>());
            focus.hear(&[NAK, 0x30, WRITE, 0], &mut heard);
        }
        let whole = [vec![0], vec![0, 20], vec![0, 10, 20, 30]];
        assert_eq!(starts[..3], whole);
        assert_eq!((starts[3].len(), starts[4].len()), (8, 10));
        // No smaller ones are left: now it is a failure.
        assert_eq!(heard[..4], [const { Heard::TooMuch }; 4]);
        assert_eq!(heard[4], Heard::Refused);
    }
}
