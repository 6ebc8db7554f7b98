//! The window, on a screen without glass (Xvfb): from the start to the first picture, from a key to the next.

use crate::{
    memory::{Status, ticks_in},
    scene::{BETWEEN_KEYS, PATIENCE, at_home, scene},
    speech::Listener,
    table::{Table, Time},
};
use maru_tests::process::program;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

const WHAT: &str = "window: start, key to frame, memory, idle CPU";
const KEYS: usize = 100;

pub fn measure(table: &mut Table) {
    let help = Command::new(program()).arg("--help").output().unwrap();
    if !String::from_utf8_lossy(&help.stdout).contains("--fullscreen") {
        return table.skipped(WHAT, "this build of maru has no window");
    }
    match Screen::open() {
        Ok(screen) => on(&screen, table),
        Err(why) => table.skipped(WHAT, &why),
    }
}

fn on(screen: &Screen, table: &mut Table) {
    let (folder, mut launch) = scene();
    let listener = Listener::open(&folder.path().join("speech"));
    launch
        .arguments
        .retain(|argument| argument != "--no-speech");
    launch.arguments.push("--fullscreen".to_owned());
    launch.environment.push(listener.environment());
    launch.environment.push(screen.environment());
    let timing = ("MARU_LOG".to_owned(), "maru::timing=info".to_owned());
    launch.environment.push(timing);
    for run in ["first ever", "again"] {
        let began = Instant::now();
        let window = Running::start(launch.command());
        let Some((first, _)) = window.next() else {
            return table.skipped(WHAT, "the window told of no frame");
        };
        let what = format!("start to first picture, 1920 × 1080, {run}");
        table.row(&what, Time(first - began), "0.5 s");
        let what = format!("start to first speech request, window, {run}");
        match listener.next(PATIENCE) {
            Some(spoke) => table.row(&what, Time(spoke - began), "1 s"),
            None => table.skipped(&what, "nothing was said"),
        }
        if run == "again" {
            thread::sleep(Duration::from_secs(1));
            in_use(screen, &window, table);
        }
        drop(window);
        // The questions of the first start are answered here, where nothing has to be looked for on the screen.
        at_home(&launch).leave();
        listener.forget();
    }
}

/// Opens a form by keys, and goes to and fro in it.
fn in_use(screen: &Screen, window: &Running, table: &mut Table) {
    for _ in 0..2 {
        screen.press("Return");
        thread::sleep(Duration::from_millis(500));
    }
    window.forget();
    let mut inside = Vec::new();
    let mut outside = Vec::new();
    for index in 0..KEYS {
        let began = Instant::now();
        screen.press(if index % 2 == 0 { "Down" } else { "Up" });
        let Some((at, took)) = window.next() else {
            return table.skipped("key to finished frame", "a key led to no frame");
        };
        outside.push(at - began);
        inside.extend(took);
        thread::sleep(BETWEEN_KEYS);
    }
    table.spread("key to finished frame, 1920 × 1080", inside, "16 ms");
    table.spread(
        "  the same, with the start of xdotool and the X server",
        outside,
        "-",
    );
    let status = Status::of(window.0.child.id());
    table.row("memory at most, window, form open", status.peak, "60 MB");
    table.row("memory now, window, form open", status.now, "60 MB");
    table.row(
        "CPU in 5 s when nobody touches it, window",
        ticks_in(window.0.child.id(), Duration::from_secs(5)),
        "0 ticks",
    );
}

/// A child that ends with this value, and the lines of one of its outputs.
struct Told {
    child: Child,
    lines: Receiver<(Instant, String)>,
}

impl Told {
    fn by(mut child: Child, output: impl std::io::Read + Send + 'static) -> Told {
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        child.stdin = None;
        Told { child, lines }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        // It is our own child; one that has ended already is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A Maru with its window, which tells of its frames on standard error.
struct Running(Told);

impl Running {
    fn start(mut command: Command) -> Running {
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = child.stderr.take().unwrap();
        Running(Told::by(child, output))
    }

    /// When the next frame was there, and how long it took since its key.
    fn next(&self) -> Option<(Instant, Option<Duration>)> {
        loop {
            let (at, line) = self.0.lines.recv_timeout(PATIENCE).ok()?;
            if line.contains("maru::timing") {
                let took = line.split_once("ms=").map(|(_, rest)| rest);
                let took = took.and_then(|text| text.split_whitespace().next()?.parse().ok());
                return Some((at, took.map(|ms: f64| Duration::from_secs_f64(ms / 1e3))));
            }
        }
    }

    fn forget(&self) {
        while self.0.lines.try_recv().is_ok() {}
    }
}

/// A screen of its own.
struct Screen {
    _server: Told,
    display: String,
}

impl Screen {
    fn open() -> Result<Screen, String> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1920x1080x24"]);
        command.args(["-nolisten", "tcp"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        let output = child.stdout.take().unwrap();
        let server = Told::by(child, output);
        let (_, number) = server
            .lines
            .recv_timeout(PATIENCE)
            .map_err(|_| "Xvfb tells no display".to_owned())?;
        let display = format!(":{}", number.trim());
        if Command::new("xdotool").arg("version").output().is_err() {
            return Err("xdotool is not installed".to_owned());
        }
        Ok(Screen {
            _server: server,
            display,
        })
    }

    fn environment(&self) -> (String, String) {
        ("DISPLAY".to_owned(), self.display.clone())
    }

    fn press(&self, key: &str) {
        let mut command = Command::new("xdotool");
        command.args(["key", key]).env("DISPLAY", &self.display);
        assert!(command.status().unwrap().success());
    }
}
