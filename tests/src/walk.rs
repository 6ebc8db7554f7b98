//! A walk: what a person did, and what they saw, heard and felt. The whole app without a window, on a real store.

use maru::{App, AppOptions, Incoming, incoming::Sink};
use maru_desk::World;
use maru_page::{Intent, braille};
use maru_port::braille::BrailleEvent;
use maru_wire::{Chord, Command};
use std::{
    cell::Cell,
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// The demo city.
pub fn city() -> PathBuf {
    root().join("assets/city")
}

/// A city's server that nobody reaches.
pub const NOWHERE: &str = "http://127.0.0.1:9";

/// A clock that stands still, and identities that count: the same walk gives the same readings.
pub fn still_world() -> World {
    thread_local! {
        /// Each test has a thread of its own, and so the same identities whatever runs beside it.
        static COUNT: Cell<u64> = const { Cell::new(0) };
    }
    let count = COUNT.get() + 1;
    COUNT.set(count);
    World {
        now: "2026-03-05T15:20:00+09:00[Asia/Seoul]"
            .parse()
            .expect("a moment"),
        uuid: format!("00000000-0000-4000-8000-{count:012}"),
        seed: 7,
        device_id: "maru".to_owned(),
    }
}

/// A person at Maru.
pub struct Walk {
    /// The app.
    pub app: App,
    options: AppOptions,
    log: String,
    last_seen: Vec<String>,
    /// The person's data; `None` if they are somebody else's to remove.
    _folder: Option<TempDir>,
}

impl Walk {
    /// A first start, in a language.
    pub fn first_start(lang: &str) -> Walk {
        let folder = tempfile::tempdir().expect("a folder for the walk");
        let options = AppOptions {
            city: Some(city()),
            data: Some(folder.path().to_owned()),
            lang: Some(lang.to_owned()),
            no_speech: true,
            server: Some(NOWHERE.to_owned()),
            world: still_world,
            ..AppOptions::default()
        };
        Walk {
            _folder: Some(folder),
            ..Walk::with(options)
        }
    }

    /// The person leaves and starts Maru again; what its threads tell goes to this sink.
    pub fn told_by(self, sink: &Sink) -> Walk {
        let Walk {
            app,
            options,
            log,
            _folder,
            ..
        } = self;
        drop(app);
        Walk {
            log,
            _folder,
            ..Walk::start(options, sink)
        }
    }

    /// A start with these options.
    pub fn with(options: AppOptions) -> Walk {
        Walk::start(options, &(Arc::new(drop) as Sink))
    }

    /// A start with these options; what its threads tell goes to this sink.
    pub fn start(options: AppOptions, sink: &Sink) -> Walk {
        let app = App::open(&options, sink).expect("the app opens");
        let mut walk = Walk {
            app,
            options,
            log: String::new(),
            last_seen: Vec::new(),
            _folder: None,
        };
        walk.record("(start)");
        walk
    }

    /// A first start that went on to the home page.
    pub fn at_home(lang: &str) -> Walk {
        let mut walk = Walk::first_start(lang);
        walk.all(&["proceed", "proceed", "proceed"]);
        assert_eq!(walk.page(), "home");
        walk.log.clear();
        walk
    }

    /// The power fails, and comes again.
    pub fn power_cut(self) -> Walk {
        let Walk {
            app,
            mut options,
            log,
            _folder,
            ..
        } = self;
        app.power_cut();
        // The language was kept; only a first start is told one.
        options.lang = None;
        Walk {
            log,
            _folder,
            ..Walk::with(options)
        }
    }

    /// One act, in the words of [`Intent`].
    pub fn does(&mut self, act: &str) -> &mut Walk {
        let intent: Intent = act.parse().unwrap_or_else(|error| panic!("{error}"));
        self.app.intent(intent);
        self.record(act);
        self
    }

    /// Several acts.
    pub fn all(&mut self, acts: &[&str]) -> &mut Walk {
        for act in acts {
            self.does(act);
        }
        self
    }

    /// A key of the keyboard.
    pub fn key(&mut self, key: &str) -> &mut Walk {
        let intent = maru_page::gestures::keyboard(key, self.app.page().focused())
            .unwrap_or_else(|| panic!("{key} means nothing"));
        self.app.pressed(intent);
        self.record(&format!("key {key}"));
        self
    }

    /// A Braille display is plugged in.
    pub fn braille_display(&mut self, cells: usize) -> &mut Walk {
        let model = "a display".to_owned();
        self.at_the_display("(display)", BrailleEvent::Connected { model, cells })
    }

    /// Keys of a Braille display.
    pub fn braille_key(&mut self, command: Command) -> &mut Walk {
        let event = BrailleEvent::Pressed {
            chord: Chord::default(),
            command: Some(command),
        };
        self.at_the_display(&format!("braille {command}"), event)
    }

    /// Cells typed on a Perkins keyboard; a blank one is the space bar.
    pub fn perkins(&mut self, cells: &str) -> &mut Walk {
        for pattern in cells.chars() {
            let cell = u8::try_from(u32::from(pattern) - 0x2800).expect("a cell");
            self.braille_key(match cell {
                0 => Command::SpaceBar,
                _ => Command::Dots(cell),
            });
        }
        self
    }

    /// The routing key above the first cell of these.
    pub fn route_to(&mut self, cells: &str) -> &mut Walk {
        let felt = self.felt();
        let byte = felt
            .find(cells)
            .unwrap_or_else(|| panic!("no {cells} in {felt}"));
        let cell = felt[..byte].chars().count();
        self.at_the_display(&format!("routing {cell}"), BrailleEvent::Routing(cell))
    }

    /// Goes on by Braille keys until the focus is on the thing of this name.
    pub fn feel_for(&mut self, label: &str) -> &mut Walk {
        for _ in 0..60 {
            if self.focused().contains(label) {
                return self;
            }
            self.braille_key(Command::Next);
        }
        panic!("{label} is not on the page:\n{}", self.seen());
    }

    /// What lies under the fingers.
    pub fn felt(&self) -> String {
        braille::unicode(&self.app.cells())
    }

    fn at_the_display(&mut self, act: &str, event: BrailleEvent) -> &mut Walk {
        self.app.incoming(Incoming::Braille(event));
        self.record(act);
        self
    }

    /// Goes down until the focus is on the thing of this name, as a person would who looks for it.
    pub fn down_to(&mut self, label: &str) -> &mut Walk {
        for _ in 0..60 {
            let focused = self
                .app
                .page()
                .focused()
                .map(|node| node.label.shown.clone())
                .unwrap_or_default();
            if focused.contains(label) {
                return self;
            }
            self.key("Down");
        }
        panic!(
            "{label} is not on the page:\n{}",
            self.app.screen().lines().join("\n")
        );
    }

    /// The name of the page.
    pub fn page(&self) -> String {
        self.app.page().id.0.clone()
    }

    /// The label of what has the focus.
    pub fn focused(&self) -> String {
        self.app
            .page()
            .focused()
            .map(|node| node.label.shown.clone())
            .unwrap_or_default()
    }

    /// What was said last.
    pub fn heard(&self) -> String {
        let said: Vec<&str> = self
            .app
            .said()
            .iter()
            .map(|utterance| utterance.text.as_str())
            .collect();
        said.join(" / ")
    }

    /// The picture in words.
    pub fn seen(&self) -> String {
        self.app.screen().lines().join("\n")
    }

    /// Notes down what is seen, heard and felt after something that nobody here did.
    pub fn notes(&mut self, what: &str) -> &mut Walk {
        self.record(what);
        self
    }

    /// What has been done, seen, heard and felt so far.
    pub fn log(&self) -> &str {
        &self.log
    }

    fn record(&mut self, act: &str) {
        let lines = self.app.screen().lines();
        // A picture on which only the focus moved is told by the line that has it.
        let still: Vec<String> = lines
            .iter()
            .map(|line| line.replacen("> ", "  ", 1))
            .collect();
        let focused = lines.iter().filter(|line| line.starts_with("> "));
        let seen = if still == self.last_seen {
            focused.cloned().collect::<Vec<_>>().join("\n")
        } else {
            lines.join("\n")
        };
        self.last_seen = still;
        let said = self.heard();
        let felt = braille::unicode(&self.app.cells());
        let _ = writeln!(
            self.log,
            "{act}\n{}\n  speech  {said}\n  braille {felt}\n",
            indented(&seen)
        );
    }
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("  | {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
