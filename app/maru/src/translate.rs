//! Text into cells: Korean by our own tables, other languages by liblouis where it is installed, computer Braille
//! where it is not, and until a table has been read.

use crate::six_dots::korean;
use maru_desk::Grades;
use maru_page::{
    Lang,
    braille::{Cells, Computer, Grade, Translate},
};
use maru_port::louis::{self, Answer, LouisMissing, Translated, Worker};
use std::{cell::Cell, sync::Arc};

/// Translates by liblouis as far as it goes.
pub struct Tables {
    louis: Option<Arc<Worker>>,
    /// What is contracted.
    pub grades: Grades,
    /// Whether a text was shown in computer Braille because liblouis, or its table, is not installed.
    lacks: Cell<bool>,
}

impl Tables {
    /// Starts liblouis, if it is there; `told` is called when a table was read, from another thread. Who `waits` is
    /// kept waiting for tables; else there is computer Braille meanwhile.
    pub fn start(waits: bool, told: impl Fn() + Send + 'static) -> (Tables, Option<LouisMissing>) {
        let (louis, missing) = match Worker::start(waits, told) {
            Ok(worker) => (Some(Arc::new(worker)), None),
            Err(missing) => (None, Some(missing)),
        };
        (Tables::with(louis), missing)
    }

    fn with(louis: Option<Arc<Worker>>) -> Tables {
        Tables {
            louis,
            grades: Grades::default(),
            lacks: Cell::new(false),
        }
    }

    /// liblouis, for those who read what was typed.
    pub fn louis(&self) -> Option<Arc<Worker>> {
        self.louis.clone()
    }

    /// Whether a text since the last question was not shown as its readers know it, because a table is missing.
    pub fn lacked(&self) -> bool {
        self.lacks.take()
    }

    fn by_louis(&self, text: &str, lang: &Lang, grade: Grade) -> Option<Cells> {
        let table = louis::table_for(lang.tag(), grade == Grade::Two)?;
        let answer = match &self.louis {
            Some(louis) => louis.translate(table, text),
            None => Answer::Never,
        };
        match answer {
            Answer::Done(done) => Some(cells(done)),
            Answer::NotYet => None,
            Answer::Never => {
                self.lacks.set(true);
                None
            }
        }
    }

    fn written(&self, text: &str, lang: &Lang, grade: Grade) -> Cells {
        if is_korean(lang) {
            // Six dots: the other two are the caret's.
            return ours(maru_braille_ko::emboss(text, korean(grade)));
        }
        let cells = self.by_louis(text, lang, grade);
        cells.unwrap_or_else(|| Computer.translate(text, lang))
    }
}

impl Translate for Tables {
    fn translate(&self, text: &str, lang: &Lang) -> Cells {
        self.written(text, lang, self.grades.of(lang))
    }

    fn translate_around(&self, text: &str, lang: &Lang, caret: usize) -> Cells {
        let grade = self.grades.of(lang);
        if is_korean(lang) {
            let done = maru_braille_ko::emboss_around(text, korean(grade), caret);
            return ours(done);
        }
        let whole = self.written(text, lang, grade);
        let Some(word) = word_at(text, caret).filter(|_| grade == Grade::Two) else {
            return whole;
        };
        // A word that the caret stands in is written out: each letter has a cell to be pointed at.
        let (before, rest) = text.split_at(word.start);
        let (word, behind) = rest.split_at(word.len());
        let mut cells = self.written(before, lang, grade);
        cells.append(self.written(word, lang, Grade::One));
        cells.append(self.written(behind, lang, grade));
        cells
    }
}

fn is_korean(lang: &Lang) -> bool {
    lang.primary() == "ko"
}

/// The bytes of the word whose letter (counted in `char`s) that is.
fn word_at(text: &str, letter: usize) -> Option<std::ops::Range<usize>> {
    let (at, found) = text.char_indices().nth(letter)?;
    if found == ' ' {
        return None;
    }
    let start = text.get(..at)?.rfind(' ').map_or(0, |blank| blank + 1);
    let behind = text.get(at..)?;
    let end = behind.find(' ').map_or(text.len(), |blank| at + blank);
    Some(start..end)
}

fn ours(done: maru_braille_ko::Cells) -> Cells {
    Cells {
        cells: done.cells,
        char_to_cell: done.char_to_cell,
        cell_to_char: done.cell_to_char,
    }
}

fn cells(done: Translated) -> Cells {
    Cells {
        cells: done.cells,
        char_to_cell: done.char_to_cell,
        cell_to_char: done.cell_to_char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maru_page::braille::unicode;

    fn tables(grade: Grade) -> Tables {
        let (mut tables, missing) = Tables::start(true, || ());
        assert_eq!(missing, None, "the Debian package liblouis20 is installed");
        tables.grades = Grades {
            korean: grade,
            others: grade,
        };
        tables
    }

    #[test]
    fn the_word_at_the_caret_is_written_out() {
        let tables = tables(Grade::Two);
        for (lang, text, caret, felt) in [
            ("en", "the people know", 15, "⠮⠀⠏⠀⠐⠅"),
            ("en", "the people know", 6, "⠮⠀⠏⠑⠕⠏⠇⠑⠀⠐⠅"),
            ("en", "the people know", 3, "⠮⠀⠏⠀⠐⠅"),
            ("ko", "그래서 가", 5, "⠁⠎⠀⠫"),
            ("ko", "그래서 가", 2, "⠈⠪⠐⠗⠠⠎⠀⠫"),
        ] {
            let cells = tables.translate_around(text, &Lang::new(lang), caret);
            assert_eq!(unicode(&cells.cells), felt, "{text} at {caret}");
            assert_eq!(cells.char_to_cell.len(), text.chars().count());
            assert_eq!(cells.cell_to_char.len(), cells.cells.len());
        }
        assert!(!tables.lacked());
    }

    #[test]
    fn without_liblouis_there_is_computer_braille_and_it_is_known() {
        let tables = Tables::with(None);
        let english = tables.translate("Ab", &Lang::new("en"));
        assert_eq!(unicode(&english.cells), "⡁⠃");
        assert!(tables.lacked());
        let korean = tables.translate("가", &Lang::new("ko"));
        assert_eq!(unicode(&korean.cells), "⠈⠣");
        assert!(!tables.lacked());
    }
}
