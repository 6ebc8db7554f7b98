//! An X server in memory, and a person at its keyboard.

use std::process::{Command, Stdio};

use super::wait::{self, Running};

/// A screen without glass.
#[derive(Debug)]
pub struct Screen {
    _server: Running,
    name: String,
}

impl Screen {
    pub(super) fn start() -> Screen {
        let mut command = Command::new("Xvfb");
        // The server looks for a free number and prints it when it listens.
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1024x768x24",
                "-dpi",
                "96",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stderr(Stdio::null());
        let (server, number, _) = Running::start_and_read(&mut command);
        assert!(!number.is_empty(), "Xvfb did not start");
        Screen {
            _server: server,
            name: format!(":{number}"),
        }
    }

    /// What stands in `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives the window of a process the keyboard, as soon as it is there.
    pub fn focus_window_of(&self, process: u32) {
        let id = process.to_string();
        wait::until("a window that takes the keyboard", || {
            let found = self.xdotool(&["search", "--onlyvisible", "--pid", &id])?;
            let window = found.split_whitespace().last()?.to_owned();
            self.xdotool(&["windowfocus", &window])?;
            let focused = self.xdotool(&["getwindowfocus"])?;
            (focused.trim() == window).then_some(())
        });
    }

    /// Takes the keyboard away from every window, as when the person turns to the desktop behind them.
    pub fn focus_nothing(&self) {
        let told = Command::new("xwininfo")
            .arg("-root")
            .env("DISPLAY", &self.name)
            .output();
        let told = told.expect("the Debian package x11-utils is installed");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let root = told.split_whitespace().find(|word| word.starts_with("0x"));
        let root = root.expect("the root window has a number");
        self.xdotool(&["windowfocus", root]).expect("it takes it");
    }

    /// Presses a key or chord, by X's names: `Down`, `ctrl+Return`.
    pub fn press(&self, key: &str) {
        self.xdotool(&["key", "--delay", "0", key])
            .expect("a key that the keyboard has");
    }

    /// The title of the window with the keyboard.
    pub fn window_title(&self) -> String {
        let title = self.xdotool(&["getwindowfocus", "getwindowname"]);
        title.unwrap_or_default().trim().to_owned()
    }

    fn xdotool(&self, words: &[&str]) -> Option<String> {
        let done = Command::new("xdotool")
            .args(words)
            .env("DISPLAY", &self.name)
            .output();
        let done = done.expect("the Debian package xdotool is installed");
        done.status
            .success()
            .then(|| String::from_utf8_lossy(&done.stdout).into_owned())
    }
}
