//! How far a long transfer is, told seldom enough that nobody is drowned in it.

use crate::{
    http::{Moved, Watcher},
    incoming::{Incoming, News, Sink},
};
use maru_sync::About;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Smaller ones are over before anybody asks.
const BYTES_MIN: u64 = 1_000_000;

/// Tells each twentieth of a large submission once.
pub(super) fn watcher(sink: &Sink) -> Watcher {
    let sink = Arc::clone(sink);
    let told: Mutex<BTreeMap<String, u8>> = Mutex::default();
    Arc::new(move |moved: &Moved| {
        let Some((instance_id, percent)) = percent(moved) else {
            return;
        };
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        let step = percent / 5;
        if told.get(instance_id).is_none_or(|known| *known < step) {
            told.insert(instance_id.to_owned(), step);
            sink(Incoming::News(News::Progress {
                instance_id: instance_id.to_owned(),
                percent,
            }));
        }
    })
}

/// Which submission, and how much of it is over.
fn percent(moved: &Moved) -> Option<(&str, u8)> {
    let About::Submission {
        instance_id,
        bytes_before,
        bytes_to_come,
    } = &moved.about
    else {
        return None;
    };
    let whole = bytes_before.saturating_add(*bytes_to_come);
    if whole < BYTES_MIN {
        return None;
    }
    let done = bytes_before.saturating_add(moved.done).min(whole);
    // The last word is the city's: nothing is whole before it has said so.
    let percent = u8::try_from(u128::from(done) * 100 / u128::from(whole)).unwrap_or(99);
    Some((instance_id, percent.min(99)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(moved: &Moved) -> Option<u8> {
        percent(moved).map(|(_, percent)| percent)
    }

    fn moved(bytes_before: u64, bytes_to_come: u64, done: u64) -> Moved {
        Moved {
            about: About::Submission {
                instance_id: "uuid:1".to_owned(),
                bytes_before,
                bytes_to_come,
            },
            done,
            of: None,
        }
    }

    #[test]
    fn counts_what_earlier_posts_brought() {
        assert_eq!(share(&moved(0, 2_000_000, 500_000)), Some(25));
        assert_eq!(share(&moved(1_000_000, 1_000_000, 500_000)), Some(75));
        assert_eq!(share(&moved(0, 2_000_000, 2_000_000)), Some(99));
        assert_eq!(share(&moved(0, 2_000_000, 9_000_000)), Some(99));
        assert_eq!(percent(&moved(0, 900_000, 1)), None);
        assert!(percent(&moved(u64::MAX, u64::MAX, u64::MAX)).is_some());
    }

    #[test]
    fn tells_each_step_once() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let sink: Sink = Arc::new(move |incoming| {
            if let Incoming::News(News::Progress { percent, .. }) = incoming {
                heard.lock().expect("nobody panicked").push(percent);
            }
        });
        let watcher = watcher(&sink);
        for done in (0..=2_000_000).step_by(10_000) {
            watcher(&moved(0, 2_000_000, done));
        }
        let told = told.lock().expect("nobody panicked");
        assert_eq!(told.len(), 20, "{told:?}");
    }
}
