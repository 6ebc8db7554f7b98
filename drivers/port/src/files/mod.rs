//! The files that a person can choose from: on sticks and cards, and in their own folders.
//!
//! [`places`] says where to look, [`files`] what lies there, the newest first. Both read the disk and return: call them
//! from a thread that may wait, for a stick can be slow. Nothing is opened for writing; a symbolic link is followed
//! nowhere, so that what is found lies where the place says; hidden files and folders are left out.

mod accept;
mod mounts;
mod user_folders;

pub use accept::Accept;

use std::{
    cmp::Reverse,
    collections::VecDeque,
    env, fs,
    io::Read,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// How many folders deep is looked; cameras and phones use two or three.
const DEPTH_MAX: usize = 4;
/// How many entries of folders are looked at in all, so that a full disk does not take minutes.
const ENTRIES_MAX: usize = 20_000;
/// How many files are found at most; the newest.
const FOUND_MAX: usize = 200;
/// What is read of a file to know its type.
const HEAD_BYTES: u64 = 512;

/// What a place is, so that a page can word it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A stick, a card, a disc or a camera.
    Removable,
    /// The person's pictures.
    Pictures,
    /// The person's documents.
    Documents,
    /// What the person downloaded.
    Downloads,
}

/// A place where files may lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Its name: a stick's label, or the name of the folder in the person's language.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// A file that may be chosen. `Debug` is for tests: names belong into no log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Its name, as far as it can be shown.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// When it last changed.
    pub modified: SystemTime,
    /// How many bytes it has.
    pub size: u64,
    /// Its media type, by its first bytes, else by its name.
    pub media_type: String,
}

/// The places that are there now: what is plugged in first, then the person's folders.
pub fn places() -> Vec<Place> {
    let table = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let mut places = mounts::removable(&table);
    if let Some(home) = env::var_os("HOME").map(PathBuf::from) {
        let config = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        places.extend(user_folders::of(&home, config.as_deref()));
    }
    places.retain(|place| place.path.is_dir());
    places
}

/// The files of a place that are accepted, the newest first, and of the same moment by name.
///
/// What cannot be read is left out; a stick that is pulled out meanwhile has no files.
pub fn files(place: &Place, accept: &Accept) -> Vec<FoundFile> {
    let mut found = Vec::new();
    let mut folders = VecDeque::from([(place.path.clone(), 0)]);
    let mut entries_left = ENTRIES_MAX;
    while let Some((folder, depth)) = folders.pop_front() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            if entries_left == 0 {
                break;
            }
            entries_left -= 1;
            // The type of the entry itself: a link is neither file nor folder.
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            let path = entry.path();
            if is_hidden(&path) {
            } else if kind.is_dir() && depth < DEPTH_MAX {
                folders.push_back((path, depth + 1));
            } else if kind.is_file() && accept.may_name(&path) {
                found.extend(look(path));
            }
        }
    }
    newest_accepted(found, accept)
}

/// Looks into as many files as needed, from the newest on.
fn newest_accepted(mut found: Vec<FoundFile>, accept: &Accept) -> Vec<FoundFile> {
    found.sort_by(|a, b| (Reverse(a.modified), &a.path).cmp(&(Reverse(b.modified), &b.path)));
    let accepted = found.into_iter().filter_map(|mut file| {
        file.media_type = accept::media_type(&file.path, &head(&file.path)?);
        accept.takes(&file.path, &file.media_type).then_some(file)
    });
    accepted.take(FOUND_MAX).collect()
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}

fn look(path: PathBuf) -> Option<FoundFile> {
    let about = fs::symlink_metadata(&path).ok()?;
    Some(FoundFile {
        name: path.file_name()?.to_string_lossy().into_owned(),
        modified: about.modified().ok()?,
        size: about.len(),
        media_type: String::new(),
        path,
    })
}

fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    Some(head)
}
