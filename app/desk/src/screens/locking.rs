//! While a record is encrypted for the city: seconds, with a film on an old machine.

use crate::{build::Build, desk::Desk};
use maru_page::Page;

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "locking", words.text("locking-title"));
    build
        .heading()
        .paragraph("hint", words.text("locking-hint"));
    build.focus("title");
    build.finish(desk)
}
