//! From question to question: an answer is on disk before anything else happens.

use super::{Refused, Then};
use crate::{
    desk::Desk,
    event::Effect,
    screens::{self, Screen},
};
use maru_form::QuestionId;

impl Desk {
    /// Takes the answer of the open question and saves; the next page waits for the disk.
    pub(crate) fn take_answer(&mut self) -> Vec<Effect> {
        if self.stays_for_file() {
            return Vec::new();
        }
        let Some(mut filling) = self.filling.take() else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        filling.refused = filling.give(&self.reading());
        let effects = if filling.refused.is_some() {
            // What was typed is on disk, though it is not taken.
            if filling.unsaved {
                filling.then = Some(Then::Stay);
                vec![Effect::SaveDraft(filling.draft(filling.at.as_ref()))]
            } else {
                Vec::new()
            }
        } else {
            if filling.at.is_some() && filling.revisited == filling.at {
                filling.revisited = None;
                filling.changing = true;
            }
            let next = match &filling.at {
                Some(at) => filling.session.walk_on(at),
                None => filling.session.next_after(None),
            };
            let next = next.filter(|_| !filling.changing);
            let draft = filling.draft(next.as_ref());
            filling.then = Some(Then::Go(next));
            vec![Effect::SaveDraft(draft)]
        };
        self.filling = Some(filling);
        effects
    }

    /// Leaves the open question without going on. What was typed is on disk, taken or not, before anything else
    /// happens.
    pub(crate) fn leave_question(&mut self, then: Then) -> Vec<Effect> {
        // Who has gone is not waited for, or a stick that hangs would keep their answers on the page.
        if self.is_attaching() && then != Then::EndSitting {
            return self.stays_or_quits(&then);
        }
        let Some(mut filling) = self.filling.take() else {
            return self.follow(then);
        };
        filling.give(&self.reading());
        if !filling.unsaved {
            self.filling = Some(filling);
            return self.follow(then);
        }
        let draft = filling.draft(filling.at.as_ref());
        filling.then = Some(then);
        self.filling = Some(filling);
        vec![Effect::SaveDraft(draft)]
    }

    /// A chosen file is not on disk yet: the person is asked to wait, and told how to leave the program without it.
    fn stays_or_quits(&mut self, then: &Then) -> Vec<Effect> {
        if *then == Then::Quit {
            self.quit_failed = true;
            self.tell(self.words().text("notice-quit-without-file"), true);
        } else {
            self.stays_for_file();
        }
        Vec::new()
    }

    /// The draft is on disk: on with what was waiting for it.
    pub(crate) fn saved(&mut self, record: i64) -> Vec<Effect> {
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.record = Some(record);
        filling.unsaved = false;
        filling.failed = false;
        let then = filling.then.take();
        self.owns(record);
        then.map_or_else(Vec::new, |then| self.follow(then))
    }

    /// What could not be written is written when it can be, without anybody's doing; the page stays.
    pub(crate) fn save_again(&mut self) -> Vec<Effect> {
        let waits = self
            .filling
            .as_mut()
            .filter(|filling| filling.failed && filling.then.is_none());
        let Some(filling) = waits else {
            return Vec::new();
        };
        filling.then = Some(Then::TellSaved);
        let draft = filling.draft(filling.at.as_ref());
        vec![Effect::SaveDraft(draft)]
    }

    /// Whether a save is under way that nobody asked for.
    pub(crate) fn saves_again(&self) -> bool {
        let then = self
            .filling
            .as_ref()
            .and_then(|filling| filling.then.as_ref());
        then == Some(&Then::TellSaved)
    }

    /// It could not be written: the page stays, with all that is on it.
    pub(crate) fn not_saved(&mut self) -> Vec<Effect> {
        let locking = self
            .places
            .iter_mut()
            .find(|place| place.screen == Screen::Locking);
        if let Some(place) = locking {
            place.screen = Screen::Check;
        }
        let then = self.filling.as_mut().and_then(|filling| {
            filling.unsaved = true;
            filling.failed = true;
            filling.then.take()
        });
        if then == Some(Then::Quit) {
            self.quit_failed = true;
            self.tell(self.words().text("notice-quit-again"), true);
        }
        match then {
            // They are gone: what could not be saved is lost rather than shown to the next.
            Some(Then::EndSitting) => self.end_sitting(),
            _ => Vec::new(),
        }
    }

    fn follow(&mut self, then: Then) -> Vec<Effect> {
        match then {
            Then::Quit => return vec![Effect::Quit],
            Then::EndSitting => return self.end_sitting(),
            Then::Home => {
                self.tell_draft_kept();
                self.places.truncate(1);
                self.filling = None;
            }
            Then::Back => self.follow_back(),
            Then::Finalise => return self.finalise(),
            Then::Attach(path) => return self.attach_now(path),
            Then::Detach(name) => return self.detach_now(name),
            Then::Go(next) => self.follow_on(next),
            Then::TellSaved => self.tell(self.words().text("notice-saved-now"), false),
            Then::Stay => {}
        }
        Vec::new()
    }

    /// Freezes the record; one that is encrypted may take its time, and nothing of it is to be changed meanwhile.
    fn finalise(&mut self) -> Vec<Effect> {
        let Some(filling) = &self.filling else {
            return Vec::new();
        };
        let Some(record) = filling.record else {
            return Vec::new();
        };
        let bytes = filling.session.submission();
        let recipient = filling.recipient();
        if recipient.is_some() {
            self.replace(Screen::Locking);
        }
        vec![Effect::Finalise {
            record,
            bytes,
            recipient,
        }]
    }

    fn follow_on(&mut self, next: Option<QuestionId>) {
        let Some(filling) = &mut self.filling else {
            return;
        };
        let changed = filling.at.clone().filter(|_| filling.changing);
        filling.changing = false;
        let screen = if next.is_some() {
            Screen::Question
        } else {
            Screen::Check
        };
        filling.open(next);
        self.replace(screen);
        if let Some(changed) = changed {
            self.focus_answer(&changed);
        }
    }

    fn follow_back(&mut self) {
        let previous = self.filling.as_mut().and_then(|filling| {
            let previous = filling.session.previous_before(filling.at.as_ref());
            Some((filling.changing, previous))
                .filter(|(changing, previous)| *changing || previous.is_some())
        });
        match previous {
            Some((true, _)) => self.follow_on(None),
            Some((false, previous)) => {
                if let Some(filling) = &mut self.filling {
                    filling.open(previous);
                }
                self.replace(Screen::Question);
            }
            None => {
                self.tell_draft_kept();
                self.places.pop();
                self.filling = None;
            }
        }
    }

    fn tell_draft_kept(&mut self) {
        self.forget_told();
        let kept = self.filling.as_ref();
        if kept.is_none_or(|filling| filling.record.is_none()) {
            return;
        }
        let id = if self.shared {
            "notice-draft-kept-shared"
        } else {
            "notice-draft-kept"
        };
        self.tell(self.words().text(id), false);
    }

    /// On the page of all answers: to the one that was changed, or to the first that the change has broken.
    fn focus_answer(&mut self, changed: &QuestionId) {
        let broken = self
            .filling
            .as_ref()
            .map(|filling| filling.session.violations());
        let broken = broken
            .and_then(|broken| broken.into_iter().next())
            .map(|(id, _)| id);
        let row = format!("answer-{}", broken.as_ref().unwrap_or(changed));
        if let Some(place) = self.places.last_mut() {
            place.focus = Some(("check".to_owned(), row.as_str().into()));
        }
    }

    /// All answers are looked over: freeze them.
    pub(crate) fn finish_form(&mut self) -> Vec<Effect> {
        if self.stays_for_file() {
            return Vec::new();
        }
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        filling.session.set_now(self.world.now.clone());
        if let Some(effects) = self.back_to_kept() {
            return effects;
        }
        let Some(filling) = &mut self.filling else {
            return Vec::new();
        };
        if let Some((id, violation)) = filling.session.violations().into_iter().next() {
            filling.open(Some(id));
            filling.refused = Some(Refused {
                violation,
                tried: String::new(),
            });
            filling.changing = true;
            self.open_refused("notice-answer-wanted");
            return Vec::new();
        }
        filling.then = Some(Then::Finalise);
        vec![Effect::SaveDraft(filling.draft(None))]
    }

    /// Opens the question that keeps the form from being finished, with the focus on why.
    fn open_refused(&mut self, told: &str) {
        self.replace(Screen::Question);
        screens::show_refusal(self);
        self.tell(self.words().text(told), false);
    }

    /// What was typed and is no answer is nowhere in the record: a form that is finished would be without it.
    fn back_to_kept(&mut self) -> Option<Vec<Effect>> {
        let mut filling = self.filling.take()?;
        let asked = filling.session.questions();
        for id in asked {
            if filling.kept(&id).is_none() {
                continue;
            }
            filling.open(Some(id));
            // What has become an answer since, because the form now offers it, is one.
            filling.refused = filling.give(&self.reading());
            if filling.refused.is_some() {
                filling.changing = true;
                self.filling = Some(filling);
                self.open_refused("notice-typed-but-not-taken");
                return Some(Vec::new());
            }
        }
        filling.open(None);
        self.filling = Some(filling);
        None
    }
}
