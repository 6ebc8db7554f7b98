//! Records that are looked at, corrected, copied, tried again and deleted.

use crate::{
    desk::{Desk, Place},
    event::Effect,
    filling::Filling,
    forms::{Opening, Unopened},
    records::{
        Act, Case, CopyTrouble, KeptRecord, Purpose, Record, RecordEffect, RecordEvent, RecordState,
    },
    screens::{self, Screen},
};
use maru_form::Session;
use maru_page::{Text, dates};

/// So many news of records are told at once; the others stand in the list.
const NEWS_MAX: usize = 5;

impl Desk {
    /// A record by its number, if it may be shown.
    pub(crate) fn record(&self, id: i64) -> Option<&Record> {
        self.shown().find(|record| record.id == id)
    }

    /// The correction of a record that was begun last, if there is one.
    pub(crate) fn correction_of(&self, record: &Record) -> Option<&Record> {
        let mut found: Vec<&Record> = self
            .records
            .iter()
            .filter(|other| other.replaces.as_ref() == Some(&record.instance_id))
            .collect();
        found.sort_by_key(|other| other.id);
        found.pop()
    }

    /// The number of the record that is being filled in, once it has one.
    pub fn filling_record(&self) -> Option<i64> {
        self.filling.as_ref()?.record
    }

    /// Takes in what happened to a record.
    pub(crate) fn record_event(&mut self, event: RecordEvent) -> Vec<Effect> {
        match event {
            RecordEvent::Changed(record) => self.record_changed(record),
            RecordEvent::Read(kept) => return self.read(kept),
            RecordEvent::Unreadable(id) => return self.not_read(id),
            RecordEvent::Deleted(id) => self.deleted(id),
            RecordEvent::NotDeleted => self.tell(self.words().text("notice-not-deleted"), true),
            RecordEvent::Places(places) => self.copy_places = Some(places),
            RecordEvent::Copied { folder, missing } => {
                self.places
                    .retain(|place| !matches!(place.screen, Screen::Copy(_)));
                let words = self.words();
                let files = missing.join(", ");
                let args = [("folder", (&folder).into()), ("files", (&files).into())];
                let told = match missing.is_empty() {
                    true => words.with("notice-copied", &args),
                    false => words.with("notice-copied-in-part", &args),
                };
                self.tell(told, !missing.is_empty());
            }
            RecordEvent::NotCopied(trouble) => {
                let id = match trouble {
                    CopyTrouble::DiskFull => "notice-copy-full",
                    CopyTrouble::Unwritable => "notice-copy-unwritable",
                };
                self.tell(self.words().text(id), true);
            }
            RecordEvent::LeftOpen(id) => self.left_open(id),
        }
        Vec::new()
    }

    /// What can be done with a record.
    pub(crate) fn acts(&self, record: &Record) -> Vec<Act> {
        let mut acts = Act::ALL.to_vec();
        acts.retain(|act| {
            record.allows(*act, self.shared) && (self.can_send || *act != Act::Retry)
        });
        acts
    }

    /// Does with a record what a person wants.
    pub(crate) fn act_on(&mut self, id: i64, act: Act) -> Vec<Effect> {
        let Some(record) = self.record(id) else {
            return Vec::new();
        };
        match act {
            Act::GoOn => return vec![Effect::OpenDraft(id)],
            Act::Look => return self.read_for(id, Purpose::Look),
            Act::Correct => {
                // Only the newest can be corrected: the city would refuse a second correction of the same.
                if let Some(newer) = self.correction_of(record) {
                    let (newer, is_draft) = (newer.id, newer.state == RecordState::Draft);
                    if is_draft {
                        return vec![Effect::OpenDraft(newer)];
                    }
                    self.tell(self.words().text("notice-corrected-before"), false);
                    self.go(Screen::Record(newer));
                    return Vec::new();
                }
                return self.read_for(id, Purpose::Correct);
            }
            Act::Retry => {
                self.trying = true;
                self.tell(self.words().text("notice-trying"), false);
                return vec![Effect::Record(RecordEffect::Retry(id)), Effect::SendNow];
            }
            Act::Copy => {
                self.copy_places = None;
                self.open(Screen::Copy(id));
                return vec![Effect::Record(RecordEffect::ListPlaces)];
            }
            Act::Delete => self.open(Screen::Delete(id)),
        }
        Vec::new()
    }

    /// Has a record read.
    pub(crate) fn read_for(&mut self, id: i64, purpose: Purpose) -> Vec<Effect> {
        self.reading = Some(purpose);
        vec![Effect::Record(RecordEffect::Read(id))]
    }

    /// What cannot be read here may be readable elsewhere: a copy is made all the same.
    fn not_read(&mut self, id: i64) -> Vec<Effect> {
        match self.reading.take() {
            Some(Purpose::Copy(place)) => screens::copy(self, id, place, None),
            _ => {
                self.tell_with_phone("notice-record-unreadable");
                Vec::new()
            }
        }
    }

    fn read(&mut self, kept: KeptRecord) -> Vec<Effect> {
        let Some(purpose) = self.reading.take() else {
            return Vec::new();
        };
        let record = kept.record;
        match self.opened(kept, purpose) {
            Ok(filling) => match purpose {
                Purpose::Look => {
                    self.looking = Some(filling);
                    self.open(Screen::Answers(record));
                }
                Purpose::Correct => self.show_correction(filling),
                Purpose::Copy(place) => return screens::copy(self, record, place, Some(&filling)),
            },
            Err(cause) => {
                self.reading = Some(purpose);
                let mut effects = self.not_read(record);
                let fault = cause.fault("record-refused", format!("record {record}"));
                effects.push(Effect::Fault(fault));
                return effects;
            }
        }
        Vec::new()
    }

    /// A record with its answers, as it was sent; or as the beginning of one that corrects it.
    pub(crate) fn opened(
        &mut self,
        kept: KeptRecord,
        purpose: Purpose,
    ) -> Result<Filling, Unopened> {
        let Opening { form, key } = self.read_form(&kept.form_id, &kept.form_xml, &kept.files)?;
        let was_taken = self
            .record(kept.record)
            .is_some_and(|record| record.state != RecordState::Refused);
        let session = match purpose {
            Purpose::Look | Purpose::Copy(_) => Session::look_at(form, &kept.saved, self.ambient()),
            Purpose::Correct => Session::correct(form, &kept.saved, was_taken, self.ambient()),
        };
        let session = session.map_err(|error| Unopened::Form(error.to_string()))?;
        let mut filling = Filling::new(session, kept.form_xml, &self.settings.language.clone());
        let attached = kept.attached.into_iter();
        filling.attached = attached.map(|file| (file.name, file.size)).collect();
        match purpose {
            Purpose::Correct => (filling.corrects, filling.key) = (Some(kept.record), key),
            Purpose::Look | Purpose::Copy(_) => {
                filling.record = Some(kept.record);
                filling.keeps(kept.pending.as_deref(), kept.at_question.as_deref());
                filling.open(None);
            }
        }
        Ok(filling)
    }

    /// The answers of a record stay in memory no longer than their page is open.
    pub(crate) fn end_looking(&mut self) {
        let is_open = |place: &Place| matches!(place.screen, Screen::Answers(_));
        if !self.places.iter().any(is_open) {
            self.looking = None;
        }
    }

    fn show_correction(&mut self, mut filling: Filling) {
        filling.open(None);
        self.show_filling(filling);
        self.tell(self.words().text("notice-correcting"), false);
    }

    fn record_changed(&mut self, record: Record) {
        match self.records.iter_mut().find(|other| other.id == record.id) {
            Some(other) => *other = record,
            None => self.records.push(record),
        }
        // The last changed first, as the store has them.
        self.records
            .sort_by(|one, other| (&other.changed_at, other.id).cmp(&(&one.changed_at, one.id)));
    }

    fn deleted(&mut self, id: i64) {
        self.records.retain(|record| record.id != id);
        if self.filling_record() == Some(id) {
            self.filling = None;
        }
        let is_looked_at = |looking: &mut Filling| looking.record == Some(id);
        drop(self.looking.take_if(is_looked_at));
        self.places.retain(|place| match place.screen {
            Screen::Record(own)
            | Screen::Acts(own)
            | Screen::Answers(own)
            | Screen::Copy(own)
            | Screen::Delete(own) => own != id,
            Screen::Question | Screen::Check => self.filling.is_some(),
            _ => true,
        });
        self.tell(self.words().text("notice-deleted"), false);
    }

    fn left_open(&mut self, id: i64) {
        let record = self.record(id);
        let Some(record) = record.filter(|record| record.state == RecordState::Draft) else {
            return;
        };
        let words = self.words();
        let title = self.title_of(&record.form_id, &record.title).shown;
        let at = dates::moment(&record.changed_at, &self.world.now, words);
        let with = |at: &str| {
            let args = [("title", (&title).into()), ("when", at.into())];
            words.with("notice-left-open", &args)
        };
        let told = Text {
            spoken: Some(with(at.speech()).shown),
            ..with(&at.shown)
        };
        self.tell(told, false);
    }

    /// Takes in all records anew, and tells what became of those that were known.
    pub(crate) fn records_changed(&mut self, records: Vec<Record>) {
        let old: std::collections::BTreeMap<i64, &Record> = self
            .records
            .iter()
            .map(|record| (record.id, record))
            .collect();
        let news: Vec<Text> = records
            .iter()
            .filter_map(|record| self.news(old.get(&record.id)?, record))
            .take(NEWS_MAX)
            .collect();
        self.records = records;
        for told in news {
            self.tell(told, false);
        }
    }

    /// What a person is told of a change, if anything.
    fn news(&self, old: &Record, new: &Record) -> Option<Text> {
        let words = self.words();
        if self.shared {
            let id = self.record(new.id).and(bare_news(old, new));
            return id.map(|id| words.text(id));
        }
        let title = self.title_of(&new.form_id, &new.title).shown;
        if let Some(case) = new.case.as_ref().filter(|_| new.case != old.case) {
            return Some(self.case_news(&title, case, new.state));
        }
        let id = match new.state {
            _ if new.state == old.state => return None,
            RecordState::Sent => "notice-sent",
            RecordState::Refused => "notice-refused",
            _ => return None,
        };
        let number = new.receipt.clone().unwrap_or_default();
        let receipt = screens::receipt(&number, words);
        let args = [
            ("title", (&title).into()),
            ("receipt", (&receipt.shown).into()),
            ("digits", receipt.speech().into()),
        ];
        Some(words.with(id, &args))
    }

    fn case_news(&self, title: &str, case: &Case, state: RecordState) -> Text {
        let words = self.words();
        let said = case.words.as_deref().unwrap_or_default();
        if state == RecordState::Answered && !said.is_empty() {
            let args = [("title", title.into()), ("answer", said.into())];
            return words.with("notice-answered", &args);
        }
        let state = screens::case_state(&case.state, words);
        let args = [("title", title.into()), ("state", (&state.shown).into())];
        words.with("notice-case", &args)
    }
}

/// The same on a computer that people share: another one may sit there by now, and hears neither which form it is nor
/// what the city says.
fn bare_news(old: &Record, new: &Record) -> Option<&'static str> {
    if new.case != old.case && new.case.is_some() {
        return Some("notice-case-shared");
    }
    match new.state {
        _ if new.state == old.state => None,
        RecordState::Sent => Some("notice-sent-shared"),
        RecordState::Refused => Some("notice-refused-shared"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Settings, Start, World};
    use maru_city::City;
    use maru_page::Intent;
    use std::collections::BTreeMap;

    fn world() -> World {
        let now = "2026-03-05T15:20:00+09:00[Asia/Seoul]".parse();
        World {
            now: now.expect("a moment"),
            uuid: "00000000-0000-4000-8000-000000000001".to_owned(),
            seed: 7,
            device_id: "maru".to_owned(),
        }
    }

    /// A desk on which the answers of a record are looked at.
    fn looking() -> Desk {
        let files: [(&str, &[u8]); 3] = [
            (
                "city.toml",
                include_bytes!("../../../assets/city/city.toml"),
            ),
            (
                "services.toml",
                include_bytes!("../../../assets/city/services.toml"),
            ),
            (
                "forms/street_light.xml",
                include_bytes!("../../../assets/city/forms/street_light.xml"),
            ),
        ];
        let files = files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
        let start = Start {
            city: City::read(&BTreeMap::from(files)).expect("a city").city,
            settings: Settings {
                language: "en".to_owned(),
                set_up: true,
                ..Settings::default()
            },
            records: Vec::new(),
            shared: false,
            can_send: true,
            typists: Box::new(maru_page::braille::Literary),
        };
        let mut desk = Desk::new(start, world());
        drop(desk.begin_with("street_light", None));
        desk.looking = desk.filling.take();
        desk.places.truncate(1);
        desk.go(Screen::Record(1));
        desk.go(Screen::Answers(1));
        assert!(desk.looking.is_some());
        desk
    }

    #[test]
    fn answers_leave_memory_with_their_page() {
        for leaves in [Intent::Back, Intent::Home, Intent::Proceed] {
            let mut desk = looking();
            drop(desk.update(Event::Intent(Intent::Help), world()));
            assert!(desk.looking.is_some(), "help stands in front of them");
            drop(desk.update(Event::Intent(Intent::Back), world()));
            drop(desk.update(Event::Intent(leaves.clone()), world()));
            assert!(desk.looking.is_none(), "{leaves:?}");
        }
    }
}
