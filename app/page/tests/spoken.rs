//! Korean as it is spoken: a table of examples, each with the rule or the dictionary it comes from.

use maru_page::{
    Lang,
    speech::Utterance,
    spoken::{RUN_LETTERS_MAX, RUNS_MAX, Run, Voice, prepare, utterances},
};
use proptest::prelude::*;

/// A voice that knows no rules.
const RESPELLED: Voice = Voice {
    needs_respelling: true,
};

/// The table's rows: source, written, in words, respelled.
fn examples() -> Vec<[&'static str; 4]> {
    let lines = include_str!("spoken.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        <[&str; 4]>::try_from(columns).unwrap_or_else(|columns| panic!("{columns:?}"))
    });
    rows.collect()
}

fn said(text: &str, needs_respelling: bool) -> String {
    let runs = prepare(text, &Lang::new("ko"), &Voice { needs_respelling });
    let texts: Vec<String> = runs.into_iter().map(|run| run.text).collect();
    texts.join(" / ")
}

#[test]
fn every_example_is_said_as_its_source_says() {
    let examples = examples();
    assert!(examples.len() >= 600, "{}", examples.len());
    let mut wrong = Vec::new();
    for [source, written, words, respelled] in examples {
        for (needs_respelling, expected) in [(false, words), (true, respelled)] {
            let said = said(written, needs_respelling);
            if said != expected {
                wrong.push(format!("{source}: {written} is {expected}, said {said}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The letters of all runs together.
fn length(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.chars().count()).sum()
}

fn prepared(text: &str, lang: &str) -> Vec<Run> {
    prepare(text, &Lang::new(lang), &RESPELLED)
}

#[test]
fn a_very_long_paragraph_is_cut_at_its_sentences_and_nothing_is_lost() {
    let paragraph = "구청에 가서 서류를 냈다. ".repeat(7_000);
    let runs = prepared(&paragraph, "ko");
    assert!(runs.len() < RUNS_MAX, "{}", runs.len());
    for run in &runs {
        assert!(run.text.ends_with("낻따."), "{}", run.text);
        assert!(run.text.chars().count() <= RUN_LETTERS_MAX);
    }
    let sentences: usize = runs
        .iter()
        .map(|run| run.text.matches("낻따.").count())
        .sum();
    assert_eq!(sentences, 7_000);
}

#[test]
fn floods_end_in_words_that_say_so() {
    let floods = [
        (
            "ko",
            "가나다라마바사 ".repeat(100_000),
            "나머지는 읽지 않습니다",
        ),
        ("ko", "1234567 ".repeat(100_000), "나머지는 읽지 않습니다"),
        ("en", "가 a ".repeat(50_000), "The rest is not read"),
    ];
    for (lang, text, told) in floods {
        let runs = prepared(&text, lang);
        assert_eq!(runs.len(), RUNS_MAX);
        assert_eq!(runs.last().map(|run| run.text.as_str()), Some(told));
    }
}

#[test]
fn floods_of_one_sign_are_told_in_a_few_words() {
    for (text, told) in [
        ("😀".repeat(100_000), "그림 글자 십만 개"),
        ("\u{FFFD}".repeat(3), "알 수 없는 글자 세 개"),
        ("ㅋ".repeat(100_000), "웃음"),
        ("!".repeat(100_000), "!!"),
        ("\u{202e}".repeat(100_000), ""),
        ("(".repeat(100_000), ""),
    ] {
        assert_eq!(said(&text, false), told);
    }
}

#[test]
fn what_begins_anew_at_every_letter_is_read_in_one_pass() {
    // A reader that looked on to the end of these at each letter, or called itself, would not come back.
    let floods = [
        ("ko", "1만"),
        ("ko", "a;"),
        ("ko", "a."),
        ("ko", "a-"),
        ("ko", "1a"),
        ("ko", "1."),
        ("ko", "1:00-"),
        ("ko", "ㄱㄴ"),
        ("ko", "一가"),
        ("en", "1 "),
    ];
    for (lang, part) in floods {
        let flood = part.repeat(160_000 / part.chars().count());
        let text = format!("가{flood}b1");
        let runs = prepare(&text, &Lang::new(lang), &Voice::default());
        assert!(runs.len() > 1, "{part}");
    }
}

#[test]
fn no_markup_and_no_command_comes_through() {
    // Words of a markup are only words; what gives them force in a protocol is gone.
    for text in [
        "<speak><break time=\"9s\"/>안녕</speak>",
        "안녕\r\n.\r\nSTOP ALL\r\n",
        "안녕\u{1b}[2J\u{7}\0",
        "&lt;안녕&gt;",
    ] {
        for lang in ["ko", "en", "ja"] {
            for run in prepared(text, lang) {
                assert!(
                    !run.text.contains(|letter: char| letter.is_control()),
                    "{:?}",
                    run.text
                );
                assert!(
                    lang != "ko" || !run.text.contains(['<', '>']),
                    "{}",
                    run.text
                );
            }
        }
    }
}

/// Any letters at all, and what the readers look for in any order.
fn rubbish() -> impl Strategy<Value = String> {
    let mixed = "[0-9]{0,4}[-0-9A-Ca-c가-갛을이월년시분번제ㄱ-ㅋ一-三あ-うअ-इăđ.,:~/%()@#+·*_ \n\u{FFFD}😀₩$½①○Ⅲ㎏℃]{0,30}";
    prop_oneof![
        any::<String>(),
        mixed,
        "(https?://|www\\.)?[a-z0-9.@/?=&-]{0,90}"
    ]
}

proptest! {
    #[test]
    fn whatever_comes_is_plain_text_of_some_length(text in rubbish(), lang in "(ko|en|vi|sw|ne|id|zh|ja|fr)") {
        let runs = prepared(&text, &lang);
        prop_assert!(runs.len() <= RUNS_MAX);
        // The longest words are those for emoji and for figures.
        prop_assert!(length(&runs) <= 40 * text.chars().count() + 40);
        for run in &runs {
            prop_assert!(!run.text.trim().is_empty());
            prop_assert!(!run.text.contains(is_unspeakable), "{:?}", run.text);
        }
    }

    #[test]
    fn figures_and_signs_in_korean_never_stay(text in "[0-9,.:~/%() 시분년월일개-]{0,30}") {
        for run in prepared(&text, "ko") {
            prop_assert!(!run.text.contains(|letter: char| letter.is_ascii_digit()), "{} of {}", run.text, text);
        }
    }

    #[test]
    fn words_of_hangul_alone_are_said_as_they_stand(text in "[가-힣]{1,6}( [가-힣]{1,6}){0,4}") {
        prop_assert_eq!(said(&text, false), text);
    }
}

fn is_unspeakable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

#[test]
fn an_utterance_becomes_one_for_each_voice_and_keeps_its_urgency() {
    let said = Utterance {
        text: "한국어, not chosen, 1 of 2".to_owned(),
        lang: Lang::new("en"),
        urgent: true,
        sound: None,
    };
    let prepared = utterances(&[said], &RESPELLED);
    let told: Vec<_> = prepared
        .iter()
        .map(|(_, utterance)| {
            (
                utterance.lang.tag(),
                utterance.text.as_str(),
                utterance.urgent,
            )
        })
        .collect();
    assert_eq!(
        told,
        [("ko", "한구거", true), ("en", "not chosen, 1 of 2", true)]
    );
}
