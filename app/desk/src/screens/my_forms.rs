//! Drafts, waiting, sent: what a person began and finished.

use super::{Screen, tail};
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{Record, RecordState},
};
use maru_page::{Icon, Kind, Node, Page, Text, Words, dates};

/// So many records of a section are shown at first, and so many more each time that more are wanted.
pub(crate) const ROWS_STEP: usize = 20;

type Holds = fn(RecordState) -> bool;

const SECTIONS: [(&str, Holds); 3] = [
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

pub(super) fn page(desk: &Desk) -> Page {
    list(desk, "my-forms", "my-forms-title", "record-")
}

/// The records, by how far they are; `prefix` names their rows.
pub(super) fn list(desk: &Desk, id: &str, title: &str, prefix: &str) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, id, words.text(title));
    build.heading();
    if desk.shown().next().is_none() {
        build.paragraph("none", words.text("my-forms-none"));
        build.primary("home", words.text("act-home"), Icon::Home);
        return build.finish(desk);
    }
    for (section, holds) in SECTIONS {
        let records = || desk.shown().filter(|record| holds(record.state));
        let of = records().count();
        if of == 0 {
            continue;
        }
        build.subheading(section, words.text(section));
        for (index, record) in records().take(desk.rows_shown).enumerate() {
            let kind = Kind::Row {
                value: state(record, desk),
                active: true,
                icon: Some(icon(record.state)),
            };
            let id = format!("{prefix}{}", record.id);
            build.push(Node::new(id.as_str(), kind, label(record, desk)).at(index + 1, of));
        }
        if of > desk.rows_shown {
            let args = [("count", (of - desk.rows_shown).into())];
            let more = words.with("my-forms-more", &args);
            build.secondary(&format!("more-{section}"), more, Icon::Down);
        }
    }
    if id == "my-forms" && desk.shown().any(|record| !desk.acts(record).is_empty()) {
        build.secondary("manage", words.text("act-manage"), Icon::Forms);
    }
    build.finish(desk)
}

pub(super) fn icon(state: RecordState) -> Icon {
    match state {
        RecordState::Draft => Icon::Document,
        RecordState::Waiting | RecordState::Sending => Icon::Waiting,
        RecordState::Sent | RecordState::Answered => Icon::Check,
        RecordState::Refused => Icon::Warning,
    }
}

/// What a record is called: its form, and where another one of the same form is as far, the number that tells them
/// apart.
pub(super) fn label(record: &Record, desk: &Desk) -> Text {
    let words = desk.words();
    let title = desk.title_of(&record.form_id, &record.title);
    let title = match record.replaces {
        Some(_) => words.with("record-correction", &[("title", (&title.shown).into())]),
        None => title,
    };
    let is_draft = |state| state == RecordState::Draft;
    let has_namesake = desk.shown().any(|other| {
        other.id != record.id
            && other.form_id == record.form_id
            && is_draft(other.state) == is_draft(record.state)
    });
    if !has_namesake {
        return title;
    }
    let number = match &record.receipt {
        Some(number) => receipt(number, words),
        None => Text::plain(record.id.to_string(), words.lang()),
    };
    let with = |number: &str| {
        let args = [("title", (&title.shown).into()), ("number", number.into())];
        words.with("record-numbered", &args)
    };
    Text {
        spoken: Some(with(number.speech()).shown),
        ..with(&number.shown)
    }
}

/// How far a record is, in words.
pub(super) fn state(record: &Record, desk: &Desk) -> Text {
    let words = desk.words();
    let at = dates::moment(&record.changed_at, &desk.world.now, words);
    let correction = desk.correction_of(record);
    let is_corrected = correction
        .is_some_and(|newer| !matches!(newer.state, RecordState::Draft | RecordState::Refused));
    let has_end = wordless_end(record, words).is_some();
    let case = record.case.as_ref();
    let case = case.filter(|_| record.state == RecordState::Sent || has_end);
    let with = |at: &str| match case {
        _ if is_corrected => words.text("record-corrected"),
        Some(case) => {
            let state = case_state(&case.state, words);
            let args = [("state", (&state.shown).into()), ("when", at.into())];
            words.with("record-case", &args)
        }
        None => words.with(
            state_words(record.state, desk.can_send),
            &[("when", at.into())],
        ),
    };
    Text {
        spoken: Some(with(at.speech()).shown),
        ..with(&at.shown)
    }
}

/// A state in words.
fn state_words(state: RecordState, can_send: bool) -> &'static str {
    match state {
        RecordState::Waiting if !can_send => "record-kept",
        RecordState::Draft => "record-draft",
        RecordState::Waiting => "record-waiting",
        RecordState::Sending => "record-sending",
        RecordState::Sent => "record-sent",
        RecordState::Answered => "record-answered",
        RecordState::Refused => "record-refused",
    }
}

/// What became of a record that the city is done with and has said nothing of: no answer, but its state.
pub(super) fn wordless_end(record: &Record, words: &Words) -> Option<Text> {
    let case = record.case.as_ref()?;
    let is_wordless = record.state == RecordState::Answered && case.words.is_none();
    is_wordless.then(|| case_state(&case.state, words))
}

/// How far the city is with a case: its own word, in ours where it is one of those that are known.
pub(crate) fn case_state(own: &str, words: &Words) -> Text {
    let plain = own.trim().to_lowercase().replace(['-', ' '], "_");
    match plain.as_str() {
        "received" | "new" | "open" => words.text("case-received"),
        "in_progress" | "processing" | "assigned" => words.text("case-in-progress"),
        "answered" => words.text("case-answered"),
        "closed" | "done" | "resolved" | "completed" => words.text("case-closed"),
        "approved" => words.text("case-approved"),
        "rejected" | "declined" => words.text("case-rejected"),
        _ => Text::plain(own.trim().replace('_', " "), words.lang()),
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
    if node.id.as_str() == "manage" {
        desk.open(Screen::Manage);
        return Vec::new();
    }
    let Some(id) = tail(node, "record-").and_then(|id| id.parse().ok()) else {
        return activate_list(desk, node);
    };
    if desk
        .record(id)
        .is_some_and(|record| record.state == RecordState::Draft)
    {
        return vec![Effect::OpenDraft(id)];
    }
    desk.go(Screen::Record(id));
    Vec::new()
}

/// What is on every list of records.
pub(super) fn activate_list(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    if node.id.as_str() == "home" {
        desk.places.truncate(1);
    }
    if tail(node, "more-").is_some() {
        let page = desk.page();
        let at = page.nodes.iter().position(|other| other.id == node.id);
        let above = at
            .and_then(|at| page.nodes.get(at.checked_sub(1)?))
            .cloned();
        desk.rows_shown += ROWS_STEP;
        // On the first of those that were added.
        let page = desk.page();
        let above = page
            .nodes
            .iter()
            .position(|other| above.as_ref().is_some_and(|above| above.id == other.id));
        let first = above.and_then(|above| page.nodes.get(above + 1));
        desk.focus(&page, first);
    }
    Vec::new()
}
