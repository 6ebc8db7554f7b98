//! What the desk does when the disk will not take an answer, and how it keeps what was typed all the same.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::Person;
use maru_desk::Event;
use maru_page::Page;

impl Person {
    /// The first choice everywhere, "No" where that is the second of two; nothing is typed.
    fn answers_all(&mut self) {
        for _ in 0..20 {
            let choices = |page: Page| {
                page.nodes
                    .iter()
                    .filter(|node| node.position.is_some())
                    .count()
            };
            match choices(self.page()) {
                _ if self.page().id.0 == "check" => {}
                0 => {}
                2 => {
                    self.does(&["type 2"]);
                }
                _ => {
                    self.does(&["type 1"]);
                }
            }
            if self.page().id.0 != "check" {
                self.does(&["proceed"]);
            }
        }
    }
}

#[test]
fn an_answer_that_could_not_be_saved_is_still_there_and_saved_when_there_is_room() {
    let mut person = Person::in_a_form("tell", "street-light");
    let first = person.page().id;
    person.disk_works = false;
    person.does(&["type 1", "proceed"]);
    assert_eq!(person.page().id, first);
    assert!(
        person.told().contains("It is still on this page"),
        "{}",
        person.told()
    );
    person.does(&["back"]);
    assert_eq!(person.page().id, first, "Back leaves nothing behind");
    person.does(&["home"]);
    assert_eq!(person.page().id, first, "neither does Home");
    person.disk_works = true;
    person.does(&["home"]);
    assert_eq!(person.page().id.0, "home");
    assert!(
        person
            .kept
            .unwrap()
            .xml
            .contains("<kind>street_light</kind>")
    );
}

#[test]
fn a_disk_that_stays_bad_keeps_nobody_here() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.disk_works = false;
    person.does(&["type 1", "proceed", "quit"]);
    assert!(!person.left);
    assert!(
        person
            .told()
            .contains("To leave without it, leave once more"),
        "{}",
        person.told()
    );
    person.does(&["quit"]);
    assert!(person.left);
}

#[test]
fn what_was_typed_and_refused_is_there_again_after_back() {
    let mut person = Person::in_a_form("learn", "class-lottery");
    for _ in 0..12 {
        if person.page().node(&"answer".into()).is_some() {
            break;
        }
        person.does(&["type 1", "proceed"]);
    }
    let at = person.page().id;
    person.does(&["replace answer abc", "proceed"]);
    assert_eq!(person.page().id, at);
    person.does(&["back"]);
    assert_ne!(person.page().id, at);
    assert_eq!(
        person.kept.as_ref().unwrap().pending.as_deref(),
        Some("abc")
    );
    person.does(&["proceed"]);
    assert_eq!((person.page().id, person.typed().as_str()), (at, "abc"));
}

#[test]
fn a_draft_left_at_the_page_of_all_answers_goes_on_there() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.answers_all();
    assert_eq!(person.page().id.0, "check");
    person.does(&["home"]);
    assert_eq!(person.kept.as_ref().unwrap().at_question, None);
    person.resumes();
    assert_eq!(person.page().id.0, "check");
}

#[test]
fn a_change_comes_back_to_its_row_or_to_what_it_broke() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.answers_all();
    person.does(&["activate answer-/data/what/problem", "type 2", "proceed"]);
    assert_eq!(person.page().focus.as_str(), "answer-/data/what/problem");
    person.does(&["activate answer-/data/place/district", "type 2", "proceed"]);
    let page = person.page();
    let focused = page.focused().unwrap();
    assert_eq!(focused.id.as_str(), "answer-/data/place/landmark");
    assert!(focused.state.refused.is_some());
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/place/landmark");
}

#[test]
fn a_refusal_follows_the_language() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.does(&["proceed"]);
    let refused = |page: Page| {
        page.nodes
            .iter()
            .find_map(|node| node.state.refused.clone())
            .unwrap()
    };
    assert_eq!(refused(person.page()).shown, "Please choose one.");
    person.does(&["settings", "activate setting-language", "back"]);
    let told = refused(person.page());
    assert_eq!(
        (told.shown.as_str(), told.lang.tag()),
        ("하나를 골라 주세요.", "ko")
    );
}

#[test]
fn an_urgent_notice_is_not_overwritten_before_anybody_read_it() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.tell(Event::StoreReplaced);
    person.tell(Event::NoVoice);
    let told = person.told();
    assert!(
        told.contains("put aside") && told.contains("No voice"),
        "{told}"
    );
    person.does(&["next"]);
    assert_eq!(person.told(), "");
}
