//! By ear alone: arrow keys and Enter, and nothing known but what was spoken. And without a voice at all.

use maru_tests::desktop::accessible::Assistant;
use maru_tests::desktop::program::{self, Maru, Start};
use maru_tests::desktop::visit::city;
use maru_tests::desktop::{Desktop, wait};
use std::{thread, time::Duration};

/// A pause that ends an answer.
const QUIET: Duration = Duration::from_millis(250);

/// Somebody who listens and presses keys.
struct Listener {
    maru: Maru,
    desktop: Desktop,
    heard: usize,
}

impl Listener {
    /// What is spoken next, as soon as something is.
    fn hear(&mut self) -> String {
        let mut spoken = wait::until("something spoken", || {
            let spoken = self
                .desktop
                .speech()
                .spoken_by("maru")
                .split_off(self.heard);
            (!spoken.is_empty()).then_some(spoken)
        });
        // One answer may be several utterances, for each change of voice: it is over when nothing more comes.
        loop {
            thread::sleep(QUIET);
            let more = self
                .desktop
                .speech()
                .spoken_by("maru")
                .split_off(self.heard);
            if more.len() == spoken.len() {
                break;
            }
            spoken = more;
        }
        self.heard += spoken.len();
        let texts: Vec<String> = spoken.into_iter().map(|spoken| spoken.text).collect();
        texts.join(" / ")
    }

    /// Presses a key and listens.
    fn press(&mut self, key: &str) -> String {
        self.desktop.screen().press(key);
        self.hear()
    }

    /// Presses Enter and gives what is heard; it must tell of this.
    fn enter(&mut self, told: &str) -> String {
        let heard = self.press("Return");
        assert!(
            heard.contains(told),
            "{told:?} was not in {heard:?}\n{}",
            self.maru.log()
        );
        heard
    }

    /// Goes down until it is heard.
    fn down_to(&mut self, label: &str) {
        let mut heard = Vec::new();
        for _ in 0..40 {
            heard.push(self.press("Down"));
            if heard.last().is_some_and(|last| last.contains(label)) {
                return;
            }
        }
        panic!("{label:?} was not heard: {heard:#?}");
    }
}

#[test]
fn a_traffic_light_is_reported_by_ear_with_arrow_keys_and_enter() {
    let desktop = Desktop::start();
    let server = city(&desktop);
    let start = Start {
        lang: "en",
        server: Some(server.base_url()),
        braille: None,
    };
    let maru = Maru::start(&desktop, &start);
    let mut ear = Listener {
        maru,
        desktop,
        heard: 0,
    };
    let opening = ear.hear();
    assert!(opening.contains("Which language do you want?"), "{opening}");
    ear.enter("How do you");
    ear.down_to("Next");
    ear.enter("How large should the letters be?");
    ear.enter("Tell the city");
    ear.enter("A street light or road is broken");
    ear.enter("What is broken?");
    ear.down_to("A traffic light, not chosen");
    ear.enter("chosen");
    ear.enter("Question 2");
    ear.enter("chosen");
    ear.enter("Could somebody get hurt now?");
    ear.down_to("No, not chosen");
    ear.enter("chosen");
    for question in [
        "Which district is it in?",
        "Which of these places is nearest?",
        "seen from there",
    ] {
        ear.enter(question);
        ear.enter("chosen");
    }
    ear.enter("If you know the number of the pole");
    ear.enter("Since when");
    ear.enter("chosen");
    ear.enter("May we call you");
    ear.down_to("No, not chosen");
    ear.enter("chosen");
    ear.enter("Check your answers");
    ear.down_to("Save and send");
    let mut told = ear.enter("Your form is saved");
    let receipt = wait::until("the receipt", || {
        program::list_forms(&ear.desktop)
            .into_iter()
            .find(|form| form[1] == "sent")
            .map(|form| form[2].clone())
    });
    // The receipt is told by itself, nobody presses a key; its number digit by digit. It may come in the same breath.
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if !digits(&told).contains(&digits(&receipt)) {
        told = ear.hear();
    }
    assert!(
        digits(&told).contains(&digits(&receipt)),
        "{receipt} was not in {told:?}"
    );
    assert_eq!(server.submissions().len(), 1);
}

#[test]
fn a_voice_that_died_is_back_with_the_next_words() {
    let desktop = Desktop::start();
    let start = Start {
        lang: "en",
        server: None,
        braille: None,
    };
    let maru = Maru::start(&desktop, &start);
    let mut ear = Listener {
        maru,
        desktop,
        heard: 0,
    };
    let opening = ear.hear();
    assert!(opening.contains("Which language do you want?"), "{opening}");
    ear.desktop.speech().restart();
    ear.enter("How do you");
    let heard = ear.press("Down");
    assert!(heard.starts_with("Hear, ticked"), "{heard}");
}

#[test]
fn without_a_voice_a_notice_says_so_and_everything_else_works() {
    let desktop = Desktop::without_voice();
    let maru = Maru::start(
        &desktop,
        &Start {
            lang: "en",
            server: None,
            braille: None,
        },
    );
    let assistant = Assistant::start(&desktop, maru.id());
    assistant.tree_when("a notice that there is no voice", |tree| {
        tree.all()
            .iter()
            .any(|thing| thing.name().contains("No voice was found on this computer"))
    });
    desktop.screen().press("Return");
    let tree = assistant.tree_when("the next page", |tree| {
        tree.all().iter().any(|thing| thing.role() == "check box")
    });
    assert!(tree.focused().is_some(), "{}", tree.lines());
}

#[test]
fn a_second_maru_says_that_one_is_open_and_leaves_it_alone() {
    let desktop = Desktop::start();
    let start = Start {
        lang: "en",
        server: None,
        braille: None,
    };
    let first = Maru::start(&desktop, &start);
    let mut second = Maru::start(&desktop, &start);
    let told = "Maru is already open on this computer";
    let assistant = Assistant::start(&desktop, second.id());
    assistant.tree_when("that one is open already", |tree| {
        tree.all().iter().any(|thing| thing.name().contains(told))
    });
    let heard = || {
        let spoken = desktop.speech().spoken_by("maru");
        let said = spoken.iter().any(|said| said.text.contains(told));
        said.then_some(())
    };
    wait::until("the same is said", heard);
    desktop.screen().press("Return");
    assert!(!second.ended_well(), "a start that failed is told as one");
    let assistant = Assistant::start(&desktop, first.id());
    assistant.tree_when("the first one at its page", |tree| {
        let asks = |name: &str| name.contains("Which language do you want?");
        tree.all().iter().any(|thing| asks(thing.name()))
    });
}
