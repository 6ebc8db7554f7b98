//! Recordings in the voice's queue, with a real speech-dispatcher and ALSA's own file as the loudspeaker.

#[path = "common/speechd.rs"]
#[allow(dead_code, reason = "the other test uses more of it")]
mod speechd;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use maru_port::voice::{Recording, Said, SaidId, Voice, VoiceEvent};
use speechd::SpeechDispatcher;

/// A second of a tone of 440 Hz.
const TONE: &[u8] = include_bytes!("common/tone.opus");

const PATIENCE: Duration = Duration::from_secs(30);

/// The tests share one environment, and ALSA reads it once in the life of a process.
struct Scene {
    daemon: SpeechDispatcher,
    voice: Voice,
    events: Receiver<VoiceEvent>,
    heard: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

fn scene() -> Scene {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = std::env::temp_dir().join(format!("maru-recordings-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let heard = folder.join("heard.raw");
    let _ = std::fs::remove_file(&heard);
    let card = format!(
        "pcm.!default {{ type file slave.pcm {{ type null }} file \"{}\" format \"raw\" }}\n",
        heard.display()
    );
    let card_file = folder.join("asound.conf");
    std::fs::write(&card_file, card).expect("a file");
    let daemon = SpeechDispatcher::start();
    let address = format!("unix_socket:{}", daemon.socket().display());
    // SAFETY: every test holds the guard, so nobody else reads the environment now.
    unsafe {
        std::env::set_var("SPEECHD_ADDRESS", address);
        std::env::set_var("ALSA_CONFIG_PATH", card_file);
    }
    let (send, events) = channel();
    let voice = Voice::open(move |event| drop(send.send(event))).expect("a thread");
    let scene = Scene {
        daemon,
        voice,
        events,
        heard,
        _alone: alone,
    };
    assert!(matches!(scene.next(), VoiceEvent::Ready { .. }));
    scene
}

impl Scene {
    fn next(&self) -> VoiceEvent {
        self.events
            .recv_timeout(PATIENCE)
            .expect("an event in time")
    }

    /// All events until this is over.
    fn until_over(&self, id: SaidId) -> Vec<VoiceEvent> {
        let mut seen = Vec::new();
        loop {
            let event = self.next();
            seen.push(event.clone());
            if matches!(event, VoiceEvent::Ended(own) | VoiceEvent::Cancelled(own) if own == id) {
                return seen;
            }
        }
    }
}

fn said(text: &str) -> Said {
    Said {
        text: text.to_owned(),
        language: "ko".to_owned(),
        ..Said::default()
    }
}

fn recorded(text: &str) -> Said {
    Said {
        sound: Recording::new(TONE.into()),
        ..said(text)
    }
}

fn samples(path: &Path) -> Vec<i16> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let pairs = bytes.chunks_exact(2);
    pairs
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

#[test]
fn a_recording_is_heard_in_its_turn_instead_of_its_words() {
    let scene = scene();
    let rest = Said {
        is_in_sound: true,
        ..said("이 말도 녹음에 있음")
    };
    let things = vec![said("하나"), recorded("둘"), rest, said("셋")];
    let ids = scene.voice.speak(things, false);
    let seen = scene.until_over(ids[3]);
    let order: Vec<&VoiceEvent> = seen
        .iter()
        .filter(|event| **event != VoiceEvent::Ended(ids[2]))
        .collect();
    let expected = [0, 1, 3].map(|at| [VoiceEvent::Began(ids[at]), VoiceEvent::Ended(ids[at])]);
    assert_eq!(order, expected.iter().flatten().collect::<Vec<_>>());
    assert_eq!(scene.daemon.spoken(), ["하나", "셋"]);
    let heard = samples(&scene.heard);
    let rising = heard
        .windows(2)
        .filter(|pair| pair[0] < 0 && pair[1] >= 0)
        .count();
    assert!(
        (430..=445).contains(&rising),
        "{rising} periods of {} samples",
        heard.len()
    );
}

#[test]
fn a_recording_is_as_loud_and_as_fast_as_the_voice() {
    let scene = scene();
    let loudest = |samples: &[i16]| samples.iter().map(|sample| sample.unsigned_abs()).max();
    let ids = scene.voice.speak(vec![recorded("하나")], false);
    scene.until_over(ids[0]);
    let before = samples(&scene.heard);
    std::fs::remove_file(&scene.heard).expect("the file is there");
    scene.voice.set_volume(0);
    scene.voice.set_rate(61);
    let ids = scene.voice.speak(vec![recorded("둘")], false);
    scene.until_over(ids[0]);
    let after = samples(&scene.heard);
    let shorter = before.len() as f64 / after.len() as f64;
    assert!((1.9..2.1).contains(&shorter), "{shorter} times as fast");
    let (before, after) = (loudest(&before), loudest(&after));
    let (before, after) = (
        f64::from(before.unwrap_or(0)),
        f64::from(after.unwrap_or(0)),
    );
    assert!(
        (0.45..0.55).contains(&(after / before)),
        "{after} of {before}"
    );
}

#[test]
fn what_cannot_be_played_is_said() {
    let scene = scene();
    // The sound device went away: the library reads what it is told of devices anew, for the file is another.
    let broken = scene.heard.with_file_name("broken.conf");
    std::fs::write(&broken, "pcm.!default { type nonesuch }\n").expect("a file");
    // SAFETY: see above; the recordings' thread does not run yet.
    unsafe { std::env::set_var("ALSA_CONFIG_PATH", &broken) };
    let rest = Said {
        is_in_sound: true,
        ..said("이어서")
    };
    let ids = scene.voice.speak(vec![recorded("하나"), rest], false);
    scene.until_over(ids[1]);
    assert_eq!(scene.daemon.spoken(), ["하나", "이어서"]);
}

#[test]
fn stop_and_what_is_urgent_cut_a_recording_short() {
    let scene = scene();
    // The file takes sound faster than an ear, so that a long queue of recordings stands for a long one.
    let long = || (0..200).map(|_| recorded("길다")).collect::<Vec<_>>();
    let ids = scene.voice.speak(long(), false);
    assert_eq!(scene.next(), VoiceEvent::Began(ids[0]));
    scene.voice.stop();
    let seen = scene.until_over(ids[199]);
    assert_eq!(seen.last(), Some(&VoiceEvent::Cancelled(ids[199])));

    let ids = scene
        .voice
        .speak(vec![recorded("길다"), said("하나")], false);
    let mut fire = said("불이야");
    fire.urgent = true;
    let urgent = scene.voice.speak(vec![fire], false);
    let seen = scene.until_over(urgent[0]);
    assert_eq!(seen.last(), Some(&VoiceEvent::Ended(urgent[0])));
    assert!(scene.daemon.spoken().contains(&"불이야".to_owned()));
    drop(ids);
}
