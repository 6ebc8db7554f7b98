//! The voice with a real speech-dispatcher and a real synthesizer.

#[path = "common/speechd.rs"]
mod speechd;

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use maru_port::voice::{Said, SaidId, Voice, VoiceEvent, VoiceFault};
use speechd::{ENGLISH_ONLY, ESPEAK, SILENT_SOUND_CARD, SpeechDispatcher};

const PATIENCE: Duration = Duration::from_secs(30);

/// One test at a time: a process has one environment, by which the library finds the daemon, and a daemon that
/// is started beside another would inherit its pipes.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn point_at(socket: &Path) {
    let address = format!("unix_socket:{}", socket.display());
    // SAFETY: every test holds the guard of `alone`, so nobody else reads the environment now.
    unsafe { std::env::set_var("SPEECHD_ADDRESS", address) };
}

fn open() -> (Voice, Receiver<VoiceEvent>) {
    let (send, events) = channel();
    let voice = Voice::open(move |event| {
        let _ = send.send(event);
    });
    (voice.expect("a thread"), events)
}

fn next(events: &Receiver<VoiceEvent>) -> VoiceEvent {
    events.recv_timeout(PATIENCE).expect("an event in time")
}

fn ready(events: &Receiver<VoiceEvent>) {
    let VoiceEvent::Ready { modules } = next(events) else {
        panic!("the daemon runs");
    };
    assert_eq!(modules, ["espeak-ng"]);
}

/// Waits until this was said or cancelled, and gives all events until then.
fn until_over(events: &Receiver<VoiceEvent>, id: SaidId) -> Vec<VoiceEvent> {
    let mut seen = Vec::new();
    loop {
        let event = next(events);
        seen.push(event.clone());
        if event == VoiceEvent::Ended(id) || event == VoiceEvent::Cancelled(id) {
            return seen;
        }
    }
}

fn said(language: &str, text: &str) -> Said {
    Said {
        text: text.to_owned(),
        language: language.to_owned(),
        ..Said::default()
    }
}

#[test]
fn says_things_one_after_the_other_each_in_its_language() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let things = vec![
        said("ko", "이름. 필수. 아홉 가운데 둘째."),
        said("en-US", "Name, required."),
        said("zh", "姓名"),
        said("ko", "다음"),
    ];
    let texts: Vec<String> = things.iter().map(|said| said.text.clone()).collect();
    let ids = voice.speak(things, false);
    let seen = until_over(&events, ids[3]);
    let expected: Vec<VoiceEvent> = ids
        .iter()
        .flat_map(|id| [VoiceEvent::Began(*id), VoiceEvent::Ended(*id)])
        .collect();
    assert_eq!(seen, expected);
    assert_eq!(daemon.spoken(), texts);
    assert_eq!(daemon.languages(), ["ko", "en-us", "cmn-latn-pinyin", "ko"]);
}

#[test]
fn says_words_that_look_like_commands() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let texts = [
        ".",
        "..",
        ".5 km",
        "one\r\n.\r\nQUIT\r\n",
        "a\nb\0c",
        "<speak>5 < 6 & 7</speak>",
        "SET SELF RATE 100",
    ];
    let things = texts.iter().map(|text| said("en", text)).collect();
    let ids = voice.speak(things, false);
    let seen = until_over(&events, ids[6]);
    let ended = seen
        .iter()
        .filter(|event| matches!(event, VoiceEvent::Ended(_)))
        .count();
    assert_eq!(ended, texts.len(), "{seen:?}");
    let expected = [
        ".",
        "..",
        ".5 km",
        "one . QUIT",
        "a b c",
        "<speak>5 < 6 & 7</speak>",
        "SET SELF RATE 100",
    ];
    assert_eq!(daemon.spoken(), expected);
}

#[test]
fn an_interruption_and_stop_cancel_what_is_said() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let long = "A very long sentence that nobody wants to hear to its end. ".repeat(40);
    let old = voice.speak((0..30).map(|_| said("en", &long)).collect(), false);
    assert_eq!(next(&events), VoiceEvent::Began(old[0]));

    let begin = Instant::now();
    let new = voice.speak(vec![said("ko", "새 쪽")], true);
    let seen = until_over(&events, new[0]);
    println!(
        "interruption to end of the new words: {:?}",
        begin.elapsed()
    );
    assert_eq!(seen.last(), Some(&VoiceEvent::Ended(new[0])));
    assert!(seen.contains(&VoiceEvent::Cancelled(old[29])), "{seen:?}");
    assert!(!seen.contains(&VoiceEvent::Ended(old[29])), "{seen:?}");

    let last = voice.speak((0..30).map(|_| said("en", &long)).collect(), false);
    voice.stop();
    let seen = until_over(&events, last[29]);
    assert_eq!(seen.last(), Some(&VoiceEvent::Cancelled(last[29])));
}

#[test]
fn goes_on_without_a_daemon() {
    let _alone = alone();
    point_at(Path::new("/nonexistent/maru/s.sock"));
    let begin = Instant::now();
    let (voice, events) = open();
    let ids = voice.speak(vec![said("ko", "여보세요")], false);
    voice.set_rate(20);
    assert!(
        begin.elapsed() < Duration::from_millis(100),
        "the caller waited"
    );
    let reason = VoiceFault::Unreachable;
    assert_eq!(next(&events), VoiceEvent::Unavailable { reason });
    assert_eq!(next(&events), VoiceEvent::Cancelled(ids[0]));
    let begin = Instant::now();
    drop(voice);
    assert!(
        begin.elapsed() < Duration::from_millis(600),
        "the end waited"
    );
}

#[test]
fn speaks_again_after_the_daemon_died() {
    let _alone = alone();
    let mut daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let ids = voice.speak(vec![said("ko", "하나")], false);
    until_over(&events, ids[0]);
    daemon.restart();
    let ids = voice.speak(vec![said("ko", "둘")], false);
    let seen = until_over(&events, ids[0]);
    let reason = VoiceFault::Lost;
    assert_eq!(seen.first(), Some(&VoiceEvent::Unavailable { reason }));
    assert_eq!(seen.last(), Some(&VoiceEvent::Ended(ids[0])));
    assert_eq!(daemon.spoken(), ["하나", "둘"]);
}

#[test]
fn nothing_to_say_is_over_at_once_and_urgent_words_go_first() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let ids = voice.speak(vec![said("ko", " \u{200E}\n")], false);
    assert_eq!(next(&events), VoiceEvent::Ended(ids[0]));
    let long = "A very long sentence that takes its time. ".repeat(40);
    let mut things: Vec<Said> = (0..20).map(|_| said("en", &long)).collect();
    let mut fire = said("en", "Fire alarm.");
    fire.urgent = true;
    things.push(fire);
    let ids = voice.speak(things, false);
    let seen = until_over(&events, ids[20]);
    assert_eq!(seen.last(), Some(&VoiceEvent::Ended(ids[20])));
    assert!(
        !seen.contains(&VoiceEvent::Ended(ids[19])),
        "it waited for its turn"
    );
}

#[test]
fn keeps_the_rate_that_was_set_and_else_that_of_the_person() {
    let _alone = alone();
    let mut daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let ids = voice.speak(vec![said("ko", "하나")], false);
    until_over(&events, ids[0]);
    assert_eq!(daemon.orders("SET SELF RATE"), [""; 0]);
    voice.set_rate(400);
    voice.set_rate(40);
    let ids = voice.speak(vec![said("ko", "둘")], false);
    until_over(&events, ids[0]);
    let before = daemon.orders("SET SELF RATE");
    assert_eq!(before.last().map(String::as_str), Some("SET SELF RATE 40"));
    daemon.restart();
    let ids = voice.speak(vec![said("ko", "셋")], false);
    until_over(&events, ids[0]);
    let after = daemon.orders("SET SELF RATE");
    assert_eq!(after[before.len()..], ["SET SELF RATE 40"]);
}

#[test]
fn a_daemon_that_hangs_holds_nobody_up() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    daemon.freeze();
    let begin = Instant::now();
    for _ in 0..1_000 {
        voice.speak(vec![said("ko", "여보세요")], true);
    }
    let last = voice.speak(vec![said("ko", "이제")], true);
    assert!(
        begin.elapsed() < Duration::from_millis(200),
        "{:?}",
        begin.elapsed()
    );
    daemon.thaw();
    let seen = until_over(&events, last[0]);
    assert_eq!(seen.last(), Some(&VoiceEvent::Ended(last[0])));

    daemon.freeze();
    voice.stop();
    let begin = Instant::now();
    drop(voice);
    assert!(
        begin.elapsed() < Duration::from_millis(600),
        "{:?}",
        begin.elapsed()
    );
    daemon.thaw();
}

#[test]
fn hangul_is_respelled_for_the_synthesizer_that_needs_it_alone() {
    let _alone = alone();
    let mut daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let korean = || Said {
        by_letters: Some("궁물".to_owned()),
        ..said("en", "국물")
    };
    let ids = voice.speak(vec![korean()], false);
    until_over(&events, ids[0]);
    // Another synthesizer is told the words as they are written.
    daemon.restart_with(ENGLISH_ONLY);
    let ids = voice.speak(vec![korean()], false);
    until_over(&events, ids[0]);
    assert_eq!(daemon.spoken(), ["궁물", "국물"]);
}

#[test]
fn a_language_that_nobody_speaks_is_told_and_spoken_once_a_voice_was_installed() {
    let _alone = alone();
    let mut daemon = SpeechDispatcher::with(ENGLISH_ONLY, SILENT_SOUND_CARD);
    point_at(&daemon.socket());
    let (voice, events) = open();
    assert!(matches!(next(&events), VoiceEvent::Ready { .. }));
    let ids = voice.speak(vec![said("en", "one"), said("ko", "둘")], false);
    let seen = until_over(&events, ids[1]);
    let language = "ko".to_owned();
    assert!(
        seen.contains(&VoiceEvent::NoVoiceFor { language }),
        "{seen:?}"
    );
    until_over(&events, ids[0]);
    assert_eq!(daemon.spoken(), ["one"]);

    daemon.restart_with(&format!("{ENGLISH_ONLY}{ESPEAK}DefaultModule brief\n"));
    let ids = voice.speak(vec![said("ko", "셋"), said("en", "four")], false);
    let seen = until_over(&events, ids[1]);
    assert!(seen.contains(&VoiceEvent::Ended(ids[0])), "{seen:?}");
    assert_eq!(daemon.spoken(), ["one", "셋", "four"]);
    let modules = daemon.orders("SET SELF OUTPUT_MODULE");
    let last = modules.last().map(String::as_str);
    assert_eq!(last, Some("SET SELF OUTPUT_MODULE brief"), "{modules:?}");
    let other = "SET SELF OUTPUT_MODULE espeak-ng".to_owned();
    assert!(modules.contains(&other), "each its own: {modules:?}");
}

#[test]
fn a_voice_that_was_chosen_speaks_its_language_and_no_other() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    voice.list("zh-Hans");
    let VoiceEvent::Voices { voices, .. } = next(&events) else {
        panic!("the voices are told");
    };
    let wanted = voices
        .iter()
        .find(|voice| voice.name.contains("Cantonese)"));
    let wanted = wanted.unwrap_or_else(|| panic!("{voices:?}")).clone();
    assert!(
        voices.iter().all(|voice| !voice.name.contains('+')),
        "variants are left out"
    );
    voice.choose([("zh".to_owned(), wanted.clone())].into());
    let things = vec![said("zh-Hans", "一"), said("ko", "이")];
    let ids = voice.speak(things, false);
    until_over(&events, ids[1]);
    voice.choose([].into());
    let ids = voice.speak(vec![said("zh-Hans", "三")], false);
    until_over(&events, ids[0]);
    assert_eq!(daemon.voices(), [wanted.name.as_str(), "NULL", "NULL"]);
    assert_eq!(
        daemon.languages(),
        ["cmn-latn-pinyin", "ko", "cmn-latn-pinyin"]
    );
}

#[test]
fn voices_are_looked_for_when_nothing_is_said() {
    let _alone = alone();
    let daemon = SpeechDispatcher::start();
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let id = voice.speak(vec![said("ko", &"하나 둘 셋. ".repeat(30))], false)[0];
    assert_eq!(next(&events), VoiceEvent::Began(id));
    voice.list("ko");
    voice.list("en");
    voice.stop();
    let over = next(&events);
    assert!(
        over == VoiceEvent::Cancelled(id) || over == VoiceEvent::Ended(id),
        "{over:?}"
    );
    for wanted in ["ko", "en"] {
        let VoiceEvent::Voices { language, voices } = next(&events) else {
            panic!("the voices are told");
        };
        assert_eq!(language, wanted);
        assert!(!voices.is_empty());
    }
}

#[test]
fn a_computer_without_sound_is_told_as_such() {
    let _alone = alone();
    let daemon = SpeechDispatcher::with(ESPEAK, "pcm.!default { type nonesuch }\n");
    point_at(&daemon.socket());
    let (voice, events) = open();
    ready(&events);
    let things = ["one", "two", "three", "four"];
    voice.speak(things.map(|text| said("en", text)).to_vec(), false);
    loop {
        let event = next(&events);
        assert!(
            !matches!(event, VoiceEvent::Ended(_)),
            "nothing can be heard"
        );
        // A daemon that finds no device may hang over the next words.
        let reason = VoiceFault::Hangs;
        if event == VoiceEvent::NoSound || event == (VoiceEvent::Unavailable { reason }) {
            break;
        }
    }
}
