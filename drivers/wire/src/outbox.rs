//! Packets on their way to a device that acknowledges each one, or none.

use std::collections::VecDeque;

use crate::Moment;

/// So many packets in a row without an acknowledgement, and nobody is there any more.
const FAILURES_MAX: u8 = 5;

/// Sends one packet at a time; the next one goes out when the device has taken the one before.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    waiting: VecDeque<Vec<u8>>,
    due_at: Option<Moment>,
    failures: u8,
}

impl Outbox {
    /// Forgets everything: the device has begun anew.
    pub fn clear(&mut self) {
        *self = Outbox::default();
    }

    /// Tells whether all packets are out and acknowledged.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.due_at.is_none()
    }

    /// Takes packets that are to go out in this order.
    pub fn load(&mut self, packets: Vec<Vec<u8>>) {
        self.waiting.extend(packets);
    }

    /// Gives the packet to send now, if there is one and the device is ready for it.
    pub fn next_packet(&mut self, ack_ms: Option<u64>, now: Moment) -> Option<Vec<u8>> {
        if self.due_at.is_some() {
            return None;
        }
        let packet = self.waiting.pop_front()?;
        self.due_at = ack_ms.map(|wait| now.after(wait));
        Some(packet)
    }

    /// Takes note of an acknowledgement; one that nothing waits for is ignored.
    pub fn acknowledged(&mut self) {
        self.due_at = None;
        self.failures = 0;
    }

    /// Drops what is on its way: something else goes out in its place.
    pub fn drop_waiting(&mut self) {
        self.waiting.clear();
        self.due_at = None;
    }

    /// Takes note that a packet was refused or lost: the rest is dropped, since newer cells replace it.
    /// Tells whether the device is given up.
    pub fn failed(&mut self) -> bool {
        self.drop_waiting();
        self.failures = self.failures.saturating_add(1);
        self.failures >= FAILURES_MAX
    }

    /// Gives the moment at which the acknowledgement is overdue.
    pub fn due_at(&self) -> Option<Moment> {
        self.due_at
    }
}

#[cfg(test)]
mod tests {
    use super::{FAILURES_MAX, Outbox};
    use crate::Moment;

    #[test]
    fn one_packet_is_on_its_way_at_a_time() {
        let now = Moment::from_millis(10);
        let mut outbox = Outbox::default();
        outbox.load(vec![vec![1], vec![2]]);
        assert_eq!(outbox.next_packet(Some(500), now), Some(vec![1]));
        assert_eq!(outbox.next_packet(Some(500), now), None);
        assert_eq!(outbox.due_at(), Some(Moment::from_millis(510)));
        outbox.acknowledged();
        assert!(!outbox.is_idle());
        assert_eq!(outbox.next_packet(Some(500), now), Some(vec![2]));
        outbox.acknowledged();
        assert!(outbox.is_idle());
    }

    #[test]
    fn a_device_that_takes_nothing_is_given_up() {
        let mut outbox = Outbox::default();
        let failures: Vec<bool> = (0..FAILURES_MAX).map(|_| outbox.failed()).collect();
        assert_eq!(failures, [false, false, false, false, true]);
        outbox.acknowledged();
        assert!(!outbox.failed());
    }
}
