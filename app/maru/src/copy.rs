//! A copy of a record in a folder of its own: the very bytes that are sent, its files, and its answers to be read.

use maru_store::{RecordId, Store, StoreError};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The record's bytes, as servers and other tools call them.
pub const XML_NAME: &str = "submission.xml";
/// The answers for people.
pub const TEXT_NAME: &str = "answers.txt";
/// How many folders of one name are tried.
const NAMES_MAX: u32 = 1000;
/// The longest name of a folder, in letters: four bytes each fit into the names of any disk.
const NAME_LETTERS_MAX: usize = 50;

/// Why there is no copy; what was begun of it is gone again.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The place it was to go to.
    #[error("the copy cannot be written: {0}")]
    Place(#[from] io::Error),
}

impl CopyError {
    /// Whether the place is full.
    pub fn is_disk_full(&self) -> bool {
        let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
        matches!(self, CopyError::Place(error) if full.contains(&error.kind()))
    }
}

/// A copy that is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// What its folder is called in the end.
    pub folder: String,
    /// The files of the record that could not be read, by name.
    pub missing: Vec<String>,
}

/// Copies a record into a new folder of this name below `into`. When this returns, the copy is on the disk; what
/// cannot be read of the record's files is told and holds up nothing else.
pub fn copy(
    store: &Store,
    record: RecordId,
    into: &Path,
    name: &str,
    text: Option<&str>,
) -> Result<Copied, CopyError> {
    let folder = new_folder(into, name)?;
    let written = fill(store, record, &folder, text);
    if written.is_err() {
        // A half copy would be taken for a whole one. On a stick that is gone there is nothing to remove.
        let _ = fs::remove_dir_all(&folder);
    }
    let missing = written?;
    let name = folder.file_name().unwrap_or_default();
    Ok(Copied {
        folder: name.to_string_lossy().into_owned(),
        missing,
    })
}

fn fill(
    store: &Store,
    record: RecordId,
    folder: &Path,
    text: Option<&str>,
) -> Result<Vec<String>, CopyError> {
    let bytes = store.export(record)?;
    write(folder, XML_NAME, &mut bytes.as_bytes())?;
    if let Some(text) = text {
        write(folder, TEXT_NAME, &mut text.as_bytes())?;
    }
    let mut missing = Vec::new();
    for attachment in store.attachments(record)? {
        let Ok(file) = store.open_attachment(record, &attachment.name) else {
            missing.push(attachment.name);
            continue;
        };
        let taken = [XML_NAME, TEXT_NAME];
        let name = match taken.contains(&attachment.name.as_str()) {
            true => format!("file-{}", attachment.name),
            false => attachment.name.clone(),
        };
        let mut source = Source { file, fails: false };
        let written = write(folder, &name, &mut source);
        if source.fails {
            // Half of it would be taken for the whole.
            let _ = fs::remove_file(folder.join(&name));
            missing.push(attachment.name);
            continue;
        }
        written?;
    }
    // Not every file system of a stick lets a folder be synced.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(missing)
}

/// A file that remembers that it could not be read: the place it goes to is not to blame then.
struct Source {
    file: File,
    fails: bool,
}

impl io::Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into);
        self.fails |= matches!(&read, Err(error) if error.kind() != io::ErrorKind::Interrupted);
        read
    }
}

fn write(folder: &Path, name: &str, from: &mut dyn io::Read) -> io::Result<()> {
    let mut file = private().open(folder.join(name))?;
    io::copy(from, &mut file)?;
    file.flush()?;
    file.sync_all()
}

/// A new file that only its owner can read, where the disk knows owners.
fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder that nothing had the name of.
fn new_folder(into: &Path, name: &str) -> io::Result<PathBuf> {
    let plain = plain(name);
    for count in 1..=NAMES_MAX {
        let name = match count {
            1 => plain.clone(),
            count => format!("{plain} ({count})"),
        };
        let folder = into.join(name);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name that any file system takes.
fn plain(name: &str) -> String {
    let plain = name.chars().map(|letter| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    });
    let plain: String = plain.take(NAME_LETTERS_MAX).collect();
    let plain = plain.trim().trim_matches('.').trim();
    if plain.is_empty() {
        return "Maru".to_owned();
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_as_any_disk_takes_it_and_none_is_written_over() {
        let place = tempfile::tempdir().expect("a place");
        let name = "../가로등: 고장? 1234";
        let first = new_folder(place.path(), name).expect("a folder");
        let second = new_folder(place.path(), name).expect("another one");
        let named = |folder: &Path| {
            folder
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
        };
        assert_eq!(named(&first).as_deref(), Some("가로등  고장  1234"));
        assert_eq!(named(&second).as_deref(), Some("가로등  고장  1234 (2)"));
        assert_eq!(first.parent(), Some(place.path()));
        assert_eq!(plain("..."), "Maru");
        assert_eq!(plain(&"긴".repeat(400)).chars().count(), NAME_LETTERS_MAX);
    }
}
