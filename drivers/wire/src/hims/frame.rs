//! Where the frames of HIMS devices begin and end.

use crate::frame::{Verdict, sum as sum_of};

/// Judges what a device sends: `1C a b 1F` and `FA kind 01 v k0 k1 k2 k3 sum FB`.
pub(super) fn from_device(held: &[u8]) -> Verdict {
    match held {
        [0x1C, rest @ ..] => identity(rest),
        [0xFA, kind, ..] if *kind > 2 => Verdict::Noise,
        [0xFA, _, version, ..] if *version != 1 => Verdict::Noise,
        [0xFA, _, _, _, _, _, _, _, sum, 0xFB, ..] => checked(&held[..10], *sum),
        [0xFA, rest @ ..] if rest.len() < 9 => Verdict::More,
        // Our own question for the cell count, echoed.
        [0xFB, ..] => {
            Verdict::of_fixed(held, &[0xFB, 0xFB, 0x01, 0xF0]).unwrap_or(Verdict::Whole(4))
        }
        _ => Verdict::Noise,
    }
}

/// Judges what a host sends: `1C a b 1F` and the packets that ask for the count or show cells.
pub(super) fn to_device(held: &[u8]) -> Verdict {
    match held {
        [0x1C, rest @ ..] => identity(rest),
        [kind @ (0xFB | 0xFC), rest @ ..] => request(held, *kind, rest),
        _ => Verdict::Noise,
    }
}

fn identity(rest: &[u8]) -> Verdict {
    let (letters, end) = rest.split_at(rest.len().min(2));
    if !letters.iter().all(u8::is_ascii_uppercase) {
        return Verdict::Noise;
    }
    match end.first() {
        None => Verdict::More,
        Some(0x1F) => Verdict::Whole(4),
        Some(_) => Verdict::Noise,
    }
}

/// Follows the fixed bytes of a request and the two lengths in it.
fn request(held: &[u8], kind: u8, rest: &[u8]) -> Verdict {
    let begin = [kind, 0x01, 0xF0];
    if !rest.iter().zip(begin).all(|(byte, fixed)| *byte == fixed) {
        return Verdict::Noise;
    }
    let length_at = |place: usize| match held.get(place..place + 2) {
        Some([low, high]) => Some(usize::from(u16::from_le_bytes([*low, *high]))),
        _ => None,
    };
    let Some(first) = length_at(4) else {
        return Verdict::More;
    };
    let middle = 6 + first;
    if first > super::message::DATA_MAX {
        return Verdict::Noise;
    }
    let Some(second) = length_at(middle + 2) else {
        return Verdict::More;
    };
    let end = middle + 4 + second;
    if second > super::message::DATA_MAX || held.get(middle..middle + 2) != Some(&[0xF1, 0xF2]) {
        return Verdict::Noise;
    }
    match held.get(end..end + 8) {
        None => Verdict::More,
        Some([0xF3, 0, 0, 0, 0, sum, 0xFD, 0xFD]) => checked(&held[..end + 8], *sum),
        Some(_) => Verdict::Noise,
    }
}

fn checked(frame: &[u8], sum: u8) -> Verdict {
    let sound = sum_of(frame).wrapping_sub(sum) == sum;
    Verdict::checked(sound, frame.len())
}

#[cfg(test)]
mod tests {
    use super::from_device;
    use crate::frame::frames;

    const KEY: [u8; 10] = [0xFA, 0x01, 0x01, 0x00, 0x01, 0x01, 0, 0, 0xF9, 0xFB];

    #[test]
    fn finds_a_packet_behind_a_half_one() {
        for length in 1..10 {
            let bytes = [&KEY[..length], &KEY[..]].concat();
            assert_eq!(
                frames(&bytes, from_device).0,
                [KEY.to_vec()],
                "half of {length} bytes"
            );
        }
    }

    #[test]
    fn drops_and_counts_a_packet_with_a_wrong_sum() {
        let mut damaged = KEY;
        damaged[4] ^= 0x10;
        let (found, splitter) = frames(&[damaged, KEY].concat(), from_device);
        assert_eq!(found, [KEY.to_vec()]);
        assert_eq!((splitter.damaged, splitter.noise_bytes), (1, 9));
    }

    #[test]
    fn finds_an_identity_at_once_inside_noise() {
        let (found, splitter) = frames(&[0, 0xFA, 0x1C, 0x1C, b'S', b'X', 0x1F], from_device);
        assert_eq!(found, [vec![0x1C, b'S', b'X', 0x1F]]);
        assert_eq!(splitter.noise_bytes, 3);
    }
}
