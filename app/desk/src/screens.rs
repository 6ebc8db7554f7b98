//! The screens: each makes its page and knows what its nodes do.

mod begin;
mod check;
mod display;
mod first_run;
mod help;
mod home;
mod keys;
mod locking;
mod messages;
mod my_forms;
mod paper;
mod question;
mod receipt;
mod record;
mod services;
mod settings;
mod voice;

pub(crate) use check::{Rows as AnswerRows, page_with as answers_page};
pub(crate) use my_forms::{ROWS_STEP, case_state, receipt};
pub(crate) use question::{
    adjust, drops_digits, replace_number, show_files, show_refusal, size_in_words, type_digit,
};
pub(crate) use record::copy;

use crate::{desk::Desk, event::Effect};
use maru_page::{Node, Page};

/// What can be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// First run: which language.
    Language,
    /// First run: see, hear, feel.
    Ways,
    /// First run: text size.
    TextSize,
    /// The first page.
    Home,
    /// The services of a sector.
    Services(String),
    /// A form with a draft: go on with it, or begin anew.
    Begin(String),
    /// A question of the form being filled in.
    Question,
    /// An instance of a repeat, by its number: whether it is to be removed.
    RemoveInstance(usize),
    /// All answers of it.
    Check,
    /// The record is being encrypted.
    Locking,
    /// A finished record and how far it is.
    Record(i64),
    /// What can be done with a record.
    Acts(i64),
    /// All questions and answers of a record.
    Answers(i64),
    /// Where a copy of a record is put.
    Copy(i64),
    /// Whether a record goes for good.
    Delete(i64),
    /// Drafts, waiting, sent.
    MyForms,
    /// The same, to choose the one to do something with.
    Manage,
    /// Access settings.
    Settings,
    /// How the voice sounds and what it tells.
    Voice,
    /// Which of the computer's voices it is.
    WhichVoice,
    /// Finding a Braille display: who made it.
    FindDisplay,
    /// Finding a display of this family: where it is plugged in.
    FindPort(String),
    /// A display is being asked for.
    TryDisplay,
    /// Help.
    Help,
    /// What is to be written for a Braille embosser.
    Paper,
    /// What was told, to be read again.
    Messages,
    /// What each key does.
    Keys,
}

/// The page of what is open.
pub(crate) fn page(desk: &Desk) -> Page {
    page_of(desk, desk.screen())
}

/// The page of something that may not be in front.
pub(crate) fn page_of(desk: &Desk, screen: Screen) -> Page {
    match screen {
        Screen::Language => first_run::language(desk),
        Screen::Ways => first_run::ways(desk),
        Screen::TextSize => first_run::text_size(desk),
        Screen::Home => home::page(desk),
        Screen::Services(sector) => services::page(desk, &sector),
        Screen::Begin(form) => begin::page(desk, &form),
        Screen::Question => question::page(desk),
        Screen::RemoveInstance(number) => question::remove_page(desk, number),
        Screen::Check => check::page(desk),
        Screen::Locking => locking::page(desk),
        Screen::Record(record) => receipt::page(desk, record),
        Screen::Acts(record) => record::acts(desk, record),
        Screen::Answers(record) => record::answers(desk, record),
        Screen::Copy(record) => record::copy_page(desk, record),
        Screen::Delete(record) => record::delete(desk, record),
        Screen::MyForms => my_forms::page(desk),
        Screen::Manage => record::manage(desk),
        Screen::Settings => settings::page(desk),
        Screen::Voice => voice::page(desk),
        Screen::WhichVoice => voice::which(desk),
        Screen::FindDisplay => display::find(desk),
        Screen::FindPort(family) => display::port(desk, &family),
        Screen::TryDisplay => display::trial(desk),
        Screen::Help => help::page(desk),
        Screen::Paper => paper::page(desk),
        Screen::Messages => messages::page(desk),
        Screen::Keys => keys::page(desk),
    }
}

/// What a node does; `go_on` tells Enter (which goes on from a chosen choice) from Space.
pub(crate) fn activate(desk: &mut Desk, node: &Node, go_on: bool) -> Vec<Effect> {
    match desk.screen() {
        Screen::Language => first_run::activate_language(desk, node, go_on),
        Screen::Ways => first_run::activate_ways(desk, node),
        Screen::TextSize => first_run::activate_text_size(desk, node, go_on),
        Screen::Home => home::activate(desk, node),
        Screen::Services(_) => services::activate(desk, node),
        Screen::Begin(form) => begin::activate(desk, node, &form),
        Screen::Question => question::activate(desk, node, go_on),
        Screen::RemoveInstance(number) => question::activate_remove(desk, node, number),
        Screen::Check => check::activate(desk, node),
        Screen::Locking => Vec::new(),
        Screen::Record(record) => receipt::activate(desk, node, record),
        Screen::Acts(record) => record::activate_acts(desk, node, record),
        Screen::Answers(_) => record::activate_answers(desk, node),
        Screen::Copy(record) => record::activate_copy(desk, node, record),
        Screen::Delete(record) => record::activate_delete(desk, node, record),
        Screen::MyForms => my_forms::activate(desk, node),
        Screen::Manage => record::activate_manage(desk, node),
        Screen::Settings => settings::activate(desk, node),
        Screen::Voice => voice::activate(desk, node),
        Screen::WhichVoice => voice::activate_which(desk, node, go_on),
        Screen::FindDisplay => display::activate_find(desk, node),
        Screen::FindPort(family) => display::activate_port(desk, node, &family),
        Screen::TryDisplay => display::activate_trial(desk, node),
        Screen::Help => help::activate(desk, node),
        Screen::Paper => paper::activate(desk, node),
        Screen::Messages | Screen::Keys => help::leave(desk),
    }
}

/// What stands behind a prefix in a node's name: `3` of `choice-3`.
pub(crate) fn tail<'a>(node: &'a Node, prefix: &str) -> Option<&'a str> {
    node.id.as_str().strip_prefix(prefix)
}
