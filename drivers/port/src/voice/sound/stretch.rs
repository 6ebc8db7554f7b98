//! Faster and slower without another pitch, so that recordings keep step with the voice.
//!
//! Waveform-similarity overlap-add: pieces of a fiftieth of a second are taken from the sound at the wanted speed,
//! each a little earlier or later, where it fits best to the one before, and faded into one another.

/// What is heard at another speed.
#[derive(Debug)]
pub(super) struct Stretch {
    speed: f64,
    /// Half a piece: what is faded.
    half: usize,
    /// How far a piece may be moved to fit.
    reach: usize,
    waiting: Vec<i16>,
    /// Where in `waiting` the next piece is due.
    due: f64,
    /// What would follow the last piece by itself.
    follows: Vec<i16>,
}

impl Stretch {
    /// A speed of 1 is that of the recording; `rate` is samples a second.
    pub fn new(rate: u32, speed: f64) -> Stretch {
        let half = (rate / 100).max(2) as usize;
        Stretch {
            speed: speed.clamp(0.25, 4.0),
            half,
            reach: half / 2,
            waiting: Vec::new(),
            due: 0.0,
            follows: Vec::new(),
        }
    }

    /// Takes a part of the sound, gives what can be heard of it.
    pub fn push(&mut self, samples: &[i16]) -> Vec<i16> {
        if (self.speed - 1.0).abs() < 0.02 {
            return samples.to_vec();
        }
        self.waiting.extend_from_slice(samples);
        let mut heard = Vec::new();
        loop {
            let due = self.due as usize;
            if due + self.reach + 2 * self.half > self.waiting.len() {
                break;
            }
            let from = self.best(due);
            let piece = &self.waiting[from..from + 2 * self.half];
            let (now, next) = piece.split_at(self.half);
            if self.follows.is_empty() {
                heard.extend_from_slice(now);
            } else {
                heard.extend(fade(&self.follows, now));
            }
            self.follows = next.to_vec();
            self.due += self.half as f64 * self.speed;
        }
        // What lies before every place that is still looked at is done with.
        let done = (self.due as usize).saturating_sub(self.reach);
        let done = done.min(self.waiting.len());
        self.waiting.drain(..done);
        self.due -= done as f64;
        heard
    }

    /// The end: what is left.
    pub fn finish(&mut self) -> Vec<i16> {
        std::mem::take(&mut self.follows)
    }

    /// Where near a place a piece goes on best from the one before.
    fn best(&self, due: usize) -> usize {
        if self.follows.is_empty() {
            return due;
        }
        let likeness = |from: &usize| -> i64 {
            let piece = self.waiting[*from..].iter().zip(&self.follows);
            // Every fourth sample tells enough of how two waves lie.
            piece
                .step_by(4)
                .map(|(one, other)| i64::from(*one) * i64::from(*other))
                .sum()
        };
        let places = (due.saturating_sub(self.reach)..=due + self.reach).step_by(2);
        places.max_by_key(likeness).unwrap_or(due)
    }
}

/// One sound fades into another of the same length.
fn fade<'a>(out: &'a [i16], into: &'a [i16]) -> impl Iterator<Item = i16> + 'a {
    let length = i32::try_from(out.len().max(1)).unwrap_or(i32::MAX);
    out.iter().zip(into).zip(0..).map(move |((out, into), at)| {
        let mixed = i32::from(*out) * (length - at) + i32::from(*into) * at;
        i16::try_from(mixed / length).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 16_000;

    /// A tone of 200 Hz.
    fn tone(seconds: usize) -> Vec<i16> {
        let wave = |at: usize| (at as f64 * 200.0 / 16_000.0 * std::f64::consts::TAU).sin();
        (0..16_000 * seconds)
            .map(|at| (wave(at) * 10_000.0) as i16)
            .collect()
    }

    fn stretched(samples: &[i16], speed: f64) -> Vec<i16> {
        let mut stretch = Stretch::new(RATE, speed);
        let mut heard: Vec<i16> = samples
            .chunks(777)
            .flat_map(|part| stretch.push(part))
            .collect();
        heard.extend(stretch.finish());
        heard
    }

    #[test]
    fn a_tone_is_as_high_as_before_and_as_long_as_wanted() {
        let sound = tone(4);
        for speed in [0.5, 0.8, 1.0, 1.6, 3.0] {
            let heard = stretched(&sound, speed);
            let seconds = heard.len() as f64 / f64::from(RATE);
            let wanted = 4.0 / speed;
            assert!(
                (seconds / wanted - 1.0).abs() < 0.03,
                "{speed}: {seconds} s"
            );
            let rising = heard.windows(2).filter(|pair| pair[0] < 0 && pair[1] >= 0);
            let pitch = rising.count() as f64 / seconds;
            assert!((190.0..210.0).contains(&pitch), "{speed}: {pitch} Hz");
        }
    }

    #[test]
    fn silence_and_nothing_stay_so() {
        assert_eq!(stretched(&[], 2.0), [0; 0]);
        assert!(
            stretched(&[0; 4_000], 2.0)
                .iter()
                .all(|sample| *sample == 0)
        );
    }
}
