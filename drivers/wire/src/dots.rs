//! Cells of devices that number their pins in another order than dot n = bit n-1.

/// Writes a cell for devices with the bits 01 02 04 10 20 40 08 80 for dots 1 to 8: pins row by row.
pub fn pin_order(cell: u8) -> u8 {
    (cell & 0b1000_0111) | (cell & 0b0011_1000) << 1 | (cell & 0b0100_0000) >> 3
}

/// Reads what [`pin_order`] writes.
pub fn from_pin_order(cell: u8) -> u8 {
    (cell & 0b1000_0111) | (cell & 0b0111_0000) >> 1 | (cell & 0b0000_1000) << 3
}

#[cfg(test)]
mod tests {
    use super::{from_pin_order, pin_order};

    #[test]
    fn each_dot_has_its_pin() {
        let pins: Vec<u8> = (0..8).map(|dot| pin_order(1 << dot)).collect();
        assert_eq!(pins, [0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x08, 0x80]);
        for cell in 0..=u8::MAX {
            assert_eq!(from_pin_order(pin_order(cell)), cell);
        }
    }
}
