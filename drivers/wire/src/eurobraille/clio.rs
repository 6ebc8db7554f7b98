//! The older language: numbered packets between 01 and 04, with escapes and a sum.
//!
//! A packet carries parts, each with its length in front, then its number and the sum (xor) of all that. A 10 escapes
//! the bytes that mean something to the line. Each packet is answered by 06, or by 15 and a reason.

use super::keys::{BRAILLE, CLIO, gestures};
use crate::Gestures;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Identity, Protocol, Question, key_at, keys_of};

const BEGIN: u8 = 0x01;
const END: u8 = 0x04;
const TAKEN: u8 = 0x06;
const ESCAPE: u8 = 0x10;
const REFUSED: u8 = 0x15;

/// The reason of a refusal: the sum is wrong.
const WRONG_SUM: u8 = 0x01;

const PACKET_MAX: usize = 400;
const ANSWER_WAIT_MS: u64 = 500;

/// After so many refusals in a row it makes no sense to send the same again.
const REFUSALS_MAX: u8 = 5;

/// The first packet has this number, later ones count from the next up to 255 and over again.
const FIRST_NUMBER: u8 = 127;

/// What is known of a Clio.
#[derive(Debug)]
pub(super) struct Clio {
    number: u8,
    heard_number: Option<u8>,
    refusals: u8,
}

impl Default for Clio {
    fn default() -> Clio {
        Clio {
            number: FIRST_NUMBER,
            heard_number: None,
            refusals: 0,
        }
    }
}

fn needs_escape(byte: u8) -> bool {
    matches!(byte, BEGIN | END | TAKEN | ESCAPE | REFUSED)
}

/// Writes a packet of one part.
pub(super) fn packet(number: u8, part: &[u8]) -> Vec<u8> {
    let length = u8::try_from(part.len()).unwrap_or(u8::MAX);
    let mut content = vec![length];
    content.extend(part.iter().take(usize::from(length)));
    content.push(number);
    content.push(xor(&content));
    let escaped = content.iter().flat_map(|byte| {
        let escape = needs_escape(*byte).then_some(ESCAPE);
        escape.into_iter().chain([*byte])
    });
    [BEGIN].into_iter().chain(escaped).chain([END]).collect()
}

fn xor(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |all, byte| all ^ byte)
}

/// Judges what either side sends.
pub(super) fn judge(held: &[u8]) -> Verdict {
    match held {
        [TAKEN, ..] => return Verdict::Whole(1),
        [REFUSED] => return Verdict::More,
        [REFUSED, 1..=6, ..] => return Verdict::Whole(2),
        [BEGIN, ..] => {}
        _ => return Verdict::Noise,
    }
    let mut is_escaped = false;
    for (place, byte) in held.iter().enumerate().skip(1) {
        match *byte {
            _ if is_escaped => is_escaped = false,
            ESCAPE => is_escaped = true,
            END => return Verdict::known(place > 3, place + 1),
            BEGIN | TAKEN | REFUSED => return Verdict::Noise,
            _ => {}
        }
    }
    if held.len() > PACKET_MAX {
        Verdict::Noise
    } else {
        Verdict::More
    }
}

/// Gives the number and the parts of a packet, or nothing if its sum is wrong.
pub(super) fn unpack(frame: &[u8]) -> Option<(u8, Vec<Vec<u8>>)> {
    let mut content = Vec::new();
    let mut is_escaped = false;
    for byte in frame.get(1..frame.len().checked_sub(1)?)? {
        if *byte == ESCAPE && !is_escaped {
            is_escaped = true;
        } else {
            is_escaped = false;
            content.push(*byte);
        }
    }
    let [body @ .., number, _] = &content[..] else {
        return None;
    };
    if xor(&content) != 0 {
        return None;
    }
    let (mut rest, mut parts) = (body, Vec::new());
    while let [length, more @ ..] = rest {
        let (part, later) = more.split_at(more.len().min(usize::from(*length)));
        parts.push(part.to_vec());
        rest = later;
    }
    Some((*number, parts))
}

impl Clio {
    fn next_packet(&mut self, part: &[u8]) -> Vec<u8> {
        let packet = packet(self.number, part);
        self.number = self.number.checked_add(1).unwrap_or(FIRST_NUMBER + 1);
        packet
    }

    fn handle_part(part: &[u8]) -> Heard {
        match part {
            [b'S' | b's', b'I' | b'i', code @ ..] if code.len() >= 3 => {
                Heard::Ready(identity(code))
            }
            [b'R', b'B', ..] => Heard::Rewrite,
            [b'K', b'B', low, high] => {
                // Dots 1 to 6, backspace and space; then dots 7 and 8.
                let dots = (low & 0x3F) | (high & 0x03) << 6;
                let keys = keys_of(BRAILLE, &places(bits_up(&[dots, low >> 6])));
                Heard::Chord(keys.into_iter().collect())
            }
            [b'K', b'I', cell, ..] => match (cell & 0x7F).checked_sub(1) {
                Some(cell) => Heard::Routing(usize::from(cell)),
                None => Heard::Senseless,
            },
            [b'K', b'T', code, ..] => match key_at(CLIO, *code) {
                Some(key) => Heard::Chord([key].into_iter().collect()),
                None => Heard::Senseless,
            },
            _ => Heard::Acted,
        }
    }
}

impl Protocol for Clio {
    fn judge(&self, held: &[u8]) -> Verdict {
        judge(held)
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Clio::default();
        (place == 0).then(|| Question {
            bytes: self.next_packet(b"SI"),
            tries: 2,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match frame {
            [TAKEN] => self.refusals = 0,
            [REFUSED, _] if self.refusals < REFUSALS_MAX => {
                self.refusals += 1;
                heard.push(Heard::Rewrite);
            }
            [REFUSED, _] => heard.push(Heard::Senseless),
            _ => match unpack(frame) {
                Some((number, parts)) => {
                    heard.push(Heard::Tell(vec![TAKEN]));
                    // Our answer was lost, so it said the same again.
                    if self.heard_number.replace(number) != Some(number) {
                        heard.extend(parts.iter().map(|part| Clio::handle_part(part)));
                    }
                }
                None => {
                    heard.push(Heard::Tell(vec![REFUSED, WRONG_SUM]));
                    heard.push(Heard::Senseless);
                }
            },
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        vec![self.next_packet(&[b"DP", cells].concat())]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

fn identity(code: &[u8]) -> Identity {
    let name = match code.first_chunk() {
        Some([b'C' | b'c', b'E' | b'e']) => "Clio EuroBraille",
        Some([b'C' | b'c', b'N' | b'n']) => "Clio NoteBraille",
        Some([b'C' | b'c', b'P' | b'p']) => "Clio PupiBraille",
        Some([b'C' | b'c', b'Z' | b'z']) => "Clio AzerBraille",
        Some([b'N' | b'n', _]) => "NoteBraille",
        Some([b'S' | b's', _]) => "Scriba",
        Some([b'I' | b'i', b'R' | b'r']) => "Iris",
        Some([b'I' | b'i', b'S' | b's']) => "Iris S",
        _ => "Clio",
    };
    let cells = match code.get(2) {
        Some(b'3') => 32,
        Some(b'4') => 40,
        Some(b'8') => 80,
        _ => 20,
    };
    Identity {
        model: format!("EuroBraille {name} {cells}"),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use super::{judge, packet, unpack};
    use crate::frame::frames;

    #[test]
    fn escapes_what_means_something_to_the_line() {
        let question = packet(127, b"SI");
        assert_eq!(question, [0x01, 0x02, b'S', b'I', 0x7F, 0x67, 0x04]);
        let nasty = packet(128, &[0x01, 0x04, 0x10, 0x06, 0x15]);
        let (found, splitter) = frames(&nasty, judge);
        assert_eq!((&found, splitter.noise_bytes), (&vec![nasty], 0));
        let parts = vec![vec![0x01, 0x04, 0x10, 0x06, 0x15]];
        assert_eq!(unpack(&found[0]), Some((128, parts)));
    }
}
