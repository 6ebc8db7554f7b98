//! What the desk does when the disk will not take an answer, and how it keeps what was typed all the same.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
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

/// The first answer is the form's own and only read, the second is wanted, the third must be a small number.
fn wants() -> String {
    form(
        "<own>as it is</own><kind>b</kind><wanted/><few>900</few>",
        r#"<bind nodeset="/data/own" readonly="true()"/><bind nodeset="/data/kind" constraint=". != 'b'"/>
           <bind nodeset="/data/wanted" required="true()"/>
           <bind nodeset="/data/few" type="int" constraint=". &lt; 10"/>"#,
        r#"<input ref="/data/own"><label>Your number</label></input>
           <select1 ref="/data/kind"><label>Which?</label>
             <item><label>One</label><value>a</value></item><item><label>Other</label><value>b</value></item></select1>
           <input ref="/data/wanted"><label>Your name?</label></input>
           <input ref="/data/few"><label>How many?</label></input>"#,
    )
}

/// A draft of that form, left at the page of all answers.
fn at_check() -> Person {
    let mut person = Person::filling("en", &wants());
    person.does(&["proceed"]);
    let mut kept = person.kept.take().unwrap();
    kept.at_question = None;
    person.kept = Some(kept);
    person.resumes();
    assert_eq!(person.page().id.0, "check", "{}", person.seen());
    person
}

#[test]
fn enter_on_what_is_only_read_among_all_answers_sends_nothing() {
    let mut person = at_check();
    for (place, told) in [
        ("answer-/data/own", "This answer cannot be changed."),
        ("title", "Nothing was sent."),
        ("hint", "Nothing was sent."),
    ] {
        for act in ["activate", "select", &format!("activate {place}")] {
            person.does(&[&format!("focus {place}"), act]);
            assert_eq!(
                person.stands(),
                ("check".to_owned(), place.to_owned()),
                "{act}"
            );
            assert!(
                person.told().contains(told),
                "{act} {place}: {}",
                person.told()
            );
        }
    }
    person.does(&["type 1"]);
    assert_eq!(
        person.page().id.0,
        "check",
        "a number opens no more than Enter does"
    );
    assert!(person.sent.is_none());
    person.does(&["proceed"]);
    assert_ne!(
        person.page().id.0,
        "check",
        "Ctrl+Enter is the page's main act"
    );
}

#[test]
fn what_keeps_a_form_from_being_sent_has_the_focus_and_is_told() {
    let mut person = at_check();
    for (question, focus, answer) in [
        ("/data/kind", "choice-1", "activate choice-1"),
        ("/data/wanted", "answer", "replace answer Mina"),
        ("/data/few", "answer", "replace answer 9"),
    ] {
        person.does(&["activate send"]);
        assert_eq!(
            person.stands(),
            (format!("question-{question}"), focus.to_owned())
        );
        assert!(
            person.told().contains("Nothing was sent yet."),
            "{}",
            person.told()
        );
        let page = person.page();
        assert!(
            page.focused().unwrap().state.refused.is_some(),
            "{}",
            person.seen()
        );
        person.does(&[answer, "proceed"]);
        assert_eq!(person.page().id.0, "check", "{}", person.seen());
    }
    person.does(&["activate send"]);
    assert!(person.sent.is_some(), "{}", person.seen());
}

#[test]
fn what_was_refused_is_on_disk_at_once() {
    let mut person = Person::filling("en", &wants());
    person.does(&[
        "proceed",
        "activate choice-1",
        "proceed",
        "type Mina",
        "proceed",
    ]);
    for (typed, xml, pending) in [
        ("700", "<few>700</few>", None),
        ("seven", "<few/>", Some("seven")),
    ] {
        person.does(&[&format!("replace answer {typed}"), "proceed"]);
        assert_eq!(person.page().id.0, "question-/data/few");
        assert!(person.xml().contains(xml), "{}", person.xml());
        let kept = person.kept.as_ref().unwrap();
        assert_eq!(kept.pending.as_deref(), pending);
        assert_eq!(kept.at_question.as_deref(), Some("/data/few"));
    }
    // The power fails.
    person.resumes();
    assert_eq!(person.typed(), "seven");
}

#[test]
fn a_notice_that_nobody_answers_does_not_grow_all_night() {
    let mut person = Person::in_a_form("tell", "street-light");
    person.tell(Event::StoreReplaced);
    for _ in 0..1000 {
        person.tell(Event::BrailleGone);
        person.tell(Event::BrailleReady {
            model: "a display".to_owned(),
            cells: 40,
        });
        person.tell(Event::NoVoice);
    }
    person.tell(Event::BrailleGone);
    let told = person.told();
    assert!(
        told.starts_with("The file with your forms was damaged."),
        "what was told first stays: {told}"
    );
    for words in ["put aside", "No voice was found", "no longer connected"] {
        assert_eq!(told.matches(words).count(), 1, "{words}: {told}");
    }
    assert!(told.len() < 600, "{told}");
    person.does(&["next"]);
    assert_eq!(person.told(), "");
}

#[test]
fn what_could_not_be_saved_is_saved_by_itself_and_said_once() {
    let mut person = Person::in_a_form("tell", "street-light");
    let first = person.page().id;
    person.disk_works = false;
    person.does(&["type 1", "proceed"]);
    assert!(
        person.told().contains("could not be saved"),
        "{}",
        person.told()
    );
    person.does(&["next"]);
    person.tell(Event::TryAgain);
    assert_eq!(person.told(), "", "that it failed once more is no news");
    person.disk_works = true;
    person.tell(Event::TryAgain);
    assert!(
        person.told().contains("It could be saved now"),
        "{}",
        person.told()
    );
    assert!(person.xml().contains("<kind>street_light</kind>"));
    assert_eq!(person.page().id, first, "nobody is moved on");
    person.kept = None;
    person.tell(Event::TryAgain);
    assert!(person.kept.is_none(), "once is enough");
    person.does(&["proceed"]);
    assert_ne!(person.page().id, first);
}
