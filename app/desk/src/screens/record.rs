//! What can be done with one record: looked at, corrected, copied, tried again, deleted.

mod acts;
mod answers;
mod copy;
mod delete;

pub(super) use acts::{activate as activate_acts, activate_manage, manage, page as acts};
pub(super) use answers::{activate as activate_answers, page as answers};
pub(crate) use copy::copy;
pub(super) use copy::{activate as activate_copy, page as copy_page};
pub(super) use delete::{activate as activate_delete, page as delete};

use crate::{build::Build, desk::Desk, records::Record};
use maru_page::{Icon, Kind, Node, Page, Text};

/// The page of a record that is not there any more.
pub(super) fn gone(desk: &Desk, id: String) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, id, words.text("my-forms-title"));
    build
        .heading()
        .paragraph("gone", words.text("receipt-gone"));
    build.primary("home", words.text("act-home"), Icon::Home);
    build.finish(desk)
}

/// Which form it is, to be told from its namesakes.
pub(super) fn row(record: &Record, desk: &Desk) -> Node {
    let kind = Kind::Row {
        value: super::my_forms::state(record, desk),
        active: false,
        icon: Some(super::my_forms::icon(record.state)),
    };
    Node::new("form", kind, super::my_forms::label(record, desk))
}

/// The title of the form in a title of a page.
fn title(id: &str, record: &Record, desk: &Desk) -> Text {
    let title = desk.title_of(&record.form_id, &record.title).shown;
    desk.words().with(id, &[("title", (&title).into())])
}
