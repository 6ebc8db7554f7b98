//! A headless Maru as a process of its own: told acts by lines, heard by lines, and killed without warning.

use serde_json::Value;
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Output, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

/// Longer than any act takes on the slowest machine; a Maru that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program `maru` that was built beside this test, or the one that `MARU_PROGRAM` names.
pub fn program() -> PathBuf {
    if let Some(named) = env::var_os("MARU_PROGRAM") {
        return named.into();
    }
    let own = env::current_exe().expect("a process knows its own program");
    // Tests lie in target/<profile>/deps, the program one folder up.
    let beside = own.ancestors().skip(1).take(2);
    let found = beside
        .map(|folder| folder.join("maru"))
        .find(|path| path.is_file());
    let build = if own.components().any(|part| part.as_os_str() == "release") {
        "cargo build --release -p maru"
    } else {
        "cargo build -p maru"
    };
    found.unwrap_or_else(|| {
        panic!(
            "there is no program maru beside {}; run `{build}` first",
            own.display()
        )
    })
}

/// What a Maru is started with.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The folder of the city pack.
    pub city: PathBuf,
    /// The folder of the person's data.
    pub data: PathBuf,
    /// The city's server, if not the one of the pack.
    pub server: Option<String>,
    /// More of the command line.
    pub arguments: Vec<String>,
    /// More of the environment.
    pub environment: Vec<(String, String)>,
}

impl Launch {
    /// The demo city, with these data, in English, without a voice.
    pub fn new(data: &Path) -> Launch {
        Launch {
            city: crate::walk::city(),
            data: data.to_owned(),
            server: None,
            arguments: vec![
                "--lang".to_owned(),
                "en".to_owned(),
                "--no-speech".to_owned(),
            ],
            environment: Vec::new(),
        }
    }

    /// The same with another server.
    pub fn server(mut self, url: &str) -> Launch {
        self.server = Some(url.to_owned());
        self
    }

    /// The command, before its own words.
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.arg("--city").arg(&self.city);
        command.arg("--data").arg(&self.data);
        if let Some(server) = &self.server {
            command.arg("--server").arg(server);
        }
        command.args(&self.arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command such as `sync` or `forms list` to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        let mut command = self.command();
        command.args(words).stdin(Stdio::null());
        command.output().expect("the program can be started")
    }

    /// Starts it headless.
    pub fn headless(&self) -> Process {
        let mut command = self.command();
        command.arg("--headless");
        Process::start(command)
    }
}

/// A Maru that runs. Dropping it kills it.
pub struct Process {
    child: Arc<Mutex<Child>>,
    id: u32,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

/// The other end of the cable: pulls the plug of a Maru from another thread.
#[derive(Clone)]
pub struct Plug(Arc<Mutex<Child>>);

impl Plug {
    /// Ends the process as `kill -9` does: it gets no moment for anything.
    pub fn pull(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One that has ended already is ended.
        let _ = child.kill();
    }
}

impl Process {
    /// Starts a command that reads acts and writes readings.
    pub fn start(mut command: Command) -> Process {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program can be started");
        let input = child.stdin.take().expect("its input is a pipe");
        let output = child.stdout.take().expect("its output is a pipe");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let whole = |line: std::io::Result<String>| line.ok();
            for line in BufReader::new(output).lines().map_while(whole) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Process {
            id: child.id(),
            child: Arc::new(Mutex::new(child)),
            input: Some(input),
            lines,
        }
    }

    /// Its number among the processes.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What ends it from another thread.
    pub fn plug(&self) -> Plug {
        Plug(Arc::clone(&self.child))
    }

    /// What it tells next; `None` when it has ended and told everything. A line that the end cut is not told.
    pub fn told(&self) -> Option<Value> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => serde_json::from_str(&line).ok(),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("Maru has said nothing for {PATIENCE:?}"),
        }
    }

    /// One act, and what it tells after it.
    pub fn act(&mut self, act: &str) -> Option<Value> {
        if let Some(input) = &mut self.input {
            // One whose plug was pulled reads no more; what it told before is still there.
            let _ = input.write_all(format!("{act}\n").as_bytes());
        }
        self.told()
    }

    /// Several acts, and what it tells after the last.
    pub fn acts(&mut self, acts: &[&str]) -> Value {
        let mut told = Value::Null;
        for act in acts {
            told = self.act(act).expect("it tells");
        }
        told
    }

    /// Waits until it tells of something that comes by itself.
    pub fn wait_for(&mut self, wanted: &str) -> Value {
        let mut told = Value::Null;
        for _ in 0..160 {
            told = self.act("wait 0.5").expect("it tells");
            if told.to_string().contains(wanted) {
                return told;
            }
        }
        panic!("never told: {wanted}; {told}");
    }

    /// Ends the input, and waits until it has left by itself.
    pub fn leave(mut self) {
        self.input = None;
        let status = self.locked().wait().expect("the process is ours");
        assert!(status.success(), "Maru ended badly: {status}");
    }

    fn locked(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.plug().pull();
        // The kernel keeps the number of a dead process until somebody asks for it.
        let _ = self.locked().wait();
    }
}
