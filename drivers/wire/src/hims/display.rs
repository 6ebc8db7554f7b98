//! The other side of the line: a display made of memory.
//!
//! It is the stand-in for the device in tests and demonstrations, and for support staff who want to know
//! what a person would feel. Like the machine it opens nothing: bytes go in, bytes come out.

use super::frame::{Splitter, to_device};
use super::message::{FromDevice, ToDevice};
use super::{Model, bit_of};
use crate::Key;

/// A display that answers a host as the real one does, and remembers what it shows.
#[derive(Debug)]
pub struct SimulatedDisplay {
    model: Model,
    cells: u8,
    tells_count: bool,
    splitter: Splitter,
    shown: Vec<u8>,
    writes: u64,
}

impl SimulatedDisplay {
    /// Makes a display that is switched on and shows nothing.
    pub fn new(model: Model, cells: u8) -> SimulatedDisplay {
        SimulatedDisplay {
            model,
            cells,
            tells_count: true,
            splitter: Splitter::new(to_device),
            shown: vec![0; usize::from(cells)],
            writes: 0,
        }
    }

    /// Makes it one with old firmware, which never tells its cell count.
    pub fn with_old_firmware(mut self) -> SimulatedDisplay {
        self.tells_count = false;
        self
    }

    /// Takes bytes from the host and gives the bytes of the answer, which may be none.
    pub fn handle_bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut messages = Vec::new();
        self.splitter
            .feed(bytes, |frame| messages.extend(ToDevice::read(frame)));
        let answers = messages
            .into_iter()
            .filter_map(|message| self.answer(message));
        answers.flat_map(FromDevice::write).collect()
    }

    fn answer(&mut self, message: ToDevice) -> Option<FromDevice> {
        match message {
            ToDevice::Identity(letters) => {
                let own = self.model.identity()?.letters();
                (own == letters).then_some(FromDevice::Identity(letters))
            }
            ToDevice::AskCount => self.tells_count.then_some(FromDevice::Count(self.cells)),
            ToDevice::Show(mut cells) => {
                cells.resize(usize::from(self.cells), 0);
                self.shown = cells;
                self.writes += 1;
                None
            }
        }
    }

    /// Gives the bytes of a chord, or nothing if the model lacks one of the keys.
    pub fn press(&self, keys: &[Key]) -> Option<Vec<u8>> {
        let bits = keys.iter().try_fold(0_u32, |bits, key| {
            Some(bits | 1 << bit_of(self.model, *key)?)
        })?;
        Some(FromDevice::Keys(bits).write())
    }

    /// Gives the bytes of the routing key above a cell, counted from 0.
    pub fn route(&self, cell: u8) -> Vec<u8> {
        FromDevice::Routing(cell).write()
    }

    /// Gives the cells that a finger would feel; dot n is bit n-1.
    pub fn cells(&self) -> &[u8] {
        &self.shown
    }

    /// Gives the cells as Unicode Braille.
    pub fn text(&self) -> String {
        let pattern = |cell: &u8| char::from_u32(0x2800 + u32::from(*cell)).unwrap_or('⠀');
        self.shown.iter().map(pattern).collect()
    }

    /// Tells how many times cells were written.
    pub fn writes(&self) -> u64 {
        self.writes
    }

    /// Tells how many packets came with a wrong sum, and how many bytes outside of packets.
    pub fn dropped(&self) -> (u64, u64) {
        (self.splitter.damaged, self.splitter.noise_bytes)
    }
}
