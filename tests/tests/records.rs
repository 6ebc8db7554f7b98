//! What people do with what they sent: corrected, copied, looked at, deleted, answered; by the whole program and a
//! city's server. Each begins with what users of other programs complain of.

use maru_tests::{
    city_server::{CityServer, Fault, FormOffer, FormState, On, Options},
    process::{Launch, Process},
    walk,
};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

struct Town {
    folder: TempDir,
    server: CityServer,
    maru: Launch,
}

impl Town {
    fn new() -> Town {
        let folder = tempfile::tempdir().expect("a folder");
        let mut options = Options::new(folder.path().join("city"));
        let form = fs::read(walk::city().join("forms/street_light.xml")).expect("the form");
        options.forms = vec![FormOffer::from_xml(form).expect("a form")];
        let server = CityServer::start(options).expect("a server");
        let documents = folder.path().join("person/Documents");
        fs::create_dir_all(&documents).expect("a folder");
        let mut maru = Launch::new(&folder.path().join("home")).server(&server.base_url());
        let home = folder.path().join("person").to_string_lossy().into_owned();
        maru.environment.push(("HOME".to_owned(), home));
        Town {
            folder,
            server,
            maru,
        }
    }

    /// A start, and the way home.
    fn start(&self) -> Process {
        let mut maru = self.maru.headless();
        let mut told = maru.told().expect("the first page");
        while page(&told).starts_with("first-") {
            told = maru.act("proceed").expect("it tells");
        }
        maru
    }

    /// Reports a street light, and waits until the record's page says something.
    fn reports(&self, maru: &mut Process, until: &str) -> Value {
        maru.acts(&["home", "activate sector-tell"]);
        let mut told = maru.acts(&["activate service-street-light"]);
        if page(&told).starts_with("begin-") {
            told = maru.acts(&["activate anew"]);
        }
        for _ in 0..30 {
            if page(&told) == "check" {
                break;
            }
            // Nobody calls back: then no name is wanted.
            let choice = match page(&told) {
                "question-/data/contact/call_back" => "activate choice-2",
                _ => "activate choice-1",
            };
            told = maru.acts(&[choice, "proceed"]);
        }
        maru.acts(&["activate send"]);
        maru.wait_for(until)
    }
}

fn page(told: &Value) -> &str {
    told["page"].as_str().unwrap_or_default()
}

#[test]
fn complaint_8_an_edit_is_another_record_and_its_first_one_stays_as_it_was() {
    let town = Town::new();
    let mut maru = town.start();
    town.reports(&mut maru, "The city has received your form");
    let told = maru.acts(&["activate acts", "activate acts-correct"]);
    assert_eq!(page(&told), "check", "{told}");
    maru.acts(&[
        "activate answer-/data/what/problem",
        "activate choice-2",
        "proceed",
    ]);
    maru.acts(&["activate send"]);
    maru.wait_for("The city has received your form");
    let stored = town.server.submissions();
    assert_eq!(stored.len(), 2);
    let second = String::from_utf8_lossy(&stored[1].xml).into_owned();
    let replaced = format!("deprecatedID>{}</", stored[0].instance_id);
    assert!(second.contains(&replaced), "{second}");

    // A second correction of the first would be refused by the city: it leads to the newest instead.
    let told = maru.acts(&["activate forms"]);
    assert!(
        told.to_string().contains("You sent a correction of this"),
        "{told}"
    );
    let told = maru.acts(&[
        "activate record-1",
        "activate acts",
        "activate acts-correct",
    ]);
    assert_eq!(page(&told), "record-2");
    maru.acts(&["activate acts", "activate acts-correct"]);
    maru.acts(&[
        "activate answer-/data/what/problem",
        "activate choice-1",
        "proceed",
    ]);
    maru.acts(&["activate send"]);
    maru.wait_for("The city has received your form");
    maru.leave();
    let stored = town.server.submissions();
    let third = String::from_utf8_lossy(&stored[2].xml).into_owned();
    let replaced = format!("deprecatedID>{}</", stored[1].instance_id);
    assert!(third.contains(&replaced), "{third}");
}

#[test]
fn complaint_9_one_that_is_refused_blocks_nobody_and_is_looked_at_copied_tried_again_and_deleted() {
    let town = Town::new();
    let mut maru = town.start();
    town.server
        .set_form_state("street_light", FormState::Closed);
    let told = town.reports(&mut maru, "did not take your form");
    assert!(
        told.to_string()
            .contains("not currently accepting submissions"),
        "{told}"
    );
    town.server.set_form_state("street_light", FormState::Open);
    town.reports(&mut maru, "The city has received your form");
    assert_eq!(town.server.submissions().len(), 1);

    let told = maru.acts(&[
        "activate forms",
        "activate record-1",
        "activate acts",
        "activate acts-look",
    ]);
    assert_eq!(page(&told), "answers-1", "{told}");
    assert!(told.to_string().contains("A street light"), "{told}");
    maru.acts(&["back", "activate acts-copy"]);
    maru.wait_for("Documents");
    maru.acts(&["activate place-1"]);
    maru.wait_for("The copy is there");
    let documents = town.folder.path().join("person/Documents");
    let copies: Vec<_> = fs::read_dir(documents)
        .expect("a folder")
        .flatten()
        .collect();
    assert_eq!(copies.len(), 1);
    let copy = copies[0].path();
    let exported = town.maru.run(&["forms", "export", "1"]).stdout;
    assert_eq!(
        fs::read(copy.join("submission.xml")).expect("the bytes"),
        exported
    );
    let text = fs::read_to_string(copy.join("answers.txt")).expect("the answers");
    assert!(text.contains("What is broken?: A street light"), "{text}");

    maru.acts(&["activate acts-retry"]);
    maru.acts(&["back"]);
    maru.wait_for("The city has received your form");
    assert_eq!(town.server.submissions().len(), 2);
    maru.acts(&["activate acts", "activate acts-delete", "activate delete"]);
    maru.leave();
    let listed = String::from_utf8_lossy(&town.maru.run(&["forms", "list"]).stdout).into_owned();
    assert_eq!(listed.lines().count(), 1, "{listed}");
    assert_eq!(
        town.server.submissions().len(),
        2,
        "the city keeps what it has"
    );
}

#[test]
fn a_copy_of_a_draft_has_what_was_typed_and_is_no_answer() {
    let town = Town::new();
    let mut maru = town.start();
    let mut told = maru.acts(&["activate sector-learn", "activate service-class-lottery"]);
    for _ in 0..12 {
        if page(&told) == "question-/data/you/age" {
            break;
        }
        told = maru.acts(&["activate choice-1", "proceed"]);
    }
    maru.acts(&["replace answer sixty", "home", "activate my-forms"]);
    maru.acts(&["activate manage", "activate manage-1", "activate acts-copy"]);
    maru.wait_for("Documents");
    maru.acts(&["activate place-1"]);
    maru.wait_for("The copy is there");
    maru.leave();
    let documents = town.folder.path().join("person/Documents");
    let copy = fs::read_dir(documents).expect("a folder").flatten().next();
    let copy = copy.expect("a copy").path();
    let text = fs::read_to_string(copy.join("answers.txt")).expect("the answers");
    assert!(
        text.contains(": sixty (This does not fit the question yet.)"),
        "{text}"
    );
}

#[test]
fn complaint_10_answers_that_are_lost_on_the_way_back_double_nothing() {
    let town = Town::new();
    town.server.plan_fault(Fault::DropAfter, On::Posts, 2);
    let mut maru = town.start();
    let told = town.reports(&mut maru, "could not be reached at the last try");
    assert!(
        told.to_string().contains("Saved on this computer"),
        "{told}"
    );
    for _ in 0..2 {
        maru.acts(&["activate send"]);
        maru.acts(&["wait 2"]);
    }
    maru.leave();
    assert!(town.maru.run(&["sync"]).status.success());
    assert_eq!(town.server.submissions().len(), 1);
    let listed = String::from_utf8_lossy(&town.maru.run(&["forms", "list"]).stdout).into_owned();
    assert!(listed.contains("\tsent\t"), "{listed}");
}

#[test]
fn complaint_12_the_reason_is_told_in_plain_words() {
    for (fault, words) in [
        (Fault::Portal, "a page of the network answered"),
        (Fault::Status(503), "was busy at the last try"),
        (Fault::Status(413), "too large for the city's computer"),
        (Fault::Status(402), "does not take this form at the moment"),
        (Fault::Status(404), "does not take this form any more"),
    ] {
        let town = Town::new();
        // Maru tries again by itself, and not in vain for ever.
        town.server.plan_fault(fault, On::Posts, 50);
        let mut maru = town.start();
        let told = town.reports(&mut maru, words);
        assert!(!told.to_string().contains("<html>"), "{told}");
        maru.leave();
    }
}

#[test]
fn complaint_13_after_a_power_cut_it_is_told_once_which_form_was_open() {
    let town = Town::new();
    let mut maru = town.start();
    maru.acts(&["activate sector-tell", "activate service-street-light"]);
    maru.acts(&["activate choice-1", "proceed"]);
    drop(maru);
    let maru = town.maru.headless();
    let told = maru.told().expect("the first page");
    assert_eq!(page(&told), "home");
    assert!(
        told.to_string().contains("You were filling in a form"),
        "{told}"
    );
    drop(maru);
    let maru = town.maru.headless();
    let told = maru.told().expect("the first page");
    assert!(!told.to_string().contains("You were filling in"), "{told}");
}

/// The street light's form with the list of the city's cases.
fn with_cases(rows: &str) -> FormOffer {
    let xml = fs::read_to_string(walk::city().join("forms/street_light.xml")).expect("the form");
    let csv = format!("name,label,__version,state,answer\n{rows}");
    let form = FormOffer::from_xml(xml.into_bytes()).expect("a form");
    form.with_media(vec![("cases.csv".to_owned(), csv.into_bytes())])
}

#[test]
fn the_city_answers_and_the_person_is_told() {
    let town = Town::new();
    let mut maru = town.start();
    town.reports(&mut maru, "The city has received your form");
    let id = town.server.submissions()[0].instance_id.clone();
    let entity = id.trim_start_matches("uuid:").to_owned();
    town.server
        .publish(with_cases(&format!("{entity},A lamp,1,in_progress,\n")));
    maru.acts(&["activate forms"]);
    maru.leave();
    assert!(town.maru.run(&["sync"]).status.success());
    let mut maru = town.start();
    let told = maru.acts(&["activate my-forms"]);
    assert!(
        told.to_string().contains("The city is working on it"),
        "{told}"
    );
    town.server.publish(with_cases(&format!(
        "{entity},A lamp,2,closed,The lamp is new.\n"
    )));
    maru.acts(&["activate record-1"]);
    maru.leave();
    assert!(town.maru.run(&["sync"]).status.success());
    let mut maru = town.start();
    let told = maru.acts(&["activate my-forms", "activate record-1"]);
    assert!(told.to_string().contains("The city has answered"), "{told}");
    assert!(told.to_string().contains("The lamp is new."), "{told}");
    maru.leave();
}

#[test]
fn what_the_disk_has_damaged_can_be_copied_as_it_is() {
    let town = Town::new();
    let mut maru = town.start();
    town.reports(&mut maru, "The city has received your form");
    let store = rusqlite::Connection::open(town.folder.path().join("home/maru.db")).expect("it");
    store
        .execute_batch("DROP TRIGGER record_is_frozen; UPDATE record SET xml = x'3c612f3e'")
        .expect("altered");
    maru.acts(&["activate acts", "activate acts-copy"]);
    maru.wait_for("Documents");
    maru.acts(&["activate place-1"]);
    maru.wait_for("The copy is there");
    maru.leave();
    let documents = town.folder.path().join("person/Documents");
    let copy = fs::read_dir(documents).expect("a folder").flatten().next();
    let copy = copy.expect("a copy").path();
    assert_eq!(
        fs::read(copy.join("submission.xml")).expect("the bytes"),
        b"<a/>"
    );
    let text = fs::read_to_string(copy.join("answers.txt")).expect("a text");
    assert!(text.contains("could not be read"), "{text}");
}
