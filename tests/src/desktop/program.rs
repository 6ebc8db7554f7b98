//! Maru itself, the program, as a person starts it.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Desktop;
use super::wait::Running;

/// How Maru is started.
#[derive(Clone, Debug)]
pub struct Start {
    /// The language.
    pub lang: &'static str,
    /// The address of the city.
    pub server: Option<String>,
    /// Where a Braille display will be plugged in.
    pub braille: Option<PathBuf>,
}

/// Maru in its window, with the keyboard; it ends when this is dropped.
#[derive(Debug)]
pub struct Maru {
    running: Running,
    log: PathBuf,
}

impl Maru {
    /// Starts it, with its data in the desktop's folder.
    pub fn start(desktop: &Desktop, start: &Start) -> Maru {
        Maru::start_with(desktop, start, &[])
    }

    /// Starts it with more words on its command line.
    pub fn start_with(desktop: &Desktop, start: &Start, more: &[&str]) -> Maru {
        let mut command = maru(desktop);
        command.args(["--lang", start.lang, "--size", "1024x768"]);
        command.args(more);
        if let Some(server) = &start.server {
            command.args(["--server", server]);
        }
        if let Some(port) = &start.braille {
            command
                .arg("--braille")
                .arg(format!("hims@{}", port.display()));
        }
        let log = desktop.path("maru.log");
        let errors = std::fs::File::create(&log).expect("a file");
        let running = Running::start(
            command
                .env("MARU_LOG", "info")
                .stdin(Stdio::null())
                .stderr(errors),
        );
        desktop.screen().focus_window_of(running.id());
        Maru { running, log }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.running.id()
    }

    /// Waits until it ends by itself, and tells whether it ended well.
    pub fn ended_well(&mut self) -> bool {
        self.running.ended_well()
    }

    /// What it wrote for operators.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// How much of the processor's time it has used, in ticks of a hundredth of a second.
    pub fn ticks(&self) -> u64 {
        let path = format!("/proc/{}/stat", self.running.id());
        let stat = std::fs::read_to_string(path).expect("a process that runs");
        // The name before the last bracket may hold anything; behind it, user and system time are the 12th and 13th.
        let (_, fields) = stat.rsplit_once(')').expect("the name in brackets");
        let numbers = fields.split_whitespace().skip(11).take(2);
        numbers
            .map(|number| number.parse::<u64>().expect("a number"))
            .sum()
    }

    /// How many ticks it uses in a while.
    pub fn ticks_within(&self, while_: Duration) -> u64 {
        let before = self.ticks();
        std::thread::sleep(while_);
        self.ticks() - before
    }
}

/// What `maru forms list` tells: a line for each form.
pub fn list_forms(desktop: &Desktop) -> Vec<Vec<String>> {
    let list = String::from_utf8(output(maru(desktop).args(["forms", "list"]))).expect("text");
    list.lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// What `maru forms export` writes.
pub fn export_form(desktop: &Desktop, number: &str) -> Vec<u8> {
    output(maru(desktop).args(["forms", "export", number]))
}

fn output(command: &mut Command) -> Vec<u8> {
    let done = command.output().expect("maru can be started");
    assert!(
        done.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    done.stdout
}

/// The program that was built beside this test, with this desktop's data.
fn maru(desktop: &Desktop) -> Command {
    let mut command = desktop.command(crate::process::program());
    command
        .arg("--city")
        .arg(crate::walk::city())
        .arg("--data")
        .arg(desktop.path("maru"));
    command
}
