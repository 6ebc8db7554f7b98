//! A machine and a display joined by a line with faults, in a time that only tests know.

use maru_wire::simulated::{Faults, FaultyLine, SimulatedDisplay};
use maru_wire::{Chord, Device, DeviceEvent, Machine, Moment, Output};

mod cases;
pub use cases::{CASES, Case};

mod words;
pub use words::words;

/// No walk makes more steps: a pair that does is chattering.
const STEPS_MAX: usize = 200_000;

/// The two ends of a line.
pub struct Pair {
    pub machine: Machine,
    pub display: SimulatedDisplay,
    pub now: Moment,
    pub events: Vec<DeviceEvent>,
    /// What passed over the line and what was told, a line each.
    pub log: Vec<String>,
    pub sent_bytes: usize,
    line: FaultyLine,
    wake: Option<Moment>,
    steps: usize,
}

impl Pair {
    pub fn new(case: &Case, faults: Faults) -> Pair {
        Pair::of((case.machine)(Moment::ZERO), (case.display)(), faults)
    }

    pub fn of(machine: Machine, display: SimulatedDisplay, faults: Faults) -> Pair {
        let mut pair = Pair {
            machine,
            display,
            now: Moment::ZERO,
            events: Vec::new(),
            log: Vec::new(),
            sent_bytes: 0,
            line: FaultyLine::new(faults),
            wake: None,
            steps: 0,
        };
        pair.carry();
        pair
    }

    /// A pair that has been joined for so long that it is connected.
    pub fn connected(case: &Case) -> Pair {
        let mut pair = Pair::new(case, Faults::default());
        pair.pass(10_000);
        assert!(pair.is_ready(), "{}: {:?}", case.name, pair.log);
        pair.events.clear();
        pair
    }

    pub fn is_ready(&self) -> bool {
        let is_ready = |event: &DeviceEvent| matches!(event, DeviceEvent::Ready { .. });
        self.events.iter().any(is_ready)
    }

    /// Puts a line with other faults in place of the line.
    pub fn set_faults(&mut self, faults: Faults) {
        self.line = FaultyLine::new(faults);
    }

    /// Lets so many milliseconds pass, and everything happen that is due in them.
    pub fn pass(&mut self, millis: u64) {
        let end = self.now.after(millis);
        loop {
            let wakes = [self.wake, self.line.wake_at(), self.display.wake_at()];
            let next = wakes.into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else {
                break;
            };
            self.now = next.max(self.now);
            let said = self.display.handle_timeout(self.now);
            self.line.say(&said, self.now);
            self.hear();
            self.machine.handle_timeout(self.now);
            self.carry();
        }
        self.now = end;
    }

    pub fn show(&mut self, cells: &[u8]) {
        self.machine.show(cells, self.now);
        self.carry();
    }

    /// Presses keys such as `Space+Dot1` together and lets them go, in one piece.
    pub fn press(&mut self, keys: &str) {
        let chord: Chord = keys.parse().expect("known keys");
        let keys: Vec<_> = chord.keys().collect();
        let bytes = self.display.press(&keys);
        self.say(&bytes.unwrap_or_else(|| panic!("the display has no {chord}")));
    }

    /// Presses a routing key; tells whether the display has any.
    pub fn route(&mut self, cell: usize) -> bool {
        let bytes = self.display.route(cell);
        self.say(&bytes);
        !bytes.is_empty()
    }

    /// Lets the display say these bytes.
    pub fn say(&mut self, bytes: &[u8]) {
        self.line.say(bytes, self.now);
        self.hear();
        self.carry();
    }

    fn hear(&mut self) {
        let arrived = self.line.arrived(self.now);
        if !arrived.is_empty() {
            self.log.push(format!("{} < {}", self.now, hex(&arrived)));
            self.machine.handle_bytes(&arrived, self.now);
        }
    }

    /// Carries bytes both ways until the machine wants to wait.
    fn carry(&mut self) {
        loop {
            self.steps += 1;
            assert!(self.steps < STEPS_MAX, "they never come to an end");
            match self.machine.poll_output() {
                Output::Send(bytes) => {
                    self.log.push(format!("{} > {}", self.now, hex(&bytes)));
                    self.sent_bytes += bytes.len();
                    let answer = self.display.handle_bytes(&bytes, self.now);
                    self.line.say(&answer, self.now);
                    self.hear();
                }
                Output::Set(setting) => self.log.push(format!("{} = {setting}", self.now)),
                Output::Event(event) => {
                    self.log.push(format!("{} ! {}", self.now, words(&event)));
                    self.events.push(event);
                }
                Output::WakeAt(moment) => {
                    self.wake = moment;
                    return;
                }
            }
        }
    }
}

/// Writes bytes as hexadecimal words; `00*3` is `00 00 00`.
fn hex(bytes: &[u8]) -> String {
    let runs = bytes.chunk_by(|a, b| a == b);
    let word = |run: &[u8]| match run {
        run if run.len() > 3 => vec![format!("{:02X}*{}", run[0], run.len())],
        run => run.iter().map(|byte| format!("{byte:02X}")).collect(),
    };
    runs.flat_map(word).collect::<Vec<_>>().join(" ")
}
