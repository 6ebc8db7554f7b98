//! The conversation with a HIMS device.

use std::collections::VecDeque;

use super::frame::{Splitter, from_device};
use super::message::{FromDevice, ToDevice};
use super::{Identity, Model, gestures, key_of};
use crate::pace::{Due, Pace};
use crate::probe::Probe;
use crate::{Chord, Counters, Device, DeviceEvent, Moment, Output, Trouble};

/// How long a device of the asked kind may take to echo its letters: its own 0.2 s and a slow adapter.
const ECHO_WAIT_MS: u64 = 300;

/// The questions for letters, in order.
const IDENTITIES: [Probe<Identity>; 5] = {
    let mut probes = [Probe {
        expected: Identity::Sx,
        tries: 1,
        wait_ms: ECHO_WAIT_MS,
    }; 5];
    let mut place = 0;
    while place < probes.len() {
        probes[place].expected = Identity::ALL[place];
        place += 1;
    }
    probes
};

/// The question for the cell count. Old firmware never answers it.
const COUNT: Probe<()> = Probe {
    expected: (),
    tries: 3,
    wait_ms: 500,
};

/// The pause before everything is asked again.
const REST_MS: u64 = 2_000;

/// After so long a silence the device may have been off: its next word makes us write all cells again.
const SILENCE_MS: u64 = 10_000;

/// The most outputs that wait for the caller; later ones are dropped and counted.
const OUTPUTS_MAX: usize = 1_024;

/// A HIMS device as a [`Device`].
///
/// 1. *Identify*: ask for each pair of letters. `BS` is followed by `BE`, because an EDGE may answer both.
/// 2. *Count*: ask for the cell count, with or without letters. No letters and no count: rest, then from 1.
/// 3. *Run*: write cells when they change, pass keys on.
#[derive(Debug)]
pub struct Machine {
    phase: Phase,
    timer: Option<(Timer, Moment)>,
    splitter: Splitter,
    pace: Pace,
    outputs: VecDeque<Output>,
    last_heard: Moment,
    told: Option<Trouble>,
    noise_before_round: u64,
    senseless: u64,
    overflowed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// A pair of letters was sent; `found` echoed before.
    Identify {
        place: usize,
        tries: u8,
        found: Option<Identity>,
    },
    /// The cell count was asked for.
    Count { found: Option<Identity>, tries: u8 },
    /// Nobody answered; the next round comes soon.
    Rest,
    /// The device is known.
    Run { model: Model, cells: u8 },
}

/// Why the machine wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Timer {
    /// An answer is overdue.
    Answer,
    /// The pause between two rounds is over.
    Rest,
    /// Cells changed so soon after the last write that they had to wait.
    Pace,
}

impl Machine {
    /// Makes the machine of a port that has just been opened; it begins to ask at once.
    pub fn new(now: Moment) -> Machine {
        let mut machine = Machine {
            phase: Phase::Rest,
            timer: None,
            splitter: Splitter::new(from_device),
            pace: Pace::default(),
            outputs: VecDeque::new(),
            last_heard: now,
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
        self.ask_identity(0, 1, None, now);
    }

    fn ask_identity(&mut self, place: usize, tries: u8, found: Option<Identity>, now: Moment) {
        let Some(probe) = IDENTITIES.get(place) else {
            return self.ask_count(found, 1, now);
        };
        self.send(&ToDevice::Identity(probe.expected.letters()));
        self.phase = Phase::Identify {
            place,
            tries,
            found,
        };
        self.timer = Some((Timer::Answer, now.after(probe.wait_ms)));
    }

    fn ask_count(&mut self, found: Option<Identity>, tries: u8, now: Moment) {
        self.send(&ToDevice::AskCount);
        self.phase = Phase::Count { found, tries };
        self.timer = Some((Timer::Answer, now.after(COUNT.wait_ms)));
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
        self.timer = Some((Timer::Rest, now.after(REST_MS)));
    }

    fn run(&mut self, model: Model, cells: u8, now: Moment) {
        self.phase = Phase::Run { model, cells };
        self.timer = None;
        self.told = None;
        self.emit(DeviceEvent::Ready {
            model: model.name().to_owned(),
            cells: usize::from(cells),
        });
        self.pace.forget_written();
        self.write_cells(now);
    }

    fn answer_is_overdue(&mut self, now: Moment) {
        match self.phase {
            Phase::Identify {
                place,
                tries,
                found,
            } => match IDENTITIES.get(place) {
                Some(probe) if tries < probe.tries => {
                    self.ask_identity(place, tries.saturating_add(1), found, now);
                }
                Some(_) if found.is_none() => self.ask_identity(place + 1, 1, found, now),
                _ => self.ask_count(found, 1, now),
            },
            Phase::Count { found, tries } if tries < COUNT.tries => {
                self.ask_count(found, tries.saturating_add(1), now);
            }
            Phase::Count { found: None, .. } => self.rest(now),
            Phase::Count { found, .. } => {
                let model = Model::identify(found, None);
                self.run(model, model.usual_cells(), now);
            }
            Phase::Rest | Phase::Run { .. } => {}
        }
    }

    fn handle_message(&mut self, message: FromDevice, now: Moment) {
        let silent_ms = now.since(self.last_heard);
        self.last_heard = now;
        if let Phase::Run { model, cells } = self.phase {
            if silent_ms >= SILENCE_MS {
                self.pace.forget_written();
            }
            self.handle_running(message, model, cells, now);
            self.write_cells(now);
            return;
        }
        match (self.phase, message) {
            (Phase::Identify { place, found, .. }, FromDevice::Identity(letters)) => {
                self.handle_echo(letters, place, found, now);
            }
            (Phase::Count { found, .. }, FromDevice::Count(count)) if count > 0 => {
                self.run(Model::identify(found, Some(count)), count, now);
            }
            // Somebody is there after all: no need to wait.
            (Phase::Rest, _) => self.begin_round(now),
            // A late echo, or keys of a device we do not know yet.
            (Phase::Identify { .. } | Phase::Count { .. } | Phase::Run { .. }, _) => {
                self.senseless = self.senseless.saturating_add(1);
            }
        }
    }

    fn handle_echo(
        &mut self,
        letters: [u8; 2],
        place: usize,
        found: Option<Identity>,
        now: Moment,
    ) {
        match Identity::from_letters(letters) {
            Some(Identity::Bs) if found == Some(Identity::Bs) => {}
            Some(Identity::Bs) => {
                let edge = IDENTITIES.len() - 1;
                self.ask_identity(edge.max(place), 1, Some(Identity::Bs), now);
            }
            Some(identity) => self.ask_count(Some(identity), 1, now),
            None => self.senseless = self.senseless.saturating_add(1),
        }
    }

    fn handle_running(&mut self, message: FromDevice, model: Model, cells: u8, now: Moment) {
        match message {
            FromDevice::Keys(bits) if bits != 0 => {
                let held = (0..32).filter(|bit| bits >> bit & 1 == 1);
                let chord: Chord = held.map(|bit| key_of(model, bit)).collect();
                let command = gestures().command(&chord);
                self.emit(DeviceEvent::Pressed { chord, command });
            }
            FromDevice::Routing(cell) if cell < cells => {
                self.emit(DeviceEvent::Routing(usize::from(cell)));
            }
            // An answer that came after we had taken the usual count.
            FromDevice::Count(count) if count > 0 && count != cells => {
                let model = Model::identify(model.identity(), Some(count));
                self.run(model, count, now);
            }
            // It told who it is without being asked: it may have just been switched on.
            FromDevice::Identity(_) => self.pace.forget_written(),
            FromDevice::Count(count) if count == cells => {}
            FromDevice::Keys(_) | FromDevice::Routing(_) | FromDevice::Count(_) => {
                self.senseless = self.senseless.saturating_add(1);
            }
        }
    }

    fn write_cells(&mut self, now: Moment) {
        let Phase::Run { cells, .. } = self.phase else {
            return;
        };
        self.timer = match self.pace.due(usize::from(cells), now) {
            Due::Nothing => None,
            Due::At(moment) => Some((Timer::Pace, moment)),
            Due::Write(cells) => {
                self.send(&ToDevice::Show(cells));
                None
            }
        };
    }

    fn send(&mut self, message: &ToDevice) {
        self.queue(Output::Send(message.write()));
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
}

impl Device for Machine {
    fn handle_bytes(&mut self, bytes: &[u8], now: Moment) {
        let mut messages = Vec::new();
        self.splitter
            .feed(bytes, |frame| messages.extend(FromDevice::read(frame)));
        for message in messages {
            self.handle_message(message, now);
        }
    }

    fn handle_timeout(&mut self, now: Moment) {
        let Some((timer, _)) = self.timer.filter(|(_, moment)| *moment <= now) else {
            return;
        };
        self.timer = None;
        if timer != Timer::Pace {
            // A packet that is still half when its time is up was none.
            self.splitter.clear();
        }
        match timer {
            Timer::Answer => self.answer_is_overdue(now),
            Timer::Rest => self.begin_round(now),
            Timer::Pace => self.write_cells(now),
        }
    }

    fn show(&mut self, cells: &[u8], now: Moment) {
        self.pace.want(cells);
        self.write_cells(now);
    }

    fn poll_output(&mut self) -> Output {
        let waiting = self.outputs.pop_front();
        waiting.unwrap_or(Output::WakeAt(self.timer.map(|(_, moment)| moment)))
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
