//! A real speech-dispatcher with its real espeak-ng, whose sound goes nowhere, and what it was asked to say.

use std::collections::BTreeMap;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::wait::{self, Running};

/// Something that a program had said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The program's name, as it gave it to the daemon.
    pub client: String,
    /// The words.
    pub text: String,
    /// The language the program had chosen for them.
    pub language: String,
}

/// A running daemon; it ends when this is dropped.
#[derive(Debug)]
pub struct Speech {
    daemon: Mutex<Option<Running>>,
    log: Mutex<Log>,
    folder: tempfile::TempDir,
}

const CONFIGURATION: &str = "LogLevel 5\n\
    AudioOutputMethod \"alsa\"\n\
    AddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\n\
    DefaultModule espeak-ng\n";

/// ALSA's own device that swallows everything: works without a sound card.
const SILENT_SOUND_CARD: &str = "pcm.!default { type null }\nctl.!default { type null }\n";

/// ALSA's own device that keeps all sound in a file.
const KEEPING_SOUND_CARD: &str = "pcm.!default { type file slave.pcm { type null } file \"{file}\" format \"raw\" }\n\
    ctl.!default { type null }\n";

impl Speech {
    /// One whose sound goes nowhere.
    pub fn start() -> Speech {
        Speech::with(SILENT_SOUND_CARD)
    }

    /// One whose sound is kept: see [`Speech::recorded`].
    pub fn recording() -> Speech {
        Speech::with(KEEPING_SOUND_CARD)
    }

    fn with(sound_card: &str) -> Speech {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["conf/modules", "log"] {
            std::fs::create_dir_all(folder.path().join(name)).expect("a folder");
        }
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("a file");
        };
        write("conf/speechd.conf", CONFIGURATION);
        write("conf/modules/espeak-ng.conf", "Debug 0\n");
        let file = folder.path().join("heard.raw");
        write(
            "asound.conf",
            &sound_card.replace("{file}", &file.display().to_string()),
        );
        let daemon = Mutex::new(Some(start_daemon(folder.path())));
        Speech {
            daemon,
            log: Mutex::default(),
            folder,
        }
    }

    /// What was heard so far: 22,050 samples a second, one channel.
    pub fn recorded(&self) -> Vec<i16> {
        let bytes = std::fs::read(self.folder.path().join("heard.raw")).unwrap_or_default();
        let pairs = bytes.chunks_exact(2);
        pairs
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect()
    }

    /// What makes a program's library find it.
    pub fn environment(&self) -> (String, String) {
        let address = format!("unix_socket:{}", self.socket().display());
        ("SPEECHD_ADDRESS".to_owned(), address)
    }

    /// Where it listens.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("s.sock")
    }

    /// Has the daemon die, and another stand in its place.
    pub fn restart(&self) {
        let mut daemon = self.daemon.lock().unwrap_or_else(PoisonError::into_inner);
        daemon.take();
        // One that was killed leaves its socket behind, at which nobody listens.
        let _ = std::fs::remove_file(self.socket());
        *daemon = Some(start_daemon(self.folder.path()));
    }

    /// What a program of this name had said so far, in order.
    pub fn spoken_by(&self, client: &str) -> Vec<Spoken> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.read_on(&self.folder.path().join("log/speech-dispatcher.log"));
        log.spoken
            .iter()
            .filter(|spoken| spoken.client == client)
            .cloned()
            .collect()
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        // Before the folder, in which its socket is.
        let daemon = self.daemon.get_mut();
        daemon.unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Daemons that start at the same moment get in one another's way.
static STARTING: Mutex<()> = Mutex::new(());

fn start_daemon(folder: &Path) -> Running {
    let _one_at_a_time = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let at = |name: &str| folder.join(name);
    let mut command = Command::new("speech-dispatcher");
    command
        .args(["-s", "-c", "unix_socket", "-l", "5", "-t", "0"])
        .args([Path::new("-S"), &at("s.sock"), Path::new("-P"), &at("pid")])
        .args([Path::new("-C"), &at("conf"), Path::new("-L"), &at("log")])
        .env("ALSA_CONFIG_PATH", at("asound.conf"))
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let daemon = Running::start(&mut command);
    wait::until("speech-dispatcher", || {
        std::os::unix::net::UnixStream::connect(at("s.sock")).ok()
    });
    daemon
}

/// The daemon's log, read as it grows.
#[derive(Debug, Default)]
struct Log {
    read: u64,
    rest: Vec<u8>,
    clients: BTreeMap<String, (String, String)>,
    speaker: String,
    spoken: Vec<Spoken>,
}

impl Log {
    fn read_on(&mut self, path: &Path) {
        let Ok(mut file) = std::fs::File::open(path) else {
            return;
        };
        let mut fresh = Vec::new();
        file.seek(SeekFrom::Start(self.read))
            .and_then(|_| file.read_to_end(&mut fresh))
            .expect("the daemon's log");
        self.read += fresh.len() as u64;
        self.rest.extend(fresh);
        let whole = self
            .rest
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let lines: Vec<u8> = self.rest.drain(..whole).collect();
        String::from_utf8_lossy(&lines)
            .lines()
            .for_each(|line| self.line(line));
    }

    /// The daemon tells who sent it what by the number of the connection; what is queued came over the last one.
    fn line(&mut self, line: &str) {
        let Some((_, told)) = line.split_once("speechd: ") else {
            return;
        };
        let told = told.trim();
        if let Some((connection, order)) = told.split_once(":DATA:|") {
            self.speaker = connection.to_owned();
            let order = order.trim_end_matches(['\r', '|']);
            let client = self.clients.entry(self.speaker.clone()).or_default();
            let mut words = order.split_whitespace();
            let set = words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case("set"))
                && words
                    .next()
                    .is_some_and(|word| word.eq_ignore_ascii_case("self"));
            match (words.next().filter(|_| set), words.next()) {
                (Some("CLIENT_NAME"), Some(name)) => {
                    // USER:PROGRAM:COMPONENT, in quotes or not.
                    let program = name.trim_matches('"').split(':').nth(1);
                    *client = (program.unwrap_or(name).to_owned(), String::new());
                }
                (Some("LANGUAGE"), Some(language)) => client.1 = language.to_owned(),
                _ => {}
            }
        } else if let Some(queued) = told.strip_prefix("Queueing message |")
            && let Some((text, _)) = queued.rsplit_once("| with priority")
        {
            let (client, language) = self.clients.get(&self.speaker).cloned().unwrap_or_default();
            self.spoken.push(Spoken {
                client,
                text: text.to_owned(),
                language,
            });
        }
    }
}
