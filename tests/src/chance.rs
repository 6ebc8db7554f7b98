//! Chance that can be had again.

use std::time::SystemTime;

/// Splitmix64: the same seed gives the same numbers.
#[derive(Clone, Copy, Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// From the seed that `MARU_SEED` names, or from one that nobody has tried.
    pub fn new() -> Chance {
        let given = std::env::var("MARU_SEED").ok();
        let given = given.map(|text| text.parse().expect("MARU_SEED is a whole number"));
        Chance(given.unwrap_or_else(|| {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            now.map_or(1, |now| now.as_nanos() as u64)
        }))
    }

    /// A number below another.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// One of some things.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let count = of.len() as u64;
        (count > 0).then(|| &of[self.below(count) as usize])
    }
}

impl Default for Chance {
    fn default() -> Chance {
        Chance::new()
    }
}
