//! Paper for Braille embossers: from a page, from all answers, from a form that nobody has filled in.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
use maru_desk::{BraillePaper, Effect, EmbossTrouble, Embossed, Event, FormFiles, KeptRecord};
use maru_page::{Kind, Page, braille::emboss::Sheet};

/// A form that asks some people more, and everybody about each member of the household.
fn household() -> String {
    form(
        r#"<owns/><what/><member jr:template=""><name/></member>"#,
        r#"<bind nodeset="/data/owns" required="true()"/><bind nodeset="/data/what" relevant="/data/owns = 'y'"/>"#,
        r#"<select1 ref="/data/owns"><label>A computer?</label>
             <item><label>Yes</label><value>y</value></item><item><label>No</label><value>n</value></item></select1>
           <input ref="/data/what"><label>Which?</label><hint>The name on it</hint></input>
           <group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
             <input ref="/data/member/name"><label>Name?</label></input></repeat></group>"#,
    )
}

/// The nodes of a page in words.
fn lines(page: &Page) -> Vec<String> {
    let line = |node: &maru_page::Node| {
        let label = &node.label.shown;
        match &node.kind {
            Kind::Heading { level } => format!("{} {label}", "#".repeat(usize::from(*level))),
            Kind::Choice { .. } => format!("( ) {label}"),
            Kind::Field { .. } => "____".to_owned(),
            Kind::Row { value, .. } => format!("{label}: {}", value.shown),
            Kind::Button { .. } => String::new(),
            _ => label.clone(),
        }
    };
    let lines = page.nodes.iter().map(line);
    lines.filter(|line| !line.is_empty()).collect()
}

/// What was to be written last.
fn embossed(person: &Person) -> (String, Page, Sheet) {
    let last = person.asked.iter().rev().find_map(|effect| match effect {
        Effect::Emboss { name, page, sheet } => Some((name.clone(), (**page).clone(), *sheet)),
        _ => None,
    });
    last.expect("a file is to be written")
}

#[test]
fn the_empty_form_asks_everything_at_once() {
    let mut person = Person::filling("en", &household());
    person.does(&["emboss", "activate blank"]);
    let (name, page, sheet) = embossed(&person);
    assert_eq!(
        (name.as_str(), sheet),
        ("street_light-blank-20260305-1520", Sheet::WIDE)
    );
    assert_eq!(
        lines(&page),
        [
            "# A street light or road is broken",
            "## 1. A computer?",
            "( ) Yes",
            "( ) No",
            "## 2. Which?",
            "The name on it",
            "Only if it concerns you.",
            "____",
            "## Member",
            "For each one more, take a sheet of its own.",
            "## 3. Name?",
            "____",
        ]
    );
    // It was begun for paper alone: the form that is open has no member.
    person.does(&["back"]);
    assert_eq!(
        person.page().id.0,
        "question-/data/owns",
        "{}",
        person.seen()
    );
}

#[test]
fn all_answers_and_the_page_behind_help_are_put_on_paper() {
    let mut person = Person::filling("en", &household());
    person.does(&["activate choice-2", "proceed", "help", "activate emboss"]);
    person.sees("This page: Member");
    person.does(&["activate answers"]);
    let (name, page, _) = embossed(&person);
    assert_eq!(name, "street_light-20260305-1520");
    assert_eq!(
        lines(&page)[..2],
        [
            "# A street light or road is broken".to_owned(),
            "A computer?: No".to_owned()
        ]
    );
    person.does(&["activate size", "activate this"]);
    let (_, page, sheet) = embossed(&person);
    assert_eq!(
        (page.title.shown.as_str(), sheet),
        ("Member", Sheet::NARROW)
    );
    let paper = person.desk.settings().braille_paper;
    assert_eq!(paper, BraillePaper::Narrow);
}

#[test]
fn what_became_of_the_file_is_told() {
    let mut person = Person::filling("en", &household());
    person.does(&["emboss", "activate this"]);
    assert!(person.told().contains("Writing"), "{}", person.told());
    let done = Embossed {
        name: "question.brf".to_owned(),
        place: "STICK".to_owned(),
    };
    person.tell(Event::Embossed(Ok(done)));
    for part in ["question.brf", "STICK"] {
        assert!(person.told().contains(part), "{}", person.told());
    }
    person.tell(Event::Embossed(Err(EmbossTrouble::NoStick)));
    assert!(person.told().contains("stick"), "{}", person.told());
    person.does(&["done"].map(|_| "activate done"));
    assert!(person.page().id.0.starts_with("question-"));
}

/// A form that counts how often it was opened.
fn counts() -> String {
    form(
        "<name/><opened>0</opened>",
        r#"<bind nodeset="/data/opened" type="int"/>
           <setvalue event="odk-instance-load" ref="/data/opened" value="/data/opened + 1"/>"#,
        r#"<input ref="/data/name"><label>Your name?</label></input>
           <input ref="/data/opened"><label>How often?</label></input>"#,
    )
}

#[test]
fn a_record_on_paper_has_the_answers_that_were_kept_and_none_that_are_worked_out_anew() {
    let mut person = Person::filling("en", &counts());
    person.does(&["type Mina", "proceed", "replace answer twice", "home"]);
    let kept = person.kept.clone().unwrap();
    let kept = KeptRecord {
        record: 1,
        form_id: kept.form_id,
        form_xml: kept.form_xml,
        files: FormFiles::default(),
        attached: Vec::new(),
        saved: kept.xml.replace("<opened/>", "<opened>1</opened>"),
        at_question: None,
        pending: None,
    };
    let page = person.desk.record_on_paper(kept.clone()).unwrap();
    let told = lines(&page);
    assert_eq!(told[1..], ["Your name?: Mina", "How often?: 1"]);
    // Of a draft also what is no answer yet.
    let draft = KeptRecord {
        at_question: person.kept.clone().unwrap().at_question,
        pending: person.kept.clone().unwrap().pending,
        ..kept
    };
    let page = person.desk.record_on_paper(draft).unwrap();
    assert!(
        lines(&page).contains(&"How often?: twice".to_owned()),
        "{page:?}"
    );
    assert_eq!(person.page().id.0, "home", "nothing is opened by it");
}

#[test]
fn all_answers_on_paper_have_what_is_typed_just_now() {
    let mut person = Person::filling("en", &counts());
    person.does(&["type Mina", "emboss", "activate answers"]);
    let (_, page, _) = embossed(&person);
    assert!(
        lines(&page).contains(&"Your name?: Mina".to_owned()),
        "{page:?}"
    );
}
