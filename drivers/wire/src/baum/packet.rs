//! Packets `1B code arguments` with every 1B inside doubled.

use crate::frame::Verdict;

/// What begins a packet.
pub(super) const ESCAPE: u8 = 0x1B;

/// The lengths that identities have.
const IDENTITY: usize = 16;
const LONG_IDENTITY: usize = 18;
const LONG_NAMES: [&[u8]; 2] = [b"Refreshabraille ", b"NLS eReader Zoom"];

pub(super) const CELLS: u8 = 0x01;
pub(super) const ROUTING_KEYS: u8 = 0x22;
pub(super) const ROUTING_KEY: u8 = 0x27;
pub(super) const POWER_DOWN: u8 = 0x17;
pub(super) const GET_IDENTITY: u8 = 0x84;
pub(super) const GET_SERIAL: u8 = 0x8A;

/// Writes a packet.
pub(super) fn packet(code: u8, arguments: &[u8]) -> Vec<u8> {
    let mut bytes = vec![ESCAPE, code];
    for byte in arguments {
        bytes.push(*byte);
        if *byte == ESCAPE {
            bytes.push(ESCAPE);
        }
    }
    bytes
}

/// Gives the code and the arguments of a whole packet.
pub(super) fn unpack(frame: &[u8]) -> Option<(u8, Vec<u8>)> {
    let [ESCAPE, code, rest @ ..] = frame else {
        return None;
    };
    Some((*code, arguments(rest).bytes))
}

/// Arguments without their doubled escapes.
pub(super) struct Arguments {
    pub bytes: Vec<u8>,
    /// How many raw bytes they took.
    raw: usize,
    /// A single escape follows: the next packet has begun.
    pub is_cut: bool,
}

fn arguments(raw: &[u8]) -> Arguments {
    arguments_up_to(raw, usize::MAX)
}

/// Reads so many arguments, or up to the beginning of the next packet.
pub(super) fn arguments_up_to(raw: &[u8], count: usize) -> Arguments {
    let (mut bytes, mut place, mut is_cut) = (Vec::new(), 0, false);
    while bytes.len() < count {
        match raw.get(place..) {
            Some([ESCAPE, ESCAPE, ..]) => {
                bytes.push(ESCAPE);
                place += 2;
            }
            Some([ESCAPE]) | Some([]) | None => break,
            Some([ESCAPE, ..]) => {
                is_cut = true;
                break;
            }
            Some([byte, ..]) => {
                bytes.push(*byte);
                place += 1;
            }
        }
    }
    Arguments {
        bytes,
        raw: place,
        is_cut,
    }
}

/// Judges a packet whose arguments have this length; `cut_is_whole` if it may end where the next one begins.
pub(super) fn judge_length(held: &[u8], length: usize, cut_is_whole: bool) -> Verdict {
    let found = arguments_up_to(held.get(2..).unwrap_or_default(), length);
    if found.bytes.len() == length || (found.is_cut && cut_is_whole) {
        Verdict::Whole(2 + found.raw)
    } else if found.is_cut {
        Verdict::Noise
    } else {
        Verdict::More
    }
}

/// Judges what a device with so many cells, status and all, sends.
pub(super) fn from_device(held: &[u8], cells: Option<usize>) -> Verdict {
    let code = match held {
        [ESCAPE] => return Verdict::More,
        [ESCAPE, code, ..] => *code,
        _ => return Verdict::Noise,
    };
    let length = match code {
        CELLS | 0x05 | 0x16 | POWER_DOWN | 0x23..=0x29 | 0x2B | 0x34 | 0x40 => 1,
        0x11 | 0x2C | 0x2D | 0x33 => 2,
        GET_SERIAL => 8,
        0x8C => 14,
        GET_IDENTITY => identity_length(held),
        0x20 | ROUTING_KEYS => match cells {
            Some(cells) => row_length(cells),
            None => return Verdict::Noise,
        },
        _ => return Verdict::Noise,
    };
    judge_length(held, length, false)
}

fn identity_length(held: &[u8]) -> usize {
    let begun = arguments_up_to(held.get(2..).unwrap_or_default(), IDENTITY).bytes;
    if LONG_NAMES.iter().any(|name| begun == *name) {
        LONG_IDENTITY
    } else {
        IDENTITY
    }
}

/// Gives the bytes of a row of routing keys: three or four are filled up to five.
pub(super) fn row_length(cells: usize) -> usize {
    match cells.div_ceil(8) {
        3 | 4 => 5,
        bytes => bytes,
    }
}

/// Splits all cells into those for text and those for status.
pub(super) fn text_cells(all: usize) -> usize {
    match all {
        44 | 68 | 84 => all - 4,
        56 => 40,
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use super::{from_device, packet, unpack};
    use crate::frame::frames;

    #[test]
    fn escapes_are_doubled_and_single_ones_begin_a_packet() {
        let joystick = packet(0x34, &[0x1B]);
        assert_eq!(joystick, [0x1B, 0x34, 0x1B, 0x1B]);
        assert_eq!(unpack(&joystick), Some((0x34, vec![0x1B])));
        let judge = |held: &[u8]| from_device(held, Some(40));
        let bytes = [&[0x1B, 0x22, 0x01, 0x00], &joystick[..]].concat();
        let (found, splitter) = frames(&bytes, judge);
        assert_eq!((found, splitter.noise_bytes), (vec![joystick], 4));
    }

    #[test]
    fn rows_are_as_long_as_the_display() {
        for (cells, length) in [
            (12, 2),
            (14, 2),
            (18, 5),
            (20, 5),
            (32, 5),
            (40, 5),
            (64, 8),
            (80, 10),
            (84, 11),
        ] {
            let row = packet(0x22, &vec![0; length]);
            let found = frames(&row, |held| from_device(held, Some(cells))).0;
            assert_eq!(found, [row], "{cells} cells");
        }
    }

    #[test]
    fn long_names_are_longer() {
        for name in [
            "VarioConnect 40 ",
            "Refreshabraille 18",
            "NLS eReader Zoomax",
        ] {
            let identity = packet(0x84, name.as_bytes());
            let found = frames(&identity, |held| from_device(held, None)).0;
            assert_eq!(found, [identity], "{name}");
        }
    }
}
