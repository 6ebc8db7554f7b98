//! Trying keys: each tells what it does instead of doing it.

use crate::{desk::Desk, screens::Screen};
use maru_page::{Intent, Step, Text, Words, edit::Motion};

impl Desk {
    /// Whether keys tell what they do; then all of them are for the desk, those about reading too.
    pub fn is_learning(&self) -> bool {
        self.screen() == Screen::Keys
    }

    pub(crate) fn open_learning(&mut self) {
        self.leaves_learning = false;
        self.open(Screen::Keys);
    }

    /// Tells what a key does. `false` if it is to be done all the same: what is touched, leaving the program, and the
    /// key that goes back, pressed for the second time.
    pub(crate) fn learn(&mut self, intent: &Intent) -> bool {
        let leaves = std::mem::replace(&mut self.leaves_learning, *intent == Intent::Back);
        if leaves && *intent == Intent::Back {
            return false;
        }
        let Some(text) = meaning(intent, self.words()) else {
            return false;
        };
        self.show_notice(text, false);
        true
    }

    /// Tells that keys mean nothing, to who asks what keys do.
    pub(crate) fn tell_unknown_keys(&mut self) {
        if self.is_learning() {
            self.clear_notice();
            self.leaves_learning = false;
            self.show_notice(self.words().text("does-nothing"), false);
        }
    }
}

/// What an intent does, in words; none for those that no key means, and for leaving the program.
fn meaning(intent: &Intent, words: &Words) -> Option<Text> {
    let id = match intent {
        Intent::Type(text) | Intent::Insert(text) => {
            let shown = if text == " " {
                &words.text("key-space").shown
            } else {
                text
            };
            return Some(words.with("does-type", &[("text", shown.into())]));
        }
        Intent::Dots(cell) => {
            let dots: Vec<String> = (1..=8u8)
                .filter(|dot| cell >> (dot - 1) & 1 == 1)
                .map(|dot| dot.to_string())
                .collect();
            return Some(words.with("does-dots", &[("dots", (&dots.join(" ")).into())]));
        }
        Intent::Route(cell) => {
            return Some(words.with("does-route", &[("cell", (cell + 1).into())]));
        }
        Intent::Caret {
            motion,
            extend: false,
        } => caret(*motion),
        Intent::Caret { extend: true, .. } => "does-extend",
        Intent::Adjust(step) => adjust(*step),
        Intent::Next => "does-next",
        Intent::Previous => "does-previous",
        Intent::NextControl => "does-next-control",
        Intent::PreviousControl => "does-previous-control",
        Intent::First => "does-first",
        Intent::Last => "does-last",
        Intent::Activate => "does-activate",
        Intent::LineBreak => "help-key-line-break",
        Intent::Select => "does-select",
        Intent::Proceed => "help-key-proceed",
        Intent::Back => "does-back",
        Intent::Help => "help-title",
        Intent::Home => "help-key-home",
        Intent::Settings => "help-key-settings",
        Intent::Messages => "help-key-messages",
        Intent::LearnKeys => "help-key-learn",
        Intent::Emboss => "help-key-emboss",
        Intent::DeleteBack => "does-backspace",
        Intent::DeleteForward => "does-delete",
        Intent::Hangul => "help-key-hangul",
        Intent::Larger => "help-key-larger",
        Intent::Smaller => "help-key-smaller",
        Intent::NextTheme => "help-key-theme",
        Intent::ToggleVoice => "help-key-voice",
        Intent::Stop => "help-key-stop",
        Intent::Repeat => "help-key-repeat",
        Intent::Spell => "help-key-spell",
        Intent::WhereAmI => "help-key-where",
        Intent::ReadPage => "help-key-read",
        Intent::Pause => "help-key-pause",
        Intent::NextSentence => "help-key-next-sentence",
        Intent::PreviousSentence => "help-key-previous-sentence",
        Intent::Louder => "help-key-louder",
        Intent::Softer => "help-key-softer",
        Intent::VoiceButtons => "help-key-voice-buttons",
        Intent::Faster => "help-key-faster",
        Intent::Slower => "help-key-slower",
        Intent::PanLeft => "does-pan-left",
        Intent::PanRight => "does-pan-right",
        Intent::ToCursor => "does-to-cursor",
        Intent::Scroll => "help-key-scroll",
        Intent::Focus(_)
        | Intent::ActivateNode(_)
        | Intent::Place { .. }
        | Intent::AdjustNode(..)
        | Intent::Replace { .. }
        | Intent::ScrollFaster
        | Intent::ScrollSlower
        | Intent::Quit => return None,
    };
    Some(words.text(id))
}

fn caret(motion: Motion) -> &'static str {
    match motion {
        Motion::Left => "does-caret-left",
        Motion::Right => "does-caret-right",
        Motion::WordLeft => "does-caret-word-left",
        Motion::WordRight => "does-caret-word-right",
        Motion::Start => "does-caret-start",
        Motion::End => "does-caret-end",
    }
}

fn adjust(step: Step) -> &'static str {
    match step {
        Step::Less | Step::MuchLess | Step::Least => "does-less",
        Step::More | Step::MuchMore | Step::Most => "does-more",
    }
}
