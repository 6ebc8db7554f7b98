//! Keys by the names their makers gave them, and keys pressed together.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

macro_rules! keys {
    ($($name:ident: $meaning:literal,)*) => {
        /// A key of a Braille display, by the name on the device or in its manual.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(#[doc = $meaning] $name,)*
            /// A key the device reports but whose name we do not know: the number of its bit.
            Unnamed(u8),
        }

        impl Key {
            /// Every key that has a name, in order.
            pub const NAMED: &'static [Key] = &[$(Key::$name,)*];
        }

        impl fmt::Display for Key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Key::$name => f.write_str(stringify!($name)),)*
                    Key::Unnamed(bit) => write!(f, "Key{bit}"),
                }
            }
        }
    };
}

keys! {
    Space: "The space bar.",
    Dot1: "Dot 1 of the Perkins keyboard.",
    Dot2: "Dot 2 of the Perkins keyboard.",
    Dot3: "Dot 3 of the Perkins keyboard.",
    Dot4: "Dot 4 of the Perkins keyboard.",
    Dot5: "Dot 5 of the Perkins keyboard.",
    Dot6: "Dot 6 of the Perkins keyboard.",
    Dot7: "Dot 7 of the Perkins keyboard.",
    Dot8: "Dot 8 of the Perkins keyboard.",
    F1: "Function key 1.",
    F2: "Function key 2.",
    F3: "Function key 3.",
    F4: "Function key 4.",
    F5: "Function key 5.",
    F6: "Function key 6.",
    F7: "Function key 7.",
    F8: "Function key 8.",
    Backward: "The panning key towards the beginning.",
    Forward: "The panning key towards the end.",
    LeftScrollUp: "The upper scroll key on the left.",
    LeftScrollDown: "The lower scroll key on the left.",
    RightScrollUp: "The upper scroll key on the right.",
    RightScrollDown: "The lower scroll key on the right.",
    LeftPadUp: "The left pad, up.",
    LeftPadDown: "The left pad, down.",
    LeftPadLeft: "The left pad, left.",
    LeftPadRight: "The left pad, right.",
    RightPadUp: "The right pad, up.",
    RightPadDown: "The right pad, down.",
    RightPadLeft: "The right pad, left.",
    RightPadRight: "The right pad, right.",
}

impl Key {
    /// Gives the bit of a dot key (Dot1 is bit 0), or nothing for other keys.
    pub fn dot_bit(self) -> Option<u8> {
        const DOTS: [Key; 8] = [
            Key::Dot1,
            Key::Dot2,
            Key::Dot3,
            Key::Dot4,
            Key::Dot5,
            Key::Dot6,
            Key::Dot7,
            Key::Dot8,
        ];
        let place = DOTS.iter().position(|dot| *dot == self)?;
        Some(1 << place)
    }
}

/// A word that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is called '{0}'")]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(word: &str) -> Result<Key, UnknownKey> {
        let named = Key::NAMED.iter().find(|key| key.to_string() == word);
        let unnamed = || Some(Key::Unnamed(word.strip_prefix("Key")?.parse().ok()?));
        named
            .copied()
            .or_else(unnamed)
            .ok_or_else(|| UnknownKey(word.to_owned()))
    }
}

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
    use super::{Chord, Key};

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
