//! A person at a Braille display of any family, at the end of a pseudo-terminal, with `maru --headless` behind it.
//!
//! Nothing but keys of the display moves Maru, and after each the display has to show what Maru says it does.

use crate::process::{Launch, Process};
use maru_port::braille::{Family, simulated::PtyDisplay};
use maru_wire::{
    Chord, Key,
    simulated::{Faults, SimulatedDisplay},
};
use serde_json::Value;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Longer than any display takes to be found on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The keys with which a walk is made on a family's usual display.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// To the thing before.
    pub previous: &'static str,
    /// To the next thing.
    pub next: &'static str,
    /// Back along the line.
    pub pan_left: &'static str,
    /// On along the line.
    pub pan_right: &'static str,
    /// Does what the thing in focus is for.
    pub activate: &'static str,
}

/// The keys of each family.
pub fn keys(family: Family) -> Keys {
    let of = |previous, next, pan_left, pan_right, activate| Keys {
        previous,
        next,
        pan_left,
        pan_right,
        activate,
    };
    match family {
        Family::Hims => of(
            "Space+Dot1",
            "Space+Dot4",
            "RightScrollUp",
            "RightScrollDown",
            "Dot8",
        ),
        Family::HandyTech => of(
            "RightRockerUp",
            "RightRockerDown",
            "SpaceLeft",
            "SpaceRight",
            "Dot8",
        ),
        Family::Baum => of("Display4", "Display6", "Display2", "Display5", "Dot8"),
        Family::HumanWare => of(
            "ThumbPrevious",
            "ThumbNext",
            "ThumbLeft",
            "ThumbRight",
            "Dot8",
        ),
        Family::Focus => of(
            "RightRockerUp",
            "RightRockerDown",
            "PanLeft",
            "PanRight",
            "Dot8",
        ),
        Family::Seika => of("K2", "K3", "K1", "K8", "K4"),
        Family::Albatross => of("Up", "Down", "Left", "Right", "ExtraCursor1"),
        Family::Papenmeier => of("BarUp1", "BarDown1", "BarLeft1", "BarRight1", "Dot8"),
        Family::EuroBraille => of(
            "RightJoystickUp",
            "RightJoystickDown",
            "Switch1Left",
            "Switch1Right",
            "Dot8",
        ),
        Family::Alva => of("ThumbUp", "ThumbDown", "ThumbLeft", "ThumbRight", "Dot8"),
        Family::DotPad => of("F1", "F2", "PanLeft", "PanRight", "LeftPadCentre"),
    }
}

/// The person, the display and Maru.
pub struct Player {
    /// The display's family.
    pub family: Family,
    /// The display; none while it is unplugged.
    display: Option<PtyDisplay>,
    port: PathBuf,
    maru: Process,
    /// What Maru told last.
    pub told: Value,
    _folder: TempDir,
}

impl Player {
    /// At Maru's first page, with the display plugged in.
    pub fn at_first_page(family: Family) -> Player {
        let folder = tempfile::tempdir().expect("a folder");
        let port = folder.path().join("braille");
        let display = PtyDisplay::plug_family(&port, family).expect("a pseudo-terminal");
        let mut launch = Launch::new(&folder.path().join("data"));
        let spec = format!("{}@{}", family.name(), port.display());
        launch.arguments.extend(["--braille".to_owned(), spec]);
        let maru = launch.headless();
        let told = maru.told().expect("the first page");
        let mut player = Player {
            family,
            display: Some(display),
            port,
            maru,
            told,
            _folder: folder,
        };
        player.feel();
        player
    }

    /// The display that is plugged in.
    pub fn display(&self) -> &PtyDisplay {
        self.display.as_ref().expect("a display that is plugged in")
    }

    /// Pulls the plug.
    pub fn unplug(&mut self) {
        self.display = None;
        self.until("it is gone", |told| {
            told["screen"].to_string().contains("no longer connected")
        });
    }

    /// Plugs one of the same kind in at the same place.
    pub fn plug_in(&mut self) {
        let display = PtyDisplay::plug_family(&self.port, self.family);
        self.display = Some(display.expect("a pseudo-terminal"));
        self.feel();
    }

    /// Plugs one in that says nothing yet.
    pub fn plug_in_silent(&mut self) {
        let display = PtyDisplay::plug_family(&self.port, self.family);
        let display = display.expect("a pseudo-terminal");
        display.set_faults(Faults {
            mute: true,
            ..Faults::default()
        });
        self.display = Some(display);
    }

    /// Waits until the display shows, with all of its cells, what Maru says it does.
    pub fn feel(&mut self) {
        let width = self.display().cells().len();
        let end = Instant::now() + PATIENCE;
        loop {
            self.told = self.maru.act("wait 0.05").expect("a page");
            let cells = self.told["braille"].as_str().unwrap_or_default().to_owned();
            let is_shown = |display: &SimulatedDisplay| display.text() == cells;
            if cells.chars().count() == width
                && self
                    .display()
                    .wait_until(Duration::from_millis(300), is_shown)
            {
                return;
            }
            let felt = self.display().text();
            let name = self.family.name();
            assert!(
                Instant::now() < end,
                "{name}: felt {felt}, told {}",
                self.told
            );
        }
    }

    /// Presses keys together and waits until that has changed something, and is felt.
    pub fn press(&mut self, keys: &str) -> &mut Player {
        let chord: Chord = keys.parse().expect("known keys");
        let pressed: Vec<Key> = chord.keys().collect();
        let name = self.family.name();
        let before = self.told.clone();
        assert!(self.display().press(&pressed), "{name} has no {keys}");
        self.until(keys, |told| *told != before);
        self.feel();
        self
    }

    /// Sends the first half of what a press and release of these keys says; the rest is lost.
    pub fn half_press(&self, keys: &str) {
        let chord: Chord = keys.parse().expect("known keys");
        let pressed: Vec<Key> = chord.keys().collect();
        let bytes = self.family.simulated().press(&pressed).unwrap_or_default();
        self.display().send_raw(&bytes[..bytes.len() / 2]);
    }

    /// Presses the routing key above a cell and waits until that has changed something, and is felt.
    pub fn route(&mut self, cell: u8) -> &mut Player {
        let before = self.told.clone();
        self.display().route(cell);
        self.until("a routing key", |told| *told != before);
        self.feel();
        self
    }

    /// Waits until what Maru tells is so.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(&self.told) {
            let name = self.family.name();
            assert!(Instant::now() < end, "{name}: {what}: {}", self.told);
            self.told = self.maru.act("wait 0.05").expect("a page");
        }
    }

    /// The line of the picture that has the focus.
    pub fn focused(&self) -> String {
        let lines = self.told["screen"].as_array().into_iter().flatten();
        let mut lines = lines.filter_map(Value::as_str);
        lines
            .find(|line| line.starts_with("> "))
            .unwrap_or_default()
            .to_owned()
    }

    /// The name of the page.
    pub fn page(&self) -> &str {
        self.told["page"].as_str().unwrap_or_default()
    }

    /// Goes on by the keys for it until the focus is on the thing of this name.
    pub fn go_to(&mut self, label: &str) -> &mut Player {
        let next = keys(self.family).next;
        for _ in 0..40 {
            if self.focused().contains(label) {
                return self;
            }
            self.press(next);
        }
        panic!("{}: {label} is not on {}", self.family.name(), self.told);
    }

    /// Uses what has the focus.
    pub fn activate(&mut self) -> &mut Player {
        let activate = keys(self.family).activate;
        self.press(activate)
    }

    /// Goes to a choice, chooses it and goes on.
    pub fn choose(&mut self, label: &str) -> &mut Player {
        self.go_to(label).activate().activate()
    }

    /// Maru ends by itself, and leaves a blank display.
    pub fn leave(self) {
        let Player { display, maru, .. } = self;
        maru.leave();
        let display = display.expect("a display that is plugged in");
        let is_blank = |display: &SimulatedDisplay| display.cells().iter().all(|cell| *cell == 0);
        assert!(display.wait_until(PATIENCE, is_blank), "{}", display.text());
    }
}
