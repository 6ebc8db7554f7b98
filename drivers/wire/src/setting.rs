//! How a serial line is set: speed, parity, flow control.

use std::fmt;

/// The parity bit of each character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parity {
    /// There is none.
    None,
    /// It makes the number of ones odd.
    Odd,
    /// It makes the number of ones even.
    Even,
}

/// Who holds the flow of bytes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Nobody.
    None,
    /// The lines RTS and CTS.
    RtsCts,
}

/// The setting of a line; always 8 data bits and 1 stop bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Bits per second.
    pub baud: u32,
    /// The parity.
    pub parity: Parity,
    /// The flow control.
    pub flow: Flow,
}

impl Setting {
    /// A line of this speed without parity and flow control.
    pub const fn plain(baud: u32) -> Setting {
        Setting::with_parity(baud, Parity::None)
    }

    /// A line of this speed and parity without flow control.
    pub const fn with_parity(baud: u32, parity: Parity) -> Setting {
        let flow = Flow::None;
        Setting { baud, parity, flow }
    }

    /// Gives how long so many bytes are on the line, in milliseconds.
    pub fn line_ms(self, bytes: usize) -> u64 {
        let bits = if self.parity == Parity::None { 10 } else { 11 };
        (bytes as u64).saturating_mul(bits * 1_000) / u64::from(self.baud.max(1))
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parity = match self.parity {
            Parity::None => 'N',
            Parity::Odd => 'O',
            Parity::Even => 'E',
        };
        write!(f, "{} 8{parity}1", self.baud)?;
        match self.flow {
            Flow::None => Ok(()),
            Flow::RtsCts => f.write_str(" RTS/CTS"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Parity, Setting};

    #[test]
    fn knows_how_long_bytes_take() {
        assert_eq!(Setting::plain(9_600).line_ms(96), 100);
        assert_eq!(Setting::with_parity(9_600, Parity::Even).line_ms(96), 110);
        let even = Setting::with_parity(115_200, Parity::Even);
        assert_eq!(even.to_string(), "115200 8E1");
    }
}
