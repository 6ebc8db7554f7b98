//! A computer that people share: where the sitting of one person ends, and the next one's begins.
//!
//! What somebody begins or finishes is shown to them until they say that they are finished, or until nobody has
//! pressed a key for a while. It stays on the disk and is still sent, but it is not shown here again: who comes next
//! finds Maru as it was set up. On a computer of one's own nothing of this happens.

use crate::{
    desk::{Desk, Place},
    event::{Effect, Event},
    filling::Then,
    records::{Record, RecordEvent},
    screens::{self, Screen},
    settings::Settings,
};
use std::collections::BTreeSet;

/// What is known of the one who sits here.
#[derive(Debug)]
pub(crate) struct Sitting {
    /// What was begun, gone on with or finished since they came.
    own: BTreeSet<i64>,
    /// The settings as they found them.
    settings: Settings,
    /// Whether they have done anything yet.
    has_begun: bool,
    /// Whether they were asked if they are still there, and have not answered.
    asks: bool,
}

impl Sitting {
    pub(crate) fn new(settings: Settings) -> Sitting {
        Sitting {
            own: BTreeSet::new(),
            settings,
            has_begun: false,
            asks: false,
        }
    }
}

impl Desk {
    /// Whether somebody sits at a computer that people share, who may go away without a word.
    pub fn is_in_use(&self) -> bool {
        self.sitting.has_begun
    }

    /// Whether it was asked if anybody is still there. The next key is the answer, whatever else it means.
    pub fn asks_who_is_there(&self) -> bool {
        self.sitting.asks
    }

    /// Notes that somebody does something.
    pub(crate) fn somebody_is_here(&mut self) {
        self.sitting.has_begun = self.shared && self.settings.set_up;
    }

    /// Takes a key as the answer that somebody is still there.
    pub(crate) fn answers_to_be_there(&mut self) -> bool {
        let asked = std::mem::take(&mut self.sitting.asks);
        if asked {
            self.show_notice(self.words().text("notice-still-there"), false);
        }
        asked
    }

    /// The settings are those that everybody who comes here finds.
    pub(crate) fn set_up(&mut self) {
        self.sitting.settings = self.settings.clone();
    }

    /// A record belongs to the one who sits here.
    pub(crate) fn owns(&mut self, record: i64) {
        self.sitting.own.insert(record);
    }

    /// The records that may be shown: on a computer that people share only those of the one who sits here.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Record> {
        let records = self.records.iter();
        records.filter(|record| self.may_show(record.id))
    }

    /// Whether a record may be shown to the one who sits here, and told of.
    pub(crate) fn may_show(&self, record: i64) -> bool {
        !self.shared || self.sitting.own.contains(&record)
    }

    /// What was told is not for the next one's ears.
    pub(crate) fn forget_told(&mut self) {
        if self.shared {
            self.messages.clear();
            self.clear_notice();
        }
    }

    /// Whether somebody had asked for it who has gone since: its name may tell the next what they did.
    pub(crate) fn comes_too_late(&self, event: &Event) -> bool {
        let is_asked_for = matches!(
            event,
            Event::Embossed(_) | Event::Record(RecordEvent::Copied { .. })
        );
        is_asked_for && self.shared && !self.is_in_use()
    }

    /// Nobody has pressed a key for a while: asks whether anybody is there, and when nobody answers ends the sitting.
    pub(crate) fn is_unused(&mut self) -> Vec<Effect> {
        if !self.is_in_use() {
            return Vec::new();
        }
        if !std::mem::replace(&mut self.sitting.asks, true) {
            self.show_notice(self.words().text("notice-who-is-there"), true);
            return Vec::new();
        }
        self.leave_sitting()
    }

    /// Ends the sitting; what is typed and not saved yet goes to the disk before.
    pub(crate) fn leave_sitting(&mut self) -> Vec<Effect> {
        self.sitting.asks = false;
        let is_locking = |place: &Place| place.screen == Screen::Locking;
        // That is over in a moment, and then it is asked anew.
        if self.places.iter().any(is_locking) {
            self.clear_notice();
            return Vec::new();
        }
        self.leave_question(Then::EndSitting)
    }

    /// Leaves nothing of the one who sat here on any page, and all settings as they found them.
    pub(crate) fn end_sitting(&mut self) -> Vec<Effect> {
        let settings = self.sitting.settings.clone();
        let used = self.settings.display != settings.display;
        let display = used.then(|| Effect::UseDisplay(settings.display.clone()));
        self.settings = settings;
        self.sitting = Sitting::new(self.settings.clone());
        self.places = vec![Place {
            screen: Screen::Home,
            focus: None,
        }];
        (self.filling, self.looking, self.reading) = (None, None, None);
        (self.copy_places, self.writing) = (None, None);
        (self.composing, self.trying, self.hearing.buttons) = (false, false, false);
        self.rows_shown = screens::ROWS_STEP;
        let language = self.settings.language.clone();
        self.speak_language(&language);
        self.forget_told();
        self.show_notice(self.words().text("notice-sitting-over"), false);
        let mut effects = vec![Effect::SaveSettings(self.settings.clone())];
        effects.extend(display);
        effects.extend(self.end_trial());
        effects
    }
}
