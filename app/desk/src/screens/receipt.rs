//! A finished record: that it is safe, its number, how far it is on its way, and what the city says.

use super::{Screen, my_forms, record as records};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{Act, Record, RecordState, Trouble},
    way,
};
use maru_page::{Icon, Kind, Node, Page, Text, Words, dates};

pub(super) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let name = format!("record-{id}");
    let Some(record) = desk.record(id) else {
        return records::gone(desk, name);
    };
    let mut build = Build::new(desk, name, title(record, words));
    build
        .heading()
        .paragraph("state", explanation(record, desk));
    if let Some(progress) = way::progress(desk, id, record.state) {
        build.push(progress);
    }
    if record.sealed {
        build.paragraph("locked", words.text("receipt-locked"));
    }
    if let Some(trouble) = record.trouble {
        build.paragraph("trouble", words.text(trouble_words(trouble, record)));
    }
    if let Some(newer) = desk.correction_of(record) {
        let id = match newer.state {
            RecordState::Draft => "receipt-correction-begun",
            _ => "receipt-corrected",
        };
        build.paragraph("corrected", words.text(id));
    }
    rows(&mut build, record, desk);
    if record.state == RecordState::Waiting && desk.can_send {
        build.secondary("send", words.text("act-send-now"), Icon::Send);
    }
    let acts = desk.acts(record);
    if acts.contains(&Act::Retry) {
        build.secondary("retry", words.text("acts-retry"), Icon::Send);
    }
    if !acts.is_empty() {
        build.secondary("acts", words.text("act-acts"), Icon::Document);
    }
    build.secondary("forms", words.text("act-my-forms"), Icon::Forms);
    build.primary("home", words.text("act-home"), Icon::Home);
    build.focus("title");
    build.finish(desk)
}

/// The form, its number, and what the city says.
fn rows(build: &mut Build, record: &Record, desk: &Desk) {
    let words = desk.words();
    let mut row = |id: &str, label: &str, value: Text, icon| {
        let kind = Kind::Row {
            value,
            active: false,
            icon: Some(icon),
        };
        build.push(Node::new(id, kind, words.text(label)));
    };
    if let Some(case) = &record.case {
        let at = dates::moment(&record.changed_at, &desk.world.now, words);
        let state = my_forms::case_state(&case.state, words);
        let with = |at: &str| {
            let args = [("state", (&state.shown).into()), ("when", at.into())];
            words.with("record-case", &args)
        };
        let value = Text {
            spoken: Some(with(at.speech()).shown),
            ..with(&at.shown)
        };
        row("case", "receipt-case", value, Icon::Bell);
        if let Some(answer) = &case.words {
            let answer = Text::plain(answer, words.lang());
            row("answer", "receipt-answer", answer, Icon::Speak);
        }
    }
    let form = desk.title_of(&record.form_id, &record.title);
    row("form", "receipt-form", form, Icon::Document);
    if let Some(number) = &record.receipt {
        let number = my_forms::receipt(number, words);
        row("receipt", "receipt-number", number, Icon::Check);
    }
    // "Received" is said in our own words; the server's stand where a person has to know more.
    let message = record.server_message.as_ref().filter(|message| {
        !matches!(record.state, RecordState::Sent | RecordState::Answered)
            && !message.trim().is_empty()
    });
    if let Some(message) = message {
        let message = Text::plain(message, words.lang());
        row("message", "receipt-message", message, Icon::Speak);
    }
}

/// What was in the way, in plain words.
fn trouble_words(trouble: Trouble, record: &Record) -> &'static str {
    match trouble {
        Trouble::NoAnswer => "trouble-no-answer",
        Trouble::Portal => "trouble-portal",
        Trouble::Unsure => "trouble-unsure",
        Trouble::Busy => "trouble-busy",
        Trouble::Unknown if record.replaces.is_some() => "trouble-unknown-correction",
        Trouble::Unknown => "trouble-unknown",
        Trouble::Conflict if record.replaces.is_some() => "trouble-conflict-correction",
        Trouble::Conflict => "trouble-conflict",
        Trouble::TooLarge => "trouble-too-large",
        Trouble::Closed => "trouble-closed",
        Trouble::Altered => "trouble-altered",
        Trouble::Other => "trouble-other",
    }
}

fn title(record: &Record, words: &Words) -> Text {
    if let Some(state) = my_forms::wordless_end(record, words) {
        return state;
    }
    words.text(match record.state {
        RecordState::Draft | RecordState::Waiting | RecordState::Sending => "receipt-title-saved",
        RecordState::Sent => "receipt-title-sent",
        RecordState::Answered => "receipt-title-answered",
        RecordState::Refused => "receipt-title-refused",
    })
}

fn explanation(record: &Record, desk: &Desk) -> Text {
    let words = desk.words();
    let phone = desk.phone().unwrap_or_default();
    let args = [("phone", (&phone).into())];
    if my_forms::wordless_end(record, words).is_some() {
        return words.text("receipt-ended");
    }
    match record.state {
        RecordState::Draft | RecordState::Waiting => way::waiting(desk),
        RecordState::Sending => words.text("receipt-sending"),
        RecordState::Sent => words.text("receipt-sent"),
        RecordState::Answered => words.text("receipt-answered"),
        RecordState::Refused => words.with("receipt-refused", &args),
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node, id: i64) -> Vec<Effect> {
    match node.id.as_str() {
        "send" => {
            desk.trying = true;
            desk.tell(desk.words().text("notice-trying"), false);
            vec![Effect::SendNow]
        }
        "retry" => desk.act_on(id, Act::Retry),
        "acts" => {
            desk.open(Screen::Acts(id));
            Vec::new()
        }
        "forms" => {
            desk.places.truncate(1);
            desk.go(Screen::MyForms);
            Vec::new()
        }
        "home" => {
            desk.places.truncate(1);
            Vec::new()
        }
        _ => Vec::new(),
    }
}
