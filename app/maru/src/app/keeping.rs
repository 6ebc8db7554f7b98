//! What the desk asks for, done: drafts, finished forms and settings go to the store.

use super::{
    App,
    files::{form_files, last_sent},
};
use crate::{entities::OwnChanges, incoming::Incoming, profile};
use maru_desk::{
    Case, DraftWrite, Effect, Event, FormFiles, Network, Record, SaveTrouble, Trouble,
};
use maru_store::{FormSource, FormWrite, RecordId, RecordState, RecordSummary, Store, StoreError};
use std::{thread, time::Duration};

/// How long until what could not be saved is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(5);

impl App {
    /// Now, as the store keeps it.
    pub(super) fn now(&self) -> String {
        (self.world)().now.timestamp().to_string()
    }

    pub(super) fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::SaveDraft(draft) => match self.save_draft(draft) {
                Ok(RecordId(record)) => {
                    let saved = Event::Saved { record };
                    [saved].into_iter().chain(self.changed(record)).collect()
                }
                Err(error) => vec![self.save_failed(&error)],
            },
            Effect::OpenDraft(record) => self.open_draft(record),
            Effect::Record(effect) => self.record_effect(effect),
            Effect::Finalise {
                record,
                bytes,
                recipient: None,
            } => {
                let at = self.now();
                let finalised = self.store.finalise(RecordId(record), bytes.as_bytes(), &at);
                self.finalised(record, finalised.map(drop))
            }
            Effect::Finalise {
                record,
                bytes,
                recipient: Some(recipient),
            } => self.seal(record, bytes, recipient),
            Effect::SaveSettings(settings) => {
                self.tune(&settings);
                if let Some(courier) = &self.courier {
                    courier.speak(&settings.language);
                }
                // What one person changes on a computer that people share is not there for the next.
                if self.shared && self.is_set_up {
                    return Vec::new();
                }
                self.is_set_up = settings.set_up;
                let kept = profile::keep_settings(&self.store, &settings);
                let failed = kept.inspect_err(tell).err();
                failed.map(|_| Event::SettingsNotKept).into_iter().collect()
            }
            Effect::ListVoices(language) => match &self.voice {
                Some(voice) => {
                    voice.list(&language);
                    Vec::new()
                }
                None => vec![Event::Voices {
                    language,
                    voices: Vec::new(),
                }],
            },
            Effect::Send | Effect::SendNow => match &self.courier {
                Some(courier) if effect == Effect::SendNow => {
                    courier.call_now();
                    Vec::new()
                }
                Some(courier) => {
                    courier.call();
                    Vec::new()
                }
                // It begins by itself when the store is known to be sound.
                None if self.door.is_some() => Vec::new(),
                None => vec![Event::Network(Network::Offline)],
            },
            Effect::Fault(fault) => {
                tracing::error!(
                    code = fault.code,
                    subject = fault.subject,
                    "{}",
                    fault.cause
                );
                Vec::new()
            }
            Effect::FindLastSent { form_id } => {
                let xml = last_sent(&self.store, &form_id).inspect_err(tell);
                let xml = xml.unwrap_or_default();
                vec![Event::LastSent { form_id, xml }]
            }
            Effect::ListPorts => vec![self.ports()],
            Effect::UseDisplay(spec) => {
                self.use_display(spec.as_deref());
                Vec::new()
            }
            Effect::ListFiles {
                record,
                question,
                accept,
            } => self.list_files(record, question, accept),
            Effect::Attach(attach) => self.attach(attach),
            Effect::Emboss { name, page, sheet } => self.emboss(&name, &page, sheet),
            Effect::Detach { record, name } => {
                self.detach(record, &name);
                Vec::new()
            }
            Effect::Quit => {
                self.quit = true;
                Vec::new()
            }
        }
    }

    /// Tells the desk what became of a record that was to be frozen.
    pub(super) fn finalised(&mut self, record: i64, done: Result<(), StoreError>) -> Vec<Event> {
        match done {
            Ok(()) => {
                let changed = self.changed(record).into_iter();
                let lists = self.lists_changed();
                let done = [Event::Finalised { record }];
                changed.chain(lists).chain(done).collect()
            }
            Err(error) => vec![self.save_failed(&error)],
        }
    }

    fn save_draft(&self, draft: DraftWrite) -> Result<RecordId, StoreError> {
        let at = self.now();
        let version = draft.version.unwrap_or_default();
        let form_hash = self.store.put_form(&FormWrite {
            form_id: draft.form_id.clone(),
            version: version.clone(),
            title: draft.title.clone(),
            xml: draft.form_xml.into_bytes().into(),
            source: FormSource::Pack,
            at: at.clone(),
        })?;
        let write = maru_store::DraftWrite {
            instance_id: draft.instance_id,
            form_hash,
            form_id: draft.form_id,
            version,
            title: draft.title,
            xml: draft.xml.into_bytes().into(),
            at_question: draft.at_question,
            pending: draft.pending,
            replaces: draft.replaces,
            at,
        };
        match draft.corrects {
            Some(of) => {
                let begun = self.store.begin_correction(RecordId(of), &write);
                begun.map(|(record, _)| record)
            }
            None => self.store.save_draft(&write),
        }
    }

    /// Tells of a save that failed, and has it tried again after a while: room may have been made meanwhile.
    fn save_failed(&mut self, error: &StoreError) -> Event {
        tell(error);
        self.try_again_later();
        Event::SaveFailed(match error {
            StoreError::DiskFull => SaveTrouble::DiskFull,
            StoreError::ReadOnly => SaveTrouble::ReadOnly,
            _ => SaveTrouble::Other,
        })
    }

    pub(super) fn try_again_later(&mut self) {
        if self.tries_again {
            return;
        }
        let sink = self.sink.clone();
        let thread = thread::Builder::new().name("try-again".to_owned());
        let started = thread.spawn(move || {
            thread::sleep(TRY_AGAIN);
            sink(Incoming::TryAgain);
        });
        self.tries_again = started.is_ok();
    }

    /// Tries to save once more, to a store that is opened anew if need be.
    pub(super) fn try_again(&mut self) {
        self.tries_again = false;
        self.reopen();
        self.update(Event::TryAgain);
    }

    fn open_draft(&self, record: i64) -> Vec<Event> {
        let draft = self.store.draft(RecordId(record));
        let opened = draft.and_then(|draft| draft.map_or(Ok(None), |draft| self.opened(draft)));
        let event = opened.inspect_err(tell).ok().flatten();
        vec![event.unwrap_or(Event::DraftUnreadable)]
    }

    /// A record with the form it was begun with, as the desk opens it.
    fn opened(&self, record: maru_store::Record) -> Result<Option<Event>, StoreError> {
        let Some(form) = self.store.form(&record.summary.form_hash)? else {
            return Ok(None);
        };
        let text =
            |content: &maru_sync::Content| String::from_utf8_lossy(content.as_bytes()).into_owned();
        let shared = self.shared;
        let last_sent = (!shared).then(|| last_sent(&self.store, &record.summary.form_id));
        let files = FormFiles {
            last_sent: last_sent.transpose()?.flatten(),
            ..form_files(&self.store, &record.summary.form_hash, &self.own)?
        };
        let id = record.summary.id.0;
        Ok(Some(Event::DraftOpened {
            record: id,
            form_id: record.summary.form_id,
            form_xml: text(&form.xml),
            files,
            attached: self.attachments(id)?,
            saved: text(&record.xml),
            at_question: record.at_question,
            pending: record.pending,
        }))
    }

    /// What is changed here in the city's lists; on a computer that people share nobody sees what others changed.
    pub(super) fn own_changes(&self) -> OwnChanges {
        let now = (self.world)().now.timestamp();
        let own = (!self.shared).then(|| self.own.read(&self.store, now));
        let own = own.and_then(|own| own.inspect_err(tell).ok());
        own.unwrap_or_default()
    }

    /// Gives the desk the lists anew if what is changed here in them is another thing.
    pub(super) fn lists_changed(&mut self) -> Vec<Event> {
        let own = self.own_changes();
        let before = std::mem::replace(&mut self.own, own);
        match self.own.say_the_same_as(&before) {
            true => Vec::new(),
            false => self.arrived_forms(),
        }
    }

    /// The forms that the city sent before, as the desk hears of them: they are as good as those of the pack.
    pub(super) fn arrived_forms(&self) -> Vec<Event> {
        let arrived = || -> Result<Vec<Event>, StoreError> {
            let from_server = self
                .store
                .forms()?
                .into_iter()
                .filter(|form| form.source == FormSource::Server);
            let ids: std::collections::BTreeSet<String> =
                from_server.map(|form| form.form_id).collect();
            let latest = ids
                .into_iter()
                .map(|id| Ok((self.store.latest_form(&id)?, id)));
            let latest: Vec<_> = latest.collect::<Result<_, StoreError>>()?;
            let text =
                |form: &maru_store::Form| String::from_utf8(form.xml.as_bytes().to_vec()).ok();
            let readable = latest.into_iter().filter_map(|(form, id)| {
                let form = form?;
                Some((id, text(&form)?, form.summary.hash))
            });
            readable
                .map(|(form_id, xml, hash)| {
                    let files = form_files(&self.store, &hash, &self.own)?;
                    Ok(Event::FormArrived {
                        form_id,
                        xml,
                        files,
                    })
                })
                .collect()
        };
        arrived().inspect_err(tell).unwrap_or_default()
    }
}

pub(super) fn tell(error: &StoreError) {
    tracing::error!(code = error.code(), "{error}");
}

/// The records, as news for the desk; no news if they cannot be read, so that it goes on with those it knows.
pub(super) fn records(store: &Store) -> Option<Event> {
    listed(store).map(Event::Records)
}

/// The records as the desk knows them.
pub(super) fn listed(store: &Store) -> Option<Vec<Record>> {
    let summaries = store.records().inspect_err(tell).ok()?;
    Some(summaries.into_iter().map(record).collect())
}

/// One of them.
pub(super) fn listed_one(store: &Store, id: i64) -> Option<Record> {
    let summary = store.summary(RecordId(id)).inspect_err(tell).ok()?;
    summary.map(record)
}

fn record(summary: RecordSummary) -> Record {
    let state = match summary.state {
        RecordState::Draft => maru_desk::RecordState::Draft,
        RecordState::Ready => maru_desk::RecordState::Waiting,
        RecordState::Sending => maru_desk::RecordState::Sending,
        RecordState::Sent => maru_desk::RecordState::Sent,
        RecordState::Answered => maru_desk::RecordState::Answered,
        RecordState::Refused => maru_desk::RecordState::Refused,
    };
    let is_in_the_way = matches!(summary.state, RecordState::Ready | RecordState::Refused);
    let code = summary.last_error.as_deref().filter(|_| is_in_the_way);
    let case = summary.case.map(|case| Case {
        state: case.state,
        words: case.words,
    });
    let message = summary.server_message;
    Record {
        id: summary.id.0,
        instance_id: summary.instance_id,
        replaces: summary.replaces,
        form_id: summary.form_id,
        title: summary.title,
        state,
        sealed: summary.is_sealed,
        receipt: summary.receipt.map(|receipt| receipt.to_string()),
        changed_at: summary.updated_at,
        server_message: message.map(|message| message.as_str().to_owned()),
        trouble: code.and_then(trouble),
        case,
    }
}

/// What a code of the store or of the machine that sends means for a person; `None` where the page says it anyway.
fn trouble(code: &str) -> Option<Trouble> {
    Some(match code {
        "needs-login" | "clock" => return None,
        "no-answer" | "timed-out" | "cut-short" => Trouble::NoAnswer,
        "portal" | "elsewhere" => Trouble::Portal,
        "tls" => Trouble::Unsure,
        "busy" | "too-large" => Trouble::Busy,
        "altered" => Trouble::Altered,
        "refused-404" | "refused-410" => Trouble::Unknown,
        "refused-409" => Trouble::Conflict,
        "refused-413" => Trouble::TooLarge,
        "refused-402" | "refused-405" | "refused-423" => Trouble::Closed,
        _ => Trouble::Other,
    })
}
