//! A real speech-dispatcher with its real espeak-ng, in a folder of its own, whose sound goes nowhere.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running daemon; it ends with this value.
pub struct SpeechDispatcher {
    folder: tempfile::TempDir,
    child: Child,
}

const CONFIGURATION: &str = "LogLevel 5\n\
    DefaultVolume 100\n\
    AudioOutputMethod \"alsa\"\n";

/// Debian's usual synthesizer.
pub const ESPEAK: &str = "AddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\n";

/// A synthesizer of another maker, as one is added by its command line: one voice, for English.
pub const ENGLISH_ONLY: &str = "AddModule \"brief\" \"sd_generic\" \"brief.conf\"\n";
const ENGLISH_ONLY_MODULE: &str = "Debug 0\n\
    GenericExecuteSynth \"true\"\n\
    AddVoice \"en\" \"MALE1\" \"Brief\"\n";

/// ALSA's own device that swallows everything: works without a sound card.
pub const SILENT_SOUND_CARD: &str = "pcm.!default { type null }\nctl.!default { type null }\n";

impl SpeechDispatcher {
    /// Starts one and waits until it answers.
    pub fn start() -> SpeechDispatcher {
        SpeechDispatcher::with(ESPEAK, SILENT_SOUND_CARD)
    }

    /// Starts one with these synthesizers and this sound card.
    pub fn with(modules: &str, sound_card: &str) -> SpeechDispatcher {
        let folder = tempfile::tempdir().expect("a folder");
        let module = folder.path().join("conf/modules");
        std::fs::create_dir_all(&module).expect("a folder");
        std::fs::create_dir(folder.path().join("log")).expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("a file");
        };
        write("conf/speechd.conf", &format!("{CONFIGURATION}{modules}"));
        write("conf/modules/espeak-ng.conf", "Debug 0\n");
        write("conf/modules/brief.conf", ENGLISH_ONLY_MODULE);
        write("asound.conf", sound_card);
        let child = run(folder.path());
        SpeechDispatcher { folder, child }
    }

    /// Kills it, installs other synthesizers and starts it again at the same place.
    pub fn restart_with(&mut self, modules: &str) {
        self.kill();
        let path = self.folder.path().join("conf/speechd.conf");
        std::fs::write(path, format!("{CONFIGURATION}{modules}")).expect("a file");
        self.child = run(self.folder.path());
    }

    /// Kills it and starts another at the same place.
    pub fn restart(&mut self) {
        self.kill();
        self.child = run(self.folder.path());
    }

    /// Kills it.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(self.socket());
    }

    /// Gives the socket it listens on; programs find it by `SPEECHD_ADDRESS=unix_socket:…`.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("s.sock")
    }

    /// Gives what it was asked to say, in order, across restarts.
    pub fn spoken(&self) -> Vec<String> {
        let line = |line: &str| {
            let (_, rest) = line.split_once("Queueing message |")?;
            Some(rest.rsplit_once("| with priority")?.0.to_owned())
        };
        self.log().lines().filter_map(line).collect()
    }

    /// Gives the languages in which the synthesizer was asked to speak, in order.
    pub fn languages(&self) -> Vec<String> {
        let log = self.log();
        let named = log
            .lines()
            .filter_map(|line| line.strip_prefix("language="));
        named.map(str::to_owned).collect()
    }

    /// Gives the voices by which the synthesizer was asked to speak, in order.
    pub fn voices(&self) -> Vec<String> {
        let log = self.log();
        let named = log
            .lines()
            .filter_map(|line| line.strip_prefix("synthesis_voice="));
        named.map(str::to_owned).collect()
    }

    /// Gives the orders it got that begin with these words.
    pub fn orders(&self, beginning: &str) -> Vec<String> {
        let log = self.log();
        let orders = log.lines().filter_map(|line| line.split_once("DATA:|"));
        orders
            .map(|(_, order)| order.trim_end_matches(['\r', '|']).to_owned())
            .filter(|order| order.starts_with(beginning))
            .collect()
    }

    /// Makes it hang.
    pub fn freeze(&self) {
        self.signal(libc::SIGSTOP);
    }

    /// Ends the hanging.
    pub fn thaw(&self) {
        self.signal(libc::SIGCONT);
    }

    fn signal(&self, signal: i32) {
        let process = i32::try_from(self.child.id()).expect("a process number");
        // SAFETY: it is the number of our own child, which has not been waited for.
        assert_eq!(unsafe { libc::kill(process, signal) }, 0);
    }

    fn log(&self) -> String {
        let bytes = std::fs::read(self.folder.path().join("log/speech-dispatcher.log"));
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    }
}

impl Drop for SpeechDispatcher {
    fn drop(&mut self) {
        self.kill();
    }
}

fn run(folder: &Path) -> Child {
    let at = |name: &str| folder.join(name);
    let child = Command::new("speech-dispatcher")
        .args(["-s", "-c", "unix_socket", "-l", "5", "-t", "0"])
        .arg("-S")
        .arg(at("s.sock"))
        .arg("-P")
        .arg(at("pid"))
        .arg("-C")
        .arg(at("conf"))
        .arg("-L")
        .arg(at("log"))
        .env("ALSA_CONFIG_PATH", at("asound.conf"))
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the Debian package speech-dispatcher is installed");
    let end = Instant::now() + Duration::from_secs(20);
    while std::os::unix::net::UnixStream::connect(at("s.sock")).is_err() {
        assert!(Instant::now() < end, "speech-dispatcher did not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    child
}
