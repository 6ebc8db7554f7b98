//! Drafts, waiting, sent: what a person began and finished.

use super::{Screen, tail};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{Record, RecordState},
};
use maru_page::{Icon, Kind, Node, Page, Text, Words, dates};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "my-forms", words.text("my-forms-title"));
    build.heading();
    if desk.records.is_empty() {
        build.paragraph("none", words.text("my-forms-none"));
        build.primary("home", words.text("act-home"), Icon::Home);
        return build.finish(desk);
    }
    type Holds = fn(RecordState) -> bool;
    let sections: [(&str, Holds); 3] = [
        ("my-forms-drafts", |state| state == RecordState::Draft),
        ("my-forms-waiting", |state| {
            matches!(
                state,
                RecordState::Waiting | RecordState::Sending | RecordState::Refused
            )
        }),
        ("my-forms-sent", |state| {
            matches!(state, RecordState::Sent | RecordState::Answered)
        }),
    ];
    for (section, holds) in sections {
        let records: Vec<_> = desk
            .records
            .iter()
            .filter(|record| holds(record.state))
            .collect();
        if records.is_empty() {
            continue;
        }
        build.subheading(section, words.text(section));
        for (index, record) in records.iter().enumerate() {
            let kind = Kind::Row {
                value: state(record, desk),
                active: true,
                icon: Some(icon(record.state)),
            };
            let label = desk.title_of(&record.form_id, &record.title);
            let id = format!("record-{}", record.id);
            build.push(Node::new(id.as_str(), kind, label).at(index + 1, records.len()));
        }
    }
    build.finish(desk)
}

fn icon(state: RecordState) -> Icon {
    match state {
        RecordState::Draft => Icon::Document,
        RecordState::Waiting | RecordState::Sending => Icon::Waiting,
        RecordState::Sent | RecordState::Answered => Icon::Check,
        RecordState::Refused => Icon::Warning,
    }
}

fn state(record: &Record, desk: &Desk) -> Text {
    let words = desk.words();
    let at = dates::moment(&record.changed_at, &desk.world.now, words);
    let with = |at: &str| words.with(state_words(record.state), &[("when", at.into())]);
    Text {
        spoken: Some(with(at.speech()).shown),
        ..with(&at.shown)
    }
}

/// A state in words.
pub(super) fn state_words(state: RecordState) -> &'static str {
    match state {
        RecordState::Draft => "record-draft",
        RecordState::Waiting => "record-waiting",
        RecordState::Sending => "record-sending",
        RecordState::Sent => "record-sent",
        RecordState::Answered => "record-answered",
        RecordState::Refused => "record-refused",
    }
}

/// A receipt number, said digit by digit, with a pause between its groups.
pub(crate) fn receipt(number: &str, words: &Words) -> Text {
    let spaced = |group: &str| {
        group
            .chars()
            .map(String::from)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let spoken: Vec<String> = number.split_whitespace().map(spaced).collect();
    Text {
        spoken: Some(spoken.join(", ")),
        ..Text::plain(number, words.lang())
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    if node.id.as_str() == "home" {
        desk.places.truncate(1);
        return Vec::new();
    }
    let Some(id) = tail(node, "record-").and_then(|id| id.parse().ok()) else {
        return Vec::new();
    };
    let is_draft = desk
        .records
        .iter()
        .any(|record| record.id == id && record.state == RecordState::Draft);
    if is_draft {
        return vec![Effect::OpenDraft(id)];
    }
    desk.go(Screen::Record(id));
    Vec::new()
}
