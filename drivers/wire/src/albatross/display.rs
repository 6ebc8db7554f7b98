//! An Albatross made of memory.

use super::keys::{CLICKS, CONTROLS, routing_code};
use super::protocol::{ACCEPT, CALL, WRITE, WRITE_END, windows};
use crate::frame::Verdict;
use crate::protocol::code_of;
use crate::simulated::{Face, Role, SimulatedDisplay};
use crate::{Key, Moment};

/// How often it calls, and how long it bears silence.
const CALL_MS: u64 = 250;
const PATIENCE_MS: u64 = 2_000;

/// Makes a display that describes itself so.
pub fn display(description: u8) -> SimulatedDisplay {
    let player = Player {
        description,
        is_accepted: false,
        calls_at: Moment::ZERO,
    };
    SimulatedDisplay::new(player, windows(description).1.len())
}

#[derive(Debug)]
struct Player {
    description: u8,
    is_accepted: bool,
    /// When it calls next.
    calls_at: Moment,
}

impl Role for Player {
    fn judge(&self, held: &[u8]) -> Verdict {
        match held {
            [WRITE, pairs @ ..] => {
                let end = pairs.iter().step_by(2).position(|byte| *byte == WRITE_END);
                let sound = pairs.iter().step_by(2).take(end.unwrap_or(usize::MAX));
                if !sound.clone().all(|place| (1..=80).contains(place)) {
                    return Verdict::Noise;
                }
                end.map_or(Verdict::More, |pairs| Verdict::Whole(2 + 2 * pairs))
            }
            _ => Verdict::of_fixed(held, &ACCEPT).unwrap_or(Verdict::Whole(ACCEPT.len())),
        }
    }

    fn answer(&mut self, frame: &[u8], face: &mut Face, now: Moment) -> Vec<u8> {
        self.is_accepted |= frame == ACCEPT;
        if !self.is_accepted {
            return Vec::new();
        }
        self.calls_at = now.after(PATIENCE_MS);
        if let [WRITE, pairs @ .., WRITE_END] = frame {
            let (_, text) = windows(self.description);
            for pair in pairs.chunks_exact(2) {
                let place = usize::from(pair[0]) - 1;
                if text.contains(&place) {
                    face.show(place - text.start, &[pair[1].reverse_bits()]);
                }
            }
        }
        Vec::new()
    }

    fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let control = |key: &Key| code_of(CONTROLS, *key);
        let codes: Option<Vec<u8>> = keys
            .iter()
            .map(|key| control(key).or_else(|| code_of(CLICKS, *key)))
            .collect();
        let mut codes = codes?;
        // The first control key encloses the others.
        codes.sort_by_key(|code| CLICKS.iter().any(|(click, _)| click == code));
        codes.extend(
            keys.iter()
                .find_map(control)
                .and_then(|_| codes.first().copied()),
        );
        Some(codes)
    }

    fn route(&self, cell: usize) -> Vec<u8> {
        let (_, text) = windows(self.description);
        routing_code(text.start + cell).into_iter().collect()
    }

    fn switched_on(&mut self) -> Vec<u8> {
        self.calls_at = Moment::ZERO;
        self.is_accepted = false;
        Vec::new()
    }

    fn handle_timeout(&mut self, now: Moment) -> Vec<u8> {
        if now < self.calls_at {
            return Vec::new();
        }
        self.is_accepted = false;
        self.calls_at = now.after(CALL_MS);
        vec![CALL, self.description]
    }

    fn wake_at(&self) -> Option<Moment> {
        Some(self.calls_at)
    }
}
