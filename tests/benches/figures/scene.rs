//! Where the figures are taken: a fresh folder, the demo city, no network.

use maru::{App, AppOptions, incoming::Sink};
use maru_page::Intent;
use maru_tests::{
    process::{Launch, Process},
    walk,
};
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;

/// Longer than anything that works takes.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A quick person's keys come so far apart; devices that cannot follow faster than this are at rest by then.
pub const BETWEEN_KEYS: Duration = Duration::from_millis(80);

/// Nothing answers there, at once.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A folder, and how to start Maru on it.
pub fn scene() -> (TempDir, Launch) {
    let folder = tempfile::tempdir().unwrap();
    let launch = Launch::new(folder.path()).server(NOWHERE);
    (folder, launch)
}

/// A process that stands at the home page.
pub fn at_home(launch: &Launch) -> Process {
    let mut maru = launch.headless();
    maru.told().expect("the first page");
    // A first start asks for the language, the ways and the size.
    for _ in 0..3 {
        maru.act("proceed").expect("the next page");
    }
    let seen = maru.act("home").expect("the home page");
    assert_eq!(seen["page"], "home");
    maru
}

/// A process with the street-light form open.
pub fn with_form(launch: &Launch) -> Process {
    let mut maru = at_home(launch);
    maru.act("activate sector-tell").expect("the services");
    let seen = maru
        .act("activate service-street-light")
        .expect("a question");
    let page = seen["page"].as_str().unwrap_or_default();
    assert!(page.starts_with("question-"), "{seen}");
    maru
}

/// The app in this process, at the home page.
pub fn app_at_home(folder: &TempDir, sink: &Sink, braille: Option<&str>) -> App {
    let options = AppOptions {
        city: Some(walk::city()),
        data: Some(folder.path().to_owned()),
        lang: Some("en".to_owned()),
        braille: braille.map(|spec| spec.parse().unwrap()),
        no_speech: true,
        offline: true,
        ..AppOptions::default()
    };
    let mut app = App::open(&options, sink).unwrap();
    for _ in 0..3 {
        app.intent(Intent::Proceed);
    }
    assert_eq!(app.page().id.0, "home");
    app
}

/// A sink for what nobody waits for.
pub fn deaf() -> Sink {
    Arc::new(drop)
}
