//! Maru without a window: intents as words on standard input, the four readings as a line of JSON each.

use crate::{
    app::{App, AppError, AppOptions},
    incoming::{Incoming, Sink},
};
use maru_page::{Intent, Page, braille, intent::IntentError};
use serde_json::json;
use std::{
    collections::VecDeque,
    io::{self, BufRead, Write},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

enum Input {
    Line(String),
    End,
    Incoming(Incoming),
}

/// The four readings of the page as it is.
pub fn readings(app: &App) -> serde_json::Value {
    let page = app.page();
    let speech: Vec<_> = app
        .said()
        .iter()
        .map(|said| json!({ "text": said.text, "lang": said.lang.tag() }))
        .collect();
    json!({
        "page": page.id.0,
        "title": page.title.shown,
        "screen": app.screen().lines(),
        "speech": speech,
        "braille": braille::unicode(&app.cells()),
        "focus": page.focus.as_str(),
    })
}

/// Runs until the input ends or the person leaves.
///
/// Lines are intents (see [`maru_page::Intent`]); besides, `key NAME` is a key of the keyboard, `wait SECONDS`
/// waits for news (of the network, of devices), `emboss FILE` writes the page for a Braille embosser, and a line that starts with `#` is passed over.
pub fn run(options: &AppOptions) -> Result<(), AppError> {
    let (sender, inputs) = mpsc::channel();
    let lines = sender.clone();
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if lines.send(Input::Line(line)).is_err() {
                return;
            }
        }
        // The loop may have ended before its input.
        let _ = lines.send(Input::End);
    });
    let sink: Sink = Arc::new(move |incoming| drop(sender.send(Input::Incoming(incoming))));
    let mut app = App::open(options, &sink)?;
    print(&readings(&app));
    let mut kept = VecDeque::new();
    while let Some(input) = kept.pop_front().or_else(|| inputs.recv().ok()) {
        match input {
            Input::Line(line) => match line.strip_prefix("wait ") {
                Some(seconds) => {
                    kept.extend(wait(&mut app, seconds, &inputs));
                    print(&readings(&app));
                }
                None => command(&mut app, line.trim_end_matches('\r')),
            },
            Input::Incoming(incoming) => drop(app.incoming(incoming)),
            // What was typed is kept, as when the window is closed.
            Input::End => {
                app.intent(Intent::Quit);
                break;
            }
        }
        if app.wants_to_quit() {
            break;
        }
    }
    Ok(())
}

fn command(app: &mut App, line: &str) {
    if line.trim().is_empty() || line.starts_with('#') {
        return;
    }
    if let Some(path) = line.strip_prefix("emboss ") {
        let page = Page {
            notice: None,
            ..app.page().clone()
        };
        let brf = app.on_paper(&page, app.settings().braille_paper.sheet());
        match std::fs::write(path, brf) {
            Ok(()) => print(&json!({ "embossed": path })),
            Err(error) => print(&json!({ "error": error.to_string() })),
        }
        return;
    }
    let key = line.strip_prefix("key ");
    let intent = match key {
        Some(key) => maru_page::gestures::keyboard(key, app.page().focused())
            .ok_or_else(|| format!("the key {key} means nothing here")),
        None => line.parse().map_err(|error: IntentError| error.to_string()),
    };
    match intent {
        Ok(intent) => {
            match key {
                Some(_) => app.pressed(intent),
                None => app.intent(intent),
            };
            print(&readings(app));
        }
        Err(error) => print(&json!({ "error": error })),
    }
}

/// Takes in news for some seconds; gives back the lines that came meanwhile.
fn wait(app: &mut App, seconds: &str, inputs: &mpsc::Receiver<Input>) -> Vec<Input> {
    let seconds: Option<f64> = seconds.trim().parse().ok();
    let seconds = seconds.filter(|seconds| seconds.is_finite()).unwrap_or(1.0);
    let seconds = seconds.clamp(0.0, 3600.0);
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let mut kept = Vec::new();
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        match inputs.recv_timeout(left) {
            Ok(Input::Incoming(incoming)) => drop(app.incoming(incoming)),
            Ok(other) => kept.push(other),
            Err(_) => break,
        }
    }
    kept
}

fn print(value: &serde_json::Value) {
    let mut out = io::stdout().lock();
    // Whoever stopped reading wants no more.
    let _ = writeln!(out, "{value}").and_then(|()| out.flush());
}
