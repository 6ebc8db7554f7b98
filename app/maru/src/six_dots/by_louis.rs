//! Cells typed one by one, read back by liblouis.
//!
//! The word being typed is read as if it ended here, so it may change with each cell: b is "but" until more follows. It is
//! being built until a blank ends it. A cell at the end that adds nothing yet (a capital sign) stands in the text as
//! itself.

mod repairs;

use maru_page::braille::Typist;
use maru_port::louis::{Answer, Worker};
use std::{ops::Range, sync::Arc};

/// So many cells are read anew at each key; words before them are written once and for all.
const CELLS_MAX: usize = 240;

/// Text being typed in a language of liblouis.
pub(super) struct ByLouis {
    louis: Arc<Worker>,
    table: &'static str,
    /// What will not change any more.
    settled: String,
    cells: Vec<u8>,
    /// What the cells are, and how much of it (in `char`s) is not being built.
    text: String,
    finished: usize,
}

impl ByLouis {
    /// Nothing typed; none if the table is of no use.
    pub fn new(louis: Arc<Worker>, table: &'static str) -> Option<ByLouis> {
        let is_sound = louis.back_translate(table, &[]) != Answer::Never;
        is_sound.then_some(ByLouis {
            louis,
            table,
            settled: String::new(),
            cells: Vec::new(),
            text: String::new(),
            finished: 0,
        })
    }

    fn read(&self, cells: &[u8]) -> Option<String> {
        let mut text = String::new();
        for part in repairs::parts(self.table, cells) {
            match self.louis.back_translate(self.table, part) {
                Answer::Done(done) => text.push_str(&repairs::repaired(self.table, &done)),
                Answer::NotYet | Answer::Never => return None,
            }
        }
        Some(text)
    }

    fn read_again(&mut self) {
        let word = self.word_start();
        let cells = std::mem::take(&mut self.cells);
        let (before, built) = cells.split_at(word);
        let Some(mut text) = self.read(&cells) else {
            // What cannot be read is not lost: it stands there as it was typed.
            self.finished = word;
            self.text = cells.iter().copied().map(pattern).collect();
            self.cells = cells;
            return;
        };
        let mut waiting = 0;
        while waiting < built.len()
            && let Some(without) = cells.get(..cells.len() - waiting - 1)
            && self.read(without).as_ref() == Some(&text)
        {
            waiting += 1;
        }
        let finished = self.read(before).unwrap_or_default();
        let goes_on = text.starts_with(&finished);
        self.finished = if goes_on { finished.chars().count() } else { 0 };
        let waits = cells.iter().skip(cells.len() - waiting);
        text.extend(waits.copied().map(pattern));
        self.text = text;
        self.cells = cells;
    }

    /// The cell where the word being typed begins.
    fn word_start(&self) -> usize {
        let blank = self.cells.iter().rposition(|cell| *cell == 0);
        blank.map_or(0, |blank| blank + 1)
    }
}

impl Typist for ByLouis {
    fn push(&mut self, cell: u8) {
        if self.cells.len() >= CELLS_MAX && self.cells.last() == Some(&0) {
            self.settled.push_str(&std::mem::take(&mut self.text));
            self.cells.clear();
        }
        self.cells.push(cell);
        self.read_again();
    }

    fn backspace(&mut self) -> bool {
        if self.cells.pop().is_some() {
            self.read_again();
            return true;
        }
        self.settled.pop().is_some()
    }

    fn text(&self) -> String {
        format!("{}{}", self.settled, self.text)
    }

    fn building(&self) -> Range<usize> {
        let settled = self.settled.chars().count();
        settled + self.finished..settled + self.text.chars().count()
    }

    fn building_cells(&self) -> Vec<u8> {
        let word = self.cells.get(self.word_start()..);
        word.unwrap_or_default().to_vec()
    }
}

fn pattern(cell: u8) -> char {
    char::from_u32(0x2800 + u32::from(cell)).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use maru_port::louis::table_for;

    fn typist(lang: &str, is_contracted: bool) -> ByLouis {
        let louis = Worker::start(true, || ()).expect("liblouis20 is installed");
        let table = table_for(lang, is_contracted).expect("a table");
        ByLouis::new(Arc::new(louis), table).expect("the table is installed")
    }

    fn typed(lang: &str, is_contracted: bool, cells: &str) -> ByLouis {
        let mut typist = typist(lang, is_contracted);
        for cell in cells.chars() {
            typist.push(u8::try_from(u32::from(cell) - 0x2800).expect("a cell"));
        }
        typist
    }

    #[test]
    fn contracted_english_grows_word_by_word() {
        let mut typist = typist("en", true);
        let mut steps = Vec::new();
        for cell in "⠠⠃⠀⠃⠑⠀⠼⠁⠃".chars() {
            typist.push(u8::try_from(u32::from(cell) - 0x2800).expect("a cell"));
            let text: Vec<char> = typist.text().chars().collect();
            let building = typist.building();
            let part = |range: Range<usize>| text[range].iter().collect::<String>();
            steps.push(format!("{}[{}]", part(0..building.start), part(building)));
        }
        assert_eq!(
            steps,
            [
                "[⠠]",
                "[But]",
                "But []",
                "But [but]",
                "But [be]",
                "But be []",
                "But be [⠼]",
                "But be [1]",
                "But be [12]"
            ]
        );
        assert_eq!(typist.building_cells(), [0x3c, 0x01, 0x03]);
    }

    #[test]
    fn backspace_takes_back_cell_by_cell_and_nothing_is_left_over() {
        let mut typist = typed("en", true, "⠮⠀⠐⠑");
        let mut left = vec![typist.text()];
        while typist.backspace() {
            left.push(typist.text());
        }
        assert_eq!(left, ["the ever", "the ⠐", "the ", "the", ""]);
    }

    #[test]
    fn languages_are_read_as_they_are_written() {
        for (lang, cells, text) in [
            ("sw", "⠠⠓⠁⠃⠁⠗⠊⠀⠽⠁⠅⠕⠦", "Habari yako?"),
            ("vi", "⠨⠞⠹⠊⠀⠞⠣⠝⠀⠨⠝⠛⠤⠥⠽⠣⠝", "Tôi tên Nguyễn"),
            ("vi", "⠨⠣⠀⠔⠣", "Ê ế"),
            ("ne", "⠝⠍⠈⠎⠞⠑⠀⠍⠑⠗⠕", "नमस्ते मेरो"),
            ("ne", "⠘⠜⠊⠀⠛⠁⠑⠀⠼⠁⠃", "भाइ गए 12"),
        ] {
            assert_eq!(typed(lang, false, cells).text(), text, "{cells}");
        }
    }

    #[test]
    fn a_long_text_stays_as_it_was_typed() {
        let line = "⠮⠀⠏⠀⠅⠀".repeat(100);
        let mut typist = typed("en", true, &line);
        assert_eq!(typist.text(), "the people knowledge ".repeat(100));
        let count = typist.text().chars().count();
        assert_eq!(typist.building(), count..count);
        while typist.backspace() {}
        assert_eq!(typist.text(), "");
    }

    #[test]
    fn noise_is_never_lost_and_never_breaks_it() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for (lang, is_contracted) in [("en", true), ("vi", false), ("sw", true), ("ne", false)] {
            let mut typist = typist(lang, is_contracted);
            for _ in 0..200 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                typist.push((state & 0xff) as u8);
                let count = typist.text().chars().count();
                let building = typist.building();
                assert!(building.start <= building.end && building.end == count);
                assert!(!typist.text().chars().any(char::is_control));
            }
        }
    }
}
