//! From an intent to all four readings, without any pipe or device.

use crate::{
    scene::{app_at_home, deaf},
    table::Table,
};
use maru::App;
use maru_page::Intent;
use std::time::{Duration, Instant};

/// A walk through the form and back, over and over: opening, choosing, going on, reading.
const ROUND: [&str; 12] = [
    "next",
    "previous",
    "next",
    "activate",
    "where",
    "activate",
    "next",
    "activate",
    "read-page",
    "activate",
    "back",
    "back",
];
const KEYS: usize = 200;

pub fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_at_home(&folder, &deaf(), None);
    timed(&mut app, "activate sector-tell");
    table.row(
        "open the street-light form to its first question",
        crate::table::Time(timed(&mut app, "activate service-street-light")),
        "50 ms",
    );
    let (mut all, mut answers) = (Vec::new(), Vec::new());
    for act in ROUND.iter().cycle().take(KEYS) {
        let before = app.page().id.clone();
        let time = timed(&mut app, act);
        let answered = *act == "activate" && app.page().id != before;
        if answered {
            answers.push(time);
        }
        all.push(time);
    }
    table.spread("intent to the four readings, 200-key walk", all, "5 ms");
    table.spread(
        "  of these: an answer, kept, to the next question",
        answers,
        "-",
    );
}

/// The intent, and what every reader takes from it: the picture, the words, the cells.
fn timed(app: &mut App, act: &str) -> Duration {
    let intent: Intent = act.parse().unwrap();
    let began = Instant::now();
    app.intent(intent);
    std::hint::black_box((app.screen(), app.said(), app.cells()));
    began.elapsed()
}
