//! What a person does with what they began and sent: looked at, corrected, tried again, deleted.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{
    Person, files,
    records::{record, sent, with},
};
use maru_desk::{Case, Event, Record, RecordEffect, RecordEvent, RecordState, Trouble};

#[test]
fn two_drafts_begun_in_the_same_minute_do_not_look_alike() {
    let mut person = with(&[record(3, RecordState::Draft), record(2, RecordState::Draft)]);
    person.does(&["activate my-forms"]);
    let rows: Vec<String> = person
        .page()
        .nodes
        .iter()
        .filter(|node| node.position.is_some())
        .map(|node| node.label.speech().to_owned())
        .collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].ends_with("number 3") && rows[1].ends_with("number 2"),
        "{rows:?}"
    );
    person.does(&[
        "home",
        "activate sector-tell",
        "activate service-street-light",
    ]);
    person.sees("Go on with number 3");
    person.sees("Go on with number 2");
}

#[test]
fn one_draft_has_no_number_beside_it() {
    let mut person = with(&[record(3, RecordState::Draft), record(2, RecordState::Sent)]);
    person.does(&["activate my-forms"]);
    assert!(!person.seen().contains("number"), "{}", person.seen());
}

#[test]
fn a_long_list_is_shown_in_parts_and_the_focus_is_on_what_was_added() {
    let records: Vec<Record> = (1..=50)
        .rev()
        .map(|id| record(id, RecordState::Sent))
        .collect();
    let mut person = with(&records);
    person.does(&["activate my-forms"]);
    let rows = |person: &Person| {
        let nodes = person.page().nodes;
        nodes.iter().filter(|node| node.position.is_some()).count()
    };
    assert_eq!(rows(&person), 20);
    person.sees("Show more (30 more)");
    person.does(&["activate more-my-forms-sent"]);
    assert_eq!(rows(&person), 40);
    assert_eq!(person.stands().1, "record-30", "the 21st");
    person.does(&["activate more-my-forms-sent"]);
    assert_eq!(rows(&person), 50);
}

#[test]
fn all_answers_of_what_was_sent_can_be_looked_at_and_none_changed() {
    let (mut person, kept) = sent();
    person.does(&[
        "activate my-forms",
        "activate record-1",
        "activate acts",
        "activate acts-look",
    ]);
    assert_eq!(person.asked_of_records(), [RecordEffect::Read(1)]);
    person.tell(Event::Record(RecordEvent::Read(kept)));
    assert_eq!(person.page().id.0, "answers-1");
    person.sees("What is broken?");
    person.sees("A street light");
    assert!(
        person
            .page()
            .nodes
            .iter()
            .all(|node| !node.id.as_str().starts_with("answer-") || !node.is_control())
    );
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "acts-1");
}

#[test]
fn a_correction_is_another_record_that_names_the_first() {
    let (mut person, kept) = sent();
    person.does(&[
        "activate my-forms",
        "activate record-1",
        "activate acts",
        "activate acts-correct",
    ]);
    person.tell(Event::Record(RecordEvent::Read(kept)));
    assert_eq!(person.page().id.0, "check");
    assert!(
        person.told().contains("Choose the one to correct"),
        "{}",
        person.told()
    );
    person.kept = None;
    person.does(&["activate answer-/data/what/problem", "type 2", "proceed"]);
    let draft = person.kept.clone().unwrap();
    assert_eq!((draft.record, draft.corrects), (None, Some(1)));
    assert_eq!(
        draft.replaces.as_deref(),
        Some("uuid:00000000-0000-4000-8000-000000000001")
    );
    person.does(&["activate send"]);
    let sent = person.sent.clone().unwrap();
    let replaced = "deprecatedID>uuid:00000000-0000-4000-8000-000000000001</";
    assert!(sent.contains(replaced), "{sent}");
    // From the first save on it is a draft of its own.
    assert_eq!(person.kept.clone().unwrap().corrects, None);
}

#[test]
fn what_was_refused_is_sent_anew_and_replaces_nothing() {
    let (mut person, kept) = sent();
    person.tell(Event::Records(vec![Record {
        trouble: Some(Trouble::Unknown),
        ..record(1, RecordState::Refused)
    }]));
    person.does(&["activate my-forms", "activate record-1"]);
    person.sees("The city does not take this form any more");
    person.does(&["activate acts"]);
    person.sees("Correct the answers and send them anew");
    person.does(&["activate acts-correct"]);
    person.tell(Event::Record(RecordEvent::Read(kept)));
    person.does(&["activate answer-/data/what/problem", "type 2", "proceed"]);
    let draft = person.kept.clone().unwrap();
    assert_eq!((draft.corrects, draft.replaces), (Some(1), None));
}

#[test]
fn what_was_corrected_before_leads_to_its_correction() {
    let newer = Record {
        replaces: Some("uuid:1".to_owned()),
        ..record(2, RecordState::Sent)
    };
    let mut person = with(&[newer.clone(), record(1, RecordState::Sent)]);
    person.does(&["activate my-forms"]);
    person.sees("You sent a correction of this");
    person.sees("(correction)");
    person.does(&[
        "activate record-1",
        "activate acts",
        "activate acts-correct",
    ]);
    assert_eq!(person.page().id.0, "record-2");
    assert_eq!(person.asked_of_records(), []);

    let draft = Record {
        state: RecordState::Draft,
        ..newer
    };
    let mut person = with(&[draft, record(1, RecordState::Sent)]);
    person.does(&["activate my-forms", "activate record-1"]);
    person.sees("You have begun to correct this form");
    person.does(&["activate acts", "activate acts-correct"]);
    assert!(
        format!("{:?}", person.asked).contains("OpenDraft(2)"),
        "{:?}",
        person.asked
    );
}

#[test]
fn deleting_is_asked_and_says_what_is_lost() {
    for (state, lost) in [
        (RecordState::Draft, "The city does not have it"),
        (RecordState::Waiting, "It will never be sent"),
        (RecordState::Refused, "The city did not take it"),
        (RecordState::Sent, "The city keeps what it has"),
    ] {
        let mut person = with(&[record(1, state)]);
        person.does(&["activate my-forms", "activate manage", "activate manage-1"]);
        person.does(&["activate acts-delete"]);
        person.sees(lost);
        person.does(&["proceed"]);
        assert_eq!(person.page().id.0, "acts-1", "Enter keeps it");
        assert_eq!(person.asked_of_records(), []);
        person.does(&["activate acts-delete", "activate delete"]);
        assert_eq!(person.asked_of_records(), [RecordEffect::Delete(1)]);
        person.tell(Event::Record(RecordEvent::Deleted(1)));
        assert_eq!(person.page().id.0, "manage");
        assert_eq!(person.told(), "It is deleted.");
        person.sees("There is nothing here yet");
    }
}

#[test]
fn what_is_being_sent_cannot_be_deleted() {
    let mut person = with(&[record(1, RecordState::Sending)]);
    person.does(&["activate my-forms", "activate record-1", "activate acts"]);
    assert!(!person.seen().contains("Delete"), "{}", person.seen());
    person.sees("It is being sent just now");
}

#[test]
fn a_refused_one_says_why_and_is_tried_again() {
    for (trouble, words) in [
        (
            Trouble::Conflict,
            "already has another form under the same number",
        ),
        (Trouble::TooLarge, "too large for the city's computer"),
        (Trouble::Closed, "does not take this form at the moment"),
        (Trouble::Other, "did not say why"),
    ] {
        let mut person = with(&[Record {
            trouble: Some(trouble),
            server_message: Some("Quota exceeded".to_owned()),
            ..record(1, RecordState::Refused)
        }]);
        person.does(&["activate my-forms", "activate record-1"]);
        person.sees(words);
        person.sees("Quota exceeded");
        person.does(&["activate retry"]);
        assert_eq!(person.asked_of_records(), [RecordEffect::Retry(1)]);
    }
    let mut person = with(&[Record {
        trouble: Some(Trouble::Altered),
        ..record(1, RecordState::Refused)
    }]);
    person.does(&["activate my-forms", "activate record-1"]);
    person.sees("has damaged what you finished");
    assert!(
        person.page().node(&"retry".into()).is_none(),
        "altered bytes are never sent"
    );
}

#[test]
fn what_others_sent_on_a_shared_computer_is_not_shown() {
    let mut person = Person::shared(&files());
    person.tell(Event::Records(vec![
        record(1, RecordState::Sent),
        record(2, RecordState::Sent),
    ]));
    // One of them was finished just now.
    person.tell(Event::Finalised { record: 2 });
    person.does(&["activate forms"]);
    assert!(person.page().node(&"record-1".into()).is_none());
    person.does(&["activate record-2", "activate acts"]);
    for act in ["acts-look", "acts-correct", "acts-copy"] {
        assert!(person.page().node(&act.into()).is_none(), "{act}");
    }
    assert!(person.page().node(&"acts-delete".into()).is_some());
}

#[test]
fn the_answer_of_the_city_is_told_and_stands_in_the_list() {
    let mut person = with(&[record(1, RecordState::Sent)]);
    let at = |state: &str, words: Option<&str>, of| Record {
        case: Some(Case {
            state: state.to_owned(),
            words: words.map(str::to_owned),
        }),
        ..record(1, of)
    };
    person.tell(Event::Records(vec![at(
        "in_progress",
        None,
        RecordState::Sent,
    )]));
    assert!(
        person.told().contains("The city is working on it"),
        "{}",
        person.told()
    );
    person.does(&["activate my-forms"]);
    person.sees("The city is working on it: Today");
    let answered = at("closed", Some("The lamp is new."), RecordState::Answered);
    person.tell(Event::Records(vec![answered.clone()]));
    assert!(
        person.told().contains("The city has answered"),
        "{}",
        person.told()
    );
    assert!(
        person.told().contains("The lamp is new."),
        "{}",
        person.told()
    );
    person.does(&["activate record-1"]);
    person.sees("The city has answered");
    person.sees("The lamp is new.");
    person.tell(Event::Records(vec![answered]));
    assert_eq!(person.told(), "", "told once");
}

#[test]
fn a_form_left_open_is_told_by_its_name_and_time() {
    let mut person = with(&[record(1, RecordState::Draft)]);
    person.tell(Event::Record(RecordEvent::LeftOpen(1)));
    let told = person.told();
    assert!(
        told.contains("Today") && told.contains("My forms"),
        "{told}"
    );
    let mut person = with(&[record(1, RecordState::Sent)]);
    person.tell(Event::Record(RecordEvent::LeftOpen(1)));
    assert_eq!(person.told(), "", "it is no draft any more");
}

#[test]
fn what_ended_without_a_word_is_called_by_how_it_ended() {
    let ended = |state: &str, words: Option<&str>| Record {
        case: Some(Case {
            state: state.to_owned(),
            words: words.map(str::to_owned),
        }),
        ..record(1, RecordState::Answered)
    };
    for (state, said) in [
        ("rejected", "The city said no"),
        ("closed", "Closed by the city"),
        ("approved", "Approved by the city"),
    ] {
        let mut person = with(&[ended(state, None)]);
        person.does(&["activate my-forms"]);
        person.sees(said);
        person.does(&["activate record-1"]);
        assert_eq!(person.page().title.shown, said);
        assert!(!person.seen().contains("answered"), "{}", person.seen());
    }
    let mut person = with(&[ended("closed", Some("The lamp is new."))]);
    person.does(&["activate my-forms", "activate record-1"]);
    person.sees("The city has answered");
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let mut person = Person::shared(&files());
    person.tell(Event::Records(vec![record(1, RecordState::Sending)]));
    person.tell(Event::Finalised { record: 1 });
    assert!(person.page().node(&"acts".into()).is_none());
    person.does(&["activate forms"]);
    assert!(person.page().node(&"manage".into()).is_none());
}
