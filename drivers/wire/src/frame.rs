//! Cutting a stream of bytes into frames, and finding the way back after noise.

/// What the bytes held so far are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The beginning of a frame.
    More,
    /// A whole frame of this length.
    Whole(usize),
    /// A whole frame whose checksum is wrong.
    Damaged,
    /// No frame begins here.
    Noise,
}

impl Verdict {
    /// Judges a frame of this length whose checksum is sound or not.
    pub fn checked(sound: bool, length: usize) -> Verdict {
        if sound {
            Verdict::Whole(length)
        } else {
            Verdict::Damaged
        }
    }

    /// Judges a frame of this length that is known or not.
    pub fn known(known: bool, length: usize) -> Verdict {
        if known {
            Verdict::Whole(length)
        } else {
            Verdict::Noise
        }
    }

    /// Judges a frame that is told by its length alone.
    pub fn by_length(held: &[u8], length: usize) -> Verdict {
        if held.len() < length {
            Verdict::More
        } else {
            Verdict::Whole(length)
        }
    }

    /// Judges bytes that have to begin with `fixed`: nothing more to say once they do.
    pub fn of_fixed(held: &[u8], fixed: &[u8]) -> Option<Verdict> {
        if !held.iter().zip(fixed).all(|(byte, want)| byte == want) {
            Some(Verdict::Noise)
        } else if held.len() < fixed.len() {
            Some(Verdict::More)
        } else {
            None
        }
    }
}

/// No frame of any family is longer; a judge that wants more has been led astray.
const HELD_MAX: usize = 2_048;

/// So many bytes that belong to no frame are kept for the operator, who sees by them who is talking there.
const SAMPLE_MAX: usize = 24;

/// Collects bytes and hands on whole frames. Holds at most one frame, whatever comes in.
#[derive(Clone, Debug, Default)]
pub struct Splitter {
    held: Vec<u8>,
    sample: Vec<u8>,
    /// Frames with a wrong checksum so far.
    pub damaged: u64,
    /// Bytes outside of frames so far.
    pub noise_bytes: u64,
}

impl Splitter {
    /// Forgets the half frame that is held.
    pub fn clear(&mut self) {
        self.noise_bytes = self.noise_bytes.saturating_add(self.held.len() as u64);
        let room = SAMPLE_MAX.saturating_sub(self.sample.len());
        self.sample.extend(self.held.drain(..).take(room));
    }

    /// Gives the first bytes that were outside of frames since this was asked before.
    pub fn take_sample(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sample)
    }

    fn drop_first(&mut self) {
        let byte = self.held.remove(0);
        if self.sample.len() < SAMPLE_MAX {
            self.sample.push(byte);
        }
    }

    /// Takes one byte; [`Splitter::next_frame`] is to be called until it has no more.
    pub fn push(&mut self, byte: u8) {
        self.held.push(byte);
    }

    /// Gives the next whole frame by this judge.
    ///
    /// After a frame that went wrong the search goes on at its second byte, so that a sound frame inside
    /// rubbish is found as soon as its last byte has come.
    pub fn next_frame(&mut self, judge: impl Fn(&[u8]) -> Verdict) -> Option<Vec<u8>> {
        while !self.held.is_empty() {
            match judge(&self.held) {
                Verdict::More if self.held.len() < HELD_MAX => return None,
                Verdict::Whole(length) => {
                    let rest = self.held.split_off(length.clamp(1, self.held.len()));
                    return Some(std::mem::replace(&mut self.held, rest));
                }
                Verdict::Damaged => {
                    self.damaged = self.damaged.saturating_add(1);
                    self.drop_first();
                }
                Verdict::Noise | Verdict::More => {
                    self.noise_bytes = self.noise_bytes.saturating_add(1);
                    self.drop_first();
                }
            }
        }
        None
    }
}

/// Adds bytes up modulo 256.
pub fn sum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |all, byte| all.wrapping_add(*byte))
}

/// Cuts bytes that came at once, for tests.
#[cfg(test)]
pub(crate) fn frames(
    bytes: &[u8],
    judge: impl Fn(&[u8]) -> Verdict + Copy,
) -> (Vec<Vec<u8>>, Splitter) {
    let mut splitter = Splitter::default();
    let mut found = Vec::new();
    for byte in bytes {
        splitter.push(*byte);
        while let Some(frame) = splitter.next_frame(judge) {
            found.push(frame);
        }
    }
    (found, splitter)
}

#[cfg(test)]
mod tests {
    use super::{HELD_MAX, SAMPLE_MAX, Verdict, frames};

    #[test]
    fn never_holds_more_than_a_frame() {
        let (found, splitter) = frames(&[7; 3 * HELD_MAX], |_| Verdict::More);
        assert!(found.is_empty());
        assert!(splitter.held.len() < HELD_MAX);
        assert!(splitter.noise_bytes > HELD_MAX as u64);
    }

    #[test]
    fn keeps_the_beginning_of_the_noise_for_the_operator() {
        let noise: Vec<u8> = (1..=100).collect();
        let (_, mut splitter) = frames(&noise, |_| Verdict::Noise);
        assert_eq!(splitter.take_sample(), noise[..SAMPLE_MAX]);
        assert!(splitter.take_sample().is_empty());
        splitter.push(7);
        splitter.clear();
        assert_eq!(splitter.take_sample(), [7]);
    }
}
