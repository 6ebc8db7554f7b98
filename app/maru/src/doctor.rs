//! `maru doctor`: what works on this computer, for the person who sets it up.

use crate::{
    app::AppOptions,
    pack, profile,
    sign_in::{Door, forms_on_offer},
};
use maru_port::{
    louis::Louis,
    network::network_now,
    voice::{Voice, VoiceEvent},
};
use maru_store::{Store, StoreError};
use std::{path::Path, process::Command, sync::mpsc, time::Duration};

/// How long to wait for a device's or the daemon's answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that must work for Maru to work at all is broken.
#[derive(Debug, thiserror::Error)]
#[error("something that Maru cannot do without is broken; see above")]
pub(crate) struct Broken;

/// Looks at each part and says in a line what it is like.
pub(crate) fn run(options: &AppOptions) -> Result<(), Broken> {
    let mut broken = false;
    let mut tell = |part: &str, finding: Result<String, String>, needed: bool| {
        broken |= needed && finding.is_err();
        let (mark, text) = match finding {
            Ok(text) => ("works", text),
            Err(text) => ("fails", text),
        };
        println!("{mark}  {part:<14} {text}");
    };
    let city = pack::read(options.city.as_deref());
    let server = city
        .as_ref()
        .ok()
        .and_then(|(city, _)| Door::find(city, options.server.as_deref()));
    tell(
        "city",
        city.map(|(city, remarks)| format!("{} ({} remarks)", city.id, remarks.len()))
            .map_err(|e| e.to_string()),
        true,
    );
    let folder = options.data.clone().unwrap_or_else(profile::default_folder);
    tell("store", store(&folder), true);
    tell("voice", voice(), false);
    tell("screen reader", Ok(screen_reader()), false);
    tell(
        "Braille tables",
        Louis::load()
            .map(|louis| format!("liblouis {}", louis.version()))
            .map_err(|missing| missing.to_string()),
        false,
    );
    match &options.braille {
        Some(spec) => tell("Braille", braille(spec), false),
        None => tell("Braille", Ok(displays()), false),
    }
    tell("fonts", fonts(), false);
    tell("screen", screen(), false);
    tell("network", network(), false);
    match server {
        Some(door) => tell("server", reach(&door, &folder), false),
        None => tell(
            "server",
            Err("none is named, by the pack or by --server".to_owned()),
            false,
        ),
    }
    if broken { Err(Broken) } else { Ok(()) }
}

/// Looks at all of the store, and changes nothing in it: somebody may have it open.
fn store(folder: &Path) -> Result<String, String> {
    let counted = Store::open_beside(folder).and_then(|(store, _)| {
        store.check()?;
        store.records()
    });
    match counted {
        Ok(records) => Ok(format!("{}: {} forms", folder.display(), records.len())),
        Err(StoreError::Absent { .. }) => Ok(format!("{}: nothing yet", folder.display())),
        Err(error) => Err(error.to_string()),
    }
}

fn voice() -> Result<String, String> {
    let (sender, events) = mpsc::channel();
    let _voice =
        Voice::open(move |event| drop(sender.send(event))).map_err(|error| error.to_string())?;
    match events.recv_timeout(PATIENCE) {
        Ok(VoiceEvent::Ready { modules }) => {
            Ok(format!("speech-dispatcher with {}", modules.join(", ")))
        }
        Ok(VoiceEvent::Unavailable { reason }) => Err(reason.to_string()),
        Ok(_) => Ok("speech-dispatcher".to_owned()),
        Err(_) => Err("speech-dispatcher does not answer".to_owned()),
    }
}

fn screen_reader() -> String {
    match maru_port::reader_status::screen_reader_running() {
        Some(true) => "running: Maru's own voice stays silent".to_owned(),
        Some(false) => "none is running".to_owned(),
        None => "not known: there is no accessibility bus".to_owned(),
    }
}

fn braille(spec: &maru_port::braille::BrailleSpec) -> Result<String, String> {
    use maru_port::braille::{BrailleEvent, Display};
    let (sender, events) = mpsc::channel();
    let _display = Display::open(spec, move |event| drop(sender.send(event)))
        .map_err(|error| error.to_string())?;
    match events.recv_timeout(PATIENCE) {
        Ok(BrailleEvent::Connected { model, cells }) => Ok(format!("{model}, {cells} cells")),
        Ok(BrailleEvent::Failed { reason } | BrailleEvent::Disconnected { reason }) => {
            Err(reason.to_string())
        }
        Ok(_) => Ok("answers".to_owned()),
        Err(_) => Err("nothing answers there".to_owned()),
    }
}

/// Where a display could be; no port is opened for that.
fn displays() -> String {
    let mut places: Vec<String> = maru_port::ports::list(Path::new("/"))
        .iter()
        .map(|port| {
            let family = port.family.map_or("any", |family| family.name());
            format!("{family}@{} {}", port.path.display(), port.name)
        })
        .collect();
    if maru_port::braille::brltty_listens() {
        places.insert(0, "brlapi".to_owned());
    }
    match places.is_empty() {
        true => "no serial port is there; a display can be named by --braille".to_owned(),
        false => format!("could be at {}", places.join("; ")),
    }
}

/// Fonts that can show Korean, as fontconfig knows them.
fn fonts() -> Result<String, String> {
    let listed = Command::new("fc-list")
        .args([":lang=ko", "family"])
        .output();
    let listed = listed.map_err(|error| format!("fc-list cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut families: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split(',').next())
        .collect();
    families.sort_unstable();
    families.dedup();
    let best = ["Noto Sans CJK KR", "Noto Sans KR"];
    match best
        .iter()
        .find(|best| families.contains(best))
        .or(families.first())
    {
        Some(family) => Ok(format!("{family} ({} families for Korean)", families.len())),
        None => Err("no font has Hangul; install fonts-noto-cjk".to_owned()),
    }
}

#[cfg(feature = "window")]
fn screen() -> Result<String, String> {
    let window = maru_ui::Window::open(maru_ui::Options::default(), drop)
        .map_err(|error| error.to_string())?;
    Ok(format!("{:.0} dots per inch", window.dpi()))
}

#[cfg(not(feature = "window"))]
fn screen() -> Result<String, String> {
    Err("this build has no window".to_owned())
}

/// Asks for the form list; nothing is kept.
fn reach(door: &Door, folder: &Path) -> Result<String, String> {
    let account = door.account(folder).map_err(|error| error.to_string())?;
    let mut client = maru_sync::Client::new(account).map_err(|error| error.to_string())?;
    match forms_on_offer(&mut client, folder)? {
        Ok(count) => Ok(format!("{}: {count} forms on offer", door.place())),
        Err(trouble) => Err(format!("{}: {}", door.place(), trouble.code())),
    }
}

/// What the computer knows of its network.
fn network() -> Result<String, String> {
    let network = network_now().ok_or("no NetworkManager: the network is found by asking")?;
    let up = if network.is_up { "up" } else { "down" };
    let portal = if network.is_portal {
        ", a log-in page before it"
    } else {
        ""
    };
    let costly = if network.is_costly {
        ", paid by the byte"
    } else {
        ""
    };
    Ok(format!("{up}{portal}{costly}"))
}
