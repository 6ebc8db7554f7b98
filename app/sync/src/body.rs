//! The body of a request: bytes at hand, and files that are read only while they are sent.

use std::fmt;

use crate::content::Content;

/// A file by what is in it. The machine never opens it; whoever performs the request does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRef {
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub hash: String,
    /// The number of its bytes.
    pub size: u64,
}

/// A stretch of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Bytes at hand.
    Bytes(Content),
    /// All bytes of a file.
    File(FileRef),
}

impl Piece {
    /// The number of its bytes.
    pub fn len(&self) -> u64 {
        match self {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::File(file) => file.size,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is sent: the pieces, one behind the other. `Debug` tells only how much it is.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Body(Vec<Piece>);

impl Body {
    /// The pieces, in the order they are sent.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The number of bytes, which is known before a file is opened.
    pub fn len(&self) -> u64 {
        let lengths = self.0.iter().map(Piece::len);
        lengths.fold(0, u64::saturating_add)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<Vec<Piece>> for Body {
    fn from(pieces: Vec<Piece>) -> Body {
        Body(pieces)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Body({} bytes)", self.len())
    }
}
