//! How many keys are believed: more than any finger presses are a device gone mad.

use crate::Moment;

/// So many keys may come at once, as when a slow computer catches up with a fast typist.
const BURST: u64 = 256;

/// In the long run one key is believed in so many milliseconds.
const KEY_MS: u64 = 10;

/// A budget of keys that fills up with time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Budget {
    /// Until when the time is spent: never far ahead of now.
    spent_until: Moment,
}

impl Budget {
    /// Tells whether one more key is believed now, and spends it.
    pub fn spend(&mut self, now: Moment) -> bool {
        let ahead = self.spent_until.since(now);
        if ahead + KEY_MS > BURST * KEY_MS {
            return false;
        }
        self.spent_until = now.after(ahead + KEY_MS);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{BURST, Budget};
    use crate::Moment;

    #[test]
    fn a_burst_is_believed_and_a_flood_is_not() {
        let mut budget = Budget::default();
        let at = Moment::from_millis;
        let believed = (0..10_000).filter(|_| budget.spend(at(5))).count();
        assert_eq!(believed as u64, BURST);
        assert!(!budget.spend(at(14)));
        assert!(budget.spend(at(15)));
        let of_a_second = (0..1_000).filter(|ms| budget.spend(at(15 + ms))).count();
        assert_eq!(of_a_second, 99);
        let believed = (0..10_000).filter(|_| budget.spend(at(1_000_000))).count();
        assert_eq!(believed as u64, BURST);
    }
}
