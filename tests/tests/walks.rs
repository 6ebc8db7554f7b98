//! What people did at Maru, and what they saw, heard and felt. The clock stands still at a March afternoon in Seoul.

use maru_tests::walk::Walk;
use maru_wire::Command;

/// Opens the first service of the first sector: a broken street light or road.
fn open_street_light(walk: &mut Walk) {
    walk.key("Return").key("Return");
    assert!(walk.page().starts_with("question-"), "{}", walk.seen());
}

/// Looks for a choice with the down arrow; Enter chooses it, Enter again goes on.
fn choose(walk: &mut Walk, choice: &str) {
    walk.down_to(choice).key("Return").key("Return");
}

#[test]
fn first_start_takes_seven_keys_at_most_and_no_typing() {
    let mut walk = Walk::first_start("ko");
    walk.key("Return")
        .key("Down")
        .key("Down")
        .key("Down")
        .key("Return")
        .key("Return");
    assert_eq!(walk.page(), "home");
    insta::assert_snapshot!(walk.log());
}

#[test]
fn another_language_is_chosen_on_the_first_page() {
    let mut walk = Walk::first_start("ko");
    walk.down_to("English").key("Return");
    assert!(
        walk.seen().contains("Which language do you want?"),
        "{}",
        walk.seen()
    );
    walk.key("Return");
    insta::assert_snapshot!(walk.log());
}

#[test]
fn a_street_light_is_reported_in_korean_by_choosing_alone() {
    let mut walk = Walk::at_home("ko");
    open_street_light(&mut walk);
    for choice in ["가로등", "불이 깜빡거려요", "네"] {
        choose(&mut walk, choice);
    }
    assert!(
        walk.heard().contains("지금 120으로 전화해 주세요"),
        "{}",
        walk.heard()
    );
    walk.key("Return");
    for choice in ["", "", ""] {
        choose(&mut walk, choice);
    }
    walk.down_to("다음").key("Return");
    for choice in ["", "아니요"] {
        choose(&mut walk, choice);
    }
    assert_eq!(walk.page(), "check", "{}", walk.seen());
    walk.down_to("저장하고 보내기").key("Return");
    assert!(
        walk.heard()
            .contains("이 컴퓨터에 저장했습니다. 연결되면 보냅니다."),
        "{}",
        walk.heard()
    );
    insta::assert_snapshot!(walk.log());
}

#[test]
fn a_road_is_reported_in_english_with_words_and_a_date() {
    let mut walk = Walk::at_home("en");
    open_street_light(&mut walk);
    choose(&mut walk, "Something else");
    walk.does("type A bench").key("Return");
    choose(&mut walk, "No");
    choose(&mut walk, "");
    choose(&mut walk, "Somewhere else");
    walk.does("type Behind the old mill").key("Return");
    walk.down_to("day").key("Return").key("Return");
    insta::assert_snapshot!(walk.log());
}

#[test]
fn a_refused_answer_says_why_and_keeps_what_was_typed() {
    let mut walk = Walk::at_home("en");
    open_street_light(&mut walk);
    choose(&mut walk, "A street light");
    choose(&mut walk, "");
    choose(&mut walk, "No");
    for _ in 0..3 {
        choose(&mut walk, "");
    }
    walk.does("type 12").key("Return");
    assert!(
        walk.heard().contains("A pole number has two digits"),
        "{}",
        walk.heard()
    );
    assert!(walk.seen().contains("[12|]"), "{}", walk.seen());
    walk.does("type -3456").key("Return");
    assert!(walk.seen().contains("Since when"), "{}", walk.seen());
    insta::assert_snapshot!(walk.log());
}

#[test]
fn power_fails_and_the_draft_is_at_the_question_it_was_left_at() {
    let mut walk = Walk::at_home("en");
    open_street_light(&mut walk);
    choose(&mut walk, "A traffic light");
    choose(&mut walk, "");
    let left_at = walk.page();
    let mut walk = walk.power_cut();
    assert_eq!(walk.page(), "home");
    walk.key("Return").key("Return");
    assert!(
        walk.seen().contains("Go on with what I began"),
        "{}",
        walk.seen()
    );
    walk.key("Return");
    assert_eq!(walk.page(), left_at);
    walk.does("back").does("back");
    assert!(
        walk.seen().contains("(•) A traffic light"),
        "{}",
        walk.seen()
    );
}

#[test]
fn back_keeps_what_was_typed_even_if_it_is_refused() {
    let mut walk = Walk::at_home("en");
    open_street_light(&mut walk);
    choose(&mut walk, "A street light");
    choose(&mut walk, "");
    choose(&mut walk, "No");
    for _ in 0..3 {
        choose(&mut walk, "");
    }
    walk.does("type 99").does("home");
    assert!(
        walk.seen()
            .contains("What you began is kept on this computer"),
        "{}",
        walk.seen()
    );
    let mut walk = walk.power_cut();
    walk.key("Return").key("Return").key("Return");
    assert!(walk.seen().contains("[99|]"), "{}", walk.seen());
}

/// Opens the form of a household that is short of money, which has every kind of question.
fn open_household(walk: &mut Walk) {
    walk.all(&["activate sector-help", "activate service-household-benefit"]);
    assert!(walk.page().starts_with("question-"), "{}", walk.seen());
}

/// A member of the household: a name, who it is, the year of birth, and no income.
fn member(walk: &mut Walk, name: &str, relation: &str, born: &str) {
    walk.does(&format!("type {name}")).key("Return");
    choose(walk, relation);
    walk.does(&format!("type {born}"))
        .key("Return")
        .key("Return");
    assert_eq!(walk.page(), "question-/data/member", "{}", walk.seen());
}

#[test]
fn a_household_asks_for_help_in_korean_with_every_kind_of_answer() {
    let mut walk = Walk::at_home("ko");
    open_household(&mut walk);
    walk.does("type 2월 3일");
    assert!(
        walk.seen().contains("2026년 2월 3일 화요일"),
        "{}",
        walk.seen()
    );
    walk.key("Return");
    // ㄱㄹ, the initials of 가람, found by two keys; Enter goes there, chooses, and goes on.
    walk.all(&["type r", "type f"]).key("Return");
    assert!(walk.focused().starts_with("가람1동"), "{}", walk.seen());
    walk.key("Return").key("Return");
    member(&mut walk, "김민지", "본인", "1958년");
    walk.key("Up");
    assert_eq!(walk.focused(), "하나 더 넣기");
    walk.key("Return");
    assert!(
        walk.heard().contains("가구원 2, 전체 2"),
        "{}",
        walk.heard()
    );
    member(&mut walk, "김준", "자녀", "1990");
    assert!(
        walk.seen().contains("가구원 2: 김준, 자녀"),
        "{}",
        walk.seen()
    );
    walk.key("Return");
    walk.key("Right").does("type 7").key("Return");
    for place in ["3", "1", "2", "4"] {
        walk.does(&format!("type {place}"));
    }
    walk.key("Ctrl+Return").key("Ctrl+Return");
    assert!(walk.heard().contains("연락 받기"), "{}", walk.heard());
    walk.does("type 010-1234-5678").key("Return");
    assert!(!walk.heard().contains("연락 받기"), "{}", walk.heard());
    walk.does("type 오후 3시 20분").key("Return");
    walk.key("Return").key("Ctrl+Return");
    assert_eq!(walk.page(), "check", "{}", walk.seen());
    walk.down_to("저장하고 보내기").key("Return");
    assert!(
        walk.heard()
            .contains("이 컴퓨터에 저장했습니다. 연결되면 보냅니다."),
        "{}",
        walk.heard()
    );
    insta::assert_snapshot!(walk.log());
}

#[test]
fn a_household_is_changed_its_mind_about_in_english_by_keys() {
    let mut walk = Walk::at_home("en");
    open_household(&mut walk);
    walk.does("type 5/2").key("Return");
    assert!(walk.heard().contains("This can mean"), "{}", walk.heard());
    walk.does("replace answer 5 Feb").key("Return");
    walk.down_to("More about this question").key("Return");
    assert!(walk.heard().contains("identity card"), "{}", walk.heard());
    walk.does("focus find").does("type haneul 3").key("Return");
    walk.key("Return").key("Return");
    member(&mut walk, "Ann", "Myself", "1958");
    walk.key("Up").key("Return");
    member(&mut walk, "Bob", "Child", "1990");
    // Bob moves out: nothing goes without a question back.
    walk.key("Up").key("Up");
    assert_eq!(walk.focused(), "Remove Household member 2");
    walk.key("Return");
    assert!(
        walk.heard().contains("Its answers go too"),
        "{}",
        walk.heard()
    );
    walk.key("Up").key("Return");
    assert!(walk.seen().contains("There is 1."), "{}", walk.seen());
    assert!(!walk.seen().contains("Bob"), "{}", walk.seen());
    walk.key("Return");
    // A number that nobody gave is no answer.
    walk.key("Return");
    assert!(walk.heard().contains("from 0 to 10"), "{}", walk.heard());
    walk.key("End").key("Left").key("Return");
    // Rent first, then it is moved down behind food.
    walk.down_to("Rent").key("Return");
    walk.key("Up").key("Return");
    walk.key("Alt+Up");
    walk.key("Ctrl+Return");
    assert!(
        walk.heard().contains("Please give everything a place"),
        "{}",
        walk.heard()
    );
    insta::assert_snapshot!(walk.log());
}

/// Chooses by Braille keys, and goes on.
fn choose_by_braille(walk: &mut Walk, choice: &str) {
    walk.feel_for(choice)
        .braille_key(Command::Enter)
        .braille_key(Command::Enter);
}

/// Of several things one, by Braille keys; then on.
fn tick_by_braille(walk: &mut Walk, choice: &str) {
    walk.feel_for(choice).braille_key(Command::SpaceBar);
    walk.feel_for("다음").braille_key(Command::Enter);
}

#[test]
fn a_broken_computer_is_told_of_in_korean_by_perkins_keys_alone() {
    let mut walk = Walk::at_home("ko");
    walk.braille_display(32);
    walk.feel_for("도움 받기").braille_key(Command::Enter);
    walk.feel_for("고장").braille_key(Command::Enter);
    choose_by_braille(&mut walk, "제가 샀어요");
    walk.feel_for("다음").braille_key(Command::Enter);
    tick_by_braille(&mut walk, "그 밖의 것");
    // 자판이 안 눌러요; the vowel of 러 is wrong.
    walk.perkins("⠨⠣⠙⠣⠒⠕⠀⠣⠒⠀⠉⠍⠂⠐⠎⠬");
    assert!(walk.seen().contains("자판이 안 눌러요"), "{}", walk.seen());
    assert!(walk.felt().contains("⠐⠎⣬⣀"), "{}", walk.felt());
    walk.route_to("⣬")
        .braille_key(Command::Backspace)
        .perkins("⠱");
    assert!(walk.seen().contains("자판이 안 눌려|요"), "{}", walk.seen());
    walk.braille_key(Command::Enter);
    choose_by_braille(&mut walk, "아니요");
    choose_by_braille(&mut walk, "제가 가져갈게요");
    choose_by_braille(&mut walk, "점자도서관");
    tick_by_braille(&mut walk, "월요일");
    tick_by_braille(&mut walk, "오전");
    walk.perkins("⠈⠕⠢⠑⠕⠒⠨⠕").braille_key(Command::Enter);
    walk.perkins("⠼⠚⠁⠚⠤⠼⠁⠃⠉⠙⠤⠼⠑⠋⠛⠓");
    assert!(walk.seen().contains("010-1234-5678"), "{}", walk.seen());
    walk.braille_key(Command::Enter);
    assert_eq!(walk.page(), "check", "{}", walk.seen());
    for answer in ["자판이 안 눌려요", "김민지", "010-1234-5678"] {
        assert!(walk.seen().contains(answer), "{answer}: {}", walk.seen());
    }
    walk.feel_for("저장하고 보내기").braille_key(Command::Enter);
    assert!(
        walk.heard().contains("이 컴퓨터에 저장했습니다."),
        "{}",
        walk.heard()
    );
    insta::assert_snapshot!(walk.log());
}

#[test]
fn braille_keys_tell_what_they_do() {
    let mut walk = Walk::at_home("en");
    walk.braille_display(40);
    walk.braille_key(Command::LearnKeys);
    for (command, told) in [
        (Command::PanRight, "Moves on along the Braille line"),
        (Command::Stop, "Be silent"),
        (Command::Dots(0x01), "Types dots 1"),
        (Command::Back, "One page back"),
    ] {
        walk.braille_key(command);
        assert!(walk.heard().contains(told), "{command}: {}", walk.heard());
        assert_eq!(walk.page(), "keys");
    }
    walk.braille_key(Command::Back);
    assert_eq!(walk.page(), "home");
}

#[test]
fn the_voice_is_set_in_korean_and_its_buttons_are_pressed() {
    let mut walk = Walk::at_home("ko");
    walk.key("F12").all(&[
        "activate voice-softer",
        "activate voice-spell",
        "activate voice-where",
        "activate voice-read",
        "activate voice-pause",
        "activate voice-pause",
        "activate voice-sentence-on",
    ]);
    walk.key("F12").key("F10");
    walk.all(&[
        "activate setting-voice-more",
        "activate setting-detail",
        "next",
        "activate setting-detail",
        "activate setting-echo",
        "activate setting-private",
        "activate setting-which-voice",
        "proceed",
        "home",
    ]);
    insta::assert_snapshot!(walk.log());
}

#[test]
fn without_a_display_no_line_moves_and_the_keys_of_the_voice_stay_its_own() {
    let mut walk = Walk::at_home("en");
    let rate = walk.app.settings().rate;
    walk.key("Shift+F4");
    let notice = walk.app.page().notice.clone().expect("a notice");
    assert_eq!(notice.text.shown, "No Braille display is in use.");
    walk.key("F7");
    assert!(walk.app.settings().rate > rate);
    assert_eq!(walk.app.settings().scroll_speed, 5);
}
