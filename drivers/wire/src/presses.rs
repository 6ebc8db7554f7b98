//! From single presses and releases to chords.
//!
//! Keys that are pressed are collected; the first release makes them a chord. What happens before all are up:
//!
//! | then                                   | a new chord begins with                            |
//! | --- | --- |
//! | another key is pressed                 | that key and the space bars and shifts still held |
//! | a key is pressed that counts as held   | that key alone: its release was lost on the line   |
//! | nothing is heard for ten seconds       | the next key alone, for the same reason            |
//! | a routing key is pressed               | the next key: those held belonged to the routing   |
//!
//! So space may be held while dots change, and a dot that comes up late is not typed twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Chord, Key, Moment};

/// A key that is held longer than this without any other key moving has lost its release.
const STALE_MS: u64 = 10_000;

/// The keys that are down, and the chord that grows from them.
#[derive(Clone, Debug, Default)]
pub struct Presses {
    held: BTreeSet<Key>,
    growing: BTreeSet<Key>,
    groups: BTreeMap<u8, BTreeSet<Key>>,
    last_move: Moment,
}

impl Presses {
    /// Forgets all keys: the device has begun anew.
    pub fn clear(&mut self) {
        *self = Presses::default();
    }

    /// Takes note that a key went down.
    pub fn down(&mut self, key: Key, now: Moment) {
        let stale = now.since(self.last_move) >= STALE_MS;
        self.last_move = now;
        if stale || self.held.contains(&key) {
            self.held.clear();
            self.growing.clear();
        } else if self.growing.is_empty() {
            let modifiers = self.held.iter().filter(|held| held.is_modifier());
            self.growing = modifiers.copied().collect();
        }
        self.held.insert(key);
        self.growing.insert(key);
    }

    /// Takes note that a key came up, and gives the chord if it is the first one to do so.
    pub fn up(&mut self, key: Key, now: Moment) -> Option<Chord> {
        self.last_move = now;
        if !self.held.remove(&key) || !self.growing.contains(&key) {
            return None;
        }
        Some(std::mem::take(&mut self.growing).into_iter().collect())
    }

    /// Takes note that a routing key has acted: the keys held with it do nothing by themselves when they come up.
    pub fn routed(&mut self, now: Moment) {
        self.last_move = now;
        self.growing.clear();
    }

    /// Takes note of a key whose press and release are told alike, the first of a chord around the others.
    pub fn toggle(&mut self, key: Key, now: Moment) -> Option<Chord> {
        if now.since(self.last_move) >= STALE_MS {
            self.clear();
        }
        if self.held.contains(&key) {
            return self.up(key, now);
        }
        let is_first = self.held.is_empty();
        self.down(key, now);
        if is_first { None } else { self.up(key, now) }
    }

    /// Takes all keys of a group that are down now, and gives the chord that ended, if one did.
    pub fn state(&mut self, group: u8, keys: &[Key], now: Moment) -> Option<Chord> {
        if now.since(self.last_move) >= STALE_MS {
            self.clear();
        }
        let new: BTreeSet<Key> = keys.iter().copied().collect();
        let old = self.groups.insert(group, new.clone()).unwrap_or_default();
        let mut ended = None;
        for key in old.difference(&new) {
            ended = self.up(*key, now).or(ended);
        }
        for key in new.difference(&old) {
            self.down(*key, now);
        }
        ended
    }
}

/// A row of keys above the cells that a device reports as a whole: bit set = down.
#[derive(Clone, Debug, Default)]
pub struct Row(Vec<bool>);

impl Row {
    /// Takes the row as it is now and gives the places, from 0, that have just been pressed.
    pub fn pressed(&mut self, now: impl IntoIterator<Item = bool>) -> Vec<usize> {
        let now: Vec<bool> = now.into_iter().take(ROW_MAX).collect();
        let was = |place: usize| self.0.get(place) == Some(&true);
        let places = now.iter().enumerate();
        let fresh = places.filter(|(place, down)| **down && !was(*place));
        let fresh = fresh.map(|(place, _)| place).collect();
        self.0 = now;
        fresh
    }
}

/// No display has more keys in a row.
const ROW_MAX: usize = 512;

/// Gives the bits of bytes, the lowest of the first byte first.
pub fn bits_up(bytes: &[u8]) -> impl Iterator<Item = bool> + '_ {
    let of = |byte: &u8| {
        let byte = *byte;
        (0..8).map(move |bit| byte >> bit & 1 == 1)
    };
    bytes.iter().flat_map(of)
}

/// Gives the places of the bits that are set.
pub fn places(bits: impl IntoIterator<Item = bool>) -> Vec<usize> {
    let bits = bits.into_iter().enumerate();
    bits.filter_map(|(place, set)| set.then_some(place))
        .collect()
}

/// Writes a bitmap of so many bytes, the lowest bit of the first byte being place 0.
pub fn bitmap(places: &[usize], bytes: usize) -> Vec<u8> {
    let mut map = vec![0; bytes];
    for place in places {
        if let Some(byte) = map.get_mut(place / 8) {
            *byte |= 1 << (place % 8);
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::{Presses, Row};
    use crate::{Key, Moment};

    /// Plays words such as `+Dot1 -Dot1`, 10 ms apart, and gives the chords.
    fn chords(moves: &str) -> Vec<String> {
        let mut presses = Presses::default();
        let mut now = Moment::ZERO;
        let mut told = Vec::new();
        for word in moves.split_whitespace() {
            now = now.after(10);
            let (sign, name) = word.split_at(1);
            match sign {
                "+" => presses.down(name.parse().expect("a key"), now),
                ">" => presses.routed(now),
                "-" => told.extend(presses.up(name.parse().expect("a key"), now)),
                _ => now = now.after(20_000),
            }
        }
        told.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_chord_ends_with_its_first_release() {
        let table: [(&str, &[&str]); 9] = [
            ("+Dot1 -Dot1", &["Dot1"]),
            ("+Dot1 +Dot2 -Dot1 -Dot2", &["Dot1+Dot2"]),
            (
                "+Dot1 +Dot2 -Dot2 +Dot3 -Dot1 -Dot3",
                &["Dot1+Dot2", "Dot3"],
            ),
            (
                "+Space +Dot4 -Dot4 +Dot4 -Dot4 -Space",
                &["Space+Dot4", "Space+Dot4"],
            ),
            ("-Dot1 +Dot2 -Dot2", &["Dot2"]),
            // The release of dot 1 was lost, and is not missed for long.
            ("+Dot1 +Dot1 -Dot1 +Dot2 -Dot2", &["Dot1", "Dot2"]),
            ("+Dot1 wait +Dot2 -Dot2 -Dot1", &["Dot2"]),
            // A key held with a routing key has acted with it.
            ("+F1 >cell -F1 +F1 -F1", &["F1"]),
            ("+Space >cell +Dot1 -Dot1 -Space", &["Space+Dot1"]),
        ];
        for (moves, expected) in table {
            assert_eq!(chords(moves), expected, "{moves}");
        }
    }

    #[test]
    fn groups_that_are_told_whole_grow_into_one_chord() {
        let mut presses = Presses::default();
        let now = Moment::ZERO;
        assert_eq!(presses.state(1, &[Key::Space], now), None);
        assert_eq!(presses.state(2, &[Key::Dot1, Key::Dot4], now), None);
        let chord = presses.state(2, &[Key::Dot1], now).expect("the chord ends");
        assert_eq!(chord.to_string(), "Space+Dot1+Dot4");
        assert_eq!(presses.state(2, &[], now), None);
        assert_eq!(presses.state(1, &[], now), None);
        // From one key straight to another: the first one ended.
        presses.state(1, &[Key::F1], now);
        let chord = presses.state(1, &[Key::F2], now).expect("F1 ended");
        assert_eq!(chord.to_string(), "F1");
    }

    #[test]
    fn a_key_that_tells_press_and_release_alike_encloses_the_others() {
        let mut presses = Presses::default();
        let now = Moment::ZERO;
        assert_eq!(presses.toggle(Key::Home1, now), None);
        let chord = presses.toggle(Key::Cursor1, now).expect("a chord");
        assert_eq!(chord.to_string(), "Home1+Cursor1");
        assert_eq!(presses.toggle(Key::Home1, now), None);
        presses.toggle(Key::F1, now);
        let chord = presses.toggle(Key::F1, now).expect("a chord");
        assert_eq!(chord.to_string(), "F1");
        // A release was lost, and is not missed for ever.
        presses.toggle(Key::F1, now);
        assert_eq!(presses.toggle(Key::F2, now.after(20_000)), None);
    }

    #[test]
    fn a_row_tells_what_is_new_in_it() {
        let mut row = Row::default();
        assert_eq!(row.pressed([false, true, false]), [1]);
        assert_eq!(row.pressed([false, true, true]), [2]);
        assert!(row.pressed([false, false, false]).is_empty());
        assert_eq!(row.pressed([false, true]), [1]);
    }
}
