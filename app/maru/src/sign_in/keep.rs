//! Where secrets are kept: in the desktop's keyring, or in the file `sign-in` beside the data, readable by its owner
//! alone. The file also says for which servers the keyring has one, so that nobody else's bus is asked in vain.

use super::{Credential, SignInError};
use maru_port::keyring::{self, KeyringError};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

const FILE: &str = "sign-in";
const FILE_BYTES_MAX: u64 = 100_000;

/// What the file says of one server.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kept {
    /// The keyring has it.
    Keyring,
    /// Here it is.
    Here(Credential),
}

type Book = BTreeMap<String, Kept>;

/// Where a secret went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Where {
    Keyring,
    /// Into the file, for this reason.
    File(String),
}

/// What is kept for a server.
pub(super) fn find(folder: &Path, place: &str) -> Result<Option<Credential>, SignInError> {
    match read(folder)?.remove(place) {
        None => Ok(None),
        Some(Kept::Here(credential)) => Ok(Some(credential)),
        Some(Kept::Keyring) => {
            let found = keyring::find(&attributes(&name(folder), place))?;
            let secret = found.ok_or(SignInError::NotSignedIn)?;
            let credential = serde_json::from_slice(&secret);
            credential.map(Some).map_err(|_| SignInError::Unreadable)
        }
    }
}

/// Keeps what shows a server who this is.
pub(super) fn keep(
    folder: &Path,
    place: &str,
    credential: Credential,
    wants_file: bool,
) -> Result<Where, SignInError> {
    let mut book = read_or_begin(folder)?;
    let secret = serde_json::to_vec(&credential).unwrap_or_default();
    let in_keyring = if wants_file {
        Err("as asked".to_owned())
    } else {
        let label = format!("Maru: {place}");
        keyring::keep(&label, &attributes(&name(folder), place), &secret)
            .map_err(|error| error.to_string())
    };
    let (kept, went) = match in_keyring {
        Ok(()) => (Kept::Keyring, Where::Keyring),
        Err(reason) => (Kept::Here(credential), Where::File(reason)),
    };
    let is_in_file = matches!(kept, Kept::Here(_));
    let before = book.insert(place.to_owned(), kept);
    write(folder, &book)?;
    if is_in_file && matches!(before, Some(Kept::Keyring)) {
        // It would be found again if it stayed, and may be known.
        if let Err(error) = keyring::forget(&attributes(&name(folder), place)) {
            tracing::warn!(
                code = "keyring",
                "the secret that was kept before is still in the keyring: {error}"
            );
        }
    }
    Ok(went)
}

/// Forgets it; returns whether there was anything.
pub(super) fn forget(folder: &Path, place: &str) -> Result<bool, SignInError> {
    let (mut book, is_hurt) = match read(folder) {
        Err(SignInError::Unreadable) => (Book::new(), true),
        other => (other?, false),
    };
    let known = book.remove(place);
    // Nobody knows what stood in a file that cannot be read.
    if is_hurt || matches!(known, Some(Kept::Keyring)) {
        match keyring::forget(&attributes(&name(folder), place)) {
            // Without a keyring there is nothing in it.
            Ok(()) | Err(KeyringError::None(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let is_known = known.is_some() || is_hurt;
    if is_known {
        write(folder, &book)?;
    }
    Ok(is_known)
}

/// What is kept; nothing if it cannot be read, so that it can be kept anew.
fn read_or_begin(folder: &Path) -> Result<Book, SignInError> {
    match read(folder) {
        Err(SignInError::Unreadable) => {
            tracing::warn!(code = "sign-in-unreadable", "what was kept is begun anew");
            Ok(Book::new())
        }
        other => other,
    }
}

/// The data's own name: one person may have several.
fn name(folder: &Path) -> String {
    let whole = folder.canonicalize();
    whole
        .unwrap_or_else(|_| folder.to_owned())
        .to_string_lossy()
        .into_owned()
}

fn attributes<'a>(folder: &'a str, place: &'a str) -> [(&'a str, &'a str); 3] {
    [("application", "maru"), ("server", place), ("data", folder)]
}

fn read(folder: &Path) -> Result<Book, SignInError> {
    let path = folder.join(FILE);
    let mut text = String::new();
    let read = File::open(&path).and_then(|file| {
        let mode = file.metadata()?.permissions().mode();
        if mode & 0o077 != 0 {
            tracing::warn!(
                code = "sign-in-open",
                "{} could be read by others; it is closed now, but its secrets may be known",
                path.display()
            );
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        }
        file.take(FILE_BYTES_MAX).read_to_string(&mut text)
    });
    match read {
        Ok(_) => serde_json::from_str(&text).map_err(|_| SignInError::Unreadable),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Book::new()),
        // It is no UTF-8.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(SignInError::Unreadable),
        Err(source) => Err(SignInError::File { path, source }),
    }
}

/// Writes the whole file or leaves the old one.
fn write(folder: &Path, book: &Book) -> Result<(), SignInError> {
    let path = folder.join(FILE);
    let written = write_file(folder, &path, book);
    written.map_err(|source| SignInError::File { path, source })
}

fn write_file(folder: &Path, path: &PathBuf, book: &Book) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let new = folder.join(format!("{FILE}.new"));
    // One that was left by a power cut may have other rights.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)?;
    file.write_all(&serde_json::to_vec(book)?)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(password: &str) -> Credential {
        Credential::Basic {
            user: "ann".to_owned(),
            password: password.to_owned(),
        }
    }

    #[test]
    fn a_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("new");
        let went = keep(&folder, "https://a", basic("one"), true).expect("kept");
        assert!(matches!(went, Where::File(_)));
        keep(&folder, "https://b", basic("two"), true).expect("kept");
        let path = folder.join(FILE);
        let mode = || fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode() & 0o777, 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("ours");
        assert!(find(&folder, "https://b").expect("read") == Some(basic("two")));
        assert_eq!(mode() & 0o777, 0o600);
        assert!(find(&folder, "https://c").expect("read").is_none());
        assert!(forget(&folder, "https://a").expect("written"));
        assert!(!forget(&folder, "https://a").expect("read"));
        let text = fs::read_to_string(&path).expect("there");
        assert!(!text.contains("one") && text.contains("two"));
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let hurt = || fs::write(folder.path().join(FILE), b"{\"x\":\"secret\xff").expect("written");
        let found = || find(folder.path(), "https://a");
        hurt();
        assert!(matches!(found(), Err(SignInError::Unreadable)));
        keep(folder.path(), "https://a", basic("one"), true).expect("it is begun anew");
        assert!(found().expect("read") == Some(basic("one")));
        hurt();
        assert!(forget(folder.path(), "https://a").expect("written"));
        assert!(found().expect("read").is_none());
        let text = fs::read_to_string(folder.path().join(FILE)).expect("there");
        assert!(!text.contains("secret"), "{text}");
    }
}
