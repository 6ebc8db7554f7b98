//! The page of a Maru that cannot start: what happened, whether the answers are safe, what to do now. The cause
//! is for the operator, on standard error.

use crate::{
    app::said,
    app::{AppError, AppOptions},
    profile,
};
use maru_page::{
    Icon, Intent, Kind, Lang, Node, Page, PageId, Role, Words,
    speech::{self, Manner, Reason},
    words::LOCALES,
};
use maru_port::voice::Voice;

/// The page, and its words in the language of the computer.
pub(crate) fn page(error: &AppError, options: &AppOptions) -> (Page, Words) {
    let wanted = Lang::new(&profile::language_of_computer(options.lang.as_deref()));
    let spoken = LOCALES.iter().find(|(tag, _)| *tag == wanted.primary());
    let words = Words::new(&Lang::new(spoken.map_or("en", |(tag, _)| tag)), &[]).0;
    let what = match error {
        AppError::InUse(_) => "start-in-use",
        AppError::Pack(_) => "start-no-city",
        AppError::Store { .. } => "start-no-store",
    };
    let title = words.text("start-title");
    let leave = Kind::Button {
        role: Role::Primary,
        icon: Some(Icon::Check),
    };
    let page = Page {
        id: PageId("sorry".to_owned()),
        lang: words.lang().clone(),
        nodes: vec![
            Node::new("title", Kind::Heading { level: 1 }, title.clone()),
            Node::new("what", Kind::Paragraph, words.text(what)),
            Node::new("leave", leave, words.text("act-leave")),
        ],
        title,
        focus: "leave".into(),
        notice: None,
    };
    (page, words)
}

/// Says the page; silence if there is no voice.
pub(crate) fn say(page: &Page, words: &Words) -> Option<Voice> {
    let voice = Voice::open(drop).ok()?;
    let page_said = speech::present(page, words, Manner::default(), &Reason::PageOpened);
    let things = said(&page_said, |_| None).into_iter();
    voice.speak(things.map(|(_, said)| said).collect(), true);
    Some(voice)
}

/// Whether an intent leaves the page: nearly every key a person presses here means that they have read it.
pub(crate) fn leaves(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Activate
            | Intent::ActivateNode(_)
            | Intent::Proceed
            | Intent::Select
            | Intent::Back
            | Intent::Quit
    )
}
