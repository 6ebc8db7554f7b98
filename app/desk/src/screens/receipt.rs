//! A finished record: that it is safe, its number, and how far it is on its way.

use super::my_forms;
use crate::{
    build::Build,
    desk::Desk,
    event::Effect,
    records::{Record, RecordState},
    way,
};
use maru_page::{Icon, Kind, Node, Page, Text};

pub(super) fn page(desk: &Desk, id: i64) -> Page {
    let words = desk.words();
    let record = desk.records.iter().find(|record| record.id == id);
    let Some(record) = record else {
        let mut build = Build::new(desk, format!("record-{id}"), words.text("my-forms-title"));
        build
            .heading()
            .paragraph("gone", words.text("receipt-gone"));
        build.primary("home", words.text("act-home"), Icon::Home);
        return build.finish(desk);
    };
    let mut build = Build::new(
        desk,
        format!("record-{id}"),
        words.text(title(record.state)),
    );
    build
        .heading()
        .paragraph("state", explanation(record, desk));
    if let Some(progress) = way::progress(desk, id, record.state) {
        build.push(progress);
    }
    if record.sealed {
        build.paragraph("locked", words.text("receipt-locked"));
    }
    let row = |value: Text, icon| Kind::Row {
        value,
        active: false,
        icon: Some(icon),
    };
    build.push(Node::new(
        "form",
        row(
            desk.title_of(&record.form_id, &record.title),
            Icon::Document,
        ),
        words.text("receipt-form"),
    ));
    if let Some(number) = &record.receipt {
        build.push(Node::new(
            "receipt",
            row(my_forms::receipt(number, words), Icon::Check),
            words.text("receipt-number"),
        ));
    }
    // "Received" is said in our own words; the server's stand where a person has to know more.
    if let Some(message) = record
        .server_message
        .as_ref()
        .filter(|message| record.state != RecordState::Sent && !message.trim().is_empty())
    {
        build.push(Node::new(
            "message",
            row(Text::plain(message, words.lang()), Icon::Speak),
            words.text("receipt-message"),
        ));
    }
    if matches!(record.state, RecordState::Waiting) {
        build.secondary("send", words.text("act-send-now"), Icon::Send);
    }
    build.secondary("forms", words.text("act-my-forms"), Icon::Forms);
    build.primary("home", words.text("act-home"), Icon::Home);
    build.focus("title");
    build.finish(desk)
}

fn title(state: RecordState) -> &'static str {
    match state {
        RecordState::Draft | RecordState::Waiting | RecordState::Sending => "receipt-title-saved",
        RecordState::Sent | RecordState::Answered => "receipt-title-sent",
        RecordState::Refused => "receipt-title-refused",
    }
}

fn explanation(record: &Record, desk: &Desk) -> Text {
    let words = desk.words();
    let phone = desk.phone().unwrap_or_default();
    let args = [("phone", (&phone).into())];
    match record.state {
        RecordState::Draft | RecordState::Waiting => way::waiting(desk),
        RecordState::Sending => words.text("receipt-sending"),
        RecordState::Sent | RecordState::Answered => words.text("receipt-sent"),
        RecordState::Refused => words.with("receipt-refused", &args),
    }
}

pub(super) fn activate(desk: &mut Desk, node: &Node) -> Vec<Effect> {
    match node.id.as_str() {
        "send" => {
            desk.trying = true;
            desk.tell(desk.words().text("notice-trying"), false);
            vec![Effect::SendNow]
        }
        "forms" => {
            desk.places.truncate(1);
            desk.go(super::Screen::MyForms);
            Vec::new()
        }
        "home" => {
            desk.places.truncate(1);
            Vec::new()
        }
        _ => Vec::new(),
    }
}
