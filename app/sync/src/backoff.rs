//! How long to wait before trying again.

use std::time::Duration;

const FIRST_DELAY_S: u64 = 30;
const LONGEST_DELAY_S: u64 = 3600;
/// The attempt whose delay is the longest for a probe: 30, 60, 120, 240 seconds.
const PROBE_ATTEMPTS_MAX: u32 = 5;

/// Returns how long to wait before attempt number `attempt` (the first attempt is 1 and waits for nothing).
///
/// The delay doubles from 30 seconds to an hour and never gives up. `jitter` is any number, handed in because this
/// crate has no chance of its own; it adds up to a quarter, so that a street of machines does not call in chorus
/// when the power returns.
pub fn delay_before_attempt(attempt: u32, jitter: u32) -> Duration {
    if attempt <= 1 {
        return Duration::ZERO;
    }
    let doublings = (attempt - 2).min(7);
    let delay_s = (FIRST_DELAY_S << doublings).min(LONGEST_DELAY_S);
    let extra_ms = delay_s * 250 * u64::from(jitter % 1001) / 1000;
    Duration::from_secs(delay_s) + Duration::from_millis(extra_ms)
}

/// Returns how long to wait before asking again whether the network is back: as [`delay_before_attempt`], but five
/// minutes at most, for without a network the asking costs nobody anything.
pub fn delay_before_probe(attempt: u32, jitter: u32) -> Duration {
    delay_before_attempt(attempt.min(PROBE_ATTEMPTS_MAX), jitter)
}

/// Returns how long to wait when the server itself has named a time: never less, and up to a quarter more.
pub fn delay_after(said: Duration, jitter: u32) -> Duration {
    let extra_ms = u64::try_from(said.as_millis()).unwrap_or(u64::MAX) / 4;
    said + Duration::from_millis(extra_ms.saturating_mul(u64::from(jitter % 1001)) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_an_hour_and_stays_there() {
        let seconds: Vec<u64> = (1..=10)
            .map(|n| delay_before_attempt(n, 0).as_secs())
            .collect();
        assert_eq!(seconds, [0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
        assert_eq!(delay_before_attempt(u32::MAX, 0).as_secs(), 3600);
    }

    #[test]
    fn a_probe_never_waits_longer_than_five_minutes() {
        assert_eq!(delay_before_probe(2, 0).as_secs(), 30);
        assert!(delay_before_probe(u32::MAX, 1000).as_secs() <= 300);
    }

    #[test]
    fn a_time_that_the_server_named_is_kept() {
        let said = Duration::from_secs(100);
        assert_eq!(delay_after(said, 0), said);
        assert_eq!(delay_after(said, 1000), Duration::from_secs(125));
    }

    #[test]
    fn jitter_adds_a_quarter_at_most() {
        assert_eq!(delay_before_attempt(2, 1000).as_millis(), 37_500);
        assert!(delay_before_attempt(9, u32::MAX).as_secs() <= 4500);
    }
}
