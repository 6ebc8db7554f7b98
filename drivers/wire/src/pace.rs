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
            && now.since(last) < WRITE_GAP_MS
            && now >= last
        {
            return Due::At(last.after(WRITE_GAP_MS));
        }
        self.last_write = Some(now);
        self.written = Some(cells.clone());
        Due::Write(cells)
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
    Write(Vec<u8>),
}

#[cfg(test)]
mod tests {
    use super::{Due, Pace};
    use crate::Moment;

    #[test]
    fn writes_the_latest_cells_once_and_not_too_often() {
        let at = Moment::from_millis;
        let mut pace = Pace::default();
        pace.want(&[1, 2]);
        assert_eq!(pace.due(3, at(100)), Due::Write(vec![1, 2, 0]));
        pace.want(&[1, 2, 0]);
        assert_eq!(pace.due(3, at(101)), Due::Nothing);
        pace.want(&[9]);
        assert_eq!(pace.due(3, at(102)), Due::At(at(140)));
        pace.want(&[7, 7, 7, 7]);
        assert_eq!(pace.due(3, at(140)), Due::Write(vec![7, 7, 7]));
        pace.forget_written();
        assert_eq!(pace.due(3, at(500)), Due::Write(vec![7, 7, 7]));
    }
}
