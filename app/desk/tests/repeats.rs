//! Lists whose entries a person adds and removes: looked over, filled in, taken away, kept.

#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{Person, form};
use maru_page::{
    braille::{self, Computer, Translate},
    speech::{self, Manner, Reason},
};

fn household() -> String {
    form(
        r#"<street/><member jr:template=""><name/><age/></member><after/>"#,
        r#"<bind nodeset="/data/member/name" required="true()"/><bind nodeset="/data/member/age" type="int"/>"#,
        r#"<input ref="/data/street"><label>Which street?</label></input>
        <group ref="/data/member"><label>Household member</label><repeat nodeset="/data/member">
          <input ref="/data/member/name"><label>What is the name?</label></input>
          <input ref="/data/member/age"><label>How old?</label></input>
        </repeat></group>
        <input ref="/data/after"><label>Anything else?</label></input>"#,
    )
}

const LIST: &str = "question-/data/member";

/// At the list, with these members.
fn with_members(names: &[&str]) -> Person {
    let mut person = Person::filling("en", &household());
    person.does(&["proceed"]);
    for name in names {
        person.does(&[
            "activate add",
            &format!("type {name}"),
            "proceed",
            "proceed",
        ]);
    }
    assert_eq!(person.page().id.0, LIST);
    person
}

#[test]
fn entries_are_added_one_after_another_and_each_is_on_disk_at_once() {
    let mut person = Person::filling("en", &household());
    person.does(&["proceed"]);
    assert_eq!(person.stands(), (LIST.to_owned(), "add".to_owned()));
    person.sees("There are none yet.");
    person.sees("<Add one>");
    person.does(&["activate add"]);
    assert_eq!(person.page().id.0, "question-/data/member[1]/name");
    assert!(person.xml().contains("<member>"), "{}", person.xml());
    person.sees("Household member 1 of 1");
    person.does(&["type Mina", "activate"]);
    person.sees("Household member 1 of 1");
    person.does(&["type 34", "activate"]);
    assert_eq!(person.stands(), (LIST.to_owned(), "next".to_owned()));
    person.sees("There is 1.");
    person.sees("Household member 1: Mina, 34");
    person.does(&["activate add", "type Jun", "proceed", "proceed"]);
    person.sees("There are 2.");
    person.does(&["proceed"]);
    assert_eq!(person.page().id.0, "question-/data/after");
    person.does(&["back"]);
    assert_eq!(person.page().id.0, LIST);
}

/// A household whose members have telephones.
fn telephones() -> String {
    form(
        r#"<member jr:template=""><name/><phone jr:template=""><number/></phone><age/><note/></member><after/>"#,
        "",
        r#"<group ref="/data/member"><label>Household member</label><repeat nodeset="/data/member">
          <input ref="/data/member/name"><label>What is the name?</label></input>
          <group ref="/data/member/phone"><label>Telephone</label><repeat nodeset="/data/member/phone">
            <input ref="/data/member/phone/number"><label>Which number?</label></input>
          </repeat></group>
          <input ref="/data/member/age"><label>How old?</label></input>
          <input ref="/data/member/note"><label>Anything about them?</label></input>
        </repeat></group>
        <input ref="/data/after"><label>Anything else?</label></input>"#,
    )
}

#[test]
fn in_which_entry_one_is_is_seen_everywhere_and_told_where_it_is_another() {
    let mut person = Person::filling("en", &telephones());
    let member = "Household member 1 of 1";
    let phone = "Telephone 1 of 1";
    for (act, question, entry, told) in [
        ("activate add", "What is the name?", member, true),
        ("proceed", "Telephone", member, false),
        ("activate add", "Which number?", phone, true),
        // Back from the inner list.
        ("proceed", "Telephone", member, true),
        ("proceed", "How old?", member, false),
        ("proceed", "Anything about them?", member, false),
        ("back", "How old?", member, false),
        ("back", "Telephone", member, false),
        ("back", "Which number?", phone, true),
        ("proceed", "Telephone", member, true),
    ] {
        person.does(&[act]);
        let page = person.page();
        assert_eq!(page.title.shown, question);
        let above = page.nodes.iter().find(|node| node.label.shown == entry);
        let above = above.unwrap_or_else(|| panic!("no {entry} in\n{}", person.seen()));
        assert_eq!(!above.state.told, told, "{question}");
        let opened = speech::opening(&page).any(|node| node.id == above.id);
        assert_eq!(opened, told, "{question}");
        let asked = speech::present(&page, person.words(), Manner::default(), &Reason::WhereAmI);
        assert!(asked[0].text.starts_with(entry), "{asked:?}");
        let felt = braille::unicode(&braille::whereabouts(&page, person.words(), &Computer).cells);
        let cells = Computer.translate(entry, &page.lang).cells;
        assert!(felt.contains(&braille::unicode(&cells)), "{felt}");
    }
    person.does(&["proceed", "proceed", "proceed", "proceed"]);
    assert_eq!(person.page().title.shown, "Anything else?");
    assert!(
        !person.seen().contains("Household member"),
        "{}",
        person.seen()
    );
    // Whoever comes from elsewhere is told.
    person.does(&[
        "back",
        "activate instance-1",
        "proceed",
        "proceed",
        "proceed",
        "home",
    ]);
    person.resumes();
    let page = person.page();
    assert_eq!(page.title.shown, "How old?");
    assert!(speech::opening(&page).any(|node| node.label.shown == member));
}

#[test]
fn nothing_is_removed_without_a_question_back() {
    let mut person = with_members(&["Mina", "Jun", "Sora"]);
    person.does(&["activate remove-2"]);
    assert_eq!(person.stands(), ("remove-2".to_owned(), "keep".to_owned()));
    person.sees("Remove Household member 2? Its answers go too.");
    person.sees("Jun");
    person.does(&["activate"]);
    assert_eq!(person.page().id.0, LIST);
    person.sees("There are 3.");
    person.does(&["activate remove-2", "back"]);
    person.sees("There are 3.");
    person.does(&["activate remove-2", "activate remove"]);
    assert_eq!(person.page().id.0, LIST);
    person.sees("There are 2.");
    person.sees("Household member 2: Sora");
    assert!(!person.xml().contains("Jun"), "{}", person.xml());
}

#[test]
fn a_disk_that_is_full_keeps_the_entry_until_there_is_room() {
    let mut person = with_members(&["Mina"]);
    person.disk_works = false;
    person.does(&["activate add"]);
    assert_eq!(person.page().id.0, LIST);
    assert!(
        person.told().contains("This computer is full"),
        "{}",
        person.told()
    );
    person.sees("There are 2.");
    person.disk_works = true;
    person.does(&["home"]);
    assert_eq!(
        person.xml().matches("<member>").count(),
        2,
        "{}",
        person.xml()
    );
}

#[test]
fn what_was_typed_moves_with_its_entry_and_goes_with_it() {
    for (removed, kept_at) in [
        (1, Some("question-/data/member[1]/age")),
        (2, None),
        (3, Some("question-/data/member[2]/age")),
    ] {
        let mut person = with_members(&["Mina", "Jun", "Sora"]);
        person.does(&["proceed", "proceed", "activate answer-/data/member[2]/age"]);
        person.does(&["type old", "back"]);
        person.sees("This does not fit the question yet.");
        person.does(&["activate answer-/data/member"]);
        person.does(&[&format!("activate remove-{removed}"), "activate remove"]);
        person.does(&["proceed"]);
        assert_eq!(person.page().id.0, "check", "it leads back, as adding does");
        person.does(&["activate send"]);
        match kept_at {
            Some(page) => {
                assert_eq!(person.page().id.0, page);
                assert_eq!(person.typed(), "old");
                assert!(person.sent.is_none());
            }
            None => assert!(person.sent.is_some(), "{}", person.seen()),
        }
    }
}

#[test]
fn the_page_of_all_answers_tells_entries_apart_and_leads_to_the_list_and_back() {
    let mut person = with_members(&["Mina", "Jun"]);
    person.does(&["proceed", "proceed"]);
    assert_eq!(person.page().id.0, "check");
    let opened = |person: &Person| {
        let page = person.page();
        speech::opening(&page)
            .map(|node| node.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(opened(&person), ["title", "hint", "answer-/data/street"]);
    for line in [
        "## Household member 1",
        "## Household member 2",
        "Household member: There are 2.",
        "## Other answers",
    ] {
        person.sees(line);
    }
    person.does(&["activate answer-/data/member[2]/age"]);
    person.sees("Household member 2 of 2");
    person.does(&["type 7", "proceed"]);
    assert_eq!(
        person.stands(),
        ("check".to_owned(), "answer-/data/member[2]/age".to_owned())
    );
    let two = "instance-/data/member[2]";
    assert_eq!(
        opened(&person),
        ["title", two, "answer-/data/member[2]/age"]
    );
    person.does(&["activate answer-/data/street", "type x", "proceed"]);
    assert_eq!(opened(&person), ["title", "answer-/data/street"]);
    // A third one, and Next leads back here, not through the rest of the form.
    person.does(&[
        "activate answer-/data/member",
        "activate add",
        "type Sora",
        "proceed",
        "proceed",
    ]);
    assert_eq!(person.page().id.0, LIST);
    person.does(&["proceed"]);
    assert_eq!(
        person.stands(),
        ("check".to_owned(), "answer-/data/member".to_owned())
    );
    person.sees("## Household member 3");
}

#[test]
fn answers_without_a_name_are_told_apart() {
    let unnamed = form(
        "<a/><b/><item jr:template=\"\"><c/></item>",
        "",
        r#"<input ref="/data/a"/><input ref="/data/b"><hint>As on your card</hint></input>
        <group ref="/data/item"><repeat nodeset="/data/item"><input ref="/data/item/c"/></repeat></group>"#,
    );
    for (lang, rows) in [
        (
            "en",
            [
                "Question 1: Mina",
                "As on your card: Kim",
                "List: There are none yet.",
            ],
        ),
        (
            "ko",
            [
                "1번 물음: Mina",
                "As on your card: Kim",
                "목록: 아직 넣은 것이 없습니다.",
            ],
        ),
    ] {
        let mut person = Person::filling(lang, &unnamed);
        person.does(&["type Mina", "proceed", "type Kim", "proceed", "proceed"]);
        assert_eq!(person.page().id.0, "check");
        rows.iter().for_each(|row| person.sees(row));
    }
}

#[test]
fn a_draft_goes_on_inside_an_entry() {
    let mut person = with_members(&["Mina"]);
    person.does(&["activate add", "type Jun", "proceed", "home"]);
    person.resumes();
    assert_eq!(person.page().id.0, "question-/data/member[2]/age");
}

#[test]
fn entries_are_called_in_the_language_of_the_page() {
    let mut person = Person::filling("ko", &household());
    person.does(&["proceed", "activate add"]);
    person.sees("Household member 1, 전체 1");
}

#[test]
fn who_reads_what_would_be_removed_has_not_answered_yet() {
    for words in ["title", "summary"] {
        let mut person = with_members(&["Mina", "Jun"]);
        person.does(&["activate remove-2", &format!("focus {words}"), "activate"]);
        assert_eq!(person.page().id.0, "remove-2", "{words}");
        assert_eq!(
            person.told(),
            "Nothing was removed. Choose \"Remove\" or \"Keep\"."
        );
        person.does(&["activate remove"]);
        assert_eq!(person.page().id.0, LIST);
        person.sees("There is 1.");
    }
}
