//! Finding out who is there.

use super::{Acks, Machine, Phase};
use crate::protocol::{Heard, Next, Question};
use crate::{DeviceEvent, Moment, Output, Trouble};

/// The pause before everything is asked again.
const REST_MS: u64 = 2_000;

impl Machine {
    pub(super) fn begin_round(&mut self, now: Moment) {
        self.noise_before_round = self.noise();
        self.presses.clear();
        self.outbox.clear();
        self.pace_at = None;
        self.alive_at = None;
        self.turn_to(self.first);
        self.ask(0, now);
    }

    /// Makes this candidate the current one and sets the line for it.
    pub(super) fn turn_to(&mut self, place: usize) {
        self.current = place;
        let wanted = self.candidates.get(place).map(|other| other.setting);
        if let Some(setting) = wanted.filter(|_| wanted != self.setting) {
            self.setting = wanted;
            self.queue(Output::Set(setting));
        }
    }

    pub(super) fn ask(&mut self, place: usize, now: Moment) {
        let candidate = self.candidates.get_mut(self.current);
        match candidate.and_then(|candidate| candidate.protocol.question(place)) {
            Some(question) => self.put(question, place, 1, now),
            None => self.give_up(now),
        }
    }

    pub(super) fn put(&mut self, question: Question, place: usize, tries: u8, now: Moment) {
        self.answer_at = Some(now.after(question.wait_ms));
        if !question.bytes.is_empty() {
            self.send(question.bytes.clone());
        }
        self.phase = Phase::Ask {
            place,
            tries,
            question,
        };
    }

    /// Leaves the current candidate for the next one, or rests after the last one.
    pub(super) fn give_up(&mut self, now: Moment) {
        let next = (self.current + 1) % self.candidates.len().max(1);
        self.turn_to(next);
        if next == self.first {
            self.rest(now);
        } else {
            self.ask(0, now);
        }
    }

    pub(super) fn rest(&mut self, now: Moment) {
        let trouble = if self.noise() > self.noise_before_round {
            Trouble::Garbled
        } else {
            Trouble::Silent
        };
        if self.told != Some(trouble) {
            self.told = Some(trouble);
            self.emit(DeviceEvent::Trouble(trouble));
        }
        self.acks = Acks::Expected;
        self.phase = Phase::Rest;
        self.answer_at = Some(now.after(REST_MS));
    }

    pub(super) fn answer_is_overdue(&mut self, now: Moment) {
        match std::mem::replace(&mut self.phase, Phase::Rest) {
            Phase::Ask {
                place,
                tries,
                question,
            } if tries < question.tries => {
                self.put(question, place, tries.saturating_add(1), now);
            }
            Phase::Ask { place, .. } => {
                let candidate = self.candidates.get_mut(self.current);
                let next = candidate.map(|candidate| candidate.protocol.unanswered(place));
                match next.unwrap_or(Next::GiveUp) {
                    Next::Ask(place) => self.ask(place, now),
                    Next::Ready(identity) => self.run(identity, now),
                    Next::GiveUp => self.give_up(now),
                }
            }
            Phase::Rest => self.begin_round(now),
            running @ Phase::Run(_) => self.phase = running,
        }
    }

    pub(super) fn handle_asking(&mut self, heard: Heard, now: Moment) {
        match heard {
            Heard::Ready(identity) if identity.cells > 0 => self.run(identity, now),
            Heard::Ask(place) => self.ask(place, now),
            Heard::Tell(bytes) => self.send(bytes),
            Heard::Acted
            | Heard::Acknowledged
            | Heard::Refused
            | Heard::TooMuch
            | Heard::Rewrite
            | Heard::Gone => {}
            // Keys of a device that we do not know yet, and what makes no sense.
            _ => self.senseless = self.senseless.saturating_add(1),
        }
    }
}
