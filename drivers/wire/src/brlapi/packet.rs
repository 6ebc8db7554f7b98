//! Packets: the size of the body, the kind, the body; the two numbers big-endian.

/// The most bytes that a body has.
const BODY_MAX: usize = 4_096;

const HEADER: usize = 8;

pub const VERSION: u32 = b'v' as u32;
pub const AUTHORISE: u32 = b'a' as u32;
pub const DRIVER: u32 = b'n' as u32;
pub const SIZE: u32 = b's' as u32;
pub const ENTER_TTY: u32 = b't' as u32;
pub const LEAVE_TTY: u32 = b'L' as u32;
pub const KEY: u32 = b'k' as u32;
pub const WRITE: u32 = b'w' as u32;
pub const DONE: u32 = b'A' as u32;
pub const ERROR: u32 = b'e' as u32;
pub const EXCEPTION: u32 = b'E' as u32;
pub const PARAMETER: u32 = u32::from_be_bytes(*b"\0\0PV");
pub const ASK_PARAMETER: u32 = u32::from_be_bytes(*b"\0\0PR");
pub const PARAMETER_CHANGED: u32 = u32::from_be_bytes(*b"\0\0PU");

/// A packet from brltty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    pub kind: u32,
    pub body: Vec<u8>,
}

impl Packet {
    /// Gives the number at this place of the body, counted in numbers of four bytes.
    pub fn number(&self, place: usize) -> Option<u32> {
        let at = place.checked_mul(4)?;
        let bytes = self.body.get(at..at.checked_add(4)?)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    }
}

/// Writes a packet.
pub fn packet(kind: u32, body: &[u8]) -> Vec<u8> {
    // Nothing of ours is longer: cells, a path, a key.
    let body = &body[..body.len().min(BODY_MAX)];
    let size = u32::try_from(body.len()).unwrap_or(0);
    [&size.to_be_bytes(), &kind.to_be_bytes(), body].concat()
}

/// Writes numbers as a body.
pub fn numbers(numbers: &[u32]) -> Vec<u8> {
    let bytes = numbers.iter().flat_map(|number| number.to_be_bytes());
    bytes.collect()
}

/// Collects bytes and hands on whole packets. Holds at most one packet and what came with its end.
#[derive(Debug, Default)]
pub struct Stream {
    held: Vec<u8>,
}

/// A packet was announced that is longer than any: what follows cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl Stream {
    /// Takes bytes; [`Stream::next_packet`] is to be called until it has no more.
    pub fn push(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// Gives the next whole packet.
    pub fn next_packet(&mut self) -> Result<Option<Packet>, TooLong> {
        let Some((header, rest)) = self.held.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let [a, b, c, d, kind @ ..] = *header;
        let size = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        if size > BODY_MAX {
            self.held = Vec::new();
            return Err(TooLong);
        }
        let Some(body) = rest.get(..size) else {
            return Ok(None);
        };
        let packet = Packet {
            kind: u32::from_be_bytes(kind),
            body: body.to_vec(),
        };
        self.held.drain(..HEADER + size);
        Ok(Some(packet))
    }
}

#[cfg(test)]
mod tests {
    use super::{Packet, SIZE, Stream, TooLong, numbers, packet};

    #[test]
    fn packets_are_read_however_they_are_cut() {
        let body = numbers(&[32, 1]);
        let bytes = [packet(SIZE, &body), packet(SIZE, &[])].concat();
        for cut in 0..bytes.len() {
            let mut stream = Stream::default();
            let mut found = Vec::new();
            for part in [&bytes[..cut], &bytes[cut..]] {
                stream.push(part);
                while let Ok(Some(packet)) = stream.next_packet() {
                    found.push(packet);
                }
            }
            let sizes: Vec<_> = found.iter().map(|packet| packet.number(1)).collect();
            assert_eq!(sizes, [Some(1), None], "{cut}");
            assert_eq!(found[0].body, body);
        }
    }

    #[test]
    fn a_packet_without_end_is_refused_at_once() {
        let mut stream = Stream::default();
        stream.push(&[0, 0, 0x10, 0x01, 0, 0, 0, b'k']);
        assert_eq!(stream.next_packet(), Err(TooLong));
        stream.push(&packet(SIZE, &[]));
        let empty = Packet {
            kind: SIZE,
            body: Vec::new(),
        };
        assert_eq!(stream.next_packet(), Ok(Some(empty)));
    }
}
