//! What the desk does when the disk will not take an answer, and how it keeps what was typed all the same.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test reads the demo city"
)]

use maru_city::City;
use maru_desk::{Desk, DraftWrite, Effect, Event, SaveTrouble, Settings, Start, World};
use maru_page::{Intent, Page};
use std::{collections::BTreeMap, fs, path::Path};

/// A desk, and a disk that takes what it is given or does not.
struct Person {
    desk: Desk,
    disk_works: bool,
    kept: Option<DraftWrite>,
    left: bool,
}

fn city() -> City {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/city");
    let mut files = BTreeMap::new();
    for name in [
        "city.toml",
        "services.toml",
        "forms/street_light.xml",
        "forms/class_lottery.xml",
    ] {
        files.insert(name.to_owned(), fs::read(root.join(name)).unwrap());
    }
    City::read(&files).unwrap().city
}

fn world() -> World {
    World {
        now: "2026-03-05T15:20:00+09:00[Asia/Seoul]".parse().unwrap(),
        uuid: "00000000-0000-4000-8000-000000000001".to_owned(),
        seed: 7,
        device_id: "maru".to_owned(),
    }
}

impl Person {
    fn in_a_form(sector: &str, service: &str) -> Person {
        let settings = Settings {
            language: "en".to_owned(),
            set_up: true,
            ..Settings::default()
        };
        let desk = Desk::new(
            Start {
                city: city(),
                settings,
                records: Vec::new(),
            },
            world(),
        );
        let mut person = Person {
            desk,
            disk_works: true,
            kept: None,
            left: false,
        };
        person.does(&[
            &format!("activate sector-{sector}"),
            &format!("activate service-{service}"),
        ]);
        assert!(person.page().id.0.starts_with("question-"));
        person
    }

    fn does(&mut self, acts: &[&str]) -> &mut Person {
        for act in acts {
            self.tell(Event::Intent(act.parse::<Intent>().unwrap()));
        }
        self
    }

    fn tell(&mut self, event: Event) {
        let mut effects = self.desk.update(event, world());
        while !effects.is_empty() {
            let effect = effects.remove(0);
            let answer = match effect {
                Effect::SaveDraft(draft) if self.disk_works => {
                    self.kept = Some(draft);
                    Some(Event::Saved { record: 1 })
                }
                Effect::SaveDraft(_) => Some(Event::SaveFailed(SaveTrouble::DiskFull)),
                Effect::Quit => {
                    self.left = true;
                    None
                }
                _ => None,
            };
            effects.extend(
                answer
                    .into_iter()
                    .flat_map(|answer| self.desk.update(answer, world())),
            );
        }
    }

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

    fn page(&self) -> Page {
        self.desk.page()
    }

    fn told(&self) -> String {
        self.page()
            .notice
            .map(|notice| notice.text.shown)
            .unwrap_or_default()
    }

    fn typed(&self) -> String {
        let page = self.page();
        page.focused()
            .and_then(|node| node.edit())
            .map(|edit| edit.text().to_owned())
            .unwrap_or_default()
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
    let kept = person.kept.clone().unwrap();
    assert_eq!(kept.at_question, None);
    person.tell(Event::DraftOpened {
        record: 1,
        form_xml: kept.form_xml,
        saved: kept.xml,
        at_question: kept.at_question,
        pending: kept.pending,
    });
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
