//! Text into cells: Korean by our own tables, other languages by liblouis where it is installed, computer Braille
//! where it is not.

use maru_braille_ko::Grade;
use maru_page::{
    Lang,
    braille::{Cells, Computer, Translate},
};
use maru_port::louis::{self, Louis};

/// Translates by liblouis as far as it goes.
pub struct Tables {
    louis: Option<Louis>,
}

impl Tables {
    /// Looks for liblouis; the reason why it is not there is told.
    pub fn load() -> (Tables, Option<String>) {
        match Louis::load() {
            Ok(louis) => (Tables { louis: Some(louis) }, None),
            Err(missing) => (Tables { louis: None }, Some(missing.to_string())),
        }
    }
}

impl Translate for Tables {
    fn translate(&self, text: &str, lang: &Lang) -> Cells {
        if lang.tag().split('-').next() == Some("ko") {
            // Six dots: the other two are the caret's.
            let done = maru_braille_ko::emboss(text, Grade::One);
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
