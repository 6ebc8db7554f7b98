//! The submissions that wait for their turn, and who may go next.

use std::collections::{BTreeSet, VecDeque};

use crate::lane::Lane;
use crate::sending::{Door, Sending};
use crate::trouble::Trouble;

/// The order in which they came, but for those that must wait for another.
#[derive(Default)]
pub(crate) struct Queue {
    waiting: VecDeque<Sending>,
    /// What the server's door said in this round.
    door: Option<Door>,
    /// Entities of which a write did not arrive in this round, and why: the writes behind it keep their order.
    held: Vec<(BTreeSet<String>, Trouble)>,
}

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(crate) fn has(&self, instance_id: &str) -> bool {
        let mut waiting = self.waiting.iter();
        waiting.any(|sending| sending.instance_id() == instance_id)
    }

    pub(crate) fn begin_round(&mut self) {
        self.door = None;
        self.held.clear();
    }

    pub(crate) fn set_door(&mut self, door: Option<Door>) {
        self.door = door;
    }

    pub(crate) fn push(&mut self, sending: Sending) {
        self.waiting.push_back(sending);
    }

    pub(crate) fn drain(&mut self) -> VecDeque<Sending> {
        std::mem::take(&mut self.waiting)
    }

    /// Takes out the first that may go beside those under way: not before a door is open unless it asks itself,
    /// and not while an earlier one writes the same entity.
    pub(crate) fn next(&mut self, under_way: &[Lane<Sending>]) -> Option<Sending> {
        if self.door.is_none() && !under_way.is_empty() {
            return None;
        }
        let mut busy: BTreeSet<&String> = BTreeSet::new();
        for lane in under_way {
            busy.extend(lane.job.entities());
        }
        let index = self.waiting.iter().position(|sending| {
            let is_free = !sending.entities().iter().any(|id| busy.contains(id));
            busy.extend(sending.entities());
            is_free
        })?;
        let mut sending = self.waiting.remove(index)?;
        if let Some(door) = &self.door {
            sending.enter(door.clone());
        }
        Some(sending)
    }

    /// Why a submission cannot be sent in this round, if it cannot: an earlier write of its entity did not arrive.
    pub(crate) fn held(&self, sending: &Sending) -> Option<Trouble> {
        let mut held = self.held.iter();
        let found = held.find(|(ids, _)| !ids.is_disjoint(sending.entities()));
        found.map(|(_, trouble)| trouble.clone())
    }

    /// Notes that a write of these entities did not arrive; returns those that wait and write them too.
    pub(crate) fn hold(&mut self, ids: &BTreeSet<String>, trouble: &Trouble) -> Vec<Sending> {
        if ids.is_empty() {
            return Vec::new();
        }
        let mut held = ids.clone();
        let mut ended = Vec::new();
        for sending in std::mem::take(&mut self.waiting) {
            if held.is_disjoint(sending.entities()) {
                self.waiting.push_back(sending);
            } else {
                held.extend(sending.entities().iter().cloned());
                ended.push(sending);
            }
        }
        self.held.push((held, trouble.clone()));
        ended
    }
}
