//! A point in time as a machine sees it: milliseconds since some beginning that only the caller knows.

use std::fmt;

/// A point in time, in milliseconds since a beginning of the caller's choice.
///
/// Tests write numbers; `maru-port` hands in a clock that never runs backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// The beginning.
    pub const ZERO: Moment = Moment(0);

    /// Makes a moment from milliseconds since the beginning.
    pub const fn from_millis(millis: u64) -> Moment {
        Moment(millis)
    }

    /// Gives the milliseconds since the beginning.
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Gives the moment so many milliseconds later, never overflowing.
    pub const fn after(self, millis: u64) -> Moment {
        Moment(self.0.saturating_add(millis))
    }

    /// Gives the milliseconds that passed since `earlier`, or 0 if it lies ahead.
    pub const fn since(self, earlier: Moment) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn never_overflows_or_runs_below_zero() {
        let late = Moment::from_millis(u64::MAX);
        assert_eq!(late.after(5), late);
        assert_eq!(Moment::ZERO.since(late), 0);
        assert_eq!(Moment::from_millis(7).since(Moment::from_millis(3)), 4);
    }
}
