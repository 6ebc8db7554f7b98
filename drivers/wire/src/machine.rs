//! The conversation with any display.

use std::collections::VecDeque;

use crate::frame::Splitter;
use crate::outbox::Outbox;
use crate::pace::{Due, Pace};
use crate::presses::Presses;
use crate::protocol::{Heard, Identity, Next, Protocol, Question, Tempo};
use crate::{Chord, Counters, Device, DeviceEvent, Moment, Output, Setting, Trouble};

/// The pause before everything is asked again.
const REST_MS: u64 = 2_000;

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
    pace: Pace,
    outbox: Outbox,
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
            pace: Pace::default(),
            outbox: Outbox::default(),
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

    fn begin_round(&mut self, now: Moment) {
        self.noise_before_round = self.noise();
        self.presses.clear();
        self.outbox.clear();
        self.pace_at = None;
        self.alive_at = None;
        self.turn_to(self.first);
        self.ask(0, now);
    }

    /// Makes this candidate the current one and sets the line for it.
    fn turn_to(&mut self, place: usize) {
        self.current = place;
        let wanted = self.candidates.get(place).map(|other| other.setting);
        if let Some(setting) = wanted.filter(|_| wanted != self.setting) {
            self.setting = wanted;
            self.queue(Output::Set(setting));
        }
    }

    fn ask(&mut self, place: usize, now: Moment) {
        let candidate = self.candidates.get_mut(self.current);
        match candidate.and_then(|candidate| candidate.protocol.question(place)) {
            Some(question) => self.put(question, place, 1, now),
            None => self.give_up(now),
        }
    }

    fn put(&mut self, question: Question, place: usize, tries: u8, now: Moment) {
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
    fn give_up(&mut self, now: Moment) {
        let next = (self.current + 1) % self.candidates.len().max(1);
        self.turn_to(next);
        if next == self.first {
            self.rest(now);
        } else {
            self.ask(0, now);
        }
    }

    fn rest(&mut self, now: Moment) {
        let trouble = if self.noise() > self.noise_before_round {
            Trouble::Garbled
        } else {
            Trouble::Silent
        };
        if self.told != Some(trouble) {
            self.told = Some(trouble);
            self.emit(DeviceEvent::Trouble(trouble));
        }
        self.phase = Phase::Rest;
        self.answer_at = Some(now.after(REST_MS));
    }

    fn run(&mut self, identity: Identity, now: Moment) {
        self.first = self.current;
        self.answer_at = None;
        self.told = None;
        self.presses.clear();
        self.outbox.clear();
        self.emit(DeviceEvent::Ready {
            model: identity.model.clone(),
            cells: identity.cells,
        });
        self.phase = Phase::Run(identity);
        self.pace.forget_written();
        self.keep_alive_later(now);
        self.write_cells(now);
    }

    fn answer_is_overdue(&mut self, now: Moment) {
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

    fn handle_asking(&mut self, heard: Heard, now: Moment) {
        match heard {
            Heard::Ready(identity) if identity.cells > 0 => self.run(identity, now),
            Heard::Ask(place) => self.ask(place, now),
            Heard::Tell(bytes) => self.send(bytes),
            Heard::Acted | Heard::Acknowledged | Heard::Refused | Heard::Rewrite | Heard::Gone => {}
            // Keys of a device that we do not know yet, and what makes no sense.
            _ => self.senseless = self.senseless.saturating_add(1),
        }
    }

    fn handle_running(&mut self, heard: Heard, identity: &Identity, now: Moment) {
        let mut chord = None;
        match heard {
            Heard::Ready(other) if other == *identity => self.pace.forget_written(),
            Heard::Ready(other) if other.cells > 0 => self.run(other, now),
            Heard::Tell(bytes) => self.send(bytes),
            Heard::Down(key) => self.presses.down(key, now),
            Heard::Up(key) => chord = self.presses.up(key, now),
            Heard::Toggled(key) => chord = self.presses.toggle(key, now),
            Heard::State(group, keys) => chord = self.presses.state(group, &keys, now),
            Heard::Chord(keys) => chord = Some(keys),
            Heard::Routing(cell) if cell < identity.cells => self.emit(DeviceEvent::Routing(cell)),
            Heard::Acted => {}
            Heard::Acknowledged => self.outbox.acknowledged(),
            Heard::Refused => self.write_failed(now),
            Heard::Rewrite => self.pace.forget_written(),
            Heard::Gone => self.begin_round(now),
            Heard::Ready(_) | Heard::Ask(_) | Heard::Routing(_) | Heard::Senseless => {
                self.senseless = self.senseless.saturating_add(1);
            }
        }
        if let Some(chord) = chord {
            self.emit_chord(chord);
        }
    }

    fn emit_chord(&mut self, chord: Chord) {
        let candidate = self.candidates.get(self.current);
        let command = candidate.and_then(|candidate| candidate.protocol.gestures().command(&chord));
        self.emit(DeviceEvent::Pressed { chord, command });
    }

    fn write_failed(&mut self, now: Moment) {
        self.pace.forget_written();
        if self.outbox.failed() {
            self.begin_round(now);
        } else {
            self.write_cells(now);
        }
    }

    fn write_cells(&mut self, now: Moment) {
        let Phase::Run(identity) = &self.phase else {
            return;
        };
        let Some(candidate) = self.candidates.get_mut(self.current) else {
            return;
        };
        if self.outbox.is_idle() {
            self.pace_at = None;
            match self.pace.due(identity.cells, now) {
                Due::Nothing => {}
                Due::At(moment) => self.pace_at = Some(moment),
                Due::Write { cells, before } => {
                    let packets = candidate.protocol.write(&cells, before.as_deref());
                    let bytes = packets.iter().map(Vec::len).sum();
                    self.pace.takes_ms(candidate.setting.line_ms(bytes));
                    self.outbox.load(packets);
                }
            }
        }
        let ack_ms = candidate.protocol.tempo().ack_ms;
        while let Some(packet) = self.outbox.next_packet(ack_ms, now) {
            self.send(packet);
            self.keep_alive_later(now);
        }
    }

    fn keep_alive_later(&mut self, now: Moment) {
        let keep_alive = self.tempo().keep_alive;
        self.alive_at = keep_alive.map(|(wait_ms, _)| now.after(wait_ms));
    }

    fn tempo(&self) -> Tempo {
        let candidate = self.candidates.get(self.current);
        candidate
            .map(|candidate| candidate.protocol.tempo())
            .unwrap_or_default()
    }

    fn keep_alive(&mut self, now: Moment) {
        if let Some((_, bytes)) = self.tempo().keep_alive {
            self.send(bytes);
        }
        self.keep_alive_later(now);
    }

    fn send(&mut self, bytes: Vec<u8>) {
        self.queue(Output::Send(bytes));
    }

    fn emit(&mut self, event: DeviceEvent) {
        self.queue(Output::Event(event));
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
            self.write_failed(now);
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
}
