//! What can go wrong on a line, for every family alike.

use std::collections::VecDeque;

use crate::Moment;

/// The faults of a line from a device to its host; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Nothing that the device says arrives.
    pub mute: bool,
    /// Every n-th thing it says is lost: an answer, an acknowledgement, a key.
    pub lose_every: Option<u64>,
    /// Every n-th byte has a wrong bit.
    pub damage_every: Option<u64>,
    /// Bytes arrive one by one, so many milliseconds apart.
    pub trickle_ms: Option<u64>,
}

/// The line from a device to its host, with its faults. It holds what is still on its way.
#[derive(Clone, Debug, Default)]
pub struct FaultyLine {
    faults: Faults,
    said: u64,
    bytes: u64,
    on_the_way: VecDeque<(Moment, u8)>,
}

impl FaultyLine {
    /// Makes a line with these faults.
    pub fn new(faults: Faults) -> FaultyLine {
        FaultyLine {
            faults,
            ..FaultyLine::default()
        }
    }

    /// Takes what the device says now.
    pub fn say(&mut self, bytes: &[u8], now: Moment) {
        if bytes.is_empty() {
            return;
        }
        self.said = self.said.saturating_add(1);
        let is_nth =
            |count: u64, every: Option<u64>| every.is_some_and(|n| count.is_multiple_of(n.max(1)));
        if self.faults.mute || is_nth(self.said, self.faults.lose_every) {
            return;
        }
        for byte in bytes {
            self.bytes = self.bytes.saturating_add(1);
            let damaged = is_nth(self.bytes, self.faults.damage_every);
            let last = self.on_the_way.back().map_or(now, |(at, _)| *at);
            let at = last.max(now).after(self.faults.trickle_ms.unwrap_or(0));
            let byte = if damaged { byte ^ 0x10 } else { *byte };
            self.on_the_way.push_back((at, byte));
        }
    }

    /// Gives the bytes that have arrived by now.
    pub fn arrived(&mut self, now: Moment) -> Vec<u8> {
        let mut arrived = Vec::new();
        while let Some((_, byte)) = self.on_the_way.front().filter(|(at, _)| *at <= now) {
            arrived.push(*byte);
            self.on_the_way.pop_front();
        }
        arrived
    }

    /// Gives the moment at which the next byte arrives.
    pub fn wake_at(&self) -> Option<Moment> {
        self.on_the_way.front().map(|(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Faults, FaultyLine};
    use crate::Moment;

    fn heard(faults: Faults, until: u64) -> Vec<u8> {
        let mut line = FaultyLine::new(faults);
        for said in [&[1, 2][..], &[3, 4], &[5, 6]] {
            line.say(said, Moment::ZERO);
        }
        line.arrived(Moment::from_millis(until))
    }

    #[test]
    fn each_fault_does_what_it_is_called() {
        let none = Faults::default();
        assert_eq!(heard(none, 0), [1, 2, 3, 4, 5, 6]);
        assert!(heard(Faults { mute: true, ..none }, 9).is_empty());
        let lose_every = Some(2);
        assert_eq!(heard(Faults { lose_every, ..none }, 0), [1, 2, 5, 6]);
        let damage_every = Some(4);
        let damaged = heard(
            Faults {
                damage_every,
                ..none
            },
            0,
        );
        assert_eq!(damaged, [1, 2, 3, 4 ^ 0x10, 5, 6]);
        let trickle_ms = Some(10);
        assert_eq!(heard(Faults { trickle_ms, ..none }, 30), [1, 2, 3]);
    }
}
