//! The other side of the line: displays made of memory.
//!
//! They are the stand-ins for devices in tests and demonstrations, and for support staff who want to know what
//! a person would feel. Like the machines they open nothing: bytes go in, bytes come out.

mod faults;
pub use faults::{Faults, FaultyLine};

use crate::frame::{Splitter, Verdict};
use crate::{Key, Moment};

/// The part of a display that its family decides.
pub trait Role: Send + std::fmt::Debug {
    /// Judges the bytes held so far, which came from the host.
    fn judge(&self, held: &[u8]) -> Verdict;

    /// Takes a whole frame from the host and gives the bytes of the answer, which may be none.
    fn answer(&mut self, frame: &[u8], face: &mut Face, now: Moment) -> Vec<u8>;

    /// Gives the bytes of keys that are pressed together and let go, or nothing if it lacks one of them.
    fn press(&self, keys: &[Key]) -> Option<Vec<u8>>;

    /// Gives the bytes of the routing key above a cell, counted from 0, pressed and let go.
    fn route(&self, cell: usize) -> Vec<u8>;

    /// Takes note that it was switched off and on, and gives what it says then.
    fn switched_on(&mut self) -> Vec<u8> {
        Vec::new()
    }

    /// Takes note of the time, and gives what it says by itself.
    fn handle_timeout(&mut self, _now: Moment) -> Vec<u8> {
        Vec::new()
    }

    /// Gives the moment at which it wants to be called.
    fn wake_at(&self) -> Option<Moment> {
        None
    }
}

/// What a finger would feel, text cells only; dot n is bit n-1.
#[derive(Clone, Debug, Default)]
pub struct Face {
    cells: Vec<u8>,
    writes: u64,
}

impl Face {
    /// Shows these cells from a place on; what does not fit is lost.
    pub fn show(&mut self, start: usize, cells: &[u8]) {
        let room = self.cells.iter_mut().skip(start);
        for (cell, new) in room.zip(cells) {
            *cell = *new;
        }
        self.writes = self.writes.saturating_add(1);
    }

    /// Gives the number of cells.
    pub fn width(&self) -> usize {
        self.cells.len()
    }
}

/// A display that answers a host as the real one does, and remembers what it shows.
#[derive(Debug)]
pub struct SimulatedDisplay {
    role: Box<dyn Role>,
    splitter: Splitter,
    face: Face,
    /// It says nothing of the cells that it took.
    is_deaf: bool,
}

impl SimulatedDisplay {
    /// Makes a display that is switched on and shows nothing.
    pub fn new(role: impl Role + 'static, cells: usize) -> SimulatedDisplay {
        SimulatedDisplay {
            role: Box::new(role),
            splitter: Splitter::default(),
            face: Face {
                cells: vec![0; cells],
                writes: 0,
            },
            is_deaf: false,
        }
    }

    /// Acknowledges cells from now on, where its family does so, or does not.
    pub fn acknowledge(&mut self, acknowledges: bool) {
        self.is_deaf = !acknowledges;
    }

    /// Takes bytes from the host and gives the bytes of the answer, which may be none.
    pub fn handle_bytes(&mut self, bytes: &[u8], now: Moment) -> Vec<u8> {
        let mut answers = Vec::new();
        for byte in bytes {
            self.splitter.push(*byte);
            while let Some(frame) = self.splitter.next_frame(|held| self.role.judge(held)) {
                let before = self.face.writes;
                let answer = self.role.answer(&frame, &mut self.face, now);
                if !self.is_deaf || self.face.writes == before {
                    answers.extend(answer);
                }
            }
        }
        answers
    }

    /// Takes note of the time and gives what the display says by itself.
    pub fn handle_timeout(&mut self, now: Moment) -> Vec<u8> {
        self.role.handle_timeout(now)
    }

    /// Gives the moment at which [`SimulatedDisplay::handle_timeout`] is to be called.
    pub fn wake_at(&self) -> Option<Moment> {
        self.role.wake_at()
    }

    /// Switches it off and on: its cells are empty, and some tell that they are there.
    pub fn switch_off_and_on(&mut self) -> Vec<u8> {
        self.face.cells.fill(0);
        self.splitter.clear();
        self.role.switched_on()
    }

    /// Gives the bytes of keys pressed together and let go, or nothing if the model lacks one of the keys.
    pub fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        self.role.press(keys)
    }

    /// Gives the bytes of the routing key above a cell, counted from 0.
    pub fn route(&self, cell: usize) -> Vec<u8> {
        self.role.route(cell)
    }

    /// Gives the cells that a finger would feel; dot n is bit n-1.
    pub fn cells(&self) -> &[u8] {
        &self.face.cells
    }

    /// Gives the cells as Unicode Braille.
    pub fn text(&self) -> String {
        let pattern = |cell: &u8| char::from_u32(0x2800 + u32::from(*cell)).unwrap_or('⠀');
        self.face.cells.iter().map(pattern).collect()
    }

    /// Tells how many times cells were written.
    pub fn writes(&self) -> u64 {
        self.face.writes
    }

    /// Tells how many packets came with a wrong sum, and how many bytes outside of packets.
    pub fn dropped(&self) -> (u64, u64) {
        (self.splitter.damaged, self.splitter.noise_bytes)
    }
}
