//! A computer that people share: what one leaves behind, and what the next finds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Person, files, records::record};
use maru_desk::{Case, Effect, Event, Record, RecordEvent, RecordState};
use maru_page::Intent;

/// Somebody who has answered one question of a report, with larger letters and another colour, and told something.
fn in_the_middle() -> Person {
    let mut person = Person::shared(&files());
    person.does(&["larger", "next-theme", "voice"]);
    person.opens("tell", "street-light");
    person.does(&["type 1", "proceed"]);
    person.tell(Event::Records(vec![record(1, RecordState::Draft)]));
    person
}

#[test]
fn who_is_finished_leaves_nothing_on_the_pages_for_the_next() {
    let mut person = in_the_middle();
    let before = Person::shared(&files()).desk.settings().clone();
    person.does(&["home"]);
    assert!(person.told().contains("could read it"), "{}", person.told());
    person.does(&["activate my-forms"]);
    person.sees("Begun. Last changed");
    person.does(&["back", "activate end-sitting"]);
    assert_eq!(person.page().id.0, "home");
    assert_eq!(person.desk.settings(), &before);
    person.sees("Nothing begun, nothing waiting");
    person.does(&["messages"]);
    person.sees("There are no messages yet.");
    person.does(&["back", "activate my-forms"]);
    person.sees("There is nothing here yet.");
    person.does(&["back"]);
    // The draft is not offered: a form begins at its first question.
    person.opens("tell", "street-light");
    assert!(person.kept.is_some(), "it is on the disk all the same");
}

#[test]
fn who_goes_away_without_a_word_is_asked_once_and_then_taken_to_be_gone() {
    let mut person = in_the_middle();
    let page = person.stands();
    person.tell(Event::Unused);
    assert!(person.desk.asks_who_is_there());
    assert!(person.told().contains("Are you still there?"));
    // Any key is the answer, and does nothing else.
    person.does(&["activate"]);
    assert_eq!(person.stands(), page);
    assert!(person.told().contains("You can go on"), "{}", person.told());
    person.kept = None;
    person.does(&["type 2"]);
    person.tell(Event::Unused);
    person.tell(Event::Unused);
    assert_eq!(person.page().id.0, "home");
    assert!(
        person.xml().contains("street_light"),
        "what was chosen is on the disk"
    );
    assert!(!person.desk.is_in_use());
    let stands = person.seen();
    person.tell(Event::Unused);
    assert_eq!(person.seen(), stands, "where nobody is nobody is asked");
}

#[test]
fn on_a_full_disk_the_next_does_not_see_it_either() {
    let mut person = in_the_middle();
    person.disk_works = false;
    person.does(&["type 2"]);
    person.tell(Event::Unused);
    person.tell(Event::Unused);
    assert_eq!(person.page().id.0, "home");
    assert!(
        !person.told().contains("could not be saved"),
        "{}",
        person.told()
    );
}

#[test]
fn at_a_computer_of_ones_own_nobody_is_asked() {
    let mut person = Person::at_home("en", &files());
    person.does(&["next"]);
    assert!(!person.desk.is_in_use());
    person.tell(Event::Unused);
    assert_eq!(person.told(), "");
    assert!(person.page().node(&"end-sitting".into()).is_none());
}

#[test]
fn news_of_a_form_tell_neither_its_name_nor_what_the_city_says() {
    let mut person = in_the_middle();
    person.does(&["home", "next"]);
    let answered = Record {
        case: Some(Case {
            state: "closed".to_owned(),
            words: Some("Mrs Kim, your lamp is new.".to_owned()),
        }),
        ..record(1, RecordState::Answered)
    };
    person.tell(Event::Records(vec![record(1, RecordState::Sent)]));
    assert_eq!(person.told(), "The city has received your form.");
    person.tell(Event::Records(vec![answered.clone()]));
    person.does(&["messages"]);
    person.sees("There is news of your form.");
    for private in ["Mrs Kim", "0042", "Street light", "street light"] {
        assert!(!person.seen().contains(private), "{}", person.seen());
    }
    // Whose it is may look, and nobody behind them.
    person.does(&["back", "activate my-forms", "activate record-1"]);
    person.sees("Mrs Kim, your lamp is new.");
    person.does(&["home", "activate end-sitting"]);
    let told = person.told();
    let again = Record {
        case: Some(Case {
            state: "closed".to_owned(),
            words: Some("And the pole.".to_owned()),
        }),
        ..answered
    };
    person.tell(Event::Records(vec![again]));
    assert_eq!(
        person.told(),
        told,
        "news of others' forms are for nobody here"
    );
}

#[test]
fn what_was_told_before_a_form_is_left_or_finished_is_not_told_again() {
    let mut person = in_the_middle();
    person.does(&["home", "messages"]);
    let seen = person.seen();
    assert!(!seen.contains("Letter size"), "{seen}");
    assert!(seen.contains("What you began is kept"), "{seen}");
    person.tell(Event::Finalised { record: 1 });
    person.does(&["messages"]);
    person.sees("There are no messages yet.");
}

#[test]
fn the_display_that_was_set_up_is_used_again() {
    let mut person = Person::shared(&files());
    person.does(&["activate settings"]);
    person.tell(Event::Ports {
        ports: Vec::new(),
        brltty: true,
    });
    person.does(&["activate setting-braille", "activate brltty"]);
    person.tell(Event::BrailleReady {
        model: "a display".to_owned(),
        cells: 40,
    });
    assert!(
        person.desk.settings().display.is_some(),
        "{}",
        person.seen()
    );
    person.does(&["home", "activate end-sitting"]);
    assert_eq!(person.asked.last(), Some(&Effect::UseDisplay(None)));
}

#[test]
fn leaving_the_program_is_not_offered_and_told_of() {
    let mut person = Person::shared(&files());
    person.does(&["help"]);
    assert!(person.page().node(&"help-key-quit".into()).is_none());
    person.tell(Event::MayNotLeave);
    assert!(
        person.told().contains("I am finished here"),
        "{}",
        person.told()
    );
    person.tell(Event::Intent(Intent::Quit));
    assert!(person.left, "who looks after the computer ends it");
}

#[test]
fn what_comes_too_late_is_told_to_nobody_else() {
    let mut person = in_the_middle();
    let copied = || {
        let (folder, missing) = ("Street light 1".to_owned(), Vec::new());
        Event::Record(RecordEvent::Copied { folder, missing })
    };
    person.tell(copied());
    assert!(
        person.told().contains("Street light 1"),
        "{}",
        person.told()
    );
    person.does(&["home", "activate end-sitting"]);
    person.tell(copied());
    assert!(
        !person.told().contains("Street light 1"),
        "{}",
        person.told()
    );
}
