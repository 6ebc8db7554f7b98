//! The conversation with any display.

mod ask;

mod run;

use std::collections::VecDeque;

use crate::budget::Budget;
use crate::frame::Splitter;
use crate::outbox::Outbox;
use crate::pace::Pace;
use crate::presses::Presses;
use crate::protocol::{Heard, Identity, Protocol, Question, Tempo};
use crate::{Counters, Device, DeviceEvent, Moment, Output, Setting, Trouble};

/// After so long a silence the device may have been off: its next word makes us write all cells again.
const SILENCE_MS: u64 = 10_000;

/// The most outputs that wait for the caller; later ones are dropped and counted.
const OUTPUTS_MAX: usize = 1_024;

/// One way to talk to a device: the setting of the line and the language on it.
#[derive(Debug)]
pub struct Candidate {
    /// How the line is set.
    pub setting: Setting,
    /// What is spoken on it.
    pub protocol: Box<dyn Protocol>,
}

/// Gives the candidates in order, or only those that bear the name of a model.
pub fn candidates<const N: usize>(
    all: [(&str, Setting, Box<dyn Protocol>); N],
    model: Option<&str>,
) -> Vec<Candidate> {
    let wanted = all
        .into_iter()
        .filter(|(name, ..)| model.is_none_or(|model| model == *name));
    wanted
        .map(|(_, setting, protocol)| Candidate { setting, protocol })
        .collect()
}

/// A device of a family as a [`Device`].
///
/// 1. *Ask*: put the questions of each candidate in turn. No answer to any: rest, then from 1.
/// 2. *Run*: write cells when they change, pass keys on. A device that takes no cells any more, or says that it
///    leaves: from 1, beginning with the candidate that was right.
#[derive(Debug)]
pub struct Machine {
    candidates: Vec<Candidate>,
    current: usize,
    /// The candidate with which a round begins.
    first: usize,
    setting: Option<Setting>,
    phase: Phase,
    /// When an answer is overdue, or the rest is over.
    answer_at: Option<Moment>,
    /// When cells go out that changed too soon after the last write.
    pace_at: Option<Moment>,
    alive_at: Option<Moment>,
    splitter: Splitter,
    presses: Presses,
    budget: Budget,
    pace: Pace,
    outbox: Outbox,
    acks: Acks,
    outputs: VecDeque<Output>,
    last_heard: Moment,
    last_byte: Moment,
    told: Option<Trouble>,
    noise_before_round: u64,
    senseless: u64,
    overflowed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    /// A question was put.
    Ask {
        place: usize,
        tries: u8,
        question: Question,
    },
    /// Nobody answered; the next round comes soon.
    Rest,
    /// The device is known.
    Run(Identity),
}

/// Whether a device that should acknowledge what is written to it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Acks {
    /// It does, or nobody knows yet.
    Expected,
    /// So many were missing that it was asked anew who it is.
    Missed,
    /// It says who it is and acknowledges nothing: it is written to all the same.
    Never,
}

impl Machine {
    /// Makes the machine of a port that has just been opened at the first candidate's setting; it begins to
    /// ask at once. Without candidates it stays silent.
    pub fn new(candidates: Vec<Candidate>, now: Moment) -> Machine {
        let setting = candidates.first().map(|candidate| candidate.setting);
        let mut machine = Machine {
            candidates,
            current: 0,
            first: 0,
            setting,
            phase: Phase::Rest,
            answer_at: None,
            pace_at: None,
            alive_at: None,
            splitter: Splitter::default(),
            presses: Presses::default(),
            budget: Budget::default(),
            pace: Pace::default(),
            outbox: Outbox::default(),
            acks: Acks::Expected,
            outputs: VecDeque::new(),
            last_heard: now,
            last_byte: now,
            told: None,
            noise_before_round: 0,
            senseless: 0,
            overflowed: 0,
        };
        machine.begin_round(now);
        machine
    }

    fn handle_frame(&mut self, frame: &[u8], now: Moment) {
        let silent_ms = now.since(self.last_heard);
        self.last_heard = now;
        let mut heard = Vec::new();
        if let Some(candidate) = self.candidates.get_mut(self.current) {
            candidate.protocol.hear(frame, &mut heard);
        }
        let leads_on = |one: &Heard| matches!(one, Heard::Ready(_) | Heard::Ask(_));
        if self.phase == Phase::Rest && !heard.iter().any(leads_on) {
            // Somebody is there after all: no need to wait.
            return self.begin_round(now);
        }
        if matches!(self.phase, Phase::Run(_)) && silent_ms >= SILENCE_MS {
            self.pace.forget_written();
        }
        for one in heard {
            match &self.phase {
                Phase::Run(identity) => {
                    let identity = identity.clone();
                    self.handle_running(one, &identity, now);
                }
                Phase::Ask { .. } | Phase::Rest => self.handle_asking(one, now),
            }
        }
        self.write_cells(now);
    }

    fn tempo(&self) -> Tempo {
        let candidate = self.candidates.get(self.current);
        candidate
            .map(|candidate| candidate.protocol.tempo())
            .unwrap_or_default()
    }

    fn send(&mut self, bytes: Vec<u8>) {
        self.queue(Output::Send(bytes));
    }

    fn emit(&mut self, event: DeviceEvent) {
        self.queue(Output::Event(event));
    }

    /// Passes a key on, unless no finger is so fast.
    fn emit_key(&mut self, event: DeviceEvent, now: Moment) {
        if self.budget.spend(now) {
            self.emit(event);
        } else {
            self.overflowed = self.overflowed.saturating_add(1);
        }
    }

    fn queue(&mut self, output: Output) {
        if self.outputs.len() < OUTPUTS_MAX {
            self.outputs.push_back(output);
        } else {
            self.overflowed = self.overflowed.saturating_add(1);
        }
    }

    fn noise(&self) -> u64 {
        self.splitter
            .damaged
            .saturating_add(self.splitter.noise_bytes)
    }

    fn next_frame(&mut self) -> Option<Vec<u8>> {
        let candidate = self.candidates.get(self.current)?;
        self.splitter
            .next_frame(|held| candidate.protocol.judge(held))
    }

    fn wake_at(&self) -> Option<Moment> {
        let all = [
            self.answer_at,
            self.pace_at,
            self.alive_at,
            self.outbox.due_at(),
        ];
        all.into_iter().flatten().min()
    }
}

impl Device for Machine {
    fn handle_bytes(&mut self, bytes: &[u8], now: Moment) {
        if now.since(self.last_byte) >= self.tempo().half_frame_ms {
            self.splitter.clear();
        }
        self.last_byte = now;
        for byte in bytes {
            self.splitter.push(*byte);
            while let Some(frame) = self.next_frame() {
                self.handle_frame(&frame, now);
            }
        }
    }

    fn handle_timeout(&mut self, now: Moment) {
        let is_due = |moment: Option<Moment>| moment.is_some_and(|moment| moment <= now);
        if is_due(self.answer_at) {
            self.answer_at = None;
            // A packet that is still half when its time is up was none.
            self.splitter.clear();
            self.answer_is_overdue(now);
        }
        if is_due(self.outbox.due_at()) {
            self.ack_is_missing(now);
        }
        if is_due(self.pace_at) {
            self.write_cells(now);
        }
        if is_due(self.alive_at) {
            self.keep_alive(now);
        }
    }

    fn show(&mut self, cells: &[u8], now: Moment) {
        self.pace.want(cells);
        self.write_cells(now);
    }

    fn acknowledges(&self) -> bool {
        self.acks != Acks::Never && self.tempo().ack_ms.is_some()
    }

    fn poll_output(&mut self) -> Output {
        let waiting = self.outputs.pop_front();
        waiting.unwrap_or_else(|| Output::WakeAt(self.wake_at()))
    }

    fn counters(&self) -> Counters {
        Counters {
            damaged: self.splitter.damaged,
            noise_bytes: self.splitter.noise_bytes,
            senseless: self.senseless,
            overflowed: self.overflowed,
        }
    }

    fn take_noise(&mut self) -> Vec<u8> {
        self.splitter.take_sample()
    }
}
