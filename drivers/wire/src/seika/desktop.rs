//! The language of the desktop models, and that of the oldest ones.

use super::keys::{DESKTOP, gestures};
use crate::Gestures;
use crate::frame::Verdict;
use crate::presses::{bits_up, places};
use crate::protocol::{Heard, Identity, Protocol, Question, keys_of};

/// Its own 0.2 s and a slow adapter.
pub(super) const ANSWER_WAIT_MS: u64 = 350;

/// How long an identity is in either dialect.
pub(super) const IDENTITY_LENGTH: usize = 12;

/// What tells of routing keys: the length, and where the bitmap lies in it.
pub(super) const ROUTING_40: Routing = Routing {
    head: &[0x00, 0x08, 0x09, 0, 0, 0, 0],
    bitmap: 5,
    tail: &[0x00, 0x08, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};
pub(super) const ROUTING_80: Routing = Routing {
    head: &[0x00, 0x08, 0x0F, 0, 0, 0, 0],
    bitmap: 10,
    tail: &[0; 5],
};

/// The shape of a routing packet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Routing {
    pub head: &'static [u8],
    pub bitmap: usize,
    pub tail: &'static [u8],
}

impl Routing {
    fn judge(self, held: &[u8]) -> Verdict {
        if let Some(verdict) = Verdict::of_fixed(held, self.head) {
            return verdict;
        }
        let tail = self.head.len() + self.bitmap;
        let begun = held.get(tail..).unwrap_or_default();
        match Verdict::of_fixed(begun, self.tail) {
            Some(verdict) => verdict,
            None => Verdict::Whole(tail + self.tail.len()),
        }
    }

    fn pressed(self, frame: &[u8]) -> Vec<usize> {
        let bitmap = frame.iter().skip(self.head.len()).take(self.bitmap);
        let bitmap: Vec<u8> = bitmap.copied().collect();
        places(bits_up(&bitmap))
    }
}

/// Which desktop language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Its own ("Braille display protocol").
    Bdp,
    /// That of a PowerBraille.
    Pbc,
}

/// What is known of a desktop model.
#[derive(Debug)]
pub(super) struct Desktop {
    dialect: Dialect,
    /// Its cells, once it has told them.
    cells: usize,
}

impl Desktop {
    pub fn new(dialect: Dialect) -> Desktop {
        Desktop { dialect, cells: 0 }
    }

    fn routing(&self) -> Routing {
        if self.cells == 80 {
            ROUTING_80
        } else {
            ROUTING_40
        }
    }

    fn judge_identity(&self, held: &[u8]) -> Verdict {
        let begin: &[u8] = match self.dialect {
            Dialect::Bdp => b"seika",
            Dialect::Pbc => &[0x00, 0x05],
        };
        Verdict::of_fixed(held, begin).unwrap_or_else(|| Verdict::by_length(held, IDENTITY_LENGTH))
    }

    fn handle_identity(&mut self, frame: &[u8]) -> Heard {
        let (cells, model) = match (self.dialect, frame) {
            (Dialect::Bdp, [_, _, _, _, _, b'8', ..]) => (80, "Seika 80".to_owned()),
            (Dialect::Bdp, [_, _, _, _, _, digit @ b'0'..=b'9', ..]) => {
                (40, format!("Seika {}", char::from(*digit)))
            }
            (Dialect::Pbc, [_, _, cells @ 1..=80, ..]) => {
                (usize::from(*cells), format!("Seika {cells} (PowerBraille)"))
            }
            _ => return Heard::Senseless,
        };
        self.cells = cells;
        Heard::Ready(Identity { model, cells })
    }
}

impl Protocol for Desktop {
    fn judge(&self, held: &[u8]) -> Verdict {
        match held {
            [0x60..=0x7F] if self.cells > 0 => Verdict::More,
            [0x60..=0x7F, 0xE0..=0xFF, ..] if self.cells > 0 => Verdict::Whole(2),
            [0x00, 0x08, ..] if self.cells > 0 => self.routing().judge(held),
            [0x00] => Verdict::More,
            _ => self.judge_identity(held),
        }
    }

    fn question(&mut self, place: usize) -> Option<Question> {
        self.cells = 0;
        let code = match self.dialect {
            Dialect::Bdp => 0x1C,
            Dialect::Pbc => 0x0A,
        };
        (place == 0).then(|| Question {
            bytes: vec![0xFF, 0xFF, code],
            tries: 3,
            wait_ms: ANSWER_WAIT_MS,
        })
    }

    fn hear(&mut self, frame: &[u8], heard: &mut Vec<Heard>) {
        match frame {
            [first, second] => {
                let keys = keys_of(DESKTOP, &places(bits_up(&[first & 0x1F, second & 0x1F])));
                if !keys.is_empty() {
                    heard.push(Heard::Chord(keys.into_iter().collect()));
                }
            }
            [0x00, 0x08, ..] => {
                let pressed = self.routing().pressed(frame);
                heard.extend(pressed.into_iter().map(Heard::Routing));
            }
            _ => heard.push(self.handle_identity(frame)),
        }
    }

    fn write(&mut self, cells: &[u8], _before: Option<&[u8]>) -> Vec<Vec<u8>> {
        let pairs = cells.iter().flat_map(|cell| [0x00, *cell]);
        let twice = u8::try_from(cells.len() * 2).unwrap_or(u8::MAX);
        let (head, body): (&[u8], Vec<u8>) = match self.dialect {
            Dialect::Bdp if self.cells == 80 => (b"\xFF\xFFs80\0\0\0", cells.to_vec()),
            Dialect::Bdp => (b"\xFF\xFFseika\0", pairs.collect()),
            Dialect::Pbc => (
                &[0xFF, 0xFF, 0x04, 0x00, 0x63, 0x00, twice, 0x00],
                pairs.collect(),
            ),
        };
        vec![[head, &body].concat()]
    }

    fn gestures(&self) -> &'static Gestures {
        gestures()
    }
}

#[cfg(test)]
mod tests {
    use super::{Desktop, Dialect};
    use crate::protocol::{Heard, Protocol};

    #[test]
    fn each_key_has_its_bit_and_the_upper_three_are_marks() {
        let mut desktop = Desktop::new(Dialect::Bdp);
        desktop.hear(b"seika3 v3.31", &mut Vec::new());
        for (bytes, keys) in [
            ([0x61, 0xE0], "K1"),
            ([0x62, 0xE0], "K7"),
            ([0x64, 0xE0], "K8"),
            ([0x68, 0xE0], "K6"),
            ([0x70, 0xE0], "K5"),
            ([0x60, 0xE2], "K2"),
            ([0x60, 0xE8], "K3"),
            ([0x60, 0xF0], "K4"),
            ([0x61, 0xF0], "K1+K4"),
        ] {
            assert_eq!(desktop.judge(&bytes), crate::frame::Verdict::Whole(2));
            let mut heard = Vec::new();
            desktop.hear(&bytes, &mut heard);
            assert_eq!(heard, [Heard::Chord(keys.parse().expect("keys"))]);
        }
    }
}
