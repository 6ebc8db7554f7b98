//! What a person is told of the way to the city.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Person, files};
use maru_desk::{Effect, Event, Network, Record, RecordState};

fn waiting() -> Record {
    Record {
        id: 7,
        instance_id: "uuid:7".to_owned(),
        replaces: None,
        form_id: "street_light".to_owned(),
        title: "Street light".to_owned(),
        state: RecordState::Waiting,
        receipt: Some("1234-5678".to_owned()),
        changed_at: "2026-03-05T06:00:00Z".to_owned(),
        server_message: None,
        sealed: false,
        trouble: None,
        case: None,
    }
}

/// A person who looks at a record in this state.
fn looking(lang: &str, state: RecordState) -> Person {
    let mut person = Person::at_home(lang, &files());
    let record = Record { state, ..waiting() };
    person.tell(Event::Records(vec![record]));
    person.does(&["activate my-forms", "activate record-7"]);
    person
}

#[test]
fn why_a_form_waits_and_what_can_be_done_is_told() {
    for (lang, network, words) in [
        (
            "en",
            Network::Offline,
            "It will be sent when there is a connection.",
        ),
        (
            "en",
            Network::NeedsLogin,
            "does not let this one in yet. Please call 120",
        ),
        (
            "en",
            Network::WrongClock,
            "Today is Thursday, 5 March 2026 by this computer's clock.",
        ),
        (
            "en",
            Network::Costly,
            "or if you choose \"Try to send now\"",
        ),
        (
            "ko",
            Network::WrongClock,
            "이 컴퓨터의 시계로는 오늘이 2026년 3월 5일",
        ),
        ("ko", Network::Costly, "쓴 만큼 돈이 듭니다"),
    ] {
        let mut person = looking(lang, RecordState::Waiting);
        person.tell(Event::Network(network));
        person.sees(words);
    }
}

#[test]
fn who_asks_to_send_now_is_told_why_not() {
    let mut person = looking("en", RecordState::Waiting);
    person.does(&["activate send"]);
    assert!(person.asked.contains(&Effect::SendNow));
    person.tell(Event::Network(Network::WrongClock));
    let seen = person.seen();
    assert_eq!(
        seen.matches("by this computer's clock").count(),
        2,
        "{seen}"
    );
}

#[test]
fn a_long_way_is_seen_and_its_quarters_are_told() {
    let mut person = looking("en", RecordState::Sending);
    let mut told = Vec::new();
    for percent in [5, 20, 25, 30, 45, 80, 99] {
        person.tell(Event::Progress { record: 7, percent });
        let seen = person.seen();
        assert!(
            seen.contains(&format!("{percent} percent sent {percent}/100")),
            "{seen}"
        );
        told.push(seen.matches("percent sent.").count());
    }
    // Each notice stands until the next act; quarters that were jumped over are told once.
    assert_eq!(told, [0, 0, 1, 1, 1, 1, 1]);
    person.tell(Event::Progress {
        record: 8,
        percent: 50,
    });
    assert!(
        !person.seen().contains("50 percent"),
        "another record is another page"
    );
}

#[test]
fn a_computer_that_sends_nothing_promises_nothing() {
    let waits = |mut person: Person| {
        person.tell(Event::Records(vec![waiting()]));
        let home = person.seen();
        person.does(&["activate my-forms"]);
        let list = person.seen();
        person.does(&["activate record-7"]);
        (format!("{home}\n{list}\n{}", person.seen()), person.page())
    };
    let (seen, page) = waits(Person::without_a_server(&files()));
    assert!(
        seen.contains("Nothing is sent from this computer"),
        "{seen}"
    );
    for promise in ["connection", "to be sent", "will be sent"] {
        assert!(!seen.contains(promise), "{promise}: {seen}");
    }
    assert!(page.node(&"send".into()).is_none());
    let (seen, page) = waits(Person::at_home("en", &files()));
    assert!(
        seen.contains("It will be sent when there is a connection"),
        "{seen}"
    );
    assert!(page.node(&"send".into()).is_some());
}

#[test]
fn that_it_could_not_be_tried_is_told_to_who_asked_and_to_nobody_else() {
    let mut person = looking("en", RecordState::Waiting);
    person.tell(Event::SendFailed);
    assert_eq!(person.told(), "", "a round that nobody asked for");
    person.does(&["activate send"]);
    person.tell(Event::SendFailed);
    assert!(
        person
            .told()
            .contains("something is wrong on this computer"),
        "{}",
        person.told()
    );
    person.does(&["next"]);
    person.tell(Event::Network(Network::Offline));
    assert_eq!(person.told(), "", "it is answered");
}
