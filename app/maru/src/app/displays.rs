//! Braille displays: the one that is used, the one that was found before, and those that could be.

use super::App;
use crate::incoming::{Incoming, Sink};
use maru_desk::{DisplayTrouble, Event, PortPlace};
use maru_port::{
    braille::{BrailleFault, BrailleSpec, Display, brltty_listens},
    ports::{self, Place, Port, PortWatch},
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The display in use, and how it came to be so.
#[derive(Default)]
pub(super) struct Displays {
    used: Option<Display>,
    /// Whoever started Maru named it.
    named: bool,
    /// Where the file system begins whose ports are looked up; none if they are not.
    root: Option<PathBuf>,
    /// It is brltty's and nobody asked for it: a screen reader has it first.
    gives_way: bool,
    /// How often another display was taken: what one from before still says is not heard.
    turn: Arc<AtomicU64>,
    /// Whether the person is with this program.
    is_away: bool,
    screen_reader: bool,
    _watch: Option<PortWatch>,
}

impl Displays {
    /// Shows cells on the display in use.
    pub(super) fn show(&self, cells: impl FnOnce() -> Vec<u8>) {
        if let Some(display) = &self.used {
            display.show(cells());
        }
    }

    /// Whether somebody may feel what is written.
    pub(super) fn are_used(&self) -> bool {
        self.used.is_some()
    }

    fn give_or_take(&self) {
        if let Some(display) = &self.used {
            display.set_active(!(self.is_away || self.gives_way && self.screen_reader));
        }
    }

    /// Uses this display in place of the one before, which is blank and closed by then.
    fn turn_to(&mut self, spec: Option<&BrailleSpec>, sink: &Sink) {
        let turn = self.turn.fetch_add(1, Ordering::SeqCst) + 1;
        self.used = None;
        self.gives_way = false;
        let Some(spec) = spec else { return };
        let (sink, turns) = (sink.clone(), Arc::clone(&self.turn));
        let opened = Display::open(spec, move |event| {
            if turns.load(Ordering::SeqCst) == turn {
                sink(Incoming::Braille(event));
            }
        });
        self.used = opened
            .inspect_err(|error| tracing::warn!(code = "device", "braille: {error}"))
            .ok();
        self.give_or_take();
    }
}

impl App {
    /// Begins with the display that was named, else with the one that was found before, else with the one that its
    /// plug tells to be a display, or that brltty has.
    pub(super) fn start_display(&mut self, named: Option<&BrailleSpec>, root: Option<&Path>) {
        self.displays.named = named.is_some();
        self.displays.root = root.map(Path::to_owned);
        match named {
            Some(spec) => {
                self.displays.turn_to(Some(spec), &self.sink);
                self.update(Event::BrailleNamed);
            }
            None => {
                let kept = self.desk.settings().display.clone();
                self.use_display(kept.as_deref());
            }
        }
        if let Some(root) = root.filter(|_| named.is_none()) {
            let sink = self.sink.clone();
            let watch = PortWatch::start(root, move || sink(Incoming::Ports));
            self.displays._watch = watch
                .inspect_err(|error| tracing::warn!(code = "ports", "{error}"))
                .ok();
        }
    }

    /// Uses the display of this spec, or the one that is found by itself.
    pub(super) fn use_display(&mut self, spec: Option<&str>) {
        if self.displays.named {
            return;
        }
        let parsed = spec.and_then(|spec| {
            let parsed: Result<BrailleSpec, _> = spec.parse();
            parsed
                .inspect_err(|error| tracing::warn!(code = "braille", "{error}"))
                .ok()
        });
        if parsed.is_some() {
            return self.displays.turn_to(parsed.as_ref(), &self.sink);
        }
        let found = self.displays.root.as_deref().and_then(found_by_itself);
        self.displays.turn_to(found.as_ref(), &self.sink);
        self.displays.gives_way = matches!(found, Some(BrailleSpec::BrlApi(_)));
        self.displays.give_or_take();
    }

    /// Ports have come or gone.
    pub(super) fn ports_changed(&mut self) {
        let ports = self.ports();
        self.update(ports);
        if self.displays.used.is_none() {
            self.use_display(None);
        }
    }

    /// The ports there are, as news for the desk.
    pub(super) fn ports(&self) -> Event {
        let port = |port: Port| maru_desk::Port {
            path: port.path.display().to_string(),
            tty: port.tty,
            place: match port.place {
                Place::Usb => PortPlace::Usb,
                Place::Bluetooth => PortPlace::Bluetooth,
                Place::BuiltIn => PortPlace::BuiltIn,
            },
            name: port.name,
            family: port.family.map(|family| family.name().to_owned()),
        };
        let root = self.displays.root.as_deref();
        Event::Ports {
            ports: root.map_or_else(Vec::new, |root| {
                ports::list(root).into_iter().map(port).collect()
            }),
            brltty: root.is_some() && brltty_listens(),
        }
    }

    /// Whether the person is with this program now. brltty's display is left to others meanwhile.
    pub fn set_active(&mut self, active: bool) {
        tracing::debug!(active, "the window got or lost the keyboard");
        self.displays.is_away = !active;
        self.displays.give_or_take();
    }

    /// A screen reader feels the page its own way, if it has the display.
    pub(super) fn display_beside_screen_reader(&mut self, running: bool) {
        self.displays.screen_reader = running;
        self.displays.give_or_take();
    }
}

/// A display that nobody has to name: one that belongs to its maker alone by its plug, or brltty's.
fn found_by_itself(root: &Path) -> Option<BrailleSpec> {
    if brltty_listens() {
        return Some(BrailleSpec::BrlApi(None));
    }
    let port = ports::known_display(root)?;
    let spec = format!("{}@{}", port.family?.name(), port.path.display());
    tracing::info!(display = spec, "a display was told by its plug");
    spec.parse().ok()
}

/// What a fault means to the person who is waiting for a display.
pub(super) fn trouble(fault: &BrailleFault) -> DisplayTrouble {
    use maru_wire::Trouble;
    match fault {
        BrailleFault::Missing { .. } | BrailleFault::Cut { .. } => DisplayTrouble::Missing,
        BrailleFault::Busy { .. } => DisplayTrouble::Busy,
        BrailleFault::Denied { .. } => DisplayTrouble::Denied,
        BrailleFault::NoBrltty { .. } | BrailleFault::Unreachable { .. } => {
            DisplayTrouble::NoBrltty
        }
        BrailleFault::Unusable { .. } => DisplayTrouble::Other,
        BrailleFault::Trouble { trouble, .. } => match trouble {
            Trouble::Silent => DisplayTrouble::Silent,
            Trouble::Garbled => DisplayTrouble::Garbled,
            Trouble::BrlttySilent
            | Trouble::NotBrltty
            | Trouble::BrlttyVersion
            | Trouble::KeyWanted
            | Trouble::KeyRefused
            | Trouble::NoDisplay
            | Trouble::Taken => DisplayTrouble::NoBrltty,
        },
    }
}
