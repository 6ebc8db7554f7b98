//! The order that randomize() gives: the same in every ODK client for the same seed.
//!
//! Park and Miller's minimal standard generator drives an inside-out Fisher–Yates shuffle.

use sha2::{Digest, Sha256};

const MODULUS: i64 = 2_147_483_647;
const MULTIPLIER: i64 = 16_807;

/// A generator of numbers from 0 up to but not 1.
pub(crate) struct MinimalStandard(i64);

impl MinimalStandard {
    /// Starts the sequence of a seed.
    pub(crate) fn new(seed: i64) -> MinimalStandard {
        let seed = seed % MODULUS;
        MinimalStandard(if seed <= 0 { seed + MODULUS - 1 } else { seed })
    }

    /// The next number.
    pub(crate) fn draw(&mut self) -> f64 {
        self.0 = self.0 * MULTIPLIER % MODULUS;
        (self.0 - 1) as f64 / (MODULUS - 1) as f64
    }
}

/// The items in the order of a seed.
pub(crate) fn shuffle<T: Clone>(items: &[T], seed: i64) -> Vec<T> {
    let mut generator = MinimalStandard::new(seed);
    let mut shuffled: Vec<T> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let to = ((generator.draw() * (at + 1) as f64) as usize).min(at);
        shuffled.push(item.clone());
        shuffled.swap(at, to);
    }
    shuffled
}

/// The seed that a text which is no number stands for.
pub(crate) fn text_seed(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_order_of_other_clients() {
        assert_eq!(shuffle(&["a", "b", "2"], 42), ["a", "b", "2"]);
        assert_eq!(shuffle(&["a", "b", "2"], text_seed("abc")), ["a", "2", "b"]);
    }

    #[test]
    fn loses_nothing_for_any_seed() {
        for seed in [i64::MIN, -1, 0, 1, MODULUS, i64::MAX] {
            let mut order = shuffle(&(0..50).collect::<Vec<_>>(), seed);
            order.sort_unstable();
            assert_eq!(order, (0..50).collect::<Vec<_>>());
        }
    }
}
