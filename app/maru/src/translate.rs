//! Text into cells: Korean by our own tables, other languages by liblouis where it is installed, computer Braille
//! where it is not.

use crate::six_dots::korean;
use maru_page::{
    Lang,
    braille::{Cells, Computer, Grade, Translate},
};
use maru_port::louis::{self, Louis};

/// Translates by liblouis as far as it goes.
pub struct Tables {
    louis: Option<Louis>,
    /// Whether Korean is contracted.
    pub grade: Grade,
}

impl Tables {
    /// Looks for liblouis; the reason why it is not there is told.
    pub fn load() -> (Tables, Option<String>) {
        match Louis::load() {
            Ok(louis) => (Tables::new(Some(louis)), None),
            Err(missing) => (Tables::new(None), Some(missing.to_string())),
        }
    }

    fn new(louis: Option<Louis>) -> Tables {
        Tables {
            louis,
            grade: Grade::One,
        }
    }
}

impl Translate for Tables {
    fn translate(&self, text: &str, lang: &Lang) -> Cells {
        if lang.tag().split('-').next() == Some("ko") {
            // Six dots: the other two are the caret's.
            let done = maru_braille_ko::emboss(text, korean(self.grade));
            return Cells {
                cells: done.cells,
                char_to_cell: done.char_to_cell,
                cell_to_char: done.cell_to_char,
            };
        }
        let translated = self
            .louis
            .as_ref()
            .zip(louis::table_for(lang.tag()))
            .map(|(louis, table)| louis.translate(table, text, None));
        match translated {
            Some(Ok(done)) => Cells {
                cells: done.cells,
                char_to_cell: done.char_to_cell,
                cell_to_char: done.cell_to_char,
            },
            _ => Computer.translate(text, lang),
        }
    }
}
