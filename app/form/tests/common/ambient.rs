//! Where and when the records of tests are begun.

use std::collections::BTreeMap;

use maru_form::Ambient;

/// Nine in the morning in Seoul.
pub fn ambient() -> Ambient {
    Ambient {
        now: "2026-03-05T09:00:00+09:00[+09:00]"
            .parse()
            .expect("a moment"),
        uuid: "0b2b6c3e-8f0c-4c59-9a43-6f6a6e8f2a11".to_string(),
        seed: 7,
        device_id: "kiosk-1".to_string(),
        properties: BTreeMap::from([("username".to_string(), "somebody".to_string())]),
        place: Some("37.5665 126.978".to_string()),
    }
}
