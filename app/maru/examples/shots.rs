//! Pictures of every screen of the real app with the demo city, in both languages, two themes and two sizes.
//!
//! `shots <folder> [width height]`, on a display (`make shots` brings its own).

use maru::{App, AppOptions, incoming::Sink};
use maru_page::{Intent, Look, Theme};
use maru_ui::{Options, Window};
use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

type Failure = Box<dyn std::error::Error>;

const LOOKS: [(Theme, u16); 4] = [
    (Theme::Paper, 100),
    (Theme::Paper, 400),
    (Theme::YellowOnBlack, 100),
    (Theme::Night, 400),
];

/// What is done, and the name of the picture that is taken then; none for steps on the way.
const WALK: [(&[&str], &str); 43] = [
    (&[], "01-first-language"),
    (&["proceed"], "02-first-ways"),
    (&["proceed"], "03-first-text-size"),
    (&["proceed"], "04-home"),
    (&["activate"], "05-services"),
    (&["activate"], "06-question-choices"),
    (&["type 1"], "07-question-chosen"),
    (&["activate"], "08-question-choices-more"),
    (&["type 1", "activate", "type 1", "activate"], "09-note"),
    (
        &[
            "activate", "type 1", "activate", "type 1", "activate", "type 1", "activate", "type 12",
        ],
        "10-question-field",
    ),
    (&["activate"], "11-question-refused"),
    (
        &["type -3456", "activate", "type 5", "activate"],
        "12-question-date",
    ),
    (
        &["focus today", "activate", "activate", "type 2", "activate"],
        "13-check-answers",
    ),
    (&["proceed"], "14-receipt"),
    (&["proceed", "activate", "activate"], ""),
    (&["type 2", "activate", "home"], "15-home-with-draft"),
    (&["activate", "activate"], "16-begin-again"),
    (&["home", "focus my-forms", "activate"], "17-my-forms"),
    (&["activate record-1", "activate acts"], "35-record-acts"),
    (&["activate acts-look"], "36-record-answers"),
    (&["back", "activate acts-delete"], "37-record-delete"),
    (&["back", "activate acts-copy"], "38-record-copy"),
    (&["home", "settings"], "18-settings"),
    (&["activate setting-braille"], "34-find-display"),
    (&["back", "help"], "19-help"),
    (&["home", "type 2"], "20-services-many"),
    (
        &[
            "home",
            "activate sector-help",
            "activate service-household-benefit",
            "replace answer 2026-02-03",
        ],
        "21-date-understood",
    ),
    (&["proceed"], "22-long-list"),
    (
        &["focus find", "dots 4", "dots 126", "dots 25"],
        "32-braille-writing",
    ),
    (&["replace find Garam 1"], "23-long-list-found"),
    (
        &[
            "activate choice-1",
            "proceed",
            "replace answer Kim",
            "proceed",
            "activate choice-1",
            "proceed",
            "replace answer 1958",
            "proceed",
            "proceed",
        ],
        "24-repeat",
    ),
    (&["previous", "previous", "activate"], "25-repeat-remove"),
    (&["back", "proceed", "more", "more"], "26-range"),
    (&["proceed", "type 3", "type 1"], "27-rank"),
    (&["type 2", "type 4", "proceed"], "28-upload"),
    (&["proceed"], "29-group"),
    (&["emboss"], "33-paper"),
    (
        &[
            "home",
            "activate sector-help",
            "activate service-call-me-back",
            "proceed",
            "activate choice-2",
            "proceed",
            "proceed",
            "activate choice-1",
            "proceed",
            "proceed",
            "activate choice-1",
            "proceed",
            "proceed",
            "replace answer 010-1234-5678",
            "proceed",
            "activate choice-1",
            "proceed",
        ],
        "30-private-check",
    ),
    (&["proceed"], "31-private-receipt"),
    (
        &[
            "home",
            "activate sector-help",
            "activate service-call-me-back",
            "proceed",
            "activate choice-2",
            "home",
        ],
        "39-long-notice",
    ),
    (&["home", "voice-buttons"], "32-voice-buttons"),
    (
        &[
            "voice-buttons",
            "home",
            "settings",
            "activate setting-voice-more",
        ],
        "33-voice",
    ),
    (&["activate setting-which-voice"], "34-which-voice"),
];

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("shots <folder> [width height]")?);
    std::fs::create_dir_all(&folder)?;
    let mut number = |other: u32| -> Result<u32, Failure> {
        Ok(arguments
            .next()
            .map(|text| text.parse())
            .transpose()?
            .unwrap_or(other))
    };
    let size = (number(1366)?, number(768)?);
    let options = Options {
        size: Some(size),
        dpi: Some(96.0),
        ..Options::default()
    };
    let window = Rc::new(Window::open(options, drop)?);
    let outcome = Rc::new(RefCell::new(Ok(())));
    let (shown, told) = (Rc::clone(&window), Rc::clone(&outcome));
    window.on_first_frame(move || {
        let done = ["ko", "en"]
            .into_iter()
            .try_for_each(|lang| walk(&shown, lang, &folder));
        *told.borrow_mut() = done.map_err(|error| error.to_string());
        shown.quit();
    });
    let data = tempfile::tempdir()?;
    let app = open(data.path(), "ko")?;
    window.present(app.page(), app.words(), Look::default());
    window.run()?;
    let outcome = outcome.borrow().clone();
    outcome.map_err(Into::into)
}

fn open(data: &Path, lang: &str) -> Result<App, Failure> {
    let options = AppOptions {
        city: Some(PathBuf::from("assets/city")),
        data: Some(data.to_owned()),
        lang: Some(lang.to_owned()),
        no_speech: true,
        offline: true,
        ..AppOptions::default()
    };
    let sink: Sink = Arc::new(drop);
    Ok(App::open(&options, &sink)?)
}

fn walk(window: &Window, lang: &str, folder: &Path) -> Result<(), Failure> {
    let data = tempfile::tempdir()?;
    let mut app = open(data.path(), lang)?;
    for (acts, name) in WALK {
        for act in acts {
            app.intent(act.parse::<Intent>()?);
        }
        for (theme, text_percent) in LOOKS.into_iter().filter(|_| !name.is_empty()) {
            window.present(
                app.page(),
                app.words(),
                Look {
                    theme,
                    text_percent,
                },
            );
            let path = folder.join(format!("{name}-{lang}-{}-{text_percent}.png", theme.name()));
            window.snapshot()?.write_png(std::fs::File::create(path)?)?;
        }
    }
    Ok(())
}
