//! Maru's voice as the desk knows it: whether there is one, which there are, and how it is to sound.

use crate::{
    desk::Desk,
    event::Effect,
    settings::{ChosenVoice, Settings},
};
use maru_page::{Intent, Text};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of voices.
#[derive(Debug, Default)]
pub(crate) struct Hearing {
    /// Whether the daemon that speaks cannot be had.
    pub(crate) no_voice: bool,
    /// Whether it speaks and nothing is heard.
    pub(crate) no_sound: bool,
    /// The languages that nobody here speaks, as far as they were wanted.
    pub(crate) unspoken: BTreeSet<String>,
    /// The voices for the languages that were asked about.
    pub(crate) voices: BTreeMap<String, Vec<ChosenVoice>>,
    /// Whether the buttons for the voice are shown.
    pub(crate) buttons: bool,
}

impl Desk {
    /// Whether Maru's own voice is to be heard.
    pub fn speaks(&self) -> bool {
        self.settings.voice && !self.screen_reader && !self.hearing.no_voice
    }

    /// There is a voice, and it is heard.
    pub(crate) fn voice_is_there(&mut self) {
        (self.hearing.no_voice, self.hearing.no_sound) = (false, false);
        // Another daemon may know other languages.
        self.hearing.unspoken.clear();
        self.hearing.voices.clear();
    }

    pub(crate) fn voice_is_missing(&mut self) {
        self.hearing.no_voice = true;
        self.tell(self.words().text("notice-no-voice"), false);
    }

    pub(crate) fn sound_is_missing(&mut self) {
        if !std::mem::replace(&mut self.hearing.no_sound, true) {
            self.tell(self.words().text("notice-no-sound"), false);
        }
    }

    /// Each language is told once.
    pub(crate) fn language_is_missing(&mut self, language: &str) {
        let primary = language.split('-').next().unwrap_or(language).to_owned();
        if self.hearing.unspoken.insert(primary.clone()) {
            let name = self
                .words()
                .with("language-of", &[("language", (&primary).into())]);
            let args = [("language", (&name.shown).into())];
            self.tell(self.words().with("notice-no-voice-for", &args), false);
        }
    }

    /// One key gives the voice back beside a screen reader, and silences it again.
    pub(crate) fn toggle_voice(&mut self) {
        if self.speaks() {
            self.settings.voice = false;
        } else {
            self.settings.voice = true;
            self.screen_reader = false;
            self.hearing.no_voice = false;
        }
    }

    /// The keys for the voice, and what they made of it.
    pub(crate) fn adjust_voice(&mut self, intent: &Intent) -> Vec<Effect> {
        let id = match intent {
            Intent::ToggleVoice => {
                self.toggle_voice();
                if self.settings.voice {
                    "notice-voice-on"
                } else {
                    "notice-voice-off"
                }
            }
            Intent::Faster | Intent::Slower => {
                self.settings.change_rate(*intent == Intent::Faster);
                let notice = self.rate("notice-rate");
                return self.told(notice);
            }
            _ => {
                self.settings.change_volume(*intent == Intent::Louder);
                let notice = self.volume("notice-volume");
                return self.told(notice);
            }
        };
        let notice = self.words().text(id);
        self.told(notice)
    }

    fn told(&mut self, notice: Text) -> Vec<Effect> {
        self.tell(notice, false);
        vec![Effect::SaveSettings(self.settings.clone())]
    }

    pub(crate) fn rate(&self, id: &str) -> Text {
        self.in_steps(id, self.settings.rate_step(), Settings::RATES.len())
    }

    pub(crate) fn volume(&self, id: &str) -> Text {
        self.in_steps(id, self.settings.volume_step(), Settings::VOLUMES.len())
    }

    pub(crate) fn pitch(&self, id: &str) -> Text {
        self.in_steps(id, self.settings.pitch_step(), Settings::PITCHES.len())
    }

    fn in_steps(&self, id: &str, step: usize, of: usize) -> Text {
        self.words()
            .with(id, &[("step", step.into()), ("of", of.into())])
    }

    /// Shows the buttons for the voice, or hides them.
    pub(crate) fn toggle_voice_buttons(&mut self) {
        self.hearing.buttons = !self.hearing.buttons;
        let id = if self.hearing.buttons {
            "notice-voice-buttons"
        } else {
            "notice-voice-buttons-hidden"
        };
        self.show_notice(self.words().text(id), false);
    }
}
