//! Packets of four bytes, and those with data and a sum.

use crate::frame::{Verdict, sum};

pub(super) const QUERY: u8 = 0x00;
pub(super) const ACK: u8 = 0x01;
pub(super) const NAK: u8 = 0x02;
pub(super) const KEYS: u8 = 0x03;
pub(super) const BUTTON: u8 = 0x04;
pub(super) const WHEEL: u8 = 0x05;
pub(super) const FIRMNESS: u8 = 0x08;
pub(super) const BEEP: u8 = 0x09;
pub(super) const CONFIGURE: u8 = 0x0F;
pub(super) const INFO: u8 = 0x80;
pub(super) const WRITE: u8 = 0x81;
pub(super) const EXTENDED_KEYS: u8 = 0x82;

/// The bit of a type that says that data follow.
const HAS_DATA: u8 = 0x80;

/// The length of the data that tell maker, model and firmware.
pub(super) const INFO_LENGTH: u8 = 48;

/// Writes a packet without data.
pub(super) fn short(kind: u8, a: u8, b: u8, c: u8) -> Vec<u8> {
    vec![kind, a, b, c]
}

/// Writes a packet with data; longer data than a length can tell is cut.
pub(super) fn long(kind: u8, b: u8, data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).unwrap_or(u8::MAX);
    let mut packet = vec![kind, length, b, 0];
    packet.extend(data.iter().take(usize::from(length)));
    packet.push(sum(&packet).wrapping_neg());
    packet
}

/// Judges what a device sends.
pub(super) fn from_device(held: &[u8]) -> Verdict {
    let is_possible = match held {
        [ACK | NAK | KEYS | WHEEL, ..] => true,
        [BUTTON, _, pressed, ..] if *pressed > 1 => false,
        [BUTTON, _, _, row] if *row > 1 => false,
        [BUTTON, ..] => true,
        [INFO, length, ..] => *length == INFO_LENGTH,
        [EXTENDED_KEYS, length, ..] => *length == 4,
        [INFO | EXTENDED_KEYS] => true,
        _ => false,
    };
    if is_possible {
        judge_length(held)
    } else {
        Verdict::Noise
    }
}

/// Judges what a host sends.
pub(super) fn to_device(held: &[u8]) -> Verdict {
    match held {
        [QUERY | WRITE | FIRMNESS | BEEP | CONFIGURE, ..] => judge_length(held),
        _ => Verdict::Noise,
    }
}

fn judge_length(held: &[u8]) -> Verdict {
    let length = match held {
        [kind, data, ..] if kind & HAS_DATA != 0 => 5 + usize::from(*data),
        _ => 4,
    };
    match held.get(..length) {
        None => Verdict::More,
        Some(packet) => Verdict::checked(length == 4 || sum(packet) == 0, length),
    }
}

#[cfg(test)]
mod tests {
    use super::{WRITE, long, to_device};
    use crate::frame::frames;

    #[test]
    fn the_bytes_of_a_packet_add_up_to_nothing() {
        let packet = long(WRITE, 3, &[0x01, 0xFF]);
        assert_eq!(packet, [0x81, 2, 3, 0, 0x01, 0xFF, 0x7A]);
        assert_eq!(frames(&packet, to_device).0, [packet]);
    }
}
