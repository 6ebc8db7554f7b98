//! A form of which there is a draft: go on with it, or begin anew. Asked, never guessed.

use super::tail;
use crate::{build::Build, desk::Desk, event::Effect, records::RecordState};
use maru_page::{Icon, Kind, Node, Page, Text, dates};

/// Older drafts are found under "My forms".
const DRAFTS_MAX: usize = 3;

pub(super) fn page(desk: &Desk, form: &str) -> Page {
    let words = desk.words();
    let drafts = desk
        .shown()
        .filter(|record| record.form_id == form && record.state == RecordState::Draft);
    let drafts: Vec<_> = drafts.take(DRAFTS_MAX).collect();
    let title = drafts.first().map_or_else(
        || words.text("begin-title"),
        |record| {
            let title = desk.title_of(&record.form_id, &record.title).shown;
            words.with("begin-title-of", &[("title", (&title).into())])
        },
    );
    let mut build = Build::new(desk, format!("begin-{form}"), title);
    build.heading();
    let of = drafts.len() + 1;
    for (index, record) in drafts.iter().enumerate() {
        let at = dates::moment(&record.changed_at, &desk.world.now, words);
        let number = record.id.to_string();
        let with = |at: &str| match drafts.len() {
            1 => words.with("begin-resume", &[("when", at.into())]),
            // Two that were begun in the same minute are told apart by their numbers.
            _ => {
                let args = [("when", at.into()), ("number", (&number).into())];
                words.with("begin-resume-numbered", &args)
            }
        };
        let label = Text {
            spoken: Some(with(at.speech()).shown),
            ..with(&at.shown)
        };
        let id = format!("resume-{}", record.id);
        build.push(
            Node::new(
                id.as_str(),
                Kind::Tile {
                    icon: Icon::Document,
                },
                label,
            )
            .at(index + 1, of),
        );
    }
    let anew = Node::new(
        "anew",
        Kind::Tile { icon: Icon::Next },
        words.text("begin-anew"),
    );
    build.push(anew.hint(words.text("begin-anew-hint")).at(of, of));
    build.finish(desk)
}

pub(super) fn activate(desk: &mut Desk, node: &Node, form: &str) -> Vec<Effect> {
    if let Some(record) = tail(node, "resume-").and_then(|id| id.parse().ok()) {
        desk.places.pop();
        return vec![Effect::OpenDraft(record)];
    }
    desk.places.pop();
    desk.begin(form)
}
