//! Putting out of the way what is damaged: renamed, never deleted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::files::{AttachmentFiles, sync_folder};

/// Renames a log that has lost its database, which SQLite would delete when it makes a new one; returns where it is now,
/// if there was one.
pub(crate) fn set_log_aside(path: &Path, now: &str) -> io::Result<Option<PathBuf>> {
    let log = beside(path, "-wal");
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    if size(path) > 0 || size(&log) == 0 {
        return Ok(None);
    }
    let aside = beside(&free_name_beside(path, now)?, "-wal");
    fs::rename(log, &aside)?;
    path.parent().map_or(Ok(()), sync_folder)?;
    Ok(Some(aside))
}

/// Renames the folder of the attachments before a new database is made, to which every one of them is garbage.
pub(crate) fn set_files_aside(files: &AttachmentFiles, now: &str) -> Result<(), StoreError> {
    let folder = files.folder();
    let rename = || -> io::Result<()> {
        fs::rename(folder, free_name_beside(folder, now)?)?;
        folder.parent().map_or(Ok(()), sync_folder)
    };
    if files.exists() {
        rename().map_err(StoreError::files)
    } else {
        Ok(())
    }
}

/// Renames a file if it is there.
pub(crate) fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns a dated name that nothing has.
pub(crate) fn free_name_beside(path: &Path, now: &str) -> io::Result<PathBuf> {
    let stamp: String = now
        .chars()
        .take(40)
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let name = |count: u32| {
        let suffix = if count == 1 {
            String::new()
        } else {
            format!("-{count}")
        };
        beside(path, &format!(".damaged-{stamp}{suffix}"))
    };
    let is_free = |name: &PathBuf| !name.exists() && !beside(name, "-wal").exists();
    let mut free = (1..=1000).map(name).filter(is_free);
    free.next()
        .ok_or_else(|| io::ErrorKind::AlreadyExists.into())
}

/// The name of a file with something behind it.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
