//! The page as it is, given to ear and finger.

use super::{App, SAID_MAX};
use crate::translate::Tables;
use maru_page::{Intent, reader::Readings, speech::Utterance, spoken};
use maru_port::voice::Said;

/// Utterances as the voice can say them.
pub(crate) fn said(utterances: &[Utterance]) -> Vec<Said> {
    // The free Korean voice reads letters, not words; another one says the same for them.
    let voice = spoken::Voice {
        needs_respelling: true,
    };
    let said = spoken::utterances(utterances, &voice);
    said.into_iter()
        .map(|utterance| Said {
            text: utterance.text,
            language: utterance.lang.tag().to_owned(),
            urgent: utterance.urgent,
        })
        .collect()
}

impl App {
    /// Presents the page as it is now. Returns whether it changed.
    pub(super) fn show(&mut self, cause: Option<&Intent>) -> bool {
        let page = self.desk.page();
        let changed = page != self.page;
        self.tables();
        let grade = self.desk.settings().braille_grade;
        if let Some(tables) = &mut self.tables {
            tables.grade = grade;
        }
        let Some(tables) = &self.tables else {
            return changed;
        };
        let readings = self.reader.show(&page, self.desk.words(), tables, cause);
        self.page = page;
        self.say(readings);
        self.feel();
        changed
    }

    /// The tables are looked for when a line of cells is first wanted.
    pub(super) fn tables(&mut self) {
        if self.tables.is_none() {
            let (tables, missing) = Tables::load();
            if let Some(missing) = missing {
                tracing::warn!(code = "no-liblouis", "{missing}");
            }
            self.tables = Some(tables);
        }
    }

    pub(super) fn say(&mut self, readings: Readings) {
        if let Some(voice) = &self.voice {
            if readings.interrupt && (readings.speech.is_empty() || !self.desk.speaks()) {
                voice.stop();
            } else if self.desk.speaks() && !readings.speech.is_empty() {
                voice.speak(said(&readings.speech), readings.interrupt);
            }
        }
        self.said.extend(readings.speech);
        let more = self.said.len().saturating_sub(SAID_MAX);
        self.said.drain(..more);
    }

    pub(super) fn feel(&self) {
        self.displays.show(|| self.reader.cells());
    }
}
