//! The conversation with an Albatross.

use super::keys::{CLICKS, CONTROLS, gestures, routing_place, usual_code};
use crate::Gestures;
use crate::frame::Verdict;
use crate::protocol::{Heard, Identity, Protocol, Question, Tempo, key_at};

pub(super) const CALL: u8 = 0xFF;
pub(super) const ACCEPT: [u8; 4] = [0xFE, 0xFF, 0xFE, 0xFF];
pub(super) const WRITE: u8 = 0xFB;
pub(super) const WRITE_END: u8 = 0xFC;

/// What the display sends when it wants all cells again.
pub(super) const REWRITE: u8 = 0xFB;

/// How long we listen at each speed: it calls at least twice in that.
const LISTEN_MS: u64 = 2_000;

/// The display gives up after two seconds.
const KEEP_ALIVE_MS: u64 = 1_500;

/// A call may come this much after the one before.
const BETWEEN_CALLS_MS: u64 = 1_200;

/// What is known of an Albatross.
#[derive(Debug, Default)]
pub(super) struct Albatross {
    /// The description of the display we have accepted.
    accepted: Option<u8>,
}

/// How the cells of a display with this description are shared out: all, and those for text.
pub(super) fn windows(description: u8) -> (usize, std::ops::Range<usize>) {
    let all = if description & 0x80 == 0 { 46 } else { 80 };
    // Beside the status cells one stays empty.
    let taken = match usize::from(description & 0x0F) {
        0 => 0,
        status => status + 1,
    };
    let text = if description & 0x20 == 0 {
        taken..all
    } else {
        0..all - taken
    };
    (all, text)
}

impl Albatross {
    fn handle_call(&mut self, description: u8, heard: &mut Vec<Heard>) {
        self.accepted = Some(description);
        let (_, text) = windows(description);
        heard.push(Heard::Tell(ACCEPT.to_vec()));
        heard.push(Heard::Ready(Identity {
            model: format!("Albatross {}", windows(description).0),
            cells: text.len(),
        }));
    }

    fn handle_key(&self, description: u8, code: u8) -> Vec<Heard> {
        let (_, text) = windows(description);
        let code = usual_code(description, code);
        if let Some(place) = routing_place(code) {
            let cell = text.contains(&place).then(|| place - text.start);
            return vec![cell.map_or(Heard::Senseless, Heard::Routing)];
        }
        match (key_at(CLICKS, code), key_at(CONTROLS, code)) {
            (Some(key), _) => vec![Heard::Down(key), Heard::Up(key)],
            (None, Some(key)) => vec![Heard::Toggled(key)],
            (None, None) => vec![Heard::Senseless],
        }
    }
}

fn is_key(code: u8) -> bool {
    routing_place(code).is_some()
        || key_at(CLICKS, code).is_some()
        || key_at(CONTROLS, code).is_some()
}

impl Protocol for Albatross {
    fn judge(&self, held: &[u8]) -> Verdict {
        match held {
            [CALL] => Verdict::More,
            [CALL, CALL, ..] => Verdict::Noise,
            // The display we have accepted calls once more before it hears of that: no key is in it.
            [CALL, description, ..] if self.accepted == Some(*description) => Verdict::Whole(2),
            // A display that calls twice alike means it; noise does not.
            [CALL, description, ..] => {
                let twice = [CALL, *description, CALL, *description];
                match Verdict::of_fixed(held, &twice) {
                    None => Verdict::Whole(twice.len()),
                    // What stands behind a call is a description, even a wrong one, and never a key.
                    Some(Verdict::Noise) if self.accepted.is_some() => Verdict::Whole(2),
                    Some(verdict) => verdict,
                }
            }
            [code, ..] if self.accepted.is_some() => {
                Verdict::known(*code == REWRITE || is_key(*code), 1)
            }
            _ => Verdict::Noise,
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        *self = Albatross::default();
        (place == 0).then(|| Question {
            bytes: Vec::new(),
            tries: 1,
            wait_ms: LISTEN_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match (frame, self.accepted) {
            ([CALL, description], accepted) if accepted == Some(*description) => {
                heard.push(Heard::Tell(ACCEPT.to_vec()));
                heard.push(Heard::Rewrite);
            }
            ([CALL, _], _) => heard.push(Heard::Senseless),
            ([CALL, description, ..], _) => self.handle_call(*description, heard),
            ([REWRITE], _) => heard.push(Heard::Rewrite),
            ([code], Some(description)) => heard.extend(self.handle_key(description, *code)),
            _ => {}
        }
    }

    fn write(&mut self, cells: &[u8], before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let (all, text) = windows(self.accepted.unwrap_or_default());
        let mut packet = vec![WRITE];
        for place in 0..all {
            let cell = place
                .checked_sub(text.start)
                .and_then(|cell| cells.get(cell));
            let shown = before.and_then(|before| before.get(place.checked_sub(text.start)?));
            if before.is_none() || cell != shown {
                packet.push(u8::try_from(place + 1).unwrap_or(u8::MAX));
                packet.push(cell.copied().unwrap_or_default().reverse_bits());
            }
        }
        packet.push(WRITE_END);
        vec![packet]
    }

    fn tempo(&self) -> Tempo {
        Tempo {
            half_frame_ms: BETWEEN_CALLS_MS,
            ack_ms: None,
            keep_alive: Some((KEEP_ALIVE_MS, vec![WRITE, WRITE_END])),
        }
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

#[cfg(test)]
mod tests {
    use super::windows;

    #[test]
    fn status_cells_and_an_empty_one_are_taken_from_the_display() {
        let table = [
            (0x80, 80, 0..80),
            (0x00, 46, 0..46),
            (0x83, 80, 4..80),
            (0x23, 46, 0..42),
        ];
        for (description, all, text) in table {
            assert_eq!(windows(description), (all, text), "{description:02X}");
        }
    }
}
