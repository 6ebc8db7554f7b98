//! The bytes of attachments: one file each, named by what is in it.
//!
//! A file appears under its name whole or not at all: it is written under another one, brought to the disk, and
//! renamed. Who writes holds a lock on the unfinished file, so that nobody takes it for one that a crash left behind.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use maru_sync::FileRef;
use sha2::{Digest, Sha256};

use crate::error::StoreError;

const UNFINISHED: &str = "part";
const BUFFER_BYTES: usize = 64 * 1024;

/// The folder of the attachments' bytes. It can be handed to the thread that sends.
#[derive(Debug, Clone)]
pub struct AttachmentFiles {
    folder: PathBuf,
}

impl AttachmentFiles {
    /// Those of the profile in this folder, whether there are any or not.
    pub fn below(profile: &Path) -> AttachmentFiles {
        let folder = profile.join("attachments");
        AttachmentFiles { folder }
    }

    /// Moves the bytes that a new database does not refer to into another folder, where nobody collects garbage.
    ///
    /// Those it refers to stay where they are; what was moved before is left alone, so that it can be called again.
    pub(crate) fn set_aside_all_but(&self, kept: &BTreeSet<String>, into: &Path) -> io::Result<()> {
        if !self.exists() {
            return Ok(());
        }
        let mut is_made = false;
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            let is_lost = |name: &&str| is_hash(name) && !kept.contains(*name);
            if let Some(name) = name.to_str().filter(is_lost) {
                if !is_made {
                    make_private_folder(into)?;
                    is_made = true;
                }
                fs::rename(self.folder.join(name), into.join(name))?;
            }
        }
        if is_made {
            sync_folder(into)?;
        }
        sync_folder(&self.folder)
    }

    /// Whether there is a file for a hash.
    pub(crate) fn has(&self, hash: &str) -> bool {
        self.path(hash).is_ok_and(|path| path.is_file())
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the bytes of an attachment for reading.
    pub fn open(&self, file: &FileRef) -> io::Result<File> {
        File::open(self.path(&file.hash)?)
    }

    /// Whether the bytes are still those that were attached; reads all of them.
    pub(crate) fn is_whole(&self, file: &FileRef) -> bool {
        let read = || -> io::Result<FileRef> {
            let mut found = self.open(file)?;
            digest(&mut found, |_| Ok(()))
        };
        read().is_ok_and(|found| found == *file)
    }

    /// Writes bytes into an unfinished file, and brings them to the disk.
    pub(crate) fn receive(&self, source: &mut dyn Read) -> Result<Received, StoreError> {
        self.make_folder().map_err(StoreError::files)?;
        let mut received = self.begin().map_err(StoreError::files)?;
        let mut fault = None;
        let mut file = &received.lock;
        let written = digest(source, |bytes| {
            file.write_all(bytes).map_err(|error| {
                let kind = error.kind();
                fault = Some(error);
                kind.into()
            })
        });
        received.file = match (written, fault) {
            (Ok(written), _) => written,
            (Err(_), Some(error)) => return Err(StoreError::files(error)),
            (Err(source), None) => return Err(StoreError::Source { source }),
        };
        received.lock.sync_all().map_err(StoreError::files)?;
        Ok(received)
    }

    /// Removes what nobody refers to. Call it while no attachment can be added.
    pub(crate) fn remove_all_but(&self, kept: &BTreeSet<String>) -> io::Result<usize> {
        let mut count = 0;
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            // The lock is held until the file is gone: who begins one waits for it, and then begins another.
            let (is_garbage, _lock) = match name {
                Some(name) if is_hash(name) => (!kept.contains(name), None),
                Some(_) if path.extension().is_some_and(|end| end == UNFINISHED) => {
                    let lock = abandoned(&path);
                    (lock.is_some(), lock)
                }
                // Not ours.
                Some(_) | None => (false, None),
            };
            if is_garbage {
                // It may be the picture of a person: what it was is not to be found where it lay.
                let _ = overwrite(&path);
                fs::remove_file(&path)?;
                count += 1;
            }
        }
        Ok(count)
    }

    pub(crate) fn exists(&self) -> bool {
        self.folder.exists()
    }

    fn path(&self, hash: &str) -> io::Result<PathBuf> {
        // A hurt database must not lead out of the folder.
        let path = is_hash(hash).then(|| self.folder.join(hash));
        path.ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.exists() {
            return Ok(());
        }
        make_private_folder(&self.folder)?;
        self.folder.parent().map_or(Ok(()), sync_folder)
    }

    /// Makes an unfinished file that is ours alone.
    fn begin(&self) -> io::Result<Received> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}-{count}.{UNFINISHED}", std::process::id());
            let path = self.folder.join(name);
            let lock = match private().write(true).create_new(true).open(&path) {
                // Left by a process that had our number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                other => other?,
            };
            // A disk that knows no locks keeps what a crash left behind for good, and nothing worse.
            let _ = lock.lock();
            // Between the two, somebody who collects garbage may have taken it for such.
            if path.exists() {
                return Ok(Received {
                    folder: self.folder.clone(),
                    path,
                    lock,
                    file: FileRef {
                        hash: String::new(),
                        size: 0,
                    },
                });
            }
        }
    }
}

/// Bytes on the disk that have no name yet; without one they go when this is dropped.
#[derive(Debug)]
pub(crate) struct Received {
    folder: PathBuf,
    path: PathBuf,
    lock: File,
    pub(crate) file: FileRef,
}

impl Received {
    /// Gives the bytes their name, for good. The same bytes may have it already; then these take their place.
    pub(crate) fn keep(self) -> io::Result<()> {
        fs::rename(&self.path, self.folder.join(&self.file.hash))?;
        sync_folder(&self.folder)
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        // Renamed, it is not there; and what stays by mistake is collected later.
        let _ = overwrite(&self.path);
        let _ = fs::remove_file(&self.path);
    }
}

/// Reads to the end, hands on what it reads, and says what it was.
fn digest(
    source: &mut dyn Read,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<FileRef> {
    let mut digest = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        let count = match source.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else {
            let hash = format!("{:x}", digest.finalize());
            return Ok(FileRef { hash, size });
        };
        digest.update(bytes);
        each(bytes)?;
        size += bytes.len() as u64;
    }
}

fn is_hash(name: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    name.len() == 64 && name.bytes().all(is_digit)
}

/// Writes zeros over a file, and brings them to the disk.
fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let size = file.metadata()?.len();
    io::copy(&mut io::repeat(0).take(size), &mut file)?;
    file.sync_data()
}

/// The lock on an unfinished file that nobody writes any more.
fn abandoned(path: &Path) -> Option<File> {
    let file = OpenOptions::new().write(true).open(path).ok()?;
    file.try_lock().is_ok().then_some(file)
}

/// Makes a folder, and those above it, that only their owner can read: several people may share the machine.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Options for a file that only its owner can read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Brings the names in a folder to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
