//! Every form of the demo city, filled in from the first question to the receipt, in both languages.

use maru_page::{Kind, Node, node::Input};
use maru_tests::walk::Walk;

/// What a person might type, tried until it is taken.
const TRIES: [&str; 8] = [
    "2",
    "40",
    "500000",
    "홍길동",
    "010-1234-5678",
    "12-3456",
    "1958",
    "15:20",
];

/// Answers the open question with what is first at hand.
fn answer(walk: &mut Walk) {
    let at = walk.page();
    let page = walk.app.page();
    let focused = page.focused().expect("something has the focus").clone();
    match focused.kind {
        Kind::Field { .. } if focused.id.as_str() == "find" => {
            // Enter goes to what was found, chooses it, and goes on.
            walk.does("type 1")
                .key("Return")
                .key("Return")
                .key("Return");
        }
        Kind::Range { .. } => {
            walk.key("Right").key("Return");
        }
        Kind::Rank { .. } => {
            let is_ranked = |node: &&Node| matches!(node.kind, Kind::Rank { .. });
            let count = page.nodes.iter().filter(is_ranked).count();
            for number in 1..=count {
                walk.does(&format!("type {number}"));
            }
            walk.key("Ctrl+Return");
        }
        Kind::Choice { .. } => {
            walk.key("Return").key("Return");
        }
        Kind::Check { .. } => {
            walk.key("Return").key("Ctrl+Return");
        }
        Kind::Field {
            input: Input::Date, ..
        } => {
            walk.does("focus today").key("Return").key("Return");
        }
        Kind::Field { .. } => {
            for typed in TRIES {
                walk.does(&format!("replace answer {typed}")).key("Return");
                if walk.page() != at {
                    break;
                }
            }
        }
        _ => {
            walk.key("Ctrl+Return");
        }
    }
    assert_ne!(walk.page(), at, "no way on from here:\n{}", walk.seen());
}

fn fill_in(lang: &str, sector: &str, service: &str, sent: &str) {
    let mut walk = Walk::at_home(lang);
    walk.does(&format!("activate sector-{sector}"))
        .does(&format!("activate service-{service}"));
    assert!(walk.page().starts_with("question-"), "{}", walk.seen());
    for _ in 0..60 {
        if walk.page() == "check" {
            break;
        }
        assert!(!walk.seen().contains("itext"), "{}", walk.seen());
        answer(&mut walk);
    }
    assert_eq!(walk.page(), "check", "{}", walk.seen());
    walk.key("Ctrl+Return");
    assert!(
        walk.heard().contains(sent),
        "{service} in {lang}:\n{}",
        walk.seen()
    );
}

#[test]
fn every_form_can_be_filled_in_and_is_kept_for_the_city() {
    let services = [
        ("tell", "street-light"),
        ("help", "free-pc"),
        ("help", "pc-repair"),
        ("help", "device-subsidy"),
        ("help", "household-benefit"),
        ("help", "call-me-back"),
        ("learn", "class-lottery"),
    ];
    for (sector, service) in services {
        fill_in(
            "ko",
            sector,
            service,
            "이 컴퓨터에 저장했습니다. 연결되면 보냅니다.",
        );
        fill_in(
            "en",
            sector,
            service,
            "Saved on this computer. It will be sent when there is a connection.",
        );
    }
}
