//! A line that moves on by itself, so that both hands may stay on it.
//!
//! It goes through the page from where the person is to its end, and is stopped by any key that is not about it.

use super::{Outcome, Reader, Readings, Written};
use crate::intent::Intent;
use std::time::Duration;

/// How long the finger takes from the end of the display back to its beginning.
const RETURN: Duration = Duration::from_millis(500);

/// Whether the line moves on by itself, and how fast.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scrolling {
    pub is_on: bool,
    /// Cells a second.
    speed: u8,
}

impl Default for Scrolling {
    fn default() -> Scrolling {
        Scrolling {
            is_on: false,
            speed: 5,
        }
    }
}

impl Reader {
    /// How fast the line moves on by itself from now on, in cells a second.
    pub fn set_scroll_speed(&mut self, cells: u8) {
        self.scrolling.speed = cells.max(1);
    }

    /// How long what is shown is to stay; none while the line stands.
    pub fn scrolls_in(&self) -> Option<Duration> {
        let window = self.windows().get(self.window).cloned()?;
        let cells = self.line.cells.get(window)?;
        let read = cells
            .iter()
            .rposition(|cell| *cell != 0)
            .map_or(0, |last| last + 1);
        let reading = Duration::from_secs_f32(read as f32 / f32::from(self.scrolling.speed));
        self.scrolling.is_on.then_some(RETURN + reading)
    }

    /// What was shown has stayed long enough. At the end of the page the line stands.
    pub fn scroll_on(&mut self) {
        if self.scrolling.is_on {
            self.scrolling.is_on = !self.is_at_end();
            self.window += usize::from(self.scrolling.is_on);
        }
    }

    /// What an intent means to a line that may move on by itself. What is not about it lets it stand.
    pub(super) fn scroll(&mut self, intent: &Intent) -> Option<Outcome> {
        let was_on = std::mem::take(&mut self.scrolling.is_on);
        match intent {
            Intent::Scroll => {
                self.scrolling.is_on = !was_on;
                // Who let it stand to think goes on where they were.
                if !was_on && (self.written != Written::Whole || self.is_at_end()) {
                    self.write_later(Written::Whole);
                }
                return Some(Outcome::Done(Readings::default()));
            }
            Intent::Faster | Intent::Slower if was_on => {
                self.scrolling.is_on = true;
                return Some(Outcome::Pass(match intent {
                    Intent::Faster => Intent::ScrollFaster,
                    _ => Intent::ScrollSlower,
                }));
            }
            Intent::PanLeft | Intent::PanRight => self.scrolling.is_on = was_on,
            _ => {}
        }
        None
    }

    fn is_at_end(&self) -> bool {
        self.window + 1 >= self.windows().len()
    }
}
