//! What was told, the newest first, for who could not read it in time.

use crate::{build::Build, desk::Desk};
use maru_page::{Icon, Page};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "messages", words.text("messages-title"));
    build.heading();
    if desk.messages.is_empty() {
        build.paragraph("none", words.text("messages-none"));
    }
    for (index, message) in desk.messages.iter().rev().enumerate() {
        build.paragraph(&format!("message-{}", index + 1), message.clone());
    }
    build.primary("done", words.text("act-return"), Icon::Back);
    build.focus(if desk.messages.is_empty() {
        "none"
    } else {
        "message-1"
    });
    build.finish(desk)
}
