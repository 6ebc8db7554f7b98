//! Files that a person puts with a form.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
use maru_desk::{
    Attach, AttachTrouble, Attached, Effect, Event, FormFiles, FoundFile, Place, PlaceKind,
};
use maru_page::Kind;

fn photo(required: bool) -> String {
    form(
        "<a/><after/>",
        &format!(
            r#"<bind nodeset="/data/a" type="binary" required="{required}()" orx:max-pixels="800"/>"#
        ),
        r#"<upload ref="/data/a" mediatype="image/*"><label>A photo of the damage?</label></upload>
           <input ref="/data/after"><label>Anything else?</label></input>"#,
    )
}

fn found(name: &str) -> FoundFile {
    FoundFile {
        name: name.to_owned(),
        path: format!("/media/{name}"),
        size: 120_500,
        changed_at: "2026-03-05T05:00:00Z".to_owned(),
    }
}

fn places() -> Vec<Place> {
    let place = |kind, name: &str, files: &[&str]| Place {
        kind,
        name: name.to_owned(),
        files: files.iter().map(|name| found(name)).collect(),
    };
    vec![
        place(PlaceKind::Removable, "STICK", &["lamp.jpg", "road.jpg"]),
        place(PlaceKind::Pictures, "Pictures", &["cat.jpg"]),
        place(PlaceKind::Downloads, "Downloads", &[]),
    ]
}

/// What is answered when files were looked for.
fn answer_to(effect: &Effect, places: Vec<Place>) -> Event {
    let Effect::ListFiles {
        record, question, ..
    } = effect
    else {
        panic!("no files are looked for: {effect:?}");
    };
    Event::Files {
        record: *record,
        question: question.clone(),
        places,
    }
}

/// A person who looks for files; these are found.
fn looks(person: &mut Person, places: Vec<Place>) {
    person.does(&["activate find-files"]);
    let effect = person.asked.pop().unwrap();
    person.tell(answer_to(&effect, places));
}

/// The file that was chosen last, on its way.
fn attaching(person: &mut Person) -> Attach {
    match person.asked.pop() {
        Some(Effect::Attach(attach)) => attach,
        other => panic!("nothing is attached: {other:?}"),
    }
}

/// It is on disk now, under that name.
fn attached(attach: &Attach, name: &str) -> Event {
    Event::Attached {
        record: attach.record,
        question: attach.question.clone(),
        file: Attached {
            name: name.to_owned(),
            size: 98_000,
        },
    }
}

/// A person who chose the first file, which was saved under that name.
fn chose(person: &mut Person, name: &str) -> Attach {
    looks(person, places());
    person.does(&["activate"]);
    let attach = attaching(person);
    person.tell(attached(&attach, name));
    attach
}

#[test]
fn a_file_is_looked_for_chosen_and_named_only_when_it_is_on_disk() {
    let mut person = Person::filling("en", &photo(true));
    person.sees("No file has been chosen yet.");
    person.does(&["proceed"]);
    assert_eq!(
        person.stands(),
        ("question-/data/a".to_owned(), "find-files".to_owned())
    );
    person.sees("This question needs an answer");
    person.does(&["activate find-files"]);
    let accept = "image/*".to_owned();
    let asked = Effect::ListFiles {
        record: None,
        question: "/data/a".to_owned(),
        accept,
    };
    assert_eq!(person.asked, std::slice::from_ref(&asked));
    person.tell(answer_to(&asked, places()));
    person.sees("## Plugged in: STICK");
    person.sees("> lamp.jpg: Today, 2:00 in the afternoon, 121 kilobytes");
    person.sees("## Pictures");
    assert!(
        !person.seen().contains("Downloads"),
        "an empty place is not told"
    );
    person.does(&["activate keep-place", "activate file-3"]);
    let attach = attaching(&mut person);
    assert_eq!((attach.record, attach.path.as_str()), (1, "/media/cat.jpg"));
    assert_eq!((attach.pixels_max, attach.keep_place), (Some(800), true));
    assert!(
        person.xml().contains("<a/>"),
        "named before it is there: {}",
        person.xml()
    );
    let name = format!("{}.jpg", attach.stem);
    person.tell(attached(&attach, &name));
    assert!(person.xml().contains(&name), "{}", person.xml());
    person.sees("A file has been chosen: cat.jpg, 98 kilobytes");
    let shown = person
        .page()
        .nodes
        .iter()
        .any(|node| matches!(node.kind, Kind::Image { .. }));
    assert!(shown, "{}", person.seen());
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/after");
    person.does(&["proceed"]);
    person.sees("A photo of the damage?: A file has been chosen: cat.jpg, 98 kilobytes");
}

#[test]
fn a_file_is_known_by_its_name_while_its_form_is_open_and_nothing_of_it_is_kept() {
    let mut person = Person::filling("ko", &photo(false));
    chose(&mut person, "1.jpg");
    person.sees("파일을 골랐습니다: lamp.jpg, 98킬로바이트");
    let kept = format!("{:?} {}", person.kept, person.xml());
    assert!(!kept.contains("lamp"), "{kept}");
    let kept = person.kept.clone().unwrap();
    person.tell(Event::DraftOpened {
        record: 1,
        form_id: kept.form_id,
        form_xml: kept.form_xml,
        files: FormFiles::default(),
        attached: vec![Attached {
            name: "1.jpg".to_owned(),
            size: 98_000,
        }],
        saved: kept.xml,
        at_question: kept.at_question,
        pending: None,
    });
    person.sees("파일을 골랐습니다: 98킬로바이트");
}

#[test]
fn the_file_before_goes_when_the_draft_names_the_new_one() {
    let mut person = Person::filling("en", &photo(false));
    chose(&mut person, "1.jpg");
    assert!(
        person
            .asked
            .iter()
            .all(|effect| !matches!(effect, Effect::Detach { .. }))
    );
    let second = chose(&mut person, "2.jpg");
    assert!(person.xml().contains("2.jpg"));
    let detach = |name: &str| Effect::Detach {
        record: 1,
        name: name.to_owned(),
    };
    assert_eq!(person.asked.last(), Some(&detach("1.jpg")));
    assert!(
        !second.keep_place,
        "a wish for one picture is none for the next"
    );
    person.does(&["activate remove-file"]);
    assert_eq!(person.asked.last(), Some(&detach("2.jpg")));
    assert!(person.xml().contains("<a/>"), "{}", person.xml());
    person.sees("No file has been chosen yet.");
}

#[test]
fn two_files_of_one_moment_have_two_names() {
    let mut person = Person::filling("en", &photo(false));
    let first = chose(&mut person, "x");
    let mut person = Person::filling("en", &photo(false));
    chose(&mut person, &format!("{}.jpg", first.stem));
    let second = chose(&mut person, "y.jpg");
    assert_ne!(first.stem, second.stem);
}

#[test]
fn a_file_that_cannot_be_taken_is_told_and_nothing_changes() {
    for (trouble, told) in [
        (AttachTrouble::Unreadable, "could not be read"),
        (AttachTrouble::Damaged, "damaged"),
        (AttachTrouble::TooLarge, "may have 100 megabytes at most"),
        (AttachTrouble::PictureTooLarge, "picture is too large"),
        (AttachTrouble::DiskFull, "is full"),
        (AttachTrouble::Other, "could not be saved"),
    ] {
        let mut person = Person::filling("en", &photo(false));
        chose(&mut person, "1.jpg");
        looks(&mut person, places());
        person.does(&["activate"]);
        let attach = attaching(&mut person);
        person.tell(Event::AttachFailed {
            record: attach.record,
            question: attach.question,
            trouble,
        });
        assert_eq!(person.stands().1, "file-1", "another one can be chosen");
        assert!(
            person.told().contains(told),
            "{trouble:?}: {}",
            person.told()
        );
        assert!(person.xml().contains("1.jpg"), "{}", person.xml());
    }
}

#[test]
fn where_there_are_no_files_the_person_is_told_what_to_do() {
    let mut person = Person::filling("en", &photo(false));
    looks(&mut person, Vec::new());
    assert!(
        person.told().contains("plug it in and look again"),
        "{}",
        person.told()
    );
    person.sees("<Look again>");
}

#[test]
fn until_a_chosen_file_is_on_disk_its_question_is_not_left_and_nothing_is_sent() {
    let mut person = Person::filling("en", &photo(true));
    looks(&mut person, places());
    person.does(&["activate file-2"]);
    let attach = attaching(&mut person);
    person.sees("The chosen file is being saved with your form. Please wait");
    assert!(person.page().focused().unwrap().state.busy);
    let question = "question-/data/a";
    for act in [
        "proceed",
        "back",
        "home",
        "activate find-files",
        "activate file-1",
    ] {
        person.does(&[act]);
        assert_eq!(person.page().id.0, question, "{act}");
        assert!(
            person.told().contains("still being saved with your form"),
            "{act}: {}",
            person.told()
        );
    }
    assert!(person.asked.is_empty(), "{:?}", person.asked);
    person.does(&["quit"]);
    assert!(
        !person.left
            && person
                .told()
                .contains("To leave without it, leave once more")
    );
    // Another page in front keeps nobody from being answered.
    person.does(&["help", "home"]);
    assert_eq!(person.page().id.0, "help");
    let focus = person.stands().1;
    person.tell(attached(&attach, "1.jpg"));
    assert_eq!(person.stands(), ("help".to_owned(), focus));
    assert!(person.xml().contains("<a>1.jpg</a>"), "{}", person.xml());
    person.does(&["back"]);
    person.sees("A file has been chosen: road.jpg, 98 kilobytes");
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/after");
}

#[test]
fn who_leaves_the_program_twice_is_not_kept_by_a_file() {
    let mut person = Person::filling("en", &photo(true));
    looks(&mut person, places());
    person.does(&["activate", "quit", "quit"]);
    assert!(person.left);
}

#[test]
fn a_file_that_is_ready_when_its_form_is_closed_goes_again_and_is_told() {
    let mut person = Person::filling("en", &photo(false));
    looks(&mut person, places());
    person.does(&["activate"]);
    let attach = attaching(&mut person);
    // The draft is opened anew: nobody waits for the file there.
    person.resumes();
    person.tell(attached(&attach, "1.jpg"));
    let detach = Effect::Detach {
        record: 1,
        name: "1.jpg".to_owned(),
    };
    assert_eq!(person.asked, [detach]);
    assert!(
        person.told().contains("could not be saved"),
        "{}",
        person.told()
    );
    person.sees("No file has been chosen yet.");
    assert!(person.xml().contains("<a/>"), "{}", person.xml());
}

#[test]
fn files_that_are_found_late_stand_at_their_own_question_alone() {
    let both = form(
        "<a/><b/>",
        r#"<bind nodeset="/data/a" type="binary"/><bind nodeset="/data/b" type="binary"/>"#,
        r#"<upload ref="/data/a" mediatype="image/*"><label>A photo?</label></upload>
           <upload ref="/data/b" mediatype="text/plain"><label>A text?</label></upload>"#,
    );
    let mut person = Person::filling("en", &both);
    person.does(&["activate find-files"]);
    let looked = person.asked.pop().unwrap();
    person.sees("Looking for files. Please wait");
    assert!(person.page().focused().unwrap().state.busy);
    person.does(&["activate"]);
    assert!(person.told().contains("Still looking"), "{}", person.told());
    assert!(person.asked.is_empty(), "{:?}", person.asked);
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/b");
    person.does(&["activate find-files"]);
    person.asked.clear();
    person.tell(answer_to(&looked, places()));
    assert!(!person.seen().contains("lamp.jpg"), "{}", person.seen());
    // Found while another page is in front, they stand there when one is back.
    person.does(&["back", "activate find-files", "help"]);
    let looked = person.asked.pop().unwrap();
    person.tell(answer_to(&looked, places()));
    person.does(&["back"]);
    person.sees("lamp.jpg");
}
