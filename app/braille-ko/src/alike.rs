//! Characters that print tells apart and Braille does not: for the finger they are the usual ones.

/// Other shapes of the same sign.
const SHAPES: [(char, char); 24] = [
    // Blanks of other widths, and those at which no line breaks.
    ('\u{a0}', ' '),
    ('\u{2002}', ' '),
    ('\u{2003}', ' '),
    ('\u{2009}', ' '),
    ('\u{202f}', ' '),
    ('\u{3000}', ' '),
    // Hyphens and dashes.
    ('\u{2010}', '-'),
    ('\u{2011}', '-'),
    ('–', '-'),
    ('⋯', '…'),
    ('･', '·'),
    ('‧', '·'),
    ('・', '·'),
    ('〜', '~'),
    ('≧', '≥'),
    ('≦', '≤'),
    ('µ', 'μ'),
    ('\u{2126}', 'Ω'),
    ('\u{212b}', 'Å'),
    ('＜', '<'),
    ('＞', '>'),
    ('、', ','),
    ('。', '.'),
    ('ʼ', '’'),
];

/// The usual character for one.
pub(crate) fn usual(letter: char) -> char {
    if let '！'..='～' = letter {
        let place = u32::from(letter) - u32::from('！');
        return char::from_u32(u32::from('!') + place).unwrap_or(letter);
    }
    let shape = SHAPES.iter().find(|(shape, _)| *shape == letter);
    shape.map_or(letter, |(_, usual)| *usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grade, emboss};

    #[test]
    fn other_shapes_are_the_usual_ones_and_have_cells() {
        for (shape, usual_one) in [
            ('Ａ', 'A'),
            ('（', '('),
            ('～', '~'),
            ('５', '5'),
            ('가', '가'),
        ] {
            assert_eq!(usual(shape), usual_one);
        }
        for (shape, usual_one) in SHAPES {
            assert_eq!(usual(shape), usual_one);
            let cells = [shape, usual_one].map(|letter| emboss(&letter.to_string(), Grade::One));
            assert_eq!(cells[0], cells[1]);
            assert!(cells[0].cells.iter().all(|cell| *cell < 0x40), "{shape}");
        }
    }
}
