//! When cells go out: only changed ones, the latest ones, and not too often.

use crate::Moment;

/// The least time between two writes: 25 in a second are more than a finger can follow.
pub const WRITE_GAP_MS: u64 = 40;

/// The most cells that are kept, whatever the caller hands in.
pub const CELLS_MAX: usize = 255;

/// Holds the wanted cells and decides when they are written.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    wanted: Vec<u8>,
    written: Option<Vec<u8>>,
    last_write: Option<Moment>,
    /// How long the last write is on the line, which may be longer than the gap.
    line_ms: u64,
}

impl Pace {
    /// Takes the cells that are to be shown; what was wanted before and not yet written is forgotten.
    pub fn want(&mut self, cells: &[u8]) {
        self.wanted.clear();
        self.wanted.extend(cells.iter().copied().take(CELLS_MAX));
    }

    /// Forgets what the device shows, so that the next write happens even if nothing changed.
    pub fn forget_written(&mut self) {
        self.written = None;
    }

    /// Gives the cells to write now to a display of this width, or the moment to ask again, or neither.
    pub fn due(&mut self, width: usize, now: Moment) -> Due {
        let mut cells = self.wanted.clone();
        cells.resize(width, 0);
        if self.written.as_ref() == Some(&cells) {
            return Due::Nothing;
        }
        if let Some(last) = self.last_write
            && now.since(last) < self.gap_ms()
            && now >= last
        {
            return Due::At(last.after(self.gap_ms()));
        }
        self.last_write = Some(now);
        let before = self.written.replace(cells.clone());
        Due::Write { cells, before }
    }

    /// Takes note of how long the write that was just due is on the line: a slow line is not overrun.
    pub fn takes_ms(&mut self, line_ms: u64) {
        self.line_ms = line_ms;
    }

    fn gap_ms(&self) -> u64 {
        self.line_ms.max(WRITE_GAP_MS)
    }
}

/// What [`Pace::due`] answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// The display already shows what is wanted.
    Nothing,
    /// Too early after the last write; ask again then.
    At(Moment),
    /// Write these.
    Write {
        /// All cells of the display; dot n is bit n-1.
        cells: Vec<u8>,
        /// What the display shows, if it is known.
        before: Option<Vec<u8>>,
    },
}

#[cfg(test)]
mod tests {
    use super::{Due, Pace};
    use crate::Moment;

    #[test]
    fn writes_the_latest_cells_once_and_not_too_often() {
        let at = Moment::from_millis;
        let write = |cells: &[u8], before: Option<&[u8]>| Due::Write {
            cells: cells.to_vec(),
            before: before.map(<[u8]>::to_vec),
        };
        let mut pace = Pace::default();
        pace.want(&[1, 2]);
        assert_eq!(pace.due(3, at(100)), write(&[1, 2, 0], None));
        pace.want(&[1, 2, 0]);
        assert_eq!(pace.due(3, at(101)), Due::Nothing);
        pace.want(&[9]);
        assert_eq!(pace.due(3, at(102)), Due::At(at(140)));
        pace.want(&[7, 7, 7, 7]);
        assert_eq!(pace.due(3, at(140)), write(&[7; 3], Some(&[1, 2, 0])));
        pace.takes_ms(90);
        pace.forget_written();
        assert_eq!(pace.due(3, at(229)), Due::At(at(230)));
        assert_eq!(pace.due(3, at(230)), write(&[7; 3], None));
    }
}
