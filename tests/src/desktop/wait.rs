//! Waiting for something to become true, with an end to the patience; and programs that end with their owner.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Long enough for a busy machine with two cores.
pub const PATIENCE: Duration = Duration::from_secs(60);

const PAUSE: Duration = Duration::from_millis(15);

/// Tries until it gives something. Panics with what was waited for when the patience ends.
pub fn until<T>(what: &str, attempt: impl FnMut() -> Option<T>) -> T {
    try_until(PATIENCE, attempt).unwrap_or_else(|| panic!("waited in vain: {what}"))
}

/// Tries until it gives something or the patience ends.
pub fn try_until<T>(patience: Duration, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
    loop {
        if let Some(found) = attempt() {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        std::thread::sleep(PAUSE);
    }
}

/// A program with all that it starts; they end when this is dropped.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts a program at the head of a process group of its own.
    pub fn start(command: &mut Command) -> Running {
        let child = command.process_group(0).spawn();
        Running(child.unwrap_or_else(|error| {
            panic!(
                "{:?} cannot be started ({error}); `make setup` installs what is missing",
                command.get_program()
            )
        }))
    }

    /// Starts a program that prints a line when it is ready, and gives that line.
    pub fn start_and_read(command: &mut Command) -> (Running, String, BufReader<ChildStdout>) {
        let mut running = Running::start(command.stdout(Stdio::piped()));
        let mut output = BufReader::new(running.0.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("what it prints is text");
        (running, line.trim().to_owned(), output)
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// The child itself.
    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Waits until it ends by itself, and tells whether it ended well.
    pub fn ended_well(&mut self) -> bool {
        until("the end of a program", || {
            self.0.try_wait().expect("our own child")
        })
        .success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = i32::try_from(self.0.id()).expect("a process number");
        // SAFETY: the group is the one that our own child heads; a group that is gone is no group.
        unsafe { libc::killpg(group, libc::SIGTERM) };
        if try_until(Duration::from_secs(3), || self.0.try_wait().ok().flatten()).is_none() {
            // SAFETY: as above; the child has not been waited for.
            unsafe { libc::killpg(group, libc::SIGKILL) };
            let _ = self.0.wait();
        }
    }
}
