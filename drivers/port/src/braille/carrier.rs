//! The thread between a port and a machine.

use std::io;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use maru_wire::brlapi::Client;
use maru_wire::{Device, DeviceEvent, Moment, Output};

use super::line::Line;
use super::{BrailleEvent, BrailleFault, BrailleSpec, brltty};
use crate::clock;
use crate::wake::{Bell, Happened, wait};

/// How long to wait before a port is tried again.
const RETRY_MS: u64 = 2_000;

/// How often the operator is told of bytes that make no sense, at most.
const NOISE_TOLD_MS: u64 = 10_000;

/// How long the blank line may wait for its turn when we leave: behind the line before, or an acknowledgement.
const FAREWELL_MS: u64 = 300;

/// How long a display that acknowledges nothing gets to take it from the line.
const ON_THE_LINE_MS: u64 = 200;

/// What the program's side and the thread share.
#[derive(Debug)]
pub(super) struct Shared {
    bell: Bell,
    fresh: Mutex<Option<Vec<u8>>>,
    active: AtomicBool,
    closing: AtomicBool,
    ended: Mutex<bool>,
    has_ended: Condvar,
}

/// Tells, when it is dropped, that the thread has ended; a sink that panics ends it, too.
pub(super) struct Ended(pub Arc<Shared>);

impl Drop for Ended {
    fn drop(&mut self) {
        *self.0.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.has_ended.notify_all();
    }
}

impl Shared {
    pub fn new() -> io::Result<Shared> {
        Ok(Shared {
            bell: Bell::new()?,
            fresh: Mutex::new(None),
            active: AtomicBool::new(true),
            closing: AtomicBool::new(false),
            ended: Mutex::new(false),
            has_ended: Condvar::new(),
        })
    }

    pub fn show(&self, cells: Vec<u8>) {
        *self.fresh.lock().unwrap_or_else(PoisonError::into_inner) = Some(cells);
        self.bell.ring();
    }

    pub fn set_active(&self, active: bool) {
        self.active.store(active, Ordering::Release);
        self.bell.ring();
    }

    /// Asks the thread to end and gives it so long to do so.
    pub fn close(&self, patience: Duration) {
        self.closing.store(true, Ordering::Release);
        self.bell.ring();
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = |ended: &mut bool| !*ended;
        let waited = self.has_ended.wait_timeout_while(ended, patience, waiting);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn take(&self) -> Option<Vec<u8>> {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.take()
    }

    fn is_active(&self) -> bool {
        self.active.load(Ordering::Acquire)
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }
}

/// The thread's own side.
pub(super) struct Carrier {
    spec: BrailleSpec,
    shared: Arc<Shared>,
    sink: Box<dyn Fn(BrailleEvent) + Send>,
    cells: Vec<u8>,
    connected: bool,
    told: Option<BrailleFault>,
    noise_told: Option<Moment>,
}

impl Carrier {
    pub fn new(
        spec: BrailleSpec,
        shared: Arc<Shared>,
        sink: Box<dyn Fn(BrailleEvent) + Send>,
    ) -> Carrier {
        Carrier {
            spec,
            shared,
            sink,
            cells: Vec::new(),
            connected: false,
            told: None,
            noise_told: None,
        }
    }

    /// Opens, carries, closes; over and over, until the program closes.
    pub fn run(mut self) {
        while !self.shared.is_closing() {
            let ended = match self.open() {
                Ok((line, mut machine)) => self.carry(line, &mut *machine),
                Err(fault) => Err(fault),
            };
            if let Err(fault) = ended {
                self.tell_fault(fault);
                self.pause();
            }
        }
    }

    /// Opens the line and makes the machine that talks on it.
    fn open(&self) -> Result<(Line, Box<dyn Device>), BrailleFault> {
        match &self.spec {
            BrailleSpec::Serial(spec) => {
                // No family is without a setting; a test of the registry holds it.
                let setting = spec.setting().ok_or_else(|| BrailleFault::Unusable {
                    path: self.path(),
                    cause: "no setting is known".to_owned(),
                })?;
                let line = Line::open(spec.path(), setting)?;
                Ok((line, Box::new(spec.machine(clock::now()))))
            }
            BrailleSpec::BrlApi(server) => {
                let line = brltty::open(server.as_ref())?;
                let client = Client::new(brltty::place(), clock::now());
                Ok((line, Box::new(client)))
            }
        }
    }

    /// Carries bytes until the line is cut, which is an error, or the program closes.
    fn carry(&mut self, mut line: Line, machine: &mut dyn Device) -> Result<(), BrailleFault> {
        machine.set_active(self.shared.is_active(), clock::now());
        machine.show(&self.cells, clock::now());
        let ended = self.carry_until_cut(&mut line, machine);
        let counters = machine.counters();
        tracing::debug!(display = %self.spec, ?counters, "braille line ended");
        ended.map_err(|error| BrailleFault::Cut {
            path: self.path(),
            cause: error.to_string(),
        })
    }

    fn carry_until_cut(&mut self, line: &mut Line, machine: &mut dyn Device) -> io::Result<()> {
        loop {
            let wake_at = self.perform(line, machine)?;
            if self.shared.is_closing() {
                return self.farewell(line, machine);
            }
            let port = (line.as_raw_fd(), line.has_waiting());
            let happened = wait(&self.shared.bell, Some(port), millis_until(wake_at))?;
            if happened.rung {
                self.shared.bell.hush();
                machine.set_active(self.shared.is_active(), clock::now());
                if let Some(cells) = self.shared.take() {
                    machine.show(&cells, clock::now());
                    self.cells = cells;
                }
            }
            serve(line, machine, happened)?;
            self.tell_noise(machine);
        }
    }

    /// Shows the operator what a device says that is no word of its language: by the bytes one sees a wrong speed or
    /// another device. Only the beginning is shown, and seldom: damaged keys of a person may be among them.
    fn tell_noise(&mut self, machine: &mut dyn Device) {
        let now = clock::now();
        let is_early = |told: Moment| now.since(told) < NOISE_TOLD_MS;
        if self.noise_told.is_some_and(is_early) {
            return;
        }
        let noise = machine.take_noise();
        if noise.is_empty() {
            return;
        }
        self.noise_told = Some(now);
        let counters = machine.counters();
        tracing::warn!(
            code = "braille-noise",
            display = %self.spec,
            bytes = %hex(&noise),
            damaged = counters.damaged,
            noise_bytes = counters.noise_bytes,
            "bytes that are no word of this display's language"
        );
    }

    /// Does what the machine wants and gives the moment at which it wants to be woken.
    fn perform(&mut self, line: &mut Line, machine: &mut dyn Device) -> io::Result<Option<Moment>> {
        loop {
            match machine.poll_output() {
                Output::Send(bytes) => line.write(&bytes)?,
                Output::Set(setting) => line.set(setting),
                Output::Event(event) => self.tell(event),
                Output::WakeAt(moment) => return Ok(moment),
            }
        }
    }

    /// Leaves no words of the person on the display.
    fn farewell(&mut self, line: &mut Line, machine: &mut dyn Device) -> io::Result<()> {
        if !self.connected {
            return Ok(());
        }
        machine.show(&[], clock::now());
        // Nobody rings any more, and the bell that was rung would not let us wait.
        let bell = Bell::new()?;
        let end = clock::now().after(FAREWELL_MS);
        while clock::now() < end {
            let wake_at = self.perform(line, machine)?;
            // What is due later is not written any more, but an acknowledgement may come before it is missed.
            let is_last = |moment: Moment| moment >= end && !machine.acknowledges();
            if wake_at.is_none_or(is_last) && !line.has_waiting() {
                break;
            }
            let until = wake_at.map_or(end, |moment| moment.min(end));
            let port = (line.as_raw_fd(), line.has_waiting());
            // Some displays take the blank line only when they have acknowledged the one before.
            let happened = wait(&bell, Some(port), millis_until(Some(until)))?;
            serve(line, machine, happened)?;
        }
        if !machine.acknowledges() {
            std::thread::sleep(Duration::from_millis(ON_THE_LINE_MS));
        }
        Ok(())
    }

    fn tell(&mut self, event: DeviceEvent) {
        let event = match event {
            DeviceEvent::Ready { model, cells } => {
                tracing::info!(display = %self.spec, model, cells, "braille display connected");
                self.connected = true;
                self.told = None;
                BrailleEvent::Connected { model, cells }
            }
            DeviceEvent::Pressed { chord, command } => BrailleEvent::Pressed { chord, command },
            DeviceEvent::Routing(cell) => BrailleEvent::Routing(cell),
            DeviceEvent::Trouble(trouble) => {
                let path = self.path();
                return self.tell_fault(BrailleFault::Trouble { path, trouble });
            }
        };
        (self.sink)(event);
    }

    /// Tells each reason once, and that a display is gone always.
    fn tell_fault(&mut self, reason: BrailleFault) {
        let event = if std::mem::take(&mut self.connected) {
            let reason = reason.clone();
            BrailleEvent::Disconnected { reason }
        } else if self.told.as_ref() == Some(&reason) || self.is_known_end(&reason) {
            return;
        } else {
            let reason = reason.clone();
            BrailleEvent::Failed { reason }
        };
        tracing::warn!(display = %self.spec, %reason, "no braille display");
        self.told = Some(reason);
        (self.sink)(event);
    }

    /// Tells whether a line ended whose trouble was told before: that is why it ended, or it does not matter.
    fn is_known_end(&self, reason: &BrailleFault) -> bool {
        matches!(reason, BrailleFault::Cut { .. })
            && matches!(self.told, Some(BrailleFault::Trouble { .. }))
    }

    /// Waits before the next try; only closing ends it early.
    fn pause(&mut self) {
        let end = clock::now().after(RETRY_MS);
        while !self.shared.is_closing() && clock::now() < end {
            if wait(&self.shared.bell, None, millis_until(Some(end))).is_err() {
                // Without waiting there is no quiet retry; poll fails so only when memory is out.
                std::thread::sleep(std::time::Duration::from_millis(RETRY_MS));
            }
            self.shared.bell.hush();
            if let Some(cells) = self.shared.take() {
                self.cells = cells;
            }
        }
    }

    fn path(&self) -> String {
        match &self.spec {
            BrailleSpec::Serial(spec) => spec.path().display().to_string(),
            BrailleSpec::BrlApi(_) => self.spec.to_string(),
        }
    }
}

/// Reads what has come, writes what finds room, tells the time.
fn serve(line: &mut Line, machine: &mut dyn Device, happened: Happened) -> io::Result<()> {
    if happened.readable {
        let mut room = [0; 512];
        let count = line.read(&mut room)?;
        if count == 0 && happened.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        machine.handle_bytes(&room[..count], clock::now());
    }
    if happened.writable {
        line.flush()?;
    }
    machine.handle_timeout(clock::now());
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    let words: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    words.join(" ")
}

fn millis_until(moment: Option<Moment>) -> Option<u64> {
    moment.map(|moment| moment.since(clock::now()))
}
