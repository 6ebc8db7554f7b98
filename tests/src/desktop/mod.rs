//! A private desktop: a screen, a message bus, a voice, a Braille display and a city, all of them the real programs
//! that Debian ships, started for one test and gone with it.
//!
//! Nothing here has a fixed name, port or place, so tests may run beside one another and beside a person's desktop.

mod bus;
mod record;
mod screen;
mod speech;

pub mod accessible;
pub mod program;
pub mod visit;
pub mod wait;

use std::path::{Path, PathBuf};
use std::process::Command;

use bus::Bus;
use screen::Screen;
pub use speech::{Speech, Spoken};

/// A screen, a bus and a voice of one's own. All end when this is dropped, in the order of the fields.
#[derive(Debug)]
pub struct Desktop {
    speech: Option<Speech>,
    bus: Bus,
    screen: Screen,
    folder: tempfile::TempDir,
}

impl Desktop {
    /// Starts all of it; assistive technology is wanted, a screen reader does not run.
    pub fn start() -> Desktop {
        Desktop {
            speech: Some(Speech::start()),
            ..Desktop::without_voice()
        }
    }

    /// Starts all but the voice: where it would be, nobody listens.
    pub fn without_voice() -> Desktop {
        let folder = tempfile::tempdir().expect("a folder for the desktop");
        for name in ["home", "run", "config", "cache", "data"] {
            make_private(&folder.path().join(name));
        }
        let screen = Screen::start();
        let mut desktop = Desktop {
            speech: None,
            bus: Bus::not_started(),
            screen,
            folder,
        };
        desktop.bus = Bus::start(desktop.command("dbus-daemon"));
        desktop.bus.want_assistive_technology();
        desktop
    }

    /// A program that finds this desktop and nothing of the one outside.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let at = |name: &str| self.folder.path().join(name);
        let voice = self
            .speech
            .as_ref()
            .map_or_else(|| at("nobody"), |speech| speech.socket());
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LANG", "C.UTF-8")
            .env("DISPLAY", self.screen.name())
            .env("HOME", at("home"))
            .env("XDG_RUNTIME_DIR", at("run"))
            .env("XDG_CONFIG_HOME", at("config"))
            .env("XDG_CACHE_HOME", at("cache"))
            .env("XDG_DATA_HOME", at("data"))
            // Settings of the desktop live as long as the program that asks for them.
            .env("GSETTINGS_BACKEND", "memory")
            .env(
                "SPEECHD_ADDRESS",
                format!("unix_socket:{}", voice.display()),
            );
        if let Some(address) = self.bus.address() {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        command
    }

    /// The folder of everything that is kept.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A path in that folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The voice.
    pub fn speech(&self) -> &Speech {
        self.speech.as_ref().expect("a desktop with a voice")
    }

    /// The screen and its keyboard.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Tells everybody on the bus whether a screen reader runs.
    pub fn set_screen_reader(&self, runs: bool) {
        self.bus.set_screen_reader(runs);
    }
}

/// Makes a folder for its owner alone, as `XDG_RUNTIME_DIR` must be.
fn make_private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(folder)
        .expect("a folder");
}
