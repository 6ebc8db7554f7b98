//! Cutting a stream of bytes into frames, and finding the way back after noise.

/// What the bytes held so far are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The beginning of a frame.
    More,
    /// A whole frame of this length.
    Whole(usize),
    /// A whole frame whose checksum is wrong.
    Damaged,
    /// No frame begins here.
    Noise,
}

/// Collects bytes and hands on whole frames. Holds at most one frame, whatever comes in.
#[derive(Clone, Debug)]
pub(super) struct Splitter {
    judge: fn(&[u8]) -> Verdict,
    held: Vec<u8>,
    /// Frames with a wrong checksum so far.
    pub damaged: u64,
    /// Bytes outside of frames so far.
    pub noise_bytes: u64,
}

impl Splitter {
    /// Makes a splitter for the frames that `judge` knows.
    pub fn new(judge: fn(&[u8]) -> Verdict) -> Splitter {
        Splitter {
            judge,
            held: Vec::new(),
            damaged: 0,
            noise_bytes: 0,
        }
    }

    /// Forgets the half frame that is held.
    pub fn clear(&mut self) {
        self.noise_bytes = self.noise_bytes.saturating_add(self.held.len() as u64);
        self.held.clear();
    }

    /// Takes bytes and calls `on_frame` with each whole frame.
    ///
    /// After a frame that went wrong the search goes on at its second byte, so that a sound frame inside
    /// rubbish is found as soon as its last byte has come.
    pub fn feed(&mut self, bytes: &[u8], mut on_frame: impl FnMut(&[u8])) {
        for byte in bytes {
            self.held.push(*byte);
            while let Some(frame) = self.next_frame() {
                on_frame(&frame);
            }
        }
    }

    fn next_frame(&mut self) -> Option<Vec<u8>> {
        while !self.held.is_empty() {
            match (self.judge)(&self.held) {
                Verdict::More => return None,
                Verdict::Whole(length) => {
                    let rest = self.held.split_off(length.clamp(1, self.held.len()));
                    return Some(std::mem::replace(&mut self.held, rest));
                }
                Verdict::Damaged => {
                    self.damaged = self.damaged.saturating_add(1);
                    self.held.remove(0);
                }
                Verdict::Noise => {
                    self.noise_bytes = self.noise_bytes.saturating_add(1);
                    self.held.remove(0);
                }
            }
        }
        None
    }
}

/// Judges what a device sends: `1C a b 1F` and `FA kind 01 v k0 k1 k2 k3 sum FB`.
pub(super) fn from_device(held: &[u8]) -> Verdict {
    match held {
        [0x1C, rest @ ..] => identity(rest),
        [0xFA, kind, ..] if *kind > 2 => Verdict::Noise,
        [0xFA, _, version, ..] if *version != 1 => Verdict::Noise,
        [0xFA, _, _, _, _, _, _, _, sum, 0xFB, ..] => checked(&held[..10], *sum),
        [0xFA, rest @ ..] if rest.len() < 9 => Verdict::More,
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
    let all = frame.iter().fold(0_u8, |all, byte| all.wrapping_add(*byte));
    if all.wrapping_sub(sum) == sum {
        Verdict::Whole(frame.len())
    } else {
        Verdict::Damaged
    }
}

#[cfg(test)]
mod tests {
    use super::{Splitter, from_device};

    const KEY: [u8; 10] = [0xFA, 0x01, 0x01, 0x00, 0x01, 0x01, 0, 0, 0xF9, 0xFB];

    fn frames(bytes: &[u8]) -> (Vec<Vec<u8>>, Splitter) {
        let mut splitter = Splitter::new(from_device);
        let mut found = Vec::new();
        splitter.feed(bytes, |frame| found.push(frame.to_vec()));
        (found, splitter)
    }

    #[test]
    fn finds_a_packet_behind_a_half_one() {
        for length in 1..10 {
            let bytes = [&KEY[..length], &KEY[..]].concat();
            assert_eq!(frames(&bytes).0, [KEY.to_vec()], "half of {length} bytes");
        }
    }

    #[test]
    fn drops_and_counts_a_packet_with_a_wrong_sum() {
        let mut damaged = KEY;
        damaged[4] ^= 0x10;
        let (found, splitter) = frames(&[damaged, KEY].concat());
        assert_eq!(found, [KEY.to_vec()]);
        assert_eq!((splitter.damaged, splitter.noise_bytes), (1, 9));
    }

    #[test]
    fn finds_an_identity_at_once_inside_noise() {
        let (found, splitter) = frames(&[0, 0xFA, 0x1C, 0x1C, b'S', b'X', 0x1F]);
        assert_eq!(found, [vec![0x1C, b'S', b'X', 0x1F]]);
        assert_eq!(splitter.noise_bytes, 3);
    }
}
