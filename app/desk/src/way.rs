//! The way to the city, in words: why something waits, and how far it is.

use crate::{desk::Desk, event::Network, records::RecordState};
use maru_page::{Kind, Node, Text, dates};

/// At which percents a person is told, wherever they are.
const TOLD_AT: [u8; 3] = [25, 50, 75];

impl Desk {
    /// A long form is on its way. Each quarter is told; in between whoever looks at the record sees and feels it.
    pub(crate) fn progressed(&mut self, record: i64, percent: u8) {
        let before = self
            .progress
            .filter(|(known, _)| *known == record)
            .map_or(0, |(_, percent)| percent);
        self.progress = Some((record, percent));
        let is_told = TOLD_AT
            .iter()
            .any(|mark| before < *mark && *mark <= percent);
        let known = self.record(record).filter(|_| !self.shared);
        if let (true, Some(known)) = (is_told, known) {
            let title = self.title_of(&known.form_id, &known.title).shown;
            let args = [
                ("title", (&title).into()),
                ("percent", usize::from(percent).into()),
            ];
            let text = self.words().with("notice-progress", &args);
            self.tell(text, false);
        }
    }
}

/// How far a record is, if it is on its way and long enough that anybody asks.
pub(crate) fn progress(desk: &Desk, record: i64, state: RecordState) -> Option<Node> {
    let (known, percent) = desk.progress?;
    if known != record || state != RecordState::Sending {
        return None;
    }
    let kind = Kind::Progress {
        done: usize::from(percent),
        of: 100,
    };
    let args = [("percent", usize::from(percent).into())];
    Some(Node::new(
        "progress",
        kind,
        desk.words().with("receipt-progress", &args),
    ))
}

/// Why a finished record is not with the city yet, and what can be done.
pub(crate) fn waiting(desk: &Desk) -> Text {
    let words = desk.words();
    let phone = desk.phone().unwrap_or_default();
    let args = [("phone", (&phone).into())];
    if !desk.can_send {
        return words.text("receipt-kept");
    }
    match desk.network {
        Network::NeedsLogin => words.with("receipt-needs-login", &args),
        Network::WrongClock => {
            let today = dates::date(desk.world.now.date(), words).shown;
            words.with("receipt-wrong-clock", &[("date", (&today).into())])
        }
        Network::Costly => words.text("receipt-costly"),
        Network::Unknown | Network::Offline | Network::Online => words.text("receipt-waiting"),
    }
}

/// What a person is told who asked to send it now, and in vain.
pub(crate) fn still_waiting(desk: &Desk) -> Text {
    match desk.network {
        Network::NeedsLogin | Network::WrongClock => waiting(desk),
        Network::Costly | Network::Unknown | Network::Offline | Network::Online => {
            desk.words().text("notice-still-waiting")
        }
    }
}
