//! Packets `1B type length data`.

use super::keys::is_known;
use crate::frame::Verdict;

pub(super) const ESCAPE: u8 = 0x1B;
pub(super) const INIT: u8 = 0x00;
pub(super) const INIT_ANSWER: u8 = 0x01;
pub(super) const CELLS: u8 = 0x02;
pub(super) const GET_KEYS: u8 = 0x03;
pub(super) const KEYS: u8 = 0x04;
pub(super) const KEY_DOWN: u8 = 0x05;
pub(super) const KEY_UP: u8 = 0x06;
pub(super) const POWERING_OFF: u8 = 0x10;

/// Writes a packet; longer data than a length can tell is cut.
pub(super) fn packet(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).unwrap_or(u8::MAX);
    let data = data.iter().take(usize::from(length));
    let head = [ESCAPE, kind, length];
    head.into_iter().chain(data.copied()).collect()
}

/// Judges what a device sends: only lengths and keys that exist.
pub(super) fn from_device(held: &[u8]) -> Verdict {
    let (kind, length, data) = match held {
        [ESCAPE] => return Verdict::More,
        [ESCAPE, kind] if *kind <= POWERING_OFF => return Verdict::More,
        [ESCAPE, kind, length, data @ ..] => (*kind, *length, data),
        _ => return Verdict::Noise,
    };
    let is_possible = match kind {
        INIT_ANSWER => length == 3,
        KEY_DOWN | KEY_UP => length == 1 && data.first().is_none_or(|code| is_known(*code)),
        KEYS => length < 32,
        // Firmware, settings, keep awake, powering off.
        0x07..=0x10 => length <= 64,
        _ => false,
    };
    if is_possible {
        Verdict::by_length(held, 3 + usize::from(length))
    } else {
        Verdict::Noise
    }
}

/// Judges what a host sends.
pub(super) fn to_device(held: &[u8]) -> Verdict {
    match held {
        [ESCAPE] | [ESCAPE, INIT | CELLS | GET_KEYS] => Verdict::More,
        [ESCAPE, INIT | CELLS | GET_KEYS, length, ..] => {
            Verdict::by_length(held, 3 + usize::from(*length))
        }
        _ => Verdict::Noise,
    }
}

#[cfg(test)]
mod tests {
    use super::{KEY_DOWN, from_device, packet};
    use crate::frame::frames;

    #[test]
    fn a_packet_that_lost_a_byte_does_not_swallow_the_next_one() {
        let key = packet(KEY_DOWN, &[18]);
        for length in 1..key.len() {
            let bytes = [&key[..length], &key[..]].concat();
            assert_eq!(
                frames(&bytes, from_device).0,
                std::slice::from_ref(&key),
                "{length}"
            );
        }
    }
}
