//! Walks with the real speech-dispatcher and espeak-ng: what the daemon is asked to say is what the presenter said,
//! across its death, and the words are in the sound that comes out.

mod ear;

use maru_page::{
    Lang,
    speech::{self, Manner, Utterance},
    spoken::{self, sentences_of},
};
use maru_tests::desktop::{Speech, wait};
use maru_tests::process::{Launch, Process};
use maru_tests::walk::Walk;
use serde_json::Value;
use std::{thread, time::Duration};

/// A walk through the first run, a form and back.
const WALK: [&str; 20] = [
    "proceed",
    "next",
    "proceed",
    "proceed",
    "next",
    "where",
    "home",
    "activate sector-tell",
    "activate service-street-light",
    "type 1",
    "spell",
    "spell",
    "proceed",
    "type 2",
    "softer",
    "faster",
    "read-page",
    "next-sentence",
    "back",
    "help",
];

struct Scene {
    speech: Speech,
    maru: Process,
    /// What the presenter said, as the voice was to get it.
    expected: Vec<(String, String)>,
    _data: tempfile::TempDir,
}

fn scene(lang: &str, speech: Speech) -> Scene {
    let data = tempfile::tempdir().expect("a folder");
    let mut launch = Launch::new(data.path());
    launch.arguments = vec!["--lang".to_owned(), lang.to_owned()];
    launch.environment.push(speech.environment());
    // No screen reader, whatever runs beside the test.
    let nowhere = "unix:path=/nonexistent/bus".to_owned();
    launch
        .environment
        .push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), nowhere));
    let maru = launch.headless();
    let mut scene = Scene {
        speech,
        maru,
        expected: Vec::new(),
        _data: data,
    };
    let first = scene.maru.told().expect("the first page");
    scene.hears(&first);
    scene
}

impl Scene {
    /// Notes what was said, and waits until the daemon was asked for it: what comes next cuts nothing short.
    fn hears(&mut self, told: &Value) {
        self.expected.extend(prepared(told));
        let wanted = self.expected.len();
        wait::until("the daemon's log", || {
            (self.speech.spoken_by("maru").len() >= wanted).then_some(())
        });
    }

    fn act(&mut self, act: &str) -> Value {
        let told = self.maru.act(act).expect("a page");
        self.hears(&told);
        told
    }

    /// What the daemon was asked to say, with the language of each.
    fn asked(&self) -> Vec<(String, String)> {
        let spoken = self.speech.spoken_by("maru").into_iter();
        spoken
            .map(|spoken| (spoken.language, spoken.text))
            .collect()
    }
}

/// What was said after an act, as the voice should get it: in words, Korean as it sounds.
fn prepared(told: &Value) -> Vec<(String, String)> {
    let said = told["speech"].as_array().expect("what was said").iter();
    let said: Vec<Utterance> = said
        .map(|said| Utterance {
            text: said["text"].as_str().expect("words").to_owned(),
            lang: Lang::new(said["lang"].as_str().expect("a language")),
            urgent: false,
            sound: None,
        })
        .collect();
    let runs = spoken::utterances(
        &said,
        &spoken::Voice {
            needs_respelling: true,
        },
    );
    runs.into_iter()
        .map(|(_, run)| (run.lang.tag().to_lowercase(), run.text))
        .collect()
}

#[test]
fn the_daemon_is_asked_to_say_what_the_presenter_said_and_nothing_else() {
    for lang in ["ko", "en"] {
        let mut scene = scene(lang, Speech::start());
        for (index, act) in WALK.into_iter().enumerate() {
            // In the midst of it the daemon dies; the next words start it again.
            if index == WALK.len() / 2 {
                scene.speech.restart();
            }
            scene.act(act);
        }
        assert!(scene.expected.len() > WALK.len(), "every act is told");
        assert_eq!(scene.asked(), scene.expected);
    }
}

/// What stands on no page of the walk.
const OTHERS: [(&str, [&str; 4]); 2] = [
    (
        "en",
        [
            "Seven brown horses crossed the river.",
            "Yesterday the baker sold all his bread.",
            "My grandmother knits woollen socks.",
            "The orchestra begins at midnight.",
        ],
    ),
    (
        "ko",
        [
            "말 일곱 마리가 강을 건넜습니다.",
            "어제 빵집에 빵이 다 팔렸어요.",
            "할머니는 양말을 뜨십니다.",
            "음악회는 자정에 시작합니다.",
        ],
    ),
];

#[test]
fn the_words_of_a_page_are_in_the_sound_that_comes_out() {
    for (lang, others) in OTHERS {
        let mut scene = scene(lang, Speech::recording());
        scene.act("proceed");
        let before = silence(&scene.speech).len();
        let told = scene.act("read-page");
        let sound = silence(&scene.speech).split_off(before);
        let heard = ear::hear(&sound, 22_050);
        let far = |words: &str| ear::distance(&ear::spoken(words, lang), &heard);
        let page: Vec<f32> = sentences(&told).iter().map(|words| far(words)).collect();
        let others: Vec<f32> = others
            .iter()
            .map(|words| far(&respelled(words, lang)))
            .collect();
        let (worst, nearest) = (
            page.iter().copied().fold(0.0, f32::max),
            others.iter().copied().fold(f32::INFINITY, f32::min),
        );
        println!(
            "{lang}: {} sentences of the page, at most {worst:.2} from the sound; {} others, at least {nearest:.2}",
            page.len(),
            others.len()
        );
        assert!(page.len() >= 3);
        assert!(worst * 1.3 < nearest, "{lang}: {page:?} against {others:?}");
    }
}

#[test]
fn each_degree_of_loudness_is_heard() {
    let mut scene = scene("en", Speech::recording());
    let mut at = silence(&scene.speech).len();
    let mut degrees = Vec::new();
    for act in ["louder"].into_iter().chain(["softer"; 7]) {
        scene.act(act);
        let sound = silence(&scene.speech).split_off(at);
        at += sound.len();
        let energy: f64 = sound.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        degrees.push(10.0 * (energy / sound.len().max(1) as f64).log10());
    }
    println!("loudness by degrees, dB: {degrees:.1?}");
    // Each says its own number, so that words differ a little, too.
    for pair in degrees.windows(2) {
        assert!((1.5..5.0).contains(&(pair[0] - pair[1])), "{degrees:?}");
    }
    assert!(degrees[0] - degrees[7] >= 18.0, "{degrees:?}");
}

/// The sound, once nothing more is added to it.
fn silence(speech: &Speech) -> Vec<i16> {
    let mut sound = speech.recorded();
    loop {
        thread::sleep(Duration::from_millis(700));
        let more = speech.recorded();
        if more.len() == sound.len() && !more.is_empty() {
            return more;
        }
        sound = more;
    }
}

fn respelled(words: &str, lang: &str) -> String {
    let told = serde_json::json!({ "speech": [{ "text": words, "lang": lang }] });
    let runs = prepared(&told).into_iter();
    runs.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// The sentences that were said, long enough to be told from others.
fn sentences(told: &Value) -> Vec<String> {
    let runs = prepared(told);
    let all = runs.iter().flat_map(|(_, text)| sentences_of(text));
    all.filter(|sentence| {
        sentence
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            >= 8
    })
    .map(str::to_owned)
    .collect()
}

/// Ways through the pages of the demo city; each page is told when it opens.
const PAGES: [&[&str]; 6] = [
    &["proceed", "proceed", "proceed"],
    &[
        "settings",
        "activate setting-voice-more",
        "activate setting-which-voice",
        "home",
    ],
    &[
        "activate sector-tell",
        "activate service-street-light",
        "type 1",
        "proceed",
        "type 1",
        "proceed",
        "type 1",
        "proceed",
        "proceed",
        "type 1",
        "proceed",
        "home",
    ],
    &[
        "activate sector-help",
        "activate service-household-benefit",
        "replace answer 2026-02-03",
        "proceed",
        "home",
    ],
    &["activate sector-help", "back", "activate my-forms", "home"],
    &["activate sector-learn", "home"],
];

#[test]
fn a_page_tells_what_it_wants_in_seven_seconds_of_real_speech() {
    for lang in ["ko", "en"] {
        let mut walk = Walk::first_start(lang);
        let (mut pages, mut longest) = (0, 0.0_f32);
        for act in PAGES.into_iter().flatten() {
            let before = walk.page();
            walk.does(act);
            let page = walk.app.page();
            // A page that is there to be read is read on.
            let wants = page.focused().is_some_and(|node| node.is_control());
            if walk.page() == before || !wants || page.notice.is_some() {
                continue;
            }
            let manner = Manner::default();
            let wanted = speech::wants(page, walk.app.words(), manner);
            let said = walk.heard();
            let texts: Vec<&str> = wanted.iter().map(|said| said.text.as_str()).collect();
            let whole = ear::seconds(&respelled(&said, lang), lang);
            // All of it, or what the page is and wants at its beginning.
            let first = texts.join(" ");
            let length = if whole <= 7.0 {
                whole
            } else {
                assert!(
                    said.replace(" / ", " ").starts_with(&first),
                    "{first} begins {said}"
                );
                ear::seconds(&respelled(&first, lang), lang)
            };
            assert!(length <= 7.0, "{length:.1} s: {first}");
            (pages, longest) = (pages + 1, longest.max(length));
        }
        println!("{lang}: {pages} pages, the longest tells what it wants in {longest:.1} s");
        assert!(pages >= 12, "{pages}");
    }
}
