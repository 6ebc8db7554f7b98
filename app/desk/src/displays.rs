//! Braille displays: which one is used, and finding the one that a person has.
//!
//! A port is asked for nothing before a person has chosen it together with a maker. What answers is remembered and
//! used from then on; what does not answer leaves everything as it was.

use crate::{desk::Desk, event::Effect, screens::Screen};
use maru_page::Text;

/// The families of displays, in the order in which they are offered: those that people here have come first. Each has
/// its makers' name (`maker-hims`) and its products (`products-hims`) among the words.
pub const FAMILIES: [&str; 11] = [
    "hims",
    "dotpad",
    "seika",
    "humanware",
    "focus",
    "baum",
    "handytech",
    "papenmeier",
    "eurobraille",
    "alva",
    "albatross",
];

/// How brltty's display is named among displays.
pub const BRLTTY: &str = "brlapi";

/// A serial port, as far as it is known without being opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// What is opened.
    pub path: String,
    /// What the system calls it, such as `ttyUSB0`.
    pub tty: String,
    /// Where it is.
    pub place: PortPlace,
    /// What it calls itself; may be empty.
    pub name: String,
    /// The family to which it belongs alone, if it does.
    pub family: Option<String>,
}

/// Where a port is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortPlace {
    /// Plugged into USB.
    Usb,
    /// Reached by radio.
    Bluetooth,
    /// A socket of the computer itself.
    BuiltIn,
}

/// Why a display cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisplayTrouble {
    /// Nothing answers.
    Silent,
    /// What answers is no display of this family.
    Garbled,
    /// The port is gone.
    Missing,
    /// Another program has it.
    Busy,
    /// This person may not open it.
    Denied,
    /// brltty does not answer, or has no display itself.
    NoBrltty,
    /// Anything else.
    Other,
}

impl DisplayTrouble {
    /// The word for it in the names of messages.
    fn name(self) -> &'static str {
        match self {
            DisplayTrouble::Silent => "silent",
            DisplayTrouble::Garbled => "garbled",
            DisplayTrouble::Missing => "missing",
            DisplayTrouble::Busy => "busy",
            DisplayTrouble::Denied => "denied",
            DisplayTrouble::NoBrltty => "no-brltty",
            DisplayTrouble::Other => "other",
        }
    }
}

/// What is known of displays.
#[derive(Default)]
pub(crate) struct Displays {
    /// Whoever started Maru named the display.
    pub(crate) named: bool,
    pub(crate) ports: Vec<Port>,
    /// Whether the ports were looked up since their page was opened.
    listed: bool,
    /// Whether brltty runs here.
    pub(crate) brltty: bool,
    pub(crate) trial: Option<Trial>,
}

/// A display being asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trial {
    /// The family and the port, as `--braille` has them.
    pub(crate) spec: String,
    pub(crate) state: TrialState,
}

/// How far asking is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrialState {
    /// Nothing has answered yet.
    Asking,
    /// It will not do as it is.
    Failed(DisplayTrouble),
    /// It is there and in use.
    Found,
}

impl Desk {
    /// Opens the page on which a display is found.
    pub(crate) fn find_display(&mut self) -> Vec<Effect> {
        self.open(Screen::FindDisplay);
        self.list_ports()
    }

    pub(crate) fn list_ports(&mut self) -> Vec<Effect> {
        self.displays.listed = false;
        vec![Effect::ListPorts]
    }

    /// Asks for a display at one port.
    pub(crate) fn try_display(&mut self, spec: String) -> Vec<Effect> {
        self.displays.trial = Some(Trial {
            spec: spec.clone(),
            state: TrialState::Asking,
        });
        // What was in use is not any more.
        self.braille = None;
        self.open(Screen::TryDisplay);
        vec![Effect::UseDisplay(Some(spec))]
    }

    /// A trial that was left without success: what was used before is used again.
    pub(crate) fn end_trial(&mut self) -> Option<Effect> {
        let is_open = self
            .places
            .iter()
            .any(|place| place.screen == Screen::TryDisplay);
        let trial = self.displays.trial.take_if(|_| !is_open)?;
        let before = self.settings.display.clone();
        (trial.state != TrialState::Found).then_some(Effect::UseDisplay(before))
    }

    /// The display that is being asked for, or was found.
    fn trial(&mut self) -> Option<&mut Trial> {
        self.displays.trial.as_mut()
    }

    /// A display is there. One that was asked for is remembered.
    pub(crate) fn display_ready(&mut self, model: String, cells: usize) -> Vec<Effect> {
        let args = [("cells", cells.into())];
        let text = match &self.displays.trial {
            Some(_) => self.found_text(&model, cells),
            None => self.words().with("notice-braille-ready", &args),
        };
        self.tell(text, false);
        self.braille = Some((model, cells));
        let Some(trial) = self.trial() else {
            return Vec::new();
        };
        trial.state = TrialState::Found;
        let spec = trial.spec.clone();
        if self.settings.display.as_ref() == Some(&spec) {
            return Vec::new();
        }
        self.settings.display = Some(spec);
        vec![Effect::SaveSettings(self.settings.clone())]
    }

    /// The display is gone; where it was found just now, it can be asked for again.
    pub(crate) fn display_gone(&mut self) {
        self.braille = None;
        let found = self
            .trial()
            .filter(|trial| trial.state == TrialState::Found);
        if let Some(trial) = found {
            trial.state = TrialState::Failed(DisplayTrouble::Missing);
        }
        self.tell(self.words().text("notice-braille-gone"), true);
    }

    /// A display cannot be used. That is told to who is waiting for it; others would only be disturbed.
    pub(crate) fn display_failed(&mut self, trouble: DisplayTrouble) {
        let Some(trial) = self
            .trial()
            .filter(|trial| trial.state != TrialState::Found)
        else {
            return;
        };
        trial.state = TrialState::Failed(trouble);
        let spec = trial.spec.clone();
        let text = self.trouble_text(&spec, trouble);
        self.tell(text, false);
    }

    /// The ports are these now. One that has just come is told of to who looks for it.
    pub(crate) fn ports_are(&mut self, ports: Vec<Port>, brltty: bool) {
        let old = std::mem::replace(&mut self.displays.ports, ports);
        self.displays.brltty = brltty;
        let was_listed = std::mem::replace(&mut self.displays.listed, true);
        if !was_listed || !matches!(self.screen(), Screen::FindDisplay | Screen::FindPort(_)) {
            return;
        }
        let is_new = |port: &&Port| !old.iter().any(|known| known.path == port.path);
        let new = self.displays.ports.iter().find(is_new).cloned();
        let count = self.displays.ports.len();
        if let Some(port) = new {
            let name = self.port_text(&port).shown;
            let text = self
                .words()
                .with("notice-port-new", &[("port", (&name).into())]);
            self.tell(text, false);
        } else if count < old.len() {
            self.tell(self.words().text("notice-port-gone"), false);
        }
    }

    /// The name of a family's makers.
    pub(crate) fn maker_text(&self, family: &str) -> Text {
        self.words().text(&format!("maker-{family}"))
    }

    /// What a port is called; one without a name of its own as the system calls it.
    pub(crate) fn port_text(&self, port: &Port) -> Text {
        let text = self.port_place_text(port);
        if port.place != PortPlace::BuiltIn && !port.name.is_empty() {
            return text;
        }
        let args = [("port", (&text.shown).into()), ("tty", (&port.tty).into())];
        self.words().with("port-nameless", &args)
    }

    /// What a port is called where the system's word for it stands beside.
    pub(crate) fn port_place_text(&self, port: &Port) -> Text {
        let id = match (port.place, port.name.is_empty()) {
            (PortPlace::Usb, true) => "port-usb-nameless",
            (PortPlace::Usb, false) => "port-usb",
            (PortPlace::Bluetooth, true) => "port-bluetooth-nameless",
            (PortPlace::Bluetooth, false) => "port-bluetooth",
            (PortPlace::BuiltIn, _) => "port-built-in",
        };
        self.words().with(id, &[("name", (&port.name).into())])
    }

    /// The maker and the port of a display, in words.
    pub(crate) fn spec_texts(&self, spec: &str) -> (Text, Text) {
        let Some((kind, path)) = spec.split_once('@') else {
            return (
                self.words().text("maker-brltty"),
                Text::plain("", self.words().lang()),
            );
        };
        let family = kind.split(':').next().unwrap_or_default();
        let known = self.displays.ports.iter().find(|port| port.path == path);
        let port = match known {
            Some(port) => self.port_text(port),
            None => Text::plain(path, self.words().lang()),
        };
        (self.maker_text(family), port)
    }

    pub(crate) fn found_text(&self, model: &str, cells: usize) -> Text {
        let args = [("model", model.into()), ("cells", cells.into())];
        self.words().with("try-found", &args)
    }

    pub(crate) fn trouble_text(&self, spec: &str, trouble: DisplayTrouble) -> Text {
        let (maker, port) = self.spec_texts(spec);
        let id = format!("try-failed-{}", trouble.name());
        let args = [
            ("maker", (&maker.shown).into()),
            ("port", (&port.shown).into()),
        ];
        self.words().with(&id, &args)
    }
}
