//! Everything that is neither form nor answer: the clock, chance, and who and where.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::data_type::DataType;
use crate::xpath::Evaluator;

/// Everything ambient, handed in: an engine with the same ambient does the same.
#[derive(Clone)]
pub struct Ambient {
    /// The time, and the time zone of the person.
    pub now: jiff::Zoned,
    /// A new UUID for the record, without `uuid:`.
    pub uuid: String,
    /// Chance: a new one for every record.
    pub seed: u64,
    /// What names this device to the city.
    pub device_id: String,
    /// Properties that forms may ask for: `username`, `email`, `phonenumber`.
    pub properties: BTreeMap<String, String>,
    /// Where this computer is, latitude and longitude in degrees, for forms that note it; none where it is not known
    /// or nobody's business.
    pub place: Option<String>,
}

/// Shows nothing that names a person.
impl std::fmt::Debug for Ambient {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Ambient")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Ambient {
    /// The place, as answers have it.
    pub(super) fn place(&self) -> Option<String> {
        let place = self.place.as_deref()?;
        let written = DataType::Geopoint.canonical(place, self.now.time_zone());
        written.ok().filter(|place| !place.is_empty())
    }

    /// The `draw`-th 32 random bytes of this record.
    fn random_bytes(&self, draw: u64) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.uuid.as_bytes());
        hash.update(self.seed.to_be_bytes());
        hash.update(draw.to_be_bytes());
        hash.finalize().into()
    }
}

impl Evaluator<'_> {
    fn draw(&self) -> [u8; 32] {
        let draw = self.draws.get();
        self.draws.set(draw.wrapping_add(1));
        self.ambient.random_bytes(draw)
    }

    /// A number from 0 up to but not 1.
    pub(crate) fn random(&self) -> f64 {
        let bytes = self.draw();
        let bits = bytes[..8]
            .iter()
            .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        (bits >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A UUID of version 4, or letters and digits of a given length.
    pub(crate) fn unique_text(&self, length: Option<f64>) -> String {
        const LENGTH_MAX: f64 = 1000.0;
        const LETTERS: &[u8; 62] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let Some(length) = length.filter(|length| !length.is_nan()) else {
            return self.uuid();
        };
        let length = length.clamp(0.0, LENGTH_MAX) as usize;
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let bytes = self.draw();
            let letters = bytes
                .iter()
                .take(length - text.len())
                .map(|byte| char::from(LETTERS[usize::from(*byte) % 62]));
            text.extend(letters);
        }
        text
    }

    fn uuid(&self) -> String {
        let mut bytes = self.draw();
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: Vec<String> = bytes[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        [&hex[..4], &hex[4..6], &hex[6..8], &hex[8..10], &hex[10..16]]
            .map(|part| part.concat())
            .join("-")
    }
}

/// An ambient for tests: nine in the morning in Seoul.
#[cfg(test)]
pub(crate) fn example() -> Ambient {
    Ambient {
        now: "2026-03-05T09:00:00+09:00[+09:00]".parse().unwrap(),
        uuid: "0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11".to_string(),
        seed: 7,
        device_id: "kiosk-1".to_string(),
        properties: BTreeMap::from([("username".to_string(), "somebody".to_string())]),
        place: None,
    }
}
