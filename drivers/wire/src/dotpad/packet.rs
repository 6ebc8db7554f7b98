//! Packets `AA 55 length destination command number data sum`.

use crate::frame::Verdict;

const BEGIN: [u8; 2] = [0xAA, 0x55];

/// The bytes that the length counts beside the data: destination, command, number and sum.
const OVERHEAD: usize = 5;
const LENGTH_MAX: usize = 300;

pub(super) const GET_BOARD: u16 = 0x0110;
pub(super) const BOARD: u16 = 0x0111;
pub(super) const WRITE_LINE: u16 = 0x0200;
pub(super) const LINE_HEARD: u16 = 0x0201;
pub(super) const LINE_DONE: u16 = 0x0202;
pub(super) const SCROLL_KEYS: u16 = 0x0302;
pub(super) const PERKINS_KEYS: u16 = 0x0312;
pub(super) const ROUTING_KEYS: u16 = 0x0322;
pub(super) const FUNCTION_KEYS: u16 = 0x0332;
pub(super) const ERROR: u16 = 0x9902;

fn sum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0xA5, |all, byte| all ^ byte)
}

/// Writes a packet.
pub(super) fn packet(destination: u8, command: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + OVERHEAD).unwrap_or(u16::MAX);
    let mut packet = BEGIN.to_vec();
    packet.extend(length.to_be_bytes());
    packet.push(destination);
    packet.extend(command.to_be_bytes());
    packet.push(0);
    packet.extend(data);
    packet.push(sum(&packet[4..]));
    packet
}

/// Gives the destination, the command and the data of a whole packet.
pub(super) fn unpack(frame: &[u8]) -> Option<(u8, u16, &[u8])> {
    let [_, _, _, _, destination, high, low, _, data @ .., _] = frame else {
        return None;
    };
    Some((*destination, u16::from_be_bytes([*high, *low]), data))
}

/// Judges what either side sends.
pub(super) fn judge(held: &[u8]) -> Verdict {
    if let Some(verdict) = Verdict::of_fixed(held, &BEGIN) {
        return verdict;
    }
    let [_, _, high, low, rest @ ..] = held else {
        return Verdict::More;
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if !(OVERHEAD..=LENGTH_MAX).contains(&length) {
        return Verdict::Noise;
    }
    match rest.get(..length) {
        None => Verdict::More,
        Some(rest) => Verdict::checked(sum(rest) == 0, 4 + length),
    }
}

#[cfg(test)]
mod tests {
    use super::{GET_BOARD, judge, packet, unpack};
    use crate::frame::frames;

    #[test]
    fn writes_the_bytes_of_the_protocol() {
        let question = packet(0, GET_BOARD, &[]);
        assert_eq!(question, [0xAA, 0x55, 0, 5, 0, 0x01, 0x10, 0, 0xB4]);
        let found = frames(&question, judge).0;
        assert_eq!(found, [question]);
        assert_eq!(unpack(&found[0]), Some((0, GET_BOARD, &[][..])));
    }
}
