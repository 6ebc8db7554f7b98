//! A person at Maru's window, with keyboard, voice, Braille display and assistive technology, and the city behind it.
//!
//! Beside the program goes the same app without a window: after each act, what was really spoken, felt and put on
//! the accessibility bus must be what its presenters say.

mod follow;
mod send;

use std::path::PathBuf;

use maru::{AppOptions, Incoming};
use maru_page::{Intent, NodeId};
use maru_port::braille::simulated::PtyDisplay;
use maru_port::braille::{BrailleEvent, BrailleFault};
use maru_wire::hims::{Model, gestures};
use maru_wire::{Chord, Key};

use super::Desktop;
use super::accessible::Assistant;
use super::program::{Maru, Start};
use super::record::Record;
use crate::city_server::{CityServer, FormOffer, Options};
use crate::walk::{self, Walk};

/// The display that people have here.
const MODEL: Model = Model::BrailleSense;

/// A visit; everything ends when this is dropped, Maru first.
pub struct Visit {
    /// The program.
    pub maru: Maru,
    /// What looks at its accessibility tree.
    pub assistant: Assistant,
    /// The same app without a window: what is to be expected.
    pub expected: Walk,
    /// The display; none while it is unplugged.
    display: Option<PtyDisplay>,
    port: PathBuf,
    /// The city.
    pub server: CityServer,
    /// Everything else.
    pub desktop: Desktop,
    record: Record,
    heard: usize,
    said_before: usize,
    page: String,
}

impl Visit {
    /// Starts Maru for the first time in a language; all four readings are checked from the first page on.
    pub fn first_start(name: &str, lang: &'static str) -> Visit {
        let desktop = Desktop::start();
        let port = desktop.path("braille");
        let display = PtyDisplay::plug_model(&port, MODEL).expect("a pseudo-terminal");
        let server = city(&desktop);
        let expected = Walk::with(AppOptions {
            city: Some(walk::city()),
            data: Some(desktop.path("expected")),
            lang: Some(lang.to_owned()),
            no_speech: true,
            server: Some(walk::NOWHERE.to_owned()),
            world: walk::still_world,
            ..AppOptions::default()
        });
        let start = Start {
            lang,
            server: Some(server.base_url()),
            braille: Some(port.clone()),
        };
        let maru = Maru::start(&desktop, &start);
        let assistant = Assistant::start(&desktop, maru.id());
        let mut visit = Visit {
            maru,
            assistant,
            expected,
            display: Some(display),
            port,
            server,
            desktop,
            record: Record::new(name),
            heard: 0,
            said_before: 0,
            page: String::new(),
        };
        visit.follow_speech("the first page");
        visit.display_came();
        visit.follow("(start)");
        visit
    }

    /// Presses a key of the keyboard, by Maru's name for it.
    pub fn key(&mut self, key: &str) -> &mut Visit {
        let page = self.expected.app.page();
        let intent = maru_page::gestures::keyboard(key, page.focused());
        self.desktop.screen().press(&name_in_x(key));
        self.expect(intent.unwrap_or_else(|| panic!("{key} means nothing")));
        self.follow(&format!("key {key}"));
        self
    }

    /// Presses several keys.
    pub fn keys(&mut self, keys: &[&str]) -> &mut Visit {
        for key in keys {
            self.key(key);
        }
        self
    }

    /// Types letters of a Latin keyboard, one key after the other.
    pub fn type_keys(&mut self, letters: &str) -> &mut Visit {
        for letter in letters.chars() {
            self.key(&if letter == ' ' {
                "Space".to_owned()
            } else {
                letter.to_string()
            });
        }
        self
    }

    /// Presses keys of the Braille display together, such as `Space+Dot4`.
    pub fn chord(&mut self, keys: &str) -> &mut Visit {
        let chord: Chord = keys.parse().unwrap_or_else(|error| panic!("{error}"));
        let pressed: Vec<Key> = chord.keys().collect();
        assert!(
            self.display().press(&pressed),
            "the display lacks a key of {keys}"
        );
        let command = gestures().command(&chord);
        assert!(command.is_some(), "{keys} means nothing");
        self.expected
            .app
            .incoming(Incoming::Braille(BrailleEvent::Pressed { chord, command }));
        self.follow(&format!("braille keys {keys}"));
        self
    }

    /// Presses the routing key above the first cell which shows this part of the page.
    pub fn route(&mut self, cell: u8) -> &mut Visit {
        self.display().route(cell);
        self.expected
            .app
            .incoming(Incoming::Braille(BrailleEvent::Routing(usize::from(cell))));
        self.follow(&format!("routing key {cell}"));
        self
    }

    /// Does what assistive technology asks for, and what it means to the page.
    pub fn assist(
        &mut self,
        what: &str,
        act: impl FnOnce(&Assistant),
        intent: Intent,
    ) -> &mut Visit {
        act(&self.assistant);
        self.expect(intent);
        self.follow(what);
        self
    }

    /// Goes on by a key until the focus is on the thing of this name.
    pub fn keys_to(&mut self, key: &str, label: &str) -> &mut Visit {
        self.until_on(label, |visit| {
            visit.key(key);
        })
    }

    /// Goes on by keys of the Braille display until the focus is on the thing of this name.
    pub fn chords_to(&mut self, keys: &str, label: &str) -> &mut Visit {
        self.until_on(label, |visit| {
            visit.chord(keys);
        })
    }

    fn until_on(&mut self, label: &str, act: impl Fn(&mut Visit)) -> &mut Visit {
        for _ in 0..40 {
            if self.expected.focused().contains(label) {
                return self;
            }
            act(self);
        }
        panic!("{label} is not on the page:\n{}", self.expected.seen());
    }

    /// Unplugs the display.
    pub fn unplug(&mut self) {
        self.display = None;
        let reason = BrailleFault::Missing {
            path: String::new(),
        };
        self.plugged(BrailleEvent::Disconnected { reason });
        self.follow("(the Braille display is unplugged)");
    }

    /// Plugs a display in where the other was.
    pub fn plug_in(&mut self) {
        self.display = Some(PtyDisplay::plug_model(&self.port, MODEL).expect("a pseudo-terminal"));
        self.display_came();
        self.follow("(the Braille display is plugged in again)");
    }

    /// The display that is plugged in.
    pub fn display(&self) -> &PtyDisplay {
        self.display.as_ref().expect("a display that is plugged in")
    }

    /// Types cells, as Unicode Braille, on the Perkins keys of the display.
    pub fn type_cells(&mut self, cells: &str) -> &mut Visit {
        for pattern in cells.chars() {
            let cell = u32::from(pattern) - 0x2800;
            let dots: Vec<String> = (0..8)
                .filter(|dot| cell & 1 << dot != 0)
                .map(|dot| format!("Dot{}", dot + 1))
                .collect();
            self.chord(&dots.join("+"));
        }
        self
    }

    /// The thing on the expected page with this name.
    pub fn node(&self, label: &str) -> NodeId {
        let mut nodes = self.expected.app.page().nodes.iter();
        let found = nodes.find(|node| node.is_control() && node.label.shown == label);
        found
            .unwrap_or_else(|| panic!("{label} is not on the page"))
            .id
            .clone()
    }

    /// Goes through the first start and the services to the first question of the street light form, by keyboard.
    pub fn to_first_question(&mut self) -> &mut Visit {
        self.keys(&["Return", "Down", "Down", "Down", "Return", "Return"]);
        assert_eq!(self.expected.page(), "home");
        self.keys(&["Return", "Return"]);
        assert!(
            self.expected.page().starts_with("question-"),
            "{}",
            self.expected.seen()
        );
        self
    }

    /// Goes down to a choice, chooses it and goes on, by keyboard.
    pub fn choose(&mut self, label: &str) -> &mut Visit {
        self.keys_to("Down", label);
        self.keys(&["Return", "Return"])
    }

    fn expect(&mut self, intent: Intent) {
        self.expected.app.intent(intent);
    }

    fn display_came(&mut self) {
        let model = MODEL.name().to_owned();
        let cells = usize::from(MODEL.usual_cells());
        self.plugged(BrailleEvent::Connected { model, cells });
    }

    /// What a person did not do does not end what was said before.
    fn plugged(&mut self, event: BrailleEvent) {
        self.said_before = self.expected.app.said().len();
        self.expected.app.incoming(Incoming::Braille(event));
    }
}

/// A city that offers the demo forms.
pub fn city(desktop: &Desktop) -> CityServer {
    let mut options = Options::new(desktop.path("city"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(walk::city().join("forms"))
        .expect("the demo city")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .collect();
    files.sort();
    let offer = |path: &PathBuf| FormOffer::from_xml(std::fs::read(path).expect("a form"));
    options.forms = files.iter().filter_map(offer).collect();
    CityServer::start(options).expect("a port on the loopback")
}

/// What X calls a key.
fn name_in_x(key: &str) -> String {
    let name = |part: &str| match part {
        "Ctrl" => "ctrl".to_owned(),
        "Shift" => "shift".to_owned(),
        "Alt" => "alt".to_owned(),
        "Space" => "space".to_owned(),
        "Backspace" => "BackSpace".to_owned(),
        "-" => "minus".to_owned(),
        "." => "period".to_owned(),
        "," => "comma".to_owned(),
        other => other.to_owned(),
    };
    let parts: Vec<String> = key.split('+').map(name).collect();
    parts.join("+")
}
