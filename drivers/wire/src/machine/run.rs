//! Working with a device that is known.

use super::{Acks, Machine, Phase};
use crate::pace::Due;
use crate::protocol::{Heard, Identity};
use crate::{Chord, DeviceEvent, Moment};

/// How long a device that never acknowledges gets for each packet.
const NEVER_ACK_MS: u64 = 200;

impl Machine {
    pub(super) fn run(&mut self, identity: Identity, now: Moment) {
        self.first = self.current;
        self.answer_at = None;
        self.told = None;
        self.presses.clear();
        self.outbox.clear();
        if self.acks == Acks::Missed {
            self.acks = Acks::Never;
        }
        self.emit(DeviceEvent::Ready {
            model: identity.model.clone(),
            cells: identity.cells,
        });
        self.phase = Phase::Run(identity);
        self.pace.forget_written();
        self.keep_alive_later(now);
        self.write_cells(now);
    }

    pub(super) fn handle_running(&mut self, heard: Heard, identity: &Identity, now: Moment) {
        let mut chord = None;
        match heard {
            Heard::Ready(other) if other == *identity => self.pace.forget_written(),
            Heard::Ready(other) if other.cells > 0 => self.run(other, now),
            Heard::Tell(bytes) => self.send(bytes),
            Heard::Down(key) => self.presses.down(key, now),
            Heard::Up(key) => chord = self.presses.up(key, now),
            Heard::Toggled(key) => chord = self.presses.toggle(key, now),
            Heard::State(group, keys) => chord = self.presses.state(group, &keys, now),
            Heard::Chord(keys) => chord = Some(keys).filter(|keys| !keys.is_empty()),
            Heard::Routing(cell) if cell < identity.cells => {
                self.presses.routed(now);
                self.emit_key(DeviceEvent::Routing(cell), now);
            }
            Heard::Acted => {}
            Heard::Acknowledged => {
                self.acks = Acks::Expected;
                self.outbox.acknowledged();
            }
            Heard::Refused => self.write_failed(now),
            Heard::TooMuch => {
                self.pace.forget_written();
                self.outbox.drop_waiting();
            }
            Heard::Rewrite => self.pace.forget_written(),
            Heard::Gone => self.begin_round(now),
            Heard::Ready(_) | Heard::Ask(_) | Heard::Routing(_) | Heard::Senseless => {
                self.senseless = self.senseless.saturating_add(1);
            }
        }
        if let Some(chord) = chord {
            self.emit_chord(chord, now);
        }
    }

    pub(super) fn emit_chord(&mut self, chord: Chord, now: Moment) {
        let candidate = self.candidates.get(self.current);
        let command = candidate.and_then(|candidate| candidate.protocol.gestures().command(&chord));
        self.emit_key(DeviceEvent::Pressed { chord, command }, now);
    }

    /// Nothing was said of a packet in time: it may be lost, or the device never says anything of packets.
    pub(super) fn ack_is_missing(&mut self, now: Moment) {
        if self.acks == Acks::Never {
            self.outbox.acknowledged();
            return self.write_cells(now);
        }
        self.acks = Acks::Missed;
        self.write_failed(now);
    }

    pub(super) fn write_failed(&mut self, now: Moment) {
        self.pace.forget_written();
        if self.outbox.failed() {
            self.begin_round(now);
        } else {
            self.write_cells(now);
        }
    }

    pub(super) fn write_cells(&mut self, now: Moment) {
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
        let mut ack_ms = candidate.protocol.tempo().ack_ms;
        if self.acks == Acks::Never {
            ack_ms = ack_ms.map(|ms| ms.min(NEVER_ACK_MS));
        }
        while let Some(packet) = self.outbox.next_packet(ack_ms, now) {
            self.send(packet);
            self.keep_alive_later(now);
        }
    }

    pub(super) fn keep_alive_later(&mut self, now: Moment) {
        let keep_alive = self.tempo().keep_alive;
        self.alive_at = keep_alive.map(|(wait_ms, _)| now.after(wait_ms));
    }

    pub(super) fn keep_alive(&mut self, now: Moment) {
        if let Some((_, bytes)) = self.tempo().keep_alive {
            self.send(bytes);
        }
        self.keep_alive_later(now);
    }
}
