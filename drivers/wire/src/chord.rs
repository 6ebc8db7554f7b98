//! Keys pressed together.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::{Key, UnknownKey};

/// Keys that were pressed together. Written like `Space+Dot1+Dot4`, always in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord(BTreeSet<Key>);

impl Chord {
    /// Tells whether no key is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives the keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.0.iter().copied()
    }

    /// Tells whether this key is in it.
    pub fn contains(&self, key: Key) -> bool {
        self.0.contains(&key)
    }

    /// Gives the cell typed on a Perkins keyboard, if there are dots in it and nothing else.
    pub fn typed_dots(&self) -> Option<u8> {
        if self.is_empty() {
            return None;
        }
        self.keys()
            .try_fold(0, |cell, key| Some(cell | key.dot_bit()?))
    }
}

impl FromIterator<Key> for Chord {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Chord {
        Chord(keys.into_iter().collect())
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, key) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("+")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = UnknownKey;

    fn from_str(words: &str) -> Result<Chord, UnknownKey> {
        words.split('+').map(|word| word.trim().parse()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Chord;
    use crate::Key;

    #[test]
    fn is_written_in_one_order_and_read_back() {
        let chord: Chord = "Dot4 + Space+Dot1".parse().expect("known keys");
        assert_eq!(chord.to_string(), "Space+Dot1+Dot4");
        for key in Key::NAMED {
            assert_eq!(key.to_string().parse(), Ok(*key));
        }
        assert_eq!("Key27".parse(), Ok(Key::Unnamed(27)));
    }

    #[test]
    fn refuses_words_that_are_no_keys() {
        for words in ["", "Dot9", "Space+", "Key", "Key300"] {
            assert!(words.parse::<Chord>().is_err(), "{words:?}");
        }
    }

    #[test]
    fn knows_typed_cells_from_commands() {
        let cell = |words: &str| words.parse::<Chord>().expect("known keys").typed_dots();
        assert_eq!(cell("Dot1+Dot2+Dot8"), Some(0b1000_0011));
        assert_eq!(cell("Space+Dot1"), None);
        assert_eq!(Chord::default().typed_dots(), None);
    }
}
