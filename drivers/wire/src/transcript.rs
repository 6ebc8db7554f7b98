//! What passed over a line, as text: for tests, for bug reports, for support staff.
//!
//! One line for each chunk: `120 > FC FC 01` (to the device) or `131 < FA 01` (from it), the moment first.
//! A transcript of a real session holds what a person typed: it is asked for, never written by itself.

use std::fmt;

use crate::Moment;

/// Which way bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From us to the device.
    ToDevice,
    /// From the device to us.
    FromDevice,
}

/// A chunk of bytes with its moment and direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// When it passed.
    pub at: Moment,
    /// Which way.
    pub direction: Direction,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A line that is no chunk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: write it as '120 < FA 01', in hexadecimal bytes")]
pub struct TranscriptError {
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.direction {
            Direction::ToDevice => '>',
            Direction::FromDevice => '<',
        };
        write!(f, "{} {sign}", self.at)?;
        self.bytes
            .iter()
            .try_for_each(|byte| write!(f, " {byte:02X}"))
    }
}

/// Reads a transcript; empty lines and lines that begin with `#` say nothing.
pub fn parse(text: &str) -> Result<Vec<Chunk>, TranscriptError> {
    let lines = text.lines().enumerate();
    lines
        .map(|(place, content)| (place + 1, content.trim()))
        .filter(|(_, content)| !content.is_empty() && !content.starts_with('#'))
        .map(|(line, content)| chunk(content).ok_or(TranscriptError { line }))
        .collect()
}

fn chunk(content: &str) -> Option<Chunk> {
    let mut words = content.split_whitespace();
    let at = Moment::from_millis(words.next()?.parse().ok()?);
    let direction = match words.next()? {
        ">" => Direction::ToDevice,
        "<" => Direction::FromDevice,
        _ => return None,
    };
    let bytes = words
        .map(|word| u8::from_str_radix(word, 16).ok())
        .collect::<Option<Vec<u8>>>()?;
    Some(Chunk {
        at,
        direction,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::{TranscriptError, parse};

    #[test]
    fn reads_what_it_writes() {
        let text = "0 > 1C 53 58 1F\n12 < FA 00";
        let chunks = parse(text).expect("sound");
        let again: Vec<String> = chunks.iter().map(ToString::to_string).collect();
        assert_eq!(again.join("\n"), text);
        assert_eq!(parse("# said\n\n5 ? 00"), Err(TranscriptError { line: 3 }));
    }
}
