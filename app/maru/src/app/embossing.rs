//! Files for Braille embossers: what a page is on paper, written where the person finds it.

use super::{App, files::places};
use crate::incoming::{Files, Incoming};
use maru_desk::{EmbossTrouble, Embossed, Event, Grades};
use maru_page::{
    Page,
    braille::{
        Grade,
        emboss::{self, Sheet},
    },
};
use maru_port::files::PlaceKind;
use maru_store::RecordId;
use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::Path,
};

/// So many files of one name are kept beside each other.
const SAME_NAME_MAX: usize = 100;
/// The longest name; some sticks take no longer ones.
const NAME_MAX: usize = 60;

impl App {
    /// Contracted Braille or not, for this once.
    pub(crate) fn contract(&mut self, is_contracted: bool) {
        let grade = if is_contracted {
            Grade::Two
        } else {
            Grade::One
        };
        self.tables.grades = Grades {
            korean: grade,
            others: grade,
        };
    }

    /// A form as nobody has filled it in yet; or why it cannot be read.
    pub(crate) fn form_on_paper(&mut self, form: &str) -> Result<Page, String> {
        let page = self.desk.blank_form_on_paper(form);
        page.map_err(|fault| format!("form {}: {}", fault.subject, fault.cause))
    }

    /// The answers of a record, begun or finished; or why they cannot be had.
    pub(crate) fn record_on_paper(&mut self, record: i64) -> Result<Page, String> {
        let kept = self.store.record(RecordId(record));
        let kept = kept.map_err(|error| error.to_string())?;
        let kept = kept.ok_or_else(|| no_record(record))?;
        if kept.summary.is_sealed {
            return Err(format!(
                "record {record} is locked: the city alone can read it"
            ));
        }
        let kept = self.kept(record).map_err(|error| error.to_string())?;
        let kept = kept.ok_or_else(|| format!("the form of record {record} is gone"))?;
        let page = self.desk.record_on_paper(kept);
        page.map_err(|fault| format!("record {record} does not fit its form: {}", fault.cause))
    }

    /// The page of a finished record.
    pub(crate) fn receipt_on_paper(&self, record: i64) -> Result<Page, String> {
        let page = self.desk.receipt_on_paper(record);
        page.ok_or_else(|| no_record(record))
    }

    /// A page as the text of a file for an embosser.
    pub fn on_paper(&self, page: &Page, sheet: Sheet) -> String {
        emboss::page(page, self.desk.words(), &self.tables, sheet)
    }

    pub(super) fn emboss(&self, name: &str, page: &Page, sheet: Sheet) -> Vec<Event> {
        let brf = self.on_paper(page, sheet);
        let (name, shared) = (file_name(name), self.shared);
        if self.errand(move || Incoming::Files(Files::Embossed(write(&name, &brf, shared)))) {
            return Vec::new();
        }
        vec![Event::Embossed(Err(EmbossTrouble::Other))]
    }
}

fn no_record(number: i64) -> String {
    format!("there is no record {number}; `maru forms list` shows them")
}

/// Writes on the first stick that takes it, else into the person's documents; never over what is there.
fn write(name: &str, brf: &str, shared: bool) -> Result<Embossed, EmbossTrouble> {
    let takes = |kind| matches!(kind, PlaceKind::Removable | PlaceKind::Documents);
    let places = places(shared).into_iter();
    let places: Vec<_> = places.filter(|place| takes(place.kind)).collect();
    for place in &places {
        match write_new(&place.path, name, brf) {
            Ok(name) => {
                let place = place.name.clone();
                return Ok(Embossed { name, place });
            }
            Err(error) => tracing::warn!(code = "emboss", "{error}"),
        }
    }
    Err(match (shared, places.is_empty()) {
        (true, true) => EmbossTrouble::NoStick,
        _ => EmbossTrouble::Other,
    })
}

fn write_new(folder: &Path, name: &str, brf: &str) -> io::Result<String> {
    for number in 1..=SAME_NAME_MAX {
        let name = match number {
            1 => format!("{name}.brf"),
            _ => format!("{name}-{number}.brf"),
        };
        let path = folder.join(&name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(brf.as_bytes())?;
                file.sync_all()?;
                return Ok(name);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let name: String = name
        .chars()
        .map(|letter| if plain(letter) { letter } else { '-' })
        .take(NAME_MAX)
        .collect();
    match name.trim_matches('-') {
        "" => "maru".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = file_name("../pc repair/수리");
        assert_eq!(name, "pc-repair");
        let written: Vec<String> = ["A", "B"]
            .map(|brf| write_new(folder.path(), &name, brf).expect("written"))
            .to_vec();
        assert_eq!(written, ["pc-repair.brf", "pc-repair-2.brf"]);
        let first = std::fs::read_to_string(folder.path().join("pc-repair.brf"));
        assert_eq!(first.expect("it is there"), "A");
        assert!(write_new(Path::new("/no/such/folder"), "a", "A").is_err());
    }
}
