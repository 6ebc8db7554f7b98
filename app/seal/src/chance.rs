//! All that is random about a sealed record, handed in.

use std::fmt;

use rsa::rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroizing;

/// The AES key, and the two seeds of OAEP: one for the encrypted key, one for the signature. Never used twice.
pub struct Chance {
    pub(crate) key: Zeroizing<[u8; 32]>,
    pub(crate) seeds: [Zeroizing<[u8; 32]>; 2],
}

impl Chance {
    /// Fills all of it from a source that nobody can foresee, such as the operating system's.
    pub fn draw<E>(mut fill: impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<Chance, E> {
        let mut drawn = || {
            let mut bytes = Zeroizing::new([0; 32]);
            fill(bytes.as_mut_slice())?;
            Ok(bytes)
        };
        Ok(Chance {
            key: drawn()?,
            seeds: [drawn()?, drawn()?],
        })
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Chance")
    }
}

/// Hands a seed out, once and to its end.
pub(crate) struct Seed<'a>(pub(crate) &'a [u8]);

/// More was asked for than was handed in.
#[derive(Debug, thiserror::Error)]
#[error("the seed is used up")]
pub(crate) struct UsedUp;

impl TryRng for Seed<'_> {
    type Error = UsedUp;

    fn try_next_u32(&mut self) -> Result<u32, UsedUp> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, UsedUp> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), UsedUp> {
        let (given, rest) = self.0.split_at_checked(wanted.len()).ok_or(UsedUp)?;
        wanted.copy_from_slice(given);
        self.0 = rest;
        Ok(())
    }
}

impl TryCryptoRng for Seed<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_never_used_twice() {
        let mut seed = Seed(&[1, 2, 3, 4, 5]);
        assert_eq!(seed.try_next_u32().unwrap(), 0x0403_0201);
        assert!(seed.try_next_u32().is_err());
    }

    #[test]
    fn each_part_is_drawn_for_itself_and_shown_to_nobody() {
        let mut count = 0_u8;
        let fill = |bytes: &mut [u8]| {
            count += 1;
            bytes.fill(count);
            Ok::<(), ()>(())
        };
        let chance = Chance::draw(fill).unwrap();
        assert_eq!(
            [chance.key[0], chance.seeds[0][0], chance.seeds[1][31]],
            [1, 2, 3]
        );
        assert_eq!(format!("{chance:?}"), "Chance");
        assert!(Chance::draw(|_: &mut [u8]| Err(())).is_err());
    }
}
