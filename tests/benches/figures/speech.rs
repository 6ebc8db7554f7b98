//! From a key to the request to speak, at the socket of a speech-dispatcher.
//!
//! A listener stands in for the daemon: it answers at once, so that what is measured is Maru and the daemon's own
//! library, not a synthesizer.

use crate::{
    scene::{BETWEEN_KEYS, PATIENCE, at_home, scene},
    table::Table,
};
use maru_port::voice::{Said, Voice, VoiceEvent};
use maru_tests::desktop::Speech;
use std::{
    io::{BufRead, BufReader, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, Instant},
};

const KEYS: usize = 100;
const STOPS: usize = 30;

pub fn measure(table: &mut Table) {
    let (folder, mut launch) = scene();
    let listener = Listener::open(&folder.path().join("speech"));
    launch
        .arguments
        .retain(|argument| argument != "--no-speech");
    launch.environment.push(listener.environment());
    let began = Instant::now();
    let mut maru = at_home(&launch);
    match listener.next(PATIENCE) {
        Some(spoke) => table.row(
            "start to first speech request, headless",
            crate::table::Time(spoke - began),
            "1 s",
        ),
        None => return table.skipped("key to the speech request", "nothing was said"),
    }
    maru.act("wait 0.5").expect("a page");
    let mut times = Vec::new();
    for index in 0..KEYS {
        listener.forget();
        let began = Instant::now();
        maru.act(if index % 2 == 0 { "next" } else { "previous" });
        let spoke = listener.next(PATIENCE).expect("each key is told");
        times.push(spoke - began);
        thread::sleep(BETWEEN_KEYS);
    }
    table.spread(
        "key to the speech request, line in to socket",
        times,
        "5 ms",
    );
    maru.leave();
    stop(table);
}

/// From the key to the daemon's word that it was cut short, with the real daemon and its synthesizer.
fn stop(table: &mut Table) {
    let what = "stop: key to the daemon's word that it is silent";
    if !installed("speech-dispatcher") || !installed("espeak-ng") {
        return table.skipped(what, "speech-dispatcher and espeak-ng are not installed");
    }
    let speech = Speech::start();
    let (name, address) = speech.environment();
    // SAFETY: no other thread of this process reads the environment now.
    unsafe { std::env::set_var(name, address) };
    let (send, events) = mpsc::channel();
    let voice = Voice::open(move |event| drop(send.send((Instant::now(), event))));
    let voice = voice.expect("a thread");
    let long = "A very long sentence that nobody wants to hear to its end. ".repeat(40);
    let mut times = Vec::new();
    for _ in 0..STOPS {
        let said = Said {
            text: long.clone(),
            language: "en".to_owned(),
            ..Said::default()
        };
        let id = voice.speak(vec![said], false)[0];
        until(&events, &VoiceEvent::Began(id));
        thread::sleep(BETWEEN_KEYS);
        let pressed = Instant::now();
        voice.stop();
        times.push(until(&events, &VoiceEvent::Cancelled(id)) - pressed);
    }
    table.spread(what, times, "100 ms");
}

fn until(events: &Receiver<(Instant, VoiceEvent)>, wanted: &VoiceEvent) -> Instant {
    loop {
        let (at, event) = events.recv_timeout(PATIENCE).expect("the daemon tells it");
        if event == *wanted {
            return at;
        }
    }
}

fn installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Takes what clients say, and tells when.
pub struct Listener {
    address: String,
    spoken: Receiver<Instant>,
}

impl Listener {
    /// Listens at a path.
    pub fn open(path: &Path) -> Listener {
        let socket = UnixListener::bind(path).unwrap();
        let (sender, spoken) = mpsc::channel();
        thread::spawn(move || {
            for client in socket.incoming().map_while(Result::ok) {
                let sender = sender.clone();
                thread::spawn(move || serve(client, &sender));
            }
        });
        Listener {
            address: format!("unix_socket:{}", path.display()),
            spoken,
        }
    }

    /// What makes a program's library find it.
    pub fn environment(&self) -> (String, String) {
        ("SPEECHD_ADDRESS".to_owned(), self.address.clone())
    }

    /// When the next message was there, whole.
    pub fn next(&self, patience: Duration) -> Option<Instant> {
        self.spoken.recv_timeout(patience).ok()
    }

    /// Forgets what was said so far.
    pub fn forget(&self) {
        while self.spoken.try_recv().is_ok() {}
    }
}

/// Answers one client as the protocol wants it (SSIP), until it goes.
fn serve(client: UnixStream, spoken: &Sender<Instant>) {
    let Ok(mut out) = client.try_clone() else {
        return;
    };
    let mut is_text = false;
    for line in BufReader::new(client).lines().map_while(Result::ok) {
        // The library writes some commands in small letters.
        let command = line.to_ascii_uppercase();
        let answer = match (is_text, command.as_str()) {
            (true, ".") => {
                is_text = false;
                // Nobody may be interested any more.
                let _ = spoken.send(Instant::now());
                "225-1\r\n225 OK MESSAGE QUEUED\r\n"
            }
            (true, _) => continue,
            (false, "SPEAK") => {
                is_text = true;
                "230 OK RECEIVING DATA\r\n"
            }
            (false, "LIST OUTPUT_MODULES") => "250-none\r\n250 OK MODULE LIST SENT\r\n",
            (false, "GET OUTPUT_MODULE") => "251-none\r\n251 OK GET RETURNED\r\n",
            (false, "HISTORY GET CLIENT_ID") => "245-1\r\n245 OK CLIENT ID SENT\r\n",
            (false, _) => "200 OK\r\n",
        };
        if out.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
