//! How long the courier waits for its next round.
//!
//! | what the last round met | the wait, and up to a quarter more |
//! |---|---|
//! | nothing, and nothing was delivered | 6 hours, for new forms and answers |
//! | something was delivered | a minute, then 10, then 6 hours: the city works on it after its receipt |
//! | no way to the city | 30 s, doubling to 5 minutes: asking costs one HEAD, or nothing where there is no network |
//! | the city cannot now, or our own disk | 30 s, doubling to an hour |
//! | the city named a time | that time, never less |
//! | this computer is not let in | an hour, for servers lock out who tries a wrong password too often |
//!
//! A call ends every wait: a person's, the network's, or that of a form just finished.

use super::Round;
use maru_sync::{delay_after, delay_before_attempt, delay_before_probe};
use std::time::Duration;

const IDLE: Duration = Duration::from_secs(6 * 3600);
const AFTER_DELIVERY: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(600)];
const LOCKED_OUT: Duration = Duration::from_secs(3600);

/// How long a list of forms is good enough for a round that nobody asked for.
pub(super) fn refresh_after(is_costly: bool) -> Duration {
    if is_costly {
        Duration::from_secs(24 * 3600)
    } else {
        Duration::from_secs(50)
    }
}

/// What it has to remember.
#[derive(Default)]
pub(super) struct Patience {
    failures: u32,
    /// How many looks are still to come after a delivery.
    looks: usize,
}

impl Patience {
    /// The wait after a round; `None` is a round that could not even begin.
    pub(super) fn after(&mut self, round: Option<&Round>, jitter: u32) -> Duration {
        let Some(round) = round else {
            self.failures += 1;
            return delay_before_attempt(self.failures.saturating_add(1), jitter);
        };
        if round.delivered > 0 {
            self.looks = AFTER_DELIVERY.len();
        }
        if round.needs_login {
            return delay_after(LOCKED_OUT, jitter);
        }
        if round.trouble.is_none() {
            self.failures = 0;
            let look = AFTER_DELIVERY.len() - self.looks;
            self.looks = self.looks.saturating_sub(1);
            let wait = AFTER_DELIVERY.get(look).copied().unwrap_or(IDLE);
            return delay_after(wait, jitter);
        }
        self.failures = self.failures.saturating_add(1);
        let attempt = self.failures.saturating_add(1);
        let own = if round.is_cut_off {
            delay_before_probe(attempt, jitter)
        } else {
            delay_before_attempt(attempt, jitter)
        };
        let said = round.retry_after.map(|said| delay_after(said, jitter));
        said.map_or(own, |said| said.max(own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(rounds: &[Round]) -> Vec<u64> {
        let mut patience = Patience::default();
        let wait = |round| patience.after(Some(round), 0).as_secs();
        rounds.iter().map(wait).collect()
    }

    fn trouble(is_cut_off: bool) -> Round {
        Round {
            trouble: Some("x"),
            is_cut_off,
            ..Round::default()
        }
    }

    #[test]
    fn looks_for_answers_soon_after_a_delivery_and_then_seldom() {
        let quiet = Round::default();
        let delivered = Round {
            delivered: 1,
            ..quiet.clone()
        };
        let found = waits(&[quiet.clone(), delivered, quiet.clone(), quiet.clone()]);
        assert_eq!(found, [21_600, 60, 600, 21_600]);
    }

    #[test]
    fn asks_more_often_for_a_network_than_a_server_that_cannot() {
        assert_eq!(waits(&vec![trouble(true); 6]), [30, 60, 120, 240, 240, 240]);
        assert_eq!(
            waits(&vec![trouble(false); 9])[5..],
            [960, 1920, 3600, 3600]
        );
    }

    #[test]
    fn never_gives_up() {
        let mut patience = Patience::default();
        for _ in 0..10_000 {
            let wait = patience.after(Some(&trouble(false)), u32::MAX);
            assert!(wait <= Duration::from_secs(4500), "{wait:?}");
        }
        assert!(patience.after(None, 0) <= Duration::from_secs(3600));
    }

    #[test]
    fn keeps_away_as_long_as_it_was_told() {
        let mut told = trouble(false);
        told.retry_after = Some(Duration::from_secs(7200));
        assert_eq!(waits(&[told.clone()]), [7200]);
        told.retry_after = Some(Duration::from_secs(1));
        assert_eq!(waits(&[told]), [30]);
    }

    #[test]
    fn does_not_try_a_wrong_password_until_it_is_locked_out() {
        let mut round = trouble(false);
        round.needs_login = true;
        assert_eq!(waits(&[round.clone(), round]), [3600, 3600]);
    }
}
