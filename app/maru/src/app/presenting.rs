//! The page as it is, given to ear and finger.

use super::{App, SAID_MAX};
use maru_desk::Event;
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
        self.tables.grades = self.desk.settings().grades();
        let words = self.desk.words();
        let readings = self.reader.show(&page, words, &self.tables, cause);
        self.page = page;
        self.say(readings);
        let lacks = self.tables.lacked() && self.displays.are_used();
        if lacks && !std::mem::replace(&mut self.told_tables, true) {
            self.update(Event::NoBrailleTables);
            return self.show(None);
        }
        self.feel();
        changed
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
