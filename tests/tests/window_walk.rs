//! The street light form from the first start to the city's receipt: a real window, voice, Braille display,
//! accessibility bus and server, a keyboard, and what was seen, heard and felt at each step.
//!
//! The four readings of each walk are written to `target/tmp/window-*.txt`, or to the folder that `OUT` names.

use std::time::Duration;

use maru_tests::desktop::visit::Visit;

/// What arrived at the city holds this answer.
fn assert_sent(xml: &[u8], answers: &[(&str, &str)]) {
    let xml = std::str::from_utf8(xml).expect("a submission is text");
    let document = roxmltree::Document::parse(xml).expect("a submission is XML");
    for (name, value) in answers {
        let node = document.descendants().find(|node| node.has_tag_name(*name));
        assert_eq!(
            node.and_then(|node| node.text()),
            Some(*value),
            "{name} in {xml}"
        );
    }
}

#[test]
fn a_street_light_is_reported_in_korean() {
    let mut visit = Visit::first_start("window-korean", "ko");
    visit.to_first_question();
    assert!(
        visit
            .expected
            .heard()
            .contains("무엇이 고장 났나요? 꼭 필요함")
    );
    visit
        .choose("가로등")
        .choose("불이 깜빡거려요")
        .choose("네");
    assert!(
        visit
            .expected
            .heard()
            .contains("지금 120으로 전화해 주세요"),
        "{}",
        visit.expected.heard()
    );
    visit.key("Return").choose("").choose("해담역").choose("");
    visit.type_keys("12").key("Return");
    assert!(
        visit
            .expected
            .heard()
            .contains("숫자 두 개, 줄표, 숫자 네 개예요"),
        "refused: {}",
        visit.expected.heard()
    );
    visit
        .type_keys("-3456")
        .key("Return")
        .choose("")
        .choose("아니요");
    assert_eq!(visit.expected.page(), "check", "{}", visit.expected.seen());
    visit.keys_to("Down", "저장하고 보내기");
    let (number, stored) = visit.send(|visit| visit.desktop.screen().press("Return"));
    assert_eq!(number.len(), "0753 8884".len(), "{number}");
    assert_sent(&stored.xml, &[("pole", "12-3456")]);

    let ticks = visit.maru.ticks_within(Duration::from_secs(5));
    println!("processor ticks in 5 s of idleness: {ticks}");
    assert!(
        ticks <= 5,
        "{ticks} ticks: something ticks without need\n{}",
        visit.maru.log()
    );
    visit.desktop.screen().press("ctrl+q");
    assert!(visit.maru.ended_well());
}

#[test]
fn a_broken_bench_is_reported_in_english_with_words() {
    let mut visit = Visit::first_start("window-english", "en");
    visit.to_first_question();
    visit
        .choose("Something else")
        .type_keys("A bench")
        .key("Return");
    assert!(
        visit
            .expected
            .heard()
            .contains("Could somebody get hurt now? required")
    );
    visit.choose("No").choose("").choose("Somewhere else");
    visit.type_keys("Behind the mill").key("Return");
    visit.choose("").choose("No");
    assert_eq!(visit.expected.page(), "check", "{}", visit.expected.seen());
    visit.keys_to("Down", "Save and send");
    let (_, stored) = visit.send(|visit| visit.desktop.screen().press("Return"));
    assert_sent(
        &stored.xml,
        &[
            ("kind", "other"),
            ("kind_other", "A bench"),
            ("place_text", "Behind the mill"),
        ],
    );
}
