//! What Perkins keys write: Korean by our own rules, uncontracted English as `maru-page` knows it, and the rest by
//! liblouis.

mod by_louis;

use by_louis::ByLouis;
use maru_braille_ko as ko;
use maru_page::{
    Lang,
    braille::{Grade, Literary, Typist, Typists},
};
use maru_port::louis::{self, Worker};
use std::{ops::Range, sync::Arc};

/// Knows how languages are written with six dots.
pub struct SixDots {
    louis: Option<Arc<Worker>>,
}

impl SixDots {
    /// With liblouis, if it is there.
    pub fn new(louis: Option<Arc<Worker>>) -> SixDots {
        SixDots { louis }
    }
}

impl Typists for SixDots {
    fn typist(&self, lang: &Lang, grade: Grade) -> Option<Box<dyn Typist>> {
        if lang.primary() == "ko" {
            let grade = korean(grade);
            return Some(Box::new(Korean(ko::Typist::new(grade), grade)));
        }
        let own = Literary.typist(lang, grade);
        let is_enough = grade == Grade::One && own.is_some();
        let table = louis::table_for(lang.tag(), grade == Grade::Two).filter(|_| !is_enough);
        let by_louis = self.louis.as_ref().zip(table).and_then(|(louis, table)| {
            let typist = ByLouis::new(Arc::clone(louis), table)?;
            Some(Box::new(typist) as Box<dyn Typist>)
        });
        by_louis.or(own)
    }

    fn reopen(&self, text: &str, lang: &Lang, grade: Grade) -> Option<Box<dyn Typist>> {
        let is_syllable = |letter: char| ('가'..='힣').contains(&letter);
        if lang.primary() != "ko" || !text.chars().all(is_syllable) {
            return None;
        }
        let grade = korean(grade);
        let mut typist = ko::Typist::new(grade);
        let cells = ko::translate(text, grade).cells;
        cells.into_iter().for_each(|cell| typist.push(cell));
        Some(Box::new(Korean(typist, grade)))
    }
}

/// The grade as the Korean tables call it.
pub(crate) fn korean(grade: Grade) -> ko::Grade {
    match grade {
        Grade::One => ko::Grade::One,
        Grade::Two => ko::Grade::Two,
    }
}

struct Korean(ko::Typist, ko::Grade);

impl Typist for Korean {
    fn push(&mut self, cell: u8) {
        self.0.push(cell);
    }

    fn backspace(&mut self) -> bool {
        self.0.backspace()
    }

    fn text(&self) -> String {
        self.0.text()
    }

    fn building(&self) -> Range<usize> {
        self.0.building()
    }

    fn building_cells(&self) -> Vec<u8> {
        let cells = self.0.cells();
        let starts = ko::read(cells, self.1).char_to_cell;
        let from = starts.get(self.building().start);
        let built = from.and_then(|from| cells.get(*from..));
        built.unwrap_or_default().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_taken_apart_again_in_both_grades() {
        let korean = Lang::new("ko");
        let without = SixDots::new(None);
        for grade in [Grade::One, Grade::Two] {
            let mut typist = without.reopen("각", &korean, grade).expect("a syllable");
            assert_eq!(typist.text(), "각");
            assert!(typist.backspace());
            assert_eq!(typist.text(), "가");
            typist.push(0x12);
            assert_eq!(typist.text(), "간");
        }
        assert!(without.reopen("A", &korean, Grade::One).is_none());
    }

    #[test]
    fn without_liblouis_english_is_written_uncontracted_and_others_in_computer_braille() {
        let without = SixDots::new(None);
        let mut typist = without.typist(&Lang::new("en"), Grade::Two).expect("one");
        typist.push(0x03);
        assert_eq!(typist.text(), "b");
        assert!(without.typist(&Lang::new("vi"), Grade::One).is_none());
    }
}
