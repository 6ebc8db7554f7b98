//! Where each key lies in the bitmap of the second language.
//!
//! The bitmap is filled from its last byte down and in each byte from the top bit down: keys of the right side, then
//! for each cell of text from the last to the first a bit of the second row and one of the first, keys of the left side,
//! and the same for status cells. The byte before that is the easy access bar; those in front of it are spare.
//! On the second revision single bits are mirrored within their byte.

use super::keys::BAR;
use super::model::{Kind, Model};
use crate::Key;

/// What a bit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Spare,
    Key(Key),
    Routing(usize),
}

/// How many keys are at the two sides together.
const SIDES: usize = 2;

/// Gives what each bit of the bitmap is, the lowest bit of the first byte first.
pub(super) fn layout(model: Model) -> Vec<Input> {
    let key_size = if model.kind == Kind::Nibbles2 { 8 } else { 4 };
    let bits = SIDES * key_size + (model.cells + model.status) * 2;
    let bytes = SIDES + 1 + bits.div_ceil(8);
    let mut filling = Filling {
        inputs: vec![Input::Spare; bytes * 8],
        byte: bytes,
        bit: 0,
        is_mirrored: model.kind == Kind::Nibbles2,
    };
    let side = |rear, front| [Input::Key(rear), Input::Key(front)];
    filling.put(key_size, &side(Key::RightKeyRear, Key::RightKeyFront));
    for cell in (0..model.cells).rev() {
        filling.put(1, &[Input::Routing(cell)]);
        filling.put(1, &[Input::Routing(cell)]);
    }
    filling.put(key_size, &side(Key::LeftKeyRear, Key::LeftKeyFront));
    for _ in 0..model.status {
        filling.put(1, &[Input::Spare]);
        filling.put(1, &[Input::Spare]);
    }
    filling.bit = 0;
    filling.put(8, &BAR.map(Input::Key));
    filling.inputs
}

/// The way through the bitmap, from its end.
struct Filling {
    inputs: Vec<Input>,
    byte: usize,
    bit: usize,
    is_mirrored: bool,
}

impl Filling {
    /// Goes down by so many bits and puts inputs there, the lowest first.
    fn put(&mut self, size: usize, inputs: &[Input]) {
        if self.bit < size {
            self.byte = self.byte.saturating_sub(1);
            self.bit = 8;
        }
        self.bit -= size;
        let lowest = if self.is_mirrored {
            8 - self.bit - size
        } else {
            self.bit
        };
        for (place, input) in inputs.iter().enumerate() {
            if let Some(slot) = self.inputs.get_mut(self.byte * 8 + lowest + place) {
                *slot = *input;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, layout};
    use crate::Key;
    use crate::papenmeier::Model;

    #[test]
    fn every_model_has_every_key_in_its_bitmap() {
        for model in Model::ALL
            .into_iter()
            .filter(|model| model.speaks_nibbles())
        {
            let inputs = layout(model);
            let count = |wanted: Input| inputs.iter().filter(|input| **input == wanted).count();
            assert_eq!(count(Input::Key(Key::BarLeft1)), 1, "{}", model.name);
            assert_eq!(count(Input::Key(Key::LeftKeyFront)), 1, "{}", model.name);
            for cell in 0..model.cells {
                assert_eq!(count(Input::Routing(cell)), 2, "{} {cell}", model.name);
            }
        }
    }

    #[test]
    fn lies_as_the_revisions_have_it() {
        // EL80s: 24 bytes; two spare, the bar, and 21 for 8 + 160 bits.
        let inputs = layout(Model::of(88).expect("a model"));
        assert_eq!(inputs.len(), 24 * 8);
        assert_eq!(inputs[23 * 8 + 4], Input::Key(Key::RightKeyRear));
        assert_eq!(inputs[23 * 8 + 3], Input::Routing(79));
        assert_eq!(inputs[2 * 8], Input::Key(Key::BarUp2));
        // Trio: 15 bytes; the key at the right has the last one, cells are mirrored.
        let inputs = layout(Model::of(89).expect("a model"));
        assert_eq!(inputs.len(), 15 * 8);
        assert_eq!(inputs[14 * 8], Input::Key(Key::RightKeyRear));
        assert_eq!(inputs[13 * 8], Input::Routing(39));
        assert_eq!(inputs[2 * 8 + 7], Input::Key(Key::BarLeft2));
    }
}
