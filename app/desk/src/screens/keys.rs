//! The page on which keys can be tried.

use crate::{build::Build, desk::Desk};
use maru_page::{Icon, Page};

pub(super) fn page(desk: &Desk) -> Page {
    let words = desk.words();
    let mut build = Build::new(desk, "keys", words.text("keys-title"));
    build.heading().paragraph("hint", words.text("keys-hint"));
    build.primary("done", words.text("act-return"), Icon::Back);
    build.focus("hint");
    build.finish(desk)
}
