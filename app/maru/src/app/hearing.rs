//! What is said on its way to the voice, and what the voice tells of it.

use super::App;
use maru_city::City;
use maru_desk::{ChosenVoice, Event, Settings};
use maru_page::{ImageId, SoundId, reader::Readings, speech::Utterance, spoken};
use maru_port::voice::{Recording, Said, SaidId, Voice, VoiceEvent, VoiceFault, VoiceName};
use std::{collections::BTreeMap, sync::Arc};

/// How much of what was said is remembered, when news come in and nobody presses a key.
const SAID_MAX: usize = 64;

/// How many recordings are kept at hand.
const RECORDINGS_MAX: usize = 512;

/// What stands between the readings and the voice.
#[derive(Default)]
pub(super) struct Hearing {
    /// The city's recordings of fixed phrases.
    prompts: BTreeMap<SoundId, Arc<[u8]>>,
    /// The recordings that were wanted; none where there is nothing that can be played.
    recordings: BTreeMap<SoundId, Option<Recording>>,
    /// What the voice was given last, and which utterance each is a part of.
    saying: Vec<(SaidId, usize)>,
}

impl Hearing {
    pub fn new(city: &City) -> Hearing {
        let named = city.prompts.iter().flat_map(|(lang, prompts)| {
            prompts.iter().map(move |(message, bytes)| {
                let name = SoundId(format!("prompts/{lang}/{message}"));
                (name, Arc::clone(bytes))
            })
        });
        Hearing {
            prompts: named.collect(),
            ..Hearing::default()
        }
    }
}

/// Utterances as the voice can say them, each with the number of the one that it is a part of.
pub(crate) fn said(
    utterances: &[Utterance],
    mut recording: impl FnMut(&SoundId) -> Option<Recording>,
) -> Vec<(usize, Said)> {
    let mut before = None;
    let runs = spoken::utterances(utterances, &spoken::Voice::default());
    runs.into_iter()
        .map(|(index, run)| {
            let continues = before.replace(index) == Some(index);
            let sound = run.sound.as_ref().filter(|_| !continues);
            let said = Said {
                by_letters: (run.lang.primary() == "ko").then(|| spoken::respelled(&run.text)),
                text: run.text,
                language: run.lang.tag().to_owned(),
                urgent: run.urgent,
                sound: sound.and_then(&mut recording),
                is_in_sound: continues && run.sound.is_some(),
            };
            (index, said)
        })
        .collect()
}

impl App {
    pub(super) fn say(&mut self, readings: Readings) {
        let speaks = self.desk.speaks();
        if readings.interrupt && (readings.speech.is_empty() || !speaks) {
            self.voice.iter().for_each(Voice::stop);
            self.hearing.saying.clear();
        } else if speaks && self.voice.is_some() && !readings.speech.is_empty() {
            let (numbers, things): (Vec<usize>, Vec<Said>) =
                said(&readings.speech, |sound| self.recording(sound))
                    .into_iter()
                    .unzip();
            if let Some(voice) = &self.voice {
                let ids = voice.speak(things, readings.interrupt);
                let numbers = numbers.iter().map(|number| number + readings.offset);
                if readings.interrupt || readings.offset == 0 {
                    self.hearing.saying.clear();
                }
                self.hearing.saying.extend(ids.into_iter().zip(numbers));
            }
        }
        self.said.extend(readings.speech);
        let more = self.said.len().saturating_sub(SAID_MAX);
        self.said.drain(..more);
    }

    /// A recording by its name: of the city's phrases, or among a form's files.
    fn recording(&mut self, sound: &SoundId) -> Option<Recording> {
        if let Some(known) = self.hearing.recordings.get(sound) {
            return known.clone();
        }
        let prompt = self.hearing.prompts.get(sound).map(Arc::clone);
        let bytes = prompt.or_else(|| self.image(&ImageId(sound.0.clone())).map(Arc::from));
        let recording = bytes.and_then(Recording::new);
        if recording.is_none() {
            tracing::warn!(code = "recording", "a recording cannot be played");
        }
        if self.hearing.recordings.len() >= RECORDINGS_MAX {
            self.hearing.recordings.clear();
        }
        self.hearing
            .recordings
            .insert(sound.clone(), recording.clone());
        recording
    }

    /// What the voice tells. Returns whether the page is to be presented anew.
    pub(super) fn heard(&mut self, event: VoiceEvent) -> bool {
        match event {
            // The next words start it again; only if that fails is there no voice.
            VoiceEvent::Unavailable {
                reason: VoiceFault::Lost,
            } => return false,
            VoiceEvent::Unavailable { reason } => {
                tracing::warn!(code = "no-voice", "{reason}");
                self.update(Event::NoVoice);
            }
            VoiceEvent::Ready { .. } => self.update(Event::Voice),
            VoiceEvent::NoSound => self.update(Event::NoSound),
            VoiceEvent::NoVoiceFor { language } => self.update(Event::NoVoiceFor { language }),
            VoiceEvent::Voices { language, voices } => {
                let voices = voices.into_iter().map(|voice| ChosenVoice {
                    module: voice.module,
                    name: voice.name,
                });
                let voices = voices.collect();
                self.update(Event::Voices { language, voices });
            }
            VoiceEvent::Began(id) => {
                let saying = self.hearing.saying.iter();
                if let Some((_, number)) = saying.clone().find(|(own, _)| *own == id) {
                    self.reader.heard(*number);
                }
                return false;
            }
            VoiceEvent::Ended(id) => {
                if self
                    .hearing
                    .saying
                    .last()
                    .is_some_and(|(last, _)| *last == id)
                {
                    self.reader.said_all();
                }
                return false;
            }
            VoiceEvent::Cancelled(_) => return false,
        }
        true
    }

    /// The voice sounds and tells as the settings want it.
    pub(super) fn tune(&mut self, settings: &Settings) {
        self.reader.set_manner(settings.manner());
        self.reader
            .set_scroll_speed(settings.scroll_speed.unsigned_abs());
        let Some(voice) = &self.voice else { return };
        voice.set_rate(i32::from(settings.rate));
        voice.set_pitch(i32::from(settings.pitch));
        voice.set_volume(i32::from(settings.volume));
        let chosen = settings.voices.iter().map(|(language, voice)| {
            let name = VoiceName {
                module: voice.module.clone(),
                name: voice.name.clone(),
            };
            (language.clone(), name)
        });
        voice.choose(chosen.collect());
    }
}
