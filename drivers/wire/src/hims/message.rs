//! Messages that can only be valid, and the frames that carry them.

use crate::frame::sum;

/// The longest data field of a request; a display has far fewer cells.
pub(super) const DATA_MAX: usize = 512;

/// What a device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FromDevice {
    /// The echo of the letters that fit it.
    Identity([u8; 2]),
    /// A routing key was pressed; the cell is counted from 0.
    Routing(u8),
    /// A chord ended; bit 0 is the lowest of the first byte.
    Keys(u32),
    /// The number of cells.
    Count(u8),
    /// Our question for the cell count came back.
    OurQuestion,
}

impl FromDevice {
    /// Reads a whole frame; its checksum has been judged.
    pub fn read(frame: &[u8]) -> Option<FromDevice> {
        match *frame {
            [0x1C, first, second, 0x1F] => Some(FromDevice::Identity([first, second])),
            [0xFA, 0, _, cell, ..] => Some(FromDevice::Routing(cell)),
            [0xFA, 1, _, _, k0, k1, k2, k3, ..] => {
                Some(FromDevice::Keys(u32::from_le_bytes([k0, k1, k2, k3])))
            }
            [0xFA, 2, _, count, ..] => Some(FromDevice::Count(count)),
            [0xFB, ..] => Some(FromDevice::OurQuestion),
            _ => None,
        }
    }

    /// Writes the frame.
    pub fn write(self) -> Vec<u8> {
        let (kind, value, keys) = match self {
            FromDevice::OurQuestion => return ToDevice::AskCount.write(),
            FromDevice::Identity(letters) => return identity(letters),
            FromDevice::Routing(cell) => (0, cell, 0),
            FromDevice::Keys(keys) => (1, 0, keys),
            FromDevice::Count(count) => (2, count, 0),
        };
        let [k0, k1, k2, k3] = u32::to_le_bytes(keys);
        let mut frame = vec![0xFA, kind, 1, value, k0, k1, k2, k3, 0, 0xFB];
        frame[8] = sum(&frame);
        frame
    }
}

/// What a host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ToDevice {
    /// Are you the kind with these letters?
    Identity([u8; 2]),
    /// How many cells have you?
    AskCount,
    /// Show these cells.
    Show(Vec<u8>),
}

impl ToDevice {
    /// Reads a whole frame; its checksum and lengths have been judged.
    pub fn read(frame: &[u8]) -> Option<ToDevice> {
        match frame {
            [0x1C, first, second, 0x1F] => Some(ToDevice::Identity([*first, *second])),
            [0xFB, ..] => Some(ToDevice::AskCount),
            [0xFC, _, _, _, low, high, rest @ ..] => {
                let length = usize::from(u16::from_le_bytes([*low, *high]));
                Some(ToDevice::Show(rest.get(..length)?.to_vec()))
            }
            _ => None,
        }
    }

    /// Writes the frame.
    pub fn write(&self) -> Vec<u8> {
        match self {
            ToDevice::Identity(letters) => identity(*letters),
            ToDevice::AskCount => request(0xFB, &[0; 32]),
            ToDevice::Show(cells) => request(0xFC, cells),
        }
    }
}

fn identity([first, second]: [u8; 2]) -> Vec<u8> {
    vec![0x1C, first, second, 0x1F]
}

fn request(kind: u8, data: &[u8]) -> Vec<u8> {
    let data = &data[..data.len().min(DATA_MAX)];
    let [low, high, ..] = data.len().to_le_bytes();
    let mut frame = Vec::with_capacity(data.len() + 18);
    frame.extend([kind, kind, 0x01, 0xF0, low, high]);
    frame.extend(data);
    frame.extend([0xF1, 0xF2, 0, 0, 0xF3, 0, 0, 0, 0, 0, 0xFD, 0xFD]);
    let place = frame.len() - 3;
    frame[place] = sum(&frame);
    frame
}

#[cfg(test)]
mod tests {
    use super::super::frame::{from_device, to_device};
    use super::{FromDevice, ToDevice};
    use crate::frame::frames;
    use proptest::prelude::*;

    #[test]
    fn writes_the_bytes_of_the_protocol() {
        let show = ToDevice::Show(vec![0x01, 0x03]).write();
        let expected = [
            0xFC, 0xFC, 0x01, 0xF0, 0x02, 0x00, 0x01, 0x03, 0xF1, 0xF2, 0x00, 0x00, 0xF3, 0x00,
            0x00, 0x00, 0x00, 0xBF, 0xFD, 0xFD,
        ];
        // FC+FC+01+F0+02+01+03+F1+F2+F3+FD+FD = 7BF, so the sum is BF.
        assert_eq!(show, expected);
        assert_eq!(ToDevice::AskCount.write().len(), 50);
        let routing = FromDevice::Routing(7).write();
        assert_eq!(routing, [0xFA, 0, 1, 7, 0, 0, 0, 0, 0xFD, 0xFB]);
    }

    proptest! {
        #[test]
        fn reads_what_it_writes(cells in proptest::collection::vec(any::<u8>(), 0..200), keys: u32) {
            for message in [ToDevice::Show(cells), ToDevice::AskCount, ToDevice::Identity(*b"SX")] {
                let found = frames(&message.write(), to_device).0;
                let heard: Vec<ToDevice> = found.iter().filter_map(|frame| ToDevice::read(frame)).collect();
                prop_assert_eq!(heard, vec![message]);
            }
            let message = FromDevice::Keys(keys);
            let found = frames(&message.write(), from_device).0;
            let heard: Vec<FromDevice> = found.iter().filter_map(|frame| FromDevice::read(frame)).collect();
            prop_assert_eq!(heard, vec![message]);
        }
    }
}
