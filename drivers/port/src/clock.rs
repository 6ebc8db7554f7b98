//! The time that machines are told.

use maru_wire::Moment;

/// Gives the present moment: milliseconds since the computer was started, sleep included.
///
/// It never runs backwards and goes on while the computer sleeps, so that a device that was switched off in
/// the meantime is noticed as a long silence.
pub fn now() -> Moment {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a timespec of ours, and the call only writes to it.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_BOOTTIME, &raw mut time) };
    assert_eq!(answer, 0, "every Linux since 2.6.39 has this clock");
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let millis = u64::try_from(time.tv_nsec).unwrap_or(0) / 1_000_000;
    Moment::from_millis(seconds.saturating_mul(1_000).saturating_add(millis))
}

#[cfg(test)]
mod tests {
    use super::now;

    #[test]
    fn goes_on_at_the_pace_of_the_world() {
        let begin = now();
        std::thread::sleep(std::time::Duration::from_millis(30));
        let passed = now().since(begin);
        assert!((29..5_000).contains(&passed), "{passed} ms");
    }
}
